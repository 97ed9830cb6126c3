//! Looks up products by their identifiers in other systems.

use std::cell::OnceCell;
use std::collections::HashMap;

use crate::facts::catalog::Catalog;
use crate::facts::identifier::key::{Key, Name};

/// The identifiers of all products. Those of a kind are collected when one is first looked up.
#[derive(Debug, Default)]
pub struct Identifiers {
    packages: OnceCell<Bearers>,
    platforms: OnceCell<Bearers>,
    projects: OnceCell<Bearers>,
}

type Bearers = HashMap<Key, Vec<Bearer>>;

/// A product with an identifier, and the identifier's qualifiers.
#[derive(Debug)]
struct Bearer {
    product: usize,
    qualifiers: Vec<(String, String)>,
}

impl Identifiers {
    /// The indices of the products with an identifier, in the catalog's order. Qualifiers count only if
    /// they distinguish products.
    pub fn find(&self, catalog: &Catalog, name: &Name) -> Vec<usize> {
        let (bearers, kind) = match name.key {
            Key::Package(..) => (&self.packages, "purl"),
            Key::Platform(..) => (&self.platforms, "cpe"),
            Key::Project(_) => (&self.projects, "repology"),
        };
        let bearers = bearers.get_or_init(|| collect(catalog, kind));
        let bearers = bearers.get(&name.key).map_or(&[][..], Vec::as_slice);
        let is_qualified = |bearer: &&Bearer| {
            let mut own = bearer.qualifiers.iter();
            own.all(|(key, value)| {
                let asked = name.qualifiers.get(key);
                asked.is_some_and(|asked| place(asked) == place(value))
            })
        };
        let products = |bearers: Vec<&Bearer>| {
            let mut products: Vec<usize> = bearers.iter().map(|bearer| bearer.product).collect();
            products.dedup();
            products
        };
        let qualified = products(bearers.iter().filter(is_qualified).collect());
        if qualified.is_empty() {
            return products(bearers.iter().collect());
        }
        qualified
    }
}

/// The identifiers of a kind in a catalog.
fn collect(catalog: &Catalog, kind: &str) -> Bearers {
    let mut bearers = Bearers::new();
    for product in 0..catalog.cards().len() {
        let own = catalog.identifiers(product).iter();
        for name in own.filter(|own| own.kind == kind).filter_map(Name::of) {
            let qualifiers = name.qualifiers.into_iter().collect();
            let bearer = Bearer {
                product,
                qualifiers,
            };
            bearers.entry(name.key).or_default().push(bearer);
        }
    }
    bearers
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
    use super::Identifiers;
    use crate::facts::catalog::Catalog;
    use crate::facts::identifier::key::Name;
    use crate::facts::product;

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
        let identifiers = Identifiers::default();
        for (purl, products) in [
            ("pkg:oci/x@1?repository_url=near.io&tag=2", &[0][..]),
            ("pkg:oci/x?repository_url=far.io", &[1, 2]),
            ("pkg:oci/x?repository_url=elsewhere.io", &[0, 1, 2]),
            ("pkg:oci/x", &[0, 1, 2]),
            ("pkg:oci/y", &[]),
        ] {
            assert_eq!(
                identifiers.find(&catalog, &Name::package(purl).unwrap()),
                products,
                "{purl}"
            );
        }
    }
}
