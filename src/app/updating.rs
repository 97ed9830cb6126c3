//! Newer data in place of those that are shown, and what they have changed.

use super::{About, Effect, Model, Place};
use crate::facts::catalog::Catalog;
use crate::facts::changes::{Change, Counts};
use crate::find::listing::Lister;

/// The state of updates.
#[derive(Debug, Default)]
pub struct Updating {
    /// An update is under way.
    pub is_running: bool,
    /// The data are old when they are older than so many days; `None` where they cannot be updated.
    pub remind: Option<u32>,
    /// What the last update has changed, the worst first.
    pub changes: Vec<Change>,
}

impl Model {
    /// Starts an update, or ends the one that is under way.
    pub(super) fn toggle_update(&mut self) -> Effect {
        if self.updating.is_running {
            return Effect::CancelUpdate;
        }
        self.updating.is_running = true;
        self.progress(0);
        Effect::Update
    }

    /// So many bytes have come.
    pub(super) fn progress(&mut self, bytes: u64) {
        if self.updating.is_running {
            self.done(format!(
                "Updating the data: {} kB; Esc cancels.",
                bytes / 1000
            ));
        }
    }

    /// The update has come to its end; what there is to say of it.
    pub fn updated(&mut self, words: Result<String, String>) {
        self.updating.is_running = false;
        match words {
            Ok(words) => self.done(words),
            Err(reason) => self.fail(format!("Not updated: {reason}.")),
        }
    }

    /// Shows other data. Query and selection stay, as far as the data have them, and so does the day.
    pub fn renew(&mut self, catalog: Catalog, changes: Vec<Change>) {
        let (session, list) = (self.session(), self.watching.list().clone());
        let is_searching = self.place() == Place::Search;
        self.catalog = catalog;
        self.lister = Lister::default();
        self.popup = None;
        self.browse.shown = None;
        self.browse.hits.clear();
        self.browse.query.clear();
        self.watch(list);
        self.restore(&session);
        if is_searching {
            self.search();
        }
        let counts = Counts::of(&changes);
        self.updating.changes = changes;
        self.updated(Ok(format!("Updated: {counts}.")));
    }

    /// Shows what the last update has changed, watched items first.
    pub fn show_changes(&mut self, changes: Vec<Change>) {
        self.updating.changes = changes;
        self.toggle(About::Changes);
    }

    /// The changes of the last update, and whether each is of something that is watched; those first.
    pub fn changes(&self) -> Vec<(bool, &Change)> {
        let watched = self.watching.watched();
        let is_watched = |change: &Change| {
            let index = self
                .catalog
                .cards()
                .iter()
                .position(|card| card.id == change.product);
            let share = index.and_then(|index| watched.share(index));
            share.is_some_and(|share| {
                let release = change.release.as_deref();
                share.is_whole() || release.is_some_and(|release| share.names(release))
            })
        };
        let changes = self.updating.changes.iter();
        let changes = changes.map(|change| (is_watched(change), change));
        let (mut first, rest): (Vec<_>, Vec<_>) = changes.partition(|(watched, _)| *watched);
        first.extend(rest);
        first
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use crate::app::{Effect, Model, Msg, Notice};
    use crate::facts::catalog::Catalog;
    use crate::facts::changes::between;
    use crate::facts::product;

    fn catalog(ids: &[&str], end: &str) -> Catalog {
        let files = ids.iter().map(|id| {
            let file = format!(
                "---\ntitle: {id}\npermalink: /{id}\ncategory: os\nreleases:\n- {{releaseCycle: '1', \
                 releaseDate: 2020-01-01, eol: {end}}}\n---\n"
            );
            product::parse("x.md", file.as_bytes())
        });
        Catalog::new(files).unwrap()
    }

    fn model() -> Model {
        let day = NaiveDate::from_ymd_opt(2026, 1, 1).unwrap();
        Model::new(catalog(&["ant", "bee", "cow"], "2027-01-01"), day)
    }

    #[test]
    fn other_data_leave_query_and_selection_as_they_are() {
        let mut model = model();
        model.search_for("bee");
        let newer = catalog(&["ant", "asp", "bee"], "2026-12-01");
        let changes = between(&model.catalog, &newer);
        model.renew(newer, changes);
        let shown = model.browse.shown.as_ref().unwrap().index;
        assert_eq!(model.catalog.cards()[shown].id, "bee");
        assert_eq!(model.browse.query.text(), "bee");
        assert_eq!(model.changes().len(), 4);
        let words = "Updated: 2 ends changed, 1 product new, 1 product gone.";
        assert_eq!(model.notice, Some(Notice::Done(words.to_owned())));
    }

    #[test]
    fn an_update_is_told_until_it_ends_or_is_canceled() {
        let mut model = model();
        assert_eq!(model.update(Msg::Update), Some(Effect::Update));
        model.update(Msg::Progress(131_072));
        let words = "Updating the data: 131 kB; Esc cancels.";
        assert_eq!(model.notice, Some(Notice::Done(words.to_owned())));
        for msg in [Msg::Update, Msg::Back] {
            assert_eq!(model.update(msg), Some(Effect::CancelUpdate));
        }
        model.updated(Err("canceled".to_owned()));
        assert_eq!(
            model.notice,
            Some(Notice::Failed("Not updated: canceled.".to_owned()))
        );
        model.update(Msg::Progress(200_000));
        assert_eq!(
            model.notice,
            Some(Notice::Failed("Not updated: canceled.".to_owned()))
        );
        assert_eq!(model.update(Msg::Back), None);
    }
}
