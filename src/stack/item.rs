//! Claims resolved to products and releases, with their status on a day.

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

/// A judged claim.
#[derive(Debug, Clone)]
pub struct Item {
    /// The file's path relative to the checked folder, with `/`.
    pub path: String,
    /// The claim; its kind may have changed by what is known of the product.
    pub claim: Claim,
    /// The product, by its index in the catalog.
    pub product: usize,
    /// Its id and its title.
    pub names: (String, String),
    /// How the product was found.
    pub by: By,
    /// The release's index in the product; `None` if it has none or it is unknown.
    pub release: Option<usize>,
    /// The release's name and label; empty if there is none.
    pub labels: (String, String),
    /// The status.
    pub status: Status,
    /// The current phase of the release; `None` if unknown.
    pub phase: Option<Phase>,
    /// The end-of-life date; `None` if there is none.
    pub eol: Option<NaiveDate>,
    /// The end of extended support; `None` if unknown or not offered.
    pub extended: Option<NaiveDate>,
    /// The newest version of the release.
    pub latest: Option<String>,
    /// Whether the version is older than that; `None` if it is not exact enough.
    pub is_behind: Option<bool>,
    /// The release to upgrade to.
    pub upgrade: Option<String>,
    /// The oldest release that a set accepts, if it has ended, with the date.
    pub oldest: Option<(String, Option<NaiveDate>)>,
    /// The file that states the exact version, if it is another.
    pub resolved_from: Option<String>,
}

/// The status of an item on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// It is past its end of life.
    Ended,
    /// It is older than every release in the data, the oldest of which has ended.
    Older,
    /// It is past its end of life, but extended support continues.
    Extended,
    /// The end is near.
    Soon,
    /// The data do not have this release.
    Unknown,
    /// It names no version.
    Floating,
    /// It is supported.
    Supported,
}

impl Status {
    /// The word in records.
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

    /// The health that its sign shows.
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

/// Judges claims.
pub struct Judge<'a> {
    /// The products.
    pub catalog: &'a Catalog,
    /// Resolves names.
    pub names: &'a Names<'a>,
    /// The day, and the reader's preferences.
    pub on: Viewpoint,
    /// The number of days before an end that count as soon; `None` for the reader's preference.
    pub soon: Option<i64>,
}

impl Judge<'_> {
    /// The item of a claim in a file; `None` if its product is not certain.
    pub fn judge(&self, path: &str, claim: Claim) -> Option<Item> {
        let found = self.names.find(&claim.subject, &claim.written)?;
        let product = self.catalog.product(found.product)?;
        let claim = settled(product, claim, &found);
        let matched = self.matched(product, &claim);
        // A name that merely resembles a product's counts only if the version matches too.
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

/// The claim, refined by what only the product determines: a version in an image's name, a code name in its
/// tag.
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
                .or(Some(format!("`{word}` is not a version"))),
            ..claim
        };
    }
    claim
}

/// Whether an exact version is older than the newest one of its release.
fn is_behind(claim: &Claim, release: &Release) -> Option<bool> {
    if claim.kind != Kind::Pin || claim.version == release.name {
        return None;
    }
    let order = resolve::compared_with_latest(&claim.version, release.latest.as_deref()?)?;
    Some(order.is_lt())
}

impl Item {
    /// Days until the end of life, negative if it has passed; `None` if it has no date.
    pub fn days_left(&self, day: NaiveDate) -> Option<i64> {
        self.eol.map(|eol| (eol - day).num_days())
    }

    /// A title such as `Node.js 16`, or that of the product if the release is unknown.
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

    /// The status in words: `ended 10 months ago`.
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
                "unknown: the data has no end date".to_owned()
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

    /// The reasons for the status, in one sentence or a few.
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
                "It also accepts {oldest}, which ended{}.",
                since.unwrap_or_default()
            ));
        }
        match self.by {
            By::ImageName => parts.push("Matched by the image name only.".to_owned()),
            By::AssumedVendor => parts.push("No vendor given; this one is assumed.".to_owned()),
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
            parts.push(format!("The version comes from {from}."));
        }
        parts.join(" ")
    }

    /// Identifies an item across reports: by path, product, release and kind, not by line.
    pub fn identity(&self) -> (&str, &str, &str, &'static str) {
        let release = if self.labels.0.is_empty() {
            &self.claim.version
        } else {
            &self.labels.0
        };
        (&self.path, &self.names.0, release, self.claim.kind.word())
    }
}
