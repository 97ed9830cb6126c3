//! How end dates have moved in the data: every change of an end date in the history of the product files. A
//! move in the data is not necessarily a decision of the vendor: it may correct a mistake, or follow a column
//! whose meaning changed.

mod pack;
mod said;

use std::fmt;

use chrono::NaiveDate;

pub use self::pack::{pack, unpack, unpack_of};
pub use self::said::Said;
use crate::facts::phase::Phase;
use crate::facts::product::Dates;
use crate::text::dates;

/// A change of a release's end date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Move {
    /// The release's number in the product.
    pub release: usize,
    /// The phase whose end it is.
    pub phase: Phase,
    /// Day on which the data changed.
    pub changed: NaiveDate,
    /// What they said before.
    pub from: Said,
    /// What they said afterward.
    pub to: Said,
}

impl Move {
    /// By how many days the end moved, negative if to an earlier day; `None` unless both values are dates.
    pub fn days(&self) -> Option<i64> {
        Some((self.to.date()? - self.from.date()?).num_days())
    }

    /// Whether the move is worth telling: it is from one date to another, not within two weeks of the
    /// release, and not a small correction of a date that had passed. `dates` are those of the release.
    pub fn is_telling(&self, dates: &Dates) -> bool {
        let (Some(from), Some(to)) = (self.from.date(), self.to.date()) else {
            return false;
        };
        let is_past = from.max(to) < self.changed;
        let is_small = (to - from).num_days().abs() <= 31;
        let age = dates
            .released
            .map(|released| (self.changed - released).num_days());
        !(is_past && is_small) && age.is_none_or(|age| !(0..=14).contains(&age))
    }
}

/// The mark of an end date that has moved in the data.
pub const MARK: &str = "⇄";

/// A change as a line of text, with names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row<'a> {
    /// Id of the product.
    pub product: &'a str,
    /// Name of the release.
    pub release: &'a str,
    /// See [`Move::phase`].
    pub phase: Phase,
    /// See [`Move::changed`].
    pub changed: NaiveDate,
    /// See [`Move::from`].
    pub from: Said,
    /// See [`Move::to`].
    pub to: Said,
}

/// Changes of an end date within this many days count as one, or as none if the first value returns.
pub const SETTLED: i64 = 14;

/// The headings of the lines.
pub const HEADER: &str = "product\trelease\tfield\tchanged\tfrom\tto";

impl<'a> Row<'a> {
    /// Reads a line; `None` if it is malformed.
    pub fn parse(line: &'a str) -> Option<Self> {
        let fields: Vec<&str> = line.split('\t').collect();
        let [product, release, field, changed, from, to] = *fields.as_slice() else {
            return None;
        };
        Some(Self {
            product,
            release,
            phase: Phase::ALL.into_iter().find(|phase| phase.key() == field)?,
            changed: dates::parse(changed)?,
            from: Said::parse(from)?,
            to: Said::parse(to)?,
        })
    }

    /// A move of a release with these names.
    pub fn of(product: &'a str, release: &'a str, moved: &Move) -> Self {
        Self {
            product,
            release,
            phase: moved.phase,
            changed: moved.changed,
            from: moved.from,
            to: moved.to,
        }
    }

    /// The sort key of rows.
    pub fn order(&self) -> (&'a str, &'a str, &'static str, NaiveDate) {
        (self.product, self.release, self.phase.key(), self.changed)
    }

    /// The move without names; `release` is the release's number.
    pub fn numbered(&self, release: usize) -> Move {
        Move {
            release,
            phase: self.phase,
            changed: self.changed,
            from: self.from,
            to: self.to,
        }
    }
}

impl fmt::Display for Row<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            product,
            release,
            changed,
            from,
            to,
            ..
        } = self;
        let field = self.phase.key();
        write!(f, "{product}\t{release}\t{field}\t{changed}\t{from}\t{to}")
    }
}

/// The rows of a table with [`HEADER`] above them.
///
/// # Errors
///
/// Returns the number, from 1, of the first malformed line.
pub fn rows(table: &str) -> Result<Vec<Row<'_>>, usize> {
    let lines = table.lines().zip(1..).skip(1);
    let rows = lines.map(|(line, number)| Row::parse(line).ok_or(number));
    rows.collect()
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::{Row, Said, pack, rows, unpack, unpack_of};
    use crate::facts::phase::Phase;
    use crate::facts::product::{Dates, End, Lts};

    const TABLE: &str = "product\trelease\tfield\tchanged\tfrom\tto
x\t1\tdiscontinued\t2024-01-01\t-\tover
x\t1\teol\t2022-01-22\t2025-06-31\t2025-06-30
x\t1\teol\t2023-05-01\t2025-06-30\topen
x\t1\teol\t2024-05-01\t2025-12-31\t2026-12-31
x\t2\teoes\t2024-01-01\topen\t1899-12-31
";

    fn dates(eol: End) -> Dates {
        Dates {
            released: None,
            lts: Lts::No,
            active_support: End::Unstated,
            eol,
            extended_support: End::Open,
            discontinued: End::Over,
            latest_released: None,
        }
    }

    #[test]
    fn a_table_is_read_and_written_as_it_is() {
        let read = rows(TABLE).unwrap();
        let written: Vec<String> = read.iter().map(ToString::to_string).collect();
        assert_eq!(written, TABLE.lines().skip(1).collect::<Vec<_>>());
        assert!(read.is_sorted_by_key(Row::order));
        for wrong in [
            "x\t1\teol\t2024-01-01\t-",
            "x\t1\tend\t2024-01-01\t-\topen",
            "x\t1\teol\t2024-1-1\t-\topen",
            "x\t1\teol\t2024-01-01\tnever\topen",
        ] {
            assert_eq!(rows(&format!("heading\n{wrong}\n")), Err(2), "{wrong}");
        }
    }

    /// Gaps between one value and the next old value, dates that do not exist, and a chain that does not
    /// end in today's value.
    #[test]
    fn packed_moves_come_back_as_they_were() {
        let moves: Vec<_> = rows(TABLE)
            .unwrap()
            .iter()
            .map(|row| row.numbered(usize::from(row.release == "2")))
            .collect();
        let day = NaiveDate::from_ymd_opt(2026, 12, 31).unwrap();
        let today = [dates(End::On(day)), dates(End::Open)];
        let packed = pack(&moves, &today);
        assert_eq!(unpack(&packed, &today), moves);
        for (release, phase) in (0..3).flat_map(|release| Phase::ALL.map(|phase| (release, phase)))
        {
            let own = moves.iter().copied();
            let own: Vec<_> = own
                .filter(|moved| (moved.release, moved.phase) == (release, phase))
                .collect();
            assert_eq!(unpack_of(&packed, &today, release, phase), own);
        }
        let cut = packed.get(..packed.len() - 1).unwrap();
        assert!(unpack(cut, &today).len() < moves.len());
        let days: Vec<_> = moves.iter().map(super::Move::days).collect();
        assert_eq!(days, [None, None, None, Some(365), None]);
        assert_eq!(moves.first().unwrap().phase, Phase::Production);
        assert_eq!(Said::parse("2025-06-31").unwrap().date(), None);
    }
}
