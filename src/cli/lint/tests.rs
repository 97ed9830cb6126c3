use std::fs;

use chrono::NaiveDate;

use super::{Finding, Rule, lint};

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 8, 22).unwrap()
}

/// A file without findings. Release 2.0 begins on line 36.
const CLEAN: &str = r#"---
title: Flux
addedAt: 2024-01-02
category: app
tags: lang-tool web
iconSlug: flux
permalink: /flux
alternate_urls:
  - /flux-app
  - /old_flux
versionCommand: flux --version
releasePolicyLink: https://flux.example/policy
changelogTemplate: https://flux.example/{{"__LATEST__"|split:"."|first}}
eoasColumn: true
eolColumn: Security
eoesColumn: Paid
discontinuedColumn: true
customFields:
  - name: supportedPython
    display: api-only
    label: Python
    description: Python versions
    link: https://flux.example/python
identifiers:
  - purl: pkg:npm/flux
auto:
  methods:
    - npm: flux
releases:
  - releaseCycle: "3.0"
    releaseDate: 2026-08-29
    eoas: false
    eol: false
    discontinued: false
    latest: "3.0.1"
  - releaseCycle: "2.0"
    codename: Two
    releaseLabel: "__RELEASE_CYCLE__ '__CODENAME__'"
    lts: 2025-01-01
    releaseDate: 2024-01-01
    eoas: 2025-01-01
    eol: 2026-01-01
    eoes: 2027-01-01
    discontinued: true
    latest: "2.0.9"
    latestReleaseDate: 2025-01-01
    link: https://flux.example/2
    supportedPython: "3.9 - 3.12"
    staleReleaseThresholdDays: 400
  - releaseCycle: old
    releaseDate: 2025-01-01
    outOfOrder: true
    eoas: true
    eol: true
    discontinued: 2024-01-01
    latest: old
    link: null
    supportedPython: 2024-01-01
  - releaseCycle: 1.0.0
    releaseDate: 2023-01-01
    eoas: true
    eol: true
    discontinued: true
    latest: 1.0.0
    supportedPython:
---

> Flux is flux.
"#;

fn findings(text: &str) -> Vec<Finding> {
    lint("flux.md", text.as_bytes(), today())
}

/// Every finding as `line:column: rule`.
fn places(text: &str) -> Vec<String> {
    let findings = findings(text).into_iter();
    let place = |f: Finding| format!("{}:{}: {}", f.line, f.column, f.rule);
    findings.map(place).collect()
}

/// The clean file with one line changed.
fn with(from: &str, to: &str) -> String {
    assert_eq!(CLEAN.matches(from).count(), 1, "{from:?} is not one place");
    CLEAN.replacen(from, to, 1)
}

#[test]
fn a_clean_file_has_no_finding() {
    assert_eq!(findings(CLEAN), []);
    let crlf = format!("\u{feff}{}", CLEAN.replace('\n', "\r\n"));
    assert_eq!(findings(&crlf), []);
}

