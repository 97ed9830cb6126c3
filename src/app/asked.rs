//! The version in the query: the release that it leads to, and what there is to say about it.

use super::Model;
use crate::locate::{Located, Locator};
use crate::verdict::Verdict;

/// What the query asks for beside its words.
#[derive(Debug, Default)]
pub(super) struct Asked {
    locator: Locator,
    located: Option<Located>,
}

impl Model {
    /// What there is to say about the version in the query; `None` where it holds none, or another product
    /// is shown.
    #[must_use]
    pub fn verdict(&self) -> Option<Verdict<'_>> {
        let located = self.asked.located.as_ref()?;
        let shown = self.browse.shown.as_ref()?;
        let verdict = || Verdict::new(&self.catalog, located, self.day());
        (located.product == shown.index).then(verdict)?
    }

    /// Takes what the query finds: a product of which it names a version comes first.
    pub(super) fn search(&mut self) {
        let query = self.browse.query.text();
        let hits = self.searcher.search(&self.catalog, query);
        let Asked { locator, located } = &mut self.asked;
        *located = locator.locate(&self.catalog, &self.searcher, query);
        self.browse.found(match located {
            Some(located) => located.first(&hits),
            None => hits,
        });
        self.radar.forget();
        self.outlook.forget();
    }

    /// Selects the release that the query names.
    pub(super) fn select_asked(&mut self) {
        let located = self.asked.located.as_ref();
        if let Some(release) = located.and_then(|located| located.fit.release()) {
            self.browse.select_release(release);
        }
    }
}
