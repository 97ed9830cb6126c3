//! The timeline at the place of a table: which rows it has, and what time is seen.

use super::Place;
use super::browse::{Browse, Pane, Right, Shown};
use crate::facts::catalog::Catalog;
use crate::facts::timeline::Timeline;
use crate::facts::timeline::axis::Window;
use crate::facts::viewpoint::Viewpoint;

/// A form of the releases of a product, and of what ends when.
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
pub struct Gantt {
    /// Its rows, once they have been asked for.
    pub chart: Option<Chart>,
    /// The part of their time that is seen; `None` for all of it.
    pub zoomed: Option<Window>,
}

/// A timeline, and so much of it as is not folded away.
#[derive(Debug)]
pub struct Chart {
    /// All releases.
    pub timeline: Timeline,
    /// So many of them are shown, the newest ones.
    pub rows: usize,
    whole: Window,
}

/// A step in the time that is seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shift {
    /// Half as much time.
    Closer,
    /// Twice as much.
    Wider,
    /// A quarter of it earlier.
    Earlier,
    /// A quarter of it later.
    Later,
    /// All there is.
    All,
}

impl Chart {
    pub(super) fn new(timeline: Timeline, rows: usize) -> Self {
        Self {
            whole: timeline.window(rows),
            rows,
            timeline,
        }
    }
}

impl Gantt {
    /// The rows and the time that is seen of them; `None` where there is no timeline.
    #[must_use]
    pub fn seen(&self) -> Option<(&Chart, Window)> {
        let chart = self.chart.as_ref()?;
        Some((chart, self.zoomed.unwrap_or(chart.whole)))
    }

    pub(super) fn shift(&mut self, shift: Shift) {
        let Some((chart, window)) = self.seen() else {
            return;
        };
        let (day, whole) = (chart.timeline.on.day, chart.whole);
        let window = match shift {
            Shift::Closer => window.closer(day, whole),
            Shift::Wider => window.wider(day, whole),
            Shift::Earlier => window.moved(false, whole),
            Shift::Later => window.moved(true, whole),
            Shift::All => whole,
        };
        self.zoomed = Some(window).filter(|window| *window != whole);
    }
}

impl Form {
    /// The other one.
    pub(super) fn other(self) -> Self {
        match self {
            Self::Table => Self::Timeline,
            Self::Timeline => Self::Table,
        }
    }
}

impl Shown {
    /// Makes the timeline, or fits it to other rows than those it has.
    fn chart(&mut self, catalog: &Catalog, on: Viewpoint) {
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
}

impl Browse {
    /// Shows the selected product as it is on a day.
    pub fn show(&mut self, catalog: &Catalog, on: Viewpoint) {
        self.show_selected(catalog, on);
        if let (Form::Timeline, Some(shown)) = (self.form, &mut self.shown) {
            shown.chart(catalog, on);
        }
    }

    /// Where keys go when nothing lies over the screen.
    #[must_use]
    pub fn place(&self) -> Place {
        match (self.focus, self.form) {
            (Pane::List, _) => Place::List,
            (Pane::Search, _) => Place::Search,
            (Pane::Releases, Form::Table) => Place::Releases,
            (Pane::Releases, Form::Timeline) => Place::Timeline,
            (Pane::Page, _) => Place::Page,
            (Pane::Find, _) => Place::Find,
        }
    }

    /// Shows another time in the timeline.
    pub(super) fn shift(&mut self, shift: Shift) {
        if let Some(shown) = &mut self.shown {
            shown.gantt.shift(shift);
        }
    }

    /// Shows the releases in their other form, and goes there.
    pub(super) fn reform(&mut self) {
        self.form = self.form.other();
        if self.shown.is_some() {
            (self.focus, self.right) = (Pane::Releases, Right::Releases);
        }
    }
}
