//! Where a product matches, for highlighting.

use std::ops::Range;

use fuzzy_matcher::skim::SkimMatcherV2;

use super::query::{Query, Word};
use super::{fit, near};
use crate::facts::catalog::Catalog;
use crate::facts::catalog::letters::{self, Kind, Letters, squashed};

/// Why a product is a hit.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Evidence {
    /// The positions of the matched characters in the title.
    pub title: Vec<usize>,
    /// Another text that matched if the title did not: an alias, a tag, a code name, …
    pub other: Option<Other>,
}

/// A matching text other than the title.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Other {
    /// Its kind.
    pub kind: Kind,
    /// Its text, as in the data.
    pub text: String,
    /// The positions of the matched characters.
    pub matched: Vec<usize>,
}

impl Other {
    /// Its kind in a word.
    pub fn label(&self) -> &'static str {
        match self.kind {
            Kind::Title => "title",
            Kind::Id => "id",
            Kind::Alias | Kind::Slang => "aka",
            Kind::Initials => "initials",
            Kind::Package => "package",
            Kind::Codename => "code name",
            Kind::Tag => "tag",
            Kind::Category => "category",
        }
    }
}

/// Where a product matches a query.
pub fn find(matcher: &SkimMatcherV2, catalog: &Catalog, index: usize, query: &Query) -> Evidence {
    let card = catalog.cards().get(index);
    // Without words, the letters need not even be read.
    let Some(card) = card.filter(|_| !query.words.is_empty()) else {
        return Evidence::default();
    };
    let letters = catalog.letters(index);
    let (title, other) = places(matcher, letters, query);
    let other = other.and_then(|(start, places)| {
        let identifiers = catalog.product(index).map(|product| &product.identifiers);
        let texts = letters::texts(
            card,
            catalog.keywords(index)?,
            identifiers.map_or(&[], Vec::as_slice),
        );
        let is_it = |text: &str| squashed(text).as_bytes() == letters.from(start);
        let (kind, text) = texts.into_iter().find(|(_, text)| is_it(text))?;
        Some(Other {
            kind,
            matched: characters(&text, places.into_iter().map(|at| at - start)),
            text,
        })
    });
    Evidence {
        title: characters(&card.title, title.into_iter()),
        other: other.filter(|other| other.kind != Kind::Category),
    }
}

/// The kind of the text that matched if the title did not.
pub fn kind(matcher: &SkimMatcherV2, letters: Letters<'_>, query: &Query) -> Option<Kind> {
    let (_, other) = places(matcher, letters, query);
    other.and_then(|(start, _)| letters.mark(start).kind())
}

/// The bytes that the words match in the title; and the start of another text that matched, if any, with those
/// there.
fn places(
    matcher: &SkimMatcherV2,
    letters: Letters<'_>,
    query: &Query,
) -> (Vec<usize>, Option<(usize, Vec<usize>)>) {
    let (mut title, mut other) = (Vec::new(), None);
    for word in &query.words {
        let places = matched(matcher, word, letters);
        match places.first().map(|first| letters.start(*first)) {
            Some(0) => title.extend(places),
            Some(start) => other = Some((start, places)),
            None => {}
        }
    }
    (title, other)
}

/// The bytes that a word matches, in the title if it has the word in one piece.
fn matched(matcher: &SkimMatcherV2, word: &Word, letters: Letters<'_>) -> Vec<usize> {
    let title = word.finder.find_iter(letters.from(0));
    let title = title.max_by_key(|at| {
        let mark = letters.mark(*at);
        (mark.begins_word(), mark.begins_part(), usize::MAX - at)
    });
    let place = title.or_else(|| fit::best(word, letters).map(|best| best.at));
    if let Some(at) = place {
        let place = at..at + word.length();
        return initials(letters, place.clone()).unwrap_or_else(|| place.collect());
    }
    fit::scattered_letters(matcher, word, letters)
        .or_else(|| {
            near::slip(word, letters).map(|slip| (slip.at..slip.at + slip.length).collect())
        })
        .unwrap_or_default()
}

/// The letters of the title that initials come from; `None` if the range is not of initials.
fn initials(letters: Letters<'_>, range: Range<usize>) -> Option<Vec<usize>> {
    let is_initials = letters.mark(range.start).kind() == Some(Kind::Initials);
    let initials = letters.bytes().get(range.clone()).filter(|_| is_initials)?;
    let skipped = range.start - letters.start(range.start);
    let of = |parts: bool| -> Vec<usize> {
        let begins = |at: &usize| {
            let mark = letters.mark(*at);
            mark.begins_word() || parts && mark.begins_part()
        };
        let starts = (0..letters.from(0).len()).filter(begins);
        starts.skip(skipped).take(initials.len()).collect()
    };
    let spell = |starts: &Vec<usize>| {
        let letters = starts.iter().filter_map(|at| letters.bytes().get(*at));
        letters.eq(initials)
    };
    [of(false), of(true)].into_iter().find(spell)
}

/// The positions of characters in a text, in order, from byte offsets in its squashed form.
fn characters(text: &str, bytes: impl Iterator<Item = usize>) -> Vec<usize> {
    let letters = text
        .chars()
        .enumerate()
        .filter(|(_, c)| c.is_alphanumeric());
    let origins = letters.flat_map(|(position, c)| {
        let bytes: usize = c.to_lowercase().map(char::len_utf8).sum();
        std::iter::repeat_n(position, bytes)
    });
    let origins: Vec<usize> = origins.collect();
    let mut characters: Vec<usize> = bytes.filter_map(|at| origins.get(at).copied()).collect();
    characters.sort_unstable();
    characters.dedup();
    characters
}
