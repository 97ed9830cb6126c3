//! The command line without a screen.

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

use crate::program;

fn eolens(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_eolens"));
    command.args(args).env_remove("EOLENS_PRODUCTS");
    command.env("EOLENS_CONFIG", program::CONFIG);
    command.env("XDG_STATE_HOME", env!("CARGO_TARGET_TMPDIR"));
    command.env("LC_ALL", "C.UTF-8");
    command.stdin(Stdio::null());
    command
}

fn run(args: &[&str]) -> Output {
    eolens(args).output().unwrap()
}

fn out(output: &Output) -> &str {
    std::str::from_utf8(&output.stdout).unwrap()
}

fn err(output: &Output) -> &str {
    std::str::from_utf8(&output.stderr).unwrap()
}

/// Expects one sentence on one line, exit code 2, and nothing on stdout.
fn refused(output: &Output, words: &str) {
    let message = err(output);
    assert_eq!(output.status.code(), Some(2), "{message}");
    assert_eq!(out(output), "");
    assert!(
        message.starts_with("eolens: ") && message.contains(words),
        "{message}"
    );
    assert_eq!(message.trim_end().lines().count(), 1, "{message}");
}

fn product(folder: &Path, name: &str) {
    let text = format!(
        "---\ntitle: The {name}\npermalink: /{name}\ncategory: os\nreleases:\n  \
         - releaseCycle: \"1\"\n    releaseDate: 2020-01-01\n    eol: 2030-01-01\n---\n"
    );
    fs::create_dir_all(folder).unwrap();
    fs::write(folder.join(name).with_extension("md"), text).unwrap();
}

#[test]
fn version_and_help_come_at_once() {
    for (flag, words) in [
        ("--version", concat!("eolens ", env!("CARGO_PKG_VERSION"))),
        ("--help", "Usage: eolens"),
        ("-h", "Usage: eolens"),
    ] {
        let start = Instant::now();
        let output = run(&[flag]);
        assert!(output.status.success(), "{flag}");
        assert!(out(&output).contains(words), "{}", out(&output));
        assert!(start.elapsed() < Duration::from_secs(2), "{flag}");
    }
}

#[test]
fn a_width_out_of_range_is_told_the_range() {
    for width in ["19", "501", "wide", ""] {
        let output = run(&["show", "flux", "--width", width]);
        let message = err(&output);
        assert_eq!(output.status.code(), Some(2), "{message}");
        assert!(
            message.contains("expected a number from 20 to 500"),
            "{message}"
        );
    }
}

#[test]
fn a_pipe_is_told_what_to_use_instead() {
    refused(&run(&[]), "eolens show PRODUCT");
    refused(&run(&["flux"]), "eolens show PRODUCT");
}

#[cfg(unix)]
#[test]
fn a_dumb_terminal_is_told_what_to_use_instead() {
    let mut session = crate::pty::eolens(&[])
        .env("TERM", "dumb")
        .size(160, 24)
        .start();
    assert_eq!(session.ended().exit_code(), 2);
    let text = session.text();
    assert!(
        text.contains("TERM=dumb") && text.contains("eolens show PRODUCT"),
        "{text}"
    );
    assert!(!session.bytes().contains(&0x1b));
}

#[cfg(unix)]
#[test]
fn an_unknown_product_is_told_before_the_screen_is_taken() {
    let mut session = crate::pty::eolens(&["qqzzxx"]).start();
    assert_eq!(session.ended().exit_code(), 2);
    assert!(session.text().contains("no product matches \"qqzzxx\""));
    assert!(!session.bytes().contains(&0x1b));
    session.is_given_back();
}

#[test]
fn a_folder_without_products_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().to_str().unwrap();
    let file = folder.path().join("file");
    fs::write(&file, "").unwrap();
    let missing = folder.path().join("missing");
    for (folder, words) in [
        (missing.to_str().unwrap(), "cannot be read"),
        (path, "contains no product files (*.md)"),
        (file.to_str().unwrap(), "cannot be read"),
    ] {
        let output = run(&["show", "flux", "--products", folder]);
        refused(&output, words);
        assert!(err(&output).contains(folder), "{}", err(&output));
    }
}

