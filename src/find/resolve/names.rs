//! Looks up products by what is in their texts, and by their identifiers in other systems.

use memchr::memmem::Finder;

use crate::facts::catalog::Catalog;
use crate::facts::catalog::letters::{Mark, squashed};
use crate::facts::identifier::key::{Key, Name};
use crate::text::threads;

/// The indices of the products with an identifier, in the catalog's order. Qualifiers count only if they
/// distinguish products.
pub fn bearers(catalog: &Catalog, name: &Name) -> Vec<usize> {
    let bearers = named(catalog, &name.key).into_iter().flat_map(|product| {
        let own = catalog.identifiers(product).iter().filter_map(Name::of);
        let own = own.filter(|own| own.key == name.key);
        own.map(move |own| (product, own))
    });
    let bearers: Vec<(usize, Name)> = bearers.collect();
    let is_qualified = |own: &Name| {
        own.qualifiers.iter().all(|(key, value)| {
            let asked = name.qualifiers.get(key);
            asked.is_some_and(|asked| place(asked) == place(value))
        })
    };
    let qualified = bearers.iter().filter(|(_, own)| is_qualified(own));
    let mut products: Vec<usize> = qualified.map(|(product, _)| *product).collect();
    if products.is_empty() {
        products = bearers.iter().map(|(product, _)| *product).collect();
    }
    products.dedup();
    products
}

/// The products with a text that ends with the name: few, so that only their identifiers are read.
fn named(catalog: &Catalog, key: &Key) -> Vec<usize> {
    let name = match key {
        Key::Package(.., name) | Key::Platform(.., name) => name,
        Key::Project(name) => name.rsplit(':').next().unwrap_or_default(),
    };
    // Texts are lines.
    let name = squashed(name) + "\n";
    having(catalog, &name, Mark::begins_word)
}

/// The products that have this in a text, at a place that counts, in the catalog's order. It is [`squashed`], with a
/// line break where a text must end.
pub fn having(catalog: &Catalog, text: &str, counts: fn(Mark) -> bool) -> Vec<usize> {
    let (finder, count) = (Finder::new(text), catalog.cards().len());
    threads::in_parts(count, |part| catalog.having(part, &finder, counts)).concat()
}

/// An address without scheme and final slash, both of which are optional.
fn place(address: &str) -> &str {
    let address = address
        .split_once("://")
        .map_or(address, |(_, place)| place);
    address.trim_end_matches('/')
}

#[cfg(test)]
mod tests {
    use super::bearers;
    use crate::facts::catalog::Catalog;
    use crate::facts::identifier::key::Name;
    use crate::facts::product;
    use crate::sources::source;

    fn catalog(products: &[(&str, &str)]) -> Catalog {
        let file = |(id, more): &(&str, &str)| {
            let file = format!(
                "---\ntitle: The {id}\npermalink: /{id}\ncategory: os\nreleases: []\n{more}\n---\n"
            );
            product::parse(id, file.as_bytes())
        };
        Catalog::new(products.iter().map(file)).unwrap()
    }

    #[test]
    fn qualifiers_count_where_they_tell_one_from_another() {
        let named = |purl: &str| format!("identifiers: [{{purl: '{purl}'}}]");
        let (near, far) = (
            named("pkg:oci/x?repository_url=https://near.io/"),
            named("pkg:oci/x?repository_url=far.io"),
        );
        let catalog = catalog(&[("near", &near), ("far", &far), ("also-far", &far)]);
        for (purl, products) in [
            ("pkg:oci/x@1?repository_url=near.io&tag=2", &[0][..]),
            ("pkg:oci/x?repository_url=far.io", &[1, 2]),
            ("pkg:oci/x?repository_url=elsewhere.io", &[0, 1, 2]),
            ("pkg:oci/x", &[0, 1, 2]),
            ("pkg:oci/y", &[]),
        ] {
            assert_eq!(
                bearers(&catalog, &Name::package(purl).unwrap()),
                products,
                "{purl}"
            );
        }
    }

    #[test]
    fn every_identifier_finds_its_products() {
        let catalog = source::embedded().unwrap();
        for product in 0..catalog.cards().len() {
            for name in catalog.identifiers(product).iter().filter_map(Name::of) {
                let bearers = bearers(&catalog, &name);
                assert!(bearers.contains(&product), "{name:?}: {bearers:?}");
            }
        }
    }

    #[test]
    fn escapes_in_an_identifier_are_what_they_stand_for() {
        let of = |own: &str| catalog(&[("x", &format!("identifiers: [{own}]"))]);
        for (own, asked) in [
            ("repology: x%2By", Name::project("x+y")),
            ("cpe: 'CPE:2.3:a:X:Y'", Name::platform("cpe:2.3:a:x:y")),
            (
                "cpe: 'cpe:2.3:a:x:y\\:z'",
                Name::platform("cpe:2.3:a:x:y\\:z"),
            ),
            ("cpe: 'cpe:/a:x:y%2fz'", Name::platform("cpe:2.3:a:x:y\\/z")),
            (
                "purl: 'pkg:generic/x%20y'",
                Name::package("pkg:generic/x%20y"),
            ),
        ] {
            assert_eq!(
                bearers(&of(&format!("{{{own}}}")), &asked.unwrap()),
                [0],
                "{own}"
            );
        }
    }
}
