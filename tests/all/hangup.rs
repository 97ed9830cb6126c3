//! Terminals that are closed while the browser runs: it ends by SIGHUP, and nothing is lost.

use std::fs;
use std::io::Write;
use std::path::PathBuf;
use std::process::Command;
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use tempfile::TempDir;

use crate::pty::{self, CONFIG, EOLENS, PATIENCE, Session};
use crate::watch::Random;

/// A folder for the browser's state.
struct Home(TempDir);

impl Home {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn file(&self, name: &str) -> PathBuf {
        self.0.path().join("eolens").join(name)
    }

    /// The query at the end of the last session.
    fn query(&self) -> Option<String> {
        let session = fs::read_to_string(self.file("session.json")).ok()?;
        let session: serde_json::Value = serde_json::from_str(&session).unwrap();
        Some(session["query"].as_str().unwrap().to_owned())
    }

    fn watched(&self) -> Vec<String> {
        let list = fs::read_to_string(self.file("watchlist")).unwrap_or_default();
        let entries = list.lines().filter(|line| !line.starts_with('#'));
        entries.map(str::to_owned).collect()
    }

    fn environment(&self) -> [(&'static str, String); 5] {
        [
            ("EOLENS_CONFIG", CONFIG.to_owned()),
            (
                "EOLENS_PRODUCTS",
                concat!(env!("CARGO_MANIFEST_DIR"), "/tests/products").to_owned(),
            ),
            ("XDG_STATE_HOME", self.0.path().display().to_string()),
            ("HOME", self.0.path().display().to_string()),
            ("TERM", "xterm-256color".to_owned()),
        ]
    }
}

/// The browser with this folder, after a complete frame.
fn browser(home: &Home) -> Session {
    let start = pty::eolens(&[]).env("XDG_STATE_HOME", home.0.path().to_str().unwrap());
    let session = start.start();
    session.until("a full frame", Session::is_full);
    session
}

/// Closes the terminal; returns how long the browser continues to run.
fn is_ended_by_hanging_up(mut session: Session) -> Duration {
    session.hang_up();
    let start = Instant::now();
    let status = session.ended();
    assert!(is_hangup(&status.to_string()), "{status}");
    start.elapsed()
}

#[test]
fn a_closed_terminal_ends_the_browser_by_the_signal_and_keeps_the_session() {
    let home = Home::new();
    let session = browser(&home);
    session.keys("/flu");
    session.shows("/ flu");
    is_ended_by_hanging_up(session);
    assert_eq!(home.query().as_deref(), Some("flu"));
}

/// Holds the lock of a file, like another program that writes it.
fn locked(home: &Home, name: &str) -> fs::File {
    let lock = home.file(&format!("{name}.lock"));
    fs::create_dir_all(lock.parent().unwrap()).unwrap();
    let lock = fs::File::create(lock).unwrap();
    lock.lock().unwrap();
    lock
}

#[test]
fn what_was_toggled_a_moment_before_is_kept() {
    let home = Home::new();
    let lock = locked(&home, "watchlist");
    let session = browser(&home);
    session.keys("/flu\rh ");
    session.shows("Flux is now watched");
    session.keys("/\x15deb\rh ");
    session.shows("Debian is now watched");
    assert_eq!(home.watched(), [""; 0], "another program has the lock");
    let ended = thread::spawn(move || is_ended_by_hanging_up(session));
    thread::sleep(Duration::from_millis(100));
    drop(lock);
    ended.join().unwrap();
    assert_eq!(home.watched(), ["flux", "debian"]);
    assert_eq!(home.query().as_deref(), Some("deb"));
}

#[test]
fn files_that_stay_locked_cost_half_a_second_at_the_end() {
    let home = Home::new();
    let _locks = ["watchlist", "session.json"].map(|name| locked(&home, name));
    let session = browser(&home);
    session.keys("/flu\rh ");
    session.shows("Flux is now watched");
    let taken = is_ended_by_hanging_up(session);
    assert!(taken < Duration::from_millis(800), "{taken:?}");
}

/// The browser in a terminal that can be closed at once, because nobody reads its output.
struct Closable {
    child: Box<dyn Child + Send + Sync>,
    keyboard: Box<dyn Write + Send>,
    master: Box<dyn MasterPty + Send>,
}

impl Closable {
    fn start(home: &Home) -> Self {
        let mut command = CommandBuilder::new(EOLENS);
        command.env_clear();
        home.environment()
            .iter()
            .for_each(|(name, value)| command.env(name, value));
        let size = PtySize {
            rows: 24,
            cols: 80,
            ..PtySize::default()
        };
        let pty = native_pty_system().openpty(size).unwrap();
        Self {
            child: pty.slave.spawn_command(command).unwrap(),
            keyboard: pty.master.take_writer().unwrap(),
            master: pty.master,
        }
    }

