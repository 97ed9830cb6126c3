//! Why the selected release has its sign.

use ratatui::layout::Rect;

use super::popup::{self, Content};
use crate::app::Model;
use crate::settings::theme::Theme;
use crate::text::markdown::Run;

/// The reasons of the selected release, a paragraph each.
pub fn content(model: &Model, theme: &Theme, area: Rect) -> Content {
    let width = popup::text_width(area);
    let sentences = model.why().into_iter().flatten();
    let sentences = sentences.map(|sentence| vec![Run::plain(sentence)]);
    Content {
        title: "Why?",
        width,
        lines: popup::paragraphs(sentences, width, theme),
    }
}
