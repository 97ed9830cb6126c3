//! A check as JSON: every item with its position, release and status.

use std::io::{self, Write};

use serde::Serialize;

use super::{Counts, Report, VERSION};
use crate::cli::report::as_json;
use crate::facts::lifecycle::Phase;
use crate::stack::item::Item;
use crate::stack::policy::Ruling;

#[derive(Serialize)]
struct Document<'a> {
    program: Program,
    as_of: String,
    data: Option<String>,
    commit: Option<&'a str>,
    /// Whether the check fails, by an item or otherwise.
    failed: bool,
    /// Why it fails as a whole, whatever the items say.
    other_failures: Vec<String>,
    summary: Counts,
    /// Whether the items that need no attention are listed too.
    all: bool,
    notes: &'a [String],
    items: Vec<Record<'a>>,
    unmatched: Vec<Unmatched<'a>>,
    unread: Vec<Unread<'a>>,
}

#[derive(Serialize)]
struct Program {
    name: &'static str,
    version: &'static str,
}

/// An item.
#[derive(Serialize)]
pub(super) struct Record<'a> {
    path: &'a str,
    line: usize,
    column: usize,
    product: &'a str,
    title: &'a str,
    /// See [`crate::stack::claim::Subject::name`].
    name: Option<&'a str>,
    release: Option<&'a str>,
    version: Option<&'a str>,
    written: &'a str,
    kind: &'static str,
    role: &'static str,
    status: &'static str,
    phase: Option<&'static str>,
    eol: Option<String>,
    days_left: Option<i64>,
    extended_support: Option<String>,
    latest: Option<&'a str>,
    is_behind: Option<bool>,
    upgrade_to: Option<&'a str>,
    oldest: Option<&'a str>,
    matched_by: &'static str,
    resolved_from: Option<&'a str>,
    failed: bool,
    why: String,
    accepted: Option<Accepted<'a>>,
    fingerprint: String,
}

#[derive(Serialize)]
struct Accepted<'a> {
    until: String,
    reason: &'a str,
}

#[derive(Serialize)]
struct Unmatched<'a> {
    path: &'a str,
    line: usize,
    column: usize,
    /// See [`crate::stack::claim::Subject::name`].
    name: Option<&'a str>,
    written: &'a str,
    why: &'a str,
}

#[derive(Serialize)]
struct Unread<'a> {
    path: &'a str,
    line: Option<usize>,
    column: Option<usize>,
    reason: &'a str,
}

/// Writes the report.
///
/// # Errors
///
/// Fails if the output cannot be written.
pub fn write(out: &mut dyn Write, report: &Report<'_>) -> io::Result<()> {
    as_json(out, &document(report))
}

fn document<'a>(report: &'a Report<'_>) -> Document<'a> {
    let marks = report.fingerprints();
    let items = report.rows().zip(marks);
    let items = items.filter(|(row, _)| report.shows(*row));
    let survey = report.survey;
    Document {
        program: Program {
            name: "eolens",
            version: VERSION,
        },
        as_of: report.days.looked_at.to_string(),
        data: report.days.of_data.map(|day| day.to_string()),
        commit: report.commit(),
        failed: report.fails(),
        other_failures: report.failures(),
        summary: report.counts(),
        all: report.is_whole,
        notes: &report.notes,
        items: items.map(|(row, mark)| record(report, row, mark)).collect(),
        unmatched: survey
            .unmatched
            .iter()
            .map(|unmatched| Unmatched {
                path: &unmatched.path,
                line: unmatched.at.line,
                column: unmatched.at.column,
                name: unmatched.name.as_deref(),
                written: &unmatched.written,
                why: unmatched
                    .why
                    .as_deref()
                    .unwrap_or("no known product has this name"),
            })
            .collect(),
        unread: report
            .gathered
            .unread
            .iter()
            .map(|unread| Unread {
                path: &unread.path,
                line: unread.at.map(|at| at.line),
                column: unread.at.map(|at| at.column),
                reason: &unread.reason,
            })
            .collect(),
    }
}

/// An item as a record.
pub(super) fn record<'a>(
    report: &Report<'_>,
    (item, ruling): (&'a Item, &'a Ruling),
    fingerprint: String,
) -> Record<'a> {
    let said = |text: &'a str| (!text.is_empty()).then_some(text);
    let release = item.release.as_ref();
    Record {
        path: &item.path,
        line: item.claim.at.line,
        column: item.claim.at.column,
        product: &item.product.id,
        title: &item.product.title,
        name: item.claim.subject.name(),
        release: release.map(|release| release.name.as_str()),
        version: said(&item.claim.version),
        written: &item.claim.written,
        kind: item.claim.kind.word(),
        role: item.claim.role.word(),
        status: item.status.word(),
        phase: release.and_then(|release| release.phase).map(Phase::words),
        eol: item.eol().map(|day| day.to_string()),
        days_left: item.days_left(report.days.looked_at),
        extended_support: release
            .and_then(|release| release.extended)
            .map(|day| day.to_string()),
        latest: release.and_then(|release| release.latest.as_deref()),
        is_behind: release.and_then(|release| release.is_behind),
        upgrade_to: item.upgrade.as_deref(),
        oldest: item.oldest.as_ref().map(|oldest| oldest.name.as_str()),
        matched_by: item.product.by.words(),
        resolved_from: item.claim.resolved_from.as_deref(),
        failed: ruling.fails(),
        why: report.why(item, ruling),
        accepted: match ruling {
            Ruling::Accepted(_, reason, until) => Some(Accepted {
                until: until.to_string(),
                reason,
            }),
            _ => None,
        },
        fingerprint,
    }
}
