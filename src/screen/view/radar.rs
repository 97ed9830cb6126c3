//! The radar: the search line, a bar chart of the months, and the events in groups. The heading of the
//! topmost group stays visible.

use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::{Line, Span};

use super::canvas::Canvas;
use super::{event, list, months, pane};
use crate::app::Model;
use crate::app::pointer::Spot;
use crate::app::radar::{Radar, RadarLine};
use crate::facts::agenda::row::{self, Row};
use crate::facts::agenda::{Event, YEAR};
use crate::settings::theme::Theme;

/// Draws the radar and records its rows below the first heading.
pub fn draw(canvas: &mut Canvas<'_>, area: Rect) {
    let radar = &canvas.model.radar;
    canvas.spot(area, Spot::Ends);
    let inside = canvas.frame("Radar", &place(radar), true, area);
    let [search, ends] = list::searched(canvas, inside);
    canvas.spot(search, Spot::Search);
    canvas.drawn.radar = Some(self::ends(canvas, radar, true, ends));
}

/// `3/17`: the number of the selected event and the count.
pub fn place(radar: &Radar) -> String {
    let place = radar.position().map_or(0, |event| event + 1);
    format!("{place}/{}", radar.agenda.events.len())
}

/// Draws events with months and headings; returns the number of rows below the first heading.
pub fn ends(canvas: &mut Canvas<'_>, radar: &Radar, is_focused: bool, area: Rect) -> usize {
    let rows = [
        Constraint::Length(months::height(area.height)),
        Constraint::Length(1),
        Constraint::Fill(1),
    ];
    let [picture, heading, rows] = Layout::vertical(rows).areas(area);
    canvas.spot(area, Spot::Ends);
    let height = usize::from(rows.height);
    if radar.agenda.events.is_empty() {
        canvas.put(&nothing(canvas.model, canvas.theme), 0, heading);
        return height;
    }
    let selected = radar.selected().map(|event| event.date);
    months::draw(canvas, &radar.agenda.months, selected, picture);
    let window = radar.rows.window(radar.lines(), height);
    let above = radar.group_above(window.start);
    let above = above.map(|group| group_line(radar, group, canvas.theme));
    canvas.put(&above.unwrap_or_default(), 0, heading);
    for (row, number) in window.enumerate() {
        let place = pane::row_of(rows, row);
        let line = line(canvas, radar, number, is_focused, rows.width);
        canvas.put(&line, 0, place);
        canvas.spot(place, Spot::Event(number));
    }
    height
}

fn line(
    canvas: &Canvas<'_>,
    radar: &Radar,
    number: usize,
    is_focused: bool,
    width: u16,
) -> Line<'static> {
    match radar.line(number) {
        Some(RadarLine::Heading(group)) => group_line(radar, group, canvas.theme),
        Some(RadarLine::Event(event)) => {
            let selected = (number == radar.rows.selected()).then_some(is_focused);
            let event = radar.agenda.events.get(event);
            let line = |event| event_line(canvas, event, selected, width);
            event.map(line).unwrap_or_default()
        }
        None => Line::default(),
    }
}

fn event_line(
    canvas: &Canvas<'_>,
    event: &Event,
    selected: Option<bool>,
    width: u16,
) -> Line<'static> {
    let tone = row::tone(&canvas.model.catalog, event, canvas.model.viewpoint());
    let sign = (tone.glyph(), canvas.theme.tone(tone));
    let release = (event.product, event.release);
    let row = Row {
        has_moved: canvas.model.catalog.times_moved(release, event.phase) > 0,
        ..Row::from(event)
    };
    event::line(canvas, &row, sign, selected, width)
}

fn nothing(model: &Model, theme: &Theme) -> Line<'static> {
    let words = if model.browse.hits.is_empty() {
        " nothing matches".to_owned()
    } else {
        let (ahead, back) = (YEAR.ahead, YEAR.back);
        format!(" no end dates within {ahead} days or in the last {back}")
    };
    Line::styled(words, theme.dim)
}

fn group_line(radar: &Radar, group: usize, theme: &Theme) -> Line<'static> {
    let Some(group) = radar.agenda.groups.get(group) else {
        return Line::default();
    };
    Line::from(vec![
        Span::styled(format!(" {}", group.words()), theme.page_heading),
        Span::styled(format!(" · {}", group.events.len()), theme.dim),
    ])
}
