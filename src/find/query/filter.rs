//! A filter, and whether it accepts a product on a day.

use std::cell::OnceCell;
use std::ops::Range;

use chrono::NaiveDate;

use super::custom::Custom;
use super::property::{Property, State};
use super::when::Bound;
use crate::facts::catalog::Catalog;
use crate::facts::lifecycle::{self, Health, LtsState};
use crate::facts::product::Dates;
use crate::facts::viewpoint::Viewpoint;

/// A condition on products.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filter {
    /// Where it stands in the text, in bytes.
    pub at: Range<usize>,
    /// It accepts what fails the test. What is unknown fails every test but `is:unknown`.
    pub is_negated: bool,
    /// The test.
    pub test: Test,
}

/// What a filter tests.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Test {
    /// `cat:` `tag:` `is:` `has:`: one of these is a property of the product.
    Any(Vec<Property>),
    /// `ends`: the end of life of a release that is out, still to come, is at such a time. Extended
    /// support may go on after it. An end that has no date has no such time.
    Ends(Bound),
    /// `released`: a release came out at such a time. What is only announced has not.
    Released(Bound),
    /// `latest`: the newest version of all releases came out at such a time.
    Latest(Bound),
    /// `moved`: in the data an end of a release moved from one day to another at such a time.
    Moved(Bound),
    /// `java>=17`: a field of the product's own.
    Custom(Custom),
}

/// A product that filters are tested on.
pub struct Subject<'a> {
    catalog: &'a Catalog,
    index: usize,
    on: Viewpoint,
    watched: &'a dyn Fn(usize) -> bool,
    /// Several filters ask for it.
    health: OnceCell<Health>,
}

impl<'a> Subject<'a> {
    /// The product of this index, on a day. `watched` knows the indices of those that are.
    pub fn new(
        catalog: &'a Catalog,
        index: usize,
        on: Viewpoint,
        watched: &'a dyn Fn(usize) -> bool,
    ) -> Self {
        Self {
            catalog,
            index,
            on,
            watched,
            health: OnceCell::new(),
        }
    }

    pub(super) fn health(&self) -> Health {
        let health = || lifecycle::product_health(self.dates(), self.catalog.day(), self.on);
        *self.health.get_or_init(health)
    }

    pub(super) fn dates(&self) -> &'a [Dates] {
        self.catalog.dates(self.index)
    }

    /// The days, up to this one, on which an end moved from one day to another in the data.
    fn moved(&self, day: NaiveDate) -> impl Iterator<Item = NaiveDate> {
        let moves = self.catalog.moves(self.index).into_iter();
        let moves = moves.filter(move |moved| moved.changed <= day && moved.days().is_some());
        moves.map(|moved| moved.changed)
    }

    /// Whether one of its releases is looked after, whatever is known of newer ones.
    fn is_maintained(&self) -> bool {
        let mut dates = self.dates().iter();
        dates.any(|dates| lifecycle::release_health(dates, self.on).is_maintained())
    }

    /// Whether one of its releases is a long-term-support one and maintained.
    pub(super) fn has_lts(&self) -> bool {
        self.dates().iter().any(|dates| {
            let is_lts = lifecycle::lts(dates, self.on.day) == LtsState::Yes;
            is_lts && lifecycle::release_health(dates, self.on).is_maintained()
        })
    }

    pub(super) fn has(&self, property: &Property) -> bool {
        let card = self.catalog.cards().get(self.index);
        match property {
            Property::Category(name) => card.is_some_and(|card| card.category == *name),
            Property::Tag(name) => card.is_some_and(|card| card.tags.contains(name)),
            Property::State(State::Health(health)) => self.health() == *health,
            Property::State(State::Maintained) => self.is_maintained(),
            Property::State(State::Lts) => self.has_lts(),
            Property::State(State::Watched) => (self.watched)(self.index),
            Property::Thing(thing) => {
                let traits = self.catalog.traits(self.index);
                traits.is_some_and(|traits| traits.has(*thing))
            }
        }
    }
}

impl Filter {
    /// Whether a product is accepted.
    pub fn accepts(&self, product: &Subject<'_>) -> bool {
        self.test.holds(product) != self.is_negated
    }
}

impl Test {
    /// Whether a product passes.
    pub fn holds(&self, product: &Subject<'_>) -> bool {
        let (dates, day) = (product.dates(), product.on.day);
        match self {
            Self::Any(properties) => properties.iter().any(|property| product.has(property)),
            Self::Ends(bound) => coming_ends(dates, day).any(|end| bound.holds_ahead(end, day)),
            Self::Released(bound) => releases(dates, day).any(|date| bound.holds_back(date, day)),
            Self::Latest(bound) => {
                latest(dates, day).is_some_and(|date| bound.holds_back(date, day))
            }
            Self::Moved(bound) => product.moved(day).any(|date| bound.holds_back(date, day)),
            Self::Custom(custom) => custom.holds(product.catalog, product.index, day),
        }
    }
}

/// The ends of life still to come of releases that are out.
pub fn coming_ends(dates: &[Dates], day: NaiveDate) -> impl Iterator<Item = NaiveDate> {
    let out = dates.iter().filter(move |dates| is_out(dates, day));
    let ends = out.filter_map(|dates| dates.eol.date());
    ends.filter(move |end| *end >= day)
}

/// The days on which releases came out.
pub fn releases(dates: &[Dates], day: NaiveDate) -> impl Iterator<Item = NaiveDate> {
    let released = dates.iter().filter_map(|dates| dates.released);
    released.filter(move |date| *date <= day)
}

/// The day of the newest version, as far as one was out.
fn latest(dates: &[Dates], day: NaiveDate) -> Option<NaiveDate> {
    let latest = dates.iter().filter_map(|dates| dates.latest_released);
    latest.filter(|date| *date <= day).max()
}

/// Whether a release is out; one without a date is.
fn is_out(dates: &Dates, day: NaiveDate) -> bool {
    dates.released.is_none_or(|date| date <= day)
}
