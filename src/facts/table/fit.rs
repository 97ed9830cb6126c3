//! Which columns a table shows in a given width, and in which form.

mod plan;

use std::borrow::Cow;

use self::plan::Plan;
use super::{Cell, Column, Table, Tone};
use crate::facts::viewpoint::DateStyle;
use crate::text::width;
use crate::text::wrap::wrapped_at_spaces;

/// How much of its cells a column shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Form {
    /// Words and date: `Ended 2 years ago (30 Sep 2023)`.
    Full,
    /// The date alone, `2023-09-30`, or words where there is none; a release's name without its code
    /// name.
    Short,
    /// As [`Self::Short`]; where a phase has no date, its sign alone.
    Bare,
}

/// The columns that fit.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
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
pub struct Widths {
    columns: Vec<[usize; 3]>,
    /// In this width the short names of the releases can be told apart.
    apart: usize,
}

/// Terminal columns between two columns.
pub const GAP: usize = 2;

/// Lines that the headings may take.
pub const HEADING_LINES: usize = 3;

impl Cell {
    /// The cell's text in a form, its glyph before it.
    pub fn text(&self, column: Column, form: Form, dates: DateStyle) -> Cow<'_, str> {
        let words: Cow<'_, str> = match (column, form, self.date) {
            (_, Form::Full, _) => self.dated(dates).into(),
            (Column::Release, ..) => self.short().into(),
            (Column::Latest, ..) => self.words.as_str().into(),
            (_, _, Some(date)) => dates.short().written(date).into(),
            (Column::Phase(_), Form::Bare, None) => return self.tone.glyph().into(),
            _ => self.words.as_str().into(),
        };
        self.signed(words)
    }

    /// Words with the cell's glyph before them.
    pub fn signed<'a>(&self, words: Cow<'a, str>) -> Cow<'a, str> {
        match self.tone.glyph() {
            "" => words,
            glyph => format!("{glyph} {words}").into(),
        }
    }

    fn short(&self) -> &str {
        self.short_label.as_deref().unwrap_or(&self.words)
    }

    /// The columns of [`Self::text`] and of the arrow of a link, without making the text.
    fn width(&self, column: Column, form: Form, dates: DateStyle) -> usize {
        let words = match (column, form, self.date) {
            (_, Form::Full, Some(_)) => width::of(&self.words) + dates.width() + " ()".len(),
            (_, Form::Full, None) | (Column::Latest, ..) => width::of(&self.words),
            (Column::Release, ..) => width::of(self.short()),
            (_, _, Some(_)) => dates.short().width(),
            (Column::Phase(_), Form::Bare, None) => return width::of(self.tone.glyph()),
            _ => width::of(&self.words),
        };
        let glyph = if self.tone == Tone::Plain { 0 } else { 2 };
        let arrow = if self.link.is_some() { 2 } else { 0 };
        words + glyph + arrow
    }
}

impl Table {
    /// The widths of the first `shown` rows.
    pub fn widths(&self, shown: usize) -> Widths {
        let dates = self.preferences.dates;
        let columns = self.columns.iter().enumerate();
        let widths = columns.map(|(number, heading)| {
            let least = heading_width(&heading.label);
            [Form::Full, Form::Short, Form::Bare].map(|form| {
                let rows = self.rows.iter().take(shown);
                let cells = rows.filter_map(|row| row.cells.get(number));
                let widest = cells
                    .map(|cell| cell.width(heading.column, form, dates))
                    .max();
                widest.unwrap_or(0).max(least)
            })
        });
        Widths {
            columns: widths.collect(),
            apart: self.apart(shown),
        }
    }

    /// The least width in which names that are cut at their end still differ.
    fn apart(&self, shown: usize) -> usize {
        let cells = self.rows.iter().take(shown);
        let cells = cells.filter_map(|row| row.cells.first());
        let mut names: Vec<&str> = cells.map(Cell::short).collect();
        names.sort_unstable();
        let pairs = names.iter().zip(names.iter().skip(1));
        let widths = pairs.map(|(one, next)| {
            let letters = one.char_indices().zip(next.chars());
            let mut other = letters.filter(|((_, one), next)| one != next);
            let alike = other
                .next()
                .map_or(one.len().min(next.len()), |((at, _), _)| at);
            let alike = width::of(one.split_at(alike).0);
            // The first letter that differs and the sign of the cut, or the shorter of the two names.
            (alike + 2).min(width::of(one))
        });
        widths.max().unwrap_or(0)
    }

    /// The columns that fit into a width: their words come before columns that matter less.
    pub fn fit(&self, widths: &Widths, room: usize) -> Fit {
        let plans = plan::plans(self.customs(), self.preferences.drop_first);
        self.fit_by(plans, widths, room)
    }

    /// The same where as many columns as possible are wanted: they come before words.
    pub fn fit_columns(&self, widths: &Widths, room: usize) -> Fit {
        let plans = plan::plans_of_columns(self.customs(), self.preferences.drop_first);
        self.fit_by(plans, widths, room)
    }

