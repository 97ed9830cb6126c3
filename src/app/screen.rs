//! Which screen is on, and the ways from one to the other.

use serde::{Deserialize, Serialize};

use super::browse::Pane;
use super::radar::Focus;
use super::{Drawn, Model, Msg, Place};
use crate::facts::agenda;

/// What fills the terminal between header and footer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Screen {
    /// Products, releases, page.
    Browse,
    /// What ends when.
    Radar,
    /// What is watched.
    Watchlist,
}

impl Screen {
    /// Every screen, in the order of the tabs.
    pub const ALL: [Self; 3] = [Self::Browse, Self::Radar, Self::Watchlist];

    /// Its name.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Browse => "Browse",
            Self::Radar => "Radar",
            Self::Watchlist => "Watchlist",
        }
    }
}

impl Model {
    /// Where keys go when nothing lies over the screen.
    #[must_use]
    pub fn place_below(&self) -> Place {
        match self.screen {
            Screen::Browse => self.browse.place(),
            Screen::Radar => self.radar.focus.into(),
            Screen::Watchlist => self.outlook.place(),
        }
    }

    /// Brings the screen that is on up to date.
    pub(super) fn settle_screen(&mut self) {
        let day = self.day();
        match self.screen {
            Screen::Browse => {}
            Screen::Radar => {
                let products = self.browse.hits.iter();
                let events = products.flat_map(|index| agenda::ends(&self.catalog, *index, day));
                self.radar.show(events, day);
            }
            Screen::Watchlist => self.settle_outlook(),
        }
    }

    /// Whether what has the keys on the screen that is on has never been drawn.
    pub(super) fn is_screen_unseen(&self) -> bool {
        match self.screen {
            Screen::Browse => self.browse.is_unseen(),
            Screen::Radar => self.radar.rows.is_unseen(),
            Screen::Watchlist => self.outlook.is_unseen(),
        }
    }

    /// Keeps what drawing the screen that is on found out.
    pub(super) fn screen_drawn(&mut self, drawn: Drawn) {
        if let Some(height) = drawn.radar {
            let count = self.radar.lines();
            self.radar.rows.seen(count, height);
        }
        if let Some(heights) = drawn.outlook {
            self.outlook.drawn(heights);
        }
        self.browse.drawn(drawn);
    }

    /// Lets the screen that is on have a message.
    pub(super) fn act(&mut self, msg: Msg) {
        let is_typed = matches!(msg, Msg::Insert(_) | Msg::Paste(_));
        let has_changed = match (self.screen, msg) {
            (_, Msg::Screen(screen)) => self.go(screen),
            (Screen::Browse, msg) => self.browse(msg),
            (Screen::Radar, msg) => self.radar(msg),
            (Screen::Watchlist, msg) => self.look_out(msg),
        };
        self.is_stale |= has_changed;
        if is_typed && self.place_below() == Place::Search && self.browse.query.is_full() {
            self.say_full();
        }
    }

    /// Like the two below, true where the query has changed.
    fn go(&mut self, screen: Screen) -> bool {
        (self.screen, self.came_from) = (screen, None);
        (self.radar.focus, self.outlook.ends.focus) = (Focus::Rows, Focus::Rows);
        false
    }

    fn browse(&mut self, msg: Msg) -> bool {
        let browse = &mut self.browse;
        let is_back = msg == Msg::Back && browse.focus == Pane::Releases && !browse.is_zoomed;
        if let Some(screen) = self.came_from.take_if(|_| is_back) {
            self.screen = screen;
            return false;
        }
        let has_changed = browse.update(msg);
        if matches!(browse.focus, Pane::List | Pane::Search) {
            self.came_from = None;
        }
        has_changed
    }

    fn radar(&mut self, msg: Msg) -> bool {
        let is_on_rows = self.radar.focus == Focus::Rows;
        match (msg, self.radar.selected().copied()) {
            (Msg::Deeper, Some(event)) if is_on_rows => self.visit(event.product, event.release),
            (Msg::Back, _) if is_on_rows && self.browse.query.text().is_empty() => self.leave(),
            (msg, _) => return self.radar.update(msg, &mut self.browse.query),
        }
        false
    }

    /// Goes back to Browse.
    pub(super) fn leave(&mut self) {
        self.screen = Screen::Browse;
    }

    /// Shows a product, whatever was searched for.
    pub(super) fn show_product(&mut self, index: usize) {
        if !self.browse.hits.contains(&index) {
            self.browse.query.clear();
            self.is_stale = true;
            self.settle();
        }
        self.browse.select(index);
        self.browse.show(&self.catalog, self.viewpoint());
    }

    /// Goes to a release in Browse; one step back from there leads here again.
    pub(super) fn visit(&mut self, product: usize, release: usize) {
        self.show_product(product);
        self.browse.go_to(release);
        self.came_from = Some(self.screen);
        self.screen = Screen::Browse;
    }
}
