//! What people type, taken apart into words for the search and filters. A filter that is not
//! understood is explained and left out; what is no filter (`ubuntu:20.04`, `pkg:npm/x`) is left
//! to the search. What each filter means stands in [`GUIDE`], which the help shows.

mod complete;
mod custom;
mod edit;
mod field;
mod filter;
mod guide;
mod names;
mod offer;
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
pub use self::names::Names;
pub use self::offer::{Offer, offers};
pub use self::property::{Property, State};
use self::term::{Key, Op, Term};
pub use self::when::{Bound, When};
use crate::text::suggest;

/// A query, taken apart.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Query {
    /// What is left for the search: the text as it is where there is no filter in it.
    pub words: String,
    /// All of them must accept a product.
    pub filters: Vec<Filter>,
    /// Filters that are left out because they are not understood, in the text's order.
    pub faults: Vec<Fault>,
}

/// A filter that is not understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Where it stands in the text, in bytes.
    pub at: Range<usize>,
    /// What is wrong and what would be right.
    pub reason: String,
}

impl Query {
    /// Whether a text holds nothing that could be a filter, so that it need not be parsed.
    pub fn is_plain(text: &str) -> bool {
        !text.contains(term::SIGNS)
    }

    /// A text as words only.
    pub fn plain(text: &str) -> Self {
        Self {
            words: text.to_owned(),
            ..Self::default()
        }
    }

    /// Whether it takes a watchlist to know what is listed.
    pub fn is_about_watched(&self) -> bool {
        let watched = Property::State(State::Watched);
        let mut filters = self.filters.iter();
        filters.any(|filter| matches!(&filter.test, Test::Any(any) if any.contains(&watched)))
    }

    /// Takes a text apart.
    pub fn parse(text: &str, names: &Names) -> Self {
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
                Some(Err(reason)) => query.faults.push(Fault { at, reason }),
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

/// The test of a term; `None` where the term is no filter.
fn read(term: &Term<'_>, is_alone: bool, names: &Names) -> Option<Result<Test, String>> {
    if let Some(key) = Key::find(term.key) {
        return Some(builtin(key, term, names));
    }
    if let Some(custom) = custom::read(term, is_alone, names) {
        return Some(custom.map(Test::Custom));
    }
    // A sign of comparison is in no name of a package, so that this is a slip.
    let is_compared = !matches!(term.op, Op::Colon | Op::Equal);
    let key = Key::near(term.key).filter(|_| is_compared)?;
    let (typed, question) = (term.key, suggest::question(&[key.name()]));
    Some(Err(format!("no filter is called {typed}; {question}")))
}

fn builtin(key: Key, term: &Term<'_>, names: &Names) -> Result<Test, String> {
    match key {
        Key::Ends => when::read(term, key).map(Test::Ends),
        Key::Released => when::read(term, key).map(Test::Released),
        Key::Latest => when::read(term, key).map(Test::Latest),
        Key::Moved => when::read(term, key).map(Test::Moved),
        Key::Category | Key::Tag | Key::Is | Key::Has => {
            property::read(term, key, names).map(Test::Any)
        }
    }
}

#[cfg(test)]
mod tests;
