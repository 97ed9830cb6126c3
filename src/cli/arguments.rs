//! The command line, as clap parses it.

pub mod check;

use std::ffi::OsString;
use std::path::PathBuf;

use chrono::NaiveDate;
use clap::error::{ContextValue, ErrorKind};
use clap::{Args, ColorChoice, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

use crate::cli::codes;
use crate::cli::report::changes::ChangesFormat;
use crate::cli::report::{Format, ProductFormat};
use crate::find::listing::{Order, Sort};
use crate::find::query::{Query, When};
use crate::find::releases;
use crate::sources::project::Plan;
use crate::text::{clean, dates};

/// Browse the end-of-life dates of software and devices offline, in a terminal
#[derive(Debug, Parser)]
#[command(name = "eolens", bin_name = "eolens", version)]
pub struct Cli {
    /// What goes for the browser and for every command.
    #[command(flatten)]
    pub options: Options,

    /// Run a command instead of the browser
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// The command line without a command.
#[derive(Debug, Parser)]
#[command(name = "eolens", bin_name = "eolens", version)]
struct Browse {
    #[command(flatten)]
    options: Options,
}

impl Cli {
    /// Parses a command line. Most starts name no command; these do not wait until clap has built all of them,
    /// which takes a tenth of the time to the first frame.
    ///
    /// # Errors
    ///
    /// Fails if the command line is wrong, and for help and version.
    pub fn parsed(typed: impl Iterator<Item = OsString>) -> Result<Self, clap::Error> {
        let typed: Vec<OsString> = as_read(typed).collect();
        let mut names = typed.iter().skip(1).filter_map(|typed| typed.to_str());
        if !names.any(|name| name == "help" || Command::has_subcommand(name)) {
            match Browse::try_parse_from(&typed) {
                Ok(Browse { options }) => {
                    let command = None;
                    return Ok(Self { options, command });
                }
                Err(error) if error.kind() == ErrorKind::DisplayVersion => return Err(error),
                // The help names the commands, and so may what is wrong.
                Err(_) => {}
            }
        }
        Self::try_parse_from(typed)
    }
}

/// What goes for the browser and for every command.
#[derive(Debug, Args)]
pub struct Options {
    /// Open this product, given by name, alias or search words; add a version to select its release,
    /// as in `postgres 14`, `ubuntu:20.04` or `pkg:npm/express@4.18.2`
    pub product: Vec<String>,

    /// Read product files from this folder instead of the built-in data [env: `EOLENS_PRODUCTS`]
    #[arg(long, value_name = "DIR", global = true)]
    pub products: Option<PathBuf>,

    /// Start with the full product list instead of restoring the last session
    #[arg(long)]
    pub fresh: bool,

    /// Show every status as of this date instead of today
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day, global = true)]
    pub as_of: Option<NaiveDate>,

    /// When to use colors; with `auto`, `NO_COLOR` turns them off
    #[arg(long, value_name = "WHEN", default_value = "auto", global = true)]
    pub color: ColorChoice,

    /// Use ASCII characters only: no box-drawing characters, blocks, arrows or accented letters
    #[arg(long, global = true)]
    pub ascii: bool,
    /// Color theme: terminal, dark, light, high-contrast, color-blind, or the name of your own
    #[arg(long, value_name = "NAME", global = true)]
    pub theme: Option<String>,

    /// Read the configuration from this file [env: `EOLENS_CONFIG`]
    #[arg(long, value_name = "FILE", global = true)]
    pub config: Option<PathBuf>,

    /// Width of text and pictures, in columns, instead of the terminal's or the default
    #[arg(long, value_name = "COLUMNS", value_parser = clap::value_parser!(u16).range(20..=500), global = true)]
    pub width: Option<u16>,

    /// Use this watchlist instead of your own: a name from the configuration, or a file
    #[arg(long, value_name = "NAME|FILE", global = true)]
    pub watchlist: Option<PathBuf>,
}

/// The arguments as clap should read them. A negated filter such as `-is:ended` would look like a flag, so
/// it gets a leading space, which a query ignores.
fn as_read(typed: impl Iterator<Item = OsString>) -> impl Iterator<Item = OsString> {
    typed.map(|argument| match argument.to_str() {
        Some(text) if is_negated_filter(text) => format!(" {text}").into(),
        _ => argument,
    })
}

/// clap's error message without control characters: it repeats the arguments verbatim.
pub fn explained(mut error: clap::Error) -> String {
    let context = error.context().map(|(kind, value)| (kind, value.clone()));
    for (kind, value) in context.collect::<Vec<_>>() {
        let value = match value {
            ContextValue::String(text) => ContextValue::String(clean::line(&text)),
            ContextValue::Strings(texts) => {
                ContextValue::Strings(texts.iter().map(|text| clean::line(text)).collect())
            }
            ContextValue::StyledStrs(texts) => {
                let texts = texts
                    .iter()
                    .map(|text| clean::line(&text.to_string()).into());
                ContextValue::StyledStrs(texts.collect())
            }
            value => value,
        };
        error.insert(kind, value);
    }
    clean::text(&error.render().to_string())
}

