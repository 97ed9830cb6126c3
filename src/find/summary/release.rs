//! The summary of a release, or of a version that matches none.

use chrono::NaiveDate;

use super::{About, Summary, twice};
use crate::facts::lifecycle::{self, Health};
use crate::facts::product::{End, Release};
use crate::facts::upgrade;
use crate::find::verdict::{Status, Verdict};
use crate::text::clean;

impl About<'_> {
    /// The release of this number.
    pub(super) fn release(&self, number: usize, release: &Release) -> Summary {
        let health = lifecycle::release_health(&release.dates, self.on);
        let (named, label) = (self.named(release), self.brief(release));
        let with_left = |date| self.with_left(date);
        let stands = self.stands(release, health, &with_left);
        let extended = self.extended(release, &with_left);
        let written = |date| self.written(date);
        let dates = self.extended(release, &written).map(|extended| {
            let bare = self.stands(release, health, &written);
            let brief = extended.replacen("extended support until", "extended until", 1);
            let dates =
                |stands: &str, extended: &str| [format!("{label} {stands}"), extended.to_owned()];
            [
                dates(&stands, &extended),
                dates(&stands, &brief),
                dates(&bare, &extended),
                dates(&bare, &brief),
            ]
        });
        let more: Vec<String> = extended
            .into_iter()
            .chain(self.latest(release, health))
            .collect();
        let line = |name: &str| {
            let first = format!("{name} {stands}");
            std::iter::once(first).chain(more.iter().cloned()).collect()
        };
        Summary {
            health: Some(health),
            is_of_release: true,
            is_outdated: false,
            first: [line(&named), line(&label)],
            dates: dates.into_iter().flatten().collect(),
            second: self.what_to_do(number, health),
        }
    }

    /// Whether a release is supported, and until when, with `dated` for dates.
    fn stands(
        &self,
        release: &Release,
        health: Health,
        dated: &dyn Fn(NaiveDate) -> String,
    ) -> String {
        let day = self.on.day;
        match (health, release.dates.eol) {
            (Health::NotYet, _) => match release.dates.released {
                Some(date) => format!("is not yet released, expected on {}", self.written(date)),
                None => "is not yet released".to_owned(),
            },
            (Health::Unknown, _) => "the data does not say whether it is supported".to_owned(),
            (_, End::On(date)) if date < day => format!("ended on {}", dated(date)),
            (_, End::Over) | (Health::Ended, End::Unstated) => "has ended, date unknown".to_owned(),
            (Health::AlmostOver, End::On(date)) => format!("support ends on {}", dated(date)),
            (_, End::On(date)) => format!("is supported until {}", dated(date)),
            (_, End::Open) => "is supported, no end date published".to_owned(),
            (_, End::Unstated) => "is supported, end of life unknown".to_owned(),
        }
    }

    /// `extended support until 2028-10-10, 2y 1m left`
    fn extended(&self, release: &Release, dated: &dyn Fn(NaiveDate) -> String) -> Option<String> {
        Some(match release.dates.extended_support {
            End::On(date) if date < self.on.day => {
                format!("extended support ended on {}", self.written(date))
            }
            End::On(date) => format!("extended support until {}", dated(date)),
            End::Open => "extended support, no end date published".to_owned(),
            End::Over | End::Unstated => return None,
        })
    }

    /// What to upgrade to, or the alternative.
    fn what_to_do(&self, number: usize, health: Health) -> [Vec<String>; 2] {
        let Some(target) = upgrade::target(self.product, number, self.on) else {
            return match health {
                Health::Ended | Health::Extended => self.nowhere(),
                Health::Supported => twice(self.newer(number).to_owned()),
                Health::AlmostOver | Health::NotYet | Health::Unknown => twice(String::new()),
            };
        };
        let is_calm = matches!(health, Health::Supported | Health::Unknown);
        let least = upgrade::least(self.product, number, self.on).filter(|_| !is_calm);
        let least = least.and_then(|least| self.product.releases.get(least));
        let least = least.map(|least| {
            let is_short = lifecycle::release_health(&least.dates, self.on) == Health::AlmostOver;
            let until = if is_short {
                self.until(least, "", &|date| self.with_left(date))
            } else {
                self.until(least, "", &|date| self.written(date))
            };
            format!("at least {until}")
        });
        let target = self.product.releases.get(target);
        ["supported ", ""].map(|verb| {
            let target = target.map_or_else(String::new, |target| {
                self.until(target, verb, &|date| self.written(date))
            });
            let target = match (is_calm, verb) {
                (true, _) => format!("newest: {target}"),
                (false, "") => format!("→ {target}"),
                (false, _) => format!("upgrade to {target}"),
            };
            std::iter::once(target).chain(least.clone()).collect()
        })
    }

    /// What is known of releases that are newer than a supported one from which no upgrade is recommended.
    fn newer(&self, number: usize) -> &'static str {
        let newer = self.product.releases.iter().take(number);
        let healths = newer.map(|release| lifecycle::release_health(&release.dates, self.on));
        let out: Vec<Health> = healths.filter(|it| *it != Health::NotYet).collect();
        if out.is_empty() {
            "it is the newest release"
        } else if out.contains(&Health::AlmostOver) {
            "newer releases end soon"
        } else {
            "no newer release is supported"
        }
    }

    fn nowhere(&self) -> [Vec<String>; 2] {
        match upgrade::outdated_since(self.product, self.data_day, self.on) {
            Some(day) => self.later(day),
            None => twice(upgrade::NOWHERE.to_owned()),
        }
    }

    /// The summary of a version that matches no release.
    pub(super) fn no_release(&self, verdict: &Verdict<'_>) -> Summary {
        let title = &self.product.title;
        let version = verdict.version();
        let is_newer = verdict.status() == Status::Newer;
        let (first, second) = if is_newer {
            let newest = self.product.releases.first();
            let newest = newest.map_or_else(String::new, |release| self.brief(release));
            let first = [
                format!("{title} {version} is newer than {}", self.data()),
                format!("{version} is newer than the data"),
            ];
            (
                first.map(|part| vec![part]),
                format!("newest in the data: {newest}"),
            )
        } else {
            let near = match verdict.nearest().as_slice() {
                [] => String::new(),
                near => format!("closest: {}", near.join(", ")),
            };
            let first = [
                format!("{title} has no release {version}"),
                format!("no release {version}"),
            ];
            (first.map(|part| vec![part]), near)
        };
        Summary {
            health: verdict.sign(),
            is_of_release: true,
            is_outdated: is_newer,
            first,
            dates: Vec::new(),
            second: twice(second),
        }
    }

    fn data(&self) -> String {
        match self.data_day {
            Some(day) => format!("the data of {}", self.written(day)),
            None => "the data".to_owned(),
        }
    }

    /// The newest version, or the last one. Data from before the end do not know the last one.
    fn latest(&self, release: &Release, health: Health) -> Option<String> {
        let latest = release
            .latest
            .as_deref()
            .filter(|latest| !latest.is_empty())?;
        let latest = clean::line(latest);
        let is_known = |end: NaiveDate| self.data_day.is_none_or(|data_day| data_day >= end);
        match health {
            Health::Ended if release.dates.eol.date().is_none_or(is_known) => {
                Some(format!("{latest} was its last version"))
            }
            Health::Ended => Some(format!("{latest} is its last known version")),
            Health::NotYet => None,
            _ => Some(format!("{latest} is its latest version")),
        }
    }
}
