//! All products, every file that could not be read and why, and look-up by any name.
//!
//! Products are kept packed and decoded when they are looked at; only the cards, which the list and
//! the search need, are decoded at the start.

pub mod letters;
pub mod names;
mod pack;
mod provenance;
pub mod slang;
mod traits;

use std::borrow::Cow;
use std::cell::OnceCell;
use std::fmt;

use chrono::NaiveDate;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use self::letters::Letters;
use self::names::Names;
pub use self::pack::{Packed, head, pack};
pub use self::provenance::{Author, Beside, Kept, Provenance};
pub use self::traits::{Thing, Traits};
use crate::facts::moves::{self, Move};
use crate::facts::product::{Columns, Dates, Fault, Identifier, Parsed, Product};

/// What the list and the search need of a product.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Card {
    /// See [`Product::id`].
    pub id: String,
    /// See [`Product::title`].
    pub title: String,
    /// See [`Product::category`].
    pub category: String,
    /// See [`Product::tags`].
    pub tags: Vec<String>,
    /// See [`Product::aliases`].
    pub aliases: Vec<String>,
    /// What people call it although its file does not say so.
    pub slang: Vec<String>,
    /// The code names of its releases.
    pub codenames: Vec<String>,
}

/// All products.
#[derive(Debug)]
pub struct Catalog {
    cards: Vec<Card>,
    packed: Cow<'static, [u8]>,
    elsewhere: Option<Elsewhere>,
    spans: Vec<(u32, u32)>,
    texts: pack::Texts,
    decoded: Vec<OnceCell<Option<Box<Product>>>>,
    dates_spans: Vec<(u32, u32)>,
    dates: Vec<OnceCell<Box<[Dates]>>>,
    columns_span: (u32, u32),
    columns: OnceCell<Vec<Columns>>,
    identifiers_span: (u32, u32),
    identifiers: OnceCell<Vec<Box<[Identifier]>>>,
    traits_span: (u32, u32),
    traits: OnceCell<Vec<Traits>>,
    called_span: (u32, u32),
    called: OnceCell<Vec<Box<[String]>>>,
    moves_span: (u32, u32),
    moves: OnceCell<Vec<Box<[u32]>>>,
    names: OnceCell<Names>,
    faults: Vec<Fault>,
    provenance: Provenance,
    day: Option<NaiveDate>,
    by_title: Vec<usize>,
    places: Vec<u32>,
}

/// Reads so many bytes of a packed catalogue from a place on; `None` where they are not there.
pub type Read = Box<dyn Fn(usize, usize) -> Option<Vec<u8>> + Send>;

/// Products that are read when they are looked at.
struct Elsewhere {
    /// Where what is at hand ends.
    index: usize,
    read: Read,
}

impl fmt::Debug for Elsewhere {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Elsewhere").finish_non_exhaustive()
    }
}

impl Catalog {
    /// A catalogue of products that were read just now, with the faults found on the way. The
    /// order is kept.
    ///
    /// # Errors
    ///
    /// Fails where the products cannot be packed, which no product of a file does.
    pub fn new(
        files: impl IntoIterator<Item = Result<Parsed, Fault>>,
    ) -> Result<Self, postcard::Error> {
        let mut products = Vec::new();
        let mut faults = Vec::new();
        for file in files {
            match file {
                Ok(parsed) => {
                    products.push(Packed::new(&parsed.product)?);
                    faults.extend(parsed.faults);
                }
                Err(fault) => faults.push(fault),
            }
        }
        Self::of(products, faults)
    }

    /// The same of products that are packed already.
    ///
    /// # Errors
    ///
    /// Fails where the blob becomes larger than its numbers count.
    pub fn of(products: Vec<Packed>, faults: Vec<Fault>) -> Result<Self, postcard::Error> {
        let mut catalog = Self::unpack(pack(products)?)?;
        catalog.faults = faults;
        Ok(catalog)
    }

