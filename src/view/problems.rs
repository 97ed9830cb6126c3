//! The files that could not be read, and why.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::Line;

use super::pane;
use crate::app::Model;
use crate::app::cursor::Scroll;
use crate::markdown::layout::{self, Piece};
use crate::markdown::{Block, Document, Run};
use crate::product::Fault;
use crate::theme::Theme;
use crate::wording;

/// Draws the problems; returns their rows and their lines.
pub fn draw(
    model: &Model,
    scroll: Scroll,
    theme: &Theme,
    area: Rect,
    frame: &mut Frame<'_>,
) -> (usize, usize) {
    let faults = model.catalog.faults();
    let width = area.width.saturating_sub(4);
    let lines = lines(faults, usize::from(width.saturating_sub(4)), theme);
    let wanted = u16::try_from(lines.len())
        .unwrap_or(u16::MAX)
        .saturating_add(2);
    let area = pane::popup(width, wanted, area, frame);
    let height = usize::from(area.height.saturating_sub(2));
    let offset = scroll.offset(height, lines.len());
    let count = wording::count(faults.len(), "problem");
    let inside = pane::frame("Problems", &count, true, theme, area, frame);
    for (row, line) in lines.iter().skip(offset).take(height).enumerate() {
        pane::put(line, row, inside, frame);
    }
    (height, lines.len())
}

fn lines(faults: &[Fault], width: usize, theme: &Theme) -> Vec<Line<'static>> {
    if faults.is_empty() {
        return vec![Line::raw(" Every product file could be read.")];
    }
    let paragraphs = faults.iter().map(|fault| {
        let text = fault.to_string();
        let (place, reason) = text
            .split_at_checked(text.len() - fault.reason.len())
            .unwrap_or((&text, ""));
        Block::Paragraph(vec![Run::strong(place), Run::plain(reason)])
    });
    let document = Document {
        blocks: paragraphs.collect(),
        ..Document::default()
    };
    let styled = |piece: Piece| {
        let style = if piece.style.strong {
            theme.key
        } else {
            Style::new()
        };
        ratatui::text::Span::styled(piece.text, style)
    };
    layout::lay_out(&document, width)
        .into_iter()
        .map(|line| {
            let mut spans = vec![ratatui::text::Span::raw(" ")];
            spans.extend(line.pieces.into_iter().map(styled));
            Line::from(spans)
        })
        .collect()
}
