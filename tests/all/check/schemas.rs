//! Reports against the schemas in `tests/schemas`, and JUnit against the form that pipelines read.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use serde_json::Value;
use tempfile::TempDir;

use super::{PROJECT, check, tree};

/// A project with every kind of finding: what fails, what is accepted, what floats, and what cannot be read.
fn project() -> TempDir {
    const MORE: [(&str, &str); 5] = [
        ("broken/package.json", "{\n"),
        (
            "broken/main.tf",
            "locals {\n  x = {\n    a = 1\n    a = 1\n    a = 1\n  }\n}\n",
        ),
        (
            "old/Dockerfile",
            "FROM python:2.3\nFROM node:99\nFROM python:3.9 # a \"b\" <c> & 'd'\n",
        ),
        (
            "odd name, 50% #1/Dockerfile",
            "FROM node:16\nFROM node:16\n",
        ),
        (
            ".eolens.yaml",
            "fail-on: [ended, within:1y, unread]\naccept:\n  - {product: postgresql, until: 2027-01-31, reason: 'moving & <soon>'}\n  \
             - {product: ruby, until: 2027-01-31, reason: unneeded}\n",
        ),
    ];
    tree(&[PROJECT, &MORE].concat())
}

fn schema(name: &str) -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/schemas")
        .join(name);
    serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

/// Adds the places where a value is not as the schema says. An unknown keyword is an error of the schema.
fn compare(schema: &Value, value: &Value, at: &str, wrong: &mut Vec<String>) {
    for (keyword, wanted) in schema.as_object().unwrap() {
        let is_met = match keyword.as_str() {
            "type" => {
                let mut types = wanted
                    .as_array()
                    .map_or(vec![wanted], |types| types.iter().collect())
                    .into_iter();
                types.any(|wanted| has_type(value, wanted.as_str().unwrap()))
            }
            "const" => value == wanted,
            "enum" => wanted.as_array().unwrap().contains(value),
            "minLength" => value
                .as_str()
                .is_none_or(|text| text.len() as u64 >= wanted.as_u64().unwrap()),
            "minimum" => value
                .as_f64()
                .is_none_or(|number| number >= wanted.as_f64().unwrap()),
            "minItems" => value
                .as_array()
                .is_none_or(|items| items.len() as u64 >= wanted.as_u64().unwrap()),
            "uniqueItems" => value.as_array().is_none_or(|items| {
                let texts: BTreeSet<String> = items.iter().map(Value::to_string).collect();
                texts.len() == items.len()
            }),
            "required" => value.as_object().is_none_or(|object| {
                let mut keys = wanted.as_array().unwrap().iter();
                keys.all(|key| object.contains_key(key.as_str().unwrap()))
            }),
            "additionalProperties" => value.as_object().is_none_or(|object| {
                object
                    .keys()
                    .all(|key| schema["properties"].get(key).is_some())
            }),
            "properties" => {
                for (key, inner) in value.as_object().into_iter().flatten() {
                    if let Some(schema) = wanted.get(key) {
                        compare(schema, inner, &format!("{at}.{key}"), wrong);
                    }
                }
                true
            }
            "items" => {
                for (number, inner) in value.as_array().into_iter().flatten().enumerate() {
                    compare(wanted, inner, &format!("{at}[{number}]"), wrong);
                }
                true
            }
            other => panic!("{other} is no keyword that this test knows"),
        };
        if !is_met {
            wrong.push(format!("{at}: {keyword} {wanted} is not met by {value}"));
        }
    }
}

fn has_type(value: &Value, name: &str) -> bool {
    match name {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "integer" => value.is_i64() || value.is_u64(),
        "boolean" => value.is_boolean(),
        "null" => value.is_null(),
        other => panic!("{other} is no type that this test knows"),
    }
}

#[test]
fn a_schema_refuses_what_it_should() {
    let schema = schema("gitlab.json");
    let finding = |severity: &str, line: i64| {
        serde_json::json!([{
            "description": "x", "check_name": "ended", "fingerprint": "0".repeat(32), "severity": severity,
            "location": { "path": "a", "lines": { "begin": line } },
        }])
    };
    let wrong = |value: &Value| {
        let mut wrong = Vec::new();
        compare(&schema, value, "", &mut wrong);
        wrong.len()
    };
    assert_eq!(wrong(&finding("major", 1)), 0);
    assert_eq!(wrong(&finding("terrible", 0)), 2);
    assert_eq!(wrong(&serde_json::json!([{}])), 1);
    assert_eq!(wrong(&serde_json::json!({})), 1);
}

