//! Times in filters: spans that are counted from the day looked at, and days, months and years.

use chrono::{Days, Months, NaiveDate};

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
    /// So many days from the day looked at, ahead or back.
    Span(u32),
    /// From the first day to the last: a day, a month, or a year.
    Period(NaiveDate, NaiveDate),
}

const FORMS: &str = "a span (90d 6w 3m 1y) or a date (2027, 2027-01, 2027-01-31)";

/// Reads the time of a term.
pub fn read(term: &Term<'_>, key: Key) -> Result<Bound, String> {
    let key = key.name();
    let when = match term.value {
        "" => Err(format!("{key} takes {FORMS}")),
        value => wording::parse_span(value)
            .map(When::Span)
            .or_else(|| period(value))
            .ok_or_else(|| format!("{value} is no time; {key} takes {FORMS}")),
    };
    Ok(Bound {
        op: term.op,
        when: when?,
    })
}

/// `2027`, `2027-01`, `2027-01-31`.
fn period(text: &str) -> Option<When> {
    let first = |rest: &str| dates::parse(&format!("{text}{rest}"));
    let (first, months) = match text.len() {
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
    /// Whether a coming day is as the bound wants it; a span is the time until then.
    pub fn holds_ahead(&self, date: NaiveDate, day: NaiveDate) -> bool {
        match self.when {
            When::Period(first, last) => self.op.compare(date, first, last),
            When::Span(days) => {
                // What is beyond all days is later than every date.
                let end = day.checked_add_days(Days::new(days.into()));
                let end = end.unwrap_or(NaiveDate::MAX);
                self.op.within().compare(date, end, end)
            }
        }
    }

    /// Whether a day that is past is as the bound wants it; a span is the time since then.
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
    /// Compares with a stretch: before it, after it, in it.
    pub fn compare<T: PartialOrd + Copy>(self, value: T, first: T, last: T) -> bool {
        match self {
            Self::Colon | Self::Equal => first <= value && value <= last,
            Self::Less => value < first,
            Self::AtMost => value <= last,
            Self::More => value > last,
            Self::AtLeast => value >= first,
        }
    }

    /// `ends:90d` is within 90 days.
    fn within(self) -> Self {
        match self {
            Self::Colon | Self::Equal => Self::AtMost,
            op => op,
        }
    }

    /// The younger an age, the later its day.
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
