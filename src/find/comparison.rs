//! Products side by side: which is supported longest, what its newest releases are, and how often releases
//! come.

mod answer;
mod columns;

use std::cmp::Reverse;

use chrono::NaiveDate;

pub use self::answer::Answer;
pub use self::columns::{Column, Fitted, GAP, Kind, columns, fit};
use crate::facts::cadence::{Cadence, Spread};
use crate::facts::catalog::Catalog;
use crate::facts::lifecycle::{self, Health, LtsState, Phase};
use crate::facts::product::{Dates, End};
use crate::facts::row::Name;
use crate::facts::table;
use crate::facts::viewpoint::Viewpoint;
use crate::facts::wording;
use crate::find::releases::Listed;

/// A product in a comparison. Releases are given by their numbers; `None` if no release is supported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Compared {
    /// The product's index.
    pub product: usize,
    /// The supported release with the latest end of life; one without a published end only if no supported
    /// release has one.
    pub longest: Option<usize>,
    /// The newest supported release.
    pub newest: Option<usize>,
    /// The newest supported release with long-term support; `None` also if there is no such release.
    pub lts: Option<usize>,
    /// The oldest supported release.
    pub oldest: Option<usize>,
    /// Days between two releases; `None` if there is no rhythm, see [`Cadence::rhythm`].
    pub interval: Option<Spread>,
    /// Days from a release to its end of life; `None` if too few ends are known.
    pub support: Option<Spread>,
}

impl Compared {
    /// A product by its index, on a day; `None` if there is none.
    fn new(catalog: &Catalog, product: usize, on: Viewpoint) -> Option<Self> {
        let releases = &catalog.product(product)?.releases;
        let dates = releases.iter().map(|release| &release.dates).enumerate();
        let is_supported =
            |(_, dates): &(usize, &Dates)| lifecycle::release_health(dates, on).is_supported();
        // From the oldest to the newest, so that of releases with the same end the newest is taken.
        let supported: Vec<(usize, &Dates)> = dates.rev().filter(is_supported).collect();
        let number = |found: Option<&(usize, &Dates)>| found.map(|(number, _)| *number);
        let is_lts = |(_, dates): &&(usize, &Dates)| lifecycle::lts(dates, on.day) == LtsState::Yes;
        let longest = supported.iter().max_by_key(|(_, dates)| dates.eol.date());
        let cadence = Cadence::measure(catalog.product(product)?, on);
        let mut support = cadence.support.iter();
        let support = support.find(|support| support.phase == Phase::Security);
        Some(Self {
            product,
            longest: number(longest),
            newest: number(supported.last()),
            lts: number(supported.iter().rfind(is_lts)),
            oldest: number(supported.first()),
            interval: cadence.rhythm.map(|rhythm| rhythm.spread),
            support: support.map(|support| support.spread),
        })
    }

    /// The end of life of a release.
    fn end(&self, catalog: &Catalog, number: Option<usize>) -> Option<End> {
        let dates = catalog.dates(self.product).get(number?)?;
        Some(dates.eol)
    }

    /// The end of life of the release that is supported longest; `None` if none is published or none is supported.
    pub fn until(&self, catalog: &Catalog) -> Option<NaiveDate> {
        self.end(catalog, self.longest)?.date()
    }

    /// The status of the release that is supported longest, otherwise that of the product.
    pub fn health(&self, catalog: &Catalog, on: Viewpoint) -> Health {
        let dates = catalog.dates(self.product);
        let longest = self.longest.and_then(|number| dates.get(number));
        longest.map_or_else(
            || lifecycle::product_health(dates, catalog.day(), on),
            |dates| lifecycle::release_health(dates, on),
        )
    }

    /// The label of a release without the product's title, and its name alone; empty for none.
    fn labels(&self, catalog: &Catalog, number: Option<usize>, on: Viewpoint) -> [String; 2] {
        let labels = || {
            let (product, release) = catalog.release((self.product, number?))?;
            let label = table::brief_label(product, release, on.day);
            let bare = table::labels(product, release, on.day).pop()?;
            Some([label, bare].map(|label| wording::own_label(&product.title, &label).to_owned()))
        };
        labels().unwrap_or_default()
    }

    /// The day until which the release that is supported longest has extended support after that; `None` for none.
    fn extended(&self, catalog: &Catalog, on: Viewpoint) -> Option<NaiveDate> {
        let dates = catalog.dates(self.product).get(self.longest?)?;
        let until = dates.extended_support.date();
        until.filter(|until| *until >= on.day && Some(*until) > dates.eol.date())
    }

    /// Product and release that is supported longest.
    fn name(&self, catalog: &Catalog, on: Viewpoint) -> Name {
        let card = catalog.cards().get(self.product);
        let [_, bare] = self.labels(catalog, self.longest, on);
        Name {
            title: card.map_or_else(String::new, |card| card.title.to_string()),
            labels: vec![bare],
        }
    }
}

/// Products by their indices, on a day: what is supported longest comes first, then what has no published
/// end, then what is not supported.
pub fn compared(catalog: &Catalog, products: &[usize], on: Viewpoint) -> Vec<Compared> {
    let products = products.iter();
    let all = products.filter_map(|product| Compared::new(catalog, *product, on));
    let mut all: Vec<Compared> = all.collect();
    all.sort_by_key(|compared| (compared.longest.is_none(), Reverse(compared.until(catalog))));
    all
}

/// The releases of a comparison, product by product: those that are supported, announced or under extended
/// support; of a product without any, the newest.
pub fn releases(catalog: &Catalog, all: &[Compared], on: Viewpoint) -> Vec<Listed> {
    let releases = all.iter().flat_map(|compared| {
        let dates = catalog.dates(compared.product).iter().enumerate();
        let is_left =
            |(_, dates): &(usize, &Dates)| lifecycle::release_health(dates, on) != Health::Ended;
        let mut left: Vec<usize> = dates.filter(is_left).map(|(number, _)| number).collect();
        if left.is_empty() {
            left.extend(catalog.dates(compared.product).first().map(|_| 0));
        }
        let left = left.into_iter();
        left.map(|number| (compared.product, number))
            .collect::<Vec<_>>()
    });
    releases.collect()
}

#[cfg(test)]
mod tests;
