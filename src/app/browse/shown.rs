//! The product that the panes show: the lines and the order of its releases, its timeline and its page.

use std::mem;

use super::find::Find;
use crate::app::cursor::{Cursor, Scroll};
use crate::app::timeline::{TimelineState, Unfolded};
use crate::facts::catalog::Catalog;
use crate::facts::lifecycle;
use crate::facts::page;
use crate::facts::product::Product;
use crate::facts::table::Table;
use crate::facts::table::fit::Widths;
use crate::facts::timeline::Timeline;
use crate::facts::viewpoint::Viewpoint;
use crate::text::markdown::Document;
use crate::text::markdown::layout::Line;

/// The selected product as of the day looked at.
#[derive(Debug)]
pub struct Shown {
    /// Its index in the catalog.
    pub index: usize,
    pub(super) on: Viewpoint,
    /// Its releases.
    pub table: Table,
    /// The widths of its columns over the visible rows.
    pub widths: Widths,
    /// The selected line of the table.
    pub rows: Cursor,
    /// Whether the old releases are unfolded.
    pub is_unfolded: bool,
    /// The order of the rows; `None` for that of the file.
    pub sort: Option<SortedBy>,
    /// The releases by line of the table, without folded ones.
    order: Vec<usize>,
    /// The number of the newest supported release; `None` if there is none.
    newest_supported: Option<usize>,
    /// The columns that were drawn last; empty before.
    pub(in crate::app) seen: Vec<usize>,
    /// Its timeline.
    pub timeline: TimelineState,
    /// Its page.
    pub page: Document,
    /// The number of the page's block with the facts, see [`page::Page::facts`].
    pub facts: usize,
    /// The page as laid out last.
    pub laid_out: Option<LaidOut>,
    /// The facts as laid out last beside the page.
    pub laid_out_facts: Option<LaidOut>,
    /// How far the page is scrolled.
    pub scroll: Scroll,
    /// What is looked for in it.
    pub find: Find,
}

/// Blocks of the page as lines.
#[derive(Debug)]
pub struct LaidOut {
    /// The width that they were laid out for.
    pub width: usize,
    /// Whether the facts are among them.
    pub has_facts: bool,
    /// The lines.
    pub lines: Vec<Line>,
}

/// A line of the release table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TableLine {
    /// A release by its number.
    Release(usize),
    /// The line for the folded releases.
    Fold,
}

/// The order of a release table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SortedBy {
    /// The column's number.
    pub column: usize,
    /// Whether the order is reversed. Rows without a value come last either way.
    pub is_reversed: bool,
}

impl Shown {
    pub(super) fn new(catalog: &Catalog, index: usize, on: Viewpoint) -> Option<Self> {
        let product = catalog.product(index)?;
        let page = page::compose(product, &catalog.beside(index), on);
        let mut shown = Self {
            index,
            on,
            table: Table::new(product, on),
            widths: Widths::default(),
            rows: Cursor::default(),
            is_unfolded: false,
            sort: None,
            order: Vec::new(),
            newest_supported: newest_supported(product, on),
            seen: Vec::new(),
            timeline: TimelineState::default(),
            page: page.document,
            facts: page.facts,
            laid_out: None,
            laid_out_facts: None,
            scroll: Scroll::default(),
            find: Find::default(),
        };
        shown.changed();
        Some(shown)
    }

    /// Updates everything that depends on the rows and their order.
    pub(in crate::app) fn changed(&mut self) {
        self.order = self.ordered();
        let lines = self.lines();
        self.widths = self.table.widths(lines);
        self.rows.resize(lines);
    }

    /// The selected line; `None` if there are no releases.
    pub fn selected(&self) -> Option<TableLine> {
        self.line(self.rows.selected())
    }

    /// The number of the selected release; `None` if there are none, and on the line for folded ones.
    pub fn release(&self) -> Option<usize> {
        match self.selected()? {
            TableLine::Release(number) => Some(number),
            TableLine::Fold => None,
        }
    }

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
    fn ordered(&self) -> Vec<usize> {
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
    pub(super) fn sort(&mut self) {
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
    pub(super) fn reverse(&mut self) {
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

    /// Goes to the first match at or below the original scroll position.
    pub(super) fn find(&mut self) {
        let lines = self.laid_out.as_ref().map(|page| page.lines.as_slice());
        self.find = mem::take(&mut self.find).within(lines.unwrap_or_default());
        let top = self.find.before.top();
        let below = self.find.spans.iter().find(|span| span.line >= top);
        self.find.current = below.map_or(0, |span| span.number);
        self.scroll = self.find.before;
        self.go_to_match();
    }

    pub(super) fn go_to_match(&mut self) {
        if let Some(line) = self.find.here() {
            self.scroll.show(line);
        }
    }
}

fn newest_supported(product: &Product, on: Viewpoint) -> Option<usize> {
    let mut dates = product.dates();
    dates.position(|dates| lifecycle::release_health(dates, on).is_supported())
}
