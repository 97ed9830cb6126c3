//! The version in the query: its release, and the verdict on it.

use super::Model;
use crate::find::verdict::Verdict;

impl Model {
    /// What there is to say about the version in the query; `None` where it holds none, or another product
    /// is shown.
    pub fn verdict(&self) -> Option<Verdict<'_>> {
        let (reading, shown) = (self.reading.as_ref()?, self.browse.shown.as_ref()?);
        let verdict = || Verdict::new(&self.catalog, reading, self.viewpoint());
        (reading.product == shown.index).then(verdict)?
    }

    /// Selects the release that the query names.
    pub(super) fn select_asked(&mut self) {
        let verdict = |reading| Verdict::new(&self.catalog, reading, self.viewpoint());
        let first = |verdict: Verdict<'_>| verdict.numbers().first().copied();
        if let Some(release) = self.reading.as_ref().and_then(verdict).and_then(first) {
            self.browse.select_release(release);
        }
    }
}
