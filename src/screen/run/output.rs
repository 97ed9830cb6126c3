//! Output to the terminal: each frame is one write, and a closed terminal is not an error.

use std::io::{self, Write, stdout};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use anstyle::{Ansi256Color, Color as Ansi, RgbColor};
use crossterm::cursor::{Hide, MoveTo, Show};
use crossterm::terminal::{self, Clear};
use crossterm::{execute, queue};
use ratatui::backend::{Backend, ClearType, WindowSize};
use ratatui::buffer::Cell;
use ratatui::layout::{Position, Size};
use ratatui::style::{Color, Modifier};

use super::events::is_hang_up;
use crate::settings::theme::{Depth, as_ansi};

/// More than a frame of a large terminal needs.
const FRAME_BYTES: usize = 1 << 16;

/// Standard output that is written once per flush, which avoids flicker and partial frames over a slow
/// line.
pub struct Output {
    frame: Vec<u8>,
    has_sixteen_colors: bool,
    /// Whether the terminal was closed. Shared, because ratatui owns the output.
    is_gone: Arc<AtomicBool>,
}

impl Output {
    /// Output for a terminal with a color depth. `is_gone` becomes true when the terminal turns out to be
    /// closed.
    pub fn new(depth: Depth, is_gone: Arc<AtomicBool>) -> Self {
        Self {
            frame: Vec::with_capacity(FRAME_BYTES),
            has_sixteen_colors: depth == Depth::Sixteen,
            is_gone,
        }
    }

    /// Selects the style of a cell, whatever the style before was.
    fn select(&mut self, cell: &Cell) -> io::Result<()> {
        self.frame.extend_from_slice(b"\x1b[0");
        for (code, modifier) in (1..).zip(MODIFIERS) {
            if cell.modifier.contains(modifier) {
                write!(self.frame, ";{code}")?;
            }
        }
        self.color(cell.fg, 30)?;
        self.color(cell.bg, 40)?;
        self.frame.push(b'm');
        Ok(())
    }

    /// A color as a parameter; `base` is the code of black. The oldest terminals know only the short codes of the
    /// first sixteen colors; others may take these as a wish for bright letters where they are bold.
    fn color(&mut self, color: Color, base: u8) -> io::Result<()> {
        let number = match as_ansi(color) {
            None => return Ok(()),
            Some(Ansi::Rgb(RgbColor(red, green, blue))) => {
                return write!(self.frame, ";{};2;{red};{green};{blue}", base + 8);
            }
            Some(Ansi::Ansi256(color)) => color.index(),
            Some(Ansi::Ansi(color)) => Ansi256Color::from_ansi(color).index(),
        };
        match number {
            0..8 if self.has_sixteen_colors => write!(self.frame, ";{}", base + number),
            8..16 if self.has_sixteen_colors => write!(self.frame, ";{}", base + 60 + number - 8),
            number => write!(self.frame, ";{};5;{number}", base + 8),
        }
    }
}

/// The modifiers, by their codes from 1 on (ECMA-48, 8.3.117).
const MODIFIERS: [Modifier; 9] = [
    Modifier::BOLD,
    Modifier::DIM,
    Modifier::ITALIC,
    Modifier::UNDERLINED,
    Modifier::SLOW_BLINK,
    Modifier::RAPID_BLINK,
    Modifier::REVERSED,
    Modifier::HIDDEN,
    Modifier::CROSSED_OUT,
];

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.frame.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        let written = if self.is_gone.load(Ordering::Relaxed) {
            Ok(())
        } else {
            write(&self.frame)
        };
        self.frame.clear();
        match written {
            Err(error) if is_hang_up(&error) => {
                self.is_gone.store(true, Ordering::Relaxed);
                Ok(())
            }
            written => written,
        }
    }
}

/// As ratatui's backend for crossterm, but a frame is written when the cursor is hidden or, once shown, is in its
/// place, and what a cell is and looks like goes straight into the frame, a style as
/// one sequence. Most of the time for drawing would be spent there.
impl Backend for Output {
    type Error = io::Error;

