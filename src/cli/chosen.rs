//! What a run starts from: the settings, catalog, theme, day and watchlist that the command line, the environment
//! and the configuration choose.

use std::io::{Write, stderr};
use std::path::PathBuf;

use anyhow::{Error, Result, bail};
use chrono::NaiveDate;

use crate::cli::arguments::Cli;
use crate::cli::environment;
use crate::facts::catalog::Catalog;
use crate::screen::run;
use crate::settings::config::NamedList;
use crate::settings::theme::{self, Theme};
use crate::settings::user::{self, Themes, User};
use crate::sources::cache::Cache;
use crate::sources::source;
use crate::sources::update::InForce;
use crate::text::clean;

/// Prints a message, which may contain text from outside. A closed stderr is not an error.
pub fn tell(message: &str) {
    let _ = writeln!(stderr(), "eolens: {}", clean::text(message));
}

/// The theme in force. An unknown theme is an error if the command line names it, and otherwise a fault of
/// the configuration.
///
/// # Errors
///
/// Fails if the theme that the command line names is unknown.
pub fn theme(cli: &Cli, user: &mut User, themes: &Themes) -> Result<Theme> {
    let faults = &mut user.config.faults;
    match themes.load(&user.config.settings.theme) {
        Ok((theme, wrong)) => {
            faults.extend(wrong);
            Ok(theme)
        }
        Err(reason) if cli.options.theme.is_some() => bail!(reason),
        Err(reason) => {
            let fault = user.fault("theme", reason);
            user.config.faults.push(fault);
            theme::DEFAULT.clone_into(&mut user.config.settings.theme);
            Ok(themes.load(theme::DEFAULT).map_err(Error::msg)?.0)
        }
    }
}

/// The catalog: from the folder that the command line or the environment names, otherwise the one in force.
///
/// # Errors
///
/// Fails if it cannot be read.
pub fn catalog(
    named: Option<PathBuf>,
    in_force: impl FnOnce(&Cache) -> Result<InForce>,
) -> Result<Catalog> {
    match folder(named) {
        Some(folder) => source::folder(&folder),
        None => Ok(in_force(&Cache::of_user())?.catalog),
    }
}

/// The user's settings, from the file that the command line or the environment names, or the default one.
///
/// # Errors
///
/// Fails if a named file cannot be read.
pub fn settings(named: Option<PathBuf>) -> Result<User> {
    user::read(
        named
            .or_else(|| environment::path("EOLENS_CONFIG"))
            .as_deref(),
    )
}

/// The folder that products are read from, which the command line or the environment names; `None` if they are
/// built in or updated.
pub fn folder(named: Option<PathBuf>) -> Option<PathBuf> {
    named.or_else(|| environment::path("EOLENS_PRODUCTS"))
}

/// Whether products are read from a folder, which updates leave alone.
pub fn is_folder(cli: &Cli) -> bool {
    folder(cli.options.products.clone()).is_some()
}

/// The day to look at. A clock before 1970 is an error: everything that has ended would seem supported.
///
/// # Errors
///
/// Fails if the clock is not set.
pub fn day(cli: &Cli) -> Result<NaiveDate> {
    let today = run::today();
    match cli.options.as_of {
        Some(day) => Ok(day),
        None if today < NaiveDate::default() => {
            bail!(
                "the system clock is set to {today}; correct it, or pass a date with `--as-of YYYY-MM-DD`"
            )
        }
        None => Ok(today),
    }
}

/// The watchlist that the command line names; `None` for the user's own.
///
/// # Errors
///
/// Fails if it is unknown.
pub fn watchlist(cli: &Cli, user: &User) -> Result<Option<NamedList>> {
    let named = cli.options.watchlist.as_deref();
    let list = named.map(|named| user.watchlist(named)).transpose();
    list.map(Option::flatten).map_err(Error::msg)
}
