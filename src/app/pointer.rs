//! What drawing has put under a point.

use super::browse::Pane;
use super::screen::Screen;

/// A cell of the screen, from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Point {
    /// From the left.
    pub column: u16,
    /// From the top.
    pub row: u16,
}

/// A rectangle of the screen that can be pointed at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Area {
    /// Its first cell.
    pub start: Point,
    /// Columns.
    pub width: u16,
    /// Rows.
    pub height: u16,
    /// What it shows.
    pub spot: Spot,
}

/// What can be pointed at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Spot {
    /// A pane, where nothing else is.
    Pane(Pane),
    /// A line of the product list.
    Product(usize),
    /// The heading of a column of the release table, by its number.
    Heading(usize),
    /// A line of the release table.
    Release(usize),
    /// The changelog mark on a line of the release table.
    Changelog(usize),
    /// A link of the page, by its index.
    Link(usize),
    /// The tab of a screen.
    Tab(Screen),
    /// The search line.
    Search,
    /// The list of end dates, or of changes.
    Ends,
    /// A line among them.
    Event(usize),
    /// The list of watched releases.
    States,
    /// A line among them.
    State(usize),
    /// The screen under a pop-up.
    Beneath,
    /// The pop-up.
    Popup,
    /// A line of a list in the pop-up.
    Choice(usize),
}

impl Area {
    pub(super) fn holds(&self, point: Point) -> bool {
        let is_within =
            |start: u16, length, at: u16| at.checked_sub(start).is_some_and(|at| at < length);
        is_within(self.start.column, self.width, point.column)
            && is_within(self.start.row, self.height, point.row)
    }
}
