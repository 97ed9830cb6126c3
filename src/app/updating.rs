//! Replaces the shown data with newer data, and records what changed.

use super::screen::Screen;
use super::{Effect, Model, Notice, Place};
use crate::facts::catalog::Catalog;
use crate::facts::changes::{Changed, Counts};
use crate::find::listing::Lister;
use crate::sources::update::Stage;

/// The state of updates.
#[derive(Debug, Default)]
pub struct Updating {
    /// The stage of the running update; `None` if none is running.
    pub running: Option<Stage>,
    /// The data are old when they are older than so many days; `None` where they cannot be updated.
    pub remind: Option<u32>,
    /// The key that shows what an update changed; empty for none.
    pub key: String,
}

/// How an update that brought other data ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Came {
    /// They were saved.
    Kept,
    /// They could not be saved, for this reason, and are shown until the program ends.
    Lost(String),
    /// They had been kept by another version of eolens.
    Repacked,
    /// They are the built-in data, because the updated ones are damaged.
    Damaged,
}

impl Model {
    /// Whether the data is old enough for a reminder to update it.
    pub fn is_data_old(&self) -> bool {
        let day = self.catalog.day();
        let age = day.map(|day| (self.today - day).num_days());
        let remind = self.updating.remind.map(i64::from);
        age.zip(remind).is_some_and(|(age, remind)| age > remind)
    }

    /// Starts an update, or cancels the running one.
    pub(super) fn toggle_update(&mut self) -> Effect {
        if self.updating.running.is_some() {
            return Effect::CancelUpdate;
        }
        self.updating.running = Some(Stage::Fetch(0));
        Effect::Update
    }

    /// Shows the stage of the update.
    pub(super) fn progress(&mut self, stage: Stage) {
        if let Some(running) = &mut self.updating.running {
            *running = stage;
        }
    }

    /// The effect that the current screen needs to have something to show; `None` if it needs none.
    pub fn need(&mut self) -> Option<Effect> {
        match self.screen {
            Screen::Browse
            | Screen::Radar
            | Screen::Releases
            | Screen::Comparison
            | Screen::Watchlist => None,
            Screen::Stack => {
                let reading = &mut self.stack.reading;
                (reading.is_new() && reading.start()).then_some(Effect::ReadStack)
            }
            Screen::Changes => self.changes.changed.is_none().then_some(Effect::Changes),
        }
    }

    /// Ends the update and shows its result.
    pub fn updated(&mut self, words: Result<String, String>) {
        self.updating.running = None;
        match words {
            Ok(words) => self.done(words),
            Err(reason) => self.fail(format!("Not updated: {reason}.")),
        }
    }

    /// Shows other data. Query and selection stay, as far as the data have them, and so does the day.
    pub fn renew(&mut self, catalog: Catalog, changed: Changed, came: &Came) {
        let (session, list) = (self.session(), self.watching.list().clone());
        let before = self.gone();
        let is_searching = self.place() == Place::Search;
        // A session does not say Stack, because a start reads no files unasked.
        let is_stack = self.screen == Screen::Stack;
        self.catalog = catalog;
        self.lister = Lister::default();
        self.stack.forget_products();
        self.popup = None;
        self.browse.shown = None;
        self.browse.hits.clear();
        self.browse.query.clear();
        self.watch(list);
        self.restore(&session);
        if is_stack {
            self.screen = Screen::Stack;
            self.settle();
        }
        if is_searching {
            self.search();
        }
        let counts = Counts::of(&changed.changes);
        self.show_changes((*came != Came::Damaged).then_some(changed));
        let mut gone = self.gone();
        gone.retain(|name| !before.contains(name));
        self.tell(counts, came, &gone);
    }

    fn tell(&mut self, counts: Counts, came: &Came, gone: &[String]) {
        let key = &self.updating.key;
        let hint = if key.is_empty() || counts == Counts::default() {
            String::new()
        } else {
            format!(" · {key} shows them")
        };
        let gone = match gone {
            [] => String::new(),
            gone => format!(" {}", words_of_gone(gone)),
        };
        let words = match came {
            Came::Kept => format!("Updated: {counts}{hint}.{gone}"),
            Came::Lost(reason) => {
                format!("Updated for this session only: {counts}{hint}; {reason}.{gone}")
            }
            Came::Repacked => format!("The data of the last update is shown again.{gone}"),
            Came::Damaged => {
                format!("The updated data is damaged; the built-in data is shown.{gone}")
            }
        };
        match came {
            Came::Kept | Came::Repacked if gone.is_empty() => self.updated(Ok(words)),
            _ => {
                self.updating.running = None;
                self.fail(words);
            }
        }
    }

    /// Adds to the current notice that the commit of newer data is ahead of the clock.
    pub fn warn_of_clock(&mut self) {
        const AHEAD: &str = "The data's timestamp is more than a day ahead of the system clock.";
        let Some(Notice::Done(words) | Notice::Failed(words)) = self.notice.take() else {
            return self.fail(AHEAD);
        };
        self.fail(format!("{words} {AHEAD}"));
    }

