//! The moves of a product as small numbers. The new value of a move usually equals the old value of the next
//! move, or today's value after the last one, so it is not stored again.

use chrono::{Days, NaiveDate};

use super::{Move, Said};
use crate::facts::phase::Phase;
use crate::facts::product::Dates;

/// Dates of change are counted from here: product files have existed since 2021.
const FIRST: Option<NaiveDate> = NaiveDate::from_ymd_opt(2021, 1, 1);
/// Dates are counted from here in both directions, so that those from 1994 to 2038 take two bytes.
const MIDDLE: i64 = 2016 * MONTHS;
/// More than a year has, so that even dates that do not exist have a number.
const MONTHS: i64 = 13 * DAYS;
const DAYS: i64 = 32;

/// The kinds of [`Said`], and one more for "the next value".
const KINDS: u32 = 5;
const AS_NEXT: u32 = 4;

/// Packs moves, sorted by release, phase and day. `dates` are those of the releases.
pub fn pack(moves: &[Move], dates: &[Dates]) -> Vec<u32> {
    let mut numbers = Vec::new();
    let mut before = 0;
    for (at, moved) in moves.iter().enumerate() {
        let next = moves.get(at + 1);
        let is_implied = next_said(moved, next, dates) == Some(moved.to);
        let (from, from_day) = split(moved.from);
        let (to, to_day) = if is_implied {
            (AS_NEXT, None)
        } else {
            split(moved.to)
        };
        let phase = Phase::ALL.into_iter().position(|own| own == moved.phase);
        let phase = small(phase.unwrap_or_default());
        numbers.push(small(moved.release - before));
        numbers.push((phase * KINDS + from) * KINDS + to);
        numbers.push(since_first(moved.changed));
        numbers.extend(from_day.into_iter().chain(to_day));
        before = moved.release;
    }
    numbers
}

/// Unpacks the numbers that [`pack`] made with the same dates, up to the first that is malformed.
pub fn unpack(numbers: &[u32], dates: &[Dates]) -> Vec<Move> {
    opened(&all(numbers).collect::<Vec<_>>(), dates)
}

/// The same for the end of a phase of one release.
pub fn unpack_of(numbers: &[u32], dates: &[Dates], release: usize, phase: Phase) -> Vec<Move> {
    let own = all(numbers).take_while(|moved| moved.release <= release);
    let own = own.filter(|moved| (moved.release, moved.phase) == (release, phase));
    opened(&own.collect::<Vec<_>>(), dates)
}

/// A move as it is packed.
struct Packed {
    release: usize,
    phase: Phase,
    /// Days since [`FIRST`].
    changed: u32,
    from: Said,
    /// `None` if it is the next value.
    to: Option<Said>,
}

fn all(numbers: &[u32]) -> impl Iterator<Item = Packed> {
    let mut numbers = numbers.iter().copied();
    let mut release = 0;
    std::iter::from_fn(move || one(&mut numbers, &mut release))
}

fn one(numbers: &mut impl Iterator<Item = u32>, release: &mut usize) -> Option<Packed> {
    *release += numbers.next()? as usize;
    let kinds = numbers.next()?;
    let changed = numbers.next()?;
    let (from, to) = (kinds / KINDS % KINDS, kinds % KINDS);
    Some(Packed {
        release: *release,
        phase: *Phase::ALL.get((kinds / KINDS / KINDS) as usize)?,
        changed,
        from: join(from, numbers)?,
        to: if to == AS_NEXT {
            None
        } else {
            Some(join(to, numbers)?)
        },
    })
}

fn opened(packed: &[Packed], dates: &[Dates]) -> Vec<Move> {
    let moves = packed.iter().map_while(|packed| {
        let days = Days::new(packed.changed.into());
        Some(Move {
            release: packed.release,
            phase: packed.phase,
            changed: FIRST?.checked_add_days(days)?,
            from: packed.from,
            to: packed.to.unwrap_or(packed.from),
        })
    });
    let mut moves: Vec<Move> = moves.collect();
    for (at, packed) in packed.iter().enumerate().take(moves.len()) {
        let next = moves.get(at + 1).copied();
        if let Some(moved) = moves.get_mut(at).filter(|_| packed.to.is_none()) {
            moved.to = next_said(moved, next.as_ref(), dates).unwrap_or(Said::Nothing);
        }
    }
    moves
}

/// The old value of the next move of the same end, or today's value.
fn next_said(moved: &Move, next: Option<&Move>, dates: &[Dates]) -> Option<Said> {
    let is_same = |next: &&Move| (next.release, next.phase) == (moved.release, moved.phase);
    let today = || {
        dates
            .get(moved.release)
            .map(|dates| moved.phase.end(dates).into())
    };
    next.filter(is_same).map(|next| next.from).or_else(today)
}

fn split(said: Said) -> (u32, Option<u32>) {
    match said {
        Said::Day(year, month, day) => {
            let written = i64::from(year) * MONTHS + i64::from(month) * DAYS + i64::from(day);
            (0, Some(zigzag(written - MIDDLE)))
        }
        Said::Over => (1, None),
        Said::Open => (2, None),
        Said::Nothing => (3, None),
    }
}

fn join(kind: u32, numbers: &mut impl Iterator<Item = u32>) -> Option<Said> {
    Some(match kind {
        0 => {
            let written = MIDDLE + unzigzag(numbers.next()?);
            let part = |number: i64| u8::try_from(number).ok();
            let year = u16::try_from(written / MONTHS).ok()?;
            let (month, day) = (written % MONTHS / DAYS, written % DAYS);
            Said::Day(year, part(month)?, part(day)?)
        }
        1 => Said::Over,
        2 => Said::Open,
        3 => Said::Nothing,
        _ => return None,
    })
}

/// Maps small numbers of either sign to small numbers: 0, -1, 1, -2, …
fn zigzag(number: i64) -> u32 {
    let doubled = number.unsigned_abs() * 2 - u64::from(number < 0);
    u32::try_from(doubled).unwrap_or(u32::MAX)
}

fn unzigzag(number: u32) -> i64 {
    let half = i64::from(number / 2);
    if number.is_multiple_of(2) {
        half
    } else {
        -half - 1
    }
}

fn since_first(day: NaiveDate) -> u32 {
    let days = FIRST.map_or(0, |first| (day - first).num_days());
    u32::try_from(days).unwrap_or_default()
}

fn small(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