fn is_negated_filter(text: &str) -> bool {
    let text = text.strip_prefix('-').filter(|text| !text.starts_with('-'));
    text.is_some_and(|text| !Query::is_plain(text))
}

fn day(text: &str) -> Result<NaiveDate, &'static str> {
    dates::parse(text).ok_or("expected a valid date as YYYY-MM-DD")
}

/// The longest span in days: about a hundred years.
const LONGEST: u32 = 36_500;

fn time(text: &str) -> Result<When, &'static str> {
    let is_near = |when: &When| !matches!(when, When::Span(days) if *days > LONGEST);
    let time = When::parse(text).filter(is_near);
    time.ok_or("expected a span such as 90d, 6w, 3m or 1y (at most 100 years), or a date: 2027, 2027-Q1, 2027-01, 2027-01-31")
}

/// What eolens does without a screen.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// A question to the catalog.
    #[command(flatten)]
    Ask(Question),
    /// Print or edit the watchlist
    #[command(args_conflicts_with_subcommands = true)]
    Watch {
        /// The output format.
        #[command(flatten)]
        form: Rows,

        /// The change to make; without one, the watchlist is printed
        #[command(subcommand)]
        change: Option<Watch>,
    },
    /// Check the software that a project's files name: Dockerfiles, manifests, pipelines, SBOMs
    #[command(after_help = check::AFTER)]
    Check(check::Check),
    /// Update the data, or show which data is in use
    #[command(
        after_help = "Without a network, download the archive elsewhere and pass it with --from.\nOnly `update` and the key R ever \
        open a connection; `EOLENS_OFFLINE=1` forbids that too.\n\nExit codes: 0 updated or already up to date, 1 not \
        updated, the data is unchanged, 2 usage error, 3 newer data is available (--check)."
    )]
    Update(Update),
    /// Print what the last update changed, the most important changes first
    Changes(Changes),
    /// Check product files against the rules of endoflife.date's validator
    Lint {
        /// A product file or a folder of product files
        #[arg(value_name = "FILE|DIR")]
        path: PathBuf,
    },
    /// Print the settings in use and where each value comes from
    Config(Settings),
    /// Print a shell completion script, which also completes product names
    Completions {
        /// The shell to print it for
        #[arg(value_enum, value_name = "SHELL")]
        shell: Shell,
    },
    /// Print the manual page, with all keys, in roff format
    Man,
}

impl Command {
    /// Whether the answer has the colors of a theme wherever it is shown.
    pub fn is_colored(&self) -> bool {
        match self {
            Self::Ask(Question::Show(show)) => show.format.is_colored(),
            Self::Ask(Question::Radar(radar)) => radar.format.is_colored(),
            Self::Ask(Question::Releases(releases)) => releases.format.is_colored(),
            Self::Watch { form, .. } => form.format().is_colored(),
            _ => false,
        }
    }

    /// Whether it is answered in the browser.
    pub fn browses(&self) -> bool {
        matches!(self, Self::Check(check) if check.browse)
    }

    /// The files of the stack in the browser.
    pub fn plan(&self) -> Plan {
        match self {
            Self::Check(check) => check.plan(),
            _ => Plan::default(),
        }
    }
}

/// Arguments of `update`.
#[derive(Debug, Args)]
#[allow(
    clippy::struct_excessive_bools,
    reason = "each is a flag of its own on the command line"
)]
pub struct Update {
    /// Update from this tar.gz archive of endoflife.date's repository, folder or URL instead of the configured one
    #[arg(long, value_name = "FILE|DIR|URL", conflicts_with_all = ["status", "reset"])]
    pub from: Option<String>,

    /// Only report whether newer data is available
    #[arg(long, conflicts_with_all = ["status", "reset", "save", "force"])]
    pub check: bool,

    /// Only report which data is in use
    #[arg(long, conflicts_with_all = ["reset", "save", "force"])]
    pub status: bool,

    /// Also save the archive to this file, for use on other computers
    #[arg(long, value_name = "FILE", conflicts_with = "reset")]
    pub save: Option<PathBuf>,

    /// Accept data that is older than the current data or differs implausibly much from it
    #[arg(long, conflicts_with = "reset")]
    pub force: bool,

    /// Return to the built-in data
    #[arg(long)]
    pub reset: bool,

    /// The output format
    #[command(flatten)]
    pub format: Lines,
}

/// Arguments of `changes`.
#[derive(Debug, Args)]
pub struct Changes {
    /// Products, each optionally followed by releases; all by default
    #[arg(value_name = "PRODUCT [RELEASE]")]
    pub names: Vec<String>,

