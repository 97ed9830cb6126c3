//! Inline text to lines, with the number of each link behind it.

use super::{Numbers, Piece, Role};
use crate::text::markdown::{Run, Style};
use crate::text::width;
use crate::text::wrap::Wrapper;

/// Inline text in lines of at most `width` columns; never none.
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

/// Columns that runs take on one line.
pub fn width_of(runs: &[Run], numbers: Numbers) -> usize {
    let widths = numbered(runs).map(|(run, number)| {
        let number = number.map_or(0, |link| {
            width::of(&numbers.text(link + 1)) + usize::from(is_verbatim(run))
        });
        width::of(&run.text) + number
    });
    widths.sum()
}

/// Each run, with its link where the link ends with it.
fn numbered(runs: &[Run]) -> impl Iterator<Item = (&Run, Option<usize>)> {
    let after = runs.iter().skip(1).map(|run| run.link).chain([None]);
    let pairs = runs.iter().zip(after);
    pairs.map(|(run, after)| (run, run.link.filter(|_| after != run.link)))
}

/// Whether a run may be copied as it is, so that no number may touch it.
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

/// A number in raised digits, as references have it in print.
fn raised(number: usize) -> String {
    const RAISED: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    let digits = number.to_string();
    let digits = digits.bytes().map(|digit| usize::from(digit - b'0'));
    digits.filter_map(|digit| RAISED.get(digit)).collect()
}
