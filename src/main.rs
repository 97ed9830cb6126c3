//! Arguments, load, run, exit code. All that can fail fails before the screen is taken.

use std::env;
use std::io::{self, ErrorKind, IsTerminal, Write, stderr, stdout};
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use clap::{ColorChoice, Parser};
use eolens::app::Model;
use eolens::catalog::Catalog;
use eolens::cli::{Cli, Command};
use eolens::run::{self, Ending};
use eolens::theme::Theme;
use eolens::{report, source};

fn main() -> ExitCode {
    match start(&Cli::parse()) {
        Ok(code) => code,
        Err(error) => {
            tell(&format!("{error:#}"));
            ExitCode::from(2)
        }
    }
}

/// A message; that nobody reads it is no error.
fn tell(message: &str) {
    let _ = writeln!(stderr(), "eolens: {message}");
}

fn start(cli: &Cli) -> Result<ExitCode> {
    if cli.command.is_none() {
        check_terminal()?;
    }
    let catalog = match &cli.products {
        Some(folder) => source::folder(folder)?,
        None => source::embedded()?,
    };
    match &cli.command {
        Some(Command::Show { product }) => show(&catalog, product, cli),
        None => browse(catalog, cli),
    }
}

fn check_terminal() -> Result<()> {
    let instead = "`eolens show PRODUCT` prints a release table as text";
    if !stdout().is_terminal() {
        bail!("the browser needs a terminal, and its output is none; {instead}");
    }
    if env::var_os("TERM").is_some_and(|term| term == "dumb") {
        bail!("the browser cannot draw on a dumb terminal (TERM=dumb); {instead}");
    }
    Ok(())
}

fn browse(catalog: Catalog, cli: &Cli) -> Result<ExitCode> {
    let mut model = Model::new(catalog, run::today());
    if let Some(day) = cli.as_of {
        model.look_at(day);
    }
    if let Some(name) = &cli.product
        && !model.start_at(name)
    {
        bail!("no product is called {name:?} or anything like it; `eolens` alone lists all");
    }
    let theme = match cli.color {
        ColorChoice::Always => Theme::terminal(),
        ColorChoice::Never => Theme::monochrome(),
        ColorChoice::Auto => {
            let is_off = env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
            if is_off {
                Theme::monochrome()
            } else {
                Theme::terminal()
            }
        }
    };
    match run::browse(model, &theme).context("the terminal failed")? {
        Ending::Quit => Ok(ExitCode::SUCCESS),
        Ending::Signal(signal) => Ok(die_of(signal)),
    }
}

/// Ends as the signal would have ended the program, so that a shell sees the reason.
fn die_of(signal: i32) -> ExitCode {
    #[cfg(unix)]
    let _ = signal_hook::low_level::emulate_default_handler(signal);
    ExitCode::from(u8::try_from(128 + signal).unwrap_or(u8::MAX))
}

fn show(catalog: &Catalog, name: &str, cli: &Cli) -> Result<ExitCode> {
    let found = catalog.find(name).and_then(|place| catalog.product(place));
    let Some(product) = found else {
        tell(&format!(
            "no product is called {name:?}; `eolens` lists all"
        ));
        return Ok(ExitCode::from(1));
    };
    for fault in catalog.faults() {
        tell(&fault.to_string());
    }
    let day = cli.as_of.unwrap_or_else(run::today);
    match stdout().write_all(report::text(product, day).as_bytes()) {
        // A reader that has seen enough is no error.
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(ExitCode::SUCCESS),
        written => written.map(|()| ExitCode::SUCCESS).map_err(io::Error::into),
    }
}
