//! The bytes that a terminal sends, decoded to keys, pastes and the mouse. Replies to queries, which
//! another program may have asked, are recognized and dropped, whole or in pieces.

mod sequence;

use std::time::{Duration, Instant};

use crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};

/// A terminal sends ESC both for the Esc key and to begin a sequence. When nothing follows within this
/// time, it was the key. Vim and tmux users know the same delay.
pub const ESCAPE_DELAY: Duration = Duration::from_millis(50);

/// A sequence that has begun is given up when nothing follows within this time.
pub const SEQUENCE_DELAY: Duration = Duration::from_secs(1);

/// The longest control sequence that is decoded; terminals send far shorter ones.
const LONGEST_SEQUENCE: usize = 256;

/// A paste is cut here: no line that it could go to is longer.
const LONGEST_PASTE: usize = 1 << 20;

const ESC: u8 = 0x1b;
const BEL: u8 = 0x07;
const PASTE_END: &[u8] = b"\x1b[201~";

/// Decodes the input of a terminal, piece by piece.
#[derive(Debug, Default)]
pub struct Decoder {
    state: State,
    /// What has come of the present character, sequence or paste.
    pending: Vec<u8>,
}

#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum State {
    #[default]
    Ground,
    /// In a UTF-8 character.
    Character {
        is_alt: bool,
    },
    /// After ESC.
    Escape,
    /// After ESC and a sign that either begins a sequence or is a key pressed with Alt.
    Introduced(Introducer),
    /// In a control sequence (CSI, SS3) up to its final byte.
    Control(Introducer),
    /// In a function key of the Linux console, `ESC [ [ A`.
    ConsoleKey,
    /// In the three bytes of a mouse report in the oldest form.
    OldMouse,
    /// In a control string (OSC, DCS, APC), which is dropped.
    ControlString,
    /// After an ESC in a control string: `\` ends it, anything else begins a sequence.
    StringEscape,
    Paste,
    /// The beginning of a sequence was taken for a key; until then, the rest of it may still come.
    Late {
        after: Option<Introducer>,
        until: Instant,
    },
}

/// The signs that begin a sequence after ESC.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Introducer {
    /// `[`, a control sequence.
    Csi,
    /// `O`, a single shift: one more byte, for some terminals with numbers before it.
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

    /// Whether terminals send a sequence that goes on like this. Otherwise the sign was a key with Alt.
    fn goes_on_with(self, byte: u8) -> bool {
        match self {
            Self::Csi => matches!(byte, b' '..=b'~'),
            Self::Ss3 => matches!(byte, b'0'..=b'9' | b';' | b'A'..=b'Z' | b'a'..=b'z'),
            // `l` and `L` are the titles that a terminal reports.
            Self::Osc => matches!(byte, b'0'..=b'9' | b'l' | b'L'),
            Self::Dcs => matches!(byte, b'0'..=b'9' | b'!' | b'>'),
            // The graphics of kitty; nothing else answers in this form.
            Self::Apc => byte == b'G',
        }
    }
}

impl Decoder {
    /// Decodes what was read at once.
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

    /// How long to wait for more before [`Self::give_up`]; `None` where nothing is unfinished.
    pub fn patience(&self) -> Option<Duration> {
        match self.state {
            State::Ground | State::Paste | State::Late { .. } => None,
            // Alt-[ cannot be told from the beginning of most sequences, and is no key here.
            State::Introduced(introducer) if introducer != Introducer::Csi => Some(ESCAPE_DELAY),
            State::Escape => Some(ESCAPE_DELAY),
            _ => Some(SEQUENCE_DELAY),
        }
    }

    /// Nothing has come for as long as [`Self::patience`] says: what has begun is a key, or nothing.
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
            State::Ground | State::Late { .. } => self.begin(byte, false, events),
            State::Character { is_alt } => self.character(byte, is_alt, events),
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

    /// The first byte of a key.
    fn begin(&mut self, byte: u8, is_alt: bool, events: &mut Vec<Event>) {
        self.state = State::Ground;
        let (code, control) = match byte {
            ESC => {
                self.state = State::Escape;
                return;
            }
            // The first bytes of two, three and four.
            0xc2..=0xf4 => {
                self.state = State::Character { is_alt };
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
        let alt = if is_alt {
            KeyModifiers::ALT
        } else {
            KeyModifiers::NONE
        };
        events.push(Event::Key(KeyEvent::new(code, control | alt)));
    }

    fn character(&mut self, byte: u8, is_alt: bool, events: &mut Vec<Event>) {
        self.pending.push(byte);
        match str::from_utf8(&self.pending) {
            Ok(text) => {
                self.state = State::Ground;
                let modifiers = if is_alt {
                    KeyModifiers::ALT
                } else {
                    KeyModifiers::NONE
                };
                let keys = text
                    .chars()
                    .map(|c| KeyEvent::new(KeyCode::Char(c), modifiers));
                events.extend(keys.map(Event::Key));
            }
            // Unfinished.
            Err(error) if error.error_len().is_none() => {}
            Err(_) => self.begin(byte, false, events),
        }
    }

    /// The byte after ESC.
    fn escaped(&mut self, byte: u8, events: &mut Vec<Event>) {
        if let Some(introducer) = Introducer::of(byte) {
            self.state = State::Introduced(introducer);
            self.pending.clear();
        } else if byte == ESC {
            events.push(key(KeyCode::Esc));
            self.state = State::Escape;
        } else {
            self.begin(byte, true, events);
        }
    }

    fn introduced(&mut self, introducer: Introducer, byte: u8, events: &mut Vec<Event>) {
        if !introducer.goes_on_with(byte) {
            if introducer != Introducer::Csi {
                events.push(alt(introducer.sign()));
            }
            return self.begin(byte, false, events);
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
            // No sequence has such a byte: it has ended early, and this is a key.
            _ => self.begin(byte, false, events),
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
            // No reply has a control character, so that Ctrl-C is never swallowed.
            0..b' ' | 0x7f => self.begin(byte, false, events),
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
            // Keeps what may be the beginning of the end.
            self.pending.remove(LONGEST_PASTE);
        }
    }
}

/// The state in which bytes are the rest of a sequence whose beginning was taken for a key. People do
/// not type two signs within one read of the terminal.
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
