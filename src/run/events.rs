//! What reaches the program: input, signals, and the results of its own effects, in one channel.

use std::io;
use std::sync::mpsc::Sender;
use std::thread;

use crossterm::event::{self, Event};

use crate::app::Msg;

/// Something that happened outside.
pub enum Happening {
    /// A key, a paste, a resize.
    Input(Event),
    /// An effect came to its end.
    Msg(Msg),
    /// The shell continues the program.
    Continued,
    /// A signal asks the program to end.
    Ended(i32),
    /// The terminal cannot be read any more.
    Failed(io::Error),
}

/// Starts to listen. Each thread sleeps until something happens.
pub fn listen(sender: &Sender<Happening>) -> io::Result<()> {
    let input = sender.clone();
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
    signals(sender.clone())
}

#[cfg(unix)]
fn signals(sender: Sender<Happening>) -> io::Result<()> {
    use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM};

    let mut signals =
        signal_hook::iterator::Signals::new([SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM])?;
    thread::spawn(move || {
        for signal in signals.forever() {
            let happening = match signal {
                SIGCONT => Happening::Continued,
                signal => Happening::Ended(signal),
            };
            if sender.send(happening).is_err() {
                return;
            }
        }
    });
    Ok(())
}

#[cfg(not(unix))]
#[expect(
    clippy::unnecessary_wraps,
    clippy::needless_pass_by_value,
    reason = "as on Unix"
)]
fn signals(_: Sender<Happening>) -> io::Result<()> {
    Ok(())
}
