//! The dates that lists are sorted by, with the releases that they belong to.

use std::cmp::Reverse;

use chrono::NaiveDate;

use super::Order;
use crate::facts::product::Dates;
use crate::find::query::{coming_ends, releases};

/// The next end of life of a release that is out, with the release's number; `None` if none is known.
pub fn next_end(dates: &[Dates], day: NaiveDate) -> Option<(usize, NaiveDate)> {
    let ends = dates.iter().enumerate().filter_map(|(number, dates)| {
        let end = coming_ends(std::slice::from_ref(dates), day).next()?;
        Some((number, end))
    });
    ends.min_by_key(|(_, end)| *end)
}

/// The newest release that is out, with its date; `None` if no release has a date.
pub fn newest_release(dates: &[Dates], day: NaiveDate) -> Option<(usize, NaiveDate)> {
    let days = dates.iter().enumerate().filter_map(|(number, dates)| {
        let released = releases(std::slice::from_ref(dates), day).next()?;
        Some((number, released))
    });
    days.min_by_key(|(_, released)| Reverse(*released))
}

impl Order {
    /// Whether the order is by date.
    pub fn is_dated(self) -> bool {
        matches!(self, Self::End | Self::Release)
    }

    /// The release's number and the date that determine a product's place; `None` if it has none, or the
    /// order is not by date.
    pub fn place(self, dates: &[Dates], day: NaiveDate) -> Option<(usize, NaiveDate)> {
        match self {
            Self::Match | Self::Name => None,
            Self::End => next_end(dates, day),
            Self::Release => newest_release(dates, day),
        }
    }
}
