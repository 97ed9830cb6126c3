//! Ranks products for a query and shows where they match. Every word must match somewhere; if one does not,
//! the nearest products are guesses.

mod evidence;
mod fit;
pub mod names;
mod near;
mod query;

use std::cmp::Reverse;

use fuzzy_matcher::skim::SkimMatcherV2;

pub use self::evidence::{Evidence, Other};
use self::fit::Points;
use self::near::Nearest;
use self::query::Query;
use crate::facts::catalog::Catalog;
use crate::facts::catalog::letters::Kind;
use crate::text::threads;

/// Finds products by what people type.
///
/// Whole names rank before starts of names, those before starts of words, and scattered letters come last.
/// Among equals, the shorter name ranks first.
pub struct Searcher {
    matcher: SkimMatcherV2,
}

/// The result of a search.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Found {
    /// The indices of the products, the best first.
    pub hits: Vec<usize>,
    /// Whether a word matches nothing, so that the hits are the nearest products.
    pub is_guess: bool,
}

impl Default for Searcher {
    fn default() -> Self {
        Self {
            matcher: SkimMatcherV2::default().respect_case(),
        }
    }
}

impl std::fmt::Debug for Searcher {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Searcher")
    }
}

impl Searcher {
    /// The products that match, the best first, otherwise the nearest. An empty query matches all, in order
    /// of titles.
    pub fn search(&self, catalog: &Catalog, query: &str) -> Found {
        let query = Query::new(query);
        if query.words.is_empty() {
            let hits = catalog.by_title().to_vec();
            let is_guess = false;
            return Found { hits, is_guess };
        }
        if query.is_too_long() {
            return Found::matches(Vec::new());
        }
        let hits = self.matches(catalog, &query);
        if is_sure(&hits) {
            return Found::matches(hits);
        }
        let Some(named) = query.without_numbers() else {
            return Found::nearest(near::nearest(catalog, &query), hits, &query);
        };
        let without = self.matches(catalog, &named);
        if is_sure(&without) {
            let is_guess = true;
            return Found {
                is_guess,
                ..Found::matches(without)
            };
        }
        Found::nearest(near::nearest(catalog, &named), hits, &named)
    }

    /// The products that match every word, if the best does so without scattered letters; the best first.
    /// Never guesses.
    pub fn certain(&self, catalog: &Catalog, query: &str) -> Vec<usize> {
        let query = Query::new(query);
        if query.is_too_long() {
            return Vec::new();
        }
        let hits = self.matches(catalog, &query);
        let is_sure = is_sure(&hits);
        let hits = hits.into_iter().filter(|_| is_sure);
        hits.map(|(_, index)| index).collect()
    }

    /// Where each product matches, by its index.
    pub fn evidence<'a>(
        &'a self,
        catalog: &'a Catalog,
        query: &str,
    ) -> impl Fn(usize) -> Evidence + use<'a> {
        let query = Query::new(query);
        move |index| evidence::find(&self.matcher, catalog, index, &query)
    }

    /// The kind of the text by which each product matches if not by its title, by its index.
    pub fn kind<'a>(
        &'a self,
        catalog: &'a Catalog,
        query: &str,
    ) -> impl Fn(usize) -> Option<Kind> + use<'a> {
        let query = Query::new(query);
        move |index| evidence::kind(&self.matcher, catalog.letters(index), &query)
    }

    /// The points and index of every card that matches all words, the best first.
    fn matches(&self, catalog: &Catalog, query: &Query) -> Vec<(Points, usize)> {
        let (masks, prominence) = (catalog.masks(), catalog.prominence());
        let places = catalog.places();
        let hit = |index: usize| {
            if query.mask & !masks.get(index)? != 0 {
                return None;
            }
            let letters = catalog.letters(index);
            let points = fit::points(&self.matcher, query, letters, *prominence.get(index)?)?;
            Some((
                points,
                u32::MAX - places.get(index)?,
                u32::try_from(index).ok()?,
            ))
        };
        let in_order = |hits: &mut Vec<(Points, u32, u32)>| {
            hits.sort_by_key(|(points, place, _)| Reverse(points.then(*place)));
        };
        let parts = threads::in_parts(masks.len(), |part| {
            let mut hits: Vec<_> = part.filter_map(hit).collect();
            in_order(&mut hits);
            hits
        });
        let mut hits = parts.concat();
        // Merges what is in order already.
        in_order(&mut hits);
        let hits = hits.into_iter();
        hits.map(|(points, _, index)| (points, index as usize))
            .collect()
    }
}

/// Whether the best hit does not rely on scattered letters.
fn is_sure(hits: &[(Points, usize)]) -> bool {
    let best = hits.first();
    best.is_some_and(|(points, _)| !points.is_scattered())
}

impl Found {
    fn matches(hits: Vec<(Points, usize)>) -> Self {
        Self {
            hits: hits.into_iter().map(|(_, index)| index).collect(),
            is_guess: false,
        }
    }

    /// Chooses between the nearest products and hits by scattered letters, which mean less than a single
    /// typo.
    fn nearest(near: Nearest, hits: Vec<(Points, usize)>, query: &Query) -> Self {
        let is_far = near.slips > if query.words.len() > 1 { 2 } else { 1 };
        if !hits.is_empty() && (is_far || near.indices.is_empty()) {
            return Self::matches(hits);
        }
        let nearest = near.indices.get(..near.equal).unwrap_or_default();
        let hits = hits.into_iter().map(|(_, index)| index);
        let (mut both, others): (Vec<_>, Vec<_>) = hits.partition(|hit| nearest.contains(hit));
        if both.is_empty() {
            return Self {
                is_guess: !near.indices.is_empty(),
                hits: near.indices,
            };
        }
        both.extend(others);
        Self {
            hits: both,
            is_guess: false,
        }
    }
}

#[cfg(test)]
mod tests;
