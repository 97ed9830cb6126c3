//! The command line, as clap parses it.

pub mod check;

use std::ffi::OsString;
use std::path::PathBuf;

use chrono::NaiveDate;
use clap::error::ContextValue;
use clap::{Args, ColorChoice, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

use crate::cli::codes;
use crate::cli::report::{Form, Format, changes};
use crate::find::listing::{Order, Sort};
use crate::find::query::{Query, When};
use crate::find::releases;
use crate::text::{clean, dates};

/// Browse the end-of-life dates of software and devices, offline, in the terminal.
#[derive(Debug, Parser)]
#[command(name = "eolens", bin_name = "eolens", version)]
pub struct Cli {
    /// Start at this product: its name, an alias, or words to search for; with a version at its
    /// release, as in `postgres 14`, `ubuntu:20.04` or `pkg:npm/express@4.18.2`
    pub product: Vec<String>,

    /// Read product files from this folder instead of the embedded catalogue; `EOLENS_PRODUCTS`
    /// names one too
    #[arg(long, value_name = "DIR", global = true)]
    pub products: Option<PathBuf>,

    /// Start with the whole list instead of what the screen was
    #[arg(long)]
    pub fresh: bool,

    /// Look at this day instead of today
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day, global = true)]
    pub as_of: Option<NaiveDate>,

    /// When to use colours; `NO_COLOR` switches them off in `auto`
    #[arg(long, value_name = "WHEN", default_value = "auto", global = true)]
    pub color: ColorChoice,

    /// Draw with ASCII alone: no boxes, blocks or arrows, and a plain letter for every other one
    #[arg(long, global = true)]
    pub ascii: bool,
    /// Look like this theme: terminal, dark, light, high-contrast, colour-blind, or one of your own
    #[arg(long, value_name = "NAME", global = true)]
    pub theme: Option<String>,

    /// Read the configuration from this file; `EOLENS_CONFIG` names one too
    #[arg(long, value_name = "FILE", global = true)]
    pub config: Option<PathBuf>,

    /// What to do instead of browsing
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// The arguments as clap should read them. A negated filter such as `-is:ended` would look like a flag, so
/// it gets a leading space, which a query ignores.
pub fn arguments(typed: impl Iterator<Item = OsString>) -> impl Iterator<Item = OsString> {
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
    dates::parse(text).ok_or("write a day that exists as YYYY-MM-DD")
}

/// The longest span in days: about a hundred years.
const LONGEST: u32 = 36_500;

fn time(text: &str) -> Result<When, &'static str> {
    let is_near = |when: &When| !matches!(when, When::Span(days) if *days > LONGEST);
    let time = When::parse(text).filter(is_near);
    time.ok_or("write a span of at most 100 years as 90d, 6w, 3m or 1y, or a date as 2027, 2027-Q1, 2027-01, 2027-01-31")
}

/// What eolens does without a screen.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// A question to the catalog.
    #[command(flatten)]
    Ask(Question),
    /// Print what is watched, or change it
    #[command(args_conflicts_with_subcommands = true)]
    Watch {
        /// The form of what is printed.
        #[command(flatten)]
        form: Lines,

        /// The change; without one, what is watched is printed
        #[command(subcommand)]
        change: Option<Watch>,
    },
    /// Check what files say a project runs: Dockerfiles, manifests, pipelines, bills of materials
    #[command(after_help = check::AFTER)]
    Check(check::Check),
    /// Bring the data of today, or say which are in force
    #[command(
        after_help = "Without network: fetch the archive elsewhere and name it with --from.\n`EOLENS_OFFLINE=1` \
        forbids every connection; none is ever made but by `update` and the key R.\n\nExit codes: 0 done or \
        nothing newer, 1 not updated and the data as they were, 2 wrong usage, 3 newer data are there (--check)."
    )]
    Update(Update),
    /// Print what the last update changed in the data, the worst news first
    Changes(Changes),
    /// Check product files as endoflife.date's validator does
    Lint {
        /// A product file, or a folder of them
        #[arg(value_name = "FILE|DIR")]
        path: PathBuf,
    },
    /// Show the settings in force, and where each comes from
    Config(Settings),
    /// Print a completion script, which knows the names of the products
    Completions {
        /// The shell that is to read it
        #[arg(value_enum, value_name = "SHELL")]
        shell: Shell,
    },
    /// Print the manual page, keys included, as man reads it
    Man,
}

