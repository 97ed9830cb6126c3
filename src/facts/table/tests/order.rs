//! Rows sorted by a column.

use super::{product, today};
use crate::facts::table::{Column, Table};
use crate::facts::viewpoint::Viewpoint;

/// The latest versions of the rows, sorted by a column.
fn ordered(column: Column, is_reversed: bool, releases: &[&str]) -> String {
    let top = "discontinuedColumn: true\neoesColumn: true\ncustomFields:\n\
               - {name: own, display: after-latest-column, label: Own}";
    let table = Table::new(&product(top, releases), Viewpoint::with_defaults(today()));
    let mut columns = table.columns.iter();
    let number = columns
        .position(|heading| heading.column == column)
        .unwrap();
    let rows = table.order(number, is_reversed, releases.len()).into_iter();
    let mut latest = table.columns.iter();
    let latest = latest
        .position(|heading| heading.column == Column::Latest)
        .unwrap();
    let names = rows.map(|row| table.rows[row].cells[latest].words.as_str());
    names.collect::<Vec<_>>().join(" ")
}

#[test]
fn rows_follow_a_column_and_what_says_nothing_is_last() {
    use crate::facts::lifecycle::Phase::{ExtendedSupport, Production, Security};
    let phases = [
        "latest: a\neol: 2027-01-01\neoes: false\ndiscontinued: false",
        "latest: b\neol: false\neoes: 2030-01-01",
        "latest: c\neol: true\ndiscontinued: true",
        "latest: d\neol: 2020-01-01\neoes: true\ndiscontinued: 2026-09-01",
        "latest: e\ndiscontinued: 2020-01-01",
    ];
    for (column, rising, falling) in [
        (Column::Phase(Security), "c d a b e", "b a d c e"),
        (Column::Phase(ExtendedSupport), "d b a c e", "a b d c e"),
        (Column::Phase(Production), "c e d a b", "a d e c b"),
    ] {
        assert_eq!(ordered(column, false, &phases), rising, "{column:?}");
        assert_eq!(ordered(column, true, &phases), falling, "{column:?}");
    }
    let versions = [
        "latest: '3.9'\nown: '10'",
        "latest: '3.12'\nown: '9'",
        "releaseDate: 2026-01-01\nown: false",
        "latest: '3.12-rc1'\nreleaseDate: 2025-01-01",
    ];
    for (column, rising, falling) in [
        (Column::Latest, "3.9 3.12-rc1 3.12 ", "3.12 3.12-rc1 3.9 "),
        (
            Column::Custom(0),
            "3.12 3.9  3.12-rc1",
            "3.9 3.12  3.12-rc1",
        ),
        (Column::Released, "3.12-rc1  3.9 3.12", " 3.12-rc1 3.9 3.12"),
        (Column::Release, "3.9 3.12  3.12-rc1", "3.9 3.12  3.12-rc1"),
    ] {
        assert_eq!(ordered(column, false, &versions), rising, "{column:?}");
        assert_eq!(ordered(column, true, &versions), falling, "{column:?}");
    }
}
