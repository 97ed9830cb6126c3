//! What public repositories name, as a perfect tool reports it. Most lists were written by hand before the program
//! read the repositories; those of awesome-compose and opentelemetry-demo were made with its help and guard what it
//! finds. The files that are read here have the repositories' paths, and the lines that name something.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use eolens::cli::codes;
use serde_json::Value;

use super::PROGRAM;
use crate::program;

/// The folder of the lists.
const LISTS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/all/check/truth");

/// The day of the releases and statuses in the lists.
const DAY: &str = "2026-08-20";

/// The day of the data that they are from.
const DATA: &str = "2026-08-21";

/// The lines that a file of a shape begins with.
fn header(shape: &str) -> &'static [&'static str] {
    match shape {
        "pod" => &["apiVersion: v1", "kind: List", "items:"],
        "template" => &["apiVersion: v1 # {{ a template }}", "kind: Pod"],
        "services" => &["services:"],
        "jobs" => &["jobs:"],
        "lines" => &[],
        _ => panic!("no shape is called {shape}"),
    }
}

/// The repositories' files, and what is expected of them, as `PATH:LINE PRODUCT RELEASE KIND STATUS`.
#[derive(Default)]
struct Truth {
    files: BTreeMap<String, Vec<String>>,
    expected: Vec<String>,
}

impl Truth {
    fn read(&mut self, list: &Path) {
        let repository = list.file_stem().unwrap().to_str().unwrap();
        for row in fs::read_to_string(list).unwrap().lines() {
            if row.starts_with('#') {
                continue;
            }
            let cells: Vec<&str> = row.split('\t').collect();
            let [path, shape, line, text] = cells[..4] else {
                panic!("{row}");
            };
            let path = format!("{repository}/{path}");
            let lines = self.files.entry(path.clone()).or_insert_with(|| {
                let header = header(shape).iter();
                header.map(|line| (*line).to_owned()).collect()
            });
            let line: usize = line.parse().unwrap();
            if lines.len() < line {
                lines.resize(line, String::new());
            }
            assert!(lines[line - 1].is_empty(), "{row}");
            text.clone_into(&mut lines[line - 1]);
            let items = cells.get(4).into_iter().flat_map(|items| items.split("; "));
            self.expected
                .extend(items.map(|item| format!("{path}:{line} {item}")));
        }
    }
}

fn found(folder: &Path) -> (Value, Vec<String>) {
    let mut command = Command::new(PROGRAM);
    command
        .args(["check", "--format", "json", "--all", "--as-of", DAY])
        .current_dir(folder)
        .env("EOLENS_CONFIG", program::CONFIG)
        .env("XDG_STATE_HOME", folder)
        .env_remove("EOLENS_PRODUCTS");
    let output = command.output().unwrap();
    assert_eq!(output.status.code(), Some(codes::ENDED.into()));
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    let text = |item: &Value, key: &str| item[key].as_str().unwrap_or("-").to_owned();
    let items = report["items"].as_array().unwrap().iter().map(|item| {
        let [path, product, release, kind, status] =
            ["path", "product", "release", "kind", "status"].map(|key| text(item, key));
        format!(
            "{path}:{} {product} {release} {kind} {status}",
            item["line"]
        )
    });
    let items = items.collect();
    (report, items)
}

/// An item without its release and status, which later data may change.
fn lasting(item: &str) -> String {
    let words: Vec<&str> = item.rsplitn(4, ' ').collect();
    format!("{} {}", words[3], words[1])
}

#[test]
fn what_public_repositories_name_is_found_without_a_miss_or_an_alarm_too_many() {
    let mut truth = Truth::default();
    for list in fs::read_dir(LISTS).unwrap() {
        truth.read(&list.unwrap().path());
    }
    let folder = tempfile::tempdir().unwrap();
    for (path, lines) in &truth.files {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, lines.join("\n") + "\n").unwrap();
    }
    let (report, mut found) = found(folder.path());
    let mut expected = truth.expected;
    if report["data"] != DATA {
        for items in [&mut found, &mut expected] {
            *items = items.iter().map(|item| lasting(item)).collect();
        }
    }
    found.sort();
    expected.sort();
    let missed = expected.iter().filter(|item| !found.contains(item));
    let invented = found.iter().filter(|item| !expected.contains(item));
    let wrong: Vec<String> = missed
        .map(|item| format!("missed {item}"))
        .chain(invented.map(|item| format!("invented {item}")))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(found, expected);
}
