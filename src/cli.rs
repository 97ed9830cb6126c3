//! The command line as clap sees it.

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::{ColorChoice, Parser, Subcommand};

/// Browse the end-of-life dates of software and devices, offline, in the terminal.
#[derive(Debug, Parser)]
#[command(name = "eolens", version, arg_required_else_help = false)]
pub struct Cli {
    /// Start at this product: its name, an alias, or words to search for
    pub product: Option<String>,

    /// Read product files from this folder instead of the embedded catalogue
    #[arg(long, value_name = "DIR", env = "EOLENS_PRODUCTS", global = true)]
    pub products: Option<PathBuf>,

    /// Look at this day instead of today
    #[arg(long, value_name = "YYYY-MM-DD", global = true)]
    pub as_of: Option<NaiveDate>,

    /// When to use colours; `NO_COLOR` switches them off in `auto`
    #[arg(long, value_name = "WHEN", default_value = "auto", global = true)]
    pub color: ColorChoice,

    /// What to do instead of browsing
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// What eolens does without a screen.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Print the release table of a product as text
    Show {
        /// Name or alias of the product
        product: String,
    },
}
