//! Lists products for the query, and edits the query.

use std::mem;

use super::Model;
use crate::find::listing::Wanted;
use crate::find::query::{Asked, Own};
use crate::find::search::Evidence;

impl Model {
    /// Updates the list if query, order or day have changed.
    pub(super) fn list(&mut self) {
        let listed = Some((self.browse.sort, self.day()));
        let is_typed = mem::take(&mut self.is_stale);
        if is_typed || self.listed != listed {
            let own = |asked: Asked<'_>| self.is_own(asked);
            let mut listing = self.lister.list(&self.catalog, &self.wanted(&own));
            self.reading = listing.located.take();
            let before = self.listed.map(|(sort, _)| sort);
            let is_sorted = before.is_some_and(|sort| sort != self.browse.sort);
            self.browse.found(listing, is_typed, is_sorted);
            let reading = &self.stack.reading;
            let is_unread = reading.project.is_none() && reading.running.is_none();
            if is_typed && is_unread && self.browse.asked.is_about_stack() {
                self.fail("The stack has not been read yet; its screen reads it.");
            }
            self.listed = listed;
            self.radar.forget();
            self.watchlist.forget();
            self.stack.forget();
            self.changes.forget();
            self.release_list.forget();
        }
    }

    /// Answers a filter's question about the watchlist or the stack.
    pub(super) fn is_own(&self, asked: Asked<'_>) -> bool {
        match asked {
            Asked::Watched(product) => self.watching.watched().share(product).is_some(),
            Asked::Stack(product, release, how) => {
                self.stack.names(&self.catalog, (product, release), how)
            }
        }
    }

    /// The query's matches in each product, by its index, for its row.
    pub fn evidence(&self) -> impl Fn(usize) -> Evidence + use<'_> {
        let query = &self.browse.asked;
        self.lister.evidence(&self.catalog, query)
    }

    /// Forces the list to be updated.
    pub(super) fn relist(&mut self) {
        self.listed = None;
    }

    pub(super) fn wanted<'a>(&'a self, own: Own<'a>) -> Wanted<'a> {
        Wanted {
            text: self.browse.query.text(),
            sort: self.browse.sort,
            on: self.viewpoint(),
            own,
        }
    }

    /// Removes all filters from the query, including invalid ones.
    pub(super) fn clear_filters(&mut self) {
        let words = self.browse.asked.words.clone();
        self.write(&words);
    }

    /// Replaces the query.
    pub(super) fn write(&mut self, text: &str) {
        self.write_beside(text, None);
    }

    /// Replaces the query; a product by its index stays selected if it is listed.
    pub(super) fn write_beside(&mut self, text: &str, product: Option<usize>) {
        self.browse.query.clear();
        self.browse.query.paste(text);
        self.is_stale = true;
        self.settle_beside(product);
    }
}
