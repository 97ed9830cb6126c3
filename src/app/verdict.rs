//! The version in the query: its release, and the verdict on it.

use super::Model;
use crate::facts::lifecycle::Health;
use crate::facts::upgrade;
use crate::find::verdict::Verdict;

impl Model {
    /// The verdict on the version in the query; `None` if there is none, or if another product is shown.
    pub fn verdict(&self) -> Option<Verdict<'_>> {
        let (reading, shown) = (self.reading.as_ref()?, self.browse.shown.as_ref()?);
        let verdict = || Verdict::new(&self.catalog, reading, self.viewpoint());
        (reading.product == shown.index).then(verdict)?
    }

    /// What is said above the release table, and what its sign is: the verdict, or else that the data are too
    /// old for the product that is shown. A verdict without a sign is about no release.
    pub fn above_table(&self) -> Option<(Option<Health>, String)> {
        if let Some(verdict) = self.verdict() {
            return Some((verdict.sign(), verdict.to_string()));
        }
        let product = self.catalog.product(self.browse.shown.as_ref()?.index)?;
        let words = upgrade::outdated(product, self.catalog.day(), self.viewpoint())?;
        Some((Some(Health::Unknown), words))
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
