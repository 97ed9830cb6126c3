//! The mouse: what drawing has put under a point, and what a click or the wheel does there.

use super::browse::{Browse, Pane, TableLine};
use super::cursor::Step;
use super::screen::Screen;
use super::{Effect, Model, Msg, Notice, Target};

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
    /// A pane, wherever nothing else is.
    Pane(Pane),
    /// A line of the product list.
    Product(usize),
    /// The heading of a column of the release table, by its number.
    Heading(usize),
    /// A line of the release table.
    Release(usize),
    /// The mark of a changelog on a line of the release table.
    Changelog(usize),
    /// A link of the page, by its index.
    Link(usize),
    /// The tab of a screen.
    Tab(Screen),
    /// The search line.
    Search,
    /// The rows of a screen of ends.
    Ends,
    /// A line among them.
    Event(usize),
    /// The rows that say how what is watched stands.
    States,
    /// A line among them.
    State(usize),
    /// All that a pop-up lies over.
    Beneath,
    /// The pop-up.
    Popup,
    /// A line of a list in the pop-up.
    Choice(usize),
}

/// Rows that one notch of the wheel moves.
const NOTCH: usize = 3;

impl Area {
    fn holds(&self, point: Point) -> bool {
        let is_within =
            |start: u16, length, at: u16| at.checked_sub(start).is_some_and(|at| at < length);
        is_within(self.start.column, self.width, point.column)
            && is_within(self.start.row, self.height, point.row)
    }
}

impl Model {
    pub(super) fn toggle_mouse(&mut self) -> Effect {
        self.has_mouse = !self.has_mouse;
        let words = if self.has_mouse {
            "The mouse clicks and scrolls; most terminals select text with Shift held."
        } else {
            "The mouse is the terminal's again."
        };
        self.notice = Some(Notice::Done(words.to_owned()));
        Effect::Mouse(self.has_mouse)
    }

    /// What is under a point, from the top of what lies over one another to the bottom.
    fn under(&self, point: Point) -> impl Iterator<Item = Spot> {
        let areas = self.areas.iter().rev();
        areas
            .filter(move |area| area.holds(point))
            .map(|area| area.spot)
    }

    /// Selects what is under the point, or does what it stands for.
    pub(super) fn click(&mut self, point: Point) -> Option<Effect> {
        let spot = self.under(point).next()?;
        match spot {
            Spot::Pane(pane) => self.browse.focus_on(pane),
            Spot::Heading(column) => self.browse.point_at_heading(column),
            Spot::Product(line) => self.browse.point_at_product(line),
            Spot::Release(line) => self.browse.point_at_release(line),
            Spot::Changelog(line) => {
                self.browse.point_at_release(line);
                return self.update(Msg::Open(Target::Changelog));
            }
            Spot::Link(index) => {
                self.browse.focus_on(Pane::Page);
                return self.follow_link(index);
            }
            Spot::Tab(screen) => return self.update(Msg::Screen(screen)),
            Spot::Search => return self.update(Msg::Search),
            Spot::Event(line) => self.point_at_event(line),
            Spot::State(line) => self.outlook.point_at(line),
            Spot::Beneath => return self.update(Msg::Back),
            Spot::Ends | Spot::States | Spot::Popup => {}
            Spot::Choice(line) => {
                self.popup.as_mut()?.select(line);
                return self.update(Msg::Deeper);
            }
        }
        None
    }

    fn point_at_event(&mut self, line: usize) {
        match self.screen {
            Screen::Watchlist => self.outlook.point_below(line),
            Screen::Browse | Screen::Radar => self.radar.point_at(line),
        }
    }

    /// Moves among the ends of the screen that is on; the keys stay where they are.
    fn step_ends(&mut self, step: Step) {
        match self.screen {
            Screen::Watchlist => self.outlook.step_below(step),
            Screen::Browse | Screen::Radar => self.radar.step(step),
        }
    }

    /// Moves what is under the point.
    pub(super) fn wheel(&mut self, point: Point, step: Step) {
        let whole = |spot: &Spot| {
            matches!(
                spot,
                Spot::Pane(_) | Spot::Ends | Spot::States | Spot::Beneath | Spot::Popup
            )
        };
        let spot = self.under(point).find(whole);
        for _ in 0..NOTCH {
            match (spot, &mut self.popup) {
                (Some(_), Some(popup)) => popup.step(step),
                (Some(Spot::Pane(pane)), _) => self.browse.step(pane, step),
                (Some(Spot::Ends), _) => self.step_ends(step),
                (Some(Spot::States), _) => self.outlook.step(step),
                _ => {}
            }
        }
    }
}

impl Browse {
    fn point_at_product(&mut self, line: usize) {
        if line < self.hits.len() {
            self.list.select(line);
            self.focus_on(Pane::List);
        }
    }

    /// Orders the table by the column, and the other way round where it is.
    fn point_at_heading(&mut self, column: usize) {
        self.focus_on(Pane::Releases);
        if let Some(shown) = &mut self.shown {
            shown.sort_by_column(column);
        }
    }

    /// The line of the folded releases unfolds them.
    fn point_at_release(&mut self, line: usize) {
        self.focus_on(Pane::Releases);
        let Some(shown) = &mut self.shown else { return };
        match shown.line(line) {
            Some(TableLine::Release(_)) => shown.rows.select(line),
            Some(TableLine::Fold) => self.fold(),
            None => {}
        }
    }
}
