//! A claim with the product and the release that it means, and how these stand on a day.

mod release;
#[cfg(test)]
mod tests;

use chrono::NaiveDate;

use self::release::Match;
use crate::facts::catalog::Catalog;
use crate::facts::lifecycle::{self, Health, Phase};
use crate::facts::product::{Product, Release};
use crate::facts::upgrade::Upgrade;
use crate::facts::viewpoint::Viewpoint;
use crate::facts::{table, why, wording};
use crate::find::resolve;
use crate::stack::claim::{Accepts, Claim, Kind, Subject};
use crate::stack::names::{By, Found, Names};

/// A claim that is judged.
#[derive(Debug, Clone)]
pub struct Item {
    /// The file, below the folder that is checked, with `/`.
    pub path: String,
    /// The claim; its kind may be another than the file alone could say.
    pub claim: Claim,
    /// The product, by its index in the catalog.
    pub product: usize,
    /// Its id and its title.
    pub names: (String, String),
    /// By what the product was found.
    pub by: By,
    /// The release, by its index in the product; `None` where none is meant or known.
    pub release: Option<usize>,
    /// Its name and its label; empty where there is none.
    pub labels: (String, String),
    /// How it stands.
    pub status: Status,
    /// The phase that the release is in; `None` where that is not known.
    pub phase: Option<Phase>,
    /// The day of its end of life; `None` where it has none.
    pub eol: Option<NaiveDate>,
    /// The day on which its extended support ends; `None` where that is not known or none is offered.
    pub extended: Option<NaiveDate>,
    /// The newest version of the release.
    pub latest: Option<String>,
    /// Whether the version lies before that; `None` where it does not say enough.
    pub is_behind: Option<bool>,
    /// The release to move to.
    pub upgrade: Option<String>,
    /// The oldest release that a set accepts, where that has ended, and the day.
    pub oldest: Option<(String, Option<NaiveDate>)>,
    /// The file that the version was found in, where that is another.
    pub resolved_from: Option<String>,
}

/// How an item stands on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// The end of life has passed.
    Ended,
    /// It lies before every release that the data know, of which the oldest has ended.
    Older,
    /// The end of life has passed, and extended support goes on.
    Extended,
    /// The end is near.
    Soon,
    /// The data say nothing of this release.
    Unknown,
    /// It names no version.
    Floating,
    /// It is supported.
    Supported,
}

impl Status {
    /// The word for records.
    pub fn word(self) -> &'static str {
        match self {
            Self::Ended => "ended",
            Self::Older => "older",
            Self::Extended => "extended",
            Self::Soon => "soon",
            Self::Unknown => "unknown",
            Self::Floating => "-",
            Self::Supported => "supported",
        }
    }

    /// The sign of this state.
    pub fn health(self) -> Health {
        match self {
            Self::Ended | Self::Older => Health::Ended,
            Self::Extended => Health::Extended,
            Self::Soon => Health::AlmostOver,
            Self::Unknown => Health::Unknown,
            Self::Floating => Health::NotYet,
            Self::Supported => Health::Supported,
        }
    }
}

/// What claims are judged with.
pub struct Judge<'a> {
    /// The products.
    pub catalog: &'a Catalog,
    /// What they are called.
    pub names: &'a Names<'a>,
    /// The day.
    pub on: Viewpoint,
    /// So many days before its end a release ends soon; `None` for what the reader wants everywhere.
    pub soon: Option<i64>,
}

