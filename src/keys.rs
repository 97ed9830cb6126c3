//! One table: where, key, message, words. Help, footer and palette are made from it.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use crate::app::copy::Copied;
use crate::app::cursor::Step;
use crate::app::find::Way;
use crate::app::gantt::Shift;
use crate::app::line_edit::Edit;
use crate::app::palette::Action;
use crate::app::screen::Screen;
use crate::app::travel::Travel;
use crate::app::{Msg, Place, Target};

/// A row of the key table.
#[derive(Debug)]
pub struct Binding {
    /// The places where the keys mean this; empty for all places where nothing else is meant.
    pub places: &'static [Place],
    /// The keys.
    pub keys: &'static [Key],
    /// What they make happen.
    pub msg: Msg,
    /// What they do, for the help.
    pub words: &'static str,
    /// A word for the footer; `None` keeps the row out of it.
    pub hint: Option<&'static str>,
}

/// A key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Key {
    code: KeyCode,
    is_control: bool,
}

impl Key {
    /// The character that the key types; `None` where it types none.
    #[must_use]
    pub fn letter(&self) -> Option<char> {
        match self.code {
            KeyCode::Char(c) if !self.is_control => Some(c),
            _ => None,
        }
    }
}

const fn key(code: KeyCode) -> Key {
    let is_control = false;
    Key { code, is_control }
}

const fn ch(c: char) -> Key {
    key(KeyCode::Char(c))
}

const fn ctrl(c: char) -> Key {
    let (code, is_control) = (KeyCode::Char(c), true);
    Key { code, is_control }
}

