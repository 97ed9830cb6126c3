//! A pop-up of scrollable lines, in the middle of the screen.

use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::canvas::Canvas;
use super::pane;
use crate::app::cursor::Scroll;
use crate::app::pointer::Spot;
use crate::text::wrap::Wrapper;

/// The content of a pop-up.
pub struct Content {
    /// Its title.
    pub title: &'static str,
    /// Its width including the frame.
    pub width: u16,
    /// Its lines.
    pub lines: Vec<Line<'static>>,
}

/// The width of a pop-up with running text.
pub fn text_width(area: Rect) -> u16 {
    area.width.min(90)
}

/// Paragraphs of styled texts, as lines of a pop-up of a given width.
pub fn paragraphs<'a>(
    paragraphs: impl Iterator<Item = Vec<(&'a str, Style)>>,
    width: u16,
) -> Vec<Line<'static>> {
    let mut lines = Vec::new();
    for texts in paragraphs {
        lines.extend((!lines.is_empty()).then(Line::default));
        let mut wrapper = Wrapper::new(usize::from(width.saturating_sub(4)));
        for (text, style) in texts {
            wrapper.text(text, style);
        }
        lines.extend(wrapper.lines().into_iter().map(|line| {
            let spans = line.into_iter();
            let spans = spans.map(|(text, style)| Span::styled(text, style));
            std::iter::once(Span::raw(" ")).chain(spans).collect()
        }));
    }
    lines
}

/// Draws a pop-up and records its rows and lines.
pub fn draw(canvas: &mut Canvas<'_>, content: &Content, scroll: Scroll, area: Rect) {
    let count = content.lines.len();
    let wanted = pane::cells(count).saturating_add(2);
    let place = middle(canvas, (content.width, wanted), area);
    canvas.spot(area, Spot::Beneath);
    canvas.spot(place, Spot::Popup);
    let rows = usize::from(place.height.saturating_sub(2));
    let offset = scroll.offset(rows, count);
    canvas.clear(place);
    let inside = canvas.frame(content.title, "", true, place);
    canvas.thumb(offset..count.min(offset + rows), count, true, place);
    canvas.put_all(content.lines.get(offset..).unwrap_or_default(), inside);
    canvas.drawn.popup = Some((rows, count));
}

/// A rectangle of at most this size in the middle of an area. In a narrow terminal it is the whole area: a
/// frame just inside others would only be confusing.
pub fn middle(canvas: &Canvas<'_>, (width, height): (u16, u16), area: Rect) -> Rect {
    if canvas.is_narrow() {
        return area;
    }
    let (width, height) = (width.min(area.width), height.min(area.height));
    Rect {
        x: area.x + (area.width - width) / 2,
        y: area.y + (area.height - height) / 2,
        width,
        height,
    }
}
