//! The names of products: the only look-up by name, and the only comparison of names.

use std::collections::BTreeSet;

use super::letters::as_strs;
use super::sorted::{Sorted, Table};
use super::{Card, Keywords};

/// The kind of name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NameOf {
    /// Its id or its title.
    Product,
    /// Another id.
    Alias,
    /// Names that people use although the product's file does not have them.
    Slang,
}

/// The kinds of names, those that win a name which several products share first: id, alias, title, slang.
const KINDS: [NameOf; 4] = [
    NameOf::Product,
    NameOf::Alias,
    NameOf::Product,
    NameOf::Slang,
];

/// The number of a bearer: its product, then its kind in two bits.
const KIND_BITS: u32 = 2;

/// Stands before and after a separate number in the normalized spelling of a name.
const APART: char = '-';

/// Separates the normalized spelling of a name from the name in lower case.
const THEN: char = '\n';

/// The tables that [`Names`] searches.
#[derive(Debug, Default)]
pub struct Tables {
    /// Every name in its normalized spelling, followed by the name in lower case, with its bearer.
    pub bearers: Table,
    /// Every word of a name that is not slang, with the product.
    pub words: Table,
}

impl Tables {
    /// The tables of the names on these cards and among these keywords, which are in the same order.
    pub fn new<'a>(products: impl IntoIterator<Item = (&'a Card, &'a Keywords)>) -> Self {
        let (mut bearers, mut by_word) = (Vec::new(), Vec::new());
        for (product, (card, keywords)) in (0..).zip(products) {
            let kinds: [Vec<&str>; KINDS.len()] = [
                vec![&card.id],
                as_strs(&keywords.aliases),
                vec![&card.title],
                as_strs(&keywords.slang),
            ];
            for ((kind, names), of) in (0..).zip(kinds).zip(KINDS) {
                for name in names {
                    let lower = name.to_lowercase();
                    if of != NameOf::Slang {
                        by_word.extend(words(&lower).map(|word| (word, product)));
                    }
                    bearers.push((spelled(name), kind, product, lower));
                }
            }
        }
        by_word.sort_unstable();
        by_word.dedup();
        bearers.sort_unstable();
        let bearers: Vec<(String, u32)> = bearers
            .into_iter()
            .map(|(spelled, kind, product, name)| {
                (
                    format!("{spelled}{THEN}{name}"),
                    product << KIND_BITS | kind,
                )
            })
            .collect();
        let texts = bearers
            .iter()
            .map(|(text, bearer)| (text.as_str(), *bearer));
        let words = by_word
            .iter()
            .map(|(word, product)| (word.as_str(), *product));
        Self {
            bearers: Table::new(texts),
            words: Table::new(words),
        }
    }

    /// The names for searching.
    pub fn names(&self) -> Names<'_> {
        Names {
            bearers: self.bearers.sorted(),
            words: self.words.sorted(),
        }
    }
}

/// All names of all products.
#[derive(Debug, Clone, Copy, Default)]
pub struct Names<'a> {
    /// See [`Tables::bearers`].
    pub(super) bearers: Sorted<'a>,
    /// See [`Tables::words`].
    pub(super) words: Sorted<'a>,
}

/// A product that bears a name.
struct Bearer<'a> {
    product: usize,
    of: NameOf,
    /// The place of its kind in [`KINDS`].
    rank: usize,
    /// The name in lower case.
    name: &'a str,
}

