//! Changes in the data, in every format.

use std::io::{self, Write};

use chrono::NaiveDate;
use clap::ValueEnum;
use serde::Serialize;

use super::Look;
use crate::facts::changes::Change;
use crate::facts::viewpoint::DateStyle;
use crate::facts::wording;

/// The formats of changes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum Form {
    /// To be read
    #[default]
    Text,
    /// The same as Markdown
    Markdown,
    /// Records, comma-separated
    Csv,
    /// Records, tab-separated
    Tsv,
    /// An array of objects, for programs
    Json,
    /// A feed
    Atom,
}

impl Form {
    /// Whether the format is for people.
    pub fn is_read(self) -> bool {
        matches!(self, Self::Text | Self::Markdown)
    }
}

/// Changes and the context they are reported in.
pub struct Report {
    /// The changes, the worst news first, each with whether its product or release is watched.
    pub changes: Vec<(bool, Change)>,
    /// How many changes of latest versions are left out.
    pub hidden: usize,
    /// The day of the data.
    pub of_data: NaiveDate,
}

/// A change in a format for programs.
#[derive(Serialize)]
struct Record<'a> {
    kind: &'static str,
    product: &'a str,
    release: Option<&'a str>,
    field: Option<&'a str>,
    from: Option<&'a str>,
    to: Option<&'a str>,
}

const COLUMNS: [&str; 6] = ["kind", "product", "release", "field", "from", "to"];

impl<'a> Record<'a> {
    fn of(change: &'a Change) -> Self {
        Self {
            kind: change.kind.key(),
            product: &change.product,
            release: change.release.as_deref(),
            field: change.field.as_deref(),
            from: change.from.as_deref(),
            to: change.to.as_deref(),
        }
    }

    fn fields(&self) -> [&str; 6] {
        let text = |text: Option<&'a str>| text.unwrap_or_default();
        [
            self.kind,
            self.product,
            text(self.release),
            text(self.field),
            text(self.from),
            text(self.to),
        ]
    }
}

impl Report {
    /// Writes the changes in a format.
    ///
    /// # Errors
    ///
    /// Fails if the output cannot be written.
    pub fn write(&self, out: &mut dyn Write, form: Form, look: Look<'_>) -> io::Result<()> {
        let records = || self.changes.iter().map(|(_, change)| Record::of(change));
        match form {
            Form::Text => self.text(out, look),
            Form::Markdown => self.markdown(out, look.preferences.dates),
            Form::Json => {
                serde_json::to_writer_pretty(&mut *out, &records().collect::<Vec<_>>())?;
                out.write_all(b"\n")
            }
            Form::Csv => separated(out, b',', records()),
            Form::Tsv => separated(out, b'\t', records()),
            Form::Atom => self.atom(out, look.preferences.dates),
        }
    }

    fn text(&self, out: &mut dyn Write, look: Look<'_>) -> io::Result<()> {
        let named = self.changes.iter().map(|(_, change)| change.subject());
        let widest = named
            .map(|name| name.chars().count())
            .max()
            .unwrap_or(0)
            .min(36);
        for (is_watched, change) in &self.changes {
            let sign = if *is_watched { "●" } else { " " };
            let name = change.subject();
            let gap = " ".repeat(widest.saturating_sub(name.chars().count()));
            writeln!(
                out,
                "{sign} {name}{gap}  {}",
                change.words(look.preferences.dates)
            )?;
        }
        self.rest(out)
    }

    fn rest(&self, out: &mut dyn Write) -> io::Result<()> {
        let versions = wording::count(self.hidden, "newest version");
        match (self.changes.is_empty(), self.hidden) {
            (true, 0) => writeln!(out, "nothing changed"),
            (_, 0) => Ok(()),
            _ => writeln!(out, "{versions} changed; --all lists them"),
        }
    }

    fn markdown(&self, out: &mut dyn Write, style: DateStyle) -> io::Result<()> {
        for (is_watched, change) in &self.changes {
            let (name, change) = (escaped(&change.subject()), escaped(&change.words(style)));
            let sign = if *is_watched { "●&nbsp;" } else { "" };
            writeln!(out, "- {sign}**{name}** {change}")?;
        }
        self.rest(out)
    }

    fn atom(&self, out: &mut dyn Write, style: DateStyle) -> io::Result<()> {
        let updated = format!("{}T00:00:00Z", self.of_data);
        writeln!(out, "<?xml version=\"1.0\" encoding=\"utf-8\"?>")?;
        writeln!(out, "<feed xmlns=\"http://www.w3.org/2005/Atom\">")?;
        writeln!(out, "  <title>Changes of end-of-life dates</title>")?;
        writeln!(out, "  <id>urn:eolens:changes</id>")?;
        writeln!(out, "  <updated>{updated}</updated>")?;
        writeln!(out, "  <author><name>eolens</name></author>")?;
        for (_, change) in &self.changes {
            let fields = Record::of(change).fields().join(":");
            let title = xml(&format!("{}: {}", change.subject(), change.words(style)));
            let product = xml(&change.product);
            writeln!(out, "  <entry>")?;
            writeln!(out, "    <title>{title}</title>")?;
            writeln!(
                out,
                "    <id>urn:eolens:changes:{}:{}</id>",
                self.of_data,
                address(&fields)
            )?;
            writeln!(out, "    <updated>{updated}</updated>")?;
            writeln!(out, "    <link href=\"https://endoflife.date/{product}\"/>")?;
            writeln!(out, "  </entry>")?;
        }
        writeln!(out, "</feed>")
    }
}

fn separated<'a>(
    out: &mut dyn Write,
    separator: u8,
    records: impl Iterator<Item = Record<'a>>,
) -> io::Result<()> {
    let mut writer = csv::WriterBuilder::new()
        .delimiter(separator)
        .from_writer(Vec::new());
    writer.write_record(COLUMNS)?;
    for record in records {
        writer.write_record(record.fields())?;
    }
    let bytes = writer
        .into_inner()
        .map_err(csv::IntoInnerError::into_error)?;
    out.write_all(&bytes)
}

fn escaped(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        if "\\`*_[]<>#|".contains(c) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

fn xml(text: &str) -> String {
    let pairs = [
        ("&", "&amp;"),
        ("<", "&lt;"),
        (">", "&gt;"),
        ("\"", "&quot;"),
    ];
    pairs
        .iter()
        .fold(text.to_owned(), |text, (from, to)| text.replace(from, to))
}

fn address(text: &str) -> String {
    percent_encoding::utf8_percent_encode(text, percent_encoding::NON_ALPHANUMERIC).to_string()
}
