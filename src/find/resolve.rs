//! The one way from a text to a product and its releases, which the command line, the search line, the
//! watchlist and the calendar ask. Nothing is guessed: a version of no release is answered with the
//! nearest ones.

mod explained;
mod form;
mod identified;
mod line;
mod names;
mod near;
mod package;
mod parts;
mod range;
mod release;
mod words;

use std::cell::OnceCell;
use std::cmp::Ordering;

use chrono::NaiveDate;

use self::form::Reference;
use self::names::Identifiers;
pub use self::release::{CycleBy, Fit};
use crate::facts::catalog::Catalog;
use crate::facts::catalog::names::{NameOf, Names};
use crate::facts::product::{Product, Release};
use crate::facts::table;
use crate::find::search::Searcher;
use crate::text::version::{Piece, Version};

/// The product, and the release of it, that a query names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// The product, by its index in the catalogue.
    pub product: usize,
    /// Other products that bear the same identifier.
    pub also: Vec<usize>,
    /// How the product was found.
    pub matched_by: MatchedBy,
    /// The version, as it was written, or the tag of an image that is none; `None` where there was neither.
    pub version: Option<String>,
    /// What that version is of.
    pub fit: Fit,
    /// The text is a name of the product, and nothing else.
    pub is_name: bool,
}

/// How a product was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MatchedBy {
    /// By its id or its title.
    Name,
    /// By another id.
    Alias,
    /// By a package URL, a CPE or a name at repology.
    Identifier,
    /// By the address of its page.
    Url,
    /// By the distribution that an unknown package is of.
    Distribution,
    /// By the code name of a release that no other product shares.
    CodeName,
    /// By what one of its releases is called in words, as none of another product is: a device, say.
    Release,
    /// By the name of a package, an image or a program that bears its version.
    Part,
    /// As a package in a distribution's list.
    Package,
    /// Among words that are all explained: makers, editions, what banners say.
    Words,
    /// By a name that does not say which vendor's build it is: the vendor is assumed.
    AssumedVendor,
    /// By words that begin words of its names, as the search ranks them.
    Search,
    /// By a name that is a slip away.
    Guess,
}

impl MatchedBy {
    /// One word or two for records.
    pub fn words(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Alias => "alias",
            Self::Identifier => "identifier",
            Self::Url => "url",
            Self::Distribution => "distribution",
            Self::CodeName => "code name",
            Self::Release => "release",
            Self::Part => "part",
            Self::Package => "package",
            Self::Words => "words",
            Self::AssumedVendor => "assumed vendor",
            Self::Search => "search",
            Self::Guess => "guess",
        }
    }
}

impl From<NameOf> for MatchedBy {
    fn from(of: NameOf) -> Self {
        match of {
            NameOf::Product => Self::Name,
            NameOf::Alias | NameOf::Slang => Self::Alias,
        }
    }
}

impl Reading {
    /// Which rules decided, in a sentence.
    pub fn how(&self) -> String {
        let release = match &self.fit {
            Fit::One(_, by) | Fit::Several(_, by) => format!(", its release by {}", by.words()),
            Fit::Unasked | Fit::Range(_) | Fit::Nothing(_) => String::new(),
        };
        format!(
            "The product was found by {}{release}.",
            self.matched_by.words()
        )
    }

    /// Puts what was found before the other hits of a search.
    pub fn first(&self, hits: &[usize]) -> Vec<usize> {
        let own = || std::iter::once(self.product).chain(self.also.iter().copied());
        let others = hits
            .iter()
            .copied()
            .filter(|hit| own().all(|own| own != *hit));
        own().chain(others).collect()
    }
}

/// Resolves texts. It keeps the identifiers of the catalog that it is first asked about.
#[derive(Debug, Default)]
pub struct Resolver {
    identifiers: OnceCell<Identifiers>,
    searcher: Searcher,
}

/// A rule: what a text names, where the rule is about that text.
type Rule = fn(&Look<'_>, &str) -> Option<Reading>;

/// The rules in their order: the first that names something decides.
const RULES: [Rule; 3] = [
    // The whole text is the id, an alias or the title of a product.
    |look, text| look.whole(text, |of| of != NameOf::Slang),
    // What the text is about, by its form: a package URL, a CPE, an address, an image, a line of a manifest
    // or a package list, a banner, or words.
    |look, text| look.subject(text),
    // People call a product so.
    |look, text| look.whole(text, |of| of == NameOf::Slang),
];

/// So many words behind a name are looked at for its version.
const MOST_WORDS: usize = 8;

/// More bytes than these say nothing: a text of any length takes the same time.
const MOST_BYTES: usize = 4096;

impl Resolver {
    /// What a text names; `None` where that is nothing.
    pub fn resolve(&self, catalog: &Catalog, text: &str) -> Option<Reading> {
        let look = self.look(catalog);
        let text = begun(text, MOST_BYTES);
        RULES.iter().find_map(|rule| rule(&look, text))
    }

    /// Whether all words of a text are explained beside a product: they are of its names or its maker's, or
    /// they say nothing, as editions and service packs do.
    pub fn explains(&self, catalog: &Catalog, product: usize, text: &str) -> bool {
        is_step(text) || self.look(catalog).explains_all(product, text)
    }

    fn look<'a>(&'a self, catalog: &'a Catalog) -> Look<'a> {
        Look {
            catalog,
            searcher: &self.searcher,
            names: catalog.names(),
            identifiers: &self.identifiers,
        }
    }
}

/// The beginning of a text: at most so many bytes, and whole characters.
fn begun(text: &str, most: usize) -> &str {
    let ends = (0..=most.min(text.len())).rev();
    let mut starts = ends.filter_map(|end| text.get(..end));
    starts.next().unwrap_or_default()
}

/// `R2`, `SP1`, `CU12`: a step behind a release.
fn is_step(text: &str) -> bool {
    let number = text.trim_start_matches(|c: char| c.is_ascii_alphabetic());
    let is_short = (1..3).contains(&(text.len() - number.len()));
    is_short && number.parse::<u8>().is_ok()
}

/// What a version of this product is of; `None` where there is no such product.
pub fn version_of(catalog: &Catalog, product: usize, version: &str) -> Option<Reading> {
    Some(Reading {
        product,
        also: Vec::new(),
        matched_by: MatchedBy::Name,
        version: Some(version.to_owned()),
        fit: release::fit(catalog.product(product)?, version),
        is_name: false,
    })
}

/// What a version is of within a product, without a look at any other name or at ranges.
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
}

