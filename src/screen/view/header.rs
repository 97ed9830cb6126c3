//! The header: tabs, the day looked at, the number of products, the day of the data.

use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::canvas::Canvas;
use crate::app::pointer::Spot;
use crate::app::screen::Screen;
use crate::app::{Model, Msg};
use crate::facts::wording;
use crate::settings::theme::Theme;
use crate::text::width;

/// Draws the header with clickable tabs.
pub fn draw(canvas: &mut Canvas<'_>, area: Rect) {
    let (model, theme) = (canvas.model, canvas.theme);
    let faults = model.problems().count();
    let problems = match faults {
        0 => String::new(),
        faults => format!(" · ! {}", wording::count(faults, "problem")),
    };
    // One column is left blank at each end.
    let width = usize::from(area.width);
    let room = width.saturating_sub(width::of(&problems) + 2);
    let forms = facts(canvas);
    let least = forms.last().map_or(0, |form| width::of(form));
    let left = left(canvas);
    let fits = |parts: &Vec<Part>| width_of(parts) + least <= room;
    let left = left.into_iter().find(fits).unwrap_or_default();
    let tabs = left.iter();
    canvas.spots(
        area,
        tabs.map(|(screen, span)| (span.width(), screen.map(Spot::Tab))),
    );
    let left = left.into_iter().map(|(_, span)| span);
    let mut line = left.collect::<Line<'_>>();
    let room = room.saturating_sub(line.width());
    let fitting = forms.iter().find(|form| width::of(form) <= room);
    let facts = fitting.or(forms.last()).map(|form| width::cut(form, room));
    let facts = facts.unwrap_or_default();
    let gap = width.saturating_sub(line.width() + width::of(&facts) + width::of(&problems) + 1);
    line.push_span(Span::raw(" ".repeat(gap)));
    line.push_span(Span::styled(facts, facts_style(model, theme)));
    line.push_span(Span::styled(problems, theme.soon));
    canvas.put(&line, 0, area);
}

/// A part of the left side, and the screen that a click on it opens.
type Part = (Option<Screen>, Span<'static>);

fn width_of(parts: &[Part]) -> usize {
    parts.iter().map(|(_, span)| span.width()).sum()
}

/// A day other than today must stand out.
fn facts_style(model: &Model, theme: &Theme) -> ratatui::style::Style {
    if model.as_of.is_some() {
        theme.title
    } else if is_stale(model) {
        theme.soon
    } else {
        theme.dim
    }
}

/// How much of a tab is shown.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Tab {
    /// The key, the name, and the number of watched entries.
    Counted,
    /// The key and the name.
    Named,
    /// The key and the short name.
    Short,
    /// The key alone.
    Key,
}

/// The left side, from long to short: first the name of the program goes, then the names of the other tabs,
/// then these tabs.
fn left(canvas: &Canvas<'_>) -> Vec<Vec<Part>> {
    let brand = || (None, Span::styled(" eolens ", canvas.theme.brand));
    let tabs = |own: Tab, other: Option<Tab>| {
        let tabs = Screen::ALL.into_iter().filter_map(|screen| {
            let form = if screen == canvas.model.screen.tab() {
                Some(own)
            } else {
                other
            };
            form.map(|form| tab(canvas, screen, form))
        });
        tabs.flatten().collect::<Vec<Part>>()
    };
    let branded = |tabs: Vec<Part>| std::iter::once(brand()).chain(tabs).collect();
    vec![
        branded(tabs(Tab::Counted, Some(Tab::Counted))),
        branded(tabs(Tab::Named, Some(Tab::Named))),
        tabs(Tab::Short, Some(Tab::Short)),
        tabs(Tab::Short, Some(Tab::Key)),
        tabs(Tab::Short, None),
        Vec::new(),
    ]
}

/// ` 2 Radar `: a screen's key and name; ` 3 Watchlist 5 ` with five watched entries.
fn tab(canvas: &Canvas<'_>, screen: Screen, form: Tab) -> [Part; 2] {
    let (model, theme) = (canvas.model, canvas.theme);
    let key = canvas.keys.key_of(&Msg::Screen(screen));
    let key = key.map_or(String::new(), ToString::to_string);
    let (key_style, style) = if screen == model.screen.tab() {
        (theme.selected, theme.selected)
    } else {
        (theme.key, theme.text)
    };
    let title = match (form, model.watching.count()) {
        (Tab::Counted, count @ 1..) if screen == Screen::Watchlist => {
            format!(" {} {count} ", screen.title())
        }
        (Tab::Key, _) => " ".to_owned(),
        (Tab::Short, _) => format!(" {} ", screen.short_title()),
        _ => format!(" {} ", screen.title()),
    };
    let key = Span::styled(format!(" {key}"), key_style);
    let title = Span::styled(title, style);
    [(Some(screen), key), (Some(screen), title)]
}

/// The right side, from long to short. The number of products is dropped first; the day looked at, whether
/// it is today, and the day of the data always stay.
fn facts(canvas: &Canvas<'_>) -> Vec<String> {
    let model = canvas.model;
    let written = |day| model.preferences.dates.short().written(day);
    let day = written(model.day());
    let (long, short) = match model.as_of {
        None => (format!("today {day}"), day),
        Some(_) => (format!("as of {day}"), format!("as of {day}")),
    };
    // A future date in the data is an announcement and says nothing about their age.
    let data = model.catalog.day().map(|day| day.min(model.today));
    let (data, least) = data.map_or_else(
        || ("data of an unknown date".to_owned(), "data ?".to_owned()),
        |day| {
            let day = written(day);
            (format!("data of {day}"), format!("data {day}"))
        },
    );
    let age = age(model);
    if is_stale(model) {
        let key = canvas.keys.key_of(&Msg::Update);
        let hint = key.map_or_else(String::new, |key| format!(" · {key} updates"));
        return vec![
            format!("{long} · {data}{age}{hint}"),
            format!("{short} · {data}{age}{hint}"),
            format!("{short} · {data}{hint}"),
            format!("{short} · {least}{hint}"),
        ];
    }
    let count = wording::count(model.catalog.cards().len(), "product");
    vec![
        format!("{long} · {count} · {data}{age}"),
        format!("{long} · {data}{age}"),
        format!("{short} · {data}{age}"),
        format!("{short} · {data}"),
        format!("{short} · {least}"),
    ]
}

/// Whether the data are old enough for a reminder.
fn is_stale(model: &Model) -> bool {
    let age = model
        .catalog
        .day()
        .map(|day| (model.today - day).num_days());
    let remind = model.updating.remind.map(i64::from);
    age.zip(remind).is_some_and(|(age, remind)| age > remind)
}

/// A suffix such as `, 3 months old`, if the data are no longer fresh.
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
