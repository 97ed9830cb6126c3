//! What `show` is asked for: names in, products and releases out, or the names that were meant.

use std::fmt;

use chrono::NaiveDate;

use crate::catalog::Catalog;
use crate::lifecycle;
use crate::locate::{CycleBy, Fit, Located, Locator, MatchedBy};
use crate::product::{Product, Release};
use crate::search::{Searcher, distance};
use crate::table::{self, Table};
use crate::verdict::Verdict;
use crate::viewpoint::Viewpoint;

/// A product, and which of its releases are asked for.
#[derive(Debug)]
pub struct Choice<'a> {
    /// The product.
    pub product: &'a Product,
    /// The verdicts about the versions asked for; empty where the whole product is.
    pub verdicts: Vec<Verdict<'a>>,
    /// Numbers of the releases; empty for all.
    numbers: Vec<usize>,
}

/// A name that nothing bears.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unknown {
    /// The name.
    pub name: String,
    /// The id of the product that was to have it as a release; `None` where it is no release.
    pub product: Option<String>,
    /// What may have been meant, the most alike first.
    pub near: Vec<String>,
}

impl<'a> Choice<'a> {
    /// A product with all its releases.
    #[must_use]
    pub fn whole(product: &'a Product) -> Self {
        Self {
            product,
            verdicts: Vec::new(),
            numbers: Vec::new(),
        }
    }

    /// A product with the releases of these numbers only, which are some.
    #[must_use]
    pub fn part(product: &'a Product, numbers: Vec<usize>) -> Self {
        let verdicts = Vec::new();
        Self {
            product,
            verdicts,
            numbers,
        }
    }

    /// Asks for a version too.
    fn ask(&mut self, verdict: Verdict<'a>) {
        let releases = verdict.located.fit.releases().iter();
        for number in releases {
            if !self.numbers.contains(number) {
                self.numbers.push(*number);
            }
        }
        let is_same = |other: &Verdict<'_>| other.located == verdict.located;
        if !self.verdicts.iter().any(is_same) {
            self.verdicts.push(verdict);
        }
    }

    /// Whether single releases are asked for.
    #[must_use]
    pub fn is_part(&self) -> bool {
        !self.numbers.is_empty()
    }

    /// Whether the release of this number is asked for.
    #[must_use]
    pub fn has(&self, number: usize) -> bool {
        !self.is_part() || self.numbers.contains(&number)
    }

    /// The releases asked for, in the order of the question, or all in the file's order.
    pub fn releases(&self) -> impl Iterator<Item = &'a Release> {
        let releases = &self.product.releases;
        let part = self.numbers.iter();
        let part = part.filter_map(|number| releases.get(*number));
        let whole = releases.iter().filter(|_| !self.is_part());
        part.chain(whole)
    }

    /// The release table with the rows that are to be shown, and how many are folded away. What is
    /// asked for by name is never folded.
    #[must_use]
    pub fn table(&self, on: impl Into<Viewpoint>, all: bool) -> (Table, usize) {
        let on = on.into();
        let mut table = Table::new(self.product, on);
        let (numbers, folded) = self.shown(on.day, all);
        let rows = numbers.into_iter();
        let rows = rows.filter_map(|number| table.rows.get(number).cloned());
        table.rows = rows.collect();
        table.folded = table.rows.len()..table.rows.len();
        (table, folded)
    }

    /// Numbers of the releases that are to be shown, and how many are folded away.
    #[must_use]
    pub fn shown(&self, day: NaiveDate, all: bool) -> (Vec<usize>, usize) {
        let releases = &self.product.releases;
        if self.is_part() {
            (self.numbers.clone(), 0)
        } else if all {
            ((0..releases.len()).collect(), 0)
        } else {
            let folded = lifecycle::folded(releases, day);
            ((0..folded.start).collect(), folded.len())
        }
    }
}

/// Reads names of products, each followed by names or versions of its releases, and queries that name
/// both, such as `python 3.9.5` or a package URL.
///
/// # Errors
///
/// Returns the first name that is none of that.
pub fn choose<'a>(
    catalog: &'a Catalog,
    names: &[String],
    on: impl Into<Viewpoint>,
) -> Result<Vec<Choice<'a>>, Unknown> {
    let reader = Reader {
        catalog,
        locator: Locator::default(),
        searcher: Searcher::default(),
        on: on.into(),
    };
    reader.each(names).or_else(|unknown| {
        // `show red hat 8`: one query in several words.
        let query = names.join(" ");
        let located = reader.locator.locate(catalog, &reader.searcher, &query);
        let located = located.filter(|located| located.fit.release().is_some());
        let choice = located.and_then(|located| reader.add(Vec::new(), &located));
        choice.ok_or(unknown)
    })
}

