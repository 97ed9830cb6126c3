//! A cell in a form: its text, in parts for aligned columns, and its width.

use std::borrow::Cow;

use chrono::NaiveDate;

use super::{Form, Widths};
use crate::facts::table::{Cell, Column, Table, Tone};
use crate::facts::viewpoint::DateStyle;
use crate::facts::wording;
use crate::text::width;

impl Cell {
    /// The cell's text in a form, after its sign.
    pub fn text(&self, column: Column, form: Form, dates: DateStyle) -> Cow<'_, str> {
        let words: Cow<'_, str> = match (column, form, self.date) {
            (_, Form::Full, _) => self.dated(dates).into(),
            (Column::Release, ..) => self.short().into(),
            (Column::Latest, ..) => self.words.as_str().into(),
            (_, _, Some(date)) => dates.short().written(date).into(),
            (Column::Phase(_), ..) if self.is_sign_alone(form) => return self.tone.glyph().into(),
            _ => self.words.as_str().into(),
        };
        self.signed(words)
    }

    /// The text of [`Self::text`] in two parts: the sign with the date or words, then the time until the
    /// date. For a version, the first part is padded, and the second is its date.
    pub fn parts(
        &self,
        column: Column,
        form: Form,
        table: &Table,
        widths: &Widths,
    ) -> (String, String) {
        let dates = table.preferences.dates;
        let (Form::Left, Some(date)) = (form, self.date) else {
            return (self.text(column, form, dates).into_owned(), String::new());
        };
        let written = dates.short().written(date);
        if column == Column::Latest {
            return (
                width::padded(&self.words, widths.version),
                format!(" {written}"),
            );
        }
        let days = (date - table.day).num_days();
        let left = match self.tone {
            Tone::NotYet => format!("in {}", wording::compact(days)),
            _ => wording::left(days),
        };
        (
            self.signed(written.into()).into_owned(),
            format!("  {left}"),
        )
    }

    /// Words after the cell's sign.
    pub fn signed<'a>(&self, words: Cow<'a, str>) -> Cow<'a, str> {
        match self.tone.glyph() {
            "" => words,
            glyph => format!("{glyph} {words}").into(),
        }
    }

    pub(super) fn short(&self) -> &str {
        self.short_label.as_deref().unwrap_or(&self.words)
    }

    /// Whether a form shows only the sign of a phase without a date.
    fn is_sign_alone(&self, form: Form) -> bool {
        match form {
            Form::Full | Form::Short => false,
            Form::Left | Form::Day => self.tone == Tone::Unavailable,
            Form::Bare => self.date.is_none(),
        }
    }

    /// The width of [`Self::text`] and a link's arrow, computed without creating the text.
    pub(super) fn width(&self, column: Column, form: Form, table: &Table, version: usize) -> usize {
        let dates = table.preferences.dates;
        let left = |date: NaiveDate| {
            let days = (date - table.day).num_days();
            let direction = match self.tone {
                Tone::NotYet => "in ".len(),
                _ if days > 0 => " left".len(),
                _ if days < 0 => " ago".len(),
                _ => 0,
            };
            wording::compact(days).len() + direction + 2
        };
        let words = match (column, form, self.date) {
            (Column::Latest, Form::Left, Some(_)) => version + 1 + dates.short().width(),
            (Column::Released | Column::Phase(_), Form::Left, Some(date)) => {
                dates.short().width() + left(date)
            }
            (_, Form::Full, Some(_)) => width::of(&self.words) + dates.width() + " ()".len(),
            (_, Form::Full, None) | (Column::Latest, ..) => width::of(&self.words),
            (Column::Release, ..) => width::of(self.short()),
            (_, _, Some(_)) => dates.short().width(),
            (Column::Phase(_), ..) if self.is_sign_alone(form) => {
                return width::of(self.tone.glyph());
            }
            _ => width::of(&self.words),
        };
        let glyph = if self.tone == Tone::Plain { 0 } else { 2 };
        let arrow = if self.link.is_some() { 2 } else { 0 };
        words + glyph + arrow
    }
}
