//! The order of the product list and of the release table.

use super::{Browse, Pane, Shown};

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

    /// Whether the list has a best match.
    #[must_use]
    pub fn has_words(&self) -> bool {
        !self.asked.words.trim().is_empty()
    }
}

impl Shown {
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

    /// By the next column; after the last comes the file's own order again.
    fn sort(&mut self) {
        let column = self.sort.map_or(0, |sort| sort.column + 1);
        self.sort_by((column < self.table.columns.len()).then_some(SortedBy {
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

    /// Puts the rows in another order; the selected release stays so.
    fn sort_by(&mut self, sort: Option<SortedBy>) {
        let selected = self.selected();
        self.sort = sort;
        self.changed();
        let mut lines = 0..self.lines();
        if let Some(line) = lines.find(|line| self.line(*line) == selected) {
            self.rows.select(line);
        }
    }
}
