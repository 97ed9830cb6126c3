//! Decodes a file and splits it into front matter and body, reporting the place of a fault.

use std::borrow::Cow;

use memchr::{memchr_iter, memmem};

use crate::text::yaml::{Misfit, Place};

/// The most list indicators at the start of a line.
const MOST_INDICATORS: usize = 200;
/// The most opening brackets in a front matter.
const MOST_BRACKETS: usize = 10_000;
/// The most bytes that aliases may repeat.
const MOST_REPEATED: usize = 1 << 26;

/// UTF-8 with `\n` line ends; a byte-order mark is dropped.
///
/// # Errors
///
/// Returns the place and the reason if the bytes are not text.
pub fn decode(bytes: &[u8]) -> Result<Cow<'_, str>, Misfit> {
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        let reason = "the file is UTF-16; save it as UTF-8";
        return Err((Place::START, reason.to_owned()));
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let text = std::str::from_utf8(bytes).map_err(|error| not_utf8(bytes, error.valid_up_to()))?;
    if let Some(at) = text.find('\0') {
        let reason = "the file holds a NUL byte, so it is not text; remove it from the folder";
        return Err((Place::in_text(text, at, 1), reason.to_owned()));
    }
    if text.contains('\r') {
        return Ok(Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n")));
    }
    Ok(Cow::Borrowed(text))
}

fn not_utf8(bytes: &[u8], at: usize) -> Misfit {
    let (good, bad) = bytes.split_at_checked(at).unwrap_or((bytes, &[]));
    let place = Place::in_text(&String::from_utf8_lossy(good), at, 1);
    let reason = match bad.first() {
        Some(0x91..=0x94) => {
            "a quotation mark in the Windows-1252 encoding is not UTF-8; save the file as UTF-8"
                .to_owned()
        }
        Some(byte) => format!("byte 0x{byte:02x} is not UTF-8; save the file as UTF-8"),
        None => "the file is not UTF-8; save it as UTF-8".to_owned(),
    };
    (place, reason)
}

/// Front matter (its first line is line 2 of the file) and body.
///
/// # Errors
///
/// Returns the place and the reason if a `---` line is missing, or if the front matter would take too long to
/// parse.
pub fn split(text: &str) -> Result<(&str, &str), Misfit> {
    if text.lines().next().map(str::trim_end) != Some("---") {
        let reason = "the file does not begin with a `---` line; a product file has YAML front \
                      matter between two of them";
        return Err((Place::START, reason.to_owned()));
    }
    let start = text.find('\n').map_or(text.len(), |newline| newline + 1);
    // The line ends with the one before it.
    for newline in memmem::find_iter(text.as_bytes(), "\n---") {
        let (end, rest) = (newline + 1, text.get(newline + 1..).unwrap_or_default());
        let line = rest.split_inclusive('\n').next().unwrap_or_default();
        if end >= start && line.trim_end() == "---" {
            let front = text.get(start..end).unwrap_or_default();
            check_effort(front)?;
            return Ok((front, rest.get(line.len()..).unwrap_or_default()));
        }
    }
    let end = Place::in_text(text, text.len(), 1);
    let reason = "the front matter never ends; close it with a line `---`";
    Err((Place::line(end.line), reason.to_owned()))
}

/// The parser's time is quadratic in the nesting depth, and its memory grows with what aliases repeat. No
/// genuine file comes near these limits.
fn check_effort(front: &str) -> Result<(), Misfit> {
    // Nearly every front matter is too short to exceed the limit.
    if front.len() > MOST_BRACKETS {
        let mut brackets = 0;
        for (number, line) in front.lines().enumerate() {
            brackets += line.matches(['[', '{']).count();
            if brackets > MOST_BRACKETS {
                return Err(too_much(number, "brackets"));
            }
        }
    }
    let mut start = 0;
    let ends = memchr_iter(b'\n', front.as_bytes()).chain([front.len()]);
    for (number, end) in ends.enumerate() {
        let line = start..end;
        start = end + 1;
        if line.len() > MOST_INDICATORS && front.get(line).map_or(0, indicators) > MOST_INDICATORS {
            return Err(too_much(number, "nested lists"));
        }
    }
    let is_too_much = |aliases: usize| aliases * front.len() > MOST_REPEATED;
    // Nearly every front matter is free of asterisks; only if there are many are aliases told apart from
    // text.
    if is_too_much(front.matches('*').count()) {
        let words = front.split([' ', ',', '[']);
        if is_too_much(words.filter(|word| word.starts_with('*')).count()) {
            return Err(too_much(0, "aliases; write the values out"));
        }
    }
    Ok(())
}

/// Counts the list and key indicators at the start of a line.
fn indicators(line: &str) -> usize {
    let words = line.split(' ');
    let words = words.take_while(|word| matches!(*word, "-" | "?" | ""));
    words.filter(|word| !word.is_empty()).count()
}

fn too_much(line: usize, what: &str) -> Misfit {
    let reason = format!("the front matter has too many {what}");
    (Place::line(line + 2), reason)
}
