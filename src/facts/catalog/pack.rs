//! The packed form. A blob starts with an index of cards and spans, followed by the products; products that
//! have just been parsed are kept as separate byte strings.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fmt;
use std::ops::Range;

use chrono::NaiveDate;
use postcard::{to_allocvec, to_extend};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::letters::{self, Letters, Writer};
use super::names::{Names, Tables};
use super::sorted::Sorted;
use super::traits::Traits;
use super::{Card, Keywords, fixed, slang};
use crate::facts::moves::{self, Move, Row};
use crate::facts::product::{Dates, Product};

/// The beginning of a blob, the only part that is read at the start.
#[derive(Serialize, Deserialize)]
pub struct Index {
    /// A card for each product, in the order of their ids.
    pub cards: Vec<Card>,
    /// Where the parts after the index are.
    pub spans: Spans,
    /// [`letters::mask`] of every card.
    #[serde(with = "fixed")]
    pub masks: Vec<u64>,
    /// [`prominence`] of every card.
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
type Span = (u32, u32);

/// Where the parts of a blob are.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Spans {
    /// Each product.
    #[serde(with = "fixed")]
    products: Vec<Span>,
    /// The dates of each product's releases.
    #[serde(with = "fixed")]
    dates: Vec<Span>,
    /// How the ends of each product's releases have moved.
    #[serde(with = "fixed")]
    moves: Vec<Span>,
    /// The other parts, each a list over all products, in the order of [`Part`].
    lists: [Span; LISTS],
    /// The searchable texts of all cards.
    letters: Span,
    /// Their marks.
    marks: Span,
    /// The texts and rows of the names, and those of their words; see [`Tables`].
    names: [Span; 4],
    /// Where the texts of each card end.
    #[serde(with = "fixed")]
    ends: Vec<u32>,
}

/// The parts that are decoded for all products at once, for questions about all of them.
#[derive(Debug, Clone, Copy)]
pub enum Part {
    /// The columns of its table.
    Columns,
    /// Its names in other systems.
    Identifiers,
    /// What it has.
    Traits,
    /// What its releases are called in words.
    Called,
    /// Its other names and its tags.
    Keywords,
}

const LISTS: usize = 5;

/// The parts of a product that are decoded for it alone: the product, the dates of its releases, and how their
/// ends have moved.
const OWN: usize = 3;

/// The packed products of a catalog.
#[derive(Debug)]
pub enum Store {
    /// All in one blob, after its index.
    Blob(Cow<'static, [u8]>, Spans),
    /// The head of a blob whose products are elsewhere and read when they are looked at.
    Head(Vec<u8>, Spans, Elsewhere),
    /// One byte string per product, and the searchable texts of all.
    Each(Vec<Bytes>, Texts),
}

/// Reads bytes of a blob: offset, then length; `None` if they are not there.
pub type Read = Box<dyn Fn(usize, usize) -> Option<Vec<u8>> + Send>;

/// The rest of a blob whose head is in memory.
pub struct Elsewhere {
    /// The length of the index, in bytes.
    index: usize,
    read: Read,
}

impl fmt::Debug for Elsewhere {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Elsewhere").finish_non_exhaustive()
    }
}

/// The bytes of one product.
#[derive(Debug)]
pub struct Bytes {
    /// Those of [`OWN`], then each [`Part`].
    parts: Box<[u8]>,
    /// Where each of these ends.
    ends: [u32; OWN + LISTS],
}

/// The searchable texts of all products in one piece, because a search goes through all of them, and their
/// names.
#[derive(Debug, Default)]
pub struct Texts {
    letters: Writer,
    /// Where the texts of each product end.
    ends: Vec<usize>,
    names: Tables,
}

impl Texts {
    fn add(&mut self, own: &Writer) {
        self.letters.bytes.extend(&own.bytes);
        self.letters.marks.extend(&own.marks);
        self.ends.push(self.letters.bytes.len());
    }

    fn of(&self, index: usize) -> Option<Letters<'_>> {
        let before = index.checked_sub(1).map(|before| self.ends.get(before));
        let own = *before.unwrap_or(Some(&0))?..*self.ends.get(index)?;
        let Writer { bytes, marks } = &self.letters;
        Some(Letters::new(bytes.get(own.clone())?, marks.get(own)?))
    }
}

