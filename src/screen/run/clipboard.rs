//! Copies text: through the terminal, which also works over SSH, and through the desktop's clipboard
//! programs, never through a shell.

use std::env;
use std::io::{self, ErrorKind, Write};
use std::process::{Command, Stdio};

use crossterm::Command as _;
use crossterm::clipboard::CopyToClipboard;

use super::{is_set, quiet, succeeded};

/// A program and its arguments; it reads the text from stdin.
type Program = &'static [&'static str];

/// The sequence that makes the terminal copy a text (OSC 52). Inside tmux it is wrapped for the outer
/// terminal, because tmux discards a program's own sequence unless `set-clipboard` is `on`. tmux passes
/// wrapped sequences on if `allow-passthrough` is on, and before version 3.3 always.
pub fn sequence(text: &str) -> String {
    let mut sequence = String::new();
    // Writing to a string never fails.
    let _ = CopyToClipboard::to_clipboard_from(text).write_ansi(&mut sequence);
    if is_set("TMUX") {
        wrapped(&sequence)
    } else {
        sequence
    }
}

fn wrapped(sequence: &str) -> String {
    format!("\x1bPtmux;{}\x1b\\", sequence.replace('\x1b', "\x1b\x1b"))
}

/// Passes a text to the available clipboard programs, and returns when they have taken it; false if there
/// are none.
///
/// # Errors
///
/// Names the program that failed, if no other has taken the text for its clipboard.
pub fn hand_over(text: &str) -> Result<bool, String> {
    let mut is_taken = false;
    let mut failure = None;
    for choice in choices(is_set) {
        match offer(&choice, text) {
            Ok(taken) => is_taken |= taken,
            Err(reason) => failure = Some(reason),
        }
    }
    failure.map_or(Ok(is_taken), Err)
}

/// Offers a text to one program after another until one takes it.
fn offer(programs: &[Program], text: &str) -> Result<bool, String> {
    let mut failure = None;
    for program in programs {
        match run(program, text) {
            Ok(()) => return Ok(true),
            Err(error) if error.kind() == ErrorKind::NotFound => {}
            Err(error) => {
                let name = program.first().copied().unwrap_or_default();
                failure.get_or_insert(format!("{name} could not copy ({error})"));
            }
        }
    }
    failure.map_or(Ok(false), Err)
}

/// The programs for each clipboard, in order; the first that works is used.
fn choices(is_set: impl Fn(&str) -> bool) -> Vec<Vec<Program>> {
    // tmux copies the text itself, whatever `set-clipboard` is, and passes it to the outer terminal.
    const TMUX: &[Program] = &[&["tmux", "load-buffer", "-w", "-"]];
    const WAYLAND: &[Program] = &[&["wl-copy"]];
    const X11: &[Program] = &[
        &["xclip", "-selection", "clipboard"],
        &["xsel", "--clipboard", "--input"],
    ];
    const WSL: &[Program] = &[&["clip.exe"]];
    let system: &[Program] = match env::consts::OS {
        "macos" => &[&["pbcopy"]],
        "windows" => &[&["clip"]],
        _ => &[],
    };
    // Most Wayland desktops also have X11, and share one clipboard with it.
    let desktops = [
        ("WAYLAND_DISPLAY", WAYLAND),
        ("DISPLAY", X11),
        ("WSL_DISTRO_NAME", WSL),
    ];
    let here = desktops.into_iter().filter(|(name, _)| is_set(name));
    let here = here.flat_map(|(_, programs)| programs).copied();
    let desktop: Vec<Program> = here.chain(system.iter().copied()).collect();
    let tmux = is_set("TMUX").then(|| TMUX.to_vec());
    tmux.into_iter().chain([desktop]).collect()
}

fn run(program: Program, text: &str) -> io::Result<()> {
    let [name, arguments @ ..] = program else {
        return Ok(());
    };
    let mut command = Command::new(name);
    let command = quiet(&mut command).args(arguments).stdin(Stdio::piped());
    let mut child = command.spawn()?;
    if let Some(mut input) = child.stdin.take() {
        // A program that does not read the text reports why by its exit code.
        let _ = input.write_all(text.as_bytes());
    }
    succeeded(child.wait()?)
}

#[cfg(test)]
mod tests {
    use super::wrapped;
    #[cfg(unix)]
    use super::{offer, run};

    #[cfg(target_os = "linux")]
    #[test]
    fn the_programs_are_those_of_the_desktop() {
        let chosen = |set: &[&str]| -> Vec<&str> {
            let choices = super::choices(|name| set.contains(&name)).into_iter();
            choices.flatten().map(|program| program[0]).collect()
        };
        for (set, expected) in [
            (&[][..], &[][..]),
            (
                &["WAYLAND_DISPLAY", "DISPLAY"],
                &["wl-copy", "xclip", "xsel"],
            ),
            (&["DISPLAY"], &["xclip", "xsel"]),
            (&["TMUX"], &["tmux"]),
            (&["TMUX", "WAYLAND_DISPLAY"], &["tmux", "wl-copy"]),
            (&["WSL_DISTRO_NAME"], &["clip.exe"]),
        ] {
            assert_eq!(chosen(set), expected, "{set:?}");
        }
    }

    #[test]
    fn every_escape_is_doubled_in_tmux() {
        assert_eq!(
            wrapped("\x1b]52;c;eA==\x1b\\"),
            "\x1bPtmux;\x1b\x1b]52;c;eA==\x1b\x1b\\\x1b\\"
        );
    }

    #[cfg(unix)]
    #[test]
    fn one_program_after_the_other_is_asked_until_one_has_the_text() {
        let nowhere: super::Program = &["/nowhere/copy"];
        for (programs, expected) in [
            (&[][..], Ok(false)),
            (&[nowhere], Ok(false)),
            (&[nowhere, &["cat"]], Ok(true)),
            (&[&["false"], &["cat"]], Ok(true)),
            (
                &[&["false"], nowhere],
                Err("false could not copy (exit status: 1)".to_owned()),
            ),
        ] {
            assert_eq!(offer(programs, "x"), expected, "{programs:?}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_program_that_fails_says_so_and_one_that_reads_nothing_hurts_nobody() {
        assert!(run(&["cat"], "x").is_ok());
        assert!(run(&["true"], &"x".repeat(1 << 20)).is_ok());
        assert!(run(&["false"], "x").is_err());
    }
}
