//! The browser in a real pseudo-terminal.

use std::fs;
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use eolens::screen::run::{Blank, Screen};
use eolens::settings::theme::Depth;
use eolens::sources::source;
use rustix::process::{Pid, Signal, kill_process};
use tempfile::TempDir;

use crate::pty::{self, Session, Start, eolens, find};

const LEAVE: &[u8] = b"\x1b[?1049l";
const FLUX: &str = "https://github.com/fluxcd/flux2/releases/tag/v2.9.4";

pub fn started(start: Start) -> Session {
    let session = start.start();
    session.until("a full frame", Session::is_full);
    session
}

/// A browser that is ready: it has responded to a key.
pub fn awake(start: Start) -> Session {
    let session = started(start);
    session.keys("\t");
    session.shows("Enter page");
    session.keys("\x1b");
    session.shows("Enter releases");
    session
}

fn listed(session: &Session) -> String {
    let row = session.screen(|screen| screen.rows(0, 24).nth(1));
    row.unwrap_or_default()
}

#[test]
fn a_full_frame_with_the_number_of_products_comes_first() {
    let session = started(pty::program(pty::EOLENS, &[]));
    let count = source::embedded().unwrap().cards().len();
    session.shows(&format!(" {count} ┬"));
    session.shows("Enter releases");
    assert!(session.screen(vt100::Screen::alternate_screen));
    assert!(session.screen(vt100::Screen::bracketed_paste));
}

#[test]
fn the_search_line_narrows_the_list() {
    let session = started(eolens(&[]));
    session.keys("/flu");
    session.until("one product", |session| listed(session).contains(" 1/"));
    session.shows("/ flu");
    session.shows("Flux");
    assert!(!session.text().contains("Debian"));
    session.keys("\x1b");
    session.until("all products", |session| listed(session).contains(" 13 ┬"));
}

#[test]
fn a_key_leads_from_watchlist_to_watchlist() {
    let home = tempfile::tempdir().unwrap();
    let config = home.path().join("config.yaml");
    fs::write(home.path().join("team.txt"), "flux\n").unwrap();
    // A folder cannot be read as a watchlist.
    fs::create_dir(home.path().join("lost")).unwrap();
    fs::write(&config, "watchlists: {lost: lost, team: team.txt}\n").unwrap();
    let session = awake(eolens(&[]).env("EOLENS_CONFIG", config.to_str().unwrap()));
    session.keys("3");
    session.shows("╭ Watchlist default (1 of 3 lists) ");
    session.keys("L");
    session.shows("Not opened: ");
    session.shows("╭ Watchlist default (1 of 3 lists) ");
    session.keys("L");
    session.shows("╭ Watchlist team (3 of 3 lists) ");
    session.shows("Flux 2.");
    session.keys("L");
    session.shows("╭ Watchlist default (1 of 3 lists) ");
    assert!(!session.text().contains("Flux"), "{}", session.text());
}

#[test]
fn with_one_watchlist_the_key_says_how_to_have_more() {
    let session = awake(eolens(&[]));
    session.keys("3L");
    session.shows("There is only one watchlist; `watchlists` in the configuration adds more.");
}

#[test]
fn the_browser_starts_at_the_product_that_is_named() {
    let session = started(eolens(&["flux"]));
    session.shows("▸  Flux");
    session.shows("2.9.4");
}

#[test]
fn quitting_gives_the_terminal_back() {
    for key in ["q", "\x03", "/flu\x03", "?\x03"] {
        let mut session = started(eolens(&[]));
        session.keys(key);
        let status = session.ended();
        assert!(status.success(), "{key:?}: {status}");
        session.is_given_back();
        assert_eq!(session.text().trim(), "", "{key:?}");
    }
}

#[test]
fn a_signal_gives_the_terminal_back_and_is_the_reason_of_the_end() {
    for (signal, words) in [
        (Signal::TERM, "Terminated"),
        (Signal::HUP, "Hangup"),
        (Signal::INT, "Interrupt"),
        (Signal::USR1, "User defined signal 1"),
        (Signal::USR2, "User defined signal 2"),
        (Signal::ALARM, "Alarm clock"),
        (Signal::XFSZ, "File size limit exceeded"),
    ] {
        let mut session = awake(eolens(&[]));
        session.signal(signal);
        let status = session.ended();
        let reason = status.signal().unwrap_or_default();
        assert!(reason.starts_with(words), "{signal:?}: {status}");
        session.is_given_back();
    }
}

