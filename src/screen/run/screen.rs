//! The terminal while the browser has it. It is given back when the screen is dropped, and before
//! the message of a panic.

use std::cell::Cell;
use std::io::{self, stdout};
use std::rc::Rc;
use std::{panic, process, thread};

use crossterm::cursor::Show;
use crossterm::event::{DisableBracketedPaste, EnableBracketedPaste};
use crossterm::style::Print;
use crossterm::terminal::{
    EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode,
};
use crossterm::{Command, execute};
use ratatui::backend::CrosstermBackend;
use ratatui::layout::{Position, Rect};
use ratatui::{Frame, Terminal};

use super::output::Output;
use crate::settings::theme::Depth;

/// The terminal: raw, on its alternate screen, with bracketed paste.
pub struct Screen {
    terminal: Terminal<CrosstermBackend<Output>>,
    /// It is not given back for a while.
    is_taken: bool,
    /// Clicks and the wheel come here.
    has_mouse: bool,
    is_gone: Rc<Cell<bool>>,
}

/// Clicks and the wheel; crossterm's own command asks for every move of the pointer too.
const MOUSE_ON: Print<&str> = Print("\x1b[?1000h\x1b[?1006h");
const MOUSE_OFF: Print<&str> = Print("\x1b[?1006l\x1b[?1000l");

impl Screen {
    /// Takes the terminal, which has so many colors.
    ///
    /// # Errors
    ///
    /// Fails where there is no terminal, or where it cannot be set up.
    pub fn take(depth: Depth) -> io::Result<Self> {
        restore_on_panic();
        let is_gone = Rc::default();
        let output = Output::new(depth, Rc::clone(&is_gone));
        // From here on `drop` gives the terminal back.
        let mut screen = Self {
            terminal: Terminal::new(CrosstermBackend::new(output))?,
            is_taken: false,
            has_mouse: false,
            is_gone,
        };
        screen.enter()?;
        Ok(screen)
    }

    /// Whether the terminal was closed. What is written after that is dropped without an error.
    pub fn is_gone(&self) -> bool {
        self.is_gone.get()
    }

    /// Draws one frame; writes only what has changed, and nothing while the terminal is given back.
    ///
    /// # Errors
    ///
    /// Fails where the terminal cannot be written.
    pub fn draw(&mut self, render: impl FnOnce(&mut Frame<'_>)) -> io::Result<()> {
        if self.is_taken {
            self.terminal.draw(render)?;
        }
        Ok(())
    }

    /// Asks the terminal for the mouse, or leaves it to the terminal.
    ///
    /// # Errors
    ///
    /// Fails where the terminal cannot be written.
    pub fn mouse(&mut self, is_on: bool) -> io::Result<()> {
        self.has_mouse = is_on;
        self.write(if is_on { MOUSE_ON } else { MOUSE_OFF })
    }

    /// Writes a sequence that shows nothing.
    ///
    /// # Errors
    ///
    /// Fails where the terminal cannot be written.
    pub fn write(&mut self, sequence: impl Command) -> io::Result<()> {
        execute!(self.terminal.backend_mut(), sequence)
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

    /// Gives the terminal back and asks the whole process group to stop, as the terminal itself does
    /// on Ctrl-Z, so that a parent such as cargo stops too. The program stops with [`Self::stop`],
    /// when it hears of that.
    ///
    /// # Errors
    ///
    /// Fails where the terminal cannot be written.
    pub fn suspend(&mut self) -> io::Result<()> {
        self.leave();
        if ask_to_stop() {
            Ok(())
        } else {
            self.take_again()
        }
    }

    /// Gives the terminal back and stops the program until the shell continues it. Goes on at once
    /// where no shell could.
    ///
    /// # Errors
    ///
    /// Fails where the terminal cannot be written.
    pub fn stop(&mut self) -> io::Result<()> {
        self.leave();
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
        self.is_taken = true;
        enable_raw_mode()?;
        execute!(
            self.terminal.backend_mut(),
            EnterAlternateScreen,
            EnableBracketedPaste
        )?;
        if self.has_mouse {
            self.write(MOUSE_ON)?;
        }
        Ok(())
    }

    /// Once only: a shell may have written meanwhile, and leaving the alternate screen again would
    /// put the cursor back to where that began.
    fn leave(&mut self) {
        if std::mem::take(&mut self.is_taken) {
            leave();
        }
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        // In a panic the hook has done it, and once more would overwrite the message.
        if !thread::panicking() {
            self.leave();
        }
    }
}

/// Gives the terminal back. That it may be gone already is no error.
fn leave() {
    let _ = execute!(
        stdout(),
        MOUSE_OFF,
        DisableBracketedPaste,
        LeaveAlternateScreen,
        Show
    );
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

#[cfg(unix)]
fn ask_to_stop() -> bool {
    use rustix::process::{Signal, getpgrp, kill_process_group};
    kill_process_group(getpgrp(), Signal::TSTP).is_ok()
}

/// A shell with job control gives each job a process group beside its own. In the group of the
/// session's leader nobody is there to continue what stops: the signal alone would be ignored there,
/// and so it is here, where it is caught.
#[cfg(unix)]
fn stop() {
    use rustix::process::{getpgrp, getsid};
    if getsid(None).is_ok_and(|leader| leader != getpgrp()) {
        let _ = signal_hook::low_level::emulate_default_handler(signal_hook::consts::SIGTSTP);
    }
}

#[cfg(not(unix))]
fn ask_to_stop() -> bool {
    false
}

#[cfg(not(unix))]
fn stop() {}
