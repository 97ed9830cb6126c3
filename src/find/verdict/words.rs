//! A verdict as a sentence in parts: `Python 3.9.5 (3.9) · ended 9 months ago (31 Oct 2025) · latest
//! 3.9.25, yours is behind · upgrade to 3.14, supported until 31 Oct 2030`.

use std::cmp::Ordering;
use std::fmt;

use super::{Status, Verdict};
use crate::facts::lifecycle::{Health, Phase};
use crate::facts::product::{End, Release};
use crate::facts::table;
use crate::facts::upgrade;
use crate::facts::why;
use crate::facts::wording;
use crate::find::resolve::{CycleBy, Fit, MatchedBy};

/// If more releases match, the rest is only counted.
const MOST_NAMES: usize = 4;

impl fmt::Display for Verdict<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.parts().join(" · "))
    }
}

impl Verdict<'_> {
    /// The parts of the sentence: what the version is, its status, its newest version, what to upgrade to.
    pub fn parts(&self) -> Vec<String> {
        let mut parts = vec![self.placed()];
        parts.extend(self.assumed().map(str::to_owned));
        parts.extend(self.counted());
        parts.extend(self.candidates().next().map(|release| self.stands(release)));
        if let Some(release) = self.release() {
            parts.extend(self.extended(release));
            if self.is_packaged() {
                parts.push("the distribution may maintain its package longer".to_owned());
            }
            parts.extend(self.latest(release));
        }
        parts.extend(self.advice());
        if !self.also.is_empty() {
            parts.push(format!("also the name of {}", self.also.join(", ")));
        }
        parts
    }

    /// An assumption made to find the product; `None` if there is none.
    fn assumed(&self) -> Option<&'static str> {
        match self.located.matched_by {
            MatchedBy::Guess => Some("no exact match; this is the closest"),
            MatchedBy::Distribution => {
                Some("the package is not in the data; this is its distribution")
            }
            MatchedBy::AssumedVendor => Some("no vendor given; this one is assumed"),
            _ => None,
        }
    }

    /// Whether the version has a distribution's revision after the upstream version: `2.4.57-2`,
    /// `1.1.1k-9.el8`, `8.1.2-1ubuntu2.14`. Of systems, distributions package the kernel only.
    fn is_packaged(&self) -> bool {
        if self.product.category == "os" && self.product.id != "linux" {
            return false;
        }
        let version = self.located.version.as_deref().unwrap_or_default();
        let is_upstream = matches!(
            self.located.fit,
            Fit::One(_, CycleBy::Prefix | CycleBy::Latest)
        ) && self.located.matched_by != MatchedBy::Distribution;
        let revision = version
            .split_once('-')
            .filter(|(upstream, _)| upstream.contains('.'));
        is_upstream
            && revision
                .is_some_and(|(_, revision)| revision.starts_with(|c: char| c.is_ascii_digit()))
    }

    fn placed(&self) -> String {
        let title = &self.product.title;
        let version = self.version();
        let Some(release) = self.candidates().next() else {
            return match self.status() {
                Status::Newer => self.newer(&version),
                _ => self.missing(&version),
            };
        };
        let label = self.label(release);
        match &self.located.fit {
            Fit::Several(..) | Fit::Range(_) => {
                format!("{title} {version} matches {}", self.matches())
            }
            Fit::One(_, CycleBy::Exact) => wording::named(title, &label),
            _ if [&label, wording::own_label(title, &label)]
                .iter()
                .any(|label| label.eq_ignore_ascii_case(&version)) =>
            {
                wording::named(title, &label)
            }
            _ => format!("{title} {version} ({})", plain(&label)),
        }
    }

    fn label(&self, release: &Release) -> String {
        table::label(self.product, release, self.on.day)
    }

    fn brief(&self, release: &Release) -> String {
        table::brief_label(self.product, release, self.on.day)
    }

    /// `7.4, 7.2 and 7.0`
    fn matches(&self) -> String {
        let labels = self.candidates().map(|release| self.brief(release));
        let mut labels: Vec<String> = labels.collect();
        let rest = labels.len().saturating_sub(MOST_NAMES);
        let last = if rest > 1 {
            labels.truncate(MOST_NAMES);
            Some(format!("{rest} more"))
        } else {
            labels.pop()
        };
        match (labels.as_slice(), last) {
            ([], last) => last.unwrap_or_default(),
            (labels, last) => {
                let last = last.unwrap_or_default();
                format!("{} and {last}", labels.join(", "))
            }
        }
    }

    fn newer(&self, version: &str) -> String {
        let title = &self.product.title;
        let newest = self.product.releases.first();
        let newest = newest.map_or_else(String::new, |release| {
            format!(" · newest in the data: {}", self.brief(release))
        });
        match self.data_day {
            Some(day) => {
                let day = self.on.written(day);
                format!("{title} {version} is newer than the data of {day}{newest}")
            }
            None => format!("{title} {version} is newer than the data{newest}"),
        }
    }

    fn missing(&self, version: &str) -> String {
        let title = &self.product.title;
        let near = match self.nearest().as_slice() {
            [] => String::new(),
            near => format!("; closest: {}", near.join(", ")),
        };
        format!("{title} has no release {version}{near}")
    }

    /// The status of several releases together; `None` if there is one, or if all are unknown.
    pub fn counted(&self) -> Option<String> {
        let (all, is_one) = (self.numbers().len(), self.numbers().len() == 1);
        let all = if all == 2 { "both" } else { "all" };
        match self.status() {
            Status::Same(_) if is_one => None,
            Status::Same(Health::Unknown | Health::NotYet) | Status::Newer | Status::Missing => {
                None
            }
            Status::Same(Health::Ended | Health::Extended) => Some(format!("{all} have ended")),
            Status::Same(_) => Some(format!("{all} are supported")),
            Status::Mixed => Some(format!("mixed: {}", self.counts())),
        }
    }

    /// `2 supported, 1 ended`
    fn counts(&self) -> String {
        let word = |release| match self.health_of(release) {
            Health::Supported | Health::AlmostOver => Health::Supported.words(),
            Health::Ended | Health::Extended => Health::Ended.words(),
            health => health.words(),
        };
        let words: Vec<&str> = self.candidates().map(word).collect();
        let all = [
            Health::Supported,
            Health::Ended,
            Health::NotYet,
            Health::Unknown,
        ];
        let counts = all.map(Health::words).into_iter().filter_map(|word| {
            let count = words.iter().filter(|other| **other == word).count();
            (count > 0).then(|| format!("{count} {word}"))
        });
        counts.collect::<Vec<_>>().join(", ")
    }

    /// The status of a release and until when; after its name if several match.
    fn stands(&self, release: &Release) -> String {
        let words = self.standing(release);
        match self.located.fit {
            Fit::Several(..) | Fit::Range(_) => format!("{}: {words}", self.brief(release)),
            _ => words,
        }
    }

    fn standing(&self, release: &Release) -> String {
        let day = self.on.day;
        let span = |date| {
            format!(
                "{} ({})",
                wording::relative(date, day),
                self.on.written(date)
            )
        };
        let dates = &release.dates;
        let phase = why::current(dates, self.on);
        let phase = phase.map_or("support", |phase| why::label(phase, &self.product.columns));
        match (self.health_of(release), dates.eol) {
            (Health::NotYet, _) => match dates.released {
                Some(date) => format!("not yet released, expected {}", span(date)),
                None => "not yet released".to_owned(),
            },
            (Health::Unknown, _) => "the data does not say whether it is supported".to_owned(),
            (_, End::On(date)) if date < day => format!("ended {}", span(date)),
            (_, End::Over) => "ended, date unknown".to_owned(),
            (Health::AlmostOver, End::On(date)) => format!("support ends {}", span(date)),
            (_, End::On(date)) => {
                let left = wording::relative(date, day);
                format!("supported until {} ({left})", self.on.written(date))
            }
            (_, End::Open) => "supported, no end date published".to_owned(),
            (Health::Ended, End::Unstated) => format!("{phase} has ended, date unknown"),
            (_, End::Unstated) => format!("in {phase}, end of life unknown"),
        }
    }

    /// Extended support under the product's own name for it; `None` if there is none.
    fn extended(&self, release: &Release) -> Option<String> {
        let name = why::label(Phase::ExtendedSupport, &self.product.columns);
        Some(match release.dates.extended_support {
            End::On(date) if date < self.on.day => {
                format!("{name} ended on {}", self.on.written(date))
            }
            End::On(date) => format!("{name} until {}", self.on.written(date)),
            End::Over => format!("{name} has ended"),
            End::Open => format!("{name}: no end date published"),
            End::Unstated => return None,
        })
    }

    fn latest(&self, release: &Release) -> Option<String> {
        let latest = release.latest.as_deref();
        let latest = latest.filter(|latest| !latest.is_empty())?;
        Some(match self.with_latest() {
            Some(Ordering::Less) => format!("latest {latest}, yours is behind"),
            Some(Ordering::Equal) => format!("{latest} is the latest"),
            Some(Ordering::Greater) => format!("latest known {latest}, yours is newer"),
            None => format!("latest {latest}"),
        })
    }

    /// What to do about the deciding release, or about the newest one of a range.
    fn advice(&self) -> Option<String> {
        let release = self.numbers().first()?;
        upgrade::advice(self.product, *release, self.data_day, self.on)
    }
}

/// A label for use in parentheses, without its own.
fn plain(label: &str) -> String {
    label.replace(['(', ')'], "")
}
