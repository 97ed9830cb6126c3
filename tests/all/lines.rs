//! `eolens show -`: the lines of a list, each with its answer.

use std::io::Write;
use std::process::{Command, Output, Stdio};

use serde_json::Value;

use crate::program::{CONFIG, EOLENS};

/// Products that a newer catalog leaves as they are.
const PRODUCTS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/products");

/// A package, an image, output of a command, a line that names nothing, a typo, a range, and a release that
/// is not known yet.
const LIST: &str = "\
ii  python3.9  3.9.2-1  amd64  Interactive high-level object-oriented language
node:24-alpine
psql (PostgreSQL) 12.14

a line about nothing
kuberentes 1.29
python >=3.9, <3.11
debian 99
=python 3.8
";

fn shown(list: &str, format: &str) -> Output {
    let mut command = Command::new(EOLENS);
    command.args(["show", "-", "--as-of", "2026-08-22", "--format", format]);
    command
        .env("EOLENS_PRODUCTS", PRODUCTS)
        .env("EOLENS_CONFIG", CONFIG);
    let pipes = command.stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = pipes.stderr(Stdio::piped()).spawn().unwrap();
    child
        .stdin
        .take()
        .unwrap()
        .write_all(list.as_bytes())
        .unwrap();
    child.wait_with_output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// The line, product, release and status of each row, in order.
const ROWS: [[&str; 4]; 6] = [
    [
        "ii  python3.9  3.9.2-1  amd64  Interactive high-level object-oriented language",
        "python",
        "3.9",
        "ended",
    ],
    ["node:24-alpine", "nodejs", "24", "supported"],
    ["psql (PostgreSQL) 12.14", "postgresql", "12", "ended"],
    ["python >=3.9, <3.11", "python", "", "mixed"],
    ["debian 99", "debian", "", "newer than the data"],
    ["=python 3.8", "python", "3.8", "ended"],
];

#[test]
fn every_line_that_names_something_has_a_row() {
    let output = shown(LIST, "text");
    let lines: Vec<String> = text(&output.stdout).lines().map(str::to_owned).collect();
    assert_eq!(lines.len(), ROWS.len(), "{lines:?}");
    for (line, [input, ..]) in lines.iter().zip(ROWS) {
        let start: String = input.chars().take(47).collect();
        assert!(line.starts_with(&start), "{line}");
    }
    assert!(lines[0].contains("Python 3.9.2-1 (3.9) · ended 9 months ago (31 Oct 2025)"));
    assert!(lines[0].contains("the distribution may maintain its package longer"));
    assert_eq!(output.status.code(), Some(3));
    let message = text(&output.stderr);
    assert_eq!(message, "eolens: 2 lines contain no known version\n");
}

#[test]
fn records_have_a_row_for_each_line() {
    let output = shown(LIST, "csv");
    let mut records = csv::Reader::from_reader(output.stdout.as_slice());
    let names = records.headers().unwrap().clone();
    let column = |name: &str| names.iter().position(|other| other == name).unwrap();
    let wanted = ["input", "product", "release", "status"].map(column);
    let upgrade = column("upgrade_to");
    let found = records.records().map(|record| {
        let record = record.unwrap();
        (
            wanted.map(|column| record[column].to_owned()),
            record[upgrade].to_owned(),
        )
    });
    for ((row, upgrade), expected) in found.zip(ROWS) {
        // A spreadsheet would evaluate a text that starts like a formula.
        let input = row[0].trim_start_matches('\'').to_owned();
        assert_eq!([&input, &row[1], &row[2], &row[3]], expected);
        assert_eq!(row[0].starts_with('\''), input.starts_with('='));
        assert!(expected[3] != "ended" || !upgrade.is_empty(), "{row:?}");
    }
}

#[test]
fn objects_have_the_line_and_what_matches() {
    let output = shown(LIST, "json");
    let rows: Vec<Value> = serde_json::from_slice(&output.stdout).unwrap();
    for (row, [input, product, release, status]) in rows.iter().zip(ROWS) {
        let name = row["release"].as_str().unwrap_or_default();
        assert_eq!(
            (&row["input"], &row["product"]),
            (&input.into(), &product.into())
        );
        assert_eq!((name, &row["status"]), (release, &status.into()), "{input}");
    }
    let candidates = rows[3]["candidates"].as_array().unwrap();
    let stands = candidates.iter().map(|candidate| {
        ["release", "status", "phase"].map(|key| candidate[key].as_str().unwrap())
    });
    let stands: Vec<_> = stands.collect();
    assert_eq!(
        stands,
        [
            ["3.10", "ending soon", "security support"],
            ["3.9", "ended", "ended"]
        ]
    );
    assert_eq!(rows.len(), ROWS.len());
}

#[test]
fn a_list_that_names_nothing_has_no_answer() {
    let output = shown("libc6 2.31-13\nnothing at all\n", "text");
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(text(&output.stdout), "");
    assert_eq!(
        text(&output.stderr),
        "eolens: 2 lines contain no known version\neolens: no line contains a known version\n"
    );
}
