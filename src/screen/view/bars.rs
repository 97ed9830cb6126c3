//! A timeline of several products: the watchlist's and the comparison's.

use ratatui::layout::Rect;
use ratatui::text::Line;

use super::canvas::Canvas;
use super::{pane, releases, timeline};
use crate::app::Model;
use crate::app::cursor::Cursor;
use crate::app::pointer::Spot;
use crate::app::timeline::TimelineState;
use crate::facts::product::Product;
use crate::facts::timeline::Row;
use crate::facts::timeline::chart::Chart;
use crate::facts::why;
use crate::facts::wording;

/// A timeline and its selected row.
pub type Bars<'a> = (&'a TimelineState, &'a Cursor);

/// Draws a timeline in a frame; returns the number of rows of its bars.
pub fn draw(canvas: &mut Canvas<'_>, bars: Bars<'_>, is_focused: bool, area: Rect) -> usize {
    canvas.spot(area, Spot::Ends);
    let rows = bars.0.seen().map_or(0, |(unfolded, _)| unfolded.rows);
    let count = wording::count(rows, "release");
    let inside = canvas.frame("Timeline", &count, is_focused, area);
    self::inside(canvas, bars, is_focused, inside)
}

/// Draws a timeline; returns the number of rows of its bars.
pub fn inside(
    canvas: &mut Canvas<'_>,
    (state, cursor): Bars<'_>,
    is_focused: bool,
    inside: Rect,
) -> usize {
    let (model, theme) = (canvas.model, canvas.theme);
    let seen = state.seen();
    let Some((unfolded, window)) = seen.filter(|(unfolded, _)| unfolded.rows > 0) else {
        return usize::from(inside.height);
    };
    let room = usize::from(inside.width).saturating_sub(1);
    let rows = unfolded.rows;
    let chart = Chart::new(&unfolded.timeline, rows, window, theme.grain(), room);
    let selected = chart.row(cursor.selected());
    let words = selected.and_then(|row| words(model, row));
    let products = products(model, &unfolded.timeline.rows);
    let texts = timeline::texts(theme, &chart, &products, words.as_deref(), (inside, rows));
    let bars = timeline::around(canvas, &texts, inside);
    let height = usize::from(bars.height);
    for (row, number) in cursor.window(rows, height).enumerate() {
        let place = pane::row_of(bars, row);
        let selected = (number == cursor.selected()).then_some(is_focused);
        let line = line(canvas, &chart, number, selected);
        canvas.put(&line, 0, place);
        canvas.spot(place, Spot::Event(number));
    }
    height
}
/// The products of the rows, each once.
fn products<'a>(model: &'a Model, rows: &[Row]) -> Vec<&'a Product> {
    let mut numbers: Vec<usize> = rows.iter().map(|row| row.product).collect();
    numbers.dedup();
    let products = numbers.into_iter();
    products
        .filter_map(|product| model.catalog.product(product))
        .collect()
}

fn line(
    canvas: &Canvas<'_>,
    chart: &Chart<'_>,
    number: usize,
    selected: Option<bool>,
) -> Line<'static> {
    let Some(row) = chart.row(number) else {
        return Line::default();
    };
    let is_watched = releases::is_watched(canvas.model, row.product, row.release);
    let name = timeline::name(chart, row, is_watched, canvas.theme);
    timeline::selectable(
        canvas,
        name,
        timeline::line_of(canvas.theme, chart.bar(row)),
        selected,
    )
}

/// The dates of a release in words; `None` if the catalog does not have it.
fn words(model: &Model, row: &Row) -> Option<String> {
    let product = model.catalog.product(row.product)?;
    let release = product.releases.get(row.release)?;
    let style = model.viewpoint().preferences.dates;
    let moves = model.catalog.moves(row.product);
    let history = why::moved_in_short(product, row.release, &moves, style);
    Some(timeline::dates(
        &row.name(),
        product,
        (release, history),
        style,
    ))
}
