//! The release table.

mod lines;

use std::ops::Range;

use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

pub use self::lines::is_watched;
use self::lines::{ARROW, headings, release_line};
use super::canvas::Canvas;
use super::{empty, pane, summary};
use crate::app::browse::{self, Pane, Shown, SortedBy, TableLine};
use crate::app::pointer::Spot;
use crate::app::{Model, Msg, Target};
use crate::facts::table::fit::Fit;
use crate::facts::table::{Cell, Column};
use crate::facts::viewpoint::Left;
use crate::facts::wording;
use crate::text::width;

/// Draws the table and records its rows below the headings. Without a product, nothing is drawn.
pub fn draw(canvas: &mut Canvas<'_>, area: Rect) {
    let Some(shown) = &canvas.model.browse.shown else {
        canvas.drawn.releases = Some(0);
        return;
    };
    canvas.spot(area, Spot::Pane(Pane::Releases));
    table(canvas, shown, area);
}

/// Draws the table of the shown product.
fn table(canvas: &mut Canvas<'_>, shown: &Shown, area: Rect) {
    let fit = fit(canvas.model, shown, area.width);
    let inside = frame_of(canvas, shown, &fit, area);
    let inside = summary::draw(canvas, inside);
    if shown.table.rows.is_empty() {
        let ways = [
            (Msg::Deeper, "opens the page"),
            (Msg::Open(Target::Product), "opens endoflife.date"),
        ];
        empty::draw(canvas, "No releases are in the data.", &ways, inside);
        canvas.drawn.releases = Some(0);
        return;
    }
    let most = usize::from(inside.height).saturating_sub(LEAST_ROWS);
    let headings = headings(shown, &fit, most, canvas.theme);
    put_headings(canvas, &headings, &fit, inside);
    let rows = pane::from_row(inside, pane::cells(headings.len()));
    let (window, rows) = below_pinned(canvas, shown, &fit, rows);
    let height = usize::from(rows.height);
    let names = names(shown, window.clone(), &fit);
    canvas.thumb(
        window.clone(),
        shown.lines(),
        is_focused(canvas.model),
        area,
    );
    for ((row, number), name) in window.enumerate().zip(&names) {
        let place = pane::row_of(rows, row);
        release_row(canvas, shown, number, (&fit, name), place);
    }
    canvas.foot(&order(shown), rows, area);
    canvas.drawn.releases = Some(height);
    canvas.drawn.columns = Some(fit.columns.iter().map(|fitted| fitted.column).collect());
}

/// Draws the headings, which can be clicked.
fn put_headings(canvas: &mut Canvas<'_>, headings: &[Line<'_>], fit: &Fit, area: Rect) {
    for (row, line) in headings.iter().enumerate() {
        canvas.put(line, row, area);
        // A heading starts with a space that belongs to no column.
        let columns = fit.columns.iter();
        let columns = columns.map(|fitted| Some(Spot::Heading(fitted.column)));
        let spots = std::iter::once(None).chain(columns);
        let widths = line.iter().map(Span::width);
        canvas.spots(pane::row_of(area, row), widths.zip(spots));
    }
}

/// Draws a clickable line of the table.
fn release_row(
    canvas: &mut Canvas<'_>,
    shown: &Shown,
    number: usize,
    named: (&Fit, &str),
    place: Rect,
) {
    let line = line(canvas, shown, number, named, place.width);
    canvas.put(&line, 0, place);
    canvas.spot(place, Spot::Release(number));
    if let Some(mark) = mark(&line, place) {
        canvas.spot(mark, Spot::Changelog(number));
    }
}

/// With fewer rows, nothing is pinned.
const PINNED_FROM: u16 = 6;

/// Draws the newest supported release above the window if it would be out of sight, and the number of lines
/// skipped in between. Returns the lines of the window and its area.
fn below_pinned(
    canvas: &mut Canvas<'_>,
    shown: &Shown,
    fit: &Fit,
    area: Rect,
) -> (Range<usize>, Rect) {
    let window = shown.rows.window(usize::from(area.height));
    let pinned = shown.newest_supported();
    let Some(pinned) = pinned.filter(|line| *line < window.start && area.height >= PINNED_FROM)
    else {
        return (window, area);
    };
    let below = pane::from_row(area, 2);
    let window = shown.rows.window(usize::from(below.height));
    let names = names(shown, pinned..pinned + 1, fit);
    let name = names.first().map_or("", String::as_str);
    release_row(canvas, shown, pinned, (fit, name), pane::row_of(area, 0));
    let hidden = window.start.saturating_sub(pinned + 1);
    let gap = Line::styled(format!("   ┄ {hidden} more ┄"), canvas.theme.dim);
    canvas.put(&gap, 1, area);
    (window, below)
}

fn is_focused(model: &Model) -> bool {
    model.browse.focus == Pane::Releases
}

/// A line of the table.
fn line(
    canvas: &Canvas<'_>,
    shown: &Shown,
    number: usize,
    named: (&Fit, &str),
    width: u16,
) -> Line<'static> {
    let line = match shown.line(number) {
        Some(TableLine::Release(release)) => release_line(canvas, shown, release, named),
        Some(TableLine::Fold) => fold_line(canvas, shown, usize::from(width)),
        None => return Line::default(),
    };
    let is_selected = number == shown.rows.selected();
    let is_focused = canvas.model.browse.focus == Pane::Releases;
    let style = is_selected.then(|| canvas.selection(is_focused));
    pane::selectable(line, style, usize::from(width))
}

