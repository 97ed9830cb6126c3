//! Answers in rows, which exist in every format.

use std::io::{self, Write};

use serde::Serialize;

use super::{Format, Look, Told, as_json, as_yaml, drawn, readable, separated};

/// An answer in rows.
pub trait Tabular {
    /// The title of a picture.
    const TITLE: &'static str;

    /// The width of a picture, in columns, if none is asked for; `None` for that of the content.
    const WIDTH: Option<usize> = None;

    /// The rows for programs. One without values, the default, has the columns of all.
    fn records(&self) -> Vec<impl Serialize + Default>;

    /// Writes it as a terminal shows it.
    ///
    /// # Errors
    ///
    /// Fails if the output cannot be written; so do the others.
    fn write_text(&self, out: &mut dyn Write, look: Look<'_>) -> io::Result<()>;

    /// Writes it as Markdown.
    ///
    /// # Errors
    ///
    /// See [`Self::write_text`].
    fn write_markdown(&self, out: &mut dyn Write, look: Look<'_>) -> io::Result<()>;

    /// Writes it as a web page.
    ///
    /// # Errors
    ///
    /// See [`Self::write_text`].
    fn write_page(&self, out: &mut dyn Write, look: Look<'_>) -> io::Result<()>;

    /// Writes a line for each row below the names of the columns.
    ///
    /// # Errors
    ///
    /// See [`Self::write_text`].
    fn write_separated(&self, out: &mut dyn Write, separator: u8) -> io::Result<()> {
        separated::write_records(out, separator, &Default::default(), &self.records())
    }

    /// Writes it in a format.
    ///
    /// # Errors
    ///
    /// See [`Self::write_text`].
    fn write(&self, out: &mut dyn Write, format: Format, look: Look<'_>) -> io::Result<()> {
        match format {
            Format::Text => readable(out, look, |out| self.write_text(out, look)),
            Format::Markdown => readable(out, look, |out| self.write_markdown(out, look)),
            Format::Html => self.write_page(out, look),
            Format::Svg => {
                let told = Told {
                    columns: Self::WIDTH,
                    ..Told::titled(Self::TITLE)
                };
                let picture = drawn(look, told, |out, look| self.write_text(out, look));
                out.write_all(picture.as_bytes())
            }
            Format::Csv => self.write_separated(out, b','),
            Format::Tsv => self.write_separated(out, b'\t'),
            Format::Json => as_json(out, &self.records()),
            Format::Yaml => as_yaml(out, &self.records()),
        }
    }
}
