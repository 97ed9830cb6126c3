//! Finds the tags of a text.

use super::expression::Reader;
use super::{LiquidFault, fault};

/// `{{ … }}` or `{% … %}`.
#[derive(Clone, Copy)]
pub(super) struct Tag<'a> {
    pub(super) at: usize,
    pub(super) is_output: bool,
    /// The code between the delimiters, without the hyphens that strip whitespace.
    pub(super) code: &'a str,
    /// Offset of the code.
    code_at: usize,
    pub(super) trims_before: bool,
    pub(super) trims_after: bool,
    /// Offset after the tag.
    pub(super) end: usize,
}

/// The first tag from an offset on.
pub(super) fn tag(text: &str, from: usize) -> Option<Result<Tag<'_>, LiquidFault>> {
    let rest = text.get(from..)?;
    let mut braces = rest.match_indices('{');
    let (at, _) =
        braces.find(|(at, _)| matches!(rest.as_bytes().get(at + 1), Some(b'{' | b'%')))?;
    Some(tag_at(text, from + at))
}

/// The tag at an offset.
fn tag_at(text: &str, at: usize) -> Result<Tag<'_>, LiquidFault> {
    let inner = text.get(at + 2..).unwrap_or_default();
    let is_output = text.as_bytes().get(at + 1) == Some(&b'{');
    let close = if is_output { "}}" } else { "%}" };
    let Some((code, _)) = inner.split_once(close) else {
        return Err(fault(at, format!("`{close}` is missing")));
    };
    let trimmed = code.strip_prefix('-').unwrap_or(code);
    Ok(Tag {
        at,
        is_output,
        code: trimmed.strip_suffix('-').unwrap_or(trimmed),
        code_at: at + 2 + code.len() - trimmed.len(),
        trims_before: code.starts_with('-'),
        trims_after: code.ends_with('-'),
        end: at + code.len() + 4,
    })
}

impl<'a> Tag<'a> {
    pub(super) fn reader(&self) -> Reader<'a> {
        Reader::new(self.code, self.code_at)
    }

    /// Whether it is `{% word %}`.
    pub(super) fn is(&self, word: &str) -> bool {
        !self.is_output && self.code.trim() == word
    }
}

/// The first `{% … %}` from an offset on.
pub(super) fn statement(text: &str, from: usize) -> Option<Result<Tag<'_>, LiquidFault>> {
    let at = text.get(from..)?.find("{%")?;
    Some(tag_at(text, from + at))
}

/// The first `{% endraw %}` from an offset on, whatever precedes it.
pub(super) fn end_of_raw(text: &str, from: usize) -> Option<Tag<'_>> {
    let rest = text.get(from..)?;
    for (at, _) in rest.match_indices("endraw") {
        let before = rest.get(..at).unwrap_or_default().trim_end();
        let before = before.strip_suffix('-').unwrap_or(before);
        if let Some(before) = before.strip_suffix("{%") {
            let tag = tag_at(text, from + before.len()).ok()?;
            if tag.is("endraw") {
                return Some(tag);
            }
        }
    }
    None
}
