//! The releases on a time axis, with a legend and the selected release's dates in words.

use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::canvas::Canvas;
use super::{pane, releases, summary};
use crate::app::Model;
use crate::app::browse::{Pane, Shown, TableLine};
use crate::app::pointer::Spot;
use crate::app::timeline;
use crate::facts::product::Product;
use crate::facts::timeline::Row;
use crate::facts::timeline::axis::Window;
use crate::facts::timeline::chart::Chart;
use crate::facts::timeline::part::Part;
use crate::facts::why;
use crate::facts::wording;
use crate::find::releases::Listed;
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
    let is_selected = number == shown.rows.selected();
    let is_focused = canvas.model.browse.focus == Pane::Releases;
    let selected = is_selected.then_some(is_focused);
    match shown.line(number) {
        Some(TableLine::Release(release)) => {
            let row = chart.row(release);
            let line = row.map(|row| release_line(canvas, chart, row, shown.index, selected));
            line.unwrap_or_default()
        }
        Some(TableLine::Fold) => {
            let style = selected.map(|is_focused| canvas.selection(is_focused));
            let line = releases::fold_line(canvas, shown, chart.width() + 1);
            pane::selectable(line, style, 0)
        }
        None => Line::default(),
    }
}

/// The sign and name of a release of a product, with a star in the gap after it if it is watched, and its bar, which
/// keeps its colors when selected. `selected` is `None` if it is not selected, and otherwise says whether the pane is
/// focused.
pub fn release_line(
    canvas: &Canvas<'_>,
    chart: &Chart<'_>,
    row: &Row,
    product: usize,
    selected: Option<bool>,
) -> Line<'static> {
    let theme = canvas.theme;
    let [sign, name, gap] = chart.name(row);
    let mut name = line_of(theme, [sign, name]);
    let is_watched = releases::is_watched(canvas.model, product, row.release);
    name.push_span(if is_watched {
        Span::styled("★", theme.watched)
    } else {
        Span::raw(gap.text)
    });
    let style = selected.map(|is_focused| canvas.selection(is_focused));
    let mut line = pane::selectable(name, style, 0);
    line.spans.extend(line_of(theme, chart.bar(row)).spans);
    line
}

/// A line of a timeline, with the styles of its parts.
fn line_of(theme: &Theme, parts: impl IntoIterator<Item = Part>) -> Line<'static> {
    let parts = parts.into_iter();
    parts
        .map(|part| Span::styled(part.text, theme.part(part.meaning)))
        .collect()
}

/// The dates of the selected release in words; `None` if none is selected.
fn words(model: &Model, shown: &Shown, product: &Product) -> Option<String> {
    match shown.selected()? {
        TableLine::Release(number) => {
            let release = product.releases.get(number)?;
            dates(model, &release.label, (shown.index, number))
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

/// The known dates of a release, after its name, and how they have moved; `None` if the catalog does not have it.
pub fn dates(model: &Model, name: &str, (index, number): Listed) -> Option<String> {
    let (product, release) = model.catalog.release((index, number))?;
    let (moves, style) = (model.catalog.moves(index), model.preferences.dates);
    let mut facts = why::stated(product, release, style);
    facts.extend(why::moved_in_short(product, number, &moves, style));
    Some(format!("{name}: {}.", facts.join("; ")))
}
