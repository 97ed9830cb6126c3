use chrono::NaiveDate;

use super::{Status, Verdict};
use crate::facts::catalog::Catalog;
use crate::facts::lifecycle::Health;
use crate::facts::product;
use crate::facts::viewpoint::Viewpoint;
use crate::find::resolve::{CycleBy, Fit, MatchedBy, Reading, Resolver};

/// A product that continues, and one whose last support ends on 2026-08-30.
const LAMP: &str = "\
- {releaseCycle: '6', releaseDate: 2027-02-01, eol: 2030-01-01}
- {releaseCycle: '5.1', releaseDate: 2026-01-01, eoas: 2026-12-31, eol: 2029-01-01, latest: '5.1.3'}
- {releaseCycle: '5.0', codename: Full Moon, releaseDate: 2025-01-01, eol: 2026-09-30, latest: '5.0.9',
   eoes: 2028-01-01}
- {releaseCycle: '4.2', releaseDate: 2024-01-01, eol: 2026-01-01, eoes: 2028-01-01, lts: true}
- {releaseCycle: '4.1', releaseDate: 2023-01-01, eol: 2026-01-01, eoes: 2026-02-01, latest: '4.1.7'}
- {releaseCycle: '4.0', releaseDate: 2022-01-01, eol: 2025-01-01}
- {releaseCycle: '3', releaseDate: 2021-01-01, eol: true}
- {releaseCycle: '2', releaseDate: 2021-01-01, eol: false, eoes: false}
- {releaseCycle: '1', releaseDate: 2021-01-01}
";
const CANDLE: &str = "\
- {releaseCycle: '2.1', releaseDate: 2026-05-01, eol: 2026-08-30, latest: '2.1.4'}
- {releaseCycle: '2.0', releaseDate: 2026-02-01, eol: 2026-05-30}
";
const TORCH: &str = "\
- {releaseCycle: '2.3', releaseDate: 2026-03-01, eol: 2027-03-01}
- {releaseCycle: '2.2', releaseDate: 2025-03-01, eol: 2029-03-01, lts: true}
- {releaseCycle: '2.1', releaseDate: 2024-03-01, eol: 2026-03-01}
- {releaseCycle: '1.2', releaseDate: 2023-03-01, eol: 2025-03-01, lts: true}
- {releaseCycle: '1.1', releaseDate: 2022-03-01, eol: 2024-03-01}
";

fn catalog() -> Catalog {
    let file = |title: &str, releases: &str| {
        let id = title.to_lowercase();
        let file = format!(
            "---\ntitle: {title}\npermalink: /{id}\ncategory: app\neoasColumn: true\n\
             eoesColumn: Paid Care\naddedAt: 2026-08-20\nreleases:\n{releases}---\n"
        );
        product::parse("x.md", file.as_bytes())
    };
    Catalog::new([
        file("Lamp", LAMP),
        file("Candle", CANDLE),
        file("Torch", TORCH),
    ])
    .unwrap()
}

fn sentence(query: &str) -> String {
    judged(query, 8).0
}

/// The sentence and the status on the 22nd of a month in 2026.
fn judged(query: &str, month: u32) -> (String, Status) {
    let catalog = catalog();
    let located = Resolver::default().resolve(&catalog, query);
    let day = NaiveDate::from_ymd_opt(2026, month, 22).unwrap();
    let verdict = Verdict::new(&catalog, &located.unwrap(), Viewpoint::with_defaults(day)).unwrap();
    (verdict.to_string(), verdict.status())
}

#[test]
fn several_releases_stand_together() {
    for (query, month, status) in [
        ("lamp 5.1.2", 10, Status::Same(Health::Supported)),
        ("lamp 5", 8, Status::Same(Health::Supported)),
        ("lamp 5", 10, Status::Mixed),
        ("lamp 4", 10, Status::Same(Health::Extended)),
        ("lamp 3", 10, Status::Same(Health::Ended)),
        ("torch 2", 8, Status::Mixed),
        ("torch 1", 8, Status::Same(Health::Ended)),
        ("lamp 7", 10, Status::Newer),
        ("lamp 3.9.9", 10, Status::Same(Health::Ended)),
        ("lamp 4.3", 10, Status::Missing),
        ("candle 2.1", 10, Status::Same(Health::Ended)),
        ("lamp >=5", 8, Status::Same(Health::Supported)),
        ("lamp >=4.2", 8, Status::Mixed),
        ("lamp ~4.0 || ~4.1", 8, Status::Same(Health::Extended)),
        ("lamp 4.1 - 4.2", 8, Status::Same(Health::Extended)),
        ("lamp >5.9", 8, Status::Same(Health::NotYet)),
    ] {
        assert_eq!(judged(query, month).1, status, "{query} in {month}");
    }
}

