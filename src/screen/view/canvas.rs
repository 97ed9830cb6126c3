//! The surface that each region of the screen is drawn on, with everything drawing needs.

use std::collections::HashSet;
use std::mem;
use std::ops::Range;

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::{Margin, Position, Rect};
use ratatui::style::Style;
use ratatui::symbols::merge::MergeStrategy;
use ratatui::text::Line;
use ratatui::widgets::{Clear, Widget};

use super::{THREE_PANES, pane};
use crate::app::pointer::{Area, Point, Spot};
use crate::app::{Drawn, Model};
use crate::facts::moves;
use crate::settings::keys::Keys;
use crate::settings::theme::Theme;
use crate::text::width;

/// The marks of rows that nothing else on the screen explains, with their meaning.
const MARKS: [(&str, &str); 4] = [
    ("★", "watched"),
    ("☆", "partly watched"),
    ("▣", "in the stack"),
    (moves::MARK, "end date moved"),
];

/// A frame while it is drawn.
pub struct Canvas<'a> {
    /// The state to show.
    pub model: &'a Model,
    /// Styles and signs.
    pub theme: &'a Theme,
    /// The keys that hints and help name.
    pub keys: &'a Keys,
    /// The results of drawing, for the model.
    pub drawn: Drawn,
    /// The position of the text cursor; `None` hides it.
    pub cursor: Option<Position>,
    /// Texts on the edges that panes share, which are drawn after all panes.
    edges: Vec<(Line<'static>, Rect)>,
    buffer: &'a mut Buffer,
}

impl<'a> Canvas<'a> {
    /// An empty frame.
    pub fn new(model: &'a Model, theme: &'a Theme, keys: &'a Keys, buffer: &'a mut Buffer) -> Self {
        Self {
            model,
            theme,
            keys,
            drawn: Drawn::default(),
            cursor: None,
            edges: Vec::new(),
            buffer,
        }
    }

    /// Writes a line into a row of an area, cut to fit.
    pub fn put(&mut self, line: &Line<'_>, row: usize, area: Rect) {
        let Ok(row) = u16::try_from(row) else { return };
        if row < area.height {
            let (y, right) = (area.y + row, area.right());
            let mut x = area.x;
            for span in &line.spans {
                let style = line.style.patch(span.style);
                x = self.write(&span.content, style, (x, y), right);
            }
        }
    }

    /// Writes text up to a column and returns where it ends. Simple text, which is the most common, needs no
    /// look-up of graphemes and widths.
    fn write(&mut self, text: &str, style: Style, (x, y): (u16, u16), right: u16) -> u16 {
        let room = usize::from(right.saturating_sub(x));
        if !width::is_simple(text) {
            return self.buffer.set_stringn(x, y, text, room, style).0;
        }
        let mut column = x;
        for letter in text.chars().take(room) {
            if let Some(cell) = self.buffer.cell_mut((column, y)) {
                cell.set_char(letter).set_style(style);
            }
            column += 1;
        }
        column
    }

