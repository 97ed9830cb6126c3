//! Arguments of `check`.

use std::path::PathBuf;

use clap::Args;

use crate::cli::report::check::Form;
use crate::stack::claim::Role;
use crate::stack::policy::Condition;

/// What the help says behind the options.
pub const AFTER: &str = "Nothing is executed, and nothing is fetched. A folder is walked without what `.gitignore` names, \
     without node_modules, vendor, .venv and site-packages, and without testdata, fixtures and snapshots.\n\n\
     Exit codes: 0 nothing fails, 1 a path is missing, nothing was found or (--strict) something could not be read, \
     2 wrong usage or a bad policy file, 3 something fails.";

/// Arguments of `check`.
#[derive(Debug, Args)]
#[allow(
    clippy::struct_excessive_bools,
    reason = "each is a flag of its own on the command line"
)]
pub struct Check {
    /// Folders and files; without any, this folder; `-` reads package URLs, images or a bill of materials
    /// from the standard input
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,

    /// Also this machine, by its /etc/os-release
    #[arg(long)]
    pub host: bool,

    /// What fails, with commas between: ended, within:90d, security, accepts-ended, floating, unknown,
    /// behind, unread, data:60d; or none
    #[arg(long, value_name = "LIST", value_parser = conditions)]
    pub fail_on: Option<Conditions>,

    /// The form of the report
    #[arg(long, value_enum, value_name = "FORM", default_value_t)]
    pub format: Form,

    /// Also what is supported, notes, and what could not be matched or read
    #[arg(long)]
    pub all: bool,

    /// Only what has these roles, with commas between
    #[arg(long, value_name = "ROLE", value_delimiter = ',', value_parser = role)]
    pub only: Vec<Role>,

    /// The policy, instead of the nearest .eolens.yaml
    #[arg(long, value_name = "FILE", conflicts_with = "no_policy")]
    pub policy: Option<PathBuf>,

    /// No policy file at all
    #[arg(long)]
    pub no_policy: bool,

    /// Fail only for what is not in this earlier report (--format json --all)
    #[arg(long, value_name = "FILE")]
    pub baseline: Option<PathBuf>,

    /// Write the report that a later --baseline reads
    #[arg(long, value_name = "FILE")]
    pub write_baseline: Option<PathBuf>,

    /// Leave out what matches, as .gitignore writes patterns; can be repeated
    #[arg(long, value_name = "GLOB")]
    pub skip: Vec<String>,

    /// Read what .gitignore and the list of folders leave out too
    #[arg(long)]
    pub no_ignore: bool,

    /// Files that cannot be read end with code 1
    #[arg(long)]
    pub strict: bool,

    /// Only print `product release` lines, as `eolens watch add` takes them
    #[arg(long)]
    pub watch_list: bool,
}

/// What fails.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conditions(pub Vec<Condition>);

fn conditions(text: &str) -> Result<Conditions, String> {
    Condition::read_all(text).map(Conditions)
}

fn role(text: &str) -> Result<Role, &'static str> {
    let found = Role::ALL.into_iter().find(|role| role.word() == text);
    found.ok_or("use run, build, ci or dev")
}
