use chrono::NaiveDate;

use super::{Item, Judge, Status};
use crate::facts::catalog::Catalog;
use crate::facts::product;
use crate::facts::viewpoint::Viewpoint;
use crate::facts::wording;
use crate::stack::claim::{Claim, Role, Subject};
use crate::stack::formats::maven;
use crate::stack::names::{By, Found, Names, OwnNames};
use crate::stack::policy::{Condition, Policy};
use crate::stack::requirement::{composer, npm, pep440};
use crate::stack::written::{self, Notation};
use crate::text::yaml::Place;

const AT: Place = Place { line: 1, column: 1 };

/// Each release as `NAME RELEASED EOL`, the newest first; behind it `lts` for long-term support, or the newest version.
fn catalog() -> Catalog {
    let files = [
        (
            "python",
            "3.15 2026-10-01 2031-10-31/3.14 2025-10-07 2030-10-31/3.12 2023-10-02 2028-10-31/3.9 2020-10-05 2025-10-31/3.8 2019-10-14 2024-10-07",
        ),
        (
            "php",
            "8.5 2025-11-20 2029-12-31/8.1 2021-11-25 2025-12-31/7.4 2019-11-28 2022-11-28",
        ),
        (
            "nodejs",
            "24 2025-05-06 2028-04-30/22 2024-04-24 2026-10-30/16 2021-04-20 2023-09-11 16.20.2",
        ),
        (
            "eclipse-temurin",
            "26 2026-03-23 2026-09-15/25 2025-09-22 2031-09-30/21 2023-10-10 2029-12-31/8 2014-03-18 2026-11-30",
        ),
        (
            "django",
            "6.1 2026-08-05 2027-12-31/5.2 2025-04-02 2028-04-30 lts/4.2 2023-04-03 2026-04-30 lts",
        ),
        ("dotnet", "10 2025-11-11 2028-11-14 10.0.11"),
        (
            "redis",
            "7.4 2024-07-29 2026-11-30/7.2 2023-08-15 2026-02-28/6.2 2021-02-22 2026-12-01",
        ),
    ];
    let parsed = files.map(|(id, releases)| {
        let items = releases.split('/').map(|release| {
            let cells: Vec<&str> = release.split(' ').collect();
            let (name, released, eol) = (cells[0], cells[1], cells[2]);
            let more = match cells.get(3) {
                Some(&"lts") => ", lts: true".to_owned(),
                Some(latest) => format!(", latest: '{latest}'"),
                None => String::new(),
            };
            format!("- {{releaseCycle: '{name}', releaseDate: {released}, eol: {eol}{more}}}\n")
        });
        let items: String = items.collect();
        let file =
            format!("---\ntitle: {id}\npermalink: /{id}\ncategory: lang\nreleases:\n{items}---\n");
        product::parse(id, file.as_bytes())
    });
    Catalog::new(parsed).unwrap()
}

/// The day on which claims are judged.
fn on() -> Viewpoint {
    Viewpoint::with_defaults(NaiveDate::from_ymd_opt(2026, 9, 1).unwrap())
}

/// The item that a claim makes; `None` if its product is not certain.
fn item(claim: &Claim) -> Option<Item> {
    let catalog = catalog();
    let names = Names::new(&catalog, &OwnNames::default());
    let judge = Judge {
        catalog: &catalog,
        on: on(),
        soon: None,
    };
    let found = names.find(&claim.subject, &claim.written)?;
    judge.judge("x", claim, &found)
}

/// `KIND RELEASE STATUS`, and the oldest accepted release if it has ended.
fn judged(claim: &Claim) -> String {
    let Some(item) = item(claim) else {
        return "nothing".to_owned();
    };
    let (kind, release, status) = (
        item.claim.kind.word(),
        item.release_name(),
        item.status.word(),
    );
    let oldest = item
        .oldest
        .as_ref()
        .map(|oldest| format!(" also {}", oldest.name));
    let oldest = oldest.unwrap_or_default();
    format!("{kind} {release} {status}{oldest}")
}

