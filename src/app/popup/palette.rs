//! Actions that are available here, by name.

use super::{About, Popup};
use crate::app::comparison;
use crate::app::cursor::Cursor;
use crate::app::line_edit::{Edit, LineEdit};
use crate::app::{Effect, Model, Msg, Place};
use crate::find::search::names::{self, Named};

/// An action.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Action {
    /// Its name.
    pub name: String,
    /// Its keys.
    pub keys: String,
    /// The places where it is available, in groups; empty for everywhere.
    pub places: &'static [&'static [Place]],
    /// The message that performs it.
    pub msg: Msg,
}

impl Action {
    /// The action that searches for a named query of the configuration.
    pub fn ask(name: &str, query: &str) -> Self {
        Self {
            name: format!("query {name}: {query}"),
            keys: String::new(),
            places: &[],
            msg: Msg::Ask(query.to_owned()),
        }
    }

    /// The action that switches to a watchlist, which has an empty name if it is the user's own.
    pub fn switch(name: &str, words: &str) -> Self {
        Self {
            name: format!("watchlist: {words}"),
            keys: String::new(),
            places: &[],
            msg: Msg::Use(name.to_owned()),
        }
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
        self.cursor.select(0);
    }
}

impl Model {
    pub(in crate::app) fn open_palette(&mut self) {
        let place = self.place();
        let is_here = |action: &&Action| {
            let places = action.places;
            places.is_empty() || places.iter().any(|places| places.contains(&place))
        };
        let actions = self.actions.iter().filter(is_here).cloned().collect();
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

    /// Closes the palette and runs the selected action in the place below it.
    pub(in crate::app) fn run_selected(&mut self) -> Option<Effect> {
        let About::Palette(palette) = &mut self.popup.as_mut()?.about else {
            return None;
        };
        let msg = palette.selected()?.msg.clone();
        self.popup = palette.beneath.take().map(|popup| *popup);
        self.update(msg)
    }
}
