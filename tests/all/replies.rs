//! A terminal's replies to another program's queries, while the browser reads keys.

use std::thread;
use std::time::{Duration, Instant};

use crate::pty::{Session, eolens};
use crate::terminal::{awake, started};

/// Queries and terminals' replies.
const REPLIES: [(&str, &str); 14] = [
    ("DA1", "\x1b[?62;4;22;28c"),
    ("DA2", "\x1b[>41;354;0c"),
    ("DA3", "\x1bP!|7E565445\x1b\\"),
    ("OSC 4", "\x1b]4;1;rgb:cdcd/0000/0000\x1b\\"),
    ("OSC 10", "\x1b]10;rgb:ffff/ffff/ffff\x07"),
    ("OSC 11", "\x1b]11;rgb:1e1e/1e1e/1e1e\x1b\\"),
    ("OSC 52", "\x1b]52;c;cXVpdA==\x1b\\"),
    ("DECRPM", "\x1b[?2026;2$y"),
    ("CPR", "\x1b[24;80R"),
    ("XTVERSION", "\x1bP>|kitty(0.35.2)\x1b\\"),
    ("XTGETTCAP", "\x1bP1+r524742=382F382F38\x1b\\"),
    ("kitty graphics", "\x1b_Gi=31;OK\x1b\\"),
    ("kitty keyboard", "\x1b[?1u"),
    ("focus", "\x1b[I\x1b[O"),
];

#[test]
fn a_reply_whole_or_cut_anywhere_changes_nothing_on_the_screen() {
    let session = awake(eolens(&["flux"]));
    session.keys("\x1b");
    thread::sleep(Duration::from_millis(200));
    let before = session.bytes().len();
    for (name, reply) in REPLIES {
        session.keys(reply);
        for at in 1..reply.len() {
            let (first, second) = reply.split_at(at);
            session.keys(first);
            thread::sleep(Duration::from_millis(15));
            session.keys(second);
        }
        thread::sleep(Duration::from_millis(20));
        assert_eq!(session.bytes().len(), before, "{name}:\n{}", session.text());
    }
    session.keys("?");
    session.shows("╭ Help ");
}

#[test]
fn a_lone_escape_is_answered_within_a_moment() {
    let session = started(eolens(&["flux"]));
    let mut longest = Duration::ZERO;
    for _ in 0..10 {
        session.keys("?");
        session.shows("╭ Help ");
        let start = Instant::now();
        session.keys("\x1b");
        session.until("the help is gone", |session: &Session| {
            !session.text().contains("╭ Help ")
        });
        longest = longest.max(start.elapsed());
    }
    println!("Esc is answered after {longest:?} at most");
    assert!(longest < Duration::from_millis(500), "{longest:?}");
}
