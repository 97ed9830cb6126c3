//! The forms in which pipelines show findings: `JUnit`, GitLab's code quality, GitHub's annotations.

use std::io::{self, Write};

use serde_json::{Value, json};

use super::sarif::{UNREAD, rule};
use super::{Report, VERSION, fingerprint};
use crate::cli::report::{Days, as_json};
use crate::facts::wording;
use crate::stack::item::{Item, Status};
use crate::stack::policy::Ruling;
use crate::text::clean;
use crate::text::xml::escaped;

/// Writes a suite for each file and a case for each item; what is accepted and what floats is skipped.
///
/// # Errors
///
/// Fails where the output does.
pub fn junit(out: &mut dyn Write, report: &Report<'_>) -> io::Result<()> {
    let counts = report.counts();
    let skips = |item: &Item, ruling: &Ruling| {
        matches!(ruling, Ruling::Accepted(..))
            || (item.status == Status::Floating && !ruling.fails())
    };
    let skipped = report
        .rows()
        .filter(|(item, ruling)| skips(item, ruling))
        .count();
    writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
    let failures = report.failures();
    writeln!(
        out,
        "<testsuites name=\"eolens\" tests=\"{}\" failures=\"{}\" errors=\"0\" skipped=\"{skipped}\">",
        counts.items + failures.len(),
        counts.failed + failures.len()
    )?;
    whole(out, report, &failures)?;
    let rows: Vec<_> = report.rows().collect();
    for rows in rows.chunk_by(|(one, _), (other, _)| one.path == other.path) {
        let path = rows.first().map_or("", |(item, _)| &item.path);
        let path = report.located(path);
        let failed = rows.iter().filter(|(_, ruling)| ruling.fails()).count();
        let skipped = rows
            .iter()
            .filter(|(item, ruling)| skips(item, ruling))
            .count();
        writeln!(
            out,
            "  <testsuite name=\"{}\" tests=\"{}\" failures=\"{failed}\" errors=\"0\" skipped=\"{skipped}\">",
            escaped(&path),
            rows.len()
        )?;
        properties(out, report)?;
        for (item, ruling) in rows {
            case(out, report, (item, ruling), skips(item, ruling))?;
        }
        writeln!(out, "  </testsuite>")?;
    }
    writeln!(out, "</testsuites>")
}

/// Writes a suite for the reasons why a check fails as a whole, if there are any.
fn whole(out: &mut dyn Write, report: &Report<'_>, failures: &[String]) -> io::Result<()> {
    if failures.is_empty() {
        return Ok(());
    }
    let count = failures.len();
    writeln!(
        out,
        "  <testsuite name=\"eolens\" tests=\"{count}\" failures=\"{count}\" errors=\"0\" skipped=\"0\">"
    )?;
    properties(out, report)?;
    for (number, failure) in failures.iter().enumerate() {
        let failure = escaped(failure);
        writeln!(
            out,
            "    <testcase name=\"check {}\" classname=\"eolens\">\n      <failure message=\"{failure}\" \
             type=\"check\">{failure}</failure>\n    </testcase>",
            number + 1
        )?;
    }
    writeln!(out, "  </testsuite>")
}

/// Writes what makes the result: the days and the program.
fn properties(out: &mut dyn Write, report: &Report<'_>) -> io::Result<()> {
    let Days { looked_at, of_data } = report.days;
    let of_data = of_data.map(|day| day.to_string()).unwrap_or_default();
    let all = [
        ("as_of", &*looked_at.to_string()),
        ("data", &of_data),
        ("commit", report.commit().unwrap_or_default()),
        ("eolens", VERSION),
    ];
    writeln!(out, "    <properties>")?;
    for (name, value) in all {
        let value = escaped(value);
        writeln!(out, "      <property name=\"{name}\" value=\"{value}\"/>")?;
    }
    writeln!(out, "    </properties>")
}

fn case(
    out: &mut dyn Write,
    report: &Report<'_>,
    (item, ruling): (&Item, &Ruling),
    is_skipped: bool,
) -> io::Result<()> {
    let on = report.without_preferences();
    let (line, column) = (item.claim.at.line, item.claim.at.column);
    let name = escaped(&format!("{} (line {line}, column {column})", item.title()));
    let path = escaped(&report.located(&item.path));
    write!(
        out,
        "    <testcase name=\"{name}\" classname=\"{path}\" file=\"{path}\" line=\"{line}\""
    )?;
    if ruling.fails() {
        let parts = [Some(item.state(on)), ruling.remark()];
        let state = parts.into_iter().flatten().collect::<Vec<_>>().join("; ");
        let (state, why) = (escaped(&state), escaped(&report.why(item, ruling)));
        writeln!(
            out,
            ">\n      <failure message=\"{state}\" type=\"{}\">{why}</failure>\n    </testcase>",
            item.status.word()
        )
    } else if is_skipped {
        let reason = ruling.reason().unwrap_or_else(|| item.state(on));
        writeln!(
            out,
            ">\n      <skipped message=\"{}\"/>\n    </testcase>",
            escaped(&reason)
        )
    } else {
        writeln!(out, "/>")
    }
}