    /// The catalogue in a blob made by [`pack()`].
    ///
    /// # Errors
    ///
    /// Fails where the blob is not one.
    pub fn unpack(blob: impl Into<Cow<'static, [u8]>>) -> Result<Self, postcard::Error> {
        let pack::Opened {
            index,
            products: packed,
        } = pack::open(blob.into())?;
        Ok(Self {
            decoded: index.cards.iter().map(|_| OnceCell::new()).collect(),
            dates: index.cards.iter().map(|_| OnceCell::new()).collect(),
            cards: index.cards,
            packed,
            elsewhere: None,
            provenance: Provenance::default(),
            spans: index.spans,
            texts: index.texts,
            dates_spans: index.dates,
            columns_span: index.columns,
            columns: OnceCell::new(),
            identifiers_span: index.identifiers,
            identifiers: OnceCell::new(),
            traits_span: index.traits,
            traits: OnceCell::new(),
            called_span: index.called,
            called: OnceCell::new(),
            moves_span: index.moves,
            moves: OnceCell::new(),
            names: OnceCell::new(),
            faults: Vec::new(),
            day: index.day,
            places: places(&index.by_title),
            by_title: index
                .by_title
                .into_iter()
                .map(|index| index as usize)
                .collect(),
        })
    }

    /// The same of which only the [`head()`] is at hand; the products are read when they are looked at.
    ///
    /// # Errors
    ///
    /// Fails where the head is not one.
    pub fn unpack_head(head: Vec<u8>, read: Read) -> Result<Self, postcard::Error> {
        let all = head.len();
        let mut catalog = Self::unpack(head)?;
        let index = all - catalog.packed.len();
        catalog.elsewhere = Some(Elsewhere { index, read });
        Ok(catalog)
    }

    /// The cards of all products, in the catalogue's order.
    pub fn cards(&self) -> &[Card] {
        &self.cards
    }

    /// Indices of all cards in the order of their titles, capitals aside.
    pub fn by_title(&self) -> &[usize] {
        &self.by_title
    }

    /// For every card its place in the order of titles.
    pub fn places(&self) -> &[u32] {
        &self.places
    }

