//! Filters, and which products they accept on a day.

use std::cell::OnceCell;
use std::ops::Range;

use chrono::NaiveDate;

use super::custom::Custom;
use super::own::{Asked, InStack, Own};
use super::property::{Property, State};
use super::when::Bound;
use crate::facts::agenda::Event;
use crate::facts::catalog::Catalog;
use crate::facts::lifecycle::{self, Health, LtsState};
use crate::facts::moves::Move;
use crate::facts::product::{Dates, End};
use crate::facts::viewpoint::Viewpoint;
use crate::facts::why;

/// A condition on products.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filter {
    /// Its byte range in the text.
    pub at: Range<usize>,
    /// Whether it accepts what fails the test. Unknown values fail every test except `is:unknown`.
    pub is_negated: bool,
    /// The test.
    pub test: Test,
}

/// What a filter tests.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Test {
    /// `cat:` `tag:` `of:` `is:` `has:` `phase:` `in:` `kind:` `role:`: the product has one of these properties.
    Any(Vec<Property>),
    /// `ends`: a current release has an upcoming end of life at such a time, whether or not extended
    /// support follows. An end without a date does not match.
    Ends(Bound),
    /// `released`: a release came out at such a time. Announced releases do not count.
    Released(Bound),
    /// `latest`: the newest version of any release came out at such a time.
    Latest(Bound),
    /// `moved`: the data moved the end date of a release to another date at such a time.
    Moved(Bound),
    /// `java>=17`: a custom field of the product.
    Custom(Custom),
}

/// A product that filters are tested on.
pub struct Subject<'a> {
    catalog: &'a Catalog,
    index: usize,
    on: Viewpoint,
    own: Own<'a>,
    /// Computed once, because several filters need it.
    health: OnceCell<Health>,
}

impl<'a> Subject<'a> {
    /// A product by its index, on a day. `own` knows the watchlist and the stack.
    pub fn new(catalog: &'a Catalog, index: usize, on: Viewpoint, own: Own<'a>) -> Self {
        Self {
            catalog,
            index,
            on,
            own,
            health: OnceCell::new(),
        }
    }

    /// The product's index in the catalog.
    pub fn index(&self) -> usize {
        self.index
    }

    pub(super) fn health(&self) -> Health {
        let health = || lifecycle::product_health(self.dates(), self.catalog.day(), self.on);
        *self.health.get_or_init(health)
    }

    pub(super) fn dates(&self) -> &'a [Dates] {
        self.catalog.dates(self.index)
    }

    /// Whether the data moved an end date to another date on a day within a bound: one of those that count.
    fn has_moved(&self, bound: Bound, counts: impl Fn(&Move) -> bool) -> bool {
        let day = self.on.day;
        let mut moves = self.catalog.moves(self.index).into_iter();
        moves.any(|moved| {
            let is_known = moved.changed <= day && moved.days().is_some();
            is_known && counts(&moved) && bound.holds_back(moved.changed, day)
        })
    }

    /// Whether any of its releases is supported, whatever is known of newer ones.
    fn is_maintained(&self) -> bool {
        let mut dates = self.dates().iter();
        dates.any(|dates| lifecycle::release_health(dates, self.on).is_maintained())
    }

    /// Whether any of its long-term-support releases is supported.
    pub(super) fn has_lts(&self) -> bool {
        self.dates().iter().any(|dates| {
            let is_lts = lifecycle::lts(dates, self.on.day) == LtsState::Yes;
            is_lts && lifecycle::release_health(dates, self.on).is_maintained()
        })
    }

    /// Whether one of its releases has a property; what only a product can have, it has from that.
    fn has_in_release(&self, property: &Property, release: usize) -> bool {
        let Some(dates) = self.dates().get(release) else {
            return false;
        };
        let health = || lifecycle::release_health(dates, self.on);
        match property {
            Property::State(State::Health(wanted)) => health() == *wanted,
            Property::State(State::Maintained) => health().is_maintained(),
            Property::State(State::Lts) => lifecycle::lts(dates, self.on.day) == LtsState::Yes,
            Property::State(State::Stack) => self.is_in_stack(Some(release), &InStack::Used),
            Property::Stack(how) => self.is_in_stack(Some(release), how),
            Property::Phase(phase) => {
                health().is_maintained() && why::current(dates, self.on) == Some(*phase)
            }
            property => self.has(property),
        }
    }

    /// Whether a file of the stack names it, or one of its releases.
    fn is_in_stack(&self, release: Option<usize>, how: &InStack) -> bool {
        (self.own)(Asked::Stack(self.index, release, how))
    }

    pub(super) fn has(&self, property: &Property) -> bool {
        let card = self.catalog.cards().get(self.index);
        match property {
            Property::Category(name) => card.is_some_and(|card| card.category == *name),
            Property::Tag(name) => {
                let keywords = self.catalog.keywords(self.index);
                keywords.is_some_and(|keywords| keywords.tags.contains(name))
            }
            Property::Product(index, _) => self.index == *index,
            Property::State(State::Health(health)) => self.health() == *health,
            Property::State(State::Maintained) => self.is_maintained(),
            Property::State(State::Lts) => self.has_lts(),
            Property::State(State::Watched) => (self.own)(Asked::Watched(self.index)),
            Property::State(State::Stack) => self.is_in_stack(None, &InStack::Used),
            Property::Stack(how) => self.is_in_stack(None, how),
            Property::Phase(phase) => {
                let mut dates = self.dates().iter();
                dates.any(|dates| phase.end(dates) != End::Unstated)
            }
            Property::Thing(thing) => {
                let traits = self.catalog.traits(self.index);
                traits.is_some_and(|traits| traits.has(*thing))
            }
        }
    }
}

