//! Parses arguments, loads the data, runs, and exits with a code. Everything that can fail fails before the
//! terminal is changed.

use std::env;
use std::io::{self, BufWriter, ErrorKind, IsTerminal, Read, Write, stderr, stdin, stdout};
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Error, Result, bail};
use chrono::NaiveDate;
use clap::CommandFactory;
use clap_complete::CompleteEnv;
use eolens::app::screen::Screen;
use eolens::app::session::Session;
use eolens::app::{Model, Msg, Opening};
use eolens::cli::answer::{self, Outcome};
use eolens::cli::arguments::check::Check;
use eolens::cli::arguments::{self, Cli, Command, Question, Watch};
use eolens::cli::progress::Progress;
use eolens::cli::report::{Look, ProductFormat};
use eolens::cli::{codes, environment, shell};
use eolens::facts::catalog::Catalog;
use eolens::facts::product::Fault;
use eolens::facts::wording;
use eolens::mine::watchlist::Watchlist;
use eolens::screen::run::{self, Ended, Ending, Setup};
use eolens::settings::config::{Config, NamedList, Settings};
use eolens::settings::theme::{self, Depth, Glyphs, Theme};
use eolens::settings::user::{self, Themes, User};
use eolens::sources::cache::Cache;
use eolens::sources::project::{Outside, Plan};
use eolens::sources::source;
use eolens::sources::store::Store;
use eolens::sources::update::InForce;
use eolens::text::clean;

fn main() -> ExitCode {
    let started = complete().unwrap_or_else(|| match Cli::parsed(env::args_os()) {
        Ok(cli) => start(&cli),
        Err(error) => explain(error),
    });
    started.unwrap_or_else(|error| {
        tell(&format!("{error:#}"));
        ExitCode::from(codes::FAILED)
    })
}

