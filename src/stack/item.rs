//! Claims resolved to products and releases, with their status on a day.

mod judge;
mod release;
mod row;
#[cfg(test)]
mod tests;
mod words;

use chrono::NaiveDate;

pub use self::judge::Judge;
use crate::facts::lifecycle::{Health, Phase};
use crate::stack::claim::{Accepts, Claim};
use crate::stack::names::By;

/// A judged claim.
#[derive(Debug, Clone)]
pub struct Item {
    /// The file's path relative to the checked folder, with `/`.
    pub path: String,
    /// The claim; its kind may have changed by what is known of the product.
    pub claim: Claim,
    /// The product.
    pub product: Named,
    /// The release; `None` if the claim has no version, or one that the data do not have.
    pub release: Option<Resolved>,
    /// The status.
    pub status: Status,
    /// The oldest release that a set accepts, if it has ended.
    pub oldest: Option<Oldest>,
    /// What a list has beside the release that it is judged by, and the data have not.
    pub missing: Vec<String>,
    /// The release that a set accepts and that is supported the longest, if the one that it is judged by ends soon
    /// and this one does not.
    pub lasting: Option<Lasting>,
    /// The name of the release to upgrade to, by the rule of all lists, from a version that is older than all releases as
    /// from the oldest; `None` if there is none, or no need to.
    pub upgrade: Option<String>,
}

/// The product of an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// Its index in the catalog.
    pub index: usize,
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// How it was found.
    pub by: By,
}

/// The release of an item, and its state on the day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resolved {
    /// Its number in the product.
    pub number: usize,
    /// Its name.
    pub name: String,
    /// Its label.
    pub label: String,
    /// The current phase; `None` if unknown.
    pub phase: Option<Phase>,
    /// The product's own name for the phase that ends with the end of life, if an earlier one has ended.
    pub last_phase: Option<String>,
    /// The end-of-life date; `None` if there is none.
    pub eol: Option<NaiveDate>,
    /// The product's own name for extended support.
    pub extended_name: String,
    /// The end of extended support; `None` if unknown or not offered.
    pub extended: Option<NaiveDate>,
    /// The newest version; `None` if unknown.
    pub latest: Option<String>,
    /// Whether the version is older than that; `None` if it is not exact enough.
    pub is_behind: Option<bool>,
}

/// A release that has ended, and that a set still accepts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Oldest {
    /// Its name.
    pub name: String,
    /// Its end-of-life date; `None` if unknown.
    pub eol: Option<NaiveDate>,
}

/// A release that a set accepts, and that is supported longer than the one that it is judged by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lasting {
    /// Its label.
    pub label: String,
    /// Its end-of-life date; `None` if none is published.
    pub eol: Option<NaiveDate>,
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

impl Item {
    /// The name of the release; empty if it is unknown.
    pub fn release_name(&self) -> &str {
        let release = self.release.as_ref();
        release.map_or("", |release| &release.name)
    }

    /// The end-of-life date; `None` if there is none.
    pub fn eol(&self) -> Option<NaiveDate> {
        self.release.as_ref()?.eol
    }

    /// Days until the end of life, negative if it has passed; `None` if it has no date.
    pub fn days_left(&self, day: NaiveDate) -> Option<i64> {
        self.eol().map(|eol| (eol - day).num_days())
    }

    /// Whether the user should see it without asking: a release that has ended or is unknown, or a set that accepts
    /// such a one. A set that also accepts a release that lasts needs no change.
    pub fn is_finding(&self) -> bool {
        let is_calm =
            self.lasting.is_some() || matches!(self.status, Status::Supported | Status::Floating);
        self.oldest.is_some() || !self.missing.is_empty() || !is_calm
    }

    /// Whether a file accepts whatever comes out later, such as `>=3.8` or a Java level. The release that it is judged
    /// by is then not what anybody has installed, and its end is no date to act by.
    pub fn is_open_ended(&self) -> bool {
        matches!(&self.claim.accepts, Some(Accepts::Spans(spans)) if spans.is_open_ended())
    }

    /// Identifies an item across reports: by path, product, release and kind, not by line.
    pub fn identity(&self) -> (&str, &str, &str, &'static str) {
        let release = match self.release_name() {
            "" => &self.claim.version,
            name => name,
        };
        (
            &self.path,
            &self.product.id,
            release,
            self.claim.kind.word(),
        )
    }
}
