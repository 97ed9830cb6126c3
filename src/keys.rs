//! One table: action, where, keys, message, words. Help, footer and manual are made from it, with
//! the keys that a user has chosen.

mod key;
mod rebind;

use std::borrow::Cow;

use crossterm::event::{KeyCode, KeyEvent};

pub use self::key::Key;
pub use self::rebind::{Refusal, Wish};
use crate::app::cursor::Step;
use crate::app::line_edit::Edit;
use crate::app::screen::Screen;
use crate::app::travel::Travel;
use crate::app::{Msg, Place, Target};

/// A row of the key table.
#[derive(Debug, Clone)]
pub struct Binding {
    /// The action's name, which never changes: configurations use it.
    pub name: &'static str,
    /// The places where the keys mean this; empty for all places where nothing else is meant.
    pub places: &'static [Place],
    /// The keys; none where the user has taken them away.
    pub keys: Cow<'static, [Key]>,
    /// What they make happen.
    pub msg: Msg,
    /// What they do, for the help.
    pub words: &'static str,
    /// A word for the footer; `None` keeps the row out of it.
    pub hint: Option<&'static str>,
}

const fn key(code: KeyCode) -> Key {
    Key::new(code)
}

const fn ch(c: char) -> Key {
    Key::new(KeyCode::Char(c))
}

const fn ctrl(c: char) -> Key {
    Key::control(c)
}

const fn row(
    name: &'static str,
    places: &'static [Place],
    keys: &'static [Key],
    msg: Msg,
    words: &'static str,
    hint: Option<&'static str>,
) -> Binding {
    Binding {
        name,
        places,
        keys: Cow::Borrowed(keys),
        msg,
        words,
        hint,
    }
}

const PANES: &[Place] = &[Place::List, Place::Releases, Place::Page];
const SCREENS: &[Place] = &[Place::List, Place::Releases, Place::Page, Place::Radar];
const PROBLEMS: &[Place] = &[
    Place::List,
    Place::Releases,
    Place::Page,
    Place::Radar,
    Place::Problems,
];
const DAYS: &[Place] = &[
    Place::List,
    Place::Releases,
    Place::Page,
    Place::Radar,
    Place::Why,
];
const BROWSE: &[Place] = &[Place::List, Place::Search, Place::Releases, Place::Page];
const SEARCH: &[Place] = &[Place::Search];
const POPUPS: &[Place] = &[Place::Help, Place::Problems, Place::Why];
const MOVING: &[Place] = &[
    Place::List,
    Place::Releases,
    Place::Page,
    Place::Radar,
    Place::Help,
    Place::Problems,
    Place::Why,
];
const WHY: &[Place] = &[Place::Why];
const RIGHT: &[Place] = &[Place::Releases, Place::Page];
const RELEASES: &[Place] = &[Place::Releases];
const LIST: &[Place] = &[Place::List];
const RADAR: &[Place] = &[Place::Radar];
const ANYWHERE: &[Place] = &[];

use KeyCode::{BackTab, Backspace, Delete, Down, End, Enter, Esc, F, Home, Left, Tab, Up};
use KeyCode::{PageDown, PageUp, Right};

