//! The links of the shown product, with their numbers.

use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::canvas::Canvas;
use super::picker::{self, Picker};
use super::popup;
use crate::app::Model;
use crate::app::popup::links::{Link, Links};
use crate::settings::theme::Theme;
use crate::text::width;

/// Draws the list.
pub fn draw(canvas: &mut Canvas<'_>, links: &Links, area: Rect) {
    let (model, theme) = (canvas.model, canvas.theme);
    let count = links.entries.len();
    let digits = count.to_string().len();
    let widest = links.entries.iter().map(|link| width::of(&link.text)).max();
    let row = |number: usize, width: usize| {
        let columns = Columns::new(digits, widest.unwrap_or(0), width);
        let line = |link| line(number + 1, link, &columns, model, theme);
        links.entries.get(number).map(line)
    };
    let typed = links.typed.map(|typed| format!("{typed}… of "));
    let picker = Picker {
        title: "Links",
        right: format!("{}{count}", typed.unwrap_or_default()),
        width: popup::text_width(area),
        line: None,
        noun: "link",
        most: count,
        cursor: links.cursor,
        row: &row,
    };
    picker::draw(canvas, &picker, area);
}

/// The widths of the parts of a line.
struct Columns {
    digits: usize,
    text: usize,
    target: usize,
}

impl Columns {
    /// The text column is as wide as the widest text, up to two fifths of the room.
    fn new(digits: usize, widest: usize, width: usize) -> Self {
        let room = width.saturating_sub(digits + 4);
        let text = widest.min(room * 2 / 5);
        Self {
            digits,
            text,
            target: room - text,
        }
    }
}

/// A link's row: ` 3  Release policy  https://…`; a product of the catalog shows its name instead of its
/// address.
fn line(
    number: usize,
    link: &Link,
    columns: &Columns,
    model: &Model,
    theme: &Theme,
) -> Line<'static> {
    let product = link
        .product
        .and_then(|index| model.catalog.cards().get(index));
    let (target, style) = match product {
        Some(card) => (format!("→ {}", card.title), theme.title),
        None => (link.address.clone(), theme.dim),
    };
    // An address that is its own text is shown once.
    let text = if link.text == link.address {
        ""
    } else {
        &link.text
    };
    let digits = columns.digits;
    let (text, _) = width::cut_within(text, columns.text);
    let (target, _) = width::cut_within(&target, columns.target);
    Line::from(vec![
        Span::styled(format!("{number:>digits$}"), theme.key),
        Span::raw(format!("  {}  ", width::padded(&text, columns.text))),
        Span::styled(target.into_owned(), style),
    ])
}