const fn row(
    places: &'static [Place],
    keys: &'static [Key],
    msg: Msg,
    words: &'static str,
    hint: Option<&'static str>,
) -> Binding {
    Binding {
        places,
        keys,
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
];
const PROBLEMS: &[Place] = &[
    Place::List,
    Place::Releases,
    Place::Timeline,
    Place::Page,
    Place::Radar,
    Place::Watchlist,
    Place::Problems,
];
const DAYS: &[Place] = &[
    Place::List,
    Place::Releases,
    Place::Timeline,
    Place::Page,
    Place::Radar,
    Place::Watchlist,
    Place::Why,
];
const PANED: &[Place] = &[
    Place::List,
    Place::Releases,
    Place::Page,
    Place::Find,
    Place::Watchlist,
];
const TABBED: &[Place] = &[
    Place::List,
    Place::Search,
    Place::Releases,
    Place::Timeline,
    Place::Page,
    Place::Find,
    Place::Watchlist,
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
    Place::Help,
    Place::Problems,
    Place::Why,
    Place::Links,
];
const WHY: &[Place] = &[
    Place::List,
    Place::Releases,
    Place::Timeline,
    Place::Page,
    Place::Why,
];
const LINKED: &[Place] = &[
    Place::List,
    Place::Releases,
    Place::Timeline,
    Place::Page,
    Place::Links,
];
const LINKS: &[Place] = &[Place::Links];
const PAGE: &[Place] = &[Place::Page];
const WITHOUT_TEXT: &[Place] = &[
    Place::List,
    Place::Releases,
    Place::Timeline,
    Place::Radar,
    Place::Watchlist,
];
const RELEASES: &[Place] = &[Place::Releases, Place::Timeline];
const TABLE: &[Place] = &[Place::List, Place::Releases, Place::Page];
const TIMELINE: &[Place] = &[Place::Timeline];
const LIST: &[Place] = &[Place::List];
const RADAR: &[Place] = &[Place::Radar, Place::Watchlist];
const MARKING: &[Place] = &[Place::Releases, Place::Timeline, Place::Radar];
const WATCHLIST: &[Place] = &[Place::Watchlist];
const ANYWHERE: &[Place] = &[];

use KeyCode::{BackTab, Backspace, Delete, Down, End, Enter, Esc, F, Home, Left, Tab, Up};
use KeyCode::{PageDown, PageUp, Right};

/// Every key, in the order of the help.
#[rustfmt::skip] // A table is read by its lines.
pub static BINDINGS: &[Binding] = &[
    row(SEARCH, &[key(Enter)], Msg::Deeper, "keep the query, go on to the list", Some("keep")),
    row(SEARCH, &[key(Esc)], Msg::Back, "clear the query, then leave", Some("clear")),
    row(SEARCH, &[key(Tab)], Msg::Complete, "complete the filter, else next pane", Some("complete")),
    row(SEARCH, &[key(Up), ctrl('p')], Msg::Move(Step::Up), "product above", Some("up")),
    row(SEARCH, &[key(Down), ctrl('n')], Msg::Move(Step::Down), "product below", Some("down")),
    row(FIND, &[key(Enter)], Msg::Deeper, "keep what is found, go on in the page", Some("keep")),
    row(FIND, &[key(Esc)], Msg::Back, "clear it, back to where the page was", Some("clear")),
    row(FIND, &[key(Up), ctrl('p')], Msg::Match(Way::Previous), "match above", Some("previous")),
    row(FIND, &[key(Down), ctrl('n')], Msg::Match(Way::Next), "match below", Some("next")),
    row(PALETTE, &[key(Enter)], Msg::Deeper, "do it", Some("do it")),
    row(PALETTE, &[key(Esc)], Msg::Back, "close", Some("close")),
    row(PALETTE, &[key(Up), ctrl('p')], Msg::Move(Step::Up), "action above", Some("up")),
    row(PALETTE, &[key(Down), ctrl('n')], Msg::Move(Step::Down), "action below", Some("down")),
    row(FILTERS, &[key(Enter)], Msg::Deeper, "write the filter, or take it out", Some("on, off")),
    row(FILTERS, &[key(Esc)], Msg::Back, "close", Some("close")),
    row(FILTERS, &[key(Up), ctrl('p')], Msg::Move(Step::Up), "filter above", Some("up")),
    row(FILTERS, &[key(Down), ctrl('n')], Msg::Move(Step::Down), "filter below", Some("down")),
    row(TYPING, &[key(PageUp)], Msg::Move(Step::PageUp), "a screen up", None),
    row(TYPING, &[key(PageDown)], Msg::Move(Step::PageDown), "a screen down", None),
    row(TYPING, &[key(Backspace)], Msg::Edit(Edit::Backspace), "delete to the left", None),
    row(TYPING, &[key(Delete)], Msg::Edit(Edit::Delete), "delete to the right", None),
    row(TYPING, &[ctrl('w')], Msg::Edit(Edit::DeleteWord), "delete the word", None),
    row(TYPING, &[ctrl('u')], Msg::Edit(Edit::DeleteToStart), "delete to the start", None),
    row(TYPING, &[key(Left)], Msg::Edit(Edit::Left), "to the left", None),
    row(TYPING, &[key(Right)], Msg::Edit(Edit::Right), "to the right", None),
    row(TYPING, &[ctrl('a'), key(Home)], Msg::Edit(Edit::Start), "to the start", None),
    row(TYPING, &[ctrl('e'), key(End)], Msg::Edit(Edit::End), "to the end", None),
    row(LINKS, &[key(Enter), ch('l'), key(Right)], Msg::Deeper, "open the link", Some("open")),
    row(LINKS, &[ch('y')], Msg::Copy(Copied::Link), "copy the address of the link", Some("copy")),
    row(MOVING, &[ch('j'), key(Down)], Msg::Move(Step::Down), "down", None),
    row(MOVING, &[ch('k'), key(Up)], Msg::Move(Step::Up), "up", None),
    row(MOVING, &[ctrl('d')], Msg::Move(Step::HalfDown), "half a screen down", None),
    row(MOVING, &[ctrl('u')], Msg::Move(Step::HalfUp), "half a screen up", None),
    row(MOVING, &[key(PageDown)], Msg::Move(Step::PageDown), "a screen down", None),
    row(MOVING, &[key(PageUp)], Msg::Move(Step::PageUp), "a screen up", None),
    row(MOVING, &[ch('g'), key(Home)], Msg::Move(Step::First), "to the top", None),
    row(MOVING, &[ch('G'), key(End)], Msg::Move(Step::Last), "to the bottom", None),
    row(LIST, &[key(Enter), ch('l'), key(Right)], Msg::Deeper, "to the releases", Some("releases")),
    row(RELEASES, &[key(Enter), ch('l'), key(Right)], Msg::Deeper, "to the page", Some("page")),
    row(RADAR, &[key(Enter), ch('l'), key(Right)], Msg::Deeper, "to the release in Browse; Esc leads back", Some("release")),
    row(LIST, &[key(Esc), ch('h'), key(Left)], Msg::Back, "clear the query", None),
    row(RELEASES, &[key(Esc), ch('h'), key(Left)], Msg::Back, "one step back", Some("back")),
    row(PAGE, &[key(Esc), ch('h'), key(Left)], Msg::Back, "clear what is found, then one step back", Some("back")),
    row(RADAR, &[key(Esc), ch('h'), key(Left)], Msg::Back, "clear the query, then to Browse", None),
    row(POPUPS, &[key(Esc), ch('h'), key(Left)], Msg::Back, "close", Some("close")),
    row(TIMELINE, &[ch('t')], Msg::Timeline, "the table again", Some("table")),
    row(TIMELINE, &[ch('+'), ch('=')], Msg::Time(Shift::Closer), "half as much time", Some("closer")),
    row(TIMELINE, &[ch('-')], Msg::Time(Shift::Wider), "twice as much time", Some("wider")),
    row(TIMELINE, &[ch('<')], Msg::Time(Shift::Earlier), "earlier", None),
    row(TIMELINE, &[ch('>')], Msg::Time(Shift::Later), "later", None),
    row(TIMELINE, &[ch('0')], Msg::Time(Shift::All), "all the time there is", Some("all")),
    row(WITHOUT_TEXT, &[ch('/')], Msg::Search, "search the products", Some("search")),
    row(SCREENS, &[ch('f')], Msg::Filters, "filter the products", Some("filter")),
    row(SCREENS, &[ch('F')], Msg::ClearFilters, "take all filters out", None),
    row(SORTED, &[ch('s')], Msg::Sort, "sort by the next column", Some("sort")),
    row(SORTED, &[ch('S')], Msg::Reverse, "sort the other way round", None),
    row(PAGE, &[ch('/')], Msg::Find, "find in the page", Some("find")),
    row(PAGE, &[ch('n')], Msg::Match(Way::Next), "next match", None),
    row(PAGE, &[ch('N')], Msg::Match(Way::Previous), "previous match", None),
    row(PANES, &[ch('o')], Msg::Open(Target::Changelog), "open the changelog of the release", Some("changelog")),
    row(LINKED, &[ch('u')], Msg::Links, "list the links", Some("links")),
    row(WHY, &[ch('w')], Msg::Why, "why the release has its colour", Some("why")),
    row(PANES, &[ch('y')], Msg::Copy(Copied::Version), "copy the newest version of the release", Some("copy")),
    row(PANES, &[ch('Y')], Msg::Copy(Copied::Changelog), "copy the address of the changelog", None),
    row(PANES, &[ch('O')], Msg::Open(Target::Product), "open the product at endoflife.date", None),
    row(PANES, &[ch('p')], Msg::Open(Target::Policy), "open the release policy", Some("policy")),
    row(LIST, &[ch(' ')], Msg::Watch, "watch the product, or no more", Some("watch")),
    row(MARKING, &[ch(' ')], Msg::Watch, "watch the release, or no more", Some("watch")),
    row(WATCHLIST, &[ch(' ')], Msg::Watch, "watch it no more", Some("unwatch")),
    row(PANES, &[ch('.')], Msg::Fold, "show or fold the old releases", Some("old releases")),
    row(TABLE, &[ch('t')], Msg::Timeline, "the releases as a timeline, or as a table", Some("timeline")),
    row(PANES, &[ch('z')], Msg::Zoom, "give this pane the screen, or take it back", Some("zoom")),
    row(PROBLEMS, &[ch('!')], Msg::Problems, "files that could not be read", None),
    row(PANED, &[key(Tab)], Msg::NextPane, "next pane", Some("pane")),
    row(TABBED, &[key(BackTab)], Msg::PreviousPane, "previous pane", None),
    row(SCREENS, &[ch('1')], Msg::Screen(Screen::Browse), "products, releases, page", None),
    row(SCREENS, &[ch('2')], Msg::Screen(Screen::Radar), "what ends when, over all that are listed", None),
    row(SCREENS, &[ch('3')], Msg::Screen(Screen::Watchlist), "what is watched: how it stands, what ends when", None),
    row(DAYS, &[ch('[')], Msg::Day(Travel::MonthBack), "look at a day a month earlier", Some("month back")),
    row(DAYS, &[ch(']')], Msg::Day(Travel::MonthOn), "look at a day a month later", Some("month on")),
    row(DAYS, &[ch('{')], Msg::Day(Travel::YearBack), "look at a day a year earlier", None),
    row(DAYS, &[ch('}')], Msg::Day(Travel::YearOn), "look at a day a year later", None),
    row(DAYS, &[ch('\\')], Msg::Day(Travel::Today), "look at today", None),
    row(ANYWHERE, &[ch(':'), ctrl('p')], Msg::Palette, "all actions by name", None),
    row(ANYWHERE, &[ch('m')], Msg::Mouse, "mouse on, mouse off", None),
    row(ANYWHERE, &[ch('?'), key(F(1))], Msg::Help, "this help", Some("help")),
    row(ANYWHERE, &[ch('q')], Msg::Close, "close what is open, else quit", Some("quit")),
    row(ANYWHERE, &[ctrl('c')], Msg::Quit, "quit", None),
    row(ANYWHERE, &[ctrl('l')], Msg::Redraw, "draw the screen anew", None),
    row(ANYWHERE, &[ctrl('z')], Msg::Suspend, "suspend; `fg` brings it back", None),
];

/// What a key means where the keys go; `None` for nothing.
#[must_use]
pub fn message(place: Place, event: KeyEvent) -> Option<Msg> {
    let pressed = pressed(event)?;
    let bound = |binding: &&Binding| binding.keys.contains(&pressed);
    let here = |binding: &&Binding| binding.places.contains(&place);
    if let Some(binding) = BINDINGS.iter().filter(here).find(bound) {
        return Some(binding.msg.clone());
    }
    if let Some(c) = pressed.letter().filter(|c| is_text(place, *c)) {
        return Some(Msg::Insert(c));
    }
    let everywhere = |binding: &&Binding| binding.places.is_empty();
    let binding = BINDINGS.iter().filter(everywhere).find(bound)?;
    Some(binding.msg.clone())
}

/// The bindings of a place, its own first.
pub fn of(place: Place) -> impl Iterator<Item = &'static Binding> {
    let own = BINDINGS
        .iter()
        .filter(move |binding| binding.places.contains(&place));
    own.chain(BINDINGS.iter().filter(|binding| binding.places.is_empty()))
}

