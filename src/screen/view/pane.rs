//! Helpers for areas and lines that all panes share.

use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::settings::theme::Theme;

/// Splits an area below a number of rows. Solving a layout with constraints would take longer than drawing.
pub fn split_at_row(area: Rect, rows: u16) -> [Rect; 2] {
    let height = rows.min(area.height);
    let above = Rect { height, ..area };
    let below = Rect {
        y: area.y + height,
        height: area.height - height,
        ..area
    };
    [above, below]
}

/// Splits an area after a number of columns.
pub fn split_at_column(area: Rect, columns: u16) -> [Rect; 2] {
    let width = columns.min(area.width);
    let left = Rect { width, ..area };
    let right = Rect {
        x: area.x + width,
        width: area.width - width,
        ..area
    };
    [left, right]
}

/// The part of an area from a row on.
pub fn from_row(area: Rect, row: u16) -> Rect {
    let [_, below] = split_at_row(area, row);
    below
}

/// The part of an area from a column on.
pub fn from_column(area: Rect, column: u16) -> Rect {
    let [_, right] = split_at_column(area, column);
    right
}

/// A number of rows or columns; more than a screen can have are as many as it can have.
pub fn cells(count: usize) -> u16 {
    u16::try_from(count).unwrap_or(u16::MAX)
}

/// The sign of a sort order.
pub fn direction(is_rising: bool) -> &'static str {
    if is_rising { "▲" } else { "▼" }
}

/// A line with a style on top of the styles of its spans.
pub fn restyled(mut line: Line<'static>, style: Style) -> Line<'static> {
    for span in &mut line.spans {
        span.style = span.style.patch(style);
    }
    line
}

/// A line after a space, or, with the style of a selected line, after `▸` and padded to a width.
pub fn selectable(mut line: Line<'static>, style: Option<Style>, width: usize) -> Line<'static> {
    let Some(style) = style else {
        line.spans.insert(0, Span::raw(" "));
        return line;
    };
    line.spans.insert(0, Span::raw("▸"));
    let missing = width.saturating_sub(line.width());
    line.push_span(Span::raw(" ".repeat(missing)));
    restyled(line, style)
}

/// One row of an area.
pub fn row_of(area: Rect, row: usize) -> Rect {
    let row = cells(row).min(area.height);
    Rect {
        y: area.y + row,
        height: u16::from(row < area.height),
        ..area
    }
}

/// Text with its matched characters highlighted.
pub fn highlighted(
    text: &str,
    matched: &[usize],
    plain: Style,
    theme: &Theme,
) -> Vec<Span<'static>> {
    let letters = text.chars().enumerate().map(|(position, c)| {
        let is_match = matched.binary_search(&position).is_ok();
        (
            c,
            if is_match {
                plain.patch(theme.matched)
            } else {
                plain
            },
        )
    });
    joined(letters)
}

/// Joins characters of the same style into spans or a line.
pub fn joined<T>(letters: impl Iterator<Item = (char, Style)>) -> T
where
    T: FromIterator<Span<'static>>,
{
    let mut spans: Vec<Span<'static>> = Vec::new();
    for (c, style) in letters {
        match spans.last_mut() {
            Some(last) if last.style == style => last.content.to_mut().push(c),
            _ => spans.push(Span::styled(c.to_string(), style)),
        }
    }
    spans.into_iter().collect()
}
