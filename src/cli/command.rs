//! Runs a command: loads what it needs and passes that to its answer.

use std::io::{self, Read, Write, stdin};

use anyhow::{Error, Result};

use crate::cli::answer::{self, Outcome};
use crate::cli::arguments::check::Check;
use crate::cli::arguments::question::Question;
use crate::cli::arguments::{self, Cli, Command, Update, Watch};
use crate::cli::progress::Progress;
use crate::cli::report::{Format, Look};
use crate::cli::{chosen, environment, shell};
use crate::facts::catalog::Catalog;
use crate::facts::wording;
use crate::mine::watchlist::Watchlist;
use crate::settings::theme::{self, Depth, Glyphs, Theme};
use crate::settings::user::{Themes, User};
use crate::sources::cache::Cache;
use crate::sources::project::Outside;
use crate::sources::store::Store;
use crate::sources::update::InForce;
use crate::text::clean;

/// Runs a command and writes its answer.
///
/// # Errors
///
/// Fails if the question is invalid, something cannot be read, or the output cannot be written.
pub fn run(
    out: &mut dyn Write,
    command: &Command,
    cli: &Cli,
    user: User,
    themes: &Themes,
) -> Result<Outcome> {
    match command {
        Command::Lint { path } => answer::lint(out, path, chosen::day(cli)?),
        Command::Update(asked) => updated(out, asked, cli, &user),
        Command::Config(question) => configuration(out, question, cli, user, themes),
        Command::Completions { shell } => {
            shell::completions(out, *shell)?;
            Ok(Outcome::Answered)
        }
        Command::Man => {
            shell::manual(out, &user.config.settings.keys)?;
            Ok(Outcome::Answered)
        }
        Command::Check(asked) => {
            from_catalog(cli, user, themes, |context| checked(out, context, asked))
        }
        Command::Changes(asked) => {
            let store = store(cli, &user)?;
            from_catalog(cli, user, themes, |context| {
                let cache = (!chosen::is_folder(cli)).then(Cache::of_user);
                let list = || watchlist(&store);
                answer::changes::changes(out, context, cache.as_ref(), &list, asked)
            })
        }
        Command::Ask(Question::Show(show)) if show.is_of_lines() => {
            from_catalog(cli, user, themes, |context| {
                listed(out, context, show.format.format)
            })
        }
        Command::Ask(question) => {
            let store = store(cli, &user)?;
            from_catalog(cli, user, themes, |context| {
                answer::ask(out, context, &|| watchlist(&store), question)
            })
        }
        Command::Watch { form, change } => {
            let store = store(cli, &user)?;
            from_catalog(cli, user, themes, |context| {
                let list = match change {
                    Some(Watch::Add { .. }) if store.lacks_watchlist() => Watchlist::default(),
                    _ => watchlist(&store)?,
                };
                match change {
                    Some(change) => answer::watch(out, context, &list, change, &store),
                    None => answer::watched(out, context, &list, form.format()),
                }
            })
        }
    }
}

/// Updates the data or says which are in use; a folder of the user's own is not updated.
fn updated(out: &mut dyn Write, asked: &Update, cli: &Cli, user: &User) -> Result<Outcome> {
    let (updates, day) = (&user.config.settings.update, chosen::day(cli)?);
    match chosen::folder(cli.options.products.clone()) {
        Some(folder) if asked.status => answer::update::folder_status(out, asked, &folder, day),
        folder => {
            if let Some(folder) = folder.map(|folder| clean::path(&folder)) {
                chosen::tell(&format!(
                    "warning: {folder} is in use, not the updated data"
                ));
            }
            answer::update::update(out, asked, updates, &Cache::of_user(), day)
        }
    }
}

