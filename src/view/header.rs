//! The first line: the program, the day looked at, how many products, how old their data are.

use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

use super::pane::cut;
use crate::app::Model;
use crate::theme::Theme;
use crate::wording;

pub fn draw(model: &Model, theme: &Theme, area: Rect, frame: &mut Frame<'_>) {
    let brand = Span::styled(" eolens ", theme.brand);
    let room = usize::from(area.width).saturating_sub(brand.width() + 2);
    let faults = model.problems().count();
    let problems = match faults {
        0 => String::new(),
        faults => format!(" · ! {}", wording::count(faults, "problem")),
    };
    let facts = facts(model, room.saturating_sub(problems.width()));
    let columns = [
        Constraint::Fill(1),
        Constraint::Length(area.width.saturating_sub(8)),
    ];
    let [left, right] = Layout::horizontal(columns).areas(area);
    frame.render_widget(Line::from(brand), left);
    let line = Line::from(vec![
        Span::styled(facts, theme.dim),
        Span::styled(problems, theme.soon),
        Span::raw(" "),
    ]);
    frame.render_widget(line.right_aligned(), right);
}

/// The longest form that fits. The day looked at and the day of the data are never left out.
fn facts(model: &Model, room: usize) -> String {
    let day = model.day().to_string();
    let looked_at = model.as_of.map_or("today", |_| "as of");
    // A day that is still to come is an announcement, not the age of the data.
    let data = model.catalog.day().map(|day| day.min(model.today));
    let data = data.map_or_else(|| "of unknown day".to_owned(), |day| format!("of {day}"));
    let age = age(model);
    let count = wording::count(model.catalog.cards().len(), "product");
    let forms = [
        format!("{looked_at} {day} · {count} · data {data}{age}"),
        format!("{day} · data {data}{age}"),
        format!("{day} · {count} · data {data}"),
        format!("{day} · data {data}"),
    ];
    let fitting = forms.iter().find(|form| form.width() <= room);
    fitting.cloned().unwrap_or_else(|| cut(&forms[3], room))
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
