//! Which screen is on, and the ways from one to the other.

use super::browse::Pane;
use super::line_edit::LONGEST;
use super::radar::Focus;
use super::{Model, Msg, Notice, Place};
use crate::agenda::{self, Event};

/// What fills the terminal between header and footer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Screen {
    /// Products, releases, page.
    Browse,
    /// What ends when.
    Radar,
}

impl Screen {
    /// Every screen, in the order of the tabs.
    pub const ALL: [Self; 2] = [Self::Browse, Self::Radar];

    /// Its name.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Browse => "Browse",
            Self::Radar => "Radar",
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
        }
    }

    /// Brings the screen that is on up to date.
    pub(super) fn settle_screen(&mut self) {
        let day = self.day();
        if self.screen == Screen::Radar {
            let products = self.browse.hits.iter();
            let events = products.flat_map(|index| agenda::ends(&self.catalog, *index, day));
            self.radar.show(events, day);
        }
    }

    /// Lets the screen that is on have a message.
    pub(super) fn act(&mut self, msg: Msg) {
        let is_typed = matches!(msg, Msg::Insert(_) | Msg::Paste(_));
        let has_changed = match (self.screen, msg) {
            (_, Msg::Screen(screen)) => self.go(screen),
            (Screen::Browse, msg) => self.browse(msg),
            (Screen::Radar, msg) => self.radar(msg),
        };
        self.is_stale |= has_changed;
        if is_typed && self.browse.query.is_full() {
            let words = format!("The search line holds {LONGEST} characters and no more.");
            self.notice = Some(Notice::Failed(words));
        }
    }

    /// Like the two below, true where the query has changed.
    fn go(&mut self, screen: Screen) -> bool {
        (self.screen, self.came_from) = (screen, None);
        self.radar.focus = Focus::Rows;
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
            (Msg::Deeper, Some(event)) if is_on_rows => self.visit(&event),
            (Msg::Back, _) if is_on_rows && self.browse.query.text().is_empty() => {
                self.screen = Screen::Browse;
            }
            (msg, _) => return self.radar.update(msg, &mut self.browse.query),
        }
        false
    }

    /// Goes to the release of an event in Browse; one step back from there leads here again.
    fn visit(&mut self, event: &Event) {
        if !self.browse.hits.contains(&event.product) {
            self.browse.query.clear();
            self.is_stale = true;
            self.settle();
        }
        self.browse.select(event.product);
        self.browse.show(&self.catalog, self.day());
        self.browse.go_to(event.release);
        self.came_from = Some(self.screen);
        self.screen = Screen::Browse;
    }
}