/// Every key as it is unless a user wants another, in the order of the help.
#[rustfmt::skip] // A table is read by its lines.
pub static BINDINGS: &[Binding] = &[
    row("keep-query", SEARCH, &[key(Enter)], Msg::Deeper, "keep the query, go on to the list", Some("keep")),
    row("clear-query", SEARCH, &[key(Esc)], Msg::Back, "clear the query, then leave", Some("clear")),
    row("search-up", SEARCH, &[key(Up), ctrl('p')], Msg::Move(Step::Up), "product above", Some("up")),
    row("search-down", SEARCH, &[key(Down), ctrl('n')], Msg::Move(Step::Down), "product below", Some("down")),
    row("search-page-up", SEARCH, &[key(PageUp)], Msg::Move(Step::PageUp), "a screen up", None),
    row("search-page-down", SEARCH, &[key(PageDown)], Msg::Move(Step::PageDown), "a screen down", None),
    row("delete-left", SEARCH, &[key(Backspace)], Msg::Edit(Edit::Backspace), "delete to the left", None),
    row("delete-right", SEARCH, &[key(Delete)], Msg::Edit(Edit::Delete), "delete to the right", None),
    row("delete-word", SEARCH, &[ctrl('w')], Msg::Edit(Edit::DeleteWord), "delete the word", None),
    row("delete-to-start", SEARCH, &[ctrl('u')], Msg::Edit(Edit::DeleteToStart), "delete to the start", None),
    row("cursor-left", SEARCH, &[key(Left)], Msg::Edit(Edit::Left), "to the left", None),
    row("cursor-right", SEARCH, &[key(Right)], Msg::Edit(Edit::Right), "to the right", None),
    row("cursor-start", SEARCH, &[ctrl('a'), key(Home)], Msg::Edit(Edit::Start), "to the start", None),
    row("cursor-end", SEARCH, &[ctrl('e'), key(End)], Msg::Edit(Edit::End), "to the end", None),
    row("down", MOVING, &[ch('j'), key(Down)], Msg::Move(Step::Down), "down", None),
    row("up", MOVING, &[ch('k'), key(Up)], Msg::Move(Step::Up), "up", None),
    row("half-down", MOVING, &[ctrl('d')], Msg::Move(Step::HalfDown), "half a screen down", None),
    row("half-up", MOVING, &[ctrl('u')], Msg::Move(Step::HalfUp), "half a screen up", None),
    row("page-down", MOVING, &[key(PageDown)], Msg::Move(Step::PageDown), "a screen down", None),
    row("page-up", MOVING, &[key(PageUp)], Msg::Move(Step::PageUp), "a screen up", None),
    row("top", MOVING, &[ch('g'), key(Home)], Msg::Move(Step::First), "to the top", None),
    row("bottom", MOVING, &[ch('G'), key(End)], Msg::Move(Step::Last), "to the bottom", None),
    row("to-releases", LIST, &[key(Enter), ch('l'), key(Right)], Msg::Deeper, "to the releases", Some("releases")),
    row("to-page", RELEASES, &[key(Enter), ch('l'), key(Right)], Msg::Deeper, "to the page", Some("page")),
    row("to-event", RADAR, &[key(Enter), ch('l'), key(Right)], Msg::Deeper, "to the release in Browse; Esc leads back", Some("release")),
    row("drop-query", LIST, &[key(Esc), ch('h'), key(Left)], Msg::Back, "clear the query", None),
    row("back", RIGHT, &[key(Esc), ch('h'), key(Left)], Msg::Back, "one step back", Some("back")),
    row("leave-radar", RADAR, &[key(Esc), ch('h'), key(Left)], Msg::Back, "clear the query, then to Browse", None),
    row("close-popup", POPUPS, &[key(Esc), ch('h'), key(Left)], Msg::Back, "close", Some("close")),
    row("search", SCREENS, &[ch('/')], Msg::Search, "search the products", Some("search")),
    row("changelog", PANES, &[ch('o')], Msg::Open(Target::Changelog), "open the changelog of the release", Some("changelog")),
    row("why", PANES, &[ch('w')], Msg::Why, "why the release has its colour", Some("why")),
    row("close-why", WHY, &[ch('w')], Msg::Why, "close", None),
    row("product", PANES, &[ch('O')], Msg::Open(Target::Product), "open the product at endoflife.date", None),
    row("policy", PANES, &[ch('p')], Msg::Open(Target::Policy), "open the release policy", Some("policy")),
    row("old-releases", PANES, &[ch('.')], Msg::Fold, "show or fold the old releases", Some("old releases")),
    row("zoom", PANES, &[ch('z')], Msg::Zoom, "give this pane the screen, or take it back", Some("zoom")),
    row("problems", PROBLEMS, &[ch('!')], Msg::Problems, "files that could not be read", None),
    row("next-pane", BROWSE, &[key(Tab)], Msg::NextPane, "next pane", Some("pane")),
    row("previous-pane", BROWSE, &[key(BackTab)], Msg::PreviousPane, "previous pane", None),
    row("browse", SCREENS, &[ch('1')], Msg::Screen(Screen::Browse), "products, releases, page", None),
    row("radar", SCREENS, &[ch('2')], Msg::Screen(Screen::Radar), "what ends when, over all that are listed", None),
    row("month-back", DAYS, &[ch('[')], Msg::Day(Travel::MonthBack), "look at a day a month earlier", Some("month back")),
    row("month-on", DAYS, &[ch(']')], Msg::Day(Travel::MonthOn), "look at a day a month later", Some("month on")),
    row("year-back", DAYS, &[ch('{')], Msg::Day(Travel::YearBack), "look at a day a year earlier", None),
    row("year-on", DAYS, &[ch('}')], Msg::Day(Travel::YearOn), "look at a day a year later", None),
    row("today", DAYS, &[ch('\\')], Msg::Day(Travel::Today), "look at today", None),
    row("help", ANYWHERE, &[ch('?'), key(F(1))], Msg::Help, "this help", Some("help")),
    row("close", ANYWHERE, &[ch('q')], Msg::Close, "close what is open, else quit", Some("quit")),
    row("quit", ANYWHERE, &[ctrl('c')], Msg::Quit, "quit", None),
    row("next-theme", ANYWHERE, &[ch('T')], Msg::NextTheme, "next theme", None),
    row("redraw", ANYWHERE, &[ctrl('l')], Msg::Redraw, "draw the screen anew", None),
    row("suspend", ANYWHERE, &[ctrl('z')], Msg::Suspend, "suspend; `fg` brings it back", None),
];

