//! All products, look-up by any name, and the files that could not be read, with the reason.
//!
//! Products are kept packed and decoded when they are looked at; only the cards, which the list and
//! the search need, are decoded at the start.

mod dates;
mod fixed;
pub mod letters;
pub mod names;
mod pack;
mod parts;
mod provenance;
pub mod slang;
mod sorted;
mod store;
mod traits;

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

use chrono::NaiveDate;
use compact_str::CompactString;
use memchr::memmem::Finder;
use serde::{Deserialize, Serialize};

use self::letters::{Letters, Mark};
use self::names::{NameOf, Names};
pub use self::pack::{Packed, pack};
pub use self::provenance::{Author, Beside, Kept, Provenance};
use self::store::{Index, Store};
pub use self::store::{Read, head};
pub use self::traits::{Thing, Traits};
use crate::facts::product::{self, Dates, Fault, Identifier, Parsed, Product, Release};

/// What the list needs to know about a product. Most texts are short enough to need no memory of their own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Card {
    /// See [`Product::id`].
    pub id: CompactString,
    /// See [`Product::title`].
    pub title: CompactString,
    /// See [`Product::category`].
    pub category: CompactString,
}

impl Card {
    /// See [`Product::is_device`].
    pub fn is_device(&self) -> bool {
        self.category == product::DEVICES
    }
}

/// The other words that a product is known by.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Keywords {
    /// See [`Product::tags`].
    pub tags: Vec<String>,
    /// See [`Product::aliases`].
    pub aliases: Vec<String>,
    /// Names that people use although the product's file does not have them.
    pub slang: Vec<String>,
    /// The code names of its releases.
    pub codenames: Vec<String>,
}

/// All products.
#[derive(Debug)]
pub struct Catalog {
    cards: Vec<Card>,
    store: Store,
    masks: Vec<u64>,
    prominence: Vec<u8>,
    decoded: Vec<OnceLock<Option<Box<Product>>>>,
    /// How many of them are.
    decoded_count: AtomicUsize,
    dates: Vec<OnceLock<Box<[Dates]>>>,
    identifiers: OnceLock<Vec<Box<[Identifier]>>>,
    traits: OnceLock<Vec<Traits>>,
    called: OnceLock<Vec<Box<[String]>>>,
    /// The first bytes of these names, in lower case, with their products.
    called_firsts: OnceLock<BTreeSet<(u8, usize)>>,
    keywords: OnceLock<Vec<Keywords>>,
    faults: Vec<Fault>,
    provenance: Provenance,
    day: Option<NaiveDate>,
    by_title: Vec<usize>,
    places: Vec<u32>,
}

/// More decoded products than this are not kept: some pages full of rows.
const MOST_DECODED: usize = 100;

