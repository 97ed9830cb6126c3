//! The watchlist as this program knows it: the file's content plus its own changes that are being saved.
//! Those show at once; changes by other programs show after the next save.

use super::browse::Pane;
use super::screen::Screen;
use super::{Effect, Model, Saved};
use crate::facts::catalog::Catalog;
use crate::facts::product::{Product, Release};
use crate::facts::wording;
use crate::mine::watchlist::{Change, Share, Watched, Watchlist};

/// The watchlist, and the changes that are being written.
#[derive(Debug, Default)]
pub struct Watching {
    watched: Watched,
    /// Changes that may not be saved yet.
    pending: Vec<Change>,
    list: Watchlist,
}

impl Watching {
    /// The watched products and releases of the catalog.
    pub fn watched(&self) -> &Watched {
        &self.watched
    }

    /// The number of entries.
    pub fn count(&self) -> usize {
        self.list.entries().count()
    }

    /// The entries as written.
    pub fn list(&self) -> &Watchlist {
        &self.list
    }

    fn change(&mut self, changes: &[Change], catalog: &Catalog) {
        self.pending.extend_from_slice(changes);
        for change in changes {
            self.list.apply(change);
        }
        self.watched = Watched::new(&self.list, catalog);
    }

    /// Takes the saved list, and applies the changes that are not saved yet.
    fn take(&mut self, list: Watchlist, written: usize, catalog: &Catalog) {
        self.pending.drain(..written.min(self.pending.len()));
        self.list = list;
        for change in &self.pending {
            self.list.apply(change);
        }
        self.watched = Watched::new(&self.list, catalog);
    }
}

impl Model {
    /// Takes the watchlist from the file at the start.
    pub fn watch(&mut self, list: Watchlist) {
        self.watching.take(list, 0, &self.catalog);
        self.relist();
    }

    /// Whether a release is watched, by its own name or with its product.
    pub fn is_watched(&self, (product, release): (usize, usize)) -> bool {
        let is_named = |share: &Share| {
            let product = self.catalog.product(product);
            let release = product.and_then(|product| product.releases.get(release));
            release.is_some_and(|release| share.names(&release.name))
        };
        let share = self.watching.watched().share(product);
        share.is_some_and(|share| share.is_whole() || is_named(share))
    }

    /// Takes the watchlist after a save.
    pub(super) fn saved(&mut self, saved: Saved) {
        self.watching.take(saved.list, saved.changes, &self.catalog);
        self.relist();
        if let Some(warning) = saved.warning {
            self.fail(warning);
        }
    }

    /// Watches the selection, or stops watching it.
    pub(super) fn toggle_watched(&mut self) -> Option<Effect> {
        let toggled = self.toggled();
        let (changes, words) = self.or_fail(toggled)?;
        self.watching.change(&changes, &self.catalog);
        self.relist();
        self.done(words);
        Some(Effect::Watch(changes))
    }

    /// What the watch key acts on: a product, with its index, or one of its releases.
    fn marked(&self) -> Result<(usize, &Product, Option<&Release>), &'static str> {
        let picked = self.picked()?;
        let (index, product) = (picked.index, picked.product);
        let release = match self.screen {
            Screen::Browse if self.browse.focus == Pane::Releases => Some(picked.release()?),
            Screen::Browse => None,
            Screen::Radar | Screen::Releases | Screen::Comparison | Screen::Changes => {
                picked.release
            }
            // A release is listed because of its own entry, or because the whole product is watched.
            Screen::Watchlist => {
                let share = self.watching.watched().share(index);
                let names = |release: &&Release| share.is_some_and(|it| it.names(&release.name));
                picked.release.filter(names)
            }
        };
        Ok((index, product, release))
    }

    /// The changes, and a message about them.
    fn toggled(&self) -> Result<(Vec<Change>, String), String> {
        let (index, product, release) = self.marked()?;
        let name = release.map(|release| release.name.as_str());
        let title = release.map_or(product.title.clone(), |release| {
            wording::named(&product.title, &release.label)
        });
        let watched = self.watching.watched();
        let changes = |is_watched| {
            let changes = watched.changes(&self.catalog, (index, name), is_watched);
            changes.ok_or_else(|| format!("The name of {title} cannot be stored in the watchlist."))
        };
        let removed = changes(false)?;
        if removed.is_empty() {
            return Ok((changes(true)?, format!("{title} is now watched.")));
        }
        // The message mentions what is still watched, because it may be a surprise.
        let share = watched.share(index);
        let others = match release {
            Some(_) if share.is_some_and(Share::is_whole) => {
                format!("; {} as a whole still is", product.title)
            }
            None if share.is_some_and(|share| share.releases().next().is_some()) => {
                "; single releases of it still are".to_owned()
            }
            _ => String::new(),
        };
        Ok((removed, format!("{title} is no longer watched{others}.")))
    }
}
