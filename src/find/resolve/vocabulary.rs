//! The words that belong to a product: those of its names, its makers and its packages, and those without meaning.

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use crate::facts::catalog::Catalog;
use crate::facts::identifier::key::{Key, Name};

/// Words that say nothing about the product, sorted: from banners, version output, and packages.
const FILLERS: &[&str] = &[
    "10gen",
    "32bit",
    "64bit",
    "aarch64",
    "amd64",
    "and",
    "app",
    "application",
    "arm64",
    "base",
    "bin",
    "build",
    "buildversion",
    "by",
    "cache",
    "client",
    "common",
    "community",
    "container",
    "current",
    "currently",
    "daemon",
    "db",
    "dev",
    "devel",
    "distrib",
    "distribution",
    "docker",
    "edition",
    "embed",
    "embedded",
    "engine",
    "environment",
    "eol",
    "esmtp",
    "for",
    "framework",
    "free",
    "from",
    "full",
    "gnu",
    "headless",
    "i386",
    "image",
    "installed",
    "interpreter",
    "is",
    "lib",
    "library",
    "libs",
    "lite",
    "lts",
    "main",
    "name",
    "of",
    "official",
    "open",
    "org",
    "oss",
    "package",
    "parent",
    "platform",
    "product",
    "productname",
    "productversion",
    "rel",
    "release",
    "running",
    "runtime",
    "sdk",
    "server",
    "service",
    "slim",
    "software",
    "source",
    "stable",
    "standalone",
    "starter",
    "system",
    "the",
    "this",
    "tm",
    "to",
    "using",
    "v",
    "ver",
    "version",
    "x64",
    "x86",
    "x8664",
];

/// Fillers that occur in sentences, but not in the names of a product's packages.
const OF_SENTENCES: &[&str] = &[
    "and", "app", "by", "current", "for", "from", "is", "of", "release", "the", "this", "to",
    "using", "version",
];

/// Fillers that make the name of a library of a language.
const OF_LIBRARIES: &[&str] = &[
    "cache",
    "client",
    "daemon",
    "docker",
    "package",
    "slim",
    "standalone",
];

/// Words that before a version make another product, unless the product's own names have them.
const EDITIONS: [&str; 2] = ["enterprise", "pro"];

/// Words that fit only Java distributions.
pub const OF_JAVA: &[&str] = &["java", "jdk", "jre", "openjdk", "vm"];
/// Words that fit only products of Microsoft.
const OF_MICROSOFT: &[&str] = &[
    "datacenter",
    "developer",
    "education",
    "enterprise",
    "essentials",
    "express",
    "home",
    "plus",
    "premium",
    "pro",
    "professional",
    "standard",
    "subscription",
    "ultimate",
];
/// Words that fit only operating systems.
const OF_SYSTEMS: &[&str] = &["linux", "os", "workstation", "desktop"];

/// For languages, whose packages contain the program that runs them; a framework's CLI is a separate
/// program: `Symfony CLI`.
const OF_LANGUAGES: &[&str] = &["cli"];

/// The vocabularies of the products that were asked about, by the index of the product.
#[derive(Debug, Default)]
pub struct Vocabularies(RefCell<HashMap<usize, Rc<Vocabulary>>>);

/// The words of a product.
#[derive(Debug)]
pub struct Vocabulary {
    own: HashSet<String>,
    /// Words that fit its kind.
    of_kind: Vec<&'static str>,
}

impl Vocabularies {
    /// The words of a product; `None` if there is no such product.
    pub fn of(&self, catalog: &Catalog, product: usize) -> Option<Rc<Vocabulary>> {
        if let Some(known) = self.0.borrow().get(&product) {
            return Some(Rc::clone(known));
        }
        let own = Rc::new(Vocabulary::new(catalog, product)?);
        self.0.borrow_mut().insert(product, Rc::clone(&own));
        Some(own)
    }
}

