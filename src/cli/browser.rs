//! Opens the browser as the command line and the configuration ask for, and ends as it has ended.

use std::io::{IsTerminal, stdout};
use std::process::ExitCode;

use anyhow::{Context, Result, bail};

use crate::app::screen::Screen;
use crate::app::session::Session;
use crate::app::{Model, Msg, Opening};
use crate::cli::arguments::{Cli, Command};
use crate::cli::{chosen, environment};
use crate::facts::catalog::Catalog;
use crate::facts::product::Fault;
use crate::mine::watchlist::Watchlist;
use crate::screen::run::{self, Blank, Ended, Ending, Setup};
use crate::settings::config::{NamedList, Settings};
use crate::settings::user::{Themes, User};
use crate::sources::cache::Cache;
use crate::sources::project::Plan;
use crate::sources::store::Store;

/// Whether the browser can draw.
///
/// # Errors
///
/// Fails, with what to do instead, if it cannot.
pub fn check_terminal(command: Option<&Command>) -> Result<()> {
    let instead = match command {
        Some(_) => "without --browse, `eolens check` prints a report",
        None => "to print a release table, use `eolens show PRODUCT`",
    };
    if !stdout().is_terminal() {
        bail!("stdout is not a terminal; {instead}");
    }
    if environment::is_dumb() {
        bail!("the browser cannot draw on a dumb terminal (TERM=dumb); {instead}");
    }
    Ok(())
}

/// Opens the browser, and returns when it has ended.
///
/// # Errors
///
/// Fails if a choice of the command line is invalid, or if the terminal fails.
pub fn browse(
    catalog: Catalog,
    cli: &Cli,
    mut user: User,
    themes: Themes,
    blank: Blank,
) -> Result<ExitCode> {
    let theme = chosen::theme(cli, &mut user, &themes)?;
    let chosen = chosen::watchlist(cli, &user)?;
    let mut lists = user.watchlists();
    let is_other = |list: &&NamedList| lists.iter().all(|named| named.name != list.name);
    lists.extend(chosen.as_ref().filter(is_other).cloned());
    let (settings, mut faults) = (user.config.settings, user.config.faults);
    chosen::day(cli)?;
    let store = Store::of_user();
    let (watchlist, wrong) = match &chosen {
        Some(list) => store.with_watchlist(&list.path).watchlist()?,
        None => watchlist_or_fault(&store),
    };
    faults.extend(wrong);
    let opening = Opening {
        today: run::today(),
        as_of: cli.options.as_of,
        preferences: settings.preferences,
        has_mouse: settings.mouse,
        watchlist,
    };
    let mut model = Model::opened(catalog, opening);
    model.name_watchlist(chosen.as_ref().map_or("", |list| &list.name));
    begin(&mut model, cli, &settings, &store)?;
    let key = settings.keys.key_of(&Msg::Problems);
    model.warn_of(faults, key.map(ToString::to_string));
    let cache = (!chosen::is_folder(cli)).then(Cache::of_user);
    if cache.is_some() {
        model.warn_of_gone();
    }
    model.updating.remind = cache.as_ref().map(|_| settings.update.remind);
    let changes = settings.keys.key_of(&Msg::Screen(Screen::Changes));
    model.updating.key = changes.map_or_else(String::new, ToString::to_string);
    let setup = Setup {
        keys: settings.keys,
        themes,
        theme_name: settings.theme,
        theme,
        queries: settings.queries,
        lists,
        clipboard: settings.clipboard,
        browser: settings.browser,
        updates: settings.update,
        cache,
        stack: cli
            .command
            .as_ref()
            .map_or_else(Plan::default, Command::plan),
    };
    let ended = run::browse(model, setup, &store, blank);
    let Ended { ending, kept } = ended.context("the terminal failed")?;
    if let Err(error) = kept {
        chosen::tell(&format!("the watchlist could not be saved: {error:#}"));
    }
    match ending {
        Ending::Quit => Ok(ExitCode::SUCCESS),
        Ending::Signal(signal) => Ok(die_of(signal)),
    }
}

/// The user's own watchlist and its faults; empty, with a fault, if it cannot be read.
fn watchlist_or_fault(store: &Store) -> (Watchlist, Vec<Fault>) {
    store.watchlist().unwrap_or_else(|error| {
        let fault = Fault::whole("the watchlist", format!("{error:#}"));
        (Watchlist::default(), vec![fault])
    })
}

/// Applies the start: the named product, else the configured query, else the last session.
fn begin(model: &mut Model, cli: &Cli, settings: &Settings, store: &Store) -> Result<()> {
    let name = cli.options.product.join(" ");
    if cli.command.is_some() {
        model.screen = Screen::Stack;
    } else if !name.is_empty() {
        if !model.start_at(&name) {
            bail!("no product matches {name:?}; `eolens list` lists all products");
        }
    } else if !settings.query.is_empty() {
        model.search_for(&settings.query);
    } else if settings.restore
        && !cli.options.fresh
        && let Some(session) = store.session().and_then(|text| Session::parse(&text))
    {
        model.restore(&session);
        let key = settings.keys.key_of(&Msg::Back).map(ToString::to_string);
        model.say_restored(key);
    }
    Ok(())
}

/// Ends as if by the signal, so that a shell sees the cause.
fn die_of(signal: i32) -> ExitCode {
    #[cfg(unix)]
    let _ = signal_hook::low_level::emulate_default_handler(signal);
    ExitCode::from(u8::try_from(128 + signal).unwrap_or(u8::MAX))
}
