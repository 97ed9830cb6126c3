//! The rules of endoflife.date, at and beside every boundary.

use chrono::{Days, NaiveDate};

use super::{
    Health, LtsState, Phase, Standing, folded, health, is_end_of_life, is_maintained_on_site, lts,
    product_health, release_health,
};
use crate::facts::product::{Dates, End, Lts, Product, parse};
use crate::facts::viewpoint::Viewpoint;

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

fn today() -> NaiveDate {
    day(2026, 8, 22)
}

/// A product with a release for each of these texts of YAML.
fn product(releases: &[&str]) -> Product {
    let item = |own: &&str| format!("  - releaseCycle: x\n    {}\n", own.replace('\n', "\n    "));
    let releases = releases.iter().map(item).collect::<Vec<_>>().concat();
    let list = if releases.is_empty() { "[]" } else { "" };
    let text = format!(
        "---\ntitle: Lamp\ncategory: device\npermalink: /lamp\nreleases: {list}\n{releases}---\n"
    );
    parse("lamp.md", text.as_bytes()).unwrap().product
}

fn dates(own: &str) -> Dates {
    product(&[own]).releases.remove(0).dates
}

#[test]
fn on_the_very_day_nothing_has_ended() {
    for phase in Phase::ALL {
        for (end, standing) in [
            (today() - Days::new(1), Standing::Ended),
            (today(), Standing::AlmostOver),
            (today() + Days::new(1), Standing::AlmostOver),
            (today() + Days::new(1000), Standing::Running),
        ] {
            let mut dates = dates("releaseDate: 2020-01-01");
            *field(&mut dates, phase) = End::On(end);
            assert_eq!(
                phase.standing(&dates, Viewpoint::with_defaults(today())),
                standing,
                "{phase:?} {end}"
            );
        }
    }
}

fn field(dates: &mut Dates, phase: Phase) -> &mut End {
    match phase {
        Phase::Production => &mut dates.discontinued,
        Phase::ActiveSupport => &mut dates.active_support,
        Phase::Security => &mut dates.eol,
        Phase::ExtendedSupport => &mut dates.extended_support,
    }
}

#[test]
fn a_phase_is_almost_over_in_its_last_third_and_120_days() {
    let almost = |days: u64, left: u64| {
        let start = day(2020, 1, 1);
        let end = start + Days::new(days);
        let dates = Dates {
            released: Some(start),
            eol: End::On(end),
            ..dates("")
        };
        Phase::Security.standing(&dates, Viewpoint::with_defaults(end - Days::new(left)))
            == Standing::AlmostOver
    };
    for (days, most) in [
        (0, 0),
        (1, 0),
        (2, 0),
        (3, 1),
        (30, 10),
        (31, 10),
        (359, 119),
        (360, 120),
        (361, 120),
        (3650, 120),
    ] {
        assert!(almost(days, most), "{most} of {days} days left");
        assert!(!almost(days, most + 1), "{} of {days} days left", most + 1);
    }
}

#[test]
fn without_a_release_date_the_last_120_days_are_almost_over() {
    for (left, standing) in [(120, Standing::AlmostOver), (121, Standing::Running)] {
        let dates = Dates {
            eol: End::On(today() + Days::new(left)),
            ..dates("")
        };
        assert_eq!(
            Phase::Security.standing(&dates, Viewpoint::with_defaults(today())),
            standing,
            "{left}"
        );
    }
}

#[test]
fn an_end_before_the_release_is_never_almost_over() {
    let dates = dates("releaseDate: 2026-09-30\neol: 2026-09-01");
    for (day, standing) in [
        (day(2026, 9, 1), Standing::Running),
        (day(2026, 9, 2), Standing::Ended),
    ] {
        assert_eq!(
            Phase::Security.standing(&dates, Viewpoint::with_defaults(day)),
            standing
        );
    }
}

#[test]
fn a_yes_or_a_no_has_no_last_days() {
    for phase in Phase::ALL {
        let unstated = match phase {
            Phase::ExtendedSupport => Standing::NotOffered,
            _ => Standing::Unknown,
        };
        for (end, standing) in [
            (End::Open, Standing::Running),
            (End::Over, Standing::Ended),
            (End::Unstated, unstated),
        ] {
            let mut dates = dates("releaseDate: 2020-01-01");
            *field(&mut dates, phase) = end;
            assert_eq!(phase.end(&dates), end);
            assert_eq!(
                phase.standing(&dates, Viewpoint::with_defaults(today())),
                standing,
                "{phase:?} {end:?}"
            );
        }
    }
}

#[test]
fn a_release_is_maintained_while_one_stated_phase_goes_on() {
    for (own, maintained) in [
        ("", false),
        ("eol: true", false),
        ("eol: false", true),
        ("eol: 2026-08-22", true),
        ("eol: 2026-08-21", false),
        ("eol: true\neoas: false", true),
        ("eol: true\neoes: 2026-08-22", true),
        ("eol: true\neoes: true", false),
        ("eol: true\ndiscontinued: false", true),
        ("eol: true\nlts: true", false),
        ("eol: true\nextendedSupport: false", false),
    ] {
        assert_eq!(
            is_maintained_on_site(&dates(own), today()),
            maintained,
            "{own}"
        );
    }
}

#[test]
fn a_phase_without_a_column_maintains_its_release() {
    let product = product(&["eol: true\neoes: 2027-01-01"]);
    assert_eq!(product.columns.extended_support, None);
    assert!(is_maintained_on_site(&product.releases[0].dates, today()));
    assert!(is_end_of_life(&product.releases[0].dates, today()));
}

