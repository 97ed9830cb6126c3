//! The product's page.

use std::ops::Range;

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

use super::pane;
use crate::app::browse::Pane;
use crate::app::cursor::Scroll;
use crate::app::pointer::Spot;
use crate::app::{Drawn, Model};
use crate::markdown::layout::{self, Piece, Role, find};
use crate::theme::Theme;

/// Longer lines than this are hard to read.
const LONGEST_LINE: u16 = 100;

/// Draws the page; tells how long it is, and its lines where they were laid out anew.
pub fn draw(model: &Model, theme: &Theme, area: Rect, frame: &mut Frame<'_>, drawn: &mut Drawn) {
    let is_focused = matches!(model.browse.focus, Pane::Page | Pane::Find);
    drawn.areas.push(pane::area(area, Spot::Pane(Pane::Page)));
    let Some(shown) = &model.browse.shown else {
        pane::frame("Page", "", is_focused, theme, area, frame);
        return;
    };
    let width = usize::from(area.width.saturating_sub(4).min(LONGEST_LINE));
    let fresh = match &shown.laid_out {
        Some((laid_out_width, _)) if *laid_out_width == width => None,
        _ => Some(layout::lay_out(&shown.page, width)),
    };
    let kept = shown.laid_out.as_ref().map(|(_, lines)| lines);
    let lines = fresh
        .as_ref()
        .or(kept)
        .map(Vec::as_slice)
        .unwrap_or_default();
    let height = usize::from(area.height.saturating_sub(2));
    let offset = shown.scroll.offset(height, lines.len());
    let percent = format!("{}%", Scroll::percent(offset, height, lines.len()));
    let product = model.catalog.product(shown.index);
    let title = product.map_or("Page".to_owned(), |product| {
        format!("{} · {}", product.title, product.tags.join(" "))
    });
    let inside = pane::frame(&title, &percent, is_focused, theme, area, frame);
    let text = Rect {
        x: inside.x + 1,
        width: inside.width.saturating_sub(2),
        ..inside
    };
    // Laid out anew, the matches are no longer where they were.
    let found = fresh
        .as_ref()
        .map(|lines| find::spans(lines, shown.find.line.text()));
    let spans = found.as_ref().unwrap_or(&shown.find.spans);
    for (row, line) in lines.iter().skip(offset).take(height).enumerate() {
        let place = pane::row_of(text, row);
        link_areas(line, place, drawn);
        let marks = marks(spans, offset + row, shown.find.current);
        pane::put(&styled(line, &marks, theme), row, text, frame);
    }
    find_line(model, theme, area, frame);
    drawn.page = Some((height, lines.len()));
    drawn.laid_out = fresh.map(|lines| (width, lines));
}

/// What is found on a line: the characters, and whether it is the match that was gone to.
fn marks(spans: &[find::Span], line: usize, current: usize) -> Vec<(Range<usize>, bool)> {
    let start = spans.partition_point(|span| span.line < line);
    let here = spans
        .iter()
        .skip(start)
        .take_while(|span| span.line == line);
    here.map(|span| (span.start..span.end, span.number == current))
        .collect()
}

/// A laid out line with its looks, and with what is found set apart.
fn styled<'a>(line: &'a layout::Line, marks: &[(Range<usize>, bool)], theme: &Theme) -> Line<'a> {
    let pieces = line.pieces.iter();
    if marks.is_empty() {
        let spans = pieces.map(|piece| Span::styled(piece.text.as_str(), style(piece, theme)));
        return spans.collect();
    }
    let letters = pieces.flat_map(|piece| {
        let style = style(piece, theme);
        piece.text.chars().map(move |c| (c, style))
    });
    let spans = letters.enumerate().map(|(at, (c, plain))| {
        let mark = marks.iter().find(|(place, _)| place.contains(&at));
        let style = match mark {
            Some((_, true)) => plain.patch(theme.found_here),
            Some((_, false)) => plain.patch(theme.found),
            None => plain,
        };
        (c, style)
    });
    pane::joined(spans)
}

/// Each piece that leads somewhere can be clicked.
fn link_areas(line: &layout::Line, row: Rect, drawn: &mut Drawn) {
    let mut x = row.x;
    for piece in &line.pieces {
        let width = u16::try_from(piece.text.width()).unwrap_or(u16::MAX);
        if let Some(link) = piece.link {
            let place = Rect { x, width, ..row }.intersection(row);
            drawn.areas.push(pane::area(place, Spot::Link(link)));
        }
        x = x.saturating_add(width);
    }
}

/// What is looked for, on the lower border: `╰ / needle ──── 3/12 ╯`.
fn find_line(model: &Model, theme: &Theme, area: Rect, frame: &mut Frame<'_>) {
    let Some(find) = model.browse.shown.as_ref().map(|shown| &shown.find) else {
        return;
    };
    let is_typed = model.browse.focus == Pane::Find && model.popup.is_none();
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
        0 => " nothing ".to_owned(),
        count => format!(" {}/{count} ", find.current + 1),
    };
    let (before, after) = find.line.halves();
    let room = usize::from(border.width).saturating_sub(count.width() + 5);
    let before = pane::end_of(before, room);
    let key = if is_typed { theme.key } else { theme.dim };
    let after = pane::cut(after, room.saturating_sub(before.width()));
    let typed = Line::from(vec![
        Span::styled(" / ", key),
        Span::raw(before),
        Span::raw(after),
        Span::raw(" "),
    ]);
    pane::put(&typed, 0, border, frame);
    let right = Rect {
        x: border.right() - u16::try_from(count.width()).unwrap_or(0).min(border.width),
        ..border
    }
    .intersection(border);
    pane::put(&Line::styled(count, theme.dim), 0, right, frame);
    if is_typed {
        let column = u16::try_from(3 + before.width()).unwrap_or(u16::MAX);
        frame.set_cursor_position((border.x.saturating_add(column), border.y));
    }
}

/// How a piece of laid out text looks.
pub fn style(piece: &Piece, theme: &Theme) -> Style {
    let mut style = match piece.role {
        Role::Text => Style::new(),
        Role::Heading(_) => theme.page_heading,
        Role::Code => theme.code,
        Role::Marker | Role::Number => theme.marker,
        Role::Callout(kind) => theme.callout(kind),
    };
    if piece.style.code {
        style = style.patch(theme.code);
    }
    if piece.link.is_some() && piece.role != Role::Number {
        style = style.patch(theme.link);
    }
    for (is_on, modifier) in [
        (piece.style.strong, Modifier::BOLD),
        (piece.style.emphasis, Modifier::ITALIC),
        (piece.style.struck, Modifier::CROSSED_OUT),
    ] {
        if is_on {
            style = style.add_modifier(modifier);
        }
    }
    style
}
