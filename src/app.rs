//! The browser without a terminal: its state ([`Model`]), messages ([`Msg`]), requested effects
//! ([`Effect`]), and [`Model::update`], which connects them.

pub mod browse;
mod calendar;
pub mod changes;
pub mod comparison;
pub mod completing;
mod copy;
pub mod cursor;
mod drawn;
mod focus;
pub mod headed;
pub mod line_edit;
mod listing;
pub mod message;
mod mouse;
mod obstacle;
mod picked;
mod place;
pub mod pointer;
pub mod popup;
pub mod radar;
mod reading;
pub mod release_list;
pub mod screen;
pub mod session;
mod settings;
pub mod stack;
pub mod timeline;
pub mod travel;
pub mod updating;
mod verdict;
pub mod watching;
pub mod watchlist;
pub mod why;

use chrono::NaiveDate;

use self::browse::{Browse, Pane};
use self::changes::ChangesScreen;
use self::comparison::Comparison;
use self::completing::Completed;
pub use self::drawn::Drawn;
pub use self::message::{Copied, Effect, Msg, Opened, Saved, Target};
pub use self::place::{Place, Places};
use self::pointer::Area;
use self::popup::palette::Action;
pub use self::popup::{About, Popup};
use self::radar::Radar;
use self::release_list::ReleaseList;
use self::screen::Screen;
use self::stack::StackScreen;
use self::updating::Updating;
use self::watching::Watching;
use self::watchlist::WatchlistScreen;
use crate::facts::catalog::Catalog;
use crate::facts::product::Fault;
use crate::facts::viewpoint::Preferences;
use crate::find::listing::{Lister, Sort};
use crate::find::resolve::Reading;
use crate::mine::watchlist::Watchlist;

/// The state of the browser.
#[derive(Debug)]
pub struct Model {
    /// All products.
    pub catalog: Catalog,
    /// Today's date.
    pub today: NaiveDate,
    /// The day looked at; `None` for today.
    pub as_of: Option<NaiveDate>,
    /// The day that travel led to, and the day of the month to keep: 31 Jan, 28 Feb, 31 Mar.
    left: Option<(NaiveDate, u32)>,
    /// How facts are displayed.
    pub preferences: Preferences,
    /// Faults in the user's files: settings, themes, watchlist.
    pub own_faults: Vec<Fault>,
    /// The current screen.
    pub screen: Screen,
    /// The browse screen. All screens share its query.
    pub browse: Browse,
    /// Whether the search line above the rows of another screen has the focus.
    is_searching: bool,
    /// The watchlist.
    pub watching: Watching,
    /// The watchlist screen.
    pub watchlist: WatchlistScreen,
    /// The radar screen.
    pub radar: Radar,
    /// The list of releases.
    pub release_list: ReleaseList,
    /// The marked products, and their comparison.
    pub comparison: Comparison,
    /// The stack screen.
    pub stack: StackScreen,
    /// The changes screen.
    pub changes: ChangesScreen,
    /// Updates of the data.
    pub updating: Updating,
    /// The open pop-up.
    pub popup: Option<Popup>,
    /// The last message, which disappears with the next key.
    pub notice: Option<Notice>,
    /// Whether the mouse is captured; the terminal then cannot select text.
    pub has_mouse: bool,
    /// All actions of the palette.
    pub actions: Vec<Action>,
    /// The names of the actions that were last chosen there, the last one first.
    recent: Vec<String>,
    /// The clickable areas of the last frame; upper layers come later.
    areas: Vec<Area>,
    lister: Lister,
    completed: Option<Completed>,
    /// The screen that led to the shown release; a step back returns there.
    came_from: Option<Screen>,
    /// The meaning of the version in the query.
    reading: Option<Reading>,
    /// Whether the query has changed since the last listing.
    is_stale: bool,
    /// The order and day of the last listing; `None` if the list is outdated.
    listed: Option<(Sort, NaiveDate)>,
}

