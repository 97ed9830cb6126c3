//! A period of time, and how its days map to the cells of a line.

use chrono::{Datelike, NaiveDate};

/// A period of time, as days since the start of the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    from: i64,
    /// The first day after it.
    to: i64,
}

/// The shortest period to zoom to, in days.
const SHORTEST: i64 = 60;

fn number(day: NaiveDate) -> i64 {
    day.num_days_from_ce().into()
}

impl Window {
    /// The period between two days, with room after it for open ends.
    pub fn around(from: NaiveDate, to: NaiveDate) -> Self {
        let (from, to) = (number(from), number(to) + 1);
        let room = ((to - from) / 12).max(20);
        let missing = (SHORTEST - (to - from)).max(0);
        Self {
            from: from - missing,
            to: to + room,
        }
    }

    /// Its dates.
    pub fn days(self) -> i64 {
        self.to - self.from
    }

    /// Half of the period, within the whole. A visible day keeps its position, otherwise the middle does.
    #[must_use]
    pub fn closer(self, day: NaiveDate, whole: Self) -> Self {
        self.resized((self.days() / 2).max(SHORTEST.min(self.days())), day, whole)
    }

    /// Twice the period, at most the whole.
    #[must_use]
    pub fn wider(self, day: NaiveDate, whole: Self) -> Self {
        self.resized((self.days() * 2 + 1).min(whole.days()), day, whole)
    }

    /// Moves by a quarter of the period, within the whole.
    #[must_use]
    pub fn moved(self, is_later: bool, whole: Self) -> Self {
        let quarter = (self.days() / 4).max(1);
        let by = if is_later { quarter } else { -quarter };
        Self::within(self.from + by, self.days(), whole)
    }

    fn resized(self, days: i64, day: NaiveDate, whole: Self) -> Self {
        let day = number(day);
        let is_seen = (self.from..self.to).contains(&day);
        let fixed = if is_seen {
            day
        } else {
            self.from + self.days() / 2
        };
        let before = (fixed - self.from) * days / self.days();
        Self::within(fixed - before, days, whole)
    }

    fn within(from: i64, days: i64, whole: Self) -> Self {
        let last = (whole.to - days).max(whole.from);
        let from = from.clamp(whole.from, last);
        let to = from + days;
        Self { from, to }
    }
}

/// A period of time on a line of cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Axis {
    /// The period.
    pub window: Window,
    /// The number of cells.
    pub width: usize,
}

/// A tick on an axis, with its label to the right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tick {
    /// Its cell.
    pub cell: usize,
    /// A year, or a month.
    pub label: String,
}

impl Axis {
    /// The offset of a day's start from the left edge, in eighths of a cell; it may be outside the line.
    pub fn eighth(self, day: NaiveDate) -> i64 {
        self.at(number(day))
    }

    /// The cell where a day starts; `None` if it is outside the line.
    pub fn cell(self, day: NaiveDate) -> Option<usize> {
        let cell = usize::try_from(self.eighth(day).div_euclid(8)).ok()?;
        (cell < self.width).then_some(cell)
    }

    /// The length of the line in eighths.
    pub fn eighths(self) -> i64 {
        i64::try_from(self.width).unwrap_or(i64::MAX / 8) * 8
    }

    /// Ticks for years, or for months if their names fit, as many as are readable.
    pub fn ticks(self) -> Vec<Tick> {
        let months = self.months();
        let mut ticks: Vec<Tick> = Vec::new();
        let mut month = self.first_month();
        month += (months - month.rem_euclid(months)) % months;
        while let Some(day) = first_day(month).filter(|day| number(*day) < self.window.to) {
            if let Some(cell) = self.cell(day) {
                // The first tick shows its year, whatever its month.
                let is_year = ticks.is_empty() || day.month() == 1;
                let form = match (is_year, day.month()) {
                    (true, 1) => "%Y",
                    (true, _) => "%b %Y",
                    (false, _) => "%b",
                };
                let label = day.format(form).to_string();
                let is_free = ticks
                    .last()
                    .is_none_or(|last| last.cell + last.label.len() < cell);
                if is_free && cell + label.len() <= self.width {
                    ticks.push(Tick { cell, label });
                }
            }
            month += months;
        }
        ticks
    }

    fn at(self, day: i64) -> i64 {
        let eighths = (day - self.window.from) * self.eighths();
        eighths.div_euclid(self.window.days())
    }

    /// Months between two ticks: the fewest that leave room for a year and two spaces.
    fn months(self) -> i64 {
        const ROOM: i64 = 6;
        // Four years are 48 months or 1461 days.
        let fits =
            |months: &i64| months * 1461 * self.eighths() >= ROOM * 8 * 48 * self.window.days();
        let years = (0..).map(|power| 10_i64.pow(power));
        let years = years.take(6).flat_map(|ten| [ten, 2 * ten, 5 * ten]);
        let mut steps = [1, 3, 6].into_iter().chain(years.map(|years| years * 12));
        steps.find(fits).unwrap_or(12_000_000)
    }

