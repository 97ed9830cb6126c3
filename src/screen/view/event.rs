//! A row of the radar and of the watchlist: sign, countdown, date, product and release, what ends.
//! Narrow rows say it shorter; the date is never left out.

use chrono::NaiveDate;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::canvas::Canvas;
use super::pane;
use crate::facts::agenda::Event;
use crate::facts::catalog::Catalog;
use crate::facts::lifecycle::{Phase, Standing};
use crate::facts::product::{Product, Release};
use crate::facts::table::{self, Tone};
use crate::facts::viewpoint::Viewpoint;
use crate::facts::wording;
use crate::settings::theme::Theme;
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

/// How the parts of a row share its width.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fit {
    has_countdown: bool,
    name: usize,
    has_phase_words: bool,
}

impl Fit {
    /// For rows in full, with names of at most a width.
    #[must_use]
    pub fn unbounded(longest_name: usize) -> Self {
        Self {
            has_countdown: true,
            name: longest_name,
            has_phase_words: true,
        }
    }

    /// For rows of a width with names of at most another.
    #[must_use]
    pub fn new(width: usize, longest_name: usize) -> Self {
        let (has_countdown, has_phase_words) = (width >= 54, width >= 72);
        let countdown = if has_countdown { DAYS + GAP } else { 0 };
        let phase = if has_phase_words { PHASE } else { SHORT_PHASE };
        let others = GAP + countdown + DATE + GAP + GAP + phase;
        Self {
            has_countdown,
            name: width.saturating_sub(others).min(longest_name),
            has_phase_words,
        }
    }
}

/// What a row says.
#[derive(Debug, Clone, Copy)]
pub struct Row {
    /// The product's index, and the release's number in it.
    pub release: (usize, usize),
    /// A sign for how it stands, and its style.
    pub sign: (&'static str, Style),
    /// The day of what the row is about, or a word that takes its place.
    pub date: Result<NaiveDate, &'static str>,
    /// What it is about, and shortly.
    pub what: (&'static str, &'static str),
}

impl Row {
    /// The row of an event.
    #[must_use]
    pub fn of(catalog: &Catalog, event: &Event, on: Viewpoint, theme: &Theme) -> Self {
        let tone = tone(catalog, event, on);
        Self {
            release: (event.product, event.release),
            sign: (tone.glyph(), theme.tone(tone)),
            date: Ok(event.date),
            what: words(event.phase),
        }
    }

    /// The row in a width. `selected` says whether it is, and then whether its pane has the keys.
    #[must_use]
    pub fn line(&self, canvas: &Canvas<'_>, selected: Option<bool>, width: u16) -> Line<'static> {
        let (catalog, on) = (&canvas.model.catalog, canvas.model.viewpoint());
        let width = usize::from(width);
        let fit = Fit::new(width.saturating_sub(2), LONGEST_NAME);
        let mark = Span::raw(if selected.is_some() { "▸" } else { " " });
        let cells = self.cells(catalog, on, &fit, canvas.theme);
        let mut line: Line<'static> = std::iter::once(mark).chain(cells).collect();
        let Some(is_focused) = selected else {
            return line;
        };
        let missing = width.saturating_sub(line.width());
        line.push_span(Span::raw(" ".repeat(missing)));
        pane::restyled(line, canvas.selection(is_focused))
    }

    /// Its parts, in columns.
    #[must_use]
    pub fn cells(
        &self,
        catalog: &Catalog,
        on: Viewpoint,
        fit: &Fit,
        theme: &Theme,
    ) -> Vec<Span<'static>> {
        let Viewpoint { day, preferences } = on;
        let (glyph, style) = self.sign;
        let countdown = if fit.has_countdown {
            let days = self.date.map(|date| in_days((date - day).num_days()));
            width::padded(&days.unwrap_or_default(), DAYS + GAP)
        } else {
            String::new()
        };
        let date = match self.date {
            Ok(date) => preferences.dates.short().written(date),
            Err(word) => word.to_owned(),
        };
        let name = name(catalog, self.release, day, fit.name);
        let (long, short) = self.what;
        let what = if fit.has_phase_words { long } else { short };
        vec![
            Span::styled(format!("{glyph} {countdown}"), style),
            Span::raw(width::padded(&date, DATE + GAP)),
            Span::raw(width::padded(&name, fit.name + GAP)),
            Span::styled(what, theme.dim),
        ]
    }
}

/// What the sign and the colour of an event say.
#[must_use]
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

/// The product's title and the release's label; empty where there are none.
#[must_use]
pub fn names(catalog: &Catalog, release: (usize, usize), day: NaiveDate) -> (String, String) {
    let names = |(product, release): (&Product, &Release)| {
        (product.title.clone(), table::label(product, release, day))
    };
    find(catalog, release).map(names).unwrap_or_default()
}

fn find(catalog: &Catalog, (product, release): (usize, usize)) -> Option<(&Product, &Release)> {
    let product = catalog.product(product)?;
    Some((product, product.releases.get(release)?))
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
#[must_use]
pub fn words(phase: Phase) -> (&'static str, &'static str) {
    let short = match phase {
        Phase::ActiveSupport => "active",
        Phase::Security => "security",
        Phase::ExtendedSupport => "extended",
        Phase::Production => "sale",
    };
    (phase.words(), short)
}