#[test]
fn each_rule_of_the_product_is_found_where_it_is_broken() {
    for (from, to, expected) in [
        ("title: Flux", "title: 7", "2:8: not-text"),
        ("title: Flux\n", "", "2:1: not-text"),
        ("category: app", "category: apps", "4:11: category"),
        ("category: app", "category: library", "4:11: category"),
        ("category: app\n", "", "2:1: category"),
        ("tags: lang-tool web", "tags: lang-tool  web", "5:7: tags"),
        ("tags: lang-tool web", "tags: Web", "5:7: tags"),
        ("tags: lang-tool web", "tags:", "5:5: tags"),
        ("permalink: /flux", "permalink: /Flux", "7:12: permalink"),
        ("permalink: /flux", "permalink: /fl_ux", "7:12: permalink"),
        ("permalink: /flux", "permalink:  flux", "7:13: permalink"),
        ("permalink: /flux\n", "", "2:1: permalink"),
        ("  - /flux-app", "  - /flux.app", "9:5: alternate-urls"),
        ("  - /old_flux", "  -  old_flux", "10:6: alternate-urls"),
        ("flux --version", "1.10", "11:17: not-text"),
        ("https://flux.example/policy", "flux.example", "12:20: url"),
        ("https://flux.example/{{", "flux/{{", "13:20: url"),
        ("|first}}", "|fist}}", "13:66: template"),
        (
            "identifiers:\n  - purl: pkg:npm/flux",
            "identifiers: flux",
            "24:14: identifiers",
        ),
        ("\nreleases:\n", "\nreleases:\nold:\n", "29:9: releases"),
        ("\nreleases:\n", "\nold:\n", "2:1: releases"),
        ("eolColumn: Security", "eolColumn: 1.0", "15:12: column"),
        (
            "  - name: supportedPython",
            "  - name: 3\n    \"3\": 4",
            "19:11: custom-field",
        ),
        (
            "    display: api-only",
            "    display: nowhere",
            "20:14: custom-field",
        ),
        (
            "    display: api-only",
            "    position: api-only",
            "20:5: old-key",
        ),
        (
            "    label: Python\n",
            "    label: 3\n",
            "21:12: custom-field",
        ),
        (
            "description: Python versions",
            "description: 3",
            "22:18: not-text",
        ),
        ("https://flux.example/python", "javascript:x", "23:11: url"),
        (
            "auto:\n  methods:\n    - npm: flux",
            "auto:\n  methods: npm",
            "27:12: auto",
        ),
        (
            "auto:\n  methods:\n    - npm: flux",
            "auto:\n  - npm: flux",
            "27:3: old-key",
        ),
        ("iconSlug: flux", "eolColumn: true", "15:1: duplicate-key"),
        ("iconSlug: flux", "releaseColumn: true", "6:1: old-key"),
        ("iconSlug: flux", "eolWarnThreshold: 9", "6:1: old-key"),
    ] {
        let found = places(&with(from, to));
        let first = found.first().map(String::as_str);
        assert_eq!(first, Some(expected), "{to:?}: {found:?}");
        let alone = found.len() == 1 || to.contains("name: 3");
        assert!(alone, "{to:?}: {:#?}", findings(&with(from, to)));
    }
}

#[test]
fn each_rule_of_a_release_is_found_where_it_is_broken() {
    for (from, to, expected) in [
        ("\"2.0\"", "2.0", "36:19: release-cycle"),
        ("\"2.0\"", "2025-01-01", "36:19: release-cycle"),
        ("\"2.0\"", "on", "36:19: release-cycle"),
        ("\"2.0\"", "\"2 0\"", "36:19: release-cycle"),
        ("\"2.0\"", "LTS", "36:19: release-cycle"),
        ("\"2.0\"", "'3.0'", "36:19: duplicate-release"),
        ("codename: Two", "codename: 2", "37:15: not-text"),
        ("'__CODENAME__'", "{{", "38:38: template"),
        ("lts: 2025-01-01", "lts: '2025-01-01'", "39:10: lts"),
        (
            "Date: 2024-01-01",
            "Date: 2024-02-30",
            "40:18: release-date",
        ),
        (
            "Date: 2024-01-01",
            "Date: '2024-01-01'",
            "40:18: release-date",
        ),
        ("Date: 2024-01-01", "Date: 2024", "40:18: release-date"),
        ("Date: 2024-01-01", "Date: true", "40:18: release-date"),
        ("    releaseDate: 2024-01-01\n", "", "36:5: release-date"),
        ("2026-08-29", "2026-08-30", "31:18: release-date"),
        ("eoas: 2025-01-01", "eoas: soon", "41:11: eoas"),
        ("    eoas: 2025-01-01\n", "", "36:5: eoas"),
        ("    eol: 2026-01-01\n", "", "36:5: eol"),
        ("eol: 2026-01-01", "eol: '2026-01-01'", "42:10: eol"),
        ("eol: 2026-01-01", "eol: 2026-1-1", "42:10: eol"),
        ("eol: 2026-01-01", "eol:", "42:8: eol"),
        ("eol: 2026-01-01", "eol: 'true'", "42:10: eol"),
        (
            "eol: 2026-01-01",
            "eol: 2026-01-01\n    eol: true",
            "43:5: duplicate-key",
        ),
        ("eoes: 2027-01-01", "eoes: 2027", "43:11: eoes"),
        (
            "discontinued: 2024-01-01",
            "discontinued: [no]",
            "55:19: discontinued",
        ),
        ("    discontinued: 2024-01-01\n", "", "50:5: discontinued"),
        ("\"2.0.9\"", "2.0", "45:13: latest"),
        ("    latest: \"2.0.9\"\n", "", "36:5: latest"),
        (
            "Date: 2025-01-01\n    link",
            "Date: 9\n    link",
            "46:24: latest-release-date",
        ),
        (
            "Date: 2025-01-01\n    link",
            "Date: 2026-09-01\n    link",
            "46:24: latest-release-date",
        ),
        ("https://flux.example/2", "/2", "47:11: url"),
        (
            "https://flux.example/2",
            "https://x/__LATEST__{%",
            "47:31: template",
        ),
        ("\"3.9 - 3.12\"", "3.10", "48:22: custom-value"),
        ("\"3.9 - 3.12\"", "[3.10]", "48:22: custom-value"),
        (
            "staleReleaseThresholdDays",
            "supportedRuby",
            "49:5: undeclared-key",
        ),
        (
            "staleReleaseThresholdDays: 400",
            "support: true",
            "49:5: old-key",
        ),
        ("    outOfOrder: true\n", "", "51:18: release-order"),
        ("eoas: 2025-01-01", "eoas: 2023-12-31", "41:11: date-order"),
        ("eoas: 2025-01-01", "eoas: 2026-01-02", "42:10: date-order"),
        ("eol: 2026-01-01", "eol: 2027-01-02", "43:11: date-order"),
        (
            "eoas: 2025-01-01\n    eol: 2026-01-01",
            "eoas: true\n    eol: 2023-01-01",
            "42:10: date-order",
        ),
    ] {
        let text = with(from, to);
        assert_eq!(places(&text), [expected], "{to:?}: {:#?}", findings(&text));
    }
}

