//! The same answers without a screen.

use std::fmt::Write;

use chrono::NaiveDate;

use crate::product::Product;
use crate::table::Table;
use crate::table::fit::Form;
use crate::wording;
use unicode_width::UnicodeWidthStr;

/// A product's release table as text: every release, every column, signs instead of colours.
#[must_use]
pub fn text(product: &Product, day: NaiveDate) -> String {
    let table = Table::new(product, day);
    let headings = table.columns.iter().map(|heading| heading.label.clone());
    let mut lines: Vec<Vec<String>> = vec![headings.collect()];
    lines.extend(table.rows.iter().map(|row| {
        let cells = row.cells.iter().zip(&table.columns);
        cells
            .map(|(cell, heading)| cell.text(heading.column, Form::Full).into_owned())
            .collect()
    }));
    let widths: Vec<usize> = (0..table.columns.len())
        .map(|column| {
            let cells = lines.iter().filter_map(|line| line.get(column));
            cells.map(|cell| cell.width()).max().unwrap_or(0)
        })
        .collect();
    let releases = wording::count(product.releases.len(), "release");
    let mut text = format!("{} · {releases} · as of {day}\n\n", product.title);
    for line in lines {
        let cells = line.iter().zip(&widths).map(|(cell, width)| {
            let gap = " ".repeat(width.saturating_sub(cell.width()));
            format!("{cell}{gap}")
        });
        let cells: Vec<String> = cells.collect();
        let _ = writeln!(text, "{}", cells.join("  ").trim_end());
    }
    text
}
