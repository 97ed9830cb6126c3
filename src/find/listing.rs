//! Turns a query into a list of products: searched, filtered and sorted. The list, the radar and the
//! command line all use it.

mod dated;

use std::cell::LazyCell;
use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap};

use chrono::NaiveDate;
use clap::ValueEnum;
use serde::{Deserialize, Serialize};

pub use self::dated::{newest_release, next_end};
use crate::facts::catalog::Catalog;
use crate::facts::catalog::letters::Kind;
use crate::facts::viewpoint::Viewpoint;
use crate::find::query::{Collected, Filter, Name, Names, Offer, Own, Query, Subject};
use crate::find::resolve::{Reading, Resolver};
use crate::find::search::{Evidence, Found, Searcher};
use crate::text::threads;

/// Lists products of one catalog.
#[derive(Debug, Default)]
pub struct Lister {
    searcher: Searcher,
    resolver: Resolver,
    /// The names that filters use.
    names: Collected,
}

/// The result of a query.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Listing {
    /// The parsed query.
    pub query: Query,
    /// The version in the query's words; `None` if there is none.
    pub located: Option<Reading>,
    /// The indices of the products, in order.
    pub hits: Vec<usize>,
    /// The order.
    pub sort: Sort,
    /// Whether a word matches nothing, so that these are the nearest products.
    pub is_guess: bool,
}

/// How a list is sorted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sort<By = Order> {
    /// The sort key.
    pub by: By,
    /// Whether the order is reversed. What has no value comes last either way.
    pub is_reversed: bool,
}

impl<By> Sort<By> {
    /// The opposite direction.
    #[must_use]
    pub fn reversed(self) -> Self {
        Self {
            is_reversed: !self.is_reversed,
            ..self
        }
    }
}

/// What a list is sorted by, as the help of the command line has it. The title ignores case, the end of life is that
/// of a current release, and the newest release is one that is out.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ValueEnum)]
pub enum Order {
    /// Best match first; by name if there are no search words
    #[default]
    Match,
    /// By name
    Name,
    /// Next end of life first
    End,
    /// Newest release first
    Release,
}

/// A request for a list.
#[derive(Clone, Copy)]
pub struct Wanted<'a> {
    /// The text of the query.
    pub text: &'a str,
    /// The order.
    pub sort: Sort,
    /// The day to look at, and the user's preferences.
    pub on: Viewpoint,
    /// What knows the watchlist and the stack.
    pub own: Own<'a>,
}

impl Lister {
    /// The products that match the request.
    pub fn list(&self, catalog: &Catalog, wanted: &Wanted<'_>) -> Listing {
        self.list_by(catalog, wanted, |_| true)
    }

    /// The products whose releases or ends a list shows: those that match the words and the filters that only
    /// products have. The other filters are left to the rows. What merely bears a tag with the
    /// words is listed only if nothing bears them in a name or as its category.
    pub fn list_for_rows(&self, catalog: &Catalog, wanted: &Wanted<'_>) -> Listing {
        let mut listing = self.list_by(catalog, wanted, Filter::is_of_product);
        let words = listing.query.words.as_str();
        if words.trim().is_empty() || listing.located.is_some() {
            return listing;
        }
        let kind = self.searcher.kind(catalog, words);
        let is_named = |index: &usize| kind(*index) != Some(Kind::Tag);
        let named: Vec<usize> = listing.hits.iter().copied().filter(is_named).collect();
        if !named.is_empty() {
            listing.hits = named;
        }
        listing
    }

    fn list_by(
        &self,
        catalog: &Catalog,
        wanted: &Wanted<'_>,
        is_asked: impl Fn(&Filter) -> bool,
    ) -> Listing {
        let query = self.query(catalog, wanted.text);
        let located = self.located(catalog, &query, wanted.on.day);
        let filters = query.filters.iter();
        let filters: Vec<&Filter> = filters.filter(|filter| is_asked(filter)).collect();
        let Found { mut hits, is_guess } = self.found(catalog, &query.words, located.as_ref());
        if !filters.is_empty() {
            let is_accepted = |index: &usize| {
                let product = Subject::new(catalog, *index, wanted.on, wanted.own);
                filters.iter().all(|filter| filter.accepts(&product))
            };
            let parts = threads::in_parts(hits.len(), |part| {
                let part = hits.get(part).unwrap_or_default().iter().copied();
                part.filter(is_accepted).collect::<Vec<_>>()
            });
            hits = parts.concat();
        }
        wanted.sort.apply(catalog, &mut hits, wanted.on.day);
        Listing {
            query,
            located,
            hits,
            sort: wanted.sort,
            is_guess,
        }
    }

    /// Parses a query.
    pub fn query(&self, catalog: &Catalog, text: &str) -> Query {
        if Query::is_plain(text) {
            Query::plain(text)
        } else {
            Query::parse(text, self.names(catalog))
        }
    }

    /// The names that filters can use.
    pub fn names<'a>(&'a self, catalog: &'a Catalog) -> Names<'a> {
        Names::new(catalog, &self.names)
    }

