//! Files that mean harm, and places that must be exact.

use std::panic;
use std::time::{Duration, Instant};

use serde_json::json;

use super::super::parse;
use super::{fault, file, parsed, product};

#[test]
fn a_bad_day_is_pointed_at() {
    for (top, own, line, column) in [
        ("", "releaseDate: 2023-13-45", 8, 18),
        ("", "eol: true\nreleaseDate: 2023-2-1", 9, 18),
        ("", "latestReleaseDate: soon", 8, 24),
        ("addedAt: 2023-02-29", "", 5, 10),
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
fn a_key_that_stands_twice_is_pointed_at() {
    for (top, own, line, column) in [
        ("", "eol: true\neol: true", 9, 5),
        ("title: Lamp", "", 5, 1),
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
fn an_old_key_beside_new_ones_still_tells_the_age() {
    let top = "releaseColumn: true\ncustomFields: [{name: a, display: none, label: A}]";
    assert_eq!(product(top, "").columns.released, None);
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
