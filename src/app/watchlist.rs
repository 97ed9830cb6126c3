//! The watchlist screen: how what is watched stands now, and below that what ends when.

use chrono::NaiveDate;

use super::cursor::{Cursor, Step};
use super::radar::{Focus, Radar};
use super::screen::Screen;
use super::timeline::{self, Chart, Form, Gantt};
use super::{Model, Place};
use crate::facts::catalog::Catalog;
use crate::facts::timeline::{Row, Timeline};
use crate::facts::viewpoint::Viewpoint;
use crate::mine::watchlist::Entry;
use crate::mine::watchlist::state::{self, State};

/// State of the watchlist screen.
#[derive(Debug, Default)]
pub struct Outlook {
    /// The pane that has the keys, unless the search line has them.
    pub pane: OutlookPane,
    /// That pane has the whole screen.
    pub is_zoomed: bool,
    /// How what is watched, and passes the filter, stands now.
    pub states: Vec<State>,
    /// The selected one among them.
    pub rows: Cursor,
    /// What ends when of the same; its search line is that of the screen.
    pub ends: Radar,
    /// Whether the pane below shows them, or the timeline of the same releases.
    pub form: Form,
    /// That timeline, product by product.
    pub gantt: Gantt,
    /// The selected row of it.
    pub bars: Cursor,
    /// Whether the timeline is that of the states.
    is_charted: bool,
    /// Entries that name nothing in this catalogue.
    pub strangers: Vec<Entry>,
    /// The day of the states; `None` where they have to be made anew.
    day: Option<NaiveDate>,
}

/// What only the watchlist screen does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Msg {
    /// Focus the other pane.
    Pane,
    /// Show the pane below as a timeline, or as a table.
    Form,
    /// Show another time in the timeline.
    Timeline(timeline::Msg),
    /// Give the focused pane the whole screen, or take it back.
    Zoom,
}

/// A pane of the watchlist screen.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum OutlookPane {
    /// How things stand now.
    #[default]
    States,
    /// What ends when.
    Ends,
}

impl Outlook {
    /// Has all made anew: it is to be of other releases.
    pub(super) fn forget(&mut self) {
        self.day = None;
        self.ends.forget();
    }

    /// Where keys go.
    pub(super) fn place(&self) -> Place {
        match self.ends.focus {
            Focus::Search => Place::Search,
            Focus::Rows if self.is_on_bars() => Place::Bars,
            Focus::Rows => Place::Watchlist,
        }
    }

    /// Whether the timeline would have the keys, were it not for the search line.
    fn is_on_bars(&self) -> bool {
        (self.pane, self.form) == (OutlookPane::Ends, Form::Timeline)
    }

    /// The selected row of the timeline; `None` where there is none.
    pub fn bar(&self) -> Option<&Row> {
        let chart = self.gantt.chart.as_ref()?;
        chart.timeline.rows.get(self.bars.selected())
    }

    /// The selected release: its product's index and its number; `None` where there is none.
    pub fn selected(&self) -> Option<(usize, usize)> {
        match self.pane {
            OutlookPane::States => {
                let state = self.states.get(self.rows.selected())?;
                Some((state.product, state.release))
            }
            OutlookPane::Ends if self.form == Form::Timeline => {
                let row = self.bar()?;
                Some((row.product, row.release))
            }
            OutlookPane::Ends => {
                let event = self.ends.selected()?;
                Some((event.product, event.release))
            }
        }
    }

    pub(super) fn is_unseen(&self) -> bool {
        match self.pane {
            OutlookPane::States => self.rows.is_unseen(),
            OutlookPane::Ends => match self.form {
                Form::Table => self.ends.rows.is_unseen(),
                Form::Timeline => self.bars.is_unseen(),
            },
        }
    }

    pub(super) fn update(&mut self, msg: Msg) {
        match msg {
            Msg::Pane => {
                self.pane = match self.pane {
                    OutlookPane::States => OutlookPane::Ends,
                    OutlookPane::Ends => OutlookPane::States,
                };
            }
            Msg::Form => self.reform(),
            Msg::Timeline(msg) => self.gantt.update(msg),
            Msg::Zoom => self.is_zoomed = !self.is_zoomed,
        }
    }

