//! Changes in the data, in every format.

use std::io::{self, Write};

use chrono::NaiveDate;
use clap::ValueEnum;
use serde::Serialize;

use super::{Look, as_json, separated};
use crate::facts::changes::{Change, Counts};
use crate::facts::viewpoint::DateStyle;
use crate::facts::wording;
use crate::text::markdown::escaped;
use crate::text::{width, xml};

/// The formats of changes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum ChangesFormat {
    /// Plain text
    #[default]
    Text,
    /// Markdown
    Markdown,
    /// Comma-separated records
    Csv,
    /// Tab-separated records
    Tsv,
    /// A JSON array of objects
    Json,
    /// An Atom feed
    Atom,
}

impl ChangesFormat {
    /// Whether the format is for people.
    pub fn is_read(self) -> bool {
        matches!(self, Self::Text | Self::Markdown)
    }
}

/// Changes and the context they are reported in.
pub struct Report {
    /// The changes, the worst news first.
    pub changes: Vec<Told>,
    /// The day of the older data; `None` if unknown.
    pub since: Option<NaiveDate>,
    /// How many changes of latest versions are left out.
    pub hidden: usize,
    /// The day of the data.
    pub of_data: NaiveDate,
}

/// A change with its context.
pub struct Told {
    /// Whether its product or release is watched.
    pub is_watched: bool,
    /// How often this end date has moved in the data, including this change; 0 if it is not an end date.
    pub moved: usize,
    /// The change.
    pub change: Change,
}

impl Told {
    /// The change in words; for an end date that moved before, with how often.
    fn words(&self, style: DateStyle) -> String {
        let words = self.change.words(style);
        match self.moved {
            0 | 1 => words,
            moved => format!("{words} · moved {}", wording::times(moved)),
        }
    }
}

/// A change in a format for programs.
#[derive(Default, Serialize)]
struct Record<'a> {
    kind: &'static str,
    product: &'a str,
    release: Option<&'a str>,
    field: Option<&'a str>,
    from: Option<&'a str>,
    to: Option<&'a str>,
}

/// A longer name moves the change to the right.
const WIDEST_NAME: usize = 36;

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

    /// Its values, joined to a name that no other change of the day has.
    fn id(&self) -> String {
        let values = [self.release, self.field, self.from, self.to];
        let [release, field, from, to] = values.map(Option::unwrap_or_default);
        [self.kind, self.product, release, field, from, to].join(":")
    }
}

impl Report {
    /// Writes the changes in a format.
    ///
    /// # Errors
    ///
    /// Fails if the output cannot be written.
    pub fn write(
        &self,
        out: &mut dyn Write,
        form: ChangesFormat,
        look: Look<'_>,
    ) -> io::Result<()> {
        let records = self.changes.iter().map(|told| Record::of(&told.change));
        let records: Vec<_> = records.collect();
        let separated =
            |out, separator| separated::write_records(out, separator, &Record::default(), &records);
        match form {
            ChangesFormat::Text => self.text(out, look),
            ChangesFormat::Markdown => self.markdown(out, look.preferences.dates),
            ChangesFormat::Json => as_json(out, &records),
            ChangesFormat::Csv => separated(out, b','),
            ChangesFormat::Tsv => separated(out, b'\t'),
            ChangesFormat::Atom => self.atom(out, look.preferences.dates),
        }
    }

    fn text(&self, out: &mut dyn Write, look: Look<'_>) -> io::Result<()> {
        let style = look.preferences.dates;
        self.head(out, style)?;
        let named = self.changes.iter().map(|told| told.change.subject());
        let widest = named.map(|name| width::of(&name)).max().unwrap_or(0);
        let widest = widest.min(WIDEST_NAME);
        for told in &self.changes {
            let sign = if told.is_watched { "★" } else { " " };
            let name = width::padded(&told.change.subject(), widest);
            writeln!(out, "{sign} {name}  {}", told.words(style))?;
        }
        self.rest(out)
    }

    /// Writes the day of the older data and the number of changes of each kind.
    fn head(&self, out: &mut dyn Write, style: DateStyle) -> io::Result<()> {
        let Some(day) = self.since.filter(|_| !self.changes.is_empty()) else {
            return Ok(());
        };
        let changes = self.changes.iter().map(|told| &told.change);
        let (day, counts) = (style.written(day), Counts::of(changes));
        writeln!(out, "Since {day}: {counts}.\n")
    }

    fn rest(&self, out: &mut dyn Write) -> io::Result<()> {
        let versions = wording::count(self.hidden, "latest version");
        match (self.changes.is_empty(), self.hidden) {
            (true, 0) => writeln!(out, "Nothing changed."),
            (_, 0) => Ok(()),
            _ => writeln!(out, "{versions} changed; --all lists them"),
        }
    }

    fn markdown(&self, out: &mut dyn Write, style: DateStyle) -> io::Result<()> {
        self.head(out, style)?;
        for told in &self.changes {
            let (name, words) = (escaped(&told.change.subject()), escaped(&told.words(style)));
            let sign = if told.is_watched { "★&nbsp;" } else { "" };
            writeln!(out, "- {sign}**{name}** {words}")?;
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
        for told in &self.changes {
            let change = &told.change;
            let id = Record::of(change).id();
            let title = xml::escaped(&format!("{}: {}", change.subject(), told.words(style)));
            let product = xml::escaped(&change.product);
            writeln!(out, "  <entry>")?;
            writeln!(out, "    <title>{title}</title>")?;
            writeln!(
                out,
                "    <id>urn:eolens:changes:{}:{}</id>",
                self.of_data,
                address(&id)
            )?;
            writeln!(out, "    <updated>{updated}</updated>")?;
            writeln!(out, "    <link href=\"https://endoflife.date/{product}\"/>")?;
            writeln!(out, "  </entry>")?;
        }
        writeln!(out, "</feed>")
    }
}

fn address(text: &str) -> String {
    percent_encoding::utf8_percent_encode(text, percent_encoding::NON_ALPHANUMERIC).to_string()
}
