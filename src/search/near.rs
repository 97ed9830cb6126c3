//! What is near to words that match nothing: names a slip or two away, and their beginnings.

use std::ops::Range;

use strsim::osa_distance;

use super::fit::{self, Fit};
use super::query::{Query, Word};
use crate::catalog::Catalog;
use crate::catalog::letters::{Kind, Letters, mask};

/// Slips from one name to the other (a letter too many, too few, wrong, or two exchanged), capitals
/// aside.
#[must_use]
pub fn distance(one: &str, other: &str) -> usize {
    osa_distance(&one.to_lowercase(), &other.to_lowercase())
}

/// How far a name is from a word, or a card from a query; less is nearer.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Cost {
    slips: usize,
    /// How little of a name it is.
    partial: usize,
}

/// What a whole name costs at most.
const NAME: Cost = Cost {
    slips: 0,
    partial: 1,
};

/// A name, or the beginning of one, that a word is a few slips away from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Slip {
    cost: Cost,
    /// Where it begins.
    pub at: usize,
    /// How many bytes it has.
    pub length: usize,
}

/// What is nearest to a query.
#[derive(Debug, Default)]
pub struct Nearest {
    /// The cards, nearest first.
    pub indices: Vec<usize>,
    /// How many slips away the first is.
    pub slips: usize,
    /// How many of them are as near as the first.
    pub equal: usize,
}

/// The most guesses that are made.
const MOST: usize = 12;

/// The cards nearest to a query by their names, else by all their texts.
pub fn nearest(catalog: &Catalog, query: &Query) -> Nearest {
    let by_name = Search::new(query, Kind::is_name).nearest(catalog);
    if by_name.equal > 0 && by_name.slips < 2 {
        return by_name;
    }
    Search::new(query, |_| true).nearest(catalog)
}

/// The nearest of the names, of their words and of the beginnings of both that a word is only a few
/// slips away from; else of all texts.
pub fn slip(word: &Word, letters: Letters<'_>) -> Option<Slip> {
    let most = allowed(word.length());
    let by_name = slip_in(word, letters, Kind::is_name, most);
    by_name.or_else(|| slip_in(word, letters, |_| true, most))
}

/// How many slips are allowed in a word of so many letters.
fn allowed(length: usize) -> usize {
    match length {
        0..=2 => 0,
        3..=5 => 1,
        6..=11 => 2,
        _ => 3,
    }
}

/// A search for what is near, among the first texts of the cards.
struct Search<'a> {
    query: &'a Query,
    /// The words without the version behind them: `rhel` of `rhel8`.
    stems: Vec<Option<Word>>,
    /// Which texts.
    is_in: fn(Kind) -> bool,
    /// More slips than these are not worth looking for.
    most: usize,
}

impl<'a> Search<'a> {
    fn new(query: &'a Query, is_in: fn(Kind) -> bool) -> Self {
        let stem = |word: &Word| {
            let stem = word.text.trim_end_matches(|c: char| c.is_ascii_digit());
            let is_stem = stem.len() > 1 && stem.len() < word.length();
            is_stem.then(|| Word::new(stem.to_owned()))
        };
        Self {
            query,
            stems: query.words.iter().map(stem).collect(),
            is_in,
            most: usize::MAX,
        }
    }

    fn nearest(mut self, catalog: &Catalog) -> Nearest {
        let about = catalog.masks().iter().zip(catalog.prominence());
        let mut near = Vec::new();
        for (index, ((mask, prominence), place)) in about.zip(catalog.places()).enumerate() {
            let letters = catalog.letters(index);
            if let Some(cost) = self.cost(letters, *mask) {
                self.most = self.most.min(cost.slips + 1);
                let length = (letters.from(0).len() + 8).saturating_sub(usize::from(*prominence));
                near.push((cost, length, *place, index));
            }
        }
        near.sort_unstable();
        let first = near.first().map(|(cost, ..)| *cost).unwrap_or_default();
        near.retain(|(cost, ..)| cost.slips <= first.slips + 1);
        near.truncate(MOST);
        Nearest {
            slips: first.slips,
            equal: near.iter().take_while(|(cost, ..)| *cost == first).count(),
            indices: near.into_iter().map(|(.., index)| index).collect(),
        }
    }

    /// What a card with texts of these letters costs; `None` where no word is near.
    fn cost(&self, letters: Letters<'_>, mask: u64) -> Option<Cost> {
        let (mut sum, mut missing, mut has_name) = (Cost::default(), 0, false);
        for (word, stem) in self.query.words.iter().zip(&self.stems) {
            match self.word_cost(word, stem.as_ref(), letters, mask) {
                Some(cost) => {
                    sum.slips += cost.slips;
                    sum.partial += cost.partial;
                    has_name |= cost <= NAME;
                }
                None => missing += 1,
            }
        }
        // A word that is nowhere near says less beside a whole name.
        sum.slips += missing * if has_name { 2 } else { 3 };
        let is_near = missing < self.query.words.len();
        let whole = self.query.whole.as_ref();
        let whole = whole.and_then(|whole| self.slip(whole, letters, mask));
        let whole = whole.filter(|slip| letters.mark(slip.at + slip.length).ends_word());
        let costs = is_near.then_some(sum).into_iter();
        costs.chain(whole.map(|slip| slip.cost)).min()
    }

