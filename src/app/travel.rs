//! Travel in time: the day looked at, moved by months and years.

use chrono::{Months, NaiveDate};

use super::{Model, Notice};

/// A move of the day looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Travel {
    /// A month back.
    MonthBack,
    /// A month on.
    MonthOn,
    /// A year back.
    YearBack,
    /// A year on.
    YearOn,
    /// Back to today.
    Today,
}

/// The first and the last day to which one can travel: no published end lies near them.
const BOUNDS: [Option<NaiveDate>; 2] = [
    NaiveDate::from_ymd_opt(1970, 1, 1),
    NaiveDate::from_ymd_opt(2099, 12, 31),
];

impl Travel {
    /// The day where it leads. The same day of the month where there is one, else the last before it.
    fn from(self, day: NaiveDate, today: NaiveDate) -> NaiveDate {
        let (month, year) = (Months::new(1), Months::new(12));
        let there = match self {
            Self::MonthBack => day.checked_sub_months(month),
            Self::MonthOn => day.checked_add_months(month),
            Self::YearBack => day.checked_sub_months(year),
            Self::YearOn => day.checked_add_months(year),
            Self::Today => return today,
        };
        let [first, last] = BOUNDS;
        let there = there.unwrap_or(day).max(first.unwrap_or(day));
        there.min(last.unwrap_or(day))
    }
}

impl Model {
    /// Looks at another day than today.
    pub fn look_at(&mut self, day: NaiveDate) {
        self.as_of = Some(day);
        self.settle();
    }

    /// The day looked at: every colour and word follows it.
    #[must_use]
    pub fn day(&self) -> NaiveDate {
        self.as_of.unwrap_or(self.today)
    }

    /// Takes the day on the clock: a program that stays open sees midnights.
    pub fn wake(&mut self, today: NaiveDate) {
        self.today = today;
    }

    /// Looks at another day; every view follows.
    pub(super) fn travel(&mut self, travel: Travel) {
        let here = self.day();
        let there = travel.from(here, self.today);
        self.as_of = (there != self.today).then_some(there);
        if there == here && travel != Travel::Today {
            let here = self.habits.dates.short().written(here);
            self.notice = Some(Notice::Failed(format!("No travel beyond {here}.")));
        }
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::Travel;

    #[test]
    fn months_and_years_keep_the_day_and_stay_within_bounds() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        for (from, travel, to) in [
            ("2026-11-22", Travel::MonthBack, "2026-10-22"),
            ("2026-12-22", Travel::MonthOn, "2027-01-22"),
            ("2026-11-22", Travel::YearBack, "2025-11-22"),
            ("2026-11-22", Travel::YearOn, "2027-11-22"),
            ("2027-01-31", Travel::MonthOn, "2027-02-28"),
            ("2028-02-29", Travel::YearOn, "2029-02-28"),
            ("2026-11-22", Travel::Today, "2026-08-22"),
            ("2099-06-01", Travel::YearOn, "2099-12-31"),
            ("1970-01-15", Travel::MonthBack, "1970-01-01"),
            ("9999-12-31", Travel::YearBack, "2099-12-31"),
            ("0001-01-01", Travel::MonthOn, "1970-01-01"),
        ] {
            let there = travel.from(day(from), day("2026-08-22"));
            assert_eq!(there, day(to), "{from} {travel:?}");
        }
    }
}