    fn draw<'a, I>(&mut self, cells: I) -> io::Result<()>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        let (mut style, mut next) = (Cell::EMPTY.style(), None);
        for (x, y, cell) in cells {
            if next != Some((x, y)) {
                queue!(self, MoveTo(x, y))?;
            }
            next = Some((x + 1, y));
            if cell.style() != style {
                style = cell.style();
                self.select(cell)?;
            }
            self.frame.extend_from_slice(cell.symbol().as_bytes());
        }
        self.select(&Cell::EMPTY)
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        execute!(self, Hide)
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        queue!(self, Show)
    }

    fn get_cursor_position(&mut self) -> io::Result<Position> {
        crossterm::cursor::position().map(Position::from)
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        let Position { x, y } = position.into();
        execute!(self, MoveTo(x, y))
    }

    fn clear(&mut self) -> io::Result<()> {
        self.clear_region(ClearType::All)
    }

    fn clear_region(&mut self, region: ClearType) -> io::Result<()> {
        execute!(
            self,
            Clear(match region {
                ClearType::All => terminal::ClearType::All,
                ClearType::AfterCursor => terminal::ClearType::FromCursorDown,
                ClearType::BeforeCursor => terminal::ClearType::FromCursorUp,
                ClearType::CurrentLine => terminal::ClearType::CurrentLine,
                ClearType::UntilNewLine => terminal::ClearType::UntilNewLine,
            })
        )
    }

    fn size(&self) -> io::Result<Size> {
        terminal::size().map(Size::from)
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        let size = terminal::window_size()?;
        Ok(WindowSize {
            columns_rows: Size::new(size.columns, size.rows),
            pixels: Size::new(size.width, size.height),
        })
    }

    fn flush(&mut self) -> io::Result<()> {
        Write::flush(self)
    }
}

fn write(frame: &[u8]) -> io::Result<()> {
    let mut out = stdout().lock();
    out.write_all(frame)?;
    out.flush()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use ratatui::backend::Backend;
    use ratatui::buffer::Cell;
    use ratatui::style::{Color, Style};

    use super::Output;
    use crate::settings::theme::Depth;

    fn drawn(depth: Depth, cells: &[(u16, u16, Cell)]) -> String {
        let mut output = Output::new(depth, Arc::default());
        let cells = cells.iter().map(|(x, y, cell)| (*x, *y, cell));
        output.draw(cells).unwrap();
        String::from_utf8(output.frame).unwrap()
    }

    fn cell(symbol: &str, style: Style) -> Cell {
        let mut cell = Cell::default();
        cell.set_symbol(symbol).set_style(style);
        cell
    }

    #[test]
    fn the_first_sixteen_colors_have_short_codes_where_others_are_unknown() {
        let style = Style::new();
        for (style, all, sixteen) in [
            (style.red(), "38;5;1", "31"),
            (style.white().on_black(), "38;5;15;48;5;0", "97;40"),
            (
                style.bold().underlined().on_light_blue(),
                "1;4;48;5;12",
                "1;4;104",
            ),
            (style.fg(Color::Indexed(15)), "38;5;15", "97"),
            (style.fg(Color::Indexed(16)), "38;5;16", "38;5;16"),
            (
                style.dim().bg(Color::Rgb(1, 20, 255)),
                "2;48;2;1;20;255",
                "2;48;2;1;20;255",
            ),
        ] {
            for (depth, code) in [(Depth::All, all), (Depth::Sixteen, sixteen)] {
                assert_eq!(
                    drawn(depth, &[(3, 0, cell("✗", style))]),
                    format!("\x1b[1;4H\x1b[0;{code}m✗\x1b[0m")
                );
            }
        }
    }

    #[test]
    fn a_cursor_is_in_its_place_before_anything_is_written() {
        let mut output = Output::new(Depth::All, Arc::default());
        let cell = cell("a", Style::new());
        output.draw([(0, 0, &cell)].into_iter()).unwrap();
        output.show_cursor().unwrap();
        let frame = String::from_utf8(output.frame).unwrap();
        assert_eq!(frame, "\x1b[1;1Ha\x1b[0m\x1b[?25h");
    }

    #[test]
    fn neighbors_and_equal_styles_need_no_sequence() {
        let (plain, red) = (Style::new(), Style::new().red());
        let cells = [
            (0, 0, cell("a", plain)),
            (1, 0, cell("b", red)),
            (2, 0, cell("宽", red)),
            (4, 0, cell("c", red)),
            (5, 1, cell("d", plain)),
        ];
        let expected = "\x1b[1;1Ha\x1b[0;31mb宽\x1b[1;5Hc\x1b[2;6H\x1b[0md\x1b[0m";
        assert_eq!(drawn(Depth::Sixteen, &cells), expected);
    }
}