/// The table with the keys in force.
#[derive(Debug, Clone)]
pub struct Keys {
    bindings: Vec<Binding>,
}

impl Default for Keys {
    /// The keys of the table.
    fn default() -> Self {
        let bindings = BINDINGS.to_vec();
        Self { bindings }
    }
}

impl Keys {
    /// What a key means where the keys go; `None` for nothing.
    #[must_use]
    pub fn message(&self, place: Place, event: KeyEvent) -> Option<Msg> {
        let pressed = Key::pressed(event);
        if let Some(c) = pressed.typed().filter(|_| takes_text(place)) {
            return Some(Msg::Insert(c));
        }
        let mut bindings = self.of(place);
        let bound = bindings.find(|binding| binding.keys.contains(&pressed))?;
        Some(bound.msg.clone())
    }

    /// Every row, in the order of the help.
    #[must_use]
    pub fn all(&self) -> &[Binding] {
        &self.bindings
    }

    /// The rows of a place, its own first.
    pub fn of(&self, place: Place) -> impl Iterator<Item = &Binding> {
        let own = self.own(place);
        own.chain(self.everywhere())
    }

    /// The rows of a place that are not those of all places.
    pub fn own(&self, place: Place) -> impl Iterator<Item = &Binding> {
        let bindings = self.bindings.iter();
        bindings.filter(move |binding| binding.places.contains(&place))
    }

    /// The rows of all places.
    pub fn everywhere(&self) -> impl Iterator<Item = &Binding> {
        let bindings = self.bindings.iter();
        bindings.filter(|binding| binding.places.is_empty())
    }

    /// The first key of a message; `None` where it has none.
    #[must_use]
    pub fn key_of(&self, msg: &Msg) -> Option<&Key> {
        let mut bindings = self.bindings.iter();
        let binding = bindings.find(|binding| binding.msg == *msg)?;
        binding.keys.first()
    }

    /// The row of an action; `None` where none is called so.
    #[must_use]
    pub fn action(&self, name: &str) -> Option<&Binding> {
        self.bindings.iter().find(|binding| binding.name == name)
    }
}

/// Whether keys that type a character are text there.
#[must_use]
pub fn takes_text(place: Place) -> bool {
    place == Place::Search
}

#[cfg(test)]
mod tests {
    use super::{BINDINGS, Keys};
    use crate::app::{Msg, Place};
    use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

    const PLACES: [Place; 8] = [
        Place::List,
        Place::Search,
        Place::Releases,
        Place::Page,
        Place::Radar,
        Place::Help,
        Place::Problems,
        Place::Why,
    ];

    fn press(place: Place, c: char) -> Option<Msg> {
        Keys::default().message(place, KeyEvent::new(KeyCode::Char(c), KeyModifiers::NONE))
    }

    #[test]
    fn no_key_means_two_things_in_one_place() {
        for place in PLACES {
            let here = |binding: &&super::Binding| binding.places.contains(&place);
            let own = BINDINGS
                .iter()
                .filter(here)
                .flat_map(|binding| binding.keys.iter());
            let all: Vec<_> = own.collect();
            for (number, key) in all.iter().enumerate() {
                assert!(!all[..number].contains(key), "{key} in {place:?}");
            }
        }
    }

    #[test]
    fn every_key_has_words_for_the_help() {
        for binding in BINDINGS {
            assert!(
                !binding.words.is_empty() && !binding.keys.is_empty(),
                "{binding:?}"
            );
        }
    }

    #[test]
    fn letters_are_text_in_the_search_line_only() {
        assert_eq!(press(Place::Search, 'q'), Some(Msg::Insert('q')));
        assert_eq!(press(Place::Search, '?'), Some(Msg::Insert('?')));
        assert_eq!(press(Place::List, 'q'), Some(Msg::Close));
        let quit = KeyEvent::new(KeyCode::Char('c'), KeyModifiers::CONTROL);
        assert_eq!(
            Keys::default().message(Place::Search, quit),
            Some(Msg::Quit)
        );
    }
}
