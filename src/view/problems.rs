//! The files that could not be read, and why.

use ratatui::layout::Rect;
use ratatui::text::Line;

use super::popup::{self, Content};
use crate::app::Model;
use crate::markdown::Run;
use crate::product::Fault;
use crate::theme::Theme;

pub fn content(model: &Model, theme: &Theme, area: Rect) -> Content {
    let faults = model.catalog.faults();
    let width = popup::text_width(area);
    let lines = match faults {
        [] => vec![Line::raw(" Every product file could be read.")],
        faults => popup::paragraphs(faults.iter().map(paragraph), width, theme),
    };
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
