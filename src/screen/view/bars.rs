//! A timeline of releases of several products, on one axis: of the watchlist, the stack or a comparison.

use ratatui::layout::Rect;

use super::canvas::Canvas;
use super::{pane, timeline};
use crate::app::Model;
use crate::app::cursor::Cursor;
use crate::app::pointer::Spot;
use crate::app::timeline::TimelineState;
use crate::facts::product::Product;
use crate::facts::timeline::Row;
use crate::facts::timeline::chart::Chart;
use crate::facts::wording;

/// A timeline to draw.
#[derive(Clone, Copy)]
pub struct Bars<'a> {
    /// Its title.
    pub title: &'a str,
    /// Its rows and the visible time.
    pub timeline: &'a TimelineState,
    /// The selected row.
    pub cursor: &'a Cursor,
    /// Whether it has the focus.
    pub is_focused: bool,
}

/// Draws a timeline in its frame; returns the number of rows of its bars.
pub fn draw(canvas: &mut Canvas<'_>, bars: Bars<'_>, area: Rect) -> usize {
    canvas.spot(area, Spot::Ends);
    let seen = bars.timeline.seen();
    let count = seen.map_or(0, |(unfolded, _)| unfolded.rows);
    let count = wording::count(count, "release");
    let inside = canvas.frame(bars.title, &count, bars.is_focused, area);
    let height = draw_within(canvas, bars, inside);
    canvas.foot("", inside, area);
    height
}

/// Draws a timeline without a frame; returns the number of rows of its bars.
pub fn draw_within(canvas: &mut Canvas<'_>, bars: Bars<'_>, inside: Rect) -> usize {
    let (model, theme) = (canvas.model, canvas.theme);
    let seen = bars.timeline.seen();
    let Some((unfolded, window)) = seen.filter(|(unfolded, _)| unfolded.rows > 0) else {
        return usize::from(inside.height);
    };
    let room = usize::from(inside.width).saturating_sub(1);
    let rows = unfolded.rows;
    let chart = Chart::new(&unfolded.timeline, rows, window, theme.grain(), room);
    let selected = bars.cursor.selected();
    let row = unfolded.timeline.rows.get(selected);
    let words = row.and_then(|row| timeline::dates(model, &row.name(), (row.product, row.release)));
    let products = products(model, &unfolded.timeline.rows);
    let texts = timeline::texts(theme, &chart, &products, words.as_deref(), (inside, rows));
    let area = timeline::around(canvas, &texts, (inside, rows));
    let height = usize::from(area.height);
    for (row, number) in bars.cursor.window(height).enumerate() {
        let place = pane::row_of(area, row);
        let selected = (number == selected).then_some(bars.is_focused);
        let row = chart.row(number);
        let line = row.map(|it| timeline::release_line(canvas, &chart, it, it.product, selected));
        canvas.put(&line.unwrap_or_default(), 0, place);
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
