//! Finds the release that a version or requirement means.

use chrono::NaiveDate;

use crate::facts::lifecycle::{self, Health};
use crate::facts::product::{Product, Release};
use crate::facts::viewpoint::Viewpoint;
use crate::find::resolve::{self, CycleBy, Fit};
use crate::stack::claim::Accepts;
use crate::stack::written;
use crate::text::requirement::Requirement;
use crate::text::version::{Version, compare_numbers};

/// The result of looking for a release.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Match {
    /// A release, by its index in the product.
    Release(usize),
    /// A version older than every release in the data, the oldest of which has ended.
    Older,
    /// Unknown to the data.
    Unknown,
}

/// The numbers in a release's name; `None` if there are none.
fn numbers(release: &Release) -> Option<Vec<u32>> {
    Version::new(&release.name).numbers()
}

/// The numbers that a version starts with.
fn begun(version: &str) -> Vec<u32> {
    let version = version.trim_start_matches(['v', 'V']);
    let mut numbers = Vec::new();
    for part in version.split('.') {
        let end = part.bytes().take_while(u8::is_ascii_digit).count();
        let Some(Ok(number)) = part.get(..end).map(str::parse) else {
            break;
        };
        numbers.push(number);
        if end < part.len() {
            break;
        }
    }
    numbers
}

/// The release of a version or release line; of several, the newest.
pub fn find(product: &Product, version: &str, day: NaiveDate) -> Match {
    let version = version.trim();
    let own = begun(version);
    let is_alike = |index: &usize| {
        let release = product.releases.get(*index).and_then(numbers);
        release.is_some_and(|release| {
            let count = own.len().min(release.len());
            count > 0 && own.get(..count) == release.get(..count)
        })
    };
    let fit = resolve::fit_of(product, version);
    let meant = match &fit {
        Fit::One(index, CycleBy::Exact | CycleBy::Label | CycleBy::CodeName | CycleBy::Rest) => {
            Some(*index)
        }
        Fit::One(index, _) if is_alike(index) => Some(*index),
        Fit::Several(all, CycleBy::CodeName | CycleBy::Label) => all.first().copied(),
        Fit::Several(all, _) => newest(product, all.iter().copied().filter(is_alike), day),
        _ => None,
    };
    meant.map_or_else(|| outside(product, &own, day), Match::Release)
}

/// Whether a word is a release's code name.
pub fn is_code_name(product: &Product, word: &str) -> bool {
    matches!(
        resolve::fit_of(product, word),
        Fit::One(_, CycleBy::CodeName)
    ) || product.releases.iter().any(|release| {
        let is_word = word.starts_with(|c: char| c.is_ascii_alphabetic());
        is_word && release.name.eq_ignore_ascii_case(word)
    })
}

/// The newest of some releases that is out, by version; if none is out, the newest.
fn newest(
    product: &Product,
    releases: impl Iterator<Item = usize>,
    day: NaiveDate,
) -> Option<usize> {
    let rank = |index: &usize| {
        let release = product.releases.get(*index)?;
        Some((lifecycle::is_out(&release.dates, day), numbers(release)?))
    };
    let later = |best: usize, other: usize| match (rank(&best), rank(&other)) {
        (Some((is_out, one)), Some((is_other_out, other_one))) => {
            let is_later = compare_numbers(&other_one, &one).is_gt();
            if (is_other_out, is_later) > (is_out, false) && is_other_out >= is_out {
                other
            } else {
                best
            }
        }
        (None, Some(_)) => other,
        _ => best,
    };
    releases.reduce(later)
}

/// The result for a version that no release has.
fn outside(product: &Product, own: &[u32], day: NaiveDate) -> Match {
    // `0.0` stands for a version in templates.
    let is_version = own.iter().any(|number| *number > 0);
    let is_before = |first: &[u32]| is_version && compare_numbers(own, first).is_lt();
    before_all(product, day, &is_before)
}

