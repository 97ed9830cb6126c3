//! The command line, as clap parses it.

pub mod check;
pub mod question;

use std::ffi::OsString;
use std::path::PathBuf;

use chrono::NaiveDate;
use clap::error::{ContextValue, ErrorKind};
use clap::{Args, ColorChoice, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

use self::question::{Named, Question, Rows};
use crate::cli::report::changes::ChangesFormat;
use crate::find::query::Query;
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
    /// which takes half a million instructions of the seven until the first frame.
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

/// The heading of the options that every command has, below its own.
const GLOBAL: &str = "Global options";

/// What goes for the browser and for every command.
#[derive(Debug, Args)]
pub struct Options {
    /// Open this product, given by name, alias or search words; add a version to select its release,
    /// as in `postgres 14`, `ubuntu:20.04` or `pkg:npm/express@4.18.2`
    pub product: Vec<String>,

    /// Read product files from this folder instead of the built-in data [env: EOLENS_PRODUCTS]
    #[arg(long, value_name = "DIR", global = true, help_heading = GLOBAL)]
    pub products: Option<PathBuf>,

    /// Start with the full product list instead of restoring the last session
    #[arg(long)]
    pub fresh: bool,

    /// Show every status as of this date instead of today
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day, global = true, help_heading = GLOBAL)]
    pub as_of: Option<NaiveDate>,

    /// When to use colors; with `auto`, `NO_COLOR` turns them off
    #[arg(long, value_name = "WHEN", default_value = "auto", global = true, help_heading = GLOBAL)]
    pub color: ColorChoice,

    /// Use ASCII characters only: no box-drawing characters, blocks, arrows or accented letters
    #[arg(long, global = true, help_heading = GLOBAL)]
    pub ascii: bool,

    /// Color theme: terminal, dark, light, high-contrast, color-blind, or the name of a custom theme
    #[arg(long, value_name = "NAME", global = true, help_heading = GLOBAL)]
    pub theme: Option<String>,

    /// Read the configuration from this file [env: EOLENS_CONFIG]
    #[arg(long, value_name = "FILE", global = true, help_heading = GLOBAL)]
    pub config: Option<PathBuf>,

    /// Width of text and pictures in columns, 20 to 500; by default, that of the terminal if there is one
    #[arg(long, value_name = "COLUMNS", value_parser = columns, global = true, help_heading = GLOBAL)]
    pub width: Option<u16>,

    /// Use this watchlist instead of your own: a name from the configuration, or a file
    #[arg(long, value_name = "NAME|FILE", global = true, help_heading = GLOBAL)]
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

/// The width of an answer.
fn columns(text: &str) -> Result<u16, &'static str> {
    let columns = text
        .parse()
        .ok()
        .filter(|columns| (20..=500).contains(columns));
    columns.ok_or("expected a number from 20 to 500")
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
    /// Check the versions in a project's files: Dockerfiles, manifests, pipelines, SBOMs
    #[command(after_help = check::AFTER)]
    Check(check::Check),
    /// Update the data, or show which data is in use
    #[command(after_help = AFTER_UPDATE)]
    Update(Update),
    /// Print what the last update changed, most important first
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
        /// Shell to complete in
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
            Self::Ask(Question::Show(show)) => show.format.format.is_colored(),
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

/// What the help of `update` says after the options.
pub const AFTER_UPDATE: &str = "\
Without a network, download the archive elsewhere and pass it with --from.
Only `update` and the key R open a connection; EOLENS_OFFLINE=1 blocks even those.

Exit codes:
  0  updated, or already up to date
  1  not updated; the data is unchanged
  2  usage error
  3  with --check: newer data is available";

/// What `update` does instead of `--status`. clap waives a required option that others exclude.
const UPDATING: [&str; 5] = ["from", "check", "save", "force", "reset"];

/// Arguments of `update`.
#[derive(Debug, Args)]
#[allow(
    clippy::struct_excessive_bools,
    reason = "each is a flag of its own on the command line"
)]
pub struct Update {
    /// Update from this source instead of the configured one: a tar.gz archive of endoflife.date's repository, a
    /// folder, or a URL
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

    /// Accept data that is older than the current data or differs from it more than is plausible
    #[arg(long, conflicts_with = "reset")]
    pub force: bool,

    /// Return to the built-in data
    #[arg(long)]
    pub reset: bool,

    /// Output format of --status
    #[arg(
        long,
        value_enum,
        value_name = "FORMAT",
        default_value_t,
        requires = "status",
        conflicts_with_all = UPDATING
    )]
    pub format: StatusFormat,

    /// The same as `--format json`
    #[arg(long, requires = "status", conflicts_with_all = UPDATING)]
    pub json: bool,
}

impl Update {
    /// Whether the answer is JSON.
    pub fn is_json(&self) -> bool {
        self.json || self.format == StatusFormat::Json
    }
}

/// The forms in which `update --status` says which data is in use.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum StatusFormat {
    /// Plain text
    #[default]
    Text,
    /// A JSON object
    Json,
}

/// Arguments of `changes`.
#[derive(Debug, Args)]
pub struct Changes {
    /// Products, each optionally followed by releases; all by default
    #[arg(value_name = "PRODUCT [RELEASE]")]
    pub names: Vec<String>,

    /// List end dates changed since this date, or all differences from a commit: that of the built-in data, or
    /// that of the data before the last update
    #[arg(long, value_name = "DATE|COMMIT")]
    pub since: Option<String>,

    /// Only watched products and releases
    #[arg(long)]
    pub watched: bool,

    /// Only what the files of a folder name.
    #[command(flatten)]
    pub stack: Named,

    /// Also list new latest versions
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
