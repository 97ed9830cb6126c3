//! The program without a terminal: what is true ([`Model`]), what can happen ([`Msg`]), what is to
//! be done outside ([`Effect`]), and [`Model::update`], which leads from one to the other.

pub mod browse;
pub mod cursor;
pub mod gantt;
pub mod line_edit;
pub mod radar;
pub mod screen;
pub mod travel;

use chrono::NaiveDate;

use self::browse::Browse;
use self::cursor::{Scroll, Step};
use self::gantt::Shift;
use self::line_edit::Edit;
use self::radar::Radar;
use self::screen::Screen;
use self::travel::Travel;
use crate::catalog::Catalog;
use crate::markdown::layout::Line;
use crate::search::{Evidence, Searcher};
use crate::why;

/// What is true.
#[derive(Debug)]
pub struct Model {
    /// All products.
    pub catalog: Catalog,
    /// The day it really is.
    pub today: NaiveDate,
    /// The day looked at, where it is another than today on purpose.
    pub as_of: Option<NaiveDate>,
    /// The screen that is on.
    pub screen: Screen,
    /// The browse screen. Its query is that of every screen.
    pub browse: Browse,
    /// The radar screen.
    pub radar: Radar,
    /// What lies over the screen.
    pub popup: Option<Popup>,
    /// The last message, until the next key.
    pub notice: Option<Notice>,
    searcher: Searcher,
    /// The screen from which a release is visited: one step back leads there.
    came_from: Option<Screen>,
    /// The query has changed since the last search.
    is_stale: bool,
}

/// What lies over the screen; it has the keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Popup {
    /// What it shows.
    pub about: About,
    /// How far it is scrolled.
    pub scroll: Scroll,
}

/// What can lie over the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum About {
    /// The key table.
    Keys,
    /// Files that could not be read.
    Problems,
    /// Why the selected release has its colour.
    Why,
}

/// A message at the bottom of the screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Notice {
    /// Something was done.
    Done(String),
    /// Something could not be done.
    Failed(String),
}

/// Where keys go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Place {
    /// The product list.
    List,
    /// The search line above it.
    Search,
    /// The release table.
    Releases,
    /// The timeline in its place.
    Timeline,
    /// The page.
    Page,
    /// The rows of the radar.
    Radar,
    /// The help.
    Help,
    /// The problems list.
    Problems,
    /// The reasons of a colour.
    Why,
}

/// What can happen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Msg {
    /// Move in the focused pane.
    Move(Step),
    /// Focus the next pane.
    NextPane,
    /// Focus the previous pane.
    PreviousPane,
    /// One step deeper: list, releases, page.
    Deeper,
    /// One step back; never quits.
    Back,
    /// Close what lies over the screen, else quit.
    Close,
    /// Go to the search line.
    Search,
    /// Type a character.
    Insert(char),
    /// Paste text.
    Paste(String),
    /// Edit the search line.
    Edit(Edit),
    /// Open a page in the browser.
    Open(Target),
    /// Show or fold the old releases.
    Fold,
    /// Show the releases as a timeline, or as a table.
    Timeline,
    /// Show another time in the timeline.
    Time(Shift),
    /// Give the focused pane the whole screen, or take it back.
    Zoom,
    /// Go to another screen.
    Screen(Screen),
    /// Look at another day.
    Day(Travel),
    /// Show the key table.
    Help,
    /// Show the files that could not be read.
    Problems,
    /// Explain the colour of the selected release.
    Why,
    /// End the program.
    Quit,
    /// Stop the program; the shell continues it.
    Suspend,
    /// Draw the whole screen anew.
    Redraw,
    /// The terminal has another size.
    Resized,
    /// Something outside was done.
    Done(String),
    /// Something outside could not be done.
    Failed(String),
}

/// A page to open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// The changelog of the selected release.
    Changelog,
    /// The product's page at endoflife.date.
    Product,
    /// The vendor's release policy.
    Policy,
}

/// What is to be done outside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// End the program.
    Quit,
    /// Stop the program until the shell continues it.
    Suspend,
    /// Clear the terminal before the next frame.
    Redraw,
    /// Open this address in the browser.
    Open(String),
}

/// What only drawing knows.
#[derive(Debug, Default)]
pub struct Drawn {
    /// Rows of the product list.
    pub list: Option<usize>,
    /// Rows of the release table.
    pub releases: Option<usize>,
    /// Rows of the page, and its lines.
    pub page: Option<(usize, usize)>,
    /// Rows of the radar.
    pub radar: Option<usize>,
    /// The page laid out anew, with its width.
    pub laid_out: Option<(usize, Vec<Line>)>,
    /// Rows of the pop-up, and its lines.
    pub popup: Option<(usize, usize)>,
}

impl Model {
    /// The program at its start.
    #[must_use]
    pub fn new(catalog: Catalog, today: NaiveDate) -> Self {
        let mut model = Self {
            catalog,
            today,
            as_of: None,
            screen: Screen::Browse,
            browse: Browse::default(),
            radar: Radar::default(),
            popup: None,
            notice: None,
            came_from: None,
            searcher: Searcher::default(),
            is_stale: true,
        };
        model.settle();
        model
    }

    /// Looks at another day than today.
    pub fn look_at(&mut self, day: NaiveDate) {
        self.as_of = Some(day);
        self.settle();
    }

