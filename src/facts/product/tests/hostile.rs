//! Files that mean harm, and places that must be exact.

use std::panic;
use std::time::{Duration, Instant};

use serde_json::json;

use super::super::parse;
use crate::facts::product::End;

use super::{fault, file, parsed, product};

#[test]
fn an_end_that_is_none_is_pointed_at() {
    for (top, own, line, column) in [
        ("", "discontinued: 2023-13-45", 8, 19),
        ("", "eol: true\neoas: 2023-2-0", 9, 11),
        ("", "support: soon", 8, 14),
    ] {
        let fault = fault(file(top, own));
        assert_eq!(
            (fault.line, fault.column),
            (Some(line), Some(column)),
            "{fault}"
        );
    }
}

#[test]
fn what_costs_no_file_is_pointed_at() {
    for (top, own, line, column, reason) in [
        ("", "eol: true\neol: false", 9, 5, "duplicate key `eol`"),
        ("title: Lamp", "", 5, 1, "duplicate key `title`"),
        ("", "eol: 2023-2-1", 8, 10, "is read as 2023-02-01"),
        ("addedAt: 2023-10-1", "", 5, 10, "is read as 2023-10-01"),
        (
            "",
            "latestReleaseDate: 2023-1-31",
            8,
            24,
            "is read as 2023-01-31",
        ),
    ] {
        let [fault] = &parsed(file(top, own)).faults[..] else {
            panic!("one fault of {top} {own}");
        };
        assert_eq!(
            (fault.line, fault.column),
            (Some(line), Some(column)),
            "{fault}"
        );
        assert!(fault.reason.contains(reason), "{fault}");
    }
    let release = parsed(file("", "eol: true\neol: false\nx: a\nx: b"))
        .product
        .releases
        .remove(0);
    assert_eq!(release.dates.eol, End::Open, "the last one counts");
    assert_eq!(release.custom, [("x".into(), "b".into())]);
    let without = parsed(file("", "").replace("category: device\n", ""));
    assert_eq!(
        (
            without.product.category.as_str(),
            without.product.tags.len()
        ),
        ("", 0)
    );
    assert!(without.faults[0].reason.contains("`category` is missing"));
}

#[test]
fn of_very_many_faults_the_first_are_told() {
    let keys = "eol: true\n".repeat(1000);
    let faults = parsed(file("", &keys)).faults;
    assert_eq!(faults.len(), 101);
    let last = &faults[100];
    assert!(
        last.reason
            .ends_with("the file has 899 more problems like this"),
        "{last}"
    );
}

#[test]
fn a_mistake_in_a_template_is_pointed_at() {
    let fold = "changelogTemplate: >\n  x/\n  {{ 'a' | nosuch }}";
    for (top, own, line, column) in [
        ("changelogTemplate: x/{{ 'a' | nosuch }}", "", 5, 31),
        ("changelogTemplate: \"x/{{ 'a' | nosuch }}\"", "", 5, 32),
        (
            "changelogTemplate: x/__LATEST__/{{ 'a' | nosuch }}",
            "latest: '12345678901234'",
            5,
            42,
        ),
        (
            "changelogTemplate: |-\n    x\n    {{ 'a' | nosuch }}",
            "",
            7,
            14,
        ),
        ("changelogTemplate: \"x\\x20{{ 'a' | nosuch }}\"", "", 5, 20),
        (fold, "", 6, 3),
        ("", "releaseLabel: a {{ 'a' | nosuch }}", 8, 30),
        ("", "link: '__LATEST__{{ | }}'", 8, 25),
    ] {
        let [fault] = &parsed(file(top, own)).faults[..] else {
            panic!("one fault of {top} {own}");
        };
        assert_eq!(
            (fault.line, fault.column),
            (Some(line), Some(column)),
            "{fault} of {top} {own}"
        );
        let shown = ["at \"nosuch }}", "at \"| }}"];
        assert!(
            shown.iter().any(|shown| fault.reason.contains(shown)),
            "{fault}"
        );
    }
}