    /// The month in which the period starts, counted from the start of the calendar.
    fn first_month(self) -> i64 {
        let day = i32::try_from(self.window.from).ok();
        let day = day.and_then(NaiveDate::from_num_days_from_ce_opt);
        day.map_or(0, |day| {
            i64::from(day.year()) * 12 + i64::from(day.month0())
        })
    }
}

/// The first day of a month counted from the start of the calendar.
fn first_day(month: i64) -> Option<NaiveDate> {
    let year = i32::try_from(month.div_euclid(12)).ok()?;
    let month = u32::try_from(month.rem_euclid(12)).ok()?;
    NaiveDate::from_ymd_opt(year, month + 1, 1)
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::{Axis, Window};

    fn date(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    /// Four years (1461 days) on a number of cells.
    fn axis(width: usize) -> Axis {
        let window = Window {
            from: super::number(date("2024-01-01")),
            to: super::number(date("2028-01-01")),
        };
        Axis { window, width }
    }

    #[test]
    fn days_fall_on_eighths_of_cells() {
        for (day, eighth, cell) in [
            ("2024-01-01", 0, Some(0)),
            ("2024-01-23", 0, Some(0)),
            ("2024-01-24", 1, Some(0)),
            ("2024-06-30", 7, Some(0)),
            ("2024-07-02", 8, Some(1)),
            ("2027-12-31", 63, Some(7)),
            ("2028-01-01", 64, None),
            ("2023-12-31", -1, None),
            ("2023-01-01", -16, None),
        ] {
            let axis = axis(8);
            let found = (axis.eighth(date(day)), axis.cell(date(day)));
            assert_eq!(found, (eighth, cell), "{day}");
        }
    }

    #[test]
    fn ticks_are_as_many_as_can_be_read() {
        let ticks = |width| {
            let ticks = axis(width).ticks().into_iter();
            let ticks = ticks.map(|tick| format!("{}:{}", tick.cell, tick.label));
            ticks.collect::<Vec<_>>().join(" ")
        };
        for (width, expected) in [
            (3, ""),
            (8, "2:2025"),
            (12, "0:2024 6:2026"),
            (24, "0:2024 6:2025 12:2026 18:2027"),
            (
                48,
                "0:2024 5:Jul 12:2025 17:Jul 24:2026 29:Jul 36:2027 41:Jul",
            ),
        ] {
            assert_eq!(ticks(width), expected, "{width}");
        }
        assert_eq!(ticks(0), "");
        assert!(
            ticks(96).starts_with("0:2024 5:Apr 11:Jul"),
            "{}",
            ticks(96)
        );
        assert!(
            ticks(300).starts_with("0:2024 6:Feb 12:Mar"),
            "{}",
            ticks(300)
        );
    }

    #[test]
    fn the_first_tick_names_the_year() {
        let window = Window::around(date("2026-02-10"), date("2026-04-20"));
        let axis = Axis { window, width: 60 };
        let labels = axis.ticks().into_iter().map(|tick| tick.label);
        assert_eq!(labels.collect::<Vec<_>>(), ["Mar 2026", "Apr", "May"]);
    }

    #[test]
    fn no_window_is_too_long_or_too_short_for_its_ticks() {
        for (from, to) in [
            (NaiveDate::MIN, NaiveDate::MAX),
            (date("0001-01-01"), date("9999-12-31")),
            (NaiveDate::MAX, NaiveDate::MAX),
            (NaiveDate::MIN, NaiveDate::MIN),
        ] {
            let axis = Axis {
                window: Window::around(from, to),
                width: 60,
            };
            assert!(axis.ticks().len() <= 10);
            let _ = (axis.eighth(from), axis.eighth(to));
        }
    }

    #[test]
    fn a_day_that_is_seen_stays_where_it_is_seen() {
        let day = date("2026-01-01");
        let whole = axis(8).window;
        let close = whole.closer(day, whole);
        let place = |window| {
            Axis {
                window,
                width: 1_000,
            }
            .cell(day)
        };
        assert_eq!((close.days(), place(close)), (730, place(whole)));
        assert_eq!(close.closer(day, whole).days(), 365);
        assert_eq!(close.wider(day, whole), whole);
        assert_eq!(whole.wider(day, whole), whole);
        let elsewhere = date("2000-01-01");
        let middle = whole.closer(elsewhere, whole);
        assert_eq!((middle.from - whole.from, middle.days()), (366, 730));
        let mut closest = whole;
        for _ in 0..20 {
            closest = closest.closer(day, whole);
        }
        assert_eq!(closest.days(), super::SHORTEST);
    }

    #[test]
    fn moving_ends_at_the_ends() {
        let whole = axis(8).window;
        let mut window = whole.closer(date("2026-01-01"), whole);
        let length = window.days();
        for _ in 0..20 {
            window = window.moved(true, whole);
        }
        assert_eq!((window.to, window.days()), (whole.to, length));
        for _ in 0..20 {
            window = window.moved(false, whole);
        }
        assert_eq!((window.from, window.days()), (whole.from, length));
        assert_eq!(whole.moved(true, whole), whole);
    }
}
