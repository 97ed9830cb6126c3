//! The packed form, read: a blob starts with an index of cards and spans, followed by the products; products
//! that have just been parsed are kept as separate byte strings.

use std::borrow::Cow;
use std::fmt;
use std::ops::Range;
use std::sync::OnceLock;

use chrono::NaiveDate;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::letters::{Letters, Writer};
use super::names::{Names, Tables};
use super::sorted::Sorted;
use super::{Card, fixed};

/// The beginning of a blob.
#[derive(Serialize, Deserialize)]
pub struct Index {
    /// A card for each product, in the order of their ids.
    pub cards: Vec<Card>,
    /// Where the parts after the index are.
    pub spans: Spans,
    /// The letters in the texts of every card, see [`super::letters::mask`].
    #[serde(with = "fixed")]
    pub masks: Vec<u64>,
    /// How prominent every card is, see [`super::Catalog::prominence`].
    #[serde(with = "fixed")]
    pub prominence: Vec<u8>,
    /// The day of the data; `None` where no file says one.
    #[serde(with = "crate::text::dates::option")]
    pub day: Option<NaiveDate>,
    /// Numbers of the cards in the order of their titles, ignoring case.
    #[serde(with = "fixed")]
    pub by_title: Vec<u32>,
}

/// Start and length of a part.
pub(super) type Span = (u32, u32);

/// Where the parts of a blob are. Dates and moves come first, and with the index are all that is read at the start;
/// what a search goes through follows, and then the products.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Spans {
    /// Each product.
    #[serde(with = "fixed")]
    pub(super) products: Vec<Span>,
    /// The dates of each product's releases.
    #[serde(with = "fixed")]
    pub(super) dates: Vec<Span>,
    /// How the ends of each product's releases have moved.
    #[serde(with = "fixed")]
    pub(super) moves: Vec<Span>,
    /// The other parts, each a list over all products, in the order of [`Part`].
    pub(super) lists: [Span; LISTS],
    /// The searchable texts of all cards.
    pub(super) letters: Span,
    /// Their marks.
    pub(super) marks: Span,
    /// The texts and rows of the names, and those of their words; see [`Tables`].
    pub(super) names: [Span; 4],
    /// Where the texts of each card end.
    #[serde(with = "fixed")]
    pub(super) ends: Vec<u32>,
}

/// The parts that are decoded for all products at once, for questions about all of them.
#[derive(Debug, Clone, Copy)]
pub enum Part {
    /// Its names in other systems.
    Identifiers,
    /// What it has.
    Traits,
    /// What its releases are called in words.
    Called,
    /// Its other names and its tags.
    Keywords,
}

pub(super) const LISTS: usize = 4;

/// The parts of a product that are decoded for it alone: the product, the dates of its releases, and how their
/// ends have moved.
pub(super) const OWN: usize = 3;

/// The packed products of a catalog.
#[derive(Debug)]
pub enum Store {
    /// All in one blob.
    Blob(Blob),
    /// One byte string per product, and the searchable texts of all.
    Each(Vec<Bytes>, Texts),
}

/// The bytes of a blob, or of its head, with the index already decoded.
#[derive(Debug)]
pub struct Blob {
    bytes: Cow<'static, [u8]>,
    /// The length of the index, in bytes; what `spans` says counts from there.
    index: usize,
    spans: Spans,
    /// What follows the head; `None` if `bytes` are the whole blob.
    rest: Option<Elsewhere>,
}

impl Blob {
    /// A part other than a product.
    fn get(&self, (start, length): Span) -> Option<&[u8]> {
        let (start, length) = (self.index + start as usize, length as usize);
        let (bytes, start) = match (&self.rest, start.checked_sub(self.bytes.len())) {
            (Some(rest), Some(behind)) => (self.searched(rest), behind),
            _ => (&self.bytes[..], start),
        };
        bytes.get(start..)?.get(..length)
    }

    /// What a search goes through, read when it is first asked for; empty if it is not there.
    fn searched<'a>(&self, rest: &'a Elsewhere) -> &'a [u8] {
        let read = || {
            let start = self.bytes.len();
            let end = self.index + self.spans.products.first()?.0 as usize;
            (rest.read)(start, end.checked_sub(start)?)
        };
        rest.searched.get_or_init(|| read().unwrap_or_default())
    }

    fn product(&self, index: usize) -> Option<Cow<'_, [u8]>> {
        let (start, length) = *self.spans.products.get(index)?;
        match &self.rest {
            None => self.get((start, length)).map(Cow::Borrowed),
            Some(rest) => (rest.read)(self.index + start as usize, length as usize).map(Cow::Owned),
        }
    }
}

/// Reads bytes of a blob: offset, then length; `None` if they are not there.
pub type Read = Box<dyn Fn(usize, usize) -> Option<Vec<u8>> + Send + Sync>;

/// The rest of a blob whose head is in memory.
struct Elsewhere {
    read: Read,
    searched: OnceLock<Vec<u8>>,
}

impl fmt::Debug for Elsewhere {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Elsewhere")
    }
}

/// The bytes of one product.
#[derive(Debug)]
pub struct Bytes {
    /// Those of [`OWN`], then each [`Part`].
    pub(super) parts: Box<[u8]>,
    /// Where each of these ends.
    pub(super) ends: [u32; OWN + LISTS],
}

/// The searchable texts of all products in one piece, because a search goes through all of them, and their
/// names.
#[derive(Debug, Default)]
pub struct Texts {
    pub(super) letters: Writer,
    /// Where the texts of each product end.
    pub(super) ends: Vec<usize>,
    pub(super) names: Tables,
}

