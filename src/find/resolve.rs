//! A version in a query, and the product and release it is of. Nothing is guessed: a version that is
//! of no release is told with the nearest ones, and words without a version are left to the search.

mod form;
mod identified;
mod names;
mod near;
mod release;
mod version;

use std::cell::OnceCell;
use std::cmp::Ordering;

use self::form::Reference;
use self::names::{Identifiers, Names};
pub use self::release::{CycleBy, Fit};
use self::version::{Piece, Version};
use crate::facts::catalog::Catalog;
use crate::find::search::Searcher;

/// The product, and the release of it, that a query names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Located {
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
    /// By words that begin words of its names, as the search ranks them.
    Search,
}

impl MatchedBy {
    /// One word or two for records.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Alias => "alias",
            Self::Identifier => "identifier",
            Self::Url => "url",
            Self::Distribution => "distribution",
            Self::CodeName => "code name",
            Self::Release => "release",
            Self::Search => "search",
        }
    }
}

impl Located {
    /// Puts what was found before the other hits of a search.
    #[must_use]
    pub fn first(&self, hits: &[usize]) -> Vec<usize> {
        let own = || std::iter::once(self.product).chain(self.also.iter().copied());
        let others = hits
            .iter()
            .copied()
            .filter(|hit| own().all(|own| own != *hit));
        own().chain(others).collect()
    }
}

/// Finds what a version is of. It keeps the names of the catalogue that it is first asked about.
#[derive(Debug, Default)]
pub struct Locator {
    names: OnceCell<Names>,
    identifiers: OnceCell<Identifiers>,
}

impl Locator {
    /// What a query names; `None` where it names no version and no identifier.
    #[must_use]
    pub fn locate(&self, catalog: &Catalog, searcher: &Searcher, query: &str) -> Option<Located> {
        let reference = form::parse(query)?;
        let look = Look {
            catalog,
            searcher,
            names: self.names.get_or_init(|| Names::new(catalog)),
            identifiers: &self.identifiers,
        };
        match reference {
            Reference::Name(name) => look.name(&name),
            Reference::Page { product, release } => {
                let (product, _) = look.names.find(product)?;
                look.located(&[product], MatchedBy::Url, release)
            }
            Reference::Image(image) => look.image(&image),
            Reference::Words(words) => look.words(words),
        }
    }

    /// The product with this id, alias or title, or that people call so, by its index in the catalogue,
    /// and how it was found; capitals and punctuation do not matter.
    #[must_use]
    pub fn product(&self, catalog: &Catalog, name: &str) -> Option<(usize, MatchedBy)> {
        // Nearly all are ids, which are found without collecting all names.
        let mut cards = catalog.cards().iter();
        if let Some(product) = cards.position(|card| card.id == name) {
            return Some((product, MatchedBy::Name));
        }
        let names = self.names.get_or_init(|| Names::new(catalog));
        let called = names.called(name);
        // `c#` is a name, and spelled as `c` is.
        let Some(product) = catalog.find(name) else {
            return called;
        };
        let by = called.filter(|(called, _)| *called == product);
        Some((product, by.map_or(MatchedBy::Alias, |(_, by)| by)))
    }

    /// What a version of this product is of; `None` where there is no such product.
    #[must_use]
    pub fn release(&self, catalog: &Catalog, product: usize, version: &str) -> Option<Located> {
        Some(Located {
            product,
            also: Vec::new(),
            matched_by: MatchedBy::Name,
            version: Some(version.to_owned()),
            fit: release::fit(catalog.product(product)?, version),
        })
    }
}

/// Whether a version lies behind a release's newest one (`Less`), is it, or lies before it; `None` where
/// it does not say enough, or the data know no newest one.
#[must_use]
pub fn compared_with_latest(version: &str, latest: &str) -> Option<Ordering> {
    let latest = Version::new(latest.split_whitespace().next()?);
    let version = release::asked(version);
    // The old Java 1.8 has a newest version 8u500: that is counted in another way.
    let are_alike = version.0.first()? == latest.0.first()?;
    are_alike.then(|| version.compare(&latest))?
}

/// One look at a catalogue.
struct Look<'a> {
    catalog: &'a Catalog,
    searcher: &'a Searcher,
    names: &'a Names,
    identifiers: &'a OnceCell<Identifiers>,
}

/// The element, where there is exactly one.
fn only<T>(mut all: impl Iterator<Item = T>) -> Option<T> {
    let first = all.next();
    first.filter(|_| all.next().is_none())
}

