//! The content of a product file, in types that rule out nonsense.
//!
//! A file is YAML front matter between two `---` lines, then a Markdown body. [`parse`] reads it.

mod front_matter;
pub(crate) mod template;
pub mod text;

use std::fmt;

use chrono::NaiveDate;
use compact_str::CompactString;
use serde::{Deserialize, Serialize};

use crate::text::yaml::{Misfit, Place};
use crate::text::{clean, dates};

/// One product: its releases, how its table is laid out, and its text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Product {
    /// The name in addresses and on the command line: the permalink without its slash.
    pub id: String,
    /// The name as people write it.
    pub title: String,
    /// One of a handful of kinds, such as `os` or `database`.
    pub category: String,
    /// Tags, the category among them, sorted bytewise.
    pub tags: Vec<String>,
    /// Other ids of the product.
    pub aliases: Vec<String>,
    /// Day the product joined the catalog; `None` where the file does not say.
    #[serde(with = "dates::option")]
    pub added: Option<NaiveDate>,
    /// Slug of its icon at simple-icons; `None` for the category's own.
    pub icon: Option<String>,
    /// Shell command that prints the installed version, as written. Shown trimmed, never run.
    pub version_command: Option<String>,
    /// Page of the vendor's release policy.
    pub policy: Option<String>,
    /// Package URLs, CPEs and repology names, in the file's order.
    pub identifiers: Vec<Identifier>,
    /// Who keeps the latest versions up to date.
    pub upkeep: Upkeep,
    /// Which standard columns the release table has, and their labels.
    pub columns: Columns,
    /// Fields that only this product has.
    pub custom_fields: Vec<CustomField>,
    /// What the product calls a long-term-support release, as plain text.
    pub lts_label: String,
    /// Releases in the file's order, which is meant to be newest first. Never sorted.
    pub releases: Vec<Release>,
    /// Description, policy and cadence as kramdown Markdown; empty where the file has no body.
    pub body: String,
}

impl Product {
    /// The dates of its releases, in their order.
    pub fn dates(&self) -> impl Iterator<Item = &Dates> {
        self.releases.iter().map(|release| &release.dates)
    }

    /// Whether its releases are devices, which have names and no versions.
    pub fn is_device(&self) -> bool {
        self.category == DEVICES
    }

    /// The bytes of all texts that templates and aliases can make longer than the file.
    fn size(&self) -> usize {
        let releases = self.releases.iter().map(|release| {
            let texts = [
                release.codename.as_deref(),
                release.latest.as_deref(),
                release.link.as_deref(),
            ];
            let custom = release.custom.iter();
            release.label.len()
                + texts.into_iter().flatten().map(str::len).sum::<usize>()
                + custom.map(|(_, value)| value.len()).sum::<usize>()
        });
        let aliases = self.aliases.iter().map(String::len);
        let identifiers = self.identifiers.iter().map(|own| own.id.len());
        releases.chain(aliases).chain(identifiers).sum()
    }
}

/// One release cycle of a product.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Release {
    /// The cycle, such as `3.12`.
    pub name: CompactString,
    /// The name as shown: label templates rendered, markup removed, without the LTS suffix.
    pub label: CompactString,
    /// Code name; `None` where it has none.
    pub codename: Option<CompactString>,
    /// Its dates.
    pub dates: Dates,
    /// Newest version of the cycle; may be empty in the data.
    pub latest: Option<CompactString>,
    /// Changelog of the newest version: the release's own link or the rendered template.
    pub link: Option<String>,
    /// Values of the product's own fields, by field name, in the file's order.
    pub custom: Vec<(CompactString, CompactString)>,
}

/// The dates of a release: all that its state depends on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dates {
    /// Day of the first release; only older files lack it.
    #[serde(with = "dates::option")]
    pub released: Option<NaiveDate>,
    /// Whether, or from when, the release is a long-term-support one.
    pub lts: Lts,
    /// End of active support.
    pub active_support: End,
    /// End of life: the end of security support.
    pub eol: End,
    /// End of extended, usually paid, support. `Unstated` means that none is offered.
    pub extended_support: End,
    /// End of production or sale.
    pub discontinued: End,
    /// Day of the newest version.
    #[serde(with = "dates::option")]
    pub latest_released: Option<NaiveDate>,
}

/// When a phase of a release ends.
///
/// Many vendors publish only whether a phase has ended, which is kept apart from a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum End {
    /// Ends, or ended, after this day.
    On(#[serde(with = "dates")] NaiveDate),
    /// Has ended; no date is known.
    Over,
    /// Has not ended; no end date is published.
    Open,
    /// The file says nothing: unknown, or, for extended support, not offered.
    Unstated,
}

impl End {
    /// The date of the end; `None` if none is stated.
    pub fn date(self) -> Option<NaiveDate> {
        match self {
            Self::On(date) => Some(date),
            Self::Over | Self::Open | Self::Unstated => None,
        }
    }
}

/// Long-term support of a release.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Lts {
    /// Not a long-term-support release.
    No,
    /// A long-term-support release.
    Yes,
    /// Becomes one after this day.
    From(#[serde(with = "dates")] NaiveDate),
}

