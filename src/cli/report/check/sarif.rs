//! SARIF 2.1.0, for code scanning, see <https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html>.

use std::io::{self, Write};

use serde_json::{Value, json};

use super::Report;
use crate::cli::report::as_json;
use crate::facts::viewpoint::Viewpoint;
use crate::stack::claim::Kind;
use crate::stack::item::{Item, Status};
use crate::stack::policy::Ruling;

/// The rules, and what each means.
const RULES: [(&str, &str); 7] = [
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
];

/// Writes it.
///
/// # Errors
///
/// Fails where the output does.
pub fn write(out: &mut dyn Write, report: &Report<'_>) -> io::Result<()> {
    let on = Viewpoint::with_defaults(report.days.looked_at);
    let marks = report.fingerprints();
    let rows = report.rows().zip(&marks);
    let results = rows.filter_map(|((item, ruling), mark)| result(item, ruling, (mark, on)));
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
                "version": env!("CARGO_PKG_VERSION"),
                "informationUri": env!("CARGO_PKG_HOMEPAGE"),
                "rules": rules.collect::<Vec<_>>(),
            }},
            "invocations": [{
                "executionSuccessful": true,
                "properties": {
                    "asOf": report.days.looked_at.to_string(),
                    "data": report.days.of_data.map(|day| day.to_string()),
                },
            }],
            "columnKind": "unicodeCodePoints",
            "results": results.collect::<Vec<_>>(),
        }],
    });
    as_json(out, &document)
}

/// The rule that an item is a finding of; `None` where there is nothing to find.
pub fn rule(item: &Item) -> Option<&'static str> {
    Some(match item.status {
        Status::Ended => "ended",
        Status::Older => "older",
        Status::Extended => "extended",
        Status::Soon => "soon",
        Status::Unknown => "unknown",
        Status::Floating => "floating",
        Status::Supported if item.oldest.is_some() => "accepts-ended",
        Status::Supported => return None,
    })
}

fn result(item: &Item, ruling: &Ruling, (mark, on): (&str, Viewpoint)) -> Option<Value> {
    let rule = rule(item)?;
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
    let index = RULES.iter().position(|(id, _)| *id == rule);
    let at = item.claim.at;
    let mut result = json!({
        "ruleId": rule,
        "ruleIndex": index,
        "level": level,
        "message": { "text": item.why(on) },
        "locations": [{
            "physicalLocation": {
                "artifactLocation": { "uri": uri(&item.path) },
                "region": { "startLine": at.line, "startColumn": at.column },
            },
        }],
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
