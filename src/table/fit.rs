//! Which columns a table shows in a given width, and in which form.
//!
//! Order of sacrifice: absolute dates beside relative ones, custom columns, the release date, the
//! date of the latest version, and last the relative wording; with bare dates there may be room for
//! some of the others again.

use std::borrow::Cow;

use unicode_width::UnicodeWidthStr;

use super::{Cell, Column, Table, Tone};

/// How much of its cells a column shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Form {
    /// Words and date: `Ended 2 years ago (30 Sep 2023)`.
    Full,
    /// Words: `Ended 2 years ago`.
    Words,
    /// Date: `2023-09-30`; words where there is none.
    Date,
}

/// The columns that fit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fit {
    /// Columns from left to right.
    pub columns: Vec<Fitted>,
    /// How many are left out.
    pub dropped: usize,
}

/// A column that fits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fitted {
    /// Its number in the table.
    pub column: usize,
    /// How its cells are shown.
    pub form: Form,
    /// Its width in terminal columns.
    pub width: usize,
}

/// The widths of a table's columns in each form, over the rows that are shown.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Widths(Vec<[usize; 3]>);

/// Terminal columns between two columns.
pub const GAP: usize = 2;

/// A release label is cut below this width only where nothing else is left to give up.
const LABEL_AT_LEAST: usize = 24;

impl Cell {
    /// The cell's text in a form, its glyph before it.
    #[must_use]
    pub fn text(&self, column: Column, form: Form) -> Cow<'_, str> {
        let is_version = column == Column::Latest;
        let words: Cow<'_, str> = match (form, self.date) {
            (Form::Full, _) => self.full().into(),
            (Form::Date, Some(date)) if !is_version => date.to_string().into(),
            _ => self.words.as_str().into(),
        };
        let arrow = if self.link.is_some() { " ↗" } else { "" };
        match self.tone.glyph() {
            "" if arrow.is_empty() => words,
            "" => format!("{words}{arrow}").into(),
            glyph => format!("{glyph} {words}{arrow}").into(),
        }
    }

    fn width(&self, column: Column, form: Form) -> usize {
        let date = match (form, self.date) {
            (Form::Date, Some(_)) if column != Column::Latest => Some(10),
            (Form::Full, Some(_)) => Some(self.words.width() + 14),
            _ => None,
        };
        let glyph = if self.tone == Tone::Plain { 0 } else { 2 };
        let arrow = if self.link.is_some() { 2 } else { 0 };
        date.unwrap_or_else(|| self.words.width()) + glyph + arrow
    }
}

impl Table {
    /// The widths of the first `shown` rows.
    #[must_use]
    pub fn widths(&self, shown: usize) -> Widths {
        let columns = self.columns.iter().enumerate();
        Widths(
            columns
                .map(|(number, heading)| {
                    let cells = || {
                        let rows = self.rows.iter().take(shown);
                        rows.filter_map(move |row| row.cells.get(number))
                    };
                    let heading_width = two_lines(&heading.label);
                    [Form::Full, Form::Words, Form::Date].map(|form| {
                        let widest = cells().map(|cell| cell.width(heading.column, form)).max();
                        widest.unwrap_or(0).max(heading_width)
                    })
                })
                .collect(),
        )
    }

    /// The columns that fit into a width.
    #[must_use]
    pub fn fit(&self, widths: &Widths, room: usize) -> Fit {
        let mut chosen = None;
        for plan in self.plans() {
            let fit = self.planned(&plan, widths, room);
            let needed = total(&fit.columns);
            chosen = Some(fit);
            if needed <= room {
                break;
            }
        }
        let mut fit = chosen.unwrap_or(Fit {
            columns: Vec::new(),
            dropped: 0,
        });
        self.squeeze(&mut fit.columns, room);
        self.stretch(&mut fit.columns, room);
        fit
    }