    fn word_cost(
        &self,
        word: &Word,
        stem: Option<&Word>,
        letters: Letters<'_>,
        mask: u64,
    ) -> Option<Cost> {
        let fit = |word: &Word| {
            let may_be_there = word.mask & !mask == 0;
            may_be_there.then(|| fit::best(word, letters)).flatten()
        };
        let versioned = || {
            let stem = stem?;
            let least = if stem.length() > 3 {
                Fit::WordStart
            } else {
                Fit::Prefix
            };
            fit(stem).filter(|best| best.fit >= least)
        };
        let exact = fit(word).or_else(versioned).map(|best| Cost {
            slips: 0,
            partial: Fit::Exact as usize - best.fit as usize,
        });
        exact.or_else(|| self.slip(word, letters, mask).map(|slip| slip.cost))
    }

    fn slip(&self, word: &Word, letters: Letters<'_>, mask: u64) -> Option<Slip> {
        let most = allowed(word.length()).min(self.most);
        let may_be_near = lacks(word, mask) <= most;
        may_be_near
            .then(|| slip_in(word, letters, self.is_in, most))
            .flatten()
    }
}

/// How many letters of a word are not among others: so many slips it is away at least.
fn lacks(word: &Word, mask: u64) -> usize {
    (word.mask & !mask).count_ones() as usize
}

fn slip_in(
    word: &Word,
    letters: Letters<'_>,
    is_in: fn(Kind) -> bool,
    most: usize,
) -> Option<Slip> {
    let words = letters.words().take_while(|(_, kind)| is_in(*kind));
    let slips = words.filter_map(|(at, kind)| slip_at(word, letters, at, kind, most));
    slips.min()
}

fn slip_at(word: &Word, letters: Letters<'_>, at: usize, kind: Kind, most: usize) -> Option<Slip> {
    let (text, name) = (word.text.as_bytes(), letters.from(at));
    if most == 0 || !may_begin(text, name, 1) {
        return None;
    }
    let longest = name.len().min(text.len() + most);
    let shortest = text.len() - most;
    if lacks(word, mask(name.get(..longest)?)) > most {
        return longer(text, letters, at, kind).filter(|_| most > 1);
    }
    let mut best: Option<Slip> = None;
    let mut most = most;
    for length in nearest_first(text.len(), shortest..longest + 1) {
        if length.abs_diff(text.len()) > most {
            break;
        }
        let Some(partial) = partial(text.len(), letters, at..at + length, kind) else {
            continue;
        };
        let beginning = name.get(..length)?;
        if text.len() < 4 && mask(beginning) != word.mask {
            continue;
        }
        let slips = osa_distance(&word.text, std::str::from_utf8(beginning).ok()?);
        let slip = Slip {
            cost: Cost { slips, partial },
            at,
            length,
        };
        if slips <= most && may_begin(text, name, slips) && best.is_none_or(|best| slip < best) {
            most = slips;
            best = Some(slip);
        }
    }
    best.or_else(|| longer(text, letters, at, kind).filter(|_| most > 1))
}

/// The numbers of a range, those first that are nearest to one.
fn nearest_first(number: usize, range: Range<usize>) -> impl Iterator<Item = usize> {
    let steps = (0..range.len()).flat_map(move |step| {
        [
            number.checked_sub(step),
            number.checked_add(step).filter(|_| step > 0),
        ]
    });
    steps.flatten().filter(move |number| range.contains(number))
}

/// A name with more behind it in one word, such as `renovatebot`.
fn longer(text: &[u8], letters: Letters<'_>, at: usize, kind: Kind) -> Option<Slip> {
    let name = letters.from(at);
    let is_name = letters.mark(at).begins_text() && kind.is_name();
    let is_it = is_name && name.len() > 2 && text.starts_with(name);
    let (cost, length) = (
        Cost {
            slips: 2,
            partial: 1,
        },
        name.len(),
    );
    is_it.then_some(Slip { cost, at, length })
}

/// Whether so many slips explain how a word begins: people slip there least of all.
fn may_begin(word: &[u8], name: &[u8], slips: usize) -> bool {
    let ([a, b, ..], [c, d, ..]) = (word, name) else {
        return false;
    };
    a == c || slips < 2 && (a == d || b == c || b == d)
}

/// How little of a name some letters are; `None` where that is too little for so few typed.
fn partial(typed: usize, letters: Letters<'_>, range: Range<usize>, kind: Kind) -> Option<usize> {
    let (start, end) = (letters.mark(range.start), letters.mark(range.end));
    let is_text = start.begins_text() && end.ends_text();
    let is_inner = usize::from(!start.begins_text());
    if !end.ends_word() && typed < 5 {
        return None;
    }
    match kind {
        Kind::Initials => None,
        Kind::Tag | Kind::Category if !end.ends_word() => None,
        Kind::Title | Kind::Id | Kind::Alias | Kind::Slang if is_text => Some(0),
        Kind::Title | Kind::Id | Kind::Alias if end.ends_word() => Some(1 + is_inner),
        Kind::Title | Kind::Id | Kind::Alias => Some(2 + is_inner),
        Kind::Slang => Some(2),
        _ if is_text => Some(4),
        _ => Some(5),
    }
}
