//! The files that could not be read, and why.

use ratatui::layout::Rect;
use ratatui::text::Line;

use super::canvas::Canvas;
use super::popup::{self, Content};
use crate::facts::product::Fault;
use crate::text::markdown::Run;

/// What the problems list shows.
pub fn content(canvas: &Canvas<'_>, area: Rect) -> Content {
    let width = popup::text_width(area);
    let mut lines = popup::paragraphs(canvas.model.problems().map(paragraph), width, canvas.theme);
    if lines.is_empty() {
        lines.push(Line::raw(" Every file could be read."));
    }
    Content {
        title: "Problems",
        width,
        lines,
    }
}

/// The place stands out, the reason follows.
fn paragraph(fault: &Fault) -> Vec<Run> {
    let text = fault.to_string();
    let place = text.strip_suffix(&fault.reason).unwrap_or_default();
    vec![Run::strong(place), Run::plain(&fault.reason)]
}
