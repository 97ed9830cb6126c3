//! A row of a list over many products on the screen.

use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::canvas::Canvas;
use super::pane;
use crate::facts::lifecycle::Health;
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

/// The style of the sign, the date and the time left of a release with a health: only exceptions have a color, and what
/// has passed is dim beside its date. Extended support alone colors the end that has passed, but not its own, which is
/// not near.
pub fn told(theme: &Theme, row: &Row, part: Part, health: Option<Health>) -> Style {
    let has_passed = row.left.is_some_and(|left| left < 0);
    match (part, row.tone) {
        (Part::Left, _) if has_passed || health == Some(Health::Ended) => theme.dim,
        (Part::Left, _) | (_, Tone::Good) => Style::new(),
        (Part::Day, _) if health == Some(Health::Extended) && !has_passed => theme.dim,
        (_, tone) => theme.tone(tone),
    }
}

/// The room for the columns of a row in so many terminal columns.
pub fn room(width: u16) -> usize {
    // The mark of the selection stands before them.
    usize::from(width).saturating_sub(2)
}
