//! Releases of one product or several as spans on one time axis. Unknown, open, ended without a date and
//! not yet released stay four different things.

pub mod axis;
pub mod bar;
pub mod chart;
mod legend;
pub mod part;

use chrono::NaiveDate;

use self::axis::Window;
use crate::facts::lifecycle::{self, Health, Phase};
use crate::facts::moves::Move;
use crate::facts::product::{Dates, End, Product};
use crate::facts::table;
use crate::facts::viewpoint::Viewpoint;
use crate::facts::wording;
use crate::text::width;

/// Releases on one time axis.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Timeline {
    /// The day looked at, and the user's preferences.
    pub on: Viewpoint,
    /// The releases, product by product, in their files' order.
    pub rows: Vec<Row>,
}

/// One release.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The index of its product among those given, or the caller's own number for it.
    pub product: usize,
    /// Its number among the product's releases.
    pub release: usize,
    /// The title of its product if there are several products; empty otherwise.
    pub title: String,
    /// Its labels, from long to short.
    pub labels: Vec<String>,
    /// The release date; missing only in older files.
    pub released: Option<NaiveDate>,
    /// Its health on the day looked at.
    pub health: Health,
    /// Its phases in order; production, which runs in parallel to the others, comes last.
    pub spans: Vec<Span>,
    /// End dates that the data gave before, see [`Timeline::remember`].
    pub moved: Vec<NaiveDate>,
}

/// A phase of a release.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// The phase.
    pub phase: Phase,
    /// Its first day; `None` if unknown.
    pub from: Option<NaiveDate>,
    /// Its last day, or what is known in place of it.
    pub to: End,
}

impl Timeline {
    /// The releases of products on a day.
    pub fn new(products: &[&Product], on: Viewpoint) -> Self {
        let is_one = products.len() == 1;
        let rows = products.iter().enumerate().flat_map(|(number, product)| {
            let releases = 0..product.releases.len();
            releases.filter_map(move |release| Row::new((number, product), release, is_one, on))
        });
        let rows = rows.collect();
        Self { on, rows }
    }

    /// Some releases of products, each as the caller's number for the product, the product, and the
    /// release's number. Missing releases are left out.
    pub fn of<'a>(
        releases: impl Iterator<Item = (usize, &'a Product, usize)>,
        on: Viewpoint,
    ) -> Self {
        let row = |(number, product, release)| Row::new((number, product), release, false, on);
        let rows = releases.filter_map(row).collect();
        Self { on, rows }
    }

    /// Marks the end dates that the data gave before for the releases of a product, by its number.
    pub fn remember(&mut self, number: usize, product: &Product, moves: &[Move]) {
        for row in self.rows.iter_mut().filter(|row| row.product == number) {
            let Some(release) = product.releases.get(row.release) else {
                continue;
            };
            let own = moves.iter().filter(|moved| moved.release == row.release);
            let telling = own.filter(|moved| moved.is_telling(&release.dates));
            row.moved = telling.filter_map(|moved| moved.from.date()).collect();
        }
    }

    /// The time that shows all of the first `count` rows, and the day looked at.
    pub fn window(&self, count: usize) -> Window {
        let rows = self.rows.iter().take(count);
        let days = rows.flat_map(|row| {
            let ends = row.spans.iter().filter_map(|span| span.to.date());
            row.released.into_iter().chain(ends)
        });
        let (mut from, mut to) = (self.on.day, self.on.day);
        for day in days {
            (from, to) = (from.min(day), to.max(day));
        }
        Window::around(from, to)
    }

    /// The width of the longest name among the first `count` rows.
    pub fn label_width(&self, count: usize) -> usize {
        let rows = self.rows.iter().take(count);
        rows.map(|row| width::of(&row.name())).max().unwrap_or(0)
    }
}

impl Row {
    fn new(
        (number, product): (usize, &Product),
        release: usize,
        is_one: bool,
        on: Viewpoint,
    ) -> Option<Self> {
        let of = product.releases.get(release)?;
        Some(Self {
            product: number,
            release,
            title: if is_one {
                String::new()
            } else {
                product.title.clone()
            },
            labels: table::labels(product, of, on.day),
            released: of.dates.released,
            health: lifecycle::release_health(&of.dates, on),
            spans: spans(&of.dates, on.day),
            moved: Vec::new(),
        })
    }

    /// Its name, after that of its product if there are several.
    pub fn name(&self) -> String {
        wording::release_name(&self.title, &self.labels, usize::MAX)
    }
}

/// The phases of a release, each from the end of the one before it.
fn spans(dates: &Dates, day: NaiveDate) -> Vec<Span> {
    const IN_TURN: [Phase; 3] = [
        Phase::ActiveSupport,
        Phase::Security,
        Phase::ExtendedSupport,
    ];
    let mut spans = Vec::new();
    let mut from = dates.released;
    for phase in IN_TURN {
        let to = phase.end(dates);
        let is_stated = match (phase, to) {
            // If active support ended on an unknown day, security support covers it.
            (Phase::ActiveSupport, End::Over) => dates.eol == End::Over,
            (Phase::ActiveSupport | Phase::ExtendedSupport, End::Unstated) => false,
            (Phase::Security, End::Over) => dates.active_support != End::Over,
            (_, End::On(end)) => from.is_none_or(|from| end >= from),
            _ => true,
        };
        if is_stated {
            spans.push(Span { phase, from, to });
        }
        from = match to {
            End::On(end) => from.max(end.succ_opt()),
            // After an end without a date, the next phase is known only from the day looked at.
            End::Open | End::Over if is_stated => from.max(Some(day)),
            End::Open | End::Over | End::Unstated => from,
        };
    }
    if dates.discontinued != End::Unstated {
        let (phase, to) = (Phase::Production, dates.discontinued);
        let from = dates.released;
        spans.push(Span { phase, from, to });
    }
    spans
}

#[cfg(test)]
mod tests;
