//! Every cell of every release table, as tab-separated lines.

use std::io::{self, Write};

use chrono::NaiveDate;

use super::separated;
use crate::facts::catalog::Catalog;
use crate::facts::lifecycle::Phase;
use crate::facts::product::Product;
use crate::facts::table::{Cell, Column, Table, Tone};

/// The column names.
pub const HEADER: &str = "product\trelease\tcolumn\ttone\thidden\ttext\tlink";

/// All cells of all products on a day, in the catalog's order.
///
/// # Errors
///
/// Fails if the output cannot be written.
pub fn write(out: &mut dyn Write, catalog: &Catalog, day: NaiveDate) -> io::Result<()> {
    writeln!(out, "{HEADER}")?;
    let indices = 0..catalog.cards().len();
    for product in indices.filter_map(|index| catalog.product(index)) {
        write_product(out, product, day)?;
    }
    Ok(())
}

fn write_product(out: &mut dyn Write, product: &Product, day: NaiveDate) -> io::Result<()> {
    let table = Table::of_site(product, day);
    for (number, (row, release)) in table.rows.iter().zip(&product.releases).enumerate() {
        let release = release.name.as_str();
        let hidden = u8::from(table.folded.contains(&number));
        for (cell, heading) in row.cells.iter().zip(&table.columns) {
            let id = product.id.as_str();
            let column = key(heading.column, product);
            let tone = tone(cell);
            let text = cell.full().replace('\u{a0}', " ");
            let link = cell.link.as_deref().unwrap_or_default();
            let [id, release, column, text, link] =
                [id, release, column, &*text, link].map(separated::text);
            writeln!(
                out,
                "{id}\t{release}\t{column}\t{tone}\t{hidden}\t{text}\t{link}"
            )?;
        }
    }
    Ok(())
}

fn tone(cell: &Cell) -> &'static str {
    match cell.tone {
        Tone::Good => "good",
        Tone::Soon => "soon",
        Tone::Ended => "ended",
        Tone::Unavailable => "unavailable",
        Tone::Plain if cell.struck => "struck",
        Tone::Plain | Tone::NotYet | Tone::Unknown => "",
    }
}

/// The product file's key that turns the column on.
fn key(column: Column, product: &Product) -> &str {
    match column {
        Column::Release => "release",
        Column::Custom(number) => {
            let field = product.custom_fields.get(number);
            field.map_or("", |field| &field.name)
        }
        Column::Released => "releaseDateColumn",
        Column::Phase(Phase::Production) => "discontinuedColumn",
        Column::Phase(Phase::ActiveSupport) => "eoasColumn",
        Column::Phase(Phase::Security) => "eolColumn",
        Column::Phase(Phase::ExtendedSupport) => "eoesColumn",
        Column::Latest => "latestColumn",
    }
}
