//! Times in filters: spans from the day looked at, and days, months, quarters and years.

use std::fmt;

use chrono::{Datelike, Days, Months, NaiveDate};

use super::term::{Key, Op, Term};
use crate::facts::wording;
use crate::text::dates;

/// A comparison with a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bound {
    op: Op,
    when: When,
}

/// A time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// A number of days before or after the day looked at.
    Span(u32),
    /// A period with its first and last day: a day, a month, a quarter, or a year.
    Period(NaiveDate, NaiveDate),
}

const FORMS: &str = "a span (90d 6w 3m 1y) or a date (2027, 2027-Q1, 2027-01, 2027-01-31)";

/// Parses the time of a term.
pub fn read(term: &Term<'_>, key: Key) -> Result<Bound, String> {
    let key = key.name();
    let when = match term.value {
        "" => Err(format!("{key}: needs {FORMS}")),
        value => When::parse(value)
            .ok_or_else(|| format!("invalid time `{value}`; {key}: needs {FORMS}")),
    };
    Ok(Bound {
        op: term.op,
        when: when?,
    })
}

impl When {
    /// A span such as `90d`, or a year, a quarter, a month or a day; `None` for anything else.
    pub fn parse(text: &str) -> Option<Self> {
        let span = wording::parse_span(text).map(Self::Span);
        span.or_else(|| period(text))
    }

    /// Days from a day to the end of this time, ahead of it; 0 if that is past.
    pub fn days_ahead(self, day: NaiveDate) -> i64 {
        match self {
            Self::Span(days) => days.into(),
            Self::Period(_, last) => (last - day).num_days().max(0),
        }
    }

    /// Days back from a day to the start of this time; 0 if that is to come.
    pub fn days_back(self, day: NaiveDate) -> i64 {
        match self {
            Self::Span(days) => days.into(),
            Self::Period(first, _) => (day - first).num_days().max(0),
        }
    }
}

/// As [`When::parse`] reads it, with spans in days.
impl fmt::Display for When {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (first, last) = match self {
            Self::Span(days) => return write!(f, "{days}d"),
            Self::Period(first, last) => (first, last),
        };
        match last.month0() + 1 - first.month0() {
            1 if first == last => write!(f, "{first}"),
            1 => write!(f, "{}", first.format("%Y-%m")),
            3 => write!(f, "{}-Q{}", first.year(), first.quarter()),
            _ => write!(f, "{}", first.year()),
        }
    }
}

/// `2027`, `2027-Q1`, `2027-01`, `2027-01-31`.
fn period(text: &str) -> Option<When> {
    let first = |rest: &str| dates::parse(&format!("{text}{rest}"));
    let quarter = text.split_once("-Q").or_else(|| text.split_once("-q"));
    let quarter = quarter.and_then(|(year, quarter)| {
        let month = match quarter {
            "1" => "01",
            "2" => "04",
            "3" => "07",
            "4" => "10",
            _ => return None,
        };
        dates::parse(&format!("{year}-{month}-01"))
    });
    let (first, months) = match text.len() {
        _ if quarter.is_some() => (quarter?, 3),
        4 => (first("-01-01")?, 12),
        7 => (first("-01")?, 1),
        _ => {
            let day = first("")?;
            return Some(When::Period(day, day));
        }
    };
    let last = first.checked_add_months(Months::new(months))?.pred_opt()?;
    Some(When::Period(first, last))
}

impl Bound {
    /// Whether a future date is within the bound; a span counts the days until then.
    pub fn holds_ahead(&self, date: NaiveDate, day: NaiveDate) -> bool {
        match self.when {
            When::Period(first, last) => self.op.compare(date, first, last),
            When::Span(days) => {
                // A span beyond the last representable date is later than any date.
                let end = day.checked_add_days(Days::new(days.into()));
                let end = end.unwrap_or(NaiveDate::MAX);
                self.op.within().compare(date, end, end)
            }
        }
    }

    /// Whether a past date is within the bound; a span counts the days since then.
    pub fn holds_back(&self, date: NaiveDate, day: NaiveDate) -> bool {
        match self.when {
            When::Period(first, last) => self.op.compare(date, first, last),
            When::Span(days) => {
                let start = day.checked_sub_days(Days::new(days.into()));
                let start = start.unwrap_or(NaiveDate::MIN);
                self.op.within().turned().compare(date, start, start)
            }
        }
    }
}

impl Op {
    /// Compares a value with a range: before it, after it, or in it.
    pub fn compare<T: PartialOrd + Copy>(self, value: T, first: T, last: T) -> bool {
        match self {
            Self::Colon | Self::Equal => first <= value && value <= last,
            Self::Less => value < first,
            Self::AtMost => value <= last,
            Self::More => value > last,
            Self::AtLeast => value >= first,
        }
    }

    /// For spans, `:` means within: `ends:90d`.
    fn within(self) -> Self {
        match self {
            Self::Colon | Self::Equal => Self::AtMost,
            op => op,
        }
    }

    /// The smaller the age, the later the date, so the comparison is reversed.
    fn turned(self) -> Self {
        match self {
            Self::Less => Self::More,
            Self::AtMost => Self::AtLeast,
            Self::More => Self::Less,
            Self::AtLeast => Self::AtMost,
            op => op,
        }
    }
}
