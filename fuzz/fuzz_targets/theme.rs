//! Theme files.

#![no_main]

use eolens::settings::theme;
use eolens_fuzz::is_clean;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let (_, faults) = theme::read("theme.yaml", text);
    assert!(faults.iter().all(|fault| is_clean(&fault.to_string())));
});
