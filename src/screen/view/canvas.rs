//! The surface that each region of the screen is drawn on, with everything drawing needs.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::text::Line;
use ratatui::widgets::{Block, BorderType, Clear, Widget};

use super::pane;
use crate::app::pointer::{Area, Point, Spot};
use crate::app::{Drawn, Model};
use crate::settings::keys::Keys;
use crate::settings::theme::Theme;
use crate::text::width;

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

    /// Writes text up to a column and returns where it ends. Plain text, which is the most common, needs no
    /// look-up of graphemes and widths.
    fn write(&mut self, text: &str, style: Style, (x, y): (u16, u16), right: u16) -> u16 {
        let room = usize::from(right.saturating_sub(x));
        if !width::is_plain(text) {
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
        self.buffer.set_style(area, self.theme.text);
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

    /// Draws the frame of a pane and returns the area inside.
    pub fn frame(&mut self, title: &str, right: &str, is_focused: bool, area: Rect) -> Rect {
        let border = if is_focused {
            self.theme.border_focused
        } else {
            self.theme.border
        };
        let room = usize::from(area.width.saturating_sub(4));
        let right = width::cut(right, room / 2);
        let title = width::cut(title, room.saturating_sub(width::of(&right) + 3));
        let mut block = Block::bordered()
            .border_type(BorderType::Rounded)
            .border_style(border)
            .title_top(Line::styled(format!(" {title} "), self.theme.title));
        if !right.is_empty() {
            let right = Line::styled(format!(" {right} "), self.theme.dim);
            block = block.title_top(right.right_aligned());
        }
        let inside = block.inner(area);
        block.render(area, self.buffer);
        inside
    }

    /// Writes words on the lower border of a pane, at the right; no words leave it as it is.
    pub fn foot(&mut self, words: &str, area: Rect) {
        if words.is_empty() || area.height == 0 {
            return;
        }
        let room = usize::from(area.width.saturating_sub(6));
        let line = Line::styled(format!(" {} ", width::cut(words, room)), self.theme.dim);
        let width = pane::cells(line.width());
        let place = Rect {
            x: area.right().saturating_sub(width + 1),
            y: area.bottom() - 1,
            width: width.min(area.width),
            height: 1,
        };
        self.put(&line, 0, place);
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
