//! `check` over whole trees: what it finds in a project of many formats, what it leaves alone, and its reports.

#[cfg(unix)]
mod hostile;
mod javascript;
mod schemas;
mod shapes;
mod truth;

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use eolens::cli::codes;
use eolens::cli::report::check::Form;
use serde_json::Value;
use tempfile::TempDir;

use crate::program;

const PROGRAM: &str = env!("CARGO_BIN_EXE_eolens");

/// Products that a newer catalog leaves as they are.
const PRODUCTS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/products");

/// A folder with these files.
fn tree(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (path, text) in files {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

fn check(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(PROGRAM);
    command
        .arg("check")
        .args(arguments)
        .args(["--as-of", "2026-08-22"]);
    command.current_dir(folder);
    command
        .env("EOLENS_PRODUCTS", PRODUCTS)
        .env("EOLENS_CONFIG", program::CONFIG)
        .env_remove("NO_COLOR");
    command.output().unwrap()
}

fn report(folder: &Path, arguments: &[&str]) -> Value {
    let output = check(
        folder,
        &[arguments, &["--format", "json", "--all"]].concat(),
    );
    serde_json::from_slice(&output.stdout).unwrap()
}

/// `PATH:LINE:COLUMN PRODUCT RELEASE KIND STATUS`, an item a row.
fn rows(report: &Value) -> Vec<String> {
    let text = |item: &Value, key: &str| item[key].as_str().unwrap_or("-").to_owned();
    let items = report["items"].as_array().unwrap().iter();
    let rows = items.map(|item| {
        let [path, product, release, kind, status] =
            ["path", "product", "release", "kind", "status"].map(|key| text(item, key));
        format!(
            "{path}:{}:{} {product} {release} {kind} {status}",
            item["line"], item["column"]
        )
    });
    rows.collect()
}

/// A project, and beside it what is not to be read.
const PROJECT: &[(&str, &str)] = &[
    (
        "api/Dockerfile",
        "# syntax=docker/dockerfile:1\nARG NODE=16\nFROM --platform=$BUILDPLATFORM node:${NODE}-bookworm AS build\n\
             RUN npm ci\nFROM build AS test\nFROM debian:buster-slim\nCOPY --from=build /x /x\nCOPY --from=acme/tools /y /y\n",
    ),
    (
        "compose.yaml",
        "services:\n  db:\n    image: postgres:${PG:-12}-alpine\n    command: [\n      \"-c\",\n    ]\n  cache:\n    image: acme/cache:1\n  api:\n    build: api\n    \
             image: node:14\n  web:\n    image: node\n",
    ),
    (
        ".github/workflows/ci.yml",
        "on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    strategy:\n      matrix:\n        python: ['3.8', '3.12']\n    \
             steps:\n    - uses: actions/setup-python@v5\n      with:\n        python-version: ${{ matrix.python }}\n    \
             - uses: actions/setup-node@v4\n      with: {node-version-file: .nvmrc}\n",
    ),
    (".nvmrc", "lts/hydrogen\n"),
    (
        "web/package.json",
        "{\n  \"engines\": {\"node\": \">=4\"},\n  \"dependencies\": {\n    \"angular\": \"^1.7.0\",\n    \"pg\": \"^8.0.0\"\n  }\n}\n",
    ),
    (
        "package-lock.json",
        "{\"packages\": {\"node_modules/angular\": {\"version\": \"1.8.2\"}}}",
    ),
    (
        "pyproject.toml",
        "[project]\nrequires-python = \">=3.8,<3.10\"\ndependencies = [\n  \"Django~=4.2\",\n  \"redis>=4\",\n]\n",
    ),
    (
        "deploy/pods.yaml",
        "apiVersion: v1\nkind: Pod\nspec:\n  containers:\n  - image: node:17-bullseye # why\n---\napiVersion: v1\nkind: Pod\nspec:\n  \
             containers:\n  - image: registry.k8s.io/node:e2e\n",
    ),
    (
        "chart/values.yaml",
        "image:\n  repository: postgres\n  tag: \"13.4\"\n",
    ),
    (
        "chart/templates/pod.yaml",
        "apiVersion: v1\nkind: Pod\nspec:\n  image: \"node:{{ .Values.tag }}\"\n",
    ),
    ("host/os-release", "ID=ubuntu\nVERSION_ID=\"20.04\"\n"),
    (
        "sbom.json",
        "{\"bomFormat\": \"CycloneDX\", \"components\": [\n{\"purl\": \"pkg:pypi/django@3.2.1\"},\n\
             {\"purl\": \"pkg:deb/debian/openssl@1.1.1?distro=debian-11\"},\n{\"purl\": \"pkg:pypi/redis@4\"}]}",
    ),
    ("node_modules/x/Dockerfile", "FROM node:12\n"),
    ("vendor/x/Dockerfile", "FROM node:12\n"),
    ("src/testdata/Dockerfile", "FROM node:12\n"),
    (".gitignore", "ignored/\n"),
    ("ignored/Dockerfile", "FROM node:12\n"),
];

#[test]
fn a_lock_file_above_the_checked_folder_is_another_projects() {
    const MANIFEST: &str = r#"{ "dependencies": { "angular": "^1.7.0" } }"#;
    const LOCK: &str = r#"{ "lockfileVersion": 3, "packages": { "node_modules/angular": { "version": "1.8.2" } } }"#;
    let folder = tree(&[
        ("package-lock.json", LOCK),
        ("a/package.json", MANIFEST),
        ("b/web/package.json", MANIFEST),
        ("b/package-lock.json", LOCK),
    ]);
    let from = |paths: &[&str]| {
        let report = report(folder.path(), paths);
        let items = report["items"].as_array().unwrap().iter();
        let found = items.filter(|item| item["product"] == "angularjs");
        found
            .map(|item| item["resolved_from"].as_str().map(str::to_owned))
            .collect::<Vec<_>>()
    };
    let own = Some("b/package-lock.json".to_owned());
    assert_eq!(from(&["a", "b"]), [None, own.clone()]);
    assert_eq!(from(&["a"]), [None]);
    assert_eq!(from(&["b"]), [Some("package-lock.json".to_owned())]);
    let all = from(&["."]);
    assert_eq!(all, [Some("package-lock.json".to_owned()), own]);
}

#[test]
fn paths_are_shown_as_they_were_given() {
    let folder = tree(&[("a|b/Dockerfile", "FROM node:16\n")]);
    let file = folder.path().join("a|b/Dockerfile");
    let output = check(folder.path(), &[file.to_str().unwrap(), "--format", "csv"]);
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.contains(&format!("\n{},", file.display())), "{text}");
    let output = check(folder.path(), &["--format", "markdown"]);
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.contains(r"| a\|b/Dockerfile:1 "), "{text}");
}

