//! The summary above the release table: always two lines, so that nothing jumps while moving.

use ratatui::layout::Rect;
use ratatui::style::Modifier;
use ratatui::text::{Line, Span};

use super::canvas::Canvas;
use super::pane;
use crate::app::Msg;
use crate::find::summary::Summary;

/// The height of a summary in rows.
pub const ROWS: u16 = 2;

/// Draws the summary; returns the remaining area.
pub fn draw(canvas: &mut Canvas<'_>, area: Rect) -> Rect {
    let [above, rest] = pane::split_at_row(area, ROWS);
    if let Some(summary) = canvas.model.summary() {
        let lines = lines(canvas, &summary, above.width);
        canvas.put_all(&lines, above);
    }
    rest
}

/// The first line in the style of its sign, the second in that of text.
fn lines(canvas: &Canvas<'_>, summary: &Summary, width: u16) -> [Line<'static>; 2] {
    let theme = canvas.theme;
    let style = summary
        .health
        .map_or(theme.failed, |health| theme.health(health).1)
        .add_modifier(Modifier::BOLD);
    // A space at each end, and the sign with a space after it.
    let room = usize::from(width).saturating_sub(4);
    let [first, second] = summary.lines(room);
    let hint = update_hint(canvas, summary);
    let has_room = second.chars().count() + hint.chars().count() <= room;
    let hint = if has_room { hint } else { String::new() };
    [
        Line::styled(format!(" {} {first}", summary.sign()), style),
        Line::from(vec![
            Span::raw(format!("   {second}")),
            Span::styled(hint, theme.dim),
        ]),
    ]
}

/// A note that newer data may know better, with the key that fetches them.
fn update_hint(canvas: &Canvas<'_>, summary: &Summary) -> String {
    let key = canvas.keys.key_of(&Msg::Update);
    let key = key.filter(|_| summary.is_outdated);
    key.map_or_else(String::new, |key| format!(" · {key} updates"))
}
