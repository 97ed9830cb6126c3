//! What an empty pane says: two lines, what is so, and the way on.

use ratatui::text::{Line, Span};

use super::canvas::Canvas;
use crate::app::Msg;

/// What is so, and the ways on, each with its key. A message without a key is left out.
pub fn lines(canvas: &Canvas<'_>, words: &str, ways: &[(Msg, &'static str)]) -> Vec<Line<'static>> {
    let theme = canvas.theme;
    let mut way = Line::raw(" ");
    for (msg, what) in ways {
        let Some(key) = canvas.keys.key_of(msg) else {
            continue;
        };
        if way.spans.len() > 1 {
            way.push_span(Span::styled(" · ", theme.dim));
        }
        let key = theme.glyphs.key_names(key.to_string());
        way.push_span(Span::styled(key, theme.key));
        way.push_span(Span::styled(format!(" {what}"), theme.dim));
    }
    vec![Line::raw(format!(" {words}")), way]
}
