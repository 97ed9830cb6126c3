//! A product's release table on a day: columns, cells, tones and links, independent of any terminal.
//!
//! Columns, their order and labels are the product's own. The words and tones of a cell are those of
//! endoflife.date, except for releases that are not out yet, and for the months beside years.

pub mod fit;
mod label;
mod order;

use std::ops::Range;

use chrono::NaiveDate;

pub use self::label::{brief_label, label, label_on_site, labels, short_label};
use crate::facts::life::Life;
use crate::facts::lifecycle::{self, Health, Phase, Standing};
use crate::facts::product::{CustomField, End, Placement, Product, Release};
use crate::facts::viewpoint::{DateStyle, Preferences, Viewpoint};
use crate::facts::wording;

/// A release table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// Columns from left to right.
    pub columns: Vec<Heading>,
    /// A row for each release, in the file's order.
    pub rows: Vec<Row>,
    /// The old unmaintained rows that can be folded into one line; empty if there are too few.
    pub folded: Range<usize>,
    /// How dates are written, and which columns are dropped first.
    pub preferences: Preferences,
    /// The day that it is for.
    pub day: NaiveDate,
}

/// The content of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Column {
    /// The release's label.
    Release,
    /// A custom field, by its number.
    Custom(usize),
    /// Release date.
    Released,
    /// End of a phase.
    Phase(Phase),
    /// Newest version and its date.
    Latest,
}

/// A column and its label.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// Its content.
    pub column: Column,
    /// Its label.
    pub label: String,
}

/// One release.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// A cell for each column.
    pub cells: Vec<Cell>,
    /// How much of its life has passed; `None` if it has ended or is unknown.
    pub life: Option<Life>,
}

/// A cell: words, and a date that can be shown beside or instead of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// The cell without its absolute date: `Ended 2 years ago`.
    pub words: String,
    /// A release's name without its code name, if that is shorter: `22.04 (LTS)`.
    pub short_label: Option<String>,
    /// The date of the cell, if it has one.
    pub date: Option<NaiveDate>,
    /// The meaning of its sign and color.
    pub tone: Tone,
    /// Struck through.
    pub struck: bool,
    /// Without the color of its tone: what goes on although the release has ended.
    pub is_calm: bool,
    /// The address that the cell links to.
    pub link: Option<String>,
}

/// The meaning of a cell's color and sign.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Tone {
    /// Nothing.
    #[default]
    Plain,
    /// Supported.
    Good,
    /// It ends soon.
    Soon,
    /// It has ended.
    Ended,
    /// The release is not out yet.
    NotYet,
    /// The product does not have the phase.
    Unavailable,
    /// The file does not say.
    Unknown,
}

impl From<Standing> for Tone {
    fn from(standing: Standing) -> Self {
        match standing {
            Standing::Running => Self::Good,
            Standing::AlmostOver => Self::Soon,
            Standing::Ended => Self::Ended,
            Standing::NotYet => Self::NotYet,
            Standing::NotOffered => Self::Unavailable,
            Standing::Unknown => Self::Unknown,
        }
    }
}

impl Tone {
    /// The sign that says the same without color; empty for `Plain`.
    pub const fn glyph(self) -> &'static str {
        match self {
            Self::Plain => "",
            Self::Good => "✓",
            Self::Soon => "!",
            Self::Ended => "✗",
            Self::NotYet => "○",
            Self::Unavailable => "–",
            Self::Unknown => "?",
        }
    }
}

impl Cell {
    fn plain(words: impl Into<String>) -> Self {
        Self {
            words: words.into(),
            short_label: None,
            date: None,
            tone: Tone::Plain,
            struck: false,
            is_calm: false,
            link: None,
        }
    }

    /// Words and date as on endoflife.date: `Ended 2 years ago (30 Sep 2023)`.
    pub fn full(&self) -> String {
        self.dated(DateStyle::Long)
    }

    /// Words and date: `Ended 2 years ago (2023-09-30)`.
    pub fn dated(&self, dates: DateStyle) -> String {
        match self.date.map(|date| dates.written(date)) {
            Some(date) if self.words.is_empty() => format!("({date})"),
            Some(date) => format!("{} ({date})", self.words),
            None => self.words.clone(),
        }
    }
}

/// The wording of the cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wording {
    /// Our own.
    Own,
    /// endoflife.date's, word for word.
    Site,
}

impl Wording {
    fn relative(self, date: NaiveDate, today: NaiveDate) -> String {
        match self {
            Self::Own => wording::relative(date, today),
            Self::Site => wording::timeago(date, today),
        }
    }
}

impl Table {
    /// The table of a product on a day.
    pub fn new(product: &Product, on: Viewpoint) -> Self {
        Self::worded(product, on, Wording::Own)
    }

    /// The table as endoflife.date shows it, word for word.
    pub fn of_site(product: &Product, day: NaiveDate) -> Self {
        Self::worded(product, Viewpoint::with_defaults(day), Wording::Site)
    }

    fn worded(product: &Product, on: Viewpoint, wording: Wording) -> Self {
        let columns = headings(product);
        let rows = product.releases.iter().map(|release| Row {
            cells: columns
                .iter()
                .map(|heading| cell(heading.column, product, release, on, wording))
                .collect(),
            life: Life::of(&release.dates, on),
        });
        Self {
            rows: rows.collect(),
            day: on.day,
            folded: lifecycle::folded(&product.releases, on.day),
            preferences: on.preferences,
            columns,
        }
    }
}

