//! Decodes the bytes from a terminal into keys, pastes and mouse events. Replies to queries, which other
//! programs may have sent, are recognized and dropped, whole or in pieces.

mod sequence;

use std::time::{Duration, Instant};

use crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};

/// A terminal sends ESC both for the Esc key and at the start of a sequence. If nothing follows within this
/// time, it was the key. Vim and tmux have the same delay.
pub const ESCAPE_DELAY: Duration = Duration::from_millis(50);

/// An incomplete sequence is abandoned if nothing follows within this time.
pub const SEQUENCE_DELAY: Duration = Duration::from_secs(1);

/// The longest control sequence that is decoded, in bytes; terminals send far shorter ones.
const LONGEST_SEQUENCE: usize = 256;

/// Longer pastes are cut: no input line is longer.
const LONGEST_PASTE: usize = 1 << 20;

const ESC: u8 = 0x1b;
const BEL: u8 = 0x07;
const PASTE_END: &[u8] = b"\x1b[201~";

/// Decodes the input of a terminal, piece by piece.
#[derive(Debug, Default)]
pub struct Decoder {
    state: State,
    /// The bytes so far of the current character, sequence or paste.
    pending: Vec<u8>,
}

#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum State {
    #[default]
    Ground,
    /// Inside a UTF-8 character.
    Character(KeyModifiers),
    /// After ESC.
    Escape,
    /// After ESC and a character that starts a sequence or is a key pressed with Alt.
    Introduced(Introducer),
    /// Inside a control sequence (CSI, SS3), before its final byte.
    Control(Introducer),
    /// Inside a function key of the Linux console, `ESC [ [ A`.
    ConsoleKey,
    /// Inside the three bytes of a mouse report in the original format.
    OldMouse,
    /// Inside a control string (OSC, DCS, APC), which is dropped.
    ControlString,
    /// After an ESC in a control string: `\` ends it, anything else starts a sequence.
    StringEscape,
    Paste,
    /// The start of a sequence was taken for a key; the rest of the sequence may still follow.
    Late {
        after: Option<Introducer>,
        until: Instant,
    },
}

/// The characters that start a sequence after ESC.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Introducer {
    /// `[`, a control sequence.
    Csi,
    /// `O`, a single shift: one byte follows, in some terminals after numbers.
    Ss3,
    /// `]`, an operating system command.
    Osc,
    /// `P`, a device control string.
    Dcs,
    /// `_`, an application program command.
    Apc,
}

impl Introducer {
    fn of(byte: u8) -> Option<Self> {
        Some(match byte {
            b'[' => Self::Csi,
            b'O' => Self::Ss3,
            b']' => Self::Osc,
            b'P' => Self::Dcs,
            b'_' => Self::Apc,
            _ => return None,
        })
    }

    fn sign(self) -> char {
        match self {
            Self::Csi => '[',
            Self::Ss3 => 'O',
            Self::Osc => ']',
            Self::Dcs => 'P',
            Self::Apc => '_',
        }
    }

    /// Whether terminals send a sequence that continues like this. Otherwise, the character was pressed
    /// with Alt.
    fn goes_on_with(self, byte: u8) -> bool {
        match self {
            Self::Csi => matches!(byte, b' '..=b'~'),
            Self::Ss3 => matches!(byte, b'0'..=b'9' | b';' | b'A'..=b'Z' | b'a'..=b'z'),
            // Terminals report titles with `l` and `L`.
            Self::Osc => matches!(byte, b'0'..=b'9' | b'l' | b'L'),
            Self::Dcs => matches!(byte, b'0'..=b'9' | b'!' | b'>'),
            // kitty's graphics protocol; no other replies have this form.
            Self::Apc => byte == b'G',
        }
    }
}

impl Decoder {
    /// Decodes the bytes of one read.
    pub fn feed(&mut self, bytes: &[u8], now: Instant) -> Vec<Event> {
        let mut events = Vec::new();
        if let State::Late { after, until } = self.state {
            self.state = resumed(bytes, after)
                .filter(|_| now < until)
                .unwrap_or_default();
        }
        for byte in bytes {
            self.take(*byte, &mut events);
        }
        events
    }

