//! The default keys: one row for each action.

use std::borrow::Cow;

use KeyCode::{BackTab, Backspace, Delete, Down, End, Enter, Esc, F, Home, Left, Tab, Up};
use KeyCode::{PageDown, PageUp, Right};
use crossterm::event::KeyCode;

use super::{Binding, Key, Places};
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
const IN_RELEASES: &[Place] = &[Place::ReleaseList];
const IN_COMPARISON: &[Place] = &[Place::Comparison];
const IN_STACK: &[Place] = &[Place::Stack, Place::StackBars];
const IN_CHANGES: &[Place] = &[Place::Changes];
const IN_WATCHLIST: &[Place] = &[Place::Watchlist, Place::Bars];
const IN_POPUPS: &[Place] = &[Place::Help, Place::Problems, Place::Why, Place::Links];
pub(super) const IN_LINES: &[Place] = &[
    Place::Search,
    Place::Find,
    Place::Palette,
    Place::Filters,
    Place::HelpLine,
];

const ANYWHERE: Places = &[];
const SCREENS: Places = &[
    IN_BROWSE,
    IN_RADAR,
    IN_RELEASES,
    IN_COMPARISON,
    IN_WATCHLIST,
    IN_STACK,
    IN_CHANGES,
];
const FILTERED: Places = &[
    IN_BROWSE,
    IN_RADAR,
    IN_RELEASES,
    IN_WATCHLIST,
    IN_STACK,
    IN_CHANGES,
];
const LISTABLE: Places = &[IN_BROWSE, IN_RADAR, IN_COMPARISON, IN_WATCHLIST, IN_CHANGES];
const MARKABLE: Places = &[IN_BROWSE, IN_RADAR, IN_RELEASES, IN_COMPARISON];
const BROWSE: Places = &[IN_BROWSE];
const LIST: Places = &[&[Place::List]];
const LIST_AND_TABLE: Places = &[&[Place::List, Place::Releases]];
const RELEASES: Places = &[&[Place::Releases, Place::Timeline]];
const TIMELINE: Places = &[&[Place::Timeline]];
const TABLE: Places = &[&[Place::List, Place::Releases, Place::Page]];
const PAGE: Places = &[&[Place::Page]];
const ENDS: Places = &[IN_RADAR];
const RADAR: Places = &[IN_RADAR, IN_WATCHLIST, IN_STACK, IN_CHANGES];
const EVENTS: Places = &[
    IN_RADAR,
    IN_RELEASES,
    IN_COMPARISON,
    IN_WATCHLIST,
    IN_STACK,
    IN_CHANGES,
];
const RELEASE_LIST: Places = &[IN_RELEASES];
const COMPARISON: Places = &[IN_COMPARISON];
const WATCHLIST: Places = &[IN_WATCHLIST];
const STACK: Places = &[&[Place::Stack]];
const STACK_BARS: Places = &[&[Place::StackBars]];
const CHANGES: Places = &[IN_CHANGES];
const STATES: Places = &[&[Place::Watchlist]];
const BARS: Places = &[&[Place::Bars]];
const GROUPED: Places = &[IN_RADAR, &[Place::Watchlist, Place::Stack], IN_CHANGES];
const CHARTED: Places = &[IN_RADAR, IN_RELEASES, IN_COMPARISON, IN_CHANGES, IN_POPUPS];
const SEARCH: Places = &[&[Place::Search]];
const FIND: Places = &[&[Place::Find]];
const PALETTE: Places = &[&[Place::Palette]];
const FILTERS: Places = &[&[Place::Filters]];
const LINKS: Places = &[&[Place::Links]];
const HELP: Places = &[&[Place::Help]];
const HELP_LINE: Places = &[&[Place::HelpLine]];
const POPUPS: Places = &[IN_POPUPS];
const TYPING: Places = &[IN_LINES];
const MOVING: Places = &[
    IN_BROWSE,
    IN_RADAR,
    IN_RELEASES,
    IN_COMPARISON,
    IN_WATCHLIST,
    IN_STACK,
    IN_CHANGES,
    IN_POPUPS,
];
const SEARCHED: Places = &[
    &[Place::List, Place::Releases, Place::Timeline],
    IN_RADAR,
    IN_RELEASES,
    IN_WATCHLIST,
    IN_STACK,
    IN_CHANGES,
];
const MARKED: Places = &[
    &[Place::Releases, Place::Timeline],
    IN_RADAR,
    IN_RELEASES,
    IN_COMPARISON,
    IN_STACK,
    IN_CHANGES,
];
const PROBLEMS: Places = &[
    IN_BROWSE,
    IN_RADAR,
    IN_RELEASES,
    IN_COMPARISON,
    IN_WATCHLIST,
    IN_STACK,
    IN_CHANGES,
    &[Place::Problems],
];
const DATED: Places = &[
    IN_BROWSE,
    IN_RADAR,
    IN_RELEASES,
    IN_COMPARISON,
    IN_WATCHLIST,
    IN_STACK,
    IN_CHANGES,
    &[Place::Why],
];
const LINKED: Places = &[
    IN_BROWSE,
    IN_RADAR,
    IN_RELEASES,
    IN_COMPARISON,
    IN_WATCHLIST,
    IN_STACK,
    IN_CHANGES,
    &[Place::Links],
];
const PANED: Places = &[IN_BROWSE, &[Place::Find]];