#[test]
fn the_end_of_life_is_the_end_of_security_support() {
    for (own, ended) in [
        ("eol: true", true),
        ("eol: 2026-08-21", true),
        ("eol: 2026-08-22", false),
        ("eol: false", false),
        ("eoas: true\neoes: true\ndiscontinued: true", false),
    ] {
        assert_eq!(is_end_of_life(&dates(own), today()), ended, "{own}");
    }
}

#[test]
fn lts_begins_after_its_day() {
    for (value, state) in [
        (Lts::No, LtsState::No),
        (Lts::Yes, LtsState::Yes),
        (Lts::From(day(2026, 8, 21)), LtsState::Yes),
        (Lts::From(today()), LtsState::Upcoming),
        (Lts::From(day(2035, 5, 31)), LtsState::Upcoming),
    ] {
        let dates = Dates {
            lts: value,
            ..dates("")
        };
        assert_eq!(lts(&dates, today()), state, "{value:?}");
    }
}

#[test]
fn old_unmaintained_rows_fold() {
    for (rows, hidden) in [
        ("", 0..0),
        ("-", 1..1),
        ("+-----", 6..6),
        ("------", 6..6),
        ("-------", 1..7),
        ("++-----", 3..7),
        ("+++----", 4..7),
        ("++++---", 7..7),
        ("+++++++", 7..7),
        ("+-----+", 7..7),
        ("+-+----", 4..7),
        ("-+-----", 3..7),
        ("+---------", 2..10),
    ] {
        let eol = |row| {
            if row == '+' {
                "eol: false"
            } else {
                "eol: true"
            }
        };
        let releases: Vec<&str> = rows.chars().map(eol).collect();
        assert_eq!(
            folded(&product(&releases).releases, today()),
            hidden,
            "{rows:?}"
        );
    }
}

const ENDED: &str = "eol: 2026-08-21";
const SOON: &str = "eol: 2026-08-22";
const GOOD: &str = "eol: 2028-01-01";
const AHEAD: &str = "releaseDate: 2026-08-23\neol: false";
const BLANK: &str = "latest: '1'";

#[test]
fn a_release_stands_as_its_longest_phase() {
    for (own, stands) in [
        (BLANK, Health::Unknown),
        (AHEAD, Health::NotYet),
        ("releaseDate: 2026-08-22\neol: false", Health::Supported),
        (ENDED, Health::Ended),
        (SOON, Health::AlmostOver),
        (GOOD, Health::Supported),
        ("eol: true\neoes: 2026-08-22", Health::Extended),
        ("eol: true\neoes: true", Health::Ended),
        ("eol: 2026-08-22\neoes: false", Health::AlmostOver),
        ("eoas: 2026-08-22\neol: false", Health::Supported),
        ("eoas: true", Health::Ended),
    ] {
        assert_eq!(
            release_health(&dates(own), Viewpoint::with_defaults(today())),
            stands,
            "{own}"
        );
    }
}

#[test]
fn a_product_stands_as_its_best_release() {
    let cases: [(&[&str], Health); 10] = [
        (&[], Health::Unknown),
        (&[BLANK], Health::Unknown),
        (&[AHEAD], Health::NotYet),
        (&[AHEAD, ENDED], Health::Ended),
        (&[AHEAD, SOON], Health::AlmostOver),
        (&[AHEAD, BLANK], Health::Unknown),
        (&[BLANK, ENDED], Health::Unknown),
        (&[ENDED, SOON], Health::AlmostOver),
        (&[SOON, GOOD, ENDED], Health::Supported),
        (&[ENDED, ENDED], Health::Ended),
    ];
    for (releases, stands) in cases {
        assert_eq!(
            health(product(releases).dates(), Viewpoint::with_defaults(today())),
            stands,
            "{releases:?}"
        );
    }
}

/// The health of a product with these releases on a day of 2027, by data of 2026-08-22 or of an unknown
/// day.
fn health_in_2027(releases: &[&str], data_day: Option<NaiveDate>) -> Health {
    let dates: Vec<Dates> = product(releases).dates().copied().collect();
    product_health(&dates, data_day, Viewpoint::with_defaults(day(2027, 1, 1)))
}

#[test]
fn a_product_whose_last_support_ended_after_the_day_of_the_data_is_unknown() {
    const SINCE: &str = "eol: 2026-10-01";
    const SOLD_ON: &str = "eol: 2026-10-01\neoes: 2029-01-01";
    let cases: [(&[&str], Health); 9] = [
        (&[SINCE], Health::Unknown),
        (&[SINCE, ENDED], Health::Unknown),
        (&[SOLD_ON], Health::Unknown),
        (&[SOON], Health::Unknown),
        (&[ENDED], Health::Ended),
        (&["eol: true"], Health::Ended),
        (&["eol: 2026-08-21\neoes: 2026-10-01"], Health::Ended),
        (&["eol: 2026-08-21\neoes: 2029-01-01"], Health::Extended),
        (&[SINCE, GOOD], Health::Supported),
    ];
    for (releases, stands) in cases {
        let by = |data_day| health_in_2027(releases, data_day);
        assert_eq!(by(Some(today())), stands, "{releases:?}");
        let is_unknown = stands == Health::Unknown;
        let is_over = matches!(by(None), Health::Ended | Health::Extended);
        assert!(is_over || !is_unknown, "{releases:?}");
        assert_eq!(by(Some(day(2027, 1, 1))), by(None), "{releases:?}");
    }
}

#[test]
fn every_health_has_its_own_words() {
    let all = [
        (Health::Supported, "supported"),
        (Health::AlmostOver, "ending soon"),
        (Health::Ended, "ended"),
        (Health::NotYet, "not yet released"),
        (Health::Unknown, "unknown"),
    ];
    for (health, words) in all {
        assert_eq!(health.words(), words);
    }
}
