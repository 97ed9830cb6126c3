//! What a release means on a given day: whether a phase has ended, is almost over, runs on, is
//! unknown or was never offered. The rules are endoflife.date's own; comparisons are strict, so on
//! the very last day nothing has ended yet.

use std::ops::Range;

use chrono::NaiveDate;

pub use crate::facts::phase::Phase;
use crate::facts::product::{Dates, End, Lts, Release};
use crate::facts::viewpoint::{Preferences, Viewpoint};

impl Phase {
    /// How the phase stands on a day. What is not released yet goes on neither well nor badly.
    pub fn stands(self, dates: &Dates, on: Viewpoint) -> Standing {
        match self.standing(dates, on) {
            Standing::Running | Standing::AlmostOver if !is_out(dates, on.day) => Standing::NotYet,
            standing => standing,
        }
    }

    /// The same by endoflife.date's rule, which does not ask whether the release is out.
    pub fn standing(self, dates: &Dates, on: Viewpoint) -> Standing {
        match self.end(dates) {
            End::On(end) if on.day > end => Standing::Ended,
            End::On(end) if is_almost_over(end, dates.released, on) => Standing::AlmostOver,
            End::On(_) | End::Open => Standing::Running,
            End::Over => Standing::Ended,
            End::Unstated if self == Self::ExtendedSupport => Standing::NotOffered,
            End::Unstated => Standing::Unknown,
        }
    }
}

/// How a phase stands on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Standing {
    /// It goes on, with or without a published end.
    Running,
    /// It ends within a third of its length, and within 120 days or as many as the reader wants.
    AlmostOver,
    /// It is over.
    Ended,
    /// The release is not out yet.
    NotYet,
    /// The vendor has no such phase.
    NotOffered,
    /// The file does not say.
    Unknown,
}

impl Standing {
    /// One word or two for records.
    pub fn words(self) -> &'static str {
        match self {
            Self::Running => "running",
            Self::AlmostOver => "ending soon",
            Self::Ended => "ended",
            Self::NotYet => "not yet released",
            Self::NotOffered => "not offered",
            Self::Unknown => "unknown",
        }
    }
}

/// So many days before its end a phase is almost over: a third of its length, at most as many as the
/// reader wants (120 for endoflife.date). The phase is counted from the release's own date; where that
/// is missing (older files), there is no third.
pub fn warning_days(end: NaiveDate, released: Option<NaiveDate>, preferences: Preferences) -> i64 {
    let third = released.map(|start| (end - start).num_days().div_euclid(3));
    third.map_or(preferences.warning_days, |third| {
        third.min(preferences.warning_days)
    })
}

/// `0 ≤ days left ≤ warning days`.
fn is_almost_over(end: NaiveDate, released: Option<NaiveDate>, on: Viewpoint) -> bool {
    let left = (end - on.day).num_days();
    (0..=warning_days(end, released, on.preferences)).contains(&left)
}

/// Whether the release is out on a day; one of which the day is unknown is.
pub fn is_out(dates: &Dates, day: NaiveDate) -> bool {
    dates.released.is_none_or(|date| date <= day)
}

/// Whether anybody still looks after the release: one stated phase is not over. By endoflife.date's rule,
/// which does not ask whether it is out.
pub fn is_maintained(dates: &Dates, day: NaiveDate) -> bool {
    let mut standings = Phase::ALL
        .iter()
        .map(|phase| phase.standing(dates, Viewpoint::with_defaults(day)));
    standings.any(|standing| matches!(standing, Standing::Running | Standing::AlmostOver))
}

/// Whether the release has reached the end of its life; extended support may go on after it.
pub fn is_end_of_life(dates: &Dates, day: NaiveDate) -> bool {
    Phase::Security.standing(dates, Viewpoint::with_defaults(day)) == Standing::Ended
}

/// Long-term support on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LtsState {
    /// Not a long-term-support release.
    No,
    /// A long-term-support release.
    Yes,
    /// Will be one some day.
    Upcoming,
}

/// Long-term support of a release on a day.
pub fn lts(dates: &Dates, day: NaiveDate) -> LtsState {
    match dates.lts {
        Lts::No => LtsState::No,
        Lts::From(date) if day <= date => LtsState::Upcoming,
        Lts::Yes | Lts::From(_) => LtsState::Yes,
    }
}

/// Tables of up to this many releases are never folded.
const FOLD_ABOVE: usize = 6;
/// Fewer rows than this are not worth a fold.
const FOLD_AT_LEAST: usize = 3;

