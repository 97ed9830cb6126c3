//! The terminal and signals on Unix.

use std::fs::File;
use std::io::{self, ErrorKind, IsTerminal, Read};
use std::os::fd::AsFd;
use std::sync::mpsc::Sender;

use rustix::fs::{OFlags, fcntl_getfl, fcntl_setfl};
use rustix::io::Errno;
use rustix::termios::tcgetattr;
use signal_hook::consts::{
    SIGALRM, SIGCONT, SIGHUP, SIGINT, SIGPROF, SIGQUIT, SIGTERM, SIGTSTP, SIGUSR1, SIGUSR2,
    SIGVTALRM, SIGWINCH, SIGXCPU, SIGXFSZ,
};
use signal_hook::iterator::Signals;

use super::Event;

/// The signals that end a program by default, except those that report a fault in it.
pub const ENDING: [i32; 11] = [
    SIGALRM, SIGHUP, SIGINT, SIGPROF, SIGQUIT, SIGTERM, SIGUSR1, SIGUSR2, SIGVTALRM, SIGXCPU,
    SIGXFSZ,
];

/// The terminal to read from: stdin, or the controlling terminal.
pub fn terminal() -> io::Result<File> {
    let input = io::stdin();
    let terminal = if input.is_terminal() {
        File::from(input.as_fd().try_clone_to_owned()?)
    } else {
        File::open("/dev/tty")?
    };
    // A previous program may have left it in non-blocking mode.
    let flags = fcntl_getfl(&terminal)?;
    if flags.contains(OFlags::NONBLOCK) {
        fcntl_setfl(&terminal, flags - OFlags::NONBLOCK)?;
    }
    Ok(terminal)
}

/// Sends all input until the terminal is closed.
pub fn send_bytes(terminal: &mut File, sender: &Sender<Event>) {
    let mut buffer = [0; 1 << 12];
    loop {
        let (event, is_last) = match terminal.read(&mut buffer) {
            Ok(0) => (Event::HungUp, true),
            Ok(length) => {
                let bytes = buffer.get(..length).unwrap_or_default();
                (Event::Bytes(bytes.to_vec()), false)
            }
            Err(error) if error.kind() == ErrorKind::Interrupted => continue,
            Err(error) if is_hang_up(&error) => (Event::HungUp, true),
            Err(error) => (Event::Failed(error), true),
        };
        if sender.send(event).is_err() || is_last {
            return;
        }
    }
}

/// Sends the received signals.
pub fn send_signals(signals: &mut Signals, sender: &Sender<Event>) {
    for signal in signals.forever() {
        let event = match signal {
            SIGTSTP => Event::Stopped,
            SIGCONT => Event::Continued,
            SIGWINCH => Event::Resized,
            signal => Event::Ended(signal),
        };
        if sender.send(event).is_err() {
            return;
        }
    }
}

/// The errors of reading and writing a closed terminal.
pub fn is_hang_up(error: &io::Error) -> bool {
    Errno::from_io_error(error) == Some(Errno::IO)
}

/// Whether an error comes from a closed terminal. Querying the size does not reveal that.
pub fn is_closed(error: &io::Error) -> bool {
    is_hang_up(error) || tcgetattr(io::stdout()).is_err_and(|errno| errno == Errno::IO)
}
