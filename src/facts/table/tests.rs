//! Columns, cells, and which of them fit.

mod fit;
mod order;

use chrono::NaiveDate;

use super::{Cell, Column, Table, Tone, label};
use crate::facts::lifecycle::{Phase, Standing};
use crate::facts::product::{Product, parse};
use crate::facts::viewpoint::Viewpoint;

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 8, 22).unwrap()
}

/// A product with additional lines, and a release for each further text.
fn product(top: &str, releases: &[&str]) -> Product {
    let item = |own: &&str| {
        format!(
            "  - releaseCycle: '9'\n    {}\n",
            own.replace('\n', "\n    ")
        )
    };
    let releases = releases.iter().map(item).collect::<Vec<_>>().concat();
    let text = format!(
        "---\ntitle: Lamp\ncategory: device\npermalink: /lamp\n{top}\nreleases:\n{releases}---\n"
    );
    parse("lamp.md", text.as_bytes()).unwrap().product
}

fn table(top: &str, own: &str) -> Table {
    Table::new(&product(top, &[own]), Viewpoint::with_defaults(today()))
}

/// The cell of the only release in a column.
fn cell(table: &Table, column: Column) -> &Cell {
    let mut columns = table.columns.iter();
    let at = columns.position(|heading| heading.column == column);
    &table.rows[0].cells[at.unwrap()]
}

const ALL: &str = "eoasColumn: true\neoesColumn: true\ndiscontinuedColumn: true\ncustomFields:\n\
                   - {name: a, display: after-latest-column, label: A}\n\
                   - {name: b, display: api-only, label: B}\n\
                   - {name: c, display: before-latest-column, label: C}\n\
                   - {name: d, display: after-release-column, label: D}\n\
                   - {name: e, display: after-latest-column, label: E}";

const ALL_COLUMNS: [(Column, &str); 11] = [
    (Column::Release, "Release"),
    (Column::Custom(3), "D"),
    (Column::Released, "Released"),
    (Column::Phase(Phase::Production), "Discontinued"),
    (Column::Phase(Phase::ActiveSupport), "Active Support"),
    (Column::Phase(Phase::Security), "Security Support"),
    (Column::Phase(Phase::ExtendedSupport), "Extended Support"),
    (Column::Custom(2), "C"),
    (Column::Latest, "Latest"),
    (Column::Custom(0), "A"),
    (Column::Custom(4), "E"),
];

fn headings(table: &Table) -> Vec<(Column, &str)> {
    let columns = table.columns.iter();
    columns
        .map(|heading| (heading.column, heading.label.as_str()))
        .collect()
}

#[test]
fn columns_stand_in_the_sites_order() {
    assert_eq!(headings(&table(ALL, "eol: true")), ALL_COLUMNS);
}

#[test]
fn a_column_that_is_off_is_not_there() {
    let off = "releaseDateColumn: false\neolColumn: false\nlatestColumn: false";
    assert_eq!(headings(&table(off, "")), [(Column::Release, "Release")]);
}

#[test]
fn a_column_bears_the_products_label() {
    let top = "releaseDateColumn: Born\neolColumn: <b>Fixes</b>\nlatestColumn: Newest";
    let table = table(top, "");
    let labels: Vec<&str> = headings(&table).iter().map(|(_, label)| *label).collect();
    assert_eq!(labels, ["Release", "Born", "Fixes", "Newest"]);
}

#[test]
fn every_row_has_a_cell_for_every_column() {
    let table = Table::new(
        &product(ALL, &["eol: true", "eol: false", ""]),
        Viewpoint::with_defaults(today()),
    );
    for row in &table.rows {
        assert_eq!(row.cells.len(), table.columns.len());
    }
}

#[test]
fn a_support_cell_says_when_it_ends() {
    let unavailable = ("Unavailable", Tone::Unavailable);
    let unknown = ("Unknown", Tone::Unknown);
    for (key, phase, unstated) in [
        ("eoas", Phase::ActiveSupport, unknown),
        ("eol", Phase::Security, unknown),
        ("eoes", Phase::ExtendedSupport, unavailable),
    ] {
        for (value, full, tone) in [
            ("true", "No", Tone::Ended),
            ("false", "Yes", Tone::Good),
            ("2026-08-22", "Ends today (22 Aug 2026)", Tone::Soon),
            ("2026-08-23", "Ends tomorrow (23 Aug 2026)", Tone::Soon),
            ("2026-08-21", "Ended yesterday (21 Aug 2026)", Tone::Ended),
            (
                "2023-09-30",
                "Ended 2 years and 10 months ago (30 Sep 2023)",
                Tone::Ended,
            ),
            ("2028-08-21", "Ends in 2 years (21 Aug 2028)", Tone::Good),
            ("null", unstated.0, unstated.1),
        ] {
            let table = table(ALL, &format!("{key}: {value}\nreleaseDate: 2020-01-01"));
            let cell = cell(&table, Column::Phase(phase));
            assert_eq!(
                (cell.full().as_str(), cell.tone),
                (full, tone),
                "{key}: {value}"
            );
            assert!(!cell.struck && cell.link.is_none(), "{key}: {value}");
        }
    }
}

