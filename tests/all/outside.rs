//! Effects on the terminal and other programs: clipboard, mouse, suspending.

use std::fs;
use std::path::Path;
use std::time::Instant;

use rustix::process::Signal;
use tempfile::TempDir;
use vt100::{MouseProtocolEncoding, MouseProtocolMode, Screen};

#[cfg(target_os = "linux")]
use crate::pty::{EOLENS, program};
use crate::pty::{PATIENCE, Session, eolens, find};
use crate::terminal::{awake, started};

/// `2.9.4` in base64, as copied for the newest version of Flux.
const COPIED: &[u8] = b"\x1b]52;c;Mi45LjQ=\x1b\\";
const WRAPPED: &[u8] = b"\x1bPtmux;\x1b\x1b]52;c;Mi45LjQ=\x1b\x1b\\\x1b\\";

/// A folder of programs in place of a desktop's.
fn programs(scripts: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, script) in scripts {
        let path = folder.path().join(name);
        fs::write(&path, format!("#!/bin/sh\n{script}\n")).unwrap();
        let mode = std::os::unix::fs::PermissionsExt::from_mode(0o755);
        fs::set_permissions(path, mode).unwrap();
    }
    folder
}

fn path(folder: &TempDir) -> String {
    format!("{}:/usr/bin:/bin", folder.path().display())
}

fn until_written(session: &Session, file: &Path, text: &str) {
    session.until(&format!("{text:?} in {}", file.display()), |_| {
        fs::read_to_string(file).is_ok_and(|written| written == text)
    });
}

#[test]
fn a_version_is_copied_by_the_terminal() {
    let mut session = started(eolens(&["flux"]));
    session.keys("y");
    session.shows("Copied 2.9.4");
    let bytes = session.bytes();
    assert!(find(&bytes, COPIED).is_some());
    assert!(find(&bytes, b"\x1bPtmux").is_none());
    session.keys("Y");
    session.shows("Copied https://github.com/fluxcd/flux2/releases/tag/v2.9.4");
    session.keys("q");
    assert!(session.ended().success());
    session.is_given_back();
}

#[test]
fn in_tmux_the_copy_is_wrapped_and_tmux_itself_has_it_too() {
    let folder = programs(&[("tmux", "echo \"$@\" > \"$0.args\"; cat > \"$0.in\"")]);
    let session = started(
        eolens(&["flux"])
            .env("TMUX", "/nowhere,1,0")
            .env("PATH", &path(&folder)),
    );
    session.keys("y");
    session.shows("Copied 2.9.4");
    session.until("the wrapped sequence", |session| {
        find(&session.bytes(), WRAPPED).is_some()
    });
    until_written(&session, &folder.path().join("tmux.in"), "2.9.4");
    until_written(
        &session,
        &folder.path().join("tmux.args"),
        "load-buffer -w -\n",
    );
}

#[test]
fn the_desktop_has_the_copy_too_without_a_shell_or_a_word() {
    let script = "echo noise; echo noise >&2; cat > \"$0.in\"";
    let folder = programs(&[("wl-copy", script), ("xclip", script)]);
    for (variable, program) in [("WAYLAND_DISPLAY", "wl-copy"), ("DISPLAY", "xclip")] {
        let session = started(
            eolens(&["flux"])
                .env(variable, "x")
                .env("PATH", &path(&folder)),
        );
        session.keys("y");
        let file = folder.path().join(program).with_extension("in");
        until_written(&session, &file, "2.9.4");
        assert!(!session.text().contains("noise"));
        session.shows("Copied 2.9.4");
    }
}

/// The browser on a desktop with only these programs, and with `clipboard: WAY` in its configuration.
fn in_desktop(way: &str, folder: &TempDir) -> Session {
    let config = folder.path().join("config.yaml");
    fs::write(&config, format!("clipboard: {way}\n")).unwrap();
    started(
        eolens(&["flux"])
            .env("DISPLAY", "x")
            .env("EOLENS_CONFIG", config.to_str().unwrap())
            .env("PATH", folder.path().to_str().unwrap())
            .size(120, 30),
    )
}

#[test]
fn only_what_was_asked_or_has_taken_the_text_is_told() {
    for (way, script, words) in [
        ("auto", None, "Copied 2.9.4"),
        (
            "auto",
            Some("exit 3"),
            "xclip could not copy (exit status: 3); asked the terminal to copy instead",
        ),
        ("desktop", None, "Not copied: no clipboard program found."),
        (
            "desktop",
            Some("exit 3"),
            "Not copied: xclip could not copy (exit status: 3).",
        ),
        ("desktop", Some("exit 0"), "Copied 2.9.4"),
    ] {
        let scripts: Vec<_> = script.map(|script| ("xclip", script)).into_iter().collect();
        let folder = programs(&scripts);
        let session = in_desktop(way, &folder);
        session.keys("y");
        session.shows(words);
        let is_asked = find(&session.bytes(), COPIED).is_some();
        assert_eq!(is_asked, way == "auto", "{words}");
        if way == "desktop" && words.starts_with("Not") {
            assert!(find(&session.bytes(), b"Copied 2.9.4").is_none(), "{words}");
        }
    }
}

