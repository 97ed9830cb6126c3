//! Which columns fit into a width, and in which form.

use std::fs;
use std::path::Path;

use unicode_width::UnicodeWidthStr;

use super::{ALL, Column, Phase, Table, product, table, today};
use crate::facts::product::parse;
use crate::facts::table::fit::{Fit, Form, GAP, HEADING_LINES};
use crate::facts::viewpoint::DateStyle;
use crate::facts::viewpoint::Viewpoint;
use crate::text::wrap::wrapped_at_spaces;

/// A width that fits every table.
const PLENTY: usize = 1000;

fn total(fit: &Fit) -> usize {
    let widths = fit.columns.iter().map(|fitted| fitted.width);
    widths.sum::<usize>() + GAP * fit.columns.len().saturating_sub(1)
}

/// The tables of the embedded products.
fn shipped() -> Vec<Table> {
    let files = fs::read_dir(env!("EOLENS_CATALOG")).unwrap();
    let table = |path: &Path| {
        let parsed = parse("lamp.md", &fs::read(path).unwrap()).unwrap();
        Table::new(&parsed.product, Viewpoint::with_defaults(today()))
    };
    files.map(|entry| table(&entry.unwrap().path())).collect()
}

/// A letter for each visible column: upper case with its date, lower case with words only, followed by `'`
/// for the short form.
fn shape(table: &Table, fit: &Fit) -> String {
    let columns = fit.columns.iter().map(|fitted| {
        let letter = match table.columns[fitted.column].column {
            Column::Release => "N",
            Column::Custom(_) => "C",
            Column::Released => "R",
            Column::Phase(Phase::Production) => "P",
            Column::Phase(Phase::ActiveSupport) => "A",
            Column::Phase(Phase::Security) => "S",
            Column::Phase(Phase::ExtendedSupport) => "X",
            Column::Latest => "L",
        };
        match fitted.form {
            Form::Full => letter.to_owned(),
            Form::Left => format!("{letter}+"),
            Form::Day => format!("{}.", letter.to_lowercase()),
            Form::Short => format!("{}'", letter.to_lowercase()),
            Form::Bare => format!("{}\"", letter.to_lowercase()),
        }
    });
    columns.collect()
}

const RICH: &str = "releaseLabel: 9 'Noon of a long summer day'\nreleaseDate: 2020-01-01\n\
                    eoas: 2028-12-31\neol: 2029-12-31\neoes: 2031-12-31\ndiscontinued: 2027-12-31\n\
                    latest: 9.10.11\nlatestReleaseDate: 2026-08-01\n\
                    a: custom a\nc: custom c\nd: custom d\ne: custom e";

#[test]
fn columns_are_given_up_in_the_stated_order() {
    let table = table(ALL, RICH);
    let widths = table.widths(1);
    let rooms = (0..=PLENTY).rev();
    let mut shapes: Vec<_> = rooms
        .map(|room| shape(&table, &table.fit(&widths, room)))
        .collect();
    shapes.dedup();
    assert_eq!(
        shapes,
        [
            "NCRPASXCLCC",
            "NCr'PASXCLCC",
            "NCr'PASXCLC",
            "NCr'PASXCL",
            "NCr'PASXL",
            "Nr'PASXL",
            "NPASXL",
            "NPASXl'",
            "Nc'r'p'a's'x'c'Lc'c'",
            "Nc'r'p'a's'x'c'Lc'",
            "Nc'r'p'a's'x'c'L",
            "Nc'r'p'a's'x'L",
            "Nr'p'a's'x'L",
            "Np'a's'x'L",
            "Np'a's'x'l'",
            "n'p'a's'x'l'",
            "n'p'a's'x'",
            "n'a\"s\"x\"",
            "n's\"x\"",
            "n's\"",
        ]
    );
}

#[test]
fn what_is_left_out_is_counted() {
    for table in shipped() {
        let widths = table.widths(table.rows.len());
        for room in 0..250 {
            let fit = table.fit(&widths, room);
            assert_eq!(fit.columns.len() + fit.dropped, table.columns.len());
            assert_eq!(fit.columns[0].column, 0, "the release is never given up");
            assert!(
                fit.columns
                    .is_sorted_by(|one, next| one.column < next.column)
            );
        }
    }
}

#[test]
fn the_columns_never_exceed_the_room_they_can_fit_into() {
    // A name of eight columns, and a gap and a date for the last phase.
    const LEAST: usize = 8 + GAP + 12;
    let mut tables = shipped();
    tables.push(table(ALL, RICH));
    tables.push(table(
        "eolColumn: Incomprehensibilities of support",
        "releaseLabel: 長い名前のランプ",
    ));
    for table in tables {
        for shown in [0, 1, table.rows.len()] {
            let widths = table.widths(shown);
            for room in 0..250 {
                let fit = table.fit(&widths, room);
                assert!(total(&fit) <= room.max(LEAST), "{} in {room}", total(&fit));
            }
        }
    }
}

#[test]
fn more_room_never_shows_less_of_a_form() {
    let table = table("", RICH);
    let widths = table.widths(1);
    let shown: Vec<_> = (20..250)
        .map(|room| {
            let fit = table.fit(&widths, room);
            fit.columns.iter().map(|fitted| fitted.width).sum::<usize>()
        })
        .collect();
    assert!(shown.is_sorted(), "{shown:?}");
}

