//! The product's page.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use ratatui::text::Span;

use super::pane;
use crate::app::browse::Pane;
use crate::app::cursor::Scroll;
use crate::app::{Drawn, Model};
use crate::markdown::layout::{self, Piece, Role};
use crate::theme::Theme;

/// Longer lines than this are hard to read.
const LONGEST_LINE: u16 = 100;

/// Draws the page; tells how long it is, and its lines where they were laid out anew.
pub fn draw(model: &Model, theme: &Theme, area: Rect, frame: &mut Frame<'_>, drawn: &mut Drawn) {
    let is_focused = model.browse.focus == Pane::Page;
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
    for (row, line) in lines.iter().skip(offset).take(height).enumerate() {
        let spans = line
            .pieces
            .iter()
            .map(|piece| Span::styled(piece.text.as_str(), style(piece, theme)));
        pane::put(&spans.collect(), row, text, frame);
    }
    drawn.page = Some((height, lines.len()));
    drawn.laid_out = fresh.map(|lines| (width, lines));
}

/// How a piece of laid out text looks.
pub fn style(piece: &Piece, theme: &Theme) -> Style {
    let mut style = match piece.role {
        Role::Text => Style::new(),
        Role::Heading(_) => theme.page_heading,
        Role::Code => theme.code,
        Role::Marker => theme.marker,
        Role::Callout(kind) => theme.callout(kind),
    };
    if piece.style.code {
        style = style.patch(theme.code);
    }
    if piece.link.is_some() {
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
