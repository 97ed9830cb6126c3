//! The status of watched releases on a day, sorted by their next end.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::{Entry, Share, Watchlist};
use crate::facts::agenda::{self, Event};
use crate::facts::catalog::Catalog;
use crate::facts::life::Life;
use crate::facts::lifecycle::{self, Health, Phase};
use crate::facts::product::End;
use crate::facts::row::{self, Name, Row, Then};
use crate::facts::viewpoint::Viewpoint;
use crate::facts::{upgrade, why, wording};

/// The status of a watched release on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct State {
    /// The product's index in the catalog.
    pub product: usize,
    /// The release's number in the product.
    pub release: usize,
    /// Its health.
    pub health: Health,
    /// The current phase, or the last one; `None` if unknown or not yet released.
    pub phase: Option<Phase>,
    /// When that phase ends; for an upcoming release, its release date.
    pub end: End,
}

impl State {
    /// The state of a release; `None` if the product or the release does not exist.
    pub fn new(catalog: &Catalog, index: usize, release: usize, on: Viewpoint) -> Option<Self> {
        let dates = catalog.dates(index).get(release)?;
        let health = lifecycle::release_health(dates, on);
        let phase = why::current(dates, on).filter(|_| health != Health::NotYet);
        let end = phase.map(|phase| phase.end(dates));
        let release_day = dates.released.filter(|_| health == Health::NotYet);
        let end = end.or(release_day.map(End::On));
        Some(Self {
            product: index,
            release,
            health,
            phase,
            end: end.unwrap_or(End::Unstated),
        })
    }

    /// The name of the phase, which for extended support is the product's own; empty if there is none.
    pub fn phase_words<'a>(&self, catalog: &'a Catalog) -> &'a str {
        let named = self.phase.zip(catalog.product(self.product));
        named.map_or("", |(phase, product)| why::in_words(phase, product))
    }

    /// A text such as `ends in 2 years (2028-10-31)`.
    pub fn end_words(&self, on: Viewpoint) -> String {
        let Viewpoint { day, preferences } = on;
        match self.end {
            End::On(date) => {
                let verb = match self.health {
                    Health::NotYet => "comes",
                    _ if date < day => "ended",
                    _ => "ends",
                };
                let written = preferences.dates.short().written(date);
                format!("{verb} {} ({written})", wording::relative(date, day))
            }
            End::Over => "ended, date unknown".to_owned(),
            End::Open => "no end date published".to_owned(),
            End::Unstated => "the data does not say".to_owned(),
        }
    }

    /// The state as a row of a list.
    pub fn row(&self, catalog: &Catalog, on: Viewpoint) -> Row {
        let product = catalog.product(self.product);
        let phase = match (self.health, self.phase) {
            (Health::NotYet, _) => ("not yet released".to_owned(), "not yet"),
            (Health::Ended, _) => ("ended".to_owned(), "ended"),
            (_, Some(phase)) => {
                let long = product.map_or(phase.words(), |product| why::in_words(phase, product));
                (long.to_owned(), row::short_words(phase))
            }
            (_, None) => ("unknown".to_owned(), "unknown"),
        };
        let release = (self.product, self.release);
        let moves = self.phase.map(|phase| catalog.times_moved(release, phase));
        let dates = catalog.dates(self.product).get(self.release);
        Row {
            sign: self.health.glyph(),
            tone: self.health.tone(),
            name: Name::of(catalog, (self.product, self.release), on.day),
            phase,
            day: row::end(self.end, on.preferences.dates),
            has_moved: moves.is_some_and(|moves| moves > 0),
            left: self.end.date().map(|date| (date - on.day).num_days()),
            life: dates.and_then(|dates| Life::of(dates, on)),
            then: self.then(catalog, on),
            ..Row::default()
        }
    }

    /// Where to move, or how long extended support goes on.
    fn then(&self, catalog: &Catalog, on: Viewpoint) -> Then {
        let then = match self.health {
            Health::Supported => {
                let extended = Then::extended(catalog, (self.product, self.release), on);
                extended.map(|extended| Then {
                    short: String::new(),
                    ..extended
                })
            }
            Health::AlmostOver | Health::Extended | Health::Ended => {
                let product = catalog.product(self.product);
                let arrow = product.and_then(|product| upgrade::arrow(product, self.release, on));
                arrow.map(Then::from)
            }
            Health::NotYet | Health::Unknown => None,
        };
        then.unwrap_or_default()
    }

    /// Ended ones come first, then the next to end; those without a published end come last.
    fn rank(&self) -> (u8, Option<NaiveDate>) {
        match self.end {
            End::Over => (0, None),
            End::On(date) => (1, Some(date)),
            End::Open => (2, None),
            End::Unstated => (3, None),
        }
    }
}

