//! What all panes share: the frame, and a line cut to a width.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Block, BorderType};
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use crate::theme::Theme;

/// Draws the frame of a pane and returns the area inside.
pub fn frame(
    title: &str,
    right: &str,
    is_focused: bool,
    theme: &Theme,
    area: Rect,
    frame: &mut Frame<'_>,
) -> Rect {
    let border = if is_focused {
        theme.border_focused
    } else {
        theme.border
    };
    let room = usize::from(area.width.saturating_sub(4));
    let right = cut(right, room / 2);
    let title = cut(title, room.saturating_sub(right.width() + 3));
    let mut block = Block::bordered()
        .border_type(BorderType::Rounded)
        .border_style(border)
        .title_top(Line::styled(format!(" {title} "), theme.title));
    if !right.is_empty() {
        let right = Line::styled(format!(" {right} "), theme.dim);
        block = block.title_top(right.right_aligned());
    }
    let inside = block.inner(area);
    frame.render_widget(block, area);
    inside
}

/// Writes words on the lower border of a pane, at the right; none where there are none.
pub fn foot(words: &str, theme: &Theme, area: Rect, frame: &mut Frame<'_>) {
    let room = usize::from(area.width.saturating_sub(4));
    if words.is_empty() || area.height == 0 {
        return;
    }
    let line = Line::styled(
        format!(" {} ", cut(words, room.saturating_sub(2))),
        theme.dim,
    );
    let width = u16::try_from(line.width()).unwrap_or(u16::MAX);
    let area = Rect {
        x: area.right().saturating_sub(width + 1),
        y: area.bottom() - 1,
        width: width.min(area.width),
        height: 1,
    };
    put(&line, 0, area, frame);
}

/// The sign of an order: the least or the earliest first, or last.
pub fn direction(is_rising: bool) -> &'static str {
    if is_rising { "▲" } else { "▼" }
}

/// Text in at most `width` columns; what is cut ends in `…`.
pub fn cut(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let mut kept = String::new();
    let mut used = 1;
    for grapheme in text.graphemes(true) {
        used += grapheme.width();
        if used > width {
            break;
        }
        kept.push_str(grapheme);
    }
    if width > 0 {
        kept.push('…');
    }
    kept
}

/// Text in exactly `width` columns.
pub fn padded(text: &str, width: usize) -> String {
    let mut text = cut(text, width);
    let missing = width.saturating_sub(text.width());
    text.extend(std::iter::repeat_n(' ', missing));
    text
}

/// A line in another style, which its parts take over.
pub fn restyled(mut line: Line<'static>, style: Style) -> Line<'static> {
    for span in &mut line.spans {
        span.style = span.style.patch(style);
    }
    line
}

/// Writes a line at a row of an area; what does not fit is not drawn.
pub fn put(line: &Line<'_>, row: usize, area: Rect, frame: &mut Frame<'_>) {
    let Ok(row) = u16::try_from(row) else { return };
    if row < area.height {
        let (x, y) = (area.x, area.y + row);
        frame.buffer_mut().set_line(x, y, line, area.width);
    }
}

/// Writes lines from the top of an area on; what does not fit is not drawn.
pub fn put_all(lines: &[Line<'_>], area: Rect, frame: &mut Frame<'_>) {
    for (row, line) in lines.iter().enumerate() {
        put(line, row, area, frame);
    }
}

/// Spans with the matched characters set apart.
pub fn highlighted(
    text: &str,
    matched: &[usize],
    plain: Style,
    theme: &Theme,
) -> Vec<Span<'static>> {
    let mut spans: Vec<Span<'static>> = Vec::new();
    for (position, c) in text.chars().enumerate() {
        let is_match = matched.binary_search(&position).is_ok();
        let style = if is_match {
            plain.patch(theme.matched)
        } else {
            plain
        };
        match spans.last_mut() {
            Some(last) if last.style == style => last.content.to_mut().push(c),
            _ => spans.push(Span::styled(c.to_string(), style)),
        }
    }
    spans
}
