//! Lists over many products on the screen: the headings of columns, rows, and lines under headings.

use std::ops::Range;

use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::canvas::Canvas;
use super::pane;
use crate::app::headed::{self, Headed};
use crate::app::pointer::Spot;
use crate::facts::lifecycle::Health;
use crate::facts::row::{Fit, Part, Row};
use crate::facts::table::Tone;
use crate::settings::theme::Theme;
use crate::text::width;

/// A row with a style for each of its parts, in so many terminal columns. `selected` is `None` if it is not
/// selected, else whether the pane is focused.
pub fn line(
    canvas: &Canvas<'_>,
    row: &Row,
    fit: &Fit,
    style: impl Fn(Part) -> Style,
    (selected, width): (Option<bool>, u16),
) -> Line<'static> {
    let cells = row.cells(fit).into_iter();
    // The spaces after a text are not struck through with it.
    let line = cells.flat_map(|cell| {
        let (text, gap) = cell.text.split_at(cell.text.trim_end().len());
        let text = Span::styled(text.to_owned(), style(cell.part));
        [text, Span::raw(gap.to_owned())]
    });
    let selection = selected.map(|is_focused| canvas.selection(is_focused));
    pane::selectable(line.collect(), selection, usize::from(width))
}

/// The heading of a column: its words, and what a click on it does.
pub type Heading = (Part, &'static str, Option<Spot>);

/// The heading of a group.
pub fn heading(canvas: &Canvas<'_>, words: &str, count: &str) -> Line<'static> {
    Line::from(vec![
        Span::styled(format!(" {words}"), canvas.theme.page_heading),
        Span::styled(format!(" · {count}"), canvas.theme.dim),
    ])
}

/// Draws the headings of the columns that fit.
pub fn headings(canvas: &mut Canvas<'_>, fit: &Fit, headings: &[Heading], area: Rect) {
    for (part, words, spot) in headings {
        let Some((start, _)) = fit.column(*part) else {
            continue;
        };
        // The mark of the selection stands before the columns.
        let place = pane::from_column(area, pane::cells(start + 1));
        canvas.put(&Line::styled(*words, canvas.theme.heading), 0, place);
        if let Some(spot) = spot {
            let width = pane::cells(width::of(words)).min(place.width);
            canvas.spot(Rect { width, ..place }, *spot);
        }
    }
}

/// How a line under a heading is drawn, in columns that fit; for the rest see [`line()`].
type LineOf<L> = fn(&Canvas<'_>, L, &Fit, (Option<bool>, u16)) -> Line<'static>;

/// Draws the visible lines under the heading of the topmost one, each with what a click on it does; returns their
/// numbers.
pub fn headed<L: headed::Line>(
    canvas: &mut Canvas<'_>,
    (rows, spot): (&Headed<L>, impl Fn(usize) -> Spot),
    [heading, area]: [Rect; 2],
    is_focused: bool,
    (fit, line): (&Fit, LineOf<L>),
) -> Range<usize> {
    let window = rows.window(usize::from(area.height));
    let above = rows.heading_above(window.start);
    let above = above.map(|above| line(canvas, above, fit, (None, heading.width)));
    canvas.put(&above.unwrap_or_default(), 0, heading);
    for (row, number) in window.clone().enumerate() {
        let place = pane::row_of(area, row);
        let selected = (number == rows.selected()).then_some(is_focused);
        let drawn = rows.get(number);
        let drawn = drawn.map(|it| line(canvas, it, fit, (selected, area.width)));
        canvas.put(&drawn.unwrap_or_default(), 0, place);
        canvas.spot(place, spot(number));
    }
    window
}

/// The style of the sign, the date and the time left of a release with a health: only exceptions have a color, and what
/// has passed is dim beside its date. Extended support alone colors the end that has passed, but not its own, which is
/// not near.
pub fn told(theme: &Theme, row: &Row, part: Part, health: Option<Health>) -> Style {
    let has_passed = row.left.is_some_and(|left| left < 0);
    match (part, row.tone) {
        (Part::Left, _) if has_passed || health == Some(Health::Ended) => theme.dim,
        (Part::Left, _) | (_, Tone::Good) => Style::new(),
        (Part::Day, _) if health == Some(Health::Extended) && !has_passed => theme.dim,
        (_, tone) => theme.tone(tone),
    }
}

/// The room for the columns of a row in so many terminal columns.
pub fn room(width: u16) -> usize {
    // The mark of the selection stands before them.
    usize::from(width).saturating_sub(2)
}