#[test]
fn a_set_is_judged_by_the_newest_release_that_it_accepts() {
    let rows: [(&str, Notation, &str, &str); 14] = [
        (
            "python",
            pep440::read,
            ">=3.8",
            "set 3.14 supported also 3.8",
        ),
        (
            "python",
            pep440::read,
            ">=3.8,<3.10",
            "set 3.9 ended also 3.8",
        ),
        ("python", pep440::read, "==3.12.*", "set 3.12 supported"),
        ("python", pep440::read, ">=3.16", "set  unknown"),
        ("python", pep440::read, "<3.8", "set  older"),
        ("python", pep440::read, "<2.7", "set  older"),
        ("python", pep440::read, ">=3.8,<3.8", "set  unknown"),
        ("php", composer::read, "^7.4", "set 7.4 ended"),
        (
            "php",
            composer::read,
            "^7.4 || ^8.1",
            "set 8.5 supported also 7.4",
        ),
        ("php", composer::read, "~5.6", "set  older"),
        ("nodejs", npm::read, ">=16", "set 24 supported also 16"),
        ("nodejs", npm::read, "^16.8", "set 16 ended"),
        ("nodejs", npm::read, "16.x || 22.x", "set 22 soon also 16"),
        ("nodejs", npm::read, "*", "set 24 supported also 16"),
    ];
    for (product, notation, text, expected) in rows {
        let accepts = notation(text).unwrap();
        let claim = Claim::set(AT, Subject::Product(product), text, accepts, Role::Run);
        assert_eq!(judged(&claim), expected, "{product} {text}");
    }
}

#[test]
fn a_set_whose_newest_release_ends_soon_may_accept_one_that_lasts() {
    let policy = |conditions| Policy {
        fail_on: Condition::read_all(conditions).unwrap(),
        ..Policy::default()
    };
    for (text, lasting, fails) in [
        (
            "1.8",
            Some("also accepts 25, supported until 30 Sep 2031: no change needed"),
            false,
        ),
        (
            "21",
            Some("also accepts 25, supported until 30 Sep 2031: no change needed"),
            false,
        ),
        ("26", None, true),
    ] {
        let claim = maven::level(text, AT).unwrap();
        let item = item(&claim).unwrap();
        assert_eq!(
            (item.release_name(), item.status),
            ("26", Status::Soon),
            "{text}"
        );
        assert_eq!(item.lasting(on()).as_deref(), lasting, "{text}");
        let rule = |conditions| {
            policy(conditions)
                .rule(&item, on().day, &|_, _| false)
                .fails()
        };
        assert!(!rule("ended"), "{text}");
        assert_eq!(rule("within:90d"), fails, "{text}");
        // Ten years ahead, nothing lasts.
        assert!(rule("within:10y"), "{text}");
        let why = item.why(on());
        assert!(why.contains("or later is judged by"), "{why}");
    }
}

#[test]
fn the_release_to_upgrade_to_is_that_of_all_lists() {
    let upgrade = |claim: &Claim| item(claim).unwrap().upgrade;
    let pin = |product, version| Claim::pin(AT, Subject::Product(product), version, Role::Run);
    // From long-term support to long-term support.
    for (product, version, expected) in [
        ("django", "4.2", Some("5.2")),
        ("django", "5.2", Some("6.1")),
        ("python", "3.9", Some("3.14")),
        ("python", "3.14", None),
        ("nodejs", "0.1", Some("24")),
    ] {
        let claim = pin(product, version);
        assert_eq!(upgrade(&claim).as_deref(), expected, "{product} {version}");
    }
    // It accepts a release that lasts.
    assert_eq!(upgrade(&maven::level("17", AT).unwrap()), None);
}