#[test]
fn a_reason_names_no_other_line_than_its_place() {
    for top in ["a: \"b", "\ta: b", "a: [b", "a: {b"] {
        let fault = fault(file(top, ""));
        assert!(!fault.reason.contains(" line "), "{fault}");
    }
}

#[test]
fn yes_and_no_switch_a_column() {
    let columns = product("eoasColumn: yes\neolColumn: no", "").columns;
    assert_eq!(columns.active_support.as_deref(), Some("Active Support"));
    assert_eq!(columns.eol, None);
}

#[test]
fn brackets_within_texts_are_not_nesting() {
    let codenames = "  - {releaseCycle: '1', codename: ':['}\n".repeat(300);
    let text = file("", "").replace("---\nText", &format!("{codenames}---\nText"));
    assert_eq!(parsed(text).product.releases.len(), 301);
}

#[test]
fn brackets_within_texts_do_not_hide_nesting() {
    for open in ["[\"]\", ", "{\"}\": "] {
        let text = file(&format!("a: {}", open.repeat(15_000)), "");
        let start = Instant::now();
        fault(text);
        let took = start.elapsed();
        assert!(took < Duration::from_secs(1), "{took:?} for {open}");
    }
}

#[test]
fn many_keys_in_a_release_are_read_quickly() {
    let keys: Vec<_> = (0..40_000).map(|key| format!("k{key}:")).collect();
    let keys = keys.join("\n");
    let start = Instant::now();
    assert_eq!(product("", &keys).releases[0].custom.len(), 40_000);
    let took = start.elapsed();
    assert!(took < Duration::from_secs(3), "{took:?}");
}

#[test]
fn a_small_file_does_not_become_a_large_product() {
    let long = "x".repeat(10_000);
    let releases = "  - releaseCycle: '1'\n".repeat(1000);
    let many = file(&format!("changelogTemplate: {long}"), "");
    let looping = "{% for i in (1..500000) %}xx{% endfor %}";
    for (case, text) in [
        (
            "aliases",
            file(
                &format!("a: &a {long}\nalternate_urls: [{}]", "*a, ".repeat(1000)),
                "",
            ),
        ),
        (
            "releases",
            many.replace("---\nText", &format!("{releases}---\nText")),
        ),
        (
            "placeholders",
            file(
                &format!("changelogTemplate: {}", "__LATEST__".repeat(1000)),
                &format!("latest: {long}"),
            ),
        ),
        (
            "loop",
            file(&format!("changelogTemplate: {}", json!(looping)), ""),
        ),
    ] {
        let Ok(parsed) = parse("lamp.md", text.as_bytes()) else {
            continue;
        };
        let size = postcard::to_allocvec(&parsed.product).unwrap().len();
        assert!(size < 1_000_000, "{case}: {size} bytes of {}", text.len());
    }
}

#[test]
fn a_template_never_panics() {
    let templates = [
        "{{ 99999999999999999999 }}",
        "{{ 9223372036854775807 | plus: 1 }}",
        "{{ 5 | minus: -9223372036854775808 }}",
        "{{ 9223372036854775807 | times: 2 }}",
        "{{ -9223372036854775808 | divided_by: -1 }}",
        "{{ -9223372036854775808 | abs }}",
        "{% for i in (1..9223372036854775807) limit: 1 %}x{% endfor %}",
        "{% tablerow i in (1..3) cols: 0 %}x{% endtablerow %}",
    ];
    let panicking = templates.into_iter().filter(|template| {
        let text = file(&format!("changelogTemplate: {}", json!(template)), "");
        panic::catch_unwind(|| parse("lamp.md", text.as_bytes())).is_err()
    });
    assert_eq!(panicking.collect::<Vec<_>>(), [""; 0]);
}

#[test]
fn a_template_does_not_see_the_clock() {
    for word in ["now", "today"] {
        let template = json!(format!("{{{{ '{word}' | date: '%Y' }}}}"));
        let text = file(&format!("changelogTemplate: {template}"), "");
        let link = parsed(text).product.releases.remove(0).link;
        let link = link.unwrap_or_default();
        assert!(!link.contains(char::is_numeric), "{word}: {link}");
    }
}
