//! Wraps text. Lines break at spaces and around wide characters; a word wider than a line is broken, or
//! kept whole if the caller can cut or scroll it.

use unicode_segmentation::UnicodeSegmentation;

use super::width;

/// A text in lines of at most `width` columns; always at least one line. A single wide character may exceed
/// a narrow width.
pub fn wrapped(text: &str, width: usize) -> Vec<String> {
    lines(Wrapper::new(width), text)
}

/// A text in lines that break only at spaces, so that a long word may exceed `width`.
pub fn wrapped_at_spaces(text: &str, width: usize) -> Vec<String> {
    lines(Wrapper::at_spaces(width), text)
}

fn lines(mut wrapper: Wrapper<()>, text: &str) -> Vec<String> {
    wrapper.text(text, ());
    let lines = wrapper.lines().into_iter();
    lines
        .map(|line| line.into_iter().map(|(text, ())| text).collect())
        .collect()
}

/// A text in parts of at most `width` columns, with all its spaces; empty for an empty text.
pub fn chopped(text: &str, width: usize) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.graphemes(true).next() {
        let length = width::start_of(rest, width).len().max(first.len());
        let (part, after) = rest.split_at(length);
        parts.push(part);
        rest = after;
    }
    parts
}

/// A line as stretches of one look each.
pub type Line<L> = Vec<(String, L)>;

/// Wraps text in several looks. A word may continue from one text to the next: `**py**thon`.
#[derive(Debug)]
pub struct Wrapper<L> {
    width: usize,
    is_word_broken: bool,
    lines: Vec<Line<L>>,
    line: Line<L>,
    line_columns: usize,
    word: Line<L>,
    word_columns: usize,
    /// The look of the space before the word; `None` if there is none.
    space: Option<L>,
}

impl<L: Copy + PartialEq> Wrapper<L> {
    /// Wraps at `width` columns; 0 counts as 1.
    pub fn new(width: usize) -> Self {
        Self {
            width: width.max(1),
            is_word_broken: true,
            lines: Vec::new(),
            line: Vec::new(),
            line_columns: 0,
            word: Vec::new(),
            word_columns: 0,
            space: None,
        }
    }

    /// Wraps only at spaces.
    pub fn at_spaces(width: usize) -> Self {
        Self {
            is_word_broken: false,
            ..Self::new(width)
        }
    }

    /// Adds text. `\n` ends a line.
    pub fn text(&mut self, text: &str, look: L) {
        for (number, line) in text.split('\n').enumerate() {
            if number > 0 {
                self.end_line();
            }
            for (number, word) in line.split(' ').enumerate() {
                if number > 0 {
                    self.space(look);
                }
                self.word(word, look);
            }
        }
    }

    /// Ends the word, so that the line may break.
    pub fn space(&mut self, look: L) {
        self.end_word();
        self.space = Some(look);
    }

    /// Appends unbreakable text to the word; it moves to the next line if it does not fit.
    pub fn attach(&mut self, text: &str, look: L) {
        let more = width::of(text);
        if self.word_columns + more > self.width {
            self.end_word();
        }
        self.grow(text, more, look);
    }

    /// The lines; always at least one.
    pub fn lines(mut self) -> Vec<Line<L>> {
        self.end_word();
        self.next_line();
        self.lines
    }

    fn word(&mut self, word: &str, look: L) {
        let fits = width::is_plain(word) && self.word_columns + word.len() <= self.width;
        if fits || !self.is_word_broken {
            return self.grow(word, width::of(word), look);
        }
        for grapheme in word.graphemes(true) {
            let more = width::of(grapheme);
            if more > 1 || self.word_columns + more > self.width {
                self.end_word();
            }
            self.grow(grapheme, more, look);
            if more > 1 {
                self.end_word();
            }
        }
    }

    fn grow(&mut self, text: &str, more: usize, look: L) {
        if !text.is_empty() {
            push(&mut self.word, text, look);
            self.word_columns += more;
        }
    }

    fn end_word(&mut self) {
        if self.word.is_empty() {
            return;
        }
        let word = std::mem::take(&mut self.word);
        let columns = std::mem::take(&mut self.word_columns);
        let space = self.space.take().filter(|_| self.line_columns > 0);
        let gap = usize::from(space.is_some());
        if self.line_columns > 0 && self.line_columns + gap + columns > self.width {
            self.next_line();
        } else if let Some(look) = space {
            push(&mut self.line, " ", look);
            self.line_columns += 1;
        }
        for (text, look) in word {
            push(&mut self.line, &text, look);
        }
        self.line_columns += columns;
    }

    fn end_line(&mut self) {
        self.end_word();
        self.space = None;
        self.next_line();
    }

    fn next_line(&mut self) {
        self.lines.push(std::mem::take(&mut self.line));
        self.line_columns = 0;
    }
}

/// Appends text to a line: to its last stretch if it has the same look.
fn push<L: PartialEq>(line: &mut Line<L>, text: &str, look: L) {
    match line.last_mut() {
        Some((last, its_look)) if *its_look == look => last.push_str(text),
        _ => line.push((text.to_owned(), look)),
    }
}

#[cfg(test)]
mod tests {
    use super::{Wrapper, chopped, wrapped, wrapped_at_spaces};

    #[test]
    fn lines_break_at_spaces_and_long_words_are_broken() {
        for (text, width, lines) in [
            ("one two three", 8, &["one two", "three"][..]),
            ("one two three", 7, &["one two", "three"]),
            ("one  two ", 80, &["one two"]),
            ("one\ntwo", 80, &["one", "two"]),
            ("abcdefgh", 3, &["abc", "def", "gh"]),
            ("龙井茶", 4, &["龙井", "茶"]),
            ("", 5, &[""]),
            ("ab", 0, &["a", "b"]),
        ] {
            assert_eq!(wrapped(text, width), lines, "{text:?} in {width}");
        }
    }

    #[test]
    fn where_lines_break_at_spaces_alone_long_words_are_whole() {
        for (text, width, lines) in [
            ("Security Support", 16, &["Security Support"][..]),
            ("Security Support", 15, &["Security", "Support"]),
            ("Security  Support", 99, &["Security Support"]),
            (
                "End of Security Support",
                8,
                &["End of", "Security", "Support"],
            ),
            (
                "Incomprehensibilities of it",
                5,
                &["Incomprehensibilities", "of it"],
            ),
            ("長い 名前", 4, &["長い", "名前"]),
        ] {
            assert_eq!(wrapped_at_spaces(text, width), lines, "{text:?} in {width}");
        }
    }

    #[test]
    fn a_word_may_have_several_looks() {
        let mut wrapper = Wrapper::new(7);
        wrapper.text("**py", 1);
        wrapper.text("thon 3", 2);
        wrapper.attach("[10]", 3);
        let shown = |text: &str, look| (text.to_owned(), look);
        let lines = [
            vec![shown("**py", 1), shown("tho", 2)],
            vec![shown("n 3", 2), shown("[10]", 3)],
        ];
        assert_eq!(wrapper.lines(), lines);
    }

    #[test]
    fn chopped_text_keeps_its_spaces() {
        assert_eq!(chopped("a  bc d", 3), ["a  ", "bc ", "d"]);
        assert_eq!(chopped("龙x", 1), ["龙", "x"]);
        assert_eq!(chopped("", 3), [""; 0]);
    }
}
