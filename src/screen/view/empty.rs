//! What an empty pane says: what is so, and the way on.

use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::canvas::Canvas;
use crate::app::{Model, Msg};
use crate::text::wrap::Wrapper;

/// A way on: the message, and what it does, for example `clears the query`.
pub type Way = (Msg, &'static str);

/// Draws what is so, and the ways on.
pub fn draw(canvas: &mut Canvas<'_>, words: &str, ways: &[Way], area: Rect) {
    let lines = lines(canvas, words, ways, area.width);
    canvas.put_all(&lines, area);
}

/// What is so, and the ways on, each with its key, in lines of so many columns. A message without a key is
/// left out, and so is one whose key would be typed into the search line.
pub fn lines(canvas: &Canvas<'_>, words: &str, ways: &[Way], width: u16) -> Vec<Line<'static>> {
    let theme = canvas.theme;
    let width = usize::from(width).saturating_sub(2);
    let mut said = Wrapper::new(width);
    said.text(words, Style::new());
    let mut way = Wrapper::new(width);
    let mut is_first = true;
    for (msg, what) in ways {
        let Some(key) = canvas.keys.key_in(canvas.model.place(), msg) else {
            continue;
        };
        if !std::mem::take(&mut is_first) {
            way.text(" · ", theme.dim);
        }
        way.text(&theme.glyphs.key_names(key.to_string()), theme.key);
        way.text(&format!(" {what}"), theme.dim);
    }
    let lines = said.lines().into_iter().chain(way.lines());
    let lines = lines.map(|line| {
        let spans = line.into_iter();
        let spans = spans.map(|(text, style)| Span::styled(text, style));
        std::iter::once(Span::raw(" ")).chain(spans).collect()
    });
    lines.collect()
}

/// Says that no product matches the query, or else that nothing listed here does, which `noun` names.
pub fn unmatched(canvas: &mut Canvas<'_>, noun: &str, area: Rect) {
    let model = canvas.model;
    if model.catalog.cards().is_empty() {
        let why = [(Msg::Problems, "says why")];
        return draw(canvas, "There are no products in the data.", &why, area);
    }
    let query = model.browse.query.text();
    let is_empty = model.browse.hits.is_empty();
    let words = match (is_empty, model.has_filters()) {
        (true, false) => format!("Nothing is called “{query}”."),
        (true, true) => format!("Nothing matches “{query}”."),
        (false, _) => format!("No {noun} matches “{query}”."),
    };
    let doubt = model.browse.asked.doubt().filter(|_| is_empty);
    let words = match doubt {
        Some(doubt) if doubt.ends_with('?') => format!("{words} {doubt}"),
        Some(doubt) => format!("{words} {doubt}."),
        None => words,
    };
    draw(canvas, &words, &ways_out(model), area);
}

/// The ways out of a query that is too narrow.
pub fn ways_out(model: &Model) -> Vec<Way> {
    let clears = (Msg::Back, "clears the search");
    let filters = (Msg::ClearFilters, "removes the filters");
    match (model.has_filters(), model.browse.has_words()) {
        (true, true) => vec![clears, filters],
        (true, false) => vec![filters],
        (false, true) => vec![clears, (Msg::Filters, "filters")],
        (false, false) => vec![clears],
    }
}
