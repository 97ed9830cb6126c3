//! Searches laid-out lines. Markers and link numbers are skipped; a line break counts as a space.

use super::{Line, Piece, Role};

/// A match, or the part of it on one line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// The line, counted from 0.
    pub line: usize,
    /// The index of its first character among all characters of the line.
    pub start: usize,
    /// The index after its last character.
    pub end: usize,
    /// The number of the match, counted from 0.
    pub number: usize,
}

/// A searchable character, in lower case, with its position; `None` for a space that stands for a line
/// break.
type Letter = (char, Option<(usize, usize)>);

/// A character that cannot be typed, so that no match spans it.
const WALL: Letter = ('\n', None);

/// All matches from top to bottom, ignoring case. An empty query matches nothing.
pub fn spans(lines: &[Line], words: &str) -> Vec<Span> {
    let words: Vec<char> = words.chars().flat_map(char::to_lowercase).collect();
    let Some(first) = words.first() else {
        return Vec::new();
    };
    let letters = letters(lines);
    let mut spans = Vec::new();
    let mut number = 0;
    let mut rest = letters.as_slice();
    while let Some(at) = rest.iter().position(|(letter, _)| letter == first) {
        let (_, here) = rest.split_at(at);
        let is_match = here.len() >= words.len()
            && here.iter().zip(&words).all(|((letter, _), c)| letter == c);
        let (matched, after) = here.split_at(if is_match { words.len() } else { 1 });
        if is_match {
            mark(matched, number, &mut spans);
            number += 1;
        }
        rest = after;
    }
    spans
}

/// Adds one span for each line that the match covers.
fn mark(letters: &[Letter], number: usize, spans: &mut Vec<Span>) {
    for (line, at) in letters.iter().filter_map(|(_, place)| *place) {
        match spans.last_mut() {
            Some(last) if last.number == number && last.line == line => last.end = at + 1,
            _ => spans.push(Span {
                line,
                start: at,
                end: at + 1,
                number,
            }),
        }
    }
}

fn letters(lines: &[Line]) -> Vec<Letter> {
    let mut letters = Vec::new();
    for (number, line) in lines.iter().enumerate() {
        letters.push((' ', None));
        let mut at = 0;
        let mut is_start = true;
        for piece in &line.pieces {
            let length = piece.text.chars().count();
            match piece.role {
                Role::Number => {}
                Role::Marker | Role::Callout(_) if is_start && is_bar(piece) => {}
                Role::Marker => letters.push(WALL),
                _ => {
                    let places = piece.text.chars().zip(at..);
                    letters.extend(places.flat_map(|(c, at)| {
                        c.to_lowercase().map(move |c| (c, Some((number, at))))
                    }));
                }
            }
            is_start &= piece.role != Role::Text && is_bar(piece);
            at += length;
        }
        if is_start {
            letters.push(WALL);
        }
    }
    letters
}

/// Whether a piece is a prefix repeated on every line.
fn is_bar(piece: &Piece) -> bool {
    matches!(piece.text.trim(), "" | "│" | "┃")
}

#[cfg(test)]
mod tests {
    use super::spans;
    use crate::text::markdown::layout::{Line, Numbers, lay_out};
    use crate::text::markdown::parse;

    fn laid_out(text: &str, width: usize) -> Vec<Line> {
        lay_out(&parse(text), width, Numbers::Raised)
    }

    /// Line, start, end and number of each span.
    fn found(text: &str, width: usize, words: &str) -> Vec<(usize, usize, usize, usize)> {
        let spans = spans(&laid_out(text, width), words);
        let numbers = spans.iter();
        numbers
            .map(|span| (span.line, span.start, span.end, span.number))
            .collect()
    }

    #[test]
    fn words_are_found_in_any_case_and_over_the_end_of_a_line() {
        for (text, width, words, expected) in [
            (
                "One two one.",
                80,
                "one",
                &[(0, 0, 3, 0), (0, 8, 11, 1)][..],
            ),
            ("ÄÖ straße", 80, "äö", &[(0, 0, 2, 0)]),
            ("one two", 80, "", &[]),
            ("one two", 80, "three", &[]),
            ("aaaa", 80, "aa", &[(0, 0, 2, 0), (0, 2, 4, 1)]),
            ("one two", 4, "one two", &[(0, 0, 3, 0), (1, 0, 3, 0)]),
            ("> one two", 5, "one two", &[(0, 2, 5, 0), (1, 2, 5, 0)]),
            ("- one two", 6, "one two", &[(0, 2, 5, 0), (1, 2, 5, 0)]),
        ] {
            assert_eq!(found(text, width, words), expected, "{words:?} in {text:?}");
        }
    }

    #[test]
    fn nothing_is_found_across_paragraphs_items_and_cells() {
        for text in [
            "one\n\ntwo",
            "- one\n- two",
            "| one | two |\n| --- | --- |\n",
        ] {
            assert_eq!(found(text, 80, "one two"), [], "{text:?}");
            assert_eq!(found(text, 80, "two").len(), 1, "{text:?}");
        }
    }

    #[test]
    fn markers_and_numbers_are_no_text() {
        assert_eq!(found("- one", 80, "•"), []);
        assert_eq!(found("[one](https://x) two", 80, "¹"), []);
        assert_eq!(found("[one](https://x) two", 80, "one two"), [(0, 0, 8, 0)]);
    }
}
