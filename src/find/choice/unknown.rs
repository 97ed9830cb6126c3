//! Unknown names, with suggestions.

use std::fmt;

use crate::facts::catalog::Catalog;
use crate::facts::product::Product;
use crate::find::resolve::{Fit, Reading};
use crate::find::search::Searcher;
use crate::text::suggest::{self, distance};

/// A name that leads nowhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unknown {
    /// No product has this name.
    Product {
        /// The name.
        name: String,
        /// The ids of similar products, the most similar first.
        near: Vec<String>,
    },
    /// The product has no such release.
    Release {
        /// The product's id.
        product: String,
        /// The name or version.
        name: String,
        /// The names of similar releases.
        near: Vec<String>,
    },
    /// The image has a tag that is not a version, such as `latest`.
    Tag {
        /// The id of the product in the image.
        product: String,
        /// The tag.
        name: String,
    },
}

/// The ids of the products that a search finds or guesses.
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

/// The name of an image without registry, owner and tag; empty for identifiers of other systems.
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
    /// An unknown product, or, if the name looks more like it, an unknown release of the preceding product.
    pub(super) fn name(catalog: &Catalog, name: &str, before: Option<&Product>) -> Self {
        let near = near_products(catalog, name);
        let like = before.and_then(|product| Self::like_release(product, name, &near));
        like.unwrap_or_else(|| Self::Product {
            name: name.to_owned(),
            near,
        })
    }

    /// The unknown release of a reading; `None` if the reading has a release or is of a whole product.
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

    /// An unknown release, if a name resembles one of the product's releases at least as much as it
    /// resembles similar products.
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

    /// Whether the product is unknown, not just its release.
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
