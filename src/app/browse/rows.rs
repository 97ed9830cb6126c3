//! The lines of the release table, its order and that of the product list, and the timeline with the same
//! lines.

use super::{Browse, Pane, Right, Shown, TableLine};
use crate::app::timeline::{self, Unfolded};
use crate::facts::catalog::Catalog;
use crate::facts::timeline::Timeline;
use crate::facts::viewpoint::Viewpoint;

/// The order of a release table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SortedBy {
    /// The column's number.
    pub column: usize,
    /// Whether the order is reversed. Rows without a value come last either way.
    pub is_reversed: bool,
}

impl Browse {
    /// Sorts the focused table, or the list, by the next key.
    pub(super) fn sort(&mut self) {
        match &mut self.shown {
            Some(shown) if self.focus == Pane::Releases => shown.sort(),
            _ => self.sort = self.sort.next(self.has_words()),
        }
    }

    pub(super) fn reverse(&mut self) {
        match &mut self.shown {
            Some(shown) if self.focus == Pane::Releases => shown.reverse(),
            _ => self.sort = self.sort.reversed(),
        }
    }

    pub(super) fn timeline(&mut self, msg: timeline::Msg) {
        if let Some(shown) = &mut self.shown {
            shown.timeline.update(msg);
        }
    }

    /// Switches between table and timeline, and focuses the releases.
    pub(super) fn reform(&mut self) {
        self.form = self.form.other();
        if self.shown.is_some() {
            (self.focus, self.right) = (Pane::Releases, Right::Releases);
        }
    }

    /// Whether the query contains words, so that products match better or worse.
    pub fn has_words(&self) -> bool {
        !self.asked.words.trim().is_empty()
    }
}

impl Shown {
    /// The number of lines: releases, and the line for folded ones.
    pub fn lines(&self) -> usize {
        self.order.len() + usize::from(self.order.len() < self.table.rows.len())
    }

    /// The content of a line; `None` beyond the last.
    pub fn line(&self, number: usize) -> Option<TableLine> {
        match self.order.get(number) {
            Some(release) => Some(TableLine::Release(*release)),
            None => (number < self.lines()).then_some(TableLine::Fold),
        }
    }

    /// The line of the newest supported release; `None` if there is none.
    pub fn newest_supported(&self) -> Option<usize> {
        let newest = self.newest_supported?;
        self.order.iter().position(|release| *release == newest)
    }

    /// Selects the line where this stands, if any.
    pub(in crate::app) fn select(&mut self, wanted: TableLine) {
        let mut lines = 0..self.lines();
        if let Some(line) = lines.find(|line| self.line(*line) == Some(wanted)) {
            self.rows.select(line);
        }
    }

    /// Creates the timeline, or adapts it to the unfolded rows.
    pub(super) fn chart(&mut self, catalog: &Catalog, on: Viewpoint) {
        let rows = self.order.len();
        self.timeline.unfolded = match self.timeline.unfolded.take() {
            Some(unfolded) if unfolded.rows == rows => Some(unfolded),
            Some(unfolded) => Some(Unfolded::new(unfolded.timeline, rows)),
            None => {
                let product = catalog.product(self.index);
                product.map(|product| {
                    let mut timeline = Timeline::new(&[product], on);
                    timeline.remember(0, product, &catalog.moves(self.index));
                    Unfolded::new(timeline, rows)
                })
            }
        };
    }

    /// The releases that are not folded, in the order of the table.
    pub(super) fn ordered(&self) -> Vec<usize> {
        let folded = &self.table.folded;
        let shown = if self.is_unfolded || folded.is_empty() {
            self.table.rows.len()
        } else {
            folded.start
        };
        match self.sort {
            Some(sort) => self.table.order(sort.column, sort.is_reversed, shown),
            None => (0..shown).collect(),
        }
    }

    /// Sorts by a column; if it is sorted by that already, reverses the order.
    pub(in crate::app) fn sort_by_column(&mut self, column: usize) {
        match self.sort {
            Some(sort) if sort.column == column => self.reverse(),
            _ => self.sort_by(Some(SortedBy {
                column,
                is_reversed: false,
            })),
        }
    }

    /// Sorts by the next visible column; after the last one, by the file's order.
    fn sort(&mut self) {
        let next = self.sort.map_or(0, |sort| sort.column + 1);
        let mut columns = next..self.table.columns.len();
        let is_seen = |column: &usize| self.seen.is_empty() || self.seen.contains(column);
        let column = columns.find(is_seen);
        self.sort_by(column.map(|column| SortedBy {
            column,
            is_reversed: false,
        }));
    }

    /// Reverses the order; if it is the file's, sorts by the first column in reverse.
    fn reverse(&mut self) {
        let sort = self.sort.unwrap_or(SortedBy {
            column: 0,
            is_reversed: false,
        });
        self.sort_by(Some(SortedBy {
            is_reversed: !sort.is_reversed,
            ..sort
        }));
    }

    /// Sorts the rows and selects the first.
    fn sort_by(&mut self, sort: Option<SortedBy>) {
        self.sort = sort;
        self.changed();
        self.rows.select(0);
    }
}
