//! The links of the shown product, with their numbers.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

use super::picker::{self, Picker};
use super::{pane, popup};
use crate::app::popup::links::{Link, Links};
use crate::app::{Drawn, Model};
use crate::settings::theme::Theme;

/// Draws the list.
pub fn draw(
    links: &Links,
    model: &Model,
    theme: &Theme,
    area: Rect,
    frame: &mut Frame<'_>,
    drawn: &mut Drawn,
) {
    let count = links.entries.len();
    let digits = count.to_string().len();
    let texts = links.entries.iter().map(|link| link.text.width());
    let widest = texts.max().unwrap_or(0);
    let row = |number: usize, width: usize| {
        let entry = links.entries.get(number);
        let line = |link| line(number + 1, digits, widest, link, width, model, theme);
        entry.map(line).unwrap_or_default()
    };
    let typed = links.typed.map(|typed| format!("{typed}… of "));
    let picker = Picker {
        title: "Links",
        right: format!("{}{count}", typed.unwrap_or_default()),
        width: popup::text_width(area),
        line: None,
        none: "",
        count,
        most: count,
        cursor: links.cursor,
        row: &row,
    };
    picker::draw(&picker, theme, area, frame, drawn);
}

/// ` 3  Release policy  https://…`; of a product that is here its name stands for the address.
fn line(
    number: usize,
    digits: usize,
    widest: usize,
    link: &Link,
    width: usize,
    model: &Model,
    theme: &Theme,
) -> Line<'static> {
    let room = width.saturating_sub(digits + 4);
    let product = link
        .product
        .and_then(|index| model.catalog.cards().get(index));
    let (target, style) = match product {
        Some(card) => (format!("→ {}", card.title), theme.title),
        None => (link.address.clone(), theme.dim),
    };
    // An address that is its own text is told once, whole.
    let text = if link.text == link.address {
        ""
    } else {
        &link.text
    };
    let text_width = widest.min(room * 2 / 5);
    let (text, _) = pane::cut_within(text, text_width);
    let (target, _) = pane::cut_within(&target, room.saturating_sub(text_width));
    Line::from(vec![
        Span::styled(format!("{number:>digits$}"), theme.key),
        Span::raw(format!("  {}  ", pane::padded(&text, text_width))),
        Span::styled(target, style),
    ])
}
