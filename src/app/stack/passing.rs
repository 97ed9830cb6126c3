//! Which items of the stack pass the query, and which products the stack names.

use std::collections::{HashMap, HashSet};

use super::StackScreen;
use crate::app::Model;
use crate::facts::catalog::Catalog;
use crate::find::query::{Asked, Filter, InStack, Subject};
use crate::stack::item::Item;

impl StackScreen {
    /// The ids of the products in the stack, each with the names of its releases there.
    pub(in crate::app) fn used(&self) -> HashMap<&str, HashSet<&str>> {
        let used = self.by_product.keys().map(|id| {
            let items = self.items_of(id).filter(|item| item.release.is_some());
            (&**id, items.map(Item::release_name).collect())
        });
        used.collect()
    }

    /// The items of a product, by its id.
    fn items_of(&self, id: &str) -> impl Iterator<Item = &Item> {
        let numbers = self.by_product.get(id).into_iter().flatten();
        numbers.filter_map(|number| self.survey.items.get(*number))
    }

    /// Whether a file names a product like this, by its index, or one of its releases.
    pub(in crate::app) fn names(
        &self,
        catalog: &Catalog,
        (product, release): (usize, Option<usize>),
        how: &InStack,
    ) -> bool {
        let Some(card) = catalog.cards().get(product) else {
            return false;
        };
        let is_release = |item: &Item| {
            release.is_none_or(|number| {
                let found = catalog.release((product, number));
                found.is_some_and(|(_, release)| release.name == item.release_name())
            })
        };
        let mut items = self.items_of(&card.id);
        items.any(|item| is_named_like(item, how) && is_release(item))
    }
}

impl Model {
    /// The numbers of the items that pass the query: its words name the product or are in the path, and its filters
    /// accept the release.
    pub(super) fn passing(&self) -> Vec<usize> {
        let items = self.stack.survey.items.iter();
        if self.browse.query.text().is_empty() {
            return (0..items.len()).collect();
        }
        let own = |asked: Asked<'_>| self.is_own(asked);
        let listing = self.lister.list_for_rows(&self.catalog, &self.wanted(&own));
        let words = listing.query.words.to_lowercase();
        let words: Vec<&str> = words.split_whitespace().collect();
        let asked = listing
            .located
            .as_ref()
            .map(|reading| reading.fit.releases());
        let is_asked = |item: &Item| {
            let release = item.release.as_ref().map(|release| release.number);
            let asked = asked.filter(|asked| !asked.is_empty());
            asked.is_none_or(|asked| release.is_some_and(|release| asked.contains(&release)))
        };
        let passes = |item: &Item| {
            let is_named = !listing.is_guess && listing.hits.contains(&item.product.index);
            let path = item.path.to_lowercase();
            let is_in_path = !words.is_empty() && words.iter().all(|word| path.contains(word));
            // What is asked about the stack is asked about this item.
            let own = |asked: Asked<'_>| match asked {
                Asked::Stack(_, _, how) => is_named_like(item, how),
                asked @ Asked::Watched(_) => self.is_own(asked),
            };
            let (product, on) = (item.product.index, self.viewpoint());
            let subject = Subject::new(&self.catalog, product, on, &own);
            let accepts = |filter: &Filter| {
                if let Some(release) = &item.release {
                    return filter.accepts_release(&subject, release.number);
                }
                let is_known = filter.is_of_product() || filter.is_of_stack();
                is_known && filter.accepts(&subject)
            };
            ((is_named && is_asked(item)) || is_in_path)
                && listing.query.filters.iter().all(accepts)
        };
        let passing = items.enumerate().filter(|(_, item)| passes(item));
        passing.map(|(number, _)| number).collect()
    }
}

/// Whether an item answers a filter's question about the stack.
fn is_named_like(item: &Item, how: &InStack) -> bool {
    match how {
        InStack::Used => true,
        InStack::In(path) => item.path.to_lowercase().contains(path),
        InStack::Kind(kind) => item.claim.kind.word() == *kind,
        InStack::Role(role) => item.claim.role.word() == *role,
    }
}
