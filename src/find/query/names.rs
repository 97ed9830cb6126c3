//! The names that a catalog's filters can use, and which of them a typed text means.

use std::collections::{BTreeSet, HashSet};
use std::sync::OnceLock;

use super::field::Field;
use crate::facts::catalog::Catalog;
use crate::facts::catalog::letters::squashed;
use crate::text::suggest;

/// The names that a catalog's filters can use. Those of a kind are collected when one is first asked for: most
/// queries need none of them.
#[derive(Debug, Clone, Copy)]
pub struct Names<'a> {
    catalog: &'a Catalog,
    collected: &'a Collected,
}

/// What has been collected of a catalog's names so far.
#[derive(Debug, Default)]
pub struct Collected {
    categories: OnceLock<Vec<String>>,
    tags: OnceLock<Vec<String>>,
    fields: OnceLock<Vec<Field>>,
}

impl<'a> Names<'a> {
    /// The names of a catalog, of which some may have been collected before.
    pub fn new(catalog: &'a Catalog, collected: &'a Collected) -> Self {
        Self { catalog, collected }
    }

    /// The categories, sorted.
    pub(super) fn categories(self) -> &'a [String] {
        let categories = self
            .catalog
            .cards()
            .iter()
            .map(|card| card.category.as_str());
        let categories = || sorted(categories);
        self.collected.categories.get_or_init(categories)
    }

    /// The tags, sorted.
    pub(super) fn tags(self) -> &'a [String] {
        let products = 0..self.catalog.cards().len();
        let keywords = products.filter_map(|index| self.catalog.keywords(index));
        let tags = || {
            sorted(
                keywords
                    .flat_map(|keywords| &keywords.tags)
                    .map(String::as_str),
            )
        };
        self.collected.tags.get_or_init(tags)
    }

    /// The ids of the products, by their indices.
    pub(super) fn products(self) -> impl Iterator<Item = &'a str> {
        self.catalog.cards().iter().map(|card| card.id.as_str())
    }

    /// The product with a name, by its index; otherwise the one whose name is the same without any punctuation, which
    /// people mix up and a filter mostly cannot have.
    pub(super) fn product(self, name: &str) -> Option<usize> {
        let joined = || self.catalog.names().joined(name);
        self.catalog.find(name).or_else(joined)
    }

    /// The custom fields, in the order of the products.
    pub(super) fn fields(self) -> &'a [Field] {
        let fields = || Field::all(self.catalog);
        self.collected.fields.get_or_init(fields)
    }

    /// The shortest names of custom fields that start with a text.
    pub(super) fn fields_of(self, typed: &str) -> Vec<&'a str> {
        let names = self.fields().iter().filter_map(Field::short_name);
        let begun = names.filter(|name| name.starts_with(typed));
        let names: BTreeSet<&str> = begun.collect();
        names.into_iter().collect()
    }
}

/// Each name once. Many products share few names, so that only these are sorted.
fn sorted<'a>(names: impl Iterator<Item = &'a str>) -> Vec<String> {
    let names: HashSet<&str> = names.collect();
    let mut names: Vec<String> = names.into_iter().map(str::to_owned).collect();
    names.sort_unstable();
    names
}

/// The names that a text means, by the first of these rules that finds any: the whole name; whole words of
/// it (`java` means `java-runtime`); the start of a word; and, if it fits one name only, letters of the
/// name in order (`db` means `database`).
///
/// # Errors
///
/// Returns similar names if there is none, and all that an abbreviation fits if it fits several.
pub fn meant<'a>(names: &[&'a str], typed: &str) -> Result<Vec<&'a str>, Vec<&'a str>> {
    let typed = typed.to_lowercase();
    if typed.is_empty() {
        return Err(Vec::new());
    }
    let letters = squashed(&typed);
    let ways: [&dyn Fn(&str) -> bool; 3] = [
        &|name| squashed(name) == letters,
        &|name| starts(name).any(|rest| follows(rest, &typed, true)),
        &|name| starts(name).any(|rest| follows(rest, &typed, false)),
    ];
    let all = |way: &dyn Fn(&str) -> bool| {
        let names = names.iter().copied();
        names.filter(|name| way(&name.to_lowercase())).collect()
    };
    let found: Vec<&str> = ways
        .into_iter()
        .map(all)
        .find(|found: &Vec<_>| !found.is_empty())
        .unwrap_or_default();
    if !found.is_empty() {
        return Ok(found);
    }
    match all(&|name| has_in_order(name, &letters)) {
        one if one.len() == 1 => Ok(one),
        none if none.is_empty() => Err(suggest::near(&typed, names.iter().copied())),
        many => Err(many.into_iter().take(suggest::MOST).collect()),
    }
}

/// The name from each of its words on.
fn starts(name: &str) -> impl Iterator<Item = &str> {
    let inner = name.match_indices('-');
    let inner = inner.filter_map(|(at, _)| name.get(at + 1..));
    std::iter::once(name).chain(inner)
}

fn follows(rest: &str, typed: &str, is_whole: bool) -> bool {
    let end = rest.strip_prefix(typed);
    end.is_some_and(|end| !is_whole || end.is_empty() || end.starts_with('-'))
}

/// Whether a name starts with the first letter and contains the others in order.
fn has_in_order(name: &str, letters: &str) -> bool {
    let mut rest = name.chars();
    name.chars().next() == letters.chars().next()
        && letters
            .chars()
            .all(|letter| rest.any(|other| other == letter))
}