/// The default keys, in the order of the help.
#[rustfmt::skip] // A table is read by its lines.
pub static BINDINGS: &[Binding] = &[
    row("keep-query", &[key(Enter)], &[(SEARCH, Msg::Deeper)], "keep the query; go to what it names, or the list", Some("keep")),
    row("clear-query", &[key(Esc)], &[(SEARCH, Msg::Back)], "clear the query, then leave the search line", Some("clear")),
    row("complete", &[key(Tab)], &[(SEARCH, Msg::Complete(Way::Next))], "complete the filter, or go to the next pane", Some("complete")),
    row("search-up", &[key(Up), ctrl('p')], &[(SEARCH, Msg::Move(Step::Up))], "previous product", Some("up")),
    row("search-down", &[key(Down), ctrl('n')], &[(SEARCH, Msg::Move(Step::Down))], "next product", Some("down")),
    row("keep-found", &[key(Enter)], &[(FIND, Msg::Deeper)], "keep the matches and go to the page", Some("keep")),
    row("clear-found", &[key(Esc)], &[(FIND, Msg::Back)], "cancel and go back to where the page was", Some("clear")),
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
    row("typing-page-up", &[key(PageUp)], &[(TYPING, Msg::Move(Step::PageUp))], "up one screen", None),
    row("typing-page-down", &[key(PageDown)], &[(TYPING, Msg::Move(Step::PageDown))], "down one screen", None),
    row("delete-left", &[key(Backspace)], &[(TYPING, Msg::Edit(Edit::Backspace))], "delete the character before the cursor", None),
    row("delete-right", &[key(Delete)], &[(TYPING, Msg::Edit(Edit::Delete))], "delete the character under the cursor", None),
    row("delete-word", &[ctrl('w')], &[(TYPING, Msg::Edit(Edit::DeleteWord))], "delete the word before the cursor", None),
    row("delete-to-start", &[ctrl('u')], &[(TYPING, Msg::Edit(Edit::DeleteToStart))], "delete everything before the cursor", None),
    row("cursor-left", &[key(Left)], &[(TYPING, Msg::Edit(Edit::Left))], "move the cursor left", None),
    row("cursor-right", &[key(Right)], &[(TYPING, Msg::Edit(Edit::Right))], "move the cursor right", None),
    row("cursor-start", &[ctrl('a'), key(Home)], &[(TYPING, Msg::Edit(Edit::Start))], "move to the start of the line", None),
    row("cursor-end", &[ctrl('e'), key(End)], &[(TYPING, Msg::Edit(Edit::End))], "move to the end of the line", None),
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
    row("to-event", &[key(Enter), ch('l'), key(Right)], &[(EVENTS, Msg::Deeper)], "show the release in Browse; Esc returns", Some("release")),
    row("drop-query", &[key(Esc), ch('h'), key(Left)], &[(LIST, Msg::Back)], "clear the query", None),
    row("leave-releases", &[key(Esc), ch('h'), key(Left)], &[(RELEASES, Msg::Back)], "go back", Some("back")),
    row("leave-page", &[key(Esc), ch('h'), key(Left)], &[(PAGE, Msg::Back)], "clear the matches, then go back", Some("back")),
    row("leave-radar", &[key(Esc), ch('h'), key(Left)], &[(RADAR, Msg::Back)], "clear the query, then go to Browse", None),
    row("leave-release-list", &[ch('r'), key(Esc), ch('h'), key(Left)], &[(RELEASE_LIST, Msg::Back)], "go back to the products", Some("products")),
    row("leave-comparison", &[ch('c'), key(Esc), ch('h'), key(Left)], &[(COMPARISON, Msg::Back)], "go back to the products", Some("products")),
    row("close-popup", &[key(Esc), ch('h'), key(Left)], &[(POPUPS, Msg::Back)], "close", Some("close")),
    row("table", &[ch('t')], &[
        (TIMELINE, Msg::Browse(Browse::Form)),
        (BARS, Msg::Watchlist(Watchlist::Form)),
        (STACK_BARS, Msg::Stack(Stack::Form)),
    ], "table: switch back from the timeline", Some("table")),
    row("closer", &[ch('+'), ch('=')], &[
        (TIMELINE, Msg::Browse(Browse::Timeline(Timeline::Closer))),
        (BARS, Msg::Watchlist(Watchlist::Timeline(Timeline::Closer))),
        (COMPARISON, Msg::Comparison(Comparison::Timeline(Timeline::Closer))),
        (STACK_BARS, Msg::Stack(Stack::Timeline(Timeline::Closer))),
    ], "zoom in: half the time span", Some("closer")),
    row("wider", &[ch('-')], &[
        (TIMELINE, Msg::Browse(Browse::Timeline(Timeline::Wider))),
        (BARS, Msg::Watchlist(Watchlist::Timeline(Timeline::Wider))),
        (COMPARISON, Msg::Comparison(Comparison::Timeline(Timeline::Wider))),
        (STACK_BARS, Msg::Stack(Stack::Timeline(Timeline::Wider))),
    ], "zoom out: twice the time span", Some("wider")),
    row("earlier", &[ch('<')], &[
        (TIMELINE, Msg::Browse(Browse::Timeline(Timeline::Earlier))),
        (BARS, Msg::Watchlist(Watchlist::Timeline(Timeline::Earlier))),
        (COMPARISON, Msg::Comparison(Comparison::Timeline(Timeline::Earlier))),
        (STACK_BARS, Msg::Stack(Stack::Timeline(Timeline::Earlier))),
    ], "scroll to earlier dates", None),
    row("later", &[ch('>')], &[
        (TIMELINE, Msg::Browse(Browse::Timeline(Timeline::Later))),
        (BARS, Msg::Watchlist(Watchlist::Timeline(Timeline::Later))),
        (COMPARISON, Msg::Comparison(Comparison::Timeline(Timeline::Later))),
        (STACK_BARS, Msg::Stack(Stack::Timeline(Timeline::Later))),
    ], "scroll to later dates", None),
    row("all-time", &[ch('0')], &[
        (TIMELINE, Msg::Browse(Browse::Timeline(Timeline::All))),
        (BARS, Msg::Watchlist(Watchlist::Timeline(Timeline::All))),
        (COMPARISON, Msg::Comparison(Comparison::Timeline(Timeline::All))),
        (STACK_BARS, Msg::Stack(Stack::Timeline(Timeline::All))),
    ], "show the whole time range", Some("all")),
    row("search", &[ch('/')], &[(SEARCHED, Msg::Search)], "search products", Some("search")),
    row("narrow-help", &[ch('/')], &[(HELP, Msg::Search)], "search the help", Some("search")),
    row("find", &[ch('/')], &[(PAGE, Msg::Browse(Browse::Find))], "find on this page", Some("find")),
    row("timeline", &[ch('t')], &[
        (TABLE, Msg::Browse(Browse::Form)),
        (STATES, Msg::Watchlist(Watchlist::Form)),
        (CHARTED, Msg::Chart),
        (STACK, Msg::Stack(Stack::Form)),
    ], "timeline: switch between bars and table", Some("timeline")),
    row("watch-product", &[ch(' ')], &[(LIST, Msg::Watch)], "watch or unwatch this product", Some("watch")),
    row("watch-release", &[ch(' ')], &[(MARKED, Msg::Watch)], "watch or unwatch this release", Some("watch")),
    row("unwatch", &[ch(' ')], &[(WATCHLIST, Msg::Watch)], "stop watching this entry", Some("unwatch")),
    row("watch-found", &[ctrl(' ')], &[(SEARCH, Msg::Watch)], "watch or unwatch the selected product or release", Some("watch")),
    row("next-list", &[ch('L')], &[(WATCHLIST, Msg::NextList)], "switch to the next of your watchlists", Some("next list")),
    row("edit", &[ch('e')], &[(STACK, Msg::Stack(Stack::Edit))], "open the file at this line in your editor", Some("edit")),
    row("read-again", &[ch('r')], &[(STACK, Msg::Stack(Stack::Read))], "read the files again", None),
    row("changelog", &[ch('o')], &[(SCREENS, Msg::Open(Target::Changelog))], "open the changelog of the release", Some("changelog")),
    row("why", &[ch('w')], &[(DATED, Msg::Why)], "why: explain this status (phase, dates, rule)", Some("why")),
    row("filters", &[ch('f')], &[(FILTERED, Msg::Filters)], "filter products", Some("filter")),
    row("old-releases", &[ch('.')], &[
        (BROWSE, Msg::Browse(Browse::Fold)),
        (ENDS, Msg::FoldEnds),
    ], "show or fold old releases, or ends of a day", Some("unfold")),
    row("copy-version", &[ch('y')], &[(SCREENS, Msg::Copy(Copied::Version))], "copy the newest version of the release", Some("copy")),
    row("sort", &[ch('s')], &[
        (LIST_AND_TABLE, Msg::Browse(Browse::Sort)),
        (STACK, Msg::Stack(Stack::Sort)),
        (CHANGES, Msg::Changes(Changes::Sort)),
        (RELEASE_LIST, Msg::ReleaseList(ReleaseList::Sort)),
    ], "sort by the next column", Some("sort")),
    row("clear-filters", &[ch('F')], &[(FILTERED, Msg::ClearFilters)], "remove all filters", None),
    row("reverse", &[ch('S')], &[
        (LIST_AND_TABLE, Msg::Browse(Browse::Reverse)),
        (CHANGES, Msg::Changes(Changes::Reverse)),
        (RELEASE_LIST, Msg::ReleaseList(ReleaseList::Reverse)),
    ], "reverse the sort order", None),
    row("newest-versions", &[ch('.')], &[(CHANGES, Msg::Changes(Changes::Versions))], "newest versions: show or hide them", Some("versions")),
    row("supported-items", &[ch('.')], &[(STACK, Msg::Stack(Stack::Fold))], "supported items: show or fold them", Some("unfold")),
    row("next-match", &[ch('n')], &[(PAGE, Msg::Browse(Browse::Match(Way::Next)))], "next match", None),
    row("previous-match", &[ch('N')], &[(PAGE, Msg::Browse(Browse::Match(Way::Previous)))], "previous match", None),
    row("links", &[ch('u')], &[(LINKED, Msg::Links)], "list the links", Some("links")),
    row("copy-changelog", &[ch('Y')], &[(SCREENS, Msg::Copy(Copied::Changelog))], "copy the changelog address", None),
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
    row("stack", &[ch('4')], &[(SCREENS, Msg::Screen(Screen::Stack))], "stack: versions that the files of a folder name", None),
    row("changes", &[ch('5')], &[(SCREENS, Msg::Screen(Screen::Changes))], "changes: what the last update changed", None),
    row("release-list", &[ch('r')], &[(LISTABLE, Msg::Screen(Screen::Releases))], "releases: those of all listed products", Some("all releases")),
    row("calendar", &[ch('C')], &[(SCREENS, Msg::Calendar)], "calendar: write the listed dates to a file", None),
    row("mark", &[ch('x')], &[(MARKABLE, Msg::Comparison(Comparison::Mark))], "mark or unmark this product for comparing", Some("mark")),
    row("compare", &[ch('c')], &[(FILTERED, Msg::Comparison(Comparison::Compare))], "compare: the marked products side by side", Some("compare")),
    row("month-back", &[ch('[')], &[(DATED, Msg::Day(Travel::MonthBack))], "as-of date: one month earlier", Some("month back")),
    row("month-on", &[ch(']')], &[(DATED, Msg::Day(Travel::MonthOn))], "as-of date: one month later", Some("month on")),
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
