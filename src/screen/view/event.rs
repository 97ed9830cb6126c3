//! A row of the radar or the watchlist on the screen.

use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::canvas::Canvas;
use super::pane;
use crate::facts::agenda::row::{Fit, LONGEST_NAME, Row};
use crate::facts::moves::MARK;

/// A row with its sign. `selected` is `None` if it is not selected, and otherwise says whether the pane is
/// focused.
pub fn line(
    canvas: &Canvas<'_>,
    row: &Row,
    (sign, style): (&'static str, Style),
    selected: Option<bool>,
    width: u16,
) -> Line<'static> {
    let width = usize::from(width);
    let fit = Fit::new(width.saturating_sub(2), LONGEST_NAME);
    let cells = row.cells(&canvas.model.catalog, canvas.model.viewpoint(), &fit);
    // The mark is in the gap after the date.
    let (date, mark) = match cells.date.strip_suffix("  ") {
        Some(date) if row.has_moved => (date, format!("{MARK} ")),
        _ => (cells.date.as_str(), String::new()),
    };
    let line = Line::from(vec![
        Span::styled(format!("{sign} {}", cells.countdown), style),
        Span::raw(date.to_owned()),
        Span::styled(mark, canvas.theme.dim),
        Span::raw(cells.name),
        Span::styled(cells.what, canvas.theme.dim),
    ]);
    let style = selected.map(|is_focused| canvas.selection(is_focused));
    pane::selectable(line, style, width)
}
