//! The moves of newer data: the embedded ones, those recorded by earlier updates, and those of this update.

use chrono::{DateTime, NaiveDate, Utc};

use super::InForce;
use crate::facts::catalog::Catalog;
use crate::facts::changes;
use crate::facts::moves::{HEADER, Move, Row, SETTLED, rows};
use crate::facts::product::Product;

/// The moves of all products.
pub(super) struct Table {
    /// The embedded moves, under current names.
    inside: Vec<Line>,
    /// The moves recorded by updates, including this one.
    seen: Vec<Line>,
}

struct Line {
    product: String,
    release: String,
    moved: Move,
}

impl Table {
    /// The moves up to a day, including those from the previous data to `newer`.
    pub(super) fn new(
        inside: &InForce,
        in_force: &InForce,
        newer: &Catalog,
        kept: Option<&str>,
        day: NaiveDate,
    ) -> Self {
        let known = day_of(inside.origin.rank);
        // A killed program may have left moves of an update that never came into force; the next update
        // finds them again.
        let reached = day_of(in_force.origin.rank).max(known).min(day);
        let seen = kept.and_then(|table| rows(table).ok()).unwrap_or_default();
        let seen = seen
            .iter()
            .filter(|row| known < row.changed && row.changed <= reached);
        let mut table = Self {
            inside: (0..inside.catalog.cards().len())
                .flat_map(|index| lines(&inside.catalog, index))
                .filter(|line| line.moved.changed <= day)
                .collect(),
            seen: seen.map(Line::of).collect(),
        };
        // Data older than the embedded ones cannot add to what those already know.
        let before = &in_force.newest(inside).catalog;
        let is_later = day > known;
        for pair in changes::pairs(before, newer) {
            let (Some(before), Some(after)) = (
                pair.0.and_then(|index| before.product(index)),
                pair.1.and_then(|index| newer.product(index)),
            ) else {
                continue;
            };
            table.follow(before, after, is_later.then_some(day));
        }
        table.seen.retain(|line| line.moved.from != line.moved.to);
        table
    }

    /// Renames a product and its releases, and records moved ends, if `day` is given.
    fn follow(&mut self, before: &Product, after: &Product, day: Option<NaiveDate>) {
        for pair in changes::releases(before, after) {
            let (Some(was), Some(is)) = pair else {
                continue;
            };
            if before.id != after.id || was.name != is.name {
                self.rename((&before.id, &was.name), (&after.id, &is.name));
            }
            let Some(changed) = day else { continue };
            for (phase, from, to) in changes::ends(was, is) {
                let (product, release) = (after.id.clone(), is.name.to_string());
                let moved = Move {
                    release: 0,
                    phase,
                    changed,
                    from,
                    to,
                };
                self.see(Line {
                    product,
                    release,
                    moved,
                });
            }
        }
    }

    /// Adds a change; changes of the same end within two weeks count as one, as in the history of the data.
    fn see(&mut self, line: Line) {
        let key = |line: &Line| (line.product.clone(), line.release.clone(), line.moved.phase);
        let mut seen = self.seen.iter_mut().rev();
        let last = seen.find(|last| key(last) == key(&line));
        let is_near = |last: &Line| (line.moved.changed - last.moved.changed).num_days() <= SETTLED;
        match last.filter(|last| is_near(last)) {
            Some(last) => last.moved.to = line.moved.to,
            None => self.seen.push(line),
        }
    }

    fn rename(&mut self, before: (&str, &str), after: (&str, &str)) {
        for line in self.inside.iter_mut().chain(&mut self.seen) {
            if (line.product.as_str(), line.release.as_str()) == before {
                (line.product, line.release) = (after.0.to_owned(), after.1.to_owned());
            }
        }
    }

    pub(super) fn rows(&self) -> Vec<Row<'_>> {
        self.inside
            .iter()
            .chain(&self.seen)
            .map(Line::row)
            .collect()
    }

    /// The moves recorded by updates, as a table.
    pub(super) fn seen(&self) -> String {
        let lines = self.seen.iter().map(|line| format!("{}\n", line.row()));
        format!("{HEADER}\n{}", lines.collect::<String>())
    }
}

impl Line {
    fn of(row: &Row<'_>) -> Self {
        Self {
            product: row.product.to_owned(),
            release: row.release.to_owned(),
            moved: row.numbered(0),
        }
    }

    fn row(&self) -> Row<'_> {
        Row::of(&self.product, &self.release, &self.moved)
    }
}

fn day_of(time: i64) -> NaiveDate {
    let time = DateTime::<Utc>::from_timestamp(time, 0);
    time.unwrap_or_default().date_naive()
}

fn lines(catalog: &Catalog, index: usize) -> impl Iterator<Item = Line> {
    let product = catalog.product(index);
    let moves = catalog.moves(index).into_iter();
    moves.filter_map(move |moved| {
        let product = product?;
        Some(Line {
            product: product.id.clone(),
            release: product.releases.get(moved.release)?.name.to_string(),
            moved,
        })
    })
}
