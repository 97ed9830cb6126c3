use std::time::{Duration, Instant};

use crossterm::event::KeyModifiers as Held;
use crossterm::event::{Event, KeyCode, KeyEvent, MouseButton, MouseEvent, MouseEventKind};

use super::{Decoder, ESCAPE_DELAY, SEQUENCE_DELAY};

/// Replies to queries: the name of the query, and terminals' answers.
const REPLIES: [(&str, &str); 24] = [
    ("DA1", "\x1b[?62;4;22;28c"),
    ("DA2", "\x1b[>41;354;0c"),
    ("DA3", "\x1bP!|7E565445\x1b\\"),
    ("OSC 4", "\x1b]4;1;rgb:cdcd/0000/0000\x1b\\"),
    ("OSC 10", "\x1b]10;rgb:ffff/ffff/ffff\x07"),
    ("OSC 11", "\x1b]11;rgb:1e1e/1e1e/1e1e\x1b\\"),
    ("OSC 52", "\x1b]52;c;cXVpdA==\x1b\\"),
    ("title", "\x1b]lvim ✓ quit\x1b\\"),
    ("DECRPM", "\x1b[?2026;2$y"),
    ("ANSI mode", "\x1b[4;2$y"),
    ("CPR", "\x1b[24;80R"),
    ("DECXCPR", "\x1b[?1;1R"),
    ("DSR", "\x1b[0n"),
    ("size", "\x1b[8;24;80t"),
    ("XTVERSION", "\x1bP>|kitty(0.35.2)\x1b\\"),
    ("XTGETTCAP", "\x1bP1+r524742=382F382F38\x1b\\"),
    ("DECRQSS", "\x1bP1$r0 q\x1b\\"),
    ("DECREQTPARM", "\x1b[2;1;1;128;128;1;0x"),
    ("XTSMGRAPHICS", "\x1b[?1;0;256S"),
    ("kitty graphics", "\x1b_Gi=31;OK\x1b\\"),
    ("kitty keyboard", "\x1b[?1u"),
    ("modifyOtherKeys", "\x1b[>4;2m"),
    ("focus gained", "\x1b[I"),
    ("focus lost", "\x1b[O"),
];

/// The events decoded from pieces that arrive in separate reads, with a pause between them.
fn decoded(pieces: &[&[u8]], pause: Duration) -> Vec<Event> {
    let mut decoder = Decoder::default();
    let mut now = Instant::now();
    let mut events = Vec::new();
    for piece in pieces {
        events.extend(decoder.feed(piece, now));
        let next = now + pause;
        while let Some(silent) = decoder.patience().map(|patience| now + patience)
            && silent <= next
        {
            now = silent;
            events.extend(decoder.give_up(now));
        }
        now = next;
    }
    events
}

fn at_once(text: &str) -> Vec<Event> {
    decoded(&[text.as_bytes()], SEQUENCE_DELAY * 2)
}

fn key(code: KeyCode, held: Held) -> Event {
    Event::Key(KeyEvent::new(code, held))
}

fn typed(text: &str) -> Vec<Event> {
    let keys = text.chars().map(KeyCode::Char);
    keys.map(|code| key(code, Held::NONE)).collect()
}

#[test]
fn a_reply_is_no_key_whole_or_cut_anywhere() {
    for (name, reply) in REPLIES {
        let after = format!("{reply}j");
        assert_eq!(at_once(&after), typed("j"), "{name}");
        for at in 1..reply.len() {
            let (first, second) = after.as_bytes().split_at(at);
            let events = decoded(&[first, second], ESCAPE_DELAY / 2);
            assert_eq!(events, typed("j"), "{name} cut at {at}");
        }
        let bytes: Vec<&[u8]> = after.as_bytes().chunks(1).collect();
        assert_eq!(
            decoded(&bytes, ESCAPE_DELAY / 2),
            typed("j"),
            "{name} byte by byte"
        );
    }
}

/// If the pause is longer than the delay for the Esc key, that key was pressed, but no other.
#[test]
fn after_a_long_pause_the_rest_of_a_reply_is_still_no_key() {
    for (name, reply) in REPLIES {
        for at in 1..reply.len() {
            let (first, second) = reply.as_bytes().split_at(at);
            let events = decoded(&[first, second, b"j"], ESCAPE_DELAY * 4);
            let introducer = char::from(first[first.len() - 1]);
            let expected = match (at, introducer) {
                (1, _) => vec![key(KeyCode::Esc, Held::NONE)],
                (2, c) if c != '[' => vec![key(KeyCode::Char(c), Held::ALT)],
                _ => vec![],
            };
            assert_eq!(
                events,
                [expected, typed("j")].concat(),
                "{name} cut at {at}"
            );
        }
    }
}