#[test]
fn all_reports_for_people_say_what_to_upgrade_to_and_only_if_there_is_a_need() {
    let folder = tree(&[("Dockerfile", "FROM node:16 AS x\nFROM node:24\n")]);
    let lines = |form: &str| {
        let output = check(folder.path(), &["--format", form, "--all"]);
        let text = String::from_utf8(output.stdout).unwrap();
        let lines = text.lines().filter(|line| line.contains("Node.js"));
        lines.map(str::to_owned).collect::<Vec<_>>()
    };
    let [ended, supported] = &lines("text")[..] else {
        panic!("two lines");
    };
    assert!(ended.contains("upgrade to 24  "), "{ended}");
    assert!(!supported.contains("upgrade to"), "{supported}");
    let [ended, supported] = &lines("markdown")[..] else {
        panic!("two lines");
    };
    assert!(ended.ends_with("| 24 |"), "{ended}");
    assert!(supported.ends_with("|  |"), "{supported}");
}

#[test]
fn a_project_of_many_formats_is_read_to_the_column() {
    let folder = tree(PROJECT);
    let report = report(folder.path(), &[]);
    let expected = [
        ".github/workflows/ci.yml:7:19 python 3.12 set supported",
        ".nvmrc:1:1 nodejs 18 pin extended",
        "api/Dockerfile:2:10 nodejs 16 pin extended",
        "api/Dockerfile:3:45 debian 12 base extended",
        "api/Dockerfile:6:6 debian 10 pin ended",
        "chart/templates/pod.yaml:4:11 nodejs - floating -",
        "chart/values.yaml:3:9 postgresql 13 pin ended",
        "compose.yaml:3:12 postgresql 12 pin ended",
        "compose.yaml:13:12 nodejs - floating -",
        "deploy/pods.yaml:5:12 nodejs 17 pin ended",
        "deploy/pods.yaml:5:20 debian 11 base extended",
        "host/os-release:2:13 ubuntu 20.04 pin extended",
        "pyproject.toml:2:20 python 3.9 set ended",
        "pyproject.toml:4:10 django 4.2 set ended",
        "sbom.json:2:11 django 3.2 pin ended",
        "sbom.json:3:11 debian 11 pin extended",
        "web/package.json:2:24 nodejs 26 set supported",
        "web/package.json:4:17 angularjs 1.8 pin extended",
    ];
    assert_eq!(rows(&report), expected);
    assert_eq!(report["summary"]["left_out"], 1);
    let item = |row: usize| &report["items"][row];
    assert_eq!(item(17)["resolved_from"], "package-lock.json");
    assert_eq!(item(17)["version"], "1.8.2");
    assert_eq!(item(0)["oldest"], "3.8");
    for item in report["items"].as_array().unwrap() {
        for key in [
            "path",
            "line",
            "column",
            "product",
            "release",
            "version",
            "written",
            "kind",
            "role",
            "status",
            "phase",
            "eol",
            "days_left",
            "latest",
            "is_behind",
            "upgrade_to",
            "matched_by",
            "failed",
            "why",
        ] {
            assert!(item.get(key).is_some(), "{key} of {item}");
        }
    }
}

