//! Parsing queries, and what their filters accept on 2026-08-22.

use chrono::NaiveDate;

use super::{Asked, Collected, InStack, Names, Query, Subject, complete, offers, toggled};
use crate::facts::catalog::Catalog;
use crate::facts::product;
use crate::facts::viewpoint::Viewpoint;

fn day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 8, 22).unwrap()
}

fn file(id: &str, category: &str, more: &str, releases: &[&str]) -> String {
    let releases = releases.iter();
    let releases = releases.map(|release| format!("- {{releaseCycle: '1', {release}}}\n"));
    let releases = releases.collect::<Vec<_>>().concat();
    format!(
        "---\ntitle: The {id}\npermalink: /{id}\ncategory: {category}\n{more}releases:\n{releases}---\n"
    )
}

const JAVA: &str =
    "customFields:\n- {name: supportedJavaVersions, display: api-only, label: JDK}\n";
const BOUNDS: &str = "customFields:\n- {name: minNodeVersion, display: api-only, label: Min. Node}\n\
                      - {name: maxNodeVersion, display: api-only, label: Max Node}\n";

/// Products named after their properties.
fn catalog() -> Catalog {
    let files = [
        file(
            "supported",
            "os",
            "tags: linux-distribution\n",
            &[
                "releaseDate: 2026-05-24, eol: 2027-08-22",
                "releaseDate: 2020-01-01, eol: true",
            ],
        ),
        file(
            "soon",
            "os",
            "",
            &["releaseDate: 2024-01-31, eol: 2026-09-21, lts: true"],
        ),
        file(
            "extended",
            "database",
            "eoesColumn: true\n",
            &["releaseDate: 2020-01-01, eol: 2025-01-01, eoes: 2030-01-01, lts: true"],
        ),
        file(
            "ended",
            "device",
            "tags: microsoft discontinued\n",
            &["releaseDate: 2010-01-01, eol: 2026-07-31, lts: true, latestReleaseDate: 2019-06-30"],
        ),
        file(
            "upcoming",
            "app",
            "",
            &["releaseDate: 2027-01-01, eol: 2027-02-01"],
        ),
        file(
            "unknown",
            "app",
            "eolColumn: false\n",
            &["releaseDate: 2023-12-31"],
        ),
        file(
            "spring",
            "framework",
            &format!("tags: java-runtime\nreleasePolicyLink: https://x.org\n{JAVA}"),
            &[
                "releaseDate: 2026-01-01, eol: false, latestReleaseDate: 2026-08-01, supportedJavaVersions: 17 - 21",
                "releaseDate: 2020-01-01, eol: true, supportedJavaVersions: '8'",
            ],
        ),
        file(
            "ionic",
            "framework",
            &format!("tags: javascript-runtime\nidentifiers:\n- cpe: cpe:/a:x:y\n{BOUNDS}"),
            &["releaseDate: 2026-01-01, eol: false, minNodeVersion: v18, maxNodeVersion: v22.x"],
        ),
        file(
            "node",
            "lang",
            "alternate_urls: [/nodejs]\n",
            &["releaseDate: 2026-01-01, eol: false"],
        ),
    ];
    let files = files
        .iter()
        .map(|file| product::parse("x.md", file.as_bytes()));
    let catalog = Catalog::new(files).unwrap();
    assert_eq!(catalog.faults(), []);
    catalog
}

fn query(text: &str) -> Query {
    Query::parse(text, Names::new(&catalog(), &Collected::default()))
}

/// The ids of the products that all filters of a text accept; the text must be valid.
fn accepted(text: &str) -> String {
    let catalog = catalog();
    let query = Query::parse(text, Names::new(&catalog, &Collected::default()));
    assert_eq!(query.faults, [], "{text}");
    assert!(!query.filters.is_empty(), "{text}");
    let own = |asked: Asked<'_>| match asked {
        Asked::Watched(index) => catalog.find("node") == Some(index),
        Asked::Stack(index, _, how) => {
            let is_found = catalog.find("spring") == Some(index);
            is_found && !matches!(how, InStack::Kind("pin"))
        }
    };
    let cards = catalog.cards().iter().enumerate();
    let accepted = cards.filter(|(index, _)| {
        let mut filters = query.filters.iter();
        filters.all(|filter| {
            filter.accepts(&Subject::new(
                &catalog,
                *index,
                Viewpoint::with_defaults(day()),
                &own,
            ))
        })
    });
    let ids: Vec<&str> = accepted.map(|(_, card)| card.id.as_str()).collect();
    ids.join(" ")
}

