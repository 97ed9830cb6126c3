//! Products as text: release table, facts, update command, identifiers.

use std::io::{self, Write};

use super::paint::paint;
use super::{Look, Products, write_headline};
use crate::facts::lifecycle::Health;
use crate::facts::page::{self, Fact};
use crate::facts::table::fit::{Fit, Fitted, GAP};
use crate::facts::table::{Cell, Table};
use crate::facts::viewpoint::Viewpoint;
use crate::facts::wording;
use crate::find::choice::Choice;
use crate::text::width;
use crate::text::wrap::wrapped_at_spaces;

/// A width at which no column is shortened.
const NO_LIMIT: usize = 100_000;

/// Writes products one after another.
///
/// # Errors
///
/// Fails if the output cannot be written.
pub fn write(out: &mut dyn Write, shown: Products<'_>) -> io::Result<()> {
    write_each(out, shown, true)
}

/// Writes products without the facts about them, which a picture has no room for.
///
/// # Errors
///
/// Fails if the output cannot be written.
pub fn write_tables(out: &mut dyn Write, shown: Products<'_>) -> io::Result<()> {
    write_each(out, shown, false)
}

/// Writes the title, the verdicts and the release table of each product, and its facts if they are wanted.
fn write_each(out: &mut dyn Write, shown: Products<'_>, has_facts: bool) -> io::Result<()> {
    for (number, choice) in shown.choices.iter().enumerate() {
        if number > 0 {
            writeln!(out)?;
        }
        write_releases(out, choice, shown)?;
        if has_facts && choice.wants_facts(shown.is_whole) {
            writeln!(out)?;
            write_facts(out, choice, shown)?;
        }
    }
    Ok(())
}

fn write_releases(out: &mut dyn Write, choice: &Choice<'_>, shown: Products<'_>) -> io::Result<()> {
    let (look, product) = (shown.look, choice.product);
    let releases = wording::count(product.releases.len(), "release");
    let (category, words) = (&product.category, shown.days.words(look));
    let facts = format!("{category} · {releases} · {words}");
    write_headline(out, (&product.title, &facts), look)?;
    writeln!(out)?;
    write_verdicts(out, choice, look)?;
    if let Some(words) = shown.outdated(choice) {
        let style = look.theme.map(|theme| theme.health(Health::Unknown).1);
        writeln!(out, "{}\n", paint(&words, style))?;
    }
    write_table(out, choice, shown)?;
    write_moved(out, choice, look)
}

/// Writes the verdict of every requested version and a blank line; nothing if no version was requested.
pub fn write_verdicts(out: &mut dyn Write, choice: &Choice<'_>, look: Look<'_>) -> io::Result<()> {
    for verdict in &choice.verdicts {
        let health = verdict.sign().zip(look.theme);
        let style = health.map(|(health, theme)| theme.health(health).1);
        for line in lines(&verdict.parts(), look.width.unwrap_or(NO_LIMIT)) {
            writeln!(out, "{}", paint(&line, style))?;
        }
    }
    if choice.verdicts.is_empty() {
        return Ok(());
    }
    writeln!(out)
}

/// How the end dates of the requested releases have moved, after a blank line; nothing if none has.
fn write_moved(out: &mut dyn Write, choice: &Choice<'_>, look: Look<'_>) -> io::Result<()> {
    let moved = choice.moved(look.preferences.dates);
    if !moved.is_empty() {
        writeln!(out)?;
    }
    for sentence in moved {
        for line in wrapped_at_spaces(&sentence, look.width.unwrap_or(NO_LIMIT)) {
            writeln!(out, "{}", paint(&line, look.theme.map(|theme| theme.dim)))?;
        }
    }
    Ok(())
}

/// The parts of a verdict in lines of a width. A part that does not fit starts a new line.
fn lines(parts: &[String], width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for part in parts {
        match lines.last_mut() {
            Some(last) if width::of(last) + 3 + width::of(part) <= width => {
                last.push_str(" · ");
                last.push_str(part);
            }
            _ => lines.push(part.clone()),
        }
    }
    let wrapped = lines.iter().flat_map(|line| wrapped_at_spaces(line, width));
    wrapped.collect()
}

