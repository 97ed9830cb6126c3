//! Replaces the shown data with newer data, and records what changed.

use super::screen::Screen;
use super::{Effect, Model, Place};
use crate::facts::catalog::Catalog;
use crate::facts::changes::{Changed, Counts};
use crate::find::listing::Lister;

/// The state of updates.
#[derive(Debug, Default)]
pub struct Updating {
    /// An update is under way.
    pub is_running: bool,
    /// The data are old when they are older than so many days; `None` where they cannot be updated.
    pub remind: Option<u32>,
}

impl Model {
    /// Starts an update, or cancels the running one.
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

    /// An effect needed by the current screen: reading the changes, unless they are known.
    pub fn missing(&self) -> Option<Effect> {
        let is_missing = self.screen == Screen::Changes && self.changes.changed.is_none();
        is_missing.then_some(Effect::Changes)
    }

    /// Ends the update and shows its result.
    pub fn updated(&mut self, words: Result<String, String>) {
        self.updating.is_running = false;
        match words {
            Ok(words) => self.done(words),
            Err(reason) => self.fail(format!("Not updated: {reason}.")),
        }
    }

    /// Shows other data. Query and selection stay, as far as the data have them, and so does the day.
    pub fn renew(&mut self, catalog: Catalog, changed: Changed) {
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
        let counts = Counts::of(&changed.changes);
        self.show_changes(Some(changed));
        self.updated(Ok(format!("Updated: {counts}.")));
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use crate::app::{Effect, Model, Msg, Notice};
    use crate::facts::catalog::Catalog;
    use crate::facts::changes::Changed;
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
        let changed = Changed::between(&model.catalog, &newer);
        model.renew(newer, changed);
        let shown = model.browse.shown.as_ref().unwrap().index;
        assert_eq!(model.catalog.cards()[shown].id, "bee");
        assert_eq!(model.browse.query.text(), "bee");
        let changed = model.changes.changed.as_ref().unwrap();
        assert_eq!(changed.changes.len(), 4);
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
