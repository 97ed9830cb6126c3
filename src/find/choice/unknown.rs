//! A name that leads nowhere, and what may have been meant.

use std::fmt;

use crate::facts::catalog::Catalog;
use crate::facts::product::Product;
use crate::find::resolve::{Fit, Reading};
use crate::find::search::Searcher;
use crate::text::suggest::{self, distance};

/// A name that leads nowhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unknown {
    /// Nothing is called so.
    Product {
        /// The name.
        name: String,
        /// Ids of products that may have been meant, the most alike first.
        near: Vec<String>,
    },
    /// A product has no such release.
    Release {
        /// The id of the product.
        product: String,
        /// The name, or the version.
        name: String,
        /// Names of releases that may have been meant.
        near: Vec<String>,
    },
    /// The tag of an image need not be a version: `latest`.
    Tag {
        /// The id of the product that the image is of.
        product: String,
        /// The tag.
        name: String,
    },
}

/// Ids of the products that a search finds or guesses.
fn near_products(catalog: &Catalog, name: &str) -> Vec<String> {
    let name = own_name(name);
    let hits = (!name.is_empty()).then(|| Searcher::default().search(catalog, name).hits);
    let hits = hits.into_iter().flatten();
    let cards = hits.filter_map(|index| catalog.cards().get(index));
    cards
        .map(|card| card.id.clone())
        .take(suggest::MOST)
        .collect()
}

/// What an image is called, without its place and its tag; of a name in another system nothing.
fn own_name(name: &str) -> &str {
    let is_foreign = ["pkg:", "cpe:", "repology:"]
        .iter()
        .any(|scheme| name.starts_with(scheme));
    if is_foreign || name.contains("://") {
        return "";
    }
    let name = name.rsplit('/').next().unwrap_or_default();
    name.split([':', '@']).next().unwrap_or_default()
}

impl Unknown {
    /// A name that nothing bears, or else what looks like a release of the product before it.
    pub(super) fn name(catalog: &Catalog, name: &str, before: Option<&Product>) -> Self {
        let near = near_products(catalog, name);
        let like = before.and_then(|product| Self::like_release(product, name, &near));
        like.unwrap_or_else(|| Self::Product {
            name: name.to_owned(),
            near,
        })
    }

    /// What was located, where it is no release; `None` where it is one, or a product that is wanted as a
    /// whole.
    pub(super) fn fit(catalog: &Catalog, located: &Reading) -> Option<Self> {
        let product = catalog.product(located.product)?;
        let (id, name) = (product.id.clone(), located.version.clone()?);
        match &located.fit {
            Fit::Unasked => Some(Self::Tag { product: id, name }),
            Fit::Nothing(near) => {
                let near = near
                    .iter()
                    .filter_map(|release| product.releases.get(*release));
                Some(Self::Release {
                    product: id,
                    name,
                    near: near.map(|release| release.name.clone()).collect(),
                })
            }
            Fit::One(..) | Fit::Several(..) | Fit::Range(_) => None,
        }
    }

    /// A release of a product, where a name is at least as like one of these as it is like the products
    /// that come near.
    fn like_release(product: &Product, name: &str, products: &[String]) -> Option<Self> {
        let names = product.releases.iter().map(|release| &release.name);
        let mut near: Vec<(usize, &String)> = names
            .map(|release| (distance(release, name), release))
            .collect();
        near.sort_by_key(|(distance, _)| *distance);
        let nearest = near.first().map_or(usize::MAX, |(distance, _)| *distance);
        let products = products.iter().map(|id| distance(id, name));
        if products.min().is_some_and(|product| product < nearest) {
            return None;
        }
        let near = near.into_iter().map(|(_, name)| name.clone());
        Some(Self::Release {
            product: product.id.clone(),
            name: name.to_owned(),
            near: near.take(suggest::MOST).collect(),
        })
    }

    /// Whether the product itself is unknown.
    pub fn is_product(&self) -> bool {
        matches!(self, Self::Product { .. })
    }
}

impl fmt::Display for Unknown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let near = match self {
            Self::Product { name, near } => {
                write!(f, "no product is named {name:?}")?;
                near
            }
            Self::Release {
                product,
                name,
                near,
            } => {
                write!(f, "{product} has no release {name:?}")?;
                near
            }
            Self::Tag { product, name } => {
                return write!(
                    f,
                    "the tag {name:?} of {product} does not name a version; `eolens show {product}` lists all releases"
                );
            }
        };
        match near.as_slice() {
            [] => f.write_str("; `eolens list` prints all products"),
            near => write!(f, "; {}", suggest::question(near)),
        }
    }
}
