//! The end of a phase as a file stated it, which may be a date that does not exist.

use std::fmt;

use chrono::{Datelike, NaiveDate};

use crate::facts::product::End;

/// What a file stated about an end. Dates are kept as written, because files have had `2025-06-31`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Said {
    /// This year, month and day.
    Day(u16, u8, u8),
    /// Ended, without a date.
    Over,
    /// Open, without a date.
    Open,
    /// Nothing.
    Nothing,
}

impl Said {
    /// Reads `2027-03-31`, `over`, `open` or `-`.
    pub fn parse(text: &str) -> Option<Self> {
        Some(match text {
            "over" => Self::Over,
            "open" => Self::Open,
            "-" => Self::Nothing,
            day => Self::day(day)?,
        })
    }

    /// Reads a day as `YYYY-MM-DD`, whether it exists or not.
    pub fn day(text: &str) -> Option<Self> {
        let is_shaped = text.len() == 10
            && text.bytes().enumerate().all(|(at, byte)| match at {
                4 | 7 => byte == b'-',
                _ => byte.is_ascii_digit(),
            });
        let year = text.get(..4).filter(|_| is_shaped)?.parse().ok()?;
        let part = |range| text.get(range).and_then(|part: &str| part.parse().ok());
        Some(Self::Day(year, part(5..7)?, part(8..10)?))
    }

    /// The date; `None` if there is none, or if it does not exist.
    pub fn date(self) -> Option<NaiveDate> {
        match self {
            Self::Day(year, month, day) => {
                NaiveDate::from_ymd_opt(year.into(), month.into(), day.into())
            }
            Self::Over | Self::Open | Self::Nothing => None,
        }
    }
}

impl From<End> for Said {
    fn from(end: End) -> Self {
        match end {
            End::On(date) => {
                let part = |number: u32| u8::try_from(number).unwrap_or_default();
                let year = u16::try_from(date.year()).unwrap_or_default();
                Self::Day(year, part(date.month()), part(date.day()))
            }
            End::Over => Self::Over,
            End::Open => Self::Open,
            End::Unstated => Self::Nothing,
        }
    }
}

impl fmt::Display for Said {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Day(year, month, day) => write!(f, "{year:04}-{month:02}-{day:02}"),
            Self::Over => f.write_str("over"),
            Self::Open => f.write_str("open"),
            Self::Nothing => f.write_str("-"),
        }
    }
}