#[test]
fn exit_codes_say_what_was_found() {
    let ended = tree(&[("Dockerfile", "FROM node:16\n")]);
    let fine = tree(&[("Dockerfile", "FROM node:24\n")]);
    let empty = tree(&[("README.md", "node 16\n")]);
    for (folder, arguments, code) in [
        (&ended, &[][..], codes::ENDED),
        (&ended, &["--fail-on", "none"], codes::ANSWERED),
        (&ended, &["--only", "ci"], codes::ANSWERED),
        (&ended, &["--fail-on", "soon"], codes::FAILED),
        (&ended, &["--policy", "none.yaml"], codes::FAILED),
        (&fine, &[], codes::ANSWERED),
        (&fine, &["--fail-on", "within:10y"], codes::ENDED),
        (&fine, &["--fail-on", "within:2030"], codes::ENDED),
        (&fine, &["--fail-on", "within:2026-Q4"], codes::ANSWERED),
        (&ended, &["--fail-on", "within:1d"], codes::ENDED),
        (&ended, &["--fail-on", "within:2026-12-31"], codes::ENDED),
        (&fine, &["Dockerfile", "missing"], codes::NO_ANSWER),
        (&empty, &[], codes::NO_ANSWER),
    ] {
        let output = check(folder.path(), arguments);
        let message = String::from_utf8_lossy(&output.stderr);
        assert_eq!(
            output.status.code(),
            Some(code.into()),
            "{arguments:?}: {message}"
        );
    }
}

#[test]
fn every_report_says_what_it_is_made_of() {
    let folder = tree(&[("Dockerfile", "FROM node:16\n"), ("x.csproj", "<Project/>")]);
    for form in [
        "text", "json", "markdown", "csv", "tsv", "sarif", "junit", "gitlab", "github",
    ] {
        let mut command = Command::new(PROGRAM);
        command
            .args(["check", "--format", form, "--as-of", "2099-01-01"])
            .current_dir(folder.path())
            .env("EOLENS_CONFIG", program::CONFIG)
            .env("XDG_STATE_HOME", folder.path())
            .env_remove("EOLENS_PRODUCTS");
        let output = command.output().unwrap();
        let days = [" 2099-01-01", "2099-01-01"];
        assert!(
            days.iter().any(|day| lines_with(&output, day) > 0),
            "{form}"
        );
        let text = String::from_utf8_lossy(&output.stdout);
        // The day of the built-in data.
        let data = text.match_indices("202").map(|(at, _)| &text[at..]);
        let is_day = |text: &str| text.get(4..5) == Some("-") && text.get(7..8) == Some("-");
        assert!(data.into_iter().any(is_day), "{form}: {text}");
        let is_table = matches!(form, "csv" | "tsv");
        assert!(
            is_table || text.contains(env!("CARGO_PKG_VERSION")),
            "{form}"
        );
    }
}

#[test]
fn reports_for_people_have_the_remarks_on_an_item() {
    let folder = tree(&[
        (
            ".github/workflows/x.yml",
            "jobs:\n  a:\n    steps:\n    - uses: actions/setup-python@v5\n      with: {python-version: 3.10}\n",
        ),
        (
            "package.json",
            "{\"dependencies\": {\"angular\": \"^1.7\"}, \"engines\": {\"node\": \">=4\"}}",
        ),
        (
            "package-lock.json",
            "{\"lockfileVersion\": 3, \"packages\": {\"node_modules/angular\": {\"version\": \"1.8.2\"}}}",
        ),
        (".tool-versions", "jq 1.6\n"),
    ]);
    for form in ["text", "markdown"] {
        let output = check(folder.path(), &["--format", form, "--all"]);
        for words in [
            "without quotes it is read as a number",
            "version from package-lock.json",
            ", which has ended",
            "jq 1.6",
        ] {
            assert!(lines_with(&output, words) > 0, "{form}: {words}");
        }
    }
}

#[test]
fn what_another_file_uses_says_so_where_it_is_written() {
    let folder = tree(&[
        (".env", "V=12\n"),
        (
            "compose.yaml",
            "services:\n  a:\n    image: postgres:${V}\n",
        ),
        (
            "compose.dev.yaml",
            "services:\n  a:\n    image: postgres:${V}\n",
        ),
        ("x/compose.yaml", "services:\n  a:\n    image: node:16\n"),
    ]);
    let report = report(folder.path(), &[]);
    let why = |row: usize| report["items"][row]["why"].as_str().unwrap().to_owned();
    let items = rows(&report);
    assert!(items[0].starts_with(".env:1:3 postgresql 12 "), "{items:?}");
    let used = "Used in compose.dev.yaml and 1 more file.";
    assert!(why(0).contains(used), "{}", why(0));
    assert!(!why(1).contains("Used in"), "{}", why(1));
}

#[test]
fn json_says_whether_the_check_fails() {
    let folder = tree(&[("Dockerfile", "FROM node:16\n")]);
    for (arguments, failed, items, others) in [
        (&[][..], true, 1, 0),
        (&["--fail-on", "none"], false, 0, 0),
        (&["--fail-on", "data:0d"], true, 0, 1),
    ] {
        let output = check(folder.path(), &[arguments, &["--format", "json"]].concat());
        let report: Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!(report["failed"], failed, "{arguments:?}");
        assert_eq!(report["summary"]["failed"], items, "{arguments:?}");
        let other = report["other_failures"].as_array().unwrap();
        assert_eq!(other.len(), others, "{arguments:?}");
        assert_eq!(report["all"], false);
    }
}

#[test]
fn what_is_found_is_printed_as_a_watchlist() {
    let folder = tree(&[
        ("Dockerfile", "FROM node:16\n"),
        ("api/Dockerfile", "FROM node:16\nFROM debian:9\n"),
    ]);
    // The second is the name that the option had first.
    for option in ["--as-watchlist", "--watch-list"] {
        let output = check(folder.path(), &[option]);
        let text = String::from_utf8_lossy(&output.stdout);
        assert_eq!(text, "debian 9\nnodejs 16\n", "{option}");
    }
}

