//! Upcoming and recent end dates over many products, the nearest first, grouped by how far away they are. An
//! end without a date is not an event.

pub mod row;

use std::ops::{Range, RangeInclusive};

use chrono::{Datelike, Days, NaiveDate, TimeDelta};

use crate::facts::catalog::Catalog;
use crate::facts::lifecycle::Phase;
use crate::facts::wording;

/// The end of a phase of a release.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Event {
    /// The product's index in the catalog.
    pub product: usize,
    /// The release's number in the product.
    pub release: usize,
    /// What ends.
    pub phase: Phase,
    /// The last day of the phase.
    pub date: NaiveDate,
    /// Days from the day looked at until then; negative for what has ended.
    pub days: i64,
}

impl Event {
    /// The name of the phase in JSON, CSV and calendars.
    pub fn name(&self) -> &'static str {
        match self.phase {
            Phase::ActiveSupport => "active-support",
            Phase::Security => "eol",
            Phase::ExtendedSupport => "extended-support",
            Phase::Production => "discontinued",
        }
    }

    /// Whether both are the same end, whatever day they are seen from.
    pub fn is_same(&self, other: &Self) -> bool {
        let key = |event: &Self| (event.product, event.release, event.phase);
        key(self) == key(other)
    }
}

/// All dated ends of a product's releases, as seen from a day.
///
/// As in endoflife.date's API, a phase counts where the product has a column for it, and the end of
/// life always.
pub fn ends(catalog: &Catalog, product: usize, day: NaiveDate) -> impl Iterator<Item = Event> {
    dated(catalog, product, day, NaiveDate::MIN..=NaiveDate::MAX)
}

/// Those of them that lie within a window around the day.
pub fn ends_within(
    catalog: &Catalog,
    product: usize,
    window: Window,
    day: NaiveDate,
) -> impl Iterator<Item = Event> {
    dated(catalog, product, day, window.dates(day))
}

fn dated(
    catalog: &Catalog,
    product: usize,
    day: NaiveDate,
    within: RangeInclusive<NaiveDate>,
) -> impl Iterator<Item = Event> {
    let traits = catalog.traits(product);
    let phases = Phase::ALL.map(|phase| {
        let has_column = traits.is_some_and(|traits| traits.has(phase.into()));
        (has_column || phase == Phase::Security).then_some(phase)
    });
    let releases = catalog.dates(product).iter().enumerate();
    releases.flat_map(move |(release, dates)| {
        let within = within.clone();
        phases.into_iter().flatten().filter_map(move |phase| {
            let date = phase.end(dates).date()?;
            within.contains(&date).then(|| Event {
                product,
                release,
                phase,
                date,
                days: (date - day).num_days(),
            })
        })
    })
}

/// The days that an agenda covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// Days ahead, the last one included.
    pub ahead: i64,
    /// Days back, for ends that have passed; 0 for none.
    pub back: i64,
}

impl Window {
    /// Whether an event lies within.
    pub fn holds(&self, event: &Event) -> bool {
        (-self.back..=self.ahead).contains(&event.days)
    }

    /// The days within, around a day.
    fn dates(self, day: NaiveDate) -> RangeInclusive<NaiveDate> {
        let at = |days| day.checked_add_signed(TimeDelta::try_days(days)?);
        at(-self.back).unwrap_or(NaiveDate::MIN)..=at(self.ahead).unwrap_or(NaiveDate::MAX)
    }
}

/// A year ahead, and recent ends.
pub const YEAR: Window = Window {
    ahead: 365,
    back: 90,
};

/// The ends of many products within a window.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Agenda {
    /// Upcoming ends, the nearest first; then past ends, the latest first. Ends of the same day keep the
    /// order they were given in.
    pub events: Vec<Event>,
    /// Events of one product, day and phase, which lists show as one row.
    pub rows: Vec<Range<usize>>,
    /// The events by group; empty groups are left out.
    pub groups: Vec<Group>,
    /// The month of the day looked at, and every following month that lies wholly within the window.
    pub months: Vec<Month>,
}

/// Events that are about equally far away.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// Days from the day looked at.
    pub days: RangeInclusive<i64>,
    /// Which of [`Agenda::events`] they are.
    pub events: Range<usize>,
    /// Which of [`Agenda::rows`] they are.
    pub rows: Range<usize>,
}

/// A calendar month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Month {
    /// Its first day.
    pub first: NaiveDate,
    /// How many upcoming ends of the window fall into it.
    pub count: usize,
}

