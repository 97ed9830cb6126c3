//! Text for the terminal: nothing that it obeys is left.

#![no_main]

use eolens::text::clean;
use eolens_fuzz::is_clean;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let cleaned = clean::text(text);
    assert!(is_clean(&cleaned), "{cleaned:?}");
    assert_eq!(clean::text(&cleaned), cleaned);
    assert!(!clean::line(text).contains('\n'));
});
