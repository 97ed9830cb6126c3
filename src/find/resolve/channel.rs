//! Channels: words for the newest release, or the newest with long-term support.

use chrono::NaiveDate;

use super::{CycleBy, Fit, Look, MatchedBy, Reading};
use crate::facts::lifecycle::{self, LtsState};
use crate::facts::product::Dates;

/// The number of the release that a channel stands for on a day, of a product's releases in order: `lts` for the newest
/// with long-term support, `current` for the newest. `None` if the word is no channel or nothing is in it.
pub fn newest(releases: &[Dates], channel: &str, day: NaiveDate) -> Option<usize> {
    let is_out = |dates: &Dates| dates.released.is_none_or(|released| released <= day);
    let is_lts = |dates: &Dates| lifecycle::lts(dates, day) == LtsState::Yes;
    let mut releases = releases.iter();
    match channel.to_lowercase().as_str() {
        "lts" => releases.position(|dates| is_out(dates) && is_lts(dates)),
        "current" | "latest" | "newest" => releases.position(is_out),
        _ => None,
    }
}

impl Look<'_> {
    /// `node lts`, `nodejs current`.
    pub fn channel(&self, product: usize, by: MatchedBy, word: &str) -> Option<Reading> {
        let release = newest(self.catalog.dates(product), word, self.day?)?;
        let fit = Fit::One(release, CycleBy::Channel);
        Some(Reading::new(product, by, word, fit))
    }
}
