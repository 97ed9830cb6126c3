//! Finding a text in the page.

use super::{Browse, Pane};
use crate::app::Notice;
use crate::app::cursor::{Scroll, Way};
use crate::app::line_edit::{Edit, LineEdit};
use crate::text::markdown::layout::Line;
use crate::text::markdown::layout::find::{self, Span};

/// Why there is no next match.
pub(in crate::app) const NOTHING_TO_FIND: &str = "Search this page first.";

/// A text to find in a page, and its matches.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Find {
    /// The text.
    pub line: LineEdit,
    /// The matches in the page, as laid out last.
    pub spans: Vec<Span>,
    /// The index of the current match.
    pub current: usize,
    /// The scroll position before finding.
    pub(super) before: Scroll,
}

impl Find {
    /// The number of matches.
    pub fn count(&self) -> usize {
        self.spans.last().map_or(0, |last| last.number + 1)
    }

    /// The same search in other lines.
    #[must_use]
    pub fn within(mut self, lines: &[Line]) -> Self {
        self.spans = find::spans(lines, self.line.text());
        self.current = self.current.min(self.count().saturating_sub(1));
        self
    }

    /// The line where the current match starts.
    pub(super) fn here(&self) -> Option<usize> {
        let current = |span: &&Span| span.number == self.current;
        Some(self.spans.iter().find(current)?.line)
    }
}

impl Browse {
    /// Opens an empty find line.
    pub(in crate::app) fn find(&mut self) {
        let Some(shown) = &mut self.shown else { return };
        shown.find = Find {
            before: shown.scroll,
            ..Find::default()
        };
        self.focus_on(Pane::Find);
    }

    /// Whether there is text to find.
    pub(in crate::app) fn is_finding(&self) -> bool {
        let shown = self.shown.as_ref();
        shown.is_some_and(|shown| !shown.find.line.text().is_empty())
    }

    /// Edits the text to find.
    pub(in crate::app) fn edit_find(&mut self, edit: &Edit) {
        let Some(shown) = &mut self.shown else { return };
        shown.find.line.edit(edit);
        shown.find();
    }

    /// Ends finding; if the line is still open, the page returns to its scroll position.
    pub(in crate::app) fn end_find(&mut self) {
        let Some(shown) = &mut self.shown else { return };
        if self.focus == Pane::Find {
            shown.scroll = shown.find.before;
        }
        shown.find = Find::default();
        self.focus_on(Pane::Page);
    }

    /// Goes to the next or previous match; the first follows the last.
    pub(super) fn go_to_match(&mut self, way: Way) -> Option<Notice> {
        let shown = self.shown.as_mut()?;
        let (here, count) = (shown.find.current, shown.find.count());
        let (next, words) = match way {
            _ if shown.find.line.text().is_empty() => {
                return Some(Notice::Failed(NOTHING_TO_FIND.to_owned()));
            }
            _ if count == 0 => (0, Some("Not found on this page.")),
            Way::Next if here + 1 < count => (here + 1, None),
            Way::Next => (0, Some("Continued from the top.")),
            Way::Previous if here > 0 => (here - 1, None),
            Way::Previous => (count - 1, Some("Continued from the bottom.")),
        };
        shown.find.current = next;
        shown.go_to_match();
        words.map(|words| match count {
            0 => Notice::Failed(words.to_owned()),
            _ => Notice::Done(words.to_owned()),
        })
    }
}
