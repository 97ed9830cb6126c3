//! Product files that were made to cost much, each beside a good one: `cargo bench --bench hostile`.
//!
//! Every command that reads them, and the browser, with 700 MB of address space: within a second, with exit
//! code 0 or 1, the good product shown. The files are those of `../shared/cases/hostile`; without them
//! nothing is measured. Exits with 1 where a budget is not kept.

#![allow(clippy::unwrap_used, reason = "a bench fails by panicking")]

use std::fs;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{CommandBuilder, PtySize, native_pty_system};
use tempfile::TempDir;

const PROGRAM: &str = env!("CARGO_BIN_EXE_eolens");
const FILES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/cases/hostile");
const GOOD: &str = "---\ntitle: Good\npermalink: /good\ncategory: os\nreleases:\n  - releaseCycle: \"1\"\n    \
                    releaseDate: 2020-01-01\n    eol: 2030-01-01\n---\n\n> Good is good.\n";
const BUDGET: Duration = Duration::from_secs(1);
/// A program that takes longer than this has lost; it is not waited for.
const PATIENCE: Duration = Duration::from_secs(20);
/// Kilobytes, as a shell counts them.
const MEMORY: &str = "ulimit -v 700000";

fn main() -> ExitCode {
    let Ok(entries) = fs::read_dir(FILES) else {
        println!("skipped: there is no {FILES}");
        return ExitCode::SUCCESS;
    };
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let mut are_kept = true;
    println!("{:<24} {:<20} {:>9}", "", "slowest", "");
    for file in &files {
        let home = Home::new(file);
        let mut slowest = (Duration::ZERO, "");
        for (what, answer) in home.answers() {
            match answer {
                Ok(taken) => slowest = slowest.max((taken, what)),
                Err(reason) => {
                    are_kept = false;
                    println!("{}: {what}: {reason}  NOT KEPT", file.display());
                }
            }
        }
        let (taken, what) = slowest;
        let verdict = if taken <= BUDGET { "" } else { "  NOT KEPT" };
        are_kept &= taken <= BUDGET;
        let name = file.file_name().unwrap().to_string_lossy();
        println!("{name:<24} {what:<20} {taken:>9.1?}{verdict}");
    }
    ExitCode::from(u8::from(!are_kept))
}

/// A folder with a hostile product and a good one.
struct Home {
    folder: TempDir,
    /// The permalink of the hostile one.
    hostile: String,
}

impl Home {
    fn new(file: &Path) -> Self {
        let folder = TempDir::new().unwrap();
        let products = folder.path().join("products");
        fs::create_dir(&products).unwrap();
        fs::copy(file, products.join(file.file_name().unwrap())).unwrap();
        fs::write(products.join("good.md"), GOOD).unwrap();
        fs::write(folder.path().join("config.yaml"), "").unwrap();
        let text = fs::read_to_string(file).unwrap();
        let permalink = text
            .lines()
            .find_map(|line| line.strip_prefix("permalink: /"));
        let hostile = permalink.unwrap().to_owned();
        Self { folder, hostile }
    }

    /// What each command has taken, or what is wrong with its answer. Of a screen only words are looked for: blanks are
    /// not written.
    fn answers(&self) -> Vec<(&'static str, Result<Duration, String>)> {
        let products = self.folder.path().join("products");
        let products = products.to_str().unwrap();
        let (of, hostile) = (["--products", products], self.hostile.as_str());
        vec![
            ("list", self.command(&["list", of[0], of[1]], "Good")),
            (
                "show",
                self.command(&["show", "good", of[0], of[1]], "Good ·"),
            ),
            (
                "show --all",
                self.command(&["show", "--all", "good", of[0], of[1]], "Good ·"),
            ),
            (
                "show the other",
                self.command(&["show", hostile, of[0], of[1]], ""),
            ),
            (
                "show --all the other",
                self.command(&["show", "--all", hostile, of[0], of[1]], ""),
            ),
            (
                "export api-v1",
                self.command(&["export", "api-v1", of[0], of[1]], "\"Good\""),
            ),
            // What is good has no findings.
            ("lint", self.command(&["lint", products], "")),
            (
                "browser",
                self.browser(&["--fresh", "good", of[0], of[1]], "good."),
            ),
            (
                "browser on the other",
                self.browser(&["--fresh", hostile, of[0], of[1]], "Good"),
            ),
        ]
    }

    fn command(&self, arguments: &[&str], expected: &str) -> Result<Duration, String> {
        let script = format!("{MEMORY}; exec '{PROGRAM}' \"$@\"");
        let mut command = Command::new("sh");
        command.args(["-c", &script, "eolens"]).args(arguments);
        command.stdin(Stdio::null()).envs(self.environment());
        let start = Instant::now();
        let output = command.output().unwrap();
        let taken = start.elapsed();
        let text = String::from_utf8_lossy(&output.stdout);
        match output.status.code() {
            Some(0 | 1) if text.contains(expected) => Ok(taken),
            Some(0 | 1) => Err(format!("{expected:?} is not in {text}")),
            _ => Err(output.status.to_string()),
        }
    }

    /// From exec until a text is there, and from `q` to the end.
    fn browser(&self, arguments: &[&str], expected: &str) -> Result<Duration, String> {
        let pty = native_pty_system().openpty(PtySize {
            rows: 40,
            cols: 120,
            ..PtySize::default()
        });
        let pty = pty.unwrap();
        let script = format!("{MEMORY}; exec '{PROGRAM}' \"$@\"");
        let mut command = CommandBuilder::new("sh");
        command.args(["-c", &script, "eolens"]);
        command.args(arguments);
        for (name, value) in self.environment() {
            command.env(name, value);
        }
        let output = listen(pty.master.try_clone_reader().unwrap());
        let mut keyboard = pty.master.take_writer().unwrap();
        let start = Instant::now();
        let mut child = pty.slave.spawn_command(command).unwrap();
        let is_shown = is_there(&output, expected);
        keyboard.write_all(b"q").unwrap();
        let status = loop {
            if let Some(status) = child.try_wait().unwrap() {
                break status;
            }
            if start.elapsed() > PATIENCE {
                child.kill().unwrap();
            }
            thread::sleep(Duration::from_millis(1));
        };
        match (is_shown, status.exit_code()) {
            (true, 0) => Ok(start.elapsed()),
            (false, _) => Err(format!("{expected:?} is not on the screen")),
            (true, _) => Err(status.to_string()),
        }
    }

    fn environment(&self) -> [(&'static str, PathBuf); 4] {
        let home = self.folder.path();
        [
            ("HOME", home.to_owned()),
            ("XDG_STATE_HOME", home.join("state")),
            ("EOLENS_CONFIG", home.join("config.yaml")),
            ("TERM", PathBuf::from("xterm-256color")),
        ]
    }
}

/// What comes out of a terminal.
fn listen(mut output: Box<dyn Read + Send>) -> Receiver<Vec<u8>> {
    let (sender, bytes) = mpsc::channel();
    thread::spawn(move || {
        let mut buffer = [0; 1 << 14];
        while let Ok(length @ 1..) = output.read(&mut buffer) {
            let _ = sender.send(buffer.get(..length).unwrap().to_vec());
        }
    });
    bytes
}

fn is_there(output: &Receiver<Vec<u8>>, expected: &str) -> bool {
    let mut seen = String::new();
    while !seen.contains(expected) {
        match output.recv_timeout(PATIENCE) {
            Ok(bytes) => seen.push_str(&String::from_utf8_lossy(&bytes)),
            Err(_) => return false,
        }
    }
    true
}
