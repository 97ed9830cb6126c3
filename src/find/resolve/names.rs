//! Which products bear a name: their own, or one in another system.

use std::collections::HashMap;

use super::MatchedBy;
use crate::facts::catalog::Catalog;
use crate::facts::identifier::key::{Key, Name};

/// All names of all products.
#[derive(Debug)]
pub struct Names {
    own: HashMap<String, (usize, MatchedBy)>,
    /// What people call them besides.
    slang: HashMap<String, usize>,
    /// The words of each product's names.
    words: Vec<Vec<String>>,
}

/// All identifiers of all products.
#[derive(Debug)]
pub struct Identifiers {
    bearers: HashMap<Key, Vec<Bearer>>,
}

/// A product that bears an identifier, and what qualifies it there.
#[derive(Debug)]
struct Bearer {
    product: usize,
    qualifiers: Vec<(String, String)>,
}

impl Names {
    /// The names of a catalogue.
    #[must_use]
    pub fn new(catalog: &Catalog) -> Self {
        let mut own = HashMap::new();
        let cards = || catalog.cards().iter().enumerate();
        let mut add = |name: &str, product, by| {
            own.entry(spelled(name)).or_insert((product, by));
        };
        cards().for_each(|(product, card)| add(&card.id, product, MatchedBy::Name));
        for (product, card) in cards() {
            card.aliases
                .iter()
                .for_each(|alias| add(alias, product, MatchedBy::Alias));
        }
        cards().for_each(|(product, card)| add(&card.title, product, MatchedBy::Name));
        let slang = cards().flat_map(|(product, card)| {
            let names = card.slang.iter();
            names.map(move |name| (spelled(name), product))
        });
        let words = catalog.cards().iter().map(|card| {
            let names = [&card.id, &card.title].into_iter().chain(&card.aliases);
            names.flat_map(|name| words(name)).collect()
        });
        Self {
            slang: slang.collect(),
            own,
            words: words.collect(),
        }
    }

    /// The product with this id, alias or title, by its index in the catalogue. Capitals and punctuation
    /// do not matter, but a number is a word of its own or not: `ros 2` is no `ros2`.
    #[must_use]
    pub fn find(&self, name: &str) -> Option<(usize, MatchedBy)> {
        let name = spelled(name);
        self.own.get(&name).filter(|_| !name.is_empty()).copied()
    }

    /// The same, or else the product that people call so. A single letter is too little: `c#` is no `c`.
    #[must_use]
    pub fn called(&self, name: &str) -> Option<(usize, MatchedBy)> {
        let name = spelled(name);
        let slang = || self.slang.get(&name).filter(|_| name.len() > 1);
        self.find(&name)
            .or_else(|| Some((*slang()?, MatchedBy::Alias)))
    }

    /// Whether a name of a product begins with a text, and goes on.
    #[must_use]
    pub fn is_begun_by(&self, text: &str) -> bool {
        let text = spelled(text);
        self.own.keys().any(|name| name.starts_with(&text))
    }

    /// The products of which the names have, for every word of a text, one that begins with it.
    #[must_use]
    pub fn begun_by(&self, text: &str) -> Vec<usize> {
        let asked = words(text);
        let is_it = |own: &[String]| {
            let begins = |word: &String| own.iter().any(|own| own.starts_with(word));
            !asked.is_empty() && asked.iter().all(begins)
        };
        let products = 0..self.words.len();
        products
            .filter(|product| self.words.get(*product).is_some_and(|own| is_it(own)))
            .collect()
    }
}

/// The words of a text, without capitals and punctuation.
fn words(text: &str) -> Vec<String> {
    let words = text.split(|c: char| !c.is_alphanumeric());
    words
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect()
}

/// The letters and digits of a name, and a dash where a number stands apart.
fn spelled(name: &str) -> String {
    let mut spelled = String::with_capacity(name.len());
    let mut is_apart = false;
    for c in name.chars() {
        if !c.is_alphanumeric() {
            is_apart = true;
            continue;
        }
        let before = spelled.chars().next_back();
        let is_number = |c: char| c.is_ascii_digit();
        if is_apart && before.is_some_and(|before| is_number(before) || is_number(c)) {
            spelled.push('-');
        }
        is_apart = false;
        spelled.extend(c.to_lowercase());
    }
    spelled
}