#[test]
fn what_a_column_that_is_off_would_need_is_no_finding() {
    let off = CLEAN
        .replace("eoasColumn: true", "eoasColumn: false")
        .replace("discontinuedColumn: true", "latestColumn: false")
        .replace("eoesColumn: Paid\n", "")
        .replace("    eoas: false\n", "")
        .replace("    discontinued: false\n", "")
        .replace("    latest: \"3.0.1\"\n", "")
        .replace("eoas: 2025-01-01", "eoas: 2030-01-01")
        .replace("eoes: 2027-01-01", "eoes: 2020-01-01");
    assert_eq!(findings(&off), []);
}

#[test]
fn a_date_that_is_none_is_a_finding_under_an_old_name_and_in_a_column_that_is_off() {
    let old = CLEAN
        .replace("eoasColumn: true", "eoasColumn: false")
        .replace("    releaseDate: 2024-01-01\n", "    release: NA\n")
        .replace("    eoas: 2025-01-01\n", "    support: 2025-1-1\n");
    assert_eq!(
        places(&old),
        [
            "40:5: old-key",
            "40:14: release-date",
            "41:5: old-key",
            "41:14: eoas",
        ]
    );
}

#[test]
fn what_cannot_be_read_is_a_finding() {
    for (from, to, expected) in [
        ("> Flux is flux.\n", "", None),
        ("---\n\n> Flux is flux.\n", "", Some("66:1: unreadable")),
        ("title: Flux", "title: [Flux]", Some("2:8: not-text")),
        (
            "addedAt: 2024-01-02",
            "addedAt: soon",
            Some("3:10: added-at"),
        ),
        ("iconSlug: flux", "iconSlug: [1]", Some("6:11: unreadable")),
        ("---\ntitle", "title", Some("1:1: unreadable")),
    ] {
        let text = with(from, to);
        let expected: Vec<&str> = expected.into_iter().collect();
        assert_eq!(places(&text), expected, "{to:?}: {:#?}", findings(&text));
    }
    for bytes in [
        &b""[..],
        b"---\n---\n",
        b"---\n",
        b"\xff",
        b"---\n\xe9\n---\n",
        b"---\n- 1\n---\n",
    ] {
        let found = lint("flux.md", bytes, today());
        let unreadable = found.iter().any(|f| f.rule == Rule::Unreadable);
        assert!(unreadable, "{bytes:?}: {found:?}");
    }
}

#[test]
fn an_unreadable_value_does_not_hide_the_other_findings() {
    let text = with("eol: 2026-01-01", "eol: maybe").replace("/flux\n", "/Flux\n");
    assert_eq!(places(&text), ["7:12: permalink", "42:10: eol"]);
}

#[test]
fn what_a_custom_field_lacks_is_its_key() {
    for (label, words) in [
        ("", "`label` of a custom field is missing; it must be text"),
        (
            "    label: 3\n",
            "`label` of a custom field must be text; found the number 3",
        ),
    ] {
        let text = with("    label: Python\n", label);
        let found = findings(&text);
        assert_eq!(found.len(), 1, "{found:#?}");
        assert!(found[0].message.ends_with(words), "{found:#?}");
    }
}

