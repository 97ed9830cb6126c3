//! Actions by name: those that are available first, then the others with the reason why not.

use super::{About, Popup};
use crate::app::comparison;
use crate::app::cursor::Cursor;
use crate::app::line_edit::{Edit, LineEdit};
use crate::app::{Effect, Model, Msg, Place, Places};
use crate::find::search::names::{self, Named};

/// An action.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Action {
    /// Its name.
    pub name: String,
    /// Its keys.
    pub keys: String,
    /// The places where it is available; empty for everywhere.
    pub places: Places,
    /// Where that is, in words: `in the radar`; empty for everywhere.
    pub whereabouts: String,
    /// The message that performs it.
    pub msg: Msg,
    /// Why it would do nothing; `None` if it does something. Only the palette knows.
    pub reason: Option<String>,
}

impl Action {
    /// The action that searches for a named query of the configuration.
    pub fn ask(name: &str, query: &str) -> Self {
        Self {
            name: format!("query {name}: {query}"),
            keys: String::new(),
            places: Places::default(),
            whereabouts: String::new(),
            msg: Msg::Ask(query.to_owned()),
            reason: None,
        }
    }

    /// The action that switches to a watchlist, which has an empty name if it is the user's own.
    pub fn switch(name: &str, words: &str) -> Self {
        Self {
            name: format!("watchlist: {words}"),
            msg: Msg::Use(name.to_owned()),
            ..Self::ask("", "")
        }
    }

    fn is_at(&self, place: Place) -> bool {
        self.places.is_empty() || self.places.contains(place)
    }

    fn is_on_screen(&self) -> bool {
        !self.places.shared(Place::ON_SCREENS).is_empty()
    }
}

/// The palette: a line for typing, and the matching actions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Palette {
    /// The typed text.
    pub line: LineEdit,
    /// All actions.
    pub actions: Vec<Action>,
    /// The matching ones, the best first.
    pub found: Vec<Named>,
    /// The selected one of these.
    pub cursor: Cursor,
    /// The pop-up that the palette was opened over.
    pub beneath: Option<Box<Popup>>,
}

impl Palette {
    fn new(actions: Vec<Action>, beneath: Option<Popup>) -> Self {
        let mut palette = Self {
            line: LineEdit::default(),
            actions,
            found: Vec::new(),
            cursor: Cursor::default(),
            beneath: beneath.map(Box::new),
        };
        palette.find();
        palette
    }

    /// The selected action; `None` if nothing matches.
    pub fn selected(&self) -> Option<&Action> {
        let named = self.found.get(self.cursor.selected())?;
        self.actions.get(named.index)
    }

    pub(super) fn edit(&mut self, edit: &Edit) {
        if self.line.edit(edit) {
            self.find();
        }
    }

    fn find(&mut self) {
        let all = self.actions.iter().map(|action| action.name.as_str());
        self.found = names::ranked(all, self.line.text());
        // What does nothing is no good match, however alike.
        let is_idle = |named: &Named| {
            let action = self.actions.get(named.index);
            action.is_some_and(|action| action.reason.is_some())
        };
        self.found.sort_by_key(is_idle);
        self.cursor.resize(self.found.len());
        self.cursor.select(0);
    }
}

/// So many actions are remembered as chosen last.
const RECENT: usize = 5;

impl Model {
    pub(in crate::app) fn open_palette(&mut self) {
        let mut actions = self.offered(self.place());
        let recent = |action: &Action| {
            let mut recent = self.recent.iter();
            recent
                .position(|name| *name == action.name)
                .unwrap_or(RECENT)
        };
        actions.sort_by_key(|action| {
            let is_general = action.places.is_empty();
            (action.reason.is_some(), recent(action), is_general)
        });
        let palette = Palette::new(actions, self.popup.take());
        self.popup = Some(Popup::new(About::Palette(palette)));
    }

    /// The keys of an action of the comparison, for messages.
    pub(in crate::app) fn keys_of(&self, msg: comparison::Msg) -> String {
        let msg = Msg::Comparison(msg);
        let mut actions = self.actions.iter();
        let action = actions.find(|action| action.msg == msg && !action.keys.is_empty());
        action.map_or_else(
            || "the action list".to_owned(),
            |action| action.keys.clone(),
        )
    }

    /// The actions as seen from a place, each once. Those of other places belong to a screen.
    fn offered(&self, place: Place) -> Vec<Action> {
        let is_same =
            |one: &Action, next: &Action| (&one.name, &one.keys) == (&next.name, &next.keys);
        let actions = self.actions.chunk_by(is_same);
        let actions = actions.filter_map(|meanings| {
            let here = meanings.iter().find(|action| action.is_at(place));
            let action = here.or(meanings.first().filter(|action| action.is_on_screen()))?;
            let reason = match here {
                Some(_) => self.obstacle(&action.msg),
                None if self.popup.is_some() => Some("Close the pop-up first.".to_owned()),
                None => Some(format!("Only {}.", action.whereabouts)),
            };
            Some(Action {
                reason,
                ..action.clone()
            })
        });
        actions.collect()
    }

    /// Closes the palette and runs the selected action in the place below it, or says why it does nothing.
    pub(in crate::app) fn run_selected(&mut self) -> Option<Effect> {
        let About::Palette(palette) = &mut self.popup.as_mut()?.about else {
            return None;
        };
        let action = palette.selected()?.clone();
        self.popup = palette.beneath.take().map(|popup| *popup);
        if let Some(reason) = action.reason {
            self.fail(reason);
            return None;
        }
        self.recent.retain(|name| *name != action.name);
        self.recent.insert(0, action.name);
        self.recent.truncate(RECENT);
        self.update(action.msg)
    }
}
