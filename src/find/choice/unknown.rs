//! Unknown names, with suggestions.

use std::fmt;

use crate::facts::catalog::Catalog;
use crate::facts::catalog::names::{NameOf, spelled};
use crate::facts::product::Product;
use crate::find::resolve::{Fit, MatchedBy, Reading, begins_with_number};
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
    /// The package is of a distribution, of which it names no release.
    Package {
        /// The id of the distribution.
        product: String,
        /// The package URL.
        name: String,
    },
    /// The image has a tag that is not a version, such as `latest`.
    Tag {
        /// The id of the product in the image.
        product: String,
        /// The tag.
        name: String,
    },
}

/// How many words of a text are looked at, which takes the same time for any length.
const MOST_WORDS: usize = 12;

/// The ids of the products whose names resemble a name, else of those whose names are in it.
fn near_products(catalog: &Catalog, name: &str) -> Vec<String> {
    let words = own_name(name).split_whitespace().take(MOST_WORDS);
    let words: Vec<&str> = words.collect();
    let name = words.join(" ");
    if name.is_empty() {
        return Vec::new();
    }
    let words = words.into_iter();
    let words: Vec<&str> = words.take_while(|word| !begins_with_number(word)).collect();
    let typed = words.join(" ");
    let begun = catalog.names().begun_by(&typed);
    let typed = spelled(&typed);
    let mut near = Searcher::default().search(catalog, &name).hits;
    near.retain(|hit| begun.contains(hit) || is_mistyped(catalog, *hit, &typed));
    if near.is_empty() {
        near = named_in(catalog, &name);
    }
    let cards = near
        .into_iter()
        .filter_map(|index| catalog.cards().get(index));
    cards
        .map(|card| card.id.to_string())
        .take(suggest::MOST)
        .collect()
}

/// Whether a normalized text is a name of a product with about one typo for every four letters, none in the first.
fn is_mistyped(catalog: &Catalog, product: usize, typed: &str) -> bool {
    let Some((card, keywords)) = catalog.cards().get(product).zip(catalog.keywords(product)) else {
        return false;
    };
    let names = [&*card.id, &*card.title].into_iter();
    let names = names.chain(keywords.aliases.iter().map(String::as_str));
    let most = typed.chars().count().div_ceil(4);
    names
        .map(spelled)
        .any(|name| name.chars().next() == typed.chars().next() && distance(&name, typed) <= most)
}

/// The products whose id, title or alias is among the words of a text, in that order; the longest name at each place.
fn named_in(catalog: &Catalog, text: &str) -> Vec<usize> {
    /// How many words a name may have.
    const MOST: usize = 4;
    let words: Vec<&str> = text.split_whitespace().collect();
    let mut products = Vec::new();
    for start in 0..words.len() {
        let ends = (start + 1..=words.len().min(start + MOST)).rev();
        let runs = ends.filter_map(|end| words.get(start..end));
        let named = runs.map(|run| run.join(" ")).find_map(|name| {
            let is_mark = |c: char| !c.is_alphanumeric();
            let (product, of) = catalog.named(name.trim_matches(is_mark))?;
            (of != NameOf::Slang).then_some(product)
        });
        products.extend(named.filter(|product| !products.contains(product)));
    }
    products
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
    /// `typed` is what was read.
    pub(super) fn fit(catalog: &Catalog, located: &Reading, typed: &str) -> Option<Self> {
        let product = catalog.product(located.product)?;
        if located.matched_by == MatchedBy::Distribution && located.fit == Fit::Unasked {
            return Some(Self::Package {
                product: product.id.clone(),
                name: typed.to_owned(),
            });
        }
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
                    near: near.map(|release| release.name.to_string()).collect(),
                })
            }
            Fit::One(..) | Fit::Several(..) | Fit::Range(_) => None,
        }
    }

    /// An unknown release, if a name resembles one of the product's releases at least as much as it
    /// resembles similar products.
    fn like_release(product: &Product, name: &str, products: &[String]) -> Option<Self> {
        let names = product.releases.iter().map(|release| release.name.as_str());
        let mut near: Vec<(usize, &str)> = names
            .map(|release| (distance(release, name), release))
            .collect();
        near.sort_by_key(|(distance, _)| *distance);
        let nearest = near.first().map_or(usize::MAX, |(distance, _)| *distance);
        let products = products.iter().map(|id| distance(id, name));
        if products.min().is_some_and(|product| product < nearest) {
            return None;
        }
        let near = near.into_iter().map(|(_, name)| name.to_owned());
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
            Self::Package { product, name } => {
                return write!(
                    f,
                    "{name:?} names no release of {product}; add one, as in {name}?distro={product}-RELEASE"
                );
            }
            Self::Tag { product, name } => {
                return write!(
                    f,
                    "the tag {name:?} of {product} names no version; `eolens show {product}` lists all releases"
                );
            }
        };
        match (self, near.as_slice()) {
            (Self::Release { product, .. }, []) => write!(f, "; `eolens show {product}` lists all"),
            (Self::Release { .. }, near) => write!(f, "; closest: {}", near.join(", ")),
            (_, []) => f.write_str(" or anything similar; `eolens list` lists all products"),
            (_, near) => write!(f, "; {}", suggest::question(near)),
        }
    }
}
