//! The releases that a query lists: of every product that it finds, those that its filters accept.

use chrono::{Datelike, NaiveDate};
use clap::ValueEnum;
use serde::{Deserialize, Serialize};

use crate::facts::catalog::Catalog;
use crate::facts::life::Life;
use crate::facts::lifecycle::{self, Phase};
use crate::facts::product::Dates;
use crate::facts::row::{self, Name, Part, Row, Then, Widths};
use crate::facts::viewpoint::{Left, Viewpoint};
use crate::find::listing::{self, Listing};
use crate::find::query::{Own, Subject};

/// A listed release: the index of its product, and its number there.
pub type Listed = (usize, usize);

/// The releases that a query lists.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Releases {
    /// The releases that all filters accept, in their order.
    pub listed: Vec<Listed>,
    /// How many releases the listed products have.
    pub all: usize,
}

/// How releases are sorted.
pub type Sort = listing::Sort<Order>;

/// What releases are sorted by, as the help of the command line has it. What has no such date comes last. Releases by
/// product are in the order of the products listed, and of their own tables.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ValueEnum)]
pub enum Order {
    /// The latest end of life first
    #[default]
    End,
    /// The newest release first
    Released,
    /// The newest version first
    Latest,
    /// By product
    Product,
}

impl Sort {
    /// By a key in its usual direction; if that is the order already, reversed.
    #[must_use]
    pub fn by(self, by: Order) -> Self {
        let is_reversed = self.by == by && !self.is_reversed;
        Self { by, is_reversed }
    }

    /// The next key in its usual direction; after the last, the first.
    #[must_use]
    pub fn next(self) -> Self {
        let by = match self.by {
            Order::End => Order::Released,
            Order::Released => Order::Latest,
            Order::Latest => Order::Product,
            Order::Product => Order::End,
        };
        let is_reversed = false;
        Self { by, is_reversed }
    }

    /// The name of the key, and whether earlier or lower values come first.
    pub fn words(self) -> (&'static str, bool) {
        let (words, is_rising) = match self.by {
            Order::End => ("end of life", false),
            Order::Released => ("release date", false),
            Order::Latest => ("latest version", false),
            Order::Product => ("product", true),
        };
        (words, is_rising != self.is_reversed)
    }
}

impl Order {
    fn day(self, dates: &Dates) -> Option<NaiveDate> {
        match self {
            Self::End => dates.eol.date(),
            Self::Released => dates.released,
            Self::Latest => dates.latest_released,
            Self::Product => None,
        }
    }
}

impl Releases {
    /// The releases of the products of a listing for rows, see
    /// [`crate::find::listing::Lister::list_for_rows`]. `own` knows the watchlist and the stack.
    pub fn new(catalog: &Catalog, listing: &Listing, on: Viewpoint, own: Own<'_>) -> Self {
        let filters = &listing.query.filters;
        let mut releases = Self::default();
        for index in &listing.hits {
            let subject = Subject::new(catalog, *index, on, own);
            let count = catalog.dates(*index).len();
            releases.all += count;
            let accepted = (0..count).filter(|number| {
                let mut filters = filters.iter();
                filters.all(|filter| filter.accepts_release(&subject, *number))
            });
            releases
                .listed
                .extend(accepted.map(|number| (*index, number)));
        }
        releases
    }

    /// The same in an order.
    #[must_use]
    pub fn sorted(mut self, catalog: &Catalog, Sort { by, is_reversed }: Sort) -> Self {
        if by == Order::Product {
            if is_reversed {
                self.listed.reverse();
            }
            return self;
        }
        // A single number for each, the day before the place: a letter may sort the releases of all products.
        let key = |(product, number): &Listed, place: u32| {
            let dates = catalog.dates(*product).get(*number);
            let day = dates.and_then(|dates| by.day(dates));
            let days = day.map(|day| i64::from(day.year()) * 512 + i64::from(day.ordinal()));
            let days = days.map_or(
                i64::from(i32::MAX),
                |days| if is_reversed { days } else { -days },
            );
            days << u32::BITS | i64::from(place)
        };
        let mut keys: Vec<i64> = self
            .listed
            .iter()
            .zip(0..)
            .map(|(listed, place)| key(listed, place))
            .collect();
        keys.sort_unstable();
        let places = keys
            .iter()
            .filter_map(|key| usize::try_from(key & i64::from(u32::MAX)).ok());
        self.listed = places
            .filter_map(|place| self.listed.get(place).copied())
            .collect();
        self
    }
}

/// The columns of a list of releases. The mark is a star if the release is watched.
pub const PARTS: [Part; 8] = [
    Part::Mark,
    Part::Name,
    Part::Released,
    Part::Sign,
    Part::Day,
    Part::Left,
    Part::Life,
    Part::Then,
];

/// Their widths, without a column for marks.
pub const WIDTHS: Widths = Widths {
    mark: 0,
    name: 48,
    least_name: 27,
    day: row::DAY,
    phase: 0,
    note: 0,
    left: Left::Short,
    then: (25, 10),
};