/// Writes GitLab's code quality, see <https://docs.gitlab.com/ci/testing/code_quality/>.
///
/// # Errors
///
/// Fails where the output does.
pub fn gitlab(out: &mut dyn Write, report: &Report<'_>) -> io::Result<()> {
    let marks = report.fingerprints();
    let findings = report
        .rows()
        .zip(&marks)
        .filter_map(|((item, ruling), mark)| {
            let rule = finding(item, ruling)?;
            let severity = match item.status {
                Status::Ended | Status::Older | Status::Extended => "major",
                Status::Soon => "minor",
                _ if ruling.fails() => "minor",
                _ => "info",
            };
            let path = report.located(&item.path);
            let place = (path.as_str(), item.claim.at.line);
            let why = report.why(item, ruling);
            let description = format!("{why} {}", report.origin_in_words());
            Some(issue((rule, severity), &description, mark, place))
        });
    let unreadable = report.unreadable().into_iter().map(|(unread, mark)| {
        let path = report.located(&unread.path);
        let place = (path.as_str(), unread.at.map_or(1, |at| at.line));
        issue((UNREAD, "major"), &unread.reason, &mark, place)
    });
    let old = report.outdated().map(|reason| {
        let mark = fingerprint(&["data"]);
        issue(("data", "major"), &reason, &mark, (".", 1))
    });
    let findings = findings.chain(unreadable).chain(old);
    as_json(out, &findings.collect::<Vec<_>>())
}

/// An issue of GitLab's code quality.
fn issue(
    (rule, severity): (&str, &str),
    description: &str,
    mark: &str,
    (path, line): (&str, usize),
) -> Value {
    json!({
        "description": description,
        "check_name": rule,
        "fingerprint": mark,
        "severity": severity,
        "location": { "path": path, "lines": { "begin": line } },
    })
}

/// The rule of an item that is to be shown; what is accepted, what floats and what is unknown is not unless it
/// fails.
fn finding(item: &Item, ruling: &Ruling) -> Option<&'static str> {
    let is_quiet = matches!(item.status, Status::Floating | Status::Unknown) && !ruling.fails();
    let is_accepted = matches!(ruling, Ruling::Accepted(..));
    rule(item, ruling).filter(|_| !is_quiet && !is_accepted)
}

/// GitHub shows so many annotations of a kind for each step.
const SHOWN: usize = 10;

/// Writes annotations, see
/// <https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands>.
///
/// # Errors
///
/// Fails where the output does.
pub fn github(out: &mut dyn Write, report: &Report<'_>) -> io::Result<()> {
    let failures = report.failures();
    writeln!(out, "{}", report.origin_in_words())?;
    // They come first: they fail the check whatever else GitHub leaves out.
    for failure in &failures {
        writeln!(out, "::error title=eolens::{}", message(failure))?;
    }
    let mut counts = [failures.len(), 0, 0];
    for (item, ruling) in report.rows() {
        let Some(rule) = finding(item, ruling) else {
            continue;
        };
        let (kind, word) = match item.status {
            _ if ruling.fails() => (0, "error"),
            Status::Ended | Status::Older | Status::Extended | Status::Soon => (1, "warning"),
            _ => (2, "notice"),
        };
        if let Some(count) = counts.get_mut(kind) {
            *count += 1;
        }
        let at = item.claim.at;
        let path = property(&report.located(&item.path));
        let title = property(&format!("{} ({rule})", item.title()));
        let message = message(&report.why(item, ruling));
        writeln!(
            out,
            "::{word} file={path},line={},col={},title={title}::{message}",
            at.line, at.column
        )?;
    }
    let more: usize = counts.iter().map(|count| count.saturating_sub(SHOWN)).sum();
    if more > 0 {
        writeln!(
            out,
            "{}; GitHub shows only {SHOWN} of each kind per step",
            wording::count(more, "more finding")
        )?;
    }
    Ok(())
}

fn message(text: &str) -> String {
    clean::line(text)
        .replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

fn property(text: &str) -> String {
    message(text).replace(':', "%3A").replace(',', "%2C")
}