#[test]
fn a_file_of_the_older_schema_is_told_what_its_keys_are_called_today() {
    let old = "---\ntitle: Old\ncategory: db\npermalink: /old\nactiveSupportColumn: true\n\
               extendedSupportColumn: true\nreleaseColumn: false\ncustomColumns:\n  - property: java\n    \
               position: after-release-column\n    label: Java\nreleases:\n  - releaseCycle: \"1\"\n    \
               releaseDate: 2020-01-01\n    support: true\n    eol: 2019-01-01\n    \
               extendedSupport: false\n    java: \"8\"\n---\n";
    let expected = [
        "old.md:3:11: category: the category `db` of the older schema is now `database`; found \"db\"",
        "old.md:5:1: old-key: `activeSupportColumn` is a key of the older schema; it is now called \
         `eoasColumn`",
        "old.md:6:1: old-key: `extendedSupportColumn` is a key of the older schema; it is now called \
         `eoesColumn`",
        "old.md:7:1: old-key: `releaseColumn` is a key of the older schema; it is now called \
         `latestColumn`",
        "old.md:8:1: old-key: `customColumns` is a key of the older schema; it is now called \
         `customFields`, with `name` for `property` and `display` for `position`",
        "old.md:15:5: old-key: `support` is a key of the older schema; it is now `eoas`, where true means that \
         support has ended and false that it has not",
        "old.md:16:10: date-order: `eol` (2019-01-01) must not be before `releaseDate` (2020-01-01)",
        "old.md:17:5: old-key: `extendedSupport` is a key of the older schema; it is now `eoes`, where true means that support has ended and false that it has not; leave it out if none is offered",
    ];
    let found = lint("old.md", old.as_bytes(), today());
    let found: Vec<String> = found.iter().map(Finding::to_string).collect();
    assert_eq!(found, expected);
}

#[test]
fn old_leftovers_beside_their_new_names_are_no_finding() {
    let text = with(
        "eoasColumn: true",
        "eoasColumn: true\nactiveSupportColumn: false",
    );
    assert_eq!(findings(&text), []);
}

#[test]
fn a_column_counts_characters_and_nothing_in_a_message_moves_the_cursor() {
    let text = with("    eol: 2026-01-01", "    \"eol\": \"\\e[31m\u{e9}\\n\"")
        .replace("codename: Two", "{ü: 1, codename: Two");
    let found = findings(&text);
    assert!(!found.is_empty());
    let text = CLEAN.replace(
        "  - releaseCycle: old\n    releaseDate: 2025-01-01",
        "  - {releaseCycle: old, link: \"https://é\", eol: \"\\e[31mü\\n\", latest: x, releaseDate: 2025-01-01}\n  \
         - releaseCycle: older\n    releaseDate: 2025-01-01",
    );
    let found = findings(&text);
    let eol: Vec<&Finding> = found.iter().filter(|f| f.rule == Rule::Eol).collect();
    assert_eq!((eol[0].line, eol[0].column), (50, 49));
    let bad = |c: char| c.is_control();
    assert!(!eol[0].to_string().contains(bad), "{:?}", eol[0]);
}

#[test]
fn an_alias_is_what_it_names_at_its_own_place() {
    let text = with("eoas: 2025-01-01", "eoas: &day 2025-01-01")
        .replace("eol: 2026-01-01", "eol: *day")
        .replace("\"2.0.9\"", "*day");
    assert_eq!(places(&text), ["45:13: latest"]);
    let tagged = with("\"2.0\"", "!!str 2.0");
    assert_eq!(places(&tagged), [""; 0]);
}

#[test]
fn deep_nesting_is_refused_and_not_followed() {
    let mut text = "---\n".to_owned();
    for depth in 0..400 {
        text.push_str(&" ".repeat(depth));
        text.push_str("a:\n");
    }
    text.push_str("---\n");
    assert!(findings(&text).iter().any(|f| f.rule == Rule::Unreadable));
}

#[test]
fn no_product_that_comes_with_the_program_has_a_finding() {
    for entry in fs::read_dir(env!("EOLENS_CATALOG")).unwrap() {
        let path = entry.unwrap().path();
        let found = lint(
            &path.display().to_string(),
            &fs::read(&path).unwrap(),
            today(),
        );
        assert_eq!(found, []);
    }
}