/// Answers a shell that asks for completions; `None` if none has asked.
fn complete() -> Option<Result<ExitCode>> {
    env::var_os(shell::ASKS)?;
    let command = || {
        let user = settings(None).ok();
        let file = user.as_ref().and_then(|user| user.file.as_deref());
        let themes = Themes::beside(file, Depth::None);
        let lists = user.iter().flat_map(User::watchlists);
        let lists = lists.map(|list| list.name).collect();
        let catalog = catalog(None, InForce::of);
        catalog.map_or_else(
            |_| Cli::command(),
            |catalog| shell::command(catalog, themes.names(), lists),
        )
    };
    let completion = CompleteEnv::with_factory(command).var(shell::ASKS);
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

/// Prints a message, which may contain text from outside. A closed stderr is not an error.
fn tell(message: &str) {
    let _ = writeln!(stderr(), "eolens: {}", clean::text(message));
}

fn start(cli: &Cli) -> Result<ExitCode> {
    let mut user = settings(cli.options.config.clone())?;
    user.config.settings.ascii |= cli.options.ascii || environment::glyphs() == Glyphs::Ascii;
    let glyphs = if user.config.settings.ascii {
        Glyphs::Ascii
    } else {
        Glyphs::Unicode
    };
    let themes = Themes::beside(user.file.as_deref(), environment::depth(cli.options.color))
        .in_signs(glyphs);
    if let Some(theme) = &cli.options.theme {
        user.config.settings.theme.clone_from(theme);
    }
    if let Some(command) = cli.command.as_ref().filter(|command| !command.browses()) {
        return answer(command, cli, user, &themes);
    }
    check_terminal()?;
    let catalog = catalog(cli.options.products.clone(), InForce::of)?;
    browse(catalog, cli, user, themes)
}

/// The theme in force. An unknown theme is an error if the command line names it, and otherwise a fault of
/// the configuration.
fn theme(cli: &Cli, user: &mut User, themes: &Themes) -> Result<Theme> {
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
fn catalog(
    named: Option<PathBuf>,
    in_force: impl FnOnce(&Cache) -> Result<InForce>,
) -> Result<Catalog> {
    match named.or_else(|| environment::path("EOLENS_PRODUCTS")) {
        Some(folder) => source::folder(&folder),
        None => Ok(in_force(&Cache::of_user())?.catalog),
    }
}

fn settings(named: Option<PathBuf>) -> Result<User> {
    user::read(
        named
            .or_else(|| environment::path("EOLENS_CONFIG"))
            .as_deref(),
    )
}

/// Whether products are read from a folder.
fn is_folder(cli: &Cli) -> bool {
    cli.options.products.is_some() || environment::path("EOLENS_PRODUCTS").is_some()
}

fn check_terminal() -> Result<()> {
    let instead = "to print a release table, use `eolens show PRODUCT`";
    if !stdout().is_terminal() {
        bail!("stdout is not a terminal; {instead}");
    }
    if environment::is_dumb() {
        bail!("the browser cannot draw on a dumb terminal (TERM=dumb); {instead}");
    }
    Ok(())
}

/// The day to look at. A clock before 1970 is an error: everything that has ended would seem supported.
fn day(cli: &Cli) -> Result<NaiveDate> {
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

fn browse(catalog: Catalog, cli: &Cli, mut user: User, themes: Themes) -> Result<ExitCode> {
    let theme = theme(cli, &mut user, &themes)?;
    let chosen = chosen_list(cli, &user)?;
    let mut lists = user.watchlists();
    let is_other = |list: &&NamedList| lists.iter().all(|named| named.name != list.name);
    lists.extend(chosen.as_ref().filter(is_other).cloned());
    let Config {
        settings,
        mut faults,
        ..
    } = user.config;
    day(cli)?;
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
    let cache = (!is_folder(cli)).then(Cache::of_user);
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
        depth: environment::depth(cli.options.color),
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
    let ended = run::browse(model, setup, &store);
    let Ended { ending, kept } = ended.context("the terminal failed")?;
    if let Err(error) = kept {
        tell(&format!("the watchlist could not be saved: {error:#}"));
    }
    match ending {
        Ending::Quit => Ok(ExitCode::SUCCESS),
        Ending::Signal(signal) => Ok(die_of(signal)),
    }
}

/// The user's own watchlist and its faults; empty, with a fault, if it cannot be read.
fn watchlist_or_fault(store: &Store) -> (Watchlist, Vec<Fault>) {
    store.watchlist().unwrap_or_else(|error| {
        let fault = Fault {
            file: "the watchlist".to_owned(),
            line: None,
            column: None,
            reason: format!("{error:#}"),
        };
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

fn answered(
    out: &mut dyn Write,
    command: &Command,
    cli: &Cli,
    user: User,
    themes: &Themes,
) -> Result<Outcome> {
    match command {
        Command::Lint { path } => answer::lint(out, path, day(cli)?),
        Command::Update(asked) => {
            let updates = &user.config.settings.update;
            answer::update::update(out, asked, updates, &Cache::of_user(), day(cli)?)
        }
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
                let cache = (!is_folder(cli)).then(Cache::of_user);
                let list = || watchlist(&store);
                answer::changes::changes(out, context, cache.as_ref(), &list, asked)
            })
        }
        Command::Ask(Question::Show(show)) if show.is_of_lines() => {
            from_catalog(cli, user, themes, |context| {
                listed(out, context, show.format)
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

/// Loads the theme and the catalog, reports their faults, and answers from them.
fn from_catalog(
    cli: &Cli,
    mut user: User,
    themes: &Themes,
    answer: impl FnOnce(answer::Context<'_>) -> Result<Outcome>,
) -> Result<Outcome> {
    let theme = theme(cli, &mut user, themes)?.for_lines();
    let page = theme_of_pages(cli, &user)?;
    // An answer ends with the process, which gives the catalog back faster than dropping it would.
    let catalog: &Catalog = Box::leak(Box::new(catalog(
        cli.options.products.clone(),
        InForce::repacked,
    )?));
    for fault in user.config.faults.iter().chain(catalog.faults()) {
        tell(&format!("warning: {fault}"));
    }
    let look = environment::look(cli.options.color, &theme, user.config.settings.preferences);
    answer(answer::Context {
        catalog,
        look: Look {
            width: cli.options.width.map(usize::from).or(look.width),
            page: page.as_ref(),
            ..look
        },
        day: day(cli)?,
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
fn listed(
    out: &mut dyn Write,
    context: answer::Context<'_>,
    form: ProductFormat,
) -> Result<Outcome> {
    let text = input()?;
    let (outcome, others) = answer::lines(out, context, &text, form)?;
    if others > 0 {
        let (lines, verb) = (
            wording::count(others, "line"),
            if others == 1 { "contains" } else { "contain" },
        );
        tell(&format!("{lines} {verb} no known version"));
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
        let catalog = catalog(cli.options.products.clone(), InForce::repacked)?;
        return answer::check_settings(out, &user, themes, &catalog).map_err(Into::into);
    }
    let mut over = overruled(cli);
    let wanted = user.config.settings.theme.clone();
    theme(cli, &mut user, themes)?;
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

/// Runs a command with its output buffered.
fn answer(command: &Command, cli: &Cli, user: User, themes: &Themes) -> Result<ExitCode> {
    let mut out = BufWriter::new(stdout().lock());
    let answered = answered(&mut out, command, cli, user, themes);
    if let Ok(Outcome::Guessed(why)) = &answered {
        tell(why);
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
            why.lines().for_each(tell);
            Ok(ExitCode::from(codes::NO_ANSWER))
        }
        Ok(Outcome::Misunderstood(why)) => {
            tell(&why);
            Ok(ExitCode::from(codes::FAILED))
        }
        // A closed pipe, as with `head`, is not an error.
        Err(error) if is_broken_pipe(&error) => Ok(ExitCode::SUCCESS),
        Err(error) => Err(error),
    }
}

/// The watchlist that the command line names; `None` for the user's own.
fn chosen_list(cli: &Cli, user: &User) -> Result<Option<NamedList>> {
    let named = cli.options.watchlist.as_deref();
    let list = named.map(|named| user.watchlist(named)).transpose();
    list.map(Option::flatten).map_err(Error::msg)
}

/// The user's files, with the watchlist that the command line names.
fn store(cli: &Cli, user: &User) -> Result<Store> {
    let store = Store::of_user();
    Ok(match chosen_list(cli, user)? {
        Some(list) => store.with_watchlist(list.path),
        None => store,
    })
}

/// The watchlist in force; reports invalid lines.
fn watchlist(store: &Store) -> Result<Watchlist> {
    let (list, faults) = store.watchlist()?;
    for fault in faults {
        tell(&format!("warning: {fault}"));
    }
    Ok(list)
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    let error = error.downcast_ref::<io::Error>();
    error.is_some_and(|error| error.kind() == ErrorKind::BrokenPipe)
}
