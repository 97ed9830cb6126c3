//! A row of a list over many products on the screen.

use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::canvas::Canvas;
use super::pane;
use crate::facts::row::{Fit, Part, Row};
use crate::facts::table::Tone;
use crate::settings::theme::Theme;

/// A row with a style for each of its parts, in so many terminal columns. `selected` is `None` if it is not
/// selected, else whether the pane is focused.
pub fn line(
    canvas: &Canvas<'_>,
    row: &Row,
    fit: &Fit,
    style: impl Fn(Part) -> Style,
    (selected, width): (Option<bool>, u16),
) -> Line<'static> {
    let cells = row.cells(fit).into_iter();
    // The spaces after a text are not struck through with it.
    let line = cells.flat_map(|cell| {
        let (text, gap) = cell.text.split_at(cell.text.trim_end().len());
        let text = Span::styled(text.to_owned(), style(cell.part));
        [text, Span::raw(gap.to_owned())]
    });
    let selection = selected.map(|is_focused| canvas.selection(is_focused));
    pane::selectable(line.collect(), selection, usize::from(width))
}

/// The style of the sign and the date of a release: only exceptions have a color. A release with extended support
/// alone has it in its sign, because its date is not near.
pub fn told(theme: &Theme, (part, tone): (Part, Tone), is_extended: bool) -> Style {
    match (part, tone) {
        (_, Tone::Good) => Style::new(),
        (Part::Day, _) if is_extended => theme.dim,
        (_, tone) => theme.tone(tone),
    }
}

/// The room for the columns of a row in so many terminal columns.
pub fn room(width: u16) -> usize {
    // The mark of the selection stands before them.
    usize::from(width).saturating_sub(2)
}