    /// The day looked at: every colour and word follows it.
    #[must_use]
    pub fn day(&self) -> NaiveDate {
        self.as_of.unwrap_or(self.today)
    }

    /// Takes the day on the clock: a program that stays open sees midnights.
    pub fn wake(&mut self, today: NaiveDate) {
        self.today = today;
    }

    /// Starts at what a person named: that product, or else a search for the words. False where
    /// nothing is called anything like it.
    pub fn start_at(&mut self, name: &str) -> bool {
        if let Some(index) = self.catalog.find(name) {
            self.browse.select(index);
        } else {
            self.browse.query.paste(name);
            self.is_stale = true;
        }
        self.settle();
        self.browse.shown.is_some()
    }

    /// Where keys go now.
    #[must_use]
    pub fn place(&self) -> Place {
        match self.popup.map(|popup| popup.about) {
            Some(About::Keys) => Place::Help,
            Some(About::Problems) => Place::Problems,
            Some(About::Why) => Place::Why,
            None => self.place_below(),
        }
    }

    /// What matched in a card, for its row.
    #[must_use]
    pub fn evidence(&self, index: usize) -> Evidence {
        let card = self.catalog.cards().get(index);
        let query = self.browse.query.text();
        card.map(|card| self.searcher.evidence(card, query))
            .unwrap_or_default()
    }

    /// Why the selected release has its colour; `None` where none is selected.
    #[must_use]
    pub fn why(&self) -> Option<[String; 3]> {
        let shown = self.browse.shown.as_ref()?;
        let product = self.catalog.product(shown.index)?;
        let release = shown.release(&product.releases)?;
        Some(why::explain(product, release, self.day()))
    }

    /// Lets one thing happen.
    pub fn update(&mut self, msg: Msg) -> Option<Effect> {
        if !matches!(msg, Msg::Resized | Msg::Done(_) | Msg::Failed(_)) {
            self.notice = None;
        }
        if !matches!(msg, Msg::Insert(_) | Msg::Paste(_) | Msg::Edit(_)) {
            self.settle();
        }
        match msg {
            Msg::Quit => return Some(Effect::Quit),
            Msg::Suspend => return Some(Effect::Suspend),
            // A resize, even to the old size: in between, the terminal may have lost the frame.
            Msg::Redraw | Msg::Resized => return Some(Effect::Redraw),
            Msg::Close if self.popup.is_none() => return Some(Effect::Quit),
            Msg::Close => self.popup = None,
            Msg::Help => self.toggle(About::Keys),
            Msg::Problems => self.toggle(About::Problems),
            Msg::Why => match self.why() {
                Some(_) => self.toggle(About::Why),
                None => self.notice = Some(Notice::Failed("No release is selected.".to_owned())),
            },
            Msg::Done(text) => self.notice = Some(Notice::Done(text)),
            Msg::Failed(text) => self.notice = Some(Notice::Failed(text)),
            Msg::Open(target) => return self.open(target),
            Msg::Day(travel) => self.travel(travel),
            msg if self.popup.is_some() => self.popup(&msg),
            msg => self.act(msg),
        }
        None
    }

    /// Brings list and panes up to date, before they are drawn or anything but typing happens: a
    /// hundred letters that come at once cost one search.
    pub fn settle(&mut self) {
        if std::mem::take(&mut self.is_stale) {
            let query = self.browse.query.text();
            self.browse
                .found(self.searcher.search(&self.catalog, query));
            self.radar.forget();
        }
        self.browse.show(&self.catalog, self.day());
        self.settle_screen();
    }

    /// Whether what has the keys has never been drawn, so that nobody knows how much of it is seen.
    #[must_use]
    pub fn is_unseen(&self) -> bool {
        match self.popup {
            Some(popup) => popup.scroll.is_unseen(),
            None => match self.screen {
                Screen::Browse => self.browse.is_unseen(),
                Screen::Radar => self.radar.rows.is_unseen(),
            },
        }
    }

    /// Keeps what drawing found out.
    pub fn drawn(&mut self, drawn: Drawn) {
        if let (Some(popup), Some((height, lines))) = (&mut self.popup, drawn.popup) {
            popup.scroll.seen(height, lines);
        }
        if let Some(height) = drawn.radar {
            let count = self.radar.lines();
            self.radar.rows.seen(count, height);
        }
        self.browse.drawn(drawn);
    }

    fn toggle(&mut self, about: About) {
        let is_open = self.popup.is_some_and(|popup| popup.about == about);
        let scroll = Scroll::default();
        self.popup = (!is_open).then_some(Popup { about, scroll });
    }

    fn popup(&mut self, msg: &Msg) {
        match (&mut self.popup, msg) {
            (Some(popup), Msg::Move(step)) => popup.scroll.step(*step),
            (_, Msg::Back) => self.popup = None,
            _ => {}
        }
    }

    fn open(&mut self, target: Target) -> Option<Effect> {
        match self.browse.address(&self.catalog, target) {
            Ok(address) => {
                self.notice = Some(Notice::Done(format!("Opening {address}")));
                Some(Effect::Open(address))
            }
            Err(reason) => {
                self.notice = Some(Notice::Failed(reason));
                None
            }
        }
    }
}

#[cfg(test)]
mod tests;
