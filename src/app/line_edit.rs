//! One line of text with a cursor.

use unicode_segmentation::UnicodeSegmentation;

use crate::text::clean;

/// An edit of the line, or a cursor movement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Edit {
    /// Type a character.
    Insert(char),
    /// Paste text.
    Paste(String),
    /// Delete the character before the cursor.
    Backspace,
    /// Delete the character under the cursor.
    Delete,
    /// Delete the word before the cursor.
    DeleteWord,
    /// Delete all before the cursor.
    DeleteToStart,
    /// One character to the left.
    Left,
    /// One character to the right.
    Right,
    /// To the start.
    Start,
    /// To the end.
    End,
}

/// The most characters that a line holds; pasting more drops the rest.
pub const LONGEST: usize = 200;

/// One line of text, split at the cursor.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LineEdit {
    text: String,
    /// Byte offset of the cursor, always between two graphemes.
    at: usize,
}

impl LineEdit {
    /// The text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The text before the cursor and the text after it.
    pub fn halves(&self) -> (&str, &str) {
        debug_assert!(self.text.is_char_boundary(self.at), "{self:?}");
        self.text
            .split_at_checked(self.at)
            .unwrap_or((&self.text, ""))
    }

    /// Whether the line is full.
    pub fn is_full(&self) -> bool {
        self.text.chars().count() >= LONGEST
    }

    /// Inserts text at the cursor. Line ends become spaces; control characters are dropped.
    pub fn paste(&mut self, pasted: &str) {
        let room = LONGEST.saturating_sub(self.text.chars().count());
        let clean = clean::line(pasted);
        let fitting: String = clean.chars().take(room).collect();
        self.text.insert_str(self.at, &fitting);
        self.at += fitting.len();
    }

    /// Replaces the text between a byte offset and the cursor.
    pub fn complete(&mut self, start: usize, text: &str) {
        let is_before = self.text.is_char_boundary(start) && start <= self.at;
        debug_assert!(is_before, "{start} in {self:?}");
        if is_before {
            self.remove(start, self.at);
            self.paste(text);
        }
    }

    /// Empties the line.
    pub fn clear(&mut self) {
        *self = Self::default();
    }

    /// Edits the line or moves the cursor. Returns whether the text has changed.
    pub fn edit(&mut self, edit: &Edit) -> bool {
        let (before, after) = self.halves();
        let length = self.text.len();
        let left = self.at - before.graphemes(true).next_back().map_or(0, str::len);
        let right = self.at + after.graphemes(true).next().map_or(0, str::len);
        match edit {
            Edit::Insert(c) => self.paste(c.encode_utf8(&mut [0; 4])),
            Edit::Paste(text) => self.paste(text),
            Edit::Backspace => self.remove(left, self.at),
            Edit::Delete => self.remove(self.at, right),
            Edit::DeleteWord => {
                let words = before.trim_end();
                let start = words.rfind(' ').map_or(0, |space| space + 1);
                self.remove(start, self.at);
            }
            Edit::DeleteToStart => self.remove(0, self.at),
            Edit::Left => self.at = left,
            Edit::Right => self.at = right,
            Edit::Start => self.at = 0,
            Edit::End => self.at = length,
        }
        self.text.len() != length
    }

    fn remove(&mut self, start: usize, end: usize) {
        self.text.replace_range(start..end, "");
        self.at = start;
    }
}

#[cfg(test)]
mod tests {
    use super::{Edit, LONGEST, LineEdit};

    fn typed(text: &str, edits: &[Edit]) -> (String, String) {
        let mut line = LineEdit::default();
        line.paste(text);
        for edit in edits {
            line.edit(edit);
        }
        let (before, after) = line.halves();
        (before.to_owned(), after.to_owned())
    }

    #[test]
    fn the_line_is_edited_as_in_a_shell() {
        use Edit::{Backspace, Delete, DeleteToStart, DeleteWord, End, Left, Right, Start};
        for (edits, before, after) in [
            (&[][..], "red hät", ""),
            (&[Backspace], "red hä", ""),
            (&[Left, Left], "red h", "ät"),
            (&[Left, Left, Delete], "red h", "t"),
            (&[DeleteWord], "red ", ""),
            (&[DeleteWord, DeleteWord], "", ""),
            (&[Start, Delete, Backspace], "", "ed hät"),
            (&[Left, DeleteToStart], "", "t"),
            (&[Start, Right, Left, Left, End, Right], "red hät", ""),
        ] {
            let expected = (before.to_owned(), after.to_owned());
            assert_eq!(typed("red hät", edits), expected, "{edits:?}");
        }
    }

    #[test]
    fn pasted_text_stays_on_one_line_and_within_bounds() {
        let mut line = LineEdit::default();
        line.paste("a\nb\u{1b}[2Jc");
        assert_eq!(line.text(), "a bc");
        line.paste(&"x".repeat(10_000));
        assert_eq!(line.text().chars().count(), LONGEST);
    }
}
