//! Whether a version is still supported: of which release it is, how that stands on a day, how long
//! that lasts, and whether there is a newer version.

use std::cmp::Ordering;
use std::fmt;

use crate::facts::catalog::Catalog;
use crate::facts::lifecycle::{self, Health, Phase, Standing};
use crate::facts::product::{Dates, End, Product, Release};
use crate::facts::table;
use crate::facts::viewpoint::Viewpoint;
use crate::facts::why;
use crate::facts::wording;
use crate::find::resolve::{self, CycleBy, Fit, MatchedBy, Reading};
use crate::text::clean;

/// What there is to say about a version on a day.
///
/// As text it is a sentence in parts: `Python 3.9.5 is of 3.9 · ended 9 months ago (31 Oct 2025) ·
/// latest 3.9.25, yours is behind`.
#[derive(Debug, Clone)]
pub struct Verdict<'a> {
    /// The product.
    pub product: &'a Product,
    /// What the version is of.
    pub located: Reading,
    /// Titles of the other products that bear the same identifier.
    pub also: Vec<&'a str>,
    on: Viewpoint,
}

impl<'a> Verdict<'a> {
    /// The verdict about what was located; `None` where no version was asked for, or there is no such
    /// product.
    #[must_use]
    pub fn new(catalog: &'a Catalog, located: &Reading, on: impl Into<Viewpoint>) -> Option<Self> {
        if located.fit == Fit::Unasked {
            return None;
        }
        let also = located.also.iter();
        let also = also.filter_map(|also| catalog.cards().get(*also));
        Some(Self {
            product: catalog.product(located.product)?,
            located: located.clone(),
            also: also.map(|card| card.title.as_str()).collect(),
            on: on.into(),
        })
    }

