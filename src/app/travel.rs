//! The day looked at, and moving it by months and years.

use chrono::{Datelike, Months, NaiveDate};

use super::Model;

/// A move of the day looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Travel {
    /// A month back.
    MonthBack,
    /// A month forward.
    MonthOn,
    /// A year back.
    YearBack,
    /// A year forward.
    YearOn,
    /// Back to today.
    Today,
}

/// The first and last day that can be looked at; no published end is near them.
const BOUNDS: [NaiveDate; 2] = [
    NaiveDate::from_ymd_opt(1970, 1, 1).unwrap(),
    NaiveDate::from_ymd_opt(2099, 12, 31).unwrap(),
];

impl Travel {
    /// The day after the move: the wanted day of the month, or the month's last day if it is shorter.
    fn from(self, day: NaiveDate, wanted: u32, today: NaiveDate) -> NaiveDate {
        let (month, year) = (Months::new(1), Months::new(12));
        let there = match self {
            Self::MonthBack => day.checked_sub_months(month),
            Self::MonthOn => day.checked_add_months(month),
            Self::YearBack => day.checked_sub_months(year),
            Self::YearOn => day.checked_add_months(year),
            Self::Today => return today,
        };
        let [first, last] = BOUNDS;
        // Beyond the ends of the calendar the bounds apply.
        let there = there.unwrap_or(day);
        let mut days = (there.day()..=wanted).rev();
        let there = days.find_map(|day| there.with_day(day)).unwrap_or(there);
        there.clamp(first, last)
    }
}

impl Model {
    /// Looks at another day than today.
    pub fn look_at(&mut self, day: NaiveDate) {
        self.as_of = Some(day);
        self.left = None;
        self.settle();
    }

    /// The day looked at, which determines all statuses.
    pub fn day(&self) -> NaiveDate {
        self.as_of.unwrap_or(self.today)
    }

    /// Takes the current day from the clock: a running program may pass midnight.
    pub fn wake(&mut self, today: NaiveDate) {
        self.today = today;
    }

    /// Looks at another day; every view follows.
    pub(super) fn travel(&mut self, travel: Travel) {
        let here = self.day();
        let left = self.left.filter(|(there, _)| *there == here);
        let wanted = left.map_or(here.day(), |(_, wanted)| wanted);
        let there = travel.from(here, wanted, self.today);
        self.left = (travel != Travel::Today).then_some((there, wanted));
        self.as_of = (there != self.today).then_some(there);
        if there == here && travel != Travel::Today {
            let here = self.preferences.dates.short().written(here);
            self.fail(format!("The as-of date cannot go beyond {here}."));
        }
    }
}

#[cfg(test)]
mod tests {
    use chrono::{Datelike, NaiveDate};

    use super::{Model, Travel};
    use crate::facts::catalog::Catalog;

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
            let from = day(from);
            let there = travel.from(from, from.day(), day("2026-08-22"));
            assert_eq!(there, day(to), "{from} {travel:?}");
        }
    }

    #[test]
    fn the_way_back_leads_to_the_day_that_was_left() {
        use Travel::{MonthBack, MonthOn, Today, YearBack, YearOn};
        for (from, way, to) in [
            ("2027-01-31", &[MonthOn, MonthBack][..], "2027-01-31"),
            ("2027-01-31", &[MonthOn, MonthOn, MonthOn], "2027-04-30"),
            ("2027-01-31", &[MonthOn, MonthOn], "2027-03-31"),
            ("2028-02-29", &[YearOn, YearBack], "2028-02-29"),
            ("2027-03-30", &[MonthBack, MonthBack], "2027-01-30"),
            ("2027-01-31", &[MonthOn, Today, MonthOn], "2026-09-22"),
        ] {
            let day = |text: &str| text.parse::<NaiveDate>().unwrap();
            let mut model = Model::new(Catalog::new([]).unwrap(), day("2026-08-22"));
            model.look_at(day(from));
            for travel in way {
                model.travel(*travel);
            }
            assert_eq!(model.day(), day(to), "{from} {way:?}");
        }
    }
}