    /// List end dates changed since this date, or all differences from the commit of the built-in data
    #[arg(long, value_name = "DATE|COMMIT")]
    pub since: Option<String>,

    /// Only watched products and releases
    #[arg(long)]
    pub watched: bool,

    /// Only products and releases that the files of a folder name, as `eolens check` finds them
    #[arg(
        long,
        value_name = "DIR",
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = "."
    )]
    pub stack: Option<PathBuf>,

    /// Include changes of the newest versions
    #[arg(long)]
    pub all: bool,

    /// Output format
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t)]
    pub format: ChangesFormat,
}

/// Arguments of `config`.
#[derive(Debug, Args)]
pub struct Settings {
    /// Check the configuration and theme files and print one line per problem
    #[arg(long)]
    pub check: bool,

    /// Print the default configuration with comments, as a starting point
    #[arg(long, conflicts_with = "check")]
    pub default: bool,
}

/// A question to the catalog.
#[derive(Debug, Subcommand)]
pub enum Question {
    /// List products: id, title, category and status
    List(List),
    /// Show the release table and facts of products, or whether versions are still supported
    #[command(after_help = codes::help())]
    Show(Show),
    /// List the releases of all products that a query finds
    Releases(Releases),
    /// Compare products: which is supported longest, its newest releases, and how often releases come
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
    /// Search words and filters (cat: tag: of: is: has: ends< released> latest> moved< java>=17; a leading
    /// minus negates); all products by default
    pub query: Vec<String>,

    /// Sort order
    #[arg(long, value_enum, value_name = "ORDER", default_value_t)]
    pub sort: SortBy,

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

/// The orders of a list; what has no value in one comes last.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum SortBy {
    /// Best match first; by name if there are no search words
    #[default]
    Match,
    /// By name
    Name,
    /// Next end of life first
    End,
    /// Newest release first
    Release,
}

impl List {
    /// The requested sort order.
    pub fn order(&self) -> Sort {
        Sort {
            by: match self.sort {
                SortBy::Match => Order::Match,
                SortBy::Name => Order::Name,
                SortBy::End => Order::End,
                SortBy::Release => Order::Release,
            },
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

/// A change of what is watched.
#[derive(Debug, Subcommand)]
pub enum Watch {
    /// Add products or single releases
    Add {
        /// Products by name or alias, each optionally followed by releases
        #[arg(required = true, value_name = "PRODUCT [RELEASE]")]
        names: Vec<String>,
    },
    /// Remove products or single releases
    Remove {
        /// Products and releases, as for `add` or as written in the watchlist
        #[arg(required = true, value_name = "PRODUCT [RELEASE]")]
        names: Vec<String>,
    },
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
    pub sort: SortReleases,

    /// Reverse the sort order
    #[arg(long)]
    pub reverse: bool,

    /// Output format
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t)]
    pub format: Format,
}

/// The orders of a list of releases; what has no day comes last.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum SortReleases {
    /// The latest end of life first
    #[default]
    End,
    /// The newest release first
    Released,
    /// The newest version first
    Latest,
    /// In the order of the products
    Product,
}

impl Releases {
    /// The requested order.
    pub fn order(&self) -> releases::Sort {
        releases::Sort {
            by: match self.sort {
                SortReleases::End => releases::Order::End,
                SortReleases::Released => releases::Order::Released,
                SortReleases::Latest => releases::Order::Latest,
                SortReleases::Product => releases::Order::Product,
            },
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
    #[arg(long)]
    pub watched: bool,

    /// Only products and releases that the files of a folder name, as `eolens check` finds them
    #[arg(
        long,
        value_name = "DIR",
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = ".",
        conflicts_with = "watched"
    )]
    pub stack: Option<PathBuf>,

    /// Output format
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t)]
    pub format: Format,
}

/// What `export` prints.
#[derive(Debug, Subcommand)]
pub enum Export {
    /// All products as JSON, like `products/full` of endoflife.date's API v1
    ApiV1,
    /// Every cell of every release table as tab-separated values
    Cells,
    /// The history of end dates as tab-separated values; `-` stands for nothing stated, `open` for no end
    /// date, `over` for ended without a date
    Moves,
    /// An iCalendar feed of upcoming release dates and end dates
    Ical(Calendar),
}

/// Arguments of `export ical`.
#[derive(Debug, Args)]
pub struct Calendar {
    /// Products by name or alias, each optionally followed by releases; all by default
    #[arg(value_name = "PRODUCT [RELEASE]")]
    pub names: Vec<String>,

    /// Use the watchlist instead
    #[arg(long, conflicts_with = "names")]
    pub watched: bool,

    /// Only products and releases that the files of a folder name, as `eolens check` finds them
    #[arg(
        long,
        value_name = "DIR",
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = ".",
        conflicts_with_all = ["names", "watched"]
    )]
    pub stack: Option<PathBuf>,

    /// Include dates that have passed
    #[arg(long)]
    pub past: bool,
}
