//! A line to type in, behind a mark, with the parts told that are wrong.

use std::ops::Range;

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

use super::pane;
use crate::app::line_edit::LineEdit;
use crate::theme::Theme;

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
    let seen = pane::end_of(
        before,
        usize::from(area.width).saturating_sub(mark.width() + 1),
    );
    let start = before.len() - seen.len();
    let letters = line.text().char_indices().skip_while(|(at, _)| *at < start);
    let letters = letters.map(|(at, c)| {
        let is_wrong = wrong.iter().any(|part| part.contains(&at));
        (c, if is_wrong { theme.soon } else { Style::new() })
    });
    let mut typed: Line<'_> = pane::joined(letters);
    let sign = if is_focused { theme.key } else { theme.dim };
    typed.spans.insert(0, Span::styled(mark, sign));
    pane::put(&typed, 0, area, frame);
    if is_focused {
        let column = u16::try_from(mark.width() + seen.width()).unwrap_or(u16::MAX);
        let last = area.right().saturating_sub(1);
        frame.set_cursor_position((area.x.saturating_add(column).min(last), area.y));
    }
}
