//! A check as a table: Markdown for the summary of a pipeline, records of comma- and tab-separated values.

use std::io::{self, Write};

use super::{Report, json};
use crate::cli::report::{Days, Look, separated};
use crate::stack::item::Item;
use crate::stack::policy::Ruling;
use crate::text::clean;
use crate::text::markdown::escaped;

/// The columns of records: fields of the JSON, of which `accepted` is only the reason, and the days of the report.
const COLUMNS: [&str; 23] = [
    "path",
    "line",
    "column",
    "product",
    "release",
    "version",
    "written",
    "kind",
    "role",
    "status",
    "phase",
    "eol",
    "days_left",
    "latest",
    "is_behind",
    "upgrade_to",
    "matched_by",
    "failed",
    "why",
    "accepted",
    "as_of",
    "data",
    "commit",
];

/// Writes a record for each item below a line of column names.
///
/// # Errors
///
/// Fails where the output does.
pub fn records(out: &mut dyn Write, report: &Report<'_>, separator: u8) -> io::Result<()> {
    let [fields @ .., _, _, _, _] = &COLUMNS;
    let Days { looked_at, of_data } = report.days;
    let of_data = of_data.map(|day| day.to_string()).unwrap_or_default();
    let commit = report.commit().unwrap_or_default();
    let records = report.shown().map(|row| {
        let mut cells = separated::fields(&json::record(report, row, String::new()), fields)?;
        cells.push(match row {
            (_, Ruling::Accepted(_, reason, _)) => reason.clone(),
            _ => String::new(),
        });
        cells.extend([looked_at.to_string(), of_data.clone(), commit.to_owned()]);
        Ok(cells)
    });
    let records = records.collect::<io::Result<Vec<_>>>()?;
    separated::write(out, separator, COLUMNS, records)
}

/// Writes Markdown: counts, a table of what fails, and the rest folded.
///
/// # Errors
///
/// Fails where the output does.
pub fn markdown(out: &mut dyn Write, report: &Report<'_>, look: Look<'_>) -> io::Result<()> {
    writeln!(
        out,
        "# End of life\n\n{}\n\n{}",
        report.origin(look),
        super::text::summary(report)
    )?;
    for failure in report.failures() {
        writeln!(out, "\n**Failed:** {}", escaped(&clean::line(&failure)))?;
    }
    let failed: Vec<_> = report
        .shown()
        .filter(|(_, ruling)| ruling.fails())
        .collect();
    if !failed.is_empty() {
        writeln!(out)?;
        table(out, &failed, (report, look))?;
    }
    let others: Vec<_> = report
        .shown()
        .filter(|(_, ruling)| !ruling.fails())
        .collect();
    if !others.is_empty() {
        writeln!(out, "\n<details><summary>{} more</summary>\n", others.len())?;
        table(out, &others, (report, look))?;
        writeln!(out, "\n</details>")?;
    }
    let others = if report.is_whole {
        super::text::others(report)
    } else {
        Vec::new()
    };
    for (heading, lines) in others {
        writeln!(
            out,
            "\n<details><summary>{} {heading}</summary>\n",
            lines.len()
        )?;
        for line in lines {
            writeln!(out, "- {}", escaped(&line))?;
        }
        writeln!(out, "\n</details>")?;
    }
    for note in &report.notes {
        writeln!(out, "\nNote: {}", escaped(&clean::line(note)))?;
    }
    Ok(())
}

fn table(
    out: &mut dyn Write,
    rows: &[(&Item, &Ruling)],
    (report, look): (&Report<'_>, Look<'_>),
) -> io::Result<()> {
    writeln!(out, "| | Where | What | Status | Upgrade to |")?;
    writeln!(out, "|{}", " --- |".repeat(5))?;
    let on = report.on(look);
    let cell = |text: &str| escaped(&clean::line(text));
    for (item, ruling) in rows {
        let mut parts = vec![item.state(on)];
        parts.extend(item.remarks(on));
        parts.extend(ruling.remark());
        let state = parts.join("; ");
        let place = format!("{}:{}", item.path, item.claim.at.line);
        let (place, title, state) = (cell(&place), cell(&item.title()), cell(&state));
        let target = cell(item.target().unwrap_or_default());
        writeln!(
            out,
            "| {} | {place} | {title} | {state} | {target} |",
            item.sign()
        )?;
    }
    Ok(())
}
