//! A key: its event, its display name, and its name in the configuration.

use std::fmt;

use KeyCode::{BackTab, Backspace, Char, Delete, Down, End, Enter, Esc, F, Home, Insert, Left};
use KeyCode::{PageDown, PageUp, Right, Tab, Up};
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

/// A key with its modifiers, except Shift, which shows in the character.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Key {
    code: KeyCode,
    is_control: bool,
    is_alt: bool,
}

/// Keys without a visible character: name in the configuration, display name, code.
const NAMED: [(&str, &str, KeyCode); 17] = [
    ("enter", "Enter", Enter),
    ("esc", "Esc", Esc),
    ("tab", "Tab", Tab),
    ("shift-tab", "Shift-Tab", BackTab),
    ("space", "Space", Char(' ')),
    ("backspace", "Backspace", Backspace),
    ("delete", "Del", Delete),
    ("insert", "Ins", Insert),
    ("home", "Home", Home),
    ("end", "End", End),
    ("page-up", "PgUp", PageUp),
    ("page-down", "PgDn", PageDown),
    ("up", "↑", Up),
    ("down", "↓", Down),
    ("left", "←", Left),
    ("right", "→", Right),
    ("f1", "F1", F(1)),
];

/// The highest function key.
const LAST_FUNCTION_KEY: u8 = 24;

impl Key {
    /// A key without modifiers.
    pub(super) const fn new(code: KeyCode) -> Self {
        let (is_control, is_alt) = (false, false);
        Self {
            code,
            is_control,
            is_alt,
        }
    }

    /// A letter with Ctrl.
    pub(super) const fn control(letter: char) -> Self {
        Self {
            is_control: true,
            ..Self::new(Char(letter))
        }
    }

    /// The key of an event.
    pub fn pressed(event: KeyEvent) -> Self {
        Self {
            code: event.code,
            is_control: event.modifiers.contains(KeyModifiers::CONTROL),
            is_alt: event.modifiers.contains(KeyModifiers::ALT),
        }
    }

    /// The character that the key types, if any.
    pub fn typed(&self) -> Option<char> {
        match self.code {
            Char(c) if !self.is_control && !self.is_alt => Some(c),
            _ => None,
        }
    }

    /// Parses names such as `ctrl-d`, `shift-tab`, `alt-x`, `f1`, `space` or `/`.
    ///
    /// # Errors
    ///
    /// Returns what is wrong with the name and what is valid.
    pub fn parse(text: &str) -> Result<Self, String> {
        let (mut rest, mut is_control, mut is_alt) = (text, false, false);
        loop {
            if let Some(after) = without_prefix(rest, "ctrl-") {
                (rest, is_control) = (after, true);
            } else if let Some(after) = without_prefix(rest, "alt-") {
                (rest, is_alt) = (after, true);
            } else {
                break;
            }
        }
        let code = code(rest).ok_or_else(|| unknown(text))?;
        Ok(Self {
            code: if is_control { controlled(code)? } else { code },
            is_control,
            is_alt,
        })
    }

    /// The name that [`Self::parse`] reads.
    pub fn written(&self) -> String {
        let name = match self.code {
            F(number) => format!("f{number}"),
            code => name(code, |(written, ..)| written),
        };
        let control = if self.is_control { "ctrl-" } else { "" };
        let alt = if self.is_alt { "alt-" } else { "" };
        format!("{control}{alt}{name}")
    }
}

/// The text after a prefix; `None` if the prefix is missing or nothing follows it.
fn without_prefix<'a>(text: &'a str, prefix: &str) -> Option<&'a str> {
    let (before, after) = text.split_at_checked(prefix.len())?;
    (before.eq_ignore_ascii_case(prefix) && !after.is_empty()).then_some(after)
}

fn code(name: &str) -> Option<KeyCode> {
    let mut signs = name.chars();
    if let (Some(sign), None) = (signs.next(), signs.next()) {
        return (!sign.is_whitespace() && !sign.is_control()).then_some(Char(sign));
    }
    let lower = name.to_ascii_lowercase();
    let number = lower.strip_prefix('f').and_then(|rest| rest.parse().ok());
    if let Some(number @ 1..=LAST_FUNCTION_KEY) = number {
        return Some(F(number));
    }
    let named = NAMED.iter().find(|(written, ..)| *written == lower);
    let capital = |letter: &str| match code(letter) {
        Some(Char(letter)) if letter.is_lowercase() => letter.to_uppercase().next().map(Char),
        _ => None,
    };
    named
        .map(|(.., code)| *code)
        .or_else(|| capital(lower.strip_prefix("shift-")?))
}

