//! What people type: queries, names and versions.

use eolens::facts::viewpoint::Viewpoint;
use eolens::find::listing::{Sort, Wanted};
use eolens::find::resolve::Resolver;

use super::shared::{catalog, day};

/// The search line: filters, words and names of versions.
pub fn query(bytes: &[u8]) {
    let text = &*String::from_utf8_lossy(bytes);
    catalog(|catalog, lister| {
        let wanted = Wanted {
            text,
            sort: Sort::default(),
            on: Viewpoint::with_defaults(day()),
            own: &|_| false,
        };
        let listing = lister.list(catalog, &wanted);
        assert!(listing.hits.iter().all(|hit| *hit < catalog.cards().len()));
    });
}

/// Names, versions, package URLs, CPEs, addresses, images.
pub fn resolve(bytes: &[u8]) {
    let text = &*String::from_utf8_lossy(bytes);
    catalog(|catalog, _| {
        let reading = Resolver::default().resolve(catalog, text);
        assert!(reading.is_none_or(|reading| reading.product < catalog.cards().len()));
    });
}
