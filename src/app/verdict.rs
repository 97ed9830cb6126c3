//! The summary above the release table, and the version in the query, with its release and the verdict on
//! it.

use super::Model;
use super::browse::Pane;
use super::screen::Screen;
use crate::find::resolve::Fit;
use crate::find::summary::Summary;
use crate::find::verdict::Verdict;

impl Model {
    /// The verdict on the version in the query; `None` if there is none, or if another product is shown.
    pub fn verdict(&self) -> Option<Verdict<'_>> {
        let (reading, shown) = (self.reading.as_ref()?, self.browse.shown.as_ref()?);
        let verdict = || Verdict::new(&self.catalog, reading, self.viewpoint());
        (reading.product == shown.index).then(verdict)?
    }

    /// The text above the release table: about the version in the query, about the selected release, or
    /// about the product; `None` if none is shown.
    pub fn summary(&self) -> Option<Summary> {
        let (shown, on) = (self.browse.shown.as_ref()?, self.viewpoint());
        let is_focused = self.browse.focus == Pane::Releases;
        let selected = shown.release().filter(|_| is_focused);
        let verdict = self.verdict();
        let is_asked = |verdict: &Verdict<'_>| {
            let numbers = verdict.numbers();
            selected.is_none_or(|release| numbers.is_empty() || numbers.contains(&release))
        };
        if let Some(verdict) = verdict.filter(is_asked) {
            return Some(Summary::of_version(&verdict, on));
        }
        let summary = match selected {
            Some(release) => Summary::of_release(&self.catalog, (shown.index, release), on),
            None => Summary::of_product(&self.catalog, shown.index, on),
        };
        match self
            .tag()
            .filter(|_| selected.is_none_or(|first| first == 0))
        {
            Some(tag) => summary.map(|summary| summary.without_version(tag)),
            None => summary,
        }
    }

    /// The tag in the query that names no version of the shown product, such as `latest`.
    fn tag(&self) -> Option<&str> {
        let reading = self.reading.as_ref()?;
        let is_tag =
            reading.fit == Fit::Unasked && self.browse.shown.as_ref()?.index == reading.product;
        reading.version.as_deref().filter(|_| is_tag)
    }

    /// Selects the release that the query names, in its product's table and in the list of releases.
    pub(super) fn select_asked(&mut self) {
        let shown = self.browse.shown.as_ref().map(|shown| shown.index);
        let reading = self.reading.as_ref();
        // Another product may be first in the list, or have stayed selected.
        let reading = reading.filter(|reading| shown == Some(reading.product));
        let verdict = |reading| Verdict::new(&self.catalog, reading, self.viewpoint());
        let first = |verdict: Verdict<'_>| verdict.numbers().first().copied();
        if let Some(release) = reading.and_then(verdict).and_then(first) {
            self.browse.select_release(release);
        }
        if self.screen == Screen::Releases {
            self.select_named();
        }
    }
}
