//! YAML with places, as the lint and the settings read it.

#![no_main]

use eolens::text::yaml;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let _ = yaml::read(text);
    let _ = yaml::read_file(text);
});
