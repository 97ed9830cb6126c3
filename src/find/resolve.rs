//! Resolves a text to a product and its releases, for the command line, the search line, the watchlist and
//! the calendar. It does not guess: a version of no release gets the nearest releases as an answer. A text goes
//! from `line` (which part of it matters) through `form` (an image, a package, an identifier, words) to `words`
//! (which of them are the name, which the version) and `release` (which release has that version).

mod channel;
mod explained;
mod form;
mod identified;
mod latest;
mod line;
pub mod listed;
mod names;
mod near;
mod package;
mod parts;
mod range;
mod reading;
mod release;
mod sets;
mod vocabulary;
mod words;

use std::cell::RefCell;
use std::collections::HashMap;

use chrono::NaiveDate;

pub use self::channel::newest;
use self::form::Reference;
pub use self::latest::compared_with_latest;
use self::line::Registry;
pub use self::reading::{MatchedBy, Reading};
pub use self::release::{CycleBy, Fit};
use self::vocabulary::Vocabularies;
use crate::facts::catalog::Catalog;
use crate::facts::catalog::names::NameOf;
use crate::facts::identifier::key::Name;
use crate::facts::product::{Product, Release};
use crate::facts::table;
use crate::find::search::Searcher;
use crate::text::lines::begun;
use crate::text::version::Piece;

/// Resolves texts. It caches the words of the first catalog that it is asked about.
#[derive(Debug, Default)]
pub struct Resolver {
    vocabularies: Vocabularies,
    searcher: Searcher,
}

/// A rule: the meaning of a text, if the rule applies to it.
type Rule = fn(&Look<'_>, &str) -> Option<Reading>;

/// The rules in order; the first that applies decides.
const RULES: [Rule; 3] = [
    // The whole text is the id, an alias or the title of a product.
    |look, text| look.whole(text, |of| of != NameOf::Slang),
    // The form of the text says what it is about: a package URL, a CPE, an address, an image, a line of a
    // manifest or package list, a banner, or words.
    |look, text| look.subject(text),
    // The text is a colloquial name.
    |look, text| look.whole(text, |of| of == NameOf::Slang),
];

/// How many words after a name are searched for its version.
const MOST_WORDS: usize = 8;

/// Bytes beyond this are ignored, so that a text of any length takes the same time.
const MOST_BYTES: usize = 4096;

impl Resolver {
    /// Resolves a text on the day of the data; `None` if it names nothing.
    pub fn resolve(&self, catalog: &Catalog, text: &str) -> Option<Reading> {
        self.resolve_on(catalog, text, catalog.day())
    }

    /// Resolves a text on a day, which rules what `node lts` means; `None` if it names nothing.
    pub fn resolve_on(
        &self,
        catalog: &Catalog,
        text: &str,
        day: Option<NaiveDate>,
    ) -> Option<Reading> {
        let text = begun(text.trim(), MOST_BYTES);
        if text.is_empty() {
            return None;
        }
        let look = Look {
            day,
            ..self.look(catalog)
        };
        RULES.iter().find_map(|rule| rule(&look, text))
    }

    /// Whether all words of a text fit a product: they belong to its names or its maker's, or carry no
    /// meaning, as editions and service packs do.
    pub fn explains(&self, catalog: &Catalog, product: usize, text: &str) -> bool {
        let is_addition = is_step(text) || vocabulary::is_edition(text);
        is_addition || self.look(catalog).explains_all(product, text)
    }

    fn look<'a>(&'a self, catalog: &'a Catalog) -> Look<'a> {
        Look {
            catalog,
            day: catalog.day(),
            searcher: &self.searcher,
            vocabularies: &self.vocabularies,
            known: RefCell::default(),
            relatives: RefCell::default(),
        }
    }
}

/// Whether it is a step within a release: `R2`, `SP1`, `CU12`.
fn is_step(text: &str) -> bool {
    let number = text.trim_start_matches(|c: char| c.is_ascii_alphabetic());
    let is_short = (1..3).contains(&(text.len() - number.len()));
    is_short && number.parse::<u8>().is_ok()
}

/// What a version of a product matches: a range of releases, or one of them.
fn fit(product: &Product, version: &str) -> Fit {
    range::fit(product, version).unwrap_or_else(|| release::fit(product, version))
}

/// The same; `None` if it matches nothing.
fn certain(product: &Product, version: &str) -> Option<Fit> {
    range::fit(product, version).or_else(|| release::certain(product, version))
}

/// What a version of a product matches; `None` if there is no such product.
pub fn version_of(catalog: &Catalog, product: usize, version: &str) -> Option<Reading> {
    let fit = fit(catalog.product(product)?, version);
    Some(Reading::new(product, MatchedBy::Name, version, fit))
}

/// What a version matches within a product, without considering other products or ranges.
pub fn fit_of(product: &Product, version: &str) -> Fit {
    release::fit(product, version)
}

/// The number of a product's release of this name or label, capitals aside; `None` where there is none.
pub fn release_named(product: &Product, name: &str, day: NaiveDate) -> Option<usize> {
    let is = |other: &str| other.eq_ignore_ascii_case(name);
    let by = |test: &dyn Fn(&Release) -> bool| product.releases.iter().position(test);
    by(&|release| is(&release.name))
        .or_else(|| by(&|release| is(&release.label)))
        .or_else(|| by(&|release| is(&table::label(product, release, day))))
        .or_else(|| by(&|release| is(&table::label_on_site(product, release, day))))
}

/// The state of resolving one text.
struct Look<'a> {
    catalog: &'a Catalog,
    /// The day of the question.
    day: Option<NaiveDate>,
    searcher: &'a Searcher,
    vocabularies: &'a Vocabularies,
    /// The products by name, see [`Look::bearer`].
    known: RefCell<HashMap<String, Option<(usize, MatchedBy)>>>,
    /// See [`Look::relative`].
    relatives: RefCell<HashMap<(usize, String), Option<Reading>>>,
}