impl Bytes {
    fn part(&self, number: usize) -> Option<&[u8]> {
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
            Self::Blob(bytes, spans) => Some(slice(bytes, *spans.products.get(index)?)?.into()),
            Self::Head(_, spans, elsewhere) => {
                let (start, length) = *spans.products.get(index)?;
                let start = elsewhere.index + start as usize;
                (elsewhere.read)(start, length as usize).map(Cow::Owned)
            }
            Self::Each(products, _) => Some(products.get(index)?.part(0)?.into()),
        }
    }

    /// The bytes of a blob that are in memory, and where its parts are; else the separate products.
    fn at_hand(&self) -> Result<(&[u8], &Spans), &[Bytes]> {
        match self {
            Self::Blob(bytes, spans) => Ok((bytes, spans)),
            Self::Head(bytes, spans, _) => Ok((bytes, spans)),
            Self::Each(products, _) => Err(products),
        }
    }

    /// The dates of its releases, packed.
    pub fn dates(&self, index: usize) -> Option<&[u8]> {
        match self.at_hand() {
            Ok((bytes, spans)) => slice(bytes, *spans.dates.get(index)?),
            Err(products) => products.get(index)?.part(1),
        }
    }

    /// How the ends of its releases have moved, packed.
    pub fn moves(&self, index: usize) -> Option<&[u8]> {
        match self.at_hand() {
            Ok((bytes, spans)) => slice(bytes, *spans.moves.get(index)?),
            Err(products) => products.get(index)?.part(2),
        }
    }

    /// A part of all products, decoded; `None` if the bytes are malformed.
    pub fn list<T: DeserializeOwned>(&self, part: Part) -> Option<Vec<T>> {
        match self.at_hand() {
            Ok((bytes, spans)) => {
                let list = slice(bytes, *spans.lists.get(part as usize)?)?;
                postcard::from_bytes(list).ok()
            }
            Err(products) => {
                let parts = products
                    .iter()
                    .map(|product| product.part(OWN + part as usize));
                let parts = parts.map(|bytes| postcard::from_bytes(bytes?).ok());
                parts.collect()
            }
        }
    }

    /// The texts by which the product of that number is found.
    pub fn letters(&self, index: usize) -> Option<Letters<'_>> {
        let (bytes, spans) = match self {
            Self::Blob(bytes, spans) => (&**bytes, spans),
            Self::Head(bytes, spans, _) => (&**bytes, spans),
            Self::Each(_, texts) => return texts.of(index),
        };
        let before = index.checked_sub(1).map(|before| spans.ends.get(before));
        let start = before.unwrap_or(Some(&0))?;
        let own = range(*start, *spans.ends.get(index)?);
        let letters = slice(bytes, spans.letters)?.get(own.clone())?;
        let marks = slice(bytes, spans.marks)?.get(own)?;
        Some(Letters::new(letters, marks))
    }

    /// The names of all products.
    pub fn names(&self) -> Names<'_> {
        let (bytes, spans) = match self {
            Self::Each(_, texts) => return texts.names.names(),
            Self::Blob(bytes, spans) => (&bytes[..], spans),
            Self::Head(bytes, spans, _) => (&bytes[..], spans),
        };
        let [bearers, bearer_rows, words, word_rows] = spans
            .names
            .map(|span| slice(bytes, span).unwrap_or_default());
        Names {
            bearers: Sorted::new(bearers, bearer_rows),
            words: Sorted::new(words, word_rows),
        }
    }

    /// Whether the bytes come from outside the program and may be damaged.
    pub fn may_be_damaged(&self) -> bool {
        matches!(self, Self::Blob(Cow::Owned(_), _) | Self::Head(..))
    }
}

fn slice(bytes: &[u8], (start, length): Span) -> Option<&[u8]> {
    bytes.get(start as usize..)?.get(..length as usize)
}

/// A product, packed on its own.
#[derive(Debug)]
pub struct Packed {
    card: Card,
    keywords: Keywords,
    prominence: u8,
    newest: Option<NaiveDate>,
    /// The dates of its releases, for a catalog that is used as it is, without being packed into a blob.
    dates: Box<[Dates]>,
    letters: Writer,
    bytes: Bytes,
}

impl Packed {
    /// Packs a product.
    ///
    /// # Errors
    ///
    /// Fails if it cannot be encoded, which does not happen to one parsed from a file.
    pub fn new(product: &Product) -> Result<Self, postcard::Error> {
        Self::with(product, &[])
    }