impl Texts {
    pub(super) fn add(&mut self, own: &Writer) {
        self.letters.bytes.extend(&own.bytes);
        self.letters.marks.extend(&own.marks);
        self.ends.push(self.letters.bytes.len());
    }
}

impl Bytes {
    pub(super) fn part(&self, number: usize) -> Option<&[u8]> {
        let before = number.checked_sub(1).map(|before| self.ends.get(before));
        let start = before.unwrap_or(Some(&0))?;
        self.parts.get(range(*start, *self.ends.get(number)?))
    }
}

fn range(start: u32, end: u32) -> Range<usize> {
    start as usize..end as usize
}

impl Store {
    /// The product of that number, packed.
    pub fn product(&self, index: usize) -> Option<Cow<'_, [u8]>> {
        match self {
            Self::Blob(blob) => blob.product(index),
            Self::Each(products, _) => Some(products.get(index)?.part(0)?.into()),
        }
    }

    /// The dates of its releases, packed.
    pub fn dates(&self, index: usize) -> Option<&[u8]> {
        match self {
            Self::Blob(blob) => blob.get(*blob.spans.dates.get(index)?),
            Self::Each(products, _) => products.get(index)?.part(1),
        }
    }

    /// How the ends of its releases have moved, packed.
    pub fn moves(&self, index: usize) -> Option<&[u8]> {
        match self {
            Self::Blob(blob) => blob.get(*blob.spans.moves.get(index)?),
            Self::Each(products, _) => products.get(index)?.part(2),
        }
    }

    /// A part of all products, decoded; `None` if the bytes are malformed.
    pub fn list<T: DeserializeOwned>(&self, part: Part) -> Option<Vec<T>> {
        match self {
            Self::Blob(blob) => {
                let list = blob.get(*blob.spans.lists.get(part as usize)?)?;
                postcard::from_bytes(list).ok()
            }
            Self::Each(products, _) => {
                let parts = products
                    .iter()
                    .map(|product| product.part(OWN + part as usize));
                let parts = parts.map(|bytes| postcard::from_bytes(bytes?).ok());
                parts.collect()
            }
        }
    }

    /// The texts by which the products of these numbers are found, one product after the other.
    pub fn letters(&self, products: Range<usize>) -> Option<Letters<'_>> {
        let own = self.letters_before(products.start)?..self.letters_before(products.end)?;
        let (letters, marks) = match self {
            Self::Blob(blob) => (blob.get(blob.spans.letters)?, blob.get(blob.spans.marks)?),
            Self::Each(_, texts) => (&texts.letters.bytes[..], &texts.letters.marks[..]),
        };
        Some(Letters::new(letters.get(own.clone())?, marks.get(own)?))
    }

    /// How many bytes the texts of the products before this number have; `None` if there are not that many products.
    pub fn letters_before(&self, number: usize) -> Option<usize> {
        let Some(last) = number.checked_sub(1) else {
            return Some(0);
        };
        match self {
            Self::Blob(blob) => blob.spans.ends.get(last).map(|end| *end as usize),
            Self::Each(_, texts) => texts.ends.get(last).copied(),
        }
    }

    /// The names of all products.
    pub fn names(&self) -> Names<'_> {
        let blob = match self {
            Self::Blob(blob) => blob,
            Self::Each(_, texts) => return texts.names.names(),
        };
        let parts = blob.spans.names.map(|span| blob.get(span));
        let [bearers, bearer_rows, words, word_rows] = parts.map(Option::unwrap_or_default);
        Names {
            bearers: Sorted::new(bearers, bearer_rows),
            words: Sorted::new(words, word_rows),
        }
    }

    /// Whether the bytes come from outside the program and may be damaged.
    pub fn may_be_damaged(&self) -> bool {
        let Self::Blob(blob) = self else {
            return false;
        };
        matches!(blob.bytes, Cow::Owned(_))
    }
}

/// Opens a blob.
///
/// # Errors
///
/// Fails if it does not begin with an index.
pub fn open(blob: Cow<'static, [u8]>) -> Result<(Index, Store), postcard::Error> {
    let (index, blob) = decode(blob, None)?;
    Ok((index, Store::Blob(blob)))
}

/// Opens the head of a blob; the rest is read when it is looked at.
///
/// # Errors
///
/// Fails if it does not begin with an index.
pub fn open_head(head: Vec<u8>, read: Read) -> Result<(Index, Store), postcard::Error> {
    let rest = Elsewhere {
        read,
        searched: OnceLock::new(),
    };
    let (index, head) = decode(head.into(), Some(rest))?;
    Ok((index, Store::Blob(head)))
}

fn decode(
    bytes: Cow<'static, [u8]>,
    rest: Option<Elsewhere>,
) -> Result<(Index, Blob), postcard::Error> {
    let (mut index, behind): (Index, _) = postcard::take_from_bytes(&bytes)?;
    let blob = Blob {
        index: bytes.len() - behind.len(),
        spans: std::mem::take(&mut index.spans),
        bytes,
        rest,
    };
    Ok((index, blob))
}

/// The length of a blob's head: the bytes before what a search goes through.
///
/// # Errors
///
/// Fails if it does not begin with an index.
pub fn head(blob: &[u8]) -> Result<usize, postcard::Error> {
    let (index, behind): (Index, _) = postcard::take_from_bytes(blob)?;
    let (searched, _) = index.spans.letters;
    Ok(blob.len() - behind.len() + searched as usize)
}
