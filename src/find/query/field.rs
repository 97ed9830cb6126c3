//! The custom fields of products, such as the supported Java versions, and their names in filters.

use std::collections::HashMap;

use crate::facts::catalog::Catalog;

/// A custom field of a product.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// Its possible names in a filter, in lower case.
    pub keys: [String; 3],
    /// Whether one of these names is also the name of a product.
    pub is_ambiguous: bool,
    /// The product's index.
    pub product: usize,
    /// See [`crate::facts::product::CustomField::name`].
    pub name: String,
    /// Which bound its versions state.
    pub side: Side,
}

impl Field {
    /// Its shortest name.
    pub fn short_name(&self) -> Option<&str> {
        let keys = self.keys.iter().map(String::as_str);
        keys.filter(|key| !key.is_empty())
            .min_by_key(|key| key.len())
    }

    /// The custom fields of all products in a catalog.
    pub fn all(catalog: &Catalog) -> Vec<Self> {
        let names = catalog.names();
        let products = (0..catalog.cards().len()).filter_map(|index| {
            let traits = catalog.traits(index)?;
            Some(traits.fields.iter().map(move |field| (index, field)))
        });
        // Many products share few fields.
        let mut read: HashMap<&(String, String), Self> = HashMap::new();
        let fields = products.flatten().map(|(product, field @ (name, label))| {
            let read = read.entry(field).or_insert_with(|| {
                let keys = [name.to_lowercase(), short(name), short(label)];
                Self {
                    is_ambiguous: keys.iter().any(|key| names.has(key)),
                    keys,
                    product,
                    name: name.clone(),
                    side: Side::of(name, label),
                }
            });
            Self {
                product,
                ..read.clone()
            }
        });
        fields.collect()
    }
}

/// Words that say nothing about the software that a field is about.
const FILLERS: [&str; 18] = [
    "compatibility",
    "embedded",
    "highest",
    "latest",
    "lowest",
    "max",
    "maximum",
    "min",
    "minimum",
    "recommended",
    "required",
    "running",
    "support",
    "supported",
    "tested",
    "version",
    "versions",
    "ends",
];

/// The short name: `java` for `supportedJavaVersions` and `Java support`.
fn short(name: &str) -> String {
    let words = words(name).into_iter();
    let telling = words.filter(|word| !FILLERS.contains(&word.as_str()));
    telling.collect()
}

/// The words of a name, split at capitals and non-letters, in lower case: `PHP` and `Versions` in
/// `PHPVersions`.
fn words(name: &str) -> Vec<String> {
    let letters: Vec<char> = name.chars().collect();
    let mut words = vec![String::new()];
    for (at, c) in letters.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|at| letters.get(at));
        let is_after_small = before.is_some_and(|before| before.is_lowercase());
        let is_before_small = letters.get(at + 1).is_some_and(|next| next.is_lowercase());
        let is_after_capital = before.is_some_and(|before| before.is_uppercase());
        let is_start =
            c.is_uppercase() && (is_after_small || (is_after_capital && is_before_small));
        if is_start || !c.is_alphanumeric() {
            words.push(String::new());
        }
        if let Some(word) = words.last_mut().filter(|_| c.is_alphanumeric()) {
            word.extend(c.to_lowercase());
        }
    }
    words
}

/// Which bound the versions of a field state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// All supported versions.
    Both,
    /// The least version.
    Least,
    /// The greatest version.
    Greatest,
}

impl Side {
    /// The side according to a field's name and label.
    pub fn of(name: &str, label: &str) -> Self {
        let words = [words(name), words(label)].concat();
        let has = |others: &[&str]| words.iter().any(|word| others.contains(&word.as_str()));
        if has(&["min", "minimum", "lowest", "required"]) {
            Self::Least
        } else if has(&["max", "maximum", "highest"]) {
            Self::Greatest
        } else {
            Self::Both
        }
    }
}
