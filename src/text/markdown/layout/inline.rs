//! Lays out inline text, with the number of each link after it.

use super::{Numbers, Piece, Role};
use crate::text::markdown::{Run, Style};
use crate::text::width;
use crate::text::wrap::Wrapper;

/// Inline text in lines of at most `width` columns; always at least one line.
pub fn fill(runs: &[Run], role: Role, width: usize, numbers: Numbers) -> Vec<Vec<Piece>> {
    let mut wrapper = Wrapper::new(width);
    for (run, number) in numbered(runs) {
        wrapper.text(&run.text, (role, run.style, run.link));
        let Some(link) = number else { continue };
        let look = (Role::Number, Style::default(), Some(link));
        if is_verbatim(run) {
            wrapper.space(look);
        }
        wrapper.attach(&numbers.text(link + 1), look);
    }
    let piece = |(text, (role, style, link))| Piece {
        text,
        role,
        style,
        link,
    };
    let lines = wrapper.lines().into_iter();
    lines
        .map(|line| line.into_iter().map(piece).collect())
        .collect()
}

/// The columns that runs take on one line.
pub fn width_of(runs: &[Run], numbers: Numbers) -> usize {
    let widths = numbered(runs).map(|(run, number)| {
        let number = number.map_or(0, |link| {
            width::of(&numbers.text(link + 1)) + usize::from(is_verbatim(run))
        });
        width::of(&run.text) + number
    });
    widths.sum()
}

/// Each run, with the number of its link if the link ends there.
fn numbered(runs: &[Run]) -> impl Iterator<Item = (&Run, Option<usize>)> {
    let after = runs.iter().skip(1).map(|run| run.link).chain([None]);
    let pairs = runs.iter().zip(after);
    pairs.map(|(run, after)| (run, run.link.filter(|_| after != run.link)))
}

/// Whether the run might be copied verbatim, so that a number must not touch it.
fn is_verbatim(run: &Run) -> bool {
    run.style.code || run.text.contains("://")
}

impl Numbers {
    fn text(self, number: usize) -> String {
        match self {
            Self::Raised => raised(number),
            Self::Bracketed => format!("[{number}]"),
        }
    }
}

/// A number in superscript digits.
fn raised(number: usize) -> String {
    const RAISED: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    let digits = number.to_string();
    let digits = digits.bytes().map(|digit| usize::from(digit - b'0'));
    digits.filter_map(|digit| RAISED.get(digit)).collect()
}
