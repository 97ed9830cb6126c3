//! The packed form: an index of cards and spans, then each product on its own.

use std::borrow::Cow;
use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::Card;
use super::traits::Traits;
use crate::product::{Columns, Dates, Identifier, Product};

#[derive(Serialize, Deserialize)]
pub struct Index {
    pub cards: Vec<Card>,
    /// Start and length of each product behind the index.
    pub spans: Vec<(u32, u32)>,
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
    let mut blobs = Vec::new();
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
        cards: products.iter().map(card).collect(),
        spans,
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
    match (u32::try_from(start), u32::try_from(blobs.len() - start)) {
        (Ok(start), Ok(length)) => Ok((start, length)),
        _ => Err(postcard::Error::SerializeBufferFull),
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
