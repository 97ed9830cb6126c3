use chrono::NaiveDate;

use super::{Cadence, sentences};
use crate::facts::product::{self, Product};
use crate::facts::viewpoint::Viewpoint;

fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// Releases as `NAME RELEASED EOL`, newest first.
fn product(releases: &[&str]) -> Product {
    let releases = releases.iter().map(|release| {
        let [name, day, eol] = release.split(' ').collect::<Vec<_>>()[..] else {
            panic!("{release} is a name, a day and an end");
        };
        format!("- {{releaseCycle: '{name}', releaseDate: {day}, eol: {eol}}}\n")
    });
    let releases: String = releases.collect();
    let file = format!("---\ntitle: X\npermalink: /x\ncategory: os\nreleases:\n{releases}---\n");
    product::parse("x.md", file.as_bytes()).unwrap().product
}

const YEARLY: [&str; 5] = [
    "5 2026-01-10 false",
    "4 2025-01-10 2027-01-10",
    "3 2024-01-10 2026-01-10",
    "2 2023-01-10 2025-01-10",
    "1 2022-01-10 2024-01-10",
];

fn measured(releases: &[&str], day: &str) -> Cadence {
    Cadence::measure(&product(releases), Viewpoint::with_defaults(date(day)))
}

#[test]
fn the_middle_and_its_neighbours_are_measured() {
    for (intervals, expected) in [
        (vec![1], [1, 1, 1, 1]),
        (vec![4, 2], [2, 2, 3, 4]),
        (vec![3, 1, 2], [3, 1, 2, 3]),
        (vec![1, 2, 3, 4], [4, 1, 2, 3]),
        (vec![10, 20, 30, 40, 50], [5, 20, 30, 40]),
        (vec![7, 1, 6, 2, 5, 3, 4, 8], [8, 2, 4, 6]),
    ] {
        let spread = super::Spread::of(&intervals).unwrap();
        let count = i64::try_from(spread.count).unwrap();
        let found = [count, spread.lower, spread.median, spread.upper];
        assert_eq!(found, expected, "{intervals:?}");
    }
    assert_eq!(super::Spread::of(&[]), None);
}

#[test]
fn releases_one_after_the_other_have_a_rhythm() {
    let rhythm = |releases: &[&str]| {
        let rhythm = measured(releases, "2026-11-22").rhythm;
        rhythm.map(|rhythm| rhythm.intervals)
    };
    assert_eq!(rhythm(&YEARLY), Some(vec![365, 365, 366, 365]));
    assert_eq!(rhythm(&YEARLY[..4]), Some(vec![365, 366, 365]));
    assert_eq!(rhythm(&YEARLY[..3]), None, "three are too few");
    let on_one_day = [
        "4 2025-01-10 false",
        "3 2024-01-10 false",
        "2 2024-01-10 false",
        "1 2022-01-10 false",
    ];
    assert_eq!(rhythm(&on_one_day), None, "two came on one day");
    let two_lines = [
        "2.7 2025-06-10 false",
        "3.2 2025-01-10 false",
        "2.6 2024-01-10 false",
        "3.1 2023-01-10 false",
    ];
    assert_eq!(rhythm(&two_lines), None, "two lines run in parallel");
    let not_in_order = [
        "1 2022-01-10 false",
        "3 2024-01-10 false",
        "2 2023-01-10 false",
        "4 2025-01-10 false",
    ];
    assert_eq!(
        rhythm(&not_in_order),
        Some(vec![365, 365, 366]),
        "days count, not the file's order"
    );
}

#[test]
fn one_step_of_ten_may_go_astray() {
    let named = |names: [u32; 11]| {
        let releases = names.into_iter().zip(2010..);
        let releases: Vec<String> = releases
            .map(|(name, year)| format!("{name} {year}-01-10 false"))
            .collect();
        let releases: Vec<&str> = releases.iter().map(String::as_str).collect();
        measured(&releases, "2026-11-22").rhythm.is_some()
    };
    assert!(named([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]));
    assert!(named([1, 2, 3, 1, 5, 6, 7, 8, 9, 10, 11]));
    assert!(!named([1, 2, 3, 1, 5, 6, 7, 2, 9, 10, 11]));
}

#[test]
fn only_the_last_ten_intervals_are_measured() {
    let years: Vec<i32> = (1990..2010).step_by(3).chain(2010..=2020).collect();
    let releases: Vec<String> = years
        .iter()
        .map(|year| format!("{year} {year}-03-01 false"))
        .collect();
    let releases: Vec<&str> = releases.iter().map(String::as_str).collect();
    let rhythm = measured(&releases, "2026-11-22").rhythm.unwrap();
    assert_eq!((rhythm.intervals.len(), rhythm.spread.upper), (10, 366));
}

