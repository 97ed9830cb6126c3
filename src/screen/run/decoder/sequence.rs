//! Control sequences that are keys or mouse events; all others are replies, and are dropped.

use crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};
use crossterm::event::{MouseButton, MouseEvent, MouseEventKind};

/// The meaning of a sequence, from its parameters and final byte. `None` if it is not a key.
pub(super) fn decoded(parameters: &[u8], last: u8) -> Option<Event> {
    let parameters = str::from_utf8(parameters).ok()?;
    if let Some(report) = parameters.strip_prefix('<') {
        return mouse(report, last);
    }
    let numbers = Numbers::parse(parameters)?;
    if numbers.is_release {
        return None;
    }
    let code = match last {
        b'~' => numbered(numbers.first?)?,
        b'u' => unicode(numbers.first?)?,
        // A cursor position report looks like F3 with a modifier, which is rarer.
        b'R' if numbers.first.is_some() => return None,
        _ => lettered(last)?,
    };
    let code = match code {
        KeyCode::Tab if numbers.modifiers.contains(KeyModifiers::SHIFT) => KeyCode::BackTab,
        code => code,
    };
    Some(Event::Key(KeyEvent::new(code, numbers.modifiers)))
}

/// A function key of the Linux console.
pub(super) fn console_key(last: u8) -> Option<Event> {
    let number = last.checked_sub(b'A').filter(|number| *number < 5)?;
    let key = KeyEvent::new(KeyCode::F(number + 1), KeyModifiers::NONE);
    Some(Event::Key(key))
}

/// The parameters of a key, `key:alternates ; modifiers:event ; text`; alternates and text are not needed.
struct Numbers {
    first: Option<u32>,
    modifiers: KeyModifiers,
    is_release: bool,
}

impl Numbers {
    /// `None` unless there are only numbers: a reply has other characters before or after them.
    fn parse(parameters: &str) -> Option<Self> {
        if !parameters
            .bytes()
            .all(|byte| matches!(byte, b'0'..=b'9' | b':' | b';'))
        {
            return None;
        }
        let mut fields = parameters.split(';').map(|field| field.split(':'));
        let number = |text: Option<&str>| match text {
            None | Some("") => Some(None),
            Some(text) => text.parse::<u32>().ok().map(Some),
        };
        let first = number(fields.next().and_then(|mut field| field.next()))?;
        let mut second = fields.next();
        let mut next = || number(second.as_mut().and_then(Iterator::next));
        let (held, event) = (next()?, next()?);
        Some(Self {
            first,
            modifiers: modifiers(held.unwrap_or(1)),
            is_release: event == Some(3),
        })
    }
}

/// Decodes modifiers: one plus the sum of Shift (1), Alt (2) and Control (4).
fn modifiers(number: u32) -> KeyModifiers {
    let held = number.saturating_sub(1);
    let bits = [
        (1, KeyModifiers::SHIFT),
        (2, KeyModifiers::ALT),
        (4, KeyModifiers::CONTROL),
    ];
    let held = bits.into_iter().filter(|(bit, _)| held & bit != 0);
    held.fold(KeyModifiers::NONE, |all, (_, modifier)| all | modifier)
}

/// Keys with a letter as final byte (xterm, and VT100 after `ESC O`).
fn lettered(letter: u8) -> Option<KeyCode> {
    Some(match letter {
        b'A' => KeyCode::Up,
        b'B' => KeyCode::Down,
        b'C' => KeyCode::Right,
        b'D' => KeyCode::Left,
        b'F' => KeyCode::End,
        b'H' => KeyCode::Home,
        b'P'..=b'S' => KeyCode::F(letter - b'P' + 1),
        b'Z' => KeyCode::BackTab,
        _ => return None,
    })
}

/// Keys with the final byte `~` (VT220, with numbers added by others).
fn numbered(number: u32) -> Option<KeyCode> {
    let function = |first: u32, key: u32| u8::try_from(number - first + key).ok().map(KeyCode::F);
    match number {
        1 | 7 => Some(KeyCode::Home),
        2 => Some(KeyCode::Insert),
        3 => Some(KeyCode::Delete),
        4 | 8 => Some(KeyCode::End),
        5 => Some(KeyCode::PageUp),
        6 => Some(KeyCode::PageDown),
        11..=15 => function(11, 1),
        17..=21 => function(17, 6),
        23..=26 => function(23, 11),
        28..=29 => function(28, 15),
        31..=34 => function(31, 17),
        _ => None,
    }
}

/// Keys with the final byte `u`, as in kitty's keyboard protocol.
fn unicode(number: u32) -> Option<KeyCode> {
    Some(match char::from_u32(number)? {
        '\u{1b}' => KeyCode::Esc,
        '\r' => KeyCode::Enter,
        '\t' => KeyCode::Tab,
        '\u{7f}' => KeyCode::Backspace,
        // That protocol encodes keys that are not characters in the private use area.
        '\u{e000}'..='\u{f8ff}' => return None,
        c if c.is_control() => return None,
        c => KeyCode::Char(c),
    })
}

/// Parses `button ; column ; row` with the final byte `M` for a pressed button (SGR, 1006).
fn mouse(report: &str, last: u8) -> Option<Event> {
    let mut numbers = report.split(';').map(|number| number.parse::<u16>().ok());
    let (button, column, row) = (numbers.next()??, numbers.next()??, numbers.next()??);
    pressed(button, column, row).filter(|_| last == b'M' && numbers.next().is_none())
}

/// Parses the original format, for terminals without the newer one.
pub(super) fn old_mouse(button: u8, column: u8, row: u8) -> Option<Event> {
    let number = |byte: u8| byte.checked_sub(b' ').map(u16::from);
    pressed(number(button)?, number(column)?, number(row)?)
}

/// A press of the left button or a turn of the wheel, with any modifiers (4, 8 and 16); other events are
/// ignored. Columns and rows count from 1.
fn pressed(button: u16, column: u16, row: u16) -> Option<Event> {
    let kind = match button & !(4 | 8 | 16) {
        0 => MouseEventKind::Down(MouseButton::Left),
        64 => MouseEventKind::ScrollUp,
        65 => MouseEventKind::ScrollDown,
        _ => return None,
    };
    Some(Event::Mouse(MouseEvent {
        kind,
        column: column.checked_sub(1)?,
        row: row.checked_sub(1)?,
        modifiers: KeyModifiers::NONE,
    }))
}
