//! A line of a timeline in parts, each with its meaning, whose look the theme decides.

use std::borrow::Cow;

use super::bar::Fill;
use crate::facts::lifecycle::Health;

/// A stretch of a line with one look.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// The text.
    pub text: Cow<'static, str>,
    /// Its meaning.
    pub meaning: Meaning,
}

/// The meaning of a part of a timeline.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meaning {
    /// Names and spaces.
    Text,
    /// A year, or a month.
    Tick,
    /// A mark where a year or a month starts, and the words of the legend.
    Aside,
    /// The day looked at.
    Day,
    /// The health of a release.
    Health(Health),
    /// A phase, or a period in which one starts or ends.
    Fill(Fill),
    /// A sign over a filling.
    Over(Fill),
    /// A cell in which active support ends and security support continues.
    ActiveThenSecurity,
    /// Unknown to the data.
    Unknown,
}

impl Part {
    /// A part of a line.
    pub fn new(text: impl Into<Cow<'static, str>>, meaning: Meaning) -> Self {
        Self {
            text: text.into(),
            meaning,
        }
    }
}

/// Appends text to a line: to its last part if that has the same meaning.
pub(super) fn push(line: &mut Vec<Part>, text: &'static str, meaning: Meaning) {
    match line.last_mut() {
        Some(last) if last.meaning == meaning => last.text.to_mut().push_str(text),
        _ => line.push(Part::new(text, meaning)),
    }
}