/// How the browser opens.
#[derive(Debug, Default)]
pub struct Opening {
    /// Today's date.
    pub today: NaiveDate,
    /// The day to look at; `None` for today.
    pub as_of: Option<NaiveDate>,
    /// How facts are displayed.
    pub preferences: Preferences,
    /// Whether the mouse is captured.
    pub has_mouse: bool,
    /// The watchlist.
    pub watchlist: Watchlist,
}

/// A message at the bottom of the screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Notice {
    /// Something to know, about nothing that was asked for.
    Note(String),
    /// Something was done.
    Done(String),
    /// Something could not be done.
    Failed(String),
}

const NO_PRODUCT: &str = "No product is selected.";
const GONE: &str = "It is no longer in the data.";
const NO_RELEASE: &str = "No release is selected.";
const NOTHING_LISTED: &str = "Nothing is listed.";

impl Model {
    /// The initial state without any settings.
    pub fn new(catalog: Catalog, today: NaiveDate) -> Self {
        let opening = Opening {
            today,
            ..Opening::default()
        };
        Self::opened(catalog, opening)
    }

    /// The initial state.
    pub fn opened(catalog: Catalog, opening: Opening) -> Self {
        let mut model = Self {
            today: opening.today,
            as_of: opening.as_of,
            preferences: opening.preferences,
            own_faults: Vec::new(),
            screen: Screen::Browse,
            browse: Browse::default(),
            is_searching: false,
            watching: Watching::of(opening.watchlist, &catalog),
            catalog,
            watchlist: WatchlistScreen::default(),
            radar: Radar::default(),
            release_list: ReleaseList::default(),
            comparison: Comparison::default(),
            stack: StackScreen::default(),
            changes: ChangesScreen::default(),
            updating: Updating::default(),
            popup: None,
            notice: None,
            has_mouse: opening.has_mouse,
            actions: Vec::new(),
            recent: Vec::new(),
            areas: Vec::new(),
            came_from: None,
            left: None,
            lister: Lister::default(),
            reading: None,
            completed: None,
            is_stale: true,
            listed: None,
        };
        model.settle();
        model
    }

    /// Starts with the named product, or with a search for the words; if they contain a version, its
    /// release is selected and focused. Returns false if nothing is listed.
    pub fn start_at(&mut self, name: &str) -> bool {
        if let Some(index) = self.catalog.find(name) {
            self.settle();
            self.browse.select(index);
            self.settle();
        } else {
            self.search_for(name);
            let reading = self.reading.as_ref();
            if reading.is_some_and(|reading| !reading.fit.releases().is_empty()) {
                self.browse.focus_on(Pane::Releases);
            }
        }
        self.browse.shown.is_some()
    }

    /// Starts with a query.
    pub fn search_for(&mut self, words: &str) {
        self.browse.query.paste(words);
        self.is_stale = true;
        self.settle();
    }

    /// The place that currently receives keys.
    pub fn place(&self) -> Place {
        let popup = self.popup.as_ref();
        popup.map_or_else(|| self.place_below(), Popup::place)
    }

