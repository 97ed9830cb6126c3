//! Converts byte offsets of a text to positions.

use crate::text::yaml::Place;

/// The lines of a text, indexed once.
#[derive(Debug)]
pub struct Lines<'a> {
    text: &'a str,
    starts: Vec<usize>,
}

impl<'a> Lines<'a> {
    /// Indexes the lines of a text.
    pub fn new(text: &'a str) -> Self {
        let ends = memchr::memchr_iter(b'\n', text.as_bytes());
        let starts = std::iter::once(0).chain(ends.map(|end| end + 1));
        Self {
            text,
            starts: starts.collect(),
        }
    }

    /// The position of a byte; an offset beyond the text counts as its end.
    pub fn place(&self, at: usize) -> Place {
        let at = at.min(self.text.len());
        let line = self.starts.partition_point(|start| *start <= at).max(1);
        let start = self.starts.get(line - 1).copied().unwrap_or_default();
        let before = self.text.get(start..at).unwrap_or_default();
        Place::line(line).after(before)
    }
}

/// Whether a text has a part; faster than `str::contains` in long texts.
pub fn has(text: &str, part: &str) -> bool {
    memchr::memmem::find(text.as_bytes(), part.as_bytes()).is_some()
}

/// The lines of a text, numbered from 1, without line ends and without a byte order mark.
pub fn numbered(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    text.lines()
        .enumerate()
        .map(|(index, line)| (index + 1, line))
}

/// The position of a part of a line, which must be a slice of it.
pub fn place_in(line: usize, whole: &str, part: &str) -> Place {
    let from = (part.as_ptr() as usize).saturating_sub(whole.as_ptr() as usize);
    let before = whole.get(..from).unwrap_or(whole);
    Place::line(line).after(before)
}

#[cfg(test)]
mod tests {
    use super::{Lines, numbered, place_in};

    #[test]
    fn bytes_have_places() {
        let lines = Lines::new("ab\né c\n\nd");
        for (at, line, column) in [
            (0, 1, 1),
            (2, 1, 3),
            (3, 2, 1),
            (6, 2, 3),
            (9, 4, 1),
            (99, 4, 2),
        ] {
            let place = lines.place(at);
            assert_eq!((place.line, place.column), (line, column), "{at}");
        }
    }

    #[test]
    fn parts_of_lines_have_places() {
        let text = "\u{feff}a\r\n é node";
        let (number, line) = numbered(text).last().unwrap();
        let place = place_in(number, line, line.get(4..).unwrap());
        assert_eq!((place.line, place.column), (2, 4));
        assert_eq!(numbered(text).next(), Some((1, "a")));
    }
}
