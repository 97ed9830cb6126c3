//! What the last update has changed, the worst news first, watched items on top.

use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::Line;

use super::canvas::Canvas;
use super::popup::{self, Content};
use crate::facts::changes::Kind;

/// A paragraph for each change but those of newest versions, which are counted.
pub fn content(canvas: &Canvas<'_>, area: Rect) -> Content {
    let width = popup::text_width(area);
    let dates = canvas.model.preferences.dates;
    let (versions, changes): (Vec<_>, Vec<_>) = canvas
        .model
        .changes()
        .into_iter()
        .partition(|(_, change)| change.kind == Kind::Latest);
    let texts: Vec<_> = changes
        .iter()
        .map(|(is_watched, change)| {
            let sign = if *is_watched { "● " } else { "" };
            (format!("{sign}{}  ", change.subject()), change.words(dates))
        })
        .collect();
    let paragraphs = texts.iter().map(|(subject, words)| {
        vec![
            (subject.as_str(), Style::new().bold()),
            (words.as_str(), Style::new()),
        ]
    });
    let mut lines = popup::paragraphs(paragraphs, width);
    if lines.is_empty() {
        lines.push(Line::raw(
            " No update has changed an end, a release or a product.",
        ));
    }
    if !versions.is_empty() {
        let count = versions.len();
        lines.push(Line::raw(format!(" Newest versions that changed: {count}")));
    }
    Content {
        title: "Changes",
        width,
        lines,
    }
}