/// A terminal of sixteen colors may understand only their own sequences.
#[test]
fn a_terminal_of_sixteen_colors_gets_their_sequences() {
    for (term, is_long) in [("xterm", false), ("linux", false), ("xterm-256color", true)] {
        for theme in ["terminal", "dark"] {
            let session = started(eolens(&["flux", "--theme", theme]).env("TERM", term));
            session.keys("\t?");
            session.shows("╭ Help ");
            let bytes = session.bytes();
            let has = |sequence: &[u8]| find(&bytes, sequence).is_some();
            assert_eq!(has(b"8;5;"), is_long, "{term} {theme}");
            assert!(is_long || has(b"[0;32") || has(b"[0;92"), "{term} {theme}");
        }
    }
}

#[cfg(target_os = "linux")]
#[test]
fn an_error_gives_the_terminal_back_before_it_is_told() {
    let script = r#"setsid -w "$0" flux < /dev/null; echo "ended $?""#;
    let mut session = pty::program("sh", &["-c", script, pty::EOLENS]).start();
    session.ended();
    session.is_given_back();
    let text = session.text();
    assert!(text.starts_with("eolens: the terminal failed: "), "{text}");
    assert!(text.contains("ended 2"), "{text}");
}

/// Not a test by itself: the two below run it in a terminal.
#[test]
#[ignore = "it panics"]
fn takes_the_screen_and_panics() {
    let Ok(place) = std::env::var("PANIC_IN") else {
        return;
    };
    let _screen = Screen::take(Blank::new(Depth::All).unwrap()).unwrap();
    assert!(place != "main", "on purpose");
    let _ = thread::spawn(|| panic!("on purpose")).join();
    unreachable!("the panic of a thread ends the program");
}

fn panicked_in(place: &str) -> Session {
    let binary = std::env::current_exe().unwrap();
    let args = [
        "--exact",
        "terminal::takes_the_screen_and_panics",
        "--ignored",
        "--nocapture",
    ];
    let mut session = pty::program(binary.to_str().unwrap(), &args)
        .env("PANIC_IN", place)
        .start();
    assert_eq!(session.ended().exit_code(), 101, "{}", session.text());
    session
}

#[test]
fn a_panic_gives_the_terminal_back_before_it_is_told() {
    for place in ["main", "elsewhere"] {
        let session = panicked_in(place);
        session.is_given_back();
        let bytes = session.bytes();
        let left = find(&bytes, LEAVE).expect("the alternate screen is left");
        let told = find(&bytes, b"on purpose").expect("the panic is told");
        assert!(left < told, "{place}: {}", session.text());
        assert!(find(&bytes[..left], b"\x1b[?1049h").is_some());
        assert!(find(&bytes[..told], b"\x1b[?25h").is_some());
        assert!(find(&bytes[..told], b"\x1b[?2004l").is_some());
    }
}

#[test]
fn a_suspended_browser_gives_the_terminal_back() {
    let script = r#"
        set -m
        "$0" flux
        echo "stopped $(jobs -p)."
        read -r line
        fg > /dev/null
        echo "ended $?"
    "#;
    let session = started(pty::program("bash", &["-c", script, pty::EOLENS]));
    session.keys("\t\x1a");
    session.until("the shell", |session| {
        let text = session.text();
        text.contains("\nstopped ") && text.ends_with('.')
    });
    session.is_given_back();
    #[cfg(target_os = "linux")]
    {
        let text = session.text();
        let (_, pid) = text.rsplit_once("stopped ").unwrap();
        let pid = pid.trim_end_matches('.').parse().unwrap();
        assert_eq!(proc::state(pid), 'T');
    }
}

#[test]
fn no_size_of_the_terminal_loses_the_selection() {
    let session = started(eolens(&[]));
    session.keys("jjj\tj");
    session.shows("▸12 (Bookworm)");
    let selection = |session: &Session| -> Vec<String> {
        let text = session.text();
        let lines = text.lines().filter(|line| line.contains('▸'));
        lines.map(str::to_owned).collect()
    };
    let before = selection(&session);
    assert!(!before.is_empty());
    let odd = [
        (20, 5),
        (1, 1),
        (500, 200),
        (40, 10),
        (39, 10),
        (1, 200),
        (500, 1),
    ];
    let sizes = (0..43).map(|step| (20 + step * 7, 5 + step * 2));
    for (columns, rows) in odd.into_iter().chain(sizes) {
        session.resize(columns, rows);
    }
    session.until("a full frame", Session::is_full);
    session.resize(80, 24);
    session.until("the selection", |session| {
        session.is_full() && selection(session) == before
    });
}

