//! The releases on a time axis, with a legend and the dates of the selected one in words.

mod ink;
mod legend;

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

pub use self::ink::{Chart, grain};
use super::{pane, popup, releases, verdict};
use crate::app::browse::{Pane, Shown, TableLine};
use crate::app::gantt;
use crate::app::pointer::Spot;
use crate::app::{Drawn, Model};
use crate::keys::Keys;
use crate::markdown::Run;
use crate::product::{Product, Release};
use crate::theme::Theme;
use crate::timeline::Row;
use crate::timeline::axis::Window;
use crate::viewpoint::DateStyle;
use crate::why;
use crate::wording;

/// Rows without bars: the axis, the legend, and two for the dates in words.
const BESIDE: usize = 4;
/// With fewer rows for bars than this, legend and words give way.
const FEWEST: usize = 3;
/// The dates in words take at most this many rows.
const TALLEST: usize = 4;

/// Draws the timeline; tells the rows of its bars, and what can be pointed at.
pub fn draw(
    model: &Model,
    theme: &Theme,
    keys: &Keys,
    area: Rect,
    frame: &mut Frame<'_>,
    drawn: &mut Drawn,
) {
    let is_focused = model.browse.focus == Pane::Releases;
    let place = pane::area(area, Spot::Pane(Pane::Releases));
    drawn.areas.push(place);
    let Some((shown, gantt, window, product)) = seen(model) else {
        pane::frame("Timeline", "", is_focused, theme, area, frame);
        drawn.releases = Some(0);
        return;
    };
    let title = releases::title(model, shown, theme);
    let count = wording::count(gantt.timeline.rows.len(), "release");
    let inside = pane::frame(&title, &count, is_focused, theme, area, frame);
    let (timeline, rows) = (&gantt.timeline, gantt.rows);
    let room = usize::from(inside.width).saturating_sub(1);
    pane::foot(&releases::order(shown), theme, area, frame);
    let inside = verdict::draw(model, theme, inside, frame);
    let chart = Chart::new(timeline, rows, window, grain(theme), room, theme);
    let [above, below] = texts(model, (shown, product), &chart, inside, theme);
    let height = usize::from(inside.height).saturating_sub(above.len() + below.len());
    let below = below.iter().zip(above.len() + height..);
    for (line, row) in above.iter().zip(0..).chain(below) {
        pane::put(line, row, inside, frame);
    }
    for (row, number) in shown.rows.window(shown.lines(), height).enumerate() {
        let place = pane::row_of(inside, above.len() + row);
        let line = line(model, shown, &chart, number, theme, keys);
        pane::put(&line, 0, place, frame);
        drawn.areas.push(pane::area(place, Spot::Release(number)));
    }
    drawn.releases = Some(height);
}

/// What stands above the bars and below them; where there is little room, the bars have it.
fn texts(
    model: &Model,
    (shown, product): (&Shown, &Product),
    chart: &Chart<'_>,
    inside: Rect,
    theme: &Theme,
) -> [Vec<Line<'static>>; 2] {
    let height = usize::from(inside.height);
    let above = vec![pane::selectable(chart.head(), None, 0)];
    let mut below = vec![chart.legend(&[product], usize::from(inside.width))];
    below.extend(words(model, shown, product, inside.width, theme));
    if height < above.len() + FEWEST + below.len() {
        below.clear();
    }
    [above, below]
}

/// What is shown, its rows, the time that is seen, and the product.
fn seen(model: &Model) -> Option<(&Shown, &gantt::Chart, Window, &Product)> {
    let shown = model.browse.shown.as_ref()?;
    let (chart, window) = shown.gantt.seen()?;
    Some((shown, chart, window, model.catalog.product(shown.index)?))
}

/// The rows that all lines of the timeline would take, with its frame.
pub fn height(model: &Model, width: u16) -> u16 {
    let lines = model.browse.shown.as_ref().map_or(0, Shown::lines);
    let verdict = verdict::height(model, width.saturating_sub(2));
    u16::try_from(lines + BESIDE + 2)
        .unwrap_or(u16::MAX)
        .saturating_add(verdict)
}

/// A line of the timeline. The bars keep their look where it is selected.
fn line(
    model: &Model,
    shown: &Shown,
    chart: &Chart<'_>,
    number: usize,
    theme: &Theme,
    keys: &Keys,
) -> Line<'static> {
    let (name, bar) = match shown.line(number) {
        Some(TableLine::Release(release)) => match chart.row(release) {
            Some(row) => (name(model, shown, chart, row, theme), chart.bar(row)),
            None => return Line::default(),
        },
        Some(TableLine::Fold) => (releases::fold_line(shown, theme, keys), Line::default()),
        None => return Line::default(),
    };
    let style = match number == shown.rows.selected() {
        true if model.browse.focus == Pane::Releases => Some(theme.selected),
        true => Some(theme.selected_elsewhere),
        false => None,
    };
    let mut line = pane::selectable(name, style, 0);
    line.spans.extend(bar.spans);
    line
}

/// Sign and name of a release; the star of a watched one stands in the gap behind it.
fn name(
    model: &Model,
    shown: &Shown,
    chart: &Chart<'_>,
    row: &Row,
    theme: &Theme,
) -> Line<'static> {
    let mut name = chart.name(row);
    if releases::is_watched(model, shown.index, row.release) {
        name.spans.pop();
        name.push_span(Span::styled("★", theme.watched));
    }
    name
}

/// The dates of the selected release in words: two rows, or as many as they need.
fn words(
    model: &Model,
    shown: &Shown,
    product: &Product,
    width: u16,
    theme: &Theme,
) -> Vec<Line<'static>> {
    let style = model.viewpoint().habits.dates;
    let sentence = match shown.selected() {
        Some(TableLine::Release(number)) => {
            let release = product.releases.get(number);
            release.map(|release| dates(product, release, style))
        }
        Some(TableLine::Fold) => Some("Releases that nobody looks after any more.".to_owned()),
        None => None,
    };
    let runs = vec![Run::plain(sentence.unwrap_or_default())];
    // A pop-up would lose its frame.
    let mut lines = popup::paragraphs(std::iter::once(runs), width.saturating_add(2), theme);
    lines.resize(lines.len().clamp(2, TALLEST), Line::default());
    lines
}

fn dates(product: &Product, release: &Release, style: DateStyle) -> String {
    let facts = why::stated(product, release, style).join("; ");
    format!("{}: {facts}.", release.label)
}
