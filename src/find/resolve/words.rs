//! A name and a version in words.

use super::{CycleBy, Fit, Look, MatchedBy, Reading, begins_with_number};
use crate::text::version::{Piece, Version};

/// How many hits of a search are looked at for a release.
const MOST_HITS: usize = 8;

impl Look<'_> {
    /// A name and a version in words: a product's own name before what people call it, and both before
    /// the code name of a release and the words of a search.
    pub fn words(&self, text: &str) -> Option<Reading> {
        if let Some(reading) = self.around_version(text) {
            return Some(reading);
        }
        let mut refused = None;
        for (name, version) in splits(text) {
            let Some((product, by)) = self.own(name) else {
                continue;
            };
            let reading = self.versioned(product, by, text, version)?;
            if reading.fit.release().is_some() {
                return Some(reading);
            }
            if begins_with_number(version) {
                refused.get_or_insert(reading);
            }
        }
        let called = splits(text).find_map(|(name, version)| {
            let (product, by) = self.called(name)?;
            let reading = self.versioned(product, by, text, version)?;
            reading.fit.release().is_some().then_some(reading)
        });
        if let Some(Fit::One(..)) = called.as_ref().map(|reading| &reading.fit) {
            return called;
        }
        if refused.is_some() {
            // A name that is written with a blank too many is no version.
            let letters: String = text.chars().filter(|c| c.is_alphanumeric()).collect();
            return refused.filter(|_| self.own(&letters).is_none());
        }
        self.code_name(text)
            .or_else(|| self.search(text))
            .or(called)
    }

    /// A name with the version among its words: `centos 9 stream`, `java-17-openjdk`.
    fn around_version(&self, text: &str) -> Option<Reading> {
        let is_gap = |c: char| c.is_whitespace() || c == '-';
        let words: Vec<&str> = text.split(is_gap).filter(|word| !word.is_empty()).collect();
        let (_, others) = words.split_last()?;
        let at = others.iter().position(|word| begins_with_number(word))?;
        let version = others.get(at)?;
        let name = [words.get(..at)?, words.get(at + 1..)?].concat().join(" ");
        let (product, by) = self.called(&name)?;
        let reading = self.read(&[product], by, Some(version))?;
        reading.fit.release().is_some().then_some(reading)
    }

    /// A version of a product, else of the one that has its name and a word more: 5.1 is no `PowerShell`
    /// but a `Windows PowerShell`. Digits at a name may have lost their point: `php74`.
    fn versioned(
        &self,
        product: usize,
        by: MatchedBy,
        text: &str,
        version: &str,
    ) -> Option<Reading> {
        let reading = self.read(&[product], by, Some(version))?;
        if reading.fit.release().is_some() {
            return Some(reading);
        }
        let is_glued = !text.contains(|c: char| !c.is_alphanumeric());
        let pointed = version.split_at_checked(1).filter(|_| is_glued);
        let pointed = pointed.and_then(|(major, minor)| {
            let version = format!("{major}.{minor}");
            let is_number = minor.parse::<u8>().is_ok();
            is_number.then(|| self.read(&[product], by, Some(&version)))?
        });
        let pointed = pointed.filter(|reading| reading.fit.release().is_some());
        Some(
            pointed
                .or_else(|| self.relative(product, version))
                .unwrap_or(reading),
        )
    }

    /// The one relative of a product that has a release of just this name.
    fn relative(&self, product: usize, version: &str) -> Option<Reading> {
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
        let reading = relatives.filter_map(|other| {
            let reading = self.read(&[other], MatchedBy::Search, Some(version))?;
            let is_exact = match reading.fit {
                Fit::One(_, CycleBy::Part) => !is_number,
                Fit::One(_, by) => by == CycleBy::Exact,
                _ => false,
            };
            is_exact.then_some(reading)
        });
        let mut reading = reading.fuse();
        let first = reading.next()?;
        reading.next().is_none().then_some(first)
    }

    /// The product that alone has a release of this code name, or called so in words, or with these
    /// first words of either.
    fn code_name(&self, text: &str) -> Option<Reading> {
        let code = Version::new(text);
        let is_name = || self.names.is_begun_by(text) || self.called(text).is_some();
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
        self.read(&[product], by, Some(text))
    }

    /// The best hit of the words before a version in which that version fits. Where all the words are in
    /// a name, they are no version.
    fn search(&self, text: &str) -> Option<Reading> {
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
            let reading = hits.map(|hit| self.read(&[hit], MatchedBy::Search, Some(version)));
            reading
                .flatten()
                .find(|reading| reading.fit.release().is_some())
        })
    }

    /// The products that a search finds, best first.
    fn ranked(&self, words: &str) -> Vec<usize> {
        self.searcher.search(self.catalog, words).hits
    }
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

/// The element, where there is exactly one.
fn only<T>(mut all: impl Iterator<Item = T>) -> Option<T> {
    let first = all.next();
    first.filter(|_| all.next().is_none())
}