#[test]
fn products_come_from_a_folder_or_a_checkout() {
    let folder = tempfile::tempdir().unwrap();
    let checkout = tempfile::tempdir().unwrap();
    product(folder.path(), "mine");
    product(&checkout.path().join("products"), "mine");
    for folder in [folder.path(), checkout.path()] {
        let folder = folder.to_str().unwrap();
        let by_flag = run(&["show", "mine", "--products", folder]);
        let first = run(&["--products", folder, "show", "mine"]);
        let by_variable = eolens(&["show", "mine"])
            .env("EOLENS_PRODUCTS", folder)
            .output()
            .unwrap();
        for output in [by_flag, first, by_variable] {
            assert!(output.status.success(), "{}", err(&output));
            assert!(
                out(&output).starts_with("The mine · os · 1 release · "),
                "{}",
                out(&output)
            );
        }
    }
}

#[test]
fn show_prints_a_table_without_escapes() {
    let output = run(&["show", "flux", "--as-of", "2026-08-22"]);
    assert!(output.status.success());
    assert_eq!(err(&output), "");
    let text = out(&output);
    assert!(
        text.starts_with("Flux · ") && text.contains("as of 2026-08-22"),
        "{text}"
    );
    assert!(text.contains("2.9.4"), "{text}");
    assert!(
        text.chars().all(|c| c == '\n' || !c.is_control()),
        "{text:?}"
    );
    assert!(text.lines().all(|line| line == line.trim_end()), "{text:?}");
}

#[test]
fn show_finds_a_product_by_any_name() {
    for name in ["flux", "FLUX", "fluxcd", "Flux"] {
        assert!(out(&run(&["show", name])).starts_with("Flux · "), "{name}");
    }
}

#[test]
fn show_of_an_unknown_product_ends_with_1() {
    let output = run(&["show", "nosuch"]);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(out(&output), "");
    assert_eq!(
        err(&output),
        "eolens: no product is named \"nosuch\" or anything similar; `eolens list` lists all products\n"
    );
}

#[test]
fn a_bad_day_is_refused() {
    for day in ["2026-02-30", "tomorrow", "22.11.2026", ""] {
        let output = run(&["show", "flux", "--as-of", day]);
        assert_eq!(output.status.code(), Some(2), "{day:?}");
        assert!(
            err(&output).contains("--as-of <YYYY-MM-DD>"),
            "{}",
            err(&output)
        );
    }
}

#[test]
fn a_reader_that_has_seen_enough_is_no_error() {
    for _ in 0..20 {
        let mut child = eolens(&["show", "ubuntu"])
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        assert_eq!(err(&output), "");
        assert!(output.status.success(), "{}", output.status);
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_told() {
    for args in [
        &["show", "flux"][..],
        &["--help"],
        &["--version"],
        &["show", "-h"],
        &["man"],
    ] {
        let full = fs::File::options().write(true).open("/dev/full").unwrap();
        let output = eolens(args).stdout(full).output().unwrap();
        refused(&output, "No space left");
    }
}

#[test]
fn a_locale_without_unicode_gets_ascii() {
    let args = ["show", "flux", "--as-of", "2026-08-22"];
    for (locale, is_ascii) in [
        ("C", true),
        ("de_DE.ISO-8859-1", true),
        ("C.UTF-8", false),
        ("", false),
    ] {
        let mut command = eolens(&args);
        command
            .env_remove("LC_CTYPE")
            .env_remove("LANG")
            .env("LC_ALL", locale);
        let output = command.output().unwrap();
        assert!(output.status.success(), "{}", err(&output));
        assert_eq!(out(&output).is_ascii(), is_ascii, "{locale}");
    }
    let config = eolens(&["config"]).env("LC_ALL", "C").output().unwrap();
    let is_told = |line: &str| line.starts_with("ascii: true") && line.contains("the locale");
    assert!(out(&config).lines().any(is_told), "{}", out(&config));
}

#[cfg(target_os = "linux")]
#[test]
#[ignore = "needs faketime"]
fn a_clock_that_is_not_set_is_told() {
    let at = |args: &[&str]| {
        let mut command = Command::new("faketime");
        command
            .args(["-f", "1969-12-30 12:00:00", env!("CARGO_BIN_EXE_eolens")])
            .args(args);
        command
            .env("EOLENS_CONFIG", program::CONFIG)
            .stdin(Stdio::null());
        command.output().unwrap()
    };
    refused(
        &at(&["show", "flux"]),
        "the clock says 1969-12-30; set it, or name the day with",
    );
    let output = at(&["show", "flux", "--as-of", "2026-08-22"]);
    assert!(output.status.success(), "{}", err(&output));
    assert!(at(&["man"]).status.success());
}

#[test]
fn a_reader_of_the_messages_that_has_gone_is_no_error() {
    let folder = tempfile::tempdir().unwrap();
    product(folder.path(), "mine");
    fs::write(folder.path().join("bad.md"), "").unwrap();
    let folder = folder.path().to_str().unwrap();
    let mut child = eolens(&["show", "mine", "--products", folder])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stderr.take());
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "{}", output.status);
    assert!(out(&output).starts_with("The mine"));
}

