//! What the user has chosen for the browser, and what the browser makes of it.

use crate::app::Msg;
use crate::app::popup::palette::Action;
use crate::settings::config::{Clipboard, NamedList, NamedQuery, OWN, Updates};
use crate::settings::keys::Keys;
use crate::settings::theme::Theme;
use crate::settings::user::Themes;
use crate::sources::cache::Cache;
use crate::sources::project::Plan;

/// The user's choices for the browser.
#[derive(Debug)]
pub struct Setup {
    /// The keys.
    pub keys: Keys,
    /// The available themes.
    pub themes: Themes,
    /// The name of the initial theme.
    pub theme_name: String,
    /// The initial theme.
    pub theme: Theme,
    /// Named queries.
    pub queries: Vec<NamedQuery>,
    /// Watchlists besides the user's own, with the paths of their files.
    pub lists: Vec<NamedList>,
    /// Where copied text goes.
    pub clipboard: Clipboard,
    /// The command that opens addresses; empty for the default ones.
    pub browser: Vec<String>,
    /// How data are updated.
    pub updates: Updates,
    /// Where updates are kept; `None` if products come from a folder.
    pub cache: Option<Cache>,
    /// The files of the stack.
    pub stack: Plan,
}

impl Setup {
    /// The actions of the palette.
    pub(super) fn actions(&self) -> Vec<Action> {
        let queries = self.queries.iter();
        let queries = queries.map(|query| Action::ask(&query.name, &query.text));
        let own = (!self.lists.is_empty()).then(|| Action::switch("", OWN));
        let lists = self.lists.iter();
        let lists = lists.map(|list| Action::switch(&list.name, &list.name));
        let actions = self.keys.actions().into_iter();
        actions.chain(queries).chain(own).chain(lists).collect()
    }

    /// Switches to the next theme; returns a message.
    pub(super) fn next_theme(&mut self) -> Msg {
        if !self.themes.has_colors() {
            return Msg::Failed("Without colors, all themes look the same.".to_owned());
        }
        self.theme_name = self.themes.after(&self.theme_name);
        let name = &self.theme_name;
        match self.themes.load(name) {
            Ok((theme, faults)) => {
                self.theme = theme;
                let fault = faults.first().map(|fault| Msg::Failed(fault.to_string()));
                fault.unwrap_or_else(|| Msg::Done(format!("Theme {name}.")))
            }
            Err(reason) => Msg::Failed(reason),
        }
    }
}