/// Everything watched, as it stands on a day.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct States {
    /// The watched releases, sorted by end.
    pub watched: Vec<State>,
    /// Other releases of products that are watched as a whole, which ended in the last 90 days, the latest first.
    pub lately: Vec<State>,
}

impl States {
    /// The states of what is watched of some products.
    pub fn new<'a>(
        shares: impl Iterator<Item = (usize, &'a Share)>,
        catalog: &Catalog,
        on: Viewpoint,
    ) -> Self {
        let mut states = Self::default();
        for (index, share) in shares {
            states.add(catalog, (index, share), on);
        }
        states.watched.sort_by_key(State::rank);
        states.lately.sort_by_key(|state| Reverse(state.end.date()));
        states
    }

    /// Adds the states of one product's watched releases: the named ones, and all that have not ended if the product
    /// is watched as a whole.
    fn add(&mut self, catalog: &Catalog, (index, share): (usize, &Share), on: Viewpoint) {
        let entries = share.entries();
        let named: BTreeSet<usize> = entries
            .filter_map(|entry| entry.release_in(catalog, index))
            .collect();
        if !share.is_whole() {
            let named = named.into_iter();
            let states = named.filter_map(|number| State::new(catalog, index, number, on));
            return self.watched.extend(states);
        }
        let states = all(catalog, index, on);
        let lives = lives(&states);
        let is_watched = |state: &State| lives(state) || named.contains(&state.release);
        let (watched, ended): (Vec<_>, Vec<_>) = states.into_iter().partition(is_watched);
        let is_lately = |state: &State| {
            let days = state.end.date().map(|end| (on.day - end).num_days());
            days.is_some_and(|days| (1..=LATELY).contains(&days))
        };
        self.watched.extend(watched);
        self.lately.extend(ended.into_iter().filter(is_lately));
    }
}

/// Days back that count as lately.
const LATELY: i64 = 90;

/// The entries whose product or release is not in the catalog.
pub fn unresolved(list: &Watchlist, catalog: &Catalog) -> Vec<Entry> {
    let is_known = |entry: &&Entry| {
        entry.product_in(catalog).is_some_and(|product| {
            entry.release().is_none() || entry.release_in(catalog, product).is_some()
        })
    };
    let entries = list.entries().filter(|entry| !is_known(entry));
    entries.cloned().collect()
}

/// All ends of a product's watched releases, as seen from a day.
pub fn ends(
    catalog: &Catalog,
    (index, share): (usize, &Share),
    day: NaiveDate,
) -> impl Iterator<Item = Event> {
    // Names are in the product, which need not be decoded if it is watched as a whole.
    let part = (!share.is_whole())
        .then(|| catalog.product(index))
        .flatten();
    let is_covered = move |event: &Event| match part {
        None => share.is_whole(),
        Some(product) => {
            let release = product.releases.get(event.release);
            release.is_some_and(|release| share.names(&release.name))
        }
    };
    agenda::ends(catalog, index, day).filter(is_covered)
}

/// The release of a product that ends next; `None` if nothing is known.
pub fn first(catalog: &Catalog, index: usize, on: Viewpoint) -> Option<State> {
    let states = all(catalog, index, on);
    let lives = lives(&states);
    let living = states.into_iter().filter(lives);
    living.min_by_key(State::rank)
}

