//! The bytes of the terminal: however they are cut, the keys are the same.

#![no_main]

use std::time::Instant;

use eolens::screen::run::Decoder;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: (u8, &[u8])| {
    let (at, bytes) = input;
    let now = Instant::now();
    let mut whole = Decoder::default();
    let expected = whole.feed(bytes, now);
    let (first, second) = bytes.split_at(usize::from(at).min(bytes.len()));
    let mut cut = Decoder::default();
    let mut events = cut.feed(first, now);
    events.extend(cut.feed(second, now));
    assert_eq!(events, expected);
    assert_eq!(cut.patience(), whole.patience());
    cut.give_up(now);
    assert_eq!(cut.patience().is_some(), false);
    cut.feed(second, now);
});
