//! The user's own files: configuration and themes, and their effect.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use eolens::settings::keys::BINDINGS;
use tempfile::TempDir;

use crate::program::{self, EOLENS};
#[cfg(unix)]
use crate::pty;

/// A folder with a configuration.
struct Home(TempDir);

impl Home {
    fn new(config: &str) -> Self {
        let home = Self(tempfile::tempdir().unwrap());
        fs::write(home.config(), config).unwrap();
        home
    }

    fn with_theme(self, name: &str, content: &str) -> Self {
        let themes = self.0.path().join("themes");
        fs::create_dir_all(&themes).unwrap();
        fs::write(themes.join(name).with_extension("yaml"), content).unwrap();
        self
    }

    fn config(&self) -> PathBuf {
        self.0.path().join("config.yaml")
    }

    fn run(&self, args: &[&str]) -> Output {
        run(args, &self.config())
    }

    #[cfg(unix)]
    fn browser(&self, args: &[&str]) -> pty::Start {
        pty::eolens(args).env("EOLENS_CONFIG", self.config().to_str().unwrap())
    }
}

fn run(args: &[&str], config: &Path) -> Output {
    let mut command = Command::new(EOLENS);
    command.args(args).env("EOLENS_CONFIG", config);
    for variable in ["EOLENS_PRODUCTS", "NO_COLOR", "COLORTERM"] {
        command.env_remove(variable);
    }
    command.output().unwrap()
}

fn out(output: &Output) -> &str {
    std::str::from_utf8(&output.stdout).unwrap()
}

fn err(output: &Output) -> &str {
    std::str::from_utf8(&output.stderr).unwrap()
}

#[test]
fn a_configuration_without_faults_passes_its_check() {
    let output = run(&["config", "--check"], Path::new(program::CONFIG));
    assert_eq!((out(&output), err(&output)), ("", ""));
    assert!(output.status.success());
}

