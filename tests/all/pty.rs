//! A program in a real pseudo-terminal: keys go in, the screen and every byte come out.

use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, ExitStatus, MasterPty, PtySize, SlavePty};
use rustix::process::{Pid, Signal, kill_process};
use tempfile::TempDir;

pub use crate::program::{CONFIG, EOLENS};

/// Longer than anything here takes on a busy machine.
pub const PATIENCE: Duration = Duration::from_secs(10);

/// A program to start. Its environment is nearly empty, and it has a home folder of its own.
pub struct Start {
    command: CommandBuilder,
    size: PtySize,
    home: TempDir,
}

/// The browser with these arguments, on 80×24, with a few products that a newer catalog leaves as they are.
pub fn eolens(args: &[&str]) -> Start {
    let products = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/products");
    program(EOLENS, args).env("EOLENS_PRODUCTS", products)
}

/// Any program with these arguments, on 80×24.
pub fn program(program: &str, args: &[&str]) -> Start {
    let mut command = CommandBuilder::new(program);
    command.args(args);
    command.env_clear();
    command.cwd(env!("CARGO_MANIFEST_DIR"));
    command.env("PATH", std::env::var_os("PATH").unwrap_or_default());
    command.env("TERM", "xterm-256color");
    command.env("EOLENS_CONFIG", CONFIG);
    let home = tempfile::tempdir().unwrap();
    command.env("HOME", home.path());
    Start {
        command,
        home,
        size: size(80, 24),
    }
}

impl Start {
    pub fn env(mut self, name: &str, value: &str) -> Self {
        self.command.env(name, value);
        self
    }

    pub fn within(mut self, folder: &Path) -> Self {
        self.command.cwd(folder);
        self
    }

    pub fn size(mut self, columns: u16, rows: u16) -> Self {
        self.size = size(columns, rows);
        self
    }

    pub fn start(self) -> Session {
        let pty = portable_pty::native_pty_system()
            .openpty(self.size)
            .unwrap();
        let (rows, columns) = (count(self.size.rows), count(self.size.cols));
        let seen = Arc::new(Mutex::new(Seen {
            bytes: Vec::new(),
            parser: vt100::Parser::new(rows, columns, 0),
        }));
        let is_cut = Arc::new(AtomicBool::new(false));
        let before = modes(&*pty.master);
        let output = pty.master.try_clone_reader().unwrap();
        let keyboard = Arc::new(Mutex::new(pty.master.take_writer().unwrap()));
        Session {
            reader: Some(listen(output, keyboard.clone(), &seen, &is_cut)),
            keyboard: Some(keyboard),
            child: pty.slave.spawn_command(self.command).unwrap(),
            master: Some(pty.master),
            slave: Some(pty.slave),
            seen,
            is_cut,
            before,
            after: None,
            _home: self.home,
        }
    }
}

/// A program that runs in a terminal of its own and ends with the test.
pub struct Session {
    child: Box<dyn Child + Send + Sync>,
    keyboard: Option<Keyboard>,
    reader: Option<JoinHandle<()>>,
    master: Option<Box<dyn MasterPty + Send>>,
    /// Keeps the terminal open after the program's end, so that its modes can be examined.
    slave: Option<Box<dyn SlavePty + Send>>,
    seen: Arc<Mutex<Seen>>,
    is_cut: Arc<AtomicBool>,
    /// The initial modes of the terminal.
    before: String,
    after: Option<String>,
    _home: TempDir,
}

type Keyboard = Arc<Mutex<Box<dyn Write + Send>>>;

struct Seen {
    bytes: Vec<u8>,
    parser: vt100::Parser,
}

impl Session {
    pub fn pid(&self) -> i32 {
        self.child.process_id().unwrap().try_into().unwrap()
    }

    pub fn keys(&self, keys: &str) {
        let mut keyboard = self.keyboard.as_ref().unwrap().lock().unwrap();
        keyboard.write_all(keys.as_bytes()).unwrap();
    }

    pub fn resize(&self, columns: u16, rows: u16) {
        self.seen().parser.set_size(count(rows), count(columns));
        let master = self.master.as_ref().unwrap();
        master.resize(size(columns, rows)).unwrap();
    }

    pub fn signal(&self, signal: Signal) {
        kill_process(Pid::from_raw(self.pid()).unwrap(), signal).unwrap();
    }

