//! How well words match a product's texts. Only this file knows the fuzzy matcher.

use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;
use memchr::memchr_iter;

use super::query::{Query, Word};
use crate::facts::catalog::letters::{Kind, Letters};

/// How well a word matches a text; higher is better. The values are added up over the words of a query: one
/// complete name outweighs another's start.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fit {
    /// Is inside a word of a name.
    Inside = 2,
    /// Starts a word of a tag or category, or is some of the initials.
    OtherStart,
    /// Is a tag or category.
    Other,
    /// Starts a part of a word of a name: `SQL` in `MySQL`.
    PartStart,
    /// Starts a word of a package's name or a colloquial name.
    PackageStart,
    /// Starts a word of a code name.
    CodenameStart,
    /// Is a code name.
    Codename,
    /// Starts a word of a name.
    WordStart,
    /// Is all of the initials.
    Initials,
    /// Is the name of a package.
    Package,
    /// Is a word of a name.
    Word,
    /// Starts a name.
    Prefix,
    /// Is another name.
    Alias = 24,
    /// Is the title or id.
    Exact,
}

/// A match of a word in a text.
#[derive(Debug, Clone, Copy)]
pub struct Match {
    /// How well it matches.
    pub fit: Fit,
    /// Higher if less of the text remains beside it.
    pub shortness: u8,
    /// Offset of the match.
    pub at: usize,
}

/// The rank of a card; higher is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Points(u64);

/// Set if all words match in one piece.
const IN_ONE_PIECE: u64 = 1 << 63;
const WHOLE: u32 = 40;
const FIT: u32 = 16;
const SCORE: u32 = 8;

impl Points {
    /// Whether a word matches only by scattered letters.
    pub fn is_scattered(self) -> bool {
        self.0 & IN_ONE_PIECE == 0
    }

    /// The points, then another number: as one number, because a single letter ranks nearly all products.
    pub fn then(self, other: u32) -> u128 {
        u128::from(self.0) << u32::BITS | u128::from(other)
    }
}

/// The points of a card; `None` if a word matches nowhere. How well all words match together counts first,
/// then how well each does.
pub fn points(
    matcher: &SkimMatcherV2,
    query: &Query,
    letters: Letters<'_>,
    prominence: u8,
) -> Option<Points> {
    let mut points = IN_ONE_PIECE + u64::from(prominence);
    let mut has_all = true;
    for word in &query.words {
        match best(word, letters) {
            Some(best) => points += ((best.fit as u64) << FIT) + u64::from(best.shortness),
            None if query.whole.is_none() && word.length() < FEWEST => return None,
            None => has_all = false,
        }
    }
    let whole = query.whole.as_ref();
    let whole = whole.and_then(|whole| together(query, whole, letters, has_all));
    points += whole.map_or(0, |fit| fit as u64) << WHOLE;
    if !has_all && whole.is_none() {
        points &= !IN_ONE_PIECE;
        let words = query.words.iter();
        for word in words.filter(|word| best(word, letters).is_none()) {
            points += scattered(matcher, word, letters)?.score;
        }
    }
    Some(Points(points))
}

/// How well all words together match one text, in order, or a name in any order, which takes that the texts
/// have all of them.
fn together(query: &Query, whole: &Word, letters: Letters<'_>, has_all: bool) -> Option<Fit> {
    let fit = best(whole, letters).map(|best| best.fit);
    let is_all = |at: &usize| {
        let name = letters.from(*at);
        let begins = |word: &Word| {
            let mut places = word.finder.find_iter(name);
            places.any(|place| letters.mark(at + place).begins_word())
        };
        name.len() == whole.length() && query.words.iter().all(begins)
    };
    let mut names = letters
        .words_of_names()
        .filter(|at| letters.mark(*at).begins_text());
    let spelled = has_all.then(|| names.find(is_all)).flatten();
    let fit = fit.filter(|fit| *fit >= Fit::WordStart);
    fit.max(spelled.map(|_| Fit::Alias))
}

/// The best match of a word; `None` if no text has it in one piece.
pub fn best(word: &Word, letters: Letters<'_>) -> Option<Match> {
    let (text, bytes) = (word.text.as_bytes(), letters.bytes());
    // Most products do not have it at all.
    let first = word.finder.find(bytes)?;
    let rest = bytes.get(first..)?;
    let places = memchr_iter(*text.first()?, rest).map(|at| first + at);
    let begins = |at: &usize| {
        let mark = letters.mark(*at);
        let is_beginning = mark.begins_word() || mark.begins_part();
        is_beginning && bytes.get(*at..).is_some_and(|rest| rest.starts_with(text))
    };
    let mut best: Option<(Fit, usize)> = None;
    for at in places.filter(begins) {
        let kind = letters.mark(at).kind();
        // Texts come in the order of their kinds.
        if best.is_some_and(|(fit, _)| kind.is_some_and(|kind| fit > best_from(kind))) {
            break;
        }
        let Some(fit) = fit(word, letters, at) else {
            continue;
        };
        debug_assert!(kind.is_some_and(|kind| fit <= best_from(kind)));
        // The rest of the text matters only when names compete.
        let is_better = best.is_none_or(|(other, place)| {
            let is_shorter = || shortness(word, letters, at) > shortness(word, letters, place);
            fit > other || fit == other && fit >= Fit::Prefix && is_shorter()
        });
        if is_better {
            best = Some((fit, at));
        }
        if fit == Fit::Exact {
            break;
        }
    }
    // What begins nothing is at most inside a word, which counts less than anything else.
    let mut inside = word.finder.find_iter(bytes);
    let inside = || inside.find_map(|at| Some((fit(word, letters, at)?, at)));
    let (fit, at) = best.or_else(inside)?;
    let shortness = shortness(word, letters, at);
    Some(Match { fit, shortness, at })
}

