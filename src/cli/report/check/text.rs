//! A check for people: by file, the worst first, with what to do.

use std::io::{self, Write};

use super::Report;
use crate::cli::report::Look;
use crate::cli::report::paint::paint;
use crate::facts::wording;
use crate::settings::theme::Theme;
use crate::stack::item::{Item, Status};
use crate::stack::policy::Ruling;
use crate::text::{clean, width};

/// Writes the report.
///
/// # Errors
///
/// Fails if the output cannot be written.
pub fn write(out: &mut dyn Write, report: &Report<'_>, look: Look<'_>) -> io::Result<()> {
    let title = paint("Check", look.theme.map(|theme| theme.title));
    writeln!(out, "{title} · {}", report.origin(look))?;
    for (path, numbers) in report.survey.by_file(&report.rulings) {
        let rows: Vec<_> = numbers
            .into_iter()
            .filter_map(|number| report.row(number))
            .filter(|row| report.shows(*row))
            .collect();
        if rows.is_empty() {
            continue;
        }
        let heading = look.theme.map(|theme| theme.page_heading);
        writeln!(out, "\n{}", paint(&clean::line(path), heading))?;
        let names = rows.iter().map(|(item, _)| width::of(&item.title()));
        let widest = names.max().unwrap_or_default().min(MOST_NAME);
        for (item, ruling) in rows {
            writeln!(out, "{}", row(item, ruling, widest, (report, look)))?;
        }
    }
    let others = if report.is_whole {
        others(report)
    } else {
        Vec::new()
    };
    for (heading, lines) in others {
        writeln!(out, "\n{heading}")?;
        for line in lines {
            writeln!(out, "  {line}")?;
        }
    }
    for note in &report.notes {
        writeln!(out, "\nnote: {}", clean::line(note))?;
    }
    for failure in report.failures() {
        let failed = paint("failed:", look.theme.map(|theme| theme.ended));
        writeln!(out, "\n{failed} {}", clean::line(&failure))?;
    }
    writeln!(out, "\n{}", summary(report))
}

/// The most columns for a name.
const MOST_NAME: usize = 40;

fn row(
    item: &Item,
    ruling: &Ruling,
    widest: usize,
    (report, look): (&Report<'_>, Look<'_>),
) -> String {
    let on = report.on(look);
    let sign = paint(
        item.sign(),
        look.theme.map(|theme| style(theme, item.status)),
    );
    let name = clean::line(&title_within(item, widest));
    let gap = " ".repeat(widest.saturating_sub(width::of(&name)));
    let mut parts = vec![item.state(on)];
    let target = item.target();
    parts.extend(target.map(|target| format!("upgrade to {target}")));
    parts.extend(item.remarks(on));
    parts.extend(ruling.remark());
    let state = clean::line(&parts.join(" · "));
    // What the title says already would be a number without a meaning.
    let written = &item.claim.written;
    let written = if item.title().contains(written) {
        String::new()
    } else {
        let written = format!("  {}", clean::line(written));
        paint(&written, look.theme.map(|theme| theme.dim))
    };
    let line = item.claim.at.line;
    format!("  {sign} {line:>4}  {name}{gap}  {state}{written}")
}

/// The title in so many columns. What does not fit is cut off the product's name: the release is what counts.
fn title_within(item: &Item, columns: usize) -> String {
    let title = item.title();
    let label = item.release.as_ref().map(|release| &release.label);
    cut(&title, label.map(String::as_str), columns)
}

/// A title that ends with a label, in so many columns.
fn cut(title: &str, label: Option<&str>, columns: usize) -> String {
    let product = label.and_then(|label| title.strip_suffix(label));
    if let Some((label, product)) = label.zip(product)
        && width::of(title) > columns
        && width::of(label) < columns / 2 + columns / 4
    {
        let product = width::cut(product.trim_end(), columns - width::of(label) - 1);
        return format!("{product} {label}");
    }
    width::cut(title, columns).into_owned()
}

fn style(theme: &Theme, status: Status) -> ratatui::style::Style {
    match status {
        Status::Ended | Status::Older => theme.ended,
        Status::Extended | Status::Soon => theme.soon,
        Status::Supported => theme.good,
        Status::Unknown | Status::Floating => theme.unknown,
    }
}

/// What could not be matched or read, a line each below a heading.
pub fn others(report: &Report<'_>) -> Vec<(&'static str, Vec<String>)> {
    let unmatched = report.survey.unmatched.iter().map(|unmatched| {
        let (path, line) = (&unmatched.path, unmatched.at.line);
        clean::line(&format!("{path}:{line}: {}", unmatched.words()))
    });
    let unread = report.gathered.unread.iter().map(|unread| {
        let line = unread
            .at
            .map(|at| format!(":{}:{}", at.line, at.column))
            .unwrap_or_default();
        clean::line(&format!("{}{line}: {}", unread.path, unread.reason))
    });
    let all = [
        ("unknown products", unmatched.collect::<Vec<_>>()),
        ("not read", unread.collect()),
    ];
    let all = all.into_iter().filter(|(_, lines)| !lines.is_empty());
    all.collect()
}

/// `14 items · 6 failed · 2 ending soon · 5 without a version`
pub fn summary(report: &Report<'_>) -> String {
    let counts = report.counts();
    let mut parts = vec![
        wording::count(counts.items, "item"),
        format!("{} failed", counts.failed),
    ];
    let more = [
        (counts.accepted, "accepted"),
        (counts.soon, "ending soon"),
        (counts.accepts_ended, "also accepting ended releases"),
        (counts.floating, "without a version"),
        (counts.unknown, "with an unknown status"),
        (counts.unmatched, "more of unknown products"),
        (counts.unread, "not read"),
    ];
    let more = more.into_iter().filter(|(count, _)| *count > 0);
    parts.extend(more.map(|(count, words)| format!("{count} {words}")));
    if counts.left_out > 0 {
        let folders = wording::count(counts.left_out, "test folder");
        parts.push(format!("{folders} skipped"));
    }
    parts.join(" · ")
}

#[cfg(test)]
mod tests {
    use super::cut;

    #[test]
    fn a_title_that_is_cut_keeps_the_release() {
        for (columns, expected) in [
            (40, "eclipse-temurin 21"),
            (18, "eclipse-temurin 21"),
            (12, "eclipse-… 21"),
            (2, "e…"),
        ] {
            let title = cut("eclipse-temurin 21", Some("21"), columns);
            assert_eq!(title, expected);
        }
    }
}
