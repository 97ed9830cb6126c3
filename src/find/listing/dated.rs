//! The days by which a list is ordered, and the releases whose days they are.

use std::cmp::Reverse;

use chrono::NaiveDate;

use super::Order;
use crate::facts::product::Dates;
use crate::find::query::{coming_ends, releases};

/// The next end of life of a release that is out, and the number of that release; `None` where none is
/// known to come.
pub fn next_end(dates: &[Dates], day: NaiveDate) -> Option<(usize, NaiveDate)> {
    let ends = dates.iter().enumerate().filter_map(|(number, dates)| {
        let end = coming_ends(std::slice::from_ref(dates), day).next()?;
        Some((number, end))
    });
    ends.min_by_key(|(_, end)| *end)
}

/// The newest release that is out, and its day; `None` where no release has one.
pub fn newest_release(dates: &[Dates], day: NaiveDate) -> Option<(usize, NaiveDate)> {
    let days = dates.iter().enumerate().filter_map(|(number, dates)| {
        let released = releases(std::slice::from_ref(dates), day).next()?;
        Some((number, released))
    });
    days.min_by_key(|(_, released)| Reverse(*released))
}

impl Order {
    /// Whether it is one of days.
    pub fn is_dated(self) -> bool {
        matches!(self, Self::End | Self::Release)
    }

    /// The number of the release and its day that put a product where it is; `None` where it has none, or
    /// the order is not one of days.
    pub fn place(self, dates: &[Dates], day: NaiveDate) -> Option<(usize, NaiveDate)> {
        match self {
            Self::Match | Self::Name => None,
            Self::End => next_end(dates, day),
            Self::Release => newest_release(dates, day),
        }
    }
}