const ALL: &str = "supported soon extended ended upcoming unknown spring ionic node";

fn all_but(ids: &str) -> String {
    let left = ALL
        .split(' ')
        .filter(|id| !ids.split(' ').any(|other| other == *id));
    left.collect::<Vec<_>>().join(" ")
}

#[test]
fn properties_are_found_by_their_names_and_by_parts_of_them() {
    for (text, ids) in [
        ("cat:os", "supported soon"),
        ("CAT:OS", "supported soon"),
        ("category=os", "supported soon"),
        ("cat:db", "extended"),
        ("cat:datab", "extended"),
        ("cat:d", "extended ended"),
        ("cat:os,db", "supported soon extended"),
        ("cat:os tag:linux", "supported"),
        ("tag:java", "spring"),
        ("tag:java-runtime", "spring"),
        ("tag:javaruntime", "spring"),
        ("tag:runtime", "spring ionic"),
        ("tag:javas", "ionic"),
        ("tag:mcrsft", "ended"),
        ("tag:os", "supported soon"),
        ("of:soon", "soon"),
        ("of:s.oon", "soon"),
        ("of:The_Soon", "soon"),
        ("of:linux", "supported"),
        ("of:node,java-runtime,soon", "soon spring node"),
        ("has:cpe", "ionic"),
        ("has:eoes", "extended"),
        (
            "has:eol",
            "supported soon extended ended upcoming spring ionic node",
        ),
        ("has:policy", "spring"),
        ("has:alias,cpe", "ionic node"),
        ("has:lts", "soon extended ended"),
    ] {
        assert_eq!(accepted(text), ids, "{text}");
        if !text.contains(' ') {
            assert_eq!(accepted(&format!("-{text}")), all_but(ids), "-{text}");
        }
    }
}

#[test]
fn states_are_those_of_the_signs_and_unknown_is_not_ended() {
    for (text, ids) in [
        ("is:supported", "supported spring ionic node"),
        ("is:soon", "soon"),
        ("is:extended", "extended"),
        ("is:ended", "ended"),
        ("is:upcoming", "upcoming"),
        ("is:unknown", "unknown"),
        ("is:maintained", "supported soon extended spring ionic node"),
        ("is:lts", "soon extended"),
        ("is:watched", "node"),
        ("is:stack", "spring"),
        ("is:watched,stack", "spring node"),
        ("in:api/", "spring"),
        ("kind:set role:ci", "spring"),
        ("kind:pin", ""),
        ("is:ended,unknown", "ended unknown"),
        ("-is:ended -is:maintained", "upcoming unknown"),
        ("-is:maintained", "ended upcoming unknown"),
    ] {
        assert_eq!(accepted(text), ids, "{text}");
    }
}

#[test]
fn times_are_compared_with_the_day_looked_at() {
    for (text, ids) in [
        ("ends<30d", ""),
        ("ends<=30d", "soon"),
        ("ends:30d", "soon"),
        ("ends<31d", "soon"),
        ("ends<1m", ""),
        ("ends<5w", "soon"),
        ("ends:<1y", "soon"),
        ("ends<=1y", "supported soon"),
        ("ends>1m", "supported"),
        ("ends>=365d", "supported"),
        ("ends<2027", "soon"),
        ("ends=2026-09", "soon"),
        ("ends<=2026-09", "soon"),
        ("ends<2026-09", ""),
        ("ends>2026-09-20", "supported soon"),
        ("ends>2026-09-21", "supported"),
        ("ends<2020", ""),
        ("released>2026", ""),
        ("released:2026", "supported spring ionic node"),
        ("released>2025", "supported spring ionic node"),
        ("released>=2024-01", "supported soon spring ionic node"),
        ("released>2024-01", "supported spring ionic node"),
        ("released<2011", "ended"),
        ("released<90d", ""),
        ("released<=90d", "supported"),
        ("released<3m", ""),
        ("released<12w", ""),
        ("released>10y", "ended"),
        ("latest>1y", "ended"),
        ("latest<2020", "ended"),
        ("latest<1m", "spring"),
        ("latest<60000d", "ended spring"),
    ] {
        assert_eq!(accepted(text), ids, "{text}");
    }
}

