//! A verdict for each line of a list of packages or images.

use std::io::{self, Write};

use serde::Serialize;

use super::html::{Cell, Page};
use super::paint::paint;
use super::version::{COLUMNS, Row};
use super::{Look, Tabular, markdown, separated};
use crate::facts::lifecycle::Health;
use crate::facts::table::Tone;
use crate::find::choice::Named;
use crate::text::clean;
use crate::text::markdown::escaped;
use crate::text::width::{cut, padded};

/// Longer lines are cut off.
const WIDEST: usize = 48;

fn row<'a>(named: &'a Named<'_>) -> Row<'a> {
    Row::new(&named.line, &named.verdict)
}

impl Tabular for [Named<'_>] {
    const TITLE: &'static str = "Verdicts";

    fn records(&self) -> Vec<impl Serialize + Default> {
        self.iter().map(row).collect::<Vec<_>>()
    }

    /// Each line beside its verdict.
    fn write_text(&self, out: &mut dyn Write, look: Look<'_>) -> io::Result<()> {
        for named in self {
            let line = clean::line(&named.line);
            let health = named.verdict.sign().zip(look.theme);
            let style = health.map(|(health, theme)| theme.health(health).1);
            let sentence = paint(&named.verdict.to_string(), style);
            writeln!(out, "{}  {sentence}", padded(&cut(&line, WIDEST), WIDEST))?;
        }
        Ok(())
    }

    fn write_markdown(&self, out: &mut dyn Write, _: Look<'_>) -> io::Result<()> {
        markdown::write_head(
            out,
            &[
                "Input",
                "Product",
                "Release",
                "Status",
                "End of life",
                "Upgrade to",
            ],
        )?;
        for named in self {
            let line = clean::line(&named.line);
            let wanted = ["input", "product", "release", "status", "eol", "upgrade_to"];
            let cells = separated::fields(&Row::new(&line, &named.verdict), &wanted)?;
            let cells = cells.iter().map(|cell| escaped(cell));
            markdown::write_row(out, &cells.collect::<Vec<_>>())?;
        }
        Ok(())
    }

    fn write_page(&self, out: &mut dyn Write, look: Look<'_>) -> io::Result<()> {
        let mut page = Page::new(Self::TITLE, look);
        let rows = self.iter().map(|named| {
            let tone = named.verdict.sign().map_or(Tone::Plain, Health::tone);
            let verdict = Cell::from(named.verdict.to_string()).toned(tone);
            vec![Cell::from(&*named.line), verdict]
        });
        page.table(Self::TITLE, &["Input", "Verdict"], rows);
        page.write(out)
    }

    fn write_separated(&self, out: &mut dyn Write, separator: u8) -> io::Result<()> {
        let cells: io::Result<Vec<_>> = self.iter().map(|named| row(named).cells()).collect();
        separated::write(out, separator, COLUMNS, cells?)
    }
}
