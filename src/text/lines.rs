//! Converts byte offsets of a text to positions.

use crate::text::yaml::Place;

/// The lines of a text, indexed once.
#[derive(Debug)]
pub struct Lines<'a> {
    text: &'a str,
    starts: Vec<usize>,
    /// How many characters begin before every [`STEP`]th byte, so that none is counted again and again where a file
    /// is one line.
    counted: Vec<usize>,
}

const STEP: usize = 128;

impl<'a> Lines<'a> {
    /// Indexes the lines of a text.
    pub fn new(text: &'a str) -> Self {
        let ends = memchr::memchr_iter(b'\n', text.as_bytes());
        let starts = std::iter::once(0).chain(ends.map(|end| end + 1));
        let counts = text.as_bytes().chunks(STEP).scan(0, |counted, chunk| {
            *counted += beginning_in(chunk);
            Some(*counted)
        });
        Self {
            text,
            starts: starts.collect(),
            counted: std::iter::once(0).chain(counts).collect(),
        }
    }

    /// The position of a byte; an offset beyond the text counts as its end.
    pub fn place(&self, at: usize) -> Place {
        let at = at.min(self.text.len());
        let line = self.starts.partition_point(|start| *start <= at).max(1);
        let start = self.starts.get(line - 1).copied().unwrap_or_default();
        let column = 1 + self.characters(at) - self.characters(start);
        Place { line, column }
    }

    /// How many characters begin before a byte.
    fn characters(&self, end: usize) -> usize {
        let step = end / STEP;
        let rest = self.text.as_bytes().get(step * STEP..end);
        self.counted.get(step).unwrap_or(&0) + beginning_in(rest.unwrap_or_default())
    }
}

/// How many characters begin in a part of a text.
fn beginning_in(bytes: &[u8]) -> usize {
    let begins = |byte: &&u8| !matches!(byte, 0x80..0xc0);
    bytes.iter().filter(begins).count()
}

/// The start of a text: at most `most` bytes, in whole characters.
pub fn begun(text: &str, most: usize) -> &str {
    let ends = (0..=most.min(text.len())).rev();
    let mut starts = ends.filter_map(|end| text.get(..end));
    starts.next().unwrap_or_default()
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
    use super::{Lines, STEP, numbered, place_in};

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
    fn places_in_a_long_line_are_those_of_its_characters() {
        let text = format!("a\n{}", "é1".repeat(2 * STEP));
        let lines = Lines::new(&text);
        for (number, (at, _)) in text.char_indices().enumerate().skip(2) {
            let place = lines.place(at);
            assert_eq!((place.line, place.column), (2, number - 1));
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