#[test]
fn own_fields_say_which_versions_a_living_release_supports() {
    for (text, ids) in [
        ("java>=17", "spring"),
        ("java:17", "spring"),
        ("jdk:19", "spring"),
        ("supportedjavaversions=17", "spring"),
        ("java>20", "spring"),
        ("java>21", ""),
        ("java<17", ""),
        ("java<=17", "spring"),
        ("java:8", ""),
        ("java:17.0.2", "spring"),
        ("node=20", "ionic"),
        ("node=22.9", "ionic"),
        ("node=23", ""),
        ("node<18", ""),
        ("node:20 cat:framework", "ionic"),
        ("-java:17 cat:framework", "ionic"),
    ] {
        assert_eq!(accepted(text), ids, "{text}");
    }
}

#[test]
fn what_is_no_filter_is_left_to_the_search() {
    for text in [
        "",
        "  postgres   14 ",
        "ubuntu:20.04",
        "node:16",
        "node:20-alpine",
        "pkg:npm/express@4.18.2",
        "cpe:2.3:o:canonical:ubuntu_linux:20.04:*:*",
        "https://endoflife.date/api/v1/products/python?a=b",
        "registry.example/lib/redis:7.2@sha256:abc",
        "redis:7.2@sha256=x",
        "cats:os",
        "c++ -x - -- : < <3 a<b",
        "is tag cat",
        "münchen:ä",
    ] {
        let query = query(text);
        assert_eq!((query.words.as_str(), query.filters.len()), (text, 0));
        assert_eq!(query.faults, []);
    }
    for (text, words, filters) in [
        ("  red  cat:os hat ", "red hat", 1),
        ("cat:os", "", 1),
        ("node:20 alpine", "alpine", 1),
        ("node:20-alpine cat:os", "node:20-alpine", 1),
        ("-cat:os -x", "-x", 1),
        ("cat:os cat:x python", "python", 1),
    ] {
        let query = query(text);
        assert_eq!(
            (query.words.as_str(), query.filters.len()),
            (words, filters)
        );
    }
}

#[test]
fn what_is_not_understood_says_what_would_be_right() {
    let times = "needs a span (90d 6w 3m 1y) or a date (2027, 2027-Q1, 2027-01, 2027-01-31)";
    for (text, at, reason) in [
        (
            "cat:",
            0..4,
            "cat: needs a category; expected one of app database device framework lang os"
                .to_owned(),
        ),
        (
            "x -cat:xyz",
            2..10,
            "unknown category \"xyz\"; expected one of app database device framework lang os"
                .to_owned(),
        ),
        (
            "tag:mircosoft",
            0..13,
            "unknown tag \"mircosoft\"; did you mean microsoft?".to_owned(),
        ),
        (
            "of:qqzzyy",
            0..9,
            "unknown product or tag \"qqzzyy\"; `eolens list` lists all products".to_owned(),
        ),
        (
            "cat:os,dvc,",
            0..11,
            "cat: needs a category; expected one of app database device framework lang os"
                .to_owned(),
        ),
        (
            "is:endde",
            0..8,
            "unknown status \"endde\"; did you mean ended?".to_owned(),
        ),
        (
            "cat<os",
            0..6,
            "cat: does not support < or >; use cat:NAME".to_owned(),
        ),
        ("ends<", 0..5, format!("ends: {times}")),
        ("ends<90", 0..7, format!("invalid time `90`; ends: {times}")),
        (
            "ends<-3d",
            0..8,
            format!("invalid time `-3d`; ends: {times}"),
        ),
        (
            "released>2024-1",
            0..15,
            format!("invalid time `2024-1`; released: {times}"),
        ),
        (
            "latest<2024-02-30",
            0..17,
            format!("invalid time `2024-02-30`; latest: {times}"),
        ),
        (
            "ends<9999999999d",
            0..16,
            format!("invalid time `9999999999d`; ends: {times}"),
        ),
        ("ends<é", 0..7, format!("invalid time `é`; ends: {times}")),
        (
            "end<90d",
            0..7,
            "unknown filter end; did you mean ends?".to_owned(),
        ),
        (
            "java>=",
            0..6,
            "java needs a version: java>=8.1 or java=8.1".to_owned(),
        ),
        (
            "node>=lts",
            0..9,
            "node needs a version: node>=8.1 or node=8.1".to_owned(),
        ),
    ] {
        let faults = query(text).faults;
        assert_eq!(faults.len(), 1, "{text}");
        assert_eq!(
            (faults[0].at.clone(), &faults[0].reason),
            (at, &reason),
            "{text}"
        );
    }
}

