//! A row of a list over many products, shared by radar, watchlist, releases, changes and stack: its
//! content, and the columns that fit into a width.

mod fit;

use chrono::NaiveDate;

pub use self::fit::{DAY, Fit, NAME, PHASE, Widths};
use self::fit::{GAP, gap};
use crate::facts::catalog::Catalog;
use crate::facts::life::Life;
use crate::facts::lifecycle::{Health, Phase};
use crate::facts::moves::MARK;
use crate::facts::product::{End, Product};
use crate::facts::table::{self, Tone};
use crate::facts::viewpoint::{DateStyle, Viewpoint};
use crate::facts::{why, wording};
use crate::text::width;

/// A column of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Part {
    /// The sign of the row.
    Sign,
    /// A short mark of the list's own: a star, the line of a file.
    Mark,
    /// Product and release.
    Name,
    /// The phase that the date belongs to.
    Phase,
    /// The date, or a word in place of it. No width omits it.
    Day,
    /// What stood in place of that date before it changed, with an arrow. It precedes [`Self::Day`] without a
    /// gap, and lists of columns do not contain it.
    Before,
    /// The time until that date, or since.
    Left,
    /// The same, aligned at the right before the date. For lists of near dates.
    Countdown,
    /// The part of the life that has passed, see [`Life`].
    Life,
    /// The part of the life that remains. It follows [`Self::Life`] without a gap, and lists of columns do
    /// not contain it.
    Unused,
    /// The list's own addition: the category, the text of a file.
    Note,
    /// The date of the release.
    Released,
    /// What follows, or what to upgrade to.
    Then,
}

/// Stands between what a day was and what it is.
pub const ARROW: &str = " → ";

/// The content of a row. An empty text leaves its column blank.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Row {
    /// Its sign.
    pub sign: &'static str,
    /// The meaning of the sign and its color.
    pub tone: Tone,
    /// See [`Part::Mark`].
    pub mark: String,
    /// The name.
    pub name: Name,
    /// The phase, with a short form.
    pub phase: (String, &'static str),
    /// See [`Part::Day`].
    pub day: String,
    /// The day has moved in the data: a mark in the gap behind it says so.
    pub has_moved: bool,
    /// Days until the date, negative if it has passed; `None` if there is no date.
    pub left: Option<i64>,
    /// `None` if the life of the release has ended or is unknown.
    pub life: Option<Life>,
    /// See [`Part::Note`].
    pub note: String,
    /// See [`Part::Released`].
    pub released: String,
    /// See [`Part::Then`].
    pub then: Then,
}

/// What follows, in forms for less and less room.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Then {
    /// With the product's own name of extended support; `None` if that is not what follows.
    pub named: Option<String>,
    /// In words.
    pub long: String,
    /// In a word or two.
    pub short: String,
    /// In less than that; `None` if there is no shorter form.
    pub shortest: Option<String>,
}

/// The name in a row.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Name {
    /// The product's title.
    pub title: String,
    /// The labels of the release, from long to short; none for a whole product.
    pub labels: Vec<String>,
}

/// A column of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// Which one.
    pub part: Part,
    /// Its text, padded to the next column.
    pub text: String,
}

impl Row {
    /// The row's texts in the columns that fit.
    pub fn cells(&self, fit: &Fit) -> Vec<Cell> {
        let mut cells = Vec::with_capacity(fit.columns.len() + 1);
        let mut push = |part, text| cells.push(Cell { part, text });
        let mut columns = fit.columns.iter().peekable();
        while let Some((part, width)) = columns.next() {
            // A name that would be cut takes the place of the note behind it, which says less.
            let note = columns.next_if(|(next, _)| {
                (*part, *next) == (Part::Name, Part::Note) && !self.name.is_whole_in(*width)
            });
            let note = note.map_or(0, |(_, note)| gap(Part::Name, *width) + note);
            let width = &(width + note);
            if let (Part::Life, Some(life)) = (part, self.life) {
                let drawn = life.line(*width);
                push(*part, drawn.used);
                push(Part::Unused, drawn.left + &" ".repeat(GAP));
                continue;
            }
            let mut text = self.text(*part, *width, fit);
            if *part == Part::Day && self.has_moved {
                text = width::padded(&text, *width) + MARK;
            }
            let mut text = width::padded(&text, width + gap(*part, *width));
            let arrow = text.find(ARROW).filter(|_| *part == Part::Day);
            if let Some(arrow) = arrow {
                let day = text.split_off(arrow + ARROW.len());
                push(Part::Before, std::mem::replace(&mut text, day));
            }
            push(*part, text);
        }
        cells
    }

