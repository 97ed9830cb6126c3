//! Whether a version is still supported: which releases it matches, how they stand on a day, until when,
//! and what to move to.

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
use crate::text::version;

/// What there is to say about a version on a day. As text it is a sentence in parts.
#[derive(Debug, Clone)]
pub struct Verdict<'a> {
    /// The product.
    pub product: &'a Product,
    /// The version, and what it matches.
    pub located: Reading,
    /// Titles of the other products with the same identifier.
    pub also: Vec<&'a str>,
    /// How the whole product stands, see [`lifecycle::product_health`].
    pub product_health: Health,
    /// The day of the data; `None` where they name none.
    pub data_day: Option<NaiveDate>,
    /// Numbers of the releases that match: the one that the version is judged by, then the others.
    numbers: Vec<usize>,
    on: Viewpoint,
}

/// How a version stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// As the one release that matches, or as all of several. Where these differ in nothing but how near
    /// their end is, or whether extended support is left, as the one that it is judged by.
    Same(Health),
    /// Several releases match, and only of some it is known that they are supported, or that they have
    /// ended.
    Mixed,
    /// It is above all that the data know.
    Newer,
    /// The product has no such release.
    Missing,
}

impl Status {
    /// One word or a few for records.
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
    /// The verdict about what was located; `None` where no version was asked for, or there is no such product.
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

    /// Numbers of the releases that match, in the product: the one that the version is judged by first.
    pub fn numbers(&self) -> &[usize] {
        &self.numbers
    }

    /// The release that the version is judged by: of several the newest, one with long-term support before
    /// all others. `None` where none matches, and for a range, which no single release stands for.
    pub fn release(&self) -> Option<&'a Release> {
        let is_range = matches!(self.located.fit, Fit::Range(_));
        self.candidates().next().filter(|_| !is_range)
    }

    /// Whether the product is only guessed, because nothing has exactly the name that was given.
    pub fn is_guess(&self) -> bool {
        self.located.matched_by == MatchedBy::Guess
    }

    /// All releases that match, in the order of [`Self::numbers`].
    pub fn candidates(&self) -> impl Iterator<Item = &'a Release> {
        let numbers = self.numbers.iter();
        numbers.filter_map(|number| self.product.releases.get(*number))
    }

    /// How a release stands.
    pub fn health_of(&self, release: &Release) -> Health {
        lifecycle::release_health(&release.dates, self.on)
    }

    /// The phase that a release is in; that it has ended, is not yet released, or unknown.
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

    /// How the version stands: the sentence, the sign, the records and the exit code all follow from it.
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

    /// What the sign before the sentence says; `None` where there is no such release.
    pub fn sign(&self) -> Option<Health> {
        match self.status() {
            Status::Same(health) => Some(health),
            Status::Mixed => Some(Health::AlmostOver),
            Status::Newer => Some(Health::Unknown),
            Status::Missing => None,
        }
    }

    /// Days until the end of life, negative where it has passed; `None` where it has no day.
    pub fn days_left(&self) -> Option<i64> {
        let eol = self.release()?.dates.eol.date()?;
        Some((eol - self.on.day).num_days())
    }

    /// Whether the version lies before the newest one of its release; `None` where it is no more than that
    /// release, the two cannot be compared, or the newest one is unknown.
    pub fn is_behind(&self) -> Option<bool> {
        self.with_latest().map(Ordering::is_lt)
    }

    fn with_latest(&self) -> Option<Ordering> {
        let latest = self.release()?.latest.as_deref()?;
        let version = self.located.version.as_deref()?;
        match self.located.fit {
            Fit::One(_, CycleBy::Prefix | CycleBy::Latest) => {
                resolve::compared_with_latest(version, latest)
            }
            // `8` is any Java 8, and so neither before nor behind 8u500.
            Fit::One(_, CycleBy::Exact) => {
                let order = version::compare(version, latest);
                order.is_eq().then_some(order)
            }
            _ => None,
        }
    }

    /// Where to move from the release that the version is judged by, or from the newest one of a range.
    pub fn upgrade(&self) -> Upgrade {
        let from = self.numbers.first();
        from.map_or_else(Upgrade::default, |from| {
            Upgrade::from(self.product, *from, self.on)
        })
    }

    /// Whether the version is above every release that the data know, and every version of these. One that counts
    /// more than ten times as far counts something else: the package `kubectl 528.0.0` is of a whole kit.
    fn is_newer(&self) -> bool {
        let first = |text: &str| -> Option<u64> {
            let end = text
                .find(|c: char| !c.is_ascii_digit())
                .unwrap_or(text.len());
            text.get(..end)?.parse().ok()
        };
        let begins_with_number = |text: &str| text.starts_with(|c: char| c.is_ascii_digit());
        let asked = self.located.version.as_deref().unwrap_or_default();
        let asked = asked.trim_start_matches(['v', 'V']);
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

/// Whether two releases stand alike: supported, past their end of life, not yet released, or unknown.
fn are_alike(one: Health, other: Health) -> bool {
    let is_past = |health| matches!(health, Health::Ended | Health::Extended);
    one == other || (one.is_supported() && other.is_supported()) || (is_past(one) && is_past(other))
}

/// Releases in the order in which they are meant: those with long-term support, which are what a bare
/// number usually means, then the others, each in the product's own order. Where long-term support is an
/// edition, as the `lts` in `10-21h2-e-lts` of Windows, a bare number does not mean that one.
fn judged_first(product: &Product, numbers: &[usize], day: NaiveDate) -> Vec<usize> {
    // Those with long-term support, the others, editions.
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

/// The releases of a range that are out, because one that is not cannot be in use; all where none is.
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