/// The old unmaintained releases at the end of the list, which the table folds into one line.
///
/// The newest of the run stays visible. Empty where there is nothing to fold.
pub fn folded(releases: &[Release], day: NaiveDate) -> Range<usize> {
    let count = releases.len();
    let run = releases
        .iter()
        .rev()
        .take_while(|release| !is_maintained(&release.dates, day));
    let hidden = run.count().saturating_sub(1);
    if count > FOLD_ABOVE && hidden >= FOLD_AT_LEAST {
        count - hidden..count
    } else {
        count..count
    }
}

/// How a whole product stands: as well as its best release.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Health {
    /// A release is maintained and not about to end.
    Supported,
    /// Whatever is maintained is almost over.
    AlmostOver,
    /// Only extended support is left, which is usually sold, and not always by the vendor.
    Extended,
    /// Nothing is maintained any more.
    Ended,
    /// Nothing has been released yet.
    NotYet,
    /// The file says of no release how it stands.
    Unknown,
}

impl Health {
    /// Its sign.
    pub fn glyph(self) -> &'static str {
        match self {
            Self::Supported => "●",
            Self::AlmostOver => "!",
            Self::Extended => "◐",
            Self::Ended => "✗",
            Self::NotYet => "○",
            Self::Unknown => "?",
        }
    }

    /// Whether a release is supported, extended support apart.
    pub fn is_supported(self) -> bool {
        matches!(self, Self::Supported | Self::AlmostOver)
    }

    /// Whether a release is still looked after, if only under extended support.
    pub fn is_maintained(self) -> bool {
        matches!(self, Self::Supported | Self::AlmostOver | Self::Extended)
    }

    /// One word or two for lists and summaries.
    pub fn words(self) -> &'static str {
        match self {
            Self::Supported => "supported",
            Self::AlmostOver => "ending soon",
            Self::Extended => "extended support only",
            Self::Ended => "ended",
            Self::NotYet => "not yet released",
            Self::Unknown => "unknown",
        }
    }
}

/// How a product with releases of these dates stands on a day, by data of another day; `None` where they
/// name no day.
///
/// Data grow old, and a product lives on: what was released after the day of the data is not in them.
/// A product that had a supported release on that day, and has none on a later day looked at, is
/// therefore unknown: nobody can say from these data whether a newer release is supported. It has not
/// ended. Each release keeps its own sign, because its own dates are known. Where the data name no day,
/// nothing is known to have grown old.
pub fn product_health(dates: &[Dates], data_day: Option<NaiveDate>, on: Viewpoint) -> Health {
    let health = health(dates, on);
    let had_support = || {
        let data_day = data_day.filter(|data_day| *data_day < on.day);
        data_day.is_some_and(|day| self::health(dates, Viewpoint { day, ..on }).is_supported())
    };
    match health {
        Health::Ended | Health::Extended if had_support() => Health::Unknown,
        health => health,
    }
}

/// How a product with releases of these dates stands on a day, if nothing has been released but these.
/// Releases of a later day do not count. What people ask about is [`product_health`].
pub fn health<'a>(releases: impl IntoIterator<Item = &'a Dates>, on: Viewpoint) -> Health {
    let mut releases = releases.into_iter().peekable();
    let is_empty = releases.peek().is_none();
    let out = releases.filter(|dates| is_out(dates, on.day));
    let stands: Vec<Health> = out.map(|dates| release_health(dates, on)).collect();
    match stands.iter().copied().min() {
        // That all is over can be said only of what is known.
        Some(Health::Ended) if stands.contains(&Health::Unknown) => Health::Unknown,
        Some(best) => best,
        None if is_empty => Health::Unknown,
        None => Health::NotYet,
    }
}

/// How one release stands on a day: by the phase that lasts longest, extended support apart. After its
/// end of life nothing but extended support goes on, whatever the data say of earlier phases.
pub fn release_health(dates: &Dates, on: Viewpoint) -> Health {
    const USUAL: [Phase; 3] = [Phase::Production, Phase::ActiveSupport, Phase::Security];
    if !is_out(dates, on.day) {
        return Health::NotYet;
    }
    let usual = USUAL.map(|phase| phase.standing(dates, on));
    let extended = Phase::ExtendedSupport.standing(dates, on);
    let is_over = is_end_of_life(dates, on.day);
    if !is_over && usual.contains(&Standing::Running) {
        Health::Supported
    } else if !is_over && usual.contains(&Standing::AlmostOver) {
        Health::AlmostOver
    } else if matches!(extended, Standing::Running | Standing::AlmostOver) {
        Health::Extended
    } else if usual.contains(&Standing::Ended) || extended == Standing::Ended {
        Health::Ended
    } else {
        Health::Unknown
    }
}

#[cfg(test)]
mod tests;
