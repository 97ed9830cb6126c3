//! The watchlist screen: the watched releases under headings by how they stand, and below them a timeline.

use chrono::NaiveDate;

use super::cursor::{Cursor, Rows};
use super::headed::{self, Headed};
use super::timeline::{Form, TimelineState, Unfolded};
use super::{Model, Place};
use crate::facts::agenda::{Agenda, Event, Month, YEAR};
use crate::facts::catalog::Catalog;
use crate::facts::lifecycle::Health;
use crate::facts::viewpoint::Viewpoint;
use crate::find::releases::Listed;
use crate::mine::watchlist::state::{State, States};
use crate::text::width;

/// The state of the watchlist screen.
#[derive(Debug, Default)]
pub struct WatchlistScreen {
    /// The focused pane, unless the search line has the focus.
    pub pane: Pane,
    /// Whether the focused pane has the whole screen.
    pub is_zoomed: bool,
    /// The watched releases that pass the filter.
    pub states: Vec<State>,
    /// How many of them have their next end in each month of a year.
    pub months: Vec<Month>,
    /// Releases of watched products that ended in the last 90 days and are not among the states.
    pub lately: Vec<State>,
    /// The listed releases under their headings.
    pub rows: Headed<Line>,
    /// Whether the lower pane shows the end dates or a timeline of the same releases.
    pub form: Form,
    /// That timeline, with all products.
    pub timeline: TimelineState,
    /// Its selected row.
    pub bars: Cursor,
    /// Whether the timeline shows the current states.
    is_charted: bool,
    /// The width of the longest owner and note; 0 if there are none.
    pub remarks: usize,
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
    }

    /// The place that receives keys, apart from the search line.
    pub(super) fn place(&self) -> Place {
        match (self.pane, self.form) {
            (Pane::Ends, Form::Timeline) => Place::Bars,
            _ => Place::Watchlist,
        }
    }

    /// The product index and release number of the selection; `None` if there is none.
    pub fn selected(&self) -> Option<(usize, usize)> {
        match self.pane {
            Pane::States => {
                let state = self.state(self.position()?)?;
                Some((state.product, state.release))
            }
            Pane::Ends => self.timeline.release(self.bars.selected()),
        }
    }

    /// The list in the focused pane.
    pub(super) fn focused(&mut self) -> &mut dyn Rows {
        match self.pane {
            Pane::States => &mut self.rows,
            Pane::Ends => &mut self.bars,
        }
    }

    pub(super) fn update(&mut self, msg: Msg) {
        match msg {
            Msg::Pane => {
                self.pane = match (self.pane, self.form) {
                    (Pane::States, Form::Timeline) => Pane::Ends,
                    _ => Pane::States,
                };
            }
            Msg::Form => self.reform(),
            Msg::Zoom => self.is_zoomed = !self.is_zoomed,
        }
    }

    /// Stores the number of rows drawn in each pane.
    pub(super) fn drawn(&mut self, [states, below]: [usize; 2]) {
        self.rows.seen(states);
        if self.form == Form::Timeline {
            self.bars.seen(below);
        }
    }

    /// Selects a line of the timeline, and focuses it.
    pub(super) fn point_below(&mut self, line: usize) {
        if self.form == Form::Timeline && self.bars.point_at(line) {
            self.pane = Pane::Ends;
        }
    }

    /// Shows the timeline below the rows, and focuses it, or takes it away.
    fn reform(&mut self) {
        self.form = self.form.other();
        self.pane = match self.form {
            Form::Table => Pane::States,
            Form::Timeline => Pane::Ends,
        };
    }

    /// The watched releases that pass the filter.
    pub(super) fn releases(&self) -> Vec<Listed> {
        let states = self.states.iter();
        states.map(|state| (state.product, state.release)).collect()
    }

    /// Creates the timeline of all states.
    fn chart(&mut self, catalog: &Catalog, on: Viewpoint) {
        let unfolded = Unfolded::of_releases(catalog, self.releases(), on);
        self.timeline.show(unfolded, &mut self.bars);
        self.is_charted = true;
    }

    /// Selects the release on a line, and focuses the rows; headings cannot be selected.
    pub(super) fn point_at(&mut self, line: usize) {
        if self.rows.point_at(line) {
            self.pane = Pane::States;
        }
    }

    /// A release that is listed, by its number: the states, then those that ended lately.
    pub fn state(&self, number: usize) -> Option<&State> {
        let beyond = number.checked_sub(self.states.len());
        beyond.map_or_else(|| self.states.get(number), |lately| self.lately.get(lately))
    }

    /// The number of the selected release; `None` if there are none.
    fn position(&self) -> Option<usize> {
        match self.rows.line()? {
            Line::State(number) => Some(number),
            Line::Heading(..) => None,
        }
    }

    /// Replaces the states. The selection follows its release.
    fn take(&mut self, States { watched, lately }: States) {
        let key = |state: &State| (state.product, state.release);
        let picked = self
            .position()
            .and_then(|number| self.state(number))
            .map(key);
        (self.states, self.lately) = (watched, lately);
        let mut lines = Headed::default();
        for (words, healths) in HEADINGS {
            let states = self.states.iter().enumerate();
            let is_here = |(_, state): &(usize, &State)| healths.contains(&state.health);
            let here: Vec<Line> = states
                .filter(is_here)
                .map(|(number, _)| Line::State(number))
                .collect();
            lines.add(Line::Heading(words, here.len()), here);
        }
        let first = self.states.len();
        let heading = Line::Heading("Ended in the last 90 days", self.lately.len());
        lines.add(heading, (first..first + self.lately.len()).map(Line::State));
        self.rows.replace(lines);
        let mut lines = 0..self.rows.count();
        let line = lines.find(|line| match self.rows.get(*line) {
            Some(Line::State(number)) => self.state(number).map(key) == picked && picked.is_some(),
            _ => false,
        });
        let line = line.unwrap_or(self.rows.selected());
        self.rows.select_near(line);
    }
}

