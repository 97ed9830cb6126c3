//! Answers of the program itself, without a screen.

use std::io::Read;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use eolens::cli::codes;
use portable_pty::{CommandBuilder, PtySize, native_pty_system};
use serde_json::Value;

use crate::program;

const PROGRAM: &str = env!("CARGO_BIN_EXE_eolens");

/// Products that a newer catalog leaves as they are.
const PRODUCTS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/products");

/// The program with arguments, on the day of the data.
fn eolens(arguments: &str) -> Command {
    let mut command = Command::new(PROGRAM);
    command.args(arguments.split_whitespace());
    command.args(["--as-of", "2026-08-22"]);
    command
        .env("EOLENS_PRODUCTS", PRODUCTS)
        .env("EOLENS_CONFIG", program::CONFIG)
        .env_remove("NO_COLOR");
    command
}

fn run(arguments: &str) -> Output {
    eolens(arguments).output().unwrap()
}

/// The output for a question that has an answer.
fn answer(arguments: &str) -> String {
    let output = run(arguments);
    assert_eq!(String::from_utf8(output.stderr).unwrap(), "", "{arguments}");
    assert!(output.status.success(), "{arguments}");
    String::from_utf8(output.stdout).unwrap()
}

/// The exit code and message for a question that has none.
fn refusal(arguments: &str) -> (Option<i32>, String) {
    let output = run(arguments);
    let message = String::from_utf8(output.stderr).unwrap();
    (output.status.code(), message)
}

#[test]
fn every_answer_is_stable_and_has_no_escapes_in_a_pipe() {
    for arguments in [
        "list",
        "list post --json",
        "show postgresql",
        "show postgresql 17 django --all",
        "show django postgresql --format markdown",
        "show django postgresql --format csv",
        "show django postgresql --format tsv",
        "show django postgresql --format json",
        "show django postgresql --format yaml",
        "radar",
        "radar post --within 1y --ended 6w",
        "radar --within 1y --format markdown",
        "radar --within 1y --format csv",
        "radar --within 1y --format tsv",
        "radar --within 1y --format json",
        "radar --within 1y --format yaml",
        "export api-v1",
        "export cells",
        "export ical",
        "export ical django postgresql",
    ] {
        let first = answer(arguments);
        assert!(first.ends_with('\n'), "{arguments}");
        assert!(!first.contains('\u{1b}'), "{arguments}");
        assert_eq!(first, answer(arguments));
    }
}

#[test]
fn a_list_is_tab_separated_in_a_pipe() {
    let first = answer("list postgres");
    let first = first.lines().next();
    assert_eq!(first, Some("postgresql\tPostgreSQL\tdatabase\tsupported"));
}

#[test]
fn only_the_releases_asked_for_are_shown() {
    let table = answer("show postgresql 17 15 --format csv");
    let names = table
        .lines()
        .skip(1)
        .map(|line| line.split(',').nth(2).unwrap());
    assert_eq!(names.collect::<Vec<_>>(), ["17", "15"]);
    let json: Value = serde_json::from_str(&answer("show postgresql --format json")).unwrap();
    assert_eq!(json["name"], "postgresql");
    assert!(json["releases"].as_array().unwrap().len() > 20);
}

/// The exit code and output for a question about versions.
fn asked(arguments: &str) -> (Option<i32>, String) {
    let output = run(arguments);
    (
        output.status.code(),
        String::from_utf8(output.stdout).unwrap(),
    )
}

#[test]
fn the_exit_code_says_whether_versions_are_supported() {
    for (arguments, code) in [
        ("show postgres 14", 0),
        ("show postgres:14.9-alpine", 0),
        ("show python 3.12 nodejs 24", 0),
        ("show python 3.12 3.8", 3),
        ("show python@3.8.1 nodejs:24", 3),
        ("show postgres 9", 3),
        ("show django 5", 4),
        ("show django 5 python 3.12", 4),
        ("show django 5 python 3.8", 3),
        ("show django 5 python 3.99", 4),
        ("show django 5 nosuch", 1),
        ("show pkg:deb/ubuntu/x@1?distro=focal", 3),
        ("show cpe:2.3:o:canonical:ubuntu_linux:24.04", 0),
        ("show ubuntu:30.04", 1),
        ("show python 3.99", 1),
        ("show python 3.12 nosuch", 1),
        ("show python 3.8 nosuch", 1),
        ("show ubuntu:22.04 debain:24.04", 1),
        ("show python 3.12 nosuch 24", 1),
        ("show postgres:9-alpine", 3),
        ("show nodejs:24 ubuntu:latest", 1),
        ("show python:slim", 1),
        ("show node:lts", 0),
        ("show python >=3.10", 0),
        ("show python >=3.8", 4),
        ("show python <3.9", 3),
        ("show pyhton 3.12", 1),
        ("show pyhton@3.8", 1),
        ("show python", 0),
        ("show python 3.8 --format json", 3),
        ("show python 3.8 --format csv", 3),
    ] {
        assert_eq!(asked(arguments).0, Some(code), "{arguments}");
    }
    let mut early = Command::new(PROGRAM);
    let early = early.env("EOLENS_CONFIG", program::CONFIG);
    let early = early.args(["show", "debian:13", "--as-of", "2020-01-01"]);
    assert_eq!(early.output().unwrap().status.code(), Some(1));
}

