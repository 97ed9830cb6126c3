//! The day looked at and the user's preferences. Exports for programs always use the defaults.

use chrono::NaiveDate;

use crate::facts::wording;

/// A day and the user's preferences.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Viewpoint {
    /// The day looked at, which determines all statuses.
    pub day: NaiveDate,
    /// How facts are displayed.
    pub preferences: Preferences,
}

impl Viewpoint {
    /// The day with the default preferences, which are those of endoflife.date.
    pub fn with_defaults(day: NaiveDate) -> Self {
        let preferences = Preferences::default();
        Self { day, preferences }
    }
}

/// How early to warn, how to write dates, and which columns matter least.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Preferences {
    /// The warning period: at most this many days before its end, a phase counts as ending soon.
    pub warning_days: i64,
    /// How dates are written.
    pub dates: DateStyle,
    /// How the time left is told in a release table and in the answer above it.
    pub left: Left,
    /// The columns that a narrow table drops first.
    pub drop_first: DropFirst,
}

impl Default for Preferences {
    /// The defaults of endoflife.date.
    fn default() -> Self {
        Self {
            warning_days: 120,
            dates: DateStyle::Long,
            left: Left::Short,
            drop_first: DropFirst::default(),
        }
    }
}

/// How a date is written. No two styles can be mistaken for each other.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum DateStyle {
    /// `07 Oct 2025`, as on endoflife.date.
    #[default]
    Long,
    /// `2025-10-07`.
    Iso,
    /// `07.10.2025`.
    Dots,
    /// `Oct 07, 2025`.
    Us,
}

impl DateStyle {
    /// All of them, with their names in the configuration.
    pub const ALL: [(&'static str, Self); 4] = [
        ("long", Self::Long),
        ("iso", Self::Iso),
        ("dots", Self::Dots),
        ("us", Self::Us),
    ];

    /// The style of that name.
    pub fn named(name: &str) -> Option<Self> {
        let mut all = Self::ALL.into_iter();
        all.find_map(|(own, style)| (own == name).then_some(style))
    }

    /// Its name in the configuration.
    pub fn name(self) -> &'static str {
        let mut all = Self::ALL.into_iter();
        all.find_map(|(name, style)| (style == self).then_some(name))
            .unwrap_or_default()
    }

    /// The date, as written beside words.
    pub fn written(self, day: NaiveDate) -> String {
        let pattern = match self {
            Self::Long => "%d %b %Y",
            Self::Iso => "%Y-%m-%d",
            Self::Dots => "%d.%m.%Y",
            Self::Us => "%b %d, %Y",
        };
        day.format(pattern).to_string()
    }

    /// The width of [`Self::written`] in terminal columns.
    pub fn width(self) -> usize {
        match self {
            Self::Long => "07 Oct 2025".len(),
            Self::Iso => "2025-10-07".len(),
            Self::Dots => "07.10.2025".len(),
            Self::Us => "Oct 07, 2025".len(),
        }
    }

    /// The style in at most ten columns, for places without room for words.
    #[must_use]
    pub fn short(self) -> Self {
        match self {
            Self::Long | Self::Iso | Self::Us => Self::Iso,
            Self::Dots => Self::Dots,
        }
    }
}

/// How the time left until an end is told, the shorter form first.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Left {
    /// After aligned dates: `2030-11-14  4y 2m left`.
    #[default]
    Short,
    /// In a sentence: `Ends in 4 years and 2 months (14 Nov 2030)`.
    Words,
}

impl Left {
    /// All of them, with their names in the configuration.
    pub const ALL: [(&'static str, Self); 2] = [("short", Self::Short), ("words", Self::Words)];
}

impl Viewpoint {
    /// A date with the time left until it, or since it: `2030-11-14, 4y 2m left`, or `14 Nov 2030, in 4 years
    /// and 2 months`.
    pub fn with_left(&self, date: NaiveDate) -> String {
        let dates = self.preferences.dates;
        match self.preferences.left {
            Left::Short => {
                let left = wording::left((date - self.day).num_days());
                format!("{}, {left}", dates.short().written(date))
            }
            Left::Words => {
                let left = wording::relative(date, self.day);
                format!("{}, {left}", dates.written(date))
            }
        }
    }
}

/// A column that a narrow table can drop. The name of a release and its end of life always stay.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Droppable {
    /// The custom fields.
    Custom,
    /// The release date.
    Released,
    /// The end of active support.
    ActiveSupport,
    /// The end of extended support.
    ExtendedSupport,
    /// The end of production.
    Discontinued,
    /// The newest version.
    Latest,
}

impl Droppable {
    /// All of them, with their names in the configuration.
    pub const ALL: [(&'static str, Self); 6] = [
        ("custom", Self::Custom),
        ("released", Self::Released),
        ("active-support", Self::ActiveSupport),
        ("extended-support", Self::ExtendedSupport),
        ("discontinued", Self::Discontinued),
        ("latest", Self::Latest),
    ];
}

/// Columns in the order in which they are dropped.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct DropFirst([Option<Droppable>; Droppable::ALL.len()]);

impl DropFirst {
    /// No column.
    pub const NONE: Self = Self([None; Droppable::ALL.len()]);

    /// Whether the column is among them.
    pub fn contains(self, column: Droppable) -> bool {
        self.0.contains(&Some(column))
    }

    /// The columns in their order.
    pub fn iter(&self) -> impl Iterator<Item = Droppable> {
        self.0.into_iter().flatten()
    }
}

impl FromIterator<Droppable> for DropFirst {
    /// Duplicate columns count once.
    fn from_iter<T: IntoIterator<Item = Droppable>>(columns: T) -> Self {
        let mut order = Self::default();
        for column in columns {
            let free = order
                .0
                .iter_mut()
                .find(|place| place.is_none_or(|other| other == column));
            if let Some(free) = free {
                *free = Some(column);
            }
        }
        order
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::{DateStyle, DropFirst, Droppable};

    #[test]
    fn a_day_is_as_wide_as_its_style_says() {
        let day = NaiveDate::from_ymd_opt(2025, 10, 7).unwrap();
        let written = DateStyle::ALL.map(|(_, style)| style.written(day));
        assert_eq!(
            written,
            ["07 Oct 2025", "2025-10-07", "07.10.2025", "Oct 07, 2025"]
        );
        for (name, style) in DateStyle::ALL {
            assert_eq!(style.written(day).len(), style.width(), "{name}");
            assert!(style.short().width() <= 10, "{name}");
        }
    }

    #[test]
    fn columns_go_in_their_order_and_once() {
        use Droppable::{Custom, Latest, Released};
        let order: DropFirst = [Latest, Custom, Latest, Released].into_iter().collect();
        assert_eq!(order.iter().collect::<Vec<_>>(), [Latest, Custom, Released]);
    }
}
