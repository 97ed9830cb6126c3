//! Times the whole program against its budgets, in a terminal of 120×40: `cargo bench --bench program`.
//!
//! Times are medians of many runs, from exec until the last byte of the first frame or the exit. The first
//! frame is timed in turn with that of a minimal program that writes the same bytes, with that over a folder
//! (the product files of this repository, or those that `EOLENS_PRODUCTS` names), and with that of `fzf` over the same
//! names if it is installed. Exits with 1 if a budget is exceeded.

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
use flate2::Compression;
use flate2::write::GzEncoder;
use portable_pty::{Child, CommandBuilder, PtySize, native_pty_system};
use tar::Builder;

const PROGRAM: &str = env!("CARGO_BIN_EXE_eolens");

/// The state between runs: a watchlist, but no session.
const STATE: &str = concat!(env!("CARGO_TARGET_TMPDIR"), "/state");
/// An empty configuration, so that the user's own does not affect the results.
const CONFIG: &str = concat!(env!("CARGO_TARGET_TMPDIR"), "/state/config.yaml");
/// Where updates are kept: nothing yet, and the same products once more.
const CACHES: [&str; 2] = [
    concat!(env!("CARGO_TARGET_TMPDIR"), "/state/embedded"),
    concat!(env!("CARGO_TARGET_TMPDIR"), "/state/updated"),
];
/// Cargo adds many folders to the library path; searching them takes time that users do not spend.
const LIBRARIES: &str = "LD_LIBRARY_PATH";
const RUNS: usize = 41;
/// How many times the products are taken where there are many.
const TIMES: usize = 100;
const IDLE: Duration = Duration::from_secs(10);
/// A frame is complete when no byte follows for this long.
const QUIET: Duration = Duration::from_millis(60);
/// How long a shell takes to start.
const SHELL: Duration = Duration::from_millis(20);
/// Longer than anything takes on a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);

fn main() -> ExitCode {
    let mut budgets = Budgets { are_kept: true };
    let catalog = source::embedded().unwrap();
    println!("{} products\n", catalog.cards().len());
    let watched = catalog.cards().iter().step_by(10);
    let watched: Vec<&str> = watched.map(|card| card.id.as_str()).collect();
    fs::create_dir_all(format!("{STATE}/eolens")).unwrap();
    fs::write(format!("{STATE}/eolens/watchlist"), watched.join("\n")).unwrap();
    fs::write(CONFIG, "").unwrap();
    update(&mut budgets);
    let frame = Start::eolens(&["--fresh"]);
    let names = tempfile::NamedTempFile::new().unwrap();
    for card in catalog.cards() {
        writeln!(names.as_file(), "{}", card.title).unwrap();
    }
    let fzf = Start {
        command: format!("fzf <'{}'", names.path().display()),
        cache: CACHES[0],
        // The count, and the names on the first and last of its 38 lines.
        parts: [0, 37]
            .map(|line| catalog.cards().get(line).unwrap().title.to_string())
            .into_iter()
            .chain([format!("{0}/{0}", catalog.cards().len())])
            .collect(),
    };
    first_frames(&frame, &fzf, &mut budgets);
    let banner = "psql (PostgreSQL) 14.10 (Ubuntu 14.10-1.pgdg22.04+1)";
    for (arguments, most) in [
        (&["--version"][..], 2.0),
        (&["show", "python"], 4.0),
        (&["show", banner], 4.0),
        (&["show", "kuberentes 1.29"], 4.0),
    ] {
        let times = (0..RUNS).map(|_| process(arguments)).collect();
        let what = format!("eolens {}, whole process", arguments.join(" "));
        budgets.time(&what, times, most);
    }
    for kilobytes in [16, 100] {
        let words = "lamp 1.2 ".repeat(kilobytes * 1000 / 9);
        let times = (0..RUNS).map(|_| process(&["show", &words])).collect();
        budgets.time(&format!("eolens show, {kilobytes} kB"), times, 8.0);
    }
    let size = fs::metadata(PROGRAM).unwrap().len() as f64;
    budgets.hold("size of the program", size / 1_048_576.0, 12.0, " MiB");
    if Path::new("/proc/self/status").exists() {
        rest(&frame, &mut budgets);
        browse(&mut budgets);
        many(&mut budgets);
    }
    ExitCode::from(u8::from(!budgets.are_kept))
}