#[test]
fn a_path_that_is_missing_is_told_beside_what_has_ended() {
    let folder = tree(&[("Dockerfile", "FROM debian:9\n")]);
    let output = check(folder.path(), &["Dockerfile", "Dockerfiel"]);
    assert_eq!(output.status.code(), Some(i32::from(codes::NO_ANSWER)));
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(
        told.contains("no such file or folder: Dockerfiel"),
        "{told}"
    );
    let read = String::from_utf8(output.stdout).unwrap();
    assert!(read.contains("Debian 9"), "{read}");
    let alone = check(folder.path(), &["Dockerfile"]);
    assert_eq!(alone.status.code(), Some(i32::from(codes::ENDED)));
}

#[test]
fn a_policy_accepts_for_a_time_and_adds_what_no_file_says() {
    let policy = |until: &str| {
        format!(
            "fail-on: [ended, floating]\nskip: [\"old/**\"]\nnames: {{ corp/base: \"debian 9\" }}\naccept:\n  \
             - {{ product: nodejs, release: \"16\", until: {until}, reason: a customer }}\n  \
             - {{ product: django, until: {until}, reason: none }}\nadd:\n  - {{ product: python, version: \"2.7\" }}\n"
        )
    };
    let folder = tree(&[
        ("Dockerfile", "FROM node:16\nFROM corp/base:1\n"),
        ("old/Dockerfile", "FROM node:12\n"),
        (".eolens.yaml", &policy("2027-01-31")),
    ]);
    let found = report(folder.path(), &[]);
    let expected = [
        ".eolens.yaml:8:34 python 2.7 pin ended",
        "Dockerfile:1:6 nodejs 16 pin extended",
        "Dockerfile:2:6 debian 9 pin ended",
    ];
    assert_eq!(rows(&found), expected);
    assert_eq!(found["items"][1]["failed"], false);
    assert_eq!(found["items"][1]["accepted"]["reason"], "a customer");
    assert!(found["notes"][0].as_str().unwrap().contains("django"));
    let typo = policy("2027-01-31").replace("product: django", "product: node");
    fs::write(folder.path().join(".eolens.yaml"), typo).unwrap();
    let notes = report(folder.path(), &["--only", "run"])["notes"].clone();
    let words = "unknown product \"node\"; did you mean nodejs?";
    assert!(notes[0].as_str().unwrap().ends_with(words), "{notes}");
    fs::write(folder.path().join(".eolens.yaml"), policy("2026-08-21")).unwrap();
    let lapsed = report(folder.path(), &[]);
    assert_eq!(lapsed["items"][1]["failed"], true);
    assert!(
        lapsed["items"][1]["why"]
            .as_str()
            .unwrap()
            .contains("accepted until 2026-08-21")
    );
    fs::write(folder.path().join(".eolens.yaml"), "fail-on: [sometimes]\n").unwrap();
    let output = check(folder.path(), &[]);
    assert_eq!(output.status.code(), Some(codes::FAILED.into()));
    assert!(String::from_utf8_lossy(&output.stderr).contains(".eolens.yaml:1:11"));
}

/// A policy that is there and cannot be read is not taken for none.
#[cfg(unix)]
#[test]
fn a_policy_that_cannot_be_read_is_told() {
    use std::os::unix::fs::symlink;
    let folder = tree(&[("a/Dockerfile", "FROM node:24\n")]);
    let policy = folder.path().join(".eolens.yaml");
    let told = |reason: &str| {
        for path in ["a", "a/Dockerfile"] {
            let output = check(folder.path(), &[path]);
            let message = String::from_utf8(output.stderr).unwrap();
            assert_eq!(
                output.status.code(),
                Some(codes::FAILED.into()),
                "{message}"
            );
            let expected = format!(".eolens.yaml: {reason}");
            assert!(message.contains(&expected), "{message}");
        }
    };
    symlink("nowhere", &policy).unwrap();
    told("a broken symbolic link");
    fs::remove_file(&policy).unwrap();
    symlink("/dev/zero", &policy).unwrap();
    told("not a regular file");
    fs::remove_file(&policy).unwrap();
    fs::create_dir(&policy).unwrap();
    told("not a regular file");
    fs::remove_dir(&policy).unwrap();
    rustix::fs::mkfifoat(rustix::fs::CWD, &policy, rustix::fs::Mode::RUSR).unwrap();
    told("not a regular file");
}

/// A project whose lock file says that what a range accepts is old.
const LOCKED: (&str, &str) = (
    "[project]\ndependencies = [\n  \"Django>=3.2\",\n]\n",
    "[[package]]\nname = \"django\"\nversion = \"3.2.25\"\n",
);

