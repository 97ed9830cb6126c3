//! What the last update has changed: the search line, and the changes in groups. The heading of the
//! topmost group stays in view.

use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::Line;

use super::canvas::Canvas;
use super::{empty, list, pane, row as row_line};
use crate::app::Msg;
use crate::app::changes::{self, ChangesScreen, Entry, Order};
use crate::app::pointer::Spot;
use crate::facts::changes::row::{self, News};
use crate::facts::changes::{Change, Changed};
use crate::facts::row::{Fit, Name, Part};
use crate::facts::wording;

/// Draws the changes and notes their rows below the first heading.
pub fn draw(canvas: &mut Canvas<'_>, area: Rect) {
    let screen = &canvas.model.changes;
    canvas.spot(area, Spot::Ends);
    let inside = canvas.frame(&title(canvas), &place(screen), true, area);
    let rest = list::searched(canvas, inside);
    let [heading, rows] = pane::split_at_row(rest, 1);
    let height = usize::from(rows.height);
    canvas.drawn.panes = Some([height, 0]);
    if screen.rows.count() == 0 {
        nothing(canvas, rest);
        return;
    }
    let fit = row::fit(row_line::room(rows.width));
    let lines = (&screen.rows, Spot::Event);
    row_line::headed(canvas, lines, [heading, rows], true, (&fit, line));
    canvas.foot(&order(screen), rows, area);
}

/// `Changes since 2026-08-21`.
fn title(canvas: &Canvas<'_>) -> String {
    let changed = canvas.model.changes.changed.as_ref();
    let dates = canvas.model.preferences.dates;
    let since = changed.and_then(|changed| changed.since);
    since.map_or_else(
        || "Changes".to_owned(),
        |day| format!("Changes since {}", dates.short().written(day)),
    )
}

/// `3/17`: the number of the selected change, and how many there are.
fn place(screen: &ChangesScreen) -> String {
    let place = screen.position().map_or(0, |entry| entry + 1);
    format!("{place}/{}", screen.entries.len())
}

/// The order; empty for the usual one.
fn order(screen: &ChangesScreen) -> String {
    match (screen.order, screen.is_reversed) {
        (Order::Worst, false) => String::new(),
        (order, is_reversed) => format!("{} {}", order.words(), pane::direction(!is_reversed)),
    }
}

fn line(
    canvas: &Canvas<'_>,
    line: changes::Line,
    fit: &Fit,
    place: (Option<bool>, u16),
) -> Line<'static> {
    let theme = canvas.theme;
    match line {
        changes::Line::Heading(words, count) => {
            row_line::heading(canvas, words, &count.to_string())
        }
        changes::Line::Hidden(count) => {
            let key = canvas.keys.key_of(&Msg::Changes(changes::Msg::Versions));
            let hint = key.map_or_else(String::new, |key| format!(" ({key} shows them)"));
            let count = wording::count(count, "latest version");
            Line::styled(format!("   {count} changed{hint}"), theme.dim)
        }
        changes::Line::Entry(number) => {
            let screen = &canvas.model.changes;
            let entry = screen.entries.get(number).copied();
            let found = entry.and_then(|entry| Some((entry, screen.change(entry)?)));
            found.map_or_else(Line::default, |(entry, change)| {
                change_line(canvas, (entry, change), fit, place)
            })
        }
    }
}

fn change_line(
    canvas: &Canvas<'_>,
    (entry, change): (Entry, &Change),
    fit: &Fit,
    place: (Option<bool>, u16),
) -> Line<'static> {
    let theme = canvas.theme;
    let times = times_moved(canvas, (entry, change));
    let dates = canvas.model.preferences.dates;
    let mut row = change.row(name(canvas, (entry, change)), times, dates, fit);
    let mark = match (entry.is_watched, entry.is_in_stack) {
        (true, _) => "★",
        (false, true) => "▣",
        (false, false) => "",
    };
    mark.clone_into(&mut row.mark);
    let news = match change.news() {
        News::Good => theme.good,
        News::Bad => theme.ended,
        News::Neutral => Style::new(),
    };
    let style = |part| match part {
        Part::Mark => theme.watched,
        Part::Name => Style::new(),
        Part::Day => news,
        _ => theme.dim,
    };
    row_line::line(canvas, &row, fit, style, place)
}

/// How often the end date has moved in the data; 0 if it is not an end date.
fn times_moved(canvas: &Canvas<'_>, (entry, change): (Entry, &Change)) -> usize {
    let times = || {
        let (index, release) = canvas.model.changed(entry)?;
        let catalog = &canvas.model.catalog;
        Some(catalog.times_moved((index, release?), change.phase()?))
    };
    times().unwrap_or_default()
}

/// Product and release, as the data call them now.
fn name(canvas: &Canvas<'_>, (entry, change): (Entry, &Change)) -> Name {
    let model = canvas.model;
    if let Some((index, Some(release))) = model.changed(entry) {
        return Name::of(&model.catalog, (index, release), model.day());
    }
    Name {
        title: change.title.clone(),
        labels: change.release.iter().cloned().collect(),
    }
}

/// What there is instead of changes, and the way on.
fn nothing(canvas: &mut Canvas<'_>, area: Rect) {
    let updates = [(Msg::Update, "updates the data")];
    let model = canvas.model;
    match model.changes.changed.as_ref() {
        Some(Changed { changes, .. }) if !changes.is_empty() => {
            let words = format!("No change matches “{}”.", model.browse.query.text());
            empty::draw(canvas, &words, &empty::ways_out(model), area);
        }
        Some(_) => {
            let words = "The last update changed no end dates, releases or products.";
            empty::draw(canvas, words, &updates, area);
        }
        None => {
            let words = "No update yet, so there is nothing to compare.";
            empty::draw(canvas, words, &updates, area);
        }
    }
}
