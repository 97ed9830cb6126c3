//! An update of the data, on a thread of its own: the keys work meanwhile.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::Sender;
use std::thread;

use anyhow::{Result, ensure};

use super::Runtime;
use super::events::{Event, Updated};
use crate::app::{Model, Msg};
use crate::facts::catalog::Catalog;
use crate::facts::changes::Changed;
use crate::settings::config::Updates;
use crate::sources::cache::Cache;
use crate::sources::update::{self, InForce};

/// So many bytes come between two words of them.
const STEP: u64 = 64 << 10;

impl Runtime<'_> {
    pub(super) fn update_data(&self, model: &mut Model) {
        let Some(cache) = self.setup.cache.clone() else {
            return model.updated(Err(NO_CACHE.to_owned()));
        };
        self.canceled.store(false, Ordering::Relaxed);
        let (updates, sender) = (self.setup.updates.clone(), self.sender.clone());
        let canceled = self.canceled.clone();
        thread::spawn(move || {
            let came = run(&cache, &updates, &sender, &canceled);
            let came = came.map_err(|error| format!("{error:#}"));
            // It may outlive the program, which then listens no more.
            let _ = sender.send(Event::Updated(came));
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

const NO_CACHE: &str = "the products of a folder are shown; start eolens without one";

fn run(
    cache: &Cache,
    updates: &Updates,
    sender: &Sender<Event>,
    canceled: &Arc<AtomicBool>,
) -> Result<Option<(Box<Catalog>, Changed)>> {
    let mut told = 0;
    let mut progress = |bytes: u64| {
        if bytes >= told + STEP {
            told = bytes;
            let _ = sender.send(Event::Msg(Msg::Progress(bytes)));
        }
        !canceled.load(Ordering::Relaxed)
    };
    let done = update::run(cache, false, |in_force| {
        let bundle = update::bundle(&updates.from, &updates.access(), in_force, &mut progress)?;
        ensure!(!canceled.load(Ordering::Relaxed), "canceled");
        Ok(bundle)
    })?;
    let Some(packed) = done.after else {
        return Ok(None);
    };
    let catalog = InForce::of(cache)?.catalog;
    Ok(Some((Box::new(catalog), packed.changed)))
}

/// Shows the result of an update.
pub fn take(model: &mut Model, updated: Updated) {
    match updated {
        Ok(Some((catalog, changed))) => model.renew(*catalog, changed),
        Ok(None) => model.updated(Ok("Nothing newer: the data are those of today.".to_owned())),
        Err(reason) => model.updated(Err(reason)),
    }
}