    /// What to try, best first.
    fn plans(&self) -> Vec<Plan> {
        let customs = self.columns.iter();
        let customs = customs.filter(|heading| matches!(heading.column, Column::Custom(_))).count();
        let plan = |form, customs, released, latest_date| Plan {
            form,
            customs,
            released,
            latest_date,
        };
        let mut plans = vec![plan(Form::Full, customs, true, true)];
        plans.extend((0..=customs).rev().map(|left| plan(Form::Words, left, true, true)));
        plans.push(plan(Form::Words, 0, false, true));
        plans.push(plan(Form::Words, 0, false, false));
        plans.push(plan(Form::Date, customs, true, true));
        plans.extend((0..=customs).rev().map(|left| plan(Form::Date, left, true, false)));
        plans.push(plan(Form::Date, 0, false, false));
        plans
    }

    fn planned(&self, plan: &Plan, widths: &Widths, room: usize) -> Fit {
        let label_limit = match plan.form {
            Form::Full => usize::MAX,
            _ => LABEL_AT_LEAST.max(room * 2 / 5),
        };
        let mut customs = plan.customs;
        let mut columns = Vec::new();
        for (column, (heading, widths)) in self.columns.iter().zip(&widths.0).enumerate() {
            let form = match heading.column {
                Column::Custom(_) if customs == 0 => continue,
                Column::Custom(_) => {
                    customs -= 1;
                    plan.form
                }
                Column::Released if !plan.released => continue,
                Column::Latest if plan.latest_date => Form::Full,
                Column::Latest => Form::Words,
                _ => plan.form,
            };
            let [full, words, date] = *widths;
            let width = match form {
                Form::Full => full,
                Form::Words => words,
                Form::Date => date,
            };
            let is_label = heading.column == Column::Release;
            let width = if is_label { width.min(label_limit) } else { width };
            columns.push(Fitted {
                column,
                form,
                width,
            });
        }
        Fit {
            dropped: self.columns.len() - columns.len(),
            columns,
        }
    }

    /// Cuts what is left when no plan fits: first the versions, then the label, then the rest.
    fn squeeze(&self, columns: &mut [Fitted], room: usize) {
        let order = |column: Option<Column>| match column {
            Some(Column::Latest) => (0, 8),
            Some(Column::Release) => (1, 8),
            _ => (2, 4),
        };
        for turn in 0..3 {
            for number in 0..columns.len() {
                let excess = total(columns).saturating_sub(room);
                let Some(fitted) = columns.get_mut(number) else {
                    continue;
                };
                let heading = self.columns.get(fitted.column);
                let (place, least) = order(heading.map(|heading| heading.column));
                if place == turn {
                    fitted.width -= excess.min(fitted.width.saturating_sub(least));
                }
            }
        }
    }

    /// Gives spare room to the headings that would else take two lines.
    fn stretch(&self, columns: &mut [Fitted], room: usize) {
        let mut spare = room.saturating_sub(total(columns));
        for fitted in columns {
            let Some(heading) = self.columns.get(fitted.column) else {
                continue;
            };
            let missing = heading.label.width().saturating_sub(fitted.width);
            if missing <= spare {
                fitted.width += missing;
                spare -= missing;
            }
        }
    }
}

struct Plan {
    form: Form,
    customs: usize,
    released: bool,
    latest_date: bool,
}

fn total(columns: &[Fitted]) -> usize {
    let gaps = GAP * columns.len().saturating_sub(1);
    columns.iter().map(|fitted| fitted.width).sum::<usize>() + gaps
}

/// The least width in which a label takes two lines.
fn two_lines(label: &str) -> usize {
    let breaks = label.match_indices(' ').map(|(at, _)| at);
    let halves = breaks.filter_map(|at| {
        let (first, second) = label.split_at_checked(at)?;
        Some(first.width().max(second.trim_start().width()))
    });
    halves.min().unwrap_or_else(|| label.width())
}

/// A label in one line where it fits, else in two.
#[must_use]
pub fn label_lines(label: &str, width: usize) -> [&str; 2] {
    if label.width() <= width {
        return [label, ""];
    }
    let breaks = label.match_indices(' ').map(|(at, _)| at).rev();
    let mut splits = breaks.filter_map(|at| label.split_at_checked(at));
    let fitting = splits.find(|(first, _)| first.width() <= width);
    fitting.map_or([label, ""], |(first, second)| [first, second.trim_start()])
}
