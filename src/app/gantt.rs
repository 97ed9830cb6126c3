//! The timeline at the place of the release table: which rows it has, and what time is seen.

use chrono::NaiveDate;

use super::Place;
use super::browse::{Browse, Pane, Right, Shown};
use crate::catalog::Catalog;
use crate::timeline::Timeline;
use crate::timeline::axis::Window;

/// A form of the releases.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// A table.
    Table,
    /// A timeline.
    Timeline,
}

/// A product's timeline.
#[derive(Debug)]
pub struct Gantt {
    /// All its releases.
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

impl Gantt {
    fn new(timeline: Timeline, rows: usize) -> Self {
        Self {
            whole: timeline.window(rows),
            rows,
            timeline,
        }
    }
}

impl Shown {
    /// The time that the timeline shows; `None` where there is no timeline.
    #[must_use]
    pub fn window(&self) -> Option<Window> {
        let gantt = self.gantt.as_ref()?;
        Some(self.zoomed.unwrap_or(gantt.whole))
    }

    pub(super) fn shift(&mut self, shift: Shift) {
        let (Some(window), Some(gantt)) = (self.window(), &self.gantt) else {
            return;
        };
        let (day, whole) = (gantt.timeline.day, gantt.whole);
        let window = match shift {
            Shift::Closer => window.closer(day, whole),
            Shift::Wider => window.wider(day, whole),
            Shift::Earlier => window.moved(false, whole),
            Shift::Later => window.moved(true, whole),
            Shift::All => whole,
        };
        self.zoomed = Some(window).filter(|window| *window != whole);
    }

    /// Makes the timeline, or fits it to other rows than those it has.
    pub(super) fn chart(&mut self, catalog: &Catalog, day: NaiveDate) {
        let rows = match &self.table.folded {
            folded if self.is_unfolded || folded.is_empty() => self.table.rows.len(),
            folded => folded.start,
        };
        self.gantt = match self.gantt.take() {
            Some(gantt) if gantt.rows == rows => Some(gantt),
            Some(gantt) => Some(Gantt::new(gantt.timeline, rows)),
            None => {
                let product = catalog.product(self.index);
                product.map(|product| Gantt::new(Timeline::new(&[product], day), rows))
            }
        };
    }
}

impl Browse {
    /// Where keys go when nothing lies over the screen.
    #[must_use]
    pub fn place(&self) -> Place {
        match (self.focus, self.form) {
            (Pane::List, _) => Place::List,
            (Pane::Search, _) => Place::Search,
            (Pane::Releases, Form::Table) => Place::Releases,
            (Pane::Releases, Form::Timeline) => Place::Timeline,
            (Pane::Page, _) => Place::Page,
        }
    }

    /// Shows the releases in their other form, and goes there.
    pub(super) fn reform(&mut self) {
        self.form = match self.form {
            Form::Table => Form::Timeline,
            Form::Timeline => Form::Table,
        };
        if self.shown.is_some() {
            (self.focus, self.right) = (Pane::Releases, Right::Releases);
        }
    }
}