/// The first frame beside those of others, all in turn, so that the ratios hold on a busy machine too.
fn first_frames(frame: &Start, fzf: &Start, budgets: &mut Budgets) {
    let has_fzf = Command::new("fzf").arg("--version").output().is_ok();
    let folder = env::var("EOLENS_PRODUCTS");
    let folder =
        folder.unwrap_or_else(|_| concat!(env!("CARGO_MANIFEST_DIR"), "/products").to_owned());
    let folder = Start::eolens(&["--fresh", "--products", &folder]);
    let minimal = Start::minimal(frame);
    let updated = Start {
        cache: CACHES[1],
        ..Start::eolens(&["--fresh"])
    };
    let (mut ours, mut least, mut theirs, mut read) = (vec![], vec![], vec![], vec![]);
    let mut newer = vec![];
    for _ in 0..RUNS {
        ours.push(frame.time());
        newer.push(updated.time());
        least.push(minimal.time());
        read.push(folder.time());
        if has_fzf {
            theirs.push(fzf.time());
        }
    }
    let ours = budgets.time("exec to the first full frame", ours, 5.0);
    budgets.time("the same with updated data", newer, 5.0);
    let least = budgets.time("the same of a minimal program", least, f64::INFINITY);
    budgets.hold("ours in parts of the minimal one's", ours / least, 2.2, "");
    if has_fzf {
        let theirs = budgets.time("the same of fzf over the names", theirs, f64::INFINITY);
        budgets.hold("ours in parts of fzf's", ours / theirs, 0.25, "");
    }
    let read = budgets.time(
        "--products, exec to the first full frame",
        read,
        f64::INFINITY,
    );
    budgets.hold("that in parts of the embedded one's", read / ours, 14.0, "");
}

/// The cost of an idle program: memory, wake-ups, bytes for the terminal.
fn rest(frame: &Start, budgets: &mut Budgets) {
    let mut session = frame.start();
    session.settled(&frame.parts);
    let status = format!("/proc/{}", session.child.process_id().unwrap());
    budgets.hold("peak memory", peak(&session) / 1_048_576.0, 12.0, " MiB");
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

/// Updates from an archive of the products, as the repository's host makes one: time, and memory meanwhile.
fn update(budgets: &mut Budgets) {
    let gzip = GzEncoder::new(Vec::new(), Compression::default());
    let mut tar = Builder::new(gzip);
    let products = concat!(env!("CARGO_MANIFEST_DIR"), "/products");
    tar.append_dir_all("endoflife.date-master/products", products)
        .unwrap();
    let archive = tar.into_inner().unwrap().finish().unwrap();
    let file = format!("{STATE}/archive.tar.gz");
    fs::write(&file, archive).unwrap();
    let (mut times, mut most) = (vec![], 0);
    for _ in 0..RUNS {
        let _ = fs::remove_dir_all(CACHES[1]);
        let mut command = Command::new(PROGRAM);
        command.args(["update", "--force", "--from", &file]);
        command
            .env("XDG_CACHE_HOME", CACHES[1])
            .env("EOLENS_CONFIG", CONFIG);
        command
            .env_remove(LIBRARIES)
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        let start = Instant::now();
        let mut child = command.spawn().unwrap();
        let status = format!("/proc/{}/status", child.id());
        while child.try_wait().unwrap().is_none() {
            most = most.max(try_field(&status, "VmHWM:").unwrap_or_default());
            thread::sleep(Duration::from_millis(1));
        }
        times.push(milliseconds(start));
    }
    budgets.time("an update from an archive", times, 300.0);
    budgets.hold("memory meanwhile", most as f64 / 1024.0, 48.0, " MiB");
}

/// The memory of the browser over updated data, after a look at many products, the radar and the changes.
fn browse(budgets: &mut Budgets) {
    let updated = Start {
        cache: CACHES[1],
        ..Start::eolens(&["--fresh"])
    };
    let mut session = updated.start();
    session.settled(&updated.parts);
    for keys in [
        "jjjjjjjjjj",
        "/python 3.9",
        "\x15pyhton",
        "\x15",
        "\x1b2jjjj",
        "3jj",
        "5j",
        "1",
    ] {
        session.keyboard.write_all(keys.as_bytes()).unwrap();
        thread::sleep(Duration::from_millis(300));
    }
    let peak = peak(&session) / 1_048_576.0;
    budgets.hold("peak memory over updated data", peak, 12.0, " MiB");
}

/// The memory of a hundred times as many products, as parts of the size of their files.
fn many(budgets: &mut Budgets) {
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let size = multiply(folder.path());
    let path = folder.path().to_str().unwrap();
    let mut session = Start::eolens(&["--fresh", "--products", path]).start();
    session.settled(&["Products".to_owned()]);
    // Searching, guessing and filtering collect what they need of all products.
    for keys in ["/python 3.9", "\x15pyhton", "\x15is:ended java>=17", "\x15"] {
        session.keyboard.write_all(keys.as_bytes()).unwrap();
        thread::sleep(Duration::from_millis(500));
    }
    let peak = peak(&session);
    budgets.hold(
        "the browser over 46,400 products, of their size",
        peak / size,
        2.0,
        "",
    );
    drop(session);
    // It stands still when the pipe is full, and then has listed all.
    let mut command = Command::new(PROGRAM);
    command
        .args(["list", "--products", path])
        .env("EOLENS_CONFIG", CONFIG);
    let command = command.stdout(Stdio::piped()).stderr(Stdio::null());
    let mut child = command.spawn().unwrap();
    let mut first = [0];
    child
        .stdout
        .as_mut()
        .unwrap()
        .read_exact(&mut first)
        .unwrap();
    let peak = field(&format!("/proc/{}/status", child.id()), "VmHWM:") as f64 * 1024.0;
    budgets.hold("the same of `eolens list`", peak / size, 2.0, "");
    child.kill().unwrap();
    child.wait().unwrap();
}

/// The product files of this repository a hundred times, the copies under other names; says their size.
fn multiply(folder: &Path) -> f64 {
    let mut size = 0;
    for file in fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/products")).unwrap() {
        let file = file.unwrap().path();
        let stem = file.file_stem().unwrap().to_string_lossy();
        let text = fs::read_to_string(&file).unwrap();
        for copy in 0..TIMES {
            let ending = if copy == 0 {
                String::new()
            } else {
                format!("-{copy}")
            };
            let (before, after) = text.split_once("\npermalink: ").unwrap();
            let (permalink, after) = after.split_once('\n').unwrap();
            let text = format!("{before}\npermalink: {permalink}{ending}\n{after}");
            size += text.len();
            fs::write(folder.join(format!("{stem}{ending}.md")), text).unwrap();
        }
    }
    size as f64
}

