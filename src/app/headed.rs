//! A list of lines under headings, with its selection: which lines can be selected, and how to move among them.

use std::ops::Range;

use super::cursor::{Cursor, Rows, Step, Way};

/// A line of a list with headings.
pub trait Line: Copy + PartialEq {
    /// Whether it is the heading of a group.
    fn is_heading(self) -> bool;

    /// Whether it can be selected; a heading cannot.
    fn is_selectable(self) -> bool {
        !self.is_heading()
    }
}

/// Lines under headings. They are numbered from below the first heading, which always stays above them.
#[derive(Debug)]
pub struct Headed<L> {
    /// The first is a heading.
    all: Vec<L>,
    cursor: Cursor,
}

impl<L> Default for Headed<L> {
    fn default() -> Self {
        let (all, cursor) = (Vec::new(), Cursor::default());
        Self { all, cursor }
    }
}

impl<L: Line> Headed<L> {
    /// Adds a group, unless it is empty.
    pub(super) fn add(&mut self, heading: L, lines: impl IntoIterator<Item = L>) {
        let mut lines = lines.into_iter().peekable();
        if lines.peek().is_some() {
            self.all.push(heading);
            self.all.extend(lines);
            self.cursor.resize(self.count());
        }
    }

    /// Adds a line below the last one; there has to be a group.
    pub(super) fn push(&mut self, line: L) {
        debug_assert!(!self.is_empty(), "the first line is a heading");
        self.all.push(line);
        self.cursor.resize(self.count());
    }

    /// Takes other lines; the number of the selected one stays if there is such a line.
    pub(super) fn replace(&mut self, lines: Self) {
        self.all = lines.all;
        self.cursor.resize(self.count());
    }

    /// Whether there is no group.
    pub(super) fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// The number of lines below the first heading.
    pub fn count(&self) -> usize {
        self.all.len().saturating_sub(1)
    }

    /// A line; `None` beyond the last.
    pub fn get(&self, number: usize) -> Option<L> {
        self.all.get(number + 1).copied()
    }

    /// The number of the selected line.
    pub fn selected(&self) -> usize {
        self.cursor.selected()
    }

    /// The selected line; `None` if there is none.
    pub fn line(&self) -> Option<L> {
        self.get(self.selected())
    }

    /// The heading above a line.
    pub fn heading_above(&self, number: usize) -> Option<L> {
        let above = self.all.get(..=number).unwrap_or_default().iter();
        above.copied().rfind(|line| line.is_heading())
    }

    /// The visible lines in so many rows; the heading above the first of them is drawn above all. A heading at the
    /// top takes its place there, so that no heading stands above another.
    pub fn window(&self, height: usize) -> Range<usize> {
        let window = self.cursor.window(height);
        if self.get(window.start).is_some_and(L::is_heading) {
            window.start + 1..self.count().min(window.end + 1)
        } else {
            window
        }
    }

    /// The number of a line.
    pub(super) fn number_of(&self, line: L) -> Option<usize> {
        (0..self.count()).find(|number| self.get(*number) == Some(line))
    }

    fn is_selectable(&self, number: usize) -> bool {
        self.get(number).is_some_and(L::is_selectable)
    }

    /// Selects a line.
    pub(super) fn select(&mut self, number: usize) {
        self.cursor.select(number);
    }

    /// Selects a line, otherwise the nearest one that can be selected, from there on or before it.
    pub(super) fn select_near(&mut self, number: usize) {
        let is_selectable = |number: &usize| self.is_selectable(*number);
        let below = (number..self.count()).find(is_selectable);
        let near = below.or_else(|| (0..number.min(self.count())).rfind(is_selectable));
        self.select(near.unwrap_or(0));
    }
}

impl<L: Line> Rows for Headed<L> {
    fn is_unseen(&self) -> bool {
        self.cursor.is_unseen()
    }

    fn seen(&mut self, height: usize) {
        self.cursor.seen(height);
    }

    /// Skips headings.
    fn step(&mut self, step: Step) {
        let before = self.selected();
        let last = (0..self.count()).rfind(|number| self.is_selectable(*number));
        self.cursor
            .step_within(step, last.map_or(0, |last| last + 1));
        let line = self.selected();
        if self.get(line).is_some_and(L::is_heading) {
            self.select(if line < before { line - 1 } else { line + 1 });
        }
    }