    /// Packs a product together with its rows of a table of moves. Rows of other products and of unknown
    /// releases are ignored.
    ///
    /// # Errors
    ///
    /// Fails if it cannot be encoded, which does not happen to one parsed from a file.
    pub fn moved(product: &Product, rows: &[Row<'_>]) -> Result<Self, postcard::Error> {
        let own = rows.iter().filter(|row| row.product == product.id);
        let mut moves: Vec<Move> = own
            .filter_map(|row| {
                let mut releases = product.releases.iter();
                let number = releases.position(|release| release.name == row.release)?;
                Some(row.numbered(number))
            })
            .collect();
        moves.sort_by_key(|moved| (moved.release, moved.phase.key(), moved.changed));
        let dates: Vec<Dates> = product.dates().copied().collect();
        Self::with(product, &moves::pack(&moves, &dates))
    }

    fn with(product: &Product, moves: &[u32]) -> Result<Self, postcard::Error> {
        let (card, keywords) = (card(product), keywords(product));
        let mut letters = Writer::default();
        letters.add(&letters::texts(&card, &keywords, &product.identifiers));
        let mut ends = [0; OWN + LISTS];
        let mut parts = ends.iter_mut();
        let mut end = |bytes: &Vec<u8>| {
            if let Some(end) = parts.next() {
                *end = small(bytes.len())?;
            }
            Ok::<_, postcard::Error>(())
        };
        let mut bytes = to_extend(product, Vec::with_capacity(4096))?;
        end(&bytes)?;
        let dates: Box<[Dates]> = product.dates().copied().collect();
        bytes = to_extend(&dates, bytes)?;
        end(&bytes)?;
        bytes = to_extend(moves, bytes)?;
        end(&bytes)?;
        bytes = to_extend(&product.columns, bytes)?;
        end(&bytes)?;
        bytes = to_extend(&product.identifiers, bytes)?;
        end(&bytes)?;
        bytes = to_extend(&Traits::new(product), bytes)?;
        end(&bytes)?;
        bytes = to_extend(&called(product), bytes)?;
        end(&bytes)?;
        bytes = to_extend(&keywords, bytes)?;
        end(&bytes)?;
        Ok(Self {
            card,
            keywords,
            prominence: prominence(product),
            newest: newest(product),
            dates,
            letters,
            bytes: Bytes {
                parts: bytes.into_boxed_slice(),
                ends,
            },
        })
    }

    /// See [`Product::id`].
    pub fn id(&self) -> &str {
        &self.card.id
    }

    /// The dates of its releases, which it then no longer has.
    pub(super) fn take_dates(&mut self) -> Box<[Dates]> {
        std::mem::take(&mut self.dates)
    }
}

/// Turns packed products, in their order, into what a catalog opens. Of their bytes only the searchable texts are
/// copied.
pub fn gather(products: Vec<Packed>) -> (Index, Store) {
    let masks = products
        .iter()
        .map(|product| letters::mask(&product.letters.bytes));
    let masks = masks.collect();
    let prominence = products.iter().map(|product| product.prominence).collect();
    let day = products.iter().filter_map(|product| product.newest).max();
    let by_title = by_title(&products);
    let names = products
        .iter()
        .map(|product| (&product.card, &product.keywords));
    let mut texts = Texts {
        names: Tables::new(names),
        ..Texts::default()
    };
    let (cards, bytes) = products
        .into_iter()
        .map(|product| {
            texts.add(&product.letters);
            (product.card, product.bytes)
        })
        .unzip();
    let index = Index {
        cards,
        spans: Spans::default(),
        masks,
        prominence,
        day,
        by_title,
    };
    (index, Store::Each(bytes, texts))
}

/// Joins packed products, in their order, into one blob.
///
/// # Errors
///
/// Fails if the blob exceeds 4 GiB.
pub fn pack(products: Vec<Packed>) -> Result<Vec<u8>, postcard::Error> {
    let (mut index, store) = gather(products);
    let Store::Each(products, texts) = store else {
        return Err(postcard::Error::WontImplement);
    };
    let mut behind = Vec::new();
    index.spans = spans(&products, &texts, &mut behind)?;
    let mut blob = to_allocvec(&index)?;
    blob.extend(behind);
    Ok(blob)
}

/// Appends the parts of all products and returns where they are.
fn spans(
    products: &[Bytes],
    texts: &Texts,
    behind: &mut Vec<u8>,
) -> Result<Spans, postcard::Error> {
    let Writer { bytes, marks } = &texts.letters;
    let ends = texts.ends.iter().map(|end| small(*end));
    let tables = [&texts.names.bearers, &texts.names.words];
    let tables = tables.map(|table| [&table.texts[..], &table.rows[..]]);
    let mut spans = Spans {
        letters: add(std::iter::once(&bytes[..]), behind)?,
        marks: add(std::iter::once(&marks[..]), behind)?,
        ends: ends.collect::<Result<_, _>>()?,
        ..Spans::default()
    };
    for (span, bytes) in spans.names.iter_mut().zip(tables.into_iter().flatten()) {
        *span = add(std::iter::once(bytes), behind)?;
    }
    for own in products {
        spans.dates.push(add(own.part(1).into_iter(), behind)?);
        spans.moves.push(add(own.part(2).into_iter(), behind)?);
    }
    for (number, span) in spans.lists.iter_mut().enumerate() {
        // Postcard writes a list as its length, followed by its elements.
        let length = to_allocvec(&products.len())?;
        let parts = products.iter().filter_map(|own| own.part(OWN + number));
        *span = add(std::iter::once(&length[..]).chain(parts), behind)?;
    }
    for own in products {
        spans.products.push(add(own.part(0).into_iter(), behind)?);
    }
    Ok(spans)
}

/// Appends bytes and returns where they are.
fn add<'a>(
    parts: impl Iterator<Item = &'a [u8]>,
    behind: &mut Vec<u8>,
) -> Result<Span, postcard::Error> {
    let start = behind.len();
    parts.for_each(|part| behind.extend(part));
    Ok((small(start)?, small(behind.len() - start)?))
}

