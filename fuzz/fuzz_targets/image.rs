//! Image references with variables in them.

#![no_main]

use eolens::stack::claim::Role;
use eolens::stack::image;
use eolens::stack::woven::Woven;
use eolens::text::yaml::Place;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let at = Place { line: 1, column: 1 };
    let woven = Woven::plain(text, at);
    let woven = woven.expanded(&|name| Some(Woven::plain(name, at)));
    for claim in image::claims(&woven, Role::Run) {
        assert!(claim.at.column > 0);
    }
});
