//! The formats of answers on the command line, one file each.

mod ansi;
pub mod api;
pub mod cells;
pub mod changes;
pub mod check;
pub mod comparison;
pub mod html;
pub mod lines;
pub mod list;
mod markdown;
pub mod moves;
mod paint;
mod picture;
mod product_page;
pub mod radar;
mod records;
pub mod releases;
mod rows;
mod separated;
pub mod svg;
mod tabular;
mod text;
mod timeline;
mod version;
pub mod watched;

use std::io::{self, Write};

use chrono::NaiveDate;
use clap::builder::PossibleValue;
use serde::Serialize;

use self::picture::{Told, drawn};
pub use self::tabular::Tabular;
use self::version::Answers;
use crate::facts::upgrade;
use crate::facts::viewpoint::{Preferences, Viewpoint};
use crate::find::choice::Choice;
use crate::settings::theme::{Glyphs, Theme};
use crate::text::clean;
use crate::text::width;
use crate::text::wrap::wrapped_at_spaces;

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
    /// The theme of pictures and pages; `None` for the light one.
    pub page: Option<&'a Theme>,
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

    /// The theme of pictures and pages.
    fn theme_of_pages(self) -> Theme {
        let light = || Theme::named("light").unwrap_or_default();
        Theme {
            glyphs: Glyphs::Unicode,
            ..self.page.cloned().unwrap_or_else(light)
        }
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

/// The formats of an answer. Records, JSON and YAML are for programs: they fold nothing and keep all
/// characters but those that a terminal would obey, which JSON escapes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// Plain text
    #[default]
    Text,
    /// Markdown
    Markdown,
    /// A web page in one file
    Html,
    /// A picture
    Svg,
    /// Comma-separated records
    Csv,
    /// Tab-separated records
    Tsv,
    /// A JSON array of objects
    Json,
    /// The same data as YAML
    Yaml,
}

impl Format {
    /// Whether people read it, who need no answer that is empty.
    pub fn is_read(self) -> bool {
        match self {
            Self::Text | Self::Markdown | Self::Html | Self::Svg => true,
            Self::Csv | Self::Tsv | Self::Json | Self::Yaml => false,
        }
    }

    /// Whether it has the colors of a theme wherever it is shown.
    pub fn is_colored(self) -> bool {
        matches!(self, Self::Html | Self::Svg)
    }
}

/// The formats of products: the general ones, some of them with bars.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ProductFormat {
    /// The general format.
    pub format: Format,
    /// Whether bars on a time axis that all products share stand in place of release tables, see
    /// [`Self::as_timeline`].
    has_bars: bool,
}

impl ProductFormat {
    const fn of(format: Format) -> Self {
        let has_bars = false;
        Self { format, has_bars }
    }

    /// The same with bars in place of release tables.
    ///
    /// # Errors
    ///
    /// Returns why the format has no bars.
    pub fn as_timeline(self) -> Result<Self, &'static str> {
        let has_bars = matches!(self.format, Format::Text | Format::Html | Format::Svg);
        let timeline = has_bars.then_some(Self { has_bars, ..self });
        timeline.ok_or("--timeline needs --format text, html or svg")
    }
}

impl clap::ValueEnum for ProductFormat {
    fn value_variants<'a>() -> &'a [Self] {
        const ALL: [ProductFormat; 9] = [
            ProductFormat::of(Format::Text),
            ProductFormat::of(Format::Markdown),
            ProductFormat::of(Format::Html),
            ProductFormat::of(Format::Svg),
            ProductFormat {
                format: Format::Text,
                has_bars: true,
            },
            ProductFormat::of(Format::Csv),
            ProductFormat::of(Format::Tsv),
            ProductFormat::of(Format::Json),
            ProductFormat::of(Format::Yaml),
        ];
        &ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        const JSON: &str = "JSON; products as in endoflife.date's API v1, versions as verdicts";
        const TIMELINE: &str = "The same as `--timeline`";
        match (self.format, self.has_bars) {
            (_, true) => Some(PossibleValue::new("timeline").help(TIMELINE)),
            (Format::Json, _) => Some(PossibleValue::new("json").help(JSON)),
            (format, _) => format.to_possible_value(),
        }
    }
}

