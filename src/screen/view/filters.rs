//! The filter menu: each filter with the number of products that it would list.

use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::canvas::Canvas;
use super::picker::{self, Picker};
use crate::app::popup::filters::Menu;
use crate::find::query::Offer;
use crate::settings::theme::Theme;
use crate::text::width;

const WIDTH: u16 = 60;
/// The width of the widest filter, in columns.
const TEXT: usize = 26;

/// Draws the menu.
pub fn draw(canvas: &mut Canvas<'_>, menu: &Menu, area: Rect) {
    let (model, theme) = (canvas.model, canvas.theme);
    let row = |number: usize, width: usize| {
        let row = menu.row(number);
        row.map(|(offer, count)| {
            let is_on = offer.is_on(&model.browse.asked);
            filter_line(offer, is_on, count, width, theme)
        })
    };
    let (count, most) = (menu.cursor.count(), menu.offered());
    let picker = Picker {
        title: "Filters",
        right: format!("{count}/{most}"),
        width: WIDTH,
        line: Some(&menu.line),
        noun: "filter",
        most,
        cursor: menu.cursor,
        row: &row,
    };
    picker::draw(canvas, &picker, area);
}

/// A filter's row: `[x] is:ended   nothing maintained   12`.
fn filter_line(
    offer: &Offer,
    is_on: bool,
    count: usize,
    width: usize,
    theme: &Theme,
) -> Line<'static> {
    let mark = if is_on { "[x] " } else { "[ ] " };
    let style = match (is_on, count) {
        (true, _) => theme.key,
        (false, 0) => theme.dim,
        (false, _) => theme.heading,
    };
    let count = format!("{count:>5}");
    let room = width.saturating_sub(width::of(mark) + width::of(&count));
    let text = TEXT.min(room);
    let fits = width::of(offer.words) <= room - text;
    let words = if fits { offer.words } else { "" };
    Line::from(vec![
        Span::styled(mark, style),
        Span::styled(width::padded(&offer.text, text), style),
        Span::styled(width::padded(words, room - text), theme.dim),
        Span::raw(count),
    ])
}
