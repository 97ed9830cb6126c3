//! The watchlist screen: the current status of the watched releases, and below it their upcoming end dates.

use chrono::NaiveDate;

use super::cursor::{Cursor, Step};
use super::radar::{Focus, Radar};
use super::screen::Screen;
use super::timeline::{self, Form, TimelineState, Unfolded};
use super::{Model, Place};
use crate::facts::catalog::Catalog;
use crate::facts::timeline::{Row, Timeline};
use crate::facts::viewpoint::Viewpoint;
use crate::mine::watchlist::Entry;
use crate::mine::watchlist::state::{self, State};

/// The state of the watchlist screen.
#[derive(Debug, Default)]
pub struct WatchlistScreen {
    /// The focused pane, unless the search line has the focus.
    pub pane: Pane,
    /// Whether the focused pane has the whole screen.
    pub is_zoomed: bool,
    /// The watched releases that pass the filter.
    pub states: Vec<State>,
    /// The selected one.
    pub rows: Cursor,
    /// Their end dates; its search line is the screen's.
    pub ends: Radar,
    /// Whether the lower pane shows the end dates or a timeline of the same releases.
    pub form: Form,
    /// That timeline, with all products.
    pub timeline: TimelineState,
    /// Its selected row.
    pub bars: Cursor,
    /// Whether the timeline shows the current states.
    is_charted: bool,
    /// Entries whose product or release is not in the catalog.
    pub unresolved: Vec<Entry>,
    /// The day of the states; `None` if they are outdated.
    day: Option<NaiveDate>,
}

/// Messages for the watchlist screen only.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Msg {
    /// Focus the other pane.
    Pane,
    /// Switch the lower pane between timeline and table.
    Form,
    /// Change the visible time of the timeline.
    Timeline(timeline::Msg),
    /// Give the focused pane the whole screen, or stop doing so.
    Zoom,
}

/// A pane of the watchlist screen.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Pane {
    /// The watched releases.
    #[default]
    States,
    /// Their end dates, or the timeline.
    Ends,
}

impl WatchlistScreen {
    /// Marks everything as outdated.
    pub(super) fn forget(&mut self) {
        self.day = None;
        self.ends.forget();
    }

    /// The place that receives keys.
    pub(super) fn place(&self) -> Place {
        match self.ends.focus {
            Focus::Search => Place::Search,
            Focus::Rows if self.is_on_bars() => Place::Bars,
            Focus::Rows => Place::Watchlist,
        }
    }

    /// Whether the timeline has the focus, apart from the search line.
    fn is_on_bars(&self) -> bool {
        (self.pane, self.form) == (Pane::Ends, Form::Timeline)
    }

    /// The selected row of the timeline; `None` if there is none.
    pub fn bar(&self) -> Option<&Row> {
        let unfolded = self.timeline.unfolded.as_ref()?;
        unfolded.timeline.rows.get(self.bars.selected())
    }

    /// The product index and release number of the selection; `None` if there is none.
    pub fn selected(&self) -> Option<(usize, usize)> {
        match self.pane {
            Pane::States => {
                let state = self.states.get(self.rows.selected())?;
                Some((state.product, state.release))
            }
            Pane::Ends if self.form == Form::Timeline => {
                let row = self.bar()?;
                Some((row.product, row.release))
            }
            Pane::Ends => {
                let event = self.ends.selected()?;
                Some((event.product, event.release))
            }
        }
    }

    pub(super) fn is_unseen(&self) -> bool {
        match self.pane {
            Pane::States => self.rows.is_unseen(),
            Pane::Ends => match self.form {
                Form::Table => self.ends.rows.is_unseen(),
                Form::Timeline => self.bars.is_unseen(),
            },
        }
    }

    pub(super) fn update(&mut self, msg: Msg) {
        match msg {
            Msg::Pane => {
                self.pane = match self.pane {
                    Pane::States => Pane::Ends,
                    Pane::Ends => Pane::States,
                };
            }
            Msg::Form => self.reform(),
            Msg::Timeline(msg) => self.timeline.update(msg),
            Msg::Zoom => self.is_zoomed = !self.is_zoomed,
        }
    }

    /// Stores the number of rows drawn in each pane.
    pub(super) fn drawn(&mut self, [states, below]: [usize; 2]) {
        self.rows.seen(self.states.len(), states);
        match self.form {
            Form::Table => self.ends.rows.seen(self.ends.lines(), below),
            Form::Timeline => self.bars.seen(self.states.len(), below),
        }
    }