    /// How long to wait for more bytes before calling [`Self::give_up`]; `None` if nothing is incomplete.
    pub fn patience(&self) -> Option<Duration> {
        match self.state {
            State::Ground | State::Paste | State::Late { .. } => None,
            // Alt-[ cannot be told from the start of most sequences, so it is not a key.
            State::Introduced(introducer) if introducer != Introducer::Csi => Some(ESCAPE_DELAY),
            State::Escape => Some(ESCAPE_DELAY),
            _ => Some(SEQUENCE_DELAY),
        }
    }

    /// Called when nothing has come for the time of [`Self::patience`]: the incomplete input is a key, or
    /// is dropped.
    pub fn give_up(&mut self, now: Instant) -> Option<Event> {
        let until = now + SEQUENCE_DELAY;
        let (event, state) = match self.state {
            State::Escape => {
                let after = None;
                (Some(key(KeyCode::Esc)), State::Late { after, until })
            }
            State::Introduced(introducer) if introducer != Introducer::Csi => {
                let after = Some(introducer);
                (Some(alt(introducer.sign())), State::Late { after, until })
            }
            State::Paste => return None,
            _ => (None, State::Ground),
        };
        self.pending.clear();
        self.state = state;
        event
    }

    fn take(&mut self, byte: u8, events: &mut Vec<Event>) {
        match self.state {
            State::Ground | State::Late { .. } => self.begin(byte, KeyModifiers::NONE, events),
            State::Character(held) => self.character(byte, held, events),
            State::Escape => self.escaped(byte, events),
            State::Introduced(introducer) => self.introduced(introducer, byte, events),
            State::Control(introducer) => self.control(introducer, byte, events),
            State::ConsoleKey => {
                self.state = State::Ground;
                events.extend(sequence::console_key(byte));
            }
            State::OldMouse => self.old_mouse(byte, events),
            State::ControlString => self.string(byte, events),
            State::StringEscape => {
                self.state = State::Ground;
                if byte != b'\\' {
                    self.escaped(byte, events);
                }
            }
            State::Paste => self.paste(byte, events),
        }
    }

    /// Handles the first byte of a key, with the modifiers that came before it.
    fn begin(&mut self, byte: u8, held: KeyModifiers, events: &mut Vec<Event>) {
        self.state = State::Ground;
        let (code, control) = match byte {
            ESC => {
                self.state = State::Escape;
                return;
            }
            // The first bytes of two-, three- and four-byte characters.
            0xc2..=0xf4 => {
                self.state = State::Character(held);
                self.pending.clear();
                self.pending.push(byte);
                return;
            }
            0x80.. => return,
            b'\r' => (KeyCode::Enter, KeyModifiers::NONE),
            b'\t' => (KeyCode::Tab, KeyModifiers::NONE),
            0x7f => (KeyCode::Backspace, KeyModifiers::NONE),
            0 => (KeyCode::Char(' '), KeyModifiers::CONTROL),
            0x01..=0x1a => (
                KeyCode::Char(char::from(byte - 1 + b'a')),
                KeyModifiers::CONTROL,
            ),
            0x1c..=0x1f => (
                KeyCode::Char(char::from(byte - 0x1c + b'4')),
                KeyModifiers::CONTROL,
            ),
            b' '..=b'~' => (KeyCode::Char(char::from(byte)), KeyModifiers::NONE),
        };
        events.push(Event::Key(KeyEvent::new(code, control | held)));
    }

    fn character(&mut self, byte: u8, held: KeyModifiers, events: &mut Vec<Event>) {
        self.pending.push(byte);
        match str::from_utf8(&self.pending) {
            Ok(text) => {
                self.state = State::Ground;
                let keys = text.chars().map(KeyCode::Char);
                events.extend(keys.map(|code| Event::Key(KeyEvent::new(code, held))));
            }
            // Incomplete.
            Err(error) if error.error_len().is_none() => {}
            Err(_) => self.begin(byte, KeyModifiers::NONE, events),
        }
    }

