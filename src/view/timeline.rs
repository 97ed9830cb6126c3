//! The releases on a time axis, with a legend and the dates of the selected one in words.

mod ink;
mod legend;

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

pub use self::ink::{Chart, grain};
use super::{pane, popup, releases};
use crate::app::Model;
use crate::app::browse::{Pane, Shown, TableLine};
use crate::app::gantt::Gantt;
use crate::markdown::Run;
use crate::product::{Product, Release};
use crate::theme::Theme;
use crate::why;
use crate::wording;

/// Rows without bars: the axis, the legend, and two for the dates in words.
const BESIDE: usize = 4;
/// With fewer rows for bars than this, legend and words give way.
const FEWEST: usize = 3;
/// The dates in words take at most this many rows.
const TALLEST: usize = 4;

/// Draws the timeline; returns the rows of its bars.
pub fn draw(model: &Model, theme: &Theme, area: Rect, frame: &mut Frame<'_>) -> usize {
    let is_focused = model.browse.focus == Pane::Releases;
    let shown = model.browse.shown.as_ref();
    let drawn = shown.and_then(|shown| Some((shown, shown.gantt.as_ref()?, shown.window()?)));
    let product = shown.and_then(|shown| model.catalog.product(shown.index));
    let (Some((shown, gantt, window)), Some(product)) = (drawn, product) else {
        pane::frame("Timeline", "", is_focused, theme, area, frame);
        return 0;
    };
    let count = wording::count(gantt.timeline.rows.len(), "release");
    let inside = pane::frame(&product.title, &count, is_focused, theme, area, frame);
    let room = usize::from(inside.width);
    let (timeline, rows) = (&gantt.timeline, gantt.rows);
    let grain = ink::grain(theme);
    let chart = Chart::new(timeline, rows, window, grain, room.saturating_sub(1), theme);
    let words = words(shown, product, inside.width, theme);
    let height = usize::from(inside.height);
    let mut below = vec![chart.legend(&[product], room)];
    below.extend(words);
    if height < 1 + FEWEST + below.len() {
        below.clear();
    }
    let mut head = chart.head();
    head.spans.insert(0, Span::raw(" "));
    pane::put(&head, 0, inside, frame);
    let rows = height.saturating_sub(1 + below.len());
    let window = shown.rows.window(shown.lines(), rows);
    for (row, number) in window.enumerate() {
        let line = line(shown, gantt, &chart, number, is_focused, theme);
        pane::put(&line, 1 + row, inside, frame);
    }
    for (row, line) in below.iter().enumerate() {
        pane::put(line, 1 + rows + row, inside, frame);
    }
    rows
}

/// The rows that all lines of the timeline would take, with its frame.
pub fn height(model: &Model) -> u16 {
    let lines = model.browse.shown.as_ref().map_or(0, Shown::lines);
    u16::try_from(lines + BESIDE + 2).unwrap_or(u16::MAX)
}

/// A line of the timeline. The bars keep their look where it is selected.
fn line(
    shown: &Shown,
    gantt: &Gantt,
    chart: &Chart<'_>,
    number: usize,
    is_focused: bool,
    theme: &Theme,
) -> Line<'static> {
    let (mut name, bar) = match shown.line(number) {
        Some(TableLine::Release(release)) => match gantt.timeline.rows.get(release) {
            Some(row) => (chart.name(row), chart.bar(row)),
            None => return Line::default(),
        },
        Some(TableLine::Fold) => (releases::fold_line(shown, theme), Line::default()),
        None => return Line::default(),
    };
    let is_selected = number == shown.rows.selected();
    let mark = if is_selected { "▸" } else { " " };
    name.spans.insert(0, Span::raw(mark));
    if is_selected {
        let style = if is_focused {
            theme.selected
        } else {
            theme.selected_elsewhere
        };
        name = pane::restyled(name, style);
    }
    name.spans.extend(bar.spans);
    name
}

/// The dates of the selected release in words: two rows, or as many as they need.
fn words(shown: &Shown, product: &Product, width: u16, theme: &Theme) -> Vec<Line<'static>> {
    let sentence = match shown.selected() {
        Some(TableLine::Release(number)) => {
            let release = product.releases.get(number);
            release.map(|release| dates(product, release))
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

fn dates(product: &Product, release: &Release) -> String {
    let facts = why::stated(product, release).join("; ");
    format!("{}: {facts}.", release.label)
}