    /// Selects a line of the lower pane, and focuses it.
    pub(super) fn point_below(&mut self, line: usize) {
        self.pane = Pane::Ends;
        match self.form {
            Form::Table => self.ends.point_at(line),
            Form::Timeline if line < self.states.len() => self.bars.select(line),
            Form::Timeline => {}
        }
    }

    /// Moves in the focused pane.
    pub(super) fn step(&mut self, step: Step) {
        match self.pane {
            Pane::States => self.step_above(step),
            Pane::Ends => self.step_below(step),
        }
    }

    /// Moves in the lower pane.
    pub(super) fn step_below(&mut self, step: Step) {
        match self.form {
            Form::Table => self.ends.step(step),
            Form::Timeline => self.bars.step(step, self.states.len()),
        }
    }

    /// Switches the lower pane to its other display, and focuses it.
    fn reform(&mut self) {
        self.form = self.form.other();
        if self.form == Form::Timeline {
            self.pane = Pane::Ends;
        }
    }

    /// Creates the timeline of all states. The selection follows its release.
    fn chart(&mut self, catalog: &Catalog, on: Viewpoint) {
        let picked = self.bar().map(|row| (row.product, row.release));
        let key = |state: &State| (state.product, state.release);
        let mut releases: Vec<(usize, usize)> = self.states.iter().map(key).collect();
        releases.sort_unstable();
        let line = releases.iter().position(|release| Some(*release) == picked);
        let mut products: Vec<usize> = releases.iter().map(|(product, _)| *product).collect();
        products.dedup();
        let releases = releases
            .into_iter()
            .filter_map(|(product, release)| Some((product, catalog.product(product)?, release)));
        let mut timeline = Timeline::of(releases, on);
        for index in products {
            if let Some(product) = catalog.product(index) {
                timeline.remember(index, product, &catalog.moves(index));
            }
        }
        let rows = timeline.rows.len();
        self.timeline.unfolded = Some(Unfolded::new(timeline, rows));
        self.is_charted = true;
        let last = rows.saturating_sub(1);
        self.bars
            .select(line.unwrap_or(self.bars.selected().min(last)));
    }

    /// Selects a line of the upper pane, and focuses it.
    pub(super) fn point_at(&mut self, line: usize) {
        if line < self.states.len() {
            self.pane = Pane::States;
            self.rows.select(line);
        }
    }

    /// Moves in the upper pane.
    pub(super) fn step_above(&mut self, step: Step) {
        self.rows.step(step, self.states.len());
    }

    /// Replaces the states. The selection follows its release.
    fn take(&mut self, states: Vec<State>) {
        let key = |state: &State| (state.product, state.release);
        let picked = self.states.get(self.rows.selected()).map(key);
        let line = states.iter().position(|state| Some(key(state)) == picked);
        let last = states.len().saturating_sub(1);
        self.states = states;
        self.rows
            .select(line.unwrap_or(self.rows.selected().min(last)));
    }
}

impl Model {
    /// Brings the watchlist screen up to date.
    pub(super) fn settle_watchlist(&mut self) {
        let (on, day, catalog) = (self.viewpoint(), self.day(), &self.catalog);
        let is_all = self.browse.query.text().is_empty();
        let hits = &self.browse.hits;
        let passes = |index: &usize| is_all || hits.contains(index);
        let watched = self.watching.watched();
        let shares = || watched.shares().filter(|(index, _)| passes(index));
        if self.watchlist.day != Some(day) {
            self.watchlist.take(state::states(shares(), catalog, on));
            self.watchlist.unresolved = state::unresolved(self.watching.list(), catalog);
            self.watchlist.day = Some(day);
            self.watchlist.is_charted = false;
        }
        if self.watchlist.form == Form::Timeline && !self.watchlist.is_charted {
            self.watchlist.chart(catalog, on);
        }
        let events = shares().flat_map(|share| state::ends(catalog, share, day));
        self.watchlist.ends.show(events, day);
    }

    /// Goes from the search line to the rows, and from a row to its release.
    pub(super) fn watchlist_deeper(&mut self) {
        match (self.watchlist.ends.focus, self.watchlist.selected()) {
            (Focus::Rows, Some((product, release))) => self.visit(product, release),
            (Focus::Rows, None) => {}
            (Focus::Search, _) => self.watchlist.ends.focus = Focus::Rows,
        }
    }

    /// Leaves zoom first, then acts like the radar.
    pub(super) fn watchlist_back(&mut self) {
        match self.watchlist.ends.focus {
            Focus::Rows if self.watchlist.is_zoomed => self.watchlist.is_zoomed = false,
            _ if !self.browse.query.text().is_empty() => self.write(""),
            Focus::Search => self.watchlist.ends.focus = Focus::Rows,
            Focus::Rows => self.screen = Screen::Browse,
        }
    }
}