/// The best match that texts of a kind and those that follow them can have.
fn best_from(kind: Kind) -> Fit {
    match kind {
        Kind::Title | Kind::Id => Fit::Exact,
        Kind::Alias | Kind::Slang => Fit::Alias,
        Kind::Initials | Kind::Package => Fit::Package,
        Kind::Codename => Fit::Codename,
        Kind::Tag | Kind::Category => Fit::Other,
    }
}

/// How little of the text remains beside the word.
fn shortness(word: &Word, letters: Letters<'_>, at: usize) -> u8 {
    let start = letters.start(at);
    let left = letters.from(start).len().saturating_sub(word.length());
    LEFT.saturating_sub(u8::try_from(left).unwrap_or(LEFT))
}

/// Counts above this are treated as this, so that they fit into a byte together with the prominence.
const LEFT: u8 = 240;

/// How a word matches at an offset; `None` if that means nothing: only names are searched inside words.
fn fit(word: &Word, letters: Letters<'_>, at: usize) -> Option<Fit> {
    let (start, end) = (letters.mark(at), letters.mark(at + word.length()));
    let is_text = start.begins_text() && end.ends_text();
    Some(match start.kind()? {
        Kind::Title | Kind::Id if is_text => Fit::Exact,
        Kind::Alias | Kind::Slang if is_text => Fit::Alias,
        Kind::Slang if start.begins_word() => Fit::PackageStart,
        Kind::Title | Kind::Id | Kind::Alias => in_name(word, letters, at)?,
        _ if word.is_number => return None,
        Kind::Initials if is_text => Fit::Initials,
        Kind::Package if is_text => Fit::Package,
        Kind::Codename if is_text => Fit::Codename,
        Kind::Tag | Kind::Category if is_text => Fit::Other,
        _ if !start.begins_word() => return None,
        Kind::Package => Fit::PackageStart,
        Kind::Codename => Fit::CodenameStart,
        _ => Fit::OtherStart,
    })
}

fn in_name(word: &Word, letters: Letters<'_>, at: usize) -> Option<Fit> {
    let (start, end) = (letters.mark(at), letters.mark(at + word.length()));
    let is_within = || (at + 1..at + word.length()).all(|at| !letters.mark(at).begins_word());
    match () {
        () if start.begins_text() => Some(Fit::Prefix),
        () if start.begins_word() && end.ends_word() => Some(Fit::Word),
        () if start.begins_word() => Some(Fit::WordStart),
        () if start.begins_part() => Some(Fit::PartStart),
        () if !word.is_number && is_within() => Some(Fit::Inside),
        () => None,
    }
}

/// The letters of a word scattered over a name.
#[derive(Debug, Clone, Copy)]
pub struct Scattered {
    /// Offset of the first one.
    pub at: usize,
    /// The matcher's score, then how little of the name remains.
    score: u64,
}

/// Fewer scattered letters mean nothing.
const FEWEST: usize = 3;

/// The name that best contains a word's letters scattered from the start of one of its words on; `None` if
/// there is none.
pub fn scattered(matcher: &SkimMatcherV2, word: &Word, letters: Letters<'_>) -> Option<Scattered> {
    if word.length() < FEWEST {
        return None;
    }
    let found = letters.words_of_names().filter_map(|at| {
        let rest = letters.from(at);
        let name = reach(word.text.as_bytes(), rest)?;
        let score = matcher.fuzzy_match(std::str::from_utf8(name).ok()?, &word.text)?;
        let score = u64::try_from(score.clamp(0, 255)).ok()?;
        let left = (at - letters.start(at)) + rest.len() - word.length();
        let shortness = LEFT.saturating_sub(u8::try_from(left).unwrap_or(LEFT));
        let score = (score << SCORE) + u64::from(shortness);
        Some(Scattered { at, score })
    });
    found.max_by_key(|scattered| scattered.score)
}

/// The offsets of scattered letters in a name.
pub fn scattered_letters(
    matcher: &SkimMatcherV2,
    word: &Word,
    letters: Letters<'_>,
) -> Option<Vec<usize>> {
    let Scattered { at, .. } = scattered(matcher, word, letters)?;
    let name = reach(word.text.as_bytes(), letters.from(at))?;
    let name = std::str::from_utf8(name).ok()?;
    let (_, characters) = matcher.fuzzy_indices(name, &word.text)?;
    // The matcher counts characters.
    let starts: Vec<usize> = name.char_indices().map(|(start, _)| at + start).collect();
    let offset = |character| starts.get(character).copied();
    Some(characters.into_iter().filter_map(offset).collect())
}

/// The start of a name that contains all letters of a word in order; `None` if one is missing or they are
/// too far apart.
fn reach<'a>(word: &[u8], name: &'a [u8]) -> Option<&'a [u8]> {
    if word.first() != name.first() {
        return None;
    }
    let mut rest = name.iter();
    for letter in word {
        rest.find(|other| *other == letter)?;
    }
    let reach = name.len() - rest.len();
    name.get(..reach).filter(|_| reach <= 2 * word.len() + 1)
}
