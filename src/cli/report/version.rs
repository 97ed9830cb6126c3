//! Verdicts on versions, for programs: objects of JSON and YAML, and a record per version.

use std::io;

use chrono::NaiveDate;
use serde::{Serialize, Serializer};

use super::{api, separated};
use crate::facts::lifecycle::Health;
use crate::facts::product::{End, Release};
use crate::find::choice::Choice;
use crate::find::verdict::Verdict;

/// Answers for programs. One stands alone, several are a list.
pub struct Answers<'a>(Vec<Answer<'a>>);

/// A verdict; products without a version stay in the API's format.
#[derive(Serialize)]
#[serde(untagged)]
enum Answer<'a> {
    Version(Box<Record<'a>>),
    Product(Box<api::Product<'a>>),
}

/// A verdict as an object.
#[derive(Default, Serialize)]
pub struct Record<'a> {
    product: &'a str,
    /// The release that the version belongs to; if it matches several, the first candidate; null for a
    /// range.
    release: Option<&'a str>,
    /// The version as given.
    version: Option<&'a str>,
    /// How the product was found.
    matched_by: &'static str,
    /// How the release was found.
    cycle_by: Option<&'static str>,
    /// The status of the version, which decides the exit code.
    status: &'static str,
    /// All matching releases.
    candidates: Vec<Candidate<'a>>,
    phase: Option<&'static str>,
    eol: Option<Ends>,
    /// Days until the end of life; negative after it.
    days_left: Option<i64>,
    extended_support: Option<Ends>,
    latest: Option<&'a str>,
    /// Whether there is a later version in the release; null if they cannot be compared.
    is_behind: Option<bool>,
    /// The newest supported release; null if the version belongs to it, or if none is supported.
    upgrade_to: Option<&'a str>,
    upgrade_until: Option<Ends>,
    /// The newest supported release with long-term support; null if there is none to upgrade to.
    upgrade_to_lts: Option<&'a str>,
    upgrade_to_lts_until: Option<Ends>,
    /// The status of the whole product: unknown if its last support ended after the day of the data.
    product_status: &'static str,
    /// The day of the data.
    data_day: Option<String>,
}

/// A verdict after the question.
#[derive(Default, Serialize)]
pub struct Row<'a> {
    input: &'a str,
    #[serde(flatten)]
    record: Record<'a>,
}

/// A matching release.
#[derive(Serialize)]
struct Candidate<'a> {
    release: &'a str,
    status: &'static str,
    phase: &'static str,
    eol: Option<Ends>,
    extended_support: Option<Ends>,
}

/// The end of a phase: a date, or whether it has ended. Null stands for unknown or not offered.
#[derive(Serialize)]
#[serde(untagged)]
pub enum Ends {
    /// The date.
    On(String),
    /// True if it has ended, false if it is open.
    IsOver(bool),
}

impl<'a> Answers<'a> {
    /// The verdicts of the choices that ask for versions, and the products of the others.
    pub fn new(choices: &'a [Choice<'_>], day: NaiveDate) -> Self {
        let mut answers = Vec::new();
        for choice in choices {
            if choice.verdicts.is_empty() {
                answers.push(Answer::Product(Box::new(api::Product::new(choice, day))));
            }
            let records = choice.verdicts.iter().map(Record::new).map(Box::new);
            answers.extend(records.map(Answer::Version));
        }
        Self(answers)
    }
}

impl Serialize for Answers<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0.as_slice() {
            [answer] => answer.serialize(serializer),
            answers => answers.serialize(serializer),
        }
    }
}

/// The columns of [`Row::cells`], which are fields of a row.
pub const COLUMNS: [&str; 15] = [
    "input",
    "product",
    "release",
    "status",
    "phase",
    "eol",
    "days_left",
    "extended_support",
    "latest",
    "is_behind",
    "upgrade_to",
    "upgrade_until",
    "upgrade_to_lts",
    "upgrade_to_lts_until",
    "candidates",
];

impl<'a> Row<'a> {
    /// The answer to a question.
    pub fn new(input: &'a str, verdict: &'a Verdict<'_>) -> Self {
        let record = Record::new(verdict);
        Self { input, record }
    }

    /// The cells of a record. An end is a date, `true` if it has ended, or `false` if it is open; candidates are
    /// separated by spaces.
    ///
    /// # Errors
    ///
    /// See [`separated::fields`].
    pub fn cells(&self) -> io::Result<Vec<String>> {
        let [fields @ .., _] = &COLUMNS;
        let mut cells = separated::fields(self, fields)?;
        let candidates = self.record.candidates.iter();
        let candidates: Vec<&str> = candidates.map(|candidate| candidate.release).collect();
        cells.push(candidates.join(" "));
        Ok(cells)
    }
}

impl<'a> Record<'a> {
    /// The record of a verdict.
    pub fn new(verdict: &'a Verdict<'_>) -> Self {
        let (located, release) = (&verdict.located, verdict.release());
        let dates = release.map(|release| &release.dates);
        let candidates = verdict.candidates();
        let upgrade = verdict.upgrade();
        let target = |number: Option<usize>| verdict.product.releases.get(number?);
        let (newest, lts) = (target(upgrade.newest), target(upgrade.lts));
        let name = |release: Option<&'a Release>| Some(release?.name.as_str());
        let until = |release: Option<&Release>| Ends::new(release?.dates.eol);
        Self {
            product: &verdict.product.id,
            release: name(release),
            version: located.version.as_deref(),
            matched_by: located.matched_by.words(),
            cycle_by: located.fit.by(),
            status: verdict.status().words(),
            candidates: candidates
                .map(|release| Candidate::new(verdict, release))
                .collect(),
            phase: release.map(|release| verdict.phase_of(release)),
            eol: dates.and_then(|dates| Ends::new(dates.eol)),
            days_left: verdict.days_left(),
            extended_support: dates.and_then(|dates| Ends::new(dates.extended_support)),
            latest: release.and_then(|release| release.latest.as_deref()),
            is_behind: verdict.is_behind(),
            upgrade_to: name(newest),
            upgrade_until: until(newest),
            upgrade_to_lts: name(lts),
            upgrade_to_lts_until: until(lts),
            product_status: verdict.product_health.words(),
            data_day: verdict.data_day.map(|day| day.to_string()),
        }
    }
}

impl<'a> Candidate<'a> {
    fn new(verdict: &Verdict<'_>, release: &'a Release) -> Self {
        Self {
            release: &release.name,
            status: Health::words(verdict.health_of(release)),
            phase: verdict.phase_of(release),
            eol: Ends::new(release.dates.eol),
            extended_support: Ends::new(release.dates.extended_support),
        }
    }
}

impl Ends {
    /// The end of a phase.
    pub fn new(end: End) -> Option<Self> {
        match end {
            End::On(date) => Some(Self::On(date.to_string())),
            End::Over => Some(Self::IsOver(true)),
            End::Open => Some(Self::IsOver(false)),
            End::Unstated => None,
        }
    }
}
