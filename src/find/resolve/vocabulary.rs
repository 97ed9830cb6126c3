//! The words that belong to a product: those of its names, its makers and its packages, and those without meaning.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, PoisonError};

use super::sets;
use crate::facts::catalog::Catalog;
use crate::facts::identifier::key::{Key, Name};

/// The vocabularies of the products that were asked about, by the index of the product.
#[derive(Debug, Default)]
pub struct Vocabularies(Mutex<HashMap<usize, Arc<Vocabulary>>>);

/// The words of a product.
#[derive(Debug)]
pub struct Vocabulary {
    own: HashSet<String>,
    /// The sets of words that fit its kind.
    kinds: Vec<&'static str>,
}

impl Vocabularies {
    /// The words of a product; `None` if there is no such product.
    pub fn of(&self, catalog: &Catalog, product: usize) -> Option<Arc<Vocabulary>> {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = known.get(&product) {
            return Some(Arc::clone(known));
        }
        let own = Arc::new(Vocabulary::new(catalog, product)?);
        known.insert(product, Arc::clone(&own));
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
        let kinds = [
            (has_tag("java-distribution"), "java"),
            (is_microsoft, "microsoft"),
            (card.category == "os", "systems"),
            (card.category == "lang", "languages"),
        ];
        let kinds = kinds.into_iter().filter(|(is_it, _)| *is_it);
        let names = [&keywords.aliases, &keywords.slang, &keywords.codenames].into_iter();
        let names = names.flatten().map(String::as_str);
        let names = names.chain([&*card.id, &*card.title]);
        let mut own: HashSet<String> = names.flat_map(words).collect();
        own.extend(tags.iter().cloned());
        own.extend(makers);
        Some(Self {
            own,
            kinds: kinds.map(|(_, kind)| kind).collect(),
        })
    }

    /// Whether a word belongs to the product's names or its maker's.
    pub fn is_own(&self, word: &str) -> bool {
        self.own.contains(word)
    }

    /// Whether a word belongs to the product or says nothing.
    pub fn has(&self, word: &str) -> bool {
        is_filler(word)
            || self.kinds.iter().any(|kind| sets::has(kind, word))
            || self.own.contains(word)
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
    sets::has("fillers", word)
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
    sets::has("editions", &word.to_lowercase())
}

/// Whether it is a word of sentences rather than of names.
pub fn is_of_sentence(word: &str) -> bool {
    sets::has("sentences", word)
}

/// Whether it makes the name of a library of a language.
pub fn is_of_library(word: &str) -> bool {
    sets::has("libraries", word)
}

#[cfg(test)]
mod tests {
    use super::words;

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
