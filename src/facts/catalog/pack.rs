//! The packed form, written: products are packed one by one, then joined into a blob.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use compact_str::CompactString;
use postcard::{to_allocvec, to_extend};

use super::letters::{self, Writer};
use super::names::Tables;
use super::store::{Bytes, Index, LISTS, OWN, Span, Spans, Store, Texts};
use super::traits::Traits;
use super::{Card, Keywords, fixed, slang};
use crate::facts::moves::{self, Move, Row};
use crate::facts::product::{Dates, Product};

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
        bytes.extend(fixed::pack(&dates));
        end(&bytes)?;
        bytes = to_extend(moves, bytes)?;
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
        ends: ends.collect::<Result<_, _>>()?,
        ..Spans::default()
    };
    for own in products {
        spans.dates.push(add(own.part(1).into_iter(), behind)?);
        spans.moves.push(add(own.part(2).into_iter(), behind)?);
    }
    spans.letters = add(std::iter::once(&bytes[..]), behind)?;
    spans.marks = add(std::iter::once(&marks[..]), behind)?;
    for (span, bytes) in spans.names.iter_mut().zip(tables.into_iter().flatten()) {
        *span = add(std::iter::once(bytes), behind)?;
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

/// See [`super::Catalog::called`].
fn called(product: &Product) -> Vec<&str> {
    let names = product.releases.iter().flat_map(|release| {
        let label = Some(&release.label).filter(|label| **label != release.name);
        [Some(&release.name), label].into_iter().flatten()
    });
    let names = names.map(CompactString::as_str);
    // A word of the product's title does not name a release.
    let title = product.title.to_lowercase();
    let is_own = |word: &str| word.chars().count() >= 4 && !title.contains(&word.to_lowercase());
    let has_own = |name: &&str| name.split(|c: char| !c.is_alphabetic()).any(is_own);
    let begins = |name: &&str| name.starts_with(char::is_alphabetic);
    names.filter(begins).filter(has_own).collect()
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
        id: CompactString::from(&product.id),
        title: CompactString::from(&product.title),
        category: CompactString::from(&product.category),
    }
}

fn keywords(product: &Product) -> Keywords {
    let releases = product.releases.iter();
    let codenames = releases.filter_map(|release| release.codename.as_deref());
    let codenames: BTreeSet<&str> = codenames.collect();
    Keywords {
        tags: product.tags.clone(),
        aliases: product.aliases.clone(),
        slang: slang::of(&product.id),
        codenames: codenames.into_iter().map(str::to_owned).collect(),
    }
}

fn by_title(products: &[Packed]) -> Vec<u32> {
    let titles = products
        .iter()
        .map(|product| product.card.title.to_lowercase());
    let mut numbers: Vec<_> = titles.zip(0..).collect();
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