#[test]
fn a_pin_is_judged_by_its_release() {
    for (product, version, expected) in [
        ("python", "3.8", "pin 3.8 ended"),
        ("python", "3.8.19", "pin 3.8 ended"),
        ("python", "3", "pin 3.14 supported"),
        ("python", "3.15", "pin 3.15 unknown"),
        ("python", "3.80", "pin  unknown"),
        ("python", "3.16", "pin  unknown"),
        ("python", "2.7.18", "pin  older"),
        ("python", "0.0.0", "pin  unknown"),
        ("python", "38", "pin  unknown"),
        ("nodejs", "v16.20.2", "pin 16 ended"),
        ("nodejs", "17", "pin  unknown"),
        ("nodejs", "8", "pin  older"),
        ("redis", "7", "pin 7.4 soon"),
        ("redis", "7.2", "pin 7.2 ended"),
        ("php", "74", "pin  unknown"),
    ] {
        let claim = Claim::pin(AT, Subject::Product(product), version, Role::Run);
        assert_eq!(judged(&claim), expected, "{product} {version}");
    }
}

#[test]
fn a_list_is_judged_by_its_newest() {
    for (versions, expected) in [
        (&["3.8", "3.12"][..], "set 3.12 supported also 3.8"),
        (&["3.8", "3.9"], "set 3.9 ended also 3.8"),
        (&["3.8", "4.0"], "set  unknown"),
        (&["3.8", "3.12", "4.0"], "set 3.12 supported also 3.8"),
        (&["2.6", "2.7"], "set  older"),
        (&["3.8"], "pin 3.8 ended"),
        (&["3.x", ">=3.8"], "set 3.14 supported also 3.8"),
    ] {
        let parts: Vec<(Place, &str)> = versions.iter().map(|version| (AT, *version)).collect();
        let claim = written::list(&parts, &Subject::Product("python"), pep440::read, Role::Ci);
        assert_eq!(judged(&claim.unwrap()), expected, "{versions:?}");
    }
}

#[test]
fn a_phase_has_the_name_that_the_product_gives_it() {
    let file = "---\ntitle: Runtime\npermalink: /runtime\ncategory: service\neoasColumn: Standard Support\n\
         eolColumn: Deprecated Support\neoesColumn: Paid Care\nreleases:\n\
         - {releaseCycle: '4', eoas: 2028-01-01, eol: 2029-01-01, eoes: false}\n\
         - {releaseCycle: '3', eoas: 2026-01-01, eol: 2028-01-01, eoes: false}\n\
         - {releaseCycle: '2', eoas: 2026-01-01, eol: 2026-10-01, eoes: false}\n\
         - {releaseCycle: '1', eoas: 2020-01-01, eol: 2021-01-01, eoes: 2028-01-01}\n---\n";
    let catalog = Catalog::new([product::parse("x.md", file.as_bytes())]).unwrap();
    let judge = Judge {
        catalog: &catalog,
        on: Viewpoint::with_defaults("2026-09-01".parse().unwrap()),
        soon: None,
    };
    let found = Found {
        product: 0,
        by: By::File,
        version: None,
    };
    for (version, expected) in [
        ("4", "supported, ends in 2 years and 4 months"),
        (
            "3",
            "supported, Deprecated Support ends in 1 year and 4 months",
        ),
        ("2", "Deprecated Support ends in 1 month"),
        (
            "1",
            "ended 5 years and 8 months ago, Paid Care until 01 Jan 2028",
        ),
    ] {
        let claim = Claim::pin(AT, Subject::Product("runtime"), version, Role::Run);
        let item = judge.judge("x", &claim, &found).unwrap();
        assert_eq!(item.state(judge.on), expected, "{version}");
    }
}

