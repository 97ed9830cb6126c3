//! The packed form: an index of cards and spans, then each product on its own.

use std::borrow::Cow;
use std::collections::BTreeSet;

use chrono::NaiveDate;
use postcard::to_allocvec;
use serde::{Deserialize, Serialize};

use super::letters::{self, Writer};
use super::traits::Traits;
use super::{Card, slang};
use crate::facts::moves::{self, Move, Row};
use crate::facts::product::{Dates, Product};

/// All that is read of a packed catalogue at the start; the rest lies behind it.
#[derive(Serialize, Deserialize)]
pub struct Index {
    /// A card for each product, in the order of their ids.
    pub cards: Vec<Card>,
    /// Start and length of each product behind the index.
    pub spans: Vec<(u32, u32)>,
    /// What the search reads.
    pub texts: Texts,
    /// Start and length of the dates of each product's releases.
    pub dates: Vec<(u32, u32)>,
    /// Start and length of the columns of all products.
    pub columns: (u32, u32),
    /// The same of the identifiers.
    pub identifiers: (u32, u32),
    /// The same of what products have.
    pub traits: (u32, u32),
    /// The same of what releases are called in words.
    pub called: (u32, u32),
    /// The same of how ends have moved.
    pub moves: (u32, u32),
    /// The day of the data; `None` where no file says one.
    #[serde(with = "crate::text::dates::option")]
    pub day: Option<NaiveDate>,
    /// Numbers of the cards in the order of their titles, capitals aside.
    pub by_title: Vec<u32>,
}

/// The texts of all cards, for the search.
#[derive(Debug, Serialize, Deserialize)]
pub struct Texts {
    /// Start and length behind the index.
    pub bytes: (u32, u32),
    /// The same of their marks.
    pub marks: (u32, u32),
    /// Where among them those of each card end, and those of the next begin.
    pub ends: Vec<u32>,
    /// See [`letters::mask`].
    pub masks: Vec<u64>,
    /// See [`prominence`].
    pub prominence: Vec<u8>,
}

/// A packed catalogue, opened.
pub struct Opened {
    /// Its beginning.
    pub index: Index,
    /// What [`Index::spans`] point into.
    pub products: Cow<'static, [u8]>,
}

/// A product, packed on its own.
#[derive(Debug, Clone)]
pub struct Packed {
    card: Card,
    letters: Writer,
    prominence: u8,
    newest: Option<NaiveDate>,
    product: Vec<u8>,
    dates: Vec<u8>,
    columns: Vec<u8>,
    identifiers: Vec<u8>,
    traits: Vec<u8>,
    called: Vec<u8>,
    moves: Vec<u8>,
}

impl Packed {
    /// Packs a product.
    ///
    /// # Errors
    ///
    /// Fails where it cannot be encoded, which no product of a file does.
    pub fn new(product: &Product) -> Result<Self, postcard::Error> {
        let card = card(product);
        let mut letters = Writer::default();
        letters.add(&letters::texts(&card, &product.identifiers));
        Ok(Self {
            card,
            letters,
            prominence: prominence(product),
            newest: newest(product),
            product: to_allocvec(product)?,
            dates: to_allocvec(&product.dates().collect::<Vec<_>>())?,
            columns: to_allocvec(&product.columns)?,
            identifiers: to_allocvec(&product.identifiers)?,
            traits: to_allocvec(&Traits::new(product))?,
            called: to_allocvec(&called(product))?,
            moves: to_allocvec(&[0_u32; 0])?,
        })
    }

