//! The timeline in place of a table: its rows, and the part of the time that is visible.

use crate::facts::timeline::Timeline;
use crate::facts::timeline::axis::Window;

/// The form in which releases are shown.
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
    /// Its rows; `None` until they are shown for the first time.
    pub unfolded: Option<Unfolded>,
    /// The visible part of the time; `None` for all of it.
    pub zoomed: Option<Window>,
}

/// A timeline, and how many of its rows are not folded away.
#[derive(Debug)]
pub struct Unfolded {
    /// All releases.
    pub timeline: Timeline,
    /// How many of them are shown: the first ones.
    pub rows: usize,
    whole: Window,
}

/// A change of the visible time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Msg {
    /// Half as much time.
    Closer,
    /// Twice as much.
    Wider,
    /// Earlier by a quarter of it.
    Earlier,
    /// Later by a quarter of it.
    Later,
    /// All there is.
    All,
}

impl Unfolded {
    pub(super) fn new(timeline: Timeline, rows: usize) -> Self {
        Self {
            whole: timeline.window(rows),
            rows,
            timeline,
        }
    }
}

impl TimelineState {
    /// The rows and the visible time; `None` where no timeline has been made.
    pub fn seen(&self) -> Option<(&Unfolded, Window)> {
        let unfolded = self.unfolded.as_ref()?;
        Some((unfolded, self.zoomed.unwrap_or(unfolded.whole)))
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
    /// The other one.
    pub(super) fn other(self) -> Self {
        match self {
            Self::Table => Self::Timeline,
            Self::Timeline => Self::Table,
        }
    }
}
