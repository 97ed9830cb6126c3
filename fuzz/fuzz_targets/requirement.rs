//! Every notation of requirements: what is accepted can be asked of any release.

#![no_main]

use eolens::stack::requirement::{cargo, composer, gradle, maven, npm, pep440, ruby, terraform};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    for read in [
        cargo::read, composer::read, gradle::read, maven::read, npm::read, pep440::read, ruby::read, terraform::read,
    ] {
        if let Some(requirement) = read(text) {
            let _ = requirement.accepts(&[1, 2]);
            assert!(requirement.and(&requirement.not()).is_empty());
        }
    }
});