impl Filter {
    /// Whether the filter accepts a product.
    pub fn accepts(&self, product: &Subject<'_>) -> bool {
        self.test.holds(product) != self.is_negated
    }

    /// Whether it asks for what only a product can have, such as a category or a tag.
    pub fn is_of_product(&self) -> bool {
        match &self.test {
            Test::Any(properties) => properties.iter().all(|property| match property {
                Property::Category(_)
                | Property::Tag(_)
                | Property::Product(..)
                | Property::Thing(_) => true,
                Property::State(state) => *state == State::Watched,
                Property::Phase(_) | Property::Stack(_) => false,
            }),
            Test::Ends(_)
            | Test::Released(_)
            | Test::Latest(_)
            | Test::Moved(_)
            | Test::Custom(_) => false,
        }
    }

    /// Whether it asks for what files of the stack say.
    pub fn is_of_stack(&self) -> bool {
        let is_of_stack = |property: &Property| {
            matches!(property, Property::Stack(_) | Property::State(State::Stack))
        };
        matches!(&self.test, Test::Any(properties) if properties.iter().any(is_of_stack))
    }

    /// Whether one release of a product is accepted, by its number: what speaks of releases is asked about this
    /// one.
    pub fn accepts_release(&self, product: &Subject<'_>, release: usize) -> bool {
        self.test.holds_for_release(product, release) != self.is_negated
    }

    /// Whether an end of a release is accepted: `ends`, `moved` and `phase` are asked about this end.
    pub fn accepts_end(&self, product: &Subject<'_>, event: &Event) -> bool {
        let holds = match &self.test {
            Test::Ends(bound) => bound.holds_ahead(event.date, product.on.day),
            Test::Moved(bound) => product.has_moved(*bound, |moved| {
                (moved.release, moved.phase) == (event.release, event.phase)
            }),
            Test::Any(properties) => properties.iter().any(|property| match property {
                Property::Phase(phase) => *phase == event.phase,
                property => product.has_in_release(property, event.release),
            }),
            test => test.holds_for_release(product, event.release),
        };
        holds != self.is_negated
    }
}

impl Test {
    /// The same for one release of a product.
    fn holds_for_release(&self, product: &Subject<'_>, release: usize) -> bool {
        let day = product.on.day;
        let Some(dates) = product.dates().get(release..=release) else {
            return false;
        };
        match self {
            Self::Any(properties) => {
                let mut properties = properties.iter();
                properties.any(|property| product.has_in_release(property, release))
            }
            Self::Ends(bound) => coming_ends(dates, day).any(|end| bound.holds_ahead(end, day)),
            Self::Released(bound) => releases(dates, day).any(|date| bound.holds_back(date, day)),
            Self::Latest(bound) => {
                latest(dates, day).is_some_and(|date| bound.holds_back(date, day))
            }
            Self::Moved(bound) => product.has_moved(*bound, |moved| moved.release == release),
            Self::Custom(custom) => {
                custom.holds_for_release(product.catalog, (product.index, release))
            }
        }
    }

    /// Whether a product passes the test.
    pub fn holds(&self, product: &Subject<'_>) -> bool {
        let day = product.on.day;
        match self {
            Self::Any(properties) => properties.iter().any(|property| product.has(property)),
            Self::Ends(bound) => {
                coming_ends(product.dates(), day).any(|end| bound.holds_ahead(end, day))
            }
            Self::Released(bound) => {
                releases(product.dates(), day).any(|date| bound.holds_back(date, day))
            }
            Self::Latest(bound) => {
                latest(product.dates(), day).is_some_and(|date| bound.holds_back(date, day))
            }
            Self::Moved(bound) => product.has_moved(*bound, |_| true),
            Self::Custom(custom) => custom.holds(product.catalog, product.index, day),
        }
    }
}

/// The upcoming ends of life of releases that are out.
pub fn coming_ends(dates: &[Dates], day: NaiveDate) -> impl Iterator<Item = NaiveDate> {
    let out = dates
        .iter()
        .filter(move |dates| lifecycle::is_out(dates, day));
    let ends = out.filter_map(|dates| dates.eol.date());
    ends.filter(move |end| *end >= day)
}

/// The release dates of releases that are out.
pub fn releases(dates: &[Dates], day: NaiveDate) -> impl Iterator<Item = NaiveDate> {
    let released = dates.iter().filter_map(|dates| dates.released);
    released.filter(move |date| *date <= day)
}

/// The date of the newest version that is out.
fn latest(dates: &[Dates], day: NaiveDate) -> Option<NaiveDate> {
    let latest = dates.iter().filter_map(|dates| dates.latest_released);
    latest.filter(|date| *date <= day).max()
}