#[test]
fn every_size_of_the_terminal_has_its_frame() {
    let session = awake(eolens(&["flux"]));
    for (columns, rows, words) in [
        (500, 200, "Enter releases"),
        (39, 9, "too small: 39×9"),
        (40, 10, "Enter releases"),
        (1, 1, "t"),
        (80, 24, "Enter releases"),
    ] {
        session.resize(columns, rows);
        session.shows(words);
    }
}

#[test]
fn a_large_paste_is_answered_at_once() {
    let session = started(eolens(&[]));
    session.keys("/");
    session.shows("Enter keep");
    let start = Instant::now();
    session.keys(&format!("\x1b[200~{}\x1b[201~", "flux ".repeat(2_000)));
    session.shows("flux flux");
    assert!(
        start.elapsed() < Duration::from_secs(1),
        "{:?}",
        start.elapsed()
    );
    session.keys("\x15flu");
    session.shows("/ flu ");
}

#[test]
fn pasted_keys_are_text() {
    let mut session = started(eolens(&[]));
    session.keys("\x1b[200~fluxq\x03\x1b[201~");
    session.shows("/ fluxq");
    session.keys("\x03");
    assert!(session.ended().success());
}

#[cfg(target_os = "linux")]
#[test]
fn an_idle_browser_never_wakes_and_writes_nothing() {
    let session = started(eolens(&["flux"]));
    let quiet = |session: &Session| {
        let before = (proc::usage(session.pid()), session.bytes().len());
        thread::sleep(Duration::from_millis(200));
        before == (proc::usage(session.pid()), session.bytes().len())
    };
    session.until("it falls asleep", quiet);
    let before = (proc::usage(session.pid()), session.bytes().len());
    thread::sleep(Duration::from_secs(1));
    let after = (proc::usage(session.pid()), session.bytes().len());
    assert_eq!(after, before);
}

/// Writes a product file with one release that has these lines.
fn product(folder: &Path, name: &str, lines: &str) {
    let text = format!(
        "---\ntitle: {name}\npermalink: /{name}\ncategory: os\nreleases:\n  \
         - releaseCycle: \"1\"\n    {lines}\n---\n"
    );
    fs::write(folder.join(name).with_extension("md"), text).unwrap();
}

/// A browser that records its arguments, one per line, and `.` after the last.
struct Recorder(TempDir);

impl Recorder {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let script =
            "for word; do printf '%s\\n' \"$word\"; done >> \"$0.log\"; echo . >> \"$0.log\"";
        fs::write(folder.path().join("recorder"), script).unwrap();
        Self(folder)
    }

    fn folder(&self) -> &Path {
        self.0.path()
    }

    fn command(&self) -> String {
        format!("sh {}", self.folder().join("recorder").display())
    }

    fn record(&self) -> String {
        fs::read_to_string(self.folder().join("recorder.log")).unwrap_or_default()
    }
}

#[test]
fn a_changelog_is_opened_as_one_argument() {
    let recorder = Recorder::new();
    let mut session = started(
        eolens(&["flux"])
            .env("BROWSER", &recorder.command())
            .size(160, 40),
    );
    session.keys("o");
    session.shows(&format!("Opened in the browser: {FLUX}"));
    assert_eq!(recorder.record(), format!("{FLUX}\n.\n"));
    session.keys("j");
    session.until("a full frame", Session::is_full);
    session.keys("q");
    assert!(session.ended().success());
    session.is_given_back();
}

#[test]
fn a_link_never_reaches_a_shell() {
    let link = r#"https://x.example/?a=1&b;touch${IFS}x;$(touch${IFS}x)`touch${IFS}x`|x>x'"%s\"#;
    let recorder = Recorder::new();
    let folder = recorder.folder();
    product(
        folder,
        "evil",
        &format!("link: '{}'", link.replace('\'', "''")),
    );
    let session = started(
        eolens(&["evil", "--products", folder.to_str().unwrap()])
            .env("BROWSER", &recorder.command())
            .within(folder),
    );
    session.keys("o");
    session.shows("Opened in the browser");
    assert_eq!(recorder.record(), format!("{link}\n.\n"));
    assert!(!folder.join("x").exists());
}

