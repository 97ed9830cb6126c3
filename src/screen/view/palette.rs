//! The palette: actions by name, with their keys.

use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::canvas::Canvas;
use super::pane;
use super::picker::{self, Picker};
use crate::app::popup::palette::{Action, Palette};
use crate::settings::theme::Theme;
use crate::text::width;

const WIDTH: u16 = 90;

/// Draws the palette.
pub fn draw(canvas: &mut Canvas<'_>, palette: &Palette, area: Rect) {
    let theme = canvas.theme;
    let row = |number: usize, width: usize| {
        let named = palette.found.get(number)?;
        let action = palette.actions.get(named.index)?;
        Some(action_line(action, &named.matched, width, theme))
    };
    let (count, most) = (palette.cursor.count(), palette.actions.len());
    let picker = Picker {
        title: "Actions",
        right: format!("{count}/{most}"),
        width: WIDTH,
        line: Some(&palette.line),
        noun: "action",
        most,
        cursor: palette.cursor,
        row: &row,
    };
    picker::draw(canvas, &picker, area);
}

/// An action's row: its name, why it does nothing, and its keys.
fn action_line(action: &Action, matched: &[usize], width: usize, theme: &Theme) -> Line<'static> {
    let keys = theme.glyphs.key_names(action.keys.clone());
    let keys = width::cut(&keys, width / 3);
    let room = width.saturating_sub(width::of(&keys) + 1);
    let name = width::cut(&action.name, room);
    let (style, key_style) = match action.reason {
        Some(_) => (theme.dim, theme.dim),
        None => (Style::new(), theme.key),
    };
    let room = room.saturating_sub(width::of(&name) + 2);
    let reason = action.reason.as_deref().unwrap_or_default();
    let reason = width::cut(reason, room);
    let used = width::of(&name) + width::of(&keys) + width::of(&reason);
    // The reason is beside the keys.
    let gap = if reason.is_empty() { 0 } else { 2 };
    let before = " ".repeat(width.saturating_sub(used + gap));
    let mut spans = pane::highlighted(&name, matched, style, theme);
    spans.extend([
        Span::raw(before),
        Span::styled(reason.into_owned(), theme.dim),
        Span::raw(" ".repeat(gap)),
        Span::styled(keys.into_owned(), key_style),
    ]);
    Line::from(spans)
}
