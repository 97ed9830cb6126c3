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
    let (left, facts) = fitting(canvas, room);
    let tabs = left.iter();
    canvas.spots(
        area,
        tabs.map(|(screen, span)| (span.width(), screen.map(Spot::Tab))),
    );
    let left = left.into_iter().map(|(_, span)| span);
    let mut line = left.collect::<Line<'_>>();
    let gap = width.saturating_sub(line.width() + width::of(&facts) + width::of(&problems) + 1);
    line.push_span(Span::raw(" ".repeat(gap)));
    line.push_span(Span::styled(facts, facts_style(model, theme)));
    line.push_span(Span::styled(problems, theme.soon));
    canvas.put(&line, 0, area);
}

/// The tabs and the facts that fit into a width.
fn fitting(canvas: &Canvas<'_>, room: usize) -> (Vec<Part>, String) {
    let facts = facts(canvas);
    let fitting = left(canvas).find_map(|(tabs, least)| {
        let rest = room.checked_sub(width_of(&tabs))?;
        let mut words = facts.iter().filter(|(rank, _)| *rank <= least);
        let (_, words) = words.find(|(_, words)| width::of(words) <= rest)?;
        Some((tabs, words.clone()))
    });
    fitting.unwrap_or_else(|| {
        let least = facts.last().map_or("", |(_, words)| words.as_str());
        (Vec::new(), width::cut(least, room).into_owned())
    })
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
    } else if model.is_data_old() {
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
    /// The same without a space behind it.
    Tight,
    /// The key alone.
    Key,
}

/// How much the facts beside some tabs may leave out.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Least {
    /// Nothing but words.
    Days,
    /// Today's date.
    Data,
}

/// The left side, from long to short, each with what the facts beside it may leave out: first the name of the
/// program goes, then today's date, then the names of the other tabs, then these tabs.
fn left(canvas: &Canvas<'_>) -> impl Iterator<Item = (Vec<Part>, Least)> {
    let tabs = move |own: Tab, other: Option<Tab>| {
        let tabs = Screen::ALL.into_iter().filter_map(move |screen| {
            let is_own = screen == canvas.model.screen.tab();
            let form = if is_own { Some(own) } else { other };
            form.map(|form| tab(canvas, screen, form))
        });
        tabs.flatten()
    };
    let brand = move |tab| {
        let is_long = matches!(tab, Tab::Counted | Tab::Named);
        is_long.then(|| (None, Span::styled(" eolens ", canvas.theme.brand)))
    };
    let forms = [
        (Tab::Counted, Some(Tab::Counted), Least::Days),
        (Tab::Named, Some(Tab::Named), Least::Days),
        (Tab::Short, Some(Tab::Short), Least::Days),
        (Tab::Tight, Some(Tab::Tight), Least::Days),
        (Tab::Tight, Some(Tab::Tight), Least::Data),
        (Tab::Short, Some(Tab::Key), Least::Data),
        (Tab::Short, None, Least::Data),
    ];
    let forms = forms.into_iter().map(move |(own, other, least)| {
        (
            brand(own).into_iter().chain(tabs(own, other)).collect(),
            least,
        )
    });
    forms.chain([(Vec::new(), Least::Data)])
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
        (Tab::Tight, _) => format!(" {}", screen.short_title()),
        _ => format!(" {} ", screen.title()),
    };
    let key = Span::styled(format!(" {key}"), key_style);
    let title = Span::styled(title, style);
    [(Some(screen), key), (Some(screen), title)]
}

/// The right side, from long to short, each with what it leaves out. The number of products is dropped first, then
/// the date if it is today; another day looked at and the day of the data always stay. Old data come with their age
/// and the key that updates them, then with the key.
fn facts(canvas: &Canvas<'_>) -> Vec<(Least, String)> {
    let model = canvas.model;
    let day = model.preferences.dates.short().written(model.day());
    let (long, short) = match model.as_of {
        None => (format!("today {day}"), day),
        Some(_) => (format!("as of {day}"), format!("as of {day}")),
    };
    let [data, least] = data(model);
    let aged = |data: &str, age: Option<String>| {
        age.map_or(data.to_owned(), |age| format!("{data}, {age} old"))
    };
    let long_data = aged(&data, age(model, wording::span));
    let words = if model.is_data_old() {
        let age = age(model, |days| wording::compact(days.cast_signed()));
        let (short_data, remedy) = (aged(&least, age), remedy(canvas));
        let mut words = vec![
            format!("{long} · {long_data}{remedy}"),
            format!("{short} · {short_data}{remedy}"),
            format!("{short} · {short_data}"),
        ];
        words.extend(match model.as_of {
            // The date tells the age, too; a key without its word tells nothing.
            None => vec![format!("{short_data}{remedy}"), format!("{least}{remedy}")],
            Some(_) => vec![format!("{short} · {least}")],
        });
        words
    } else {
        let count = wording::count(model.catalog.cards().len(), "product");
        vec![
            format!("{long} · {count} · {long_data}"),
            format!("{long} · {long_data}"),
            format!("{short} · {long_data}"),
            format!("{short} · {data}"),
            format!("{short} · {least}"),
        ]
    };
    let words = words.into_iter().map(|words| (Least::Days, words));
    let today = model.as_of.is_none().then_some((Least::Data, least));
    words.chain(today).collect()
}

/// The day of the data, long and short. A future date in the data is an announcement and says nothing about their
/// age.
fn data(model: &Model) -> [String; 2] {
    let day = model.catalog.day().map(|day| day.min(model.today));
    match day.map(|day| model.preferences.dates.short().written(day)) {
        Some(day) => [format!("data of {day}"), format!("data {day}")],
        None => ["data of an unknown date", "data ?"].map(str::to_owned),
    }
}

/// The key that updates old data; empty if there is none, or if it would be typed.
fn remedy(canvas: &Canvas<'_>) -> String {
    let key = canvas.keys.key_in(canvas.model.place(), &Msg::Update);
    key.map_or_else(String::new, |key| format!(" · {key} updates"))
}

/// The age of data that is no longer fresh, in words; `None` beside another day looked at, which it would contradict.
fn age(model: &Model, words: impl Fn(u64) -> String) -> Option<String> {
    const FRESH: i64 = 30;
    let day = model.catalog.day().filter(|_| model.as_of.is_none())?;
    let days = (model.today - day).num_days();
    (days > FRESH).then(|| words(days.unsigned_abs()))
}
