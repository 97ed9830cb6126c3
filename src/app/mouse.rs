//! Handles clicks and the wheel.

use super::browse::{Browse, Pane, TableLine};
use super::cursor::{Rows, Step};
use super::pointer::{Point, Spot};
use super::screen::Screen;
use super::{Effect, Model, Msg, Popup, Target};

/// Rows per notch of the wheel.
const NOTCH: usize = 3;

impl Model {
    pub(super) fn toggle_mouse(&mut self) -> Effect {
        self.has_mouse = !self.has_mouse;
        self.done(if self.has_mouse {
            "Mouse on. In most terminals, hold Shift to select text."
        } else {
            "Mouse off."
        });
        Effect::Mouse(self.has_mouse)
    }

    /// The spots under a point, the topmost first.
    fn under(&self, point: Point) -> impl Iterator<Item = Spot> {
        let holding = self
            .areas
            .iter()
            .rev()
            .filter(move |area| area.holds(point));
        holding.map(|area| area.spot)
    }

    /// Selects the spot under the point, or activates it.
    pub(super) fn click(&mut self, point: Point) -> Option<Effect> {
        let spot = self.under(point).next()?;
        if matches!(spot, Spot::Event(_) | Spot::Order(_) | Spot::State(_)) {
            self.is_searching = false;
        }
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
            Spot::Order(order) => self.release_list.sort_by(order),
            Spot::State(line) => self.watchlist.point_at(line),
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
        if self.screen == Screen::Watchlist {
            return self.watchlist.point_below(line);
        }
        if let Some(rows) = self.rows() {
            rows.point_at(line);
        }
    }

    /// Moves in the end dates of the current screen without focusing them.
    fn step_ends(&mut self, step: Step) {
        match self.screen {
            Screen::Watchlist => self.watchlist.bars.step(step),
            _ => self.step_screen(step),
        }
    }

    /// Scrolls the pane or pop-up under the point.
    pub(super) fn wheel(&mut self, point: Point, step: Step) {
        let spots: Vec<Spot> = self.under(point).collect();
        let is_paged = self.popup.as_ref().is_some_and(Popup::is_paged);
        for _ in 0..if is_paged { 1 } else { NOTCH } {
            spots.iter().any(|spot| self.scroll(*spot, step));
        }
    }

    /// Returns false for spots that do not scroll by themselves.
    fn scroll(&mut self, spot: Spot, step: Step) -> bool {
        match spot {
            Spot::Pane(pane) => self.browse.step(pane, step),
            Spot::Ends => self.step_ends(step),
            Spot::States => self.watchlist.rows.step(step),
            Spot::Beneath | Spot::Popup => {
                if let Some(popup) = &mut self.popup {
                    popup.step(step);
                }
            }
            Spot::Product(_)
            | Spot::Heading(_)
            | Spot::Release(_)
            | Spot::Changelog(_)
            | Spot::Link(_)
            | Spot::Tab(_)
            | Spot::Search
            | Spot::Event(_)
            | Spot::Order(_)
            | Spot::State(_)
            | Spot::Choice(_) => return false,
        }
        true
    }
}

impl Browse {
    fn point_at_product(&mut self, line: usize) {
        if self.list.point_at(line) {
            self.focus_on(Pane::List);
        }
    }

    /// Sorts the table by the column, or reverses the order.
    fn point_at_heading(&mut self, column: usize) {
        self.focus_on(Pane::Releases);
        if let Some(shown) = &mut self.shown {
            shown.sort_by_column(column);
        }
    }

    /// Selects a release; the line for folded ones unfolds them.
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