#[test]
fn a_lock_file_that_cannot_be_read_is_told_and_nothing_takes_its_place() {
    let (manifest, lock) = LOCKED;
    let folder = tree(&[("pyproject.toml", manifest), ("poetry.lock", lock)]);
    let path = folder.path().join("poetry.lock");
    let fails = |arguments: &[&str]| check(folder.path(), arguments).status.code().unwrap();
    let ended = ["pyproject.toml:3:10 django 3.2 pin ended"];
    assert_eq!(rows(&report(folder.path(), &[])), ended);
    let told = |reason: &str| {
        let found = report(folder.path(), &[]);
        assert_eq!(
            rows(&found),
            ["pyproject.toml:3:10 django - floating -"],
            "{reason}"
        );
        let why = found["items"][0]["why"].as_str().unwrap();
        assert!(why.contains("poetry.lock cannot be read"), "{why}");
        assert_eq!(found["summary"]["unread"], 1, "{found}");
        let text = check(folder.path(), &["--all"]).stdout;
        let text = String::from_utf8(text).unwrap();
        assert!(text.contains(&format!("poetry.lock{reason}")), "{text}");
        let fails_on = |list| i32::from(fails(&["--fail-on", list]) == i32::from(codes::ENDED));
        assert_eq!([fails_on("ended"), fails_on("ended,unread")], [0, 1]);
        assert_eq!(fails(&["--strict"]), i32::from(codes::NO_ANSWER));
    };
    fs::write(&path, format!("<<<<<<< HEAD\n{lock}")).unwrap();
    told(":1:1: an unresolved merge conflict");
    fs::write(&path, &lock[..30]).unwrap();
    told(":3:");
    fs::write(&path, "# x\n".repeat(5 << 20)).unwrap();
    told(": larger than 16 MiB");
    fs::remove_file(&path).unwrap();
    fs::create_dir(&path).unwrap();
    told(": not a regular file");
    fs::remove_dir(&path).unwrap();
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink("nowhere", &path).unwrap();
        told(": a broken symbolic link");
    }
}

#[test]
fn what_ends_whatever_an_unreadable_lock_file_says_still_ends() {
    let (_, lock) = LOCKED;
    let manifest = "[project]\ndependencies = [\"Django>=3.2,<4\", \"python-dateutil\"]\n";
    let lock = format!("{lock}<<<<<<< HEAD\n");
    let folder = tree(&[("pyproject.toml", manifest), ("uv.lock", &lock)]);
    let found = report(folder.path(), &[]);
    assert_eq!(rows(&found), ["pyproject.toml:2:24 django 3.2 set ended"]);
}

#[test]
fn a_lock_file_without_its_manifest_is_read() {
    let (manifest, lock) = LOCKED;
    let alone = tree(&[("a/poetry.lock", lock)]);
    let pinned = ["a/poetry.lock:3:12 django 3.2 pin ended"];
    assert_eq!(rows(&report(alone.path(), &[])), pinned);
    let beside = tree(&[("a/poetry.lock", lock), ("a/pyproject.toml", manifest)]);
    assert_eq!(rows(&report(beside.path(), &["a/poetry.lock"])), pinned);
    let ended = ["a/pyproject.toml:3:10 django 3.2 pin ended"];
    assert_eq!(rows(&report(beside.path(), &[])), ended);
}

#[test]
fn a_range_without_an_end_says_so_and_leaves_no_date() {
    let folder = tree(&[
        (
            "a/pyproject.toml",
            "[project]\nrequires-python = \">=3.11\"\n",
        ),
        (
            "b/pyproject.toml",
            "[project]\nrequires-python = \">=3.11,<3.13\"\n",
        ),
    ]);
    let text = String::from_utf8(check(folder.path(), &["--all"]).stdout).unwrap();
    assert_eq!(
        text.matches("judged by the newest that it accepts").count(),
        2,
        "{text}"
    );
    let feed = check(folder.path(), &["--format", "ical"]).stdout;
    let feed = String::from_utf8(feed).unwrap();
    assert!(feed.contains("Python 3.12"), "{feed}");
    assert!(!feed.contains("Python 3.14"), "{feed}");
    let list = check(folder.path(), &["--as-watchlist"]).stdout;
    assert_eq!(String::from_utf8(list).unwrap(), "python 3.12\n");
}

#[test]
fn a_baseline_forgives_what_was_known() {
    let folder = tree(&[("Dockerfile", "FROM node:16\n")]);
    let written = check(folder.path(), &["--write-baseline", "known.json"]);
    assert_eq!(written.status.code(), Some(codes::ENDED.into()));
    fs::write(
        folder.path().join("Dockerfile"),
        "# moved\n\nFROM node:16\n",
    )
    .unwrap();
    let known = check(folder.path(), &["--baseline", "known.json"]);
    assert_eq!(known.status.code(), Some(codes::ANSWERED.into()));
    fs::write(
        folder.path().join("Dockerfile"),
        "FROM node:16\nFROM node:14\n",
    )
    .unwrap();
    let new = check(folder.path(), &["--baseline", "known.json"]);
    assert_eq!(new.status.code(), Some(codes::ENDED.into()));
}