impl Identifiers {
    /// The identifiers of a catalogue.
    #[must_use]
    pub fn new(catalog: &Catalog) -> Self {
        let mut bearers: HashMap<Key, Vec<Bearer>> = HashMap::new();
        for product in 0..catalog.cards().len() {
            for name in catalog.identifiers(product).iter().filter_map(Name::of) {
                let qualifiers = name.qualifiers.into_iter().collect();
                let bearer = Bearer {
                    product,
                    qualifiers,
                };
                bearers.entry(name.key).or_default().push(bearer);
            }
        }
        Self { bearers }
    }

    /// The products that bear a name, by their indices in the catalogue's order. Its qualifiers count
    /// only where they tell one product from another.
    #[must_use]
    pub fn find(&self, name: &Name) -> Vec<usize> {
        let bearers = self.bearers.get(&name.key).map_or(&[][..], Vec::as_slice);
        let is_qualified = |bearer: &&Bearer| {
            let mut own = bearer.qualifiers.iter();
            own.all(|(key, value)| {
                let asked = name.qualifiers.get(key);
                asked.is_some_and(|asked| place(asked) == place(value))
            })
        };
        let products = |bearers: Vec<&Bearer>| {
            let mut products: Vec<usize> = bearers.iter().map(|bearer| bearer.product).collect();
            products.dedup();
            products
        };
        let qualified = products(bearers.iter().filter(is_qualified).collect());
        if qualified.is_empty() {
            return products(bearers.iter().collect());
        }
        qualified
    }
}

/// An address without its scheme and the slash at its end: both may be missing.
fn place(address: &str) -> &str {
    let address = address
        .split_once("://")
        .map_or(address, |(_, place)| place);
    address.trim_end_matches('/')
}

#[cfg(test)]
mod tests {
    use super::{Identifiers, Names, spelled};
    use crate::facts::catalog::Catalog;
    use crate::facts::identifier::key::Name;
    use crate::facts::product;

    fn catalog(products: &[(&str, &str)]) -> Catalog {
        let file = |(id, more): &(&str, &str)| {
            let file = format!(
                "---\ntitle: The {id}\npermalink: /{id}\ncategory: os\nreleases: []\n{more}\n---\n"
            );
            product::parse(id, file.as_bytes())
        };
        Catalog::new(products.iter().map(file)).unwrap()
    }

    #[test]
    fn punctuation_is_nothing_but_where_a_number_stands_apart() {
        for (name, other) in [
            ("Node.js", "node js"),
            ("ros-2", "ROS 2"),
            ("Pop!_OS", "pop-os"),
            ("365 backup", "365-Backup"),
        ] {
            assert_eq!(spelled(name), spelled(other));
        }
        for (name, other) in [("ros-2", "ros2"), ("k8s", "k 8s"), ("flux2", "flux 2")] {
            assert_ne!(spelled(name), spelled(other));
        }
    }

    #[test]
    fn ids_come_before_aliases_and_these_before_titles() {
        let catalog = catalog(&[
            ("one", "alternate_urls: [/two, /three]"),
            ("two", ""),
            ("the-three", ""),
            ("three", ""),
        ]);
        let names = Names::new(&catalog);
        for (name, product) in [
            ("one", Some(0)),
            ("two", Some(1)),
            ("three", Some(3)),
            ("The Three", Some(2)),
            ("thetwo", Some(1)),
            ("on", None),
            ("", None),
        ] {
            assert_eq!(
                names.find(name).map(|(product, _)| product),
                product,
                "{name}"
            );
        }
    }

    #[test]
    fn words_begin_words_of_a_name_in_any_order() {
        let catalog = catalog(&[("red-lamp", "alternate_urls: [/torch]"), ("lampoon", "")]);
        let names = Names::new(&catalog);
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

    #[test]
    fn qualifiers_count_where_they_tell_one_from_another() {
        let named = |purl: &str| format!("identifiers: [{{purl: '{purl}'}}]");
        let (near, far) = (
            named("pkg:oci/x?repository_url=https://near.io/"),
            named("pkg:oci/x?repository_url=far.io"),
        );
        let catalog = catalog(&[("near", &near), ("far", &far), ("also-far", &far)]);
        let identifiers = Identifiers::new(&catalog);
        for (purl, products) in [
            ("pkg:oci/x@1?repository_url=near.io&tag=2", &[0][..]),
            ("pkg:oci/x?repository_url=far.io", &[1, 2]),
            ("pkg:oci/x?repository_url=elsewhere.io", &[0, 1, 2]),
            ("pkg:oci/x", &[0, 1, 2]),
            ("pkg:oci/y", &[]),
        ] {
            assert_eq!(
                identifiers.find(&Name::package(purl).unwrap()),
                products,
                "{purl}"
            );
        }
    }
}