    /// Keeps the rows that there were for either pane.
    pub(super) fn drawn(&mut self, [states, below]: [usize; 2]) {
        self.rows.seen(self.states.len(), states);
        match self.form {
            Form::Table => self.ends.rows.seen(self.ends.lines(), below),
            Form::Timeline => self.bars.seen(self.states.len(), below),
        }
    }

    /// Selects a line below, with the keys.
    pub(super) fn point_below(&mut self, line: usize) {
        self.pane = OutlookPane::Ends;
        match self.form {
            Form::Table => self.ends.point_at(line),
            Form::Timeline if line < self.states.len() => self.bars.select(line),
            Form::Timeline => {}
        }
    }

    /// Moves in the pane that has the keys.
    pub(super) fn step(&mut self, step: Step) {
        match self.pane {
            OutlookPane::States => self.step_above(step),
            OutlookPane::Ends => self.step_below(step),
        }
    }

    /// Moves below.
    pub(super) fn step_below(&mut self, step: Step) {
        match self.form {
            Form::Table => self.ends.step(step),
            Form::Timeline => self.bars.step(step, self.states.len()),
        }
    }

    /// Shows what is below in its other form; the timeline has the keys.
    fn reform(&mut self) {
        self.form = self.form.other();
        if self.form == Form::Timeline {
            self.pane = OutlookPane::Ends;
        }
    }

    /// Makes the timeline of all states. Who has picked a release keeps it.
    fn chart(&mut self, catalog: &Catalog, on: Viewpoint) {
        let picked = self.bar().map(|row| (row.product, row.release));
        let states = self
            .states
            .iter()
            .map(|state| (state.product, state.release));
        let mut releases: Vec<(usize, usize)> = states.collect();
        releases.sort_unstable();
        let line = releases.iter().position(|release| Some(*release) == picked);
        let releases = releases
            .into_iter()
            .filter_map(|(product, release)| Some((product, catalog.product(product)?, release)));
        let timeline = Timeline::of(releases, on);
        let rows = timeline.rows.len();
        self.gantt.chart = Some(Chart::new(timeline, rows));
        self.is_charted = true;
        let last = rows.saturating_sub(1);
        self.bars
            .select(line.unwrap_or(self.bars.selected().min(last)));
    }

    /// Selects a line above, with the keys.
    pub(super) fn point_at(&mut self, line: usize) {
        if line < self.states.len() {
            self.pane = OutlookPane::States;
            self.rows.select(line);
        }
    }

    /// Moves above.
    pub(super) fn step_above(&mut self, step: Step) {
        self.rows.step(step, self.states.len());
    }

    /// Takes other states. Who has picked a release keeps it.
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
    pub(super) fn settle_outlook(&mut self) {
        let (on, day, catalog) = (self.viewpoint(), self.day(), &self.catalog);
        let is_all = self.browse.query.text().is_empty();
        let hits = &self.browse.hits;
        let passes = |index: &usize| is_all || hits.contains(index);
        let shares = self.watching.watched().shares();
        let shares = || shares.clone().filter(|(index, _)| passes(index));
        if self.outlook.day != Some(day) {
            self.outlook.take(state::states(shares(), catalog, on));
            self.outlook.strangers = state::strangers(self.watching.list(), catalog);
            self.outlook.day = Some(day);
            self.outlook.is_charted = false;
        }
        if self.outlook.form == Form::Timeline && !self.outlook.is_charted {
            self.outlook.chart(catalog, on);
        }
        let events = shares().flat_map(|share| state::ends(catalog, share, day));
        self.outlook.ends.show(events, day);
    }

    /// From the search line to the rows, and from a row to its release.
    pub(super) fn outlook_deeper(&mut self) {
        match (self.outlook.ends.focus, self.outlook.selected()) {
            (Focus::Rows, Some((product, release))) => self.visit(product, release),
            (Focus::Rows, None) => {}
            (Focus::Search, _) => self.outlook.ends.focus = Focus::Rows,
        }
    }

    /// Takes the screen back from a zoomed pane, then does as the radar does.
    pub(super) fn outlook_back(&mut self) {
        match self.outlook.ends.focus {
            Focus::Rows if self.outlook.is_zoomed => self.outlook.is_zoomed = false,
            _ if !self.browse.query.text().is_empty() => self.write(""),
            Focus::Search => self.outlook.ends.focus = Focus::Rows,
            Focus::Rows => self.screen = Screen::Browse,
        }
    }
}
