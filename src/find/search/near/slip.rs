//! Finds names a few typos away from a word: letters added, missing, wrong, or swapped.

use std::ops::Range;

use super::distance;
use crate::facts::catalog::letters::{ASCII, Kind, Letters, mask};
use crate::find::search::query::Word;

/// How incomplete a text counts that is not a name.
pub const ELSEWHERE: usize = 4;

/// The distance of a name from a word, or of a card from a query; less is nearer.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cost {
    /// Letters wrong, missing, added or swapped.
    pub slips: usize,
    /// How incomplete the matched name is.
    pub partial: usize,
}

/// A name, or the start of one, that is a few typos away from a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Slip {
    /// The distance.
    pub cost: Cost,
    /// Its offset.
    pub at: usize,
    /// Its length in bytes.
    pub length: usize,
}

/// Where a word of a text begins.
#[derive(Debug, Clone, Copy)]
pub struct Start {
    /// Its offset.
    at: usize,
    /// What the text is.
    kind: Kind,
    /// Its first two bytes, by which most words are told apart.
    begins: [u8; 2],
}

/// The first two bytes of words, of which a mistyped word has one among its own first two.
pub struct Beginnings([bool; 256]);

impl Beginnings {
    /// Those of some words.
    pub fn of<'a>(words: impl Iterator<Item = &'a Word>) -> Self {
        let mut set = [false; 256];
        for byte in words.flat_map(|word| word.text.bytes().take(2)) {
            if let Some(slot) = set.get_mut(usize::from(byte)) {
                *slot = true;
            }
        }
        Self(set)
    }

    fn have(&self, byte: u8) -> bool {
        self.0.get(usize::from(byte)).is_some_and(|is_in| *is_in)
    }
}

/// Where the words of the texts of certain kinds begin that may be mistyped ones; these kinds must come first.
pub fn starts(
    letters: Letters<'_>,
    is_in: fn(Kind) -> bool,
    of: &Beginnings,
) -> impl Iterator<Item = Start> {
    let words = letters.words().take_while(move |(_, kind)| is_in(*kind));
    words.filter_map(move |(at, kind)| {
        let begins: [u8; 2] = letters.bytes().get(at..at + 2)?.try_into().ok()?;
        let may_be_one = begins.iter().any(|byte| of.have(*byte));
        may_be_one.then_some(Start { at, kind, begins })
    })
}

/// How many typos are allowed in a word of a given length.
pub fn allowed(length: usize) -> usize {
    match length {
        0..=2 => 0,
        3..=5 => 1,
        6..=11 => 2,
        _ => distance::MOST,
    }
}

/// The nearest name, word of a name or start of either; otherwise the nearest among all texts.
pub fn slip(word: &Word, letters: Letters<'_>) -> Option<Slip> {
    let most = allowed(word.length());
    let beginnings = Beginnings::of(std::iter::once(word));
    let within = |is_in| {
        let starts: Vec<Start> = starts(letters, is_in, &beginnings).collect();
        nearest(word, letters, &starts, most)
    };
    within(Kind::is_name).or_else(|| within(|_| true))
}

/// The nearest of some words of texts, or start of either, at most so many typos away.
pub fn nearest(word: &Word, letters: Letters<'_>, starts: &[Start], most: usize) -> Option<Slip> {
    let typed = word.text.as_bytes();
    let begun = starts
        .iter()
        .filter(|start| most > 0 && may_begin(typed, &start.begins, 1));
    let slips = begun.filter_map(|start| from(word, letters, start.at, start.kind, most));
    slips.min()
}

/// Whether texts with these letters can be near enough: each missing letter is a typo.
pub fn may_be_near(word: &Word, mask: u64, most: usize) -> bool {
    let lacking = missing(word.mask, mask);
    lacking == 0 || lacking <= most && !is_short(word) && word.mask & mask != 0
}

/// How many letters of one mask another does not have. Those of several bytes, each of which has a bit, do not count.
pub fn missing(of: u64, mask: u64) -> usize {
    (of & ASCII & !mask).count_ones() as usize
}

/// In short words, anything but a swap makes another word.
fn is_short(word: &Word) -> bool {
    word.length() < 4
}

/// The nearest start of a text, from one of its words on.
fn from(word: &Word, letters: Letters<'_>, at: usize, kind: Kind, most: usize) -> Option<Slip> {
    let name = letters.from(at);
    let longer = longer(word, letters, at, kind).filter(|slip| slip.cost.slips <= most);
    let reach = |bytes: usize| name.get(..name.len().min(word.length() + bytes));
    // A letter may have four bytes.
    let longest = reach(4 * most)?;
    let longest = if longest.is_ascii() {
        reach(most)?
    } else {
        longest
    };
    if !may_be_near(word, mask(longest), most) {
        return longer;
    }
    let beginnings = distance::beginnings(&word.characters, longest, most);
    let slips = beginnings.filter_map(|(length, slips)| {
        let name = longest.get(..length)?;
        let is_other = is_short(word) && mask(name) != word.mask;
        let is_it = !is_other && may_begin(word.text.as_bytes(), name, slips);
        let range = at..at + length;
        let partial = is_it.then(|| partial(word.length(), letters, range, kind))??;
        let cost = Cost { slips, partial };
        Some(Slip { cost, at, length })
    });
    slips.chain(longer).min()
}

/// A name with a suffix in the same word, such as `renovatebot`; this counts as two typos.
fn longer(word: &Word, letters: Letters<'_>, at: usize, kind: Kind) -> Option<Slip> {
    let name = letters.from(at);
    let is_name = letters.mark(at).begins_text() && kind.is_name() && name.len() > 2;
    let (slips, partial) = (2, 1);
    (is_name && word.text.as_bytes().starts_with(name)).then_some(Slip {
        cost: Cost { slips, partial },
        at,
        length: name.len(),
    })
}

/// Whether the first letters allow so few typos: people mistype the start of a word least of all.
fn may_begin(word: &[u8], name: &[u8], slips: usize) -> bool {
    let ([a, b, ..], [c, d, ..]) = (word, name) else {
        return false;
    };
    a == c || slips < 2 && (a == d || b == c || b == d)
}

/// How incomplete a matched stretch is as a name; `None` if it is too little for so few letters typed.
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
        _ if is_text => Some(ELSEWHERE),
        _ => Some(ELSEWHERE + 1),
    }
}
