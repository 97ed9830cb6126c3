//! The products nearest to a query with a word that matches nothing.

mod distance;
mod slip;

use std::ops::Range;
use std::sync::atomic::{AtomicUsize, Ordering};

pub use self::slip::slip;
use self::slip::{Beginnings, Cost, Slip, Start, allowed, may_be_near, missing};
use super::fit::{self, Fit};
use super::query::{Query, Word};
use crate::facts::catalog::Catalog;
use crate::facts::catalog::letters::{Kind, Letters};
use crate::text::threads;

/// The nearest products.
#[derive(Debug, Default)]
pub struct Nearest {
    /// The indices of the cards, the nearest first.
    pub indices: Vec<usize>,
    /// How many typos away the first is; other losses are converted to typos.
    pub slips: usize,
    /// How many are as near as the first.
    pub equal: usize,
}

/// The largest number of guesses.
const MOST: usize = 12;

/// The weights of an unmatched letter and of a typo.
const LETTER: usize = 2;
const SLIP: usize = 5;

/// A typo in a word that is not longer makes another word too easily.
const SHORT: usize = 5;

/// The largest weight of an unmatched word beside one that is a whole name.
const BESIDE: usize = 6;

/// Words that people add to a name. They count a quarter if a product does not have them.
const ASIDE: &str = "agent api app client cloud cluster community cpu dashboard database datacenter date \
    desktop download edition end enterprise eol esr extended firmware framework image language latest \
    license life lifecycle lts ltsc ltsr max mini mobile on phone plugin plus prem pro processor release \
    runtime server service software stable standard support tool version";

/// The cards nearest to a query by their names, otherwise by all their texts.
pub fn nearest(catalog: &Catalog, query: &Query) -> Nearest {
    // Names that are farther away are not asked for.
    let by_name = Search::new(query, Kind::is_name, 2 * SLIP).nearest(catalog);
    if by_name.equal > 0 && by_name.slips < 2 {
        return by_name;
    }
    Search::new(query, |_| true, usize::MAX).nearest(catalog)
}

/// How much of a query a product does not match; less is nearer.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Lack {
    /// The weight of unmatched letters and of typos.
    lost: usize,
    /// How incomplete the matched names are.
    partial: usize,
}

impl Lack {
    fn slip(Cost { slips, partial }: Cost) -> Self {
        let lost = slips * SLIP;
        Self { lost, partial }
    }

    fn plus(self, other: Self) -> Self {
        Self {
            lost: self.lost + other.lost,
            partial: self.partial + other.partial,
        }
    }

    /// A partial or mistyped match outside of names counts only half.
    fn weakened(self, is_weak: bool, word: &Word) -> Self {
        let half = word.length() * LETTER / 2;
        Self {
            lost: self.lost + if is_weak { half } else { 0 },
            ..self
        }
    }

    /// Whether the word is a whole name.
    fn is_name(&self) -> bool {
        self.lost == 0 && self.partial < 2
    }
}

/// What a product lacks of a word alone, and of the word joined to the previous one; `None` if it does not
/// match at all.
type Lacks = (Option<Lack>, Option<Lack>);

/// A search for near products.
struct Search<'a> {
    query: &'a Query,
    asked: Vec<Asked<'a>>,
    /// A product that lacks more is near only if it is sure, see [`Self::is_sure`].
    unsure: usize,
    /// Whether a word is long enough for a product to be sure by it in spite of a typo.
    has_long: bool,
    /// A product that lacks more is too far away. All parts of a search bring it nearer.
    farthest: AtomicUsize,
    /// Which kinds of texts are searched for typos.
    is_in: fn(Kind) -> bool,
    beginnings: Beginnings,
}

/// The texts of the product that is looked at; all use the same memory one after the other.
#[derive(Default)]
struct Texts<'a> {
    letters: Letters<'a>,
    /// The letters that occur in them.
    mask: u64,
    /// Where their words begin, of the kinds that are searched for typos, once that was asked for.
    starts: Vec<Start>,
    has_starts: bool,
}

/// What a product lacks, then how long and how high up its title is, and its index.
type Near = (Lack, usize, u32, usize);

/// A word of a query.
struct Asked<'a> {
    word: &'a Word,
    /// The word without a common suffix: `rhel` for `rhel8`, `bun` for `bunjs`.
    stem: Option<Word>,
    /// The word joined to the previous one, if there is one: `netapp`.
    joined: Option<Word>,
    /// Whether it is a word that people add to a name.
    is_aside: bool,
}

impl<'a> Asked<'a> {
    fn new(word: &'a Word, before: Option<&Word>) -> Self {
        let name = word.text.trim_end_matches(|c: char| c.is_ascii_digit());
        let name = name.strip_suffix("js").unwrap_or(name);
        let is_stem = name.len() > 1 && name.len() < word.length();
        Self {
            word,
            stem: is_stem.then(|| Word::new(name.to_owned())),
            joined: before.map(|before| Word::new(before.text.clone() + &word.text)),
            is_aside: ASIDE.split(' ').any(|aside| aside == word.text),
        }
    }

