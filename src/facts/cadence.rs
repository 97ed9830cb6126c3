//! A product's cadence as its own dates show it: how often releases come, how long they are supported,
//! and what follows if that continues. All of it is computed; nothing is announced by the vendor.

mod words;

use chrono::{Days, NaiveDate};

pub use self::words::{moved, sentences};
use crate::facts::lifecycle::{self, Health, Phase};
use crate::facts::product::{End, Product, Release};
use crate::facts::viewpoint::Viewpoint;
use crate::text::version;

/// How many of the latest releases or intervals are measured: a rhythm of long ago says nothing about today.
const MOST: usize = 10;
/// With fewer releases than this, nothing is concluded.
const FEWEST: usize = 4;

/// What can be concluded from a product's dates on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cadence {
    /// How often releases come; `None` where there are too few, or several lines run in parallel.
    pub rhythm: Option<Rhythm>,
    /// The next release; `None` where the dates do not suggest one.
    pub next_release: Option<Expected>,
    /// How long the phases last, for those with enough known ends.
    pub support: Vec<Support>,
    /// The next end of life without a published date; `None` where the dates do not suggest one.
    pub next_end: Option<NextEnd>,
}

/// How often releases come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rhythm {
    /// Days between one release and the next, the oldest first.
    pub intervals: Vec<i64>,
    /// Their spread.
    pub spread: Spread,
    /// The release date of the newest release that is out.
    pub last: NaiveDate,
}

/// How long a phase lasts, from the release date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Support {
    /// The phase.
    pub phase: Phase,
    /// Days from the release to the end of the phase.
    pub spread: Spread,
}

/// The quartiles of a list of durations, in days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spread {
    /// How many there are.
    pub count: usize,
    /// A quarter of them is at most this.
    pub lower: i64,
    /// The middle one, or the mean of the two in the middle.
    pub median: i64,
    /// Three quarters of them are at most this.
    pub upper: i64,
}

/// An expected date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Expected {
    /// By the median.
    pub day: NaiveDate,
    /// By the lower quartile.
    pub earliest: NaiveDate,
    /// By the upper quartile.
    pub latest: NaiveDate,
}

/// An expected end of life.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NextEnd {
    /// The release's number in the product.
    pub release: usize,
    /// When.
    pub expected: Expected,
}

impl Cadence {
    /// Measures a product on a day, ignoring later releases.
    pub fn measure(product: &Product, on: Viewpoint) -> Self {
        let day = on.day;
        let out = released(product, day);
        let rhythm = Rhythm::of(&out);
        let support = Phase::ALL.into_iter();
        let support: Vec<Support> = support
            .filter_map(|phase| Support::of(phase, &out))
            .collect();
        let mut days = product.dates().filter_map(|dates| dates.released);
        let is_announced = days.any(|released| released > day);
        let is_alive = matches!(
            lifecycle::health(product.dates(), on),
            Health::Supported | Health::AlmostOver
        );
        let rhythm_goes_on = rhythm.as_ref().filter(|_| is_alive && !is_announced);
        Self {
            next_release: rhythm_goes_on.and_then(|rhythm| rhythm.next(day)),
            next_end: next_end(&support, &out, day),
            rhythm,
            support,
        }
    }
}

/// A release that is out, with its number and release date.
#[derive(Clone, Copy)]
struct Dated<'a> {
    number: usize,
    release: &'a Release,
    day: NaiveDate,
}

/// The releases dated up to a day, the oldest first; those of the same day in the file's order.
fn released(product: &Product, day: NaiveDate) -> Vec<Dated<'_>> {
    let releases = product.releases.iter().enumerate().rev();
    let dated = releases.filter_map(|(number, release)| {
        let day = release.dates.released?;
        Some(Dated {
            number,
            release,
            day,
        })
    });
    let mut dated: Vec<Dated<'_>> = dated.filter(|dated| dated.day <= day).collect();
    dated.sort_by_key(|dated| dated.day);
    dated
}

