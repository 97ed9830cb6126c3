//! What is decoded for questions about all products: parts of each, without the rest of it.

use std::collections::BTreeSet;
use std::iter::repeat;
use std::sync::OnceLock;

use serde::de::DeserializeOwned;

use super::store::Part;
use super::{Catalog, Keywords, Traits};
use crate::facts::moves::{self, Move};
use crate::facts::phase::Phase;
use crate::facts::product::Identifier;

impl Catalog {
    /// The names of a product in other systems, by its index in [`Self::cards`]; empty where there is no such
    /// index. Decoded for questions about all products.
    pub fn identifiers(&self, index: usize) -> &[Identifier] {
        self.part(&self.identifiers, Part::Identifiers, index)
            .map_or(&[], AsRef::as_ref)
    }

    /// The traits of a product, by its index in [`Self::cards`]; `None` where there is no such index.
    pub fn traits(&self, index: usize) -> Option<&Traits> {
        self.part(&self.traits, Part::Traits, index)
    }

    /// Names and labels of a product's releases that consist of words, as those of devices do, rather than
    /// versions: they begin with a letter and have a word of four letters that is not in the title. By the
    /// product's index in [`Self::cards`]; empty where there is no such index.
    pub fn called(&self, index: usize) -> &[String] {
        self.part(&self.called, Part::Called, index)
            .map_or(&[], AsRef::as_ref)
    }

    /// The products of which a name in [`Self::called`] begins with a byte, capitals aside; in the catalog's order.
    pub fn called_from(&self, first: u8) -> impl Iterator<Item = usize> {
        let own = self.called_firsts().range((first, 0)..=(first, usize::MAX));
        own.map(|(_, index)| *index)
    }

    pub(super) fn called_firsts(&self) -> &BTreeSet<(u8, usize)> {
        self.called_firsts.get_or_init(|| {
            let products = 0..self.cards.len();
            let names = products.flat_map(|index| self.called(index).iter().zip(repeat(index)));
            let firsts = names.filter_map(|(name, index)| Some((*name.as_bytes().first()?, index)));
            firsts
                .map(|(first, index)| (first.to_ascii_lowercase(), index))
                .collect()
        })
    }

    /// The other names and the tags of a product, by its index in [`Self::cards`]; `None` where there is no
    /// such index.
    pub fn keywords(&self, index: usize) -> Option<&Keywords> {
        self.part(&self.keywords, Part::Keywords, index)
    }

    /// How the end dates of a product's releases have moved in the data, by its index in [`Self::cards`]: by
    /// release, then by phase, the oldest move first. Empty where there is no such index, and where no moves
    /// are known.
    pub fn moves(&self, index: usize) -> Vec<Move> {
        moves::unpack(&self.packed_moves(index), self.dates(index))
    }

    fn packed_moves(&self, index: usize) -> Vec<u32> {
        let packed = self.store.moves(index);
        let numbers = packed.and_then(|packed| self.whole(postcard::from_bytes(packed).ok()));
        numbers.unwrap_or_default()
    }

    /// How often the end of a phase of a release moved in the data, see [`Move::is_telling`]; 0 if there is no
    /// such release.
    pub fn times_moved(&self, (product, release): (usize, usize), phase: Phase) -> usize {
        let all = self.dates(product);
        let Some(dates) = all.get(release) else {
            return 0;
        };
        let packed = self.packed_moves(product);
        let own = moves::unpack_of(&packed, all, release, phase).into_iter();
        own.filter(|moved| moved.is_telling(dates)).count()
    }

    /// One product's entry in a part that is decoded for all products on first use.
    fn part<'a, T: DeserializeOwned>(
        &self,
        parts: &'a OnceLock<Vec<T>>,
        part: Part,
        index: usize,
    ) -> Option<&'a T> {
        let decode = || self.whole(self.store.list(part)).unwrap_or_default();
        parts.get_or_init(decode).get(index)
    }
}