#[test]
fn only_web_addresses_are_opened() {
    let recorder = Recorder::new();
    let folder = recorder.folder();
    let links = [
        "javascript:alert(1)",
        "file:///etc/passwd",
        "data:text/html,x",
        "-new-window",
        "/etc/passwd",
        "javascript://x.example/%0aalert(1)",
        "https://x.example/ --new",
    ];
    for (number, link) in links.iter().enumerate() {
        product(folder, &format!("a{number}"), &format!("link: \"{link}\""));
    }
    product(folder, "good", "link: https://x.example");
    let session = started(
        eolens(&["--products", folder.to_str().unwrap()])
            .env("BROWSER", &recorder.command())
            .size(160, 40),
    );
    for link in links {
        session.keys("o");
        session.shows(&format!("Not opened: not an http or https link: {link}"));
        session.keys("j");
    }
    session.keys("o");
    session.shows("Opened in the browser: https://x.example");
    assert_eq!(recorder.record(), "https://x.example\n.\n");
}

#[test]
fn a_browser_that_is_missing_leaves_the_address_to_be_read() {
    let missing = "BROWSER could not be started";
    let none = "No browser available";
    for (browser, words) in [
        ("/nowhere/browser", missing),
        ("false", missing),
        ("", none),
    ] {
        let session = started(eolens(&["flux"]).env("BROWSER", browser).size(160, 40));
        session.keys("o");
        session.shows(words);
        session.shows(FLUX);
    }
}

#[test]
fn a_browser_that_never_ends_keeps_no_key_waiting() {
    let folder = tempfile::tempdir().unwrap();
    let [script, pid] = ["browser", "pid"].map(|name| folder.path().join(name));
    let wait = format!(
        "echo $$ > {0}.new; mv {0}.new {0}; exec sleep 1000",
        pid.display()
    );
    fs::write(&script, wait).unwrap();
    let browser = format!("sh {}", script.display());
    let mut session = started(eolens(&["flux"]).env("BROWSER", &browser));
    session.keys("o");
    session.until("the browser runs", |_| pid.exists());
    let browser = fs::read_to_string(&pid).unwrap().trim().parse().unwrap();
    session.keys("/deb");
    session.shows("▸  Debian");
    session.keys("\x03");
    let status = session.ended();
    kill_process(Pid::from_raw(browser).unwrap(), Signal::KILL).unwrap();
    assert!(status.success());
    session.is_given_back();
}

#[test]
fn a_suspended_browser_comes_back() {
    let script = r#"
        set -m
        "$0" flux
        echo "stopped"
        read -r line
        fg > /dev/null
        echo "ended $?"
    "#;
    let mut session = started(pty::program("bash", &["-c", script, pty::EOLENS]));
    session.keys("\t\x1a");
    session.shows("\nstopped");
    session.keys("\n");
    session.until("the frame again", Session::is_full);
    session.shows("Enter page");
    assert!(session.screen(vt100::Screen::bracketed_paste));
    session.keys("q");
    session.shows("ended 0");
    session.ended();
    session.is_given_back();
}

/// Whether a frame has been completely redrawn since then.
fn is_drawn_anew(session: &Session, start: usize) -> bool {
    let bytes = session.bytes();
    find(&bytes[start..], b"\x1b[2J")
        .is_some_and(|at| find(&bytes[start + at..], b"Browse").is_some())
        && session.is_full()
}

