//! What the targets share: a day, products, and the definition of clean text.

use std::cell::OnceCell;

use chrono::NaiveDate;
use eolens::facts::catalog::{Catalog, Packed, pack};
use eolens::facts::product::{self, Parsed};
use eolens::find::listing::Lister;

/// Products of many kinds, by their ids.
const PRODUCTS: [&str; 6] = [
    include_str!("../../tests/products/angularjs.md"),
    include_str!("../../tests/products/debian.md"),
    include_str!("../../tests/products/iphone.md"),
    include_str!("../../tests/products/kubernetes.md"),
    include_str!("../../tests/products/mssqlserver.md"),
    include_str!("../../tests/products/python.md"),
];

/// The day for all targets, so that an input fails again on another day.
pub fn day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 8, 22).expect("a day that exists")
}

/// Whether a terminal shows every character of a text and obeys none.
pub fn is_clean(text: &str) -> bool {
    !text.chars().any(|c| {
        c.is_control() && !matches!(c, '\n' | '\t')
            || matches!(c, '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{e0000}'..='\u{e007f}')
    })
}

/// The products.
pub fn products() -> impl Iterator<Item = Parsed> {
    PRODUCTS
        .into_iter()
        .map(|text| product::parse("x.md", text.as_bytes()).expect("a product"))
}

/// Runs code with a catalog of the products, which is created once.
pub fn catalog<T>(look: impl FnOnce(&Catalog, &Lister) -> T) -> T {
    thread_local! {
        static ALL: OnceCell<(Catalog, Lister)> = const { OnceCell::new() };
    }
    ALL.with(|all| {
        let (catalog, lister) = all.get_or_init(|| {
            let catalog = Catalog::new(products().map(Ok)).expect("a catalog");
            (catalog, Lister::default())
        });
        look(catalog, lister)
    })
}

/// Their packed catalog.
pub fn blob() -> Vec<u8> {
    let packed = products().map(|parsed| Packed::new(&parsed.product));
    let packed = packed.collect::<Result<_, _>>().expect("packed products");
    pack(packed).expect("a blob")
}

/// Damaged bytes: every three bytes of `damage` are a position and its new content; a remaining byte
/// truncates the end.
pub fn damaged(whole: &[u8], damage: &[u8]) -> Vec<u8> {
    let mut bytes = whole.to_vec();
    let (edits, cut) = damage.as_chunks::<3>();
    for [high, low, byte] in edits {
        let at = usize::from(*high) << 8 | usize::from(*low);
        if let Some(place) = bytes.get_mut(at) {
            *place = *byte;
        }
    }
    if let Some(cut) = cut.first() {
        bytes.truncate(bytes.len() * usize::from(*cut) / 256);
    }
    bytes
}

/// Reads everything in a catalog.
pub fn look_at(catalog: &Catalog) {
    for index in 0..catalog.cards().len() {
        let _ = (catalog.product(index), catalog.dates(index));
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
}
