//! Updates: product files in, a packed catalog out, provided it is plausible against the data in force.
//! Nothing is written here; see [`super::cache`].

mod bundle;
mod in_force;
mod moves;
mod parse;
mod plausible;
mod run;

use std::collections::HashSet;

use anyhow::{Context, Result, bail, ensure};

pub use self::bundle::{Bundle, bundle};
pub use self::in_force::InForce;
use self::moves::Table;
use self::parse::parse;
pub use self::run::{Done, repack, run};
use super::cache::{Cache, Origin, Packed};
use crate::facts::catalog::{self, Catalog};
use crate::facts::changes::Changed;
use crate::facts::product::Product;

/// The stage of an update.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// So many bytes have come.
    Fetch(u64),
    /// Parsing the files, and checking them against the data in force.
    Check,
    /// Packing them.
    Pack,
    /// Comparing them with the data in force.
    Compare,
}

/// Receives the stage of an update; returns false to cancel it.
pub type Progress<'a> = &'a mut dyn FnMut(Stage) -> bool;

/// The result of an update.
pub enum Outcome {
    /// The data in force are these, or are newer; the archive that came, if one did.
    UpToDate(Option<Vec<u8>>),
    /// A catalog to put in force.
    New(Box<Packed>),
}

/// Parses product files, checks them against the data in force, and packs them. With `is_forced`, older or
/// implausible data are accepted.
///
/// # Errors
///
/// Fails if the data are not plausible, with the figures and how to force the update.
pub fn prepare(
    bundle: Bundle,
    in_force: &InForce,
    cache: &Cache,
    is_forced: bool,
    progress: Progress<'_>,
) -> Result<Outcome> {
    let mut reach = |step| ensure_going(progress(step));
    reach(Stage::Check)?;
    let origin = bundle.origin(is_forced);
    let is_sound = in_force.catalog.faults().is_empty();
    if origin.is_content_of(&in_force.origin) && is_sound {
        return Ok(Outcome::UpToDate(bundle.archive));
    }
    let parsed = parse(&bundle, in_force, origin)?;
    let inside = InForce::inside()?;
    let catalog = parsed.catalog()?;
    let newest = in_force.newest(&inside);
    let origin = dated(parsed.origin, &catalog, newest);
    if !is_forced {
        plausible::is_newer(&origin, newest)?;
        let unreadable: HashSet<&str> = origin.faults.iter().map(|fault| &*fault.file).collect();
        let unreadable = (unreadable.len(), bundle.files.len());
        plausible::is_like(&in_force.catalog, &catalog, unreadable)?;
    }
    // Without a time, only the content tells whether there is anything new.
    if origin.time.is_none() && is_sound && holds(&in_force.catalog, &parsed.products) {
        return Ok(Outcome::UpToDate(bundle.archive));
    }
    reach(Stage::Pack)?;
    let day = origin.changed();
    let table = Table::new(&inside, in_force, &catalog, cache.moves().as_deref(), day);
    let rows = table.rows();
    let products = parsed.products;
    let moved = products
        .iter()
        .map(|product| catalog::Packed::moved(product, &rows));
    let blob = catalog::pack(moved.collect::<Result<_, _>>()?)?;
    reach(Stage::Compare)?;
    Ok(Outcome::New(Box::new(Packed {
        changed: proved(&blob, &products, in_force)?,
        moves: table.seen(),
        archive: bundle.archive,
        origin,
        blob,
    })))
}

/// The origin of product files that are newer than the data in force; `None` if they are not.
///
/// # Errors
///
/// Fails if no file can be parsed.
pub fn newer(bundle: &Bundle, in_force: &InForce) -> Result<Option<Origin>> {
    let origin = bundle.origin(false);
    if origin.is_content_of(&in_force.origin) {
        return Ok(None);
    }
    let inside = InForce::inside()?;
    let newest = in_force.newest(&inside);
    if let Some(time) = origin.time {
        let is_newer = time > in_force.origin.rank && time >= newest.origin.rank;
        return Ok(is_newer.then_some(origin));
    }
    // Without a time, only what the files say shows whether they are newer.
    let parsed = parse(bundle, in_force, origin)?;
    let catalog = parsed.catalog()?;
    let origin = dated(parsed.origin, &catalog, newest);
    let is_newer =
        plausible::is_newer(&origin, newest).is_ok() && !holds(&in_force.catalog, &parsed.products);
    Ok(is_newer.then_some(origin))
}

/// Whether a catalog has exactly these products.
fn holds(catalog: &Catalog, products: &[Product]) -> bool {
    let own = (0..catalog.cards().len()).map_while(|index| catalog.product(index));
    catalog.cards().len() == products.len() && own.eq(products.iter())
}

fn ensure_going(is_going: bool) -> Result<()> {
    ensure!(is_going, "canceled");
    Ok(())
}

/// Unpacks the packed catalog and verifies all of it; returns the changes.
fn proved(blob: &[u8], products: &[Product], in_force: &InForce) -> Result<Changed> {
    let catalog = Catalog::unpack(blob.to_vec()).context("the new catalog cannot be opened")?;
    if !holds(&catalog, products) {
        bail!("the new catalog failed verification; nothing was replaced");
    }
    Ok(Changed {
        commit: in_force.origin.commit.clone(),
        ..Changed::between(&in_force.catalog, &catalog)
    })
}

/// The origin with the day and the rank of its data. A commit may lack what was released on its own day, so the
/// data are complete up to the day before.
fn dated(origin: Origin, catalog: &Catalog, newest: &InForce) -> Origin {
    let commit = origin.day_of_commit().and_then(|day| day.pred_opt());
    let day = catalog.day().max(commit);
    let rank = origin.time.unwrap_or_else(|| {
        let start = day.and_then(|day| day.and_hms_opt(0, 0, 0));
        let start = start.map_or(0, |start| start.and_utc().timestamp());
        if day < newest.catalog.day() {
            start
        } else {
            start.max(newest.origin.rank)
        }
    });
    Origin {
        rank,
        day,
        ..origin
    }
}
