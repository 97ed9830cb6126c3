//! Product files: front matter, templates of labels and links, and what the lint says.

#![no_main]

use eolens::cli::lint;
use eolens::facts::product;
use eolens_fuzz::{day, is_clean};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    match product::parse("fuzz.md", bytes) {
        Ok(parsed) => {
            assert!(is_clean(&parsed.product.title) && is_clean(&parsed.product.body));
            for release in &parsed.product.releases {
                assert!(is_clean(&release.name) && is_clean(&release.label));
                assert!(release.link.as_deref().is_none_or(is_clean));
            }
        }
        Err(fault) => assert!(is_clean(&fault.to_string())),
    }
    for finding in lint::lint("fuzz.md", bytes, day()) {
        assert!(is_clean(&finding.to_string()));
    }
});
