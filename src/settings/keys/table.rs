//! The default keys: one row for each action.

use std::borrow::Cow;

use KeyCode::{BackTab, Backspace, Delete, Down, End, Enter, Esc, F, Home, Left, Tab, Up};
use KeyCode::{PageDown, PageUp, Right};
use crossterm::event::KeyCode;

use super::{Binding, Key, Places};
use crate::app::browse::Msg as Browse;
use crate::app::changes::Msg as Changes;
use crate::app::cursor::{Step, Way};
use crate::app::line_edit::Edit;
use crate::app::screen::Screen;
use crate::app::timeline::Msg as Timeline;
use crate::app::travel::Travel;
use crate::app::watchlist::Msg as Watchlist;
use crate::app::{Copied, Msg, Place, Target};

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
    keys: &'static [Key],
    meanings: &'static [(Places, Msg)],
    words: &'static str,
    hint: Option<&'static str>,
) -> Binding {
    let keys = Cow::Borrowed(keys);
    Binding {
        name,
        keys,
        meanings,
        words,
        hint,
    }
}

// Groups of places, from which the sets below are built.
const IN_BROWSE: &[Place] = &[Place::List, Place::Releases, Place::Timeline, Place::Page];
const IN_RADAR: &[Place] = &[Place::Radar];
const IN_CHANGES: &[Place] = &[Place::Changes];
const IN_WATCHLIST: &[Place] = &[Place::Watchlist, Place::Bars];
const IN_POPUPS: &[Place] = &[Place::Help, Place::Problems, Place::Why, Place::Links];
pub(super) const IN_LINES: &[Place] = &[Place::Search, Place::Find, Place::Palette, Place::Filters];

const ANYWHERE: Places = &[];
const SCREENS: Places = &[IN_BROWSE, IN_RADAR, IN_WATCHLIST, IN_CHANGES];
const BROWSE: Places = &[IN_BROWSE];
const LIST: Places = &[&[Place::List]];
const LIST_AND_TABLE: Places = &[&[Place::List, Place::Releases]];
const RELEASES: Places = &[&[Place::Releases, Place::Timeline]];
const TIMELINE: Places = &[&[Place::Timeline]];
const TABLE: Places = &[&[Place::List, Place::Releases, Place::Page]];
const PAGE: Places = &[&[Place::Page]];
const ENDS: Places = &[IN_RADAR];
const RADAR: Places = &[IN_RADAR, IN_WATCHLIST, IN_CHANGES];
const WATCHLIST: Places = &[IN_WATCHLIST];
const CHANGES: Places = &[IN_CHANGES];
const STATES: Places = &[&[Place::Watchlist]];
const BARS: Places = &[&[Place::Bars]];
const SEARCH: Places = &[&[Place::Search]];
const FIND: Places = &[&[Place::Find]];
const PALETTE: Places = &[&[Place::Palette]];
const FILTERS: Places = &[&[Place::Filters]];
const LINKS: Places = &[&[Place::Links]];
const POPUPS: Places = &[IN_POPUPS];
const TYPING: Places = &[IN_LINES];
const MOVING: Places = &[IN_BROWSE, IN_RADAR, IN_WATCHLIST, IN_CHANGES, IN_POPUPS];
const SEARCHED: Places = &[
    &[Place::List, Place::Releases, Place::Timeline],
    IN_RADAR,
    IN_WATCHLIST,
    IN_CHANGES,
];
const MARKED: Places = &[&[Place::Releases, Place::Timeline], IN_RADAR, IN_CHANGES];
const PROBLEMS: Places = &[
    IN_BROWSE,
    IN_RADAR,
    IN_WATCHLIST,
    IN_CHANGES,
    &[Place::Problems],
];
const DATED: Places = &[IN_BROWSE, IN_RADAR, IN_WATCHLIST, IN_CHANGES, &[Place::Why]];
const LINKED: Places = &[
    IN_BROWSE,
    IN_RADAR,
    IN_WATCHLIST,
    IN_CHANGES,
    &[Place::Links],
];
const PANED: Places = &[IN_BROWSE, &[Place::Find]];

