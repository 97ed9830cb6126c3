use std::cmp::Ordering;

use super::latest::compared;
use super::{CycleBy, Fit, MatchedBy, Reading, Resolver, tidied};
use crate::facts::catalog::Catalog;
use crate::facts::product;

/// Id, further front matter, and releases.
const PRODUCTS: &[(&str, &str, &[&str])] = &[
    (
        "lamp",
        "alternate_urls: [/torch, /lantern-3]\nidentifiers: [{purl: pkg:npm/lamp}, {cpe: cpe:/a:x:lamp}]",
        &[
            "'3.10', codename: Late Noon, latest: 3.10.4",
            "'3.9', codename: Dawn",
            "'3.1'",
            "'2'",
            "2-old, releaseLabel: Elder 2",
        ],
    ),
    (
        "lamp-shade",
        "identifiers: [{cpe: 'cpe:2.3:a:x:lamp'}]",
        &["'11'", "'10-pro', releaseLabel: Ten Pro", "'10'"],
    ),
    ("candle", "category: device", &["'12-max'", "'12'", "12e"]),
    (
        "brew",
        "tags: java-distribution",
        &["'11'", "'8', latest: 8u50"],
    ),
    (
        "blue-moon",
        "",
        &[
            "'1.0', codename: Dusk, latest: 1.0.5",
            "'1.0-sp1', latest: 1.0.9",
        ],
    ),
    ("blue-sun", "", &["'7', codename: Dusk"]),
    ("kiln", "category: lang", &["'3'", "'2'"]),
];

fn catalog() -> Catalog {
    Catalog::new(PRODUCTS.iter().map(|(id, more, releases)| {
        let item = |release: &&str| format!("- {{releaseCycle: {release}, eol: false}}");
        let releases: Vec<String> = releases.iter().map(item).collect();
        let releases = releases.join("\n");
        let category = if more.starts_with("category") {
            ""
        } else {
            "category: os\n"
        };
        let file = format!(
            "---\ntitle: The {id}\npermalink: /{id}\n{category}{more}\nreleases:\n{releases}\n---\n"
        );
        product::parse(id, file.as_bytes())
    }))
    .unwrap()
}

fn resolve(query: &str) -> Option<Reading> {
    let reading = Resolver::default().resolve(&catalog(), query);
    reading.filter(|reading| !reading.is_name)
}

/// The product's id, the names of the releases, and how each was found.
fn found(query: &str) -> Option<(String, Vec<String>, MatchedBy, Option<CycleBy>)> {
    let catalog = catalog();
    let reading = resolve(query)?;
    let product = catalog.product(reading.product).unwrap();
    let names = |releases: &[usize]| {
        let names = releases
            .iter()
            .map(|release| product.releases[*release].name.to_string());
        names.collect()
    };
    let (releases, by) = match &reading.fit {
        Fit::Unasked => (Vec::new(), None),
        Fit::One(_, by) | Fit::Several(_, by) => (names(reading.fit.releases()), Some(*by)),
        Fit::Range(releases) | Fit::Nothing(releases) => (names(releases), None),
    };
    Some((product.id.clone(), releases, reading.matched_by, by))
}

#[test]
fn a_version_is_of_the_longest_release_that_it_begins_with() {
    for (query, release, by) in [
        ("lamp 3.10", "3.10", CycleBy::Exact),
        ("lamp 3.10.2", "3.10", CycleBy::Prefix),
        ("lamp 3.1.0", "3.1", CycleBy::Prefix),
        ("lamp 2.5", "2", CycleBy::Prefix),
        ("lamp 2 old", "2-old", CycleBy::Exact),
        ("lamp elder 2", "2-old", CycleBy::Label),
        ("lamp dawn", "3.9", CycleBy::CodeName),
        ("lamp late", "3.10", CycleBy::CodeName),
        ("lamp 3.9 dawn", "3.9", CycleBy::Exact),
        ("lamp late-2020", "3.10", CycleBy::CodeName),
        ("lamp-shade 10 pro", "10-pro", CycleBy::Exact),
        ("lamp-shade ten pro", "10-pro", CycleBy::Label),
        ("brew 1.8.0_50", "8", CycleBy::Prefix),
        ("blue-moon 1.0.4", "1.0", CycleBy::Prefix),
        ("blue-moon 1.0.7", "1.0-sp1", CycleBy::Latest),
        ("blue-moon 1.0.10", "1.0", CycleBy::Prefix),
    ] {
        let (_, releases, _, how) = found(query).unwrap();
        assert_eq!(
            (releases, how),
            (vec![release.to_owned()], Some(by)),
            "{query}"
        );
    }
}

#[test]
fn less_than_a_name_may_be_several_releases() {
    for query in ["lamp 3", "lamp@3: from candle@9 to 10"] {
        let (_, releases, _, by) = found(query).unwrap();
        assert_eq!(releases, ["3.10", "3.9", "3.1"], "{query}");
        assert_eq!(by, Some(CycleBy::Part), "{query}");
    }
}

#[test]
fn a_range_is_several_releases_and_none_alone() {
    let reading = resolve("lamp <3.9").unwrap();
    assert_eq!(reading.fit, Fit::Range(vec![2, 3, 4]));
    assert_eq!(reading.fit.release(), None);
}