/// The standard columns that a product can switch on; `None` is off, text is the label.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Columns {
    /// Release date.
    pub released: Option<String>,
    /// End of production or sale.
    pub discontinued: Option<String>,
    /// End of active support.
    pub active_support: Option<String>,
    /// End of life.
    pub eol: Option<String>,
    /// End of extended support.
    pub extended_support: Option<String>,
    /// Newest version.
    pub latest: Option<String>,
}

/// A field that only this product has, such as the supported Java versions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CustomField {
    /// Key in each release.
    pub name: String,
    /// Column label.
    pub label: String,
    /// The meaning of the field.
    pub description: Option<String>,
    /// A page about it.
    pub link: Option<String>,
    /// Where the table shows the field.
    pub placement: Placement,
}

/// The place of a custom field in the release table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Placement {
    /// Right of the release.
    AfterRelease,
    /// Left of the latest version.
    BeforeLatest,
    /// Right of the latest version.
    AfterLatest,
    /// Not in the table.
    Hidden,
}

/// An identifier of the product in another system.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Identifier {
    /// `purl`, `cpe`, `repology`, …
    pub kind: CompactString,
    /// The name there.
    pub id: String,
}

/// Who keeps the latest versions of a file up to date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Upkeep {
    /// A program that watches the vendor's releases.
    Automatic,
    /// People.
    Manual,
}

/// A product, and what in its file could not be used although the rest could.
#[derive(Debug)]
pub struct Parsed {
    /// The product.
    pub product: Product,
    /// Faults that affect one label, link or key rather than the whole file, in the file's order.
    pub faults: Vec<Fault>,
    /// Whether the file says `releaseDateColumn: true`; `None` where it leaves the key out.
    pub shows_dates: Option<bool>,
}

/// Why a file, or a part of it, cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fault {
    /// The file's name.
    pub file: String,
    /// Line, from 1; `None` where the whole file is meant.
    pub line: Option<usize>,
    /// Column, from 1.
    pub column: Option<usize>,
    /// What is wrong and what to do, as a sentence.
    pub reason: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place(), self.reason)
    }
}

impl Fault {
    /// File, line and column, as far as they are known: `x.md:3:7`.
    pub fn place(&self) -> String {
        let numbers = self.line.into_iter().chain(self.line.and(self.column));
        let numbers = numbers.map(|number| format!(":{number}"));
        std::iter::once(self.file.clone()).chain(numbers).collect()
    }

    /// A fault that concerns a whole file.
    pub fn whole(file: impl Into<String>, reason: String) -> Self {
        Self {
            file: file.into(),
            line: None,
            column: None,
            reason,
        }
    }

    /// A fault at a place of a file.
    pub fn at(file: &str, (at, reason): Misfit) -> Self {
        Self {
            file: clean::line(file),
            line: Some(at.line),
            column: Some(at.column),
            reason: clean::line(&reason),
        }
    }
}

/// The category of products whose releases are devices.
pub const DEVICES: &str = "device";

/// The size limit of a product file, in bytes. The largest real one has 122,028.
pub const LARGEST_FILE: u64 = 1 << 20;

/// The most custom fields a product may have. Real ones have up to 6.
const MOST_FIELDS: usize = 100;
/// The most releases a product may have. Real ones have up to 437.
const MOST_RELEASES: usize = 5_000;
/// The most bytes of text a product may have once templates and aliases are expanded.
const MOST_TEXT: usize = 1 << 20;

/// Reads a product file on its own. If it does not state whether it shows release dates, its schema decides.
///
/// # Errors
///
/// Returns the place and the reason if the file is not UTF-8 text, has no front matter, or lacks what a
/// product needs.
pub fn parse(file: &str, bytes: &[u8]) -> Result<Parsed, Fault> {
    parse_as(file, bytes, None)
}

/// Reads a product file of a folder whose other files decide what leaving out `releaseDateColumn` means.
///
/// # Errors
///
/// As for [`parse`].
pub fn parse_as(file: &str, bytes: &[u8], shows_dates: Option<bool>) -> Result<Parsed, Fault> {
    let fault = |misfit: Misfit| Fault::at(file, misfit);
    let text = text::decode(bytes).map_err(fault)?;
    let (front, body) = text::split(&text).map_err(fault)?;
    let read = front_matter::read(front, shows_dates).map_err(fault)?;
    let product = Product {
        body: clean::text(body),
        ..read.product
    };
    if let Some(reason) = unfit(&product) {
        return Err(fault((Place::START, reason)));
    }
    Ok(Parsed {
        product,
        faults: read.told.into_iter().map(fault).collect(),
        shows_dates: read.shows_dates,
    })
}

/// Why a product is beyond all reason, which aliases and templates can achieve with a small file.
fn unfit(product: &Product) -> Option<String> {
    let (fields, releases) = (product.custom_fields.len(), product.releases.len());
    if fields > MOST_FIELDS || releases > MOST_RELEASES {
        return Some(format!(
            "the file has {fields} custom fields and {releases} releases; the limits are {MOST_FIELDS} and {MOST_RELEASES}"
        ));
    }
    let size = product.size();
    (size > MOST_TEXT)
        .then(|| format!("the file expands to {size} bytes of text; the limit is {MOST_TEXT}"))
}

#[cfg(test)]
mod tests;