#[test]
fn what_has_been_begun_can_be_completed() {
    for (before, terms) in [
        ("ca", &["cat:"][..]),
        ("red re", &["released<"]),
        ("-t", &["-tag:"]),
        ("cat:d", &["cat:database", "cat:device"]),
        ("-cat:os,d", &["-cat:os,database", "-cat:os,device"]),
        ("tag:ru", &["tag:java-runtime", "tag:javascript-runtime"]),
        ("tag:java", &["tag:java-runtime", "tag:javascript-runtime"]),
        ("is:so", &["is:soon"]),
        ("has:eo", &["has:eoas", "has:eol", "has:eoes"]),
        ("ends<", &["ends<30d", "ends<90d", "ends<180d", "ends<1y"]),
        ("ends<9", &["ends<90d"]),
        ("", &[]),
        ("c", &[]),
        ("-", &[]),
        ("ca ", &[]),
        ("python", &[]),
        ("cat:os", &[]),
        ("cat:xyz", &[]),
        ("ubuntu:2", &[]),
    ] {
        let completion = complete(before, Names::new(&catalog(), &Collected::default()));
        let start = before.rfind(' ').map_or(0, |blank| blank + 1);
        let found = completion.map(|own| (own.start, own.terms));
        let terms: Vec<String> = terms.iter().map(|term| (*term).to_owned()).collect();
        let expected = (!terms.is_empty()).then_some((start, terms));
        assert_eq!(found, expected, "{before}");
    }
}

#[test]
fn what_is_toggled_comes_and_goes_and_leaves_the_rest() {
    let (catalog, collected) = (catalog(), Collected::default());
    let names = Names::new(&catalog, &collected);
    let offers = offers(names);
    for (text, offer, toggled_text) in [
        ("", "cat:os", "cat:os"),
        ("cat:os", "cat:os", ""),
        ("red  hat", "cat:os", "red  hat cat:os"),
        ("red cat:os hat", "cat:os", "red hat"),
        ("red cat:os hat", "cat:app", "red cat:os,app hat"),
        ("cat:os,app x", "cat:os", "cat:app x"),
        ("cat:d", "cat:device", "cat:database"),
        ("-cat:os", "cat:os", "cat:os"),
        ("-cat:os,app", "cat:os", "-cat:app cat:os"),
        ("tag:os", "tag:microsoft", "tag:os tag:microsoft"),
        ("is:ended", "is:unknown", "is:ended,unknown"),
        ("is:ended", "is:lts", "is:ended is:lts"),
        ("is:lts", "is:ended", "is:lts is:ended"),
        ("ends<30d x", "ends<90d", "ends<90d x"),
        ("-ends<30d", "ends<90d", "-ends<30d ends<90d"),
        ("ends<90d x", "ends<90d", "x"),
        ("cat:os x cat:os", "cat:os", "x"),
        ("cat:wrong", "cat:os", "cat:wrong cat:os"),
    ] {
        let mut all = offers.iter();
        let offer = all.find(|own| own.text == offer).unwrap();
        assert_eq!(
            toggled(text, names, offer),
            toggled_text,
            "{text} {}",
            offer.text
        );
    }
}

