//! The state of a release on a given day: whether a phase is supported, ending soon, ended, unknown or not
//! offered. The rules are endoflife.date's own; comparisons are strict, so a phase has not ended on its last
//! day.

use std::ops::Range;

use chrono::NaiveDate;

pub use crate::facts::phase::Phase;
use crate::facts::product::{Dates, End, Lts, Release};
use crate::facts::viewpoint::{Preferences, Viewpoint};

impl Phase {
    /// The standing of the phase on a day. A release that is not out yet is neither supported nor ending
    /// soon.
    pub fn stands(self, dates: &Dates, on: Viewpoint) -> Standing {
        match self.standing(dates, on) {
            Standing::Running | Standing::AlmostOver if !is_out(dates, on.day) => Standing::NotYet,
            standing => standing,
        }
    }

    /// The standing by endoflife.date's rule, which ignores whether the release is out.
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

/// The standing of a phase on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Standing {
    /// Supported, with or without a published end date.
    Running,
    /// In the last third of its length, and within the warning period (120 days unless configured).
    AlmostOver,
    /// Ended.
    Ended,
    /// The release is not out yet.
    NotYet,
    /// The vendor has no such phase.
    NotOffered,
    /// The file does not say.
    Unknown,
}

impl Standing {
    /// In words, as beside the sign of a status.
    pub fn words(self) -> &'static str {
        match self {
            Self::Running => "supported",
            Self::AlmostOver => "ending soon",
            Self::Ended => "ended",
            Self::NotYet => "not yet released",
            Self::NotOffered => "not offered",
            Self::Unknown => "unknown",
        }
    }
}

/// How many days before its end a phase counts as ending soon: a third of its length, capped at the
/// configured warning period (120 days on endoflife.date). The length is counted from the release date;
/// without one, as in older files, only the cap applies.
pub fn warning_days(end: NaiveDate, released: Option<NaiveDate>, preferences: Preferences) -> i64 {
    let third = released.map(|start| (end - start).num_days().div_euclid(3));
    third.map_or(preferences.warning_days, |third| {
        third.min(preferences.warning_days)
    })
}

/// Whether an end is so near that the phase counts as ending soon: `0 ≤ days left ≤ warning days`.
pub fn is_almost_over(end: NaiveDate, released: Option<NaiveDate>, on: Viewpoint) -> bool {
    // Most ends are further away than the longest warning.
    ends_within(end, on.preferences.warning_days, on.day)
        && ends_within(end, warning_days(end, released, on.preferences), on.day)
}

/// Whether an end is at most so many days away, and has not passed.
pub fn ends_within(end: NaiveDate, days: i64, day: NaiveDate) -> bool {
    (0..=days).contains(&(end - day).num_days())
}

/// Whether the release is out on a day; a release without a date counts as out.
pub fn is_out(dates: &Dates, day: NaiveDate) -> bool {
    dates.released.is_none_or(|date| date <= day)
}

/// Whether the release is still maintained: at least one stated phase has not ended. By endoflife.date's
/// rule, which ignores whether the release is out.
pub fn is_maintained_on_site(dates: &Dates, day: NaiveDate) -> bool {
    let mut standings = Phase::ALL
        .iter()
        .map(|phase| phase.standing(dates, Viewpoint::with_defaults(day)));
    standings.any(|standing| matches!(standing, Standing::Running | Standing::AlmostOver))
}

/// Whether the release has reached end of life; extended support may continue after it.
pub fn is_end_of_life(dates: &Dates, day: NaiveDate) -> bool {
    match dates.eol {
        End::On(end) => day > end,
        End::Over => true,
        End::Open | End::Unstated => false,
    }
}

/// Long-term support on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LtsState {
    /// Not a long-term-support release.
    No,
    /// A long-term-support release.
    Yes,
    /// Will become one.
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

/// The unmaintained releases at the end of the list, which the table folds into one line.
///
/// The newest of them stays visible. Empty if there is nothing to fold.
pub fn folded(releases: &[Release], day: NaiveDate) -> Range<usize> {
    let count = releases.len();
    let run = releases
        .iter()
        .rev()
        .take_while(|release| !is_maintained_on_site(&release.dates, day));
    let hidden = run.count().saturating_sub(1);
    if count > FOLD_ABOVE && hidden >= FOLD_AT_LEAST {
        count - hidden..count
    } else {
        count..count
    }
}

/// The state of a whole product: that of its best release. The best comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Health {
    /// A release is maintained and not about to end.
    Supported,
    /// Every maintained release ends soon.
    AlmostOver,
    /// Only extended support is left, which is usually paid, and not always offered by the vendor.
    Extended,
    /// No release is maintained.
    Ended,
    /// Nothing has been released yet.
    NotYet,
    /// The file does not state the support of any release.
    Unknown,
}

impl Health {
    /// All of them.
    pub const ALL: [Self; 6] = [
        Self::Supported,
        Self::AlmostOver,
        Self::Extended,
        Self::Ended,
        Self::NotYet,
        Self::Unknown,
    ];

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

    /// Whether a release is still maintained, if only under extended support.
    pub fn is_maintained(self) -> bool {
        matches!(self, Self::Supported | Self::AlmostOver | Self::Extended)
    }

    /// The words for lists and summaries.
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

/// The state of a product on a day, from the dates of its releases and the day of the data (`None` if
/// unknown).
///
/// Data grow old: a release that came out after the day of the data is not in them. A product that had a
/// supported release on the day of the data, and has none on the day looked at, is therefore unknown rather
/// than ended, because a newer release may be supported. Each release keeps its own state, because its own
/// dates are known.
pub fn product_health(dates: &[Dates], data_day: Option<NaiveDate>, on: Viewpoint) -> Health {
    let had_support = || {
        let data_day = data_day.filter(|data_day| *data_day < on.day);
        data_day.is_some_and(|day| health(dates, Viewpoint { day, ..on }).is_supported())
    };
    match health(dates, on) {
        Health::Ended | Health::Extended if had_support() => Health::Unknown,
        health => health,
    }
}

/// The state of a product on a day if it has no releases but these. Later releases do not count. To answer
/// what people ask, use [`product_health`].
pub fn health<'a>(releases: impl IntoIterator<Item = &'a Dates>, on: Viewpoint) -> Health {
    let mut releases = releases.into_iter().peekable();
    let mut best = match releases.peek() {
        Some(_) => Health::NotYet,
        None => Health::Unknown,
    };
    let mut is_unsure = false;
    for dates in releases.filter(|dates| is_out(dates, on.day)) {
        match release_health(dates, on) {
            // Nothing is better, and the newest release, which comes first, usually is.
            Health::Supported => return Health::Supported,
            Health::Unknown => is_unsure = true,
            health => best = best.min(health),
        }
    }
    // A product has ended only if the state of every release is known.
    let is_known = best < Health::Ended || !is_unsure;
    if is_known { best } else { Health::Unknown }
}

/// The state of one release on a day: that of the phase that lasts longest, extended support aside. After end
/// of life only extended support counts, whatever the data say of earlier phases.
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
