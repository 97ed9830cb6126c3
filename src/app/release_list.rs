//! The list of releases: of all products that the query finds, those that its filters accept.

use chrono::NaiveDate;

use super::Model;
use super::cursor::Cursor;
use crate::find::listing::{self, Wanted};
use crate::find::query::Asked;
use crate::find::releases::{Listed, Order, Releases, Sort};

/// The state of the list of releases.
#[derive(Debug, Default)]
pub struct ReleaseList {
    /// The releases, in order, as of the day looked at.
    pub releases: Releases,
    /// The order.
    pub sort: Sort,
    /// The selected line.
    pub rows: Cursor,
    /// The day and the order of the releases; `None` if they are outdated.
    shown: Option<(NaiveDate, Sort)>,
}

/// Messages for the list of releases only.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Msg {
    /// Sort by the next key.
    Sort,
    /// Reverse the order.
    Reverse,
}

impl ReleaseList {
    /// Marks the releases as outdated.
    pub(super) fn forget(&mut self) {
        self.shown = None;
    }

    /// The selected release; `None` if none is listed.
    pub fn selected(&self) -> Option<Listed> {
        self.releases.listed.get(self.rows.selected()).copied()
    }

    /// Selects a release if it is listed.
    pub(super) fn select(&mut self, wanted: impl Fn(Listed) -> bool) {
        let mut listed = self.releases.listed.iter();
        if let Some(line) = listed.position(|listed| wanted(*listed)) {
            self.rows.select(line);
        }
    }

    pub(super) fn update(&mut self, msg: Msg) {
        self.reorder(match msg {
            Msg::Sort => self.sort.next(),
            Msg::Reverse => self.sort.reversed(),
        });
    }

    /// Sorts by a key; if it is sorted by that already, reverses the order.
    pub(super) fn sort_by(&mut self, order: Order) {
        self.reorder(self.sort.by(order));
    }

    /// Sorts the releases and selects the first.
    fn reorder(&mut self, sort: Sort) {
        self.sort = sort;
        self.rows.select(0);
        self.forget();
    }

    /// Replaces the releases. A selection below the first line follows its release.
    fn take(&mut self, releases: Releases) {
        let picked = self.selected().filter(|_| self.rows.selected() > 0);
        self.rows.resize(releases.listed.len());
        self.rows.select(0);
        self.releases = releases;
        if let Some(picked) = picked {
            self.select(|listed| listed == picked);
        }
    }
}

impl Model {
    /// Brings the list of releases up to date.
    pub(super) fn settle_release_list(&mut self) {
        let (on, sort) = (self.viewpoint(), self.release_list.sort);
        let shown = Some((on.day, sort));
        if self.release_list.shown == shown {
            return;
        }
        let own = |asked: Asked<'_>| self.is_own(asked);
        let wanted = Wanted {
            // Releases have an order of their own.
            sort: listing::Sort::default(),
            ..self.wanted(&own)
        };
        let listing = self.lister.list_for_rows(&self.catalog, &wanted);
        let releases = Releases::new(&self.catalog, &listing, on, &own);
        self.release_list.take(releases.sorted(&self.catalog, sort));
        self.release_list.shown = shown;
    }

    /// Selects the release that the query names.
    pub(super) fn select_named(&mut self) {
        if let Some(reading) = &self.reading {
            self.release_list.select(|(product, release)| {
                product == reading.product && reading.fit.releases().contains(&release)
            });
        }
    }
}
