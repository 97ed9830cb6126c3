//! Sorts the rows of a table by a column.

use std::cmp::Ordering;

use chrono::NaiveDate;

use super::{Cell, Column, Table, Tone};
use crate::text::version;

/// What a cell is compared by.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Time {
    /// Ended on an unknown day.
    Past,
    /// On a day.
    On(NaiveDate),
    /// Not ended, and no end is known.
    Open,
}

impl Table {
    /// The numbers of the first `shown` rows, sorted by a column. Dates sort from the earliest to the
    /// latest; ended without a date comes before them, open after them. Other values sort as versions.
    /// Unknown, not offered and empty values come last in either direction; equal rows keep their order.
    pub fn order(&self, column: usize, is_reversed: bool, shown: usize) -> Vec<usize> {
        let cell = |row: usize| self.rows.get(row)?.cells.get(column);
        let is_present = |row: usize| cell(row).is_some_and(is_present);
        let compare =
            |one: usize, other: usize| match (cell(one), cell(other), self.columns.get(column)) {
                (Some(one), Some(other), Some(heading)) => compare(one, other, heading.column),
                _ => Ordering::Equal,
            };
        let (mut rows, absent): (Vec<_>, Vec<_>) = (0..shown).partition(|row| is_present(*row));
        rows.sort_by(|one, other| {
            let order = compare(*one, *other);
            if is_reversed { order.reverse() } else { order }
        });
        rows.extend(absent);
        rows
    }
}

fn is_present(cell: &Cell) -> bool {
    let is_known = !matches!(cell.tone, Tone::Unknown | Tone::Unavailable);
    is_known && !cell.words.is_empty() && cell.words != super::NO_VALUE
}

fn compare(one: &Cell, other: &Cell, column: Column) -> Ordering {
    match column {
        Column::Released | Column::Phase(_) => time(one).cmp(&time(other)),
        Column::Release | Column::Latest | Column::Custom(_) => {
            version::compare(&one.words, &other.words)
        }
    }
}

fn time(cell: &Cell) -> Time {
    match (cell.date, cell.tone) {
        (Some(date), _) => Time::On(date),
        (None, Tone::Ended) => Time::Past,
        (None, _) => Time::Open,
    }
}