#[test]
fn hostile_files_end_nothing_and_reach_no_terminal() {
    let deep = "[".repeat(100_000);
    let wide = format!("FROM node:16\n{}", "# x\n".repeat(400_000));
    let folder = tree(&[
        (
            "a/Dockerfile",
            "FROM node:16\u{1b}[31m\nFROM \u{202e}node:14\nFROM node:12-\u{1b}]0;x\u{7}\n",
        ),
        ("b/package.json", &deep),
        ("c/compose.yaml", &deep),
        ("d/pyproject.toml", &format!("a = {deep}")),
        (
            "e/pom.xml",
            "<!DOCTYPE a [<!ENTITY x \"xx\">]><project>&x;</project>",
        ),
        (
            "f/compose.yaml",
            "a: &a [*a, *a]\nservices:\n  b: {image: node:16}\n",
        ),
        ("g/Dockerfile", &wide),
        ("h/\u{1b}[31m.Dockerfile", "FROM node:14\n"),
        (
            "i/composer.json",
            "{\"require\": {\"php\": \"\u{1b}]0;x\u{7}^7\"}}",
        ),
        ("j/.nvmrc", ""),
        ("k/package.json", "null"),
    ]);
    fs::write(folder.path().join("g/.nvmrc"), b"16\0\0").unwrap();
    fs::write(folder.path().join("g/.node-version"), b"16 \xff\xfe\n").unwrap();
    #[cfg(unix)]
    std::os::unix::fs::symlink("Dockerfile", folder.path().join("a/Dockerfile.link")).unwrap();
    for form in &program::names::<Form>() {
        let output = check(folder.path(), &["--format", form, "--all"]);
        let text = String::from_utf8(output.stdout).unwrap();
        let is_plain = |c: char| !c.is_control() || matches!(c, '\n' | '\t' | '\r');
        assert!(text.chars().all(is_plain), "{form}");
        assert!(!text.contains('\u{202e}'), "{form}");
    }
    let found = report(folder.path(), &[]);
    let rows = rows(&found);
    assert!(
        rows.iter()
            .any(|row| row.starts_with("f/compose.yaml:3:") && row.contains("nodejs 16")),
        "{rows:?}"
    );
    let unread: Vec<&str> = found["unread"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["path"].as_str().unwrap())
        .collect();
    for path in [
        "b/package.json",
        "c/compose.yaml",
        "d/pyproject.toml",
        "e/pom.xml",
        "g/Dockerfile",
        "g/.nvmrc",
    ] {
        assert!(unread.contains(&path), "{path} of {unread:?}");
    }
    assert_eq!(
        check(folder.path(), &["--strict", "--fail-on", "none"])
            .status
            .code(),
        Some(codes::NO_ANSWER.into())
    );
}

/// The lines of a report that contain a text.
fn lines_with(output: &Output, text: &str) -> usize {
    let report = String::from_utf8_lossy(&output.stdout);
    report.lines().filter(|line| line.contains(text)).count()
}

#[test]
fn every_report_says_why_a_check_fails() {
    let folder = tree(&[
        ("Dockerfile", "FROM python:3.14.0\n"),
        ("web/package.json", "{\n"),
        ("pyproject.toml", "[project]\nrequires-python = \">=3.8\"\n"),
    ]);
    for form in [
        "text", "json", "markdown", "csv", "tsv", "sarif", "junit", "gitlab", "github",
    ] {
        let found = |conditions: &str, text: &str| {
            let output = check(folder.path(), &["--format", form, "--fail-on", conditions]);
            assert_eq!(output.status.code(), Some(codes::ENDED.into()), "{form}");
            lines_with(&output, text)
        };
        // Markdown writes a sign with a backslash.
        let fails = |condition: &str| match form {
            "markdown" => format!("ails the condition \\`{condition}\\`"),
            _ => format!("ails the condition `{condition}`"),
        };
        assert!(found("behind", &fails("behind")) > 0, "{form}");
        assert!(
            found("accepts-ended", &fails("accepts-ended")) > 0,
            "{form}"
        );
        // Records are of items only.
        if !matches!(form, "csv" | "tsv") {
            let reason = match form {
                "gitlab" => "web/package.json",
                _ => "1 file could not be read",
            };
            assert!(found("unread", reason) > 0, "{form}");
        }
    }
    let sarif = check(
        folder.path(),
        &["--format", "sarif", "--fail-on", "behind,unread"],
    );
    let sarif: Value = serde_json::from_slice(&sarif.stdout).unwrap();
    let results = sarif["runs"][0]["results"].as_array().unwrap();
    let failed: Vec<String> = results
        .iter()
        .filter(|result| result["level"] == "error")
        .map(|result| {
            let place = &result["locations"][0]["physicalLocation"];
            let uri = place["artifactLocation"]["uri"].as_str().unwrap();
            format!("{} {uri}", result["ruleId"].as_str().unwrap())
        })
        .collect();
    assert_eq!(failed, ["behind Dockerfile", "unread web/package.json"]);
}

#[test]
fn github_shows_why_a_whole_check_fails_before_it_stops_showing() {
    let stages = "FROM node:16\n".repeat(10);
    let folder = tree(&[("Dockerfile", &*stages), ("package.json", "{\n")]);
    let output = check(
        folder.path(),
        &["--format", "github", "--fail-on", "ended,unread"],
    );
    let text = String::from_utf8(output.stdout).unwrap();
    let mut commands = text.lines().filter(|line| line.starts_with("::"));
    let first = commands.next().unwrap();
    assert!(first.contains("1 file could not be read"), "{text}");
    let last = text.lines().last().unwrap();
    assert!(last.starts_with("1 more finding;"), "{text}");
}

