//! The history of end dates, as tab-separated lines.

use std::io::{self, Write};

use crate::facts::catalog::Catalog;
use crate::facts::moves::{HEADER, Row};

/// All moves of all products, sorted by product, release and field, the oldest first.
///
/// # Errors
///
/// Fails if the output cannot be written.
pub fn write(out: &mut dyn Write, catalog: &Catalog) -> io::Result<()> {
    let mut rows: Vec<Row<'_>> = (0..catalog.cards().len())
        .flat_map(|index| rows(catalog, index))
        .collect();
    rows.sort_by_key(Row::order);
    writeln!(out, "{HEADER}")?;
    rows.iter().try_for_each(|row| writeln!(out, "{row}"))
}

fn rows(catalog: &Catalog, index: usize) -> impl Iterator<Item = Row<'_>> {
    let moves = catalog.moves(index).into_iter();
    moves.filter_map(move |moved| {
        let (product, release) = catalog.release((index, moved.release))?;
        Some(Row::of(&product.id, &release.name, &moved))
    })
}