fn write_table(out: &mut dyn Write, choice: &Choice<'_>, shown: Products<'_>) -> io::Result<()> {
    let look = shown.look;
    let (table, folded) = choice.table(shown.on(), shown.is_whole);
    let widths = table.widths(table.rows.len());
    let fit = table.fit(&widths, look.width.unwrap_or(NO_LIMIT));
    let style = look.theme.map(|theme| theme.heading);
    for line in headings(&table, &fit) {
        writeln!(out, "{}", paint(line.trim_end(), style))?;
    }
    for row in &table.rows {
        writeln!(out, "{}", row_line(&table, &row.cells, &fit.columns, look))?;
    }
    let style = look.theme.map(|theme| theme.dim);
    if folded > 0 {
        let words = fold_words(folded);
        writeln!(out, "{}", paint(&format!("… {words}"), style))?;
    }
    if fit.dropped > 0 {
        let columns = wording::count(fit.dropped, "column");
        let words = format!("… {columns} more in a wider terminal");
        writeln!(out, "{}", paint(&words, style))?;
    }
    Ok(())
}

/// `7 more ended releases (--all shows them)`
pub fn fold_words(folded: usize) -> String {
    let releases = wording::count(folded, "more ended release");
    format!("{releases} (--all shows them)")
}

/// The column labels, aligned at the bottom line.
fn headings(table: &Table, fit: &Fit) -> Vec<String> {
    let rows = table.heading_rows(fit).into_iter();
    rows.map(|row| {
        let parts = fit.columns.iter().zip(row).map(|(fitted, part)| {
            width::padded(&width::cut(&part, fitted.width), fitted.width + GAP)
        });
        parts.collect()
    })
    .collect()
}

fn row_line(table: &Table, cells: &[Cell], columns: &[Fitted], look: Look<'_>) -> String {
    let mut line = String::new();
    let mut gap = 0;
    for fitted in columns {
        let heading = table.columns.get(fitted.column);
        let (Some(cell), Some(heading)) = (cells.get(fitted.column), heading) else {
            continue;
        };
        let text = cell.text(heading.column, fitted.form, table.preferences.dates);
        let text = width::cut(&text, fitted.width);
        if !text.is_empty() {
            line.push_str(&" ".repeat(gap));
            gap = 0;
        }
        gap += fitted.width.saturating_sub(width::of(&text)) + GAP;
        let style = look.theme.map(|theme| theme.cell(cell, heading.column));
        line.push_str(&paint(&text, style));
    }
    line
}

/// The facts of a choice: the changelogs of the chosen releases, then the product's own facts.
pub fn facts(choice: &Choice<'_>, on: Viewpoint) -> Vec<Fact> {
    let releases = choice.releases().filter(|_| choice.is_part());
    let changelogs = releases.filter_map(|release| {
        let name = format!("Changelog of {}", release.name);
        Some(Fact::address(&name, release.link.as_ref()?))
    });
    let facts = page::facts(choice.product, &choice.beside, on);
    changelogs.chain(facts).collect()
}

fn write_facts(out: &mut dyn Write, choice: &Choice<'_>, shown: Products<'_>) -> io::Result<()> {
    let product = choice.product;
    let mut lines: Vec<(String, Vec<String>)> = facts(choice, shown.on())
        .into_iter()
        .map(|fact| (fact.name, vec![fact.text]))
        .collect();
    if let Some(command) = &product.version_command {
        let command = command.trim().lines().map(str::to_owned);
        lines.push(("Installed version".to_owned(), command.collect()));
    }
    let identifiers = product.identifiers.iter();
    let identifiers = identifiers.map(|name| format!("{}: {}", name.kind, name.id));
    let identifiers: Vec<String> = identifiers.collect();
    let name = "Identifiers".to_owned();
    match identifiers.len() {
        0 => {}
        1..=FEW => lines.push((name, identifiers)),
        _ if shown.is_whole => lines.push((name, identifiers)),
        count => lines.push((name, vec![format!("{count} (--all shows them)")])),
    }
    let width = lines.iter().map(|(name, _)| width::of(name)).max();
    let width = width.unwrap_or_default().min(WIDEST_NAME);
    for (name, texts) in lines {
        write_fact(out, &name, &texts, width, shown.look)?;
    }
    Ok(())
}

