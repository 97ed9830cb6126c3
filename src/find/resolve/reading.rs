//! What a text names, and how that was found.

use super::Fit;
use crate::facts::catalog::names::NameOf;

/// The product and release that a query names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// The product's index in the catalog.
    pub product: usize,
    /// Other products with the same identifier.
    pub also: Vec<usize>,
    /// How the product was found.
    pub matched_by: MatchedBy,
    /// The version as written, or a tag that is not a version; `None` if there was neither.
    pub version: Option<String>,
    /// The releases that the version matches.
    pub fit: Fit,
    /// Whether the text is nothing but a name of the product.
    pub is_name: bool,
}

/// How a product was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MatchedBy {
    /// By its id or title.
    Name,
    /// By another id.
    Alias,
    /// By a package URL, a CPE or a name at Repology.
    Identifier,
    /// By the address of its page.
    Url,
    /// By the distribution that maintains an otherwise unknown package.
    Distribution,
    /// By a release's code name that no other product has.
    CodeName,
    /// By the name of a release, such as a device, that no other product has.
    Release,
    /// By the name of a package, image or program that shares its version.
    Part,
    /// As a package in a distribution's list.
    Package,
    /// Among words that are all accounted for: makers, editions, words of banners.
    Words,
    /// By a name that several vendors' builds share: one vendor is assumed.
    AssumedVendor,
    /// By words that start words of its names, as ranked by the search.
    Search,
    /// By a name that is one typo away.
    Guess,
}

impl MatchedBy {
    /// A word or two for records.
    pub fn words(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Alias => "alias",
            Self::Identifier => "identifier",
            Self::Url => "url",
            Self::Distribution => "distribution",
            Self::CodeName => "code name",
            Self::Release => "release",
            Self::Part => "part",
            Self::Package => "package",
            Self::Words => "words",
            Self::AssumedVendor => "assumed vendor",
            Self::Search => "search",
            Self::Guess => "guess",
        }
    }

    /// The same for a sentence: `Matched by: …`.
    fn phrase(self) -> &'static str {
        match self {
            Self::Name => "product name",
            Self::Alias => "alias of the product",
            Self::Identifier => "identifier",
            Self::Url => "URL of the product's page",
            Self::Distribution => "distribution that maintains the package",
            Self::CodeName => "code name of a release",
            Self::Release => "name of a release",
            Self::Part => "name of a part with the same version",
            Self::Package => "name of a package in a distribution",
            Self::Words => "words of the product's names",
            Self::AssumedVendor => "name shared by several vendors, of which this one is assumed",
            Self::Search => "search for the words",
            Self::Guess => "similar product name (a guess)",
        }
    }
}

impl From<NameOf> for MatchedBy {
    fn from(of: NameOf) -> Self {
        match of {
            NameOf::Product => Self::Name,
            NameOf::Alias | NameOf::Slang => Self::Alias,
        }
    }
}

impl Reading {
    /// A product with a version and what it matches.
    pub fn new(product: usize, matched_by: MatchedBy, version: &str, fit: Fit) -> Self {
        Self {
            product,
            also: Vec::new(),
            matched_by,
            version: Some(version.to_owned()),
            fit,
            is_name: false,
        }
    }

    /// Whether it has a release, or a range of them.
    pub(super) fn has_release(&self) -> bool {
        !self.fit.releases().is_empty()
    }

    /// A sentence that names the rules that decided.
    pub fn how(&self) -> String {
        let release = self.fit.phrase();
        let release = release.map_or_else(String::new, |by| format!("; {by}"));
        format!("Matched by: {}{release}.", self.matched_by.phrase())
    }

    /// Itself if it has a release.
    pub(super) fn released(self) -> Option<Self> {
        self.fit.release().is_some().then_some(self)
    }

    /// Itself as all that the text is about: a name.
    pub(super) fn named(self) -> Self {
        Self {
            is_name: true,
            ..self
        }
    }

    /// The product found, followed by the other hits of a search.
    pub fn first(&self, hits: &[usize]) -> Vec<usize> {
        let own = || std::iter::once(self.product).chain(self.also.iter().copied());
        let others = hits
            .iter()
            .copied()
            .filter(|hit| own().all(|own| own != *hit));
        own().chain(others).collect()
    }
}