#[test]
fn a_next_release_is_expected_only_where_the_dates_lead_to_one() {
    let next = |releases: &[&str], day: &str| {
        let next = measured(releases, day).next_release?;
        Some([next.earliest, next.day, next.latest].map(|day| day.to_string()))
    };
    let expected = Some(["2027-01-10"; 3].map(str::to_owned));
    assert_eq!(next(&YEARLY, "2026-11-22"), expected);
    assert_eq!(next(&YEARLY, "2027-06-01"), expected, "overdue");
    assert_eq!(next(&YEARLY, "2028-02-01"), None, "the rhythm is broken");
    assert_eq!(next(&YEARLY, "2025-11-22"), None, "the next is in the data");
    let ended: Vec<String> = YEARLY
        .iter()
        .map(|release| release.replace("false", "true").replace("2027", "2026"))
        .collect();
    let ended: Vec<&str> = ended.iter().map(String::as_str).collect();
    assert!(measured(&ended, "2026-11-22").rhythm.is_some());
    assert_eq!(next(&ended, "2026-11-22"), None, "all have ended");
    let uneven = [
        "4 2026-01-10 false",
        "3 2025-12-10 false",
        "2 2022-01-10 false",
        "1 2021-01-10 false",
    ];
    assert_eq!(next(&uneven, "2026-02-01"), None, "months or years");
}

#[test]
fn the_lengths_of_phases_are_measured_from_known_ends() {
    let lengths = |releases: &[&str]| {
        let support = measured(releases, "2026-11-22").support;
        let support = support.iter().map(|support| {
            (
                support
                    .phase
                    .column(&product(&YEARLY).columns)
                    .unwrap()
                    .to_owned(),
                support.spread.count,
                support.spread.median,
            )
        });
        support.collect::<Vec<_>>()
    };
    assert_eq!(lengths(&YEARLY), [("Security Support".to_owned(), 4, 730)]);
    assert_eq!(lengths(&YEARLY[..4]), [], "three known ends are too few");
}

#[test]
fn an_end_that_nobody_publishes_is_expected_where_the_others_lead_to_it() {
    let end = |releases: &[&str], day: &str| {
        let end = measured(releases, day).next_end?;
        Some((end.release, end.expected.day.to_string()))
    };
    assert_eq!(
        end(&YEARLY, "2026-11-22"),
        Some((0, "2028-01-10".to_owned()))
    );
    assert_eq!(end(&YEARLY, "2029-01-01"), None, "it has outlived them all");
    assert_eq!(
        end(&YEARLY[1..], "2026-11-22"),
        None,
        "every end is published"
    );
}

#[test]
fn the_numbers_stand_behind_the_words() {
    let words = |releases: &[&str], day| -> Vec<String> {
        let sentences =
            sentences(&product(releases), Viewpoint::with_defaults(date(day))).into_iter();
        sentences
            .map(|(name, text)| format!("{name}: {text}"))
            .collect()
    };
    assert_eq!(
        words(&YEARLY, "2026-11-22"),
        [
            "Release cadence: every year ████, typically 365 days, over the last 4 intervals",
            "Next release, estimated: around 10 Jan 2027 (in 1 month and 2 weeks) if the cadence holds",
            "Support length: Security Support ██████████ 2 years, from the release date, over the \
             last 4 end dates",
            "Next end, estimated: 5 around 10 Jan 2028 (in 1 year and 1 month) if supported as long \
             as earlier releases; typically 10 Jan 2028 to 11 Jan 2028; no end date is published",
        ]
    );
    assert_eq!(
        words(&YEARLY, "2027-03-01")[1],
        "Next release, estimated: around 10 Jan 2027; 1 month and 2 weeks overdue, unless released \
         after the data was collected"
    );
    assert_eq!(
        words(&YEARLY, "2030-01-10")[0],
        "Release cadence: every year, but none in the last 4 years ████, typically 365 \
         days, over the last 4 intervals"
    );
    let mixed = [
        "4 2026-01-10 2031-01-10",
        "3 2025-12-10 2026-09-10",
        "2 2022-01-10 2027-01-10",
        "1 2021-01-10 2021-10-10",
    ];
    assert_eq!(
        words(&mixed, "2026-11-22"),
        [
            "Release cadence: every 1 month to 3 years and 11 months ▃█▁, over the last 3 \
             intervals",
            "Support length: Security Support ██████████ 9 months to 5 years, from the release date, over the last 4 end dates",
        ]
    );
    assert_eq!(words(&YEARLY[..3], "2026-11-22"), [""; 0]);
    assert_eq!(words(&[], "2026-11-22"), [""; 0]);
}