    /// The texts by which a product is found, by its index in [`Self::cards`]; none where there is no
    /// such index.
    pub fn letters(&self, index: usize) -> Letters<'_> {
        let pack::Texts {
            ends, bytes, marks, ..
        } = &self.texts;
        let before = index
            .checked_sub(1)
            .map_or(Some(&0), |before| ends.get(before));
        let range = before.zip(ends.get(index));
        let range = range.map(|(start, end)| *start as usize..*end as usize);
        let letters = range.and_then(|range| {
            let bytes = self.slice(*bytes)?.get(range.clone())?;
            Some(Letters::new(bytes, self.slice(*marks)?.get(range)?))
        });
        letters.unwrap_or_default()
    }

    /// For every card the letters that occur in its texts, see [`letters::mask`].
    pub fn masks(&self) -> &[u64] {
        &self.texts.masks
    }

    /// For every card how many letters longer than another a name of it may be and still come first.
    pub fn prominence(&self) -> &[u8] {
        &self.texts.prominence
    }

    /// A product by its index in [`Self::cards`]; `None` where there is no such index.
    pub fn product(&self, index: usize) -> Option<&Product> {
        let (product, span) = self.decoded.get(index).zip(self.spans.get(index))?;
        let decode = || self.unpacked(*span).map(Box::new);
        product.get_or_init(decode).as_deref()
    }

    /// The days of a product's releases, in their order, by its index in [`Self::cards`]; empty where
    /// there is no such index. Decoded apart from the product, for the list and for questions about all
    /// products.
    pub fn dates(&self, index: usize) -> &[Dates] {
        let Some((dates, span)) = self.dates.get(index).zip(self.dates_spans.get(index)) else {
            return &[];
        };
        dates.get_or_init(|| self.unpacked(*span).unwrap_or_default())
    }

    /// The columns of a product's table, by its index in [`Self::cards`]; `None` where there is no such
    /// index. For the same questions.
    pub fn columns(&self, index: usize) -> Option<&Columns> {
        let decode = || self.unpacked(self.columns_span).unwrap_or_default();
        self.columns.get_or_init(decode).get(index)
    }

    /// The names of a product in other systems, by its index in [`Self::cards`]; empty where there is
    /// no such index. For the same questions.
    pub fn identifiers(&self, index: usize) -> &[Identifier] {
        let decode = || self.unpacked(self.identifiers_span).unwrap_or_default();
        let identifiers = self.identifiers.get_or_init(decode).get(index);
        identifiers.map_or(&[], AsRef::as_ref)
    }

    /// What a product has, by its index in [`Self::cards`]; `None` where there is no such index.
    pub fn traits(&self, index: usize) -> Option<&Traits> {
        let decode = || self.unpacked(self.traits_span).unwrap_or_default();
        self.traits.get_or_init(decode).get(index)
    }

    /// Names and labels of a product's releases that begin with a letter and hold a word of four that is not
    /// in its title: those of devices, say, but no versions. By its index in [`Self::cards`]; empty where there is no such index.
    pub fn called(&self, index: usize) -> &[String] {
        let decode = || self.unpacked(self.called_span).unwrap_or_default();
        let called = self.called.get_or_init(decode).get(index);
        called.map_or(&[], AsRef::as_ref)
    }

    /// How the ends of a product's releases have moved, by its index in [`Self::cards`]: in the order of the
    /// releases, of each phase the oldest first. Empty where there is no such index, and where nothing is
    /// known.
    pub fn moves(&self, index: usize) -> Vec<Move> {
        let decode = || self.unpacked(self.moves_span).unwrap_or_default();
        let packed = self.moves.get_or_init(decode).get(index);
        packed
            .filter(|packed| !packed.is_empty())
            .map_or_else(Vec::new, |packed| moves::unpack(packed, self.dates(index)))
    }

    /// A part of the blob; `None` where its bytes are no such part. The blob of the program is always
    /// whole, one that was read from elsewhere may have been damaged since.
    fn unpacked<T: DeserializeOwned>(&self, span: (u32, u32)) -> Option<T> {
        let part = match (self.slice(span), &self.elsewhere) {
            (Some(bytes), _) => postcard::from_bytes(bytes).ok(),
            (None, Some(Elsewhere { index, read })) => {
                let (start, length) = (span.0 as usize, span.1 as usize);
                read(index + start, length).and_then(|bytes| postcard::from_bytes(&bytes).ok())
            }
            (None, None) => None,
        };
        let may_be_damaged = matches!(self.packed, Cow::Owned(_));
        debug_assert!(
            part.is_some() || may_be_damaged,
            "the program's blob is whole"
        );
        part
    }

    fn slice(&self, (start, length): (u32, u32)) -> Option<&[u8]> {
        let start = start as usize;
        self.packed.get(start..start + length as usize)
    }

    /// What products are called. Collected when a name is looked up that is no id.
    pub fn names(&self) -> &Names {
        self.names.get_or_init(|| Names::new(&self.cards))
    }

    /// The index in [`Self::cards`] of the product with this id, alias or title, or that people call so,
    /// however it is written; see [`Names::find`].
    /// The index in [`Self::cards`] of the product with this id, alias or title, or that people call so;
    /// capitals do not matter.
    pub fn find(&self, name: &str) -> Option<usize> {
        // Nearly all are ids, which are found without collecting all names.
        let by_id = self.cards.iter().position(|card| card.id == name);
        by_id.or_else(|| Some(self.names().find(name)?.0))
    }

    /// Files that could not be read, and parts of files that could not be used.
    pub fn faults(&self) -> &[Fault] {
        &self.faults
    }

    /// Tells of more that could not be read.
    pub fn add_faults(&mut self, faults: impl IntoIterator<Item = Fault>) {
        self.faults.extend(faults);
    }

    /// Whose the texts are, and of which day.
    pub fn provenance(&self) -> &Provenance {
        &self.provenance
    }

    /// Says whose the texts are.
    pub fn set_provenance(&mut self, provenance: Provenance) {
        self.provenance = provenance;
    }

    /// What is known of a product beside its file, by its index in [`Self::cards`].
    pub fn beside(&self, index: usize) -> Beside {
        let id = self.cards.get(index).map(|card| card.id.as_str());
        Beside {
            moves: self.moves(index),
            text: id.and_then(|id| self.provenance.of(id, self.day)),
        }
    }

    /// The youngest day on which, by the data, a version came out or a product was added: so far
    /// they have been kept. `None` where they name no such day.
    pub fn day(&self) -> Option<NaiveDate> {
        self.day
    }
}

/// The other way round: for every number its place.
fn places(numbers: &[u32]) -> Vec<u32> {
    let mut places = vec![u32::MAX; numbers.len()];
    for (number, place) in numbers.iter().zip(0..) {
        if let Some(slot) = places.get_mut(*number as usize) {
            *slot = place;
        }
    }
    places
}

#[cfg(test)]
mod tests;