#[test]
fn readme_manual_and_help_say_the_exit_codes_in_the_same_words() {
    let readme = include_str!("../../README.md");
    let manual = answer("man").replace('\\', "");
    let help = answer("show --help");
    for (code, words) in codes::CODES {
        assert!(
            readme.contains(&format!("| `{code}` | {words} |")),
            "{words}"
        );
        assert!(manual.contains(words), "{words}: {manual}");
        let help: Vec<&str> = help.split_whitespace().collect();
        assert!(
            help.join(" ").contains(&format!("{code} {words}")),
            "{words}"
        );
    }
    for text in [readme, &manual, &help] {
        let words: Vec<&str> = text.split_whitespace().collect();
        assert!(words.join(" ").contains(codes::SEVERAL), "{text}");
    }
}

#[test]
fn a_verdict_stands_above_the_row_of_its_release() {
    let (_, text) = asked("show python@3.8.1");
    let lines: Vec<&str> = text.lines().collect();
    let verdict = "Python 3.8.1 (3.8) · ended 1 year and 10 months ago (07 Oct 2024) · latest 3.8.20, yours is \
                   behind · upgrade to ";
    assert!(lines[2].starts_with(verdict), "{text}");
    assert!(
        lines[4].starts_with("Release") && lines[5].starts_with("3.8 "),
        "{text}"
    );
    assert_eq!(lines.len(), 6, "no facts beside a version: {text}");
    let (_, text) = asked("show python@3.8.1 --format markdown");
    assert!(text.lines().nth(4).unwrap().starts_with(verdict), "{text}");
    assert_eq!(text.lines().count(), 9, "{text}");
    let (_, text) = asked("show python@3.8.1 --all");
    assert!(text.contains("Product page"), "{text}");
}

#[test]
fn what_is_known_is_answered_and_what_is_not_is_told() {
    let output = run("show python 3.12 nodjs 16 debain:12");
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(
        text.contains("Python 3.12 ") && !text.contains("16"),
        "{text}"
    );
    let message = String::from_utf8(output.stderr).unwrap();
    let lines: Vec<&str> = message.lines().collect();
    let expected = [
        "eolens: no product is named \"nodjs\"; did you mean nodejs?",
        "eolens: no product is named \"debain:12\"; did you mean debian?",
    ];
    assert_eq!(lines, expected);
    let (_, message) = refusal("show ubuntu:latest");
    let tag = "eolens: the tag \"latest\" of ubuntu names no version; `eolens show ubuntu` lists all releases\n";
    assert_eq!(message, tag);
}

#[test]
fn what_is_not_released_yet_is_not_supported_in_any_form() {
    let form = |form: &str| {
        let mut command = Command::new(PROGRAM);
        command.args([
            "show",
            "postgresql 18",
            "--as-of",
            "2024-01-01",
            "--format",
            form,
        ]);
        let output = command.env("EOLENS_PRODUCTS", PRODUCTS).output().unwrap();
        String::from_utf8(output.stdout).unwrap()
    };
    for name in ["text", "markdown", "csv"] {
        let text = form(name);
        assert!(text.to_lowercase().contains("not yet released"), "{text}");
        assert!(!text.contains('✓') && !text.contains("supported"), "{text}");
    }
}

