//! The watchlist as far as this program knows: what is in the file, and its own changes on their way
//! there. Those show at once; what other programs have written shows after the next change.

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
    /// Changes that may not be in the file yet.
    pending: Vec<Change>,
    list: Watchlist,
}

impl Watching {
    /// The watched products and releases of the catalog.
    pub fn watched(&self) -> &Watched {
        &self.watched
    }

    /// How many entries there are.
    pub fn count(&self) -> usize {
        self.list.entries().count()
    }

    /// The entries as they are written.
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

    /// Takes the list of the file, and adds what is not there yet.
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
    /// Starts with the watchlist of the file.
    pub fn watch(&mut self, list: Watchlist) {
        self.watching.take(list, 0, &self.catalog);
        self.relist();
    }

    /// Takes over what is in the file now.
    pub(super) fn saved(&mut self, saved: Saved) {
        self.watching.take(saved.list, saved.changes, &self.catalog);
        self.relist();
        if let Some(warning) = saved.warning {
            self.fail(warning);
        }
    }

    /// Watches what is selected, or stops watching it.
    pub(super) fn toggle_watched(&mut self) -> Option<Effect> {
        let toggled = self.toggled();
        let (changes, words) = self.or_fail(toggled)?;
        self.watching.change(&changes, &self.catalog);
        self.relist();
        self.done(words);
        Some(Effect::Watch(changes))
    }

    /// What the key that watches acts on: a product, with its index, or one of its releases.
    fn marked(&self) -> Result<(usize, &Product, Option<&Release>), &'static str> {
        let picked = self.picked()?;
        let (index, product) = (picked.index, picked.product);
        let release = match self.screen {
            Screen::Browse if self.browse.focus == Pane::Releases => Some(picked.release()?),
            Screen::Browse => None,
            Screen::Radar | Screen::Changes => picked.release,
            // A release is listed by its own entry, or because the whole product is watched.
            Screen::Watchlist => {
                let share = self.watching.watched().share(index);
                let names = |release: &&Release| share.is_some_and(|it| it.names(&release.name));
                picked.release.filter(names)
            }
        };
        Ok((index, product, release))
    }

    /// The changes, and the words for them.
    fn toggled(&self) -> Result<(Vec<Change>, String), String> {
        let (index, product, release) = self.marked()?;
        let name = release.map(|release| release.name.as_str());
        let title = release.map_or(product.title.clone(), |release| {
            wording::named(&product.title, &release.label)
        });
        let watched = self.watching.watched();
        let changes = |is_watched| {
            let changes = watched.changes(&self.catalog, (index, name), is_watched);
            changes.ok_or_else(|| format!("The watchlist cannot hold the name of {title}."))
        };
        let removed = changes(false)?;
        if removed.is_empty() {
            return Ok((changes(true)?, format!("{title} is watched.")));
        }
        // What is still watched may be a surprise.
        let share = watched.share(index);
        let others = match release {
            Some(_) if share.is_some_and(Share::is_whole) => {
                format!("; all of {} is", product.title)
            }
            None if share.is_some_and(|share| share.releases().next().is_some()) => {
                "; single releases of it are".to_owned()
            }
            _ => String::new(),
        };
        Ok((removed, format!("{title} is no longer watched{others}.")))
    }
}