/// Loads the theme and the catalog, reports their faults, and answers from them.
fn from_catalog(
    cli: &Cli,
    mut user: User,
    themes: &Themes,
    answer: impl FnOnce(answer::Context<'_>) -> Result<Outcome>,
) -> Result<Outcome> {
    let theme = chosen::theme(cli, &mut user, themes)?.for_lines();
    let page = theme_of_pages(cli, &user)?;
    // An answer ends with the process, which gives the catalog back faster than dropping it would.
    let catalog: &Catalog = Box::leak(Box::new(chosen::catalog(
        cli.options.products.clone(),
        InForce::repacked,
    )?));
    for fault in user.config.faults.iter().chain(catalog.faults()) {
        chosen::tell(&format!("warning: {fault}"));
    }
    let look = environment::look(cli.options.color, &theme, user.config.settings.preferences);
    answer(answer::Context {
        catalog,
        look: Look {
            width: cli.options.width.map(usize::from).or(look.width),
            page: page.as_ref(),
            ..look
        },
        day: chosen::day(cli)?,
        watchlist: cli.options.watchlist.as_deref(),
    })
}

/// The theme of a picture or page, in all of its colors; `None` if none is asked for, or if the theme is that
/// of the terminal, which a page does not have.
fn theme_of_pages(cli: &Cli, user: &User) -> Result<Option<Theme>> {
    let name = &user.config.settings.theme;
    let is_asked = cli.command.as_ref().is_some_and(Command::is_colored);
    if !is_asked || name == theme::DEFAULT {
        return Ok(None);
    }
    let themes = Themes::beside(user.file.as_deref(), Depth::All);
    let (theme, _) = themes.load(name).map_err(Error::msg)?;
    Ok(Some(theme))
}

/// Checks a project; a long walk shows its progress.
fn checked(out: &mut dyn Write, context: answer::Context<'_>, asked: &Check) -> Result<Outcome> {
    let mut progress = Progress::default();
    let mut outside = Outside {
        input: &mut input,
        goes_on: &mut |files, path| {
            progress.report(files, path);
            true
        },
    };
    answer::check::check(out, context, asked, &mut outside)
}

/// The text from stdin.
fn input() -> io::Result<String> {
    let mut bytes = Vec::new();
    stdin().take(MOST_INPUT).read_to_end(&mut bytes)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// Judges the lines of stdin, and reports how many name no product.
fn listed(out: &mut dyn Write, context: answer::Context<'_>, format: Format) -> Result<Outcome> {
    let text = input()?;
    let (outcome, others) = answer::lines(out, context, &text, format)?;
    if others > 0 {
        let lines = wording::count(others, "line");
        let verb = if others == 1 { "contains" } else { "contain" };
        chosen::tell(&format!("{lines} {verb} no known version"));
    }
    Ok(outcome)
}

/// The largest list accepted from stdin, in bytes.
const MOST_INPUT: u64 = 64 << 20;

/// Checks the configuration, or prints the settings in force.
fn configuration(
    out: &mut dyn Write,
    question: &arguments::Settings,
    cli: &Cli,
    mut user: User,
    themes: &Themes,
) -> Result<Outcome> {
    if question.check {
        let catalog = chosen::catalog(cli.options.products.clone(), InForce::repacked)?;
        return answer::check_settings(out, &user, themes, &catalog).map_err(Into::into);
    }
    let mut over = overruled(cli);
    let wanted = user.config.settings.theme.clone();
    chosen::theme(cli, &mut user, themes)?;
    if user.config.settings.theme != wanted {
        over.push(("theme", "default"));
    }
    answer::settings(out, question, &user, &over).map_err(Into::into)
}

/// The settings that the command line overrides, with the option that does.
fn overruled(cli: &Cli) -> Vec<(&'static str, &'static str)> {
    let options = [
        (cli.options.theme.is_some(), ("theme", "--theme")),
        (cli.options.ascii, ("ascii", "--ascii")),
        (
            !cli.options.ascii && environment::glyphs() == Glyphs::Ascii,
            ("ascii", "the locale"),
        ),
    ];
    let set = options.into_iter();
    set.filter_map(|(is_set, by)| is_set.then_some(by))
        .collect()
}

/// The user's files, with the watchlist that the command line names.
fn store(cli: &Cli, user: &User) -> Result<Store> {
    let store = Store::of_user();
    Ok(match chosen::watchlist(cli, user)? {
        Some(list) => store.with_watchlist(list.path),
        None => store,
    })
}

/// The watchlist in force; reports invalid lines.
fn watchlist(store: &Store) -> Result<Watchlist> {
    let (list, faults) = store.watchlist()?;
    for fault in faults {
        chosen::tell(&format!("warning: {fault}"));
    }
    Ok(list)
}
