//! A line to type in, behind a mark, with the parts told that are wrong.

use std::ops::Range;

use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::canvas::Canvas;
use super::pane;
use crate::app::line_edit::LineEdit;
use crate::text::width;

/// What is typed, or can be.
pub struct Input<'a> {
    /// What stands before it.
    pub mark: &'static str,
    /// The text and its cursor.
    pub line: &'a LineEdit,
    /// The parts that are wrong, in bytes.
    pub wrong: &'a [Range<usize>],
    /// Whether it has the keys.
    pub is_focused: bool,
}

/// Draws the line, with the cursor where it has the keys.
pub fn draw(canvas: &mut Canvas<'_>, input: &Input<'_>, area: Rect) {
    let Input { mark, line, .. } = *input;
    let theme = canvas.theme;
    let (before, _) = line.halves();
    // A long text is seen around its cursor.
    let room = usize::from(area.width).saturating_sub(width::of(mark));
    let (sign, seen) = if width::of(before) < room {
        ("", before)
    } else {
        ("…", width::end_of(before, room.saturating_sub(2)))
    };
    let start = before.len() - seen.len();
    let rest = line.text().get(start..).unwrap_or_default();
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
        let column = u16::try_from(width::of(mark) + seen).unwrap_or(u16::MAX);
        let last = area.right().saturating_sub(1);
        canvas.cursor = Some(Position::new(
            area.x.saturating_add(column).min(last),
            area.y,
        ));
    }
}