impl<'a> Names<'a> {
    /// The bearers of a name by its normalized spelling, the one that wins it first.
    fn bearers(self, spelled: &str) -> impl Iterator<Item = Bearer<'a>> {
        self.begun(spelled)
            .take_while(move |(own, _)| *own == spelled)
            .map(|(_, bearer)| bearer)
    }

    /// Every name from a text on, in its normalized spelling, with its bearer.
    fn begun(self, start: &str) -> impl Iterator<Item = (&'a str, Bearer<'a>)> + use<'a> {
        self.bearers.from(start).filter_map(|(text, number)| {
            let (spelled, name) = text.split_once(THEN)?;
            let rank = (number & ((1 << KIND_BITS) - 1)) as usize;
            let bearer = Bearer {
                product: (number >> KIND_BITS) as usize,
                of: *KINDS.get(rank)?,
                rank,
                name,
            };
            Some((spelled, bearer))
        })
    }

    /// The product with a name, by its index, and the kind of name; an exact spelling comes first. Capitals
    /// and punctuation do not matter, except that a separate number stays separate (`ros 2` is not `ros2`),
    /// and that a text with `:`, `@` or `/` must match letter by letter: `node:lts` is not a name.
    pub fn find(self, name: &str) -> Option<(usize, NameOf)> {
        let (spelled, lower) = (spelled(name), name.to_lowercase());
        let mut first = None;
        for bearer in self.bearers(&spelled) {
            let found = (bearer.product, bearer.of);
            if bearer.name == lower {
                return Some(found);
            }
            first = first.or(Some(found));
        }
        first.filter(|_| !is_exact(name))
    }

    /// The product with a name, by its index, where a number need not be separate: `ros2` is `ROS 2`. Otherwise the
    /// same as [`Self::find`].
    pub fn joined(self, name: &str) -> Option<usize> {
        let name = spelled(Some(name).filter(|name| !is_exact(name))?);
        let first = name.get(..name.chars().next()?.len_utf8())?;
        let begun = self.begun(first);
        let alike = begun
            .take_while(|(own, _)| own.starts_with(first))
            .filter(|(own, _)| letters(own).eq(letters(&name)));
        let best = alike.min_by_key(|(_, bearer)| (bearer.rank, bearer.product));
        best.map(|(_, bearer)| bearer.product)
    }

    /// Whether a product bears exactly this name, ignoring case.
    pub fn has(self, name: &str) -> bool {
        let lower = name.to_lowercase();
        self.bearers(&spelled(name))
            .any(|bearer| bearer.name == lower)
    }

    /// Every id, title and alias that begins with a text, in its normalized spelling, with its product.
    pub fn own(self, start: &str) -> impl Iterator<Item = (&'a str, usize)> {
        self.begun(start)
            .take_while(move |(name, _)| name.starts_with(start))
            .filter(|(_, bearer)| bearer.of != NameOf::Slang)
            .map(|(name, bearer)| (name, bearer.product))
    }

    /// Whether a name begins with a text.
    pub fn is_begun_by(self, text: &str) -> bool {
        self.own(&spelled(text)).next().is_some()
    }

    /// The products whose names have, for every word of a text, a word that begins with it.
    pub fn begun_by(self, text: &str) -> Vec<usize> {
        self.having(text, |_, _| true)
    }

    /// The same, but every word must be more than three fifths of that name's: `pyth` matches Python,
    /// `micro` does not match Micronaut.
    pub fn almost_called(self, text: &str) -> Vec<usize> {
        self.having(text, |word, own| word.len() * 5 > own.len() * 3)
    }

    fn having(self, text: &str, is_enough: fn(&str, &str) -> bool) -> Vec<usize> {
        let having = |word: String| -> BTreeSet<usize> {
            let begun = self.words.begun_by(&word);
            let own = begun.filter(|(own, _)| is_enough(&word, own));
            own.map(|(_, product)| product as usize).collect()
        };
        let mut words = words(text);
        let mut all = words.next().map(having).unwrap_or_default();
        // A long text has many words, of which the first are mostly enough.
        while !all.is_empty()
            && let Some(word) = words.next()
        {
            all = all.intersection(&having(word)).copied().collect();
        }
        all.into_iter().collect()
    }
}

/// The letters of a normalized spelling, with no number apart.
fn letters(spelled: &str) -> impl Iterator<Item = char> {
    spelled.chars().filter(|c| *c != APART)
}

/// Whether a text must be a name letter by letter.
fn is_exact(name: &str) -> bool {
    name.contains([':', '@', '/'])
}

/// The words of a text, ignoring case and punctuation.
fn words(text: &str) -> impl Iterator<Item = String> {
    let words = text.split(|c: char| !c.is_alphanumeric());
    words.filter(|word| !word.is_empty()).map(str::to_lowercase)
}

