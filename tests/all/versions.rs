//! Version strings from practice, with the releases they belong to.

use std::fs;
use std::path::Path;

use eolens::facts::catalog::Catalog;
use eolens::facts::identifier::key::Name;
use eolens::find::resolve::{Fit, Reading, Resolver};
use eolens::sources::source;

use crate::data::{figure, reference};

/// An answer in the form of `versions.tsv`: a product and a release; `+2` if it matches two more, `*` if no
/// version was asked for, `!` if there is no such release, `~` if a range covers several; `-` if it names
/// no product.
fn told(catalog: &Catalog, located: Option<&Reading>) -> [String; 2] {
    let Some(located) = located else {
        return ["-".to_owned(), "-".to_owned()];
    };
    let product = catalog.product(located.product).unwrap();
    let name = |release: usize| product.releases[release].name.to_string();
    let release = match &located.fit {
        Fit::Unasked => "*".to_owned(),
        Fit::Nothing(_) => "!".to_owned(),
        Fit::Range(_) => "~".to_owned(),
        Fit::One(release, _) => name(*release),
        Fit::Several(releases, _) => format!("{} +{}", name(releases[0]), releases.len() - 1),
    };
    [product.id.clone(), release]
}

#[test]
fn every_version_is_on_its_release() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/all/versions.tsv");
    let table = fs::read_to_string(path).unwrap();
    let catalog = source::embedded().unwrap();
    let resolver = Resolver::default();
    let mut wrong = Vec::new();
    let (mut on, mut off) = (0, 0);
    for line in table.lines().filter(|line| !line.starts_with('#')) {
        let [query, product, release] = line.split('\t').collect::<Vec<_>>()[..] else {
            panic!("three columns: {line}");
        };
        let reading = resolver.resolve(&catalog, query);
        let located = reading.filter(|reading| !reading.is_name);
        let told = told(&catalog, located.as_ref());
        if told != [product, release] {
            wrong.push(format!(
                "{query}: {product} {release}, not {}",
                told.join(" ")
            ));
        }
        let is_on = product != "-" && !matches!(release, "!" | "*");
        *(if is_on { &mut on } else { &mut off }) += 1;
    }
    assert_eq!(wrong, [""; 0]);
    assert!(on >= 300 && off >= 40, "{on} and {off}");
}

#[test]
fn every_identifier_leads_to_its_own_products() {
    let embedded = source::embedded().unwrap();
    assert!(each_identifier_is_found(&embedded) > 0);
}

#[test]
#[cfg_attr(not(reference), ignore = "no reference data in ../shared")]
fn every_identifier_of_the_reference_leads_to_its_own_products() {
    let catalog = source::folder(&reference("corpus")).unwrap();
    let count = each_identifier_is_found(&catalog);
    figure("identifiers that lead to their products", count, 1683);
}

/// Counts the identifiers that are found; one that several products share leads to all of them.
fn each_identifier_is_found(catalog: &Catalog) -> usize {
    let resolver = Resolver::default();
    let mut count = 0;
    for product in 0..catalog.cards().len() {
        for identifier in catalog.identifiers(product) {
            let query = match identifier.kind.as_str() {
                "repology" => format!("repology:{}", identifier.id),
                _ => identifier.id.clone(),
            };
            let located = resolver.resolve(catalog, &query).expect(&query);
            let bearers = || {
                let own = |other: &usize| {
                    let names = catalog.identifiers(*other).iter().filter_map(Name::of);
                    let key = Name::of(identifier).unwrap().key;
                    names.into_iter().any(|name| name.key == key)
                };
                (0..catalog.cards().len()).filter(own).collect::<Vec<_>>()
            };
            let mut found = located.first(&[]);
            assert!(found.contains(&product), "{query}");
            if !located.also.is_empty() {
                found.sort_unstable();
                assert_eq!(found, bearers(), "{query}");
            }
            count += 1;
        }
    }
    count
}
