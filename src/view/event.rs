//! A row of the radar: sign, countdown, date, product and release, what ends. Narrow rows say it
//! shorter; the date is never left out.

use chrono::NaiveDate;
use ratatui::text::Span;
use unicode_width::UnicodeWidthStr;

use super::pane;
use crate::agenda::Event;
use crate::catalog::Catalog;
use crate::lifecycle::{Phase, Standing};
use crate::product::{Product, Release};
use crate::table::{self, Tone};
use crate::theme::Theme;
use crate::wording;

/// Longer names are cut, so that what ends stays near.
pub const LONGEST_NAME: usize = 60;
/// `in 6 months and 3 weeks`, and as much for what has ended.
const WORDS: usize = 24;
/// `90 days ago`.
const DAYS: usize = 11;
/// `2026-09-05`.
const DATE: usize = 10;
/// The longest of the phases' words.
const PHASE: usize = 16;
/// The longest of their short ones.
const SHORT_PHASE: usize = 8;
const GAP: usize = 2;
/// As much of a title is kept however long the release's label is.
const LEAST_TITLE: usize = 6;

/// How the parts of a row share its width.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fit {
    countdown: Countdown,
    name: usize,
    has_phase_words: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Countdown {
    Words,
    Days,
    None,
}

impl Fit {
    /// For rows in full, with names of at most a width.
    #[must_use]
    pub fn unbounded(longest_name: usize) -> Self {
        Self {
            countdown: Countdown::Words,
            name: longest_name,
            has_phase_words: true,
        }
    }

    /// For rows of a width with names of at most another.
    #[must_use]
    pub fn new(width: usize, longest_name: usize) -> Self {
        let forms = [
            (92, Countdown::Words, WORDS + GAP, true),
            (72, Countdown::Days, DAYS + GAP, true),
            (54, Countdown::Days, DAYS + GAP, false),
            (0, Countdown::None, 0, false),
        ];
        let form = forms.into_iter().find(|(least, ..)| width >= *least);
        let (_, countdown, taken, has_phase_words) = form.unwrap_or((0, Countdown::None, 0, false));
        let phase = if has_phase_words { PHASE } else { SHORT_PHASE };
        let others = GAP + taken + DATE + GAP + GAP + phase;
        Self {
            countdown,
            name: width.saturating_sub(others).min(longest_name),
            has_phase_words,
        }
    }
}

/// The parts of a row, which is about a day.
pub fn cells(
    catalog: &Catalog,
    event: &Event,
    day: NaiveDate,
    fit: &Fit,
    theme: &Theme,
) -> Vec<Span<'static>> {
    let tone = tone(catalog, event, day);
    let style = theme.tone(tone);
    let countdown = match fit.countdown {
        Countdown::Words => pane::padded(&wording::relative(event.date, day), WORDS + GAP),
        Countdown::Days => pane::padded(&in_days(event.days), DAYS + GAP),
        Countdown::None => String::new(),
    };
    let name = pane::padded(&name(catalog, event, day, fit.name), fit.name + GAP);
    let what = if fit.has_phase_words {
        event.phase.words()
    } else {
        short(event.phase)
    };
    vec![
        Span::styled(format!("{} {countdown}", tone.glyph()), style),
        Span::raw(format!("{}  ", event.date)),
        Span::raw(name),
        Span::styled(what, theme.dim),
    ]
}

/// What the sign and the colour of an event say.
#[must_use]
pub fn tone(catalog: &Catalog, event: &Event, day: NaiveDate) -> Tone {
    let dates = catalog.dates(event.product).get(event.release);
    dates
        .map_or(Standing::Unknown, |dates| event.phase.standing(dates, day))
        .into()
}

/// Product and release in at most so many columns. Where that is too few, the code name goes first,
/// then the end of the product's title.
fn name(catalog: &Catalog, event: &Event, day: NaiveDate, width: usize) -> String {
    let (title, label) = names(catalog, event, day);
    let name = format!("{title} {label}");
    if name.width() <= width {
        return name;
    }
    let found = find(catalog, event);
    let short = found.and_then(|(product, release)| table::short_label(product, release, day));
    let label = short.unwrap_or(label);
    let room = width.saturating_sub(label.width() + 1);
    let title = pane::cut(&title, room.max(LEAST_TITLE));
    pane::cut(&format!("{title} {label}"), width)
}

/// The product's title and the release's label; empty where there are none.
#[must_use]
pub fn names(catalog: &Catalog, event: &Event, day: NaiveDate) -> (String, String) {
    let names = |(product, release): (&Product, &Release)| {
        (product.title.clone(), table::label(product, release, day))
    };
    find(catalog, event).map(names).unwrap_or_default()
}

fn find<'a>(catalog: &'a Catalog, event: &Event) -> Option<(&'a Product, &'a Release)> {
    let product = catalog.product(event.product)?;
    Some((product, product.releases.get(event.release)?))
}

/// `in 17 days`, where the words would be too long.
fn in_days(days: i64) -> String {
    match days {
        0 => "today".to_owned(),
        1 => "tomorrow".to_owned(),
        -1 => "yesterday".to_owned(),
        2.. => format!("in {days} days"),
        ago => format!("{} days ago", ago.unsigned_abs()),
    }
}

fn short(phase: Phase) -> &'static str {
    match phase {
        Phase::ActiveSupport => "active",
        Phase::Security => "security",
        Phase::ExtendedSupport => "extended",
        Phase::Production => "sale",
    }
}
