//! The timeline at the place of a table: which rows it has, and what time is seen.

use crate::facts::timeline::Timeline;
use crate::facts::timeline::axis::Window;

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

/// What a timeline can show instead of the time that is seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Msg {
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
    pub fn seen(&self) -> Option<(&Chart, Window)> {
        let chart = self.chart.as_ref()?;
        Some((chart, self.zoomed.unwrap_or(chart.whole)))
    }

    pub(super) fn update(&mut self, msg: Msg) {
        let Some((chart, window)) = self.seen() else {
            return;
        };
        let (day, whole) = (chart.timeline.on.day, chart.whole);
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
