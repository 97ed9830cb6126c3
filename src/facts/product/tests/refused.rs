//! What is rejected, where and why; and what never gets through.

use std::time::{Duration, Instant};

use serde_json::Value;

use super::super::{Fault, Parsed, parse};
use super::{fault, file, parsed};

#[test]
fn a_fault_names_its_place_and_its_reason() {
    let good = file("", "");
    let top = |top: &str| file(top, "");
    let own = |own: &str| file("", own);
    let swap = |old: &str, new: &str| good.replace(old, new);
    for (text, line, column, reason) in [
        (String::new(), 1, 1, "does not begin with a `---` line"),
        ("# Lamp\n".into(), 1, 1, "does not begin with a `---` line"),
        ("---".into(), 1, 1, "the front matter never ends"),
        (
            "---\ntitle: Lamp\n".into(),
            3,
            1,
            "the front matter never ends",
        ),
        (top("a: \"b\0\""), 5, 6, "NUL byte"),
        (top("a: b: c"), 5, 5, "mapping values are not allowed"),
        (top("a: \"b"), 5, 4, "quoted scalar"),
        (top("\ta: b"), 4, 12, "found a tab"),
        (own("eol: 2023-13-45"), 8, 10, "found \"2023-13-45\""),
        (own("eoas: 2023-2-0"), 8, 11, "\"2023-2-0\""),
        (own("eol: maybe"), 8, 10, "found \"maybe\""),
        (own("eol: [x]"), 8, 10, "as YYYY-MM-DD, or true or false"),
        (own("eoes: 2023"), 8, 11, "as YYYY-MM-DD, or true or false"),
        (
            top("eolColumn: 3"),
            5,
            12,
            "true, false or a column's label",
        ),
        (top("tags: [a]"), 5, 7, "`tags` must be text"),
        (top("alternate_urls: /bulb"), 5, 17, "must be a list"),
        (
            swap("title: Lamp", "title: [Lamp]"),
            2,
            8,
            "`title` must be text",
        ),
        (
            swap("releases:\n  - r", "releases:\n    r"),
            7,
            5,
            "`releases` must be a list",
        ),
        (
            swap("- releaseCycle: '2.0'", "- '2.0'"),
            7,
            5,
            "releases, each with a `releaseCycle`",
        ),
        (swap("title: Lamp\n", ""), 2, 1, "`title` is missing"),
        (
            swap("permalink: /lamp\n", ""),
            2,
            1,
            "`permalink` is missing",
        ),
        (
            swap("releases:\n  - releaseCycle: '2.0'", ""),
            2,
            1,
            "`releases` is missing",
        ),
        (
            swap("releaseCycle: '2.0'", "eol: true"),
            7,
            5,
            "`releaseCycle` is missing",
        ),
    ] {
        let fault = fault(&text);
        assert!(fault.reason.contains(reason), "{fault} of {text}");
        assert_eq!(
            (fault.line, fault.column),
            (Some(line), Some(column)),
            "{fault} of {text}"
        );
        assert_eq!(fault.file, "lamp.md");
    }
}

#[test]
fn an_encoding_that_is_not_utf_8_is_named() {
    let with = |bytes: &[u8]| [b"---\ntitle: \xc3\xa9", bytes, b"\n---\n"].concat();
    for (bytes, line, column, reason) in [
        (b"\xff\xfe-\0-\0-\0".to_vec(), 1, 1, "UTF-16"),
        (b"\xfe\xff\0-\0-\0-".to_vec(), 1, 1, "UTF-16"),
        (b"-\0-\0-\0".to_vec(), 1, 2, "NUL byte"),
        (
            with(b"\x93Lamp\x94"),
            2,
            9,
            "quotation mark in the Windows-1252 encoding",
        ),
        (
            with(b"\x91"),
            2,
            9,
            "quotation mark in the Windows-1252 encoding",
        ),
        (with(b"\xe9"), 2, 9, "byte 0xe9 is not UTF-8"),
        (with(b"\xed\xa0\x80"), 2, 9, "byte 0xed is not UTF-8"),
    ] {
        let fault = fault(&bytes);
        assert!(fault.reason.contains(reason), "{fault}");
        assert_eq!(
            (fault.line, fault.column),
            (Some(line), Some(column)),
            "{fault}"
        );
    }
}

#[test]
fn a_fault_is_one_line_with_its_place_in_front() {
    let fault = |line, column| Fault {
        file: "lamp.md".into(),
        line,
        column,
        reason: "it is dark".into(),
    };
    for (fault, line) in [
        (fault(Some(3), Some(5)), "lamp.md:3:5: it is dark"),
        (fault(Some(3), None), "lamp.md:3: it is dark"),
        (fault(None, None), "lamp.md: it is dark"),
    ] {
        assert_eq!(fault.to_string(), line);
    }
}

/// The result of parsing a file with additional lines, which must take less than a second.
fn quickly(top: &str) -> Result<Parsed, Fault> {
    let text = file(top, "");
    let start = Instant::now();
    let result = parse("lamp.md", text.as_bytes());
    let took = start.elapsed();
    let shown: String = top.chars().take(30).collect();
    assert!(took < Duration::from_secs(1), "{took:?} for {shown}…");
    result
}

