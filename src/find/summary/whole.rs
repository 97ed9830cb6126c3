//! The summary of a whole product.

use chrono::NaiveDate;

use super::{About, Summary, twice};
use crate::facts::lifecycle::{self, Health};
use crate::facts::product::{End, Release};
use crate::facts::upgrade;

impl About<'_> {
    /// The product as a whole: how many releases are supported, with the newest and the oldest of them.
    pub(super) fn whole(&self, health: Health) -> Summary {
        let releases = &self.product.releases;
        let is_supported =
            |release: &&Release| lifecycle::release_health(&release.dates, self.on).is_supported();
        let supported: Vec<&Release> = releases.iter().filter(is_supported).collect();
        let outdated = upgrade::outdated_since(self.product, self.data_day, self.on);
        let (first, second) = match (supported.as_slice(), outdated) {
            ([], Some(day)) => (self.newest_known(), self.later(day)),
            ([], None) => {
                let (first, second) = self.none_supported(health);
                (twice(first), twice(second))
            }
            ([newest, .., oldest], _) => {
                let oldest = self.until(oldest, "", &|date| self.with_left(date));
                (
                    twice(self.supported(newest, supported.len())),
                    twice(format!("oldest supported: {oldest}")),
                )
            }
            ([only], _) => {
                let others = match releases.len() {
                    1 => "it is the only release in the data",
                    _ => "no other release is supported",
                };
                (twice(self.supported(only, 1)), twice(others.to_owned()))
            }
        };
        Summary {
            health: Some(health),
            is_of_release: false,
            is_outdated: outdated.is_some(),
            first,
            dates: Vec::new(),
            second,
        }
    }

    /// `5 of 29 supported: 18 until 2030-11-14, 4y 2m left`
    fn supported(&self, newest: &Release, count: usize) -> String {
        let (all, label) = (self.product.releases.len(), self.brief(newest));
        let until = match newest.dates.eol {
            End::On(date) => format!("until {}", self.with_left(date)),
            End::Open => "with no end date published".to_owned(),
            End::Over | End::Unstated => "with an unknown end of life".to_owned(),
        };
        format!("{count} of {all} supported: {label} {until}")
    }

    /// The release that ended last, and when. Of several that ended on one day it is the first, which is the
    /// newest.
    fn last(&self) -> Option<(NaiveDate, &Release)> {
        let releases = self.product.releases.iter();
        let ended = releases.filter_map(|release| Some((release.dates.eol.date()?, release)));
        ended.reduce(|last, next| if next.0 > last.0 { next } else { last })
    }

    /// What outdated data say: `18, the newest in the data, ended on 2030-11-14`.
    fn newest_known(&self) -> [Vec<String>; 2] {
        let Some((date, release)) = self.last() else {
            return twice("no release in the data is supported".to_owned());
        };
        let (label, date) = (self.brief(release), self.with_left(date));
        [
            vec![format!("{label}, the newest in the data, ended on {date}")],
            vec![format!("newest: {label}, ended on {date}")],
        ]
    }

    fn none_supported(&self, health: Health) -> (String, String) {
        let last = self.last();
        let ended = |(date, release): (NaiveDate, &Release)| {
            format!("{} ended on {}", self.brief(release), self.with_left(date))
        };
        match health {
            Health::NotYet => (
                "nothing has been released yet".to_owned(),
                self.first_release(),
            ),
            Health::Unknown => (
                "the data does not say whether a release is supported".to_owned(),
                String::new(),
            ),
            Health::Extended => (
                format!("{} supported; only extended support is left", self.none()),
                last.map_or_else(String::new, ended),
            ),
            _ => (
                format!("{} supported", self.none()),
                last.map_or_else(String::new, |(date, release)| {
                    let (label, date) = (self.brief(release), self.with_left(date));
                    format!("{label} was the last to end, on {date}")
                }),
            ),
        }
    }

    fn none(&self) -> String {
        match self.product.releases.len() {
            1 => "its only release is not".to_owned(),
            count => format!("none of its {count} releases is"),
        }
    }

    fn first_release(&self) -> String {
        let dated = self
            .product
            .releases
            .iter()
            .filter_map(|release| Some((release.dates.released?, release)));
        let first = dated.min_by_key(|(date, _)| *date);
        first.map_or_else(String::new, |(date, release)| {
            format!(
                "{} is expected on {}",
                self.brief(release),
                self.written(date)
            )
        })
    }
}
