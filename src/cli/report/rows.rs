//! Rows of lists as text: the columns that fit, and the cells in the styles of the theme.

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