#[test]
fn deep_nesting_is_refused_quickly() {
    for top in [
        format!("a: {}", "[".repeat(20_000)),
        format!("a: {}", "{a: ".repeat(20_000)),
        format!("a:\n  {}x", "- ".repeat(20_000)),
        format!("a:\n  {}x", "? ".repeat(20_000)),
        format!("a:\n{}", "[\n".repeat(300_000)),
    ] {
        let fault = quickly(&top).unwrap_err();
        assert!(fault.reason.contains("too many"), "{fault}");
    }
}

#[test]
fn an_alias_bomb_is_refused_quickly() {
    let mut levels = vec!["a0: &a0 [x, x, x, x, x, x, x, x, x]".to_owned()];
    for level in 1..10 {
        let below = vec![format!("*a{}", level - 1); 9].join(", ");
        levels.push(format!("a{level}: &a{level} [{below}]"));
    }
    let top = levels.join("\n");
    assert!(quickly(&top).is_ok(), "an unknown key is not followed");
    for key in ["alternate_urls", "identifiers", "title"] {
        assert!(quickly(&format!("{top}\n{key}: *a9")).is_err(), "{key}");
    }
}

/// Every text in a value.
fn texts(value: &Value) -> Vec<&str> {
    match value {
        Value::String(text) => vec![text],
        Value::Array(items) => items.iter().flat_map(texts).collect(),
        Value::Object(fields) => fields.values().flat_map(texts).collect(),
        _ => Vec::new(),
    }
}

/// Sequences that terminals obey, as YAML escapes.
const BAIT: &str = r"\e[31m\x9b31m\e]0;owned\x07\0\b\x7f\r\n\t\u202e";

/// A file with a `@` in every text that a product takes from it.
const BAITED: &str = r#"---
title: "@Lamp"
category: "@device"
tags: "@light @smart-home"
iconSlug: "@lamp"
permalink: "@/lamp"
alternate_urls: ["@/bulb"]
versionCommand: "@lamp\n@-v"
releasePolicyLink: "@https://lamp.example/policy"
changelogTemplate: "@https://lamp.example/@__LATEST__@{{ '@x' }}"
releaseLabel: "@__RELEASE_CYCLE__ @__CODENAME__"
LTSLabel: "@LL"
releaseDateColumn: "@Born"
discontinuedColumn: "@Sold"
eoasColumn: "@Features"
eolColumn: "@Repairs"
eoesColumn: "@Spare parts"
latestColumn: "@Newest"
customFields:
  - name: "@socket"
    display: "@none"
    label: "@Socket"
    description: "@The thread"
    link: "@https://lamp.example/sockets"
identifiers: [{"@purl": "@pkg:npm/lamp"}]
releases:
  - {releaseCycle: "@2", codename: "@Noon", latest: "@2.1", "@socket": "@E27"}
  - {releaseCycle: "@1", releaseLabel: "@first", link: "@https://lamp.example/1"}
---
"#;

#[test]
fn nothing_that_a_terminal_obeys_gets_through() {
    let raw = "\u{1b}[31m\u{9b}31m\u{1b}]0;owned\u{7}\u{8}\u{7f}\u{202e}body\n";
    let Parsed {
        product, faults, ..
    } = parsed(BAITED.replace('@', BAIT) + raw);
    assert_eq!(faults, []);
    let value = serde_json::to_value(&product).unwrap();
    let texts = texts(&value);
    assert!(texts.len() > 30);
    for text in texts {
        let unsafe_chars = |c: char| c.is_control() && c != '\n' || c == '\u{202e}';
        assert!(!text.contains(unsafe_chars), "{text:?}");
        assert!(!text.contains("31m") && !text.contains("owned"), "{text:?}");
    }
    assert!(product.title.ends_with("Lamp") && product.releases[1].label.ends_with("first"));
}

#[test]
fn a_template_cannot_smuggle_in_what_a_terminal_obeys() {
    let parsed = parsed(file(
        r#"releaseLabel: "a{{ '\e[31m' | upcase }}b\e__CODENAME__c""#,
        "codename: '[31m'\nlink: \"{{ '\\e[31m' | append: '\\n' }}__CODENAME__\"",
    ));
    let release = &parsed.product.releases[0];
    assert_eq!(release.label, "abc");
    assert_eq!(release.link.as_deref(), Some(" [31m"));
}

#[test]
fn a_fault_holds_nothing_that_a_terminal_obeys() {
    for (top, own) in [
        ("tags: [\"\\e[31m\"]", ""),
        ("\"\\e[31m\": &a\nb: [", ""),
        ("", "discontinued: \"\\e[31m\""),
        ("", "eol: \"\\e[31m\\r\\n\""),
        ("eolColumn: !<\u{9b}31m> 3", ""),
        ("a: \u{1b}[31m", ""),
    ] {
        let fault = parse("\u{1b}[31mlamp\n.md", file(top, own).as_bytes()).unwrap_err();
        assert!(!fault.to_string().contains(char::is_control), "{fault:?}");
        assert_eq!(fault.file, "lamp .md");
    }
    let label = "releaseLabel: \"{{ \\e[31m\\n | }}\"";
    let date = "releaseDate: \"\\e[31m\"";
    for fault in parsed(file(label, date)).faults {
        assert!(!fault.to_string().contains(char::is_control), "{fault:?}");
    }
}
