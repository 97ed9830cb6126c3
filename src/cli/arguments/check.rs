//! Arguments of `check`.

use std::path::PathBuf;

use clap::Args;

use crate::cli::report::check::Form;
use crate::sources::project::{Plan, PolicyFrom};
use crate::stack::claim::Role;
use crate::stack::policy::Condition;

/// What the help says after the options.
pub const AFTER: &str = "\
Nothing is executed, and no connection is opened. In a folder, eolens skips files that .gitignore excludes, the \
folders node_modules, vendor, .venv, site-packages and .terraform, and the test folders testdata, fixtures, \
__fixtures__ and __snapshots__.

Exit codes:
  0  no fail-on condition is met
  1  a path is missing, nothing was found, or (--strict) a file could not be read
  2  usage error, or invalid policy file
  3  a fail-on condition is met";

/// Arguments of `check`.
#[derive(Debug, Args)]
#[allow(
    clippy::struct_excessive_bools,
    reason = "each is a flag of its own on the command line"
)]
pub struct Check {
    /// Folders and files, by default the current folder; `-` reads an SBOM or a list from stdin: package
    /// URLs, images, names with versions
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,

    /// Check the operating system of this machine (/etc/os-release); if no PATH is given, check nothing else
    #[arg(long)]
    pub host: bool,

    /// Conditions that fail the check, comma-separated: ended, within:90d (ended, or ends within a span or by a
    /// date, as in radar), security, accepts-ended, floating, unknown, behind, unread, data:60d; or none [default:
    /// those of the policy, otherwise ended]
    #[arg(long, value_name = "LIST", value_parser = conditions)]
    pub fail_on: Option<Conditions>,

    /// Output format
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t)]
    pub format: Form,

    /// Also list supported items, notes, and what could not be matched or read
    #[arg(long)]
    pub all: bool,

    /// Check only these roles, comma-separated: run (what the software runs on), build, ci, dev (development
    /// dependencies)
    #[arg(long, value_name = "ROLES", value_delimiter = ',', value_parser = role)]
    pub only: Vec<Role>,

    /// Use this policy file instead of the nearest .eolens.yaml
    #[arg(long, value_name = "FILE", conflicts_with = "no_policy")]
    pub policy: Option<PathBuf>,

    /// Ignore policy files
    #[arg(long)]
    pub no_policy: bool,

    /// Fail only on findings that are not in this earlier report (from --write-baseline, or --format json --all)
    #[arg(long, value_name = "FILE")]
    pub baseline: Option<PathBuf>,

    /// Write today's findings to this file, for --baseline
    #[arg(long, value_name = "FILE")]
    pub write_baseline: Option<PathBuf>,

    /// Skip files that match this .gitignore pattern; can be repeated
    #[arg(long, value_name = "GLOB")]
    pub skip: Vec<String>,

    /// Also read files and folders that are skipped by default
    #[arg(long)]
    pub no_ignore: bool,

    /// Exit with code 1 if a file cannot be read
    #[arg(long)]
    pub strict: bool,

    /// Show the findings in the browser
    #[arg(
        long,
        conflicts_with_all = [
            "fail_on", "format", "all", "only", "baseline", "write_baseline", "strict", "as_watchlist",
        ]
    )]
    pub browse: bool,

    /// Print only the products and releases found, as lines of a watchlist
    #[arg(long, alias = "watch-list")]
    pub as_watchlist: bool,
}

impl Check {
    /// What to read.
    pub fn plan(&self) -> Plan {
        let is_here = self.paths.is_empty() && !self.host;
        let here = is_here.then(|| PathBuf::from("."));
        Plan {
            paths: self.paths.iter().cloned().chain(here).collect(),
            has_host: self.host,
            skip: self.skip.clone(),
            is_complete: self.no_ignore,
            policy: match &self.policy {
                Some(file) => PolicyFrom::File(file.clone()),
                None if self.no_policy => PolicyFrom::Nowhere,
                None => PolicyFrom::Nearest,
            },
        }
    }
}

/// What fails.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conditions(pub Vec<Condition>);

fn conditions(text: &str) -> Result<Conditions, String> {
    Condition::read_all(text).map(Conditions)
}

fn role(text: &str) -> Result<Role, &'static str> {
    let found = Role::ALL.into_iter().find(|role| role.word() == text);
    found.ok_or("expected run, build, ci or dev")
}