    /// The release, of several the newest; `None` where the version is of none.
    #[must_use]
    pub fn release(&self) -> Option<&'a Release> {
        self.product.releases.get(self.located.fit.release()?)
    }

    /// All releases that could be meant.
    pub fn candidates(&self) -> impl Iterator<Item = &'a Release> {
        let releases = &self.product.releases;
        let candidates = self.located.fit.releases().iter();
        candidates.filter_map(|release| releases.get(*release))
    }

    /// How the release stands; `None` where there is none.
    #[must_use]
    pub fn health(&self) -> Option<Health> {
        let release = self.release()?;
        Some(lifecycle::release_health(&release.dates, self.on))
    }

    /// What the sign of the sentence says: how the release stands, or that it is almost over where others
    /// that could be meant are over. `None` where there is no release.
    #[must_use]
    pub fn sign(&self) -> Option<Health> {
        let is_over = |health| matches!(health, Health::Ended | Health::Extended);
        match self.health()? {
            Health::Supported if self.healths().any(is_over) => Some(Health::AlmostOver),
            health => Some(health),
        }
    }

    /// How all releases stand that could be meant.
    pub fn healths(&self) -> impl Iterator<Item = Health> {
        self.candidates()
            .map(|release| lifecycle::release_health(&release.dates, self.on))
    }

    /// The phase that the release is in, in one word or two; that it has ended, is not released yet, or
    /// unknown. `None` where there is no release.
    #[must_use]
    pub fn phase(&self) -> Option<&'static str> {
        let release = self.release()?;
        let health = self.health()?;
        let current = || why::current(&release.dates, self.on).map(Phase::words);
        match health {
            Health::Ended | Health::NotYet | Health::Unknown => Some(health.words()),
            _ => current(),
        }
    }

    /// Days until the end of life, less than none where it is over; `None` where it has no day.
    #[must_use]
    pub fn days_left(&self) -> Option<i64> {
        let eol = self.release()?.dates.eol.date()?;
        Some((eol - self.on.day).num_days())
    }

    /// Whether the version lies before the newest one of its release; `None` where it does not say
    /// enough, or that newest one is unknown.
    #[must_use]
    pub fn is_behind(&self) -> Option<bool> {
        self.with_latest().map(Ordering::is_lt)
    }

    fn with_latest(&self) -> Option<Ordering> {
        let Fit::One(_, CycleBy::Exact | CycleBy::Prefix | CycleBy::Latest) = self.located.fit
        else {
            return None;
        };
        let latest = self.release()?.latest.as_deref()?;
        resolve::compared_with_latest(self.located.version.as_deref()?, latest)
    }

    /// The parts of the sentence: of which release the version is, how that stands, …
    #[must_use]
    pub fn parts(&self) -> Vec<String> {
        let mut parts = vec![self.placed()];
        if self.located.matched_by == MatchedBy::Distribution {
            parts.push("the package itself is not known".to_owned());
        }
        if let Some(release) = self.release() {
            parts.extend(self.ended());
            parts.push(self.stands(release));
            parts.extend(extended(&release.dates, self.on));
            parts.extend(self.latest(release));
        }
        if !self.also.is_empty() {
            parts.push(format!("the same name is that of {}", self.also.join(", ")));
        }
        parts
    }

    fn placed(&self) -> String {
        let title = &self.product.title;
        let version = clean::line(self.located.version.as_deref().unwrap_or_default());
        let label = |release| table::label(self.product, release, self.on.day);
        let Some(release) = self.release() else {
            return self.missing(&version);
        };
        match &self.located.fit {
            Fit::Several(releases, _) => {
                let (count, label) = (releases.len(), label(release));
                format!("{title} {version} fits {count} releases, the newest is {label}")
            }
            Fit::One(_, CycleBy::Exact) => wording::named(title, &label(release)),
            Fit::One(_, CycleBy::Prefix) => {
                format!("{title} {version} is of {}", label(release))
            }
            _ => format!("{title} {version} is {}", label(release)),
        }
    }

    fn missing(&self, version: &str) -> String {
        let title = &self.product.title;
        let near = match &self.located.fit {
            Fit::Nothing(near) => near.as_slice(),
            _ => &[],
        };
        let near = near
            .iter()
            .filter_map(|release| self.product.releases.get(*release));
        let near: Vec<&str> = near.map(|release| release.name.as_str()).collect();
        match near.as_slice() {
            [] => format!("{title} has no release {version}, and no other"),
            [one] => format!("{title} has no release {version}, only {one}"),
            near => format!(
                "{title} has no release {version}; the nearest are {}",
                near.join(", ")
            ),
        }
    }

    /// How many of several releases have reached the end of their life; `None` where there is one, or where
    /// of none that can be said.
    fn ended(&self) -> Option<String> {
        let day = self.on.day;
        let standings = self.candidates();
        let standings = standings.map(|release| Phase::Security.standing(&release.dates, day));
        let standings: Vec<Standing> = standings.collect();
        let count = |standing| standings.iter().filter(|other| **other == standing).count();
        let (all, over) = (standings.len(), count(Standing::Ended));
        Some(match (all, over) {
            (0 | 1, _) => return None,
            (_, 0) if count(Standing::Unknown) > 0 => return None,
            (2, 0) => "neither has ended".to_owned(),
            (_, 0) => "none of them has ended".to_owned(),
            (2, 2) => "both have ended".to_owned(),
            (all, over) if all == over => "all of them have ended".to_owned(),
            (_, 1) => "1 of them has ended".to_owned(),
            (_, over) => format!("{over} of them have ended"),
        })
    }

    fn stands(&self, release: &Release) -> String {
        let span = |date| {
            format!(
                "{} ({})",
                wording::relative(date, self.on.day),
                self.on.habits.dates.written(date)
            )
        };
        let dates = &release.dates;
        let phase = why::current(&release.dates, self.on).map_or("support", Phase::words);
        match (lifecycle::release_health(dates, self.on), dates.eol) {
            (Health::NotYet, _) => match dates.released {
                Some(date) => format!("not released yet, expected {}", span(date)),
                None => "not released yet".to_owned(),
            },
            (Health::Unknown, _) => "the data do not say how it stands".to_owned(),
            (_, End::On(date)) if date < self.on.day => format!("ended {}", span(date)),
            (_, End::Over) => "ended, the data do not say when".to_owned(),
            (Health::AlmostOver, End::On(date)) => {
                format!("almost over, end of life {}", span(date))
            }
            (_, End::On(date)) => format!("in {phase}, end of life {}", span(date)),
            (_, End::Open) => format!("in {phase}, no end of life is published"),
            (Health::Ended, End::Unstated) => format!("{phase} has ended, end of life unknown"),
            (_, End::Unstated) => format!("in {phase}, end of life unknown"),
        }
    }

    fn latest(&self, release: &Release) -> Option<String> {
        let latest = release
            .latest
            .as_deref()
            .filter(|latest| !latest.is_empty())?;
        Some(match self.with_latest() {
            Some(Ordering::Less) => format!("latest {latest}, yours is behind"),
            Some(Ordering::Equal) => format!("{latest} is the latest"),
            Some(Ordering::Greater) => format!("latest known {latest}, yours is newer"),
            None => format!("latest {latest}"),
        })
    }
}

impl fmt::Display for Verdict<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.parts().join(" · "))
    }
}

