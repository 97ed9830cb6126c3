//! A line of a timeline in parts, each with what it stands for: how that looks is the theme's to say.

use std::borrow::Cow;

use super::bar::Fill;
use crate::facts::lifecycle::Health;

/// A stretch of a line that looks the same from end to end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// The text.
    pub text: Cow<'static, str>,
    /// What it stands for.
    pub meaning: Meaning,
}

/// What a part of a timeline stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meaning {
    /// Names, and blanks.
    Text,
    /// A year, or a month.
    Tick,
    /// Where a year or a month begins, and words of the legend.
    Aside,
    /// The day looked at.
    Day,
    /// How a release stands.
    Health(Health),
    /// A phase, or a time in which one begins or ends.
    Fill(Fill),
    /// A sign in front of a filling.
    Over(Fill),
    /// A cell in which active support ends and security support goes on.
    ActiveThenSecurity,
    /// What the data do not say.
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

/// Adds text to a line, to its last part where that stands for the same.
pub(super) fn push(line: &mut Vec<Part>, text: &'static str, meaning: Meaning) {
    match line.last_mut() {
        Some(last) if last.meaning == meaning => last.text.to_mut().push_str(text),
        _ => line.push(Part::new(text, meaning)),
    }
}
