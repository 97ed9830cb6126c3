//! Markdown at every width.

#![no_main]

use eolens::text::markdown::{self, layout};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: (u8, &str)| {
    let (width, text) = input;
    let document = markdown::parse(text);
    let lines = layout::lay_out(&document, usize::from(width));
    assert!(
        lines
            .iter()
            .all(|line| !line.pieces.iter().any(|piece| piece.text.contains('\n')))
    );
});
