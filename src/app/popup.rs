//! Pop-ups. An open one covers the screen and receives all keys.

pub mod filters;
pub mod help;
pub mod links;
pub mod palette;

use self::filters::Menu;
use self::help::Help;
use self::links::Links;
use self::palette::Palette;
use super::cursor::{Cursor, Rows, Scroll, Step};
use super::line_edit::Edit;
use super::{Effect, Model, Place};

/// An open pop-up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Popup {
    /// What it shows.
    pub about: About,
    /// How far a text is scrolled.
    pub scroll: Scroll,
}

/// What a pop-up can show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum About {
    /// The help.
    Help(Help),
    /// Files that could not be read.
    Problems,
    /// The reasons for the selected release's status.
    Why,
    /// The links of the page.
    Links(Links),
    /// All actions by name.
    Palette(Palette),
    /// The filter menu.
    Filters(Menu),
}

impl Popup {
    /// A pop-up, scrolled to its first line.
    pub fn new(about: About) -> Self {
        let scroll = Scroll::default();
        Self { about, scroll }
    }

    /// The place that receives keys.
    pub fn place(&self) -> Place {
        match self.about {
            About::Help(Help {
                is_typing: true, ..
            }) => Place::HelpLine,
            About::Help(_) => Place::Help,
            About::Problems => Place::Problems,
            About::Why => Place::Why,
            About::Links(_) => Place::Links,
            About::Palette(_) => Place::Palette,
            About::Filters(_) => Place::Filters,
        }
    }

    /// What is open after a step back.
    pub(super) fn back(self) -> Option<Self> {
        match self.about {
            About::Help(help) => help.back(),
            About::Palette(palette) => palette.beneath.map(|popup| *popup),
            About::Problems | About::Why | About::Links(_) | About::Filters(_) => None,
        }
    }

    /// The cursor of a list; `None` for a text.
    fn list(&mut self) -> Option<&mut Cursor> {
        match &mut self.about {
            About::Links(links) => Some(&mut links.cursor),
            About::Palette(palette) => Some(&mut palette.cursor),
            About::Filters(menu) => Some(&mut menu.cursor),
            About::Help(_) | About::Problems | About::Why => None,
        }
    }

    pub(super) fn is_unseen(&mut self) -> bool {
        match self.list() {
            Some(cursor) => cursor.is_unseen(),
            None => self.scroll.is_unseen(),
        }
    }

    /// Stores how many rows were drawn and how many lines a text has.
    pub(super) fn seen(&mut self, height: usize, lines: usize) {
        match self.list() {
            Some(cursor) => cursor.seen(height),
            None => self.scroll.seen(height, lines),
        }
    }

    /// Selects a line of a list.
    pub(super) fn select(&mut self, line: usize) {
        if let Some(cursor) = self.list() {
            cursor.select(line);
        }
    }

    pub(super) fn step(&mut self, step: Step) {
        match self.list() {
            Some(cursor) => cursor.step(step),
            None => self.scroll.step(step),
        }
        if let About::Links(links) = &mut self.about {
            links.typed = None;
        }
    }

    /// Edits its line, if it has one. Returns whether that chooses the selected line.
    pub(super) fn edit(&mut self, edit: &Edit) -> bool {
        match &mut self.about {
            About::Links(links) => return links.edit(edit),
            About::Palette(palette) => palette.edit(edit),
            About::Filters(menu) => menu.edit(edit),
            About::Help(help) if help.is_typing => {
                if help.line.edit(edit) {
                    self.scroll.step(Step::First);
                }
            }
            About::Help(_) | About::Problems | About::Why => {}
        }
        false
    }

    /// Whether a step turns a page of a text instead of moving a line.
    pub(super) fn is_paged(&self) -> bool {
        matches!(self.about, About::Help(_)) && self.scroll.is_of_pages()
    }
}

impl Model {
    /// Opens a pop-up, or closes it if it is open.
    pub(super) fn toggle(&mut self, about: About) {
        let is_open = (self.popup.as_ref()).is_some_and(|popup| popup.about == about);
        self.popup = (!is_open).then(|| Popup::new(about));
    }

    /// Activates the selected line of the pop-up.
    pub(super) fn choose(&mut self) -> Option<Effect> {
        match &mut self.popup.as_mut()?.about {
            About::Links(_) => return self.follow_selected(),
            About::Palette(_) => return self.run_selected(),
            About::Filters(_) => self.toggle_filter(),
            About::Help(help) => help.is_typing = false,
            About::Problems | About::Why => {}
        }
        None
    }
}
