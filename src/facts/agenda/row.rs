//! A row of the radar and the watchlist: countdown, date, product and release, phase. Narrow rows use
//! shorter forms; the date is never left out.

use chrono::NaiveDate;

use super::Event;
use crate::facts::catalog::Catalog;
use crate::facts::lifecycle::{Phase, Standing};
use crate::facts::product::{End, Product, Release};
use crate::facts::table::{self, Tone};
use crate::facts::viewpoint::Viewpoint;
use crate::facts::wording;
use crate::text::width;

/// Longer names are cut, so that the phase stays close to them.
pub const LONGEST_NAME: usize = 60;
/// `234 days ago`, `19y 11m ago`.
const DAYS: usize = 12;
/// `2026-09-05`.
const DATE: usize = 10;
/// The longest of the phases' words.
const PHASE: usize = 16;
/// The longest of their short forms.
const SHORT_PHASE: usize = 8;
const GAP: usize = 2;
/// The width of the sign and the space after it.
const SIGN: usize = 2;

/// How the parts of a row share its width.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fit {
    has_countdown: bool,
    name: usize,
    has_phase_words: bool,
}

impl Fit {
    /// For rows without a width limit, with names of at most `longest_name` columns.
    pub fn unbounded(longest_name: usize) -> Self {
        Self {
            has_countdown: true,
            name: longest_name,
            has_phase_words: true,
        }
    }

    /// For rows of a width, with names of at most `longest_name` columns.
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

/// The content of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Row {
    /// The product's index, and the release's number.
    pub release: (usize, usize),
    /// The end that it is about.
    pub end: End,
    /// The phase, with a short form.
    pub what: (&'static str, &'static str),
}

/// The texts of a row, each except the last padded to its column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cells {
    /// A text such as `in 17 days`; empty if there is no room for the column.
    pub countdown: String,
    /// The date, or a word in place of it.
    pub date: String,
    /// Product and release.
    pub name: String,
    /// The phase.
    pub what: &'static str,
}

impl From<&Event> for Row {
    fn from(event: &Event) -> Self {
        Self {
            release: (event.product, event.release),
            end: End::On(event.date),
            what: words(event.phase),
        }
    }
}

impl Row {
    /// Its texts for a width.
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

/// The meaning of an event's sign and color.
pub fn tone(catalog: &Catalog, event: &Event, on: Viewpoint) -> Tone {
    let dates = catalog.dates(event.product).get(event.release);
    dates
        .map_or(Standing::Unknown, |dates| event.phase.stands(dates, on))
        .into()
}

/// Product and release in at most `width` columns.
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

/// `in 17 days`, as in all lists; `in 3y 4m` for many days.
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

/// The name of a phase, with a short form.
pub fn words(phase: Phase) -> (&'static str, &'static str) {
    let short = match phase {
        Phase::ActiveSupport => "active",
        Phase::Security => "security",
        Phase::ExtendedSupport => "extended",
        Phase::Production => "sale",
    };
    (phase.words(), short)
}