/// Whether a character is typed rather than a key; links have numbers.
#[must_use]
pub fn is_text(place: Place, c: char) -> bool {
    match place {
        Place::Links => c.is_ascii_digit(),
        place => TYPING.contains(&place),
    }
}

/// What the palette offers: all that is not done while typing or moving.
#[must_use]
pub fn actions() -> Vec<Action> {
    let is_named = |msg: &Msg| !matches!(msg, Msg::Move(_) | Msg::Edit(_) | Msg::Palette);
    let named = BINDINGS.iter().filter(|binding| is_named(&binding.msg));
    named
        .map(|binding| Action {
            name: binding.words.to_owned(),
            keys: names(binding.keys),
            places: binding.places,
            msg: binding.msg.clone(),
        })
        .collect()
}

/// Keys as help and palette show them.
#[must_use]
pub fn names(keys: &[Key]) -> String {
    let names: Vec<String> = keys.iter().map(ToString::to_string).collect();
    names.join(" ")
}

/// The first key of a message; `None` where it has none.
#[must_use]
pub fn key_of(msg: &Msg) -> Option<&'static Key> {
    let binding = BINDINGS.iter().find(|binding| binding.msg == *msg)?;
    binding.keys.first()
}

/// Shift is in the character already; keys with Alt mean nothing.
fn pressed(event: KeyEvent) -> Option<Key> {
    let is_control = event.modifiers.contains(KeyModifiers::CONTROL);
    let is_alt = event.modifiers.contains(KeyModifiers::ALT);
    let code = event.code;
    (!is_alt).then_some(Key { code, is_control })
}

