//! The formats of answers on the command line, one file each.

pub mod api;
pub mod cells;
pub mod changes;
pub mod check;
pub mod comparison;
pub mod ical;
pub mod lines;
pub mod list;
mod markdown;
pub mod moves;
mod paint;
pub mod radar;
mod records;
pub mod releases;
mod separated;
mod text;
mod timeline;
mod version;
pub mod watched;

use std::io::{self, Write};

use chrono::NaiveDate;
use clap::builder::PossibleValue;
use serde::Serialize;

use crate::facts::viewpoint::{Preferences, Viewpoint};
use crate::find::choice::Choice;
use crate::settings::theme::{Glyphs, Theme};

/// How and where an answer is displayed.
#[derive(Debug, Clone, Copy, Default)]
pub struct Look<'a> {
    /// Width of the terminal in columns; `None` if the output is not a terminal.
    pub width: Option<usize>,
    /// The theme; `None` for output without escape sequences.
    pub theme: Option<&'a Theme>,
    /// The characters that answers for people may use.
    pub glyphs: Glyphs,
    /// The reader's preferences; formats for programs ignore them.
    pub preferences: Preferences,
}

/// The days that an answer depends on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Days {
    /// The day that statuses are computed for.
    pub looked_at: NaiveDate,
    /// The day of the data; `None` if it is unknown. See [`crate::facts::catalog::Catalog::day`].
    pub of_data: Option<NaiveDate>,
}

impl Look<'_> {
    /// The reader's viewpoint on a day.
    pub fn viewpoint(self, day: NaiveDate) -> Viewpoint {
        let preferences = self.preferences;
        Viewpoint { day, preferences }
    }
}

impl Days {
    /// `as of 2026-08-22 · data of 2026-08-21`, with dates in the reader's style.
    pub fn words(&self, look: Look<'_>) -> String {
        let written = |day| look.preferences.dates.short().written(day);
        let of_data = self.of_data.map(written);
        let of_data = of_data.as_deref().unwrap_or("an unknown date");
        format!("as of {} · data of {of_data}", written(self.looked_at))
    }
}

/// The formats of an answer. The last four are for programs: they fold nothing and keep all characters.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
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
    /// The same data as YAML
    Yaml,
}

/// The formats of products: the general ones and the timeline.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProductFormat {
    /// One of the general formats.
    As(Format),
    /// Bars on a time axis that all products share.
    Timeline,
}

impl Default for ProductFormat {
    fn default() -> Self {
        Self::As(Format::default())
    }
}

impl clap::ValueEnum for ProductFormat {
    fn value_variants<'a>() -> &'a [Self] {
        &[
            Self::As(Format::Text),
            Self::As(Format::Markdown),
            Self::Timeline,
            Self::As(Format::Csv),
            Self::As(Format::Tsv),
            Self::As(Format::Json),
            Self::As(Format::Yaml),
        ]
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        const JSON: &str = "JSON; products as in endoflife.date's API v1, versions as verdicts";
        match self {
            Self::As(Format::Json) => Some(PossibleValue::new("json").help(JSON)),
            Self::As(format) => format.to_possible_value(),
            Self::Timeline => {
                Some(PossibleValue::new("timeline").help("Bars on a shared time axis"))
            }
        }
    }
}

/// How products are written.
#[derive(Debug, Clone, Copy)]
pub struct Shape {
    /// The format.
    pub form: ProductFormat,
    /// Whether old releases are unfolded and all identifiers are shown.
    pub is_whole: bool,
}

/// Writes products.
///
/// # Errors
///
/// Fails if the output cannot be written.
pub fn show(
    out: &mut dyn Write,
    choices: &[Choice<'_>],
    Shape {
        form,
        is_whole: all,
    }: Shape,
    look: Look<'_>,
    days: Days,
) -> io::Result<()> {
    let day = days.looked_at;
    match form {
        ProductFormat::As(Format::Text) => {
            readable(out, look, |out| text::write(out, choices, all, look, days))
        }
        ProductFormat::As(Format::Markdown) => readable(out, look, |out| {
            markdown::write(out, choices, all, look, days)
        }),
        ProductFormat::Timeline => readable(out, look, |out| {
            timeline::write(out, choices, all, look, days)
        }),
        ProductFormat::As(Format::Csv) => records::write(out, choices, b',', day),
        ProductFormat::As(Format::Tsv) => records::write(out, choices, b'\t', day),
        ProductFormat::As(Format::Json) if version::is_asked(choices) => {
            version::write_json(out, choices, day)
        }
        ProductFormat::As(Format::Yaml) if version::is_asked(choices) => {
            version::write_yaml(out, choices, day)
        }
        ProductFormat::As(Format::Json) => api::write_json(out, choices, day),
        ProductFormat::As(Format::Yaml) => api::write_yaml(out, choices, day),
    }
}

/// Writes a value as indented JSON, with a final newline.
///
/// # Errors
///
/// Fails if the output cannot be written.
pub fn as_json<T: Serialize + ?Sized>(out: &mut dyn Write, value: &T) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, value)?;
    out.write_all(b"\n")
}

/// Writes a value as YAML.
///
/// # Errors
///
/// Fails if the output cannot be written.
pub fn as_yaml<T: Serialize + ?Sized>(out: &mut dyn Write, value: &T) -> io::Result<()> {
    let text = serde_yaml::to_string(value).map_err(io::Error::other)?;
    out.write_all(text.as_bytes())
}

/// Writes an answer for people, with its characters replaced by ASCII where needed.
///
/// # Errors
///
/// Fails if the output cannot be written.
pub fn readable(
    out: &mut dyn Write,
    look: Look<'_>,
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> io::Result<()> {
    if look.glyphs == Glyphs::Unicode {
        return write(out);
    }
    let mut text = Vec::new();
    write(&mut text)?;
    let text = String::from_utf8_lossy(&text);
    out.write_all(look.glyphs.shown(&text).as_bytes())
}
