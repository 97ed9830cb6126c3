//! Newer data, on a separate thread, so that keys keep working.

use std::sync::atomic::Ordering;
use std::thread;

use anyhow::{Result, ensure};

use super::Runtime;
use super::events::{Event, Newer, Updated};
use crate::app::updating::Came;
use crate::app::{Model, Msg};
use crate::facts::changes::Changed;
use crate::settings::config::Updates;
use crate::sources::cache::Cache;
use crate::sources::update::{self, Done, InForce, Progress, Stage};

/// So many bytes come between two words of them.
const PIECE: u64 = 64 << 10;

impl Runtime<'_> {
    pub(super) fn update_data(&self, model: &mut Model) {
        let Some(cache) = self.setup.cache.clone() else {
            return model.updated(Err(NO_CACHE.to_owned()));
        };
        self.canceled.store(false, Ordering::Relaxed);
        let (updates, sender) = (self.setup.updates.clone(), self.sender.clone());
        let canceled = self.canceled.clone();
        thread::spawn(move || {
            let mut told = 0;
            let mut progress = |stage| {
                let is_news = match stage {
                    Stage::Fetch(bytes) => bytes >= told + PIECE,
                    Stage::Check | Stage::Pack | Stage::Compare => true,
                };
                if is_news {
                    if let Stage::Fetch(bytes) = stage {
                        told = bytes;
                    }
                    let _ = sender.send(Event::Msg(Msg::Progress(stage)));
                }
                !canceled.load(Ordering::Relaxed)
            };
            let came = run(&cache, &updates, &mut progress);
            let came = came.map_err(|error| format!("{error:#}"));
            // It may outlive the program, which then listens no more.
            let _ = sender.send(Event::Updated(came));
        });
    }

    /// Packs what another version of eolens has kept, and shows it; or checks the updated catalog, of which a start
    /// reads only the beginning.
    pub(super) fn look_after_updates(&self) {
        let Some(cache) = self.setup.cache.clone() else {
            return;
        };
        let look: fn(&Cache) -> Result<Option<Newer>> = if cache.has_catalog() {
            checked
        } else if cache.is_of_another_program() {
            repacked
        } else {
            return;
        };
        let sender = self.sender.clone();
        thread::spawn(move || {
            let event = match look(&cache) {
                Ok(None) => return,
                Ok(newer) => Event::Updated(Ok(newer)),
                Err(error) => Event::Msg(Msg::Failed(format!("{error:#}."))),
            };
            let _ = sender.send(event);
        });
    }

    /// Reads what the last update has changed.
    pub(super) fn changes(&self, model: &mut Model) {
        let cache = self.setup.cache.as_ref();
        match cache.map_or_else(|| Ok(None), Cache::changes) {
            Ok(changed) => model.show_changes(changed),
            Err(error) => drop(model.update(Msg::Failed(format!("{error:#}")))),
        }
    }
}

const NO_CACHE: &str =
    "the products come from a folder; to update, start eolens without --products";

fn run(cache: &Cache, updates: &Updates, progress: Progress<'_>) -> Result<Option<Newer>> {
    let done = update::run(cache, false, progress, |in_force, progress| {
        let bundle = update::bundle(&updates.from, &updates.access(), in_force, progress)?;
        ensure!(progress(Stage::Check), "canceled");
        Ok(bundle)
    })?;
    let Done { after, kept, .. } = done;
    let Some(packed) = after else {
        return Ok(None);
    };
    let is_ahead = packed.origin.is_ahead();
    let (catalog, changed, came) = match kept {
        // With the catalog on disk, only products that are looked at are in memory.
        Ok(()) => (InForce::of(cache)?.catalog, packed.changed, Came::Kept),
        Err(error) => {
            let (catalog, changed) = packed.open()?;
            (catalog, changed, Came::Lost(format!("{error:#}")))
        }
    };
    Ok(Some(Newer {
        catalog: Box::new(catalog),
        changed,
        came,
        is_ahead,
    }))
}

/// The built-in data if the updated catalog is damaged where a start does not look.
fn checked(cache: &Cache) -> Result<Option<Newer>> {
    let Some(damage) = cache.hidden_damage() else {
        return Ok(None);
    };
    Ok(Some(Newer {
        catalog: Box::new(InForce::instead_of(&damage)?.catalog),
        changed: Changed::default(),
        came: Came::Damaged,
        is_ahead: false,
    }))
}

fn repacked(cache: &Cache) -> Result<Option<Newer>> {
    let Some(packed) = update::repack(cache)? else {
        return Ok(None);
    };
    Ok(Some(Newer {
        catalog: Box::new(InForce::of(cache)?.catalog),
        changed: packed.changed,
        came: Came::Repacked,
        is_ahead: false,
    }))
}

/// Shows the result of an update.
pub fn take(model: &mut Model, updated: Updated) {
    match updated {
        Ok(Some(newer)) => {
            model.renew(*newer.catalog, newer.changed, &newer.came);
            if newer.is_ahead {
                model.warn_of_clock();
            }
        }
        Ok(None) => model.updated(Ok("Already up to date.".to_owned())),
        Err(reason) => model.updated(Err(reason)),
    }
}