/// The default keys, in the order of the help.
#[rustfmt::skip] // A table is read by its lines.
pub static BINDINGS: &[Binding] = &[
    row("keep-query", &[key(Enter)], &[(SEARCH, Msg::Deeper)], "keep the query, go on to the list", Some("keep")),
    row("clear-query", &[key(Esc)], &[(SEARCH, Msg::Back)], "clear the query, then leave", Some("clear")),
    row("complete", &[key(Tab)], &[(SEARCH, Msg::Complete(Way::Next))], "complete the filter, else next pane", Some("complete")),
    row("search-up", &[key(Up), ctrl('p')], &[(SEARCH, Msg::Move(Step::Up))], "product above", Some("up")),
    row("search-down", &[key(Down), ctrl('n')], &[(SEARCH, Msg::Move(Step::Down))], "product below", Some("down")),
    row("keep-found", &[key(Enter)], &[(FIND, Msg::Deeper)], "keep what is found, go on in the page", Some("keep")),
    row("clear-found", &[key(Esc)], &[(FIND, Msg::Back)], "clear it, back to where the page was", Some("clear")),
    row("match-above", &[key(Up), ctrl('p')], &[(FIND, Msg::Browse(Browse::Match(Way::Previous)))], "match above", Some("previous")),
    row("match-below", &[key(Down), ctrl('n')], &[(FIND, Msg::Browse(Browse::Match(Way::Next)))], "match below", Some("next")),
    row("do-action", &[key(Enter)], &[(PALETTE, Msg::Deeper)], "do it", Some("do it")),
    row("close-actions", &[key(Esc)], &[(PALETTE, Msg::Back)], "close", Some("close")),
    row("action-above", &[key(Up), ctrl('p')], &[(PALETTE, Msg::Move(Step::Up))], "action above", Some("up")),
    row("action-below", &[key(Down), ctrl('n')], &[(PALETTE, Msg::Move(Step::Down))], "action below", Some("down")),
    row("toggle-filter", &[key(Enter)], &[(FILTERS, Msg::Deeper)], "write the filter, or take it out", Some("on, off")),
    row("close-filters", &[key(Esc)], &[(FILTERS, Msg::Back)], "close", Some("close")),
    row("filter-above", &[key(Up), ctrl('p')], &[(FILTERS, Msg::Move(Step::Up))], "filter above", Some("up")),
    row("filter-below", &[key(Down), ctrl('n')], &[(FILTERS, Msg::Move(Step::Down))], "filter below", Some("down")),
    row("typing-page-up", &[key(PageUp)], &[(TYPING, Msg::Move(Step::PageUp))], "a screen up", None),
    row("typing-page-down", &[key(PageDown)], &[(TYPING, Msg::Move(Step::PageDown))], "a screen down", None),
    row("delete-left", &[key(Backspace)], &[(TYPING, Msg::Edit(Edit::Backspace))], "delete to the left", None),
    row("delete-right", &[key(Delete)], &[(TYPING, Msg::Edit(Edit::Delete))], "delete to the right", None),
    row("delete-word", &[ctrl('w')], &[(TYPING, Msg::Edit(Edit::DeleteWord))], "delete the word", None),
    row("delete-to-start", &[ctrl('u')], &[(TYPING, Msg::Edit(Edit::DeleteToStart))], "delete to the start", None),
    row("cursor-left", &[key(Left)], &[(TYPING, Msg::Edit(Edit::Left))], "to the left", None),
    row("cursor-right", &[key(Right)], &[(TYPING, Msg::Edit(Edit::Right))], "to the right", None),
    row("cursor-start", &[ctrl('a'), key(Home)], &[(TYPING, Msg::Edit(Edit::Start))], "to the start", None),
    row("cursor-end", &[ctrl('e'), key(End)], &[(TYPING, Msg::Edit(Edit::End))], "to the end", None),
    row("open-link", &[key(Enter), ch('l'), key(Right)], &[(LINKS, Msg::Deeper)], "open the link", Some("open")),
    row("copy-link", &[ch('y')], &[(LINKS, Msg::Copy(Copied::Link))], "copy the address of the link", Some("copy")),
    row("down", &[ch('j'), key(Down)], &[(MOVING, Msg::Move(Step::Down))], "down", None),
    row("up", &[ch('k'), key(Up)], &[(MOVING, Msg::Move(Step::Up))], "up", None),
    row("half-down", &[ctrl('d')], &[(MOVING, Msg::Move(Step::HalfDown))], "half a screen down", None),
    row("half-up", &[ctrl('u')], &[(MOVING, Msg::Move(Step::HalfUp))], "half a screen up", None),
    row("page-down", &[key(PageDown)], &[(MOVING, Msg::Move(Step::PageDown))], "a screen down", None),
    row("page-up", &[key(PageUp)], &[(MOVING, Msg::Move(Step::PageUp))], "a screen up", None),
    row("top", &[ch('g'), key(Home)], &[(MOVING, Msg::Move(Step::First))], "to the top", None),
    row("bottom", &[ch('G'), key(End)], &[(MOVING, Msg::Move(Step::Last))], "to the bottom", None),
    row("to-releases", &[key(Enter), ch('l'), key(Right)], &[(LIST, Msg::Deeper)], "to the releases", Some("releases")),
    row("to-page", &[key(Enter), ch('l'), key(Right)], &[(RELEASES, Msg::Deeper)], "to the page", Some("page")),
    row("to-event", &[key(Enter), ch('l'), key(Right)], &[(RADAR, Msg::Deeper)], "to the release in Browse; Esc leads back", Some("release")),
    row("drop-query", &[key(Esc), ch('h'), key(Left)], &[(LIST, Msg::Back)], "clear the query", None),
    row("leave-releases", &[key(Esc), ch('h'), key(Left)], &[(RELEASES, Msg::Back)], "one step back", Some("back")),
    row("leave-page", &[key(Esc), ch('h'), key(Left)], &[(PAGE, Msg::Back)], "clear what is found, then one step back", Some("back")),
    row("leave-radar", &[key(Esc), ch('h'), key(Left)], &[(RADAR, Msg::Back)], "clear the query, then to Browse", None),
    row("close-popup", &[key(Esc), ch('h'), key(Left)], &[(POPUPS, Msg::Back)], "close", Some("close")),
    row("table", &[ch('t')], &[
        (TIMELINE, Msg::Browse(Browse::Form)),
        (BARS, Msg::Watchlist(Watchlist::Form)),
    ], "table of the releases again", Some("table")),
    row("closer", &[ch('+'), ch('=')], &[
        (TIMELINE, Msg::Browse(Browse::Timeline(Timeline::Closer))),
        (BARS, Msg::Watchlist(Watchlist::Timeline(Timeline::Closer))),
    ], "closer: half as much time", Some("closer")),
    row("wider", &[ch('-')], &[
        (TIMELINE, Msg::Browse(Browse::Timeline(Timeline::Wider))),
        (BARS, Msg::Watchlist(Watchlist::Timeline(Timeline::Wider))),
    ], "wider: twice as much time", Some("wider")),
    row("earlier", &[ch('<')], &[
        (TIMELINE, Msg::Browse(Browse::Timeline(Timeline::Earlier))),
        (BARS, Msg::Watchlist(Watchlist::Timeline(Timeline::Earlier))),
    ], "earlier", None),
    row("later", &[ch('>')], &[
        (TIMELINE, Msg::Browse(Browse::Timeline(Timeline::Later))),
        (BARS, Msg::Watchlist(Watchlist::Timeline(Timeline::Later))),
    ], "later", None),
    row("all-time", &[ch('0')], &[
        (TIMELINE, Msg::Browse(Browse::Timeline(Timeline::All))),
        (BARS, Msg::Watchlist(Watchlist::Timeline(Timeline::All))),
    ], "all the time there is", Some("all")),
    row("search", &[ch('/')], &[(SEARCHED, Msg::Search)], "search the products", Some("search")),
    row("find", &[ch('/')], &[(PAGE, Msg::Browse(Browse::Find))], "find in the page", Some("find")),
    row("timeline", &[ch('t')], &[
        (TABLE, Msg::Browse(Browse::Form)),
        (STATES, Msg::Watchlist(Watchlist::Form)),
    ], "timeline of the releases, or their table", Some("timeline")),
    row("watch-product", &[ch(' ')], &[(LIST, Msg::Watch)], "watch the product, or no more", Some("watch")),
    row("watch-release", &[ch(' ')], &[(MARKED, Msg::Watch)], "watch the release, or no more", Some("watch")),
    row("unwatch", &[ch(' ')], &[(WATCHLIST, Msg::Watch)], "stop watching it", Some("unwatch")),
    row("changelog", &[ch('o')], &[(SCREENS, Msg::Open(Target::Changelog))], "open the changelog of the release", Some("changelog")),
    row("why", &[ch('w')], &[(DATED, Msg::Why)], "why: the phase, the dates, the rule of the sign", Some("why")),
    row("filters", &[ch('f')], &[(SCREENS, Msg::Filters)], "filter the products", Some("filter")),
    row("old-releases", &[ch('.')], &[
        (BROWSE, Msg::Browse(Browse::Fold)),
        (ENDS, Msg::FoldEnds),
    ], "unfold or fold old releases, ends of a day", Some("unfold")),
    row("copy-version", &[ch('y')], &[(SCREENS, Msg::Copy(Copied::Version))], "copy the newest version of the release", Some("copy")),
    row("sort", &[ch('s')], &[
        (LIST_AND_TABLE, Msg::Browse(Browse::Sort)),
        (CHANGES, Msg::Changes(Changes::Sort)),
    ], "sort by the next column", Some("sort")),
    row("clear-filters", &[ch('F')], &[(SCREENS, Msg::ClearFilters)], "take all filters out", None),
    row("reverse", &[ch('S')], &[
        (LIST_AND_TABLE, Msg::Browse(Browse::Reverse)),
        (CHANGES, Msg::Changes(Changes::Reverse)),
    ], "sort the other way round", None),
    row("newest-versions", &[ch('.')], &[(CHANGES, Msg::Changes(Changes::Versions))], "newest versions: show or hide them", Some("versions")),
    row("next-match", &[ch('n')], &[(PAGE, Msg::Browse(Browse::Match(Way::Next)))], "next match", None),
    row("previous-match", &[ch('N')], &[(PAGE, Msg::Browse(Browse::Match(Way::Previous)))], "previous match", None),
    row("links", &[ch('u')], &[(LINKED, Msg::Links)], "list the links", Some("links")),
    row("copy-changelog", &[ch('Y')], &[(SCREENS, Msg::Copy(Copied::Changelog))], "copy the address of the changelog", None),
    row("product", &[ch('O')], &[(SCREENS, Msg::Open(Target::Product))], "open the product at endoflife.date", None),
    row("policy", &[ch('p')], &[(SCREENS, Msg::Open(Target::Policy))], "open the release policy", Some("policy")),
    row("zoom", &[ch('z')], &[
        (BROWSE, Msg::Browse(Browse::Zoom)),
        (WATCHLIST, Msg::Watchlist(Watchlist::Zoom)),
    ], "zoom: give this pane the screen, or take it back", Some("zoom")),
    row("problems", &[ch('!')], &[(PROBLEMS, Msg::Problems)], "problems: files that could not be read", None),
    row("next-pane", &[key(Tab)], &[
        (PANED, Msg::Browse(Browse::Pane(Way::Next))),
        (WATCHLIST, Msg::Watchlist(Watchlist::Pane)),
    ], "next pane", Some("pane")),
    row("previous-pane", &[key(BackTab)], &[
        (PANED, Msg::Browse(Browse::Pane(Way::Previous))),
        (WATCHLIST, Msg::Watchlist(Watchlist::Pane)),
        (SEARCH, Msg::Complete(Way::Previous)),
    ], "previous pane", None),
    row("browse", &[ch('1')], &[(SCREENS, Msg::Screen(Screen::Browse))], "browse: products, releases, page", None),
    row("radar", &[ch('2')], &[(SCREENS, Msg::Screen(Screen::Radar))], "radar: what ends when, over all that are listed", None),
    row("watchlist", &[ch('3')], &[(SCREENS, Msg::Screen(Screen::Watchlist))], "watchlist: what is watched, how that stands", None),
    row("changes", &[ch('5')], &[(SCREENS, Msg::Screen(Screen::Changes))], "changes: what the last update has changed", None),
    row("month-back", &[ch('[')], &[(DATED, Msg::Day(Travel::MonthBack))], "look at a day a month earlier", Some("month back")),
    row("month-on", &[ch(']')], &[(DATED, Msg::Day(Travel::MonthOn))], "look at a day a month later", Some("month on")),
    row("year-back", &[ch('{')], &[(DATED, Msg::Day(Travel::YearBack))], "look at a day a year earlier", None),
    row("year-on", &[ch('}')], &[(DATED, Msg::Day(Travel::YearOn))], "look at a day a year later", None),
    row("today", &[ch('\\')], &[(DATED, Msg::Day(Travel::Today))], "today: look at it", None),
    row("actions", &[ch(':'), ctrl('p')], &[(ANYWHERE, Msg::Palette)], "all actions by name", None),
    row("mouse", &[ch('m')], &[(ANYWHERE, Msg::Mouse)], "mouse on, mouse off", None),
    row("help", &[ch('?'), key(F(1))], &[(ANYWHERE, Msg::Help)], "help: all keys, the signs, the filters", Some("keys")),
    row("close", &[ch('q')], &[(ANYWHERE, Msg::Close)], "close what is open, else quit", None),
    row("quit", &[ctrl('c')], &[(ANYWHERE, Msg::Quit)], "quit", None),
    row("next-theme", &[ch('T')], &[(ANYWHERE, Msg::NextTheme)], "theme: the next one", None),
    row("update", &[ch('R')], &[(ANYWHERE, Msg::Update)], "update: bring the data of today, or cancel that", None),
    row("redraw", &[ctrl('l')], &[(ANYWHERE, Msg::Redraw)], "draw the screen anew", None),
    row("suspend", &[ctrl('z')], &[(ANYWHERE, Msg::Suspend)], "suspend; `fg` brings it back", None),
];
