//! The radar: a search line, the months as a picture, and below the events in their groups.
//!
//! The heading of the group that is read stays above its rows.

use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::{Line, Span};

use super::event::{Fit, LONGEST_NAME};
use super::{event, list, months, pane};
use crate::agenda::{Event, YEAR};
use crate::app::Model;
use crate::app::radar::{Radar, RadarLine};
use crate::theme::Theme;

/// Draws a screen of ends under a title; returns the rows below the first heading.
pub fn draw(
    model: &Model,
    radar: &Radar,
    title: &str,
    theme: &Theme,
    area: Rect,
    frame: &mut Frame<'_>,
) -> usize {
    let count = radar.agenda.events.len();
    let place = radar.position().map_or(0, |event| event + 1);
    let inside = pane::frame(title, &format!("{place}/{count}"), true, theme, area, frame);
    let rows = [
        Constraint::Length(1),
        Constraint::Length(months::height(inside.height)),
        Constraint::Length(1),
        Constraint::Fill(1),
    ];
    let [search, picture, heading, rows] = Layout::vertical(rows).areas(inside);
    list::search_line(model, theme, search, frame);
    let height = usize::from(rows.height);
    if count == 0 {
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
        let line = line(model, radar, number, rows.width, theme);
        pane::put(&line, row, rows, frame);
    }
    height
}

fn line(model: &Model, radar: &Radar, number: usize, width: u16, theme: &Theme) -> Line<'static> {
    match radar.line(number) {
        Some(RadarLine::Heading(group)) => group_line(radar, group, theme),
        Some(RadarLine::Event(event)) => {
            let is_selected = number == radar.rows.selected();
            let event = radar.agenda.events.get(event);
            let line = |event| event_line(model, event, is_selected, width, theme);
            event.map(line).unwrap_or_default()
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

/// `▸! in 2 weeks   2026-09-05  Product Release   security support`
fn event_line(
    model: &Model,
    event: &Event,
    is_selected: bool,
    width: u16,
    theme: &Theme,
) -> Line<'static> {
    let width = usize::from(width);
    let fit = Fit::new(width.saturating_sub(2), LONGEST_NAME);
    let mark = Span::raw(if is_selected { "▸" } else { " " });
    let cells = event::cells(&model.catalog, event, model.day(), &fit, theme);
    let mut line: Line<'static> = std::iter::once(mark).chain(cells).collect();
    if is_selected {
        let missing = width.saturating_sub(line.width());
        line.push_span(Span::raw(" ".repeat(missing)));
        line = pane::restyled(line, theme.selected);
    }
    line
}