    /// The matches in each card, by its index.
    pub fn evidence<'a>(
        &'a self,
        catalog: &'a Catalog,
        query: &Query,
    ) -> impl Fn(usize) -> Evidence + use<'a> {
        self.searcher.evidence(catalog, &query.words)
    }

    /// For each offered filter, how many products would be listed if it were added to the query, in place
    /// of the filters that it replaces.
    pub fn counts<'a>(
        &self,
        catalog: &Catalog,
        wanted: &Wanted<'_>,
        offers: impl Iterator<Item = &'a Offer>,
    ) -> Vec<usize> {
        let query = self.query(catalog, wanted.text);
        let located = self.located(catalog, &query, wanted.on.day);
        // Many offers replace the same filters, or none.
        let mut alike: HashMap<Vec<bool>, Vec<(usize, &Offer)>> = HashMap::new();
        for (number, offer) in offers.enumerate() {
            let stays = query.filters.iter().map(|filter| !offer.replaces(filter));
            let alike = alike.entry(stays.collect()).or_default();
            alike.push((number, offer));
        }
        let found = self.found(catalog, &query.words, located.as_ref()).hits;
        let found = found
            .into_iter()
            .map(|index| Subject::new(catalog, index, wanted.on, wanted.own));
        let found: Vec<Subject<'_>> = found.collect();
        let mut counts = Vec::new();
        for (stays, offers) in alike {
            let filters = || query.filters.iter().zip(&stays);
            let is_hit = |subject: &&Subject<'_>| {
                filters().all(|(filter, stays)| !stays || filter.accepts(subject))
            };
            let hits: Vec<&Subject<'_>> = found.iter().filter(is_hit).collect();
            let bearers = LazyCell::new(|| bearers(catalog, &hits));
            counts.extend(offers.into_iter().map(|(number, offer)| {
                let passing = || hits.iter().filter(|subject| offer.test.holds(subject));
                let count = match offer.name() {
                    Some(name) => bearers.get(&name).copied().unwrap_or_default(),
                    None => passing().count(),
                };
                (number, count)
            }));
        }
        counts.sort_unstable();
        counts.into_iter().map(|(_, count)| count).collect()
    }

    fn located(&self, catalog: &Catalog, query: &Query, day: NaiveDate) -> Option<Reading> {
        let reading = self.resolver.resolve_on(catalog, &query.words, Some(day));
        reading.filter(|reading| !reading.is_name)
    }

    /// The products that match words, the best first. If the words name a version of a product, that product is the
    /// first.
    fn found(&self, catalog: &Catalog, words: &str, located: Option<&Reading>) -> Found {
        // A version matches no product as a word, so the search would only guess.
        match located {
            Some(located) => Found {
                hits: located.first(&self.searcher.certain(catalog, words)),
                is_guess: false,
            },
            None => self.searcher.search(catalog, words),
        }
    }
}

impl Sort {
    /// The next sort key in its usual direction. Without words, sorting by match is sorting by name.
    #[must_use]
    pub fn next(self, has_words: bool) -> Self {
        let by = match self.by {
            Order::Match if has_words => Order::Name,
            Order::Match | Order::Name => Order::End,
            Order::End => Order::Release,
            Order::Release => Order::Match,
        };
        let is_reversed = false;
        Self { by, is_reversed }
    }

    /// The name of the sort key, and whether lower or earlier values come first.
    pub fn words(self, has_words: bool) -> (&'static str, bool) {
        let (words, is_rising) = match self.by {
            Order::Match if has_words => ("match", false),
            Order::Match | Order::Name => ("name", true),
            Order::End => ("next end", true),
            Order::Release => ("newest release", false),
        };
        (words, is_rising != self.is_reversed)
    }

    /// Sorts products that are given best first.
    fn apply(self, catalog: &Catalog, hits: &mut Vec<usize>, day: NaiveDate) {
        match self.by {
            Order::Match if self.is_reversed => hits.reverse(),
            Order::Match => {}
            Order::Name => {
                let mut ranks = vec![0; catalog.cards().len()];
                let places = catalog.by_title().iter().enumerate();
                for (place, index) in places {
                    if let Some(rank) = ranks.get_mut(*index) {
                        *rank = place;
                    }
                }
                self.by_key(hits, |index| ranks.get(index).copied());
            }
            Order::End => self.by_key(hits, |index| {
                next_end(catalog.dates(index), day).map(|(_, end)| end)
            }),
            Order::Release => self.by_key(hits, |index| {
                newest_release(catalog.dates(index), day).map(|(_, released)| Reverse(released))
            }),
        }
    }

    fn by_key<K: Ord>(self, hits: &mut Vec<usize>, key: impl Fn(usize) -> Option<K>) {
        let mut keyed: Vec<_> = hits.iter().map(|index| (key(*index), *index)).collect();
        keyed.sort_by(|(one, _), (other, _)| match (one, other) {
            (Some(one), Some(other)) if self.is_reversed => other.cmp(one),
            (Some(one), Some(other)) => one.cmp(other),
            (one, other) => other.is_some().cmp(&one.is_some()),
        });
        hits.clear();
        hits.extend(keyed.into_iter().map(|(_, index)| index));
    }
}

/// How many of these products bear each name of a group. Most offers are such names, so that counting them one by
/// one would go through all products a hundred times.
fn bearers<'a>(catalog: &'a Catalog, hits: &[&Subject<'_>]) -> HashMap<Name<'a>, usize> {
    let mut bearers = HashMap::new();
    for index in hits.iter().map(|hit| hit.index()) {
        let card = catalog.cards().get(index).into_iter();
        let keywords = catalog.keywords(index).into_iter();
        let tags: BTreeSet<&String> = keywords.flat_map(|keywords| &keywords.tags).collect();
        let names = card.map(|card| Name::Category(&card.category));
        for name in names.chain(tags.into_iter().map(|tag| Name::Tag(tag))) {
            *bearers.entry(name).or_default() += 1;
        }
    }
    bearers
}

#[cfg(test)]
mod tests;