/// Whether a version lies behind a release's newest one (`Less`), is it, or lies before it; `None` where
/// it does not say enough, the two count in different ways, or the data know no newest one.
pub fn compared_with_latest(version: &str, latest: &str) -> Option<Ordering> {
    let whole = Version::new(latest);
    let number = Version::new(latest.split_whitespace().next()?);
    let version = release::asked(version);
    // `7.0U3w` goes on after the number of `7.0 U3w`; the `GDR` of `13.0.6500.1 GDR` says no more than that.
    let goes_on = version.0.len() > number.0.len() && version.after(&number).is_some();
    let latest = if goes_on { whole } else { number };
    // The old Java 1.8 has a newest version 8u500.
    let is_begun_alike = version.0.first()? == latest.0.first()?;
    // The 22 of `10 22H2` is another number than the 0 of `10.0.19045`.
    let pairs = version.0.iter().zip(&latest.0);
    let differing = pairs.into_iter().find(|(one, other)| one != other);
    let is_joined_alike = differing.is_none_or(|(one, other)| one.gap == other.gap);
    (is_begun_alike && is_joined_alike).then(|| version.compare(&latest))?
}

/// One look at a catalogue.
struct Look<'a> {
    catalog: &'a Catalog,
    searcher: &'a Searcher,
    names: &'a Names,
    identifiers: &'a OnceCell<Identifiers>,
}

impl Look<'_> {
    /// The product of which the whole text is a name of such a kind.
    fn whole(&self, text: &str, is_kind: fn(NameOf) -> bool) -> Option<Reading> {
        let (product, of) = self.names.find(text)?;
        if is_kind(of)
            && let Some(numbered) = self.numbered(product, text)
        {
            return Some(numbered);
        }
        let reading = is_kind(of).then(|| self.read(&[product], of.into(), None))?;
        reading.map(|reading| Reading {
            is_name: true,
            ..reading
        })
    }

    /// A release of a product whose name ends with its number, as people say it: `al2`, `sql2019`.
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
        reading.fit.release().is_some().then_some(reading)
    }

    /// What the first of the things names that a text may be about, one with a release before others.
    fn subject(&self, text: &str) -> Option<Reading> {
        let mut others = None;
        for subject in line::subjects(text) {
            let Some(reading) = self.form(&subject) else {
                continue;
            };
            if !matches!(reading.fit, Fit::Unasked | Fit::Nothing(_)) {
                return Some(reading);
            }
            others.get_or_insert(reading);
        }
        others
    }

    /// What the text names by its form.
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

    /// The product with this id, alias or title.
    fn own(&self, name: &str) -> Option<(usize, MatchedBy)> {
        let (product, of) = self.names.find(name)?;
        (of != NameOf::Slang).then(|| (product, of.into()))
    }

    /// The same, or else the product that people call so.
    fn called(&self, name: &str) -> Option<(usize, MatchedBy)> {
        let (product, of) = self.names.find(name)?;
        let is_other = of == NameOf::Slang && parts::is_other(name);
        (!is_other).then(|| (product, of.into()))
    }

    /// The version in a text that begins with one: of the words that alone lead to the same release the one
    /// that says most. What a release is found by beside its number stays.
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
            let fit = product.map(|product| release::fit(product, word));
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

    /// The first of the products in which the version fits, else the first; the others bear the same
    /// name. `None` where there are none.
    fn read(&self, products: &[usize], by: MatchedBy, version: Option<&str>) -> Option<Reading> {
        let fit = |product: &usize| {
            let product = self.catalog.product(*product)?;
            Some(version.map_or(Fit::Unasked, |version| {
                range::fit(product, version).unwrap_or_else(|| release::fit(product, version))
            }))
        };
        let fits = || {
            products
                .iter()
                .filter_map(|product| Some((*product, fit(product)?)))
        };
        let fitting = fits().find(|(_, fit)| fit.release().is_some());
        let (product, fit) = fitting.or_else(|| fits().next())?;
        let also = products.iter().copied().filter(|also| *also != product);
        Some(Reading {
            product,
            also: also.collect(),
            matched_by: by,
            version: version.map(|version| self.version_in(version, product, &fit)),
            fit,
            is_name: false,
        })
    }
}

/// Whether a text is, or begins with, a number, perhaps with a `v` before it.
pub fn begins_with_number(version: &str) -> bool {
    let asked = release::asked(version);
    asked.0.first().is_some_and(Piece::is_number)
}

#[cfg(test)]
mod tests;
