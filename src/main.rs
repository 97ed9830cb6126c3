//! Parses arguments, loads the data, runs, and exits with a code. Everything that can fail fails before the
//! terminal is changed.

use std::env;
use std::io::{self, BufWriter, ErrorKind, Write, stderr, stdout};
use std::process::ExitCode;

use anyhow::{Context, Result};
use clap::CommandFactory;
use clap_complete::CompleteEnv;
use eolens::cli::answer::Outcome;
use eolens::cli::arguments::{self, Cli, Command};
use eolens::cli::{browser, chosen, codes, command, environment, shell};
use eolens::screen::run::Blank;
use eolens::settings::theme::{Depth, Glyphs};
use eolens::settings::user::{Themes, User};
use eolens::sources::update::InForce;

fn main() -> ExitCode {
    let started = complete().unwrap_or_else(|| match Cli::parsed(env::args_os()) {
        Ok(cli) => start(&cli),
        Err(error) => explain(error),
    });
    started.unwrap_or_else(|error| {
        chosen::tell(&format!("{error:#}"));
        ExitCode::from(codes::FAILED)
    })
}

/// Answers a shell that asks for completions; `None` if none has asked.
fn complete() -> Option<Result<ExitCode>> {
    env::var_os(shell::ASKS)?;
    let arguments = || {
        let user = chosen::settings(None).ok();
        let file = user.as_ref().and_then(|user| user.file.as_deref());
        let themes = Themes::beside(file, Depth::None);
        let lists = user.iter().flat_map(User::watchlists);
        let lists = lists.map(|list| list.name).collect();
        let catalog = chosen::catalog(None, InForce::of);
        catalog.map_or_else(
            |_| Cli::command(),
            |catalog| shell::command(catalog, themes.names(), lists),
        )
    };
    let completion = CompleteEnv::with_factory(arguments).var(shell::ASKS);
    let folder = env::current_dir().ok();
    match completion.try_complete(env::args_os(), folder.as_deref()) {
        Ok(is_answered) => is_answered.then_some(Ok(ExitCode::SUCCESS)),
        Err(error) => Some(explain(error)),
    }
}

/// Prints help or version, or what is wrong with the arguments.
fn explain(error: clap::Error) -> Result<ExitCode> {
    if error.use_stderr() {
        let _ = stderr().write_all(arguments::explained(error).as_bytes());
        return Ok(ExitCode::from(codes::FAILED));
    }
    let printed = error.print().and_then(|()| stdout().flush());
    conclude(printed.map(|()| Outcome::Answered).map_err(Into::into))
}

fn start(cli: &Cli) -> Result<ExitCode> {
    let mut user = chosen::settings(cli.options.config.clone())?;
    user.config.settings.ascii |= cli.options.ascii || environment::glyphs() == Glyphs::Ascii;
    let glyphs = if user.config.settings.ascii {
        Glyphs::Ascii
    } else {
        Glyphs::Unicode
    };
    let depth = environment::depth(cli.options.color);
    let themes = Themes::beside(user.file.as_deref(), depth).in_signs(glyphs);
    if let Some(theme) = &cli.options.theme {
        user.config.settings.theme.clone_from(theme);
    }
    if let Some(command) = cli.command.as_ref().filter(|command| !command.browses()) {
        return answer(command, cli, user, &themes);
    }
    browser::check_terminal(cli.command.as_ref())?;
    let blank = Blank::new(depth).context("the terminal failed")?;
    let catalog = chosen::catalog(cli.options.products.clone(), InForce::of)?;
    browser::browse(catalog, cli, user, themes, blank)
}

/// Runs a command with its output buffered.
fn answer(command: &Command, cli: &Cli, user: User, themes: &Themes) -> Result<ExitCode> {
    let mut out = BufWriter::new(stdout().lock());
    let answered = command::run(&mut out, command, cli, user, themes);
    if let Ok(Outcome::Guessed(why)) = &answered {
        chosen::tell(why);
    }
    conclude(answered.and_then(|outcome| out.flush().map(|()| outcome).map_err(Into::into)))
}

/// Reports the outcome of a command and returns its exit code.
fn conclude(answered: Result<Outcome>) -> Result<ExitCode> {
    match answered {
        Ok(Outcome::Answered | Outcome::Guessed(_)) => Ok(ExitCode::SUCCESS),
        Ok(Outcome::Ended) => Ok(ExitCode::from(codes::ENDED)),
        Ok(Outcome::Mixed) => Ok(ExitCode::from(codes::MIXED)),
        Ok(Outcome::Refused(why)) => {
            why.lines().for_each(chosen::tell);
            Ok(ExitCode::from(codes::NO_ANSWER))
        }
        Ok(Outcome::Misunderstood(why)) => {
            chosen::tell(&why);
            Ok(ExitCode::from(codes::FAILED))
        }
        // A closed pipe, as with `head`, is not an error.
        Err(error) if is_broken_pipe(&error) => Ok(ExitCode::SUCCESS),
        Err(error) => Err(error),
    }
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    let error = error.downcast_ref::<io::Error>();
    error.is_some_and(|error| error.kind() == ErrorKind::BrokenPipe)
}
