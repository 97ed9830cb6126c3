//! The terminal and signals on Unix.

use std::fs::File;
use std::io::{self, ErrorKind, IsTerminal, Read, Write};
use std::os::fd::AsFd;
use std::os::unix::net::UnixStream;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::Sender;

use rustix::event::{PollFd, PollFlags, poll};
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

/// The terminal to read from, and the other end of its [`Lender`].
pub struct Terminal {
    file: File,
    /// Has a byte to read while the lender wants the terminal, which the answer acknowledges.
    wanted: UnixStream,
    is_lent: Arc<AtomicBool>,
}

/// Lends the terminal to another program, while nothing is read from it here.
pub struct Lender {
    wants: UnixStream,
    is_lent: Arc<AtomicBool>,
}

impl Lender {
    /// Does something while the terminal is lent.
    ///
    /// # Errors
    ///
    /// Fails if that does, or if the thread that reads the terminal has ended.
    pub fn lend<T>(&mut self, work: impl FnOnce() -> io::Result<T>) -> io::Result<T> {
        self.is_lent.store(true, Ordering::Relaxed);
        let done = self.asked().and_then(|()| work());
        self.is_lent.store(false, Ordering::Relaxed);
        let done = done?;
        self.wants.write_all(&[0])?;
        Ok(done)
    }

    /// Waits until the thread has let go of the terminal.
    fn asked(&mut self) -> io::Result<()> {
        self.wants.write_all(&[0])?;
        self.wants.read_exact(&mut [0])
    }
}

impl Terminal {
    /// Opens stdin, or the controlling terminal.
    ///
    /// # Errors
    ///
    /// Fails if there is no terminal.
    pub fn open() -> io::Result<(Self, Lender)> {
        let input = io::stdin();
        let file = if input.is_terminal() {
            File::from(input.as_fd().try_clone_to_owned()?)
        } else {
            File::open("/dev/tty")?
        };
        // A previous program may have left it in non-blocking mode.
        let flags = fcntl_getfl(&file)?;
        if flags.contains(OFlags::NONBLOCK) {
            fcntl_setfl(&file, flags - OFlags::NONBLOCK)?;
        }
        let (wants, wanted) = UnixStream::pair()?;
        let is_lent = Arc::new(AtomicBool::new(false));
        let lender = Lender {
            wants,
            is_lent: Arc::clone(&is_lent),
        };
        let terminal = Self {
            file,
            wanted,
            is_lent,
        };
        Ok((terminal, lender))
    }

    /// Whether the terminal is lent to another program.
    pub fn is_lent(&self) -> Arc<AtomicBool> {
        Arc::clone(&self.is_lent)
    }

    /// Sends all input until the terminal is closed.
    pub fn send_bytes(&mut self, sender: &Sender<Event>) {
        let mut buffer = [0; 1 << 12];
        loop {
            if self.wait().is_err() {
                return;
            }
            let (event, is_last) = match self.file.read(&mut buffer) {
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

    /// Waits until there is input, and meanwhile lends the terminal.
    ///
    /// # Errors
    ///
    /// Fails if the program ends.
    fn wait(&mut self) -> io::Result<()> {
        loop {
            let mut ready = [
                PollFd::new(&self.file, PollFlags::IN),
                PollFd::new(&self.wanted, PollFlags::IN),
            ];
            match poll(&mut ready, None) {
                Err(Errno::INTR) => continue,
                // Some systems cannot wait for a terminal; reading it waits too.
                Err(_) => return Ok(()),
                Ok(_) => {}
            }
            let [terminal, wanted] = ready.map(|ready| !ready.revents().is_empty());
            if wanted {
                self.wanted.read_exact(&mut [0])?;
                self.wanted.write_all(&[0])?;
                self.wanted.read_exact(&mut [0])?;
            } else if terminal {
                return Ok(());
            }
        }
    }
}

/// Sends the received signals. While the terminal is lent, those from its keys are for the other program, except that
/// this one stops with it.
pub fn send_signals(signals: &mut Signals, sender: &Sender<Event>, is_lent: &AtomicBool) {
    for signal in signals.forever() {
        let is_lent = is_lent.load(Ordering::Relaxed);
        let event = match signal {
            SIGTSTP if is_lent => {
                let _ = signal_hook::low_level::emulate_default_handler(SIGTSTP);
                continue;
            }
            SIGCONT | SIGINT | SIGQUIT if is_lent => continue,
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
