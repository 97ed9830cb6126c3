//! Names that are cut, so that those that differ stay different.

use std::ops::Range;

use super::pane;

/// A name in its width, and the positions of the characters that are left out of its middle.
pub type Name = (String, Range<usize>);

/// Names cut at their end, or in the middle where that would make one look like another.
pub fn cut<'a>(names: impl Iterator<Item = &'a str>, width: usize) -> Vec<Name> {
    let cut: Vec<(&str, String)> = names.map(|name| (name, pane::cut(name, width))).collect();
    let has_twin = |name: &str, text: &str| {
        let mut others = cut.iter();
        others.any(|(other, cut)| *other != name && cut == text)
    };
    let names = cut.iter().map(|(name, text)| {
        if text != name && has_twin(name, text) {
            pane::cut_within(name, width)
        } else {
            (text.clone(), 0..0)
        }
    });
    names.collect()
}