/// The normalized spelling of a name: lowercase letters and digits, a dash before or after a separate number,
/// and signs that end a word (`c#` is not `c`).
pub fn spelled(name: &str) -> String {
    let mut spelled = String::with_capacity(name.len());
    let mut is_apart = false;
    for c in name.chars() {
        let is_sign = matches!(c, '#' | '+') && !is_apart && !spelled.is_empty();
        if !c.is_alphanumeric() && !is_sign {
            is_apart = true;
            continue;
        }
        let is_beside = |before: char| before.is_ascii_digit() || c.is_ascii_digit();
        if is_apart && spelled.chars().next_back().is_some_and(is_beside) {
            spelled.push(APART);
        }
        is_apart = false;
        // Nearly all names are ASCII.
        if c.is_ascii() {
            spelled.push(c.to_ascii_lowercase());
        } else {
            spelled.extend(c.to_lowercase());
        }
    }
    spelled
}

#[cfg(test)]
mod tests {
    use super::{Tables, spelled};
    use crate::facts::catalog::{Card, Keywords};

    fn tables(products: &[(&str, &[&str])]) -> Tables {
        let card = |(id, _): &(&str, &[&str])| Card {
            id: (*id).into(),
            title: format!("The {id}").into(),
            category: "os".into(),
        };
        let keywords = |(_, aliases): &(&str, &[&str])| Keywords {
            aliases: aliases.iter().map(ToString::to_string).collect(),
            ..Keywords::default()
        };
        let cards: Vec<_> = products.iter().map(card).collect();
        let keywords: Vec<_> = products.iter().map(keywords).collect();
        Tables::new(cards.iter().zip(&keywords))
    }

    #[test]
    fn punctuation_is_nothing_but_where_a_number_stands_apart_or_a_word_ends() {
        for (name, other) in [
            ("Node.js", "node js"),
            ("ros-2", "ROS 2"),
            ("Pop!_OS", "pop-os"),
            ("365 backup", "365-Backup"),
            ("C#", "c#"),
        ] {
            assert_eq!(spelled(name), spelled(other));
        }
        for (name, other) in [
            ("ros-2", "ros2"),
            ("k8s", "k 8s"),
            ("flux2", "flux 2"),
            ("c#", "c"),
            ("notepad++", "notepad"),
        ] {
            assert_ne!(spelled(name), spelled(other));
        }
    }

    #[test]
    fn ids_come_before_aliases_and_these_before_titles() {
        let tables = tables(&[
            ("one", &["two", "three", "a/b"]),
            ("two", &[]),
            ("the-three", &[]),
            ("three", &[]),
        ]);
        for (name, product) in [
            ("one", Some(0)),
            ("two", Some(1)),
            ("three", Some(3)),
            ("the-three", Some(2)),
            ("The Three", Some(3)),
            ("The-three", Some(2)),
            ("The_Three", Some(2)),
            ("thetwo", Some(1)),
            ("A/B", Some(0)),
            ("t/wo", None),
            ("on", None),
            ("", None),
        ] {
            let found = tables.names().find(name).map(|(product, _)| product);
            assert_eq!(found, product, "{name}");
        }
    }

    #[test]
    fn a_number_that_is_not_separate_joins_a_name() {
        let tables = tables(&[
            ("ros-9", &["a/2-b"]),
            ("ros", &["ros 2"]),
            ("ros-2", &["torch 4"]),
            ("r-os2", &[]),
        ]);
        for (name, product) in [
            ("ros2", Some(2)),
            ("ROS 2", Some(2)),
            ("the_ros2", Some(2)),
            ("torch4", Some(2)),
            ("ros9", Some(0)),
            ("ro", None),
            ("ros22", None),
            ("a/2b", None),
            ("", None),
            ("-", None),
        ] {
            assert_eq!(tables.names().joined(name), product, "{name}");
        }
    }

    #[test]
    fn words_begin_words_of_a_name_in_any_order() {
        let tables = tables(&[("red-lamp", &["torch"]), ("lampoon", &[])]);
        for (words, products) in [
            ("lamp", &[0, 1][..]),
            ("LAMP red", &[0]),
            ("tor.", &[0]),
            ("amp", &[]),
            ("red oon", &[]),
            ("", &[]),
            ("-", &[]),
        ] {
            assert_eq!(tables.names().begun_by(words), products, "{words}");
        }
    }
}
