//! The default keys: one row for each action.

use std::borrow::Cow;

use KeyCode::{BackTab, Backspace, Delete, Down, End, Enter, Esc, F, Home, Left, Tab, Up};
use KeyCode::{PageDown, PageUp, Right};
use crossterm::event::KeyCode;

use super::{Binding, Key};
use crate::app::browse::Msg as Browse;
use crate::app::changes::Msg as Changes;
use crate::app::comparison::Msg as Comparison;
use crate::app::cursor::{Step, Way};
use crate::app::line_edit::Edit;
use crate::app::release_list::Msg as ReleaseList;
use crate::app::screen::Screen;
use crate::app::stack::Msg as Stack;
use crate::app::timeline::Msg as Timeline;
use crate::app::travel::Travel;
use crate::app::watchlist::Msg as Watchlist;
use crate::app::{Copied, Msg, Place, Places, Target};

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

const ANYWHERE: Places = Places::of(&[]);
const LIST: Places = Places::of(&[Place::List]);
const LIST_AND_TABLE: Places = Places::of(&[Place::List, Place::Releases]);
const RELEASES: Places = Places::of(&[Place::Releases, Place::Timeline]);
const TIMELINE: Places = Places::of(&[Place::Timeline]);
const PAGE: Places = Places::of(&[Place::Page]);
const BROWSE: Places = LIST.and(RELEASES).and(PAGE);
const RADAR: Places = Places::of(&[Place::Radar]);
const RELEASE_LIST: Places = Places::of(&[Place::ReleaseList]);
const COMPARISON: Places = Places::of(&[Place::Comparison]);
const STATES: Places = Places::of(&[Place::Watchlist]);
const BARS: Places = Places::of(&[Place::Bars]);
const WATCHLIST: Places = STATES.and(BARS);
const ITEMS: Places = Places::of(&[Place::Stack]);
const STACK_BARS: Places = Places::of(&[Place::StackBars]);
const STACK: Places = ITEMS.and(STACK_BARS);
const CHANGES: Places = Places::of(&[Place::Changes]);
const SCREENS: Places = Place::ON_SCREENS;

const HELP: Places = Places::of(&[Place::Help]);
const LISTED_PROBLEMS: Places = Places::of(&[Place::Problems]);
const WHY: Places = Places::of(&[Place::Why]);
pub(super) const LINKS: Places = Places::of(&[Place::Links]);
const POPUPS: Places = HELP.and(LISTED_PROBLEMS).and(WHY).and(LINKS);
const SEARCH: Places = Places::of(&[Place::Search]);
const FIND: Places = Places::of(&[Place::Find]);
const PALETTE: Places = Places::of(&[Place::Palette]);
const FILTERS: Places = Places::of(&[Place::Filters]);
const HELP_LINE: Places = Places::of(&[Place::HelpLine]);
/// Where text is typed.
pub(super) const LINES: Places = SEARCH.and(FIND).and(PALETTE).and(FILTERS).and(HELP_LINE);

// Where an action has something to act on.
const CHARTS: Places = TIMELINE.and(BARS).and(COMPARISON).and(STACK_BARS);
const CHARTED: Places = SCREENS
    .except(BROWSE)
    .except(WATCHLIST)
    .except(STACK)
    .and(POPUPS);
const COMPARABLE: Places = SCREENS.except(WATCHLIST).except(STACK).except(CHANGES);
const DATED: Places = SCREENS.and(WHY);
const FILTERED: Places = SCREENS.except(COMPARISON);
const GROUPED: Places = RADAR.and(STATES).and(ITEMS).and(CHANGES);
const LEADING: Places = SCREENS.except(BROWSE);
const LEAVING: Places = RADAR.and(WATCHLIST).and(STACK).and(CHANGES);
const LINKED: Places = SCREENS.and(LINKS);
const LISTABLE: Places = SCREENS.except(RELEASE_LIST);
const MOVING: Places = SCREENS.and(POPUPS);
const PANED: Places = BROWSE.and(FIND);
const PROBLEMS: Places = SCREENS.and(LISTED_PROBLEMS);
const SEARCHED: Places = FILTERED.except(PAGE);
const TABLE: Places = BROWSE.except(TIMELINE);
const WATCHABLE: Places = LEADING.except(WATCHLIST).and(RELEASES);

