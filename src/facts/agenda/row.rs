//! A row of the radar and of the watchlist: countdown, date, product and release, what ends. Narrow rows
//! say it shorter; the date is never left out.

use chrono::NaiveDate;

use super::Event;
use crate::facts::catalog::Catalog;
use crate::facts::lifecycle::{Phase, Standing};
use crate::facts::product::{End, Product, Release};
use crate::facts::table::{self, Tone};
use crate::facts::viewpoint::Viewpoint;
use crate::facts::wording;
use crate::text::width;

/// Longer names are cut, so that what ends stays near.
pub const LONGEST_NAME: usize = 60;
/// `234 days ago`, `19y 11m ago`.
const DAYS: usize = 12;
/// `2026-09-05`.
const DATE: usize = 10;
/// The longest of the phases' words.
const PHASE: usize = 16;
/// The longest of their short ones.
const SHORT_PHASE: usize = 8;
const GAP: usize = 2;
/// Columns of the sign and the blank behind it.
const SIGN: usize = 2;

/// How the parts of a row share its width.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fit {
    has_countdown: bool,
    name: usize,
    has_phase_words: bool,
}

impl Fit {
    /// For rows in full, with names of at most a width.
    pub fn unbounded(longest_name: usize) -> Self {
        Self {
            has_countdown: true,
            name: longest_name,
            has_phase_words: true,
        }
    }

    /// For rows of a width with names of at most another.
    pub fn new(width: usize, longest_name: usize) -> Self {
        let (has_countdown, has_phase_words) = (width >= 54, width >= 72);
        let countdown = if has_countdown { DAYS + GAP } else { 0 };
        let phase = if has_phase_words { PHASE } else { SHORT_PHASE };
        let others = SIGN + countdown + DATE + GAP + GAP + phase;
        Self {
            has_countdown,
            name: width.saturating_sub(others).min(longest_name),
            has_phase_words,
        }
    }
}

/// What a row says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Row {
    /// The product's index, and the release's number in it.
    pub release: (usize, usize),
    /// The end that it is about.
    pub end: End,
    /// What ends, and shortly.
    pub what: (&'static str, &'static str),
    /// Whether the end has moved in the data.
    pub has_moved: bool,
}

/// The texts of a row, each but the last in its column with the gap behind it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cells {
    /// `in 17 days`; no column where there is no room for one.
    pub countdown: String,
    /// The date, or a word that takes its place.
    pub date: String,
    /// Product and release.
    pub name: String,
    /// What ends.
    pub what: &'static str,
}

impl From<&Event> for Row {
    fn from(event: &Event) -> Self {
        Self {
            release: (event.product, event.release),
            end: End::On(event.date),
            what: words(event.phase),
            has_moved: false,
        }
    }
}

impl Row {
    /// Its texts in a width.
    pub fn cells(&self, catalog: &Catalog, on: Viewpoint, fit: &Fit) -> Cells {
        let Viewpoint { day, preferences } = on;
        let (date, days) = match self.end {
            End::On(date) => {
                let days = in_days((date - day).num_days());
                (preferences.dates.short().written(date), days)
            }
            End::Over => ("no day".to_owned(), String::new()),
            End::Open => ("no end".to_owned(), String::new()),
            End::Unstated => ("unknown".to_owned(), String::new()),
        };
        let countdown = if fit.has_countdown { DAYS + GAP } else { 0 };
        let name = name(catalog, self.release, day, fit.name);
        let (long, short) = self.what;
        Cells {
            countdown: width::padded(&days, countdown),
            date: width::padded(&date, DATE + GAP),
            name: width::padded(&name, fit.name + GAP),
            what: if fit.has_phase_words { long } else { short },
        }
    }
}

/// What the sign and the color of an event say.
pub fn tone(catalog: &Catalog, event: &Event, on: Viewpoint) -> Tone {
    let dates = catalog.dates(event.product).get(event.release);
    dates
        .map_or(Standing::Unknown, |dates| event.phase.stands(dates, on))
        .into()
}

/// Product and release in at most so many columns.
fn name(catalog: &Catalog, release: (usize, usize), day: NaiveDate, width: usize) -> String {
    let found = find(catalog, release);
    let name = found.map(|(product, release)| {
        let labels = table::labels(product, release, day);
        wording::release_name(&product.title, &labels, width)
    });
    name.unwrap_or_default()
}

/// The product's title and the release's label.
pub fn names(catalog: &Catalog, release: (usize, usize), day: NaiveDate) -> (String, String) {
    let names = |(product, release): (&Product, &Release)| {
        (product.title.clone(), table::label(product, release, day))
    };
    find(catalog, release).map(names).unwrap_or_default()
}

fn find(catalog: &Catalog, (product, release): (usize, usize)) -> Option<(&Product, &Release)> {
    let product = catalog.product(product);
    let found = product.and_then(|product| Some((product, product.releases.get(release)?)));
    debug_assert!(
        found.is_some(),
        "a row is made from the catalog that it is shown from"
    );
    found
}

/// `in 17 days`, as lists tell it everywhere; `in 3y 4m` where the days would be many.
fn in_days(days: i64) -> String {
    let far = || format!("{}y {}m", days.abs() / 365, (days.abs() % 365 / 30).min(11));
    match days {
        1000.. => format!("in {}", far()),
        ..=-1000 => format!("{} ago", far()),
        0 => "today".to_owned(),
        1 => "tomorrow".to_owned(),
        -1 => "yesterday".to_owned(),
        2.. => format!("in {days} days"),
        ago => format!("{} days ago", ago.unsigned_abs()),
    }
}

/// What a phase is called, and shortly.
pub fn words(phase: Phase) -> (&'static str, &'static str) {
    let short = match phase {
        Phase::ActiveSupport => "active",
        Phase::Security => "security",
        Phase::ExtendedSupport => "extended",
        Phase::Production => "sale",
    };
    (phase.words(), short)
}