    /// The same product, whose ends have moved so by the rows of a table. Rows of releases that it does not
    /// have, and of other products, are left out.
    ///
    /// # Errors
    ///
    /// Fails where they cannot be encoded, which no rows do.
    pub fn moved(mut self, product: &Product, rows: &[Row<'_>]) -> Result<Self, postcard::Error> {
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
        self.moves = to_allocvec(&moves::pack(&moves, &dates))?;
        Ok(self)
    }

    /// See [`Product::id`].
    pub fn id(&self) -> &str {
        &self.card.id
    }
}

/// See [`super::Catalog::called`].
fn called(product: &Product) -> Vec<&str> {
    let names = product.releases.iter().flat_map(|release| {
        let label = Some(&release.label).filter(|label| **label != release.name);
        [Some(&release.name), label].into_iter().flatten()
    });
    let names = names.map(String::as_str);
    // What the product is called is no name of a release's own.
    let title = product.title.to_lowercase();
    let is_own = |word: &str| word.chars().count() >= 4 && !title.contains(&word.to_lowercase());
    let has_own = |name: &&str| name.split(|c: char| !c.is_alphabetic()).any(is_own);
    let begins = |name: &&str| name.starts_with(char::is_alphabetic);
    names.filter(begins).filter(has_own).collect()
}

/// Puts packed products, in their order, into one blob.
///
/// # Errors
///
/// Fails where the blob becomes larger than its numbers count.
pub fn pack(products: Vec<Packed>) -> Result<Vec<u8>, postcard::Error> {
    let mut blobs = Vec::new();
    let texts = texts(&products, &mut blobs)?;
    let dates = products
        .iter()
        .map(|product| extend(&product.dates, &mut blobs));
    let dates = dates.collect::<Result<_, _>>()?;
    let columns = append(&products, |product| &product.columns, &mut blobs)?;
    let identifiers = append(&products, |product| &product.identifiers, &mut blobs)?;
    let traits = append(&products, |product| &product.traits, &mut blobs)?;
    let called = append(&products, |product| &product.called, &mut blobs)?;
    let moves = append(&products, |product| &product.moves, &mut blobs)?;
    let spans = products
        .iter()
        .map(|product| extend(&product.product, &mut blobs));
    let index = Index {
        spans: spans.collect::<Result<_, _>>()?,
        texts,
        dates,
        columns,
        identifiers,
        traits,
        called,
        moves,
        day: products.iter().filter_map(|product| product.newest).max(),
        by_title: by_title(&products),
        cards: products.into_iter().map(|product| product.card).collect(),
    };
    let mut blob = to_allocvec(&index)?;
    blob.extend(blobs);
    Ok(blob)
}

/// Adds a part of all products as a list; says where it is.
fn append(
    products: &[Packed],
    part: impl Fn(&Packed) -> &[u8],
    blobs: &mut Vec<u8>,
) -> Result<(u32, u32), postcard::Error> {
    let start = blobs.len();
    // In postcard a list is its length, then one element after the other.
    blobs.extend(to_allocvec(&products.len())?);
    for product in products {
        blobs.extend(part(product));
    }
    span(start, blobs)
}

/// Start and length of what was added last.
fn span(start: usize, blobs: &[u8]) -> Result<(u32, u32), postcard::Error> {
    Ok((small(start)?, small(blobs.len() - start)?))
}

fn small(number: usize) -> Result<u32, postcard::Error> {
    u32::try_from(number).map_err(|_| postcard::Error::SerializeBufferFull)
}

/// Adds the texts of all cards and their marks.
fn texts(products: &[Packed], blobs: &mut Vec<u8>) -> Result<Texts, postcard::Error> {
    let letters = || products.iter().map(|product| &product.letters);
    let bytes: Vec<u8> = letters()
        .flat_map(|letters| letters.bytes.as_slice())
        .copied()
        .collect();
    let marks: Vec<u8> = letters()
        .flat_map(|letters| letters.marks.as_slice())
        .copied()
        .collect();
    let mut end = 0;
    let ends = letters().map(|letters| {
        end += letters.bytes.len();
        small(end)
    });
    Ok(Texts {
        ends: ends.collect::<Result<_, _>>()?,
        bytes: extend(&bytes, blobs)?,
        marks: extend(&marks, blobs)?,
        masks: letters()
            .map(|letters| letters::mask(&letters.bytes))
            .collect(),
        prominence: products.iter().map(|product| product.prominence).collect(),
    })
}

/// Adds bytes as they are.
fn extend(bytes: &[u8], blobs: &mut Vec<u8>) -> Result<(u32, u32), postcard::Error> {
    let start = blobs.len();
    blobs.extend(bytes);
    span(start, blobs)
}

/// How many letters longer than another a name may be and still come first: what is known in many
/// systems is asked for more often.
fn prominence(product: &Product) -> u8 {
    match product.identifiers.len() {
        0 => 0,
        1 => 2,
        2..=3 => 4,
        4..=7 => 6,
        _ => 8,
    }
}

/// Reads the index and finds what it points into.
pub fn open(blob: Cow<'static, [u8]>) -> Result<Opened, postcard::Error> {
    let (index, rest) = postcard::take_from_bytes(&blob)?;
    let start = blob.len() - rest.len();
    let products = match blob {
        Cow::Borrowed(bytes) => Cow::Borrowed(bytes.get(start..).unwrap_or_default()),
        Cow::Owned(mut bytes) => {
            bytes.drain(..start);
            Cow::Owned(bytes)
        }
    };
    Ok(Opened { index, products })
}

/// How many bytes of a packed catalogue come before its products: all that must be at hand.
///
/// # Errors
///
/// Fails where the blob is none.
pub fn head(blob: &[u8]) -> Result<usize, postcard::Error> {
    let (index, rest): (Index, _) = postcard::take_from_bytes(blob)?;
    let products = index.spans.first().map_or(0, |(start, _)| *start as usize);
    Ok(blob.len() - rest.len() + products)
}

fn card(product: &Product) -> Card {
    let codenames = product
        .releases
        .iter()
        .filter_map(|release| release.codename.clone());
    let codenames: BTreeSet<String> = codenames.collect();
    Card {
        id: product.id.clone(),
        title: product.title.clone(),
        category: product.category.clone(),
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

/// The later of the day of the newest version and the day the product was added. Release dates do
/// not count: they may be announced ahead.
fn newest(product: &Product) -> Option<NaiveDate> {
    let latest = product
        .releases
        .iter()
        .filter_map(|release| release.dates.latest_released);
    latest.max().max(product.added)
}