#[test]
fn data_that_are_too_old_fail_in_every_report_with_a_place_for_it() {
    let folder = tree(&[("Dockerfile", "FROM scratch\nFROM postgres:18\n")]);
    for form in [
        "text", "json", "markdown", "sarif", "junit", "gitlab", "github",
    ] {
        let mut command = Command::new(PROGRAM);
        command
            .args(["check", "--format", form, "--as-of", "2099-01-01"])
            .args(["--fail-on", "data:60d"])
            .current_dir(folder.path())
            .env("EOLENS_CONFIG", program::CONFIG)
            .env("XDG_STATE_HOME", folder.path())
            .env_remove("EOLENS_PRODUCTS");
        let output = command.output().unwrap();
        assert_eq!(output.status.code(), Some(codes::ENDED.into()), "{form}");
        assert!(lines_with(&output, "eolens update") > 0, "{form}");
    }
}

#[test]
fn reports_for_pipelines_have_their_shapes() {
    let folder = tree(&[
        ("a b/Dockerfile", "FROM node:16\nFROM node:16\n"),
        ("Dockerfile", "FROM python:3.10\nFROM node:24\n"),
        ("pyproject.toml", "[project]\nrequires-python = \">=3.8\"\n"),
    ]);
    let json = |form: &str| -> Value {
        serde_json::from_slice(&check(folder.path(), &["--format", form]).stdout).unwrap()
    };
    let sarif = json("sarif");
    assert_eq!(sarif["version"], "2.1.0");
    let run = &sarif["runs"][0];
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    let results = run["results"].as_array().unwrap();
    assert_eq!(results.len(), 4);
    for result in results {
        let rule = &rules[usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap()];
        assert_eq!(rule["id"], result["ruleId"]);
        let place = &result["locations"][0]["physicalLocation"];
        assert!(place["region"]["startLine"].as_u64().unwrap() >= 1);
        let uri = place["artifactLocation"]["uri"].as_str().unwrap();
        assert!(!uri.contains(' ') && !uri.starts_with('/'));
    }
    assert_eq!(run["invocations"][0]["properties"]["asOf"], "2026-08-22");
    let gitlab = json("gitlab");
    let marks: std::collections::HashSet<&str> = gitlab
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["fingerprint"].as_str().unwrap())
        .collect();
    assert_eq!(marks.len(), gitlab.as_array().unwrap().len());
    assert_eq!(gitlab[1]["severity"], "major");
    assert_eq!(gitlab[1]["location"]["lines"]["begin"], 1);
    let junit = String::from_utf8(check(folder.path(), &["--format", "junit"]).stdout).unwrap();
    let document = roxmltree::Document::parse(&junit).unwrap();
    let cases = document
        .descendants()
        .filter(|node| node.has_tag_name("testcase"))
        .count();
    assert_eq!(
        document.root_element().attribute("tests"),
        Some(cases.to_string().as_str())
    );
    assert_eq!(
        document
            .descendants()
            .filter(|node| node.has_tag_name("failure"))
            .count(),
        2
    );
    let github = String::from_utf8(check(folder.path(), &["--format", "github"]).stdout).unwrap();
    assert!(
        github.contains("::error file=a b/Dockerfile,line=1,col=6,title=Node.js 16"),
        "{github}"
    );
    assert_eq!(
        json("geol-json")["software_components"]
            .as_array()
            .unwrap()
            .len(),
        5
    );
}

#[test]
fn what_pipelines_read_has_paths_from_the_current_folder() {
    let folder = tree(&[("a/b/Dockerfile", "FROM node:16\n")]);
    let report = |path: &str, form: &str| {
        let checked = check(folder.path(), &[path, "--format", form]);
        String::from_utf8(checked.stdout).unwrap()
    };
    for form in ["sarif", "junit", "gitlab", "github"] {
        assert!(report("a", form).contains("a/b/Dockerfile"), "{form}");
        assert!(report("./a/", form).contains("a/b/Dockerfile"), "{form}");
        assert!(!report("./a/", form).contains("./a"), "{form}");
    }
    // For people and programs, they are those of the folder.
    assert!(!report("a", "text").contains("a/b"));
    assert!(report("a", "json").contains("\"b/Dockerfile\""));
}

/// The exit code and the report of a check of stdin.
fn piped(text: &str) -> (i32, Value) {
    use std::io::Write;
    let folder = tempfile::tempdir().unwrap();
    let mut command = Command::new(PROGRAM);
    command.args([
        "check",
        "-",
        "--format",
        "json",
        "--all",
        "--as-of",
        "2026-08-22",
    ]);
    command.current_dir(folder.path());
    command
        .env("EOLENS_PRODUCTS", PRODUCTS)
        .env("EOLENS_CONFIG", program::CONFIG);
    command
        .stdin(std::process::Stdio::piped())
        .stdout(std::process::Stdio::piped());
    let mut child = command.spawn().unwrap();
    child
        .stdin
        .take()
        .unwrap()
        .write_all(text.as_bytes())
        .unwrap();
    let output = child.wait_with_output().unwrap();
    (
        output.status.code().unwrap(),
        serde_json::from_slice(&output.stdout).unwrap(),
    )
}

