//! What reaches the program: input, signals, and the results of its own effects, in one channel.

use std::io;
use std::sync::mpsc::Sender;
use std::thread;
use std::time::Duration;

use crossterm::event::{self, Event};
#[cfg(unix)]
use signal_hook::{
    consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP},
    iterator::Signals,
};

use crate::app::Msg;

/// Something that happened outside.
pub enum Happening {
    /// A key, a paste, a resize.
    Input(Event),
    /// An effect came to its end.
    Msg(Msg),
    /// A signal asks the program to stop.
    Stopped,
    /// The shell continues the program.
    Continued,
    /// A signal asks the program to end.
    Ended(i32),
    /// The terminal cannot be read any more.
    Failed(io::Error),
}

/// Catches signals and resizes from its making on, and tells of them once it is started.
pub struct Listener {
    sender: Sender<Happening>,
    #[cfg(unix)]
    signals: Signals,
}

impl Listener {
    /// # Errors
    ///
    /// Fails where there is no terminal to listen to.
    pub fn new(sender: Sender<Happening>) -> io::Result<Self> {
        // Asking once, without waiting, sets up what catches resizes.
        event::poll(Duration::ZERO)?;
        Ok(Self {
            sender,
            #[cfg(unix)]
            signals: Signals::new([SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP])?,
        })
    }

    /// Starts to tell. Each thread sleeps until something happens.
    pub fn start(self) {
        let input = self.sender.clone();
        thread::spawn(move || {
            loop {
                let read = event::read();
                let is_last = read.is_err();
                let happening = read.map_or_else(Happening::Failed, Happening::Input);
                if input.send(happening).is_err() || is_last {
                    return;
                }
            }
        });
        #[cfg(unix)]
        thread::spawn(move || self.tell_signals());
    }

    #[cfg(unix)]
    fn tell_signals(mut self) {
        for signal in self.signals.forever() {
            let happening = match signal {
                SIGTSTP => Happening::Stopped,
                SIGCONT => Happening::Continued,
                signal => Happening::Ended(signal),
            };
            if self.sender.send(happening).is_err() {
                return;
            }
        }
    }
}
