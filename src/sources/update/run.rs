//! Runs an update from start to end, one program at a time, and repacks what another version of eolens has
//! kept.

use anyhow::{Context, Result};

use super::{Bundle, InForce, Outcome, Progress, newer, prepare};
use crate::sources::cache::{Busy, Cache, Origin, Packed};

/// What an update has done.
pub struct Done {
    /// What was in force before.
    pub before: Origin,
    /// The newer data; `None` if there were none.
    pub after: Option<Box<Packed>>,
    /// The archive that came; `None` if none did, or if it is that of the newer data.
    pub archive: Option<Vec<u8>>,
    /// Why the newer data could not be saved, so that they are not in force; `Ok` if they are.
    pub kept: Result<()>,
}

/// Gets product files for the data in force, and puts them in force if they are plausible. No other program
/// updates meanwhile; one that waits for it finds the new data.
///
/// # Errors
///
/// Fails if there are no files, if they are not plausible, or if another program does not finish its
/// update; the data in force stay in force.
pub fn run(
    cache: &Cache,
    is_forced: bool,
    progress: Progress<'_>,
    bundle: impl FnOnce(&Origin, Progress<'_>) -> Result<Option<Bundle>>,
) -> Result<Done> {
    let lock = match cache.lock() {
        Err(error) if error.is::<Busy>() => return Err(error),
        lock => lock,
    };
    let in_force = InForce::checked(cache)?;
    let outcome = match bundle(&in_force.origin, progress)? {
        Some(bundle) => prepare(bundle, &in_force, cache, is_forced, progress)?,
        None => Outcome::UpToDate(None),
    };
    let before = in_force.origin;
    match outcome {
        Outcome::New(packed) => {
            let kept = lock.and_then(|lock| lock.keep(&packed));
            Ok(Done {
                before,
                after: Some(packed),
                archive: None,
                kept: kept.context("the new data could not be saved"),
            })
        }
        Outcome::UpToDate(archive) => {
            // What is damaged would be told of again and again.
            if cache.open_checked().is_err() {
                lock?.reset()?;
            } else if let Ok(lock) = lock {
                lock.sweep();
            }
            Ok(Done {
                before,
                after: None,
                archive,
                kept: Ok(()),
            })
        }
    }
}

/// The origin shown for data that another version of eolens has kept.
const KEPT: &str = "an archive kept by another version of eolens";

/// Packs the archive of the last update for this program, if only another version has packed it; `None` if
/// there is nothing to pack, or if the embedded data are newer.
///
/// # Errors
///
/// Fails if the archive is damaged or implausible, or if the result cannot be saved. A bad archive is
/// removed, so that it is tried only once.
pub fn repack(cache: &Cache) -> Result<Option<Box<Packed>>> {
    if !cache.is_of_another_program() {
        return Ok(None);
    }
    let lock = cache.lock()?;
    let archive = cache.archive()?;
    let Some(archive) = archive.filter(|_| cache.is_of_another_program()) else {
        return Ok(None);
    };
    let packed = anew(cache, archive).context(KEPT);
    match &packed {
        Ok(Some(packed)) => lock.keep(packed)?,
        Ok(None) | Err(_) => lock.drop_archive()?,
    }
    packed
}

fn anew(cache: &Cache, archive: Vec<u8>) -> Result<Option<Box<Packed>>> {
    let in_force = InForce::inside()?;
    let bundle = Bundle::of_archive(archive, KEPT)?;
    if newer(&bundle, &in_force)?.is_none() {
        return Ok(None);
    }
    let outcome = prepare(bundle, &in_force, cache, false, &mut |_| true)?;
    Ok(match outcome {
        Outcome::New(packed) => Some(packed),
        Outcome::UpToDate(_) => None,
    })
}

impl InForce {
    /// Like [`Self::checked`], but first packs an archive kept by another version of eolens. The browser does
    /// that after its first frame.
    ///
    /// # Errors
    ///
    /// Fails if the embedded catalog cannot be read.
    pub fn repacked(cache: &Cache) -> Result<Self> {
        let repacked = repack(cache);
        let mut in_force = Self::checked(cache)?;
        if let Err(error) = repacked {
            in_force.add_fault(format!("{error:#}; the built-in data is shown"));
        }
        Ok(in_force)
    }
}
