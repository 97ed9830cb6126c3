//! Rows of lists as text: the columns that fit, and the cells in the styles of the theme.

use std::io::{self, Write};

use ratatui::style::Style;

use super::Look;
use super::paint::paint;
use crate::facts::row::{Fit, Part, Row, Widths};
use crate::settings::theme::Theme;
use crate::text::width;

/// The columns that fit. Names are cut, to the width given for them, only if there is a width.
pub fn fit<'a>(
    parts: &[Part],
    widths: Widths,
    rows: impl Iterator<Item = &'a Row>,
    look: Look<'_>,
) -> Fit {
    let mut own = Widths {
        name: 0,
        left: look.preferences.left,
        phase: 0,
        note: 0,
        then: (0, 0),
        ..widths
    };
    for row in rows {
        own.name = own.name.max(width::of(&row.name.whole()));
        own.phase = own.phase.max(width::of(&row.phase.0));
        own.note = own.note.max(width::of(&row.note));
        own.then.0 = own.then.0.max(width::of(&row.then.long));
        own.then.1 = own.then.1.max(width::of(&row.then.short));
    }
    let Some(room) = look.width else {
        return Fit::new(parts, own, usize::MAX);
    };
    own.name = own.name.min(widths.name);
    Fit::new(parts, own, room)
}

/// A row in the columns that fit.
pub fn line(row: &Row, fit: &Fit, look: Look<'_>, style: impl Fn(&Theme, Part) -> Style) -> String {
    let cells = row.cells(fit).into_iter().map(|cell| {
        let style = look.theme.map(|theme| style(theme, cell.part));
        paint(&cell.text, style)
    });
    cells.collect::<String>().trim_end().to_owned()
}

/// A text with its style.
pub type Field = (String, Option<Style>);

/// Between two aligned columns.
const GAP: &str = "  ";

/// Writes lists of texts, aligned on a terminal, where those of one column are cut if there is too little room, and
/// otherwise separated by tabs.
pub fn write(
    out: &mut dyn Write,
    rows: &[Vec<Field>],
    cut: Option<usize>,
    look: Look<'_>,
) -> io::Result<()> {
    let widths = look.width.map(|room| widths(rows, cut, room));
    let gap = if widths.is_some() { GAP } else { "\t" };
    for row in rows {
        let fields = row.iter().enumerate().map(|(number, (text, style))| {
            let Some(width) = widths.as_ref().and_then(|widths| widths.get(number)) else {
                return paint(text, *style);
            };
            let text = width::cut(text, *width);
            let missing = width.saturating_sub(width::of(&text));
            paint(&text, *style) + &" ".repeat(missing)
        });
        let line = fields.collect::<Vec<_>>().join(gap);
        writeln!(out, "{}", line.trim_end_matches(' '))?;
    }
    Ok(())
}

/// The widths of the columns, the longest of their texts; one is cut if the terminal is too narrow.
fn widths(rows: &[Vec<Field>], cut: Option<usize>, room: usize) -> Vec<usize> {
    const LEAST: usize = 8;
    let mut widths = vec![0; rows.first().map_or(0, Vec::len)];
    for row in rows {
        for (width, (text, _)) in widths.iter_mut().zip(row) {
            *width = width::of(text).max(*width);
        }
    }
    let gaps = GAP.len() * widths.len().saturating_sub(1);
    let excess = (widths.iter().sum::<usize>() + gaps).saturating_sub(room);
    if let Some(width) = cut.and_then(|cut| widths.get_mut(cut)) {
        *width = width.saturating_sub(excess).max(LEAST.min(*width));
    }
    widths
}