    fn jump(&mut self, way: Way) {
        // The line below a heading has the number that the heading has among all lines.
        let lines = self.all.iter().enumerate();
        let headings = lines.filter(|(_, line)| line.is_heading());
        let (mut starts, selected) = (headings.map(|(number, _)| number), self.selected());
        let start = match way {
            Way::Next => starts.find(|start| *start > selected),
            Way::Previous => starts.rfind(|start| *start < selected),
        };
        self.select(start.unwrap_or(selected));
    }

    fn point_at(&mut self, number: usize) -> bool {
        let is_selectable = self.is_selectable(number);
        if is_selectable {
            self.select(number);
        }
        is_selectable
    }
}

#[cfg(test)]
mod tests {
    use super::{Headed, Line};
    use crate::app::cursor::{Rows, Step, Way};

    /// A heading in capitals, a note that cannot be selected, or a row.
    impl Line for char {
        fn is_heading(self) -> bool {
            self.is_uppercase()
        }

        fn is_selectable(self) -> bool {
            self.is_lowercase()
        }
    }

    /// Below `A`: `a`, `b`, `C`, `d`, and a note.
    fn lines() -> Headed<char> {
        let mut lines = Headed::default();
        lines.add('A', ['a', 'b']);
        lines.add('B', []);
        lines.add('C', ['d', '1']);
        lines
    }

    #[test]
    fn lines_are_numbered_from_below_the_first_heading() {
        let lines = lines();
        let all: String = (0..lines.count()).filter_map(|it| lines.get(it)).collect();
        assert_eq!(all, "abCd1");
        let above = (0..=5).map(|number| lines.heading_above(number).unwrap());
        assert_eq!(above.collect::<String>(), "AAACCC");
        assert_eq!(lines.number_of('d'), Some(3));
        assert_eq!(Headed::<char>::default().heading_above(0), None);
    }

    #[test]
    fn a_heading_at_the_top_is_left_to_the_line_above() {
        let mut lines = Headed::default();
        lines.add('A', ['a', 'b', 'c']);
        lines.add('B', ['d', 'e', 'f']);
        lines.select(5);
        assert_eq!(lines.window(4), 4..7, "the last lines");
        lines.add('g', ['h', 'i']);
        for (selected, window) in [(2, 0..4), (5, 4..8), (6, 4..8), (9, 6..10)] {
            lines.select(selected);
            assert_eq!(lines.window(4), window, "{selected}");
        }
    }

    #[test]
    fn a_jump_goes_from_group_to_group() {
        let mut lines = Headed::default();
        lines.add('A', ['a', 'b', 'c']);
        lines.add('B', ['d', 'e', 'f', 'g']);
        lines.add('C', ['h', 'i']);
        for (way, line) in [
            (Way::Previous, 0),
            (Way::Next, 4),
            (Way::Next, 9),
            (Way::Next, 9),
            (Way::Previous, 4),
        ] {
            lines.jump(way);
            assert_eq!(lines.selected(), line, "{way:?}");
        }
        lines.select(7);
        lines.jump(Way::Previous);
        assert_eq!(lines.selected(), 4, "first to the start of its own group");
    }

    #[test]
    fn only_rows_are_selected() {
        let mut lines = lines();
        let mut walk = String::new();
        for step in [
            Step::Down,
            Step::Down,
            Step::Down,
            Step::Up,
            Step::First,
            Step::Last,
        ] {
            lines.step(step);
            walk.extend(lines.line());
        }
        assert_eq!(walk, "bddbad");
        for (number, expected) in [(0, 'a'), (2, 'd'), (4, 'd'), (9, 'd')] {
            lines.select_near(number);
            assert_eq!(lines.line(), Some(expected), "{number}");
        }
        for (way, expected) in [(Way::Previous, 'a'), (Way::Next, 'd'), (Way::Next, 'd')] {
            lines.jump(way);
            assert_eq!(lines.line(), Some(expected), "{way:?}");
        }
    }
}