/// The states of all releases of a product.
fn all(catalog: &Catalog, index: usize, on: Viewpoint) -> Vec<State> {
    let numbers = 0..catalog.dates(index).len();
    let states = numbers.filter_map(|number| State::new(catalog, index, number, on));
    states.collect()
}

/// Which of a product's releases have not ended; if all have, the newest counts.
fn lives(states: &[State]) -> impl Fn(&State) -> bool + use<> {
    let have_ended = states.iter().all(|state| state.health == Health::Ended);
    move |state| state.health != Health::Ended || (have_ended && state.release == 0)
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::States;
    use crate::facts::catalog::Catalog;
    use crate::facts::product;
    use crate::facts::viewpoint::Viewpoint;
    use crate::mine::watchlist::{Watched, Watchlist};

    /// The names of what is watched, with signs, in order, and of what ended lately, on 2026-11-22.
    fn stands(text: &str) -> [String; 2] {
        let file = |id: &str, releases: &[&str]| {
            let items = releases.iter().map(|release| format!("- {{{release}}}\n"));
            let items: String = items.collect();
            let head = format!("title: T\npermalink: /{id}\ncategory: os\neoesColumn: true");
            let file = format!("---\n{head}\nreleases:\n{items}---\n");
            product::parse("x.md", file.as_bytes())
        };
        let live = [
            "releaseCycle: '5', releaseDate: 2027-01-01, eol: 2030-01-01",
            "releaseCycle: '4', releaseDate: 2020-01-01, eol: false",
            "releaseCycle: '3', releaseDate: 2020-01-01, eol: 2026-12-01",
            "releaseCycle: '2', releaseDate: 2020-01-01, eol: 2026-01-01, eoes: 2028-01-01",
            "releaseCycle: '1', releaseDate: 2020-01-01, eol: 2025-01-01",
        ];
        let dead = [
            "releaseCycle: '8', eol: 2024-01-01",
            "releaseCycle: '7', eol: true",
        ];
        let lately = [
            "releaseCycle: '5', releaseDate: 2025-01-01, eol: 2030-01-01",
            "releaseCycle: '4', releaseDate: 2024-01-01, eol: 2026-11-21",
            "releaseCycle: '3', releaseDate: 2024-01-01, eol: 2026-11-22",
            "releaseCycle: '2', releaseDate: 2024-01-01, eol: 2026-08-24",
            "releaseCycle: '1', releaseDate: 2024-01-01, eol: 2026-08-23",
        ];
        let files = [
            file("live", &live),
            file("dead", &dead),
            file("lately", &lately),
        ];
        let catalog = Catalog::new(files).unwrap();
        let (list, _) = Watchlist::parse("w", text.as_bytes());
        let day = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
        let watched = Watched::new(&list, &catalog);
        let states = States::new(watched.shares(), &catalog, Viewpoint::with_defaults(day));
        [states.watched, states.lately].map(|states| {
            let words = states.into_iter().map(|state| {
                let product = catalog.product(state.product).unwrap();
                let name = &product.releases[state.release].name;
                format!("{name} {}", state.health.words())
            });
            words.collect::<Vec<_>>().join(", ")
        })
    }

    #[test]
    fn what_ends_first_comes_first() {
        for (text, expected) in [
            ("", ""),
            (
                "live",
                "3 ending soon, 5 not yet released, 2 extended support only, 4 supported",
            ),
            ("dead", "8 ended"),
            ("dead 7\ndead", "7 ended, 8 ended"),
            ("live 1\nlive 4\nlive 9", "1 ended, 4 supported"),
        ] {
            assert_eq!(stands(text)[0], expected, "{text:?}");
        }
    }
    #[test]
    fn what_ended_lately_is_told_of_whole_products_unless_it_is_watched_itself() {
        for (text, expected) in [
            ("lately", "4 ended, 2 ended"),
            ("lately\nlately 4", "2 ended"),
            ("lately 4", ""),
            ("live", ""),
        ] {
            assert_eq!(stands(text)[1], expected, "{text:?}");
        }
    }
}