#[test]
fn everything_that_is_offered_is_understood_as_it_is_written() {
    let (catalog, collected) = (catalog(), Collected::default());
    let names = Names::new(&catalog, &collected);
    for offer in offers(names) {
        let query = Query::parse(&offer.text, names);
        assert_eq!(query.filters.len(), 1, "{}", offer.text);
        assert_eq!(query.filters[0].test, offer.test, "{}", offer.text);
        assert!(
            offer.is_on(&query) && !offer.words.is_empty(),
            "{}",
            offer.text
        );
    }
}

#[test]
fn nothing_that_is_typed_breaks_the_parser() {
    let (catalog, collected) = (catalog(), Collected::default());
    let names = Names::new(&catalog, &collected);
    let signs = [
        "",
        "-",
        "--",
        ":",
        "<",
        ">",
        "=",
        "<=",
        ":>",
        ",",
        " ",
        "é",
        "\u{a0}",
        "cat",
        "is",
        "ends",
        "java",
        "node",
        "90d",
        "1é",
        "2027",
        "+",
        ".",
        "999999999999999999999",
        "v",
        "\u{301}",
    ];
    for one in signs {
        for other in signs {
            for third in signs {
                let text = format!("{one}{other}{third}");
                let query = Query::parse(&text, names);
                assert!(
                    query
                        .faults
                        .iter()
                        .all(|fault| text.get(fault.at.clone()).is_some())
                );
                assert_ne!(complete(&text, names).map(|own| own.terms.len()), Some(0));
            }
        }
    }
}

#[test]
fn a_filter_that_is_torn_apart_is_told_how_to_be_written() {
    let (catalog, collected) = (catalog(), Collected::default());
    let names = Names::new(&catalog, &collected);
    for (text, words, whole) in [
        ("ends < 90d", "", Some("ends<90d")),
        ("ends <90d x", "x", Some("ends<90d")),
        ("-released>= 2024", "", Some("-released>=2024")),
        ("ends < x", "ends < x", None),
        ("latest 90", "latest 90", None),
    ] {
        let query = Query::parse(text, names);
        let reasons: Vec<_> = query.faults.iter().map(|fault| &fault.reason).collect();
        let whole = whole.map(|whole| format!("write {whole} without spaces"));
        assert_eq!(reasons, whole.iter().collect::<Vec<_>>(), "{text}");
        assert_eq!(query.words, words, "{text}");
    }
}

#[test]
fn a_products_own_field_is_completed_with_its_sign() {
    let (catalog, collected) = (catalog(), Collected::default());
    let names = Names::new(&catalog, &collected);
    let terms = |text| complete(text, names).map(|own| own.terms);
    assert_eq!(terms("jd"), None);
    assert_eq!(terms("jdk"), Some(vec!["jdk>=".to_owned()]));
    assert_eq!(terms("-nod"), Some(vec!["-node>=".to_owned()]));
}

#[test]
fn a_word_in_the_form_of_a_filter_is_doubted() {
    for (text, words) in [
        ("cta:db", Some("cta: is not a filter; did you mean cat:db?")),
        ("python foo:bar", Some("foo: is not a filter")),
        ("-foo=1 x:y", Some("foo: is not a filter")),
        ("ubuntu:20.04", None),
        ("node20:alpine", None),
        ("https://x.example", None),
        ("pkg:npm/x", None),
        ("cat:db x", None),
        (":x", None),
    ] {
        let doubt = query(text).doubt();
        match words {
            Some(words) => assert!(
                doubt.is_some_and(|doubt| doubt.starts_with(words)),
                "{text}"
            ),
            None => assert_eq!(doubt, None, "{text}"),
        }
    }
}
