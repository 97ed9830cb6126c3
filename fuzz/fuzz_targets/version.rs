//! The order of versions: total, and the same both ways.

#![no_main]

use eolens::text::version;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: (&str, &str)| {
    let (one, other) = input;
    assert_eq!(
        version::compare(one, other),
        version::compare(other, one).reverse()
    );
});
