//! The files that could not be read, with reasons.

use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::Line;

use super::canvas::Canvas;
use super::popup::{self, Content};

/// The list of problems: each position in bold, then the reason.
pub fn content(canvas: &Canvas<'_>, area: Rect) -> Content {
    let width = popup::text_width(area);
    let problems = canvas.model.problems();
    let texts: Vec<_> = problems
        .map(|fault| (format!("{}: ", fault.place()), &fault.reason))
        .collect();
    let paragraphs = texts.iter().map(|(place, reason)| {
        vec![
            (place.as_str(), Style::new().bold()),
            (reason.as_str(), Style::new()),
        ]
    });
    let mut lines = popup::paragraphs(paragraphs, width);
    if lines.is_empty() {
        lines.push(Line::raw(" No problems in settings or product files."));
    }
    Content {
        title: "Problems",
        width,
        lines,
    }
}