#[test]
fn a_mixed_version_bears_no_good_sign() {
    let catalog = catalog();
    let sign = |query: &str| {
        let located = Resolver::default().resolve(&catalog, query);
        let day = NaiveDate::from_ymd_opt(2026, 10, 22).unwrap();
        Verdict::new(&catalog, &located.unwrap(), Viewpoint::with_defaults(day))
            .unwrap()
            .sign()
    };
    assert_eq!(sign("lamp 5.1"), Some(Health::Supported));
    assert_eq!(sign("lamp 5"), Some(Health::AlmostOver));
    assert_eq!(sign("lamp 9"), Some(Health::Unknown));
    assert_eq!(sign("lamp 4.3"), None);
}

#[test]
fn a_version_is_judged_in_one_sentence() {
    for (query, words) in [
        (
            "lamp 5.1.2",
            "Lamp 5.1.2 (5.1) · supported until 01 Jan 2029 (in 2 years and 4 months) · latest 5.1.3, yours \
             is behind",
        ),
        (
            "lamp 5.0",
            "Lamp 5.0 · support ends in 1 month and 1 week (30 Sep 2026) · Paid Care until 01 Jan 2028 · \
             latest 5.0.9 · upgrade to 5.1, supported until 01 Jan 2029",
        ),
        (
            "lamp full moon",
            "Lamp full moon (5.0) · support ends in 1 month and 1 week (30 Sep 2026) · Paid Care until 01 \
             Jan 2028 · latest 5.0.9 · upgrade to 5.1, supported until 01 Jan 2029",
        ),
        (
            "lamp:4.1.7",
            "Lamp 4.1.7 (4.1) · ended 7 months ago (01 Jan 2026) · Paid Care ended on 01 Feb 2026 · 4.1.7 \
             is the latest · upgrade to 5.1, supported until 01 Jan 2029",
        ),
        (
            "lamp@4.1.8",
            "Lamp 4.1.8 (4.1) · ended 7 months ago (01 Jan 2026) · Paid Care ended on 01 Feb 2026 · latest \
             known 4.1.7, yours is newer · upgrade to 5.1, supported until 01 Jan 2029",
        ),
        (
            "lamp 4",
            "Lamp 4 matches 4.2 (LTS), 4.1 and 4.0 · all have ended · 4.2 (LTS): ended 7 months ago (01 Jan \
             2026) · Paid Care until 01 Jan 2028 · upgrade to 5.1, supported until 01 Jan 2029",
        ),
        (
            "torch 2",
            "Torch 2 matches 2.2 (LTS), 2.3 and 2.1 · mixed: 2 supported, 1 ended · 2.2 (LTS): supported \
             until 01 Mar 2029 (in 2 years and 6 months) · newest: 2.3, supported until 01 Mar 2027",
        ),
        (
            "torch 1.2",
            "Torch 1.2 (LTS) · ended 1 year and 5 months ago (01 Mar 2025) · upgrade to 2.2 (LTS), supported \
             until 01 Mar 2029, or 2.3, supported until 01 Mar 2027",
        ),
        (
            "torch 1.1",
            "Torch 1.1 · ended 2 years and 5 months ago (01 Mar 2024) · upgrade to 2.3, supported until 01 Mar \
             2027, or 2.2 (LTS), supported until 01 Mar 2029",
        ),
        (
            "lamp 7",
            "Lamp 7 is newer than the data of 20 Aug 2026 · newest in the data: 6",
        ),
        (
            "lamp 1:7",
            "Lamp 1:7 is newer than the data of 20 Aug 2026 · newest in the data: 6",
        ),
        (
            "lamp 1:528.0-0",
            "Lamp has no release 1:528.0-0; closest: 6, 5.1, 5.0",
        ),
        (
            "lamp 4.3",
            "Lamp has no release 4.3; closest: 5.0, 4.2, 4.1",
        ),
        (
            "lamp >=4.2",
            "Lamp >=4.2 matches 5.1, 5.0 and 4.2 (LTS) · mixed: 2 supported, 1 ended · 5.1: supported until 01 Jan \
             2029 (in 2 years and 4 months)",
        ),
        (
            "torch 1.1 - 1.2",
            "Torch 1.1 - 1.2 matches 1.2 (LTS) and 1.1 · both have ended · 1.2 (LTS): ended 1 year and 5 months ago (01 \
             Mar 2025) · upgrade to 2.2 (LTS), supported until 01 Mar 2029, or 2.3, supported until 01 Mar 2027",
        ),
        (
            "candel 2.0",
            "Candle 2.0 · no exact match; this is the closest · ended 2 months and 3 weeks ago (30 May 2026) · upgrade \
             to 2.1, supported until 30 Aug 2026",
        ),
    ] {
        assert_eq!(sentence(query), words, "{query}");
    }
}