    fn keys(&mut self, keys: &str) {
        self.keyboard.write_all(keys.as_bytes()).unwrap();
    }

    /// Closes the terminal; returns how the browser ended and how long that took.
    fn close(self) -> (String, Duration) {
        let Self {
            mut child,
            keyboard,
            master,
        } = self;
        drop((keyboard, master));
        let start = Instant::now();
        let status = loop {
            if let Some(status) = child.try_wait().unwrap() {
                break status;
            }
            if start.elapsed() > PATIENCE {
                let _ = child.kill();
                panic!("the browser never ends");
            }
            thread::sleep(Duration::from_millis(1));
        };
        (status.to_string(), start.elapsed())
    }
}

/// Whether a shell would see the signal as the cause.
fn is_hangup(status: &str) -> bool {
    status.contains("Hangup")
}

/// At any moment: before the terminal is taken over, during the first frame, while keys are read and files
/// written. Files on disk stay intact.
#[test]
fn terminals_closed_at_random_moments_end_the_browser_by_the_signal() {
    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    let home = Home::new();
    for round in 0..100 {
        let mut browser = Closable::start(&home);
        let typed = Duration::from_micros(random.below(30_000));
        thread::sleep(typed);
        browser.keys(" j \t j");
        thread::sleep(Duration::from_micros(random.below(10_000)));
        let (status, _) = browser.close();
        assert!(is_hangup(&status), "round {round}: {status}");
        home.query();
        assert!(home.watched().iter().all(|entry| !entry.is_empty()));
    }
}

/// The same in tmux, which owns the terminal; run by hand.
#[test]
#[ignore = "needs tmux"]
fn panes_of_tmux_closed_at_random_moments_end_the_browser_by_the_signal() {
    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    let home = Home::new();
    let socket = home.0.path().join("tmux");
    let tmux = |args: &[&str]| {
        let mut command = Command::new("tmux");
        command
            .env_remove("TMUX")
            .arg("-S")
            .arg(&socket)
            .args(["-f", "/dev/null"]);
        assert!(command.args(args).status().unwrap().success(), "{args:?}");
    };
    tmux(&[
        "new-session",
        "-d",
        "-s",
        "keeper",
        "-x",
        "80",
        "-y",
        "24",
        "sleep 1000",
    ]);
    let variables = home
        .environment()
        .map(|(name, value)| format!("{name}='{value}'"));
    for round in 0..100 {
        let status = home.0.path().join(format!("status{round}"));
        let log = home.0.path().join("messages");
        // The shell outlives the terminal, so that it can report how the browser ended.
        let script = format!(
            "trap '' HUP; {} '{EOLENS}' 2> '{}'; echo $? > '{status}.new'; mv '{status}.new' '{status}'",
            variables.join(" "),
            log.display(),
            status = status.display(),
        );
        tmux(&["new-window", "-t", "keeper", "-n", "browser", &script]);
        thread::sleep(Duration::from_micros(random.below(60_000)));
        tmux(&["send-keys", "-t", "keeper:browser", "Space", "j", "Space"]);
        thread::sleep(Duration::from_micros(random.below(20_000)));
        tmux(&["kill-window", "-t", "keeper:browser"]);
        let start = Instant::now();
        let code = loop {
            if let Ok(code) = fs::read_to_string(&status) {
                break code;
            }
            assert!(start.elapsed() < PATIENCE, "round {round} never ends");
            thread::sleep(Duration::from_millis(5));
        };
        let messages = fs::read_to_string(&log).unwrap();
        // The shell ignores the signal, so that the browser may start after the terminal is gone.
        let is_too_late = code.trim() == "2" && messages.lines().count() == 1;
        let is_ended = code.trim() == "129" && messages.is_empty();
        assert!(is_ended || is_too_late, "round {round}: {code} {messages}");
        home.query();
    }
    tmux(&["kill-server"]);
}