/// The most memory that a program has had, in bytes.
fn peak(session: &Session) -> f64 {
    let status = format!("/proc/{}/status", session.child.process_id().unwrap());
    field(&status, "VmHWM:") as f64 * 1024.0
}

/// How often the process has been switched off the processor.
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
    try_field(file, name).unwrap()
}

/// The same; `None` for a process that has ended.
fn try_field(file: &str, name: &str) -> Option<u64> {
    let text = fs::read_to_string(file).ok()?;
    let value = text.lines().find_map(|line| line.strip_prefix(name))?;
    value.split_whitespace().next()?.parse().ok()
}

/// The milliseconds that a process takes to print and exit.
fn process(arguments: &[&str]) -> f64 {
    let mut command = Command::new(PROGRAM);
    command.args(arguments).stdin(Stdio::null());
    command.env_remove("EOLENS_PRODUCTS").stdout(Stdio::null());
    command.env_remove(LIBRARIES).stderr(Stdio::null());
    command.env("EOLENS_CONFIG", CONFIG);
    let start = Instant::now();
    // Not found and ended are answers too.
    assert_ne!(command.status().unwrap().code(), Some(2));
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
    /// See [`CACHES`].
    cache: &'static str,
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
            parts: vec!["keys".to_owned()],
            cache: CACHES[0],
        }
    }

    /// What writes the first frame of a program in one go, and does nothing else.
    fn minimal(of: &Self) -> Self {
        let mut session = of.start();
        let frame = session.first_frame(&of.parts);
        let [program, file] = ["minimal", "frame"].map(|name| format!("{STATE}/{name}"));
        fs::write(&file, frame).unwrap();
        let source = concat!(env!("CARGO_MANIFEST_DIR"), "/benches/minimal.rs");
        let compiler = env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
        let mut compile = Command::new(compiler);
        compile.args(["--edition", "2024", "-O", "-o", &program, source]);
        assert!(compile.status().unwrap().success());
        Self {
            command: format!("'{program}' '{file}'"),
            parts: of.parts.clone(),
            cache: of.cache,
        }
    }

    /// The milliseconds until the last byte of the first frame.
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
        command.env("XDG_CACHE_HOME", self.cache);
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
        self.wait(parts).0
    }

    /// Waits for the same, and has the bytes.
    fn first_frame(&mut self, parts: &[String]) -> Vec<u8> {
        self.wait(parts).1
    }

    fn wait(&mut self, parts: &[String]) -> (Instant, Vec<u8>) {
        let (mut seen, mut last) = (Vec::new(), self.start);
        loop {
            let text = String::from_utf8_lossy(&seen);
            let is_there = parts.iter().all(|part| text.contains(part));
            let patience = if is_there { QUIET } else { PATIENCE };
            match self.bytes.recv_timeout(patience) {
                Ok((time, bytes)) => {
                    seen.extend(bytes);
                    last = time;
                }
                Err(error) => {
                    assert!(is_there, "{error}: {text}");
                    return (last, seen);
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