/// How many hits of a search are looked at for a release.
const MOST_HITS: usize = 8;

impl Look<'_> {
    /// The first of the products in which the version fits, else the first; the others bear the same
    /// name. `None` where there are none.
    fn located(&self, products: &[usize], by: MatchedBy, version: Option<&str>) -> Option<Located> {
        let fit = |product: &usize| {
            let product = self.catalog.product(*product)?;
            Some(version.map_or(Fit::Unasked, |version| release::fit(product, version)))
        };
        let fits = || {
            products
                .iter()
                .filter_map(|product| Some((*product, fit(product)?)))
        };
        let fitting = fits().find(|(_, fit)| fit.release().is_some());
        let (product, fit) = fitting.or_else(|| fits().next())?;
        let also = products.iter().copied().filter(|also| *also != product);
        Some(Located {
            product,
            also: also.collect(),
            matched_by: by,
            version: version.map(str::to_owned),
            fit,
        })
    }

    /// A name and a version in words: a product's own name before what people call it, and both before
    /// the code name of a release and the words of a search.
    fn words(&self, text: &str) -> Option<Located> {
        if self.names.find(text).is_some() {
            return None;
        }
        if let Some(located) = self.around_version(text) {
            return Some(located);
        }
        let mut refused = None;
        for (name, version) in splits(text) {
            let Some((product, by)) = self.names.find(name) else {
                continue;
            };
            let located = self.versioned(product, by, text, version)?;
            if located.fit.release().is_some() {
                return Some(located);
            }
            if begins_with_number(version) {
                refused.get_or_insert(located);
            }
        }
        let called = splits(text).find_map(|(name, version)| {
            let (product, by) = self.names.called(name)?;
            let located = self.versioned(product, by, text, version)?;
            located.fit.release().is_some().then_some(located)
        });
        if let Some(Fit::One(..)) = called.as_ref().map(|located| &located.fit) {
            return called;
        }
        if refused.is_some() {
            // A name that is written with a blank too many is no version.
            let letters: String = text.chars().filter(|c| c.is_alphanumeric()).collect();
            return refused.filter(|_| self.names.find(&letters).is_none());
        }
        self.code_name(text)
            .or_else(|| self.search(text))
            .or(called)
    }

    /// A name with the version among its words: `centos 9 stream`, `java-17-openjdk`.
    fn around_version(&self, text: &str) -> Option<Located> {
        let is_gap = |c: char| c.is_whitespace() || c == '-';
        let words: Vec<&str> = text.split(is_gap).filter(|word| !word.is_empty()).collect();
        let (_, others) = words.split_last()?;
        let at = others.iter().position(|word| begins_with_number(word))?;
        let version = others.get(at)?;
        let name = [words.get(..at)?, words.get(at + 1..)?].concat().join(" ");
        let (product, by) = self.names.called(&name)?;
        let located = self.located(&[product], by, Some(version))?;
        located.fit.release().is_some().then_some(located)
    }

    /// A version of a product, else of the one that has its name and a word more: 5.1 is no `PowerShell`
    /// but a `Windows PowerShell`. Digits at a name may have lost their point: `php74`.
    fn versioned(
        &self,
        product: usize,
        by: MatchedBy,
        text: &str,
        version: &str,
    ) -> Option<Located> {
        let located = self.located(&[product], by, Some(version))?;
        if located.fit.release().is_some() {
            return Some(located);
        }
        let is_glued = !text.contains(|c: char| !c.is_alphanumeric());
        let pointed = version.split_at_checked(1).filter(|_| is_glued);
        let pointed = pointed.and_then(|(major, minor)| {
            let version = format!("{major}.{minor}");
            let is_number = minor.parse::<u8>().is_ok();
            is_number.then(|| self.located(&[product], by, Some(&version)))?
        });
        let pointed = pointed.filter(|located| located.fit.release().is_some());
        Some(
            pointed
                .or_else(|| self.relative(product, version))
                .unwrap_or(located),
        )
    }

    /// The one relative of a product that has a release of just this name.
    fn relative(&self, product: usize, version: &str) -> Option<Located> {
        let cards = self.catalog.cards();
        let own = cards.get(product)?;
        let name: Vec<&str> = own.id.split('-').collect();
        let is_number = !version.contains(char::is_alphabetic);
        let is_relative = |other: &usize| {
            cards.get(*other).is_some_and(|other| {
                let has = |word: &&str| other.id.split('-').any(|own| own == *word);
                // The category is a tag too, and says little.
                let mut tags = other.tags.iter().filter(|tag| **tag != own.category);
                name.iter().all(has)
                    && other.id.split('-').count() == name.len() + 1
                    && (!is_number || tags.any(|tag| own.tags.contains(tag)))
            })
        };
        let relatives = (0..cards.len()).filter(is_relative);
        let located = relatives.filter_map(|other| {
            let located = self.located(&[other], MatchedBy::Search, Some(version))?;
            let is_exact = match located.fit {
                Fit::One(_, CycleBy::Part) => !is_number,
                Fit::One(_, by) => by == CycleBy::Exact,
                _ => false,
            };
            is_exact.then_some(located)
        });
        let mut located = located.fuse();
        let first = located.next()?;
        located.next().is_none().then_some(first)
    }

    /// The product that alone has a release of this code name, or called so in words, or with these
    /// first words of either.
    fn code_name(&self, text: &str) -> Option<Located> {
        let code = Version::new(text);
        let is_name = || self.names.is_begun_by(text) || self.names.called(text).is_some();
        if code.0.first().is_none_or(Piece::is_number) || is_name() {
            return None;
        }
        let end = text.find(|c: char| !c.is_alphanumeric());
        let first = text.get(..end.unwrap_or(text.len())).unwrap_or_default();
        let begins = |name: &String| {
            let start = name.get(..first.len());
            start.is_some_and(|start| start.eq_ignore_ascii_case(first)) && {
                let name = Version::new(name);
                name == code || name.goes_on_after(&code)
            }
        };
        let cards = self.catalog.cards();
        let all = || 0..cards.len();
        let coded = |product: &usize| {
            cards
                .get(*product)
                .is_some_and(|card| card.codenames.iter().any(begins))
        };
        let called = |product: &usize| self.catalog.called(*product).iter().any(begins);
        let coded = only(all().filter(coded)).map(|product| (product, MatchedBy::CodeName));
        let (product, by) =
            coded.or_else(|| Some((only(all().filter(called))?, MatchedBy::Release)))?;
        self.located(&[product], by, Some(text))
    }

    /// The best hit of the words before a version in which that version fits. Where all the words are in
    /// a name, they are no version.
    fn search(&self, text: &str) -> Option<Located> {
        let has_number = |text: &str| text.contains(|c: char| c.is_ascii_digit());
        let is_asked = text.contains(char::is_whitespace) && has_number(text);
        if !is_asked || !self.names.begun_by(text).is_empty() {
            return None;
        }
        let mut splits = splits(text).filter(|(name, version)| {
            let is_apart = text.len() > name.len() + version.len();
            is_apart && has_number(version)
        });
        splits.find_map(|(name, version)| {
            let named = self.names.begun_by(name);
            let ranked = || {
                self.ranked(name)
                    .into_iter()
                    .filter(|hit| named.contains(hit))
            };
            let hits = (!named.is_empty()).then(ranked)?.take(MOST_HITS);
            let located = hits.map(|hit| self.located(&[hit], MatchedBy::Search, Some(version)));
            located
                .flatten()
                .find(|located| located.fit.release().is_some())
        })
    }

    /// The products that a search finds, best first.
    fn ranked(&self, words: &str) -> Vec<usize> {
        self.searcher.search(self.catalog, words).hits
    }
}

/// Whether a text is, or begins with, a number, perhaps with a `v` before it.
#[must_use]
pub fn begins_with_number(version: &str) -> bool {
    let asked = release::asked(version);
    asked.0.first().is_some_and(Piece::is_number)
}

/// The ways to cut a text into a name and a version, the longest name first: at punctuation and
/// blanks, and where digits follow letters.
fn splits(text: &str) -> impl Iterator<Item = (&str, &str)> {
    text.char_indices().rev().filter_map(|(at, c)| {
        let (name, version) = text.split_at_checked(at)?;
        let before = name.chars().next_back()?;
        let is_start = if before.is_alphabetic() {
            c.is_ascii_digit()
        } else {
            c.is_alphanumeric() && !before.is_alphanumeric()
        };
        let name = name.trim_end_matches(|c: char| !c.is_alphanumeric());
        (is_start && !name.is_empty()).then_some((name, version))
    })
}

#[cfg(test)]
mod tests;