#[test]
fn ascii_is_for_people_and_not_for_programs() {
    let folder = tempfile::tempdir().unwrap();
    let text = "---\ntitle: Citro\u{eb}n 龙\npermalink: /c\ncategory: os\nreleases:\n  \
                - releaseCycle: \"1\"\n    releaseDate: 2020-01-01\n    eol: false\n---\n";
    fs::write(folder.path().join("c.md"), text).unwrap();
    let folder = folder.path().to_str().unwrap();
    let written = |args: &[&str]| {
        let output = run(&[&["--ascii", "--products", folder], args].concat());
        assert!(output.status.success(), "{}", err(&output));
        out(&output).to_owned()
    };
    for format in ["text", "markdown", "timeline"] {
        let shown = written(&["show", "c", "--format", format]);
        assert!(shown.is_ascii() && shown.contains("Citroen L "), "{shown}");
    }
    assert!(written(&["list"]).starts_with("c\tCitroen L "));
    for format in ["json", "yaml", "csv", "tsv"] {
        let shown = written(&["show", "c", "--format", format]);
        let plain = run(&["--products", folder, "show", "c", "--format", format]);
        assert_eq!(shown, out(&plain), "{format}");
    }
}

#[test]
fn a_timeline_is_text_too() {
    let folder = tempfile::tempdir().unwrap();
    product(folder.path(), "one");
    product(folder.path(), "two");
    let folder = folder.path().to_str().unwrap();
    let day = ["--as-of", "2025-01-01", "--products", folder];
    let output = run(&[&["show", "one", "two", "--format", "timeline"], &day[..]].concat());
    let lines: Vec<&str> = out(&output).lines().collect();
    assert_eq!(
        lines[0],
        "The one, The two · as of 2025-01-01 · data of an unknown date"
    );
    assert!(
        lines[3].starts_with("● The one 1 ▓▓▓") && lines[4].contains("▓│▓"),
        "{lines:?}"
    );
}

const DAY: [&str; 2] = ["--as-of", "2026-08-22"];

/// The ids that `list` prints for the products of the tests.
fn listed(args: &[&str]) -> Vec<String> {
    let products = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/products");
    let output = run(&[&["list", "--products", products], args, &DAY].concat());
    assert!(output.status.success(), "{}", err(&output));
    assert_eq!(err(&output), "");
    let lines = out(&output).lines();
    let ids = lines.map(|line| line.split('\t').next().unwrap().to_owned());
    ids.collect()
}

#[test]
fn list_takes_filters_beside_words() {
    for (args, first) in [
        (&["cat:database", "ends<1y", "postgres"][..], "postgresql"),
        (&["-is:ended", "--json", "java"], "["),
        (&["java", "-is:extended"], "alibaba-dragonwell"),
        (&["python>=3.12", "is:lts"], "django"),
    ] {
        assert_eq!(
            listed(args).first().map(String::as_str),
            Some(first),
            "{args:?}"
        );
    }
    let all = listed(&[]).len();
    assert_eq!(listed(&["is:lts"]).len() + listed(&["-is:lts"]).len(), all);
}

#[test]
fn list_is_sorted_as_it_is_asked_to() {
    let by_name = listed(&["cat:os"]);
    let mut reversed = listed(&["cat:os", "--sort", "name", "--reverse"]);
    reversed.reverse();
    assert_eq!(by_name, reversed);
    for sort in ["end", "release"] {
        let sorted = listed(&["--sort", sort, "cat:os"]);
        assert_ne!(sorted, by_name, "{sort}");
        assert_eq!(sorted.len(), by_name.len(), "{sort}");
    }
}

#[test]
fn a_bad_filter_is_explained_and_nothing_is_listed() {
    for (args, words) in [
        (
            &["cat:databse_x"][..],
            "unknown category \"databse_x\"; did you mean database?",
        ),
        (
            &["-is:foo", "python"],
            "unknown status \"foo\"; expected one of supported soon",
        ),
        (
            &["ends<90"],
            "invalid time `90`; ends: needs a span (90d 6w 3m 1y) or a date",
        ),
        (&["end<90d"], "unknown filter end; did you mean ends?"),
        (&["--json", "php>=x"], "php needs a version"),
    ] {
        refused(&run(&[&["list"], args].concat()), words);
    }
}
