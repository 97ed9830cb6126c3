//! Packing, look-up and what a broken blob does.

use std::fs;
use std::path::Path;

use chrono::NaiveDate;

use super::store::Index;
use super::{Card, Catalog, Keywords, Packed, Thing, pack};
use crate::facts::product::{Fault, Parsed, Product, parse};

fn parsed(title: &str, permalink: &str, more: &str) -> Parsed {
    let text = format!(
        "---\ntitle: {title}\npermalink: {permalink}\ncategory: device\n{more}\n---\nText.\n"
    );
    parse("lamp.md", text.as_bytes()).unwrap()
}

fn product(title: &str, permalink: &str, more: &str) -> Product {
    parsed(title, permalink, more).product
}

fn packed(products: &[Product]) -> Vec<u8> {
    let products = products.iter().map(Packed::new);
    pack(products.collect::<Result<_, _>>().unwrap()).unwrap()
}

/// Three products whose names meet.
fn three() -> [Product; 3] {
    [
        product(
            "Lantern",
            "/torch",
            "alternate_urls: [/flare, /lamp]\nreleases: []",
        ),
        product(
            "lamp",
            "/bulb",
            "tags: light\nreleases:\n  - {releaseCycle: 2, codename: Noon}\n  \
             - {releaseCycle: 1, codename: Dawn}\n  - {releaseCycle: 0, codename: Noon}",
        ),
        product("Candle", "/lantern", "releases: []"),
    ]
}

fn catalog(products: &[Product]) -> Catalog {
    Catalog::unpack(packed(products)).unwrap()
}

/// The products that come with the program.
fn shipped() -> Vec<Product> {
    let files = fs::read_dir(env!("EOLENS_CATALOG")).unwrap();
    let read = |path: &Path| parse("lamp.md", &fs::read(path).unwrap()).unwrap().product;
    files.map(|entry| read(&entry.unwrap().path())).collect()
}

#[test]
fn what_is_packed_comes_out_the_same() {
    for products in [Vec::new(), three().into(), shipped()] {
        let catalog = catalog(&products);
        assert_eq!(catalog.cards().len(), products.len());
        for (index, product) in products.iter().enumerate() {
            assert_eq!(catalog.product(index), Some(product));
            assert_eq!(catalog.product(index), Some(product), "looked at again");
        }
    }
}

#[test]
fn dates_and_identifiers_are_there_without_the_products() {
    let products = shipped();
    let catalog = catalog(&products);
    for (index, product) in products.iter().enumerate() {
        let dates: Vec<_> = product.dates().copied().collect();
        assert_eq!(catalog.dates(index), dates, "{}", product.id);
        assert_eq!(catalog.identifiers(index), product.identifiers);
    }
    assert_eq!(catalog.dates(products.len()), []);
    assert_eq!(catalog.identifiers(products.len()), []);
}

#[test]
fn what_a_product_has_is_known_without_it() {
    let nothing = product("Nothing", "/nothing", "releases: []");
    let fields = "customFields:\n  - {name: ownField, display: api-only, label: Own}\n";
    let everything = product(
        "Everything",
        "/everything",
        &format!(
            "alternate_urls: [/all]\nversionCommand: all -v\nreleasePolicyLink: https://x.org\n{fields}\
             identifiers:\n  - purl: pkg:npm/all\n  - cpe: cpe:/a:x:y\n  - repology: all\n\
             eoasColumn: true\neoesColumn: true\ndiscontinuedColumn: true\nreleases:\n  \
             - {{releaseCycle: 1, codename: Dawn, lts: true, eoas: true, eol: true, eoes: true, \
             discontinued: true, link: 'https://x.org'}}"
        ),
    );
    let catalog = catalog(&[nothing, everything]);
    let (nothing, everything) = (catalog.traits(0).unwrap(), catalog.traits(1).unwrap());
    for (number, thing) in Thing::ALL.into_iter().enumerate() {
        assert_eq!(thing as usize, number, "each has its bit");
        assert!(everything.has(thing) && !nothing.has(thing), "{thing:?}");
    }
    assert_eq!(
        everything.fields,
        [("ownField".to_owned(), "Own".to_owned())]
    );
    assert_eq!(catalog.traits(2), None);
    let unavailable = "eoesColumn: true\nreleases: [{releaseCycle: 1, eol: true}]";
    let catalog = self::catalog(&[product("Plain", "/plain", unavailable)]);
    assert!(!catalog.traits(0).unwrap().has(Thing::ExtendedSupport));
}

#[test]
fn a_borrowed_blob_is_read_as_an_owned_one() {
    let blob: &'static [u8] = Box::leak(packed(&three()).into());
    let catalog = Catalog::unpack(blob).unwrap();
    assert_eq!(catalog.product(2), Some(&three()[2]));
}

#[test]
fn a_card_holds_what_the_list_shows_and_the_terms_the_other_words() {
    let card = Card {
        id: "bulb".into(),
        title: "lamp".into(),
        category: "device".into(),
    };
    let keywords = Keywords {
        tags: ["device", "light"].map(Into::into).into(),
        aliases: Vec::new(),
        codenames: ["Dawn", "Noon"].map(Into::into).into(),
        slang: Vec::new(),
    };
    let catalog = catalog(&three());
    assert_eq!(catalog.cards()[1], card);
    assert_eq!(catalog.keywords(1), Some(&keywords));
    assert_eq!(catalog.keywords(3), None);
}