/// Terminals have no code for Ctrl with some keys, and send others as a different key.
fn controlled(code: KeyCode) -> Result<KeyCode, String> {
    let twin = |sign, name| format!("terminals cannot tell ctrl-{sign} from {name}; use {name}");
    match code {
        Char('i' | 'I') => Err(twin('i', "tab")),
        Char('m' | 'M') => Err(twin('m', "enter")),
        Char(letter) if letter.is_ascii_alphabetic() => Ok(Char(letter.to_ascii_lowercase())),
        Char(' ') | Up | Down | Left | Right | Home | End | PageUp | PageDown | Insert | Delete
        | F(_) => Ok(code),
        _ => Err(
            "terminals support ctrl- only with letters, space, arrows, home, end, pageup, pagedown, insert, delete and \
             function keys"
                .to_owned(),
        ),
    }
}

fn unknown(text: &str) -> String {
    let names: Vec<&str> = NAMED.iter().map(|(name, ..)| *name).collect();
    format!(
        "unknown key {text:?}; use a character, or one of {} to f{LAST_FUNCTION_KEY}, \
         optionally with ctrl- or alt- before it",
        names.join(", ")
    )
}

fn name(
    code: KeyCode,
    of: impl Fn(&(&'static str, &'static str, KeyCode)) -> &'static str,
) -> String {
    let named = NAMED.iter().find(|(.., other)| *other == code);
    named.map_or_else(|| code.to_string(), |named| of(named).to_owned())
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_control {
            f.write_str("Ctrl-")?;
        }
        if self.is_alt {
            f.write_str("Alt-")?;
        }
        f.write_str(&name(self.code, |(_, read, _)| read))
    }
}

#[cfg(test)]
mod tests {
    use super::{Key, LAST_FUNCTION_KEY, NAMED};

    #[test]
    fn a_key_is_read_as_it_is_written() {
        for (text, written, read) in [
            ("j", "j", "j"),
            ("G", "G", "G"),
            ("shift-g", "G", "G"),
            ("é", "é", "é"),
            ("/", "/", "/"),
            ("-", "-", "-"),
            ("ctrl-d", "ctrl-d", "Ctrl-d"),
            ("Ctrl-D", "ctrl-d", "Ctrl-d"),
            ("ctrl-space", "ctrl-space", "Ctrl-Space"),
            ("ctrl-left", "ctrl-left", "Ctrl-←"),
            ("alt-x", "alt-x", "Alt-x"),
            ("alt-ctrl-x", "ctrl-alt-x", "Ctrl-Alt-x"),
            ("shift-tab", "shift-tab", "Shift-Tab"),
            ("F12", "f12", "F12"),
            ("Page-Up", "page-up", "PgUp"),
        ] {
            let key = Key::parse(text).unwrap();
            assert_eq!(
                (key.written().as_str(), key.to_string().as_str()),
                (written, read)
            );
            assert_eq!(Key::parse(written), Ok(key));
        }
        for (written, read, _) in NAMED {
            assert_eq!(Key::parse(written).unwrap().to_string(), read);
        }
    }

    #[test]
    fn what_is_no_key_says_what_would_be_one() {
        for (text, words) in [
            ("", "unknown key \"\""),
            ("jj", "use a character, or one of enter, esc, tab"),
            ("ctrl-", "unknown key \"ctrl-\""),
            ("control-x", "optionally with ctrl- or alt- before it"),
            ("f25", "f1 to f24"),
            ("f0", "f1 to f24"),
            (" ", "space"),
            ("shift-up", "unknown key"),
            ("shift-1", "unknown key"),
            ("ctrl-i", "cannot tell ctrl-i from tab; use tab"),
            ("ctrl-m", "use enter"),
            ("ctrl-/", "ctrl- only with letters"),
            ("ctrl-enter", "ctrl- only with letters"),
        ] {
            let reason = Key::parse(text).unwrap_err();
            assert!(reason.contains(words), "{text}: {reason}");
        }
        assert_eq!(LAST_FUNCTION_KEY, 24);
    }
}
