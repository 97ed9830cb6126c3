//! The values of single keys.

use super::super::{CustomField, End, Lts, Placement, Upkeep};
use super::{day, file, parsed, product, release};

#[test]
fn an_end_is_a_day_a_yes_a_no_or_unstated() {
    let date = End::On(day(2024, 2, 29));
    for (value, end, old) in [
        ("2024-02-29", date, date),
        ("'2024-02-29'", date, date),
        ("true", End::Over, End::Open),
        ("yes", End::Over, End::Open),
        ("On", End::Over, End::Open),
        ("false", End::Open, End::Over),
        ("no", End::Open, End::Over),
        ("OFF", End::Open, End::Over),
        ("null", End::Unstated, End::Unstated),
    ] {
        for key in ["eoas", "eol", "eoes", "discontinued"] {
            let release = release("", &format!("{key}: {value}"));
            let ends = [
                ("eoas", release.dates.active_support),
                ("eol", release.dates.eol),
                ("eoes", release.dates.extended_support),
                ("discontinued", release.dates.discontinued),
            ];
            for (other, found) in ends {
                let expected = if other == key { end } else { End::Unstated };
                assert_eq!(found, expected, "{other} of `{key}: {value}`");
            }
        }
        let found = release("", &format!("support: {value}"))
            .dates
            .active_support;
        assert_eq!(found, old, "support: {value}");
    }
}

#[test]
fn an_older_file_without_extended_support_offers_none() {
    for (value, end) in [
        ("false", End::Unstated),
        ("no", End::Unstated),
        ("true", End::Open),
        ("2024-02-29", End::On(day(2024, 2, 29))),
    ] {
        let found = release("", &format!("extendedSupport: {value}"))
            .dates
            .extended_support;
        assert_eq!(found, end, "{value}");
    }
}

#[test]
fn lts_is_a_day_a_yes_or_a_no() {
    for (value, lts) in [
        ("2024-02-29", Lts::From(day(2024, 2, 29))),
        ("true", Lts::Yes),
        ("yes", Lts::Yes),
        ("false", Lts::No),
        ("null", Lts::No),
    ] {
        assert_eq!(
            release("", &format!("lts: {value}")).dates.lts,
            lts,
            "{value}"
        );
    }
}

#[test]
fn any_auto_with_methods_is_automatic() {
    for (auto, upkeep) in [
        ("[git: x]", Upkeep::Automatic),
        ("[]", Upkeep::Manual),
        ("{methods: [git: x]}", Upkeep::Automatic),
        (
            "{disabled: true, methods: [{git: x, template: '{{major}}'}]}",
            Upkeep::Automatic,
        ),
        ("{cumulative: true}", Upkeep::Manual),
        ("null", Upkeep::Manual),
    ] {
        assert_eq!(
            product(&format!("auto: {auto}"), "").upkeep,
            upkeep,
            "{auto}"
        );
    }
}

#[test]
fn a_custom_field_has_a_place_in_either_schema() {
    for (word, placement) in [
        ("after-release-column", Placement::AfterRelease),
        ("before-latest-column", Placement::BeforeLatest),
        ("after-latest-column", Placement::AfterLatest),
        ("api-only", Placement::Hidden),
        ("none", Placement::Hidden),
    ] {
        for top in [
            format!("customFields: [{{name: a, display: {word}, label: A}}]"),
            format!("customColumns: [{{property: a, position: {word}, label: A}}]"),
        ] {
            let field = CustomField {
                name: "a".into(),
                label: "A".into(),
                description: None,
                link: None,
                placement,
            };
            assert_eq!(product(&top, "").custom_fields, [field], "{top}");
        }
    }
}

#[test]
fn bare_values_keep_their_spelling() {
    for value in [
        "1.10",
        "1e3",
        "0x10",
        "007",
        "2024-01-02",
        "false",
        "<8.6",
        "<b>",
    ] {
        let release = release("", &format!("latest: {value}\nminJavaVersion: {value}"));
        assert_eq!(release.latest.as_deref(), Some(value));
        assert_eq!(release.custom, [("minJavaVersion".into(), value.into())]);
        let text = file("", "").replace("'2.0'", value);
        assert_eq!(parsed(text).product.releases[0].name, value);
    }
}

#[test]
fn a_custom_value_of_nothing_is_empty() {
    for own in ["java: null", "java: ~", "java:", "java: ''"] {
        assert_eq!(
            release("", own).custom,
            [("java".into(), "".into())],
            "{own}"
        );
    }
}

#[test]
fn a_list_as_a_custom_value_costs_only_itself() {
    let release = release("", "list: [1.10]\nmap: {a: b}\njava: '1.10'\neol: true");
    let values = [("list", ""), ("map", ""), ("java", "1.10")];
    assert_eq!(
        release.custom,
        values.map(|(key, value)| (key.into(), value.into()))
    );
    assert_eq!(release.dates.eol, End::Over);
}

#[test]
fn a_date_other_than_an_end_that_is_none_is_told_and_left_out() {
    for (own, column, reason) in [
        ("releaseDate: NA", 18, "`releaseDate` must be a valid date"),
        ("release: '5.17'", 14, "`release` must be a valid date"),
        ("latestReleaseDate: [x]", 24, "`latestReleaseDate` must be"),
        (
            "lts: lts",
            10,
            "or true or false; found \"lts\", which is ignored",
        ),
    ] {
        let parsed = parsed(file("", own));
        let [fault] = &parsed.faults[..] else {
            panic!("{own}: {:?}", parsed.faults);
        };
        assert!(fault.reason.contains(reason), "{fault}");
        assert_eq!((fault.line, fault.column), (Some(8), Some(column)), "{own}");
        let dates = &parsed.product.releases[0].dates;
        assert_eq!((dates.released, dates.latest_released), (None, None));
        assert_eq!(dates.lts, Lts::No);
    }
    let parsed = parsed(file("addedAt: soon", ""));
    assert_eq!((parsed.faults.len(), parsed.product.added), (1, None));
}

#[test]
fn a_sort_key_of_2021_sorts_as_the_site_of_the_day_did() {
    for (values, expected) in [
        (["'9'", "'19'", "'10'"], "bca"),
        (["9", "'19'", "10.5"], "bca"),
        (["1.9", "1.10", "'1.2'"], "acb"),
        (["10.0.1", "9.0.1", "9.0.10"], "cba"),
        (["2021-02-03", "2022-12-1", "2020-10-07"], "bac"),
        (["2", "", "3"], "cab"),
    ] {
        let releases = values.iter().zip(["a", "b", "c"]);
        let releases =
            releases.map(|(value, name)| format!("\n  - releaseCycle: {name}\n    short: {value}"));
        let releases: String = releases.collect();
        let text = file("sortReleasesBy: short", "");
        let text = text.replace("\n  - releaseCycle: '2.0'", &releases);
        let product = parsed(text).product;
        let order: String = product
            .releases
            .iter()
            .map(|release| release.name.as_str())
            .collect();
        assert_eq!(order, expected, "{values:?}");
    }
}

#[test]
fn a_tab_may_separate_a_key_from_its_value() {
    let release = release("", "latest:\t13.0.2\ncodename:\t \tbulb");
    assert_eq!(release.latest.as_deref(), Some("13.0.2"));
    assert_eq!(release.codename.as_deref(), Some("bulb"));
}
