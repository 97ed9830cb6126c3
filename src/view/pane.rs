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

/// Text in at most `width` columns, cut in its middle: names of one kind differ at their ends.
pub fn cut_within(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let head = cut(text, width.div_ceil(2));
    let mut room = width.saturating_sub(head.width());
    let fits = |grapheme: &&str| {
        let is_in = grapheme.width() <= room;
        room = if is_in { room - grapheme.width() } else { 0 };
        is_in
    };
    let tail: Vec<&str> = text.graphemes(true).rev().take_while(fits).collect();
    head + &tail.into_iter().rev().collect::<String>()
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
