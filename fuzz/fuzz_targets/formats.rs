//! Every reader of a file in which versions are written down.

#![no_main]

use eolens::stack::claim::Source;
use eolens::stack::formats;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let beside = |_: &str| Some(text.to_owned());
    for path in ["a/.nvmrc", "a/.java-version", "runtime.txt", "requirements.txt"] {
        let source = Source { path, text, beside: &beside };
        let _ = formats::read(&source);
        for findings in formats::read_by_all(&source) {
            for claim in findings.claims {
                assert!(claim.at.line > 0 && claim.at.column > 0);
            }
        }
    }
});
