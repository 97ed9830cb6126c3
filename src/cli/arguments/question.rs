//! Arguments of the questions to the catalog.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

use crate::cli::codes;
use crate::cli::report::{Format, ProductFormat};
use crate::find::listing::{Order, Sort};
use crate::find::query::When;
use crate::find::releases;

/// A question to the catalog.
#[derive(Debug, Subcommand)]
pub enum Question {
    /// List products: id, title, category and status
    List(List),
    /// Show the release table and facts of products, or whether versions are still supported
    #[command(after_help = codes::help())]
    Show(Show),
    /// List the releases of all products that match a query
    Releases(Releases),
    /// Compare products: which is supported longest, what the newest releases are, and how often they come out
    Compare(Compare),
    /// List upcoming end dates
    Radar(Radar),
    /// Export data for other programs
    #[command(subcommand)]
    Export(Export),
}

/// Arguments of `list`.
#[derive(Debug, Args)]
pub struct List {
    /// Search words and filters (cat: tag: of: is: has: phase: ends< released> latest> moved< java>=17; a
    /// leading minus negates); all products by default
    pub query: Vec<String>,

    /// Sort order
    #[arg(long, value_enum, value_name = "ORDER", default_value_t)]
    pub sort: Order,

    /// Reverse the sort order
    #[arg(long)]
    pub reverse: bool,

    /// Output format
    #[command(flatten)]
    pub form: Lines,
}

/// The form of an answer in lines.
#[derive(Debug, Args)]
pub struct Lines {
    /// Output format
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t)]
    pub format: LinesFormat,

    /// The same as `--format json`
    #[arg(long)]
    pub json: bool,
}

impl Lines {
    /// Whether the answer is JSON.
    pub fn is_json(&self) -> bool {
        self.json || self.format == LinesFormat::Json
    }
}

/// The form of an answer in rows.
#[derive(Debug, Args)]
pub struct Rows {
    /// Output format
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t)]
    format: Format,

    /// The same as `--format json`
    #[arg(long)]
    json: bool,
}

impl Rows {
    /// The requested format.
    pub fn format(&self) -> Format {
        if self.json { Format::Json } else { self.format }
    }
}

/// The forms of an answer in lines.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum LinesFormat {
    /// Plain text
    #[default]
    Text,
    /// A JSON array of objects
    Json,
}

impl List {
    /// The requested sort order.
    pub fn order(&self) -> Sort {
        Sort {
            by: self.sort,
            is_reversed: self.reverse,
        }
    }
}

/// Arguments of `show`.
#[derive(Debug, Args)]
pub struct Show {
    /// Products by name or alias, each optionally followed by releases or versions; or both in one
    /// argument: `'python 3.9.5'`, `ubuntu:20.04`, a package URL, a CPE. `-` reads stdin, one item per
    /// line, such as the output of `dpkg -l`, `rpm -qa` or `docker images`
    #[arg(required = true, value_name = "PRODUCT [VERSION]")]
    pub names: Vec<String>,

    /// Output format
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t)]
    pub format: ProductFormat,

    /// Draw bars on a shared time axis instead of release tables (text, html, svg)
    #[arg(long)]
    pub timeline: bool,

    /// Include old releases and all identifiers
    #[arg(long)]
    pub all: bool,
}

impl Show {
    /// The requested format.
    ///
    /// # Errors
    ///
    /// Returns why the format has no bars.
    pub fn form(&self) -> Result<ProductFormat, &'static str> {
        if self.timeline {
            self.format.as_timeline()
        } else {
            Ok(self.format)
        }
    }

    /// Whether the products are to be read from stdin.
    pub fn is_of_lines(&self) -> bool {
        matches!(self.names.as_slice(), [name] if name == "-")
    }
}

/// Arguments of `releases`.
#[derive(Debug, Args)]
pub struct Releases {
    /// Search words and filters, as for `list`. Filters on releases (is: phase: ends> released< latest>
    /// java>=17) narrow the releases listed: `of:java-distribution,.net is:lts ends>2030-11`
    #[arg(required = true)]
    pub query: Vec<String>,

    /// Sort order
    #[arg(long, value_enum, value_name = "ORDER", default_value_t)]
    pub sort: releases::Order,

    /// Reverse the sort order
    #[arg(long)]
    pub reverse: bool,

    /// Output format
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t)]
    pub format: Format,
}

impl Releases {
    /// The requested order.
    pub fn order(&self) -> releases::Sort {
        releases::Sort {
            by: self.sort,
            is_reversed: self.reverse,
        }
    }
}

/// Arguments of `compare`.
#[derive(Debug, Args)]
pub struct Compare {
    /// Two or more products by name or alias: `ubuntu debian "rocky linux"`
    #[arg(required = true, num_args = 2.., value_name = "PRODUCT")]
    pub names: Vec<String>,

    /// Output format
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t)]
    pub format: Format,
}

/// Arguments of `radar`.
#[derive(Debug, Args)]
pub struct Radar {
    /// Search words and filters, as for `list`; all products by default
    pub query: Vec<String>,

    /// How far to look ahead: a span (30d, 6w, 3m, 1y; a month has 30 days), or until the end of a year,
    /// quarter, month or day (2027, 2027-Q1, 2027-01, 2027-01-31)
    #[arg(long, visible_alias = "until", value_name = "TIME", value_parser = time, default_value = "90d")]
    pub within: When,

    /// Also list what ended within a span (90d), or since the start of a year, quarter, month or day
    #[arg(long, value_name = "TIME", value_parser = time, default_value = "0d", hide_default_value = true)]
    pub ended: When,

    /// Only watched products and releases
    #[arg(long, conflicts_with = "stack")]
    pub watched: bool,

    /// Only what the files of a folder name.
    #[command(flatten)]
    pub stack: Named,

    /// Output format
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t)]
    pub format: Format,
}

/// What the files of a project name.
#[derive(Debug, Args)]
pub struct Named {
    /// Only products and releases found in a folder's files, as by `eolens check`
    #[arg(
        id = "stack",
        long = "stack",
        value_name = "DIR",
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = "."
    )]
    pub folder: Option<PathBuf>,
}

/// What `export` prints.
#[derive(Debug, Subcommand)]
pub enum Export {
    /// All products as a JSON array, like `result` in `products/full` of endoflife.date's API v1
    ApiV1,
    /// Every cell of every release table as tab-separated values
    Cells,
    /// The history of end dates as tab-separated values; `-`: not stated; `open`: no end date; `over`: ended, date
    /// unknown
    Moves,
    /// An iCalendar feed of upcoming release dates and end dates
    Ical(Calendar),
}

/// Arguments of `export ical`.
#[derive(Debug, Args)]
pub struct Calendar {
    /// Products by name or alias, each optionally followed by releases; all by default
    #[arg(value_name = "PRODUCT [RELEASE]", conflicts_with = "stack")]
    pub names: Vec<String>,

    /// Use the watchlist instead
    #[arg(long, conflicts_with_all = ["names", "stack"])]
    pub watched: bool,

    /// Only what the files of a folder name.
    #[command(flatten)]
    pub stack: Named,

    /// Include dates that have passed
    #[arg(long)]
    pub past: bool,
}

/// The longest span in days: about a hundred years.
const LONGEST: u32 = 36_500;

fn time(text: &str) -> Result<When, &'static str> {
    let is_near = |when: &When| !matches!(when, When::Span(days) if *days > LONGEST);
    let time = When::parse(text).filter(is_near);
    time.ok_or("expected a span such as 90d, 6w, 3m or 1y (at most 100 years), or a date: 2027, 2027-Q1, 2027-01, 2027-01-31")
}
