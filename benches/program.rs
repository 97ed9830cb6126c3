//! Times the whole program against its budgets, in a terminal of 120×40: `cargo bench --bench program`.
//!
//! Times are medians of many runs, from exec until the last byte of the first frame or the end of the process.
//! `fzf` over the same names is timed in turn where it is installed; `EOLENS_PRODUCTS=DIR` adds the
//! reading of that folder. Exits with 1 where a budget is not kept.

#![allow(clippy::unwrap_used, reason = "a bench fails by panicking")]
#![allow(clippy::cast_precision_loss, reason = "figures to read")]

use std::env;
use std::fs;
use std::io::{Read, Write};
use std::path::Path;
use std::process::{Command, ExitCode, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::{Duration, Instant};

use eolens::sources::source;
use portable_pty::{Child, CommandBuilder, PtySize, native_pty_system};

const PROGRAM: &str = env!("CARGO_BIN_EXE_eolens");

/// The state between runs: a watchlist, but no session.
const STATE: &str = concat!(env!("CARGO_TARGET_TMPDIR"), "/state");
/// An empty configuration, so that the user's own does not affect the results.
const CONFIG: &str = concat!(env!("CARGO_TARGET_TMPDIR"), "/state/config.yaml");
/// Cargo adds many folders to the library path; searching them takes time that users do not spend.
const LIBRARIES: &str = "LD_LIBRARY_PATH";
const RUNS: usize = 41;
const IDLE: Duration = Duration::from_secs(10);
/// A frame is complete when no byte follows for this long.
const QUIET: Duration = Duration::from_millis(60);
/// How long a shell takes to start.
const SHELL: Duration = Duration::from_millis(20);
const PATIENCE: Duration = Duration::from_secs(10);

fn main() -> ExitCode {
    let mut budgets = Budgets { are_kept: true };
    let catalog = source::embedded().unwrap();
    println!("{} products\n", catalog.cards().len());
    let watched = catalog.cards().iter().step_by(10);
    let watched: Vec<&str> = watched.map(|card| card.id.as_str()).collect();
    fs::create_dir_all(format!("{STATE}/eolens")).unwrap();
    fs::write(format!("{STATE}/eolens/watchlist"), watched.join("\n")).unwrap();
    fs::write(CONFIG, "").unwrap();
    let frame = Start::eolens(&["--fresh"]);
    let names = tempfile::NamedTempFile::new().unwrap();
    for card in catalog.cards() {
        writeln!(names.as_file(), "{}", card.title).unwrap();
    }
    let fzf = Start {
        command: format!("fzf <'{}'", names.path().display()),
        // The count, and the names on the first and last of its 38 lines.
        parts: [0, 37]
            .map(|line| catalog.cards().get(line).unwrap().title.clone())
            .into_iter()
            .chain([format!("{0}/{0}", catalog.cards().len())])
            .collect(),
    };
    let has_fzf = Command::new("fzf").arg("--version").output().is_ok();
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for _ in 0..RUNS {
        ours.push(frame.time());
        if has_fzf {
            theirs.push(fzf.time());
        }
    }
    let ours = budgets.time("exec to the first full frame", ours, 5.0);
    if has_fzf {
        let theirs = budgets.time("the same of fzf over the names", theirs, f64::INFINITY);
        budgets.hold("ours in parts of fzf's", ours / theirs, 0.25, "");
    }
    for (arguments, most) in [("show python", 4.0), ("--version", 2.0)] {
        let times = (0..RUNS).map(|_| process(arguments)).collect();
        budgets.time(&format!("eolens {arguments}, whole process"), times, most);
    }
    if let Some(folder) = env::var_os("EOLENS_PRODUCTS") {
        let folder = folder.into_string().unwrap();
        let start = Start::eolens(&["--products", &folder]);
        let times = (0..RUNS).map(|_| start.time()).collect();
        budgets.time("--products, exec to the first full frame", times, 45.0);
    }
    let size = fs::metadata(PROGRAM).unwrap().len() as f64;
    budgets.hold("size of the program", size / 1_048_576.0, 10.0, " MiB");
    if Path::new("/proc/self/status").exists() {
        rest(&frame, &mut budgets);
    }
    ExitCode::from(u8::from(!budgets.are_kept))
}

/// What a program at rest takes: memory, wake-ups, bytes for the terminal.
fn rest(frame: &Start, budgets: &mut Budgets) {
    let mut session = frame.start();
    session.settled(&frame.parts);
    let status = format!("/proc/{}", session.child.process_id().unwrap());
    let peak = field(&format!("{status}/status"), "VmHWM:") as f64 / 1024.0;
    budgets.hold("peak memory", peak, 12.0, " MiB");
    // The terminal may still be busy with the frame.
    thread::sleep(Duration::from_millis(200));
    while session.bytes.try_recv().is_ok() {}
    let before = wakes(&status);
    thread::sleep(IDLE);
    let woken = wakes(&status) - before;
    let written: usize = session.bytes.try_iter().map(|(_, bytes)| bytes.len()).sum();
    budgets.hold("wake-ups in 10 s of rest", woken as f64, 0.0, "");
    budgets.hold("bytes written meanwhile", written as f64, 0.0, "");
    for (what, keys) in [("a step in the list", "j"), ("back", "k")] {
        session.keyboard.write_all(keys.as_bytes()).unwrap();
        thread::sleep(Duration::from_millis(200));
        let written: usize = session.bytes.try_iter().map(|(_, bytes)| bytes.len()).sum();
        println!(
            "{:<44} {written:>9} bytes",
            format!("{what}, for the terminal")
        );
    }
}

/// How often any thread of the process has been put to sleep or off the processor.
fn wakes(process: &str) -> u64 {
    let threads = fs::read_dir(format!("{process}/task")).unwrap();
    let of = |thread: fs::DirEntry| {
        let status = thread.path().join("status");
        field(&status.display().to_string(), "voluntary_ctxt_switches:")
    };
    threads.map(|thread| of(thread.unwrap())).sum()
}

/// A number from a file in `/proc`.
fn field(file: &str, name: &str) -> u64 {
    let text = fs::read_to_string(file).unwrap();
    let mut lines = text.lines().filter_map(|line| line.strip_prefix(name));
    let value = lines
        .next()
        .and_then(|value| value.split_whitespace().next());
    value.unwrap().parse().unwrap()
}

/// The milliseconds that a process takes to print and exit.
fn process(arguments: &str) -> f64 {
    let mut command = Command::new(PROGRAM);
    command.args(arguments.split(' ')).stdin(Stdio::null());
    command.env_remove("EOLENS_PRODUCTS").stdout(Stdio::null());
    command.env_remove(LIBRARIES);
    command.env("EOLENS_CONFIG", CONFIG);
    let start = Instant::now();
    assert!(command.status().unwrap().success());
    milliseconds(start)
}

fn milliseconds(start: Instant) -> f64 {
    start.elapsed().as_secs_f64() * 1000.0
}

/// A program for a terminal, and the texts that show that its first frame is complete.
struct Start {
    /// The command, as a shell takes it.
    command: String,
    parts: Vec<String>,
}

struct Session {
    /// Taken just before the shell becomes the program.
    start: Instant,
    child: Box<dyn Child + Send + Sync>,
    bytes: Receiver<(Instant, Vec<u8>)>,
    keyboard: Box<dyn Write + Send>,
    /// Keeps the terminal open.
    _master: Box<dyn portable_pty::MasterPty + Send>,
}

impl Start {
    fn eolens(arguments: &[&str]) -> Self {
        Self {
            command: format!("'{PROGRAM}' '{}'", arguments.join("' '")),
            parts: vec!["Enter releases".to_owned()],
        }
    }

    /// Milliseconds until the last byte of the first frame.
    fn time(&self) -> f64 {
        let mut session = self.start();
        let last = session.settled(&self.parts);
        last.duration_since(session.start).as_secs_f64() * 1000.0
    }

    fn start(&self) -> Session {
        let size = PtySize {
            rows: 40,
            cols: 120,
            ..PtySize::default()
        };
        let pty = native_pty_system().openpty(size).unwrap();
        // The shell waits for a line and then execs the program, so that the time excludes creating the
        // process.
        let script = format!("read -r line; exec {}", self.command);
        let mut command = CommandBuilder::from_argv(["sh", "-c", &script].map(Into::into).into());
        command.cwd(env::current_dir().unwrap());
        command.env("TERM", "xterm-256color");
        command.env("XDG_STATE_HOME", STATE);
        command.env("EOLENS_CONFIG", CONFIG);
        command.env_remove("EOLENS_PRODUCTS");
        command.env_remove("NO_COLOR");
        command.env_remove(LIBRARIES);
        let mut output = pty.master.try_clone_reader().unwrap();
        let (sender, bytes) = mpsc::channel();
        thread::spawn(move || {
            let mut buffer = [0; 1 << 14];
            while let Ok(length @ 1..) = output.read(&mut buffer) {
                let bytes = buffer.get(..length).unwrap().to_vec();
                if sender.send((Instant::now(), bytes)).is_err() {
                    return;
                }
            }
        });
        let child = pty.slave.spawn_command(command).unwrap();
        let mut keyboard = pty.master.take_writer().unwrap();
        thread::sleep(SHELL);
        let start = Instant::now();
        keyboard.write_all(b"\n").unwrap();
        Session {
            start,
            child,
            bytes,
            keyboard,
            _master: pty.master,
        }
    }
}

impl Session {
    /// Waits until the texts have appeared and nothing more comes; returns when the last byte came.
    fn settled(&mut self, parts: &[String]) -> Instant {
        let (mut seen, mut last) = (String::new(), self.start);
        loop {
            let is_there = parts.iter().all(|part| seen.contains(part));
            let patience = if is_there { QUIET } else { PATIENCE };
            match self.bytes.recv_timeout(patience) {
                Ok((time, bytes)) => {
                    seen.push_str(&String::from_utf8_lossy(&bytes));
                    last = time;
                }
                Err(error) => {
                    assert!(is_there, "{error}: {seen}");
                    return last;
                }
            }
        }
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

struct Budgets {
    are_kept: bool,
}

impl Budgets {
    /// Reports the median of some milliseconds.
    fn time(&mut self, what: &str, mut times: Vec<f64>, most: f64) -> f64 {
        times.sort_by(f64::total_cmp);
        let median = times.get(times.len() / 2).copied().unwrap();
        self.hold(what, median, most, " ms");
        median
    }

    fn hold(&mut self, what: &str, value: f64, most: f64, unit: &str) {
        let is_kept = value <= most;
        self.are_kept &= is_kept;
        let verdict = if is_kept { "" } else { "  NOT KEPT" };
        let budget = if most.is_finite() {
            format!("{most}{unit}")
        } else {
            String::new()
        };
        println!(
            "{what:<44} {:>12} {budget:>9}{verdict}",
            format!("{value:.2}{unit}")
        );
    }
}
