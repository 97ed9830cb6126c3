//! The releases on a time axis, with a legend and the selected release's dates in words.

use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::canvas::Canvas;
use super::{pane, releases, summary};
use crate::app::Model;
use crate::app::browse::{Pane, Shown, TableLine};
use crate::app::pointer::Spot;
use crate::app::timeline;
use crate::facts::product::{Product, Release};
use crate::facts::timeline::Row;
use crate::facts::timeline::axis::Window;
use crate::facts::timeline::chart::Chart;
use crate::facts::timeline::part::Part;
use crate::facts::viewpoint::DateStyle;
use crate::facts::why;
use crate::facts::wording;
use crate::settings::theme::Theme;
use crate::text::width;
use crate::text::wrap::wrapped;

/// Rows without bars: the axis, the legend, and two for the dates in words.
const BESIDE: usize = 4;
/// With fewer rows for bars, legend and dates are left out.
const FEWEST: usize = 3;
/// The most rows for the dates.
const TALLEST: usize = 4;

/// Draws the timeline and records the rows of its bars.
pub fn draw(canvas: &mut Canvas<'_>, area: Rect) {
    let (model, theme) = (canvas.model, canvas.theme);
    let is_focused = model.browse.focus == Pane::Releases;
    let Some((shown, unfolded, window, product)) = seen(model) else {
        canvas.drawn.releases = Some(0);
        return;
    };
    canvas.spot(area, Spot::Pane(Pane::Releases));
    let title = releases::title(model, shown, area.x > 0);
    let count = wording::count(unfolded.timeline.rows.len(), "release");
    let inside = canvas.frame(&title, &count, is_focused, area);
    let (timeline, rows) = (&unfolded.timeline, unfolded.rows);
    let room = usize::from(inside.width).saturating_sub(1);
    let inside = summary::draw(canvas, inside);
    let chart = Chart::new(timeline, rows, window, theme.grain(), room);
    let words = words(model, shown, product);
    let lines = shown.lines();
    let texts = texts(theme, &chart, &[product], words.as_deref(), (inside, lines));
    let bars = around(canvas, &texts, (inside, lines));
    let height = usize::from(bars.height);
    for (row, number) in shown.rows.window(height).enumerate() {
        let place = pane::row_of(bars, row);
        let line = line(canvas, shown, &chart, number);
        canvas.put(&line, 0, place);
        canvas.spot(place, Spot::Release(number));
    }
    canvas.drawn.releases = Some(height);
    canvas.foot(&releases::order(shown), bars, area);
}

/// The lines above and below some bars. If there is little room, the bars take precedence.
pub fn texts(
    theme: &Theme,
    chart: &Chart<'_>,
    products: &[&Product],
    words: Option<&str>,
    (inside, bars): (Rect, usize),
) -> [Vec<Line<'static>>; 2] {
    let height = usize::from(inside.height);
    let above = vec![pane::selectable(line_of(theme, chart.head()), None, 0)];
    let mut below = vec![line_of(
        theme,
        chart.legend(products, usize::from(inside.width)),
    )];
    below.extend(lines(words.unwrap_or_default(), inside.width));
    if height < above.len() + bars.min(FEWEST) + below.len() {
        below.clear();
    }
    [above, below]
}

/// Draws the lines above and below the bars, of which there are so many; returns the area between.
pub fn around(
    canvas: &mut Canvas<'_>,
    [above, below]: &[Vec<Line<'static>>; 2],
    (inside, bars): (Rect, usize),
) -> Rect {
    let [top, rest] = pane::split_at_row(inside, pane::cells(above.len()));
    let free = rest.height.saturating_sub(pane::cells(below.len()));
    let [bars, bottom] = pane::split_at_row(rest, pane::cells(bars).min(free));
    canvas.put_all(above, top);
    canvas.put_all(below, bottom);
    bars
}

/// The shown product with its timeline and visible time; `None` if nothing is shown.
fn seen(model: &Model) -> Option<(&Shown, &timeline::Unfolded, Window, &Product)> {
    let shown = model.browse.shown.as_ref()?;
    let (unfolded, window) = shown.timeline.seen()?;
    Some((shown, unfolded, window, model.catalog.product(shown.index)?))
}

/// The rows that the whole timeline would take, with its frame.
pub fn height(model: &Model) -> u16 {
    let lines = model.browse.shown.as_ref().map_or(0, Shown::lines);
    pane::cells(lines.max(FEWEST) + BESIDE + 2).saturating_add(summary::ROWS)
}

/// A line of the timeline.
fn line(canvas: &Canvas<'_>, shown: &Shown, chart: &Chart<'_>, number: usize) -> Line<'static> {
    let (model, theme) = (canvas.model, canvas.theme);
    let (name, bar) = match shown.line(number) {
        Some(TableLine::Release(release)) => match chart.row(release) {
            Some(row) => {
                let is_watched = releases::is_watched(model, shown.index, row.release);
                (
                    name(chart, row, is_watched, theme),
                    line_of(theme, chart.bar(row)),
                )
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

/// A name with its bar, which keeps its colors when selected. `selected` is `None` if it is not selected,
/// and otherwise says whether the pane is focused.
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

/// The sign and name of a release, with a star in the gap after it if it is watched.
pub fn name(chart: &Chart<'_>, row: &Row, is_watched: bool, theme: &Theme) -> Line<'static> {
    let [sign, name, gap] = chart.name(row);
    let mut line = line_of(theme, [sign, name]);
    line.push_span(if is_watched {
        Span::styled("★", theme.watched)
    } else {
        Span::raw(gap.text)
    });
    line
}

/// A line of a timeline, with the styles of its parts.
pub fn line_of(theme: &Theme, parts: impl IntoIterator<Item = Part>) -> Line<'static> {
    let parts = parts.into_iter();
    parts
        .map(|part| Span::styled(part.text, theme.part(part.meaning)))
        .collect()
}

/// The dates of the selected release in words; `None` if none is selected.
fn words(model: &Model, shown: &Shown, product: &Product) -> Option<String> {
    let style = model.viewpoint().preferences.dates;
    match shown.selected()? {
        TableLine::Release(number) => {
            let release = product.releases.get(number)?;
            let moves = model.catalog.moves(shown.index);
            let history = why::moved_in_short(product, number, &moves, style);
            Some(dates(&release.label, product, (release, history), style))
        }
        TableLine::Fold => Some("Releases that are no longer supported.".to_owned()),
    }
}

/// Wraps text into two to four rows, and cuts it there.
fn lines(words: &str, width: u16) -> Vec<Line<'static>> {
    let width = usize::from(width.saturating_sub(2));
    let mut lines = wrapped(words, width);
    let is_cut = lines.len() > TALLEST;
    if let Some(last) = lines.get_mut(TALLEST - 1).filter(|_| is_cut) {
        *last = width::cut_before(last, "…", width);
    }
    lines.resize(lines.len().clamp(2, TALLEST), String::new());
    let lines = lines.into_iter();
    lines.map(|line| Line::raw(format!(" {line}"))).collect()
}

/// The known dates of a release, after its name, and how they have moved.
pub fn dates(
    name: &str,
    product: &Product,
    (release, history): (&Release, Option<String>),
    style: DateStyle,
) -> String {
    let facts = why::stated(product, release, style)
        .into_iter()
        .chain(history);
    let facts: Vec<String> = facts.collect();
    format!("{name}: {}.", facts.join("; "))
}