/// What goes on, or went on, after the end of life; `None` where nothing was offered.
fn extended(dates: &Dates, on: Viewpoint) -> Option<String> {
    let Viewpoint { day, habits } = on;
    let written = |date| habits.dates.written(date);
    Some(match dates.extended_support {
        End::On(date) if date < day => format!("extended support ended on {}", written(date)),
        End::On(date) => format!("extended support until {}", written(date)),
        End::Over => "extended support has ended".to_owned(),
        End::Open => "extended support goes on".to_owned(),
        End::Unstated => return None,
    })
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::Verdict;
    use crate::facts::catalog::Catalog;
    use crate::facts::lifecycle::Health;
    use crate::facts::product;
    use crate::find::resolve::Resolver;

    const RELEASES: &str = "\
- {releaseCycle: '6', releaseDate: 2027-02-01, eol: 2030-01-01}
- {releaseCycle: '5.1', releaseDate: 2026-01-01, eoas: 2026-12-31, eol: 2029-01-01, latest: '5.1.3'}
- {releaseCycle: '5.0', codename: Full Moon, releaseDate: 2025-01-01, eol: 2026-09-30, latest: '5.0.9',
   eoes: 2028-01-01}
- {releaseCycle: '4.2', releaseDate: 2024-01-01, eol: 2026-01-01, eoes: 2028-01-01, lts: true}
- {releaseCycle: '4.1', releaseDate: 2023-01-01, eol: 2026-01-01, eoes: 2026-02-01, latest: '4.1.7'}
- {releaseCycle: '4.0', releaseDate: 2022-01-01, eol: 2025-01-01}
- {releaseCycle: '3', releaseDate: 2021-01-01, eol: true}
- {releaseCycle: '2', releaseDate: 2021-01-01, eol: false}
- {releaseCycle: '1', releaseDate: 2021-01-01}
";

    fn verdict(query: &str) -> String {
        judged(query, 8).0
    }

    /// The sentence on a day of that month of 2026, and what its sign says.
    fn judged(query: &str, month: u32) -> (String, Option<Health>) {
        let file = format!(
            "---\ntitle: Lamp OS\npermalink: /lamp\ncategory: os\neoasColumn: true\nreleases:\n\
             {RELEASES}---\n"
        );
        let catalog = Catalog::new([product::parse("lamp.md", file.as_bytes())]).unwrap();
        let located = Resolver::default().resolve(&catalog, query).unwrap();
        let day = NaiveDate::from_ymd_opt(2026, month, 22).unwrap();
        let verdict = Verdict::new(&catalog, &located, day).unwrap();
        (verdict.to_string(), verdict.sign())
    }

    #[test]
    fn a_version_of_which_a_part_is_over_bears_no_good_sign() {
        for (query, month, sign) in [
            ("lamp 5.1.2", 10, Some(Health::Supported)),
            ("lamp 5", 8, Some(Health::Supported)),
            ("lamp 5", 10, Some(Health::AlmostOver)),
            ("lamp 4", 10, Some(Health::Extended)),
            ("lamp 3", 10, Some(Health::Ended)),
            ("lamp 7", 10, None),
        ] {
            assert_eq!(judged(query, month).1, sign, "{query} in {month}");
        }
    }

    #[test]
    fn a_version_is_judged_in_one_sentence() {
        for (query, words) in [
            (
                "lamp 5.1.2",
                "Lamp OS 5.1.2 is of 5.1 · in active support, end of life in 2 years and 4 months (01 \
                 Jan 2029) · latest 5.1.3, yours is behind",
            ),
            (
                "lamp 5.0",
                "Lamp OS 5.0 · almost over, end of life in 1 month and 1 week (30 Sep 2026) · extended \
                 support until 01 Jan 2028 · latest 5.0.9",
            ),
            (
                "lamp full moon",
                "Lamp OS full moon is 5.0 · almost over, end of life in 1 month and 1 week (30 Sep \
                 2026) · extended support until 01 Jan 2028 · latest 5.0.9",
            ),
            (
                "lamp 4.2",
                "Lamp OS 4.2 (LTS) · ended 7 months ago (01 Jan 2026) · extended support \
                 until 01 Jan 2028",
            ),
            (
                "lamp:4.1.7",
                "Lamp OS 4.1.7 is of 4.1 · ended 7 months ago (01 Jan 2026) · extended \
                 support ended on 01 Feb 2026 · 4.1.7 is the latest",
            ),
            (
                "lamp@4.1.8",
                "Lamp OS 4.1.8 is of 4.1 · ended 7 months ago (01 Jan 2026) · extended \
                 support ended on 01 Feb 2026 · latest known 4.1.7, yours is newer",
            ),
            (
                "lamp 4",
                "Lamp OS 4 fits 3 releases, the newest is 4.2 (LTS) · all of them have ended · ended 7 months ago \
                 (01 Jan 2026) · extended support until 01 Jan 2028",
            ),
            (
                "lamp 7",
                "Lamp OS has no release 7; the nearest are 6, 5.1, 5.0",
            ),
        ] {
            assert_eq!(verdict(query), words, "{query}");
        }
    }

    #[test]
    fn unknown_ended_open_and_not_yet_are_four_things() {
        for (query, words) in [
            (
                "lamp 6",
                "Lamp OS 6 · not released yet, expected in 5 months (01 Feb 2027)",
            ),
            (
                "lamp 3.1",
                "Lamp OS 3.1 is of 3 · ended, the data do not say when",
            ),
            (
                "lamp 2",
                "Lamp OS 2 · in security support, no end of life is published",
            ),
            ("lamp 1", "Lamp OS 1 · the data do not say how it stands"),
        ] {
            assert_eq!(verdict(query), words, "{query}");
        }
    }
}