    /// Writes lines from the top of an area, as many as fit.
    pub fn put_all(&mut self, lines: &[Line<'_>], area: Rect) {
        for (row, line) in lines.iter().enumerate() {
            self.put(line, row, area);
        }
    }

    /// Clears an area to the theme's background.
    pub fn clear(&mut self, area: Rect) {
        Clear.render(area, self.buffer);
        self.fill(area);
    }

    /// Sets the theme's text and background colors in an area.
    pub fn fill(&mut self, area: Rect) {
        if self.theme.text != Style::default() {
            self.buffer.set_style(area, self.theme.text);
        }
    }

    /// Makes an area clickable.
    pub fn spot(&mut self, area: Rect, spot: Spot) {
        let (column, row) = (area.x, area.y);
        self.drawn.areas.push(Area {
            start: Point { column, row },
            width: area.width,
            height: area.height,
            spot,
        });
    }

    /// Makes parts of a row clickable. Each part has a width in columns, from left to right, and an
    /// optional spot.
    pub fn spots(&mut self, row: Rect, parts: impl Iterator<Item = (usize, Option<Spot>)>) {
        let mut x = row.x;
        for (columns, spot) in parts {
            let width = pane::cells(columns);
            if let Some(spot) = spot {
                self.spot(Rect { x, width, ..row }.intersection(row), spot);
            }
            x = x.saturating_add(width);
        }
    }

    /// Draws the frame of a pane and returns the area inside. Panes may share edges; later ones are drawn
    /// over earlier ones. Titles are drawn by [`Self::finish_frames`].
    pub fn frame(&mut self, title: &str, right: &str, is_focused: bool, area: Rect) -> Rect {
        self.lines_around(area, self.border(is_focused));
        let room = usize::from(area.width.saturating_sub(4));
        let right = width::cut(right, room / 2);
        let title = width::cut(title, room.saturating_sub(width::of(&right) + 3));
        if !title.is_empty() {
            let title = Line::styled(format!(" {title} "), self.theme.title);
            let (x, height) = (area.x + 1, 1);
            self.edge(title, Rect { x, height, ..area });
        }
        if !right.is_empty() {
            let right = Line::styled(format!(" {right} "), self.theme.dim);
            self.edge_at_end(right, area.y, area);
        }
        area.inner(Margin::new(1, 1))
    }

    /// Draws lines around an area, joined to those that are there. A [`Block`](ratatui::widgets::Block) would
    /// set the style of every cell inside, too.
    fn lines_around(&mut self, area: Rect, style: Style) {
        let (right, bottom) = (area.right() - 1, area.bottom() - 1);
        for place in area.positions() {
            let (is_top, is_bottom) = (place.y == area.y, place.y == bottom);
            let symbol = match (place.x == area.x, place.x == right) {
                (true, _) if is_top => "╭",
                (_, true) if is_top => "╮",
                (true, _) if is_bottom => "╰",
                (_, true) if is_bottom => "╯",
                (false, false) if is_top || is_bottom => "─",
                (false, false) => continue,
                _ => "│",
            };
            if let Some(cell) = self.buffer.cell_mut(place) {
                cell.merge_symbol(symbol, MergeStrategy::Fuzzy)
                    .set_style(style);
            }
        }
    }

    fn border(&self, is_focused: bool) -> Style {
        if is_focused {
            self.theme.border_focused
        } else {
            self.theme.border
        }
    }

    /// Whether the terminal has no room for panes beside each other, nor for pop-ups within them.
    pub fn is_narrow(&self) -> bool {
        self.buffer.area.width < THREE_PANES
    }

    /// Turns the corners of a frame that lie on the edges of the frames around it into crossings.
    pub fn join(&mut self, inner: Rect, outer: Rect) {
        let (is_right, is_below) = (inner.x > outer.x, inner.y > outer.y);
        let right = inner.right().saturating_sub(1);
        let bottom = inner.bottom().saturating_sub(1);
        let corners = [
            ("┬", is_right && !is_below, (inner.x, inner.y)),
            ("┴", is_right, (inner.x, bottom)),
            ("├", is_below && !is_right, (inner.x, inner.y)),
            ("┤", is_below, (right, inner.y)),
        ];
        for (crossing, is_there, place) in corners {
            if let Some(cell) = self.buffer.cell_mut(place).filter(|_| is_there) {
                cell.set_symbol(crossing);
            }
        }
    }

    /// The lower edge of a pane, at the right: the marks that are visible in its rows with their meaning, as many
    /// as fit, and a text of the pane.
    pub fn foot(&mut self, text: &str, rows: Rect, area: Rect) {
        // Corners, and spaces around the words.
        let room = usize::from(area.width.saturating_sub(4));
        let mut legend = self.legend(rows);
        let joined = |legend: &[String]| {
            let words = legend.iter().map(String::as_str);
            let words = words.chain([text].into_iter().filter(|text| !text.is_empty()));
            words.collect::<Vec<_>>().join(" · ")
        };
        while width::of(&joined(&legend)) > room && legend.pop().is_some() {}
        let words = joined(&legend);
        if !words.is_empty() && area.height > 0 {
            let line = Line::styled(format!(" {} ", width::cut(&words, room)), self.theme.dim);
            self.edge_at_end(line, area.bottom() - 1, area);
        }
    }

    /// The meaning of each mark that is drawn within an area.
    fn legend(&self, area: Rect) -> Vec<String> {
        let cells = area.positions().filter_map(|place| self.buffer.cell(place));
        let symbols = cells.map(Cell::symbol).filter(|symbol| !symbol.is_ascii());
        let symbols: HashSet<&str> = symbols.collect();
        let seen = MARKS.iter().filter(|(mark, _)| symbols.contains(mark));
        seen.map(|(mark, meaning)| format!("{mark} {meaning}"))
            .collect()
    }

    /// A scroll thumb on the right edge of a pane; none if everything is visible.
    pub fn thumb(&mut self, seen: Range<usize>, count: usize, is_focused: bool, area: Rect) {
        let rows = usize::from(area.height.saturating_sub(2));
        if seen.len() >= count || rows == 0 {
            return;
        }
        let length = (seen.len() * rows / count).clamp(1, rows);
        let start = (seen.start * rows).div_ceil(count).min(rows - length);
        // At the end of the text, the thumb is at the end of the edge.
        let start = if seen.end >= count {
            rows - length
        } else {
            start
        };
        let style = self.border(is_focused);
        for row in start..start + length {
            let place = Rect {
                x: area.right().saturating_sub(1),
                y: area.y + 1 + pane::cells(row),
                width: 1,
                height: 1,
            };
            self.edge(Line::styled("▐", style), place);
        }
    }

    /// Draws the texts on the edges of all panes so far.
    pub fn finish_frames(&mut self) {
        for (line, place) in mem::take(&mut self.edges) {
            self.put(&line, 0, place);
        }
    }

    fn edge(&mut self, line: Line<'static>, place: Rect) {
        self.edges.push((line, place));
    }

    fn edge_at_end(&mut self, line: Line<'static>, y: u16, area: Rect) {
        let width = pane::cells(line.width());
        let place = Rect {
            x: area.right().saturating_sub(width + 1),
            y,
            width: width.min(area.width),
            height: 1,
        };
        self.edge(line, place);
    }

    /// The style of the selected line, by whether its pane is focused.
    pub fn selection(&self, is_focused: bool) -> Style {
        if is_focused {
            self.theme.selected
        } else {
            self.theme.selected_elsewhere
        }
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;
    use ratatui::buffer::Buffer;
    use ratatui::layout::Rect;
    use ratatui::text::Line;

    use super::Canvas;
    use crate::app::Model;
    use crate::facts::catalog::Catalog;
    use crate::settings::keys::Keys;
    use crate::settings::theme::Theme;

    #[test]
    fn the_foot_explains_the_marks_that_fit_and_keeps_its_text() {
        let day = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
        let model = Model::new(Catalog::new([]).unwrap(), day);
        let (theme, keys) = (Theme::terminal(), Keys::default());
        for (row, width, text, expected) in [
            (
                "★ 2026-11-30⇄",
                44,
                "name ▲",
                "★ watched · ⇄ end date moved · name ▲",
            ),
            ("★ 2026-11-30⇄", 28, "name ▲", "★ watched · name ▲"),
            ("★ 2026-11-30⇄", 28, "", "★ watched"),
            ("  2026-11-30⇄", 20, "", "⇄ end date moved"),
            ("★ 2026-11-30⇄", 12, "name ▲", "name ▲"),
            ("★ 2026-11-30⇄", 9, "name ▲", "name…"),
            ("  2026-11-30 ", 40, "", ""),
        ] {
            let area = Rect::new(0, 0, width, 3);
            let mut buffer = Buffer::empty(area);
            let mut canvas = Canvas::new(&model, &theme, &keys, &mut buffer);
            let inside = canvas.frame("", "", true, area);
            canvas.put(&Line::raw(row), 0, inside);
            canvas.foot(text, inside, area);
            canvas.finish_frames();
            let edge = (0..width).map(|x| buffer[(x, 2)].symbol());
            let edge: String = edge.collect();
            let edge = edge.trim_matches(['╰', '─', '╯', ' ']);
            assert_eq!(edge, expected, "{row} in {width}");
        }
    }
}
