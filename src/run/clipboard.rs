//! Copies text: by the terminal, which works over ssh too, and by the programs that the desktop
//! has for it, never through a shell.

use std::env;
use std::io::{self, ErrorKind, Write};
use std::process::{Command, Stdio};

use crossterm::Command as _;
use crossterm::clipboard::CopyToClipboard;

/// A program and its arguments; the text comes on its standard input.
type Program = &'static [&'static str];

/// What has the terminal copy a text (OSC 52). In tmux it is wrapped, because tmux throws away what
/// comes from a program in it, unless `set-clipboard` is `on`; what is wrapped goes to the terminal
/// around it where `allow-passthrough` is on, and before tmux 3.3 always.
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

/// Hands a text to the programs that are here, and returns when they have taken it.
///
/// # Errors
///
/// Names the one that is here and fails.
pub fn hand_over(text: &str) -> Result<(), String> {
    for choice in choices(is_set) {
        for program in choice {
            match run(program, text) {
                Ok(()) => break,
                Err(error) if error.kind() == ErrorKind::NotFound => {}
                Err(error) => {
                    let name = program.first().copied().unwrap_or_default();
                    return Err(format!(
                        "{name} could not copy ({error}); the terminal was asked to"
                    ));
                }
            }
        }
    }
    Ok(())
}

/// For each clipboard the programs that know it; the first that is installed is enough.
fn choices(is_set: impl Fn(&str) -> bool) -> Vec<&'static [Program]> {
    // tmux itself copies whatever `set-clipboard` is, and to the terminal around it.
    const TMUX: &[Program] = &[&["tmux", "load-buffer", "-w", "-"]];
    const WAYLAND: &[Program] = &[&["wl-copy"]];
    const X11: &[Program] = &[
        &["xclip", "-selection", "clipboard"],
        &["xsel", "--clipboard", "--input"],
    ];
    let system: &[Program] = match env::consts::OS {
        "macos" => &[&["pbcopy"]],
        "windows" => &[&["clip"]],
        _ => &[],
    };
    let wsl: &[Program] = &[&["clip.exe"]];
    let desktop = match () {
        () if is_set("WAYLAND_DISPLAY") => WAYLAND,
        () if is_set("DISPLAY") => X11,
        () if is_set("WSL_DISTRO_NAME") => wsl,
        () => system,
    };
    let tmux = is_set("TMUX").then_some(TMUX);
    tmux.into_iter().chain([desktop]).collect()
}

/// In a process group of its own, so that a Ctrl-C here does not take the text back.
fn run(program: Program, text: &str) -> io::Result<()> {
    let [name, arguments @ ..] = program else {
        return Ok(());
    };
    let mut command = Command::new(name);
    command
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(&mut command, 0);
    let mut child = command.spawn()?;
    if let Some(mut input) = child.stdin.take() {
        // One that reads nothing says why with its exit code.
        let _ = input.write_all(text.as_bytes());
    }
    let status = child.wait()?;
    if status.success() {
        Ok(())
    } else {
        Err(io::Error::other(status.to_string()))
    }
}

fn is_set(name: &str) -> bool {
    env::var_os(name).is_some_and(|value| !value.is_empty())
}

#[cfg(test)]
mod tests {
    use super::{choices, run, wrapped};

    fn chosen(set: &[&str]) -> Vec<&'static str> {
        let choices = choices(|name| set.contains(&name)).into_iter();
        choices.flatten().map(|program| program[0]).collect()
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn the_programs_are_those_of_the_desktop() {
        for (set, expected) in [
            (&[][..], &[][..]),
            (&["WAYLAND_DISPLAY", "DISPLAY"], &["wl-copy"]),
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
    fn a_program_that_fails_says_so_and_one_that_reads_nothing_hurts_nobody() {
        assert!(run(&["cat"], "x").is_ok());
        assert!(run(&["true"], &"x".repeat(1 << 20)).is_ok());
        assert!(run(&["false"], "x").is_err());
    }
}