    /// Handles a message.
    pub fn update(&mut self, msg: Msg) -> Option<Effect> {
        self.prepare(&msg);
        match msg {
            Msg::Back if self.updating.running.is_some() => return Some(Effect::CancelUpdate),
            Msg::Back if self.is_reading_stack() => return Some(Effect::CancelStack),
            Msg::Move(step) => self.step(step),
            Msg::Chart => self.chart(),
            Msg::Deeper => return self.deeper(),
            Msg::Back => self.back(),
            Msg::Edit(edit) => return self.edit(&edit),
            Msg::Search if self.popup.is_some() => self.search_popup(),
            // The screen below a pop-up stays as it is.
            Msg::Group(_)
            | Msg::Timeline(_)
            | Msg::FoldEnds
            | Msg::Complete(_)
            | Msg::Browse(_)
            | Msg::Watchlist(_)
            | Msg::Stack(_)
            | Msg::Changes(_)
            | Msg::ReleaseList(_)
            | Msg::Comparison(_)
            | Msg::Screen(_)
            | Msg::Watch
                if self.popup.is_some() => {}
            Msg::Search => self.search(),
            Msg::Group(way) => self.jump(way),
            Msg::Timeline(msg) => self.zoom(msg),
            Msg::FoldEnds => self.radar.fold(),
            Msg::Complete(way) => self.complete(way),
            Msg::Browse(msg) => self.notice = self.browse.update(msg),
            Msg::Watchlist(msg) => self.watchlist.update(msg),
            Msg::Stack(msg) => return self.update_stack(msg),
            Msg::Changes(msg) => self.changes.update(msg),
            Msg::ReleaseList(msg) => self.release_list.update(msg),
            Msg::Comparison(msg) => self.update_comparison(msg),
            Msg::Screen(screen) => return self.go(screen),
            Msg::Day(travel) => self.travel(travel),
            Msg::Watch => return self.toggle_watched(),
            Msg::Open(target) => return self.open(self.address(target)),
            Msg::Copy(what) => return self.copy(what),
            Msg::Ask(query) => self.write(&query),
            Msg::ClearFilters => self.clear_filters(),
            Msg::Help => self.toggle_help(),
            Msg::Problems => self.toggle(About::Problems),
            Msg::Why => self.toggle_why(),
            Msg::Update => return Some(self.toggle_update()),
            Msg::Progress(stage) => self.progress(stage),
            Msg::Links => self.toggle_links(),
            Msg::Palette => self.open_palette(),
            Msg::Filters => self.open_menu(),
            Msg::Close if self.popup.is_none() => return Some(Effect::Quit),
            Msg::Close => self.popup = None,
            Msg::NextTheme => return Some(Effect::NextTheme),
            Msg::Mouse => return Some(self.toggle_mouse()),
            // Redraw even if the size is the same: in between, the terminal may have lost the frame.
            Msg::Redraw | Msg::Resized => return Some(Effect::Redraw),
            Msg::Suspend => return Some(Effect::Suspend),
            Msg::Quit => return Some(Effect::Quit),
            Msg::Click(point) => return self.click(point),
            Msg::Wheel(point, step) => self.wheel(point, step),
            Msg::Use(name) => return Some(Effect::Use(name)),
            Msg::NextList => return self.next_list(),
            Msg::Calendar => return self.export(),
            Msg::Opened(opened) => self.take_list(opened),
            Msg::Saved(saved) => self.saved(saved),
            Msg::Done(text) => self.done(text),
            Msg::Failed(text) => self.fail(text),
        }
        None
    }

    /// Clears the last notice, and updates what the message depends on.
    fn prepare(&mut self, msg: &Msg) {
        self.catalog.tidy();
        let is_news = matches!(
            msg,
            Msg::Resized
                | Msg::Opened(_)
                | Msg::Saved(_)
                | Msg::Progress(_)
                | Msg::Done(_)
                | Msg::Failed(_)
        );
        if !is_news {
            self.notice = None;
        }
        if !matches!(msg, Msg::Edit(_)) {
            self.settle();
        }
        if !matches!(msg, Msg::Complete(_)) {
            self.completed = None;
        }
    }

    fn done(&mut self, words: impl Into<String>) {
        self.notice = Some(Notice::Done(words.into()));
    }

    fn fail(&mut self, words: impl Into<String>) {
        self.notice = Some(Notice::Failed(words.into()));
    }

    /// The value; on an error, shows a notice.
    fn or_fail<T>(&mut self, value: Result<T, String>) -> Option<T> {
        value.map_err(|reason| self.fail(reason)).ok()
    }

    /// Updates list and panes. Typing alone does not, so that a burst of letters costs only one search.
    pub fn settle(&mut self) {
        self.settle_beside(None);
    }

    /// The same, and selects a product by its index if it is listed.
    fn settle_beside(&mut self, product: Option<usize>) {
        let is_new = self.is_stale;
        self.list();
        if let Some(product) = product {
            self.browse.select(product);
        }
        // While another screen is shown, the product only has to be the right one.
        if self.screen == Screen::Browse || !self.browse.is_selected_shown() {
            self.browse.show(&self.catalog, self.viewpoint());
        }
        self.settle_screen();
        if is_new {
            self.select_asked();
        }
    }
}

#[cfg(test)]
mod tests;
