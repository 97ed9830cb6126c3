//! One table: action, where, keys, message, words. Help, footer, palette and
//! manual are made from it, with the keys that a user has chosen.

mod key;
mod rebind;
mod sections;

use std::borrow::Cow;

use crossterm::event::{KeyCode, KeyEvent};

pub use self::key::Key;
pub use self::rebind::{Refusal, Wish};
pub use self::sections::SECTIONS;
use crate::app::browse::find::Way;
use crate::app::copy::Copied;
use crate::app::cursor::Step;
use crate::app::line_edit::Edit;
use crate::app::popup::palette::Action;
use crate::app::screen::Screen;
use crate::app::timeline::Shift;
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

const PANES: &[Place] = &[Place::List, Place::Releases, Place::Timeline, Place::Page];
const SCREENS: &[Place] = &[
    Place::List,
    Place::Releases,
    Place::Timeline,
    Place::Page,
    Place::Radar,
    Place::Watchlist,
    Place::Bars,
];
const PROBLEMS: &[Place] = &[
    Place::List,
    Place::Releases,
    Place::Timeline,
    Place::Page,
    Place::Radar,
    Place::Watchlist,
    Place::Bars,
    Place::Problems,
];
const DAYS: &[Place] = &[
    Place::List,
    Place::Releases,
    Place::Timeline,
    Place::Page,
    Place::Radar,
    Place::Watchlist,
    Place::Bars,
    Place::Why,
];
const PANED: &[Place] = &[
    Place::List,
    Place::Releases,
    Place::Timeline,
    Place::Page,
    Place::Find,
    Place::Watchlist,
    Place::Bars,
];
const TABBED: &[Place] = &[
    Place::List,
    Place::Search,
    Place::Releases,
    Place::Timeline,
    Place::Page,
    Place::Find,
    Place::Watchlist,
    Place::Bars,
];
const SEARCH: &[Place] = &[Place::Search];
const FIND: &[Place] = &[Place::Find];
const PALETTE: &[Place] = &[Place::Palette];
const FILTERS: &[Place] = &[Place::Filters];
const TYPING: &[Place] = &[Place::Search, Place::Find, Place::Palette, Place::Filters];
const SORTED: &[Place] = &[Place::List, Place::Releases];
const POPUPS: &[Place] = &[Place::Help, Place::Problems, Place::Why, Place::Links];
const MOVING: &[Place] = &[
    Place::List,
    Place::Releases,
    Place::Timeline,
    Place::Page,
    Place::Radar,
    Place::Watchlist,
    Place::Bars,
    Place::Help,
    Place::Problems,
    Place::Why,
    Place::Links,
];
const LINKED: &[Place] = &[
    Place::List,
    Place::Releases,
    Place::Timeline,
    Place::Page,
    Place::Radar,
    Place::Watchlist,
    Place::Bars,
    Place::Links,
];
const ZOOMED: &[Place] = &[
    Place::List,
    Place::Releases,
    Place::Timeline,
    Place::Page,
    Place::Watchlist,
    Place::Bars,
];
const LINKS: &[Place] = &[Place::Links];
const PAGE: &[Place] = &[Place::Page];
const WITHOUT_TEXT: &[Place] = &[
    Place::List,
    Place::Releases,
    Place::Timeline,
    Place::Radar,
    Place::Watchlist,
    Place::Bars,
];
const RELEASES: &[Place] = &[Place::Releases, Place::Timeline];
const TABLE: &[Place] = &[Place::List, Place::Releases, Place::Page, Place::Watchlist];
const TIMELINE: &[Place] = &[Place::Timeline, Place::Bars];
const LIST: &[Place] = &[Place::List];
const RADAR: &[Place] = &[Place::Radar, Place::Watchlist, Place::Bars];
const MARKING: &[Place] = &[Place::Releases, Place::Timeline, Place::Radar];
const WATCHLIST: &[Place] = &[Place::Watchlist, Place::Bars];
const ANYWHERE: &[Place] = &[];

use KeyCode::{BackTab, Backspace, Delete, Down, End, Enter, Esc, F, Home, Left, Tab, Up};
use KeyCode::{PageDown, PageUp, Right};