    /// The text of a column for a width.
    fn text(&self, part: Part, width: usize, fit: &Fit) -> String {
        let left = || {
            let left = self.left.map(|days| fit.left.written(days))?;
            let mut ends = [" left", " ago"].into_iter().filter(|_| fit.is_bare);
            let bare = ends.find_map(|end| left.strip_suffix(end));
            Some(bare.unwrap_or(&left).to_owned())
        };
        match part {
            Part::Sign => self.sign.to_owned(),
            Part::Mark => format!("{:>width$}", self.mark),
            Part::Name => self.name.within(width),
            Part::Phase if fit.has_phase_words && width::of(&self.phase.0) <= width => {
                self.phase.0.clone()
            }
            Part::Phase => self.phase.1.to_owned(),
            Part::Day => width::cut(&self.day, width).into_owned(),
            Part::Left => left().unwrap_or_default(),
            Part::Countdown => format!("{:>width$}", left().unwrap_or_default()),
            Part::Life | Part::Unused | Part::Before => String::new(),
            Part::Note => width::cut(&self.note, width).into_owned(),
            Part::Released => width::cut(&self.released, width).into_owned(),
            Part::Then => self.then.within(width),
        }
    }
}

impl Then {
    /// The phase that goes on after an end, and until when.
    pub fn goes_on(phase: Phase, product: &Product, until: &str) -> Self {
        let is_extended = phase == Phase::ExtendedSupport;
        let short = if is_extended {
            short_words(phase)
        } else {
            "supported"
        };
        Self {
            named: is_extended.then(|| format!("{} until {until}", why::in_words(phase, product))),
            long: format!("{short} until {until}"),
            short: short.to_owned(),
            shortest: None,
        }
    }

    /// The extended support of a release, by its product's index and its number; `None` if there is none on that
    /// day, or no end date.
    pub fn extended(
        catalog: &Catalog,
        (product, release): (usize, usize),
        on: Viewpoint,
    ) -> Option<Self> {
        let dates = catalog.dates(product).get(release)?;
        let until = dates.extended_support.date()?;
        let until = (until >= on.day).then(|| day(until, on.preferences.dates))?;
        let product = catalog.product(product)?;
        Some(Self::goes_on(Phase::ExtendedSupport, product, &until))
    }

    /// The longest form that fits into a width.
    fn within(&self, width: usize) -> String {
        let forms = self.named.iter().chain([&self.long, &self.short]);
        let mut forms = forms.chain(&self.shortest);
        let fitting = forms.find(|form| width::of(form) <= width);
        width::cut(fitting.unwrap_or(&self.short), width).into_owned()
    }

    /// The longest form.
    pub fn whole(&self) -> String {
        self.within(usize::MAX)
    }
}

impl From<[String; 3]> for Then {
    fn from([long, short, shortest]: [String; 3]) -> Self {
        Self {
            shortest: Some(shortest),
            ..Self::from((long, short))
        }
    }
}

impl From<(String, String)> for Then {
    fn from((long, short): (String, String)) -> Self {
        Self {
            named: None,
            long,
            short,
            shortest: None,
        }
    }
}

impl Name {
    /// The name of a release, by its product's index and its number, on a day; empty if there is none.
    pub fn of(catalog: &Catalog, release: (usize, usize), day: NaiveDate) -> Self {
        let found = catalog.release(release);
        debug_assert!(
            found.is_some(),
            "a row is made from the catalog that it is shown from"
        );
        let name = found.map(|(product, release)| Self {
            title: product.title.clone(),
            labels: table::labels(product, release, day),
        });
        name.unwrap_or_default()
    }

    /// The name in at most `width` columns; what distinguishes releases is cut last.
    pub fn within(&self, width: usize) -> String {
        if self.labels.is_empty() {
            wording::title(&self.title, width)
        } else {
            wording::release_name(&self.title, &self.labels, width)
        }
    }

    /// Whether the title is not cut in so many columns.
    fn is_whole_in(&self, width: usize) -> bool {
        self.within(width).starts_with(self.title.as_str())
    }

    /// The name in full.
    pub fn whole(&self) -> String {
        self.within(usize::MAX)
    }
}

impl Health {
    /// The meaning of its sign's color.
    pub fn tone(self) -> Tone {
        match self {
            Self::Supported => Tone::Good,
            Self::AlmostOver | Self::Extended => Tone::Soon,
            Self::Ended => Tone::Ended,
            Self::NotYet => Tone::NotYet,
            Self::Unknown => Tone::Unknown,
        }
    }
}

/// The name of the end of a product's phase, with a short form: the end of security support is the end of life,
/// and extended support has the product's own name.
pub fn end_words(phase: Phase, product: Option<&Product>) -> (String, &'static str) {
    let long = match (phase, product) {
        (Phase::Security, _) => "end of life",
        (phase, Some(product)) => why::in_words(phase, product),
        (phase, None) => phase.words(),
    };
    (long.to_owned(), short_words(phase))
}

/// The name of a phase in a narrow row.
pub fn short_words(phase: Phase) -> &'static str {
    match phase {
        Phase::ActiveSupport => "active",
        Phase::Security => "eol",
        Phase::ExtendedSupport => "extended",
        Phase::Production => "sale",
    }
}

/// A date in a list: ten columns wide.
pub fn day(date: NaiveDate, dates: DateStyle) -> String {
    dates.short().written(date)
}

/// An end in a list: its date, or what is known in place of one.
pub fn end(end: End, dates: DateStyle) -> String {
    match end {
        End::On(date) => day(date, dates),
        End::Over => "no date".to_owned(),
        End::Open => "no end".to_owned(),
        End::Unstated => "unknown".to_owned(),
    }
}

#[cfg(test)]
mod tests;
