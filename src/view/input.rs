//! A line that is typed in.

use std::ops::Range;

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use super::pane;
use crate::app::line_edit::LineEdit;
use crate::theme::Theme;

/// Draws the line with the cursor where it has the keys, and with the wrong parts marked.
pub fn draw(
    line: &LineEdit,
    wrong: &[Range<usize>],
    is_focused: bool,
    theme: &Theme,
    area: Rect,
    frame: &mut Frame<'_>,
) {
    let (before, _) = line.halves();
    // A long text is seen around its cursor.
    let room = usize::from(area.width).saturating_sub(4);
    let mut seen = before;
    while seen.width() > room {
        let first = seen.graphemes(true).next().map_or(1, str::len);
        seen = seen.get(first..).unwrap_or_default();
    }
    let start = before.len() - seen.len();
    let sign = if is_focused { theme.key } else { theme.dim };
    let mut spans = vec![Span::styled(" / ", sign)];
    let text = line.text().get(start..).unwrap_or_default();
    for (at, grapheme) in text.grapheme_indices(true) {
        let is_wrong = wrong.iter().any(|part| part.contains(&(start + at)));
        let style = if is_wrong { theme.soon } else { Style::new() };
        match spans.last_mut() {
            Some(last) if at > 0 && last.style == style => last.content.to_mut().push_str(grapheme),
            _ => spans.push(Span::styled(grapheme.to_owned(), style)),
        }
    }
    pane::put(&Line::from(spans), 0, area, frame);
    if is_focused {
        let column = u16::try_from(3 + seen.width()).unwrap_or(u16::MAX);
        let last = area.right().saturating_sub(1);
        frame.set_cursor_position((area.x.saturating_add(column).min(last), area.y));
    }
}
