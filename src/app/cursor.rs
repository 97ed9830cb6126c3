//! Positions in lists and texts. No step moves beyond their ends.

use std::ops::Range;

/// A step in a list or a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// One line up.
    Up,
    /// One line down.
    Down,
    /// Half a screen up.
    HalfUp,
    /// Half a screen down.
    HalfDown,
    /// A screen up.
    PageUp,
    /// A screen down.
    PageDown,
    /// To the first line.
    First,
    /// To the last line.
    Last,
}

/// The direction to a neighbor; the first follows the last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// To the next one.
    Next,
    /// To the previous one.
    Previous,
}

impl Step {
    /// The position after a step, in `count` lines of which `height` are visible.
    fn from(self, position: usize, count: usize, height: usize) -> usize {
        let half = (height / 2).max(1);
        let page = height.saturating_sub(1).max(1);
        let last = count.saturating_sub(1);
        let target = match self {
            Self::Up => position.saturating_sub(1),
            Self::Down => position.saturating_add(1),
            Self::HalfUp => position.saturating_sub(half),
            Self::HalfDown => position.saturating_add(half),
            Self::PageUp => position.saturating_sub(page),
            Self::PageDown => position.saturating_add(page),
            Self::First => 0,
            Self::Last => last,
        };
        target.min(last)
    }
}

/// A list with a selected line, some of whose lines are visible.
pub trait Rows {
    /// Whether it has never been drawn.
    fn is_unseen(&self) -> bool;

    /// Remembers how many rows were drawn.
    fn seen(&mut self, height: usize);

    /// Moves to another line.
    fn step(&mut self, step: Step);

    /// Goes to the first line of the next group, or of this and then of the previous one, if there are groups.
    fn jump(&mut self, _: Way) {}

    /// Selects a line if it can be selected; returns whether it can.
    fn point_at(&mut self, line: usize) -> bool;
}

/// This many lines stay visible above and below the selected one.
const MARGIN: usize = 3;

/// The selected line of a list, and which lines are visible.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Cursor {
    /// The number of lines.
    count: usize,
    selected: usize,
    offset: usize,
    height: usize,
}

impl Cursor {
    /// The number of lines.
    pub fn count(&self) -> usize {
        self.count
    }

    /// Takes the number of lines. The same one stays selected, or else the last.
    pub fn resize(&mut self, count: usize) {
        self.count = count;
        self.selected = self.selected.min(count.saturating_sub(1));
    }

    /// The selected line, from 0.
    pub fn selected(&self) -> usize {
        self.selected
    }

    /// Selects a line.
    pub fn select(&mut self, line: usize) {
        self.selected = line;
    }

    /// Moves within the first lines, some of which stay visible above and below the selected one.
    pub(super) fn step_within(&mut self, step: Step, count: usize) {
        self.selected = step.from(self.selected, count, self.height);
        let margin = MARGIN.min(self.height / 4);
        let last = count.saturating_sub(self.height);
        let lowest = (self.selected + 1 + margin)
            .saturating_sub(self.height)
            .min(last);
        let highest = self.selected.saturating_sub(margin).min(last);
        self.offset = self.offset.clamp(lowest, highest.max(lowest));
    }

    /// The lines visible in `height` rows. They include the selected one, which is in the middle after a
    /// jump, and no row stays empty while there are lines above.
    pub fn window(&self, height: usize) -> Range<usize> {
        let last = self.count.saturating_sub(height);
        let seen = self.offset..self.offset + height;
        let start = if seen.contains(&self.selected) {
            self.offset
        } else {
            self.selected.saturating_sub(height / 2)
        };
        let start = start.min(last);
        start..self.count.min(start + height)
    }
}

impl Rows for Cursor {
    fn is_unseen(&self) -> bool {
        self.height == 0
    }

    fn seen(&mut self, height: usize) {
        self.offset = self.window(height).start;
        self.height = height;
    }

    fn step(&mut self, step: Step) {
        self.step_within(step, self.count);
    }

