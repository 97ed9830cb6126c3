//! The watchlist screen: how what is watched stands now, and below that what ends when.

use chrono::NaiveDate;

use super::cursor::{Cursor, Step};
use super::radar::{Focus, Radar};
use super::{Model, Msg, Place};
use crate::watchlist::Entry;
use crate::watchlist::state::{self, State};

/// State of the watchlist screen.
#[derive(Debug, Default)]
pub struct Outlook {
    /// The pane that has the keys, unless the search line has them.
    pub pane: OutlookPane,
    /// How what is watched, and passes the filter, stands now.
    pub states: Vec<State>,
    /// The selected one among them.
    pub rows: Cursor,
    /// What ends when of the same; its search line is that of the screen.
    pub ends: Radar,
    /// Entries that name nothing in this catalogue.
    pub strangers: Vec<Entry>,
    /// The day of the states; `None` where they have to be made anew.
    day: Option<NaiveDate>,
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
            Focus::Rows => Place::Watchlist,
        }
    }

    /// The selected release: its product's index and its number; `None` where there is none.
    #[must_use]
    pub fn selected(&self) -> Option<(usize, usize)> {
        match self.pane {
            OutlookPane::States => {
                let state = self.states.get(self.rows.selected())?;
                Some((state.product, state.release))
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
            OutlookPane::Ends => self.ends.rows.is_unseen(),
        }
    }

    /// Keeps the rows that there were for either pane.
    pub(super) fn drawn(&mut self, [states, ends]: [usize; 2]) {
        self.rows.seen(self.states.len(), states);
        let count = self.ends.lines();
        self.ends.rows.seen(count, ends);
    }

    /// Takes other states. Who has picked a release keeps it.
    /// What ends when, with the keys.
    pub(super) fn below(&mut self) -> &mut Radar {
        self.pane = OutlookPane::Ends;
        &mut self.ends
    }

    /// Selects a line above, with the keys.
    pub(super) fn point_at(&mut self, line: usize) {
        if line < self.states.len() {
            self.pane = OutlookPane::States;
            self.rows.select(line);
        }
    }

    /// Moves above.
    pub(super) fn step(&mut self, step: Step) {
        self.rows.step(step, self.states.len());
    }

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
        }
        let events = shares().flat_map(|share| state::ends(catalog, share, day));
        self.outlook.ends.show(events, day);
    }

    /// Lets the watchlist screen have a message; true where the query has changed.
    pub(super) fn look_out(&mut self, msg: Msg) -> bool {
        let is_on_rows = self.outlook.ends.focus == Focus::Rows;
        let is_on_states = is_on_rows && self.outlook.pane == OutlookPane::States;
        let outlook = &mut self.outlook;
        match msg {
            Msg::NextPane | Msg::PreviousPane if is_on_rows => {
                outlook.pane = match outlook.pane {
                    OutlookPane::States => OutlookPane::Ends,
                    OutlookPane::Ends => OutlookPane::States,
                };
            }
            Msg::Move(step) if is_on_states => outlook.step(step),
            Msg::Deeper if is_on_rows => {
                if let Some((product, release)) = outlook.selected() {
                    self.visit(product, release);
                }
            }
            Msg::Back if is_on_rows && self.browse.query.text().is_empty() => self.leave(),
            msg => return outlook.ends.update(msg, &mut self.browse.query),
        }
        false
    }
}
