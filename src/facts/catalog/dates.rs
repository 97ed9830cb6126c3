//! The dates of releases in the packed form, as numbers of fixed width: questions about all products read those of
//! every release.

use chrono::{Datelike, NaiveDate};

use super::fixed::Fixed;
use crate::facts::product::{Dates, End, Lts};

/// What a date can be, in three bytes: a year and a day of it, or one of the words below, which are no days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Day(u32);

/// A day of the year has so many bits. Files write years with four digits, which take fourteen more.
const ORDINAL: u32 = 9;

/// Unknown or not stated, and not a long-term-support release.
const NOTHING: Day = Day(0);
/// Over, and a long-term-support release.
const YES: Day = Day(1 << ORDINAL);
/// Not over.
const OPEN: Day = Day(2 << ORDINAL);

impl From<NaiveDate> for Day {
    fn from(date: NaiveDate) -> Self {
        let year = u32::try_from(date.year()).unwrap_or_default();
        Self(year << ORDINAL | date.ordinal())
    }
}

impl Day {
    fn date(self) -> Option<NaiveDate> {
        let year = i32::try_from(self.0 >> ORDINAL).ok()?;
        NaiveDate::from_yo_opt(year, self.0 & ((1 << ORDINAL) - 1))
    }
}

impl Fixed for Day {
    const WIDTH: usize = 3;

    fn write(self, bytes: &mut Vec<u8>) {
        let [first, second, third, _] = self.0.to_le_bytes();
        bytes.extend([first, second, third]);
    }

    fn read(bytes: &[u8]) -> Option<Self> {
        let [first, second, third] = bytes.try_into().ok()?;
        Some(Self(u32::from_le_bytes([first, second, third, 0])))
    }
}

impl Fixed for Option<NaiveDate> {
    const WIDTH: usize = Day::WIDTH;

    fn write(self, bytes: &mut Vec<u8>) {
        self.map_or(NOTHING, Day::from).write(bytes);
    }

    fn read(bytes: &[u8]) -> Option<Self> {
        match Day::read(bytes)? {
            NOTHING => Some(None),
            day => day.date().map(Some),
        }
    }
}

impl Fixed for Lts {
    const WIDTH: usize = Day::WIDTH;

    fn write(self, bytes: &mut Vec<u8>) {
        let day = match self {
            Self::No => NOTHING,
            Self::Yes => YES,
            Self::From(date) => date.into(),
        };
        day.write(bytes);
    }

    fn read(bytes: &[u8]) -> Option<Self> {
        match Day::read(bytes)? {
            NOTHING => Some(Self::No),
            YES => Some(Self::Yes),
            day => day.date().map(Self::From),
        }
    }
}

impl Fixed for End {
    const WIDTH: usize = Day::WIDTH;

    fn write(self, bytes: &mut Vec<u8>) {
        let day = match self {
            Self::Unstated => NOTHING,
            Self::Over => YES,
            Self::Open => OPEN,
            Self::On(date) => date.into(),
        };
        day.write(bytes);
    }

    fn read(bytes: &[u8]) -> Option<Self> {
        match Day::read(bytes)? {
            NOTHING => Some(Self::Unstated),
            YES => Some(Self::Over),
            OPEN => Some(Self::Open),
            day => day.date().map(Self::On),
        }
    }
}

impl Fixed for Dates {
    const WIDTH: usize = 7 * Day::WIDTH;

    fn write(self, bytes: &mut Vec<u8>) {
        self.released.write(bytes);
        self.lts.write(bytes);
        self.active_support.write(bytes);
        self.eol.write(bytes);
        self.extended_support.write(bytes);
        self.discontinued.write(bytes);
        self.latest_released.write(bytes);
    }

    fn read(bytes: &[u8]) -> Option<Self> {
        let (
            [
                released,
                lts,
                active_support,
                eol,
                extended_support,
                discontinued,
                latest,
            ],
            [],
        ) = bytes.as_chunks::<{ Day::WIDTH }>()
        else {
            return None;
        };
        Some(Self {
            released: Fixed::read(released)?,
            lts: Fixed::read(lts)?,
            active_support: Fixed::read(active_support)?,
            eol: Fixed::read(eol)?,
            extended_support: Fixed::read(extended_support)?,
            discontinued: Fixed::read(discontinued)?,
            latest_released: Fixed::read(latest)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::super::fixed;
    use crate::facts::product::{Dates, End, Lts};

    #[test]
    fn every_kind_of_date_comes_back() {
        let day = |year, month, day| NaiveDate::from_ymd_opt(year, month, day).unwrap();
        let days = [
            day(0, 1, 1),
            day(1, 12, 31),
            day(2024, 2, 29),
            day(9999, 12, 31),
        ];
        let ends = days.map(End::On).into_iter();
        let ends: Vec<End> = ends.chain([End::Over, End::Open, End::Unstated]).collect();
        let lts = days.map(Lts::From).into_iter();
        let lts: Vec<Lts> = lts.chain([Lts::No, Lts::Yes]).collect();
        let all = ends
            .iter()
            .flat_map(|end| lts.iter().map(|lts| (*end, *lts)));
        let all: Vec<Dates> = all
            .map(|(end, lts)| Dates {
                released: end.date(),
                lts,
                active_support: end,
                eol: End::Over,
                extended_support: end,
                discontinued: End::Unstated,
                latest_released: None,
            })
            .collect();
        let packed = fixed::pack(&all);
        assert_eq!(packed.len(), all.len() * 21);
        assert_eq!(fixed::unpack::<Dates>(&packed).unwrap(), all);
        assert_eq!(fixed::unpack::<Dates>(&packed[1..]), None);
        // The 367th day of a year is none.
        let wrong = [111, 0, 0].repeat(7);
        assert_eq!(
            fixed::unpack::<Dates>(&[&wrong[..1], &[1], &wrong[2..]].concat()),
            None
        );
    }
}
