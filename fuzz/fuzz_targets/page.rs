//! The Liquid templates of a page, and the page as it is laid out.

#![no_main]

use eolens::facts::viewpoint::Viewpoint;
use eolens::facts::{page, product};
use eolens::text::markdown::layout;
use eolens_fuzz::{day, is_clean, page_of};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|body: &str| {
    let Ok(parsed) = product::parse("fuzz.md", page_of(body).as_bytes()) else {
        return;
    };
    let document = page::body(&parsed.product, Viewpoint::with_defaults(day()));
    for line in layout::lay_out(&document, 40) {
        assert!(line.pieces.iter().all(|piece| is_clean(&piece.text)));
    }
});
