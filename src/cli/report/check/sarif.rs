//! SARIF 2.1.0, for code scanning, see <https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html>.

use std::io::{self, Write};

use serde_json::{Value, json};

use super::{Report, VERSION};
use crate::cli::report::as_json;
use crate::stack::claim::Kind;
use crate::stack::gathered::Unread;
use crate::stack::item::{Item, Status};
use crate::stack::policy::{Condition, Ruling};
use crate::text::yaml::Place;

/// The rules, and what each means.
const RULES: [(&str, &str); 10] = [
    ("ended", "The release has reached end of life."),
    (
        "extended",
        "Security support has ended; only extended support is left.",
    ),
    ("soon", "The release reaches end of life soon."),
    (
        "older",
        "The version is older than every release in the data.",
    ),
    (
        "accepts-ended",
        "The requirement also accepts a release that has ended.",
    ),
    ("floating", "No version is named."),
    (
        "unknown",
        "The data does not say anything about this release.",
    ),
    ("security", "Active support of the release has ended."),
    ("behind", "The release has a newer version."),
    (UNREAD, "The file could not be read."),
];

/// The rule for a file that could not be read.
pub const UNREAD: &str = "unread";

/// Writes it.
///
/// # Errors
///
/// Fails where the output does.
pub fn write(out: &mut dyn Write, report: &Report<'_>) -> io::Result<()> {
    let marks = report.fingerprints();
    let rows = report.rows().zip(&marks);
    let results = rows.filter_map(|(row, mark)| result(report, row, mark));
    let unread = report.unreadable().into_iter();
    let results = results.chain(unread.map(|(unread, mark)| unreadable(report, unread, &mark)));
    let rules = RULES.iter().map(|(id, text)| {
        json!({
            "id": id,
            "shortDescription": { "text": text },
            "helpUri": "https://endoflife.date/",
        })
    });
    let document = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "eolens",
                "version": VERSION,
                "informationUri": env!("CARGO_PKG_HOMEPAGE"),
                "rules": rules.collect::<Vec<_>>(),
            }},
            "invocations": [invocation(report)],
            "columnKind": "unicodeCodePoints",
            "results": results.collect::<Vec<_>>(),
        }],
    });
    as_json(out, &document)
}

/// The run, with the reasons why the check fails as a whole.
fn invocation(report: &Report<'_>) -> Value {
    let failures = report.failures().into_iter();
    let notifications =
        failures.map(|reason| json!({ "level": "error", "message": { "text": reason } }));
    json!({
        "executionSuccessful": true,
        "toolExecutionNotifications": notifications.collect::<Vec<_>>(),
        "properties": {
            "asOf": report.days.looked_at.to_string(),
            "data": report.days.of_data.map(|day| day.to_string()),
            "commit": report.commit(),
        },
    })
}

/// The rule that an item is a finding of; `None` where there is nothing to find.
pub fn rule(item: &Item, ruling: &Ruling) -> Option<&'static str> {
    let failed = match ruling.condition() {
        Some(Condition::Security) => Some("security"),
        Some(Condition::Behind) => Some("behind"),
        Some(Condition::AcceptsEnded) => Some("accepts-ended"),
        Some(Condition::Unknown) => Some("unknown"),
        _ => None,
    };
    Some(match item.status {
        Status::Ended => "ended",
        Status::Older => "older",
        Status::Extended => "extended",
        Status::Unknown => "unknown",
        Status::Floating => "floating",
        Status::Soon => failed.unwrap_or("soon"),
        Status::Supported => failed.or(item.oldest.as_ref().map(|_| "accepts-ended"))?,
    })
}

fn result(report: &Report<'_>, (item, ruling): (&Item, &Ruling), mark: &str) -> Option<Value> {
    let rule = rule(item, ruling)?;
    // A version that nobody names is no finding unless somebody wants one.
    let is_note = matches!(item.claim.kind, Kind::Floating) || item.status == Status::Unknown;
    if is_note && *ruling == Ruling::Passes {
        return None;
    }
    let level = match ruling {
        Ruling::Fails(_) | Ruling::Lapsed(..) => "error",
        _ if matches!(
            item.status,
            Status::Ended | Status::Older | Status::Extended | Status::Soon
        ) =>
        {
            "warning"
        }
        _ => "note",
    };
    let mut result = json!({
        "ruleId": rule,
        "ruleIndex": index(rule),
        "level": level,
        "message": { "text": report.why(item, ruling) },
        "locations": [location(&report.located(&item.path), item.claim.at)],
        "partialFingerprints": { "eolens/v1": mark },
        "properties": {
            "product": item.product.id,
            "release": item.release_name(),
            "helpUri": format!("https://endoflife.date/{}", item.product.id),
        },
    });
    if matches!(ruling, Ruling::Accepted(..))
        && let Some(entry) = result.as_object_mut()
    {
        let suppression = json!([{ "kind": "external", "justification": ruling.reason() }]);
        entry.insert("suppressions".to_owned(), suppression);
    }
    Some(result)
}

/// The result for a file that could not be read.
fn unreadable(report: &Report<'_>, unread: &Unread, mark: &str) -> Value {
    let at = unread.at.unwrap_or(Place { line: 1, column: 1 });
    json!({
        "ruleId": UNREAD,
        "ruleIndex": index(UNREAD),
        "level": "error",
        "message": { "text": unread.reason },
        "locations": [location(&report.located(&unread.path), at)],
        "partialFingerprints": { "eolens/v1": mark },
    })
}

fn index(rule: &str) -> Option<usize> {
    RULES.iter().position(|(id, _)| *id == rule)
}

fn location(path: &str, at: Place) -> Value {
    json!({
        "physicalLocation": {
            "artifactLocation": { "uri": uri(path) },
            "region": { "startLine": at.line, "startColumn": at.column },
        },
    })
}

/// A path as a relative reference: what a reference does not hold is escaped.
pub fn uri(path: &str) -> String {
    const ESCAPED: &percent_encoding::AsciiSet = &percent_encoding::CONTROLS
        .add(b' ')
        .add(b'"')
        .add(b'#')
        .add(b'%')
        .add(b'<')
        .add(b'>')
        .add(b'?')
        .add(b'[')
        .add(b'\\')
        .add(b']')
        .add(b'^')
        .add(b'`')
        .add(b'{')
        .add(b'|')
        .add(b'}')
        .add(b':');
    percent_encoding::utf8_percent_encode(path, ESCAPED).to_string()
}
