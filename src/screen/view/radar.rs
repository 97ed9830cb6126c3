//! The radar: the search line, a bar chart of the months, and the events in groups. The heading of the
//! topmost group stays visible.

use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::Line;

use super::canvas::Canvas;
use super::{empty, list, months, pane, row as row_line};
use crate::app::Msg;
use crate::app::pointer::Spot;
use crate::app::radar::{Radar, RadarLine};
use crate::app::travel::Travel;
use crate::facts::agenda::{Group, YEAR, row};
use crate::facts::lifecycle::Phase;
use crate::facts::row::{Fit, Part, Widths};
use crate::facts::wording;

/// The columns of the radar.
const PARTS: [Part; 7] = [
    Part::Countdown,
    Part::Day,
    Part::Sign,
    Part::Phase,
    Part::Name,
    Part::Note,
    Part::Then,
];

/// Draws the radar and records its rows below the first heading.
pub fn draw(canvas: &mut Canvas<'_>, area: Rect) {
    let radar = &canvas.model.radar;
    canvas.spot(area, Spot::Ends);
    let inside = canvas.frame("Radar", &place(radar), true, area);
    let ends = list::searched(canvas, inside);
    let height = self::ends(canvas, ends);
    canvas.drawn.panes = Some([height, 0]);
    canvas.foot("", ends, area);
}

/// `632 end dates within a year`: what is ahead.
fn place(radar: &Radar) -> String {
    let ahead = radar
        .agenda
        .events
        .iter()
        .take_while(|event| event.days >= 0);
    format!(
        "{} within a year",
        wording::count(ahead.count(), "end date")
    )
}

/// Draws events with months and headings; returns the number of rows below the first heading.
fn ends(canvas: &mut Canvas<'_>, area: Rect) -> usize {
    let radar = &canvas.model.radar;
    let [picture, rest] = pane::split_at_row(area, months::height(area.height));
    let [heading, rows] = pane::split_at_row(rest, 1);
    let height = usize::from(rows.height);
    if radar.agenda.events.is_empty() {
        nothing(canvas, area);
        return height;
    }
    let selected = radar.selected().map(|event| event.date);
    months::draw(canvas, &radar.agenda.months, selected, picture);
    let widths = Widths {
        left: canvas.model.preferences.left,
        ..row::WIDTHS
    };
    let fit = Fit::new(&PARTS, widths, row_line::room(rows.width));
    // The thumb is in the frame around the area.
    let frame = Rect {
        y: area.y.saturating_sub(1),
        width: area.width + 1,
        height: area.height + 2,
        ..area
    };
    let lines = (&radar.rows, Spot::Event);
    let window = row_line::headed(canvas, lines, [heading, rows], true, (&fit, line));
    canvas.thumb(window, radar.rows.count(), true, frame);
    height
}

/// A heading, or a row of ends. What ends for good within a week stands out; the end of active support is dim, and
/// so is a day that the row before has too.
fn line(
    canvas: &Canvas<'_>,
    line: RadarLine,
    fit: &Fit,
    place: (Option<bool>, u16),
) -> Line<'static> {
    let (model, theme) = (canvas.model, canvas.theme);
    let agenda = &model.radar.agenda;
    let number = match line {
        RadarLine::Row(number) => number,
        RadarLine::Heading(group) => {
            let group = agenda.groups.get(group);
            let line = group.map(|it| row_line::heading(canvas, &it.words(), &counted(it)));
            return line.unwrap_or_default();
        }
    };
    let events = agenda.row(number);
    let Some(event) = events.first() else {
        return Line::default();
    };
    let before = number.checked_sub(1);
    let before = before.and_then(|before| agenda.row(before).first());
    let is_repeated = before.is_some_and(|before| before.date == event.date);
    let is_calm = event.phase == Phase::ActiveSupport;
    let row = row::of(&model.catalog, events, model.viewpoint(), theme.grain());
    let style = |part| match part {
        Part::Sign => theme.phase(event.phase),
        Part::Countdown if row::is_urgent(event) => theme.soon,
        Part::Countdown | Part::Day if is_repeated => theme.dim,
        Part::Note => theme.dim,
        _ if is_calm => theme.dim,
        _ => Style::new(),
    };
    row_line::line(canvas, &row, fit, style, place)
}

/// What there is instead of rows, and the way on.
fn nothing(canvas: &mut Canvas<'_>, area: Rect) {
    let model = canvas.model;
    if model.browse.hits.is_empty() {
        return empty::unmatched(canvas, "end date", area);
    }
    let query = model.browse.query.text();
    let of = if query.is_empty() {
        String::new()
    } else {
        format!(" for “{query}”")
    };
    let mut ways = vec![(Msg::Day(Travel::YearOn), "looks one year ahead")];
    if !query.is_empty() {
        ways.extend(empty::ways_out(model));
    }
    let words = format!(
        "No end dates within a year{of}, or in the last {} days.",
        YEAR.back
    );
    empty::draw(canvas, &words, &ways, area);
}

/// `80 end dates, 71 rows`
fn counted(group: &Group) -> String {
    let ends = wording::count(group.events.len(), "end date");
    if group.events.len() == group.rows.len() {
        ends
    } else {
        format!("{ends}, {}", wording::count(group.rows.len(), "row"))
    }
}
