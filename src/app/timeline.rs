//! The timeline that can replace a table: its rows, and the visible time.

use super::cursor::Cursor;
use crate::facts::catalog::Catalog;
use crate::facts::timeline::axis::Window;
use crate::facts::timeline::{Row, Timeline};
use crate::facts::viewpoint::Viewpoint;
use crate::find::releases::Listed;

/// How releases are displayed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Form {
    /// A table.
    #[default]
    Table,
    /// A timeline.
    Timeline,
}

/// The state of a timeline.
#[derive(Debug, Default)]
pub struct TimelineState {
    /// The timeline; `None` until it is first shown.
    pub unfolded: Option<Unfolded>,
    /// The visible time; `None` for all.
    pub zoomed: Option<Window>,
}

/// A timeline with folded rows.
#[derive(Debug)]
pub struct Unfolded {
    /// All releases.
    pub timeline: Timeline,
    /// How many of them are unfolded: the first ones.
    pub rows: usize,
    whole: Window,
}

/// A change of the visible time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Msg {
    /// Half as much time.
    Closer,
    /// Twice as much time.
    Wider,
    /// A quarter of it earlier.
    Earlier,
    /// A quarter of it later.
    Later,
    /// All of the time.
    All,
}

impl Unfolded {
    /// Some releases of products on one axis, with the end dates that the data gave before.
    pub(super) fn of(catalog: &Catalog, releases: &[(usize, usize)], on: Viewpoint) -> Self {
        let rows = releases.iter().copied();
        let rows = rows
            .filter_map(|(product, release)| Some((product, catalog.product(product)?, release)));
        let mut timeline = Timeline::of(rows, on);
        let mut products: Vec<usize> = releases.iter().map(|(product, _)| *product).collect();
        products.sort_unstable();
        products.dedup();
        for index in products {
            if let Some(product) = catalog.product(index) {
                timeline.remember(index, product, &catalog.moves(index));
            }
        }
        let rows = timeline.rows.len();
        Self::new(timeline, rows)
    }

    pub(super) fn new(timeline: Timeline, rows: usize) -> Self {
        Self {
            whole: timeline.window(rows),
            rows,
            timeline,
        }
    }

    /// A timeline of releases, by the indices of their products and their numbers, with everything that moved.
    pub(super) fn of_releases(
        catalog: &Catalog,
        mut releases: Vec<(usize, usize)>,
        on: Viewpoint,
    ) -> Self {
        releases.sort_unstable();
        releases.dedup();
        Self::of(catalog, &releases, on)
    }
}

impl TimelineState {
    /// The timeline and its visible time; `None` if there is no timeline yet.
    pub fn seen(&self) -> Option<(&Unfolded, Window)> {
        let unfolded = self.unfolded.as_ref()?;
        Some((unfolded, self.zoomed.unwrap_or(unfolded.whole)))
    }

    /// All rows.
    pub fn rows(&self) -> &[Row] {
        let unfolded = self.unfolded.as_ref();
        unfolded.map_or(&[], |unfolded| &unfolded.timeline.rows)
    }

    /// The release of a row.
    pub(super) fn release(&self, row: usize) -> Option<Listed> {
        let row = self.rows().get(row)?;
        Some((row.product, row.release))
    }

    /// Shows other releases. The selection follows its release.
    pub(super) fn show(&mut self, unfolded: Unfolded, selection: &mut Cursor) {
        let picked = self.release(selection.selected());
        self.unfolded = Some(unfolded);
        let mut rows = 0..self.rows().len();
        selection.resize(rows.len());
        if let Some(row) = rows.find(|row| self.release(*row) == picked) {
            selection.select(row);
        }
    }

    pub(super) fn update(&mut self, msg: Msg) {
        let Some((unfolded, window)) = self.seen() else {
            return;
        };
        let (day, whole) = (unfolded.timeline.on.day, unfolded.whole);
        let window = match msg {
            Msg::Closer => window.closer(day, whole),
            Msg::Wider => window.wider(day, whole),
            Msg::Earlier => window.moved(false, whole),
            Msg::Later => window.moved(true, whole),
            Msg::All => whole,
        };
        self.zoomed = Some(window).filter(|window| *window != whole);
    }
}

impl Form {
    /// The other display.
    pub(super) fn other(self) -> Self {
        match self {
            Self::Table => Self::Timeline,
            Self::Timeline => Self::Table,
        }
    }
}