/// The last `count` items of a list.
fn last<T>(all: &[T], count: usize) -> &[T] {
    all.get(all.len().saturating_sub(count)..).unwrap_or(all)
}

impl Rhythm {
    /// `None` where several lines run in parallel: more than one step in ten leads to the same day or to a
    /// lower version.
    fn of(out: &[Dated<'_>]) -> Option<Self> {
        let out = last(out, MOST + 1);
        let newest = out.last().filter(|_| out.len() >= FEWEST)?.day;
        let steps = || out.iter().zip(out.iter().skip(1));
        let astray = steps().filter(|(one, next)| {
            let (name, next_name) = (&one.release.name, &next.release.name);
            one.day == next.day || !version::is_after(next_name, name)
        });
        if astray.count() * MOST > steps().count() {
            return None;
        }
        let intervals = steps().map(|(one, next)| (next.day - one.day).num_days());
        let intervals: Vec<i64> = intervals.collect();
        Some(Self {
            spread: Spread::of(&intervals)?,
            intervals,
            last: newest,
        })
    }

    /// Whether twice the usual time has passed since the last release.
    pub fn is_broken(&self, day: NaiveDate) -> bool {
        (day - self.last).num_days() > 2 * self.spread.upper
    }

    fn next(&self, day: NaiveDate) -> Option<Expected> {
        let is_carried = self.spread.is_narrow() && !self.is_broken(day);
        is_carried.then(|| self.spread.after(self.last)).flatten()
    }
}

impl Support {
    fn of(phase: Phase, out: &[Dated<'_>]) -> Option<Self> {
        let lengths = out.iter().filter_map(|dated| {
            let end = phase.end(&dated.release.dates).date()?;
            Some((end - dated.day).num_days()).filter(|days| *days > 0)
        });
        let lengths: Vec<i64> = lengths.collect();
        let spread = Spread::of(last(&lengths, MOST)).filter(|spread| spread.count >= FEWEST)?;
        Some(Self { phase, spread })
    }
}

/// The expected end of the oldest release that is supported without a published end date. `None` where the
/// known durations differ too much, or where the release has already outlived them.
fn next_end(support: &[Support], out: &[Dated<'_>], day: NaiveDate) -> Option<NextEnd> {
    let mut support = support.iter();
    let security = support.find(|support| support.phase == Phase::Security)?;
    let mut open = out.iter();
    let oldest = open.find(|dated| dated.release.dates.eol == End::Open)?;
    let expected = security.spread.after(oldest.day)?;
    let is_carried = security.spread.is_narrow() && expected.latest >= day;
    let release = oldest.number;
    is_carried.then_some(NextEnd { release, expected })
}

impl Spread {
    /// The quartiles by nearest rank; `None` of nothing.
    fn of(days: &[i64]) -> Option<Self> {
        let mut sorted = days.to_vec();
        sorted.sort_unstable();
        let count = sorted.len();
        let rank = |rank: usize| sorted.get(rank.saturating_sub(1)).copied();
        let middle = [rank(count.div_ceil(2))?, rank(count / 2 + 1)?];
        Some(Self {
            count,
            lower: rank(count.div_ceil(4))?,
            median: middle.iter().sum::<i64>() / 2,
            upper: rank((3 * count).div_ceil(4))?,
        })
    }

    /// Whether the middle half is narrow enough to base an expectation on.
    fn is_narrow(self) -> bool {
        self.lower > 0 && self.upper <= 2 * self.lower
    }

    fn after(self, start: NaiveDate) -> Option<Expected> {
        let after = |days: i64| start.checked_add_days(Days::new(u64::try_from(days).ok()?));
        Some(Expected {
            day: after(self.median)?,
            earliest: after(self.lower)?,
            latest: after(self.upper)?,
        })
    }
}

#[cfg(test)]
mod tests;