/// Products to write, and what their text depends on.
#[derive(Debug, Clone, Copy)]
pub struct Products<'a> {
    /// The products, with what is asked about them.
    pub choices: &'a [Choice<'a>],
    /// Whether old releases are unfolded and all identifiers are shown.
    pub is_whole: bool,
    /// How and where they are displayed.
    pub look: Look<'a>,
    /// The day of their statuses, and that of the data.
    pub days: Days,
}

impl<'a> Products<'a> {
    /// The reader's viewpoint.
    fn on(self) -> Viewpoint {
        self.look.viewpoint(self.days.looked_at)
    }

    /// One of the products alone.
    fn only(self, choice: &'a Choice<'a>) -> Self {
        Self {
            choices: std::slice::from_ref(choice),
            ..self
        }
    }

    /// The titles of the products: `Debian, Ubuntu`.
    fn titles(self) -> String {
        let titles = self.choices.iter();
        let titles = titles.map(|choice| choice.product.title.as_str());
        titles.collect::<Vec<_>>().join(", ")
    }

    /// The warning that the data are too old; `None` if they are not, or if a verdict says so already.
    fn outdated(self, choice: &Choice<'_>) -> Option<String> {
        let is_whole = choice.verdicts.is_empty();
        let product = is_whole.then_some(choice.product)?;
        upgrade::outdated(product, self.days.of_data, self.on())
    }

    /// A picture of what `write` writes; its look is that of the page.
    fn drawn(
        self,
        told: Told<'_>,
        write: impl FnOnce(&mut dyn Write, Products<'_>) -> io::Result<()>,
    ) -> String {
        drawn(self.look, told, |out, look| {
            write(out, Products { look, ..self })
        })
    }
}

/// Writes products in a format.
///
/// # Errors
///
/// Fails if the output cannot be written.
pub fn show(out: &mut dyn Write, shown: Products<'_>, form: ProductFormat) -> io::Result<()> {
    let (choices, look, day) = (shown.choices, shown.look, shown.days.looked_at);
    match (form.format, form.has_bars) {
        (Format::Text, false) => readable(out, look, |out| text::write(out, shown)),
        (Format::Text, true) => readable(out, look, |out| timeline::write(out, shown)),
        (Format::Markdown, _) => readable(out, look, |out| markdown::write(out, shown)),
        (Format::Html, false) => product_page::write(out, shown),
        (Format::Html, true) => product_page::write_timeline(out, shown),
        (Format::Svg, false) => {
            let titles = shown.titles();
            let picture = shown.drawn(Told::titled(&titles), text::write_tables);
            out.write_all(picture.as_bytes())
        }
        (Format::Svg, true) => {
            let picture = timeline::picture(shown, &shown.titles(), timeline::write);
            out.write_all(picture.as_bytes())
        }
        (Format::Csv, _) => records::write(out, choices, b',', day),
        (Format::Tsv, _) => records::write(out, choices, b'\t', day),
        (Format::Json, _) => as_json(out, &Answers::new(choices, day)),
        (Format::Yaml, _) => as_yaml(out, &Answers::new(choices, day)),
    }
}

/// A title and the facts behind it; below it, if they do not fit beside it.
fn write_headline(
    out: &mut dyn Write,
    (title, facts): (&str, &str),
    look: Look<'_>,
) -> io::Result<()> {
    let painted = paint::paint(title, look.theme.map(|theme| theme.title));
    let beside = width::of(title) + width::of(" · ") + width::of(facts);
    match look.width.filter(|room| beside > *room) {
        None => writeln!(out, "{painted} · {facts}"),
        Some(room) => {
            writeln!(out, "{painted}")?;
            let mut lines = wrapped_at_spaces(facts, room).into_iter();
            lines.try_for_each(|line| writeln!(out, "{line}"))
        }
    }
}

/// Writes a value as indented JSON, with a final newline.
///
/// # Errors
///
/// Fails if the output cannot be written.
pub fn as_json<T: Serialize + ?Sized>(out: &mut dyn Write, value: &T) -> io::Result<()> {
    let text = serde_json::to_string_pretty(value)?;
    out.write_all(clean::json(&text).as_bytes())?;
    out.write_all(b"\n")
}

/// Writes a value as YAML.
///
/// # Errors
///
/// Fails if the output cannot be written.
pub fn as_yaml<T: Serialize + ?Sized>(out: &mut dyn Write, value: &T) -> io::Result<()> {
    let text = serde_yaml::to_string(value).map_err(io::Error::other)?;
    out.write_all(clean::text(&text).as_bytes())
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
