//! Lays out tables. If a table is too wide, its widest columns shrink first; if words no longer fit, each
//! row becomes a list item.

use super::inline::{fill, width_of};
use super::{Numbers, Piece, Role, Writer, marker};
use crate::text::markdown::{Alignment, Block, Run, Table};
use crate::text::width;

const GAP: &str = " │ ";
const CROSSING: &str = "─┼─";

/// The least width at which a column can hold words.
const LEAST: usize = 6;

/// The lines of one cell.
type Filled = Vec<Vec<Piece>>;

impl Writer {
    pub(super) fn table(&mut self, table: &Table) {
        let natural = natural(table, self.numbers);
        let widths = fitted(&natural, self.room());
        let mut pairs = widths.iter().zip(&natural);
        if pairs.any(|(width, natural)| width < natural && *width < LEAST) {
            self.stacked(table);
            return;
        }
        let head: Vec<Vec<Run>> = table.head.iter().map(|cell| strong(cell)).collect();
        self.table_row(&head, &widths, &table.alignments);
        let rule: Vec<String> = widths.iter().map(|width| "─".repeat(*width)).collect();
        self.line(vec![marker(&rule.join(CROSSING))]);
        for row in &table.rows {
            self.table_row(row, &widths, &table.alignments);
        }
    }

    /// Writes each row as an item with one line per heading and value.
    fn stacked(&mut self, table: &Table) {
        for row in &table.rows {
            let mut runs = Vec::new();
            for (heading, cell) in table.head.iter().zip(row) {
                runs.extend((!runs.is_empty()).then(|| Run::plain("\n")));
                runs.extend(strong(heading));
                runs.push(Run::plain(": "));
                runs.extend_from_slice(cell);
            }
            self.item("• ", &[Block::Paragraph(runs)]);
        }
    }

    fn table_row(&mut self, row: &[Vec<Run>], widths: &[usize], alignments: &[Alignment]) {
        let empty = Vec::new();
        let cells = widths.iter().enumerate().map(|(column, width)| {
            let runs = row.get(column).unwrap_or(&empty);
            fill(runs, Role::Text, *width, self.numbers)
        });
        let cells: Vec<Filled> = cells.collect();
        let height = cells.iter().map(Vec::len).max().unwrap_or(0);
        for number in 0..height {
            let mut line = Vec::new();
            for (column, (cell, width)) in cells.iter().zip(widths).enumerate() {
                if column > 0 {
                    line.push(marker(GAP));
                }
                let pieces = cell.get(number).cloned().unwrap_or_default();
                let alignment = alignments.get(column).copied().unwrap_or(Alignment::Left);
                line.extend(padded(pieces, *width, alignment));
            }
            self.line(line);
        }
    }
}

fn strong(cell: &[Run]) -> Vec<Run> {
    let mut cell = cell.to_vec();
    for run in &mut cell {
        run.style.strong = true;
    }
    cell
}

fn padded(pieces: Vec<Piece>, width: usize, alignment: Alignment) -> Vec<Piece> {
    let used: usize = pieces.iter().map(|piece| width::of(&piece.text)).sum();
    let free = width.saturating_sub(used);
    let left = match alignment {
        Alignment::Left => 0,
        Alignment::Center => free / 2,
        Alignment::Right => free,
    };
    let mut line = Vec::with_capacity(pieces.len() + 2);
    line.extend((left > 0).then(|| marker(&" ".repeat(left))));
    line.extend(pieces);
    line.extend((free > left).then(|| marker(&" ".repeat(free - left))));
    line
}

/// The width that the content of each column needs.
fn natural(table: &Table, numbers: Numbers) -> Vec<usize> {
    let rows = || std::iter::once(&table.head).chain(&table.rows);
    let count = rows().map(Vec::len).max().unwrap_or(0);
    let content = |column: usize| {
        let cells = rows().filter_map(move |row| row.get(column));
        cells.map(|cell| width_of(cell, numbers)).max()
    };
    (0..count)
        .map(|column| content(column).unwrap_or(0).max(1))
        .collect()
}

/// The widths that fit into the available room.
fn fitted(natural: &[usize], room: usize) -> Vec<usize> {
    let mut widths = natural.to_vec();
    let room = room.saturating_sub(width::of(GAP) * widths.len().saturating_sub(1));
    let mut excess = widths.iter().sum::<usize>().saturating_sub(room);
    while excess > 0 {
        let Some(widest) = widths.iter_mut().max().filter(|widest| **widest > 1) else {
            break;
        };
        *widest -= 1;
        excess -= 1;
    }
    widths
}
