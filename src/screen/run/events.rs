//! Everything that reaches the program, in one channel: input, signals, and results of effects.

#[cfg(unix)]
mod unix;

use std::io;
use std::sync::mpsc::Sender;
use std::thread;

use crossterm::event::Event as Input;
#[cfg(unix)]
use signal_hook::{
    consts::{SIGCONT, SIGTSTP, SIGWINCH},
    iterator::Signals,
};

#[cfg(unix)]
pub use self::unix::{Lender, is_closed, is_hang_up};
use crate::app::Msg;
use crate::app::stack::{Progress, Project};
use crate::app::updating::Came;
use crate::facts::catalog::Catalog;
use crate::facts::changes::Changed;

/// The result of an update: other data, nothing newer, or an error.
pub type Updated = Result<Option<Newer>, String>;

/// Other data.
pub struct Newer {
    /// The catalog.
    pub catalog: Box<Catalog>,
    /// What they change.
    pub changed: Changed,
    /// How they came.
    pub came: Came,
    /// Whether their commit is ahead of the system clock.
    pub is_ahead: bool,
}

/// News of the files of the stack.
pub enum Stack {
    /// How far reading has come.
    Progress(Progress),
    /// Reading has ended; `None` if it was canceled.
    Read(Result<Option<Box<Project>>, String>),
}

/// An event from outside.
#[allow(dead_code, reason = "a Unix sends bytes and signals, Windows input")]
pub enum Event {
    /// Bytes from the terminal.
    Bytes(Vec<u8>),
    /// Nothing more has come from the terminal within the decoder's delay.
    Silence,
    /// A key, a paste or a resize.
    Input(Input),
    /// The terminal was resized.
    Resized,
    /// An effect has finished.
    Msg(Msg),
    /// An update has finished.
    Updated(Updated),
    /// News of the files of the stack.
    Stack(Stack),
    /// A signal suspends the program.
    Stopped,
    /// The shell has continued the program.
    Continued,
    /// A signal ends the program.
    Ended(i32),
    /// The terminal was closed.
    HungUp,
    /// The terminal can no longer be read.
    Failed(io::Error),
}

/// Catches signals and resizes from its creation, and sends them and the input once it is started.
pub struct Listener {
    sender: Sender<Event>,
    #[cfg(unix)]
    signals: Signals,
    #[cfg(unix)]
    terminal: unix::Terminal,
}

#[cfg(unix)]
impl Listener {
    /// # Errors
    ///
    /// Fails if there is no terminal to listen to.
    pub fn new(sender: Sender<Event>) -> io::Result<(Self, Lender)> {
        let resumed = [SIGCONT, SIGTSTP, SIGWINCH];
        let (terminal, lender) = unix::Terminal::open()?;
        let listener = Self {
            sender,
            terminal,
            signals: Signals::new(unix::ENDING.iter().chain(&resumed))?,
        };
        Ok((listener, lender))
    }

    /// Starts sending. Each thread sleeps until something happens.
    pub fn start(self) {
        let is_lent = self.terminal.is_lent();
        let (sender, mut terminal) = (self.sender.clone(), self.terminal);
        thread::spawn(move || terminal.send_bytes(&sender));
        let (sender, mut signals) = (self.sender, self.signals);
        thread::spawn(move || unix::send_signals(&mut signals, &sender, &is_lent));
    }
}

#[cfg(not(unix))]
impl Listener {
    /// # Errors
    ///
    /// Never fails: the console is opened by the first event.
    pub fn new(sender: Sender<Event>) -> io::Result<(Self, Lender)> {
        Ok((Self { sender }, Lender))
    }

    /// Starts sending. The thread sleeps until something happens.
    pub fn start(self) {
        thread::spawn(move || {
            loop {
                let read = crossterm::event::read();
                let is_last = read.is_err();
                let event = read.map_or_else(Event::Failed, Event::Input);
                if self.sender.send(event).is_err() || is_last {
                    return;
                }
            }
        });
    }
}

/// The console cannot be lent: the thread that reads it cannot be interrupted.
#[cfg(not(unix))]
pub struct Lender;

#[cfg(not(unix))]
impl Lender {
    /// # Errors
    ///
    /// Always fails.
    pub fn lend<T>(&mut self, _: impl FnOnce() -> io::Result<T>) -> io::Result<T> {
        Err(io::Error::other(
            "other programs cannot use the console of the browser on this system",
        ))
    }
}

/// Windows itself ends the programs of a closed console.
#[cfg(not(unix))]
pub fn is_hang_up(_: &io::Error) -> bool {
    false
}

/// See [`is_hang_up`].
#[cfg(not(unix))]
pub fn is_closed(_: &io::Error) -> bool {
    false
}
