//! What there is to say about versions, for programs: JSON and YAML.

use std::io::{self, Write};

use chrono::NaiveDate;
use serde::Serialize;

use super::api;
use crate::facts::product::End;
use crate::find::choice::Choice;
use crate::find::resolve::Fit;
use crate::find::verdict::Verdict;

/// A verdict; a whole product beside it is in the shape of the API.
#[derive(Serialize)]
#[serde(untagged)]
enum Answer<'a> {
    Version(Box<Record<'a>>),
    Product(Box<api::Product<'a>>),
}

#[derive(Serialize)]
struct Record<'a> {
    product: &'a str,
    /// The name of the release; of several the newest.
    release: Option<&'a str>,
    /// The version as it was asked for.
    version: Option<&'a str>,
    /// How the product was found.
    matched_by: &'static str,
    /// How the release was found.
    cycle_by: Option<&'static str>,
    /// The names of all releases that could be meant.
    candidates: Vec<&'a str>,
    phase: Option<&'static str>,
    eol: Option<Ends>,
    /// Until the end of life; less than none after it.
    days_left: Option<i64>,
    extended_support: Option<Ends>,
    latest: Option<&'a str>,
    /// Null where the version does not say enough to tell.
    is_behind: Option<bool>,
}

/// The day of an end; where there is none, whether it is over. Null is unknown, or not offered.
#[derive(Serialize)]
#[serde(untagged)]
pub enum Ends {
    /// The day.
    On(String),
    /// True where it is over, false where it is open.
    IsOver(bool),
}

/// Whether a version is asked for.
pub fn is_asked(choices: &[Choice<'_>]) -> bool {
    choices.iter().any(|choice| !choice.verdicts.is_empty())
}

/// One answer as an object, several as an array, in indented JSON.
///
/// # Errors
///
/// Fails where the output does.
pub fn write_json(out: &mut dyn Write, choices: &[Choice<'_>], day: NaiveDate) -> io::Result<()> {
    match answers(choices, day).as_slice() {
        [answer] => serde_json::to_writer_pretty(&mut *out, answer)?,
        answers => serde_json::to_writer_pretty(&mut *out, answers)?,
    }
    out.write_all(b"\n")
}

/// One answer as a map, several as a list, in YAML.
///
/// # Errors
///
/// Fails where the output does.
pub fn write_yaml(out: &mut dyn Write, choices: &[Choice<'_>], day: NaiveDate) -> io::Result<()> {
    let text = match answers(choices, day).as_slice() {
        [answer] => serde_yaml::to_string(answer),
        answers => serde_yaml::to_string(answers),
    };
    out.write_all(text.map_err(io::Error::other)?.as_bytes())
}

fn answers<'a>(choices: &'a [Choice<'_>], day: NaiveDate) -> Vec<Answer<'a>> {
    let answers = choices.iter().map(|choice| -> Vec<Answer<'a>> {
        if choice.verdicts.is_empty() {
            return vec![Answer::Product(Box::new(api::Product::new(choice, day)))];
        }
        let records = choice.verdicts.iter().map(Record::new);
        records
            .map(|record| Answer::Version(Box::new(record)))
            .collect()
    });
    answers.flatten().collect()
}

impl<'a> Record<'a> {
    fn new(verdict: &'a Verdict<'_>) -> Self {
        let (located, release) = (&verdict.located, verdict.release());
        let dates = release.map(|release| &release.dates);
        let candidates = verdict.candidates().map(|release| release.name.as_str());
        Self {
            product: &verdict.product.id,
            release: release.map(|release| release.name.as_str()),
            version: located.version.as_deref(),
            matched_by: located.matched_by.words(),
            cycle_by: match &located.fit {
                Fit::One(_, by) | Fit::Several(_, by) => Some(by.words()),
                Fit::Unasked | Fit::Range(_) | Fit::Nothing(_) => None,
            },
            candidates: candidates.collect(),
            phase: verdict.phase(),
            eol: dates.and_then(|dates| Ends::new(dates.eol)),
            days_left: verdict.days_left(),
            extended_support: dates.and_then(|dates| Ends::new(dates.extended_support)),
            latest: release.and_then(|release| release.latest.as_deref()),
            is_behind: verdict.is_behind(),
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
