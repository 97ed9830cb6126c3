//! Finds names among other words: a product is named if all other words are accounted for.

use super::vocabulary::{is_filler, is_of_library, is_of_sentence, words};
use super::{Look, MatchedBy, parts};
use crate::facts::catalog::names::NameOf;
use crate::facts::identifier::key::Name;

/// A text with more words is not a name.
const MOST_WORDS: usize = 12;

impl Look<'_> {
    /// The product that some of the words name, if all others fit it.
    pub fn explained(&self, text: &str) -> Option<(usize, MatchedBy)> {
        let words = joined(text);
        if words.is_empty() || words.len() > MOST_WORDS {
            return None;
        }
        let count = words.len();
        let is_joined = text.contains('-') && !text.trim().contains(char::is_whitespace);
        let runs = (1..=count)
            .rev()
            .flat_map(|length| (0..=count - length).map(move |start| (start, start + length)));
        let found = runs.into_iter().find_map(|(start, end)| {
            let run = words.get(start..end)?;
            // Debian's names of the modules of Node.js begin so.
            let is_module = is_joined && run.len() < count && run == ["node"];
            let (product, by) = self.bearer(run).filter(|_| !is_module)?;
            let others = words.get(..start)?.iter().chain(words.get(end..)?);
            let is_explained = |word: &String| {
                self.explains(product, word) && !(is_joined && self.is_other_part(product, word))
            };
            let mut others = others.into_iter();
            if !others.clone().all(is_explained) || is_within_other(&words, (start, end)) {
                return None;
            }
            let is_named =
                by == MatchedBy::AssumedVendor && others.any(|word| self.is_vendor(product, word));
            Some((product, if is_named { MatchedBy::Words } else { by }))
        });
        found.or_else(|| Some((self.named_vendor(&words)?, MatchedBy::Words)))
    }

    /// Whether all words of a text fit a product.
    pub fn explains_all(&self, product: usize, text: &str) -> bool {
        words(text).all(|word| self.explains(product, &word))
    }

    /// The product with a name of these words. Every place where a version may begin asks for the words before it.
    fn bearer(&self, words: &[String]) -> Option<(usize, MatchedBy)> {
        let name = words.join(" ");
        if let Some(known) = self.known.borrow().get(&name) {
            return *known;
        }
        let bearer = self.find_bearer(words, &name);
        self.known.borrow_mut().insert(name, bearer);
        bearer
    }

    /// The product that a name is its own, a package's, or a part's.
    fn find_bearer(&self, words: &[String], name: &str) -> Option<(usize, MatchedBy)> {
        if parts::is_other(name) {
            return None;
        }
        // If a part has the same name as a product, the table of parts decides: `docker` with a version is
        // the engine.
        if let Some(part) = self.part(name) {
            return Some(part);
        }
        let is_filler = || words.iter().all(|word| is_filler(word));
        if let Some((product, of)) = self.catalog.named(name)
            && (of != NameOf::Slang || !is_filler())
        {
            return Some(self.or_assumed(name, (product, of.into())));
        }
        if name == "openjdk" {
            return self.assumed_vendor();
        }
        let project = Name::project(&words.join("-"))?;
        let bearers = self.bearers(&project);
        Some((*bearers.first()?, MatchedBy::Identifier))
    }

    /// The product that has a part of this name.
    pub fn part(&self, name: &str) -> Option<(usize, MatchedBy)> {
        let (product, _) = self.own(parts::product_of(name)?)?;
        Some(self.or_assumed(name, (product, MatchedBy::Part)))
    }

    /// The vendor to assume if none is named: the one whose builds of `OpenJDK` cover every version.
    pub fn assumed_vendor(&self) -> Option<(usize, MatchedBy)> {
        let (product, _) = self.own("azul-zulu")?;
        Some((product, MatchedBy::AssumedVendor))
    }

    /// Whether a word fits the name of a product: it belongs to its names, its maker's or its packages', or
    /// it carries no meaning.
    pub fn explains(&self, product: usize, word: &str) -> bool {
        let own = self.vocabularies.of(self.catalog, product);
        own.is_some_and(|own| own.has(word)) || self.is_part_of(product, word) || is_model(word)
    }

    /// Whether a word without meaning makes the name of other software if a dash joins it to a product's:
    /// `eslint-release`, and a library of a language, `python-daemon`.
    fn is_other_part(&self, product: usize, word: &str) -> bool {
        is_of_sentence(word) || self.is_of("lang", product) && is_of_library(word)
    }

    fn is_part_of(&self, product: usize, word: &str) -> bool {
        let card = self.catalog.cards().get(product);
        let id = card.map(|card| card.id.as_str());
        id.is_some() && parts::product_of(word) == id
    }
}

/// Whether words are part of a longer name, of other software: `Chrome` in `Chrome OS`.
fn is_within_other(words: &[String], (start, end): (usize, usize)) -> bool {
    let longer = (0..=start).flat_map(|from| (end..=words.len()).map(move |to| (from, to)));
    let mut longer = longer.filter(|run| *run != (start, end));
    longer.any(|(from, to)| {
        words
            .get(from..to)
            .is_some_and(|run| parts::is_other(&run.join(" ")))
    })
}

/// The words of a text, those of `64-bit`, `x86_64` and `Enterprise Edition` as one; of a long text more than
/// [`MOST_WORDS`].
fn joined(text: &str) -> Vec<String> {
    let mut joined: Vec<String> = Vec::new();
    for word in words(text) {
        let last = joined.last().map_or("", String::as_str);
        let whole = match (last, word.as_str()) {
            ("32" | "64", "bit") | ("x86", "64") => joined.pop().unwrap_or_default() + &word,
            // An edition of a product is that product, and a web server is a server.
            ("enterprise" | "pro", "edition") | ("web", "server") => {
                joined.pop();
                word
            }
            _ => word,
        };
        joined.push(whole);
        if joined.len() > MOST_WORDS {
            break;
        }
    }
    joined
}

/// Whether a word of digits and letters is a model rather than a version: `100F`.
fn is_model(word: &str) -> bool {
    let digits = word.starts_with(|c: char| c.is_ascii_digit());
    let letters = word.ends_with(|c: char| c.is_ascii_alphabetic());
    digits && letters && word.chars().all(|c| c.is_ascii_alphanumeric())
}
