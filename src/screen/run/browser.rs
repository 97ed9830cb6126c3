//! Opens addresses in the user's browser, never through a shell.

use std::process::{Command, Stdio};
use std::{env, io};

use super::{is_set, quiet, succeeded};

/// Passes an address to the user's own command, or to the commands in `BROWSER`, and waits for them to end;
/// or else to the desktop's launcher, which is watched only for a moment.
///
/// # Errors
///
/// Returns why no browser could be started, as a sentence.
pub fn open(address: &str, own: &[String]) -> Result<(), String> {
    if let Some(mut command) = command(own.iter().map(String::as_str), address) {
        let failed = |error| {
            format!("The configured browser could not be started ({error}). Open manually:")
        };
        return run(&mut command).map_err(failed);
    }
    let browser = env::var("BROWSER").unwrap_or_default();
    if browser.trim().is_empty() {
        if is_without_desktop() {
            return Err(
                "No browser available (no display, and BROWSER is not set). Open manually:".into(),
            );
        }
        return open::that_detached(address)
            .map_err(|error| format!("No browser could be started ({error}). Open manually:"));
    }
    let mut failure = "it does not name a program".to_owned();
    for entry in entries(&browser, cfg!(windows)) {
        match command(entry.split_whitespace(), address).map(|mut command| run(&mut command)) {
            Some(Ok(())) => return Ok(()),
            Some(Err(error)) => failure = format!("{}: {error}", entry.trim()),
            None => {}
        }
    }
    Err(format!(
        "BROWSER could not be started ({failure}). Open manually:"
    ))
}

/// The commands in `BROWSER`, separated by colons, except on systems whose paths contain colons.
fn entries(browser: &str, is_windows: bool) -> impl Iterator<Item = &str> {
    browser.split(move |c| c == ':' && !is_windows)
}

/// A program and its arguments, with `%s` replaced by the address or the address appended. `None` if there
/// are no words.
fn command<'a>(mut words: impl Iterator<Item = &'a str>, address: &str) -> Option<Command> {
    let mut command = Command::new(words.next()?);
    let mut is_named = false;
    for word in words {
        is_named |= word.contains("%s");
        command.arg(word.replace("%s", address));
    }
    if !is_named {
        command.arg(address);
    }
    Some(command)
}

fn run(command: &mut Command) -> io::Result<()> {
    succeeded(quiet(command).stdin(Stdio::null()).status()?)
}

/// Whether this is a Unix without a display, as over SSH or in a container, where a launcher would look for
/// a browser in the terminal.
fn is_without_desktop() -> bool {
    cfg!(all(unix, not(target_os = "macos")))
        && !["DISPLAY", "WAYLAND_DISPLAY", "WSL_DISTRO_NAME"]
            .into_iter()
            .any(is_set)
}

#[cfg(test)]
mod tests {
    use super::{command, entries};

    fn words(entry: &str) -> Option<Vec<String>> {
        let command = command(entry.split_whitespace(), "https://x.example/?a=b c;d")?;
        let words = std::iter::once(command.get_program()).chain(command.get_args());
        Some(
            words
                .map(|word| word.to_string_lossy().into_owned())
                .collect(),
        )
    }

    #[test]
    fn several_browsers_are_tried_where_no_path_has_a_colon() {
        let read = |text, is_windows| entries(text, is_windows).collect::<Vec<_>>();
        assert_eq!(read("firefox:w3m", false), ["firefox", "w3m"]);
        assert_eq!(read(r"C:\ff.exe", true), [r"C:\ff.exe"]);
    }

    #[test]
    fn the_address_is_one_argument_where_the_entry_wants_it() {
        let address = "https://x.example/?a=b c;d";
        assert_eq!(words("firefox").unwrap(), ["firefox", address]);
        assert_eq!(
            words("ff --url=%s -n").unwrap(),
            ["ff", &format!("--url={address}"), "-n"]
        );
        assert_eq!(words(" "), None);
    }
}