    /// Waits until a condition is true; on failure, shows the screen.
    pub fn until(&self, what: &str, mut is: impl FnMut(&Self) -> bool) {
        let start = Instant::now();
        while !is(self) {
            assert!(
                start.elapsed() < PATIENCE,
                "never came: {what}\n{}",
                self.text()
            );
            thread::sleep(Duration::from_millis(5));
        }
    }

    /// Waits for a text on the screen.
    pub fn shows(&self, text: &str) {
        self.until(text, |session| session.text().contains(text));
    }

    /// Whether header, frames and footer are in their places.
    pub fn is_full(&self) -> bool {
        let rows = self.screen(|screen| {
            let columns = screen.size().1.get();
            screen.rows(0, columns).collect::<Vec<_>>()
        });
        let [header, top, .., bottom, footer] = &rows[..] else {
            return false;
        };
        header.contains("data")
            && top.starts_with('╭')
            && bottom.starts_with('╰')
            && footer.contains("keys")
    }

    /// Waits until the program has ended and all its output has arrived.
    pub fn ended(&mut self) -> ExitStatus {
        let start = Instant::now();
        let status = loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                break status;
            }
            assert!(start.elapsed() < PATIENCE, "never ends:\n{}", self.text());
            thread::sleep(Duration::from_millis(5));
        };
        if self.master.is_some() {
            self.after = Some(self.modes());
            self.slave = None;
            self.reader.take().unwrap().join().unwrap();
        }
        status
    }

    /// Fails if the terminal is not as it was before the start.
    pub fn is_given_back(&self) {
        let left = self.screen(|screen| {
            let is_visible = !screen.hide_cursor();
            (
                screen.alternate_screen(),
                screen.bracketed_paste(),
                screen.mouse_protocol_mode(),
                is_visible,
            )
        });
        let before = (false, false, vt100::MouseProtocolMode::None, true);
        assert_eq!(left, before, "\n{}", self.text());
        let modes = self.after.clone().unwrap_or_else(|| self.modes());
        assert_eq!(modes, self.before, "\n{}", self.text());
    }

    /// Hangs up: closes the terminal.
    pub fn hang_up(&mut self) {
        self.is_cut.store(true, Ordering::Relaxed);
        // The reader keeps the terminal open until it sees another frame.
        self.resize(81, 25);
        self.until("a last frame", |session| {
            session.reader.as_ref().is_none_or(JoinHandle::is_finished)
        });
        self.keyboard = None;
        self.master = None;
    }

    pub fn bytes(&self) -> Vec<u8> {
        self.seen().bytes.clone()
    }

    pub fn text(&self) -> String {
        self.screen(vt100::Screen::contents)
    }

    pub fn screen<T>(&self, look: impl FnOnce(&vt100::Screen) -> T) -> T {
        look(self.seen().parser.screen())
    }

    fn modes(&self) -> String {
        modes(&**self.master.as_ref().unwrap())
    }

    fn seen(&self) -> MutexGuard<'_, Seen> {
        self.seen.lock().unwrap()
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The offset of a sequence of bytes.
pub fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes
        .windows(wanted.len())
        .position(|window| window == wanted)
}

fn listen(
    mut output: Box<dyn Read + Send>,
    keyboard: Keyboard,
    seen: &Arc<Mutex<Seen>>,
    is_cut: &Arc<AtomicBool>,
) -> JoinHandle<()> {
    let (seen, is_cut) = (seen.clone(), is_cut.clone());
    thread::spawn(move || {
        let mut buffer = [0; 1 << 12];
        while let Ok(length @ 1..) = output.read(&mut buffer) {
            let mut seen = seen.lock().unwrap();
            seen.bytes.extend_from_slice(&buffer[..length]);
            seen.parser.process(&buffer[..length]);
            if is_cut.load(Ordering::Relaxed) {
                return;
            }
            if find(&buffer[..length], b"\x1b[6n").is_some() {
                let (row, column) = seen.parser.screen().cursor_position();
                let answer = format!("\x1b[{};{}R", row + 1, column + 1);
                let _ = keyboard.lock().unwrap().write_all(answer.as_bytes());
            }
        }
    })
}

fn modes(master: &(dyn MasterPty + Send)) -> String {
    format!("{:?}", master.get_termios().unwrap())
}

fn size(cols: u16, rows: u16) -> PtySize {
    PtySize {
        rows,
        cols,
        ..PtySize::default()
    }
}

fn count(cells: u16) -> NonZeroU16 {
    NonZeroU16::new(cells).unwrap()
}
