//! The lines of the release table, its order and that of the product list, and the timeline of the
//! same lines.

use super::{Browse, Pane, Right, Shown, TableLine};
use crate::app::timeline::{self, Chart};
use crate::facts::catalog::Catalog;
use crate::facts::timeline::Timeline;
use crate::facts::viewpoint::Viewpoint;

/// The order of a release table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SortedBy {
    /// The number of the column.
    pub column: usize,
    /// The other way round; what has no value is last all the same.
    pub is_reversed: bool,
}

impl Browse {
    /// By what comes next: the list, or the table that has the keys.
    pub(super) fn sort(&mut self) {
        match (self.focus, &mut self.shown) {
            (Pane::Releases, Some(shown)) => shown.sort(),
            _ => self.sort = self.sort.next(self.has_words()),
        }
    }

    pub(super) fn reverse(&mut self) {
        match (self.focus, &mut self.shown) {
            (Pane::Releases, Some(shown)) => shown.reverse(),
            _ => self.sort = self.sort.reversed(),
        }
    }

    /// Shows another time in the timeline.
    pub(super) fn timeline(&mut self, msg: timeline::Msg) {
        if let Some(shown) = &mut self.shown {
            shown.gantt.update(msg);
        }
    }

    /// Shows the releases in their other form, and goes there.
    pub(super) fn reform(&mut self) {
        self.form = self.form.other();
        if self.shown.is_some() {
            (self.focus, self.right) = (Pane::Releases, Right::Releases);
        }
    }

    /// Whether the list has a best match.
    pub fn has_words(&self) -> bool {
        !self.asked.words.trim().is_empty()
    }
}

impl Shown {
    /// Lines of the table: releases, and the line that stands for the folded ones.
    pub fn lines(&self) -> usize {
        self.order.len() + usize::from(self.order.len() < self.table.rows.len())
    }

    /// What stands on a line of the table; `None` below the last.
    pub fn line(&self, number: usize) -> Option<TableLine> {
        match self.order.get(number) {
            Some(release) => Some(TableLine::Release(*release)),
            None => (number < self.lines()).then_some(TableLine::Fold),
        }
    }

    /// Selects what stands on a line, as long as it does.
    pub(in crate::app) fn select(&mut self, wanted: TableLine) {
        let mut lines = 0..self.lines();
        if let Some(line) = lines.find(|line| self.line(*line) == Some(wanted)) {
            self.rows.select(line);
        }
    }

    /// Makes the timeline, or fits it to other rows than those it has.
    pub(super) fn chart(&mut self, catalog: &Catalog, on: Viewpoint) {
        let rows = match &self.table.folded {
            folded if self.is_unfolded || folded.is_empty() => self.table.rows.len(),
            folded => folded.start,
        };
        self.gantt.chart = match self.gantt.chart.take() {
            Some(chart) if chart.rows == rows => Some(chart),
            Some(chart) => Some(Chart::new(chart.timeline, rows)),
            None => {
                let product = catalog.product(self.index);
                product.map(|product| Chart::new(Timeline::new(&[product], on), rows))
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

    /// By a column, or the other way round where it is by that.
    pub(in crate::app) fn sort_by_column(&mut self, column: usize) {
        match self.sort {
            Some(sort) if sort.column == column => self.reverse(),
            _ => self.sort_by(Some(SortedBy {
                column,
                is_reversed: false,
            })),
        }
    }

    /// By the next column that is seen; after the last comes the file's own order again.
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

    /// The other way round; where it is the file's order, by the first column.
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

    /// Puts the rows in another order, of which the first is selected.
    fn sort_by(&mut self, sort: Option<SortedBy>) {
        self.sort = sort;
        self.changed();
        self.rows.select(0);
    }
}
