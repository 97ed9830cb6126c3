//! The terminal while the browser uses it. It is restored when the screen is dropped, and before a panic
//! message.

use std::io::{self, stdout};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, JoinHandle};
use std::{panic, process};

use crossterm::cursor::Show;
use crossterm::event::{DisableBracketedPaste, EnableBracketedPaste};
use crossterm::style::Print;
use crossterm::terminal::{
    EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode,
};
use crossterm::{Command, execute};
use ratatui::layout::{Position, Rect};
use ratatui::{Frame, Terminal};

use super::output::Output;
use crate::settings::theme::Depth;

/// The terminal in raw mode, on its alternate screen, with bracketed paste.
pub struct Screen {
    terminal: Terminal<Output>,
    /// Whether the terminal is currently taken over.
    is_taken: bool,
    /// Whether mouse events are captured.
    has_mouse: bool,
    is_gone: Arc<AtomicBool>,
}

/// Captures clicks and the wheel; crossterm's own command would also report every movement.
const MOUSE_ON: Print<&str> = Print("\x1b[?1000h\x1b[?1006h");
const MOUSE_OFF: Print<&str> = Print("\x1b[?1006l\x1b[?1000l");

/// The memory of a screen, prepared by a thread of its own while the data are read. The terminal is not touched yet.
pub struct Blank {
    terminal: JoinHandle<io::Result<Terminal<Output>>>,
    is_gone: Arc<AtomicBool>,
}

impl Blank {
    /// Starts to prepare a screen for a terminal with a color depth.
    ///
    /// # Errors
    ///
    /// Fails if there can be no further thread.
    pub fn new(depth: Depth) -> io::Result<Self> {
        let is_gone = Arc::default();
        let output = Output::new(depth, Arc::clone(&is_gone));
        let terminal = thread::Builder::new().spawn(|| Terminal::new(output))?;
        Ok(Self { terminal, is_gone })
    }
}

impl Screen {
    /// Takes over the terminal.
    ///
    /// # Errors
    ///
    /// Fails if there is no terminal, or if it cannot be set up.
    pub fn take(Blank { terminal, is_gone }: Blank) -> io::Result<Self> {
        let terminal = terminal.join();
        restore_on_panic();
        // From here on, `drop` restores the terminal.
        let mut screen = Self {
            terminal: terminal.unwrap_or_else(|panic| panic::resume_unwind(panic))?,
            is_taken: false,
            has_mouse: false,
            is_gone,
        };
        screen.enter()?;
        Ok(screen)
    }

    /// Whether the terminal was closed. Later output is dropped without an error.
    pub fn is_gone(&self) -> bool {
        self.is_gone.load(Ordering::Relaxed)
    }

    /// Draws one frame, writing only changes; nothing while the terminal is released.
    ///
    /// # Errors
    ///
    /// Fails if the terminal cannot be written to.
    pub fn draw(&mut self, render: impl FnOnce(&mut Frame<'_>)) -> io::Result<()> {
        if self.is_taken {
            self.terminal.draw(render)?;
        }
        Ok(())
    }

    /// Starts or stops capturing the mouse.
    ///
    /// # Errors
    ///
    /// Fails if the terminal cannot be written to.
    pub fn mouse(&mut self, is_on: bool) -> io::Result<()> {
        self.has_mouse = is_on;
        self.write(if is_on { MOUSE_ON } else { MOUSE_OFF })
    }

    /// Writes a sequence that does not change the picture.
    ///
    /// # Errors
    ///
    /// Fails if the terminal cannot be written to.
    pub fn write(&mut self, sequence: impl Command) -> io::Result<()> {
        execute!(self.terminal.backend_mut(), sequence)
    }

    /// Makes the next frame redraw everything.
    ///
    /// # Errors
    ///
    /// Fails if the terminal cannot be written to.
    pub fn clear(&mut self) -> io::Result<()> {
        // `Terminal::clear` would query the cursor, but the thread that reads keys would receive the reply.
        let size = self.terminal.size()?;
        self.terminal.resize(Rect::from((Position::ORIGIN, size)))
    }

    /// Restores the terminal and asks the whole process group to stop, as the terminal itself does on
    /// Ctrl-Z, so that a parent such as cargo stops too. The program itself stops by [`Self::stop`] when
    /// the signal arrives.
    ///
    /// # Errors
    ///
    /// Fails if the terminal cannot be written to.
    pub fn suspend(&mut self) -> io::Result<()> {
        self.leave();
        if ask_to_stop() {
            Ok(())
        } else {
            self.take_again()
        }
    }

    /// Restores the terminal and stops the program until the shell continues it. Returns at once if there
    /// is no shell that could.
    ///
    /// # Errors
    ///
    /// Fails if the terminal cannot be written to.
    pub fn stop(&mut self) -> io::Result<()> {
        self.leave();
        stop();
        self.take_again()
    }

    /// Takes over the terminal again.
    ///
    /// # Errors
    ///
    /// Fails if the terminal cannot be written to.
    pub fn take_again(&mut self) -> io::Result<()> {
        // Crossterm believes raw mode is still on, so that enabling it would do nothing.
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

    /// Restores the terminal, for another program to use until [`Self::take_again`]; but only once: that program may
    /// have written since, and leaving the alternate screen again would move the cursor back.
    pub fn leave(&mut self) {
        if std::mem::take(&mut self.is_taken) {
            leave();
        }
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        self.leave();
    }
}

/// Restores the terminal. It may be gone already, so errors are ignored.
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

/// Makes a panic in any thread end the program, with its message on a restored terminal.
fn restore_on_panic() {
    let report = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        leave();
        report(info);
        process::exit(101);
    }));
}

#[cfg(unix)]
fn ask_to_stop() -> bool {
    use rustix::process::{Signal, getpgrp, kill_process_group};
    kill_process_group(getpgrp(), Signal::TSTP).is_ok()
}

/// Stops the program. A shell with job control gives each job a process group of its own. In the group of the
/// session leader, nobody could continue it: by default the signal is ignored there, so it is ignored here,
/// where it is caught, too.
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