/// Reads names with a catalogue on a day.
struct Reader<'a> {
    catalog: &'a Catalog,
    locator: Locator,
    searcher: Searcher,
    on: Viewpoint,
}

impl<'a> Reader<'a> {
    fn each(&self, names: &[String]) -> Result<Vec<Choice<'a>>, Unknown> {
        let mut choices: Vec<Choice<'a>> = Vec::new();
        for name in names {
            let located = self.meant(choices.last(), name)?;
            choices = self.add(choices, &located).unwrap_or_default();
        }
        Ok(choices)
    }

    /// Adds what was located, to the last choice where it is of the same product.
    fn add(&self, mut choices: Vec<Choice<'a>>, located: &Located) -> Option<Vec<Choice<'a>>> {
        let product = self.catalog.product(located.product)?;
        let verdict = Verdict::new(self.catalog, located, self.on);
        match (choices.last_mut(), verdict) {
            (Some(last), Some(verdict)) if last.product.id == product.id => last.ask(verdict),
            (_, verdict) => {
                let mut choice = Choice::whole(product);
                if let Some(verdict) = verdict {
                    choice.ask(verdict);
                }
                choices.push(choice);
            }
        }
        Some(choices)
    }

    /// What a name means after a choice: one of its releases, else a product, else a version of that
    /// choice, else a query.
    fn meant(&self, last: Option<&Choice<'_>>, name: &str) -> Result<Located, Unknown> {
        let catalog = self.catalog;
        let of_last = last.and_then(|last| Some((catalog.find(&last.product.id)?, last.product)));
        let whole = |product, fit| Located {
            product,
            also: Vec::new(),
            matched_by: MatchedBy::Name,
            version: (fit != Fit::Unasked).then(|| name.to_owned()),
            fit,
        };
        let release = of_last.and_then(|(index, product)| {
            let release = find(product, name, self.on.day)?;
            Some(whole(index, Fit::One(release, CycleBy::Exact)))
        });
        let named = || {
            catalog
                .find(name)
                .or_else(|| self.locator.product(catalog, name))
        };
        let named = release.or_else(|| Some(whole(named()?, Fit::Unasked)));
        let version = of_last.and_then(|(index, _)| self.locator.release(catalog, index, name));
        let fits = |located: &Located| located.fit.release().is_some();
        if let Some(located) = named.or_else(|| version.clone().filter(fits)) {
            return Ok(located);
        }
        let located = self.locator.locate(catalog, &self.searcher, name);
        let begins_with_number = name.starts_with(|c: char| c.is_ascii_digit());
        match located.or(version.filter(|_| begins_with_number)) {
            Some(located) if matches!(located.fit, Fit::Nothing(_)) => {
                Err(Unknown::release(catalog, &located))
            }
            Some(located) => Ok(located),
            None => Err(Unknown::product(catalog, name).or_release(last)),
        }
    }
}

/// The product of a name.
///
/// # Errors
///
/// Returns the names that may have been meant.
pub fn product<'a>(catalog: &'a Catalog, name: &str) -> Result<&'a Product, Unknown> {
    let found = catalog.find(name).and_then(|index| catalog.product(index));
    found.ok_or_else(|| Unknown::product(catalog, name))
}

/// The number of the release of this name or label; capitals do not matter.
fn find(product: &Product, name: &str, day: NaiveDate) -> Option<usize> {
    let is = |other: &str| other.eq_ignore_ascii_case(name);
    let by = |test: &dyn Fn(&Release) -> bool| product.releases.iter().position(test);
    by(&|release| is(&release.name))
        .or_else(|| by(&|release| is(&release.label)))
        .or_else(|| by(&|release| is(&table::label(product, release, day))))
}

/// How many suggestions are made at most.
const SUGGESTIONS: usize = 3;

/// Ids of the products that a search finds or guesses.
fn near_products(catalog: &Catalog, name: &str) -> Vec<String> {
    let hits = Searcher::default().search(catalog, name).hits.into_iter();
    let cards = hits.filter_map(|index| catalog.cards().get(index));
    cards
        .map(|card| card.id.clone())
        .take(SUGGESTIONS)
        .collect()
}

impl Unknown {
    fn product(catalog: &Catalog, name: &str) -> Self {
        Self {
            name: name.to_owned(),
            product: None,
            near: near_products(catalog, name),
        }
    }

