//! Lock files, and the policy of a repository.

#![no_main]

use eolens::stack::claim::Lock;
use eolens::stack::{locks, policy};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    for kind in [Lock::JavaScript, Lock::Python, Lock::Php, Lock::Ruby] {
        for file in locks::files(kind) {
            let _ = locks::read(file, text).find("a", "^1", "");
        }
    }
    let _ = policy::file::read(text);
});
