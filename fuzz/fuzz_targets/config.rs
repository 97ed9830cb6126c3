//! The configuration.

#![no_main]

use eolens::settings::config;
use eolens_fuzz::is_clean;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let config = config::read("config.yaml", text);
    assert!(
        config
            .faults
            .iter()
            .all(|fault| is_clean(&fault.to_string()))
    );
    assert!(is_clean(&config.listing(&[])));
});
