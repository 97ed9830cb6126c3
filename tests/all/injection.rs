//! Text from arguments, the environment, files and their names never controls the terminal.

use std::ffi::{OsStr, OsString};
use std::fs;
use std::os::unix::ffi::OsStringExt;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use clap::CommandFactory;
use eolens::cli::arguments::Cli;
use eolens::cli::report::Format;
use eolens::cli::report::check::Form;
use tempfile::TempDir;

use crate::program;
use crate::pty::{CONFIG, EOLENS};

/// A text with sequences that terminals obey or hide; its harmless part is `ABCDEFGHIJ`.
const PAYLOAD: &str = "A\u{1b}]0;x\u{7}B\u{1b}]52;c;UFdORUQ=\u{7}C\u{1b}[777;6HD\u{9b}777;7HE\u{1b}P1$r\
                       \u{1b}\\F\u{7f}\u{8}\u{9d}0;x\u{9c}\u{1b}cG\u{202e}\u{2066}\u{200f}H\u{e0041}\
                       \u{e007f}I\u{2028}\u{2029}\rJ";

/// The unsafe characters in some output; calendars end their lines with a carriage return too.
fn unsafe_ones(bytes: &[u8]) -> Vec<char> {
    let is_unsafe = |c: &char| {
        c.is_control() && !matches!(c, '\n' | '\t')
            || matches!(c, '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
            || matches!(c, '\u{e0000}'..='\u{e007f}')
    };
    let text = std::str::from_utf8(bytes).expect("UTF-8");
    let text = text.replace("\r\n", "\n");
    text.chars().filter(is_unsafe).collect()
}

/// The program with a state folder and products of its own.
struct Home(TempDir);

impl Home {
    fn new() -> Self {
        let home = Self(tempfile::tempdir().unwrap());
        let file = "---\ntitle: Mine\npermalink: /mine\ncategory: os\nreleases: []\n---\n";
        fs::create_dir(home.path("products")).unwrap();
        fs::write(home.path("products").join("mine.md"), file).unwrap();
        home
    }

    fn path(&self, name: &str) -> std::path::PathBuf {
        self.0.path().join(name)
    }

    fn eolens<S: AsRef<OsStr>>(&self, args: &[S]) -> Command {
        let mut command = Command::new(EOLENS);
        command.args(args).env_clear().stdin(Stdio::null());
        for (name, value) in [
            ("EOLENS_CONFIG", Path::new(CONFIG)),
            ("EOLENS_PRODUCTS", &self.path("products")),
            ("HOME", self.0.path()),
            // Nothing can be reached through it.
            ("https_proxy", Path::new("http://127.0.0.1:1")),
        ] {
            command.env(name, value);
        }
        command.current_dir(self.0.path());
        command
    }
}

fn is_clean(output: &Output, what: &dyn std::fmt::Debug) {
    for bytes in [&output.stdout, &output.stderr] {
        let unsafe_ones = unsafe_ones(bytes);
        let text = String::from_utf8_lossy(bytes);
        assert!(
            unsafe_ones.is_empty(),
            "{what:?}: {unsafe_ones:?} in {text}"
        );
    }
}

/// Every subcommand below a command, as typed.
fn subcommands(command: &clap::Command, typed: &[String]) -> Vec<(Vec<String>, clap::Command)> {
    let mut all = vec![(typed.to_vec(), command.clone())];
    for below in command.get_subcommands() {
        let typed = [typed, &[below.get_name().to_owned()]].concat();
        all.extend(subcommands(below, &typed));
    }
    all
}

/// The arguments of a subcommand, with the payload in one place at a time.
fn with_payload(command: &clap::Command, payload: &OsStr) -> Vec<Vec<OsString>> {
    let joined = |before: &str, payload: &OsStr| {
        let mut text = OsString::from(before);
        text.push(payload);
        text
    };
    let mut all = vec![
        vec![payload.to_owned()],
        vec![joined("--", payload)],
        vec![joined("-", payload)],
        vec!["mine".into(), payload.to_owned()],
        vec!["mine".into(), "mine".into(), payload.to_owned()],
    ];
    for argument in command.get_arguments() {
        let Some(long) = argument.get_long() else {
            continue;
        };
        all.push(vec![joined(&format!("--{long}="), payload)]);
        all.push(vec![format!("--{long}").into(), payload.to_owned()]);
        all.push(vec![joined(&format!("--{long}"), payload)]);
        all.push(vec!["mine".into(), joined(&format!("--{long}="), payload)]);
    }
    all
}

#[test]
fn no_argument_of_any_subcommand_reaches_the_terminal_as_it_is() {
    let home = Home::new();
    let mut root = Cli::command();
    root.build();
    let broken = [b"A\xff\x1b]0;x\x07\x9b1mB".as_slice(), PAYLOAD.as_bytes()].concat();
    let payloads = [OsString::from(PAYLOAD), OsString::from_vec(broken)];
    let mut count = 0;
    for (typed, command) in subcommands(&root, &[]) {
        for payload in &payloads {
            for args in with_payload(&command, payload) {
                let typed = typed.iter().map(OsString::from);
                let args: Vec<OsString> = typed.chain(args).collect();
                is_clean(&home.eolens(&args).output().unwrap(), &args);
                count += 1;
            }
        }
    }
    println!("{count} command lines");
    assert!(count > 500, "{count}");
}

#[test]
fn no_variable_reaches_the_terminal_as_it_is() {
    let home = Home::new();
    for name in [
        "EOLENS_CONFIG",
        "EOLENS_PRODUCTS",
        "EOLENS_COMPLETE",
        "HOME",
        "XDG_CONFIG_HOME",
        "XDG_STATE_HOME",
        "XDG_DATA_HOME",
        "XDG_CACHE_HOME",
        "TERM",
        "COLORTERM",
        "NO_COLOR",
        "LANG",
        "LC_ALL",
        "BROWSER",
        "TZ",
    ] {
        for args in [
            &["list"][..],
            &["show", "mine"],
            &["show", "nosuch"],
            &["watch", "add", "mine"],
            &["watch"],
            &["config"],
            &["config", "--check"],
            &["--help"],
            &[],
        ] {
            for value in [PAYLOAD.to_owned(), format!("/{PAYLOAD}")] {
                let output = home.eolens(args).env(name, value).output().unwrap();
                is_clean(&output, &(name, args));
            }
        }
    }
}

/// The payload in YAML's double quotes.
fn yaml(text: &str) -> String {
    let escaped = text.chars().map(|c| format!("\\U{:08x}", u32::from(c)));
    format!("\"{}\"", escaped.collect::<String>())
}

#[test]
fn no_file_and_no_name_of_a_file_reaches_the_terminal_as_it_is() {
    let home = Home::new();
    let evil = yaml(PAYLOAD);
    let name = PAYLOAD.replace('/', "");
    let config = home.path("config.yaml");
    let settings = [
        format!("theme: {evil}\n"),
        format!("{evil}: 1\n"),
        format!("query: {evil}\n"),
        "query: \"cat:\\U0000001b]0;x\\U00000007\\U000e0041\"\n".to_owned(),
        format!("queries: {{{evil}: {evil}}}\n"),
        format!("watchlists: {{{evil}: {evil}, team: {evil}}}\n"),
        format!("browser: {evil}\n"),
        format!("clipboard: {evil}\n"),
        format!("keys: {{{evil}: {evil}}}\n"),
        format!("dates: {evil}\nsoon: {evil}\n"),
        format!("update: {{from: {evil}, ca-file: {evil}, timeout: {evil}, remind: {evil}}}\n"),
        format!("update: {{from: [/nowhere/{evil}]}}\n"),
        PAYLOAD.to_owned(),
    ];
    let themes = home.path("themes");
    fs::create_dir(&themes).unwrap();
    fs::write(
        themes.join(format!("{name}.yaml")),
        format!("{evil}: {evil}\ntitle: {evil}\n"),
    )
    .unwrap();
    let products = home.path("products");
    let file = format!("---\ntitle: {evil}\n{evil}: {evil}\npermalink: /{evil}\n---\n{PAYLOAD}\n");
    fs::write(products.join(format!("{name}.md")), file).unwrap();
    let state = home.path(".local/state/eolens");
    fs::create_dir_all(&state).unwrap();
    for (number, text) in settings.iter().enumerate() {
        fs::write(&config, text).unwrap();
        let entries = format!("mine\n{PAYLOAD}\nnosuch \u{e0041}{PAYLOAD}\n");
        fs::write(state.join("watchlist"), entries).unwrap();
        for args in [
            &["config"][..],
            &["config", "--check"],
            &["list"],
            &["watch"],
            &["watch", "--json"],
            &["watch", "add", "mine"],
            &["show", "mine"],
            &["lint", "products"],
            &["radar"],
            &["releases", "mine"],
            &["changes"],
            &["update"],
            &["update", "--status"],
            &["man"],
            &["export", "cells"],
        ] {
            let mut command = home.eolens(args);
            let output = command.env("EOLENS_CONFIG", &config).output().unwrap();
            is_clean(&output, &(number, args));
        }
    }
}

#[test]
fn no_text_that_names_a_release_reaches_the_terminal_as_it_is() {
    let home = Home::new();
    let text = format!("python 3.9 {PAYLOAD}");
    fs::write(home.path("pasted"), format!("{text}\n")).unwrap();
    for format in &program::names::<Format>() {
        for asked in ["-", &text] {
            let args = ["show", asked, "--format", format];
            let mut command = home.eolens(&args);
            let pasted = fs::File::open(home.path("pasted")).unwrap();
            let output = command.env_remove("EOLENS_PRODUCTS").stdin(pasted).output();
            let output = output.unwrap();
            is_clean(&output, &args);
            let told = String::from_utf8_lossy(&output.stdout);
            assert!(told.contains("3.9"), "{args:?}: {told}");
        }
    }
}

#[test]
fn a_cell_that_a_spreadsheet_would_run_is_text() {
    let home = Home::new();
    let file = "---\ntitle: Mine\npermalink: /mine\ncategory: os\ncustomFields:\n\
                - {name: '=own', display: api-only, label: L}\nreleases:\n\
                - {releaseCycle: '=1+1', releaseDate: 2020-01-01, eol: 2020-01-02, latest: '@x', \
                '=own': '-2+3'}\n- {releaseCycle: '-1', releaseDate: 2020-01-01, eol: 2020-01-02}\n---\n";
    fs::write(home.path("products").join("mine.md"), file).unwrap();
    for format in ["csv", "tsv"] {
        for args in [
            &["show", "mine", "--format", format][..],
            &["radar", "--ended", "100y", "--format", format],
            &["export", "cells"],
        ] {
            let output = home.eolens(args).output().unwrap();
            let text = String::from_utf8(output.stdout).unwrap();
            assert!(
                output.status.success() && text.contains("'=1+1"),
                "{args:?}: {text}"
            );
            for cell in text.split([',', '\t', '\n']) {
                let is_number = cell.parse::<i64>().is_ok();
                assert!(
                    is_number || !cell.starts_with(['=', '+', '-', '@']),
                    "{args:?}: {text}"
                );
            }
        }
    }
}

#[test]
fn no_file_that_is_checked_reaches_the_terminal_as_it_is() {
    let home = Home::new();
    let (evil, name) = (yaml(PAYLOAD), PAYLOAD.replace('/', ""));
    let json = serde_json::to_string(PAYLOAD).unwrap();
    let folder = home.path("stack").join(&name);
    fs::create_dir_all(&folder).unwrap();
    let node = "{\"engines\": {\"node\": ";
    for (file, text) in [
        (
            "Dockerfile",
            format!("FROM python:3.8{PAYLOAD}\nFROM node:12 AS {PAYLOAD}\nFROM {PAYLOAD}\n"),
        ),
        (
            "compose.yaml",
            format!(
                "services:\n  {evil}:\n    image: {evil}\n  b:\n    image: \"node:12{}\n",
                &evil[1..]
            ),
        ),
        (
            "package.json",
            format!("{node}{json}}}, \"packageManager\": {json}, {json}: 1}}"),
        ),
        (".nvmrc", PAYLOAD.to_owned()),
        (".python-version", format!("3.8 # {PAYLOAD}\n")),
        (
            ".tool-versions",
            format!("nodejs 12.1.0 {PAYLOAD}\n{PAYLOAD} 1\n"),
        ),
        (
            "requirements.txt",
            format!("django==1.11 # {PAYLOAD}\n{PAYLOAD}==1\n"),
        ),
        (
            "pyproject.toml",
            format!("[project]\nrequires-python = {json}\n"),
        ),
        ("go.mod", format!("module {PAYLOAD}\ngo 1.18\n")),
        (
            "main.tf",
            format!("terraform {{\n  required_version = {json}\n}}\n"),
        ),
        (&*format!("{name}.Dockerfile"), "FROM node:12\n".to_owned()),
    ] {
        fs::write(folder.join(file), text).unwrap();
    }
    let policies = [
        String::new(),
        format!("fail-on: [{evil}]\n"),
        format!("ignore: [{{product: {evil}, reason: {evil}, until: 2000-01-01}}]\n"),
        format!("{evil}: {evil}\n"),
        PAYLOAD.to_owned(),
    ];
    for policy in &policies {
        fs::write(home.path("stack/.eolens.yaml"), policy).unwrap();
        for format in &program::names::<Form>() {
            let args = ["check", "stack", "--format", format];
            for args in [
                &args[..],
                &[&args[..], &["--all", "--fail-on", "ended"]].concat(),
            ] {
                let mut command = home.eolens(args);
                let output = command.env_remove("EOLENS_PRODUCTS").output().unwrap();
                is_clean(&output, &(policy, args));
            }
        }
    }
}

#[test]
fn no_updated_product_reaches_the_terminal_as_it_is() {
    let home = Home::new();
    let evil = yaml(PAYLOAD);
    let file = format!(
        "---\ntitle: {evil}\npermalink: /mine\ncategory: os\nreleases:\n- {{releaseCycle: {evil}, \
         releaseDate: 2020-01-01, eol: 2027-01-01, latest: {evil}}}\n---\n{PAYLOAD}\n"
    );
    fs::write(home.path("products").join("mine.md"), file).unwrap();
    fs::write(
        home.path("products").join(PAYLOAD.replace('/', "") + ".md"),
        PAYLOAD,
    )
    .unwrap();
    let run = |args: &[&str]| {
        let output = home
            .eolens(args)
            .env_remove("EOLENS_PRODUCTS")
            .output()
            .unwrap();
        is_clean(&output, &args);
        output.status.success()
    };
    assert!(run(&["update", "--force", "--from", "products"]));
    for args in [
        &["update", "--check", "--from", "products"][..],
        &["update", "--status"],
        &["update", "--status", "--json"],
        &["changes", "--all"],
        &["changes", "--since", "2020-01-01"],
        &["changes", "--format", "json"],
        &["changes", "--format", "csv"],
        &["changes", "--format", "markdown"],
        &["changes", "--format", "atom"],
        &["releases", "mine"],
        &["releases", "mine", "--format", "json"],
        &["list"],
        &["show", "mine"],
        &["radar"],
        &["export", "cells"],
        &["export", "moves"],
        &["export", "ical"],
        &["update", "--reset"],
    ] {
        run(args);
    }
}
