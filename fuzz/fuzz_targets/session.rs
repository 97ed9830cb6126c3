//! What the screen was, and the first frame after it.

#![no_main]

use eolens::app::session::Session;
use eolens_fuzz::frame;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    if let Some(session) = Session::parse(text) {
        frame(&session);
    }
});
