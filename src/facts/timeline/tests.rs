use chrono::NaiveDate;

use super::bar::Grain;
use super::chart::Chart;
use super::part::Part;
use super::{Span, Timeline};
use crate::facts::moves;
use crate::facts::product::{self, End, Product};
use crate::facts::viewpoint::Viewpoint;

fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn product(title: &str, releases: &[&str]) -> Product {
    let releases = releases.iter().enumerate();
    let releases =
        releases.map(|(number, facts)| format!("- {{releaseCycle: '{number}', {facts}}}\n"));
    let releases: String = releases.collect();
    let file = format!(
        "---\ntitle: {title}\npermalink: /x\ncategory: os\neoasColumn: true\neoesColumn: true\n\
         releases:\n{releases}---\n"
    );
    product::parse("x.md", file.as_bytes()).unwrap().product
}

/// `ActiveSupport 2024-01-01 to 2025-01-01`
fn words(span: &Span) -> String {
    let from = span.from.map_or("?".to_owned(), |from| from.to_string());
    let to = match span.to {
        End::On(day) => day.to_string(),
        other => format!("{other:?}"),
    };
    format!("{:?} {from} to {to}", span.phase)
}

#[test]
fn end_dates_that_moved_are_remembered_by_release() {
    let product = product(
        "X",
        &[
            "releaseDate: 2020-01-01, eol: 2027-06-30",
            "releaseDate: 2021-01-01, eol: 2028-06-30",
        ],
    );
    let table = "heading\n\
                 x\t0\teol\t2024-05-01\t2026-12-31\t2027-06-30\n\
                 x\t1\teol\t2021-01-05\t2027-12-31\t2028-06-30\n\
                 x\t1\teoas\t2024-05-01\topen\tover\n";
    let rows = moves::rows(table).unwrap();
    let numbered = rows
        .iter()
        .map(|row| row.numbered(row.release.parse().unwrap()));
    let on = Viewpoint::with_defaults(date("2026-01-01"));
    let mut timeline = Timeline::new(&[&product], on);
    timeline.remember(0, &product, &numbered.collect::<Vec<_>>());
    // The first two weeks of a release and words without a date tell nothing.
    let moved: Vec<_> = timeline.rows.iter().map(|row| row.moved.clone()).collect();
    assert_eq!(moved, [vec![date("2026-12-31")], vec![]]);
    let (window, grain) = (timeline.window(2), Grain::Cell);
    let chart = Chart::new(&timeline, 2, window, grain, 60);
    let text = |parts: Vec<Part>| parts.iter().map(|part| &*part.text).collect::<String>();
    assert!(text(chart.bar(&timeline.rows[0])).contains('╵'));
    assert!(!text(chart.bar(&timeline.rows[1])).contains('╵'));
    assert!(text(chart.legend(&[&product], 80)).contains("╵ earlier end date"));
}

#[test]
fn phases_follow_one_another() {
    for (facts, expected) in [
        (
            "releaseDate: 2024-01-01, eol: 2027-01-01",
            "Security 2024-01-01 to 2027-01-01",
        ),
        (
            "releaseDate: 2024-01-01, eoas: 2025-01-01, eol: 2026-01-01, eoes: 2027-01-01",
            "ActiveSupport 2024-01-01 to 2025-01-01; Security 2025-01-02 to 2026-01-01; \
             ExtendedSupport 2026-01-02 to 2027-01-01",
        ),
        (
            "releaseDate: 2024-01-01, eoas: 2027-01-01, eol: 2027-01-01",
            "ActiveSupport 2024-01-01 to 2027-01-01",
        ),
        (
            "releaseDate: 2024-01-01, eol: false",
            "Security 2024-01-01 to Open",
        ),
        (
            "releaseDate: 2024-01-01, eol: true",
            "Security 2024-01-01 to Over",
        ),
        ("releaseDate: 2024-01-01", "Security 2024-01-01 to Unstated"),
        // Active support is open; security support lasts at least until its end.
        (
            "releaseDate: 2024-01-01, eoas: false, eol: 2027-01-01",
            "ActiveSupport 2024-01-01 to Open; Security 2026-01-01 to 2027-01-01",
        ),
        // It ended on an unknown day, but security support has been there all along.
        (
            "releaseDate: 2024-01-01, eoas: true, eol: 2027-01-01",
            "Security 2024-01-01 to 2027-01-01",
        ),
        (
            "releaseDate: 2024-01-01, eoas: true, eol: false",
            "Security 2024-01-01 to Open",
        ),
        (
            "releaseDate: 2024-01-01, eoas: true, eol: true",
            "ActiveSupport 2024-01-01 to Over",
        ),
        (
            "releaseDate: 2024-01-01, eoas: 2025-01-01, eol: true",
            "ActiveSupport 2024-01-01 to 2025-01-01; Security 2025-01-02 to Over",
        ),
        (
            "releaseDate: 2024-01-01, eol: true, eoes: 2027-01-01",
            "Security 2024-01-01 to Over; ExtendedSupport 2026-01-01 to 2027-01-01",
        ),
        (
            "releaseDate: 2027-01-01, eoas: false, eol: false",
            "ActiveSupport 2027-01-01 to Open; Security 2027-01-01 to Open",
        ),
        ("eol: 2027-01-01", "Security ? to 2027-01-01"),
        (
            "releaseDate: 2024-01-01, discontinued: 2025-01-01, eol: 2027-01-01",
            "Security 2024-01-01 to 2027-01-01; Production 2024-01-01 to 2025-01-01",
        ),
    ] {
        let product = product("X", &[facts]);
        let timeline = Timeline::new(&[&product], Viewpoint::with_defaults(date("2026-01-01")));
        let spans: Vec<String> = timeline.rows[0].spans.iter().map(words).collect();
        assert_eq!(spans.join("; "), expected, "{facts}");
    }
}

#[test]
fn several_products_share_an_axis() {
    let one = product(
        "One",
        &["eol: true", "releaseDate: 2026-03-01, eol: true, lts: true"],
    );
    let two = product("Two", &["releaseDate: 2024-01-01, eol: 2030-01-01"]);
    let day = date("2026-01-01");
    let rows = |products: &[&Product]| {
        let rows = Timeline::new(products, Viewpoint::with_defaults(day))
            .rows
            .into_iter();
        let rows = rows.map(|row| {
            let place = (row.product, row.release);
            format!("{place:?} {} {}", row.name(), row.health.words())
        });
        rows.collect::<Vec<_>>()
    };
    assert_eq!(
        rows(&[&one]),
        ["(0, 0) 0 ended", "(0, 1) 1 (LTS) not yet released"]
    );
    assert_eq!(
        rows(&[&one, &two]),
        [
            "(0, 0) One 0 ended",
            "(0, 1) One 1 (LTS) not yet released",
            "(1, 0) Two 0 supported"
        ]
    );
    assert_eq!(rows(&[]), [""; 0]);
    let timeline = Timeline::new(&[&one, &two], Viewpoint::with_defaults(day));
    assert!(timeline.window(3).days() > timeline.window(2).days());
    assert_eq!(
        timeline.window(0),
        Timeline::new(&[], Viewpoint::with_defaults(day)).window(9)
    );
}