    /// The names of watched entries that are not in the data.
    fn gone(&self) -> Vec<String> {
        self.unresolved().iter().map(ToString::to_string).collect()
    }

    /// Adds the watched entries that are not in the data to the current notice.
    pub fn warn_of_gone(&mut self) {
        let gone = self.gone();
        if gone.is_empty() {
            return;
        }
        let words = words_of_gone(&gone);
        let words = match self.notice.take() {
            Some(Notice::Failed(before)) => format!("{before} {words}"),
            _ => words,
        };
        self.fail(words);
    }
}

/// `Watched but not in the data: python 2.3, mongodb.`
fn words_of_gone(gone: &[String]) -> String {
    format!("Watched but not in the data: {}.", gone.join(", "))
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::{Came, Stage};
    use crate::app::screen::Screen;
    use crate::app::{Effect, Model, Msg, Notice};
    use crate::facts::catalog::Catalog;
    use crate::facts::changes::Changed;
    use crate::facts::product;
    use crate::mine::watchlist::Watchlist;

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
        model.renew(newer, changed, &Came::Kept);
        let shown = model.browse.shown.as_ref().unwrap().index;
        assert_eq!(model.catalog.cards()[shown].id, "bee");
        assert_eq!(model.browse.query.text(), "bee");
        let changed = model.changes.changed.as_ref().unwrap();
        assert_eq!(changed.changes.len(), 4);
        let words = "Updated: 2 end dates changed, 1 product new, 1 product removed.";
        assert_eq!(model.notice, Some(Notice::Done(words.to_owned())));
    }

    #[test]
    fn other_data_leave_the_screen_as_it_is() {
        for screen in Screen::ALL {
            let mut model = model();
            model.update(Msg::Screen(screen));
            let shown = model.screen;
            let newer = catalog(&["ant", "asp", "bee"], "2026-12-01");
            model.renew(newer, Changed::default(), &Came::Kept);
            assert_eq!(model.screen, shown);
        }
    }

    #[test]
    fn an_update_goes_on_until_it_ends_or_is_canceled() {
        let mut model = model();
        assert_eq!(model.update(Msg::Update), Some(Effect::Update));
        model.update(Msg::Progress(Stage::Fetch(131_072)));
        assert_eq!(model.updating.running, Some(Stage::Fetch(131_072)));
        for msg in [Msg::Update, Msg::Back] {
            assert_eq!(model.update(msg), Some(Effect::CancelUpdate));
        }
        model.updated(Err("canceled".to_owned()));
        let canceled = Some(Notice::Failed("Not updated: canceled.".to_owned()));
        assert_eq!(model.notice, canceled);
        model.update(Msg::Progress(Stage::Check));
        assert_eq!((model.updating.running, &model.notice), (None, &canceled));
        assert_eq!(model.update(Msg::Back), None);
    }

    #[test]
    fn what_an_update_has_done_is_told_with_what_is_watched_and_gone() {
        let newer = || catalog(&["ant", "bee"], "2027-01-01");
        for (came, list, words) in [
            (Came::Kept, "", "Updated: 1 product removed · 5 shows them."),
            (
                Came::Kept,
                "cow\ndog\n",
                "Updated: 1 product removed · 5 shows them. Watched but not in the data: cow.",
            ),
            (
                Came::Lost("the disk is full".to_owned()),
                "",
                "Updated for this session only: 1 product removed · 5 shows them; the disk is full.",
            ),
            (
                Came::Repacked,
                "",
                "The data of the last update is shown again.",
            ),
            (
                Came::Damaged,
                "cow\n",
                "The updated data is damaged; the built-in data is shown. Watched but not in the data: cow.",
            ),
        ] {
            let mut model = model();
            model.updating.key = "5".to_owned();
            model.watch(Watchlist::parse("watchlist", list.as_bytes()).0);
            let changed = Changed::between(&model.catalog, &newer());
            model.renew(newer(), changed, &came);
            let Some(Notice::Done(told) | Notice::Failed(told)) = model.notice else {
                panic!("{words}");
            };
            assert_eq!(told, words);
            assert_eq!(model.changes.changed.is_none(), came == Came::Damaged);
            model.notice = Some(Notice::Done("Updated.".to_owned()));
            model.warn_of_clock();
            let words =
                "Updated. The data's timestamp is more than a day ahead of the system clock."
                    .to_owned();
            assert_eq!(model.notice, Some(Notice::Failed(words)));
        }
    }

    #[test]
    fn what_is_watched_and_gone_is_told_at_the_start() {
        let mut model = model();
        model.watch(Watchlist::parse("watchlist", b"bee\nbee 1\n").0);
        model.warn_of_gone();
        assert_eq!(model.notice, None);
        model.watch(Watchlist::parse("watchlist", b"bee\nbee 7\ndog 2\n").0);
        model.warn_of_gone();
        let words = "Watched but not in the data: bee 7, dog 2.";
        assert_eq!(model.notice, Some(Notice::Failed(words.to_owned())));
    }
}
