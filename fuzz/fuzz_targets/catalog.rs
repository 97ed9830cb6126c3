//! The packed catalog, all of it looked at.

#![no_main]

use eolens::facts::catalog::Catalog;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Ok(catalog) = Catalog::unpack(bytes.to_vec()) else {
        return;
    };
    for index in 0..catalog.cards().len() {
        let _ = (
            catalog.product(index),
            catalog.dates(index),
            catalog.columns(index),
        );
        let _ = (
            catalog.identifiers(index),
            catalog.traits(index),
            catalog.called(index),
        );
        let _ = (catalog.moves(index), catalog.letters(index));
    }
    let _ = (
        catalog.find("python"),
        catalog.masks(),
        catalog.prominence(),
        catalog.places(),
    );
});
