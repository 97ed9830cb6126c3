//! The radar screen: upcoming end dates. The watchlist screen shows those of the watched releases.

use chrono::NaiveDate;

use super::Model;
use super::headed::{self, Headed};
use crate::facts::agenda::{self, Agenda, Event, YEAR};
use crate::find::query::{Asked, Subject};

/// The state of a list of end dates.
#[derive(Debug, Default)]
pub struct Radar {
    /// The end dates, as of the day looked at.
    pub agenda: Agenda,
    /// Its rows under their headings.
    pub rows: Headed<RadarLine>,
    /// Ends of one product and day have rows of their own.
    pub is_unfolded: bool,
    /// The day of the agenda; `None` if it is outdated.
    day: Option<NaiveDate>,
}

/// A line of the radar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RadarLine {
    /// A group's heading, by its number. It cannot be selected.
    Heading(usize),
    /// A row of events, by its number.
    Row(usize),
}

impl headed::Line for RadarLine {
    fn is_heading(self) -> bool {
        matches!(self, Self::Heading(_))
    }
}

impl Radar {
    /// Marks the agenda as outdated.
    pub(super) fn forget(&mut self) {
        self.day = None;
    }

    /// Shows events as of a day. Does nothing if the agenda is up to date.
    pub(super) fn show(&mut self, events: impl Iterator<Item = Event>, day: NaiveDate) {
        if self.day == Some(day) {
            return;
        }
        // A selection below the first row follows its event; the first row stays selected.
        let picked = self
            .selected()
            .copied()
            .filter(|_| self.rows.selected() > 0);
        let agenda = Agenda::new(events, YEAR, day);
        self.agenda = if self.is_unfolded {
            agenda.unfolded()
        } else {
            agenda
        };
        self.day = Some(day);
        let mut lines = Headed::default();
        for (number, group) in self.agenda.groups.iter().enumerate() {
            let rows = group.rows.clone().map(RadarLine::Row);
            lines.add(RadarLine::Heading(number), rows);
        }
        self.rows.replace(lines);
        let is_picked = |event: &Event| picked.is_some_and(|picked| picked.is_same(event));
        let event = self.agenda.events.iter().position(is_picked);
        let row = event.and_then(|event| self.agenda.row_of(event));
        let line = row.and_then(|row| self.rows.number_of(RadarLine::Row(row)));
        self.rows.select(line.unwrap_or(0));
    }

    /// Shows each end in a row of its own, or those of one product and day in one.
    pub(super) fn fold(&mut self) {
        self.is_unfolded = !self.is_unfolded;
        self.forget();
    }

    /// Whether every end has a row of its own although ends of one product and day would share one.
    pub(super) fn is_one_by_one(&self) -> bool {
        !self.is_unfolded && self.agenda.rows.len() == self.agenda.events.len()
    }

    /// The number of the selected row; `None` if there are none.
    pub fn position(&self) -> Option<usize> {
        match self.rows.line()? {
            RadarLine::Row(row) => Some(row),
            RadarLine::Heading(_) => None,
        }
    }

    /// The first event of the selected row; `None` if there are none.
    pub fn selected(&self) -> Option<&Event> {
        self.agenda.row(self.position()?).first()
    }
}

impl Model {
    /// Brings the radar up to date.
    pub(super) fn settle_radar(&mut self) {
        let (day, on) = (self.day(), self.viewpoint());
        if self.radar.day == Some(day) {
            return;
        }
        let own = |asked: Asked<'_>| self.is_own(asked);
        let listing = self.lister.list_for_rows(&self.catalog, &self.wanted(&own));
        let (catalog, filters) = (&self.catalog, &listing.query.filters);
        let mut events = Vec::new();
        for index in &listing.hits {
            let subject = Subject::new(catalog, *index, on, &own);
            let ends = agenda::ends_within(catalog, *index, YEAR, day);
            events.extend(ends.filter(|event| {
                let mut filters = filters.iter();
                filters.all(|filter| filter.accepts_end(&subject, event))
            }));
        }
        self.radar.show(events.into_iter(), day);
    }
}