/// Arguments of `update`.
#[derive(Debug, Args)]
#[allow(
    clippy::struct_excessive_bools,
    reason = "each is a flag of its own on the command line"
)]
pub struct Update {
    /// A tar.gz archive of endoflife.date's repository, a folder, or an address, instead of the settings'
    #[arg(long, value_name = "FILE|DIR|URL", conflicts_with_all = ["status", "reset"])]
    pub from: Option<String>,

    /// Only say whether there are newer data
    #[arg(long, conflicts_with_all = ["status", "reset", "save", "force"])]
    pub check: bool,

    /// Only say which data are in force
    #[arg(long, conflicts_with_all = ["reset", "save", "force"])]
    pub status: bool,

    /// Keep the archive in this file too, for other computers
    #[arg(long, value_name = "FILE", conflicts_with = "reset")]
    pub save: Option<PathBuf>,

    /// Take data that are older than those in force or differ too much from them
    #[arg(long, conflicts_with = "reset")]
    pub force: bool,

    /// Go back to the data inside the program
    #[arg(long)]
    pub reset: bool,

    /// The form of the status
    #[command(flatten)]
    pub format: Lines,
}

/// Arguments of `changes`.
#[derive(Debug, Args)]
pub struct Changes {
    /// Names or aliases of products, and of their releases; without any, all
    #[arg(value_name = "PRODUCT [RELEASE]")]
    pub names: Vec<String>,

    /// The moves of ends since this day; or all that differs from the commit of the data inside the program
    #[arg(long, value_name = "DATE|COMMIT")]
    pub since: Option<String>,

    /// Only what is watched
    #[arg(long)]
    pub watched: bool,

    /// Newest versions too
    #[arg(long)]
    pub all: bool,

    /// The form of the answer
    #[arg(long, value_enum, value_name = "FORM", default_value_t)]
    pub format: changes::Form,
}

/// Arguments of `config`.
#[derive(Debug, Args)]
pub struct Settings {
    /// Check the configuration and the themes beside it: a line for each fault
    #[arg(long)]
    pub check: bool,

    /// Print the default configuration, with all comments, to start from
    #[arg(long, conflicts_with = "check")]
    pub default: bool,
}

/// A question to the catalog.
#[derive(Debug, Subcommand)]
pub enum Question {
    /// List products: id, title, category and status
    List(List),
    /// Print release tables and facts of products, and whether versions are still supported
    #[command(after_help = codes::help())]
    Show(Show),
    /// List releases of all products that a query finds
    Releases(Releases),
    /// Print what ends when
    Radar(Radar),
    /// Print all data, for other programs
    #[command(subcommand)]
    Export(Export),
}

/// Arguments of `list`.
#[derive(Debug, Args)]
pub struct List {
    /// Words to search for, and filters: cat: tag: is: has: ends< released> latest> moved< java>=17,
    /// negated by a minus; without any, all products
    pub query: Vec<String>,

    /// The order of the products
    #[arg(long, value_enum, value_name = "ORDER", default_value_t)]
    pub sort: SortBy,

    /// The other way round
    #[arg(long)]
    pub reverse: bool,

    /// The form of the answer
    #[command(flatten)]
    pub form: Lines,
}

/// The form of an answer in lines.
#[derive(Debug, Args)]
pub struct Lines {
    /// The form of the answer
    #[arg(long, value_enum, value_name = "FORM", default_value_t)]
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

/// The forms of an answer in lines.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum LinesFormat {
    /// Lines
    #[default]
    Text,
    /// An array of objects, for programs
    Json,
}

