//! Why the selected release has its sign.

use ratatui::layout::Rect;

use super::canvas::Canvas;
use super::popup::{self, Content};
use crate::text::markdown::Run;

/// The reasons of the selected release, a paragraph each.
pub fn content(canvas: &Canvas<'_>, area: Rect) -> Content {
    let width = popup::text_width(area);
    let sentences = canvas.model.why().into_iter().flatten();
    let sentences = sentences.map(|sentence| vec![Run::plain(sentence)]);
    Content {
        title: "Why?",
        width,
        lines: popup::paragraphs(sentences, width, canvas.theme),
    }
}
