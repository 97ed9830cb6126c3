//! Parses what people type into search words and filters. An invalid filter is explained and ignored; what
//! is not a filter (`ubuntu:20.04`, `pkg:npm/x`) is left to the search. [`GUIDE`], which the help shows,
//! defines each filter.

mod complete;
mod custom;
mod edit;
mod field;
mod filter;
mod guide;
mod names;
mod offer;
mod own;
mod property;
mod spread;
mod term;
mod when;

use std::ops::Range;

pub use self::complete::{Completion, complete, is_filter};
pub use self::custom::Custom;
pub use self::edit::toggled;
pub use self::filter::{Filter, Subject, Test, coming_ends, releases};
pub use self::guide::GUIDE;
pub use self::names::{Collected, Names};
pub use self::offer::{Name, Offer, offers};
pub use self::own::{Asked, InStack, KINDS, Own, ROLES};
pub use self::property::{Property, State};
use self::term::{Key, Op, Term};
pub use self::when::{Bound, When};
use crate::text::suggest;

/// A parsed query.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Query {
    /// The words for the search; without any filter, the whole text unchanged.
    pub words: String,
    /// The filters, all of which must accept a product.
    pub filters: Vec<Filter>,
    /// Invalid filters, which are ignored, in the order of the text.
    pub faults: Vec<FilterFault>,
}

/// An invalid filter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FilterFault {
    /// Its byte range in the text.
    pub at: Range<usize>,
    /// What is wrong and what is valid.
    pub reason: String,
}

impl Query {
    /// Whether a text cannot contain a filter, so that it need not be parsed.
    pub fn is_plain(text: &str) -> bool {
        !text.contains(term::SIGNS)
    }

    /// A query of words only.
    pub fn plain(text: &str) -> Self {
        Self {
            words: text.to_owned(),
            ..Self::default()
        }
    }

    /// Whether the result depends on the watchlist.
    pub fn is_about_watched(&self) -> bool {
        let watched = Property::State(State::Watched);
        let mut filters = self.filters.iter();
        filters.any(|filter| matches!(&filter.test, Test::Any(any) if any.contains(&watched)))
    }

    /// Whether the result depends on what the files of the stack name.
    pub fn is_about_stack(&self) -> bool {
        self.filters.iter().any(Filter::is_of_stack)
    }

    /// What is wrong with a word in the form of a filter that is none, such as `cta:db`. The word is searched
    /// for, because names have colons too, so it is only wrong if nothing is found.
    pub fn doubt(&self) -> Option<String> {
        const OTHERS: [&str; 3] = ["pkg", "cpe", "repology"];
        let mut terms = term::words(&self.words).filter_map(|(_, word)| term::read(word));
        terms.find_map(|Term { key, op, value }| {
            if OTHERS.contains(&key)
                || !key.chars().all(char::is_alphabetic)
                || value.starts_with('/')
            {
                return None;
            }
            if let Some(near) = Key::near(key) {
                let question = suggest::question(&[format!("{}:{value}", near.name())]);
                return Some(format!("{key}: is not a filter; {question}"));
            }
            // What stands before a number is the name of a product or an image.
            let is_tag = op == Op::Colon && value.starts_with(|c: char| c.is_ascii_digit());
            (!is_tag).then(|| format!("{key}: is not a filter"))
        })
    }

    /// Parses a text.
    pub fn parse(text: &str, names: Names<'_>) -> Self {
        let mut query = Self::default();
        let mut words = Vec::new();
        let all: Vec<_> = term::words(text).collect();
        let is_alone = all.len() == 1;
        let mut rest = all.as_slice();
        while let [(at, word), after @ ..] = rest {
            let at = at.clone();
            if let Some((fault, left)) = spread::read(rest) {
                query.faults.push(fault);
                rest = left;
                continue;
            }
            rest = after;
            match term::read(word).and_then(|term| read(&term, is_alone, names)) {
                None => words.push(*word),
                Some(Ok(wanted)) => query.filters.push(Filter {
                    at,
                    is_negated: word.starts_with('-'),
                    test: wanted,
                }),
                Some(Err(reason)) => query.faults.push(FilterFault { at, reason }),
            }
        }
        query.words = if words.len() == all.len() {
            text.to_owned()
        } else {
            words.join(" ")
        };
        query
    }
}

/// The test of a term; `None` if the term is not a filter.
fn read(term: &Term<'_>, is_alone: bool, names: Names<'_>) -> Option<Result<Test, String>> {
    if let Some(key) = Key::find(term.key) {
        return Some(builtin(key, term, names));
    }
    if let Some(custom) = custom::read(term, is_alone, names) {
        return Some(custom.map(Test::Custom));
    }
    // Names of packages never contain a comparison sign, so this must be a mistyped filter.
    let is_compared = !matches!(term.op, Op::Colon | Op::Equal);
    let key = Key::near(term.key).filter(|_| is_compared)?;
    let (typed, question) = (term.key, suggest::question(&[key.name()]));
    Some(Err(format!("unknown filter {typed}; {question}")))
}

fn builtin(key: Key, term: &Term<'_>, names: Names<'_>) -> Result<Test, String> {
    match key {
        Key::Ends => when::read(term, key).map(Test::Ends),
        Key::Released => when::read(term, key).map(Test::Released),
        Key::Latest => when::read(term, key).map(Test::Latest),
        Key::Moved => when::read(term, key).map(Test::Moved),
        Key::Category
        | Key::Tag
        | Key::Of
        | Key::Is
        | Key::Has
        | Key::Phase
        | Key::In
        | Key::Kind
        | Key::Role => property::read(term, key, names).map(Test::Any),
    }
}

#[cfg(test)]
mod tests;