impl std::fmt::Display for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.is_control {
            f.write_str("Ctrl-")?;
        }
        match self.code {
            Left => f.write_str("←"),
            Right => f.write_str("→"),
            Up => f.write_str("↑"),
            Down => f.write_str("↓"),
            PageUp => f.write_str("PgUp"),
            PageDown => f.write_str("PgDn"),
            KeyCode::Char(' ') => f.write_str("Space"),
            BackTab => f.write_str("Shift-Tab"),
            code => write!(f, "{code}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{BINDINGS, message};
    use crate::app::{Msg, Place};
    use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

    const PLACES: [Place; 14] = [
        Place::List,
        Place::Search,
        Place::Releases,
        Place::Timeline,
        Place::Page,
        Place::Radar,
        Place::Watchlist,
        Place::Help,
        Place::Problems,
        Place::Why,
        Place::Find,
        Place::Links,
        Place::Palette,
        Place::Filters,
    ];

    fn press(place: Place, c: char) -> Option<Msg> {
        message(place, KeyEvent::new(KeyCode::Char(c), KeyModifiers::NONE))
    }

    #[test]
    fn no_key_means_two_things_in_one_place() {
        for place in PLACES {
            let here = |binding: &&super::Binding| binding.places.contains(&place);
            let own = BINDINGS
                .iter()
                .filter(here)
                .flat_map(|binding| binding.keys);
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
    fn letters_are_text_where_text_is_typed() {
        for place in [Place::Search, Place::Find, Place::Palette] {
            assert_eq!(press(place, 'q'), Some(Msg::Insert('q')));
            assert_eq!(press(place, '?'), Some(Msg::Insert('?')));
        }
        assert_eq!(press(Place::Links, '7'), Some(Msg::Insert('7')));
        assert_eq!(press(Place::List, 'q'), Some(Msg::Close));
        let quit = KeyEvent::new(KeyCode::Char('c'), KeyModifiers::CONTROL);
        assert_eq!(message(Place::Search, quit), Some(Msg::Quit));
    }
}