impl Judge<'_> {
    /// The item of a claim in a file; `None` where it is not surely known what has the version.
    pub fn judge(&self, path: &str, claim: Claim) -> Option<Item> {
        let found = self.names.find(&claim.subject, &claim.written)?;
        let product = self.catalog.product(found.product)?;
        let claim = settled(product, claim, &found);
        let matched = self.matched(product, &claim);
        // A name that only looks like a product's must fit in its version.
        if found.by == By::ImageName && !matches!(matched, Match::Release(_)) {
            return None;
        }
        self.item(path, claim, (&found, matched))
    }

    fn matched(&self, product: &Product, claim: &Claim) -> Match {
        match (claim.kind, &claim.accepts) {
            (Kind::Floating, _) => Match::Unknown,
            (Kind::Set, Some(Accepts::Spans(spans))) => {
                release::newest_accepted(product, spans, self.on)
            }
            (Kind::Set, Some(Accepts::List(list))) => {
                release::newest_listed(product, list, self.on.day)
            }
            _ => release::find(product, &claim.version, self.on.day),
        }
    }

    fn item(&self, path: &str, claim: Claim, (found, matched): (&Found, Match)) -> Option<Item> {
        let product = self.catalog.product(found.product)?;
        let index = match matched {
            Match::Release(release) => Some(release),
            Match::Older | Match::Unknown => None,
        };
        let release = index.and_then(|index| product.releases.get(index));
        let status = match (claim.kind, &matched, release) {
            (Kind::Floating, ..) => Status::Floating,
            (_, Match::Older, _) => Status::Older,
            (_, _, Some(release)) => self.status(release),
            _ => Status::Unknown,
        };
        let oldest = match &claim.accepts {
            Some(accepts) if index.is_some() => {
                release::oldest_accepted(product, accepts, self.on.day)
            }
            _ => None,
        };
        let oldest = oldest.filter(|oldest| Some(*oldest) != index);
        let oldest = oldest.and_then(|oldest| product.releases.get(oldest));
        let oldest = oldest.filter(|oldest| self.health(oldest) == Health::Ended);
        let upgrade = index.map(|index| Upgrade::from(product, index, self.on));
        let upgrade = upgrade.and_then(|upgrade| product.releases.get(upgrade.newest?));
        Some(Item {
            path: path.to_owned(),
            product: found.product,
            names: (product.id.clone(), product.title.clone()),
            by: found.by,
            release: index,
            labels: release.map_or_else(Default::default, |release| {
                (
                    release.name.clone(),
                    table::brief_label(product, release, self.on.day),
                )
            }),
            status,
            phase: release.and_then(|release| why::current(&release.dates, self.on)),
            eol: release.and_then(|release| release.dates.eol.date()),
            extended: release.and_then(|release| release.dates.extended_support.date()),
            latest: release.and_then(|release| release.latest.clone()),
            is_behind: release.and_then(|release| is_behind(&claim, release)),
            upgrade: upgrade.map(|release| release.name.clone()),
            oldest: oldest.map(|oldest| (oldest.name.clone(), oldest.dates.eol.date())),
            resolved_from: None,
            claim,
        })
    }

    fn health(&self, release: &Release) -> Health {
        lifecycle::release_health(&release.dates, self.on)
    }

    fn status(&self, release: &Release) -> Status {
        let health = self.health(release);
        let left = release
            .dates
            .eol
            .date()
            .map(|eol| (eol - self.on.day).num_days());
        let is_soon = match (self.soon, left) {
            (Some(soon), Some(left)) => left <= soon,
            _ => health == Health::AlmostOver,
        };
        match health {
            Health::Supported | Health::AlmostOver if is_soon => Status::Soon,
            Health::Supported | Health::AlmostOver => Status::Supported,
            Health::Extended => Status::Extended,
            Health::Ended => Status::Ended,
            Health::NotYet | Health::Unknown => Status::Unknown,
        }
    }
}

/// The claim with what only the product can say: a version in an image's name, a code name in its tag.
fn settled(product: &Product, claim: Claim, found: &Found) -> Claim {
    if let Some(version) = &found.version {
        return Claim {
            version: version.clone(),
            kind: Kind::Pin,
            note: None,
            ..claim
        };
    }
    let is_image = matches!(claim.subject, Subject::Image(_));
    let word = claim.version.clone();
    if claim.kind == Kind::Floating && is_image && !word.is_empty() {
        if release::is_code_name(product, &word) {
            return Claim {
                kind: Kind::Pin,
                ..claim
            };
        }
        return Claim {
            version: String::new(),
            note: claim
                .note
                .clone()
                .or(Some(format!("`{word}` is no version"))),
            ..claim
        };
    }
    claim
}

