//! Rules for words without a product's own name before a version: code names, starts of words, labels,
//! typos.

use std::cmp::Ordering;

use super::cuts::splits;
use super::{MOST_VERSIONS, only};
use crate::facts::catalog::letters::{Mark, squashed};
use crate::facts::catalog::names::spelled;
use crate::find::resolve::vocabulary::{is_filler, words};
use crate::find::resolve::{CycleBy, Fit, Look, MatchedBy, Reading, begins_with_number, names};
use crate::text::suggest;
use crate::text::version::{Piece, Version};

/// How many words a guess may have from its version on: `2019 Standard Edition`.
const MOST_WORDS: usize = 3;

/// How many hits of a search are looked at for a release.
const MOST_HITS: usize = 8;

impl Look<'_> {
    /// The product that alone has a release of this code name, or called so in words, or with these
    /// first words of either.
    pub fn code_name(&self, text: &str) -> Option<Reading> {
        let code = Version::new(text);
        let is_name = || self.catalog.names().is_begun_by(text) || self.called(text).is_some();
        if code.0.first().is_none_or(Piece::is_number) || is_name() {
            return None;
        }
        let first = text.split(|c: char| !c.is_alphanumeric()).next()?;
        let begins = |name: &String| {
            let start = name.get(..first.len());
            start.is_some_and(|start| start.eq_ignore_ascii_case(first)) && {
                let name = Version::new(name);
                name == code || name.goes_on_after(&code)
            }
        };
        let coded = names::having(self.catalog, &squashed(first), Mark::begins_text);
        let coded = only(coded.into_iter().filter(|product| {
            let keywords = self.catalog.keywords(*product);
            keywords.is_some_and(|keywords| keywords.codenames.iter().any(begins))
        }));
        let called = || {
            let initial = first.as_bytes().first()?.to_ascii_lowercase();
            let called = |product: &usize| self.catalog.called(*product).iter().any(begins);
            only(self.catalog.called_from(initial).filter(called))
        };
        let coded = coded.map(|product| (product, MatchedBy::CodeName));
        let (product, by) = coded.or_else(|| Some((called()?, MatchedBy::Release)))?;
        self.read(&[product], by, Some(text))
    }

    /// The best hit of the words before a version in which that version fits. Where all the words are in
    /// a name, they are no version.
    pub fn search(&self, text: &str) -> Option<Reading> {
        let has_number = |text: &str| text.contains(|c: char| c.is_ascii_digit());
        let is_asked = text.contains(char::is_whitespace) && has_number(text);
        if !is_asked || !self.catalog.names().begun_by(text).is_empty() {
            return None;
        }
        let mut splits = splits(text).filter(|(name, version)| {
            let is_apart = text.len() > name.len() + version.len();
            is_apart && has_number(version) && name.contains(char::is_alphabetic)
        });
        splits.find_map(|(name, version)| {
            if words(name).all(|word| is_filler(&word)) {
                return None;
            }
            let named = self.almost_called(name);
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

    /// The products whose names have all words of a text. A word alone must begin the name, or be long and in no
    /// other: `Glue 3.0` is Amazon's, but `CORE 11.2` is no Jira Core.
    fn almost_called(&self, text: &str) -> Vec<usize> {
        let mut named = self.catalog.names().almost_called(text);
        let is_sure = text.len() > 3 && named.len() == 1;
        if words(text).nth(1).is_none() && !is_sure {
            let text = spelled(text);
            let begun: Vec<usize> = self
                .catalog
                .names()
                .own(&text)
                .map(|(_, own)| own)
                .collect();
            named.retain(|product| begun.contains(product));
        }
        named
    }

    /// The products that a search finds, best first.
    fn ranked(&self, words: &str) -> Vec<usize> {
        self.searcher.search(self.catalog, words).hits
    }

    /// A name with the words of a release behind it: `SharePoint Server Subscription Edition`. A label may
    /// begin with a name itself: `LMDE 6`.
    pub fn labelled(&self, text: &str) -> Option<Reading> {
        let by_words = |reading: &Reading| {
            let Fit::One(_, by) = reading.fit else {
                return false;
            };
            matches!(by, CycleBy::Exact | CycleBy::Label | CycleBy::CodeName)
        };
        let blanks = text.char_indices().filter(|(_, c)| c.is_whitespace());
        let mut cuts: Vec<usize> = blanks.map(|(at, _)| at).take(MOST_VERSIONS).collect();
        cuts.reverse();
        cuts.into_iter().find_map(|at| {
            let (name, rest) = text.split_at_checked(at)?;
            let (product, _) = self.called(name).or_else(|| self.explained(name))?;
            let of = |words| self.read(&[product], MatchedBy::Words, Some(words));
            let rest = rest.trim_start();
            let rest = match self.own(name) {
                Some(_) => rest,
                None => self.behind_name(product, text, (name, rest))?,
            };
            let behind = of(rest).filter(by_words);
            behind.or_else(|| of(text).filter(by_words))
        })
    }

    /// A product whose name is one typo away, with a version of one of its releases and little else: in a
    /// sentence, any word may resemble a name.
    pub fn guess(&self, text: &str) -> Option<Reading> {
        let is_name = |name: &str| {
            name.len() > 3 && name.chars().all(|c| c.is_alphabetic() || "- .".contains(c))
        };
        let mut cuts =
            splits(text).filter(|(name, version)| is_name(name) && begins_with_number(version));
        let (name, version) = cuts.next()?;
        if version.split_whitespace().count() > MOST_WORDS {
            return None;
        }
        let reading = self.read(&[self.near(name)?], MatchedBy::Guess, Some(version))?;
        reading.has_release().then_some(reading)
    }

    /// The product that alone has a name that is a slip away.
    fn near(&self, name: &str) -> Option<usize> {
        let name = spelled(name);
        // A slip in the first letter would be another name.
        let first = name.get(..name.chars().next()?.len_utf8())?;
        let near = self.catalog.names().own(first);
        let near = near.filter(|(other, _)| is_slip(other, &name));
        let mut products = near.map(|(_, product)| product);
        let first = products.next()?;
        products.all(|other| other == first).then_some(first)
    }

    /// A product, where all words of a text name it or are explained, and none is a version. The code names
    /// of long-term support (`nodejs lts-gallium`) are not in the data.
    pub fn alone(&self, text: &str) -> Option<Reading> {
        let coded = [" lts-", " lts/", ":lts-"]
            .iter()
            .find_map(|lts| text.split_once(lts));
        let text = coded.map_or(text, |(name, _)| name);
        if coded.is_some() {
            let (product, by) = self.own(text)?;
            return self.read(&[product], by, None);
        }
        let has_number = text.contains(|c: char| c.is_ascii_digit());
        let is_long = text.split_whitespace().count() > 1;
        let (product, _) = self.explained(text).filter(|_| is_long && !has_number)?;
        let reading = self.read(&[product], MatchedBy::Words, None);
        reading.map(Reading::named)
    }
}

/// Whether one word of a name is misspelled, see [`is_typo`].
fn is_slip(name: &str, other: &str) -> bool {
    let is_near =
        name.len().abs_diff(other.len()) < 2 && name.chars().next() == other.chars().next();
    if !is_near || name.matches('-').count() != other.matches('-').count() {
        return false;
    }
    let mut unlike = name
        .split('-')
        .zip(other.split('-'))
        .filter(|(own, other)| own != other);
    let (Some((own, other)), None) = (unlike.next(), unlike.next()) else {
        return false;
    };
    own.len() > 3 && suggest::distance(own, other) == 1 && is_typo(own, other)
}

/// Whether a word is a likely slip of another and not another word: neighbors exchanged, a letter doubled, and in a
/// longer word a letter missing or a wrong vowel. `Babel` is no Bazel, and `PostgREST` no Postgres.
fn is_typo(own: &str, typed: &str) -> bool {
    if same_letters(own, typed) {
        return true;
    }
    let at = own
        .chars()
        .zip(typed.chars())
        .take_while(|(own, typed)| own == typed);
    let at = at.count();
    let (here, there) = (own.chars().nth(at), typed.chars().nth(at));
    match own.chars().count().cmp(&typed.chars().count()) {
        Ordering::Less => at > 0 && there == typed.chars().nth(at - 1),
        Ordering::Equal => own.len() > 4 && is_vowel(here) && is_vowel(there) || own.len() > 7,
        Ordering::Greater => own.len() > 5,
    }
}

fn is_vowel(letter: Option<char>) -> bool {
    letter.is_some_and(|letter| "aeiouy".contains(letter))
}

fn same_letters(one: &str, other: &str) -> bool {
    let sorted = |text: &str| {
        let mut letters: Vec<char> = text.chars().collect();
        letters.sort_unstable();
        letters
    };
    sorted(one) == sorted(other)
}

#[cfg(test)]
mod tests {
    use super::is_slip;

    #[test]
    fn a_slip_makes_no_other_word() {
        for (own, typed, slip) in [
            ("rhel", "rehl", true),
            ("python", "pyton", true),
            ("python", "pyhton", true),
            ("python", "pythhon", true),
            ("ubuntu", "ubunto", true),
            ("kubernetes", "kuberentes", true),
            ("kubernetes", "kubernites", true),
            ("postgresql", "postgresqk", true),
            ("red-hat-linux", "red-hat-linxu", true),
            ("postgres", "postgrest", false),
            ("bazel", "babel", false),
            ("bazel", "bazl", false),
            ("nginx", "nginxs", false),
            ("python", "pythonx", false),
            ("python", "mython", false),
            ("python", "python-x", false),
        ] {
            assert_eq!(is_slip(own, typed), slip, "{own} {typed}");
        }
    }
}
