//! The same answers without a screen, one file for each form. The day, the terminal's width and the
//! theme are passed; whatever is written goes to the writer that is passed.

pub mod api;
pub mod cells;
pub mod choice;
pub mod ical;
pub mod list;
mod markdown;
mod paint;
pub mod radar;
mod records;
mod text;
mod version;
pub mod watched;

use std::fmt;
use std::io::{self, Write};

use chrono::NaiveDate;

use self::choice::Choice;
use crate::theme::Theme;
use crate::viewpoint::{Habits, Viewpoint};

/// What the reader of an answer sees it on.
#[derive(Debug, Clone, Copy, Default)]
pub struct Look<'a> {
    /// Columns of the terminal; `None` where the output is no terminal.
    pub width: Option<usize>,
    /// How things look; `None` for no escape sequence at all.
    pub theme: Option<&'a Theme>,
    /// What is the reader's own in looking at the facts; nothing of it is in forms for programs.
    pub habits: Habits,
}

/// The days that an answer depends on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Days {
    /// The day looked at: every word follows it.
    pub looked_at: NaiveDate,
    /// The day of the data; `None` where they name none. See [`crate::catalog::Catalog::day`].
    pub of_data: Option<NaiveDate>,
}

impl Look<'_> {
    /// How the reader looks at the facts on a day.
    #[must_use]
    pub fn viewpoint(self, day: NaiveDate) -> Viewpoint {
        let habits = self.habits;
        Viewpoint { day, habits }
    }
}

impl fmt::Display for Days {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "as of {} · data of ", self.looked_at)?;
        match self.of_data {
            Some(day) => day.fmt(f),
            None => f.write_str("unknown day"),
        }
    }
}

/// The forms of an answer. The last four are for programs: they never fold.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// To be read
    #[default]
    Text,
    /// The same as Markdown
    Markdown,
    /// Records, comma-separated
    Csv,
    /// Records, tab-separated
    Tsv,
    /// For programs; a product in the shape of endoflife.date's API v1, a version as its verdict
    Json,
    /// The same as YAML
    Yaml,
}

/// Writes products in a form; `all` unfolds the old releases and shows every identifier.
///
/// # Errors
///
/// Fails where the output does.
pub fn show(
    out: &mut dyn Write,
    choices: &[Choice<'_>],
    format: Format,
    all: bool,
    look: Look<'_>,
    days: Days,
) -> io::Result<()> {
    let day = days.looked_at;
    match format {
        Format::Text => text::write(out, choices, all, look, days),
        Format::Markdown => markdown::write(out, choices, all, days),
        Format::Csv => records::write(out, choices, b',', day),
        Format::Tsv => records::write(out, choices, b'\t', day),
        Format::Json if version::is_asked(choices) => version::write_json(out, choices, day),
        Format::Yaml if version::is_asked(choices) => version::write_yaml(out, choices, day),
        Format::Json => api::write_json(out, choices, day),
        Format::Yaml => api::write_yaml(out, choices, day),
    }
}