#[test]
fn a_production_cell_does_not_say_ends() {
    for (value, full, tone) in [
        ("true", "Discontinued", Tone::Ended),
        ("false", "In Production", Tone::Good),
        ("2026-08-22", "today (22 Aug 2026)", Tone::Soon),
        ("2026-08-21", "yesterday (21 Aug 2026)", Tone::Ended),
        ("2028-08-21", "in 2 years (21 Aug 2028)", Tone::Good),
        ("null", "Unknown", Tone::Unknown),
    ] {
        let table = table(
            ALL,
            &format!("discontinued: {value}\nreleaseDate: 2020-01-01"),
        );
        let cell = cell(&table, Column::Phase(Phase::Production));
        assert_eq!((cell.full().as_str(), cell.tone), (full, tone), "{value}");
    }
}

#[test]
fn the_release_date_is_relative_and_plain() {
    for (own, full, tone) in [
        (
            "releaseDate: 2026-08-22",
            "today (22 Aug 2026)",
            Tone::Plain,
        ),
        (
            "releaseDate: 2025-08-22",
            "1 year ago (22 Aug 2025)",
            Tone::Plain,
        ),
        (
            "releaseDate: 2026-08-29",
            "in 1 week (29 Aug 2026)",
            Tone::Plain,
        ),
        ("", "Unknown", Tone::Unknown),
    ] {
        let table = table("", own);
        let cell = cell(&table, Column::Released);
        assert_eq!((cell.full().as_str(), cell.tone), (full, tone), "{own}");
    }
}

#[test]
fn the_latest_cell_is_a_version_and_its_date() {
    for (own, full) in [
        ("", ""),
        ("latest: ''", ""),
        ("latest: '9.1'", "9.1"),
        (
            "latest: '9.1'\nlatestReleaseDate: 2026-08-01",
            "9.1 (01 Aug 2026)",
        ),
        ("latestReleaseDate: 2026-08-01", "(01 Aug 2026)"),
    ] {
        assert_eq!(cell(&table("", own), Column::Latest).full(), full, "{own}");
    }
}

#[test]
fn a_custom_cell_is_its_value_or_not_applicable() {
    for (own, words) in [
        ("", "N/A"),
        ("d:", "N/A"),
        ("d: ''", "N/A"),
        ("d: false", "N/A"),
        ("d: true", "true"),
        ("d: 2024-02-29", "2024-02-29"),
        ("d: 1.10", "1.10"),
        ("d: '>=7.4,<8.6'", ">=7.4,<8.6"),
    ] {
        let table = table(ALL, own);
        let cell = cell(&table, Column::Custom(3));
        assert_eq!(
            (cell.full().as_str(), cell.tone),
            (words, Tone::Plain),
            "{own}"
        );
    }
}

#[test]
fn the_end_of_life_strikes_name_latest_and_what_hangs_on_them() {
    let struck = |top: &str, own: &str| {
        let table = table(top, own);
        let cells = table.columns.iter().zip(&table.rows[0].cells);
        let struck = cells.filter(|(_, cell)| cell.struck);
        struck
            .map(|(heading, _)| heading.column)
            .collect::<Vec<_>>()
    };
    let (name, latest) = (Column::Release, Column::Latest);
    let [a, d, e] = [0, 3, 4].map(Column::Custom);
    let unlatest = format!("{ALL}\nlatestColumn: false");
    for own in ["eol: true", "eol: 2026-08-21", "eol: true\neoes: false"] {
        assert_eq!(struck(ALL, own), [name, d, latest, a, e], "{own}");
        assert_eq!(struck(&unlatest, own), [name, d], "{own}");
    }
    for own in [
        "eol: false",
        "eol: 2026-08-22",
        "eoas: true\neoes: true\ndiscontinued: true",
    ] {
        assert_eq!(struck(ALL, own), [], "{own}");
    }
}

