//! The names of products: the only look-up by name, and the only comparison of names.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Bound;
use std::sync::OnceLock;

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

/// All names of all products.
#[derive(Debug)]
pub struct Names {
    /// In order, so that those which begin alike stand together.
    bearers: BTreeMap<String, Vec<Bearer>>,
    /// The products with a word in one of their own names. Built when a word is first looked up.
    words: OnceLock<BTreeMap<String, BTreeSet<usize>>>,
}

/// A product that bears a name.
#[derive(Debug)]
struct Bearer {
    product: usize,
    of: NameOf,
    /// As it is written, in lower case.
    name: String,
}

impl Names {
    /// The names on these cards and among these keywords, which are in the same order. Of products that share one
    /// the id comes first, then an alias, a title, and what people say.
    pub(super) fn new(cards: &[Card], keywords: &[Keywords]) -> Self {
        type Of = for<'a> fn(&'a Card, &'a Keywords) -> &'a [String];
        let kinds: [(NameOf, Of); 4] = [
            (NameOf::Product, |card, _| std::slice::from_ref(&card.id)),
            (NameOf::Alias, |_, keywords| &keywords.aliases),
            (NameOf::Product, |card, _| std::slice::from_ref(&card.title)),
            (NameOf::Slang, |_, keywords| &keywords.slang),
        ];
        let mut bearers: BTreeMap<String, Vec<Bearer>> = BTreeMap::new();
        for (of, names) in kinds {
            for (product, (card, keywords)) in cards.iter().zip(keywords).enumerate() {
                for name in names(card, keywords) {
                    let bearer = Bearer {
                        product,
                        of,
                        name: name.to_lowercase(),
                    };
                    bearers.entry(spelled(name)).or_default().push(bearer);
                }
            }
        }
        Self {
            bearers,
            words: OnceLock::new(),
        }
    }

    fn words(&self) -> &BTreeMap<String, BTreeSet<usize>> {
        self.words.get_or_init(|| {
            let mut by_word: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
            let bearers = self.bearers.values().flatten();
            for bearer in bearers.filter(|bearer| bearer.of != NameOf::Slang) {
                for word in words(&bearer.name) {
                    by_word.entry(word).or_default().insert(bearer.product);
                }
            }
            by_word
        })
    }

    /// The product with a name, by its index, and the kind of name; an exact spelling comes first. Capitals
    /// and punctuation do not matter, except that a separate number stays separate (`ros 2` is not `ros2`),
    /// and that a text with `:`, `@` or `/` must match letter by letter: `node:lts` is not a name.
    pub fn find(&self, name: &str) -> Option<(usize, NameOf)> {
        let bearers = self.bearers.get(&spelled(name))?;
        let exact = |bearer: &&Bearer| bearer.name == name.to_lowercase();
        let found = bearers.iter().find(exact);
        let like = || bearers.first().filter(|_| !name.contains([':', '@', '/']));
        found
            .or_else(like)
            .map(|bearer| (bearer.product, bearer.of))
    }

    /// Every id, title and alias that begins with a text, in its normalized spelling, and the products that
    /// have it.
    pub fn own(&self, start: &str) -> impl Iterator<Item = (&str, impl Iterator<Item = usize>)> {
        begun_by(&self.bearers, start).map(|(name, bearers)| {
            let own = bearers.iter().filter(|bearer| bearer.of != NameOf::Slang);
            (name, own.map(|bearer| bearer.product))
        })
    }

    /// Whether a name begins with a text and is longer.
    pub fn is_begun_by(&self, text: &str) -> bool {
        let text = spelled(text);
        let mut names = self.own(&text);
        names.any(|(_, mut products)| products.next().is_some())
    }

    /// The products whose names have, for every word of a text, a word that begins with it.
    pub fn begun_by(&self, text: &str) -> Vec<usize> {
        self.having(text, |_, _| true)
    }

    /// The same, but every word must be more than three fifths of that name's: `pyth` matches Python,
    /// `micro` does not match Micronaut.
    pub fn almost_called(&self, text: &str) -> Vec<usize> {
        self.having(text, |word, own| word.len() * 5 > own.len() * 3)
    }

    fn having(&self, text: &str, is_enough: fn(&str, &str) -> bool) -> Vec<usize> {
        let having = |word: String| -> BTreeSet<usize> {
            let own = begun_by(self.words(), &word).filter(|(own, _)| is_enough(&word, own));
            own.flat_map(|(_, products)| products).copied().collect()
        };
        let asked = words(text).into_iter().map(having);
        let both = asked.reduce(|one, other| one.intersection(&other).copied().collect());
        both.unwrap_or_default().into_iter().collect()
    }
}

/// The entries whose key begins with a text.
fn begun_by<'a, T>(
    map: &'a BTreeMap<String, T>,
    start: &str,
) -> impl Iterator<Item = (&'a str, &'a T)> {
    let from = (Bound::Included(start), Bound::Unbounded);
    let all = map.range::<str, _>(from);
    let start = start.to_owned();
    all.map(|(key, value)| (key.as_str(), value))
        .take_while(move |(key, _)| key.starts_with(&start))
}

/// The words of a text, ignoring case and punctuation.
fn words(text: &str) -> Vec<String> {
    let words = text.split(|c: char| !c.is_alphanumeric());
    words
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect()
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
            spelled.push('-');
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
    use super::{Names, spelled};
    use crate::facts::catalog::{Card, Keywords};

    fn names(products: &[(&str, &[&str])]) -> Names {
        let card = |(id, _): &(&str, &[&str])| Card {
            id: (*id).to_owned(),
            title: format!("The {id}"),
            category: "os".to_owned(),
        };
        let keywords = |(_, aliases): &(&str, &[&str])| Keywords {
            aliases: aliases.iter().map(ToString::to_string).collect(),
            ..Keywords::default()
        };
        let cards: Vec<_> = products.iter().map(card).collect();
        let keywords: Vec<_> = products.iter().map(keywords).collect();
        Names::new(&cards, &keywords)
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
        let names = names(&[
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
            let found = names.find(name).map(|(product, _)| product);
            assert_eq!(found, product, "{name}");
        }
    }

    #[test]
    fn words_begin_words_of_a_name_in_any_order() {
        let names = names(&[("red-lamp", &["torch"]), ("lampoon", &[])]);
        for (words, products) in [
            ("lamp", &[0, 1][..]),
            ("LAMP red", &[0]),
            ("tor.", &[0]),
            ("amp", &[]),
            ("red oon", &[]),
            ("", &[]),
            ("-", &[]),
        ] {
            assert_eq!(names.begun_by(words), products, "{words}");
        }
    }
}
