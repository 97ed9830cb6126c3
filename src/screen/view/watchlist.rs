//! The watchlist: the status of each entry, and below it the upcoming end dates or a timeline.

use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::Line;

use super::bars::{self, Bars};
use super::canvas::Canvas;
use super::{empty, list, months, pane, row as row_line};
use crate::app::pointer::Spot;
use crate::app::timeline::Form;
use crate::app::watchlist::{self, Pane};
use crate::app::{Model, Msg};
use crate::facts::row::{self, Fit, Part, Row, Widths};
use crate::facts::viewpoint::Left;
use crate::facts::wording;
use crate::mine::watchlist::Remark;
use crate::settings::config::OWN;
use crate::settings::theme::Theme;
use crate::text::width;

/// With fewer rows, only the focused pane is drawn, as if zoomed.
const TWO_PANES: u16 = 12;

/// Draws the two panes and records their rows, 0 for one that is not drawn.
pub fn draw(canvas: &mut Canvas<'_>, area: Rect) {
    let model = canvas.model;
    let watchlist = &model.watchlist;
    let is_above = watchlist.pane == Pane::States;
    let is_one = watchlist.is_zoomed || area.height < TWO_PANES;
    let [above, below] = match (watchlist.form, is_one, is_above) {
        (Form::Table, ..) | (_, true, true) => [Some(area), None],
        (Form::Timeline, true, false) => [None, Some(area)],
        (Form::Timeline, false, _) => {
            let last = usize::from(!model.unresolved().is_empty());
            let wanted = pane::cells(watchlist.rows.count() + last + 4);
            let [above, _] = pane::split_at_row(area, wanted.clamp(5, (area.height / 3).max(5)));
            // The two share an edge.
            let below = pane::from_row(area, above.height.saturating_sub(1));
            [Some(above), Some(below)]
        }
    };
    let mut drawn = [0, 0];
    // The focused pane comes last, so that its frame is whole.
    for is_last in [false, true] {
        if let Some(area) = above.filter(|_| is_above == is_last) {
            drawn[0] = states(canvas, is_above, area);
        }
        if let Some(area) = below.filter(|_| is_above != is_last) {
            let bars = Bars {
                title: "Timeline",
                timeline: &watchlist.timeline,
                cursor: &watchlist.bars,
                is_focused: !is_above,
            };
            drawn[1] = bars::draw(canvas, bars, area);
        }
    }
    canvas.drawn.panes = Some(drawn);
}

fn states(canvas: &mut Canvas<'_>, is_focused: bool, area: Rect) -> usize {
    let (model, theme) = (canvas.model, canvas.theme);
    let watchlist = &model.watchlist;
    let count = watchlist.rows.count();
    let counted = counted(model);
    let room = usize::from(area.width).saturating_sub(width::of(&counted) + 7);
    let inside = canvas.frame(&title(model, room), &counted, is_focused, area);
    let rest = list::searched(canvas, inside);
    let last = u16::from(!model.unresolved().is_empty());
    let [rows, last] = pane::split_at_row(rest, rest.height.saturating_sub(last));
    canvas.spot(rows, Spot::States);
    canvas.put(&unresolved(model, theme, last.width), 0, last);
    if count == 0 {
        nothing(canvas, rows);
        return usize::from(rows.height);
    }
    let rows = months(canvas, rows);
    let [heading, rows] = pane::split_at_row(rows, 1);
    let height = usize::from(rows.height);
    let widths = Widths {
        note: watchlist.remarks.min(WIDEST_REMARK),
        left: model.preferences.left,
        ..WIDTHS
    };
    let fit = Fit::new(&PARTS, widths, row_line::room(rows.width));
    let (lines, places) = ((&watchlist.rows, Spot::State), [heading, rows]);
    let window = row_line::headed(canvas, lines, places, is_focused, (&fit, line));
    canvas.thumb(window, count, is_focused, area);
    canvas.foot("", rows, area);
    height
}

/// With fewer ends in a year, there is nothing to see in a chart of their months.
const FEWEST_ENDS: usize = 3;
/// With fewer rows free, there is no such chart.
const FREE: usize = 20;