    fn point_at(&mut self, line: usize) -> bool {
        let is_line = line < self.count;
        if is_line {
            self.select(line);
        }
        is_line
    }
}

/// How far a text is scrolled.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Scroll {
    offset: usize,
    height: usize,
    lines: usize,
}

impl Scroll {
    /// The first visible line of `lines` in `height` rows.
    pub fn offset(&self, height: usize, lines: usize) -> usize {
        self.offset.min(lines.saturating_sub(height))
    }

    /// The first visible line, with the height of the last frame.
    pub fn top(&self) -> usize {
        self.offset(self.height, self.lines)
    }

    /// Scrolls to a line if it is not visible, with some context above it.
    pub fn show(&mut self, line: usize) {
        let top = self.top();
        if !(top..top + self.height).contains(&line) {
            self.offset = line.saturating_sub(self.height / 3);
        }
    }

    /// Scrolls.
    pub fn step(&mut self, step: Step) {
        let positions = self.lines.saturating_sub(self.height) + 1;
        self.offset = step.from(self.offset, positions, self.height);
    }

    /// Whether it has never been drawn.
    pub fn is_unseen(&self) -> bool {
        self.height == 0
    }

    /// Whether its lines are pages, of which one is visible at a time.
    pub fn is_of_pages(&self) -> bool {
        self.height == 1
    }

    /// Remembers how many rows and lines were drawn.
    pub fn seen(&mut self, height: usize, lines: usize) {
        self.offset = self.offset(height, lines);
        self.height = height;
        self.lines = lines;
    }
}

#[cfg(test)]
mod tests {
    use super::{Cursor, Rows, Scroll, Step};

    fn cursor(count: usize) -> Cursor {
        let mut cursor = Cursor::default();
        cursor.resize(count);
        cursor
    }

    #[test]
    fn no_step_leaves_the_list() {
        let mut cursor = cursor(10);
        for (step, selected) in [
            (Step::Up, 0),
            (Step::Down, 1),
            (Step::Last, 9),
            (Step::Down, 9),
            (Step::PageUp, 6),
            (Step::HalfUp, 4),
            (Step::First, 0),
            (Step::PageDown, 3),
        ] {
            cursor.seen(4);
            cursor.step(step);
            assert_eq!(cursor.selected(), selected, "{step:?}");
        }
        cursor.select(5);
        cursor.resize(4);
        assert_eq!(cursor.selected(), 3, "the last line");
        cursor.resize(0);
        cursor.step(Step::Down);
        assert_eq!(cursor.selected(), 0);
    }

    #[test]
    fn the_selected_line_is_always_seen() {
        let mut cursor = cursor(10);
        for selected in [0, 3, 4, 9, 5, 0] {
            cursor.select(selected);
            let window = cursor.window(4);
            assert!(window.contains(&selected), "{selected} in {window:?}");
            assert_eq!(window.len(), 4);
            cursor.seen(4);
        }
        assert_eq!(self::cursor(0).window(4), 0..0);
        assert_eq!(self::cursor(3).window(0), 0..0);
    }

    #[test]
    fn a_step_keeps_some_lines_in_sight_and_a_jump_leads_to_the_middle() {
        let mut cursor = cursor(100);
        cursor.seen(20);
        for (line, step, window) in [
            (15, Step::Down, 0..20),
            (16, Step::Down, 1..21),
            (50, Step::Down, 40..60),
            (43, Step::Up, 39..59),
            (96, Step::Down, 80..100),
        ] {
            cursor.select(line);
            cursor.seen(20);
            cursor.step(step);
            assert_eq!(cursor.window(20), window, "{line}");
        }
    }

    #[test]
    fn a_text_stops_at_its_last_screen() {
        let mut scroll = Scroll::default();
        scroll.seen(4, 10);
        scroll.step(Step::Last);
        assert_eq!(scroll.offset(4, 10), 6);
        assert_eq!(scroll.offset(9, 10), 1, "a larger screen shows more above");
        assert_eq!(scroll.offset(4, 2), 0);
    }
}