#[test]
fn ctrl_l_and_ctrl_z_without_a_shell_draw_the_screen_anew() {
    for key in ["\x0c", "\x1a"] {
        let mut session = started(eolens(&["flux"]));
        let start = session.bytes().len();
        session.keys(key);
        session.until(&format!("a frame after {key:?}"), |session| {
            is_drawn_anew(session, start)
        });
        session.keys("q");
        assert!(session.ended().success());
        session.is_given_back();
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_continued_browser_draws_its_frame_anew() {
    let session = awake(eolens(&["flux"]));
    session.signal(Signal::STOP);
    session.until("it stops", |session| proc::state(session.pid()) == 'T');
    let start = session.bytes().len();
    session.signal(Signal::CONT);
    session.until("the frame again", |session| is_drawn_anew(session, start));
}

/// How far a key moves depends on the previous frame, even if the keys arrive all at once.
#[test]
fn keys_that_come_at_once_move_as_far_as_one_by_one() {
    let keys = ["/ubuntu", "\r", "\x04", "\r", "G"];
    let at_once = started(eolens(&[]));
    at_once.keys(&keys.concat());
    let one_by_one = started(eolens(&[]));
    let places = ["/ ubuntu", "Enter page", "Enter page", "/ find", "/ find"];
    for (key, place) in keys.iter().zip(places) {
        one_by_one.keys(key);
        one_by_one.shows(place);
    }
    at_once.until("the same screen at the end of the page", |session| {
        let text = session.text();
        text.contains("/ find") && text == one_by_one.text()
    });
}

#[test]
fn two_thousand_keys_at_once_all_count() {
    let folder = tempfile::tempdir().unwrap();
    for number in 0..2_500 {
        product(folder.path(), &format!("p{number:04}"), "eol: true");
    }
    let products = folder.path().to_str().unwrap();
    let session = started(eolens(&["--products", products]));
    session.keys(&"j".repeat(2_000));
    session.shows("▸✗ p2000");
    session.keys(&format!("/{}\x15p1234", "x".repeat(1_500)));
    session.shows("▸✗ p1234");
}

/// Terminals send the line ends of a paste as carriage returns.
#[test]
fn a_pasted_line_end_is_a_space() {
    let session = started(eolens(&[]));
    session.keys("\x1b[200~red\rhat\r\nlinux\x1b[201~");
    session.shows("/ red hat linux");
}

/// `?1049l` moves the cursor back to its position before the start, so that the prompt would overwrite the
/// message.
#[test]
fn after_the_message_of_a_panic_the_cursor_stays() {
    let bytes = panicked_in("main").bytes();
    let told = find(&bytes, b"on purpose").expect("the panic is told");
    assert_eq!(find(&bytes[told..], LEAVE), None);
}

/// The terminal is taken over some time before the first frame, and signals may come at any time.
#[test]
fn a_signal_at_the_start_gives_the_terminal_back() {
    for _ in 0..10 {
        let mut session = eolens(&[]).start();
        session.until("the screen is taken", |session| {
            session.screen(vt100::Screen::alternate_screen)
        });
        session.signal(Signal::TERM);
        session.ended();
        session.is_given_back();
    }
}

#[test]
fn a_resize_at_the_start_is_not_lost() {
    for _ in 0..10 {
        let session = eolens(&[]).start();
        session.shows("Enter releases");
        session.resize(39, 9);
        session.shows("eolens needs");
    }
}

/// A terminal that was smaller for a moment has lost its content, although its size is the same again.
#[test]
fn a_resize_to_the_same_size_draws_the_frame_anew() {
    let session = awake(eolens(&["flux"]));
    let start = session.bytes().len();
    session.signal(Signal::WINCH);
    session.until("the frame again", |session| is_drawn_anew(session, start));
}

#[test]
fn a_key_typed_during_a_resize_is_not_lost() {
    let session = awake(eolens(&["flux"]));
    for round in 0..200 {
        session.resize(80 + round % 2, 24);
        session.keys("?");
        session.shows("╭ Help ");
        session.keys("?");
        session.until("the help is gone", |session| {
            !session.text().contains("╭ Help ")
        });
    }
}

#[cfg(target_os = "linux")]
mod proc {
    //! Linux's information about a process.

    use std::fs;

    /// Its state; `T` is stopped.
    pub fn state(pid: i32) -> char {
        fields(&format!("/proc/{pid}"))[0].chars().next().unwrap()
    }

    /// Clock ticks and voluntary context switches of all threads.
    pub fn usage(pid: i32) -> (u64, u64) {
        let threads = fs::read_dir(format!("/proc/{pid}/task")).unwrap();
        let threads = threads.map(|thread| {
            let folder = thread.unwrap().path().display().to_string();
            let fields = fields(&folder);
            let ticks: u64 = fields[11..13]
                .iter()
                .map(|ticks| ticks.parse::<u64>().unwrap())
                .sum();
            let status = fs::read_to_string(format!("{folder}/status")).unwrap();
            let switches = status
                .lines()
                .find_map(|line| line.strip_prefix("voluntary_ctxt_switches:"));
            (ticks, switches.unwrap().trim().parse::<u64>().unwrap())
        });
        threads.fold((0, 0), |sum, thread| (sum.0 + thread.0, sum.1 + thread.1))
    }

    /// The fields of `stat` from the state on; the name before it may contain spaces.
    fn fields(folder: &str) -> Vec<String> {
        let stat = fs::read_to_string(format!("{folder}/stat")).unwrap();
        let (_, fields) = stat.rsplit_once(") ").unwrap();
        fields.split(' ').map(str::to_owned).collect()
    }
}