/// A line of the watchlist.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Line {
    /// The words above some releases, and how many there are. It cannot be selected.
    Heading(&'static str, usize),
    /// The release of this number, see [`WatchlistScreen::state`].
    State(usize),
}

impl headed::Line for Line {
    fn is_heading(self) -> bool {
        matches!(self, Self::Heading(..))
    }
}

/// What stands above the releases of each health, the worst first.
const HEADINGS: [(&str, &[Health]); 6] = [
    ("Ended", &[Health::Ended]),
    ("Ending soon", &[Health::AlmostOver]),
    ("Only extended support is left", &[Health::Extended]),
    ("Supported", &[Health::Supported]),
    ("Not yet released", &[Health::NotYet]),
    ("Unknown", &[Health::Unknown]),
];

/// The next ends of releases by month.
fn months(states: &[State], day: NaiveDate) -> Vec<Month> {
    let events = states.iter().filter_map(|state| {
        let date = state.end.date()?;
        Some(Event {
            product: state.product,
            release: state.release,
            phase: state.phase?,
            date,
            days: (date - day).num_days(),
        })
    });
    Agenda::new(events, YEAR, day).months
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
            let states = States::new(shares(), catalog, on);
            let remarks = shares().flat_map(|(_, share)| share.remarks());
            let longest = remarks.map(|remark| width::of(&remark.words())).max();
            self.watchlist.remarks = longest.unwrap_or(0);
            self.watchlist.months = months(&states.watched, day);
            self.watchlist.take(states);
            self.watchlist.day = Some(day);
            self.watchlist.is_charted = false;
        }
        if self.watchlist.form == Form::Timeline && !self.watchlist.is_charted {
            self.watchlist.chart(catalog, on);
        }
    }
}
