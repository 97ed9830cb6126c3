//! A query in, ranked hits out, and where a hit matched. The only file that knows the matcher.

pub mod names;

use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;

use crate::catalog::{Card, Catalog};

/// Finds products by what people type.
///
/// Every word must match somewhere. What is exact comes before what begins alike, that before what
/// begins a word, and that before the fuzzy rest.
pub struct Searcher {
    matcher: SkimMatcherV2,
}

/// Why a card is a hit, for the eye.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Evidence {
    /// Positions of the matched characters in the title.
    pub title: Vec<usize>,
    /// The other text that matched where the title did not: an alias, a tag, a code name, …
    pub other: Option<String>,
}

/// How well a text matches a word; more is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    Fuzzy,
    Inside,
    WordStart,
    Prefix,
    Exact,
}

/// A text of a card that can be matched, and what a match in it is worth.
struct Field<'a> {
    text: &'a str,
    worth: i64,
}

impl Default for Searcher {
    fn default() -> Self {
        Self {
            matcher: SkimMatcherV2::default().ignore_case(),
        }
    }
}

impl std::fmt::Debug for Searcher {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Searcher")
    }
}

impl Searcher {
    /// Indices of the products that match, best first. The empty query matches all, by title.
    #[must_use]
    pub fn search(&self, catalog: &Catalog, query: &str) -> Vec<usize> {
        let words = words(query);
        if words.is_empty() {
            return catalog.by_title().to_vec();
        }
        let whole = squashed(query);
        let cards = catalog.cards();
        let scored = cards.iter().enumerate();
        let mut hits: Vec<(i64, usize)> = scored
            .filter_map(|(index, card)| Some((self.score(card, &words, &whole)?, index)))
            .collect();
        hits.sort_by(|(one, left), (other, right)| {
            let length = |index: &usize| cards.get(*index).map(|card| card.title.len());
            other
                .cmp(one)
                .then_with(|| length(left).cmp(&length(right)))
        });
        hits.into_iter().map(|(_, index)| index).collect()
    }

    /// Where a card matches.
    #[must_use]
    pub fn evidence(&self, card: &Card, query: &str) -> Evidence {
        let mut evidence = Evidence::default();
        for word in words(query) {
            let Some((_, field)) = self.best(card, &word) else {
                continue;
            };
            let is_title = field.worth >= ID || fit(&card.title, &word) > Fit::Fuzzy;
            match self.positions(&card.title, &word) {
                Some(positions) if is_title => evidence.title.extend(positions),
                _ if field.text == card.category => {}
                _ => evidence.other = Some(field.text.to_owned()),
            }
        }
        evidence.title.sort_unstable();
        evidence.title.dedup();
        evidence
    }

    /// `None` where a word matches nowhere.
    fn score(&self, card: &Card, words: &[String], whole: &str) -> Option<i64> {
        let mut score = 0;
        for word in words {
            score += self.best(card, word)?.0;
        }
        let names = [&card.title, &card.id].into_iter().chain(&card.aliases);
        let is_name = names.into_iter().any(|name| squashed(name) == whole);
        Some(score + if is_name { WHOLE_NAME } else { 0 })
    }

    /// The field in which a word matches best, and what that is worth.
    fn best<'a>(&self, card: &'a Card, word: &str) -> Option<(i64, Field<'a>)> {
        fields(card)
            .filter_map(|field| Some((self.worth(&field, word)?, field)))
            .max_by_key(|(worth, _)| *worth)
    }

    /// Tags and code names are too many for a fuzzy match to mean anything.
    fn worth(&self, field: &Field<'_>, word: &str) -> Option<i64> {
        let fit = fit(field.text, word);
        if fit == Fit::Fuzzy && field.worth < ALIAS {
            return None;
        }
        let fuzzy = self.matcher.fuzzy_match(field.text, word)?;
        Some(fit as i64 * FIT + field.worth + fuzzy.clamp(0, FIT / 2))
    }

    /// Matched characters, the whole word in one piece where the text holds it.
    fn positions(&self, text: &str, word: &str) -> Option<Vec<usize>> {
        let (lower, origins) = lower(text);
        if let Some((before, _)) = lower.split_once(word) {
            let start = before.chars().count();
            let matched = origins.iter().skip(start).take(word.chars().count());
            return Some(matched.copied().collect());
        }
        let (_, positions) = self.matcher.fuzzy_indices(text, word)?;
        Some(positions)
    }
}

/// A text in lower case, and for each of its characters the position of the one it came from: one
/// capital may become two letters.
fn lower(text: &str) -> (String, Vec<usize>) {
    let letters = text.chars().enumerate();
    letters
        .flat_map(|(position, c)| c.to_lowercase().map(move |c| (c, position)))
        .unzip()
}

const FIT: i64 = 1_000;
const WHOLE_NAME: i64 = 100_000;
const TITLE: i64 = 400;
const ID: i64 = 350;
const ALIAS: i64 = 300;
const CODENAME: i64 = 100;
const TAG: i64 = 50;
const CATEGORY: i64 = 0;

fn fields(card: &Card) -> impl Iterator<Item = Field<'_>> {
    fn many(texts: &[String], worth: i64) -> impl Iterator<Item = Field<'_>> {
        texts.iter().map(move |text| Field { text, worth })
    }
    [
        (&card.title, TITLE),
        (&card.id, ID),
        (&card.category, CATEGORY),
    ]
    .into_iter()
    .map(|(text, worth)| Field { text, worth })
    .chain(many(&card.aliases, ALIAS))
    .chain(many(&card.codenames, CODENAME))
    .chain(many(&card.tags, TAG))
}

fn fit(text: &str, word: &str) -> Fit {
    let lower = text.to_lowercase();
    if lower == word {
        return Fit::Exact;
    }
    if lower.starts_with(word) {
        return Fit::Prefix;
    }
    let mut starts = lower.match_indices(word).map(|(at, _)| lower.get(..at));
    let begins_a_word = |before: Option<&str>| {
        before.is_some_and(|before| !before.ends_with(char::is_alphanumeric))
    };
    match starts.next() {
        None => Fit::Fuzzy,
        Some(first) if begins_a_word(first) || starts.any(begins_a_word) => Fit::WordStart,
        Some(_) => Fit::Inside,
    }
}

/// The words of a query, each once.
fn words(query: &str) -> Vec<String> {
    let words = query.split_whitespace().map(str::to_lowercase);
    words.fold(Vec::new(), |mut words, word| {
        if !words.contains(&word) {
            words.push(word);
        }
        words
    })
}

/// Letters and digits only: `node.js` and `Node JS` are one name.
fn squashed(name: &str) -> String {
    let letters = name.chars().filter(|c| c.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests;