#[test]
fn what_is_piped_in_is_judged() {
    let text = "node:16-bullseye\npkg:pypi/django@3.2\nNode.js 18\nwhat is this\nDjango==3.1\n\
                pkg:deb/debian/openssl@3.0.19\nii  python3.11  3.11.2-6+deb12u5  amd64  Interactive\n\
                node                14.2      0123456789ab   2 years ago   900MB\n";
    let (code, found) = piped(text);
    assert_eq!(code, i32::from(codes::ENDED));
    let expected = [
        "-:1:1 nodejs 16 pin extended",
        "-:1:9 debian 11 base extended",
        "-:2:1 django 3.2 pin ended",
        "-:3:1 nodejs 18 pin extended",
        "-:5:1 django 3.1 pin ended",
        "-:8:1 nodejs 14 pin extended",
    ];
    assert_eq!(rows(&found), expected);
    assert_eq!(found["summary"]["unmatched"], 3, "{found}");
}

/// Nothing found is no success, or a pipeline would pass where the command before it failed.
#[test]
fn what_is_no_list_of_versions_is_refused() {
    for text in [
        "",
        "\n",
        "<html>error 500</html>\n",
        "{\"error\": 500}\n",
        "bash: syft: command not found\n",
        "pkg:deb/debian/openssl@3.0.19\n",
        "ii  openssl  3.0.19-1~deb12u2  amd64  Secure Sockets Layer toolkit\n",
    ] {
        let (code, found) = piped(text);
        assert_eq!(code, i32::from(codes::NO_ANSWER), "{text:?}: {found}");
    }
    let (code, _) = piped("{\"bomFormat\": \"CycloneDX\", \"components\": []}");
    assert_eq!(
        code,
        i32::from(codes::ANSWERED),
        "a bill of no known product"
    );
}

#[test]
fn the_radar_and_a_calendar_are_those_of_a_stack() {
    let folder = tree(&[
        ("shop/Dockerfile", "FROM python:3.12\n"),
        ("empty/README.md", "python:3.12\n"),
    ]);
    let ask = |arguments: &[&str]| {
        let mut command = Command::new(PROGRAM);
        command.args(arguments).args(["--as-of", "2026-08-22"]);
        command
            .env("EOLENS_PRODUCTS", PRODUCTS)
            .env("EOLENS_CONFIG", program::CONFIG)
            .current_dir(folder.path());
        let output = command.output().unwrap();
        let text = [output.stdout, output.stderr].concat();
        (output.status.code(), String::from_utf8(text).unwrap())
    };
    let radar = ["radar", "--within", "5y", "--format", "csv"];
    let (code, all) = ask(&radar);
    assert!(code == Some(0) && all.contains("postgresql"));
    let (code, own) = ask(&[&radar[..], &["--stack=shop"]].concat());
    let releases: Vec<&str> = own.lines().skip(1).collect();
    assert_eq!(code, Some(0));
    assert!(!releases.is_empty(), "{own}");
    for line in releases {
        assert!(line.contains("python") && line.contains("3.12"), "{line}");
    }
    let (code, feed) = ask(&["export", "ical", "--stack=shop"]);
    assert_eq!(code, Some(0));
    assert!(
        feed.contains("Python 3.12") && !feed.contains("Python 3.13"),
        "{feed}"
    );
    for arguments in [
        &["radar", "--stack=empty"][..],
        &["export", "ical", "--stack=empty"],
    ] {
        let (code, told) = ask(arguments);
        assert_eq!(code, Some(1), "{arguments:?}: {told}");
        assert!(
            told.contains("no known release found in the files of empty"),
            "{told}"
        );
    }
}

#[test]
fn what_is_not_judged_says_why() {
    let folder = tree(&[
        (
            "Dockerfile",
            "FROM openjdk:17-jdk AS a\nFROM registry.example/hub/openjdk:8\nFROM acme/thing:1\nFROM acme/python:77.1\n",
        ),
        ("b/Dockerfile", "FROM openjdk:17-jdk-bullseye\n"),
    ]);
    let found = report(folder.path(), &[]);
    let unmatched = found["unmatched"].as_array().unwrap();
    let why: Vec<String> = unmatched
        .iter()
        .map(|one| {
            let why = one["why"].as_str().unwrap();
            let words = ["names none", "no known product", "no release"];
            let word = words.into_iter().find(|word| why.contains(word));
            format!(
                "{} {}",
                one["written"].as_str().unwrap(),
                word.unwrap_or(why)
            )
        })
        .collect();
    assert_eq!(
        why,
        [
            "openjdk:17-jdk names none",
            "registry.example/hub/openjdk:8 names none",
            "acme/thing:1 no known product",
            "acme/python:77.1 no release",
            "openjdk:17-jdk-bullseye names none",
        ]
    );
    // The system below the image is known.
    assert_eq!(found["items"][0]["product"], "debian");
    let text = String::from_utf8(check(folder.path(), &["--all"]).stdout).unwrap();
    assert!(
        text.contains("openjdk:17-jdk · OpenJDK has several vendors"),
        "{text}"
    );

    let policy = "names: { openjdk: alibaba-dragonwell }\n";
    let folder = tree(&[
        ("Dockerfile", "FROM openjdk:17-jdk\n"),
        (".eolens.yaml", policy),
    ]);
    let found = report(folder.path(), &[]);
    let item = &found["items"][0];
    assert_eq!(
        (&item["product"], &item["release"], &found["unmatched"]),
        (
            &"alibaba-dragonwell".into(),
            &"17".into(),
            &Value::Array(Vec::new())
        )
    );
}
