//! A line of input behind a prompt; its invalid parts stand out.

use std::ops::Range;

use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::canvas::Canvas;
use super::pane;
use crate::app::line_edit::LineEdit;
use crate::text::width;

/// A line of input.
pub struct Input<'a> {
    /// The prompt before it.
    pub mark: &'static str,
    /// The text and its cursor.
    pub line: &'a LineEdit,
    /// The invalid parts, as byte ranges.
    pub wrong: &'a [Range<usize>],
    /// Whether it receives keys.
    pub is_focused: bool,
}

/// Draws the line, with the cursor if keys go to it.
pub fn draw(canvas: &mut Canvas<'_>, input: &Input<'_>, area: Rect) {
    let Input { mark, line, .. } = *input;
    let theme = canvas.theme;
    let (before, _) = line.halves();
    // Of a long text, the part around the cursor is visible.
    let room = usize::from(area.width).saturating_sub(width::of(mark));
    let (sign, seen) = if width::of(before) < room {
        ("", before)
    } else {
        ("…", width::end_of(before, room.saturating_sub(2)))
    };
    let start = before.len() - seen.len();
    let rest = line.text().split_at(start).1;
    let shown = width::cut(rest, room.saturating_sub(width::of(sign)));
    let letters = shown.char_indices().map(|(at, c)| {
        let is_wrong = input.wrong.iter().any(|part| part.contains(&(start + at)));
        (c, if is_wrong { theme.soon } else { Style::new() })
    });
    let mut typed: Line<'_> = pane::joined(letters);
    typed.spans.insert(0, Span::raw(sign));
    let seen = width::of(sign) + width::of(seen);
    let style = if input.is_focused {
        theme.key
    } else {
        theme.dim
    };
    typed.spans.insert(0, Span::styled(mark, style));
    canvas.put(&typed, 0, area);
    if input.is_focused {
        let column = pane::cells(width::of(mark) + seen);
        let last = area.right().saturating_sub(1);
        canvas.cursor = Some(Position::new(
            area.x.saturating_add(column).min(last),
            area.y,
        ));
    }
}
