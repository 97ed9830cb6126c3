//! Output to the terminal: each frame is one write, and a closed terminal is not an error.

use std::cell::Cell;
use std::io::{self, Write, stdout};
use std::rc::Rc;

use super::events::is_hang_up;
use crate::settings::theme::Depth;

/// More than a frame of a large terminal needs.
const FRAME_BYTES: usize = 1 << 16;

/// Standard output that is written once per flush, which avoids flicker and partial frames over a slow
/// line.
pub struct Output {
    frame: Vec<u8>,
    has_sixteen_colors: bool,
    /// Whether the terminal was closed. Shared, because ratatui owns the output.
    is_gone: Rc<Cell<bool>>,
}

impl Output {
    /// Output for a terminal with a color depth. `is_gone` becomes true when the terminal turns out to be
    /// closed.
    pub fn new(depth: Depth, is_gone: Rc<Cell<bool>>) -> Self {
        Self {
            frame: Vec::with_capacity(FRAME_BYTES),
            has_sixteen_colors: depth == Depth::Sixteen,
            is_gone,
        }
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.frame.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        let written = if self.is_gone.get() {
            Ok(())
        } else if self.has_sixteen_colors {
            write(&in_sixteen_colors(&self.frame))
        } else {
            write(&self.frame)
        };
        self.frame.clear();
        match written {
            Err(error) if is_hang_up(&error) => {
                self.is_gone.set(true);
                Ok(())
            }
            written => written,
        }
    }
}

fn write(frame: &[u8]) -> io::Result<()> {
    let mut out = stdout().lock();
    out.write_all(frame)?;
    out.flush()
}

/// A frame with the short sequences (`31`, `97`) for the first sixteen colors, which every color terminal
/// understands. Crossterm writes them as indexed colors (`38;5;1`), which the oldest terminals do not know.
fn in_sixteen_colors(frame: &[u8]) -> Vec<u8> {
    let mut written = Vec::with_capacity(frame.len());
    let mut rest = frame;
    while let Some(start) = memchr::memmem::find(rest, b"\x1b[") {
        let (before, sequence) = rest.split_at(start + 2);
        written.extend_from_slice(before);
        let is_last = |byte: &u8| (b'@'..=b'~').contains(byte);
        let length = sequence.iter().position(is_last).unwrap_or(sequence.len());
        let (parameters, after) = sequence.split_at(length);
        if after.first() == Some(&b'm') {
            written.extend_from_slice(&sixteen(parameters));
        } else {
            written.extend_from_slice(parameters);
        }
        rest = after;
    }
    written.extend_from_slice(rest);
    written
}

/// The parameters of a color sequence, with the first sixteen colors in short form.
fn sixteen(parameters: &[u8]) -> Vec<u8> {
    let fields: Vec<&[u8]> = parameters.split(|byte| *byte == b';').collect();
    let mut written: Vec<String> = Vec::new();
    let mut rest = &fields[..];
    while let [field, after @ ..] = rest {
        rest = after;
        if let ([b'3' | b'4', b'8'], [b"5", number, after @ ..]) = (*field, after)
            && let Some(short) = short(field, number)
        {
            written.push(short);
            rest = after;
        } else {
            written.push(String::from_utf8_lossy(field).into_owned());
        }
    }
    written.join(";").into_bytes()
}

/// The short form of one of the first sixteen colors, as text or background color. `None` for other colors.
fn short(kind: &[u8], number: &[u8]) -> Option<String> {
    let background = if kind == b"48" { 10 } else { 0 };
    let color = match str::from_utf8(number).ok()?.parse::<u8>().ok()? {
        number @ 0..8 => 30 + number,
        number @ 8..16 => 90 + number - 8,
        _ => return None,
    };
    Some((color + background).to_string())
}

#[cfg(test)]
mod tests {
    use super::in_sixteen_colors;

    #[test]
    fn the_first_sixteen_colors_have_their_short_form_and_all_else_stays() {
        for (long, short) in [
            ("\x1b[38;5;1m✗ 38;5;1m", "\x1b[31m✗ 38;5;1m"),
            ("\x1b[38;5;15;48;5;0mx", "\x1b[97;40mx"),
            ("\x1b[1;48;5;12;4m", "\x1b[1;104;4m"),
            ("\x1b[38;5;16m\x1b[39m", "\x1b[38;5;16m\x1b[39m"),
            ("\x1b[38;5m\x1b[38;5;m\x1b[m", "\x1b[38;5m\x1b[38;5;m\x1b[m"),
            ("\x1b[38;5;1H\x1b[2", "\x1b[38;5;1H\x1b[2"),
        ] {
            let written = String::from_utf8(in_sixteen_colors(long.as_bytes())).unwrap();
            assert_eq!(written, short);
        }
    }
}
