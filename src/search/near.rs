//! The products that are nearest to a query of which a word matches nothing.

mod slip;

use strsim::osa_distance;

pub use self::slip::slip;
use self::slip::{Cost, Reach, Slip, allowed, may_be_near};
use super::fit::{self, Fit};
use super::query::{Query, Word};
use crate::catalog::Catalog;
use crate::catalog::letters::{Kind, Letters};

/// Slips from one name to the other (a letter too many, too few, wrong, or two exchanged), capitals
/// aside.
#[must_use]
pub fn distance(one: &str, other: &str) -> usize {
    osa_distance(&one.to_lowercase(), &other.to_lowercase())
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

/// A search for what is near.
struct Search<'a> {
    query: &'a Query,
    /// The words without the version behind them: `rhel` of `rhel8`.
    stems: Vec<Option<Word>>,
    reach: Reach,
}

impl<'a> Search<'a> {
    fn new(query: &'a Query, is_in: fn(Kind) -> bool) -> Self {
        let stem = |word: &Word| {
            let stem = word.text.trim_end_matches(|c: char| c.is_ascii_digit());
            let is_stem = stem.len() > 1 && stem.len() < word.length();
            is_stem.then(|| Word::new(stem.to_owned()))
        };
        let most = usize::MAX;
        Self {
            query,
            stems: query.words.iter().map(stem).collect(),
            reach: Reach { is_in, most },
        }
    }

    fn nearest(mut self, catalog: &Catalog) -> Nearest {
        let about = catalog.masks().iter().zip(catalog.prominence());
        let mut near = Vec::new();
        for (index, ((mask, prominence), place)) in about.zip(catalog.places()).enumerate() {
            let letters = catalog.letters(index);
            if let Some(cost) = self.cost(letters, *mask) {
                // What is further away than the nearest is not worth looking for.
                self.reach.most = self.reach.most.min(cost.slips + 1);
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
                Some(Cost { slips, partial }) => {
                    sum.slips += slips;
                    sum.partial += partial;
                    has_name |= slips == 0 && partial < 2;
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
            may_be_there.then(|| fit::best(word, letters))?
        };
        let versioned = |stem: &Word| {
            let is_short = stem.length() < 4;
            let least = if is_short {
                Fit::Prefix
            } else {
                Fit::WordStart
            };
            fit(stem).filter(|best| best.fit >= least)
        };
        let best = fit(word).or_else(|| stem.and_then(versioned));
        let best = best.map(|best| Cost {
            slips: 0,
            partial: Fit::Exact as usize - best.fit as usize,
        });
        best.or_else(|| self.slip(word, letters, mask).map(|slip| slip.cost))
    }

    fn slip(&self, word: &Word, letters: Letters<'_>, mask: u64) -> Option<Slip> {
        let most = allowed(word.length()).min(self.reach.most);
        let reach = Reach { most, ..self.reach };
        may_be_near(word, mask, most).then(|| slip::nearest(word, letters, reach))?
    }
}
