//! Arguments, load, run, exit code. All that can fail fails before the screen is taken.

use std::env;
use std::io::{self, BufWriter, ErrorKind, IsTerminal, Write, stderr, stdout};
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use chrono::NaiveDate;
use clap::{ColorChoice, Parser};
use eolens::app::Model;
use eolens::catalog::Catalog;
use eolens::cli::{Cli, Command, Export};
use eolens::report::choice::{self, Unknown, choose};
use eolens::report::list::entries;
use eolens::report::{Look, api, cells, ical};
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
        Some(command) => answer(&catalog, command, cli),
        None => browse(catalog, cli),
    }
}

fn check_terminal() -> Result<()> {
    let instead = "`eolens show PRODUCT` prints a release table as text";
    if !stdout().is_terminal() {
        bail!("the browser needs a terminal, and its output is none; {instead}");
    }
    if is_dumb() {
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
    let theme = theme(cli.color);
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

/// Answers on stdout, through one buffer.
fn answer(catalog: &Catalog, command: &Command, cli: &Cli) -> Result<ExitCode> {
    for fault in catalog.faults() {
        tell(&format!("warning: {fault}"));
    }
    let day = cli.as_of.unwrap_or_else(run::today);
    let theme = theme(cli.color);
    let look = look(cli.color, &theme);
    let mut out = BufWriter::new(stdout().lock());
    let mut code = ExitCode::SUCCESS;
    let written = match command {
        Command::List(list) => {
            let found = entries(catalog, &list.query.join(" "), day);
            if found.is_empty() {
                tell("no product matches; `eolens list` names all products");
                code = ExitCode::from(1);
            }
            if list.json {
                report::list::write_json(&mut out, &found)
            } else {
                report::list::write(&mut out, &found, look)
            }
        }
        Command::Show(show) => match choose(catalog, &show.names, day) {
            Ok(choices) => report::show(&mut out, &choices, show.format, show.all, look, day),
            Err(unknown) => return Ok(refuse(&unknown)),
        },
        Command::Export(what) => match export(&mut out, catalog, what, day) {
            Ok(written) => written,
            Err(unknown) => return Ok(refuse(&unknown)),
        },
    };
    match written.and_then(|()| out.flush()) {
        // A reader that has seen enough is no error.
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(code),
        written => written
            .map(|()| code)
            .context("the output cannot be written"),
    }
}

fn export(
    out: &mut dyn Write,
    catalog: &Catalog,
    what: &Export,
    day: NaiveDate,
) -> std::result::Result<io::Result<()>, Unknown> {
    Ok(match what {
        Export::ApiV1 => api::write_all(out, catalog, day),
        Export::Cells => cells::write(out, catalog, day),
        Export::Ical { names } => {
            let named = names.iter().map(|name| choice::product(catalog, name));
            let named = named.collect::<Result<Vec<_>, _>>()?;
            let all = (0..catalog.cards().len()).filter(|_| named.is_empty());
            let all = all.filter_map(|place| catalog.product(place));
            let stamp = catalog.day().unwrap_or_default();
            ical::write(out, named.iter().copied().chain(all), stamp)
        }
    })
}

fn refuse(unknown: &Unknown) -> ExitCode {
    tell(&unknown.to_string());
    ExitCode::from(1)
}

fn is_without_colours() -> bool {
    env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty())
}

fn is_dumb() -> bool {
    env::var_os("TERM").is_some_and(|term| term == "dumb")
}

fn theme(color: ColorChoice) -> Theme {
    match color {
        ColorChoice::Never => Theme::monochrome(),
        ColorChoice::Auto if is_without_colours() => Theme::monochrome(),
        ColorChoice::Always | ColorChoice::Auto => Theme::terminal(),
    }
}

/// Escape sequences are for terminals that know them, unless the user says otherwise.
fn look(color: ColorChoice, theme: &Theme) -> Look<'_> {
    let is_terminal = stdout().is_terminal();
    let is_styled = match color {
        ColorChoice::Always => true,
        ColorChoice::Never => false,
        ColorChoice::Auto => is_terminal && !is_dumb() && !is_without_colours(),
    };
    Look {
        width: is_terminal.then(|| run::width().unwrap_or(80)),
        theme: is_styled.then_some(theme),
    }
}