/// How many identifiers are shown by default.
const FEW: usize = 3;
/// A longer name moves its text to the right.
const WIDEST_NAME: usize = 24;

/// Writes a fact's name with its text beside it, wrapped on a terminal.
fn write_fact(
    out: &mut dyn Write,
    name: &str,
    texts: &[String],
    width: usize,
    look: Look<'_>,
) -> io::Result<()> {
    let room = look
        .width
        .map(|all| all.saturating_sub(width + GAP).max(20));
    let lines = texts.iter().flat_map(|text| match room {
        Some(room) if width::of(text) > room => wrapped_at_spaces(text, room),
        _ => vec![text.clone()],
    });
    let gap = " ".repeat(width.saturating_sub(width::of(name)) + GAP);
    let mut lead = paint(name, look.theme.map(|theme| theme.dim)) + &gap;
    for line in lines {
        writeln!(out, "{}", format!("{lead}{line}").trim_end())?;
        lead = " ".repeat(width + GAP);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::write;
    use crate::cli::report::{Days, Look, Products};
    use crate::facts::product;
    use crate::find::choice::Choice;
    use crate::settings::theme::Theme;

    fn written(all: bool, width: Option<usize>, theme: Option<&Theme>) -> String {
        let releases = (1..=8).rev().map(|number| {
            let eol = if number > 5 {
                "2027-01-01"
            } else {
                "2020-01-01"
            };
            format!("- {{releaseCycle: '{number}', eol: {eol}, latest: '{number}.1'}}\n")
        });
        let releases: String = releases.collect();
        let file = format!(
            "---\ntitle: X\npermalink: /x\ncategory: os\nreleaseDateColumn: false\n\
             versionCommand: |\n  x -v\n  x --version\nreleases:\n{releases}---\n"
        );
        let product = product::parse("x.md", file.as_bytes()).unwrap().product;
        let day = NaiveDate::from_ymd_opt(2026, 1, 1).unwrap();
        let mut out = Vec::new();
        let look = Look {
            width,
            theme,
            ..Look::default()
        };
        let days = Days {
            looked_at: day,
            of_data: Some(day),
        };
        let shown = Products {
            choices: &[Choice::whole(&product)],
            is_whole: all,
            look,
            days,
        };
        write(&mut out, shown).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn old_releases_are_one_line() {
        let expected = "\
X · os · 8 releases · as of 2026-01-01 · data of 2026-01-01

Release  Security Support                   Latest
8        ✓ Ends in 1 year (01 Jan 2027)     8.1
7        ✓ Ends in 1 year (01 Jan 2027)     7.1
6        ✓ Ends in 1 year (01 Jan 2027)     6.1
5        ✗ Ended 6 years ago (01 Jan 2020)  5.1
… 4 more ended releases (--all shows them)

Product page       https://endoflife.date/x
Tags               os
Latest versions    entered by hand; they may lag behind the vendor
Installed version  x -v
                   x --version
";
        assert_eq!(written(false, None, None), expected);
        let all = written(true, None, None);
        assert!(all.contains("\n1        ✗ Ended"), "{all}");
        assert!(!all.contains('…'), "{all}");
    }

    #[test]
    fn a_terminal_bounds_the_lines_and_gets_colours() {
        let plain = written(true, Some(30), None);
        let widest = plain.lines().skip(1).map(|line| line.chars().count()).max();
        assert!(widest.unwrap() <= 45, "{plain}");
        let theme = Theme::terminal();
        let coloured = written(false, Some(80), Some(&theme));
        assert!(coloured.contains("\u{1b}[32m✓ Ends in 1 year (01 Jan 2027)\u{1b}[0m"));
        assert!(coloured.contains("\u{1b}[9m5\u{1b}[0m"), "{coloured:?}");
    }
}
