//! The product's page.

use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use ratatui::text::Span;

use super::canvas::Canvas;
use super::{find, pane};
use crate::app::Model;
use crate::app::browse::find::Find;
use crate::app::browse::{Pane, Shown};
use crate::app::cursor::Scroll;
use crate::app::pointer::Spot;
use crate::settings::theme::{Glyphs, Theme};
use crate::text::markdown::layout::{self, Numbers, Piece, Role};
use crate::text::width;

/// Longer lines than this are hard to read.
const LONGEST_LINE: u16 = 100;

/// The lines of the page. In ASCII raised digits would look like those of the text.
fn laid_out(shown: &Shown, width: usize, theme: &Theme) -> Vec<layout::Line> {
    let numbers = match theme.glyphs {
        Glyphs::Unicode => Numbers::Raised,
        Glyphs::Ascii => Numbers::Bracketed,
    };
    layout::lay_out_with(&shown.page, width, numbers)
}

/// Draws the page; tells how long it is, what can be pointed at, and its lines where they were laid
/// out anew.
pub fn draw(canvas: &mut Canvas<'_>, area: Rect) {
    let model = canvas.model;
    let focus = model.browse.focus;
    let is_focused = matches!(focus, Pane::Page | Pane::Find);
    canvas.spot(area, Spot::Pane(Pane::Page));
    let Some(shown) = &model.browse.shown else {
        canvas.frame("Page", "", is_focused, area);
        return;
    };
    let width = usize::from(area.width.saturating_sub(4).min(LONGEST_LINE));
    let kept = shown.laid_out.as_ref();
    let kept = kept.filter(|(laid_out_width, _)| *laid_out_width == width);
    let fresh = kept.is_none().then(|| laid_out(shown, width, canvas.theme));
    let lines = kept.map(|(_, lines)| lines).or(fresh.as_ref());
    let lines = lines.map(Vec::as_slice).unwrap_or_default();
    let height = usize::from(area.height.saturating_sub(2));
    let offset = shown.scroll.offset(height, lines.len());
    let percent = format!("{}%", Scroll::percent(offset, height, lines.len()));
    let inside = canvas.frame(&title(model, shown), &percent, is_focused, area);
    let text = Rect {
        x: inside.x + 1,
        width: inside.width.saturating_sub(2),
        ..inside
    };
    // In other lines the matches are elsewhere.
    let anew = fresh.as_ref().map(|lines| shown.find.clone().within(lines));
    let find = anew.as_ref().unwrap_or(&shown.find);
    lines_from(canvas, offset, lines, find, text);
    let is_typed = focus == Pane::Find && model.popup.is_none();
    find::draw(canvas, find, is_typed, area);
    canvas.drawn.page = Some((height, lines.len()));
    canvas.drawn.laid_out = fresh.map(|lines| (width, lines));
}

fn title(model: &Model, shown: &Shown) -> String {
    let product = model.catalog.product(shown.index);
    product.map_or("Page".to_owned(), |product| {
        format!("{} · {}", product.title, product.tags.join(" "))
    })
}

/// Draws the lines that are seen, with what is found in them.
fn lines_from(
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
        let place = pane::row_of(area, row);
        link_areas(canvas, line, place);
        let pieces = line.pieces.iter();
        let spans = pieces.map(|piece| Span::styled(piece.text.as_str(), style(piece, theme)));
        let line = spans.collect();
        let marks = find::marks(find, offset + row, theme);
        if marks.is_empty() {
            canvas.put(&line, row, area);
        } else {
            canvas.put(&find::marked(&line, &marks), row, area);
        }
    }
}

/// Each piece that leads somewhere can be clicked.
fn link_areas(canvas: &mut Canvas<'_>, line: &layout::Line, row: Rect) {
    let mut x = row.x;
    for piece in &line.pieces {
        let width = u16::try_from(width::of(&piece.text)).unwrap_or(u16::MAX);
        if let Some(link) = piece.link {
            let place = Rect { x, width, ..row }.intersection(row);
            canvas.spot(place, Spot::Link(link));
        }
        x = x.saturating_add(width);
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
