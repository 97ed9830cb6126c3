//! The lines of the release table: its headings, and its releases.

use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::app::Model;
use crate::app::browse::Shown;
use crate::facts::table::fit::{Fit, Fitted, GAP};
use crate::facts::table::{Cell, Column, Tone};
use crate::screen::view::canvas::Canvas;
use crate::screen::view::pane;
use crate::settings::theme::Theme;
use crate::text::width;

/// The mark of a cell with a link to a changelog.
pub const ARROW: &str = " ↗";

/// The labels of several lines, each in one.
fn in_one_line(rows: &[Vec<String>]) -> Vec<String> {
    let columns = 0..rows.first().map_or(0, Vec::len);
    let joined = columns.map(|column| {
        let parts = rows.iter().filter_map(|row| row.get(column));
        let parts: Vec<&str> = parts.map(String::as_str).collect();
        parts.join(" ").trim_start().to_owned()
    });
    joined.collect()
}

/// The column labels, aligned at the bottom line; the sorted column is followed by its direction.
pub fn headings(shown: &Shown, fit: &Fit, most: usize, theme: &Theme) -> Vec<Line<'static>> {
    let mut rows = shown.table.heading_rows(fit);
    if rows.len() > most.max(1) {
        rows = vec![in_one_line(&rows)];
    }
    let last = rows.len().saturating_sub(1);
    let mark = |column: usize, row: usize| match shown.sort {
        Some(sort) if sort.column == column && row == last => pane::direction(!sort.is_reversed),
        _ => "",
    };
    let rows = rows.into_iter().enumerate();
    rows.map(|(number, row)| {
        let parts = fit.columns.iter().zip(row).map(|(fitted, part)| {
            let mark = mark(fitted.column, number);
            let part = format!("{}{mark}", width::cut(&part, fitted.width));
            Span::styled(width::padded(&part, fitted.width + GAP), theme.heading)
        });
        let life = if number == last && fit.life > 0 {
            "Life"
        } else {
            ""
        };
        let life = Span::styled(life, theme.heading);
        std::iter::once(Span::raw(" "))
            .chain(parts)
            .chain([life])
            .collect()
    })
    .collect()
}

/// A release as a line: its cells, and its life.
pub fn release_line(
    canvas: &Canvas<'_>,
    shown: &Shown,
    number: usize,
    (fit, name): (&Fit, &str),
) -> Line<'static> {
    let theme = canvas.theme;
    let mut spans = Vec::new();
    let Some(row) = shown.table.rows.get(number) else {
        return Line::default();
    };
    let is_watched = is_watched(canvas.model, shown.index, number);
    for fitted in &fit.columns {
        let heading = shown.table.columns.get(fitted.column);
        let (Some(cell), Some(heading)) = (row.cells.get(fitted.column), heading) else {
            continue;
        };
        let name = (heading.column == Column::Release).then_some(name);
        spans.extend(cell_spans(
            shown,
            (cell, heading.column),
            fitted,
            name,
            theme,
        ));
        // The star of a watched release is in the gap after its name.
        spans.push(if is_watched && heading.column == Column::Release {
            Span::styled(width::padded("★", GAP), theme.watched)
        } else {
            Span::raw(" ".repeat(GAP))
        });
    }
    if let Some(life) = row.life.filter(|_| fit.life > 0) {
        let drawn = life.line(fit.life);
        spans.push(Span::styled(drawn.used, theme.life(life)));
        spans.push(Span::styled(drawn.left, theme.dim));
    }
    Line::from(spans)
}

/// A cell as wide as its column: its text, for a release its name, what stands beside it, and its mark.
fn cell_spans(
    shown: &Shown,
    (cell, column): (&Cell, Column),
    fitted: &Fitted,
    name: Option<&str>,
    theme: &Theme,
) -> [Span<'static>; 4] {
    let arrow = if cell.link.is_some() { ARROW } else { "" };
    let (text, beside) = if let Some(name) = name {
        (name.to_owned(), String::new())
    } else {
        let (text, beside) = cell.parts(column, fitted.form, &shown.table, &shown.widths);
        let room = fitted.width.saturating_sub(width::of(arrow));
        (width::cut(&text, room).into_owned(), beside)
    };
    let used = width::of(&text) + width::of(&beside) + width::of(arrow);
    let missing = fitted.width.saturating_sub(used);
    [
        Span::styled(text, theme.aligned_cell(cell, column)),
        Span::styled(beside, beside_style(theme, cell, column)),
        Span::styled(arrow, theme.dim),
        Span::raw(" ".repeat(missing)),
    ]
}

/// The time beside a date is unobtrusive: time left looks like text, time since is dim.
fn beside_style(theme: &Theme, cell: &Cell, column: Column) -> Style {
    match (column, cell.tone) {
        (Column::Phase(_), Tone::Good | Tone::Soon) => Style::new(),
        _ => theme.dim,
    }
}

/// Whether a release is watched by its own name.
pub fn is_watched(model: &Model, product: usize, release: usize) -> bool {
    let share = model.watching.watched().share(product);
    let found = model.catalog.release((product, release));
    let names = share.zip(found);
    names.is_some_and(|(share, (_, release))| share.names(&release.name))
}
