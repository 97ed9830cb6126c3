//! Whether a version is still supported: the releases it matches, their status on a day, until when, and
//! what to upgrade to.

mod words;

use std::cmp::Ordering;

use chrono::NaiveDate;

use crate::facts::catalog::Catalog;
use crate::facts::lifecycle::{self, Health, LtsState, Phase};
use crate::facts::product::{Product, Release};
use crate::facts::upgrade::Upgrade;
use crate::facts::viewpoint::Viewpoint;
use crate::facts::why;
use crate::find::resolve::{self, CycleBy, Fit, MatchedBy, Reading};
use crate::text::{clean, version};

/// The verdict on a version on a day. It displays as a sentence in parts.
#[derive(Debug, Clone)]
pub struct Verdict<'a> {
    /// The product.
    pub product: &'a Product,
    /// The version and what it matches.
    pub located: Reading,
    /// The titles of other products with the same identifier.
    pub also: Vec<&'a str>,
    /// The status of the whole product, see [`lifecycle::product_health`].
    pub product_health: Health,
    /// The day of the data; `None` if it is unknown.
    pub data_day: Option<NaiveDate>,
    /// The numbers of the matching releases: the one that decides, then the others.
    numbers: Vec<usize>,
    on: Viewpoint,
}

/// The status of a version.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// That of the one matching release, or of all of several. If these differ only in how near their end
    /// is or in extended support, that of the deciding release.
    Same(Health),
    /// Several releases match, of which only some are known to be supported, or to have ended.
    Mixed,
    /// It is newer than everything in the data.
    Newer,
    /// The product has no such release.
    Missing,
}

impl Status {
    /// A word or a few for records.
    pub fn words(self) -> &'static str {
        match self {
            Self::Same(health) => health.words(),
            Self::Mixed => "mixed",
            Self::Newer => "newer than the data",
            Self::Missing => "no such release",
        }
    }
}

impl<'a> Verdict<'a> {
    /// The verdict on a reading; `None` if it has no version, or if there is no such product.
    pub fn new(catalog: &'a Catalog, located: &Reading, on: Viewpoint) -> Option<Self> {
        if located.fit == Fit::Unasked {
            return None;
        }
        let product = catalog.product(located.product)?;
        let also = located.also.iter();
        let also = also.filter_map(|also| catalog.cards().get(*also));
        Some(Self {
            product,
            also: also.map(|card| card.title.as_str()).collect(),
            product_health: lifecycle::product_health(
                catalog.dates(located.product),
                catalog.day(),
                on,
            ),
            data_day: catalog.day(),
            numbers: match &located.fit {
                Fit::Range(releases) => released(product, releases, on),
                fit => judged_first(product, fit.releases(), on.day),
            },
            located: located.clone(),
            on,
        })
    }

    /// The numbers of the matching releases, the deciding one first.
    pub fn numbers(&self) -> &[usize] {
        &self.numbers
    }