/// The names of releases on some lines, cut to their column's width; empty for the fold.
fn names(shown: &Shown, lines: Range<usize>, fit: &Fit) -> Vec<String> {
    let Some(fitted) = fit.columns.first() else {
        return lines.map(|_| String::new()).collect();
    };
    let cell = |number| match shown.line(number)? {
        TableLine::Release(release) => shown.table.rows.get(release)?.cells.get(fitted.column),
        TableLine::Fold => None,
    };
    let arrow = |cell: &Cell| {
        if cell.link.is_some() {
            width::of(ARROW)
        } else {
            0
        }
    };
    let cells: Vec<_> = lines.map(cell).collect();
    let arrow = cells.iter().copied().flatten().map(arrow).max();
    let width = fitted.width.saturating_sub(arrow.unwrap_or(0));
    let dates = shown.table.preferences.dates;
    let texts = cells.into_iter().map(|cell| {
        let text = cell.map(|cell| cell.text(Column::Release, fitted.form, dates));
        text.unwrap_or_default()
    });
    let texts: Vec<_> = texts.collect();
    let names = width::cut_distinct(texts.iter().map(AsRef::as_ref), width);
    names
        .into_iter()
        .map(|(name, _)| name.into_owned())
        .collect()
}

/// The area of a row's changelog mark; `None` if it has none.
fn mark(line: &Line<'_>, row: Rect) -> Option<Rect> {
    let at = line.spans.iter().position(|span| span.content == ARROW)?;
    let before: usize = line.spans.iter().take(at).map(Span::width).sum();
    let x = row.x.saturating_add(pane::cells(before));
    let width = pane::cells(width::of(ARROW));
    Some(Rect { x, width, ..row }.intersection(row))
}

/// The rows that the whole table needs, with its frame.
pub fn height(model: &Model, width: u16) -> u16 {
    let Some(shown) = &model.browse.shown else {
        return 0;
    };
    let fit = fit(model, shown, width);
    let lines = shown.lines() + shown.table.heading_rows(&fit).len() + 2;
    pane::cells(lines).saturating_add(summary::ROWS)
}

fn fit(model: &Model, shown: &Shown, width: u16) -> Fit {
    let room = usize::from(width).saturating_sub(4);
    let table = &shown.table;
    if table.preferences.left == Left::Words {
        let fit = table.fit(&shown.widths, room);
        if fit.has_sentences(table) {
            return fit;
        }
    }
    let is_zoomed = model.browse.is_zoomed;
    table.fit_aligned(&shown.widths, room, is_zoomed)
}

fn frame_of(canvas: &mut Canvas<'_>, shown: &Shown, fit: &Fit, area: Rect) -> Rect {
    let title = title(canvas.model, shown, area.x > 0);
    let count = wording::count(shown.table.rows.len(), "release");
    let right = match fit.dropped {
        dropped if dropped > 0 && area.width >= WITH_DROPPED => {
            format!("{} hidden · {count}", wording::count(dropped, "column"))
        }
        _ => count,
    };
    let is_focused = is_focused(canvas.model);
    canvas.frame(&title, &right, is_focused, area)
}

/// The least width of a table whose title shows the number of hidden columns.
const WITH_DROPPED: u16 = 76;

/// The product's title and category, and whether it or any release is watched. If the list is folded, the way
/// back to it comes first.
pub fn title(model: &Model, shown: &Shown, is_list_shown: bool) -> String {
    let card = model.catalog.cards().get(shown.index);
    let title = card.map_or("Releases".to_owned(), |card| {
        format!("{} · {}", card.title, card.category)
    });
    let way = if is_list_shown { "" } else { "Products › " };
    let share = model.watching.watched().share(shown.index);
    let watched = match share {
        None => "",
        Some(share) if share.is_whole() => " ★ watched",
        Some(_) => " ☆ partly watched",
    };
    format!("{way}{title}{watched}")
}

/// The column that the table is sorted by; empty for the file's order.
pub fn order(shown: &Shown) -> String {
    let heading = |sort: &SortedBy| shown.table.columns.get(sort.column);
    let sorted = shown.sort.and_then(|sort| Some((sort, heading(&sort)?)));
    sorted.map_or_else(String::new, |(sort, heading)| {
        let direction = pane::direction(!sort.is_reversed);
        format!("{} {direction}", heading.label)
    })
}

/// Headings take a single line if fewer releases than this would be left.
const LEAST_ROWS: usize = 3;

/// `▾ 23 older, all ended (. shows them)`, shortened if there is less room.
pub fn fold_line(canvas: &Canvas<'_>, shown: &Shown, width: usize) -> Line<'static> {
    let hidden = shown.table.folded.len();
    let key = canvas.keys.key_of(&Msg::Browse(browse::Msg::Fold));
    let how = key.map_or_else(String::new, |key| format!(" ({key} shows them)"));
    let brief = key.map_or_else(String::new, |key| format!(" ({key})"));
    let words = [
        format!("  ▾ {hidden} older, all ended{how}"),
        format!("  ▾ {hidden} older, all ended{brief}"),
        format!("  ▾ {hidden} older{brief}"),
    ];
    // Every line starts with a space.
    let room = width.saturating_sub(1);
    let [.., least] = &words;
    let fitting = words.iter().find(|words| width::of(words) <= room);
    let words = width::cut(fitting.unwrap_or(least), room).into_owned();
    Line::from(Span::styled(words, canvas.theme.dim))
}
