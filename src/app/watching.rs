//! The watchlist as this program knows it: the file's content plus its own changes that are being saved.
//! Those show at once; changes by other programs show after the next save.

use std::sync::OnceLock;

use super::browse::Pane;
use super::screen::Screen;
use super::{Effect, Model, Msg, Opened, Saved};
use crate::facts::catalog::Catalog;
use crate::facts::product::{Product, Release};
use crate::facts::wording;
use crate::mine::watchlist::{Change, Entry, Remark, Share, Watched, Watchlist, state};

/// The watchlist, and the changes that are being written.
#[derive(Debug, Default)]
pub struct Watching {
    watched: Watched,
    /// The entries that the catalog does not have; empty until it is asked for them.
    unresolved: OnceLock<Vec<Entry>>,
    /// Changes that may not be saved yet.
    pending: Vec<Change>,
    list: Watchlist,
    name: String,
    /// The list that was asked for last. It is not the one shown as long as it has not been opened.
    asked: Option<String>,
    /// Entries that were removed with the comment behind them, which comes back with the entry.
    removed: Vec<(Entry, String)>,
}

impl Watching {
    /// The watchlist from the file.
    pub(super) fn of(list: Watchlist, catalog: &Catalog) -> Self {
        Self {
            watched: Watched::new(&list, catalog),
            list,
            ..Self::default()
        }
    }

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

    /// Its name; empty for the user's own.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The change with the comment that the entry had.
    fn remembered(&self, change: Change) -> Change {
        let mut removed = self.removed.iter().rev();
        let own = removed.find(|(entry, _)| *entry == change.entry);
        let comment = own.map_or_else(String::new, |(_, comment)| comment.clone());
        Change { comment, ..change }
    }

    fn change(&mut self, changes: &[Change], catalog: &Catalog) {
        self.pending.extend_from_slice(changes);
        for change in changes {
            let comment = self.list.comment(&change.entry);
            if !change.is_watched && !comment.is_empty() {
                self.removed
                    .push((change.entry.clone(), comment.to_owned()));
            }
            self.list.apply(change);
        }
        self.resolve(catalog);
    }

    /// Looks the entries up in the catalog.
    fn resolve(&mut self, catalog: &Catalog) {
        self.watched = Watched::new(&self.list, catalog);
        self.unresolved = OnceLock::new();
    }

    /// Takes the saved list, and applies the changes that are not saved yet.
    fn take(&mut self, list: Watchlist, written: usize, catalog: &Catalog) {
        self.pending.drain(..written.min(self.pending.len()));
        self.list = list;
        for change in &self.pending {
            self.list.apply(change);
        }
        self.resolve(catalog);
    }
}

impl Model {
    /// Takes the watchlist from the file at the start.
    pub fn watch(&mut self, list: Watchlist) {
        self.watching.take(list, 0, &self.catalog);
        self.relist();
    }

    /// The watched entries whose product or release is not in the catalog.
    pub fn unresolved(&self) -> &[Entry] {
        let watching = &self.watching;
        let unresolved = || state::unresolved(&watching.list, &self.catalog);
        watching.unresolved.get_or_init(unresolved)
    }

    /// Whether a release is watched, by its own name or with its product.
    pub fn is_watched(&self, (product, release): (usize, usize)) -> bool {
        let is_named = |share: &Share| {
            let found = self.catalog.release((product, release));
            found.is_some_and(|(_, release)| share.names(&release.name))
        };
        let share = self.watching.watched().share(product);
        share.is_some_and(|share| share.is_whole() || is_named(share))
    }

    /// What the watchlist says about a release, by its product's index and its number; `None` if it is not
    /// watched.
    pub fn remark(&self, product: usize, release: usize) -> Option<&Remark> {
        let share = self.watching.watched.share(product)?;
        let (_, release) = self.catalog.release((product, release))?;
        Some(share.remark(&release.name))
    }

    /// Names the watchlist; an empty name is that of the user's own.
    pub fn name_watchlist(&mut self, name: &str) {
        name.clone_into(&mut self.watching.name);
    }

    /// The names of the user's watchlists in their order, the first of them empty for the user's own; none without
    /// named ones.
    pub(super) fn lists(&self) -> Vec<&str> {
        let names = self.actions.iter().filter_map(|action| match &action.msg {
            Msg::Use(name) => Some(name.as_str()),
            _ => None,
        });
        names.collect()
    }

    /// Which of the user's watchlists is shown, from 1, and how many there are; `None` if there is no other, or if
    /// it is not among them.
    pub fn list_number(&self) -> Option<(usize, usize)> {
        let lists = self.lists();
        let own = lists.iter().position(|name| *name == self.watching.name)?;
        (lists.len() > 1).then_some((own + 1, lists.len()))
    }

    /// Switches to the next watchlist; after the last comes the first. One that could not be opened is skipped.
    pub(super) fn next_list(&mut self) -> Option<Effect> {
        if let Some(reason) = self.obstacle(&Msg::NextList) {
            self.fail(reason);
            return None;
        }
        let lists = self.lists();
        let last = self.watching.asked.as_ref().unwrap_or(&self.watching.name);
        let own = lists.iter().position(|name| name == last);
        let next = own.map_or(0, |own| own + 1) % lists.len().max(1);
        let next = (*lists.get(next)?).to_owned();
        self.watching.asked = Some(next.clone());
        Some(Effect::Use(next))
    }

    /// Switches to a watchlist.
    pub(super) fn take_list(&mut self, Opened { name, list, faults }: Opened) {
        let words = match name.as_str() {
            "" => "Your own watchlist.".to_owned(),
            name => format!("Watchlist {name}."),
        };
        self.watching = Watching {
            name,
            ..Watching::of(list, &self.catalog)
        };
        self.relist();
        match faults.first() {
            None => self.done(words),
            Some(fault) => self.fail(fault.to_string()),
        }
        self.own_faults.retain(|fault| !faults.contains(fault));
        self.own_faults.extend(faults);
    }

    /// Takes the watchlist after a save, unless another one is shown by now.
    pub(super) fn saved(&mut self, saved: Saved) {
        if saved.name == self.watching.name {
            self.watching.take(saved.list, saved.changes, &self.catalog);
            self.relist();
        }
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
    pub(super) fn marked(&self) -> Result<(usize, &Product, Option<&Release>), &'static str> {
        let picked = self.picked()?;
        let (index, product) = (picked.index, picked.product);
        let release = match self.screen {
            Screen::Browse if self.browse.focus == Pane::Releases => Some(picked.release()?),
            // In the search line, the query may name a release.
            Screen::Browse if self.is_release_named() => picked.release,
            Screen::Browse => None,
            Screen::Stack => Some(picked.release()?),
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
            let added = changes(true)?.into_iter();
            let added = added.map(|change| self.watching.remembered(change));
            let list = match self.watching.name.as_str() {
                "" => String::new(),
                name => format!(" in {name}"),
            };
            return Ok((added.collect(), format!("{title} is now watched{list}.")));
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