#[test]
fn the_link_is_in_the_latest_cell_where_there_is_one() {
    for (top, column) in [
        ("", Column::Latest),
        ("latestColumn: false", Column::Release),
    ] {
        let table = table(top, "latest: '9.1'\nlink: https://lamp.example");
        for (heading, cell) in table.columns.iter().zip(&table.rows[0].cells) {
            let link = (heading.column == column).then_some("https://lamp.example");
            assert_eq!(cell.link.as_deref(), link, "{:?}", heading.column);
        }
    }
}

#[test]
fn an_lts_release_says_so() {
    for (top, own, words) in [
        ("", "", "9"),
        ("", "lts: true", "9 (LTS)"),
        ("", "lts: 2026-08-21", "9 (LTS)"),
        ("", "lts: 2026-08-22", "9 (LTS later)"),
        (
            "LTSLabel: <abbr>ESR</abbr>",
            "lts: 2030-01-01",
            "9 (ESR later)",
        ),
        (
            "LTSLabel: CE",
            "lts: true\nreleaseLabel: <b>Nine</b>",
            "Nine (CE)",
        ),
    ] {
        let product = product(top, &[own]);
        assert_eq!(label(&product, &product.releases[0], today()), words);
        let table = Table::new(&product, Viewpoint::with_defaults(today()));
        assert_eq!(cell(&table, Column::Release).full(), words);
    }
}

#[test]
fn a_label_that_only_adds_to_the_name_has_a_short_form() {
    for (own, short) in [
        ("", None),
        ("releaseLabel: '9'", None),
        ("releaseLabel: Nine", None),
        ("releaseLabel: Lamp 9", Some("9")),
        ("releaseLabel: Lamp 9\nlts: true", Some("9 (LTS)")),
        ("releaseLabel: 9 'Noon'", Some("9")),
        ("releaseLabel: 9 'Noon'\nlts: true", Some("9 (LTS)")),
        ("releaseLabel: 9 'Noon'\nlts: 2030-01-01", Some("9")),
    ] {
        let table = table("", own);
        let cell = cell(&table, Column::Release);
        assert_eq!(cell.short_label.as_deref(), short, "{own}");
    }
}

#[test]
fn what_is_not_released_yet_is_not_said_to_go_on_but_by_the_site() {
    for (value, own, site) in [
        (
            "2028-09-21",
            "○ Not released yet, will end",
            "✓ Ends in 2 years",
        ),
        ("false", "○ Not released yet", "✓ Yes"),
        ("true", "✗ No", "✗ No"),
    ] {
        let product = product("", &[&format!("eol: {value}\nreleaseDate: 2026-08-23")]);
        let words = |table: &Table| {
            let cell = cell(table, Column::Phase(Phase::Security));
            cell.signed(cell.words.as_str().into()).into_owned()
        };
        let tables = [
            Table::new(&product, Viewpoint::with_defaults(today())),
            Table::of_site(&product, today()),
        ];
        assert_eq!(tables.each_ref().map(words), [own, site], "{value}");
        let out = Table::new(
            &product,
            Viewpoint::with_defaults(today() + chrono::Days::new(1)),
        );
        assert!(value == "true" || words(&out).starts_with('✓'), "{value}");
    }
}

#[test]
fn every_tone_but_plain_has_its_own_glyph() {
    for (standing, tone, glyph) in [
        (Standing::Running, Tone::Good, "✓"),
        (Standing::AlmostOver, Tone::Soon, "!"),
        (Standing::Ended, Tone::Ended, "✗"),
        (Standing::NotYet, Tone::NotYet, "○"),
        (Standing::NotOffered, Tone::Unavailable, "–"),
        (Standing::Unknown, Tone::Unknown, "?"),
    ] {
        assert_eq!(Tone::from(standing), tone);
        assert_eq!(tone.glyph(), glyph);
    }
    assert_eq!(Tone::Plain.glyph(), "");
}

#[test]
fn the_table_folds_what_the_lifecycle_folds() {
    let releases = [
        "eol: false",
        "eol: true",
        "eol: true",
        "eol: true",
        "eol: true",
    ];
    let older = ["eol: true", "eol: true"];
    let few = Table::new(&product("", &releases), Viewpoint::with_defaults(today()));
    let many = Table::new(
        &product("", &[&releases[..], &older].concat()),
        Viewpoint::with_defaults(today()),
    );
    assert_eq!((few.folded, many.folded), (5..5, 2..7));
}