#[test]
fn a_clipboard_that_never_answers_keeps_no_key_waiting() {
    let folder = programs(&[("wl-copy", "echo $$ > \"$0.pid\"; exec sleep 1000")]);
    let mut session = started(
        eolens(&["flux"])
            .env("WAYLAND_DISPLAY", "x")
            .env("PATH", &path(&folder)),
    );
    let start = Instant::now();
    session.keys("y");
    session.shows("Copied 2.9.4");
    session.keys("/deb");
    session.shows("/ deb");
    assert!(start.elapsed() < PATIENCE);
    let pid = folder.path().join("wl-copy.pid");
    session.until("the program runs", |_| {
        fs::read_to_string(&pid).is_ok_and(|pid| pid.ends_with('\n'))
    });
    session.keys("\x03");
    let status = session.ended();
    let pid = fs::read_to_string(&pid).unwrap().trim().parse().unwrap();
    let pid = rustix::process::Pid::from_raw(pid).unwrap();
    rustix::process::kill_process(pid, Signal::KILL).unwrap();
    assert!(status.success());
}

fn has_mouse(session: &Session) -> bool {
    let modes = session.screen(|screen: &Screen| {
        (
            screen.mouse_protocol_mode(),
            screen.mouse_protocol_encoding(),
        )
    });
    modes == (MouseProtocolMode::PressRelease, MouseProtocolEncoding::Sgr)
}

#[test]
fn the_mouse_is_the_terminals_until_m_and_again_after_it() {
    let session = started(eolens(&["flux"]));
    session.keys("\t");
    session.shows("Enter page");
    assert!(!has_mouse(&session));
    session.keys("m");
    session.until("the mouse", has_mouse);
    // The second release: below the header, the frame, two lines of the answer and the headings.
    session.keys("\x1b[<0;5;7M\x1b[<0;5;7m");
    session.shows("▸2.8");
    session.keys("m");
    session.until("no mouse", |session| {
        session.screen(Screen::mouse_protocol_mode) == MouseProtocolMode::None
    });
}

#[test]
fn every_end_gives_the_mouse_back() {
    for end in ["q", "\x03", "signal"] {
        let mut session = awake(eolens(&["flux"]));
        session.keys("m");
        session.until("the mouse", has_mouse);
        if end == "signal" {
            session.signal(Signal::TERM);
        } else {
            session.keys(end);
        }
        session.ended();
        session.is_given_back();
    }
}

#[cfg(target_os = "linux")]
const STOPPED: &str = r#"
    set -m
    "$0" flux
    echo "stopped $(jobs -p)."
    read -r line
    fg > /dev/null
    echo "ended $?"
"#;

/// The process of the browser, which the shell has started.
#[cfg(target_os = "linux")]
fn child(session: &Session) -> rustix::process::Pid {
    let pid = session.pid();
    let children = format!("/proc/{pid}/task/{pid}/children");
    let children = fs::read_to_string(children).unwrap();
    rustix::process::Pid::from_raw(children.trim().parse().unwrap()).unwrap()
}

#[cfg(target_os = "linux")]
#[test]
fn a_browser_that_is_stopped_from_outside_gives_the_terminal_back_first() {
    let mut session = started(program("bash", &["-c", STOPPED, EOLENS]));
    session.keys("m");
    session.until("the mouse", has_mouse);
    session.keys("\t");
    session.shows("Enter page");
    rustix::process::kill_process(child(&session), Signal::TSTP).unwrap();
    session.shows("\nstopped ");
    session.is_given_back();
    session.keys("\n");
    session.until("the frame again", Session::is_full);
    session.until("the mouse again", has_mouse);
    session.keys("q");
    session.shows("ended 0");
    session.ended();
    session.is_given_back();
}

/// By default, the signal is ignored there: no shell could continue the program.
#[test]
fn without_a_shell_the_browser_does_not_stop() {
    let mut session = awake(eolens(&["flux"]));
    let start = session.bytes().len();
    session.signal(Signal::TSTP);
    session.until("the frame anew", |session| {
        find(&session.bytes()[start..], b"\x1b[?1049h").is_some() && session.is_full()
    });
    session.keys("q");
    assert!(session.ended().success());
    session.is_given_back();
}
