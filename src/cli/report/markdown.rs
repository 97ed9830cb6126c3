//! Products as Markdown: title, release table, facts.

use std::borrow::Borrow;
use std::io::{self, Write};

use super::Products;
use super::text::{facts, fold_words};
use crate::facts::identifier;
use crate::facts::table::{Cell, Table};
use crate::facts::viewpoint::{DateStyle, Viewpoint};
use crate::facts::wording;
use crate::find::choice::Choice;
use crate::text::markdown::escaped;

/// Writes products one after another.
///
/// # Errors
///
/// Fails if the output cannot be written.
pub fn write(out: &mut dyn Write, shown: Products<'_>) -> io::Result<()> {
    let (look, on) = (shown.look, shown.on());
    for (number, choice) in shown.choices.iter().enumerate() {
        if number > 0 {
            writeln!(out)?;
        }
        let product = choice.product;
        let releases = wording::count(product.releases.len(), "release");
        writeln!(out, "# {}\n", escaped(&product.title))?;
        let words = shown.days.words(look);
        writeln!(out, "{} · {releases} · {words}\n", product.category)?;
        if let Some(words) = shown.outdated(choice) {
            writeln!(out, "{}\n", escaped(&words))?;
        }
        for verdict in &choice.verdicts {
            writeln!(out, "{}\n", escaped(&verdict.to_string()))?;
        }
        let (table, folded) = choice.table(on, shown.is_whole);
        write_table(out, &table)?;
        if folded > 0 {
            writeln!(out, "\n… {}", fold_words(folded))?;
        }
        for sentence in choice.moved(look.preferences.dates) {
            writeln!(out, "\n{}", escaped(&sentence))?;
        }
        if choice.wants_facts(shown.is_whole) {
            writeln!(out)?;
            write_facts(out, choice, on)?;
        }
    }
    Ok(())
}

/// Writes the first row of a table and the line below it.
pub(super) fn write_head<T: Borrow<str>>(out: &mut dyn Write, headings: &[T]) -> io::Result<()> {
    write_row(out, headings)?;
    writeln!(out, "|{}", " --- |".repeat(headings.len()))
}

/// Writes a row of a table. Cells must be escaped.
pub(super) fn write_row<T: Borrow<str>>(out: &mut dyn Write, cells: &[T]) -> io::Result<()> {
    writeln!(out, "| {} |", cells.join(" | "))
}

fn write_table(out: &mut dyn Write, table: &Table) -> io::Result<()> {
    let headings = table.columns.iter().map(|heading| escaped(&heading.label));
    write_head(out, &headings.collect::<Vec<_>>())?;
    for row in &table.rows {
        let cells = row
            .cells
            .iter()
            .map(|cell| cell_text(cell, table.preferences.dates));
        write_row(out, &cells.collect::<Vec<_>>())?;
    }
    Ok(())
}

/// Text with its link, struck through if the release has ended, followed by the date.
fn cell_text(cell: &Cell, dates: DateStyle) -> String {
    let words = escaped(&cell.signed(cell.words.as_str().into()));
    let struck = if cell.struck && !words.is_empty() {
        format!("~~{words}~~")
    } else {
        words
    };
    let linked = match &cell.link {
        Some(link) if !struck.is_empty() => format!("[{struck}]({})", target(link)),
        _ => struck,
    };
    match cell.date {
        Some(date) => format!("{linked} ({})", dates.written(date))
            .trim_start()
            .to_owned(),
        None => linked,
    }
}

fn write_facts(out: &mut dyn Write, choice: &Choice<'_>, on: Viewpoint) -> io::Result<()> {
    let product = choice.product;
    for fact in facts(choice, on) {
        let text = match &fact.link {
            Some(link) => format!("<{link}>"),
            None => escaped(&fact.text),
        };
        writeln!(out, "- **{}:** {text}", escaped(&fact.name))?;
    }
    if let Some(command) = &product.version_command {
        writeln!(out, "\nTo find out which version is installed:\n")?;
        for line in command.trim().lines() {
            writeln!(out, "{}", format!("    {line}").trim_end())?;
        }
    }
    if !product.identifiers.is_empty() {
        writeln!(out, "\nIdentifiers:\n")?;
    }
    for name in &product.identifiers {
        let id = escaped(&name.id);
        let kind = escaped(&name.kind);
        match identifier::url(name) {
            Some(url) => writeln!(out, "- {kind}: [{id}]({})", target(&url))?,
            None => writeln!(out, "- {kind}: {id}")?,
        }
    }
    Ok(())
}

/// An address as a link target, also safe in a table cell.
fn target(address: &str) -> String {
    let address = address.replace(' ', "%20").replace('|', "%7C");
    let address = address.replace('(', "%28").replace(')', "%29");
    address.replace('<', "%3C").replace('>', "%3E")
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::write;
    use crate::cli::report::{Days, Look, Products};
    use crate::facts::product;
    use crate::find::choice::Choice;

    #[test]
    fn a_product_is_a_title_a_table_and_facts() {
        let file = b"---\ntitle: X*\npermalink: /x\ncategory: os\nreleaseDateColumn: false\n\
            identifiers:\n- repology: x_y\nversionCommand: x -v\nreleases:\n\
            - {releaseCycle: '2', eol: false, latest: '2.1', latestReleaseDate: 2026-01-01,\n\
            \x20  link: 'https://x/(2)'}\n\
            - {releaseCycle: '1', eol: true, latest: 1_1}\n---\n";
        let product = product::parse("x.md", file).unwrap().product;
        let day = NaiveDate::from_ymd_opt(2026, 1, 1).unwrap();
        let mut out = Vec::new();
        let days = Days {
            looked_at: day,
            of_data: None,
        };
        let products = Products {
            choices: &[Choice::whole(&product)],
            is_whole: false,
            look: Look::default(),
            days,
        };
        write(&mut out, products).unwrap();
        let expected = "\
# X\\*

os · 2 releases · as of 2026-01-01 · data of an unknown date

| Release | Security Support | Latest |
| --- | --- | --- |
| 2 | ✓ Yes | [2.1](https://x/%282%29) (01 Jan 2026) |
| ~~1~~ | ✗ No | ~~1\\_1~~ |

- **Product page:** <https://endoflife.date/x>
- **Tags:** os
- **Latest versions:** entered by hand; they may lag behind the vendor

To find out which version is installed:

    x -v

Identifiers:

- repology: [x\\_y](https://repology.org/project/x_y)
";
        assert_eq!(String::from_utf8(out).unwrap(), expected);
    }
}
