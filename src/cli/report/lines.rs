//! A verdict for each line of a list of packages or images.

use std::io::{self, Write};

use serde::Serialize;

use super::html::{Cell, Page};
use super::paint::paint;
use super::version::{self, COLUMNS, Record};
use super::{
    Drawing, Format, Look, ProductFormat, Told, as_json, as_yaml, drawn, markdown, readable,
    separated,
};
use crate::facts::lifecycle::Health;
use crate::facts::table::Tone;
use crate::find::choice::Named;
use crate::text::clean;
use crate::text::markdown::escaped;
use crate::text::width::{cut, padded};

/// A line with its verdict.
#[derive(Serialize)]
struct Row<'a> {
    input: &'a str,
    #[serde(flatten)]
    record: Record<'a>,
}

/// Longer lines are cut off.
const WIDEST: usize = 48;

/// Writes a row for each line.
///
/// # Errors
///
/// Fails if the output cannot be written.
pub fn write(
    out: &mut dyn Write,
    lines: &[Named<'_>],
    form: ProductFormat,
    look: Look<'_>,
) -> io::Result<()> {
    match form {
        ProductFormat::As(Format::Markdown) => readable(out, look, |out| write_table(out, lines)),
        ProductFormat::As(Format::Csv) => write_records(out, lines, b','),
        ProductFormat::As(Format::Tsv) => write_records(out, lines, b'\t'),
        ProductFormat::As(Format::Json) => as_json(out, &rows(lines)),
        ProductFormat::As(Format::Yaml) => as_yaml(out, &rows(lines)),
        ProductFormat::As(Format::Text) | ProductFormat::Timeline(Drawing::Text) => {
            readable(out, look, |out| write_text(out, lines, look))
        }
        ProductFormat::As(Format::Html) | ProductFormat::Timeline(Drawing::Html) => {
            write_page(out, lines, look)
        }
        ProductFormat::As(Format::Svg) | ProductFormat::Timeline(Drawing::Svg) => {
            let picture = drawn(look, Told::titled(TITLE), |out, look| {
                write_text(out, lines, look)
            });
            out.write_all(picture.as_bytes())
        }
    }
}

fn rows<'a>(lines: &'a [Named<'_>]) -> Vec<Row<'a>> {
    let rows = lines.iter().map(|named| Row {
        input: &named.line,
        record: Record::new(&named.verdict),
    });
    rows.collect()
}

fn write_page(out: &mut dyn Write, lines: &[Named<'_>], look: Look<'_>) -> io::Result<()> {
    let mut page = Page::new(TITLE, look);
    let rows = lines.iter().map(|named| {
        let tone = named.verdict.sign().map_or(Tone::Plain, Health::tone);
        let verdict = Cell::from(named.verdict.to_string()).toned(tone);
        vec![Cell::from(&*named.line), verdict]
    });
    page.table(TITLE, &["Input", "Verdict"], rows);
    page.write(out)
}

/// The title of pictures and pages.
const TITLE: &str = "Verdicts";

/// Each line beside its verdict.
fn write_text(out: &mut dyn Write, lines: &[Named<'_>], look: Look<'_>) -> io::Result<()> {
    for named in lines {
        let line = clean::line(&named.line);
        let health = named.verdict.sign().zip(look.theme);
        let style = health.map(|(health, theme)| theme.health(health).1);
        let sentence = paint(&named.verdict.to_string(), style);
        writeln!(out, "{}  {sentence}", padded(&cut(&line, WIDEST), WIDEST))?;
    }
    Ok(())
}

fn write_table(out: &mut dyn Write, lines: &[Named<'_>]) -> io::Result<()> {
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
    for named in lines {
        let fields = version::fields(&clean::line(&named.line), &named.verdict);
        let wanted = ["input", "product", "release", "status", "eol", "upgrade_to"];
        let cells = wanted.iter().filter_map(|name| {
            let column = COLUMNS.iter().position(|column| column == name)?;
            Some(escaped(fields.get(column)?))
        });
        markdown::write_row(out, &cells.collect::<Vec<_>>())?;
    }
    Ok(())
}

fn write_records(out: &mut dyn Write, lines: &[Named<'_>], separator: u8) -> io::Result<()> {
    let fields = lines.iter();
    let fields = fields.map(|named| version::fields(&named.line, &named.verdict));
    separated::write(out, separator, COLUMNS, fields)
}
