//! Maps points on the screen to what was drawn there.

use super::browse::Pane;
use super::screen::Screen;
use crate::find::releases::Order;

/// A cell of the screen, counted from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Point {
    /// From the left.
    pub column: u16,
    /// From the top.
    pub row: u16,
}

/// A clickable rectangle of the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Area {
    /// Its first cell.
    pub start: Point,
    /// Width in columns.
    pub width: u16,
    /// Height in rows.
    pub height: u16,
    /// What it shows.
    pub spot: Spot,
}

/// What can be clicked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Spot {
    /// A pane, outside of any other spot.
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
    /// The list of end dates, releases or changes.
    Ends,
    /// A line of it.
    Event(usize),
    /// The heading of a column of the list of releases, by what it sorts by.
    Order(Order),
    /// The list of watched releases.
    States,
    /// A line of it.
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
