use chrono::NaiveDate;

use super::{Span, Timeline};
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
