//! Related products: one that has another's name and a word more.

use super::only;
use crate::find::resolve::{CycleBy, Fit, Look, MatchedBy, Reading, certain};
use crate::text::threads;

/// More products than this are looked at by several threads.
const FEW: usize = 16;

impl Look<'_> {
    /// The only related product that has a release of exactly this name, apart from what follows in brackets:
    /// `Windows 2012 (6.2 Build 9200)`. Several rules ask for it.
    pub fn relative(&self, product: usize, version: &str) -> Option<Reading> {
        let version = version
            .split_once(" (")
            .map_or(version, |(version, _)| version);
        let asked = (product, version.to_owned());
        if let Some(known) = self.relatives.borrow().get(&asked) {
            return known.clone();
        }
        let relative = self.only_relative(product, version);
        self.relatives.borrow_mut().insert(asked, relative.clone());
        relative
    }

    fn only_relative(&self, product: usize, version: &str) -> Option<Reading> {
        let cards = self.catalog.cards();
        let own = cards.get(product)?;
        let own_tags = &self.catalog.keywords(product)?.tags;
        let name: Vec<&str> = own.id.split('-').collect();
        let is_number = !version.contains(char::is_alphabetic);
        let shares_a_tag = |other: usize| {
            // The category is also a tag, but a weak sign of a relation.
            let is_own = |tag: &String| *tag != own.category && own_tags.contains(tag);
            let keywords = self.catalog.keywords(other);
            keywords.is_some_and(|keywords| keywords.tags.iter().any(is_own))
        };
        let is_relative = |index: &usize| {
            cards.get(*index).is_some_and(|other| {
                let has = |word: &&str| other.id.split('-').any(|own| own == *word);
                name.iter().all(has)
                    && other.id.split('-').count() == name.len() + 1
                    && (!is_number || shares_a_tag(*index))
            })
        };
        // Taking every id apart would cost most of a key's time where there are many.
        let near = self.catalog.names().begun_by(&own.id);
        let relatives: Vec<usize> = near.into_iter().filter(is_relative).collect();
        let catalog = self.catalog;
        let has_it = |other: &usize| {
            let product = catalog.product(*other)?;
            let is_exact = match certain(product, version)? {
                Fit::One(_, CycleBy::Part | CycleBy::Rest) => !is_number,
                Fit::One(_, CycleBy::Exact) => true,
                // `2003` and its service packs.
                Fit::Several(_, CycleBy::Part) => is_number,
                // `2012 R2 (6.3 Build 9600)`: the name says more than the number.
                Fit::One(release, CycleBy::Prefix) => {
                    let release = product.releases.get(release)?;
                    !is_number && release.name.contains(char::is_alphabetic)
                }
                _ => false,
            };
            is_exact.then_some(*other)
        };
        let found: Vec<Option<usize>> = if relatives.len() > FEW {
            threads::each(&relatives, has_it)
        } else {
            relatives.iter().map(has_it).collect()
        };
        let other = only(found.into_iter().flatten())?;
        self.read(&[other], MatchedBy::Search, Some(version))
    }
}