impl Group {
    /// `Within 30 days`, `In 31 to 90 days`, `Ended in the last 90 days`.
    pub fn words(&self) -> String {
        let (first, last) = (*self.days.start(), *self.days.end());
        let days = |days: i64| {
            let days = usize::try_from(days.unsigned_abs()).unwrap_or(usize::MAX);
            wording::count(days, "day")
        };
        match (first, last) {
            (0, 0) => "Today".to_owned(),
            (0, last) => format!("Within {}", days(last)),
            (..0, _) => format!("Ended in the last {}", days(first)),
            (first, last) if first == last => format!("In {}", days(last)),
            (first, last) => format!("In {first} to {}", days(last)),
        }
    }
}

impl Agenda {
    /// Sorts and groups the events that lie within a window around a day.
    pub fn new(events: impl Iterator<Item = Event>, window: Window, day: NaiveDate) -> Self {
        let mut events: Vec<Event> = events.filter(|event| window.holds(event)).collect();
        events.sort_by_key(|event| (event.days < 0, event.days.abs()));
        let rows = rows(&mut events);
        Self {
            groups: groups(&events, &rows, window),
            months: months(&events, window, day),
            rows,
            events,
        }
    }

    /// The number of the row that shows an event.
    pub fn row_of(&self, event: usize) -> Option<usize> {
        let mut rows = self.rows.iter();
        rows.position(|row| row.contains(&event))
    }

    /// The events of a row; none if there is no such row.
    pub fn row(&self, number: usize) -> &[Event] {
        let row = self.rows.get(number).cloned();
        let events = row.and_then(|row| self.events.get(row));
        events.unwrap_or_default()
    }

    /// The same with a row for each event.
    #[must_use]
    pub fn unfolded(mut self) -> Self {
        self.rows = (0..self.events.len())
            .map(|event| event..event + 1)
            .collect();
        for group in &mut self.groups {
            group.rows = group.events.clone();
        }
        self
    }
}

/// The last days of the groups; one more reaches to the end of the window.
const BOUNDS: [i64; 4] = [30, 90, 180, 365];

/// Sorts the events of one product and day by phase; returns those of one phase as one row.
fn rows(events: &mut [Event]) -> Vec<Range<usize>> {
    let is_beside =
        |one: &Event, next: &Event| (one.product, one.date) == (next.product, next.date);
    for beside in events.chunk_by_mut(is_beside) {
        let place = |phase| Phase::ALL.iter().position(|own| *own == phase);
        beside.sort_by_key(|event| place(event.phase));
    }
    let is_alike = |one: &Event, next: &Event| is_beside(one, next) && one.phase == next.phase;
    let mut start = 0;
    let rows = events.chunk_by(is_alike).map(|row| {
        let end = start + row.len();
        std::mem::replace(&mut start, end)..end
    });
    rows.collect()
}

fn groups(events: &[Event], rows: &[Range<usize>], window: Window) -> Vec<Group> {
    let bounds = BOUNDS.into_iter().filter(|bound| *bound < window.ahead);
    let mut first = 0;
    let mut spans: Vec<RangeInclusive<i64>> = bounds
        .chain([window.ahead])
        .map(|last| std::mem::replace(&mut first, last + 1)..=last)
        .collect();
    spans.push(-window.back..=-1);
    let mut start = 0;
    let groups = spans.into_iter().map(|days| {
        let rest = events.get(start..).unwrap_or_default();
        let held = rest.iter().take_while(|event| days.contains(&event.days));
        let end = start + held.count();
        let events = std::mem::replace(&mut start, end)..end;
        let before = |number| rows.partition_point(|row| row.start < number);
        Group {
            days,
            rows: before(events.start)..before(events.end),
            events,
        }
    });
    groups.filter(|group| !group.events.is_empty()).collect()
}

fn months(events: &[Event], window: Window, day: NaiveDate) -> Vec<Month> {
    let number = |date: NaiveDate| i64::from(date.year()) * 12 + i64::from(date.month0());
    let ahead = Days::new(window.ahead.unsigned_abs() + 1);
    let end = day.checked_add_days(ahead);
    let end = number(end.unwrap_or(NaiveDate::MAX)).max(number(day) + 1);
    let mut months: Vec<Month> = (number(day)..end)
        .filter_map(|number| {
            let year = i32::try_from(number.div_euclid(12)).ok()?;
            let month = u32::try_from(number.rem_euclid(12)).ok()? + 1;
            let first = NaiveDate::from_ymd_opt(year, month, 1)?;
            Some(Month { first, count: 0 })
        })
        .collect();
    for event in events.iter().take_while(|event| event.days >= 0) {
        let place = usize::try_from(number(event.date) - number(day));
        if let Some(month) = place.ok().and_then(|place| months.get_mut(place)) {
            month.count += 1;
        }
    }
    months
}

#[cfg(test)]
mod tests;