    fn customs(&self) -> usize {
        let is_custom = |column| matches!(column, Column::Custom(_));
        let columns = self.columns.iter();
        columns.filter(|heading| is_custom(heading.column)).count()
    }

    fn fit_by(&self, plans: impl Iterator<Item = Plan>, widths: &Widths, room: usize) -> Fit {
        let mut last = Fit::default();
        for plan in plans {
            last = self.planned(plan, widths, room);
            if total(&last.columns) <= room {
                break;
            }
        }
        self.squeeze(&mut last.columns, room);
        self.stretch(&mut last.columns, widths, room);
        last
    }

    /// The column labels line by line, aligned at the bottom, with a part for each column that fits. The
    /// last line of a label that needs more lines holds the rest.
    pub fn heading_rows(&self, fit: &Fit) -> Vec<Vec<String>> {
        let labels = fit.columns.iter().map(|fitted| {
            let mut lines = wrapped_at_spaces(self.label(fitted), fitted.width);
            let rest = lines.split_off(lines.len().min(HEADING_LINES - 1));
            lines.extend((!rest.is_empty()).then(|| rest.join(" ")));
            lines
        });
        let labels: Vec<Vec<String>> = labels.collect();
        let height = labels.iter().map(Vec::len).max().unwrap_or(0);
        let part = |label: &Vec<String>, row: usize| {
            let line = row.checked_sub(height - label.len());
            line.and_then(|line| label.get(line).cloned())
        };
        let row = |row| {
            let parts = labels
                .iter()
                .map(|label| part(label, row).unwrap_or_default());
            parts.collect()
        };
        (0..height).map(row).collect()
    }

    fn label(&self, fitted: &Fitted) -> &str {
        let heading = self.columns.get(fitted.column);
        heading.map_or("", |heading| heading.label.as_str())
    }

    fn planned(&self, plan: Plan, widths: &Widths, room: usize) -> Fit {
        let mut customs = 0;
        let mut columns = Vec::new();
        for (column, heading) in self.columns.iter().enumerate() {
            let form = plan.form_of(heading.column, customs);
            customs += usize::from(matches!(heading.column, Column::Custom(_)));
            let Some(form) = form else { continue };
            let natural = widths.of(column, form);
            columns.push(Fitted {
                column,
                form,
                width: natural.min(plan.limit_of(heading.column, room, widths.apart)),
            });
        }
        Fit {
            dropped: self.columns.len() - columns.len(),
            columns,
        }
    }

    /// Cuts the release's name when no plan fits; a day is never cut.
    fn squeeze(&self, columns: &mut [Fitted], room: usize) {
        let excess = total(columns).saturating_sub(room);
        let is_name = |fitted: &&mut Fitted| {
            let heading = self.columns.get(fitted.column);
            heading.is_some_and(|heading| heading.column == Column::Release)
        };
        if let Some(name) = columns.iter_mut().find(is_name) {
            let least = name.width.min(plan::LEAST_NAME);
            name.width = name.width.saturating_sub(excess).max(least);
        }
    }

    /// Gives spare room to columns that were cut, then to headings that would be cut, then to headings of
    /// several lines.
    fn stretch(&self, columns: &mut [Fitted], widths: &Widths, room: usize) {
        let mut spare = room.saturating_sub(total(columns));
        for fitted in columns.iter_mut() {
            let missing = widths.of(fitted.column, fitted.form);
            let missing = missing.saturating_sub(fitted.width).min(spare);
            fitted.width += missing;
            spare -= missing;
        }
        for fitted in columns.iter_mut() {
            while spare > 0
                && wrapped_at_spaces(self.label(fitted), fitted.width).len() > HEADING_LINES
            {
                fitted.width += 1;
                spare -= 1;
            }
        }
        for fitted in columns {
            let missing = width::of(self.label(fitted)).saturating_sub(fitted.width);
            if missing <= spare {
                fitted.width += missing;
                spare -= missing;
            }
        }
    }
}

impl Widths {
    fn of(&self, column: usize, form: Form) -> usize {
        let [full, short, bare] = self.columns.get(column).copied().unwrap_or_default();
        match form {
            Form::Full => full,
            Form::Short => short,
            Form::Bare => bare,
        }
    }
}

fn total(columns: &[Fitted]) -> usize {
    let gaps = GAP * columns.len().saturating_sub(1);
    columns.iter().map(|fitted| fitted.width).sum::<usize>() + gaps
}

/// The least width in which a heading takes no more than its lines, up to the width of a date.
fn heading_width(label: &str) -> usize {
    let longest = label.split(' ').map(width::of).max();
    let mut width = longest.unwrap_or(0).min(12);
    while width < 12 && wrapped_at_spaces(label, width).len() > HEADING_LINES {
        width += 1;
    }
    width
}
