//! The release table.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::pane;
use crate::app::browse::{Shown, TableLine};
use crate::app::{Model, Place};
use crate::table::fit::{Fit, GAP, label_lines};
use crate::table::{Cell, Column};
use crate::theme::Theme;
use crate::wording;

/// Draws the table; returns its rows below the headings.
pub fn draw(model: &Model, theme: &Theme, area: Rect, frame: &mut Frame<'_>) -> usize {
    let is_focused = model.browse.focus == Place::Releases;
    let Some(shown) = &model.browse.shown else {
        pane::frame("Releases", "", is_focused, theme, area, frame);
        return 0;
    };
    let room = usize::from(area.width).saturating_sub(4);
    let fit = shown.table.fit(&shown.widths, room);
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
            let style = if is_focused { theme.selected } else { theme.selected_elsewhere };
            line = line.patch_style(style);
        } else {
            line.spans.insert(0, Span::raw(" "));
        }
        pane::put(&line, headings.len() + row, inside, frame);
    }
    height
}

fn frame_of(
    model: &Model,
    shown: &Shown,
    fit: &Fit,
    theme: &Theme,
    area: Rect,
    frame: &mut Frame<'_>,
) -> Rect {
    let product = model.catalog.product(shown.place);
    let title = product.map_or("Releases", |product| product.title.as_str());
    let releases = wording::count(shown.table.rows.len(), "release");
    let right = match fit.dropped {
        0 => releases,
        dropped => format!("{releases} · {} hidden", wording::count(dropped, "column")),
    };
    let is_focused = model.browse.focus == Place::Releases;
    pane::frame(title, &right, is_focused, theme, area, frame)
}

/// The column labels, in one line or two.
fn headings(shown: &Shown, fit: &Fit, theme: &Theme) -> Vec<Line<'static>> {
    let mut lines = [Vec::new(), Vec::new()];
    let mut is_second_used = false;
    for fitted in &fit.columns {
        let heading = shown.table.columns.get(fitted.column);
        let label = heading.map_or("", |heading| heading.label.as_str());
        let parts = label_lines(label, fitted.width);
        is_second_used |= !parts[1].is_empty();
        for (line, part) in lines.iter_mut().zip(parts) {
            let text = pane::padded(part, fitted.width + GAP);
            line.push(Span::styled(text, theme.heading));
        }
    }
    let used = if is_second_used { 2 } else { 1 };
    let lines = lines.into_iter().take(used);
    lines
        .map(|mut spans| {
            spans.insert(0, Span::raw(" "));
            Line::from(spans)
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
        let text = cell.text(heading.column, fitted.form);
        let text = pane::cut(&text, fitted.width);
        let style = cell_style(cell, heading.column, theme);
        let missing = (fitted.width + GAP).saturating_sub(unicode_width::UnicodeWidthStr::width(&*text));
        spans.push(Span::styled(text, style));
        spans.push(Span::raw(" ".repeat(missing)));
    }
    Line::from(spans)
}

fn cell_style(cell: &Cell, column: Column, theme: &Theme) -> Style {
    let base = theme.tone(cell.tone);
    match column {
        _ if cell.struck => base.patch(theme.struck),
        Column::Released | Column::Custom(_) => base.patch(theme.dim),
        _ => base,
    }
}

fn fold_line(shown: &Shown, theme: &Theme) -> Line<'static> {
    let hidden = shown.table.folded.len();
    let words = format!("  ▾ {hidden} more unmaintained releases");
    Line::styled(words, theme.dim)
}
