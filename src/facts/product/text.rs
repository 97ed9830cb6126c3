//! Bytes to text, and text to front matter and body, with the place of what is wrong.

use std::borrow::Cow;

use crate::text::yaml::{Misfit, Place};

/// The first character of a file.
const START: Place = Place { line: 1, column: 1 };

/// List indicators at the start of one line.
const MOST_INDICATORS: usize = 200;
/// Opening brackets in a front matter, wherever they stand.
const MOST_BRACKETS: usize = 10_000;
/// Bytes that aliases could repeat.
const MOST_REPEATED: usize = 1 << 26;

/// UTF-8 with `\n` line ends; a byte-order mark is dropped.
///
/// # Errors
///
/// Returns the place and the reason where the bytes are not text.
pub fn decode(bytes: &[u8]) -> Result<Cow<'_, str>, Misfit> {
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        let reason = "the file is UTF-16; save it as UTF-8";
        return Err((START, reason.to_owned()));
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
/// Returns the place and the reason where the two `---` lines are not there, or where the front
/// matter would take too long to read.
pub fn split(text: &str) -> Result<(&str, &str), Misfit> {
    if text.lines().next().map(str::trim_end) != Some("---") {
        let reason = "the file does not begin with a `---` line; a product file has YAML front \
                      matter between two of them";
        return Err((START, reason.to_owned()));
    }
    let mut lines = text.split_inclusive('\n');
    let start = lines.next().map_or(0, str::len);
    let mut end = start;
    for line in lines {
        if line.starts_with("---") && line.trim_end() == "---" {
            let front = text.get(start..end).unwrap_or_default();
            check_effort(front)?;
            return Ok((front, text.get(end + line.len()..).unwrap_or_default()));
        }
        end += line.len();
    }
    let end = Place::in_text(text, text.len(), 1);
    let reason = "the front matter never ends; close it with a line `---`";
    Err((Place { column: 1, ..end }, reason.to_owned()))
}

/// The parser's time grows with the square of how deep lists and maps stand in one another, and its
/// memory with what aliases repeat. No honest file comes near these limits.
fn check_effort(front: &str) -> Result<(), Misfit> {
    // Nearly every front matter is too short for so many.
    if front.len() > MOST_BRACKETS {
        let mut brackets = 0;
        for (number, line) in front.lines().enumerate() {
            brackets += line.matches(['[', '{']).count();
            if brackets > MOST_BRACKETS {
                return Err(too_much(number, "brackets"));
            }
        }
    }
    for (number, line) in front.lines().enumerate() {
        if line.len() > MOST_INDICATORS && indicators(line) > MOST_INDICATORS {
            return Err(too_much(number, "lists open inside one another"));
        }
    }
    let is_too_much = |aliases: usize| aliases * front.len() > MOST_REPEATED;
    // Nearly every front matter has no star at all; only where there are many are they told apart.
    if is_too_much(front.matches('*').count()) {
        let words = front.split([' ', ',', '[']);
        if is_too_much(words.filter(|word| word.starts_with('*')).count()) {
            return Err(too_much(0, "aliases; write the values out"));
        }
    }
    Ok(())
}

/// List and key indicators before anything else on a line.
fn indicators(line: &str) -> usize {
    let words = line.split(' ');
    let words = words.take_while(|word| matches!(*word, "-" | "?" | ""));
    words.filter(|word| !word.is_empty()).count()
}

fn too_much(line: usize, what: &str) -> Misfit {
    let (line, column) = (line + 2, 1);
    let reason = format!("the front matter has too many {what}");
    (Place { line, column }, reason)
}
