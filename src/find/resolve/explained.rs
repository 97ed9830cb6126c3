//! Finds names among other words: a product is named if all other words are accounted for.

use super::{Look, MatchedBy, parts};
use crate::facts::catalog::names::NameOf;
use crate::facts::identifier::key::Name;

/// Words that say nothing about the product: from banners, version output, editions and packages.
const FILLERS: &str = "10gen 32bit 64bit aarch64 amd64 and app application arm64 base bin build buildversion by cache \
    client common community container daemon db dev devel distrib distribution docker \
    edition embed embedded engine enterprise environment eol esmtp for free framework from full gnu \
    headless i386 image interpreter is kit lib libs library lite lts main name of official open \
    org os oss package parent platform pro product productname productversion rel release \
    runtime sdk server service slim software source stable standalone starter system the this tm to v \
    version ver vm web x64 x86 x86_64";

/// Words that fit only Java distributions, products of Microsoft, or operating systems.
const OF_JAVA: [&str; 6] = ["java", "jdk", "jre", "openjdk", "vm", "server"];
const OF_MICROSOFT: [&str; 12] = [
    "datacenter",
    "developer",
    "education",
    "essentials",
    "express",
    "home",
    "plus",
    "premium",
    "professional",
    "standard",
    "subscription",
    "ultimate",
];
const OF_SYSTEMS: [&str; 4] = ["linux", "workstation", "desktop", "lts"];

/// For languages, whose packages contain the program that runs them; a framework's CLI is a separate
/// program: `Symfony CLI`.
const OF_LANGUAGES: [&str; 1] = ["cli"];

/// A text with more words is not a name.
const MOST_WORDS: usize = 12;

impl Look<'_> {
    /// The product that some of the words name, if all others fit it.
    pub fn explained(&self, text: &str) -> Option<(usize, MatchedBy)> {
        let text = text.replace("64-bit", "x64").replace("64-Bit", "x64");
        let words: Vec<String> = words(&text).take(MOST_WORDS + 1).collect();
        if words.is_empty() || words.len() > MOST_WORDS {
            return None;
        }
        let count = words.len();
        let runs = (1..=count)
            .rev()
            .flat_map(|length| (0..=count - length).map(move |start| (start, start + length)));
        runs.into_iter().find_map(|(start, end)| {
            let run = words.get(start..end)?;
            let (product, by) = self.bearer(run)?;
            let others = words.get(..start)?.iter().chain(words.get(end..)?);
            let is_explained = |word: &String| self.explains(product, word);
            others
                .into_iter()
                .all(is_explained)
                .then_some((product, by))
        })
    }

    /// Whether all words of a text fit a product.
    pub fn explains_all(&self, product: usize, text: &str) -> bool {
        words(text).all(|word| self.explains(product, &word))
    }

    /// The product with a name of these words: its own, a package's, or a part's.
    fn bearer(&self, words: &[String]) -> Option<(usize, MatchedBy)> {
        let name = words.join(" ");
        if parts::is_other(&name) {
            return None;
        }
        // If a part has the same name as a product, the table of parts decides: `docker` with a version is
        // the engine.
        if let Some(part) = self.part(&name) {
            return Some(part);
        }
        let is_filler = || words.iter().all(|word| is_filler(word));
        if let Some((product, of)) = self.catalog.named(&name)
            && (of != NameOf::Slang || !is_filler())
        {
            return Some((product, of.into()));
        }
        if name == "openjdk" {
            return self.assumed_vendor();
        }
        let project = Name::project(&words.join("-"))?;
        let bearers = self.bearers(&project);
        Some((*bearers.first()?, MatchedBy::Identifier))
    }

    /// The product that has a part of this name.
    pub fn part(&self, name: &str) -> Option<(usize, MatchedBy)> {
        let (product, _) = self.own(parts::product_of(name)?)?;
        Some((product, MatchedBy::Part))
    }

    /// The vendor to assume if none is named: the one whose builds of `OpenJDK` cover every version.
    pub fn assumed_vendor(&self) -> Option<(usize, MatchedBy)> {
        let (product, _) = self.own("azul-zulu")?;
        Some((product, MatchedBy::AssumedVendor))
    }

    /// Whether a word fits the name of a product: it belongs to its names, its maker's or its packages', or
    /// it carries no meaning.
    fn explains(&self, product: usize, word: &str) -> bool {
        let card = self.catalog.cards().get(product);
        let Some((card, keywords)) = card.zip(self.catalog.keywords(product)) else {
            return false;
        };
        let is_java = keywords.tags.iter().any(|tag| tag == "java-distribution");
        let of_category: &[&str] = match card.category.as_str() {
            "os" => &OF_SYSTEMS,
            "lang" => &OF_LANGUAGES,
            _ => &[],
        };
        if is_java && OF_JAVA.contains(&word) || of_category.contains(&word) {
            return true;
        }
        let is_microsoft = || {
            keywords.tags.iter().any(|tag| tag == "microsoft")
                || self.makers(product).any(|maker| maker == "microsoft")
        };
        if OF_MICROSOFT.contains(&word) && is_microsoft() {
            return true;
        }
        if is_filler(word) && (is_java || !OF_JAVA.contains(&word) || word == "server") {
            return true;
        }
        let names = [&card.id, &card.title].into_iter();
        let names = names.chain(&keywords.aliases).chain(&keywords.slang);
        let has_word = |name: &String| words(name).any(|own| own == word);
        names.into_iter().any(has_word)
            || keywords.codenames.iter().any(has_word)
            || keywords.tags.iter().any(|tag| tag == word)
            || self.makers(product).any(|maker| maker == word)
            || parts::product_of(word) == Some(card.id.as_str())
            || is_model(word)
    }

    /// The words in vendors and products of a product's CPEs, and in its packages' names.
    fn makers(&self, product: usize) -> impl Iterator<Item = String> {
        let identifiers = self.catalog.identifiers(product).iter();
        let own = identifiers.flat_map(|identifier| {
            let id = identifier.id.split(['?', '#']).next().unwrap_or_default();
            let parts = id.split([':', '/']).skip(1).map(str::to_owned);
            parts.collect::<Vec<_>>()
        });
        own.flat_map(|part| words(&part).collect::<Vec<_>>())
    }
}

/// Whether a word says nothing about the product.
pub fn is_filler(word: &str) -> bool {
    FILLERS.split_whitespace().any(|filler| filler == word)
}

/// Whether a word of digits and letters is a model or architecture rather than a version: `100F`, `x86_64`.
fn is_model(word: &str) -> bool {
    let digits = word.starts_with(|c: char| c.is_ascii_digit());
    let letters = word.ends_with(|c: char| c.is_ascii_alphabetic());
    digits && letters && word.chars().all(|c| c.is_ascii_alphanumeric())
}

/// The words of a text in lower case, split at spaces and punctuation. A sign at the end of a word and a
/// point within it are kept: `c#`, `.net`, `containerd.io`.
pub fn words(text: &str) -> impl Iterator<Item = String> {
    let is_part = |c: char| c.is_alphanumeric() || ".#+@".contains(c);
    let words = text.split(move |c: char| !is_part(c));
    let trimmed = words.map(|word| word.trim_end_matches('.').trim_end_matches(".exe"));
    trimmed
        .filter(|word| word.contains(char::is_alphanumeric))
        .map(|word| word.trim_start_matches('@').to_lowercase())
}
