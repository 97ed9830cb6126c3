//! From the marks of the parser to positions in the text.

use saphyr_parser::Marker;

use super::Place;

/// The lines of a text, because the parser counts beyond them where something is left out or the text ends too early.
pub(super) struct Lines {
    /// How many lines of the file are above the text.
    above: usize,
    lines: Vec<Line>,
}

struct Line {
    /// The column after its last character.
    end: usize,
    /// How far the line was moved before it was parsed.
    moved: usize,
}

impl Lines {
    /// The lines of a text, each of which was moved so far before it was parsed.
    pub(super) fn of(text: &str, above: usize, moved: impl Fn(&str) -> usize) -> Self {
        let is_mixed = text.contains('\r');
        let unified = is_mixed.then(|| text.replace("\r\n", "\n").replace('\r', "\n"));
        let text = unified.as_deref().unwrap_or(text);
        let lines = text.split('\n').map(|line| Line {
            end: line.chars().count() + 1,
            moved: moved(line),
        });
        let lines = lines.collect();
        Self { above, lines }
    }

    /// The lines of a text that is parsed as it is.
    pub(super) fn plain(text: &str, above: usize) -> Self {
        Self::of(text, above, |_| 0)
    }

    /// The position of a parser's mark; the end of its line, or of the text, if the mark is beyond.
    pub(super) fn place(&self, mark: Marker) -> Place {
        let last = self.lines.len().saturating_sub(1);
        let (line, column) = match mark.line().saturating_sub(1) {
            line if line > last => (last, usize::MAX),
            line => (line, mark.col() + 1),
        };
        let column = self.lines.get(line).map_or(1, |line| {
            column.saturating_sub(line.moved).clamp(1, line.end)
        });
        let line = line + 1 + self.above;
        Place { line, column }
    }
}