#[test]
fn every_cell_fits_its_column_where_there_is_plenty() {
    for table in shipped() {
        let fit = table.fit(&table.widths(table.rows.len()), PLENTY);
        assert_eq!(fit.dropped, 0);
        for fitted in &fit.columns {
            let heading = &table.columns[fitted.column];
            assert!(heading.label.width() <= fitted.width, "{}", heading.label);
            for row in &table.rows {
                let cell = &row.cells[fitted.column];
                let text = cell.text(heading.column, fitted.form, DateStyle::Long);
                let arrow = if cell.link.is_some() { 2 } else { 0 };
                assert!(text.width() + arrow <= fitted.width, "{text}");
            }
        }
    }
}

#[test]
fn rows_that_are_not_shown_take_no_room() {
    let long = "releaseLabel: a label that is much longer than the other one";
    let table = Table::new(
        &product("", &["eol: true", long]),
        Viewpoint::with_defaults(today()),
    );
    let width = |shown| table.fit(&table.widths(shown), PLENTY).columns[0].width;
    assert_eq!((width(1), width(2)), ("Release".len(), 46));
}

#[test]
fn a_cell_has_a_text_in_each_form() {
    let rich = format!("{RICH}\nlts: true");
    let table = table(ALL, &rich);
    for (column, full, short) in [
        (
            Column::Release,
            "9 'Noon of a long summer day' (LTS)",
            "9 (LTS)",
        ),
        (
            Column::Released,
            "6 years and 7 months ago (01 Jan 2020)",
            "2020-01-01",
        ),
        (
            Column::Phase(Phase::Security),
            "✓ Ends in 3 years and 4 months (31 Dec 2029)",
            "✓ 2029-12-31",
        ),
        (Column::Latest, "9.10.11 (01 Aug 2026)", "9.10.11"),
        (Column::Custom(3), "custom d", "custom d"),
    ] {
        let cell = super::cell(&table, column);
        let texts = [Form::Full, Form::Short].map(|form| cell.text(column, form, DateStyle::Long));
        assert_eq!(texts, [full, short]);
    }
}

#[test]
fn a_day_is_never_cut() {
    for table in shipped() {
        for shown in [1, table.rows.len()] {
            let widths = table.widths(shown);
            for room in 22..120 {
                let fit = table.fit(&widths, room);
                for fitted in &fit.columns {
                    let column = table.columns[fitted.column].column;
                    let cells = table.rows.iter().take(shown);
                    let cells = cells.map(|row| &row.cells[fitted.column]);
                    for cell in cells.filter(|cell| cell.date.is_some()) {
                        let text = cell.text(column, fitted.form, DateStyle::Long);
                        let is_whole = text.width() <= fitted.width;
                        assert!(is_whole || column == Column::Latest, "{text} in {room}");
                    }
                }
            }
        }
    }
}

#[test]
fn words_without_a_day_shorten_to_their_sign_before_a_column_goes() {
    let table = table(
        "eoasColumn: true\neolColumn: true\nlatestColumn: false\nreleaseDateColumn: false",
        "releaseLabel: 11 26H1\neoas: 2028-12-31\neol:",
    );
    let widths = table.widths(1);
    let texts = |room| {
        let fit = table.fit(&widths, room);
        let cells = fit.columns.iter().map(|fitted| {
            let column = table.columns[fitted.column].column;
            let cell = &table.rows[0].cells[fitted.column];
            cell.text(column, fitted.form, DateStyle::Long).into_owned()
        });
        cells.collect::<Vec<_>>().join(" | ")
    };
    assert_eq!(texts(34), "11 26H1 | ✓ 2028-12-31 | ? Unknown");
    assert_eq!(texts(31), "11 26H1 | ✓ 2028-12-31 | ?");
}

#[test]
fn headings_keep_to_their_lines_where_twelve_columns_allow_it() {
    for label in [
        "End of the Long Road",
        "Security Support",
        "a b c d e f g h i j k l",
    ] {
        let table = table(&format!("eolColumn: {label}"), "eol: true");
        let fit = table.fit(&table.widths(1), 40);
        let eol = table
            .columns
            .iter()
            .position(|heading| heading.label == label);
        let fitted = fit
            .columns
            .iter()
            .find(|fitted| Some(fitted.column) == eol)
            .unwrap();
        assert!(
            wrapped_at_spaces(label, fitted.width).len() <= HEADING_LINES,
            "{label}"
        );
    }
}

#[test]
fn who_wants_columns_never_has_fewer_of_them_than_in_less_room() {
    for table in shipped() {
        let widths = table.widths(table.rows.len());
        let mut fewest = usize::MAX;
        for room in (20..200).step_by(4) {
            fewest = fewest.min(table.fit_aligned(&widths, room, false).dropped);
            let dropped = table.fit_aligned(&widths, room, true).dropped;
            assert!(dropped <= fewest, "{room}: {dropped} > {fewest}");
        }
    }
}

#[test]
fn aligned_days_give_way_in_their_order() {
    let head = "releaseDateColumn: true\neoasColumn: true\neolColumn: true\nlatestColumn: true";
    let release = "releaseDate: 2025-01-01\neoas: 2028-12-31\neol: 2029-12-31\nlatest: 9.10.11\n\
                   latestReleaseDate: 2026-08-01";
    let table = table(head, release);
    let widths = table.widths(1);
    let shapes = (30..140).rev().map(|room| {
        let fit = table.fit_aligned(&widths, room, false);
        // A tilde stands for the line of a life.
        let life = if fit.life > 0 { " ~" } else { "" };
        shape(&table, &fit).replace('\'', "") + life
    });
    let mut shapes: Vec<String> = shapes.collect();
    shapes.dedup();
    let expected = [
        "NR+A+S+L+ ~",
        "NrA+S+L+ ~",
        "Nra.S+L+ ~",
        "Nra.S+l ~",
        "Na.S+l ~",
        "Na.S+l",
        "na.s.l",
        "nas",
        "ns\"",
    ];
    assert_eq!(shapes, expected);
}
