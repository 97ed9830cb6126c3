//! Whether newer data are plausible: compared with the data in force, never with the clock.

use anyhow::{Result, ensure};

use super::{InForce, Origin};
use crate::facts::catalog::Catalog;
use crate::facts::changes::{pairs, releases};
use crate::facts::product::End;

/// The least share of products that must still be there, in percent.
const PRODUCTS: usize = 95;
/// The least share of releases that must still be there, in percent.
const RELEASES: usize = 98;
/// The largest share of files that may be unreadable, at least in part, in percent.
const UNREADABLE: usize = 5;
/// The largest share of end-of-life dates that may move at once, in percent.
const MOVED: usize = 25;

const INSIST: &str = "the current data stays in use; `eolens update --force` overrides this";

/// Fails if data are older than the newest that there are, in force or embedded. Data without a time are compared
/// by their day.
pub fn is_newer(newer: &Origin, newest: &InForce) -> Result<()> {
    let is_older = match newer.time {
        Some(time) => time < newest.origin.rank,
        None => newer.day < newest.catalog.day(),
    };
    let which = match newest.origin.updated {
        0 => "built-in",
        _ => "current",
    };
    ensure!(
        !is_older,
        "the data from {} is of {}, older than the {which} data of {}; {INSIST}",
        newer.from,
        newer.when(),
        newest.origin.when()
    );
    Ok(())
}

/// Fails if data differ too much from those in force. `unreadable` is the number of files with faults and of
/// all files.
pub fn is_like(old: &Catalog, new: &Catalog, unreadable: (usize, usize)) -> Result<()> {
    let (wrong, files) = unreadable;
    ensure!(
        wrong * 100 <= files * UNREADABLE,
        "{wrong} of {files} product files cannot be read in full; a newer version of eolens may be needed; {INSIST}"
    );
    let count = Count::of(old, new);
    let is_enough = |(there, all): (usize, usize), share| there * 100 >= all * share;
    let told = |(there, all): (usize, usize), what: &str| {
        format!("only {there} of {all} {what} remain; {INSIST}")
    };
    ensure!(
        is_enough(count.products, PRODUCTS),
        told(count.products, "products")
    );
    ensure!(
        is_enough(count.releases, RELEASES),
        told(count.releases, "releases")
    );
    let (moved, ends) = count.moved;
    ensure!(
        moved * 100 <= ends * MOVED,
        "{moved} of {ends} end-of-life dates change at once; {INSIST}"
    );
    Ok(())
}

/// How many products and releases remain, and how many end-of-life dates have moved, each with the total.
#[derive(Default)]
struct Count {
    products: (usize, usize),
    releases: (usize, usize),
    moved: (usize, usize),
}

impl Count {
    fn of(old: &Catalog, new: &Catalog) -> Self {
        let mut count = Self::default();
        for (before, after) in pairs(old, new) {
            let Some(before) = before.and_then(|index| old.product(index)) else {
                continue;
            };
            count.products.1 += 1;
            let Some(after) = after.and_then(|index| new.product(index)) else {
                count.releases.1 += before.releases.len();
                continue;
            };
            count.products.0 += 1;
            for (was, is) in releases(before, after) {
                let Some(was) = was else { continue };
                count.releases.1 += 1;
                let Some(is) = is else { continue };
                count.releases.0 += 1;
                if let End::On(day) = was.dates.eol {
                    count.moved.1 += 1;
                    count.moved.0 += usize::from(is.dates.eol != End::On(day));
                }
            }
        }
        count
    }
}
