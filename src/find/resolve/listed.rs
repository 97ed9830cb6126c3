//! The supplementary lists: images and packages that bear the version of a product although the data do not list them.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::sync::LazyLock;

use super::sets::lines;
use crate::facts::identifier::key::{Key, Name};

/// Each line is an image, a product's id or [`APART`], a release or nothing, and the source, with tabs between; `#` starts a comment.
pub const IMAGES: &str = include_str!("../../../assets/images.tsv");

/// Each line is a package URL, a product's id or [`APART`], nothing, and the source, with tabs between; `#` starts a comment.
pub const PACKAGES: &str = include_str!("../../../assets/packages.tsv");

/// A row of either list.
#[derive(Debug, Clone, Copy)]
pub struct Row {
    /// The image or the package URL; `*` as its last character stands for any rest.
    pub name: &'static str,
    /// The product's id, or [`APART`].
    pub product: &'static str,
    /// The release, if the name itself says it.
    pub release: Option<&'static str>,
}

/// Stands for a product where the data list a package or an image although its versions are its own.
pub const APART: &str = "-";

/// The rows of a list.
pub fn rows(list: &'static str) -> impl Iterator<Item = Row> {
    lines(list).filter_map(|line| {
        let mut columns = line.split('\t');
        Some(Row {
            name: columns.next()?,
            product: columns.next()?,
            release: columns.next().filter(|release| !release.is_empty()),
        })
    })
}

/// The images by name. Built once on first use; never changed.
static BY_IMAGE: LazyLock<HashMap<&str, Row>> =
    LazyLock::new(|| rows(IMAGES).map(|row| (row.name, row)).collect());

/// The ids of products by package. Built once on first use; never changed.
static BY_PACKAGE: LazyLock<HashMap<Key, &str>> = LazyLock::new(|| {
    let named = rows(PACKAGES).map(|row| Some((Name::package(row.name)?.key, row.product)));
    named.flatten().collect()
});

/// The rows of a list whose name stands for many, without the `*`, the longest first.
fn begun(list: &'static str) -> Vec<(&'static str, Row)> {
    let begun = rows(list).filter_map(|row| Some((row.name.strip_suffix('*')?, row)));
    let mut begun: Vec<_> = begun.collect();
    begun.sort_by_key(|(start, _)| Reverse(start.len()));
    begun
}

/// The starts of images. Built once on first use; never changed.
static STARTS_OF_IMAGES: LazyLock<Vec<(&str, Row)>> = LazyLock::new(|| begun(IMAGES));

/// The starts of packages, with the ids of their products. Built once on first use; never changed.
static STARTS_OF_PACKAGES: LazyLock<Vec<(Key, &str)>> = LazyLock::new(|| {
    let begun = begun(PACKAGES).into_iter();
    let named = begun.map(|(start, row)| Some((Name::package(start)?.key, row.product)));
    named.flatten().collect()
});

/// The row of an image, by its whole name without a tag; of names that stand for many, the longest.
pub fn image(name: &str) -> Option<Row> {
    let begun = || {
        let mut starts = STARTS_OF_IMAGES.iter();
        let found = starts.find(|(start, _)| name.starts_with(start));
        found.map(|(_, row)| row)
    };
    BY_IMAGE.get(name).or_else(begun).copied()
}

/// The id of the product of a package, by its whole name; of names that stand for many, the longest.
pub fn package(key: &Key) -> Option<&'static str> {
    let begun = || {
        let mut starts = STARTS_OF_PACKAGES.iter();
        let found = starts.find(|(start, _)| match (start, key) {
            (Key::Package(kind, space, start), Key::Package(own_kind, own_space, name)) => {
                (kind, space) == (own_kind, own_space) && name.starts_with(start)
            }
            _ => false,
        });
        found.map(|(_, product)| product)
    };
    BY_PACKAGE.get(key).or_else(begun).copied()
}

/// Whether a package has versions of its own although the data list it with a product.
pub fn is_apart(key: &Key) -> bool {
    BY_PACKAGE.get(key) == Some(&APART)
}

#[cfg(test)]
mod tests {
    use super::{IMAGES, PACKAGES, image, is_apart, package};
    use crate::facts::identifier::key::Name;

    #[test]
    fn every_name_has_a_product_and_a_source() {
        for list in [IMAGES, PACKAGES] {
            for line in list.lines().filter(|line| !line.starts_with('#')) {
                let columns: Vec<&str> = line.split('\t').collect();
                let [name, product, _, source] = columns[..] else {
                    panic!("four columns: {line}");
                };
                assert!(!name.is_empty() && !product.is_empty(), "{line}");
                assert!(source.starts_with("https://"), "{line}");
            }
        }
    }

    #[test]
    fn a_name_is_listed_whole_or_by_its_beginning() {
        let product = |name| image(name).map(|row| (row.product, row.release));
        assert_eq!(product("prom/prometheus"), Some(("prometheus", None)));
        assert_eq!(
            product("registry.access.redhat.com/ubi9"),
            Some(("rhel", Some("9")))
        );
        assert_eq!(
            product("mcr.microsoft.com/dotnet/framework/aspnet"),
            Some(("dotnetfx", None))
        );
        assert_eq!(product("prom/alertmanager"), None);
        let package = |purl| package(&Name::package(purl).unwrap().key);
        assert_eq!(
            package("pkg:composer/johnpbloch/wordpress"),
            Some("wordpress")
        );
        assert_eq!(package("pkg:composer/johnpbloch/none"), None);
        let kotlin = Some("kotlin");
        assert_eq!(package("pkg:gradle/org.jetbrains.kotlin.js"), kotlin);
        assert_eq!(
            package("pkg:gradle/org.jetbrains.kotlin.plugin.compose"),
            kotlin
        );
        assert_eq!(package("pkg:gradle/org.jetbrains.kotlinx.kover"), None);
        let is_apart = |purl| is_apart(&Name::package(purl).unwrap().key);
        assert!(is_apart(
            "pkg:golang/github.com/prometheus/prometheus@v0.305.0"
        ));
        assert!(!is_apart("pkg:composer/johnpbloch/wordpress"));
    }
}