#[test]
fn reports_are_as_their_schemas_say() {
    let folder = project();
    for (format, name) in [
        ("json", "check.json"),
        ("sarif", "sarif.json"),
        ("gitlab", "gitlab.json"),
    ] {
        let output = check(folder.path(), &["--format", format, "--all"]);
        let report: Value = serde_json::from_slice(&output.stdout).unwrap();
        let mut wrong = Vec::new();
        compare(&schema(name), &report, "", &mut wrong);
        assert_eq!(wrong, [""; 0], "{format}");
        let text = report.to_string();
        assert!(text.contains("Python 3.9"), "{format} has findings");
        if format == "gitlab" {
            let items = report.as_array().unwrap();
            let marks: BTreeSet<&str> = items
                .iter()
                .map(|item| item["fingerprint"].as_str().unwrap())
                .collect();
            assert_eq!(
                marks.len(),
                items.len(),
                "GitLab drops the second of two equal ones"
            );
        }
    }
}

#[test]
fn sarif_names_each_file_by_a_relative_reference_and_each_rule_by_its_number() {
    let folder = project();
    let output = check(folder.path(), &["--format", "sarif"]);
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    let run = &report["runs"][0];
    let rules = &run["tool"]["driver"]["rules"];
    let results = run["results"].as_array().unwrap();
    for result in results {
        let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(rules[index]["id"], result["ruleId"]);
        let location = &result["locations"][0]["physicalLocation"];
        let uri = location["artifactLocation"]["uri"].as_str().unwrap();
        assert!(
            !uri.starts_with('/') && !uri.contains([' ', '#', '\\', ':']),
            "{uri}"
        );
        let is_accepted = result.get("suppressions").is_some();
        assert_eq!(
            is_accepted,
            result["properties"]["product"] == "postgresql",
            "{result}"
        );
    }
    let escaped = results.iter().any(|result| {
        let location = &result["locations"][0]["physicalLocation"];
        location["artifactLocation"]["uri"] == "odd%20name,%2050%25%20%231/Dockerfile"
    });
    assert!(escaped);
}

#[test]
fn junit_counts_what_it_holds() {
    let folder = project();
    let output = check(folder.path(), &["--format", "junit"]);
    let text = String::from_utf8(output.stdout).unwrap();
    let report = roxmltree::Document::parse(&text).unwrap();
    let root = report.root_element();
    assert_eq!(root.tag_name().name(), "testsuites");
    let number = |node: roxmltree::Node<'_, '_>, name: &str| -> usize {
        node.attribute(name).unwrap().parse().unwrap()
    };
    let elements = |node: roxmltree::Node<'_, '_>, name: &str| {
        node.descendants()
            .filter(|node| node.has_tag_name(name))
            .count()
    };
    let suites: Vec<_> = root
        .children()
        .filter(roxmltree::Node::is_element)
        .collect();
    assert!(suites.len() > 5);
    for node in suites.iter().copied().chain([root]) {
        assert_eq!(number(node, "tests"), elements(node, "testcase"));
        assert_eq!(number(node, "failures"), elements(node, "failure"));
        assert_eq!(number(node, "skipped"), elements(node, "skipped"));
        assert_eq!(number(node, "errors"), 0);
    }
    let mut names = BTreeSet::new();
    for suite in suites {
        assert!(suite.has_tag_name("testsuite"));
        let cases: Vec<_> = suite
            .children()
            .filter(|node| node.has_tag_name("testcase"))
            .collect();
        assert_eq!(elements(suite, "property"), 4);
        for case in cases {
            // The suite of the whole check has no file.
            let Some(file) = case.attribute("file") else {
                assert_eq!(suite.attribute("name"), Some("eolens"));
                continue;
            };
            assert_eq!(Some(file), suite.attribute("name"));
            assert_eq!(Some(file), case.attribute("classname"));
            assert!(number(case, "line") > 0);
            let name = case.attribute("name").unwrap();
            assert!(
                names.insert((file.to_owned(), name.to_owned())),
                "{file} {name} is there twice"
            );
            let outcome: Vec<_> = case
                .children()
                .filter(roxmltree::Node::is_element)
                .collect();
            assert!(outcome.len() <= 1, "{name}");
            for node in outcome {
                assert!(node.has_tag_name("failure") || node.has_tag_name("skipped"));
                assert!(!node.attribute("message").unwrap().is_empty());
            }
        }
    }
}
