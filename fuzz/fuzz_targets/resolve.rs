//! What people type or paste: names, versions, package URLs, CPEs, addresses, images.

#![no_main]

use eolens::find::resolve::Resolver;
use eolens::find::search::Searcher;
use eolens_fuzz::catalog;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    catalog(|catalog, _| {
        let reading = Resolver::default().resolve(catalog, &Searcher::default(), text);
        assert!(reading.is_none_or(|reading| reading.product < catalog.cards().len()));
    });
});