/// Draws the months of the next ends if there is much room; returns the remaining area.
fn months(canvas: &mut Canvas<'_>, area: Rect) -> Rect {
    let watchlist = &canvas.model.watchlist;
    let free = usize::from(area.height).saturating_sub(watchlist.rows.count() + 1);
    let ends: usize = watchlist.months.iter().map(|month| month.count).sum();
    if ends < FEWEST_ENDS || free < FREE {
        return area;
    }
    let [chart, rest] = pane::split_at_row(area, months::height(area.height));
    let selected = match watchlist.rows.line() {
        Some(watchlist::Line::State(number)) => watchlist.state(number),
        Some(watchlist::Line::Heading(..)) | None => None,
    };
    let selected = selected.and_then(|state| state.end.date());
    months::draw(canvas, &watchlist.months, selected, chart);
    rest
}

/// The columns of the watchlist.
const PARTS: [Part; 8] = [
    Part::Sign,
    Part::Name,
    Part::Phase,
    Part::Day,
    Part::Left,
    Part::Life,
    Part::Then,
    Part::Note,
];

const WIDTHS: Widths = Widths {
    mark: 0,
    name: 44,
    least_name: row::NAME,
    day: row::DAY,
    phase: row::PHASE,
    note: 0,
    left: Left::Short,
    then: (30, 14),
};

/// Longer owners and notes are cut; `w` shows them whole.
const WIDEST_REMARK: usize = 40;

fn line(
    canvas: &Canvas<'_>,
    line: watchlist::Line,
    fit: &Fit,
    place: (Option<bool>, u16),
) -> Line<'static> {
    let (model, theme) = (canvas.model, canvas.theme);
    let number = match line {
        watchlist::Line::Heading(words, count) => {
            return row_line::heading(canvas, words, &count.to_string());
        }
        watchlist::Line::State(number) => number,
    };
    let Some(state) = model.watchlist.state(number) else {
        return Line::default();
    };
    let remark = model.remark(state.product, state.release);
    let row = Row {
        note: remark.map_or_else(String::new, Remark::words),
        ..state.row(&model.catalog, model.viewpoint())
    };
    let health = Some(state.health);
    let style = |part| match part {
        Part::Sign | Part::Day | Part::Left => row_line::told(theme, &row, part, health),
        Part::Phase | Part::Unused | Part::Note => theme.dim,
        Part::Life => row.life.map_or(theme.dim, |life| theme.life(life)),
        _ => Style::new(),
    };
    row_line::line(canvas, &row, fit, style, place)
}

/// `Watchlist team (2 of 3 lists)`, or without the number if there is no room for it.
fn title(model: &Model, room: usize) -> String {
    let number = model.list_number();
    let name = match model.watching.name() {
        "" if number.is_none() => return "Watchlist".to_owned(),
        "" => OWN,
        name => name,
    };
    let number = number.map_or_else(String::new, |(number, all)| {
        format!(" ({number} of {all} lists)")
    });
    let title = format!("Watchlist {name}{number}");
    if width::of(&title) <= room {
        title
    } else {
        format!("Watchlist {name}")
    }
}

/// How many releases are listed.
fn counted(model: &Model) -> String {
    wording::count(model.watchlist.states.len(), "release")
}

/// What there is instead of releases, and the way on.
fn nothing(canvas: &mut Canvas<'_>, area: Rect) {
    if canvas.model.watching.count() == 0 {
        let keyed = [(Msg::Watch, "watches a product or release")];
        return empty::draw(canvas, "Nothing is watched yet.", &keyed, area);
    }
    if canvas.model.browse.query.text().is_empty() {
        // Entries of which the catalog has none are listed below.
        let keyed = [(Msg::Update, "updates the data")];
        return empty::draw(
            canvas,
            "None of the watched products are in the data.",
            &keyed,
            area,
        );
    }
    empty::unmatched(canvas, "watched release", area);
}

/// The entries that the catalog does not have.
fn unresolved(model: &Model, theme: &Theme, room: u16) -> Line<'static> {
    let entries = model.unresolved().iter();
    let names: Vec<String> = entries.map(ToString::to_string).collect();
    let words = format!(" ? not in the data: {}", names.join(", "));
    let words = width::cut(&words, usize::from(room)).into_owned();
    Line::styled(words, theme.unknown)
}
