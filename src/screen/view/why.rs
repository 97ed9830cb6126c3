//! Why the selected release has its status.

use ratatui::layout::Rect;
use ratatui::style::Style;

use super::canvas::Canvas;
use super::popup::{self, Content};

/// The reasons for the selected release's status, one per paragraph.
pub fn content(canvas: &Canvas<'_>, area: Rect) -> Content {
    let width = popup::text_width(area);
    let sentences = canvas.model.why().unwrap_or_default();
    let paragraphs = sentences
        .iter()
        .map(|sentence| vec![(sentence.as_str(), Style::new())]);
    Content {
        title: "Why?",
        width,
        lines: popup::paragraphs(paragraphs, width),
    }
}