#[test]
fn products_are_the_same_after_many_were_dropped() {
    let products: Vec<Product> = (0..150)
        .map(|number| {
            product(
                &format!("Lamp {number}"),
                &format!("/lamp-{number}"),
                "releases: []",
            )
        })
        .collect();
    let mut catalog = catalog(&products);
    for (index, product) in products.iter().enumerate() {
        catalog.tidy();
        assert_eq!(catalog.product(index), Some(product));
        let decoded = catalog.decoded.iter().filter(|own| own.get().is_some());
        assert!(decoded.count() <= super::MOST_DECODED + 1);
    }
    assert_eq!(catalog.product(0), Some(&products[0]));
}

#[test]
fn there_is_no_product_out_of_range() {
    let catalog = catalog(&three());
    assert_eq!(catalog.product(3), None);
    assert_eq!(catalog.product(usize::MAX), None);
}

#[test]
fn a_product_is_found_by_id_then_alias_then_title() {
    let catalog = catalog(&three());
    for (name, index) in [
        ("torch", Some(0)),
        ("TORCH", Some(0)),
        ("flare", Some(0)),
        ("Flare", Some(0)),
        ("lamp", Some(0)),
        ("bulb", Some(1)),
        ("lantern", Some(2)),
        ("candle", Some(2)),
        ("CANDLE", Some(2)),
        ("", None),
        ("cand", None),
        ("/torch", None),
    ] {
        assert_eq!(catalog.find(name), index, "{name}");
    }
}

#[test]
fn titles_are_ordered_without_regard_to_capitals() {
    let titles = ["beta", "Alpha", "alpine", "ALPHA", "Ünder", "zeta"];
    let products = titles.map(|title| product(title, "/x", "releases: []"));
    let catalog = catalog(&products);
    let ordered: Vec<&str> = catalog
        .by_title()
        .iter()
        .map(|index| titles[*index])
        .collect();
    assert_eq!(
        ordered,
        ["Alpha", "ALPHA", "alpine", "beta", "zeta", "Ünder"]
    );
}

#[test]
fn the_day_is_that_of_the_newest_fact() {
    for (more, day) in [
        ("releases: []", None),
        (
            "releases: [{releaseCycle: 1, releaseDate: 2030-01-01, eol: 2031-01-01}]",
            None,
        ),
        (
            "addedAt: 2024-05-06\nreleases: []",
            NaiveDate::from_ymd_opt(2024, 5, 6),
        ),
        (
            "addedAt: 2024-05-06\nreleases: [{releaseCycle: 2, latestReleaseDate: 2024-06-01}, \
             {releaseCycle: 1, latestReleaseDate: 2024-07-01}]",
            NaiveDate::from_ymd_opt(2024, 7, 1),
        ),
    ] {
        let products = [
            product("Lamp", "/lamp", more),
            product("x", "/x", "releases: []"),
        ];
        assert_eq!(catalog(&products).day(), day, "{more}");
    }
}

#[test]
fn faults_are_kept_and_cost_nothing_else() {
    let partly = "changelogTemplate: '{{'\nreleases: [{releaseCycle: 1}]";
    let unread = parse("broken.md", b"").unwrap_err();
    let files = [
        Ok(parsed("Lamp", "/lamp", partly)),
        Err(unread.clone()),
        Ok(parsed("Torch", "/torch", "releases: []")),
    ];
    let catalog = Catalog::new(files).unwrap();
    let ids: Vec<&str> = catalog
        .cards()
        .iter()
        .map(|card| card.id.as_str())
        .collect();
    assert_eq!(ids, ["lamp", "torch"]);
    let [in_part, whole]: &[Fault; 2] = catalog.faults().try_into().unwrap();
    assert_eq!(in_part.file, "lamp.md");
    assert_eq!(*whole, unread);
}

#[test]
fn a_broken_blob_is_an_error() {
    let blob = packed(&three());
    assert!(Catalog::unpack(Vec::new()).is_err());
    assert!(Catalog::unpack(vec![0xff; 100]).is_err());
    assert!(Catalog::unpack(&b"not a catalog"[..]).is_err());
    let Ok((_, behind)) = postcard::take_from_bytes::<Index>(&blob) else {
        panic!("a blob begins with an index");
    };
    let index = blob.len() - behind.len();
    for length in 0..index {
        let cut = blob[..length].to_vec();
        assert!(Catalog::unpack(cut).is_err(), "cut at {length}");
    }
}

#[test]
fn a_cut_product_is_none_and_the_others_stay() {
    let mut blob = packed(&three());
    blob.pop();
    let catalog = Catalog::unpack(blob).unwrap();
    assert_eq!(catalog.product(1), Some(&three()[1]));
    assert_eq!(catalog.product(2), None);
}

#[test]
fn no_broken_byte_is_a_panic() {
    let blob = packed(&three());
    for at in 0..blob.len() {
        for byte in [0, 1, 0x7f, 0x80, 0xff] {
            let mut broken = blob.clone();
            broken[at] = byte;
            let Ok(catalog) = Catalog::unpack(broken) else {
                continue;
            };
            let read = (0..5).filter_map(|index| catalog.product(index)).count();
            assert!(read <= catalog.cards().len());
        }
    }
}
