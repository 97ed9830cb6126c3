//! Above the release table: the verdict on the version in the query, or that the data are too old.

use ratatui::layout::Rect;
use ratatui::text::Line;

use super::canvas::Canvas;
use super::pane;
use crate::app::Model;
use crate::text::wrap::wrapped;

/// Draws the verdict behind the sign of its release, in at most half of the area; returns the rest of the
/// area.
pub fn draw(canvas: &mut Canvas<'_>, area: Rect) -> Rect {
    let (model, theme) = (canvas.model, canvas.theme);
    let health = model.above_table().map(|(health, _)| health);
    let (sign, style) = health
        .flatten()
        .map_or(("?", theme.failed), |health| theme.health(health));
    let height = height(model, area.width).min(area.height / 2);
    let signs = std::iter::once(sign).chain(std::iter::repeat(" "));
    let lines = lines(model, area.width).into_iter().zip(signs);
    for (row, (line, sign)) in lines.take(usize::from(height)).enumerate() {
        let line = Line::styled(format!(" {sign} {line}"), style);
        canvas.put(&line, row, area);
    }
    let (y, left) = (area.y + height, area.height - height);
    Rect {
        y,
        height: left,
        ..area
    }
}

/// The rows of the verdict; 0 where the query has no version number.
pub fn height(model: &Model, width: u16) -> u16 {
    pane::cells(lines(model, width).len())
}

fn lines(model: &Model, width: u16) -> Vec<String> {
    let room = usize::from(width).saturating_sub(4);
    let text = model.above_table();
    text.map_or_else(Vec::new, |(_, text)| wrapped(&text, room))
}
