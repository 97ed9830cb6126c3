//! The first line: the program, its screens, the day looked at, how many products, how old their data
//! are.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

use super::pane::{self, cut};
use crate::app::pointer::Spot;
use crate::app::screen::Screen;
use crate::app::{Drawn, Model, Msg};
use crate::keys::Keys;
use crate::theme::Theme;
use crate::wording;

/// Draws the line; tells where the tabs are.
pub fn draw(
    model: &Model,
    theme: &Theme,
    keys: &Keys,
    area: Rect,
    frame: &mut Frame<'_>,
    drawn: &mut Drawn,
) {
    let faults = model.problems().count();
    let problems = match faults {
        0 => String::new(),
        faults => format!(" · ! {}", wording::count(faults, "problem")),
    };
    // With a blank at either end.
    let width = usize::from(area.width);
    let room = width.saturating_sub(problems.width() + 2);
    let forms = facts(model);
    let least = forms.last().map_or(0, |form| form.width());
    let left = left(model, theme, keys);
    let fits = |line: &Line<'_>| line.width() + least <= room;
    let left = left.into_iter().find(fits).unwrap_or_default();
    let room = room.saturating_sub(left.width());
    let fitting = forms.iter().find(|form| form.width() <= room);
    let facts = fitting.or(forms.last()).map(|form| cut(form, room));
    let facts = facts.unwrap_or_default();
    let gap = width.saturating_sub(left.width() + facts.width() + problems.width() + 1);
    let mut line = left;
    line.push_span(Span::raw(" ".repeat(gap)));
    line.push_span(Span::styled(facts, facts_style(model, theme)));
    line.push_span(Span::styled(problems, theme.soon));
    pane::put(&line, 0, area, frame);
    tab_areas(&line, area, drawn);
}

/// The name of each screen can be clicked.
fn tab_areas(line: &Line<'_>, area: Rect, drawn: &mut Drawn) {
    let mut x = area.x;
    for span in line {
        let width = u16::try_from(span.width()).unwrap_or(u16::MAX);
        let mut screens = Screen::ALL.into_iter();
        if let Some(screen) = screens.find(|screen| screen.title() == span.content.trim()) {
            let place = Rect { x, width, ..area }.intersection(area);
            drawn.areas.push(pane::area(place, Spot::Tab(screen)));
        }
        x = x.saturating_add(width);
    }
}

/// Another day than today is nothing to overlook.
fn facts_style(model: &Model, theme: &Theme) -> ratatui::style::Style {
    if model.as_of.is_some() {
        theme.title
    } else {
        theme.dim
    }
}

/// The left side, shorter and shorter: the tabs give way first, then the name.
fn left(model: &Model, theme: &Theme, keys: &Keys) -> Vec<Line<'static>> {
    let brand = || Span::styled(" eolens ", theme.brand);
    let tabs = |is_shown: &dyn Fn(Screen) -> bool| {
        let screens = Screen::ALL.into_iter().filter(|screen| is_shown(*screen));
        let tabs = screens.flat_map(|screen| tab(screen, model, theme, keys));
        std::iter::once(brand()).chain(tabs).collect()
    };
    vec![
        tabs(&|_| true),
        tabs(&|screen| screen == model.screen),
        Line::from(brand()),
        Line::default(),
    ]
}

/// ` 2 Radar `, the key and the name of a screen; ` 3 Watchlist 5 `, where so much is watched.
fn tab(screen: Screen, model: &Model, theme: &Theme, keys: &Keys) -> [Span<'static>; 2] {
    let key = keys.key_of(&Msg::Screen(screen));
    let key = key.map_or(String::new(), ToString::to_string);
    let (key_style, style) = if screen == model.screen {
        (theme.selected, theme.selected)
    } else {
        (theme.key, theme.dim)
    };
    let title = match model.watching.count() {
        count @ 1.. if screen == Screen::Watchlist => format!("{} {count}", screen.title()),
        _ => screen.title().to_owned(),
    };
    [
        Span::styled(format!(" {key}"), key_style),
        Span::styled(format!(" {title} "), style),
    ]
}

/// The right side, shorter and shorter. The day looked at and the day of the data are never left out,
/// nor that the day is not today.
fn facts(model: &Model) -> Vec<String> {
    let written = |day| model.habits.dates.short().written(day);
    let day = written(model.day());
    let (long, short) = match model.as_of {
        None => (format!("today {day}"), day),
        Some(_) => (format!("as of {day}"), format!("as of {day}")),
    };
    // A day that is still to come is an announcement, not the age of the data.
    let data = model.catalog.day().map(|day| day.min(model.today));
    let data = data.map_or_else(
        || "of an unknown day".to_owned(),
        |day| format!("of {}", written(day)),
    );
    let age = age(model);
    let count = wording::count(model.catalog.cards().len(), "product");
    vec![
        format!("{long} · {count} · data {data}{age}"),
        format!("{short} · {count} · data {data}"),
        format!("{short} · data {data}{age}"),
        format!("{short} · data {data}"),
    ]
}

/// `, 3 months old`, where the data may well have been overtaken.
fn age(model: &Model) -> String {
    const FRESH: i64 = 30;
    let days = model
        .catalog
        .day()
        .map(|day| (model.today - day).num_days());
    let old = days.filter(|days| *days > FRESH);
    old.map_or_else(String::new, |days| {
        format!(", {} old", wording::span(days.unsigned_abs()))
    })
}
