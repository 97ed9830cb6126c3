//! The search line: filters, words and names of versions.

#![no_main]

use eolens::facts::viewpoint::Viewpoint;
use eolens::find::listing::{Lister, Sort, Wanted};
use eolens_fuzz::{catalog, day};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    catalog(|catalog, lister: &Lister| {
        let listing = lister.list(
            catalog,
            &Wanted {
                text,
                sort: Sort::default(),
                on: Viewpoint::with_defaults(day()),
                watched: &|_| false,
            },
        );
        assert!(listing.hits.iter().all(|hit| *hit < catalog.cards().len()));
    });
});
