//! Fields that only some products have, such as the supported Java versions, as filters: `java>=17`.

mod claim;

use std::collections::HashSet;

use chrono::NaiveDate;

use self::claim::{Claim, Side};
use super::filter::lives;
use super::names::Names;
use super::term::{Op, Term};
use crate::facts::catalog::Catalog;
use crate::facts::product::Release;

/// A test of products' own fields: a release that is out and not over says so in one of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Custom {
    wanted: Wanted,
    fields: Vec<Field>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Wanted {
    Versions(Claim),
    /// In lower case.
    Text(String),
}

/// A field of a product.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// What it can be called in a filter, in lower case.
    keys: [String; 3],
    /// One of these is also the name of a product.
    is_ambiguous: bool,
    /// The product's index.
    product: usize,
    /// See [`crate::facts::product::CustomField::name`].
    name: String,
    /// What its versions bound.
    side: Side,
}

impl Field {
    /// The shortest that it can be called.
    pub fn short_name(&self) -> Option<&str> {
        let keys = self.keys.iter().map(String::as_str);
        keys.filter(|key| !key.is_empty())
            .min_by_key(|key| key.len())
    }

    /// The fields of all products of a catalogue.
    pub fn all(catalog: &Catalog) -> Vec<Self> {
        let cards = catalog.cards().iter();
        let called = cards.flat_map(|card| {
            let names = [&card.id, &card.title].into_iter();
            names.chain(&card.aliases).chain(&card.slang)
        });
        let called: HashSet<String> = called.map(|name| name.to_lowercase()).collect();
        let products = (0..catalog.cards().len()).filter_map(|index| {
            let traits = catalog.traits(index)?;
            Some(traits.fields.iter().map(move |field| (index, field)))
        });
        let fields = products.flatten().map(|(product, (name, label))| {
            let keys = [name.to_lowercase(), short(name), short(label)];
            let is_product = |key: &String| called.contains(key);
            Self {
                is_ambiguous: keys.iter().any(is_product),
                keys,
                product,
                name: name.clone(),
                side: Side::of(name, label),
            }
        });
        fields.collect()
    }
}

/// What says nothing about which software a field is about.
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

/// `supportedJavaVersions` and `Java support` are `java`.
fn short(name: &str) -> String {
    let words = words(name).into_iter();
    let telling = words.filter(|word| !FILLERS.contains(&word.as_str()));
    telling.collect()
}

/// The words of a name that are parted by capitals or by what is no letter, in lower case: `PHP` and
/// `Versions` of `PHPVersions`.
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

/// Reads a term as a test of a field; `None` where no field has that name, or a product has it and
/// is meant: alone, `php:8.1` is the product PHP and its version, and so is `node:16-alpine` always.
pub fn read(term: &Term<'_>, is_alone: bool, names: &Names) -> Option<Result<Custom, String>> {
    let key = term.key.to_lowercase();
    let fields = names
        .fields
        .iter()
        .filter(|field| field.keys.contains(&key));
    let fields: Vec<Field> = fields.cloned().collect();
    let is_ambiguous = fields.iter().any(|field| field.is_ambiguous);
    let version = claim::typed(term.value);
    let is_product = is_ambiguous && term.op == Op::Colon && (is_alone || version.is_none());
    if fields.is_empty() || is_product {
        return None;
    }
    let wanted = match (version, term.op) {
        (Some(version), op) => Wanted::Versions(Claim::compared(op, &version)),
        (None, Op::Colon | Op::Equal) if !term.value.is_empty() => {
            Wanted::Text(term.value.to_lowercase())
        }
        _ => {
            return Some(Err(format!(
                "{key} takes a version: {key}>=8.1 or {key}=17"
            )));
        }
    };
    Some(Ok(Custom { wanted, fields }))
}

impl Custom {
    pub(super) fn holds(&self, catalog: &Catalog, index: usize, day: NaiveDate) -> bool {
        let own = |field: &&Field| field.product == index;
        let fields: Vec<&Field> = self.fields.iter().filter(own).collect();
        if fields.is_empty() {
            return false;
        }
        let Some(product) = catalog.product(index) else {
            return false;
        };
        let mut releases = product.releases.iter();
        releases.any(|release| lives(&release.dates, day) && self.is_met(&fields, release))
    }

    /// A least and a greatest version bound one stretch; every other field stands for itself.
    fn is_met(&self, fields: &[&Field], release: &Release) -> bool {
        let values = fields.iter().filter_map(|field| {
            let mut values = release.custom.iter();
            let (_, value) = values.find(|(name, _)| *name == field.name)?;
            Some((field.side, value))
        });
        let wanted = match &self.wanted {
            Wanted::Versions(wanted) => wanted,
            Wanted::Text(text) => {
                let mut values = values;
                return values.any(|(_, value)| value.to_lowercase().contains(text));
            }
        };
        let mut stretch: Option<Claim> = None;
        for (side, value) in values {
            let Some(claim) = Claim::read(value).map(|claim| claim.on(side)) else {
                continue;
            };
            match (side, stretch.take()) {
                (Side::Both, before) => {
                    stretch = before;
                    if claim.meets(wanted) {
                        return true;
                    }
                }
                (_, None) => stretch = Some(claim),
                (_, Some(before)) => stretch = Some(before.and(&claim)),
            }
        }
        stretch.is_some_and(|stretch| stretch.meets(wanted))
    }
}