#[test]
fn a_version_of_no_release_is_told_with_the_nearest() {
    for (query, near) in [
        ("lamp 3.99", ["3.10", "3.9", "3.1"]),
        ("lamp 3.5", ["3.9", "3.1", "2-old"]),
        ("lamp 0.1", ["3.1", "2-old", "2"]),
        ("candle 12x", ["12-max", "12e", "12"]),
        ("candle 12 mini", ["12-max", "12e", "12"]),
        ("brew 1.11", ["11", "8", ""]),
    ] {
        let (_, releases, _, by) = found(query).unwrap();
        let near: Vec<_> = near.into_iter().filter(|name| !name.is_empty()).collect();
        assert_eq!(
            (releases, by),
            (near.iter().map(ToString::to_string).collect(), None),
            "{query}"
        );
    }
}

#[test]
fn a_product_is_found_by_each_kind_of_name() {
    for (query, id, by) in [
        ("lamp 2", "lamp", MatchedBy::Name),
        ("The Lamp 2", "lamp", MatchedBy::Name),
        ("torch:2", "lamp", MatchedBy::Alias),
        ("torch2", "lamp", MatchedBy::Alias),
        ("kiln3 3.9.1", "kiln", MatchedBy::Name),
        ("├── lamp@2.0", "lamp", MatchedBy::Identifier),
        ("pkg:npm/lamp@2.0", "lamp", MatchedBy::Identifier),
        ("https://endoflife.date/torch", "lamp", MatchedBy::Url),
        (
            "pkg:deb/lamp/x@1?distro=dawn",
            "lamp",
            MatchedBy::Distribution,
        ),
        ("late noon", "lamp", MatchedBy::CodeName),
        ("lam shad 11", "lamp-shade", MatchedBy::Search),
        ("shade 11", "lamp-shade", MatchedBy::Search),
        ("lampv2", "lamp", MatchedBy::Words),
        ("The Kiln (32-bit) 3.9.1", "kiln", MatchedBy::Words),
        ("kiln 64-BIT 3.9.1", "kiln", MatchedBy::Words),
        ("kiln x86_64 3.9.1", "kiln", MatchedBy::Words),
        ("brew vm 11", "brew", MatchedBy::Words),
    ] {
        let (product, _, how, _) = found(query).unwrap();
        assert_eq!((product.as_str(), how), (id, by), "{query}");
    }
}

#[test]
fn of_several_bearers_the_first_comes_in_which_the_version_fits() {
    let reading = resolve("cpe:/a:x:lamp:11").unwrap();
    assert_eq!((reading.product, reading.also.as_slice()), (1, &[0][..]));
    assert_eq!(reading.first(&[3, 0, 2]), [1, 0, 3, 2]);
    let reading = resolve("cpe:/a:x:lamp:9").unwrap();
    assert_eq!((reading.product, reading.also.as_slice()), (0, &[1][..]));
}

#[test]
fn words_without_a_version_are_left_to_the_search() {
    for query in [
        "",
        "lamp",
        "lamp shade",
        "lantern-3",
        "lantern 3",
        "lamp foo",
        "lamp-a 2",
        "lamp vm 2",
        "lam",
        "dusk",
        "dus",
        "3.9",
        "foo 3",
        "blue 99",
        "amp 2",
        "nosuch:2",
        "sun 7",
        "kiln-daemon 2.0",
        "kiln3-glow 0.3.1",
        "kiln3 0.1.2",
        "kiln2-glow==3.1",
        "├── is-kiln@2.0",
        "l a m p s h a d e",
    ] {
        assert_eq!(resolve(query), None, "{query}");
    }
}

#[test]
fn the_newest_version_is_compared_where_both_count_alike() {
    for (version, latest, order) in [
        ("v3.9.5", "3.9.25", Some(Ordering::Less)),
        ("13.0.6500.1", "13.0.6500.1 GDR", Some(Ordering::Equal)),
        ("1.8.0_50", "8u60", None),
        ("7.0U3w", "7.0 U3w", Some(Ordering::Equal)),
        ("7.0 U2", "7.0 U3w", Some(Ordering::Less)),
        ("7.0.3", "7.0 U3w", None),
        ("10 22H2", "10.0.19045", None),
        ("10.0.19041", "10.0.19045", Some(Ordering::Less)),
        ("10.0.19045.3086", "10.0.19045", None),
        ("8u342", "8u504+1", Some(Ordering::Less)),
        ("1.1.1-k", "1.1.1w", None),
        ("focal", "20.04.6", None),
        ("3.9.5", "", None),
        ("3.9.5", "N/A", None),
    ] {
        assert_eq!(compared(version, latest), order, "{version}");
    }
}

#[test]
fn a_version_is_without_the_text_around_it() {
    for (text, version) in [
        ("Version 10.0.22631]", "10.0.22631"),
        ("7th generation)", "7th generation"),
        ("7 (2013)", "7 (2013)"),
        ("!3.10.11", "3.10.11"),
        ("!=3.10", "!=3.10"),
        ("release candidate", "release candidate"),
        (")", ""),
        ("", ""),
    ] {
        assert_eq!(tidied(text), version);
    }
}