#[test]
fn a_version_is_one_object_and_several_are_an_array() {
    let json = |arguments: &str| -> Value { serde_json::from_str(&asked(arguments).1).unwrap() };
    assert_eq!(
        json("show ubuntu:20.04 --format json"),
        serde_json::json!({
            "product": "ubuntu",
            "release": "20.04",
            "version": "20.04",
            "matched_by": "name",
            "cycle_by": "exact",
            "status": "extended support only",
            "candidates": [{
                "release": "20.04",
                "status": "extended support only",
                "phase": "extended support",
                "eol": "2025-05-31",
                "extended_support": "2030-04-02",
            }],
            "phase": "extended support",
            "eol": "2025-05-31",
            "days_left": -448,
            "extended_support": "2030-04-02",
            "latest": "20.04.6",
            "is_behind": null,
            "upgrade_to": "26.04",
            "upgrade_until": "2031-04-30",
            "upgrade_to_lts": "26.04",
            "upgrade_to_lts_until": "2031-04-30",
            "product_status": "supported",
            "data_day": "2026-08-20",
        })
    );
    let several = json("show postgres 9 python 3.12.1 django --format json");
    assert_eq!(several.as_array().unwrap().len(), 3);
    assert_eq!(several[0]["release"], "9.6");
    assert_eq!(several[0]["candidates"].as_array().unwrap().len(), 7);
    assert_eq!(several[1]["is_behind"], true);
    assert_eq!(several[2]["name"], "django");
    let (_, yaml) = asked("show ubuntu:20.04 --format yaml");
    assert!(
        yaml.starts_with("product: ubuntu\nrelease: '20.04'\n"),
        "{yaml}"
    );
}

#[test]
fn a_list_begins_with_the_product_of_a_version() {
    for query in [
        "postgres 14",
        "pkg:docker/library/postgres@14",
        "postgres:14-alpine",
    ] {
        assert_eq!(
            answer(&format!("list {query}")).lines().count(),
            1,
            "{query}"
        );
    }
}

#[test]
fn the_radar_reaches_as_far_as_it_is_asked_to() {
    let days = |arguments: &str| -> Vec<i64> {
        let json = answer(&format!("radar {arguments} --format json"));
        let json: Value = serde_json::from_str(&json).unwrap();
        let ends = json.as_array().unwrap().iter();
        ends.map(|end| end["days"].as_i64().unwrap()).collect()
    };
    for (arguments, first, last) in [
        ("", 0, 90),
        ("--within 30d", 0, 30),
        ("--within 6w", 0, 42),
        ("--within 1y", 0, 365),
        ("--ended 30d", -30, 90),
        ("postgres --within 3y", 0, 3 * 365),
    ] {
        let days = days(arguments);
        assert!(!days.is_empty(), "{arguments}");
        let is_held = |day: &i64| (first..=last).contains(day);
        assert!(days.iter().all(is_held), "{arguments}: {days:?}");
    }
    assert_eq!(days("").len(), days("--within 3m").len());
    assert!(days("--ended 30d").len() > days("").len());
}

#[test]
fn a_radar_without_a_product_or_a_span_is_refused() {
    for (arguments, printed) in [("radar qqqq", ""), ("radar qqqq --format json", "[]\n")] {
        let output = run(arguments);
        assert_eq!(output.status.code(), Some(1), "{arguments}");
        assert_eq!(String::from_utf8(output.stdout).unwrap(), printed);
    }
    for span in ["90", "soon", "-1d", "101y", ""] {
        let mut command = eolens("radar");
        let output = command.arg(format!("--within={span}")).output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{span:?}");
    }
}

#[test]
fn names_that_are_not_known_are_answered_with_those_that_are_near() {
    let message = "eolens: no product is named \"postgresl\"; did you mean postgresql?\n";
    assert_eq!(refusal("show postgresl"), (Some(1), message.to_owned()));
    assert_eq!(refusal("export ical postgresl").0, Some(1));
    let (code, message) = refusal("show postgresql 8.5");
    assert_eq!(code, Some(1));
    let start = "eolens: postgresql has no release \"8.5\"; closest: 9";
    assert!(message.starts_with(start), "{message}");
    assert_eq!(refusal("list qqqq").0, Some(1));
    assert_eq!(refusal("show").0, Some(2));
}

#[test]
fn a_fault_is_a_warning_and_the_rest_is_answered() {
    let folder = tempfile::tempdir().unwrap();
    let good = Path::new(PRODUCTS).join("django.md");
    std::fs::copy(good, folder.path().join("django.md")).unwrap();
    std::fs::write(folder.path().join("bad.md"), "no front matter").unwrap();
    let mut command = eolens("list --json");
    let output = command.arg("--products").arg(folder.path()).output();
    let output = output.unwrap();
    assert!(output.status.success());
    let list: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(list[0]["id"], "django");
    let message = String::from_utf8(output.stderr).unwrap();
    assert!(message.starts_with("eolens: warning: bad.md"), "{message}");
}

#[test]
fn a_reader_that_has_seen_enough_is_no_error() {
    let mut command = eolens("export api-v1");
    let command = command.stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(String::from_utf8(output.stderr).unwrap(), "");
    assert!(output.status.success());
}