impl Look<'_> {
    /// The product whose name is the whole text, for names of certain kinds.
    fn whole(&self, text: &str, is_kind: fn(NameOf) -> bool) -> Option<Reading> {
        let (product, of) = self.catalog.named(text)?;
        if is_kind(of)
            && let Some(numbered) = self.numbered(product, text)
        {
            return Some(numbered);
        }
        let reading = is_kind(of).then(|| self.read(&[product], of.into(), None))?;
        reading.map(Reading::named)
    }

    /// A product's short name with its number attached, as people write it: `al2`, `sql2019`.
    fn numbered(&self, product: usize, text: &str) -> Option<Reading> {
        if self.own(text).is_some() {
            return None;
        }
        let version = text.get(text.find(|c: char| c.is_ascii_digit())?..)?;
        let is_version = version
            .chars()
            .all(|c| c.is_ascii_digit() || "r.".contains(c));
        let reading =
            is_version.then(|| self.read(&[product], MatchedBy::Alias, Some(version)))??;
        reading.released()
    }

    /// The meaning of the first subject of the text that has one; subjects with a release take precedence.
    fn subject(&self, text: &str) -> Option<Reading> {
        let mut others = None;
        for subject in line::subjects(text) {
            let named = || {
                let own_name = self.whole(&subject.text, |of| of != NameOf::Slang);
                own_name.or_else(|| self.form(&subject.text))
            };
            let reading = match subject.registry {
                Some(registry) => self.library(registry, &subject.text),
                None => named(),
            };
            let Some(reading) = reading else {
                continue;
            };
            if reading.has_release() {
                return Some(reading);
            }
            others.get_or_insert(reading);
        }
        others
    }

    /// The product that a library is in its registry, or else what a manifest requires of the same name, such as a
    /// language. The name must be whole: neither `python3-saml` nor `vue2-editor` is of the language or framework.
    fn library(&self, registry: Registry, text: &str) -> Option<Reading> {
        let is_end = |c: char| c.is_whitespace() || "=~<>!^@".contains(c);
        // A scope begins with the same sign as a version.
        let ends = text.char_indices().skip(1);
        let (at, _) = ends.into_iter().find(|(_, c)| is_end(*c))?;
        let (name, version) = text.split_at_checked(at)?;
        let name = name.split('[').next().unwrap_or(name);
        let version = version.trim_start_matches(|c: char| c.is_whitespace() || "=@".contains(c));
        let library = registry.kinds().iter().find_map(|kind| {
            let mut package = Name::package(&format!("pkg:{kind}/{name}"))?;
            package.version = Some(version.to_owned());
            self.name(&package)
        });
        library.or_else(|| {
            let (product, by) = self.own(name).filter(|_| self.catalog.names().has(name))?;
            let is_it = self.is_library(product, registry);
            is_it.then(|| self.read(&[product], by, Some(version)))?
        })
    }

    /// Whether a registry or a manifest has a product by its own name: no server in Java is what pip installs.
    fn is_library(&self, product: usize, registry: Registry) -> bool {
        const KINDS: [&str; 2] = ["framework", "lang"];
        let card = self.catalog.cards().get(product);
        let about = card.zip(self.catalog.keywords(product));
        about.is_some_and(|(card, keywords)| {
            let mut runtimes = keywords.tags.iter().filter(|tag| tag.ends_with("-runtime"));
            let runs = runtimes
                .clone()
                .any(|tag| registry.runtimes().contains(&tag.as_str()));
            let is_java = keywords.tags.iter().any(|tag| tag == "java-distribution");
            let is_kind = KINDS.contains(&card.category.as_str()) && !is_java;
            runs || is_kind && runtimes.next().is_none()
        })
    }

    /// The meaning of the text according to its form.
    fn form(&self, text: &str) -> Option<Reading> {
        match form::parse(text)? {
            Reference::Name(name) => self.name(&name),
            Reference::Page { product, release } => {
                let (product, _) = self.own(product)?;
                self.read(&[product], MatchedBy::Url, release)
            }
            Reference::Image(image) => self.image(&image),
            Reference::Package(package) => self.packed(&package),
            Reference::Words(words) => self.words(words),
        }
    }

    /// Whether a product is of a category.
    fn is_of(&self, category: &str, product: usize) -> bool {
        let card = self.catalog.cards().get(product);
        card.is_some_and(|card| card.category == category)
    }

    /// The product with this id, alias or title.
    fn own(&self, name: &str) -> Option<(usize, MatchedBy)> {
        let (product, of) = self.catalog.named(name)?;
        (of != NameOf::Slang && !parts::is_other(name)).then(|| (product, of.into()))
    }

    /// The product with this id, alias, title or colloquial name.
    fn called(&self, name: &str) -> Option<(usize, MatchedBy)> {
        let (product, of) = self.catalog.named(name)?;
        (!parts::is_other(name)).then(|| self.or_assumed(name, (product, of.into())))
    }

    /// The version at the start of a text: of the prefixes that lead to the same release, the longest.
    /// Words that helped to find the release are kept.
    fn version_in(&self, text: &str, product: usize, fit: &Fit) -> String {
        let Fit::One(release, CycleBy::Prefix | CycleBy::Latest) = fit else {
            return text.trim().to_owned();
        };
        let is_part = |c: char| !c.is_whitespace() && !"()[]{},;\"'/|".contains(c);
        let words = text
            .split(|c: char| !is_part(c))
            .filter(|word| begins_with_number(word));
        let fits = |word: &&str| {
            let product = self.catalog.product(product);
            let fit = product.and_then(|product| release::certain(product, word));
            fit.is_some_and(|fit| matches!(fit, Fit::One(one, _) if one == *release))
        };
        let points = |word: &str| {
            let number = word.split(['-', '+', '~']).next().unwrap_or(word);
            number.matches('.').count()
        };
        let fitting = words.take(MOST_WORDS).filter(fits);
        let most = fitting.reduce(|best, other| {
            if points(other) > points(best) {
                other
            } else {
                best
            }
        });
        most.unwrap_or(text).trim().to_owned()
    }

    /// The first product that has the version, otherwise the first product; the others share its name.
    /// `None` if there are no products.
    fn read(&self, products: &[usize], by: MatchedBy, version: Option<&str>) -> Option<Reading> {
        let fit = |product: &usize| {
            let product = self.catalog.product(*product)?;
            Some(version.map_or(Fit::Unasked, |version| self::fit(product, version)))
        };
        let mut first = None;
        let fitting = products.iter().find_map(|product| {
            let read = (*product, fit(product)?);
            if read.1.release().is_some() {
                return Some(read);
            }
            first.get_or_insert(read);
            None
        });
        let (product, fit) = fitting.or(first)?;
        let also = products.iter().copied().filter(|also| *also != product);
        let in_text = |version| tidied(&self.version_in(version, product, &fit)).to_owned();
        Some(Reading {
            product,
            also: also.collect(),
            matched_by: by,
            version: version.map(in_text),
            fit,
            is_name: false,
        })
    }
}

/// A version without what belongs to the text around it: a sign before it, the word `version`, and brackets that are
/// open.
fn tidied(version: &str) -> &str {
    let is_bound = version.starts_with("!=");
    let version = if is_bound {
        version
    } else {
        version.trim_start_matches(['!', ' '])
    };
    let words = ["Version ", "version ", "Release ", "release "];
    let named = words.iter().find_map(|word| version.strip_prefix(word));
    let version = named
        .filter(|number| begins_with_number(number))
        .unwrap_or(version);
    let is_closed = |close, open| version.ends_with(close) && !version.contains(open);
    if is_closed(')', '(') || is_closed(']', '[') {
        return version.get(..version.len() - 1).unwrap_or(version);
    }
    version
}

/// Whether a text starts with a number, optionally after a `v`.
pub fn begins_with_number(version: &str) -> bool {
    let asked = release::asked(version);
    asked.0.first().is_some_and(Piece::is_number)
}

#[cfg(test)]
mod tests;
