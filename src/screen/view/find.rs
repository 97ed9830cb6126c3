//! The search in the page: its matches in the lines, and its text on the lower border.

use std::ops::Range;

use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::Line;

use super::canvas::Canvas;
use super::input::{self, Input};
use super::pane;
use crate::app::browse::find::Find;
use crate::settings::theme::Theme;
use crate::text::width;

const MARK: &str = " / ";

/// The matches on a line: the ranges of their characters, with styles.
pub type Marks = Vec<(Range<usize>, Style)>;

/// The matches on a line of the page.
pub fn marks(find: &Find, line: usize, theme: &Theme) -> Marks {
    let start = find.spans.partition_point(|span| span.line < line);
    let here = find.spans.iter().skip(start);
    let here = here.take_while(|span| span.line == line);
    here.map(|span| {
        let is_current = span.number == find.current;
        let style = if is_current {
            theme.selected
        } else {
            theme.found
        };
        (span.start..span.end, style)
    })
    .collect()
}

/// A line with its matches highlighted.
pub fn marked(line: &Line<'_>, marks: &Marks) -> Line<'static> {
    let letters = line.spans.iter();
    let letters = letters.flat_map(|span| span.content.chars().map(|c| (c, span.style)));
    let marked = letters.enumerate().map(|(at, (c, plain))| {
        let mark = marks.iter().find(|(place, _)| place.contains(&at));
        (c, mark.map_or(plain, |(_, style)| plain.patch(*style)))
    });
    pane::joined(marked)
}

/// Draws the search on the lower border of the page: `╰ / needle ──── 3/12 ╯`.
pub fn draw(canvas: &mut Canvas<'_>, find: &Find, is_typed: bool, area: Rect) {
    let is_off = find.line.text().is_empty();
    if area.height == 0 || is_off && !is_typed {
        return;
    }
    let border = Rect {
        x: area.x + 1,
        y: area.bottom() - 1,
        width: area.width.saturating_sub(2),
        height: 1,
    };
    let count = match find.count() {
        _ if is_off => String::new(),
        0 => " no match ".to_owned(),
        count => format!(" {}/{count} ", find.current + 1),
    };
    let left = border.width.saturating_sub(pane::cells(width::of(&count)));
    let [left, right] = pane::split_at_column(border, left);
    // The border continues behind the text.
    let typed = width::of(find.line.text()) + width::of(MARK) + 1;
    let width = pane::cells(typed).min(left.width);
    let blank = " ".repeat(usize::from(width));
    canvas.put(&Line::raw(blank), 0, Rect { width, ..left });
    let input = Input {
        mark: MARK,
        line: &find.line,
        wrong: &[],
        is_focused: is_typed,
    };
    input::draw(canvas, &input, Rect { width, ..left });
    canvas.put(&Line::styled(count, canvas.theme.dim), 0, right);
}
