//! The releases on a time axis, with a legend and the dates of the selected one in words.

mod ink;
mod legend;

use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::{Line, Span};

pub use self::ink::{Chart, filling, grain};
use super::canvas::Canvas;
use super::{pane, releases, verdict};
use crate::app::Model;
use crate::app::browse::{Pane, Shown, TableLine};
use crate::app::pointer::Spot;
use crate::app::timeline;
use crate::facts::product::{Product, Release};
use crate::facts::timeline::Row;
use crate::facts::timeline::axis::Window;
use crate::facts::viewpoint::DateStyle;
use crate::facts::why;
use crate::facts::wording;
use crate::settings::theme::Theme;
use crate::text::wrap::wrapped;

/// Rows without bars: the axis, the legend, and two for the dates in words.
const BESIDE: usize = 4;
/// With fewer rows for bars than this, legend and words give way.
const FEWEST: usize = 3;
/// The dates in words take at most this many rows.
const TALLEST: usize = 4;

/// Draws the timeline; tells the rows of its bars, and what can be pointed at.
pub fn draw(canvas: &mut Canvas<'_>, area: Rect) {
    let (model, theme) = (canvas.model, canvas.theme);
    let is_focused = model.browse.focus == Pane::Releases;
    canvas.spot(area, Spot::Pane(Pane::Releases));
    let Some((shown, unfolded, window, product)) = seen(model) else {
        canvas.frame("Timeline", "", is_focused, area);
        canvas.drawn.releases = Some(0);
        return;
    };
    let title = releases::title(model, shown, theme);
    let count = wording::count(unfolded.timeline.rows.len(), "release");
    let inside = canvas.frame(&title, &count, is_focused, area);
    let (timeline, rows) = (&unfolded.timeline, unfolded.rows);
    let room = usize::from(inside.width).saturating_sub(1);
    canvas.foot(&releases::order(shown), area);
    let inside = verdict::draw(canvas, inside);
    let chart = Chart::new(timeline, rows, window, grain(theme), room, theme);
    let words = words(model, shown, product);
    let lines = shown.lines();
    let texts = texts(&chart, &[product], words.as_deref(), (inside, lines));
    let bars = around(canvas, &texts, inside);
    let height = usize::from(bars.height);
    for (row, number) in shown.rows.window(lines, height).enumerate() {
        let place = pane::row_of(bars, row);
        let line = line(canvas, shown, &chart, number);
        canvas.put(&line, 0, place);
        canvas.spot(place, Spot::Release(number));
    }
    canvas.drawn.releases = Some(height);
}

/// What stands above so many bars and below them; where there is little room, the bars have it.
pub fn texts(
    chart: &Chart<'_>,
    products: &[&Product],
    words: Option<&str>,
    (inside, bars): (Rect, usize),
) -> [Vec<Line<'static>>; 2] {
    let height = usize::from(inside.height);
    let above = vec![pane::selectable(chart.head(), None, 0)];
    let mut below = vec![chart.legend(products, usize::from(inside.width))];
    below.extend(lines(words.unwrap_or_default(), inside.width));
    if height < above.len() + bars.min(FEWEST) + below.len() {
        below.clear();
    }
    [above, below]
}

/// Draws what stands above the bars and below them; returns what is left between.
pub fn around(
    canvas: &mut Canvas<'_>,
    [above, below]: &[Vec<Line<'static>>; 2],
    inside: Rect,
) -> Rect {
    let rows = [above.len(), below.len()].map(|rows| u16::try_from(rows).unwrap_or(u16::MAX));
    let [first, last] = rows.map(Constraint::Length);
    let [top, bars, bottom] = Layout::vertical([first, Constraint::Fill(1), last]).areas(inside);
    canvas.put_all(above, top);
    canvas.put_all(below, bottom);
    bars
}

/// What is shown, its rows, the time that is seen, and the product.
fn seen(model: &Model) -> Option<(&Shown, &timeline::Unfolded, Window, &Product)> {
    let shown = model.browse.shown.as_ref()?;
    let (unfolded, window) = shown.timeline.seen()?;
    Some((shown, unfolded, window, model.catalog.product(shown.index)?))
}

/// The rows that all lines of the timeline would take, with its frame.
pub fn height(model: &Model, width: u16) -> u16 {
    let lines = model.browse.shown.as_ref().map_or(0, Shown::lines);
    let verdict = verdict::height(model, width.saturating_sub(2));
    u16::try_from(lines.max(FEWEST) + BESIDE + 2)
        .unwrap_or(u16::MAX)
        .saturating_add(verdict)
}

/// A line of the timeline.
fn line(canvas: &Canvas<'_>, shown: &Shown, chart: &Chart<'_>, number: usize) -> Line<'static> {
    let (model, theme) = (canvas.model, canvas.theme);
    let (name, bar) = match shown.line(number) {
        Some(TableLine::Release(release)) => match chart.row(release) {
            Some(row) => {
                let is_watched = releases::is_watched(model, shown.index, row.release);
                (name(chart, row, is_watched, theme), chart.bar(row))
            }
            None => return Line::default(),
        },
        Some(TableLine::Fold) => (
            releases::fold_line(canvas, shown, chart.width() + 1),
            Line::default(),
        ),
        None => return Line::default(),
    };
    let is_selected = number == shown.rows.selected();
    let is_focused = model.browse.focus == Pane::Releases;
    selectable(canvas, name, bar, is_selected.then_some(is_focused))
}

/// A name with its bar, which keeps its look where the line is selected. `selected` says whether it is,
/// and then whether its pane has the keys.
pub fn selectable(
    canvas: &Canvas<'_>,
    name: Line<'static>,
    bar: Line<'static>,
    selected: Option<bool>,
) -> Line<'static> {
    let style = selected.map(|is_focused| canvas.selection(is_focused));
    let mut line = pane::selectable(name, style, 0);
    line.spans.extend(bar.spans);
    line
}

/// Sign and name of a release; the star of a watched one stands in the gap behind it.
pub fn name(chart: &Chart<'_>, row: &Row, is_watched: bool, theme: &Theme) -> Line<'static> {
    let mut name = chart.name(row);
    if is_watched {
        name.spans.pop();
        name.push_span(Span::styled("★", theme.watched));
    }
    name
}

/// The dates of the selected release in words; `None` where none is selected.
fn words(model: &Model, shown: &Shown, product: &Product) -> Option<String> {
    let style = model.viewpoint().preferences.dates;
    match shown.selected()? {
        TableLine::Release(number) => {
            let release = product.releases.get(number)?;
            Some(dates(&release.label, product, release, style))
        }
        TableLine::Fold => Some("Releases that nobody looks after any more.".to_owned()),
    }
}

/// Words in two rows, or as many as they need.
fn lines(words: &str, width: u16) -> Vec<Line<'static>> {
    let lines = wrapped(words, usize::from(width.saturating_sub(2))).into_iter();
    let mut lines: Vec<_> = lines.map(|line| Line::raw(format!(" {line}"))).collect();
    lines.resize(lines.len().clamp(2, TALLEST), Line::default());
    lines
}

/// What is stated of a release, by what it is called.
pub fn dates(name: &str, product: &Product, release: &Release, style: DateStyle) -> String {
    let facts = why::stated(product, release, style).join("; ");
    format!("{name}: {facts}.")
}
