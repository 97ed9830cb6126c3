//! The product list with the search line above it.

use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use super::pane;
use crate::app::browse::Pane;
use crate::app::{Model, Place};
use crate::catalog::Card;
use crate::lifecycle::{self, Health};
use crate::search::Evidence;
use crate::theme::Theme;

/// Draws the list; returns its rows.
pub fn draw(model: &Model, theme: &Theme, area: Rect, frame: &mut Frame<'_>) -> usize {
    let browse = &model.browse;
    let is_focused = matches!(browse.focus, Pane::List | Pane::Search);
    let count = format!("{}/{}", browse.hits.len(), model.catalog.cards().len());
    let inside = pane::frame("Products", &count, is_focused, theme, area, frame);
    let rows = [Constraint::Length(1), Constraint::Fill(1)];
    let [search, list] = Layout::vertical(rows).areas(inside);
    search_line(model, theme, search, frame);
    let height = usize::from(list.height);
    let window = browse.list.window(browse.hits.len(), height);
    if browse.hits.is_empty() {
        let is_empty = model.catalog.cards().is_empty();
        let words = if is_empty {
            " no product; ! says why"
        } else {
            " nothing matches"
        };
        let words = Line::styled(words, theme.dim);
        pane::put(&words, 0, list, frame);
    }
    for (row, line) in window.enumerate() {
        let index = browse.hits.get(line).copied();
        let card =
            index.and_then(|index| model.catalog.cards().get(index).map(|card| (index, card)));
        let Some((index, card)) = card else { continue };
        let is_selected = line == browse.list.selected();
        let drawn = product_line(
            model,
            index,
            card,
            is_selected,
            theme,
            usize::from(list.width),
        );
        pane::put(&drawn, row, list, frame);
    }
    height
}

/// The query with its cursor.
pub fn search_line(model: &Model, theme: &Theme, area: Rect, frame: &mut Frame<'_>) {
    let browse = &model.browse;
    let is_focused = model.place() == Place::Search;
    let (before, after) = browse.query.halves();
    if browse.query.text().is_empty() && !is_focused {
        let words = Line::styled(" / to search", theme.dim);
        pane::put(&words, 0, area, frame);
        return;
    }
    // A long query is seen around its cursor.
    let room = usize::from(area.width).saturating_sub(4);
    let mut seen = before;
    while seen.width() > room {
        let first = seen.graphemes(true).next().map_or(1, str::len);
        seen = seen.get(first..).unwrap_or_default();
    }
    let line = Line::from(vec![
        Span::styled(" / ", if is_focused { theme.key } else { theme.dim }),
        Span::raw(seen.to_owned()),
        Span::raw(after.to_owned()),
    ]);
    pane::put(&line, 0, area, frame);
    if is_focused {
        let column = u16::try_from(3 + seen.width()).unwrap_or(u16::MAX);
        let last = area.right().saturating_sub(1);
        frame.set_cursor_position((area.x.saturating_add(column).min(last), area.y));
    }
}

/// `▸● Flux          server-app`
fn product_line(
    model: &Model,
    index: usize,
    card: &Card,
    is_selected: bool,
    theme: &Theme,
    width: usize,
) -> Line<'static> {
    let product = model.catalog.product(index);
    let health = product.map_or(Health::Unknown, |product| {
        lifecycle::health(product.dates(), model.day())
    });
    let (glyph, tone) = theme.health(health);
    let mut spans = vec![
        Span::raw(if is_selected { "▸" } else { " " }),
        Span::styled(glyph, tone),
        Span::raw(" "),
    ];
    let evidence = model.evidence(index);
    spans.extend(words(card, &evidence, theme, width.saturating_sub(3)));
    let line = Line::from(spans);
    match (is_selected, model.browse.focus) {
        (true, Pane::List | Pane::Search) => pane::restyled(line, theme.selected),
        (true, _) => pane::restyled(line, theme.selected_elsewhere),
        _ => line,
    }
}

/// The title, and at the right the category, or what else matched, as far as there is room.
fn words(card: &Card, evidence: &Evidence, theme: &Theme, width: usize) -> Vec<Span<'static>> {
    let title = pane::cut(&card.title, width);
    let free = width.saturating_sub(title.width());
    let (other, style) = match &evidence.other {
        Some(other) if free > 6 => (pane::cut(&format!("={other}"), free - 2), theme.matched),
        None if free > card.category.width() + 1 => (card.category.clone(), theme.dim),
        _ => (String::new(), theme.dim),
    };
    let gap = " ".repeat(free.saturating_sub(other.width() + 1));
    let mut spans = pane::highlighted(&title, &evidence.title, Style::new(), theme);
    spans.extend([Span::raw(gap), Span::styled(other, style), Span::raw(" ")]);
    spans
}