/// Whether an exact version lies before the newest one of its release.
fn is_behind(claim: &Claim, release: &Release) -> Option<bool> {
    if claim.kind != Kind::Pin || claim.version == release.name {
        return None;
    }
    let order = resolve::compared_with_latest(&claim.version, release.latest.as_deref()?)?;
    Some(order.is_lt())
}

impl Item {
    /// Days until the end of life on a day, negative where it has passed; `None` where it has no day.
    pub fn days_left(&self, day: NaiveDate) -> Option<i64> {
        self.eol.map(|eol| (eol - day).num_days())
    }

    /// `Node.js 16`, or the title alone where no release is known.
    pub fn title(&self) -> String {
        let (_, label) = &self.labels;
        match (label.is_empty(), self.claim.version.is_empty()) {
            (false, _) => wording::named(&self.names.1, label),
            (true, false) if self.claim.kind != Kind::Set => {
                format!("{} {}", self.names.1, self.claim.version)
            }
            (true, _) => self.names.1.clone(),
        }
    }

    /// What holds on a day, in words: `ended 10 months ago`.
    pub fn state(&self, on: Viewpoint) -> String {
        let when = self.eol.map(|eol| wording::relative(eol, on.day));
        match (self.status, when) {
            (Status::Ended, Some(when)) => format!("ended {when}"),
            (Status::Ended, None) => "ended".to_owned(),
            (Status::Older, _) => "ended: older than every release in the data".to_owned(),
            (Status::Extended, when) => {
                let ended = when.map_or("ended".to_owned(), |when| format!("ended {when}"));
                match self.extended {
                    Some(end) => {
                        let end = on.preferences.dates.written(end);
                        format!("{ended}, extended support until {end}")
                    }
                    None => format!("{ended}, extended support available"),
                }
            }
            (Status::Soon, Some(when)) => format!("support ends {when}"),
            (Status::Soon, None) => "support ends soon".to_owned(),
            (Status::Unknown, _) if self.release.is_some() => {
                "unknown: the data give no end".to_owned()
            }
            (Status::Unknown, _) => "unknown: no such release in the data".to_owned(),
            (Status::Floating, _) => {
                let note = self.claim.note.as_deref().unwrap_or("no version");
                format!("without a version: {note}")
            }
            (Status::Supported, Some(when)) => format!("supported, ends {when}"),
            (Status::Supported, None) => "supported, no end date published".to_owned(),
        }
    }

    /// Why it is judged so, in one sentence or a few.
    pub fn why(&self, on: Viewpoint) -> String {
        let mut parts = vec![format!("{}: {}.", self.title(), self.state(on))];
        if self.claim.kind == Kind::Set && self.release.is_some() {
            parts.push(format!(
                "`{}` is judged by the newest release that it accepts, {}.",
                self.claim.written, self.labels.0
            ));
        }
        if let Some((oldest, day)) = &self.oldest {
            let since = day.map(|day| format!(" since {}", on.preferences.dates.written(day)));
            parts.push(format!(
                "It also accepts {oldest}, which has ended{}.",
                since.unwrap_or_default()
            ));
        }
        match self.by {
            By::ImageName => parts.push("Matched by the image's name alone.".to_owned()),
            By::AssumedVendor => parts.push("No vendor is named; this one is assumed.".to_owned()),
            By::Image | By::Identifier | By::File | By::Name => {}
        }
        if let Some(note) = self
            .claim
            .note
            .as_deref()
            .filter(|_| self.status != Status::Floating)
        {
            parts.push(wording::sentence(note));
        }
        if let Some(from) = &self.resolved_from {
            parts.push(format!("The version is that of {from}."));
        }
        parts.join(" ")
    }

    /// How an item is known from one report to the next: by path, product, release and kind, not by line.
    pub fn identity(&self) -> (&str, &str, &str, &'static str) {
        let release = if self.labels.0.is_empty() {
            &self.claim.version
        } else {
            &self.labels.0
        };
        (&self.path, &self.names.0, release, self.claim.kind.word())
    }
}
