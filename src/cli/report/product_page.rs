//! Products as a web page: verdicts, release table, timeline, facts.

use std::io::{self, Write};

use super::html::{Cell, Page, unbroken};
use super::text::{facts, fold_words};
use super::{Products, timeline};
use crate::facts::lifecycle::Health;
use crate::facts::page::Fact;
use crate::facts::table::{self, Table, Tone};
use crate::facts::wording;
use crate::find::choice::Choice;

/// Writes products one after another.
///
/// # Errors
///
/// Fails if the output cannot be written.
pub fn write(out: &mut dyn Write, shown: Products<'_>) -> io::Result<()> {
    let (choices, look) = (shown.choices, shown.look);
    let mut page = Page::new(&shown.titles(), look);
    for choice in choices {
        let product = choice.product;
        if choices.len() > 1 {
            page.heading(2, &product.title);
        }
        let releases = wording::count(product.releases.len(), "release");
        let words = shown.days.words(look);
        page.aside(&format!("{} · {releases} · {words}", product.category));
        add_verdicts(&mut page, choice);
        if let Some(words) = shown.outdated(choice) {
            page.verdict(&words, Tone::Unknown);
        }
        add_table(&mut page, choice, shown);
        for sentence in choice.moved(look.preferences.dates) {
            page.aside(&sentence);
        }
        page.figure(&timeline::bars(shown.only(choice)), "Timeline");
        if choice.wants_facts(shown.is_whole) {
            let facts = facts(choice, shown.on()).into_iter().map(|fact| Fact {
                text: without_blocks(&fact.text),
                ..fact
            });
            page.facts(&facts.collect::<Vec<_>>());
            if let Some(command) = &product.version_command {
                page.paragraph("To find out which version is installed:");
                page.code(command);
            }
        }
    }
    page.write(out)
}

/// Writes all products on one axis, and the dates of their releases.
///
/// # Errors
///
/// Fails if the output cannot be written.
pub fn write_timeline(out: &mut dyn Write, shown: Products<'_>) -> io::Result<()> {
    let (choices, look) = (shown.choices, shown.look);
    let mut page = Page::new(&shown.titles(), look);
    page.aside(&shown.days.words(look));
    for choice in choices {
        add_verdicts(&mut page, choice);
    }
    page.figure(&timeline::bars(shown), "Timeline");
    let dated = timeline::dated(shown);
    let rows = dated.iter().map(|row| {
        let status = Cell::from(row.health.words()).toned(row.health.tone());
        vec![Cell::from(&*row.name), status, Cell::from(&*row.dates)]
    });
    page.table("Releases", &["Release", "Status", "Dates"], rows);
    page.write(out)
}

/// A text without the bars that are drawn with characters, which only cells of one width show.
fn without_blocks(text: &str) -> String {
    let words = text.replace(|c| matches!(c, '\u{2580}'..='\u{259f}'), "");
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    words.replace(" ,", ",")
}

fn add_verdicts(page: &mut Page, choice: &Choice<'_>) {
    for verdict in &choice.verdicts {
        let tone = verdict.sign().map_or(Tone::Plain, Health::tone);
        page.verdict(&verdict.to_string(), tone);
    }
}

fn add_table(page: &mut Page, choice: &Choice<'_>, shown: Products<'_>) {
    let (table, folded) = choice.table(shown.on(), shown.is_whole);
    let headings = table.columns.iter().map(|heading| heading.label.as_str());
    let headings: Vec<&str> = headings.collect();
    let rows = table.rows.iter().map(|row| {
        let cells = row.cells.iter();
        cells.map(|cell| page_cell(cell, &table)).collect()
    });
    page.table("Releases", &headings, rows);
    if folded > 0 {
        page.aside(&format!("… {}", fold_words(folded)));
    }
}

fn page_cell<'a>(cell: &'a table::Cell, table: &Table) -> Cell<'a> {
    let date = cell.date.map(|date| table.preferences.dates.written(date));
    let date = date.map_or_else(String::new, |date| format!(" ({})", unbroken(&date)));
    let text = format!("{}{date}", cell.words);
    Cell {
        text: text.trim_start().to_owned().into(),
        tone: cell.tone,
        is_struck: cell.struck,
        link: cell.link.as_deref(),
    }
}