/// Whether something precedes the oldest release, which has ended.
fn before_all(product: &Product, day: NaiveDate, is_before: &dyn Fn(&[u32]) -> bool) -> Match {
    let oldest = product
        .releases
        .iter()
        .filter_map(|release| Some((numbers(release)?, release)));
    let oldest = oldest.min_by(|(one, _), (other, _)| compare_numbers(one, other));
    let is_older = oldest.is_some_and(|(first, release)| {
        let health = lifecycle::release_health(&release.dates, Viewpoint::with_defaults(day));
        is_before(&first) && health == Health::Ended
    });
    if is_older {
        Match::Older
    } else {
        Match::Unknown
    }
}

/// The releases that are out and accepted by a requirement.
fn accepted<'a>(
    product: &'a Product,
    accepts: &'a Requirement,
    day: NaiveDate,
) -> impl Iterator<Item = usize> + 'a {
    let releases = product.releases.iter().enumerate();
    let accepted = releases.filter(move |(_, release)| {
        let is_accepted = numbers(release).is_some_and(|own| accepts.accepts(&own));
        is_accepted && lifecycle::is_out(&release.dates, day)
    });
    accepted.map(|(index, _)| index)
}

/// The newest release that a requirement accepts, of those that are out. Where that one has ended and another
/// that is accepted is supported, that one: the short-lived releases of Java end before the long-term ones.
pub fn newest_accepted(product: &Product, accepts: &Requirement, on: Viewpoint) -> Match {
    let is_supported = |release: &usize| is_supported(product, *release, on);
    let all: Vec<usize> = accepted(product, accepts, on.day).collect();
    let newest_of = |of: Vec<usize>| newest(product, of.into_iter(), on.day);
    let supported = all.iter().copied().filter(is_supported).collect();
    let newest = newest_of(all);
    match newest
        .filter(is_supported)
        .or_else(|| newest_of(supported))
        .or(newest)
    {
        Some(release) => Match::Release(release),
        None if accepts.is_empty() => Match::Unknown,
        None => before_all(product, on.day, &|first| accepts.is_before(first)),
    }
}

/// The newest release in a list of versions, which may say `latest`. Unknown if that has ended and the data do not have
/// all of them: a version that they lack is probably newer.
pub fn newest_listed(product: &Product, list: &[String], on: Viewpoint) -> Match {
    let found = list.iter().map(|version| {
        if written::is_newest(version) {
            let all = 0..product.releases.len();
            newest(product, all, on.day).map_or(Match::Unknown, Match::Release)
        } else {
            find(product, version, on.day)
        }
    });
    let found: Vec<Match> = found.collect();
    let releases = found.iter().filter_map(|found| match found {
        Match::Release(release) => Some(*release),
        _ => None,
    });
    let newest = newest(product, releases, on.day);
    let is_whole = !found.contains(&Match::Unknown);
    match newest.filter(|newest| is_whole || is_supported(product, *newest, on)) {
        Some(release) => Match::Release(release),
        None if is_whole => Match::Older,
        None => Match::Unknown,
    }
}

/// The versions in a list that the data do not have.
pub fn missing(product: &Product, list: &[String], day: NaiveDate) -> Vec<String> {
    let is_missing = |version: &&String| {
        !written::is_newest(version) && find(product, version, day) == Match::Unknown
    };
    list.iter().filter(is_missing).cloned().collect()
}

fn is_supported(product: &Product, release: usize, on: Viewpoint) -> bool {
    let release = product.releases.get(release);
    release.is_some_and(|release| lifecycle::release_health(&release.dates, on).is_supported())
}

/// All accepted releases that are out.
pub fn all_accepted(product: &Product, accepts: &Accepts, day: NaiveDate) -> Vec<usize> {
    match accepts {
        Accepts::Spans(spans) => accepted(product, spans, day).collect(),
        Accepts::List(list) => {
            let found = list.iter().map(|version| find(product, version, day));
            let found = found.filter_map(|found| match found {
                Match::Release(release) => Some(release),
                _ => None,
            });
            found.collect()
        }
    }
}

/// The oldest accepted release.
pub fn oldest_accepted(product: &Product, accepts: &Accepts, day: NaiveDate) -> Option<usize> {
    let numbered = all_accepted(product, accepts, day)
        .into_iter()
        .filter_map(|index| Some((index, numbers(product.releases.get(index)?)?)));
    let oldest = numbered.min_by(|(_, one), (_, other)| compare_numbers(one, other));
    oldest.map(|(index, _)| index)
}