fn small(number: usize) -> Result<u32, postcard::Error> {
    u32::try_from(number).map_err(|_| postcard::Error::SerializeBufferFull)
}

/// Opens a blob.
///
/// # Errors
///
/// Fails if it does not begin with an index.
pub fn open(blob: Cow<'static, [u8]>) -> Result<(Index, Store), postcard::Error> {
    let (mut index, rest): (Index, _) = postcard::take_from_bytes(&blob)?;
    let start = blob.len() - rest.len();
    let spans = std::mem::take(&mut index.spans);
    let behind = match blob {
        Cow::Borrowed(bytes) => Cow::Borrowed(bytes.get(start..).unwrap_or_default()),
        Cow::Owned(mut bytes) => {
            bytes.drain(..start);
            Cow::Owned(bytes)
        }
    };
    Ok((index, Store::Blob(behind, spans)))
}

/// See [`super::Catalog::called`].
fn called(product: &Product) -> Vec<&str> {
    let names = product.releases.iter().flat_map(|release| {
        let label = Some(&release.label).filter(|label| **label != release.name);
        [Some(&release.name), label].into_iter().flatten()
    });
    let names = names.map(String::as_str);
    // A word of the product's title does not name a release.
    let title = product.title.to_lowercase();
    let is_own = |word: &str| word.chars().count() >= 4 && !title.contains(&word.to_lowercase());
    let has_own = |name: &&str| name.split(|c: char| !c.is_alphabetic()).any(is_own);
    let begins = |name: &&str| name.starts_with(char::is_alphabetic);
    names.filter(begins).filter(has_own).collect()
}

/// Opens the head of a blob.
///
/// # Errors
///
/// Fails if it does not begin with an index.
pub fn open_head(head: Vec<u8>, read: Read) -> Result<(Index, Store), postcard::Error> {
    let index =
        postcard::take_from_bytes::<Index>(&head).map(|(_, rest)| head.len() - rest.len())?;
    let (opened, store) = open(head.into())?;
    Ok(match store {
        Store::Blob(bytes, spans) => {
            let elsewhere = Elsewhere { index, read };
            (opened, Store::Head(bytes.into_owned(), spans, elsewhere))
        }
        store => (opened, store),
    })
}

/// The length of a blob's head: the bytes before its products.
///
/// # Errors
///
/// Fails if it does not begin with an index.
pub fn head(blob: &[u8]) -> Result<usize, postcard::Error> {
    let (index, rest): (Index, _) = postcard::take_from_bytes(blob)?;
    let products = index.spans.products.first();
    Ok(blob.len() - rest.len() + products.map_or(0, |(start, _)| *start as usize))
}

/// How many letters longer than another a name may be and still rank first: products with many identifiers
/// are asked for more often.
fn prominence(product: &Product) -> u8 {
    match product.identifiers.len() {
        0 => 0,
        1 => 2,
        2..=3 => 4,
        4..=7 => 6,
        _ => 8,
    }
}

fn card(product: &Product) -> Card {
    Card {
        id: product.id.clone(),
        title: product.title.clone(),
        category: product.category.clone(),
    }
}

fn keywords(product: &Product) -> Keywords {
    let releases = product.releases.iter();
    let codenames = releases.filter_map(|release| release.codename.clone());
    let codenames: BTreeSet<String> = codenames.collect();
    Keywords {
        tags: product.tags.clone(),
        aliases: product.aliases.clone(),
        slang: slang::of(&product.id),
        codenames: codenames.into_iter().collect(),
    }
}

fn by_title(products: &[Packed]) -> Vec<u32> {
    let titles = products
        .iter()
        .map(|product| product.card.title.to_lowercase());
    let mut numbers: Vec<(String, u32)> = titles.zip(0..).collect();
    numbers.sort();
    numbers.into_iter().map(|(_, number)| number).collect()
}

/// The later of the newest version's date and the day the product was added. Release dates do not count
/// because they may be announced ahead.
fn newest(product: &Product) -> Option<NaiveDate> {
    let latest = product
        .releases
        .iter()
        .filter_map(|release| release.dates.latest_released);
    latest.max().max(product.added)
}
