//! The product's page.

use ratatui::layout::{Margin, Rect};
use ratatui::style::{Modifier, Style};
use ratatui::text::Span;

use super::canvas::Canvas;
use super::{find, pane};
use crate::app::Model;
use crate::app::browse::find::Find;
use crate::app::browse::{LaidOut, Pane, Shown};
use crate::app::pointer::Spot;
use crate::settings::theme::{Glyphs, Theme};
use crate::text::markdown::layout::{self, Numbers, Piece, Role};
use crate::text::width;

/// Longer lines are hard to read.
const LONGEST_LINE: u16 = 100;

/// How links are numbered. In ASCII, superscript digits would look like digits of the text.
pub fn numbers(theme: &Theme) -> Numbers {
    match theme.glyphs {
        Glyphs::Unicode => Numbers::Raised,
        Glyphs::Ascii => Numbers::Bracketed,
    }
}

/// The lines of the page, with or without the facts that have names. If nothing follows these, their heading
/// goes with them.
fn laid_out(shown: &Shown, width: usize, has_facts: bool, theme: &Theme) -> Vec<layout::Line> {
    let numbers = numbers(theme);
    if has_facts {
        return layout::lay_out(&shown.page, width, numbers);
    }
    let blocks = &shown.page.blocks;
    let rest = blocks.get(shown.facts + 1..).unwrap_or_default();
    let before = shown.facts - usize::from(rest.is_empty());
    let blocks = blocks.iter().take(before).chain(rest);
    layout::lay_out_blocks(blocks, width, numbers, None)
}

/// Draws the page, which is laid out again if its width has changed. Its facts may be elsewhere.
pub fn draw(canvas: &mut Canvas<'_>, has_facts: bool, area: Rect) {
    let Some(shown) = &canvas.model.browse.shown else {
        return;
    };
    canvas.spot(area, Spot::Pane(Pane::Page));
    let width = usize::from(area.width.saturating_sub(4).min(LONGEST_LINE));
    match &shown.laid_out {
        Some(page) if (page.width, page.has_facts) == (width, has_facts) => {
            text(canvas, shown, &page.lines, &shown.find, area);
        }
        _ => {
            let lines = laid_out(shown, width, has_facts, canvas.theme);
            // In new lines, the matches are at other positions.
            let find = shown.find.clone().within(&lines);
            text(canvas, shown, &lines, &find, area);
            canvas.drawn.laid_out = Some(LaidOut {
                width,
                has_facts,
                lines,
            });
        }
    }
}

fn is_focused(model: &Model) -> bool {
    matches!(model.browse.focus, Pane::Page | Pane::Find)
}

/// Draws the page's lines in their frame, with the find line.
fn text(canvas: &mut Canvas<'_>, shown: &Shown, lines: &[layout::Line], find: &Find, area: Rect) {
    let model = canvas.model;
    let height = usize::from(area.height.saturating_sub(2));
    let offset = shown.scroll.offset(height, lines.len());
    let inside = canvas.frame(&title(model, shown), "", is_focused(model), area);
    let seen = offset..lines.len().min(offset + height);
    canvas.thumb(seen, lines.len(), is_focused(model), area);
    lines_from(canvas, offset, lines, find, inside.inner(Margin::new(1, 0)));
    let is_typed = model.browse.focus == Pane::Find && model.popup.is_none();
    find::draw(canvas, find, is_typed, area);
    canvas.drawn.page = Some((height, lines.len()));
}

/// The tags except the category, which is above the table.
fn title(model: &Model, shown: &Shown) -> String {
    let product = model.catalog.product(shown.index);
    let tags = product.map_or(Vec::new(), |product| {
        let tags = product.tags.iter();
        tags.filter(|tag| **tag != product.category)
            .map(String::as_str)
            .collect()
    });
    if tags.is_empty() {
        "Page".to_owned()
    } else {
        format!("Page · {}", tags.join(" "))
    }
}

/// Draws the visible lines with their matches.
pub fn lines_from(
    canvas: &mut Canvas<'_>,
    offset: usize,
    lines: &[layout::Line],
    find: &Find,
    area: Rect,
) {
    let theme = canvas.theme;
    for (row, line) in lines
        .iter()
        .skip(offset)
        .take(area.height.into())
        .enumerate()
    {
        let parts = line.pieces.iter();
        let parts = parts.map(|piece| (width::of(&piece.text), piece.link.map(Spot::Link)));
        canvas.spots(pane::row_of(area, row), parts);
        let pieces = line.pieces.iter();
        let spans = pieces.flat_map(|piece| spans(&piece.text, style(piece, theme), theme));
        let line = spans.collect();
        let marks = find::marks(find, offset + row, theme);
        if marks.is_empty() {
            canvas.put(&line, row, area);
        } else {
            canvas.put(&find::marked(&line, &marks), row, area);
        }
    }
}

/// A text in a style, with its bars in a calm one.
pub fn spans<'t>(text: &'t str, style: Style, theme: &Theme) -> Vec<Span<'t>> {
    let is_bar = |c: char| ('▁'..='█').contains(&c);
    let mut spans = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let end = rest.find(|c| is_bar(c) != is_bar(first));
        let (part, after) = rest.split_at(end.unwrap_or(rest.len()));
        let own = if is_bar(first) {
            theme.dim
        } else {
            Style::new()
        };
        spans.push(Span::styled(part, style.patch(own)));
        rest = after;
    }
    spans
}

/// The style of a piece of text.
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