/// Every key as it is unless a user wants another, in the order of the help.
#[rustfmt::skip] // A table is read by its lines.
pub static BINDINGS: &[Binding] = &[
    row("keep-query", SEARCH, &[key(Enter)], Msg::Deeper, "keep the query, go on to the list", Some("keep")),
    row("clear-query", SEARCH, &[key(Esc)], Msg::Back, "clear the query, then leave", Some("clear")),
    row("complete", SEARCH, &[key(Tab)], Msg::Complete, "complete the filter, else next pane", Some("complete")),
    row("search-up", SEARCH, &[key(Up), ctrl('p')], Msg::Move(Step::Up), "product above", Some("up")),
    row("search-down", SEARCH, &[key(Down), ctrl('n')], Msg::Move(Step::Down), "product below", Some("down")),
    row("keep-found", FIND, &[key(Enter)], Msg::Deeper, "keep what is found, go on in the page", Some("keep")),
    row("clear-found", FIND, &[key(Esc)], Msg::Back, "clear it, back to where the page was", Some("clear")),
    row("match-above", FIND, &[key(Up), ctrl('p')], Msg::Match(Way::Previous), "match above", Some("previous")),
    row("match-below", FIND, &[key(Down), ctrl('n')], Msg::Match(Way::Next), "match below", Some("next")),
    row("do-action", PALETTE, &[key(Enter)], Msg::Deeper, "do it", Some("do it")),
    row("close-actions", PALETTE, &[key(Esc)], Msg::Back, "close", Some("close")),
    row("action-above", PALETTE, &[key(Up), ctrl('p')], Msg::Move(Step::Up), "action above", Some("up")),
    row("action-below", PALETTE, &[key(Down), ctrl('n')], Msg::Move(Step::Down), "action below", Some("down")),
    row("toggle-filter", FILTERS, &[key(Enter)], Msg::Deeper, "write the filter, or take it out", Some("on, off")),
    row("close-filters", FILTERS, &[key(Esc)], Msg::Back, "close", Some("close")),
    row("filter-above", FILTERS, &[key(Up), ctrl('p')], Msg::Move(Step::Up), "filter above", Some("up")),
    row("filter-below", FILTERS, &[key(Down), ctrl('n')], Msg::Move(Step::Down), "filter below", Some("down")),
    row("typing-page-up", TYPING, &[key(PageUp)], Msg::Move(Step::PageUp), "a screen up", None),
    row("typing-page-down", TYPING, &[key(PageDown)], Msg::Move(Step::PageDown), "a screen down", None),
    row("delete-left", TYPING, &[key(Backspace)], Msg::Edit(Edit::Backspace), "delete to the left", None),
    row("delete-right", TYPING, &[key(Delete)], Msg::Edit(Edit::Delete), "delete to the right", None),
    row("delete-word", TYPING, &[ctrl('w')], Msg::Edit(Edit::DeleteWord), "delete the word", None),
    row("delete-to-start", TYPING, &[ctrl('u')], Msg::Edit(Edit::DeleteToStart), "delete to the start", None),
    row("cursor-left", TYPING, &[key(Left)], Msg::Edit(Edit::Left), "to the left", None),
    row("cursor-right", TYPING, &[key(Right)], Msg::Edit(Edit::Right), "to the right", None),
    row("cursor-start", TYPING, &[ctrl('a'), key(Home)], Msg::Edit(Edit::Start), "to the start", None),
    row("cursor-end", TYPING, &[ctrl('e'), key(End)], Msg::Edit(Edit::End), "to the end", None),
    row("open-link", LINKS, &[key(Enter), ch('l'), key(Right)], Msg::Deeper, "open the link", Some("open")),
    row("copy-link", LINKS, &[ch('y')], Msg::Copy(Copied::Link), "copy the address of the link", Some("copy")),
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
    row("leave-releases", RELEASES, &[key(Esc), ch('h'), key(Left)], Msg::Back, "one step back", Some("back")),
    row("leave-page", PAGE, &[key(Esc), ch('h'), key(Left)], Msg::Back, "clear what is found, then one step back", Some("back")),
    row("leave-radar", RADAR, &[key(Esc), ch('h'), key(Left)], Msg::Back, "clear the query, then to Browse", None),
    row("close-popup", POPUPS, &[key(Esc), ch('h'), key(Left)], Msg::Back, "close", Some("close")),
    row("table", TIMELINE, &[ch('t')], Msg::Timeline, "table of the releases again", Some("table")),
    row("closer", TIMELINE, &[ch('+'), ch('=')], Msg::Time(Shift::Closer), "closer: half as much time", Some("closer")),
    row("wider", TIMELINE, &[ch('-')], Msg::Time(Shift::Wider), "wider: twice as much time", Some("wider")),
    row("earlier", TIMELINE, &[ch('<')], Msg::Time(Shift::Earlier), "earlier", None),
    row("later", TIMELINE, &[ch('>')], Msg::Time(Shift::Later), "later", None),
    row("all-time", TIMELINE, &[ch('0')], Msg::Time(Shift::All), "all the time there is", Some("all")),
    row("search", WITHOUT_TEXT, &[ch('/')], Msg::Search, "search the products", Some("search")),
    row("filters", SCREENS, &[ch('f')], Msg::Filters, "filter the products", Some("filter")),
    row("clear-filters", SCREENS, &[ch('F')], Msg::ClearFilters, "take all filters out", None),
    row("sort", SORTED, &[ch('s')], Msg::Sort, "sort by the next column", Some("sort")),
    row("reverse", SORTED, &[ch('S')], Msg::Reverse, "sort the other way round", None),
    row("find", PAGE, &[ch('/')], Msg::Find, "find in the page", Some("find")),
    row("next-match", PAGE, &[ch('n')], Msg::Match(Way::Next), "next match", None),
    row("previous-match", PAGE, &[ch('N')], Msg::Match(Way::Previous), "previous match", None),
    row("changelog", SCREENS, &[ch('o')], Msg::Open(Target::Changelog), "open the changelog of the release", Some("changelog")),
    row("links", LINKED, &[ch('u')], Msg::Links, "list the links", Some("links")),
    row("why", DAYS, &[ch('w')], Msg::Why, "why: the phase, the dates, the rule of the sign", Some("why")),
    row("copy-version", SCREENS, &[ch('y')], Msg::Copy(Copied::Version), "copy the newest version of the release", Some("copy")),
    row("copy-changelog", SCREENS, &[ch('Y')], Msg::Copy(Copied::Changelog), "copy the address of the changelog", None),
    row("product", SCREENS, &[ch('O')], Msg::Open(Target::Product), "open the product at endoflife.date", None),
    row("policy", SCREENS, &[ch('p')], Msg::Open(Target::Policy), "open the release policy", Some("policy")),
    row("watch-product", LIST, &[ch(' ')], Msg::Watch, "watch the product, or no more", Some("watch")),
    row("watch-release", MARKING, &[ch(' ')], Msg::Watch, "watch the release, or no more", Some("watch")),
    row("unwatch", WATCHLIST, &[ch(' ')], Msg::Watch, "stop watching it", Some("unwatch")),
    row("old-releases", PANES, &[ch('.')], Msg::Fold, "old releases: show or fold them", Some("old releases")),
    row("timeline", TABLE, &[ch('t')], Msg::Timeline, "timeline of the releases, or their table", Some("timeline")),
    row("zoom", ZOOMED, &[ch('z')], Msg::Zoom, "zoom: give this pane the screen, or take it back", Some("zoom")),
    row("problems", PROBLEMS, &[ch('!')], Msg::Problems, "problems: files that could not be read", None),
    row("next-pane", PANED, &[key(Tab)], Msg::NextPane, "next pane", Some("pane")),
    row("previous-pane", TABBED, &[key(BackTab)], Msg::PreviousPane, "previous pane", None),
    row("browse", SCREENS, &[ch('1')], Msg::Screen(Screen::Browse), "browse: products, releases, page", None),
    row("radar", SCREENS, &[ch('2')], Msg::Screen(Screen::Radar), "radar: what ends when, over all that are listed", None),
    row("watchlist", SCREENS, &[ch('3')], Msg::Screen(Screen::Watchlist), "watchlist: what is watched, how that stands", None),
    row("month-back", DAYS, &[ch('[')], Msg::Day(Travel::MonthBack), "look at a day a month earlier", Some("month back")),
    row("month-on", DAYS, &[ch(']')], Msg::Day(Travel::MonthOn), "look at a day a month later", Some("month on")),
    row("year-back", DAYS, &[ch('{')], Msg::Day(Travel::YearBack), "look at a day a year earlier", None),
    row("year-on", DAYS, &[ch('}')], Msg::Day(Travel::YearOn), "look at a day a year later", None),
    row("today", DAYS, &[ch('\\')], Msg::Day(Travel::Today), "today: look at it", None),
    row("actions", ANYWHERE, &[ch(':'), ctrl('p')], Msg::Palette, "all actions by name", None),
    row("mouse", ANYWHERE, &[ch('m')], Msg::Mouse, "mouse on, mouse off", None),
    row("help", ANYWHERE, &[ch('?'), key(F(1))], Msg::Help, "help: all keys, the signs, the filters", Some("help")),
    row("close", ANYWHERE, &[ch('q')], Msg::Close, "close what is open, else quit", Some("quit")),
    row("quit", ANYWHERE, &[ctrl('c')], Msg::Quit, "quit", None),
    row("next-theme", ANYWHERE, &[ch('T')], Msg::NextTheme, "theme: the next one", None),
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
        if let Some(c) = pressed.typed().filter(|c| is_text(place, *c)) {
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

    /// What the palette offers: all that is not done while typing or moving.
    #[must_use]
    pub fn actions(&self) -> Vec<Action> {
        let is_named = |msg: &Msg| !matches!(msg, Msg::Move(_) | Msg::Edit(_) | Msg::Palette);
        let bindings = self.bindings.iter();
        let named = bindings.filter(|binding| is_named(&binding.msg));
        named
            .map(|binding| Action {
                name: binding.words.to_owned(),
                keys: names(&binding.keys),
                places: binding.places,
                msg: binding.msg.clone(),
            })
            .collect()
    }
}

/// Whether a character is typed rather than a key; links have numbers.
#[must_use]
pub fn is_text(place: Place, c: char) -> bool {
    match place {
        Place::Links => c.is_ascii_digit(),
        place => TYPING.contains(&place),
    }
}

/// Keys as help and palette show them.
#[must_use]
pub fn names(keys: &[Key]) -> String {
    let names: Vec<String> = keys.iter().map(ToString::to_string).collect();
    names.join(" ")
}

#[cfg(test)]
mod tests {
    use super::{BINDINGS, Keys};
    use crate::app::{Msg, Place};
    use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

    /// Every place; a new one does not compile until it is here.
    fn places() -> Vec<Place> {
        let mut places = vec![Place::List];
        while let Some(next) = places.last().copied().and_then(after) {
            places.push(next);
        }
        places
    }

    fn after(place: Place) -> Option<Place> {
        Some(match place {
            Place::List => Place::Search,
            Place::Search => Place::Releases,
            Place::Releases => Place::Timeline,
            Place::Timeline => Place::Page,
            Place::Page => Place::Radar,
            Place::Radar => Place::Watchlist,
            Place::Watchlist => Place::Bars,
            Place::Bars => Place::Help,
            Place::Help => Place::Problems,
            Place::Problems => Place::Why,
            Place::Why => Place::Find,
            Place::Find => Place::Links,
            Place::Links => Place::Palette,
            Place::Palette => Place::Filters,
            Place::Filters => return None,
        })
    }

    fn press(place: Place, c: char) -> Option<Msg> {
        Keys::default().message(place, KeyEvent::new(KeyCode::Char(c), KeyModifiers::NONE))
    }

    #[test]
    fn no_key_means_two_things_in_one_place() {
        for place in places() {
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
    fn letters_are_text_where_text_is_typed() {
        for place in [Place::Search, Place::Find, Place::Palette] {
            assert_eq!(press(place, 'q'), Some(Msg::Insert('q')));
            assert_eq!(press(place, '?'), Some(Msg::Insert('?')));
        }
        assert_eq!(press(Place::Links, '7'), Some(Msg::Insert('7')));
        assert_eq!(press(Place::List, 'q'), Some(Msg::Close));
        let quit = KeyEvent::new(KeyCode::Char('c'), KeyModifiers::CONTROL);
        assert_eq!(
            Keys::default().message(Place::Search, quit),
            Some(Msg::Quit)
        );
    }
}