#[test]
fn queries_with_filters_that_are_not_understood_are_faults() {
    let text = "query: end<90d\nqueries:\n  quarter: ends<90x\n  good: cat:os\n";
    let output = Home::new(text).run(&["config", "--check"]);
    let told: Vec<&str> = out(&output).lines().collect();
    let [query, quarter] = told.as_slice() else {
        panic!("{told:#?}");
    };
    assert!(query.contains("config.yaml:1:1: query: "), "{query}");
    assert!(
        quarter.contains("config.yaml:3:3: queries.quarter: "),
        "{quarter}"
    );
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn what_is_not_in_force_is_not_told_to_be() {
    let output = Home::new("theme: nosuch\n").run(&["config"]);
    let theme = out(&output).lines().find(|line| line.starts_with("theme:"));
    let theme = theme.unwrap();
    assert!(theme.starts_with("theme: terminal "), "{theme}");
    assert!(theme.ends_with("# default"), "{theme}");
}

#[test]
fn every_fault_is_told_and_the_check_ends_with_1() {
    let home = Home::new("theme: nosuch\nmuose: true\nkeys: {zoom: q}\n");
    let home = home.with_theme("mine", "styles:\n  god: red\n");
    let output = home.run(&["config", "--check"]);
    assert_eq!(output.status.code(), Some(1));
    let told: Vec<&str> = out(&output).lines().collect();
    let places = [
        "config.yaml:2:1: ",
        "config.yaml:3:14: ",
        "config.yaml:1:1: ",
        "mine.yaml:2:3: ",
    ];
    assert_eq!(told.len(), places.len(), "{told:#?}");
    for (line, place) in told.iter().zip(places) {
        assert!(line.contains(place), "{place} {line}");
    }
    assert_eq!(err(&output), "eolens: 4 problems in the configuration\n");
}

#[test]
fn the_settings_in_force_are_shown_with_their_origins() {
    let home = Home::new("mouse: true\nkeys:\n  zoom: b\n");
    let output = home.run(&["config", "--theme", "light", "--ascii"]);
    assert!(output.status.success());
    let shown = out(&output);
    assert!(
        shown.starts_with(&format!("# {}\n", home.config().display())),
        "{shown}"
    );
    let line = |start: &str| {
        let line = shown
            .lines()
            .find(|line| line.trim_start().starts_with(start));
        line.unwrap()
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
    };
    assert_eq!(line("theme:"), "theme: light # --theme");
    assert_eq!(line("mouse:"), "mouse: true # line 1");
    assert_eq!(line("zoom:"), "zoom: [b] # line 3");
    assert_eq!(line("why:"), "why: [w] # default");
    assert_eq!(line("ascii:"), "ascii: true # --ascii");
    // Its output is a valid configuration.
    let again = Home::new(shown);
    assert!(again.run(&["config", "--check"]).status.success());
}

#[test]
fn the_default_configuration_is_printed_to_start_from() {
    let output = run(&["config", "--default"], Path::new(program::CONFIG));
    assert_eq!(out(&output), fs::read_to_string(program::CONFIG).unwrap());
}

#[test]
fn a_configuration_that_is_named_must_be_there_and_the_usual_one_need_not() {
    let folder = tempfile::tempdir().unwrap();
    let missing = folder.path().join("no.yaml");
    for output in [
        run(&["list", "flux"], &missing),
        run(
            &["list", "flux", "--config", missing.to_str().unwrap()],
            Path::new(program::CONFIG),
        ),
    ] {
        assert_eq!(output.status.code(), Some(2));
        assert_eq!(out(&output), "");
        assert!(
            err(&output).contains("no.yaml: the file cannot be read"),
            "{}",
            err(&output)
        );
    }
    #[cfg(target_os = "linux")]
    {
        let usual = |home: &Path| {
            let mut command = Command::new(EOLENS);
            command.arg("config").env_remove("EOLENS_CONFIG");
            command.env("XDG_CONFIG_HOME", home);
            command.output().unwrap()
        };
        let none = usual(folder.path());
        let file = folder.path().join("eolens/config.yaml");
        assert!(out(&none).starts_with(&format!(
            "# {} does not exist; all values are defaults\n",
            file.display()
        )));
        fs::create_dir(folder.path().join("eolens")).unwrap();
        fs::write(&file, "mouse: true\n").unwrap();
        assert!(out(&usual(folder.path())).contains("mouse: true "));
    }
}

#[test]
fn faults_are_warnings_where_there_is_no_screen() {
    let home = Home::new("theme: nosuch\ncolor: red\n");
    let output = home.run(&["list", "flux"]);
    assert!(output.status.success());
    let told: Vec<&str> = err(&output).lines().collect();
    assert_eq!(told.len(), 2, "{told:#?}");
    for line in told {
        assert!(
            line.starts_with("eolens: warning: ") && line.contains("config.yaml:"),
            "{line}"
        );
    }
}

#[test]
fn text_for_people_follows_the_habits_and_exports_do_not() {
    let plain = Home::new("");
    let own = Home::new("date-format: iso\nwarning-days: 0\n");
    let show = ["show", "python", "--as-of", "2026-08-22"];
    let (before, after) = (plain.run(&show), own.run(&show));
    assert!(out(&before).contains("(31 Oct 2026)") && out(&before).contains("! Ends in"));
    assert!(
        out(&after).contains("(2026-10-31)") && !out(&after).contains("! Ends in"),
        "{}",
        out(&after)
    );
    for question in [
        vec!["export", "cells"],
        vec!["export", "api-v1"],
        vec!["export", "ical"],
        vec!["show", "python", "--format", "csv"],
        vec!["show", "python", "--format", "json"],
    ] {
        let question = [question, vec!["--as-of", "2026-08-22"]].concat();
        assert_eq!(
            out(&plain.run(&question)),
            out(&own.run(&question)),
            "{question:?}"
        );
    }
}

#[test]
fn lines_keep_the_background_of_the_terminal() {
    let home = Home::new("").with_theme("mine", "styles: {good: '#102030'}");
    let show = |theme: &str| {
        let output = home.run(&["show", "flux", "--color", "always", "--theme", theme]);
        out(&output).to_owned()
    };
    let usual = show("terminal");
    assert!(usual.contains("\u{1b}[32m"), "{usual:?}");
    assert_eq!(show("light"), usual, "its ink is for its own paper");
    assert!(
        !show("mine").contains("\u{1b}[32m"),
        "a theme without a background is taken"
    );
    let output = home.run(&["show", "flux", "--color", "never", "--theme", "mine"]);
    assert!(!out(&output).contains('\u{1b}'));
}

#[test]
fn a_theme_that_is_not_there_is_refused_on_the_command_line() {
    let output = run(
        &["show", "flux", "--theme", "drak"],
        Path::new(program::CONFIG),
    );
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(
        err(&output),
        "eolens: unknown theme \"drak\"; did you mean \"dark\"?\n"
    );
}

#[test]
fn the_manual_tells_the_keys_in_force() {
    let home = Home::new("keys: {zoom: f9, redraw: []}");
    let output = home.run(&["man"]);
    let page = out(&output);
    assert!(
        page.contains(".TH eolens 1") && page.contains("\\fBF9\\fR\n"),
        "{page}"
    );
    assert!(page.contains("\\fB(none)\\fR\nredraw the screen"), "{page}");
    assert_eq!(page.matches("\\fBCtrl\\-l\\fR").count(), 0);
    for binding in BINDINGS {
        assert!(
            page.contains(&binding.words.replace('-', "\\-")),
            "{}",
            binding.words
        );
    }
}

#[test]
fn the_program_completes_what_the_scripts_ask_for() {
    let script = run(&["completions", "bash"], Path::new(program::CONFIG));
    assert!(out(&script).contains("EOLENS_COMPLETE"));
    let home = Home::new("").with_theme("mine", "");
    let ask = |words: &[&str]| {
        let mut command = Command::new(EOLENS);
        command
            .env("EOLENS_COMPLETE", "fish")
            .env_remove("EOLENS_PRODUCTS");
        command.env("EOLENS_CONFIG", home.config());
        let output = command.args(["--", "eolens"]).args(words).output().unwrap();
        out(&output).lines().map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(ask(&["postg"]), ["postgresql\tPostgreSQL"]);
    assert_eq!(ask(&["show", "flux", "postg"]), ["postgresql\tPostgreSQL"]);
    assert_eq!(ask(&["--theme", "mi"]), ["mine"]);
}

#[cfg(unix)]
mod browser {
    use super::Home;
    use crate::pty::Session;

    fn started(start: crate::pty::Start) -> Session {
        let session = start.start();
        session.until("a full frame", Session::is_full);
        session
    }

    #[test]
    fn keys_are_bound_anew_and_told_as_they_are() {
        let home = Home::new("keys: {search: v, close: b, help: f2, old-releases: []}");
        let mut session = started(home.browser(&["postgres"]).size(120, 40));
        session.shows("v to search");
        session.shows("F2 keys");
        session.shows("older, all ended");
        assert!(
            !session.text().contains(" shows them)"),
            "{}",
            session.text()
        );
        session.keys("v");
        session.shows("Enter keep");
        session.keys("flu");
        session.shows("/ flu");
        session.shows("Enter releases");
        session.keys("\r");
        session.shows("Enter page");
        session.keys("/");
        session.keys("\x1bOQ");
        session.shows("search products");
        session.keys("bb");
        assert!(session.ended().success());
    }

    #[test]
    fn a_faulty_configuration_starts_and_tells_what_is_wrong() {
        let home = Home::new("mouse: maybe\nkeys: {zom: z}\ntheme: nosuch\n");
        let session = home.browser(&["flux"]).size(120, 30).start();
        session.shows("3 problems in ");
        session.shows("press ! for details.");
        session.shows("! 3 problems");
        session.keys("!");
        session.shows("expected true or false");
        session.shows("did you mean \"zoom\"?");
        session.shows("unknown theme \"nosuch\"");
    }

    #[test]
    fn the_browser_starts_with_the_query_unless_a_product_is_named() {
        let home = Home::new("query: postgres");
        let session = started(home.browser(&[]));
        session.shows("/ postgres");
        session.shows("▸  PostgreSQL");
        let session = started(home.browser(&["flux"]));
        session.shows("▸  Flux");
        assert!(!session.text().contains("/ postgres"));
    }

    #[test]
    fn addresses_are_opened_by_the_command_of_the_configuration() {
        let folder = tempfile::tempdir().unwrap();
        let log = folder.path().join("log");
        let script = folder.path().join("my browser");
        std::fs::write(&script, "printf '%s\\n' \"$@\" > \"$0.log\"").unwrap();
        let home = Home::new(&format!("browser: [sh, {script:?}, '--url=%s', '-n']"));
        let session = started(
            home.browser(&["flux"])
                .env("BROWSER", "false")
                .size(160, 40),
        );
        session.keys("O");
        session.shows("Opened in the browser");
        let record = std::fs::read_to_string(log.with_file_name("my browser.log")).unwrap();
        assert_eq!(record, "--url=https://endoflife.date/flux\n-n\n");
        let home = Home::new("browser: /nowhere/browser");
        let session = started(home.browser(&["flux"]).size(160, 40));
        session.keys("O");
        session.shows("The configured browser could not be started");
        session.shows("https://endoflife.date/flux");
    }

    #[test]
    fn a_query_with_a_name_is_among_the_actions() {
        let home = Home::new("queries: {mine: postgres}");
        let session = started(home.browser(&["flux"]).size(120, 30));
        session.keys(":query mine");
        session.shows("query mine: postgres");
        session.keys("\r");
        session.shows("/ postgres");
        session.shows("▸  PostgreSQL");
    }

    #[test]
    fn the_mouse_works_from_the_start_where_that_is_wanted() {
        const ON: &[u8] = b"\x1b[?1000h";
        for (config, is_on) in [("", false), ("mouse: true", true)] {
            let session = started(Home::new(config).browser(&[]));
            let found = crate::pty::find(&session.bytes(), ON);
            assert_eq!(found.is_some(), is_on, "{config}");
        }
    }

    #[test]
    fn a_click_on_a_heading_sorts_the_table() {
        let home = Home::new("mouse: true");
        let session = started(home.browser(&["flux"]).size(120, 40));
        let text = session.text();
        let mut lines = text.lines().enumerate();
        let place = lines.find_map(|(row, line)| {
            let (before, _) = line.split_once("Latest")?;
            Some((before.chars().count() + 1, row + 1))
        });
        let (column, row) = place.unwrap();
        for sign in ["Latest▲", "Latest▼"] {
            session.keys(&format!("\x1b[<0;{column};{row}M\x1b[<0;{column};{row}m"));
            session.shows(sign);
        }
        session.shows("Enter page");
    }

    #[test]
    fn the_screen_is_ascii_alone_where_that_is_wanted() {
        for (config, is_ascii) in [("ascii: true", true), ("ascii: false", false)] {
            let home = Home::new(config);
            let session = home.browser(&["flux"]).size(80, 24).start();
            session.shows("Enter releases");
            assert_eq!(session.text().is_ascii(), is_ascii, "{config}");
        }
    }

    #[test]
    fn text_is_copied_the_way_that_is_wanted() {
        for (way, sequence, words) in [
            ("auto", true, "Copied"),
            ("terminal", true, "Copied"),
            ("desktop", false, "Not copied: no clipboard program found."),
            (
                "off",
                false,
                "Not copied: the configuration has `clipboard: off`.",
            ),
        ] {
            let home = Home::new(&format!("clipboard: {way}"));
            let session = started(home.browser(&["flux"]).size(120, 30));
            assert!(!session.text().contains("opied"));
            session.keys("y");
            session.shows(words);
            let found = crate::pty::find(&session.bytes(), b"\x1b]52;c;");
            assert_eq!(found.is_some(), sequence, "{way}");
        }
    }

    #[test]
    fn the_browser_starts_anew_where_it_is_not_to_be_restored() {
        for (config, is_restored) in [("", true), ("restore: false", false)] {
            let home = Home::new(config);
            let state = home.0.path().join("state");
            let browser = |args: &[&str]| {
                home.browser(args)
                    .env("XDG_STATE_HOME", state.to_str().unwrap())
            };
            let mut session = started(browser(&["flux"]));
            session.keys("q");
            session.ended();
            let session = started(browser(&[]));
            assert_eq!(session.text().contains("▸  Flux"), is_restored, "{config}");
        }
    }

    /// The background of the cell in the middle of the first row.
    fn background(session: &Session) -> vt100::Color {
        session.screen(|screen| screen.cell(0, 40).unwrap().bgcolor())
    }

    #[test]
    fn themes_follow_one_another_and_the_users_own_come_last() {
        let home = Home::new("").with_theme("mine", "styles: {text: 'black on #ffeedd'}");
        let home = home.with_theme("broken", "styles: {god: red}");
        let session = started(
            home.browser(&[])
                .env("COLORTERM", "truecolor")
                .size(120, 30),
        );
        assert_eq!(background(&session), vt100::Color::Default);
        for (name, rgb) in [
            ("dark", Some((0x16, 0x19, 0x1f))),
            ("light", Some((0xfb, 0xfb, 0xf8))),
            ("high-contrast", Some((0, 0, 0))),
            ("color-blind", Some((0x11, 0x15, 0x1b))),
        ] {
            session.keys("T");
            session.shows(&format!("Theme {name}"));
            let wanted = rgb.map_or(vt100::Color::Default, |(r, g, b)| {
                vt100::Color::Rgb(r, g, b)
            });
            session.until(name, |session| background(session) == wanted);
        }
        session.keys("T");
        session.shows("broken.yaml:1:10: unknown screen element \"god\"");
        session.keys("T");
        session.shows("Theme mine");
        session.keys("T");
        session.shows("Theme terminal");
        session.until("the terminal's own", |session| {
            background(session) == vt100::Color::Default
        });
    }

    #[test]
    fn a_terminal_gets_no_colour_that_it_does_not_have() {
        let home = Home::new("theme: dark");
        for (term, colorterm, background_is) in [
            (
                "xterm-256color",
                "truecolor",
                vt100::Color::Rgb(0x16, 0x19, 0x1f),
            ),
            ("xterm-256color", "", vt100::Color::Idx(234)),
            ("xterm", "", vt100::Color::Idx(0)),
        ] {
            let start = home
                .browser(&[])
                .env("TERM", term)
                .env("COLORTERM", colorterm);
            assert_eq!(
                background(&started(start)),
                background_is,
                "{term} {colorterm}"
            );
        }
        let session = started(
            home.browser(&[])
                .env("NO_COLOR", "1")
                .env("COLORTERM", "truecolor"),
        );
        assert_eq!(background(&session), vt100::Color::Default);
        session.keys("T");
        session.shows("Without colors, all themes look the same.");
    }
}