#[test]
fn keys_are_keys() {
    use KeyCode::{BackTab, Backspace, Char, Delete, Down, End, Enter, Esc, F, Home, Insert};
    use KeyCode::{Left, PageDown, PageUp, Right, Tab, Up};
    for (text, code, held) in [
        ("é", Char('é'), Held::NONE),
        ("龙", Char('龙'), Held::NONE),
        ("\r", Enter, Held::NONE),
        ("\n", Char('j'), Held::CONTROL),
        ("\t", Tab, Held::NONE),
        ("\x7f", Backspace, Held::NONE),
        ("\0", Char(' '), Held::CONTROL),
        ("\x03", Char('c'), Held::CONTROL),
        ("\x1f", Char('7'), Held::CONTROL),
        ("\x1b", Esc, Held::NONE),
        ("\x1bx", Char('x'), Held::ALT),
        ("\x1bé", Char('é'), Held::ALT),
        ("\x1b\x04", Char('d'), Held::CONTROL.union(Held::ALT)),
        ("\x1b]", Char(']'), Held::ALT),
        ("\x1bP", Char('P'), Held::ALT),
        ("\x1bO", Char('O'), Held::ALT),
        ("\x1bX", Char('X'), Held::ALT),
        ("\x1b[A", Up, Held::NONE),
        ("\x1bOB", Down, Held::NONE),
        ("\x1b[1;5C", Right, Held::CONTROL),
        ("\x1b[1;3:1D", Left, Held::ALT),
        ("\x1b[H", Home, Held::NONE),
        ("\x1bOF", End, Held::NONE),
        ("\x1b[1~", Home, Held::NONE),
        ("\x1b[2~", Insert, Held::NONE),
        ("\x1b[3;5~", Delete, Held::CONTROL),
        ("\x1b[5~", PageUp, Held::NONE),
        ("\x1b[6~", PageDown, Held::NONE),
        ("\x1b[Z", BackTab, Held::NONE),
        ("\x1bOP", F(1), Held::NONE),
        ("\x1bOR", F(3), Held::NONE),
        ("\x1b[[C", F(3), Held::NONE),
        ("\x1b[15~", F(5), Held::NONE),
        ("\x1b[24~", F(12), Held::NONE),
        ("\x1b[34~", F(20), Held::NONE),
        ("\x1b[99;5u", Char('c'), Held::CONTROL),
        ("\x1b[9;2u", BackTab, Held::SHIFT),
    ] {
        assert_eq!(at_once(text), [key(code, held)], "{text:?}");
        let bytes: Vec<&[u8]> = text.as_bytes().chunks(1).collect();
        let apart = decoded(&bytes, ESCAPE_DELAY / 2);
        let wanted = [key(code, held)];
        let is_waiting = text.len() <= 2 && text.starts_with('\x1b') && apart.is_empty();
        assert!(is_waiting || apart == wanted, "{text:?}: {apart:?}");
    }
}

#[test]
fn what_no_terminal_sends_costs_no_key() {
    for (text, keys) in [
        ("\x1b[99;5:3u", ""),
        ("\x1b[57441;1u", ""),
        ("\x1b[999~", ""),
        ("\x1b[99999999999999999999A", ""),
        ("\x1b[A", "↑"),
        ("\x1b[[Z", ""),
        ("\u{80}\u{9b}", ""),
        ("j\x1b[1\x1b[2;3yk", "jk"),
        ("\x1b]11;rgb:\x1b[?1;2cj", "j"),
        ("\x1bOxj", "j"),
    ] {
        let names = at_once(text).into_iter().filter_map(|event| match event {
            Event::Key(KeyEvent {
                code: KeyCode::Char(c),
                ..
            }) if !c.is_control() => Some(c),
            Event::Key(KeyEvent {
                code: KeyCode::Up, ..
            }) => Some('↑'),
            _ => None,
        });
        assert_eq!(names.collect::<String>(), keys, "{text:?}");
    }
    for bytes in [
        &b"\xff\xfej"[..],
        b"\xc3j",
        b"\xe2\x82j",
        b"\xf4\x90\x80\x80j",
        b"\x80j",
    ] {
        assert_eq!(decoded(&[bytes], Duration::ZERO), typed("j"), "{bytes:?}");
    }
    let long = format!("\x1b[{}Aj", "1".repeat(1_000));
    assert_eq!(at_once(&long), typed("j"));
}