/// The default keys, in the order of the help.
#[rustfmt::skip] // A table is read by its lines.
pub static BINDINGS: &[Binding] = &[
    row("keep-query", &[key(Enter)], &[(SEARCH, Msg::Deeper)], "keep the query; go to what it names, or the list", Some("keep")),
    row("clear-query", &[key(Esc)], &[(SEARCH, Msg::Back)], "clear the query, then leave the search line", Some("clear")),
    row("complete", &[key(Tab)], &[(SEARCH, Msg::Complete(Way::Next))], "complete the filter, or go to the next pane", Some("complete")),
    row("search-up", &[key(Up), ctrl('p')], &[(SEARCH, Msg::Move(Step::Up))], "previous product", Some("up")),
    row("search-down", &[key(Down), ctrl('n')], &[(SEARCH, Msg::Move(Step::Down))], "next product", Some("down")),
    row("keep-found", &[key(Enter)], &[(FIND, Msg::Deeper)], "keep the matches and go to the page", Some("keep")),
    row("clear-found", &[key(Esc)], &[(FIND, Msg::Back)], "cancel and scroll back", Some("clear")),
    row("match-above", &[key(Up), ctrl('p')], &[(FIND, Msg::Browse(Browse::Match(Way::Previous)))], "previous match", Some("previous")),
    row("match-below", &[key(Down), ctrl('n')], &[(FIND, Msg::Browse(Browse::Match(Way::Next)))], "next match", Some("next")),
    row("do-action", &[key(Enter)], &[(PALETTE, Msg::Deeper)], "run the action", Some("run")),
    row("close-actions", &[key(Esc)], &[(PALETTE, Msg::Back)], "close", Some("close")),
    row("action-above", &[key(Up), ctrl('p')], &[(PALETTE, Msg::Move(Step::Up))], "previous action", Some("up")),
    row("action-below", &[key(Down), ctrl('n')], &[(PALETTE, Msg::Move(Step::Down))], "next action", Some("down")),
    row("toggle-filter", &[key(Enter)], &[(FILTERS, Msg::Deeper)], "add or remove the filter", Some("toggle")),
    row("close-filters", &[key(Esc)], &[(FILTERS, Msg::Back)], "close", Some("close")),
    row("filter-above", &[key(Up), ctrl('p')], &[(FILTERS, Msg::Move(Step::Up))], "previous filter", Some("up")),
    row("filter-below", &[key(Down), ctrl('n')], &[(FILTERS, Msg::Move(Step::Down))], "next filter", Some("down")),
    row("keep-narrowed", &[key(Enter)], &[(HELP_LINE, Msg::Deeper)], "keep the search and go to the help", Some("keep")),
    row("clear-narrowed", &[key(Esc)], &[(HELP_LINE, Msg::Back)], "clear the search", Some("clear")),
    row("help-up", &[key(Up), ctrl('p')], &[(HELP_LINE, Msg::Move(Step::Up))], "up one line or page", None),
    row("help-down", &[key(Down), ctrl('n')], &[(HELP_LINE, Msg::Move(Step::Down))], "down one line or page", None),
    row("typing-page-up", &[key(PageUp)], &[(LINES, Msg::Move(Step::PageUp))], "up one screen", None),
    row("typing-page-down", &[key(PageDown)], &[(LINES, Msg::Move(Step::PageDown))], "down one screen", None),
    row("delete-left", &[key(Backspace)], &[(LINES, Msg::Edit(Edit::Backspace))], "delete the character before the cursor", None),
    row("delete-right", &[key(Delete)], &[(LINES, Msg::Edit(Edit::Delete))], "delete the character under the cursor", None),
    row("delete-word", &[ctrl('w')], &[(LINES, Msg::Edit(Edit::DeleteWord))], "delete the word before the cursor", None),
    row("delete-to-start", &[ctrl('u')], &[(LINES, Msg::Edit(Edit::DeleteToStart))], "delete everything before the cursor", None),
    row("cursor-left", &[key(Left)], &[(LINES, Msg::Edit(Edit::Left))], "move the cursor left", None),
    row("cursor-right", &[key(Right)], &[(LINES, Msg::Edit(Edit::Right))], "move the cursor right", None),
    row("cursor-start", &[ctrl('a'), key(Home)], &[(LINES, Msg::Edit(Edit::Start))], "move to the start of the line", None),
    row("cursor-end", &[ctrl('e'), key(End)], &[(LINES, Msg::Edit(Edit::End))], "move to the end of the line", None),
    row("open-link", &[key(Enter), ch('l'), key(Right)], &[(LINKS, Msg::Deeper)], "open the link; or type its number", Some("open")),
    row("copy-link", &[ch('y')], &[(LINKS, Msg::Copy(Copied::Link))], "copy the link address", Some("copy")),
    row("down", &[ch('j'), key(Down)], &[(MOVING, Msg::Move(Step::Down))], "down", None),
    row("up", &[ch('k'), key(Up)], &[(MOVING, Msg::Move(Step::Up))], "up", None),
    row("half-down", &[ctrl('d')], &[(MOVING, Msg::Move(Step::HalfDown))], "down half a screen", None),
    row("half-up", &[ctrl('u')], &[(MOVING, Msg::Move(Step::HalfUp))], "up half a screen", None),
    row("page-down", &[key(PageDown)], &[(MOVING, Msg::Move(Step::PageDown))], "down one screen", None),
    row("page-up", &[key(PageUp)], &[(MOVING, Msg::Move(Step::PageUp))], "up one screen", None),
    row("top", &[ch('g'), key(Home)], &[(MOVING, Msg::Move(Step::First))], "go to the top", None),
    row("bottom", &[ch('G'), key(End)], &[(MOVING, Msg::Move(Step::Last))], "go to the bottom", None),
    row("next-group", &[ch('J')], &[(GROUPED, Msg::Group(Way::Next))], "next group", None),
    row("previous-group", &[ch('K')], &[(GROUPED, Msg::Group(Way::Previous))], "previous group", None),
    row("to-releases", &[key(Enter), ch('l'), key(Right)], &[(LIST, Msg::Deeper)], "go to the releases", Some("releases")),
    row("to-page", &[key(Enter), ch('l'), key(Right)], &[(RELEASES, Msg::Deeper)], "go to the page", Some("page")),
    row("to-event", &[key(Enter), ch('l'), key(Right)], &[(LEADING, Msg::Deeper)], "show the release in Browse; Esc returns", Some("release")),
    row("drop-query", &[key(Esc), ch('h'), key(Left)], &[(LIST, Msg::Back)], "clear the query", None),
    row("leave-releases", &[key(Esc), ch('h'), key(Left)], &[(RELEASES, Msg::Back)], "go back", Some("back")),
    row("leave-page", &[key(Esc), ch('h'), key(Left)], &[(PAGE, Msg::Back)], "clear the matches, then go back", Some("back")),
    row("leave-radar", &[key(Esc), ch('h'), key(Left)], &[(LEAVING, Msg::Back)], "clear the query, then go to Browse", None),
    row("leave-release-list", &[ch('r'), key(Esc), ch('h'), key(Left)], &[(RELEASE_LIST, Msg::Back)], "go back to the products", Some("products")),
    row("leave-comparison", &[ch('c'), key(Esc), ch('h'), key(Left)], &[(COMPARISON, Msg::Back)], "go back to the products", Some("products")),
    row("close-popup", &[key(Esc), ch('h'), key(Left)], &[(POPUPS, Msg::Back)], "close", Some("close")),
    row("table", &[ch('t')], &[
        (TIMELINE, Msg::Browse(Browse::Form)),
        (BARS, Msg::Watchlist(Watchlist::Form)),
        (STACK_BARS, Msg::Stack(Stack::Form)),
    ], "table: show the table again", Some("table")),
    row("closer", &[ch('+'), ch('=')], &[(CHARTS, Msg::Timeline(Timeline::Closer))], "zoom in: half the time span", Some("zoom in")),
    row("wider", &[ch('-')], &[(CHARTS, Msg::Timeline(Timeline::Wider))], "zoom out: twice the time span", Some("zoom out")),
    row("earlier", &[ch('<')], &[(CHARTS, Msg::Timeline(Timeline::Earlier))], "scroll to earlier dates", None),
    row("later", &[ch('>')], &[(CHARTS, Msg::Timeline(Timeline::Later))], "scroll to later dates", None),
    row("all-time", &[ch('0')], &[(CHARTS, Msg::Timeline(Timeline::All))], "show the whole time range", Some("all")),
    row("search", &[ch('/')], &[(SEARCHED, Msg::Search)], "search products", Some("search")),
    row("narrow-help", &[ch('/')], &[(HELP, Msg::Search)], "search the help", Some("search")),
    row("find", &[ch('/')], &[(PAGE, Msg::Browse(Browse::Find))], "find on this page", Some("find")),
    row("timeline", &[ch('t')], &[
        (TABLE, Msg::Browse(Browse::Form)),
        (STATES, Msg::Watchlist(Watchlist::Form)),
        (CHARTED, Msg::Chart),
        (ITEMS, Msg::Stack(Stack::Form)),
    ], "timeline: show releases as bars", Some("timeline")),
    row("watch-product", &[ch(' ')], &[(LIST, Msg::Watch)], "watch or unwatch this product", Some("watch")),
    row("watch-release", &[ch(' ')], &[(WATCHABLE, Msg::Watch)], "watch or unwatch this release", Some("watch")),
    row("unwatch", &[ch(' ')], &[(WATCHLIST, Msg::Watch)], "stop watching this entry", Some("unwatch")),
    row("watch-found", &[ctrl(' ')], &[(SEARCH, Msg::Watch)], "watch or unwatch the selected product or release", Some("watch")),
    row("next-list", &[ch('L')], &[(WATCHLIST, Msg::NextList)], "switch to the next of your watchlists", Some("next list")),
    row("edit", &[ch('e')], &[(ITEMS, Msg::Stack(Stack::Edit))], "open the file at this line in your editor", Some("edit")),
    row("read-again", &[ctrl('r')], &[(ITEMS, Msg::Stack(Stack::Read))], "read the files again", None),
    row("changelog", &[ch('o')], &[(SCREENS, Msg::Open(Target::Changelog))], "open the changelog of the release", Some("changelog")),
    row("why", &[ch('w')], &[(DATED, Msg::Why)], "why: explain this status (phase, dates, rule)", Some("why")),
    row("filters", &[ch('f')], &[(FILTERED, Msg::Filters)], "filter products", Some("filter")),
    row("old-releases", &[ch('.')], &[
        (BROWSE, Msg::Browse(Browse::Fold)),
        (RADAR, Msg::FoldEnds),
    ], "show or hide old releases, or end dates of one day", Some("show")),
    row("copy-version", &[ch('y')], &[(SCREENS, Msg::Copy(Copied::Version))], "copy the latest version of the release", Some("copy")),
    row("sort", &[ch('s')], &[
        (LIST_AND_TABLE, Msg::Browse(Browse::Sort)),
        (ITEMS, Msg::Stack(Stack::Sort)),
        (CHANGES, Msg::Changes(Changes::Sort)),
        (RELEASE_LIST, Msg::ReleaseList(ReleaseList::Sort)),
    ], "sort by the next column", Some("sort")),
    row("clear-filters", &[ch('F')], &[(FILTERED, Msg::ClearFilters)], "remove all filters", None),
    row("reverse", &[ch('S')], &[
        (LIST_AND_TABLE, Msg::Browse(Browse::Reverse)),
        (CHANGES, Msg::Changes(Changes::Reverse)),
        (RELEASE_LIST, Msg::ReleaseList(ReleaseList::Reverse)),
    ], "reverse the sort order", None),
    row("newest-versions", &[ch('.')], &[(CHANGES, Msg::Changes(Changes::Versions))], "latest versions: show or hide them", Some("versions")),
    row("supported-items", &[ch('.')], &[(ITEMS, Msg::Stack(Stack::Fold))], "supported items: show or hide them", Some("show")),
    row("next-match", &[ch('n')], &[(PAGE, Msg::Browse(Browse::Match(Way::Next)))], "next match", None),
    row("previous-match", &[ch('N')], &[(PAGE, Msg::Browse(Browse::Match(Way::Previous)))], "previous match", None),
    row("links", &[ch('u')], &[(LINKED, Msg::Links)], "list the links", Some("links")),
    row("copy-changelog", &[ch('Y')], &[(SCREENS, Msg::Copy(Copied::Changelog))], "copy the URL of the changelog", None),
    row("product", &[ch('O')], &[(SCREENS, Msg::Open(Target::Product))], "open the product on endoflife.date", None),
    row("policy", &[ch('p')], &[(SCREENS, Msg::Open(Target::Policy))], "open the release policy", Some("policy")),
    row("zoom", &[ch('z')], &[
        (BROWSE, Msg::Browse(Browse::Zoom)),
        (WATCHLIST, Msg::Watchlist(Watchlist::Zoom)),
    ], "zoom: maximize or restore this pane", Some("zoom")),
    row("problems", &[ch('!')], &[(PROBLEMS, Msg::Problems)], "problems: files and settings with errors", None),
    row("next-pane", &[key(Tab)], &[
        (PANED, Msg::Browse(Browse::Pane(Way::Next))),
        (WATCHLIST, Msg::Watchlist(Watchlist::Pane)),
    ], "next pane", Some("pane")),
    row("previous-pane", &[key(BackTab)], &[
        (PANED, Msg::Browse(Browse::Pane(Way::Previous))),
        (WATCHLIST, Msg::Watchlist(Watchlist::Pane)),
        (SEARCH, Msg::Complete(Way::Previous)),
    ], "previous pane", None),
    row("browse", &[ch('1')], &[(SCREENS, Msg::Screen(Screen::Browse))], "browse: products, releases and page", None),
    row("radar", &[ch('2')], &[(SCREENS, Msg::Screen(Screen::Radar))], "radar: upcoming end dates of the listed products", None),
    row("watchlist", &[ch('3')], &[(SCREENS, Msg::Screen(Screen::Watchlist))], "watchlist: watched products and their status", None),
    row("stack", &[ch('4')], &[(SCREENS, Msg::Screen(Screen::Stack))], "stack: versions found in the files of a folder", None),
    row("changes", &[ch('5')], &[(SCREENS, Msg::Screen(Screen::Changes))], "changes: what the last update changed", None),
    row("release-list", &[ch('r')], &[(LISTABLE, Msg::Screen(Screen::Releases))], "releases: all releases of the listed products", Some("all releases")),
    row("calendar", &[ch('C')], &[(SCREENS, Msg::Calendar)], "calendar: write the listed dates to a file", None),
    row("mark", &[ch('x')], &[(COMPARABLE, Msg::Comparison(Comparison::Mark))], "mark or unmark this product for comparing", Some("mark")),
    row("compare", &[ch('c')], &[(FILTERED, Msg::Comparison(Comparison::Compare))], "compare: show the marked products side by side", Some("compare")),
    row("month-back", &[ch('[')], &[(DATED, Msg::Day(Travel::MonthBack))], "as-of date: one month earlier", Some("month back")),
    row("month-on", &[ch(']')], &[(DATED, Msg::Day(Travel::MonthOn))], "as-of date: one month later", Some("month forward")),
    row("year-back", &[ch('{')], &[(DATED, Msg::Day(Travel::YearBack))], "as-of date: one year earlier", None),
    row("year-on", &[ch('}')], &[(DATED, Msg::Day(Travel::YearOn))], "as-of date: one year later", None),
    row("today", &[ch('\\')], &[(DATED, Msg::Day(Travel::Today))], "as-of date: today", None),
    row("actions", &[ch(':'), ctrl('p')], &[(ANYWHERE, Msg::Palette)], "actions: find any action by name", None),
    row("mouse", &[ch('m')], &[(ANYWHERE, Msg::Mouse)], "mouse: turn it on or off", None),
    row("help", &[ch('?'), key(F(1))], &[(ANYWHERE, Msg::Help)], "help: keys, symbols and filters", Some("keys")),
    row("close", &[ch('q')], &[(ANYWHERE, Msg::Close)], "close what is open, or quit", None),
    row("quit", &[ctrl('c')], &[(ANYWHERE, Msg::Quit)], "quit", None),
    row("next-theme", &[ch('T')], &[(ANYWHERE, Msg::NextTheme)], "theme: switch to the next one", None),
    row("update", &[ch('R')], &[(ANYWHERE, Msg::Update)], "update: download new data, or cancel", Some("update")),
    row("redraw", &[ctrl('l')], &[(ANYWHERE, Msg::Redraw)], "redraw the screen", None),
    row("suspend", &[ctrl('z')], &[(ANYWHERE, Msg::Suspend)], "suspend; `fg` resumes", None),
];