#[test]
fn where_nothing_is_supported_the_sentence_says_why() {
    let ended = "Candle 2.0 · ended 2 months and 3 weeks ago (30 May 2026) · upgrade to 2.1, supported until 30 Aug 2026";
    assert_eq!(judged("candle 2.0", 8).0, ended);
    let ended = "Candle 2.1.4 (2.1) · ended 1 month and 3 weeks ago (30 Aug 2026) · 2.1.4 is the latest · newer releases \
                 may exist; the data is of 20 Aug 2026";
    assert_eq!(judged("candle 2.1.4", 10).0, ended);
}

#[test]
fn unknown_ended_open_and_not_yet_are_four_things() {
    for (query, words) in [
        (
            "lamp 6",
            "Lamp 6 · not yet released, expected in 5 months (01 Feb 2027)",
        ),
        (
            "lamp 3.1",
            "Lamp 3.1 (3) · ended, date unknown · upgrade to 5.1, supported until 01 Jan 2029",
        ),
        (
            "lamp 2",
            "Lamp 2 · supported, no end date published · Paid Care: no end date published · newest: 5.1, \
             supported until 01 Jan 2029",
        ),
        (
            "lamp 1",
            "Lamp 1 · the data does not say whether it is supported · newest: 5.1, supported until 01 Jan 2029",
        ),
    ] {
        assert_eq!(sentence(query), words, "{query}");
    }
}

#[test]
fn a_version_is_compared_with_the_newest_of_its_kind() {
    let file = |id: &str, name: &str, latest: &str| {
        let file = format!(
            "---\ntitle: X\npermalink: /{id}\ncategory: os\nreleases:\n\
             - {{releaseCycle: '{name}', eol: false, latest: '{latest}'}}\n---\n"
        );
        product::parse("x.md", file.as_bytes())
    };
    let catalog = Catalog::new([
        file("lamp", "7.0", "7.0 U3w"),
        file("pane", "10-22h2", "10.0.19045"),
        file("bean", "8", "8u501"),
    ]);
    let catalog = catalog.unwrap();
    for (query, is_behind) in [
        ("lamp 7.0U3w", Some(false)),
        ("lamp 7.0U2", Some(true)),
        ("lamp 7.0", None),
        ("pane 10 22h2", None),
        ("pane 10 22h2 pro", None),
        ("bean 8", None),
        ("bean 8u342", Some(true)),
        ("bean 8u501", Some(false)),
    ] {
        let located = Resolver::default().resolve(&catalog, query);
        let day = NaiveDate::from_ymd_opt(2026, 8, 22).unwrap();
        let verdict = Verdict::new(
            &catalog,
            &located.expect(query),
            Viewpoint::with_defaults(day),
        )
        .unwrap();
        assert_eq!(verdict.is_behind(), is_behind, "{query}");
    }
}

#[test]
fn what_is_taken_for_granted_is_said() {
    let catalog = catalog();
    let words = |matched_by, version: &str| {
        let located = Reading {
            product: 0,
            also: Vec::new(),
            matched_by,
            version: Some(version.to_owned()),
            fit: Fit::One(1, CycleBy::Prefix),
            is_name: false,
        };
        let day = NaiveDate::from_ymd_opt(2026, 8, 22).unwrap();
        let on = Viewpoint::with_defaults(day);
        Verdict::new(&catalog, &located, on).unwrap().to_string()
    };
    let package = "the distribution may maintain its package longer";
    for (matched_by, version, said) in [
        (
            MatchedBy::AssumedVendor,
            "5.1.2",
            "no vendor given; this one is assumed",
        ),
        (
            MatchedBy::Distribution,
            "5.1.2",
            "the package is not in the data; this is its distribution",
        ),
        (
            MatchedBy::Guess,
            "5.1.2",
            "no exact match; this is the closest",
        ),
        (MatchedBy::Name, "5.1.2-2", package),
        (MatchedBy::Name, "5.1.2k-9.el8", package),
        (MatchedBy::Name, "1:5.1.2-1ubuntu2.14", package),
    ] {
        assert!(words(matched_by, version).contains(said), "{version}");
    }
    for version in ["5.1.2", "5.1.2-alpine", "5.1-rc1", "5-1"] {
        assert!(
            !words(MatchedBy::Name, version).contains(package),
            "{version}"
        );
    }
}

#[test]
fn many_releases_that_match_are_counted() {
    let catalog = catalog();
    let located = Reading {
        product: 0,
        also: vec![2],
        matched_by: MatchedBy::Name,
        version: Some("x".to_owned()),
        is_name: false,
        fit: Fit::Several((0..9).collect(), CycleBy::Part),
    };
    let day = NaiveDate::from_ymd_opt(2026, 8, 22).unwrap();
    let parts = Verdict::new(&catalog, &located, Viewpoint::with_defaults(day))
        .unwrap()
        .parts();
    assert_eq!(parts[0], "Lamp x matches 4.2 (LTS), 6, 5.1, 5.0 and 5 more");
    assert_eq!(
        parts[1],
        "mixed: 3 supported, 4 ended, 1 not yet released, 1 unknown"
    );
    assert_eq!(parts.last().unwrap(), "also the name of Torch");
}