    /// Its weight if it does not match at all.
    fn weight(&self) -> usize {
        self.word.length() * LETTER / if self.is_aside { 4 } else { 1 }
    }

    /// The least weight of a number of letters of the word that a product does not have: they are typos, or follow
    /// a common stem, or the word does not match at all.
    fn least(&self, missing: usize) -> usize {
        let letter = if self.stem.is_some() { 1 } else { SLIP };
        (missing * letter).min(self.weight()).min(BESIDE)
    }
}

impl<'a> Search<'a> {
    fn new(query: &'a Query, is_in: fn(Kind) -> bool, farthest: usize) -> Self {
        let words = query.words.iter();
        let before = std::iter::once(None).chain(words.clone().map(Some));
        let asked = words.clone().zip(before);
        let weight: usize = words.clone().map(|word| word.length() * LETTER).sum();
        let unsure = match query.words.as_slice() {
            [_] => weight,
            _ => (weight * 3).div_ceil(5),
        };
        Self {
            query,
            asked: asked
                .map(|(word, before)| Asked::new(word, before))
                .collect(),
            unsure: unsure.saturating_sub(1),
            has_long: words.clone().any(|word| word.length() > SHORT),
            farthest: farthest.into(),
            is_in,
            beginnings: Beginnings::of(words.chain(&query.whole)),
        }
    }

    fn nearest(&self, catalog: &Catalog) -> Nearest {
        let parts = threads::in_parts(catalog.cards().len(), |part| self.near(catalog, part));
        let mut near = parts.concat();
        near.sort_unstable();
        near.truncate(MOST);
        let first = near.first().map(|(lack, ..)| *lack).unwrap_or_default();
        near.retain(|(lack, ..)| lack.lost <= first.lost + SLIP);
        Nearest {
            slips: first.lost.div_ceil(SLIP),
            equal: near.iter().take_while(|(lack, ..)| *lack == first).count(),
            indices: near.into_iter().map(|(.., index)| index).collect(),
        }
    }

    /// The nearest of some cards, the nearest first.
    fn near(&self, catalog: &Catalog, cards: Range<usize>) -> Vec<Near> {
        let (masks, prominence) = (catalog.masks(), catalog.prominence());
        let places = catalog.places();
        let mut near: Vec<Near> = Vec::new();
        let (mut texts, mut lacks) = (Texts::default(), Vec::new());
        for index in cards {
            let about = (masks.get(index), prominence.get(index), places.get(index));
            let (Some(mask), Some(prominence), Some(place)) = about else {
                break;
            };
            if self.least(*mask) > self.farthest() {
                continue;
            }
            texts.letters = catalog.letters(index);
            texts.mask = *mask;
            texts.has_starts = false;
            let lack = self.lack(&mut texts, &mut lacks);
            let Some(lack) = lack else {
                continue;
            };
            let length = (texts.letters.from(0).len() + 8).saturating_sub(usize::from(*prominence));
            let own = (lack, length, *place, index);
            let rank = near.partition_point(|other| *other < own);
            near.insert(rank, own);
            near.truncate(MOST);
            self.approach(&near);
        }
        near
    }

    /// Anything that comes after the nearest so far, or is a typo farther away than the first, need not be searched
    /// for.
    fn approach(&self, near: &[Near]) {
        let last = near.get(MOST - 1).map(|(lack, ..)| lack.lost);
        let beyond = near.first().map(|(lack, ..)| lack.lost + SLIP);
        if let Some(farthest) = last.into_iter().chain(beyond).min() {
            self.farthest.fetch_min(farthest, Ordering::Relaxed);
        }
    }

    fn farthest(&self) -> usize {
        self.farthest.load(Ordering::Relaxed)
    }

    /// The least that a product with these letters lacks of the query.
    fn least(&self, mask: u64) -> usize {
        let missing = |of: u64| missing(of, mask);
        let each = self.asked.iter();
        let each: usize = each
            .map(|asked| asked.least(missing(asked.word.mask)))
            .sum();
        match self.asked.as_slice() {
            [_] => each,
            _ => each.min(missing(self.query.mask) * SLIP),
        }
    }