/// The columns that the product's file asks for, in the site's order.
fn headings(product: &Product) -> Vec<Heading> {
    let on = &product.columns;
    let standard = |column, label: &Option<String>| {
        label.as_ref().map(|label| Heading {
            column,
            label: label.clone(),
        })
    };
    let custom = |place| {
        let fields = product.custom_fields.iter().enumerate();
        fields
            .filter(move |(_, field)| field.placement == place)
            .map(|(number, field)| Heading {
                column: Column::Custom(number),
                label: field.label.clone(),
            })
    };
    let phases = Phase::ALL.into_iter().filter_map(|phase| {
        Some(Heading {
            column: Column::Phase(phase),
            label: phase.column(on)?.to_owned(),
        })
    });
    let release = Heading {
        column: Column::Release,
        label: "Release".to_owned(),
    };
    std::iter::once(release)
        .chain(custom(Placement::AfterRelease))
        .chain(standard(Column::Released, &on.released))
        .chain(phases)
        .chain(custom(Placement::BeforeLatest))
        .chain(standard(Column::Latest, &on.latest))
        .chain(custom(Placement::AfterLatest))
        .collect()
}

/// The shortest label that names the release below its product's title: without the code name, and without
/// words of the title.
fn short_of(product: &Product, release: &Release, day: NaiveDate) -> Option<String> {
    let whole = label(product, release, day);
    let short = short_label(product, release, day).unwrap_or_else(|| whole.clone());
    let own = wording::own_label(&product.title, &short);
    (own != whole).then(|| own.to_owned())
}

fn cell(
    column: Column,
    product: &Product,
    release: &Release,
    on: Viewpoint,
    wording: Wording,
) -> Cell {
    let Viewpoint { day, .. } = on;
    let ended = lifecycle::is_end_of_life(&release.dates, day);
    let has_latest = product.columns.latest.is_some();
    match column {
        Column::Release => Cell {
            short_label: short_of(product, release, day),
            struck: ended,
            // The link is in the cell of the latest version if there is one.
            link: release.link.clone().filter(|_| !has_latest),
            ..Cell::plain(match wording {
                Wording::Own => label(product, release, day),
                Wording::Site => label_on_site(product, release, day),
            })
        },
        Column::Custom(number) => {
            let field = product.custom_fields.get(number);
            let is_struck = field.is_some_and(|field| follows_end(field, product));
            Cell {
                struck: ended && is_struck,
                ..Cell::plain(field.map_or(NO_VALUE, |field| custom_value(field, release)))
            }
        }
        Column::Released => match release.dates.released {
            Some(date) => Cell {
                date: Some(date),
                ..Cell::plain(wording.relative(date, day))
            },
            None => Cell {
                tone: Tone::Unknown,
                ..Cell::plain("Unknown")
            },
        },
        Column::Phase(phase) => {
            let cell = phase_cell(phase, release, on, wording);
            let is_over = lifecycle::release_health(&release.dates, on) == Health::Ended;
            Cell {
                is_calm: is_over && cell.tone == Tone::Good,
                ..cell
            }
        }
        Column::Latest => Cell {
            date: release.dates.latest_released,
            struck: ended,
            link: release.link.clone(),
            ..Cell::plain(release.latest.as_deref().unwrap_or_default())
        },
    }
}

/// Whether a custom cell is struck through with its release. On the site, cells to the right of the latest
/// version inherit that from its cell, so without such a cell they are never struck through.
fn follows_end(field: &CustomField, product: &Product) -> bool {
    match field.placement {
        Placement::AfterRelease => true,
        Placement::AfterLatest => product.columns.latest.is_some(),
        Placement::BeforeLatest | Placement::Hidden => false,
    }
}

/// The site's text for an empty custom field.
const NO_VALUE: &str = "N/A";

fn custom_value<'a>(field: &CustomField, release: &'a Release) -> &'a str {
    let value = own_value(field, release);
    value.filter(|value| *value != "false").unwrap_or(NO_VALUE)
}

/// The release's value of a custom field; `None` if it has none.
pub fn own_value<'a>(field: &CustomField, release: &'a Release) -> Option<&'a str> {
    let mut values = release.custom.iter();
    let own = values.find(|(name, _)| *name == field.name);
    own.map(|(_, value)| value.as_str())
        .filter(|value| !value.is_empty())
}

/// Security support that has ended without a date reads `No`, because the column answers whether there is
/// support.
fn phase_cell(phase: Phase, release: &Release, on: Viewpoint, wording: Wording) -> Cell {
    let end = phase.end(&release.dates);
    let standing = match wording {
        Wording::Own => phase.stands(&release.dates, on),
        Wording::Site => phase.standing(&release.dates, on),
    };
    let span = |date| wording.relative(date, on.day);
    let is_production = phase == Phase::Production;
    let words = match (end, standing) {
        (End::On(_), Standing::NotYet) => "Not released yet, will end".to_owned(),
        (End::Open, Standing::NotYet) => "Not released yet".to_owned(),
        (End::On(date), _) if is_production => span(date),
        (End::On(date), Standing::Ended) => format!("Ended {}", span(date)),
        (End::On(date), _) => format!("Ends {}", span(date)),
        (End::Over, _) if is_production => "Discontinued".to_owned(),
        (End::Open, _) if is_production => "In Production".to_owned(),
        (End::Over, _) => "No".to_owned(),
        (End::Open, _) => "Yes".to_owned(),
        (End::Unstated, Standing::NotOffered) => "Unavailable".to_owned(),
        (End::Unstated, _) => "Unknown".to_owned(),
    };
    Cell {
        date: end.date(),
        tone: standing.into(),
        ..Cell::plain(words)
    }
}

#[cfg(test)]
mod tests;
