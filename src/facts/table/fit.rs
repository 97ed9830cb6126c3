//! Which columns a table shows in a given width, and in which form.

mod cell;
mod plan;

use self::plan::Plan;
use super::{Cell, Column, Table};
use crate::text::width;
use crate::text::wrap::wrapped_at_spaces;

/// How much of its cells a column shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Form {
    /// Words and date: `Ended 2 years ago (30 Sep 2023)`.
    Full,
    /// The date, so that dates are aligned, and the time until it: `2030-11-14  4y 2m left`.
    Left,
    /// Only the date, or words if there is none; only the sign if the product does not have the phase.
    Day,
    /// Only the date, `2023-09-30`, or words if there is none; a release's name without its code name.
    Short,
    /// Like [`Self::Short`], but only the sign if a phase has no date.
    Bare,
}

/// The columns that fit.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Fit {
    /// Columns from left to right.
    pub columns: Vec<Fitted>,
    /// How many are left out.
    pub dropped: usize,
    /// The width of the lines of lives after the columns; 0 if there is no room for them.
    pub life: usize,
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

/// The widths of a table's columns in each form, over the visible rows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Widths {
    columns: Vec<[usize; FORMS]>,
    /// The longest version, for aligning the dates after versions.
    version: usize,
    /// Whether any row has a line of its life.
    has_lives: bool,
    /// The width from which the short names of releases differ.
    apart: usize,
}

/// Terminal columns between two columns.
pub const GAP: usize = 2;

/// How many forms there are.
const FORMS: usize = 5;
/// The least and the greatest length of the line of a life.
const LIFE: (usize, usize) = (6, 20);

/// The most lines that headings may take.
pub const HEADING_LINES: usize = 3;

impl Table {
    /// The widths of the first `shown` rows.
    pub fn widths(&self, shown: usize) -> Widths {
        const ALL: [Form; FORMS] = [Form::Full, Form::Left, Form::Day, Form::Short, Form::Bare];
        let cells = |number: usize| {
            let rows = self.rows.iter().take(shown);
            rows.filter_map(move |row| row.cells.get(number))
        };
        let mut columns = self.columns.iter();
        let latest = columns.position(|heading| heading.column == Column::Latest);
        let versions = latest.into_iter().flat_map(cells);
        let version = versions.map(|cell| width::of(&cell.words)).max();
        let version = version.unwrap_or(0);
        let columns = self.columns.iter().enumerate();
        let widths = columns.map(|(number, heading)| {
            let least = heading_width(&heading.label);
            ALL.map(|form| {
                let widths =
                    cells(number).map(|cell| cell.width(heading.column, form, self, version));
                widths.max().unwrap_or(0).max(least)
            })
        });
        Widths {
            columns: widths.collect(),
            version,
            has_lives: self.rows.iter().take(shown).any(|row| row.life.is_some()),
            apart: self.apart(shown),
        }
    }

    /// The least width in which names cut at their end still differ.
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
            // Up to the first differing letter, plus the ellipsis; or the shorter of the two names.
            (alike + 2).min(width::of(one))
        });
        widths.max().unwrap_or(0)
    }

    /// The columns that fit into a width; their words take precedence over less important columns.
    pub fn fit(&self, widths: &Widths, room: usize) -> Fit {
        let plans = plan::plans(self.customs(), self.preferences.drop_first);
        self.fit_by(plans, widths, room)
    }

    /// The columns that fit into a width with aligned dates, and with lines of lives if there is room. In a
    /// zoomed table, columns take precedence over words.
    pub fn fit_aligned(&self, widths: &Widths, room: usize, is_zoomed: bool) -> Fit {
        let (customs, drop_first) = (self.customs(), self.preferences.drop_first);
        if is_zoomed {
            self.fit_by(plan::aligned_columns(customs, drop_first), widths, room)
        } else {
            self.fit_by(plan::aligned(customs, drop_first), widths, room)
        }
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
            if total(&last.columns) + last.taken_by_lives() <= room {
                break;
            }
        }
        let columns = room.saturating_sub(last.taken_by_lives());
        self.squeeze(&mut last.columns, columns);
        self.stretch(&mut last.columns, widths, columns);
        if last.life > 0 {
            let spare = room.saturating_sub(total(&last.columns) + GAP);
            last.life = spare.min(LIFE.1);
        }
        last
    }

    /// The column labels line by line, aligned at the bottom, with a part for each visible column. The last
    /// line of a long label holds its rest.
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
        let has_lives = plan.has_lives() && widths.has_lives;
        Fit {
            dropped: self.columns.len() - columns.len(),
            columns,
            life: if has_lives { LIFE.0 } else { 0 },
        }
    }

    /// Cuts the release's name if no plan fits; dates are never cut.
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

impl Fit {
    /// Whether an end has room for its sentence: `Ends in 4 years (14 Nov 2030)`.
    pub fn has_sentences(&self, table: &Table) -> bool {
        let mut phases = self.columns.iter().filter(|fitted| {
            let heading = table.columns.get(fitted.column);
            heading.is_some_and(|heading| matches!(heading.column, Column::Phase(_)))
        });
        phases.any(|fitted| fitted.form == Form::Full)
    }

    /// The width of the lines of lives, with the gap before them.
    fn taken_by_lives(&self) -> usize {
        if self.life > 0 { self.life + GAP } else { 0 }
    }
}

impl Widths {
    fn of(&self, column: usize, form: Form) -> usize {
        let widths = self.columns.get(column);
        let width = widths.and_then(|widths| widths.get(form as usize));
        width.copied().unwrap_or_default()
    }
}

fn total(columns: &[Fitted]) -> usize {
    let gaps = GAP * columns.len().saturating_sub(1);
    columns.iter().map(|fitted| fitted.width).sum::<usize>() + gaps
}

/// The least width in which a heading needs no more than its lines, up to the width of a date.
fn heading_width(label: &str) -> usize {
    let longest = label.split(' ').map(width::of).max();
    let mut width = longest.unwrap_or(0).min(12);
    while width < 12 && wrapped_at_spaces(label, width).len() > HEADING_LINES {
        width += 1;
    }
    width
}