impl Catalog {
    /// A catalog of products that have just been parsed, in the given order, with the faults found on the
    /// way.
    ///
    /// # Errors
    ///
    /// Fails if a product cannot be packed, which does not happen to one parsed from a file.
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
        Ok(Self::of(products, faults))
    }

    /// A catalog of products that are packed already.
    pub fn of(mut products: Vec<Packed>, faults: Vec<Fault>) -> Self {
        let dates = products
            .iter_mut()
            .map(|product| product.take_dates().into());
        let dates = dates.collect();
        let (index, store) = pack::gather(products);
        let catalog = Self {
            dates,
            faults,
            ..Self::opened(index, store)
        };
        // The first letter that is typed does not wait for them; reading the products took far longer.
        catalog.identifiers(0);
        catalog.keywords(0);
        catalog.called_firsts();
        catalog.traits(0);
        catalog
    }

    /// The catalog in a blob made by [`pack()`].
    ///
    /// # Errors
    ///
    /// Fails if the blob is malformed.
    pub fn unpack(blob: impl Into<Cow<'static, [u8]>>) -> Result<Self, postcard::Error> {
        let (index, store) = store::open(blob.into())?;
        Ok(Self::opened(index, store))
    }

    /// The catalog in a blob of which only the [`head()`] is in memory. What a search goes through is read by the
    /// first search, and products when they are looked at.
    ///
    /// # Errors
    ///
    /// Fails if the head is malformed.
    pub fn unpack_head(head: Vec<u8>, read: Read) -> Result<Self, postcard::Error> {
        let (index, store) = store::open_head(head, read)?;
        Ok(Self::opened(index, store))
    }

    fn opened(index: Index, store: Store) -> Self {
        Self {
            decoded: index.cards.iter().map(|_| OnceLock::new()).collect(),
            decoded_count: AtomicUsize::new(0),
            dates: index.cards.iter().map(|_| OnceLock::new()).collect(),
            cards: index.cards,
            store,
            masks: index.masks,
            prominence: index.prominence,
            identifiers: OnceLock::new(),
            traits: OnceLock::new(),
            called: OnceLock::new(),
            called_firsts: OnceLock::new(),
            keywords: OnceLock::new(),
            faults: Vec::new(),
            provenance: Provenance::default(),
            day: index.day,
            places: places(&index.by_title),
            by_title: index
                .by_title
                .into_iter()
                .map(|index| index as usize)
                .collect(),
        }
    }

    /// The cards of all products, in the catalog's order.
    pub fn cards(&self) -> &[Card] {
        &self.cards
    }

    /// Indices of all cards in the order of their titles, ignoring case.
    pub fn by_title(&self) -> &[usize] {
        &self.by_title
    }

    /// The place of every card in the order of titles.
    pub fn places(&self) -> &[u32] {
        &self.places
    }

    /// The texts by which a product is found, by its index in [`Self::cards`]; empty if there is no such
    /// index.
    pub fn letters(&self, index: usize) -> Letters<'_> {
        self.store.letters(index..index + 1).unwrap_or_default()
    }

    /// Which of some products have this in a text, at a place that counts. A text is [`letters::squashed`] and a line,
    /// so that a line break is where it ends.
    pub fn having(
        &self,
        products: Range<usize>,
        finder: &Finder<'_>,
        counts: impl Fn(Mark) -> bool,
    ) -> Vec<usize> {
        let all = self.store.letters(products.clone()).unwrap_or_default();
        let before = |product| self.store.letters_before(product).unwrap_or_default();
        let start = before(products.start);
        let places = finder
            .find_iter(all.bytes())
            .filter(|at| counts(all.mark(*at)));
        let mut places = places.peekable();
        let has = |product: &usize| {
            let end = before(product + 1);
            let is_own = |at: &usize| start + at < end;
            let has = places.peek().is_some_and(is_own);
            while places.next_if(is_own).is_some() {}
            has
        };
        products.filter(has).collect()
    }

    /// The letters that occur in the texts of every card, see [`letters::mask`].
    pub fn masks(&self) -> &[u64] {
        &self.masks
    }

    /// How prominent every product is: how many letters longer than another its name may be and still rank
    /// first.
    pub fn prominence(&self) -> &[u8] {
        &self.prominence
    }

    /// A product by its index in [`Self::cards`]; `None` if there is no such index.
    pub fn product(&self, index: usize) -> Option<&Product> {
        let product = self.decoded.get(index)?;
        let unpack = || postcard::from_bytes(&self.store.product(index)?).ok();
        let decode = || {
            self.decoded_count.fetch_add(1, Ordering::Relaxed);
            self.whole(unpack())
        };
        product.get_or_init(decode).as_deref()
    }

    /// The release of a product, by the product's index and its own number, with the product.
    pub fn release(&self, (product, number): (usize, usize)) -> Option<(&Product, &Release)> {
        let product = self.product(product)?;
        Some((product, product.releases.get(number)?))
    }

    /// The number of the release of a product that has this name.
    pub fn release_named(&self, product: usize, name: &str) -> Option<usize> {
        let mut releases = self.product(product)?.releases.iter();
        releases.position(|release| release.name == name)
    }

    /// Drops the decoded products if there are many, so that looking at one after the other does not take more
    /// and more memory. They are decoded again when they are looked at.
    pub fn tidy(&mut self) {
        if *self.decoded_count.get_mut() > MOST_DECODED {
            self.decoded.fill_with(OnceLock::new);
            *self.decoded_count.get_mut() = 0;
        }
    }

    /// The name of a release by its number among those of a product; `None` if there is no such index or number.
    /// The product is not kept, for lists of many.
    pub fn release_name(&self, index: usize, release: usize) -> Option<CompactString> {
        let name = |product: &Product| Some(product.releases.get(release)?.name.clone());
        match self.decoded.get(index)?.get() {
            Some(product) => name(product.as_deref()?),
            None => name(&self.whole(postcard::from_bytes(&self.store.product(index)?).ok())?),
        }
    }

    /// The dates of a product's releases, in their order, by its index in [`Self::cards`]; empty where there
    /// is no such index. Decoded without the rest of the product, for the list and for questions about all
    /// products.
    pub fn dates(&self, index: usize) -> &[Dates] {
        let Some(dates) = self.dates.get(index) else {
            return &[];
        };
        let decode = || {
            let packed = self.store.dates(index)?;
            self.whole(fixed::unpack(packed))
        };
        dates.get_or_init(|| decode().unwrap_or_default().into())
    }

    /// What was decoded. `None` is a bug, unless the bytes come from a file that was damaged after its index
    /// was read.
    fn whole<T>(&self, decoded: Option<T>) -> Option<T> {
        let is_mistake = decoded.is_none() && !self.store.may_be_damaged();
        debug_assert!(!is_mistake, "what was packed can be unpacked");
        decoded
    }

    /// The names of all products.
    pub fn names(&self) -> Names<'_> {
        self.store.names()
    }

    /// The index in [`Self::cards`] of the product with this id, alias, title or nickname; see
    /// [`Names::find`] for how names are compared.
    pub fn find(&self, name: &str) -> Option<usize> {
        Some(self.named(name)?.0)
    }

    /// The same, with the kind of the name.
    pub fn named(&self, name: &str) -> Option<(usize, NameOf)> {
        self.names().find(name)
    }

    /// Files that could not be read, and parts of files that could not be used.
    pub fn faults(&self) -> &[Fault] {
        &self.faults
    }

    /// Adds more faults.
    pub fn add_faults(&mut self, faults: impl IntoIterator<Item = Fault>) {
        self.faults.extend(faults);
    }

    /// Who wrote the texts, and on what day.
    pub fn provenance(&self) -> &Provenance {
        &self.provenance
    }

    /// Sets who wrote the texts.
    pub fn set_provenance(&mut self, provenance: Provenance) {
        self.provenance = provenance;
    }

    /// What is known about a product beyond its file, by its index in [`Self::cards`].
    pub fn beside(&self, index: usize) -> Beside {
        let id = self.cards.get(index).map(|card| card.id.as_str());
        Beside {
            moves: self.moves(index),
            text: id.and_then(|id| self.provenance.of(id, self.day)),
        }
    }

    /// The day of the data, up to which they are complete: the latest day on which a version was released or a
    /// product added, unless a later one is set. `None` if the data name no such day and none is set.
    pub fn day(&self) -> Option<NaiveDate> {
        self.day
    }

    /// Sets the day of the data, for data whose source says more about it than they do. An earlier day, or `None`,
    /// changes nothing.
    pub fn set_day(&mut self, day: Option<NaiveDate>) {
        self.day = self.day.max(day);
    }
}

/// The inverse permutation: the place of every number.
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
