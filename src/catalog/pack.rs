//! The packed form: an index of cards and spans, then each product on its own.

use std::borrow::Cow;
use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::letters::{self, Writer};
use super::traits::Traits;
use super::{Card, slang};
use crate::product::{Columns, Dates, Identifier, Product};

#[derive(Serialize, Deserialize)]
pub struct Index {
    pub cards: Vec<Card>,
    /// Start and length of each product behind the index.
    pub spans: Vec<(u32, u32)>,
    pub texts: Texts,
    /// The same of the dates of all releases, a list a product.
    pub dates: (u32, u32),
    /// The same of the columns of all products.
    pub columns: (u32, u32),
    /// The same of the identifiers.
    pub identifiers: (u32, u32),
    /// The same of what products have.
    pub traits: (u32, u32),
    #[serde(with = "crate::product::dates::option")]
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

pub struct Opened {
    pub index: Index,
    /// What [`Index::spans`] point into.
    pub products: Cow<'static, [u8]>,
}

/// Packs products, in their order, into one blob.
///
/// # Errors
///
/// Fails where a product cannot be encoded, which no product of a file does.
pub fn pack(products: &[Product]) -> Result<Vec<u8>, postcard::Error> {
    let mut slang = slang::all();
    let cards = products.iter().map(|product| {
        let slang = slang.remove(product.id.as_str());
        card(product, slang.unwrap_or_default())
    });
    let cards: Vec<Card> = cards.collect();
    let mut blobs = Vec::new();
    let texts = texts(&cards, products, &mut blobs)?;
    let mut spans = Vec::new();
    let dates = products.iter().map(|product| product.dates().collect());
    let dates: Vec<Vec<&Dates>> = dates.collect();
    let dates = append(&dates, &mut blobs)?;
    let columns: Vec<&Columns> = products.iter().map(|product| &product.columns).collect();
    let columns = append(&columns, &mut blobs)?;
    let identifiers = products.iter().map(|product| &product.identifiers);
    let identifiers: Vec<&Vec<Identifier>> = identifiers.collect();
    let identifiers = append(&identifiers, &mut blobs)?;
    let traits: Vec<Traits> = products.iter().map(Traits::new).collect();
    let traits = append(&traits, &mut blobs)?;
    for product in products {
        spans.push(append(product, &mut blobs)?);
    }
    let index = Index {
        cards,
        spans,
        texts,
        dates,
        columns,
        identifiers,
        traits,
        day: products.iter().filter_map(newest).max(),
        by_title: by_title(products),
    };
    let mut blob = postcard::to_allocvec(&index)?;
    blob.extend(blobs);
    Ok(blob)
}

/// Adds a value at the end; says where it is.
fn append(value: &impl Serialize, blobs: &mut Vec<u8>) -> Result<(u32, u32), postcard::Error> {
    let start = blobs.len();
    *blobs = postcard::to_extend(value, std::mem::take(blobs))?;
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
fn texts(
    cards: &[Card],
    products: &[Product],
    blobs: &mut Vec<u8>,
) -> Result<Texts, postcard::Error> {
    let mut writer = Writer::default();
    let (mut ends, mut masks, mut prominences) = (Vec::new(), Vec::new(), Vec::new());
    for (card, product) in cards.iter().zip(products) {
        let start = writer.bytes.len();
        writer.add(&letters::texts(card, &product.identifiers));
        masks.push(letters::mask(writer.bytes.get(start..).unwrap_or_default()));
        prominences.push(prominence(product));
        ends.push(small(writer.bytes.len())?);
    }
    Ok(Texts {
        bytes: extend(&writer.bytes, blobs)?,
        marks: extend(&writer.marks, blobs)?,
        ends,
        masks,
        prominence: prominences,
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

fn card(product: &Product, slang: Vec<String>) -> Card {
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
        slang,
        codenames: codenames.into_iter().collect(),
    }
}

fn by_title(products: &[Product]) -> Vec<u32> {
    let mut numbers: Vec<(String, u32)> = products
        .iter()
        .map(|product| product.title.to_lowercase())
        .zip(0..)
        .collect();
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