    /// What a card lacks of the query; `None` if it matches too little.
    fn lack(&self, texts: &mut Texts<'_>, lacks: &mut Vec<Lacks>) -> Option<Lack> {
        let fits = |asked: &Asked<'_>| {
            let joined = asked.joined.as_ref();
            let fit = |word| Self::fit(word, Fit::WordStart, texts);
            (Self::without_slip(asked, texts), joined.and_then(fit))
        };
        lacks.clear();
        lacks.extend(self.asked.iter().map(fits));
        let whole = self.query.whole.as_ref().and_then(|whole| {
            let slip = self.slip(whole, texts)?;
            let is_word = texts.letters.mark(slip.at + slip.length).ends_word();
            let is_whole = slip.length + slip.cost.slips >= whole.length();
            (is_word && is_whole).then(|| Lack::slip(slip.cost))
        });
        let may_be_sure = self.has_long || self.any(lacks, |_, lack| lack.is_name());
        let near = if may_be_sure { usize::MAX } else { self.unsure };
        // Typos in each word are searched for last, because that takes longest.
        if whole.is_none() && self.at_least(lacks) > near.min(self.farthest()) {
            return None;
        }
        for (asked, (alone, _)) in self.asked.iter().zip(&mut *lacks) {
            *alone = alone.or_else(|| self.with_slip(asked, texts));
        }
        let least = whole.into_iter().chain([self.sum(lacks)]).min()?;
        (least.lost <= self.unsure || self.is_sure(lacks)).then_some(least)
    }

    /// The least total, whatever typos there are in words that do not match.
    fn at_least(&self, lacks: &[Lacks]) -> usize {
        if lacks.iter().any(|(_, joined)| joined.is_some()) {
            return 0;
        }
        let each = self.asked.iter().zip(lacks);
        let each = each.map(|(asked, (alone, _))| {
            let typo = asked.weight().min(SLIP);
            alone.map_or(typo, |lack| lack.lost.min(typo))
        });
        each.sum()
    }

    /// The least total over all words, each taken alone or joined to the previous one.
    fn sum(&self, lacks: &[Lacks]) -> Lack {
        let is_named = self.any(lacks, |_, lack| lack.is_name());
        let most = if is_named { BESIDE } else { usize::MAX };
        let (mut before, mut sum) = (Lack::default(), Lack::default());
        for (asked, (alone, joined)) in self.asked.iter().zip(lacks) {
            let nowhere = Lack {
                lost: asked.weight().min(most),
                partial: 0,
            };
            let alone = sum.plus(alone.map_or(nowhere, |lack| lack.min(nowhere)));
            let joined = joined.map_or(alone, |joined| before.plus(joined));
            before = sum;
            sum = alone.min(joined);
        }
        sum
    }

    /// Whether a word is a whole name, or a long word one typo away from one.
    fn is_sure(&self, lacks: &[Lacks]) -> bool {
        self.any(lacks, |word, lack| {
            let is_slip = lack.lost == SLIP && lack.partial < 2;
            lack.is_name() || is_slip && word.length() > SHORT
        })
    }

    /// Whether a condition is true of a word that may be a name.
    fn any(&self, lacks: &[Lacks], is_it: impl Fn(&Word, &Lack) -> bool) -> bool {
        let mut each = self.asked.iter().zip(lacks);
        each.any(|(asked, (alone, joined))| {
            let alone = alone.as_ref().filter(|_| !asked.is_aside);
            let mut lacks = alone.into_iter().chain(joined);
            lacks.any(|lack| is_it(asked.word, lack))
        })
    }

    /// What a product lacks of a word that has no typo.
    fn without_slip(asked: &Asked<'_>, texts: &Texts<'_>) -> Option<Lack> {
        let versioned = |stem: &Word| {
            let is_short = stem.length() < 4;
            let least = if is_short {
                Fit::Prefix
            } else {
                Fit::WordStart
            };
            let lack = Self::fit(stem, least, texts)?;
            let lost = asked.word.length() - stem.length();
            Some(Lack { lost, ..lack })
        };
        Self::fit(asked.word, Fit::Inside, texts)
            .or_else(|| asked.stem.as_ref().and_then(versioned))
    }

    /// What a product lacks of a mistyped word.
    fn with_slip(&self, asked: &Asked<'_>, texts: &mut Texts<'_>) -> Option<Lack> {
        let slip = self.slip(asked.word, texts)?;
        let is_weak = slip.cost.partial >= slip::ELSEWHERE && self.asked.len() > 1;
        Some(Lack::slip(slip.cost).weakened(is_weak, asked.word))
    }

    /// What a product lacks of a word that must match at least this well.
    fn fit(word: &Word, least: Fit, texts: &Texts<'_>) -> Option<Lack> {
        let may_be_there = word.mask & !texts.mask == 0;
        let best = may_be_there.then(|| fit::best(word, texts.letters))??;
        let is_weak = matches!(best.fit, Fit::Inside | Fit::OtherStart | Fit::CodenameStart);
        let lack = Lack {
            lost: 0,
            partial: Fit::Exact as usize - best.fit as usize,
        };
        (best.fit >= least).then(|| lack.weakened(is_weak, word))
    }

    /// The nearest word, mistyped; a name that is more typos away than any near product is too far away.
    fn slip(&self, word: &Word, texts: &mut Texts<'_>) -> Option<Slip> {
        let most = allowed(word.length()).min((self.farthest() / SLIP).max(1));
        if !may_be_near(word, texts.mask, most) {
            return None;
        }
        if !texts.has_starts {
            let starts = slip::starts(texts.letters, self.is_in, &self.beginnings);
            texts.starts.clear();
            texts.starts.extend(starts);
            texts.has_starts = true;
        }
        slip::nearest(word, texts.letters, &texts.starts, most)
    }
}
