//! A line to type in, behind a mark, with the parts told that are wrong.

use std::ops::Range;

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

use super::pane;
use crate::app::line_edit::LineEdit;
use crate::settings::theme::Theme;

/// Draws the line, with the cursor where it has the keys. Places of what is wrong are in bytes.
pub fn draw(
    mark: &'static str,
    line: &LineEdit,
    wrong: &[Range<usize>],
    is_focused: bool,
    theme: &Theme,
    area: Rect,
    frame: &mut Frame<'_>,
) {
    let (before, _) = line.halves();
    // A long text is seen around its cursor.
    let room = usize::from(area.width).saturating_sub(mark.width());
    let (sign, seen) = if before.width() < room {
        ("", before)
    } else {
        ("…", pane::end_of(before, room.saturating_sub(2)))
    };
    let start = before.len() - seen.len();
    let rest = line.text().get(start..).unwrap_or_default();
    let shown = pane::cut(rest, room.saturating_sub(sign.width()));
    let letters = shown.char_indices().map(|(at, c)| {
        let is_wrong = wrong.iter().any(|part| part.contains(&(start + at)));
        (c, if is_wrong { theme.soon } else { Style::new() })
    });
    let mut typed: Line<'_> = pane::joined(letters);
    typed.spans.insert(0, Span::raw(sign));
    let seen = sign.width() + seen.width();
    let style = if is_focused { theme.key } else { theme.dim };
    typed.spans.insert(0, Span::styled(mark, style));
    pane::put(&typed, 0, area, frame);
    if is_focused {
        let column = u16::try_from(mark.width() + seen).unwrap_or(u16::MAX);
        let last = area.right().saturating_sub(1);
        frame.set_cursor_position((area.x.saturating_add(column).min(last), area.y));
    }
}