impl Vocabulary {
    fn new(catalog: &Catalog, product: usize) -> Option<Self> {
        let card = catalog.cards().get(product)?;
        let keywords = catalog.keywords(product)?;
        let tags = &keywords.tags;
        let has_tag = |tag: &str| tags.iter().any(|own| own == tag);
        let makers = makers(catalog, product);
        let is_microsoft = has_tag("microsoft") || makers.contains("microsoft");
        let of_kind = [
            (has_tag("java-distribution"), OF_JAVA),
            (is_microsoft, OF_MICROSOFT),
            (card.category == "os", OF_SYSTEMS),
            (card.category == "lang", OF_LANGUAGES),
        ];
        let of_kind = of_kind.into_iter().filter(|(is_it, _)| *is_it);
        let names = [&card.id, &card.title].into_iter();
        let names = names.chain(&keywords.aliases).chain(&keywords.slang);
        let names = names.chain(&keywords.codenames);
        let mut own: HashSet<String> = names.flat_map(|name| words(name)).collect();
        own.extend(tags.iter().cloned());
        own.extend(makers);
        Some(Self {
            own,
            of_kind: of_kind.flat_map(|(_, words)| words).copied().collect(),
        })
    }

    /// Whether a word belongs to the product's names or its maker's.
    pub fn is_own(&self, word: &str) -> bool {
        self.own.contains(word)
    }

    /// Whether a word belongs to the product or says nothing.
    pub fn has(&self, word: &str) -> bool {
        is_filler(word) || self.of_kind.contains(&word) || self.own.contains(word)
    }
}

/// The words in vendors and products of a product's CPEs, and in its packages' namespaces and names.
fn makers(catalog: &Catalog, product: usize) -> HashSet<String> {
    let names = catalog.identifiers(product).iter().filter_map(Name::of);
    let makers = names.flat_map(|name| match name.key {
        Key::Package(_, maker, name) | Key::Platform(_, maker, name) => vec![maker, name],
        Key::Project(_) => Vec::new(),
    });
    makers
        .flat_map(|name| words(&name).collect::<Vec<_>>())
        .collect()
}

/// Whether a word says nothing about the product.
pub fn is_filler(word: &str) -> bool {
    FILLERS.binary_search(&word).is_ok()
}

/// The words of a text in lower case, split at spaces and punctuation. A sign at the end of a word and a
/// point within it are kept: `c#`, `.net`, `containerd.io`. A program's `.exe` and the `@` of a scope are not.
pub fn words(text: &str) -> impl Iterator<Item = String> {
    let is_part = |c: char| c.is_alphanumeric() || ".#+@".contains(c);
    let words = text.split(move |c: char| !is_part(c)).map(|word| {
        let word = word.trim_start_matches('@').to_lowercase();
        let name = word.trim_end_matches('.').trim_end_matches(".exe");
        name.to_owned()
    });
    words.filter(|word| word.contains(char::is_alphanumeric))
}

/// Whether it is an edition, which behind a version says nothing about the product.
pub fn is_edition(word: &str) -> bool {
    EDITIONS.iter().any(|edition| word.eq_ignore_ascii_case(edition))
}

/// Whether it is a word of sentences rather than of names.
pub fn is_of_sentence(word: &str) -> bool {
    OF_SENTENCES.contains(&word)
}

/// Whether it makes the name of a library of a language.
pub fn is_of_library(word: &str) -> bool {
    OF_LIBRARIES.contains(&word)
}

#[cfg(test)]
mod tests {
    use super::{FILLERS, OF_LIBRARIES, OF_SENTENCES, is_filler, words};

    #[test]
    fn words_without_meaning_are_sorted_and_can_occur() {
        assert!(FILLERS.is_sorted());
        for filler in FILLERS {
            assert_eq!(words(filler).collect::<Vec<_>>(), [*filler]);
        }
        assert!(
            OF_SENTENCES
                .iter()
                .chain(OF_LIBRARIES)
                .all(|word| is_filler(word))
        );
    }

    #[test]
    fn the_name_of_a_program_is_that_of_its_file() {
        for (text, word) in [
            ("PYTHON.EXE", "python"),
            ("@angular", "angular"),
            (".NET", ".net"),
        ] {
            assert_eq!(words(text).collect::<Vec<_>>(), [word]);
        }
    }
}