#[test]
fn colours_in_a_pipe_are_there_on_demand_only() {
    assert!(answer("show django --color always").contains("\u{1b}[32m"));
    assert!(answer("list django --color always").contains("\u{1b}[32m"));
}

/// The output on a terminal of this width.
fn on_terminal(arguments: &str, cols: u16, no_color: &str) -> String {
    let size = PtySize {
        rows: 24,
        cols,
        ..PtySize::default()
    };
    let pair = native_pty_system().openpty(size).unwrap();
    let mut command = CommandBuilder::new(PROGRAM);
    command.args(arguments.split_whitespace());
    command.args(["--as-of", "2026-08-22"]);
    command.env("TERM", "xterm-256color");
    command.env("NO_COLOR", no_color);
    command.env("EOLENS_PRODUCTS", PRODUCTS);
    command.env("EOLENS_CONFIG", program::CONFIG);
    let mut reader = pair.master.try_clone_reader().unwrap();
    let mut child = pair.slave.spawn_command(command).unwrap();
    drop(pair.slave);
    let mut bytes = Vec::new();
    // Linux reports the end of a terminal's output as an error.
    let _ = reader.read_to_end(&mut bytes);
    assert!(child.wait().unwrap().success());
    String::from_utf8(bytes).unwrap()
}

#[test]
fn a_terminal_gets_colours_and_the_columns_that_fit() {
    for cols in [60, 80, 120, 200] {
        for product in ["postgresql", "django", "ubuntu"] {
            let text = on_terminal(&format!("show {product} --all"), cols, "");
            assert!(text.contains("\u{1b}[32m"), "{text}");
            let mut screen =
                vt100::Parser::new(200.try_into().unwrap(), 400.try_into().unwrap(), 0);
            screen.process(text.as_bytes());
            let lines: Vec<String> = screen.screen().rows(0, 400).collect();
            let table = lines
                .iter()
                .skip(1)
                .take_while(|line| !line.starts_with("Release policy"));
            let widest = table.map(|line| line.trim_end().chars().count()).max();
            assert!(
                widest.unwrap() <= usize::from(cols),
                "{product} {cols}: {lines:#?}"
            );
        }
    }
    let text = on_terminal("list --color auto", 80, "");
    assert!(text.contains("\u{1b}[32msupported\u{1b}[0m"), "{text}");
    for cols in [40, 60, 80, 120, 200] {
        let text = on_terminal("radar --within 1y --ended 90d", cols, "1");
        let rows = text
            .lines()
            .skip(1)
            .map(|line| line.trim_end().chars().count());
        assert!(rows.max().unwrap() <= usize::from(cols), "{text}");
    }
    let text = on_terminal("list", 80, "1");
    assert!(!text.contains('\u{1b}'), "{text}");
    assert!(
        text.lines().all(|line| line.chars().count() <= 80),
        "{text}"
    );
}

#[test]
fn lint_tells_each_finding_with_its_line_and_ends_with_1() {
    let folder = tempfile::tempdir().unwrap();
    let good = Path::new(PRODUCTS).join("django.md");
    std::fs::copy(good, folder.path().join("django.md")).unwrap();
    let lint = |what: &Path| eolens("lint").arg(what).output().unwrap();
    let output = lint(folder.path());
    assert!(output.status.success() && output.stdout.is_empty() && output.stderr.is_empty());

    let again = folder.path().join("django2.md");
    std::fs::copy(folder.path().join("django.md"), &again).unwrap();
    let output = lint(folder.path());
    assert_eq!(output.status.code(), Some(1));
    let found = String::from_utf8(output.stdout).unwrap();
    assert!(
        found.contains("django2.md:1:1: unreadable: its permalink is already used by "),
        "{found}"
    );
    std::fs::remove_file(again).unwrap();

    let bad = folder.path().join("bad.md");
    std::fs::write(&bad, "---\ntitle: Bad\npermalink: Bad\n---\n").unwrap();
    for what in [folder.path(), bad.as_path()] {
        let output = lint(what);
        assert_eq!(output.status.code(), Some(1));
        let found = String::from_utf8(output.stdout).unwrap();
        let place = format!("{}:3:12: permalink: ", bad.display());
        assert!(
            found.lines().any(|line| line.starts_with(&place)),
            "{found}"
        );
        let message = String::from_utf8(output.stderr).unwrap();
        assert!(message.contains(" findings in "), "{message}");
    }
    let (code, message) = refusal("lint /no/such/file");
    assert_eq!(code, Some(2));
    assert!(message.contains("/no/such/file"), "{message}");
}
