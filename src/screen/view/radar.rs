//! The radar: a search line, the months as a picture, and below the events in their groups.
//!
//! The heading of the group that is read stays above its rows.

use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::{Line, Span};

use super::event::Row;
use super::{list, months, pane};
use crate::app::pointer::Spot;
use crate::app::radar::{Radar, RadarLine};
use crate::app::{Drawn, Model};
use crate::facts::agenda::YEAR;
use crate::settings::keys::Keys;
use crate::settings::theme::Theme;

/// Draws the radar; returns the rows below the first heading, and tells what can be pointed at.
pub fn draw(
    model: &Model,
    theme: &Theme,
    keys: &Keys,
    area: Rect,
    frame: &mut Frame<'_>,
    drawn: &mut Drawn,
) -> usize {
    let radar = &model.radar;
    drawn.areas.push(pane::area(area, Spot::Ends));
    let inside = pane::frame("Radar", &place(radar), true, theme, area, frame);
    let [search, ends] = list::searched(model, theme, keys, inside, frame);
    drawn.areas.push(pane::area(search, Spot::Search));
    self::ends(model, radar, true, theme, ends, frame, drawn)
}

/// `3/17`, the selected event among all.
pub fn place(radar: &Radar) -> String {
    let place = radar.position().map_or(0, |event| event + 1);
    format!("{place}/{}", radar.agenda.events.len())
}

/// Draws events with their months and headings; returns the rows below the first heading.
pub fn ends(
    model: &Model,
    radar: &Radar,
    is_focused: bool,
    theme: &Theme,
    area: Rect,
    frame: &mut Frame<'_>,
    drawn: &mut Drawn,
) -> usize {
    let rows = [
        Constraint::Length(months::height(area.height)),
        Constraint::Length(1),
        Constraint::Fill(1),
    ];
    let [picture, heading, rows] = Layout::vertical(rows).areas(area);
    drawn.areas.push(pane::area(area, Spot::Ends));
    let height = usize::from(rows.height);
    if radar.agenda.events.is_empty() {
        pane::put(&nothing(model, theme), 0, heading, frame);
        return height;
    }
    let selected = radar.selected().map(|event| event.date);
    months::draw(&radar.agenda.months, selected, theme, picture, frame);
    let window = radar.rows.window(radar.lines(), height);
    let above = radar.group_above(window.start);
    let above = above.map(|group| group_line(radar, group, theme));
    pane::put(&above.unwrap_or_default(), 0, heading, frame);
    for (row, number) in window.enumerate() {
        let place = pane::row_of(rows, row);
        let line = line(model, radar, number, is_focused, rows.width, theme);
        pane::put(&line, 0, place, frame);
        drawn.areas.push(pane::area(place, Spot::Event(number)));
    }
    height
}

fn line(
    model: &Model,
    radar: &Radar,
    number: usize,
    is_focused: bool,
    width: u16,
    theme: &Theme,
) -> Line<'static> {
    match radar.line(number) {
        Some(RadarLine::Heading(group)) => group_line(radar, group, theme),
        Some(RadarLine::Event(event)) => {
            let (catalog, on) = (&model.catalog, model.viewpoint());
            let selected = (number == radar.rows.selected()).then_some(is_focused);
            let event = radar.agenda.events.get(event);
            let row = event.map(|event| Row::of(catalog, event, on, theme));
            let line = |row: Row| row.line(catalog, on, selected, width, theme);
            row.map(line).unwrap_or_default()
        }
        None => Line::default(),
    }
}

fn nothing(model: &Model, theme: &Theme) -> Line<'static> {
    let words = if model.browse.hits.is_empty() {
        " nothing matches".to_owned()
    } else {
        let (ahead, back) = (YEAR.ahead, YEAR.back);
        format!(" nothing ends within {ahead} days or has ended in the last {back}")
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