#[test]
fn a_list_says_what_the_data_do_not_have() {
    for (versions, expected) in [
        (
            &["3.12", "4.0", "5.0"][..],
            Some("the data has no 4.0, 5.0"),
        ),
        (
            &["3.12", "${{ inputs.v }}"],
            Some("the data has no ${{ inputs.v }}"),
        ),
        (&["3.8", "3.12", "2.6", "latest"], None),
        (&["3.8", "4.0"], None),
    ] {
        let parts: Vec<(Place, &str)> = versions.iter().map(|version| (AT, *version)).collect();
        let claim = written::list(&parts, &Subject::Product("python"), pep440::read, Role::Ci);
        let item = item(&claim.unwrap()).unwrap();
        let words = item.assumption().unwrap_or_default();
        let told = words.strip_prefix("judged by the newest that it accepts, ");
        assert_eq!(told, expected, "{versions:?}");
        let policy = Policy {
            fail_on: vec![Condition::Unknown],
            ..Policy::default()
        };
        let fails = policy.rule(&item, on().day, &|_, _| false).fails();
        assert_eq!(fails, expected.is_some() || item.status == Status::Unknown);
        assert!(item.is_finding());
        let why = item.why(on());
        let sentence = expected.map(wording::sentence);
        assert!(sentence.is_none_or(|words| why.contains(&words)), "{why}");
    }
}

#[test]
fn an_image_that_only_has_the_name_of_a_product_must_fit() {
    for (image, expected) in [
        ("node:16", "pin 16 ended"),
        ("node:17", "pin  unknown"),
        ("node", "floating  -"),
        ("node:latest", "floating  -"),
        ("acme/node:16", "pin 16 ended"),
        ("acme/node:16.20.2", "pin 16 ended"),
        ("acme/node:v16.21", "nothing"),
        ("acme/node:24.99", "pin 24 supported"),
        ("acme/node:17", "nothing"),
        ("acme/node:latest", "nothing"),
        ("acme/nodes:16", "nothing"),
    ] {
        let woven = crate::stack::woven::Woven::plain(image, AT);
        let claim = crate::stack::image::claims(&woven, Role::Run).remove(0);
        assert_eq!(judged(&claim), expected, "{image}");
    }
}

#[test]
fn a_list_with_the_newest_version_is_judged_by_that() {
    let list = |texts: &[&str]| {
        let parts: Vec<_> = texts.iter().map(|text| (AT, *text)).collect();
        let claim = written::list(&parts, &Subject::Product("php"), npm::read, Role::Ci);
        judged(&claim.unwrap())
    };
    assert_eq!(list(&["7.4", "latest"]), "set 8.5 supported also 7.4");
    assert_eq!(list(&["7.4", "8.1"]), "set 8.1 ended also 7.4");
    assert_eq!(list(&["nightly"]), "floating  -");
    // Neither need be newer than what is listed.
    assert_eq!(list(&["7.4", "lowest"]), "set  unknown");
    assert_eq!(list(&["7.4", "${{ inputs.v }}"]), "set  unknown");
}

#[test]
fn what_has_no_version_says_why() {
    let php = || Subject::Product("php");
    let floating = |text: &str| Claim::floating(AT, php(), text, Role::Run);
    for (claim, expected) in [
        (floating(""), "no fixed version"),
        (floating("lts/*"), "no fixed version: `lts/*`"),
        (
            floating("x").noted("an expression"),
            "no fixed version: an expression",
        ),
    ] {
        assert_eq!(item(&claim).unwrap().state(on()), expected);
    }
}

#[test]
fn a_placeholder_is_no_version() {
    for text in ["{{ v }}", "@v@"] {
        let claim = Claim::pin(AT, Subject::Product("php"), text, Role::Run);
        assert_eq!(judged(&claim), "floating  -", "{text}");
    }
}

#[test]
fn the_sdk_of_dotnet_is_not_compared_with_the_runtime() {
    let behind = |version| {
        let claim = Claim::pin(AT, Subject::Product("dotnet"), version, Role::Run);
        item(&claim).unwrap().release.unwrap().is_behind
    };
    assert_eq!(behind("10.0.100"), None);
    assert_eq!(behind("10.0.5"), Some(true));
    assert_eq!(behind("10.0.11"), Some(false));
}