    /// A version of which there is no release.
    fn release(catalog: &Catalog, located: &Located) -> Self {
        let product = catalog.product(located.product);
        let name = |release: &usize| Some(product?.releases.get(*release)?.name.clone());
        let near = match &located.fit {
            Fit::Nothing(near) => near.iter().filter_map(name).collect(),
            _ => Vec::new(),
        };
        Self {
            name: located.version.clone().unwrap_or_default(),
            product: product.map(|product| product.id.clone()),
            near,
        }
    }

    /// The same about a release of the product before it, where that is what it looks like: it is
    /// at least as like one of its releases as it is like any product.
    fn or_release(self, before: Option<&Choice<'_>>) -> Self {
        let Some(Choice { product, .. }) = before else {
            return self;
        };
        let names = product.releases.iter().map(|release| &release.name);
        let mut near: Vec<(usize, &String)> = names
            .map(|release| (distance(release, &self.name), release))
            .collect();
        near.sort_by_key(|(distance, _)| *distance);
        let nearest = near.first().map_or(usize::MAX, |(distance, _)| *distance);
        let products = self.near.iter().map(|id| distance(id, &self.name));
        if products.min().is_some_and(|product| product < nearest) {
            return self;
        }
        let near = near.into_iter().map(|(_, name)| name.clone());
        Self {
            product: Some(product.id.clone()),
            near: near.take(SUGGESTIONS).collect(),
            ..self
        }
    }
}

impl fmt::Display for Unknown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { name, near, .. } = self;
        match &self.product {
            Some(product) => write!(f, "{product} has no release {name:?}")?,
            None => write!(f, "no product is called {name:?}")?,
        }
        match near.as_slice() {
            [] => f.write_str("; `eolens list` names all products"),
            near => write!(f, "; did you mean {}?", near.join(", ")),
        }
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::{Unknown, choose};
    use crate::catalog::Catalog;
    use crate::product;

    fn catalog() -> Catalog {
        let file = |id: &str, releases: &[&str]| {
            let items = releases.iter();
            let items = items.map(|name| {
                format!("- {{releaseCycle: '{name}', eol: true, releaseLabel: \"v{name}\"}}\n")
            });
            let items: String = items.collect();
            let file = format!(
                "---\ntitle: {id} Language\npermalink: /{id}\ncategory: lang\nreleases:\n{items}---\n"
            );
            product::parse("x.md", file.as_bytes())
        };
        let (python, nodejs) = (
            file("python", &["3.14", "3.13", "3.12", "2.7"]),
            file("nodejs", &["24", "22"]),
        );
        Catalog::new([python, nodejs]).unwrap()
    }

    fn chosen(names: &str) -> Result<Vec<String>, Unknown> {
        let catalog = catalog();
        let names: Vec<String> = names.split(' ').map(str::to_owned).collect();
        let choices = choose(&catalog, &names, NaiveDate::default())?;
        let words = choices.iter().map(|choice| {
            let releases = choice.numbers.iter();
            let names = releases.map(|number| choice.product.releases[*number].name.as_str());
            format!(
                "{} {}",
                choice.product.id,
                names.collect::<Vec<_>>().join("+")
            )
        });
        Ok(words.collect())
    }

    #[test]
    fn names_after_a_product_are_its_releases() {
        assert_eq!(chosen("python").unwrap(), ["python "]);
        assert_eq!(
            chosen("python 3.12 V2.7 3.12 nodejs 24 PYTHON").unwrap(),
            ["python 3.12+2.7", "nodejs 24", "python "]
        );
    }

    #[test]
    fn a_query_names_a_product_and_a_version() {
        for names in [
            "python@3.12.4",
            "python-3.12.4",
            "python 3.12.4",
            "pyth 3.12",
        ] {
            assert_eq!(chosen(names).unwrap(), ["python 3.12"], "{names}");
        }
        assert_eq!(
            chosen("python 3 nodejs:24.1 22").unwrap(),
            ["python 3.14+3.13+3.12", "nodejs 24+22"]
        );
    }

    #[test]
    fn what_is_unknown_is_answered_with_what_is_near() {
        let words = |names| chosen(names).unwrap_err().to_string();
        assert_eq!(
            words("pyhton"),
            "no product is called \"pyhton\"; did you mean python?"
        );
        assert_eq!(
            words("python 3.15"),
            "python has no release \"3.15\"; did you mean 3.14, 3.13, 3.12?"
        );
        assert_eq!(
            words("nodejs python@4"),
            "python has no release \"4\"; did you mean 3.14, 3.13, 3.12?"
        );
        assert_eq!(
            words("python nodsj"),
            "no product is called \"nodsj\"; did you mean nodejs?"
        );
        assert_eq!(
            words("zzz"),
            "no product is called \"zzz\"; `eolens list` names all products"
        );
    }
}
