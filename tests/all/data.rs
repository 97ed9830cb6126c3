//! Answers against the reference answers, where those lie beside the project.

use std::fs;
use std::path::{Path, PathBuf};

use chrono::{Days, NaiveDate};
use eolens::catalog::Catalog;
use eolens::lifecycle::Phase;
use eolens::markdown::layout::lay_out;
use eolens::product::Product;
use eolens::table::{Column, Table, Tone};
use eolens::{page, source, wording};
use unicode_width::UnicodeWidthStr;

/// The day on which the reference answers were given.
pub fn day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 8, 22).unwrap()
}

/// The folder of that name with reference data; `None`, with a printed line, where it is absent.
pub fn reference(name: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../shared")
        .join(name);
    if !path.exists() {
        println!("skipped: no reference data at {}", path.display());
        return None;
    }
    Some(path)
}

pub fn products(catalog: &Catalog) -> impl Iterator<Item = &Product> {
    (0..catalog.cards().len()).filter_map(|place| catalog.product(place))
}

#[test]
fn every_reference_product_is_read() {
    let Some(corpus) = reference("corpus") else {
        return;
    };
    let catalog = source::folder(&corpus).unwrap();
    assert_eq!(catalog.faults(), []);
    assert_eq!(catalog.cards().len(), 464);
    let releases: usize = products(&catalog)
        .map(|product| product.releases.len())
        .sum();
    assert_eq!(releases, 8351);
}

#[test]
fn every_cell_is_the_references() {
    let Some(cells) = reference("oracle/cells.tsv") else {
        return;
    };
    let Some(corpus) = reference("corpus") else {
        return;
    };
    let catalog = source::folder(&corpus).unwrap();
    let expected = fs::read_to_string(cells).unwrap();
    let mut expected = expected.lines().skip(1);
    let mut count = 0;
    for product in products(&catalog) {
        for line in cell_lines(product) {
            assert_eq!(Some(line.as_str()), expected.next());
            count += 1;
        }
    }
    assert_eq!(expected.next(), None);
    assert_eq!(count, 36_185);
}

/// product, release, column, class, hidden, text, link
fn cell_lines(product: &Product) -> Vec<String> {
    let table = Table::new(product, day());
    let mut lines = Vec::new();
    for (number, row) in table.rows.iter().enumerate() {
        let hidden = u8::from(table.folded.contains(&number));
        for (cell, heading) in row.cells.iter().zip(&table.columns) {
            let column = column_key(heading.column, product);
            let class = match cell.tone {
                Tone::Good => "bg-green-000",
                Tone::Soon => "bg-yellow-200",
                Tone::Ended => "bg-red-000",
                Tone::Unavailable => "bg-grey-lt-100",
                Tone::Plain if cell.struck => "txt-linethrough",
                Tone::Plain | Tone::Unknown => "",
            };
            let id = &product.id;
            let release = product.releases[number].name.replace('/', "-");
            // What the site's HTML makes of an address and of a no-break space.
            let link = cell.link.as_deref().unwrap_or_default().replace('$', "%24");
            let text = cell.full().replace('\u{a0}', " ");
            lines.push(format!(
                "{id}\t{release}\t{column}\t{class}\t{hidden}\t{text}\t{link}"
            ));
        }
    }
    lines
}

fn column_key(column: Column, product: &Product) -> &str {
    match column {
        Column::Release => "release",
        Column::Custom(number) => &product.custom_fields[number].name,
        Column::Released => "releaseDateColumn",
        Column::Phase(Phase::Production) => "discontinuedColumn",
        Column::Phase(Phase::ActiveSupport) => "eoasColumn",
        Column::Phase(Phase::Security) => "eolColumn",
        Column::Phase(Phase::ExtendedSupport) => "eoesColumn",
        Column::Latest => "latestColumn",
    }
}

#[test]
fn every_span_is_worded_as_the_references() {
    let Some(path) = reference("oracle/timeago.json") else {
        return;
    };
    let runs: Vec<(i64, i64, String)> =
        serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    let mut count = 0;
    for (first, last, words) in runs {
        for offset in first..=last {
            let span = Days::new(offset.unsigned_abs());
            let date = if offset < 0 {
                day() - span
            } else {
                day() + span
            };
            assert_eq!(wording::relative(date, day()), words, "{offset} days");
            count += 1;
        }
    }
    assert_eq!(count, 60_001);
}

#[test]
fn every_reference_body_fits_its_width() {
    let Some(corpus) = reference("corpus") else {
        return;
    };
    let catalog = source::folder(&corpus).unwrap();
    let mut count = 0;
    for product in products(&catalog) {
        let document = page::body(product, day());
        assert!(!lay_out(&document, 1).is_empty(), "{}", product.id);
        for width in [20, 52, 100] {
            for line in lay_out(&document, width) {
                let text: String = line.pieces.into_iter().map(|piece| piece.text).collect();
                assert!(text.width() <= width, "{} at {width}: {text:?}", product.id);
            }
        }
        count += 1;
    }
    assert_eq!(count, 464);
}