    /// The deciding release: of several the newest, but long-term support takes precedence. `None` if none
    /// matches, and for a range, which no single release stands for.
    pub fn release(&self) -> Option<&'a Release> {
        let is_range = matches!(self.located.fit, Fit::Range(_));
        self.candidates().next().filter(|_| !is_range)
    }

    /// Whether the product is a guess, because no product has exactly the given name.
    pub fn is_guess(&self) -> bool {
        self.located.matched_by == MatchedBy::Guess
    }

    /// The version as given, in one line.
    pub fn version(&self) -> String {
        clean::line(self.located.version.as_deref().unwrap_or_default())
    }

    /// The names of the releases nearest to a version that matches none.
    pub fn nearest(&self) -> Vec<&'a str> {
        let near = match &self.located.fit {
            Fit::Nothing(near) => near.as_slice(),
            _ => &[],
        };
        let near = near.iter().filter_map(|it| self.product.releases.get(*it));
        near.map(|release| release.name.as_str()).collect()
    }

    /// All matching releases, in the order of [`Self::numbers`].
    pub fn candidates(&self) -> impl Iterator<Item = &'a Release> {
        let numbers = self.numbers.iter();
        numbers.filter_map(|number| self.product.releases.get(*number))
    }

    /// The status of a release.
    pub fn health_of(&self, release: &Release) -> Health {
        lifecycle::release_health(&release.dates, self.on)
    }

    /// The current phase of a release, or that it has ended, is not yet released, or unknown.
    pub fn phase_of(&self, release: &Release) -> &'static str {
        let health = self.health_of(release);
        let phase = || why::current(&release.dates, self.on).map(Phase::words);
        match health {
            Health::Ended | Health::NotYet | Health::Unknown => health.words(),
            Health::Supported | Health::AlmostOver | Health::Extended => {
                phase().unwrap_or_else(|| health.words())
            }
        }
    }

    /// The status of the version, which determines the sentence, the sign, the records and the exit code.
    pub fn status(&self) -> Status {
        let mut healths = self.candidates().map(|release| self.health_of(release));
        let Some(first) = healths.next() else {
            return if self.is_newer() {
                Status::Newer
            } else {
                Status::Missing
            };
        };
        if healths.all(|health| are_alike(first, health)) {
            Status::Same(first)
        } else {
            Status::Mixed
        }
    }

    /// The status for the sign before the sentence; `None` if there is no such release.
    pub fn sign(&self) -> Option<Health> {
        match self.status() {
            Status::Same(health) => Some(health),
            Status::Mixed => Some(Health::AlmostOver),
            Status::Newer => Some(Health::Unknown),
            Status::Missing => None,
        }
    }

    /// Days until the end of life, negative if it has passed; `None` if it has no date.
    pub fn days_left(&self) -> Option<i64> {
        let eol = self.release()?.dates.eol.date()?;
        Some((eol - self.on.day).num_days())
    }

    /// Whether the version is older than the newest one of its release; `None` if only a release was given,
    /// if they cannot be compared, or if the newest is unknown.
    pub fn is_behind(&self) -> Option<bool> {
        self.with_latest().map(Ordering::is_lt)
    }

    fn with_latest(&self) -> Option<Ordering> {
        let latest = self.release()?.latest.as_deref()?;
        let version = self.located.version.as_deref()?;
        match self.located.fit {
            Fit::One(_, CycleBy::Prefix | CycleBy::Latest) => {
                resolve::compared_with_latest(self.product, version, latest)
            }
            // `8` means any Java 8, which is neither newer nor older than 8u500.
            Fit::One(_, CycleBy::Exact) => {
                let order = version::compare(version, latest);
                order.is_eq().then_some(order)
            }
            _ => None,
        }
    }

    /// What to upgrade to from the deciding release, or from the newest one of a range.
    pub fn upgrade(&self) -> Upgrade {
        let from = self.numbers.first();
        from.map_or_else(Upgrade::default, |from| {
            Upgrade::from(self.product, *from, self.on)
        })
    }

    /// Whether the version is newer than every release and every version in the data. A first number more
    /// than ten times the highest known one counts something else: the package `kubectl 528.0.0` is that of
    /// a whole toolkit.
    fn is_newer(&self) -> bool {
        let first = |text: &str| -> Option<u64> {
            let end = text
                .find(|c: char| !c.is_ascii_digit())
                .unwrap_or(text.len());
            text.get(..end)?.parse().ok()
        };
        let begins_with_number = |text: &str| text.starts_with(|c: char| c.is_ascii_digit());
        let asked = self.located.version.as_deref().unwrap_or_default();
        let asked = version::without_epoch(asked).trim_start_matches(['v', 'V']);
        let releases = self.product.releases.iter();
        let known = releases.flat_map(|release| {
            std::iter::once(release.name.as_str()).chain(release.latest.as_deref())
        });
        let known: Vec<&str> = known.filter(|known| begins_with_number(known)).collect();
        let farthest = known.iter().filter_map(|known| first(known)).max();
        begins_with_number(asked)
            && first(asked) < farthest.map(|farthest| (farthest + 1) * 10)
            && known
                .iter()
                .all(|known| version::compare(asked, known).is_gt())
    }
}

/// Whether two releases have the same kind of status: supported, past their end of life, not yet released,
/// or unknown.
fn are_alike(one: Health, other: Health) -> bool {
    let is_past = |health| matches!(health, Health::Ended | Health::Extended);
    one == other || (one.is_supported() && other.is_supported()) || (is_past(one) && is_past(other))
}

/// Releases in order of precedence: those with long-term support, which a bare number usually means, then
/// the others, each in the product's order. Where long-term support is an edition, such as the `lts` in
/// `10-21h2-e-lts` of Windows, a bare number does not mean it.
fn judged_first(product: &Product, numbers: &[usize], day: NaiveDate) -> Vec<usize> {
    // Long-term support first, then the others, then editions.
    let rank = |number: &usize| {
        let is_edition = |name: &str| name.split('-').any(|segment| segment == "lts");
        let release = product.releases.get(*number)?;
        let is_lts = lifecycle::lts(&release.dates, day) == LtsState::Yes;
        Some(match (is_edition(&release.name), is_lts) {
            (true, _) => 2,
            (false, true) => 0,
            (false, false) => 1,
        })
    };
    let mut numbers = numbers.to_vec();
    numbers.sort_by_key(|number| (rank(number), *number));
    numbers
}

/// The releases of a range that are out, because others cannot be in use; all of them if none is out.
fn released(product: &Product, numbers: &[usize], on: Viewpoint) -> Vec<usize> {
    let is_out = |number: &&usize| {
        let release = product.releases.get(**number);
        release
            .is_some_and(|release| lifecycle::release_health(&release.dates, on) != Health::NotYet)
    };
    let out: Vec<usize> = numbers.iter().filter(is_out).copied().collect();
    if out.is_empty() {
        numbers.to_vec()
    } else {
        out
    }
}

#[cfg(test)]
mod tests;
