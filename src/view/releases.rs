//! The release table.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

use super::pane;
use crate::app::Model;
use crate::app::browse::{Pane, Shown, TableLine};
use crate::table::fit::{Fit, GAP};
use crate::theme::Theme;
use crate::wording;

/// Draws the table; returns its rows below the headings.
pub fn draw(model: &Model, theme: &Theme, area: Rect, frame: &mut Frame<'_>) -> usize {
    let is_focused = model.browse.focus == Pane::Releases;
    let Some(shown) = &model.browse.shown else {
        pane::frame("Releases", "", is_focused, theme, area, frame);
        return 0;
    };
    let fit = fit(shown, area.width);
    let inside = frame_of(model, shown, &fit, theme, area, frame);
    let headings = headings(shown, &fit, theme);
    for (row, line) in headings.iter().enumerate() {
        pane::put(line, row, inside, frame);
    }
    let height = usize::from(inside.height).saturating_sub(headings.len());
    let window = shown.rows.window(shown.lines(), height);
    for (row, number) in window.enumerate() {
        let is_selected = number == shown.rows.selected();
        let mut line = match shown.line(number) {
            Some(TableLine::Release(release)) => release_line(shown, release, &fit, theme),
            Some(TableLine::Fold) => fold_line(shown, theme),
            None => continue,
        };
        if is_selected {
            line.spans.insert(0, Span::raw("▸"));
            let missing = usize::from(inside.width).saturating_sub(line.width());
            line.push_span(Span::raw(" ".repeat(missing)));
            let style = if is_focused {
                theme.selected
            } else {
                theme.selected_elsewhere
            };
            line = pane::restyled(line, style);
        } else {
            line.spans.insert(0, Span::raw(" "));
        }
        pane::put(&line, headings.len() + row, inside, frame);
    }
    height
}

/// The rows that all lines of the table would take, with its frame.
pub fn height(model: &Model, width: u16) -> u16 {
    let Some(shown) = &model.browse.shown else {
        return 0;
    };
    let fit = fit(shown, width);
    let lines = shown.lines() + shown.table.heading_rows(&fit).len() + 2;
    u16::try_from(lines).unwrap_or(u16::MAX)
}

fn fit(shown: &Shown, width: u16) -> Fit {
    let room = usize::from(width).saturating_sub(4);
    shown.table.fit(&shown.widths, room)
}

fn frame_of(
    model: &Model,
    shown: &Shown,
    fit: &Fit,
    theme: &Theme,
    area: Rect,
    frame: &mut Frame<'_>,
) -> Rect {
    let product = model.catalog.product(shown.index);
    let title = product.map_or("Releases", |product| product.title.as_str());
    let right = match fit.dropped {
        0 => wording::count(shown.table.rows.len(), "release"),
        dropped => format!("{} hidden", wording::count(dropped, "column")),
    };
    let is_focused = model.browse.focus == Pane::Releases;
    pane::frame(title, &right, is_focused, theme, area, frame)
}

/// The column labels, aligned at the bottom.
fn headings(shown: &Shown, fit: &Fit, theme: &Theme) -> Vec<Line<'static>> {
    let rows = shown.table.heading_rows(fit).into_iter();
    rows.map(|row| {
        let parts = fit.columns.iter().zip(row).map(|(fitted, part)| {
            let part = pane::padded(&pane::cut(&part, fitted.width), fitted.width + GAP);
            Span::styled(part, theme.heading)
        });
        std::iter::once(Span::raw(" ")).chain(parts).collect()
    })
    .collect()
}

fn release_line(shown: &Shown, number: usize, fit: &Fit, theme: &Theme) -> Line<'static> {
    let mut spans = Vec::new();
    let Some(row) = shown.table.rows.get(number) else {
        return Line::default();
    };
    for fitted in &fit.columns {
        let heading = shown.table.columns.get(fitted.column);
        let (Some(cell), Some(heading)) = (row.cells.get(fitted.column), heading) else {
            continue;
        };
        let arrow = if cell.link.is_some() { " ↗" } else { "" };
        let text = cell.text(heading.column, fitted.form);
        let text = pane::cut(&text, fitted.width.saturating_sub(arrow.width()));
        let style = theme.cell(cell, heading.column);
        let missing = fitted.width.saturating_sub(text.width() + arrow.width()) + GAP;
        spans.push(Span::styled(text, style));
        spans.push(Span::styled(arrow, theme.dim));
        spans.push(Span::raw(" ".repeat(missing)));
    }
    Line::from(spans)
}

pub fn fold_line(shown: &Shown, theme: &Theme) -> Line<'static> {
    let hidden = shown.table.folded.len();
    let words = format!("  ▾ {hidden} more unmaintained releases (. shows them)");
    Line::from(Span::styled(words, theme.dim))
}