    /// Handles the byte after ESC.
    fn escaped(&mut self, byte: u8, events: &mut Vec<Event>) {
        if let Some(introducer) = Introducer::of(byte) {
            self.state = State::Introduced(introducer);
            self.pending.clear();
        } else if byte == ESC {
            events.push(key(KeyCode::Esc));
            self.state = State::Escape;
        } else {
            self.begin(byte, KeyModifiers::ALT, events);
        }
    }

    fn introduced(&mut self, introducer: Introducer, byte: u8, events: &mut Vec<Event>) {
        if !introducer.goes_on_with(byte) {
            if introducer != Introducer::Csi {
                events.push(alt(introducer.sign()));
            }
            return self.begin(byte, KeyModifiers::NONE, events);
        }
        match introducer {
            Introducer::Csi | Introducer::Ss3 => {
                self.state = State::Control(introducer);
                self.control(introducer, byte, events);
            }
            Introducer::Osc | Introducer::Dcs | Introducer::Apc => {
                self.state = State::ControlString;
            }
        }
    }

    fn control(&mut self, introducer: Introducer, byte: u8, events: &mut Vec<Event>) {
        match byte {
            b' '..=b'?' => {
                if self.pending.len() < LONGEST_SEQUENCE {
                    self.pending.push(byte);
                }
            }
            b'[' if introducer == Introducer::Csi && self.pending.is_empty() => {
                self.state = State::ConsoleKey;
            }
            b'M' if introducer == Introducer::Csi && self.pending.is_empty() => {
                self.state = State::OldMouse;
            }
            b'~' if self.pending == b"200" => {
                self.pending.clear();
                self.state = State::Paste;
            }
            b'@'..=b'~' => {
                self.state = State::Ground;
                if self.pending.len() < LONGEST_SEQUENCE {
                    events.extend(sequence::decoded(&self.pending, byte));
                }
            }
            // No sequence contains this byte: the sequence broke off, and this is a key.
            _ => self.begin(byte, KeyModifiers::NONE, events),
        }
    }

    fn old_mouse(&mut self, byte: u8, events: &mut Vec<Event>) {
        self.pending.push(byte);
        if let [button, column, row] = self.pending[..] {
            self.state = State::Ground;
            events.extend(sequence::old_mouse(button, column, row));
        }
    }

    fn string(&mut self, byte: u8, events: &mut Vec<Event>) {
        match byte {
            BEL => self.state = State::Ground,
            ESC => self.state = State::StringEscape,
            // No reply contains a control character, so Ctrl-C is never swallowed.
            0..b' ' | 0x7f => self.begin(byte, KeyModifiers::NONE, events),
            _ => {}
        }
    }

    fn paste(&mut self, byte: u8, events: &mut Vec<Event>) {
        self.pending.push(byte);
        if self.pending.ends_with(PASTE_END) {
            let length = self.pending.len() - PASTE_END.len();
            self.pending.truncate(length);
            let text = String::from_utf8_lossy(&self.pending).into_owned();
            events.push(Event::Paste(text));
            self.pending = Vec::new();
            self.state = State::Ground;
        } else if self.pending.len() == LONGEST_PASTE + PASTE_END.len() {
            // Drops a byte, but keeps what may be the start of the end marker.
            self.pending.remove(LONGEST_PASTE);
        }
    }
}

/// The state for bytes that continue a sequence whose start was taken for a key. People do not type two
/// characters within one read of the terminal.
fn resumed(bytes: &[u8], after: Option<Introducer>) -> Option<State> {
    let (&first, rest) = bytes.split_first()?;
    let &second = rest.first()?;
    match after {
        None => {
            let is_rest = Introducer::of(first).is_some_and(|begun| begun.goes_on_with(second));
            is_rest.then_some(State::Escape)
        }
        Some(introducer) => {
            let is_rest = introducer.goes_on_with(first);
            is_rest.then_some(State::Introduced(introducer))
        }
    }
}

fn key(code: KeyCode) -> Event {
    Event::Key(KeyEvent::new(code, KeyModifiers::NONE))
}

fn alt(sign: char) -> Event {
    Event::Key(KeyEvent::new(KeyCode::Char(sign), KeyModifiers::ALT))
}

#[cfg(test)]
mod tests;
