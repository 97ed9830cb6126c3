#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| eolens_fuzz::run("policy", bytes));
