//! Arguments, load, run, exit code. All that can fail fails before the screen is taken.

use std::env;
use std::io::{self, BufWriter, ErrorKind, IsTerminal, Write, stderr, stdout};
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use clap::{ColorChoice, Parser};
use eolens::answer::{self, Outcome};
use eolens::app::session::Session;
use eolens::app::{Model, Notice};
use eolens::catalog::Catalog;
use eolens::cli::{self, Cli, Command};
use eolens::report::Look;
use eolens::run::{self, Ended, Ending};
use eolens::source;
use eolens::store::Store;
use eolens::theme::{Glyphs, Theme};
use eolens::watchlist::Watchlist;

fn main() -> ExitCode {
    match start(&Cli::parse_from(cli::arguments(env::args_os()))) {
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
    if let Some(command) = &cli.command {
        return answer(command, cli);
    }
    check_terminal()?;
    browse(catalog(cli)?, cli)
}

fn catalog(cli: &Cli) -> Result<Catalog> {
    let variable = env::var_os("EOLENS_PRODUCTS").filter(|folder| !folder.is_empty());
    match cli.products.clone().or(variable.map(PathBuf::from)) {
        Some(folder) => source::folder(&folder),
        None => source::embedded(),
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
    let store = Store::of_user();
    match store.watchlist() {
        Ok((list, faults)) => model.watch(list, &faults),
        Err(error) => model.notice = Some(Notice::Failed(format!("{error:#}."))),
    }
    let name = cli.product.join(" ");
    if !name.is_empty() {
        if !model.start_at(&name) {
            bail!("no product is called {name:?} or anything like it; `eolens` alone lists all");
        }
    } else if !cli.fresh
        && let Some(session) = store.session().and_then(|text| Session::parse(&text))
    {
        model.restore(&session);
    }
    let theme = theme(cli);
    let Ended { ending, kept } =
        run::browse(model, &theme, &store).context("the terminal failed")?;
    if let Err(error) = kept {
        tell(&format!("what is watched could not be kept: {error:#}"));
    }
    match ending {
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
fn answer(command: &Command, cli: &Cli) -> Result<ExitCode> {
    let day = cli.as_of.unwrap_or_else(run::today);
    let theme = theme(cli);
    let mut out = BufWriter::new(stdout().lock());
    let answered = match command {
        Command::Lint { path } => answer::lint(&mut out, path, day),
        Command::Ask(question) => {
            let catalog = warned(catalog(cli)?);
            let look = look(cli.color, &theme);
            answer::ask(&mut out, &catalog, &watchlist, question, look, day)
        }
        Command::Watch { change } => {
            let catalog = warned(catalog(cli)?);
            let list = watchlist()?;
            match change {
                None => answer::watched(&mut out, &catalog, &list, look(cli.color, &theme), day),
                Some(change) => {
                    answer::watch(&mut out, &catalog, &list, change, day, &Store::of_user())
                }
            }
        }
    };
    let answered = answered.and_then(|outcome| out.flush().map(|()| outcome).map_err(Into::into));
    match answered {
        Ok(Outcome::Answered) => Ok(ExitCode::SUCCESS),
        Ok(Outcome::Ended) => Ok(ExitCode::from(3)),
        Ok(Outcome::Refused(why)) => {
            tell(&why);
            Ok(ExitCode::from(1))
        }
        Ok(Outcome::Misunderstood(why)) => {
            tell(&why);
            Ok(ExitCode::from(2))
        }
        // A reader that has seen enough is no error.
        Err(error) if is_broken_pipe(&error) => Ok(ExitCode::SUCCESS),
        Err(error) => Err(error),
    }
}

/// Tells of what could not be read.
fn warned(catalog: Catalog) -> Catalog {
    for fault in catalog.faults() {
        tell(&format!("warning: {fault}"));
    }
    catalog
}

/// The user's watchlist; its lines that are no entries are told.
fn watchlist() -> Result<Watchlist> {
    let (list, faults) = Store::of_user().watchlist()?;
    for fault in faults {
        tell(&format!("warning: {fault}"));
    }
    Ok(list)
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    let error = error.downcast_ref::<io::Error>();
    error.is_some_and(|error| error.kind() == ErrorKind::BrokenPipe)
}

fn is_without_colours() -> bool {
    env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty())
}

fn is_dumb() -> bool {
    env::var_os("TERM").is_some_and(|term| term == "dumb")
}

fn theme(cli: &Cli) -> Theme {
    let theme = match cli.color {
        ColorChoice::Never => Theme::monochrome(),
        ColorChoice::Auto if is_without_colours() => Theme::monochrome(),
        ColorChoice::Always | ColorChoice::Auto => Theme::terminal(),
    };
    let glyphs = if cli.ascii {
        Glyphs::Ascii
    } else {
        Glyphs::Unicode
    };
    Theme { glyphs, ..theme }
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
        glyphs: theme.glyphs,
    }
}