/// The orders of a list; what has no value in one comes last.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum SortBy {
    /// The best match first; without words by name
    #[default]
    Match,
    /// By name
    Name,
    /// The next end of life first
    End,
    /// The newest release first
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
    /// Names or aliases of products, each followed by those of its releases or versions that are
    /// wanted; or both in one: `'python 3.9.5'`, `ubuntu:20.04`, a package URL, a CPE; `-` reads lines
    /// from the standard input, such as `dpkg -l`, `rpm -qa` or `docker images` print, a row for each
    #[arg(required = true, value_name = "PRODUCT [VERSION]")]
    pub names: Vec<String>,

    /// The form of the answer
    #[arg(long, value_enum, value_name = "FORM", default_value_t)]
    pub format: Form,

    /// Unfold the old unmaintained releases, and the identifiers
    #[arg(long)]
    pub all: bool,
}

impl Show {
    /// Whether the products are to be read from stdin.
    pub fn is_of_lines(&self) -> bool {
        matches!(self.names.as_slice(), [name] if name == "-")
    }
}

/// A change of what is watched.
#[derive(Debug, Subcommand)]
pub enum Watch {
    /// Watch products, or releases of them
    Add {
        /// Names or aliases of products, each followed by those of its releases that are meant
        #[arg(required = true, value_name = "PRODUCT [RELEASE]")]
        names: Vec<String>,
    },
    /// Stop watching them
    Remove {
        /// As they are added, or as the watchlist names them
        #[arg(required = true, value_name = "PRODUCT [RELEASE]")]
        names: Vec<String>,
    },
}

/// Arguments of `releases`.
#[derive(Debug, Args)]
pub struct Releases {
    /// Words and filters, as `list` takes them. Filters that speak of releases (is: phase: ends> released<
    /// latest> java>=17) leave releases away, not products: `tag:java-distribution is:lts ends>2030-11`
    #[arg(required = true)]
    pub query: Vec<String>,

    /// The order of the releases
    #[arg(long, value_enum, value_name = "ORDER", default_value_t)]
    pub sort: SortReleases,

    /// The other way round
    #[arg(long)]
    pub reverse: bool,

    /// The form of the answer
    #[arg(long, value_enum, value_name = "FORM", default_value_t)]
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
    /// As the products are listed
    Product,
}

impl Releases {
    /// The requested order.
    pub fn order(&self) -> releases::Order {
        match self.sort {
            SortReleases::End => releases::Order::End,
            SortReleases::Released => releases::Order::Released,
            SortReleases::Latest => releases::Order::Latest,
            SortReleases::Product => releases::Order::Product,
        }
    }
}

/// Arguments of `radar`.
#[derive(Debug, Args)]
pub struct Radar {
    /// Words and filters, as `list` takes them; without any, all products
    pub query: Vec<String>,

    /// How far to look ahead: a span (30d, 6w, 3m of 30 days, 1y), or up to the end of a year, a quarter, a
    /// month or a day (2027, 2027-Q1, 2027-01, 2027-01-31)
    #[arg(long, visible_alias = "until", value_name = "TIME", value_parser = time, default_value = "90d")]
    pub within: When,

    /// Also what ended in so much time before, or since the start of a year, a quarter, a month or a day
    #[arg(long, value_name = "TIME", value_parser = time, default_value = "0d", hide_default_value = true)]
    pub ended: When,

    /// Only what is watched
    #[arg(long)]
    pub watched: bool,

    /// The form of the answer
    #[arg(long, value_enum, value_name = "FORM", default_value_t)]
    pub format: Format,
}

/// What `export` prints.
#[derive(Debug, Subcommand)]
pub enum Export {
    /// All products as JSON, as in `products/full` of endoflife.date's API v1
    ApiV1,
    /// Every cell of every release table, tab-separated
    Cells,
    /// How the ends of releases have moved in the data, tab-separated: `-` is no word, `open` and `over`
    /// are words for a day
    Moves,
    /// A calendar feed of releases and ends
    Ical {
        /// Names or aliases of products; without any, all
        #[arg(value_name = "PRODUCT")]
        names: Vec<String>,

        /// What is watched instead
        #[arg(long, conflicts_with = "names")]
        watched: bool,
    },
}
