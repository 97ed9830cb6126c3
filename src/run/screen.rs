//! The terminal while the browser has it. It is given back when the screen is dropped, and before
//! the message of a panic.

use std::io::{self, BufWriter, Stdout, stdout};
use std::panic;
use std::process;
use std::thread;

use crossterm::cursor::Show;
use crossterm::event::{DisableBracketedPaste, EnableBracketedPaste};
use crossterm::execute;
use crossterm::terminal::{
    EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode,
};
use ratatui::backend::CrosstermBackend;
use ratatui::layout::{Position, Rect};
use ratatui::{Frame, Terminal};

/// The terminal: raw, on its alternate screen, with bracketed paste.
pub struct Screen {
    /// One buffer, so that a frame is one write: no flicker, no half frames over a slow line.
    terminal: Terminal<CrosstermBackend<BufWriter<Stdout>>>,
}

/// More than a frame of a large terminal takes.
const FRAME_BYTES: usize = 1 << 16;

impl Screen {
    /// Takes the terminal.
    ///
    /// # Errors
    ///
    /// Fails where there is no terminal, or where it cannot be set up.
    pub fn take() -> io::Result<Self> {
        restore_on_panic();
        let writer = BufWriter::with_capacity(FRAME_BYTES, stdout());
        // From here on `drop` gives the terminal back.
        let mut screen = Self {
            terminal: Terminal::new(CrosstermBackend::new(writer))?,
        };
        screen.enter()?;
        Ok(screen)
    }

    /// Draws one frame; writes only what has changed.
    ///
    /// # Errors
    ///
    /// Fails where the terminal cannot be written.
    pub fn draw(&mut self, render: impl FnOnce(&mut Frame<'_>)) -> io::Result<()> {
        self.terminal.draw(render).map(drop)
    }

    /// Has the next frame drawn anew.
    ///
    /// # Errors
    ///
    /// Fails where the terminal cannot be written.
    pub fn clear(&mut self) -> io::Result<()> {
        // `Terminal::clear` would ask the terminal for the cursor, and the thread that reads the
        // keys would take the answer.
        let size = self.terminal.size()?;
        self.terminal.resize(Rect::from((Position::ORIGIN, size)))
    }

    /// Gives the terminal back and stops the program until the shell continues it.
    ///
    /// # Errors
    ///
    /// Fails where the terminal cannot be written.
    pub fn suspend(&mut self) -> io::Result<()> {
        leave();
        stop();
        self.take_again()
    }

    /// Takes the terminal after it was somebody else's.
    ///
    /// # Errors
    ///
    /// Fails where the terminal cannot be written.
    pub fn take_again(&mut self) -> io::Result<()> {
        // Raw mode is remembered as on, so that switching it on alone would do nothing.
        disable_raw_mode()?;
        self.enter()?;
        self.clear()
    }

    fn enter(&mut self) -> io::Result<()> {
        enable_raw_mode()?;
        execute!(
            self.terminal.backend_mut(),
            EnterAlternateScreen,
            EnableBracketedPaste
        )
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        // In a panic the hook has done it, and once more would overwrite the message.
        if !thread::panicking() {
            leave();
        }
    }
}

/// Gives the terminal back. That it may be gone already is no error.
fn leave() {
    let _ = execute!(stdout(), DisableBracketedPaste, LeaveAlternateScreen, Show);
    let _ = disable_raw_mode();
}

/// A panic in any thread ends the program, with its message on a terminal that shows it.
fn restore_on_panic() {
    let report = panic::take_hook();
    let main = thread::current().id();
    panic::set_hook(Box::new(move |info| {
        leave();
        report(info);
        if thread::current().id() != main {
            process::exit(101);
        }
    }));
}

/// As the terminal itself does on Ctrl-Z: the whole process group, so that a parent such as cargo
/// stops too, and with a signal that is ignored where no shell could continue it.
#[cfg(unix)]
fn stop() {
    use rustix::process::{Signal, getpgrp, kill_process_group};
    let _ = kill_process_group(getpgrp(), Signal::TSTP);
}

#[cfg(not(unix))]
fn stop() {}