/// A release as a row of the list; an empty one if there is none.
pub fn row(catalog: &Catalog, listed: Listed, on: Viewpoint) -> Row {
    let (product, number) = listed;
    let Some(dates) = catalog.dates(product).get(number) else {
        return Row::default();
    };
    let written = |date| row::day(date, on.preferences.dates);
    let left = dates.eol.date().map(|date| (date - on.day).num_days());
    let health = lifecycle::release_health(dates, on);
    Row {
        sign: health.glyph(),
        tone: health.tone(),
        name: Name::of(catalog, listed, on.day),
        released: dates.released.map_or_else(String::new, written),
        day: row::end(dates.eol, on.preferences.dates),
        has_moved: catalog.times_moved(listed, Phase::Security) > 0,
        left,
        life: Life::of(dates, on),
        then: Then::extended(catalog, listed, on).unwrap_or_default(),
        ..Row::default()
    }
}

#[cfg(test)]
mod tests {
    use super::{Order, PARTS, Releases, Sort as By, WIDTHS, row};
    use crate::facts::catalog::Catalog;
    use crate::facts::product;
    use crate::facts::row::{Fit, Part};
    use crate::facts::viewpoint::Viewpoint;
    use crate::find::listing::{Lister, Sort, Wanted};

    fn catalog() -> Catalog {
        let file = |id: &str, releases: &str| {
            let file = format!(
                "---\ntitle: {id}\npermalink: /{id}\ncategory: lang\neoasColumn: true\n\
                 releases:\n{releases}---\n"
            );
            product::parse("x.md", file.as_bytes())
        };
        Catalog::new([
            file(
                "java",
                "- {releaseCycle: '25', releaseDate: 2025-09-16, eoas: 2027-01-01, eol: 2033-09-30, lts: true}\n\
                 - {releaseCycle: '24', releaseDate: 2025-03-18, eoas: 2025-09-01, eol: 2025-09-16}\n\
                 - {releaseCycle: '21', releaseDate: 2023-09-19, eoas: 2026-01-01, eol: 2028-09-30, lts: true}\n",
            ),
            file(
                "net",
                "- {releaseCycle: '11', releaseDate: 2026-08-01, eol: false}\n\
                 - {releaseCycle: '10', releaseDate: 2025-11-11, eol: 2028-11-10, lts: true}\n",
            ),
        ])
        .unwrap()
    }

    /// Names of the listed releases on 2026-09-01, and how many there are in all.
    fn listed(query: &str, by: By) -> String {
        let catalog = catalog();
        let on = Viewpoint::with_defaults("2026-09-01".parse().unwrap());
        let wanted = Wanted {
            text: query,
            sort: Sort::default(),
            on,
            own: &|_| false,
        };
        let listing = Lister::default().list_for_rows(&catalog, &wanted);
        let releases = Releases::new(&catalog, &listing, on, &|_| false).sorted(&catalog, by);
        let names = releases.listed.iter();
        let names = names.map(|listed| row(&catalog, *listed, on).name.whole());
        let names: Vec<String> = names.collect();
        format!("{} of {}", names.join(", "), releases.all)
    }

    #[test]
    fn filters_are_asked_about_each_release() {
        for (query, expected) in [
            ("java", "java 25 (LTS), java 21 (LTS), java 24 of 3"),
            (
                "is:lts ends>2y",
                "java 25 (LTS), net 10 (LTS), java 21 (LTS) of 5",
            ),
            ("is:lts ends>2030-11", "java 25 (LTS) of 5"),
            ("released<1y", "java 25 (LTS), net 10 (LTS), net 11 of 5"),
            ("-is:lts", "java 24, net 11 of 5"),
            ("is:ended", "java 24 of 5"),
            ("phase:active", "java 25 (LTS) of 5"),
            ("phase:eol", "net 10 (LTS), java 21 (LTS), net 11 of 5"),
        ] {
            let listed = listed(query, By::default());
            assert_eq!(listed.trim_start(), expected, "{query}");
        }
    }

    #[test]
    fn what_has_no_day_comes_last() {
        for (by, is_reversed, expected) in [
            (Order::Released, false, "net 11, net 10 (LTS) of 2"),
            (Order::Released, true, "net 10 (LTS), net 11 of 2"),
            (Order::Product, false, "net 11, net 10 (LTS) of 2"),
            (Order::Product, true, "net 10 (LTS), net 11 of 2"),
            (Order::End, false, "net 10 (LTS), net 11 of 2"),
            (Order::End, true, "net 10 (LTS), net 11 of 2"),
        ] {
            let sort = By { by, is_reversed };
            assert_eq!(listed("net", sort), expected, "{sort:?}");
        }
    }

    #[test]
    fn a_narrow_list_keeps_names_before_the_words_of_the_time_left() {
        let widths = [140, 110, 76, 64, 50, 36].map(|room| {
            let fit = Fit::new(&PARTS, WIDTHS, room);
            let width = |part| fit.column(part).map_or(0, |(_, width)| width);
            [Part::Name, Part::Released, Part::Left, Part::Then].map(width)
        });
        assert_eq!(
            widths,
            [
                [48, 10, 12, 28],
                [31, 10, 12, 25],
                [36, 0, 12, 10],
                [29, 0, 7, 10],
                [27, 0, 7, 0],
                [22, 0, 0, 0],
            ]
        );
    }
}
