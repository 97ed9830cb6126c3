//! What all panes share: parts of an area, and lines in one style.

use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::settings::theme::Theme;

/// An area in two: as many rows, and what is below. A layout with constraints would be solved anew at
/// each start, which takes longer than drawing.
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

/// An area in two: as many columns, and what is beside.
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

/// The sign of an order: the least or the earliest first, or last.
pub fn direction(is_rising: bool) -> &'static str {
    if is_rising { "▲" } else { "▼" }
}

/// A line in another style, which its parts take over.
pub fn restyled(mut line: Line<'static>, style: Style) -> Line<'static> {
    for span in &mut line.spans {
        span.style = span.style.patch(style);
    }
    line
}

/// A line with what stands before it; the selected one is a bar.
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
    let row = u16::try_from(row).unwrap_or(u16::MAX).min(area.height);
    Rect {
        y: area.y + row,
        height: u16::from(row < area.height),
        ..area
    }
}

/// Spans with the matched characters set apart.
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

/// Characters and their styles as spans, or as a line.
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