/// A character pressed with Alt may start a reply, but the following keys do not look like one.
#[test]
fn keys_after_alt_and_a_sign_are_keys() {
    for sign in ["]", "P", "_", "O"] {
        let events = at_once(&format!("\x1b{sign}/flu"));
        let sign = KeyCode::Char(sign.chars().next().unwrap());
        assert_eq!(events, [vec![key(sign, Held::ALT)], typed("/flu")].concat());
    }
    let events = decoded(&[b"\x1b", b"]", b"1"], ESCAPE_DELAY * 2);
    assert_eq!(
        events,
        [vec![key(KeyCode::Esc, Held::NONE)], typed("]1")].concat()
    );
}

#[test]
fn a_control_key_ends_what_is_never_finished() {
    for text in [
        "\x1b]11;rgb",
        "\x1bP>|",
        "\x1b_Gi=1",
        "\x1b[1;",
        "\x1b]52;c;\x1b",
        "\x1b",
        "é",
    ] {
        let events = at_once(&format!("{text}\x03"));
        let Some(Event::Key(key)) = events.last() else {
            panic!("{text:?}: {events:?}");
        };
        assert_eq!(key.code, KeyCode::Char('c'), "{text:?}");
        assert!(key.modifiers.contains(Held::CONTROL), "{text:?}");
    }
}

#[test]
fn a_paste_is_text_up_to_its_end() {
    let text = "a\x1b[A\x03\rb \x1b]0;x\x07 ✓";
    let pasted = format!("\x1b[200~{text}\x1b[201~j");
    let expected = [vec![Event::Paste(text.to_owned())], typed("j")].concat();
    assert_eq!(at_once(&pasted), expected);
    for at in 2..pasted.len() - 1 {
        let (first, second) = pasted.as_bytes().split_at(at);
        assert_eq!(
            decoded(&[first, second], Duration::from_millis(900)),
            expected,
            "{at}"
        );
    }
    let long = "x".repeat(super::LONGEST_PASTE + 7);
    let events = at_once(&format!("\x1b[200~{long}\x1b[201~j"));
    let [Event::Paste(text), Event::Key(_)] = &events[..] else {
        panic!("{} events", events.len());
    };
    assert_eq!(text.len(), super::LONGEST_PASTE);
}

#[test]
fn the_mouse_is_read_in_both_forms() {
    let at = |kind, column, row| {
        Event::Mouse(MouseEvent {
            kind,
            column,
            row,
            modifiers: Held::NONE,
        })
    };
    for (text, expected) in [
        (
            "\x1b[<0;5;7M",
            vec![at(MouseEventKind::Down(MouseButton::Left), 4, 6)],
        ),
        ("\x1b[<0;5;7m", vec![]),
        (
            "\x1b[<68;300;1M",
            vec![at(MouseEventKind::ScrollUp, 299, 0)],
        ),
        ("\x1b[<65;1;1M", vec![at(MouseEventKind::ScrollDown, 0, 0)]),
        ("\x1b[<2;1;1M", vec![]),
        ("\x1b[<0;0;1M", vec![]),
        ("\x1b[<0;5M", vec![]),
        (
            "\x1b[M %'",
            vec![at(MouseEventKind::Down(MouseButton::Left), 4, 6)],
        ),
        ("\x1b[M# \x7f", vec![]),
    ] {
        assert_eq!(at_once(text), expected, "{text:?}");
    }
}

#[test]
fn nothing_unfinished_needs_no_waiting() {
    let mut decoder = Decoder::default();
    assert_eq!(decoder.patience(), None);
    decoder.feed(b"\x1b", Instant::now());
    assert_eq!(decoder.patience(), Some(ESCAPE_DELAY));
    assert!(decoder.give_up(Instant::now()).is_some());
    assert_eq!(decoder.patience(), None);
    decoder.feed(b"\x1b[200~x", Instant::now());
    assert_eq!(decoder.patience(), None);
}
