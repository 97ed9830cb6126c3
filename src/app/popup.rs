//! What lies over the screen: it has the keys until it is closed.

pub mod filters;
pub mod links;
pub mod palette;

use self::filters::Menu;
use self::links::Links;
use self::palette::Palette;
use super::cursor::{Scroll, Step};
use super::{Effect, Model, Msg, NO_RELEASE, Notice, Place};
use crate::facts::why;

/// What lies over the screen; it has the keys.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Popup {
    /// What it shows.
    pub about: About,
    /// How far a text is scrolled.
    pub scroll: Scroll,
}

/// What can lie over the screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum About {
    /// The key table.
    Keys,
    /// Files that could not be read.
    Problems,
    /// Why the selected release has its sign.
    Why,
    /// The links of the page.
    Links(Links),
    /// All actions by name.
    Palette(Palette),
    /// The filters that there are.
    Filters(Menu),
}

impl Popup {
    /// One that shows its first line.
    #[must_use]
    pub fn new(about: About) -> Self {
        let scroll = Scroll::default();
        Self { about, scroll }
    }

    /// Where keys go.
    #[must_use]
    pub fn place(&self) -> Place {
        match self.about {
            About::Keys => Place::Help,
            About::Problems => Place::Problems,
            About::Why => Place::Why,
            About::Links(_) => Place::Links,
            About::Palette(_) => Place::Palette,
            About::Filters(_) => Place::Filters,
        }
    }

    pub(super) fn is_unseen(&self) -> bool {
        match &self.about {
            About::Links(links) => links.cursor.is_unseen(),
            About::Palette(palette) => palette.cursor.is_unseen(),
            About::Filters(menu) => menu.cursor.is_unseen(),
            _ => self.scroll.is_unseen(),
        }
    }

    /// Keeps the rows there were at the last drawing, and the lines of a text.
    pub(super) fn seen(&mut self, height: usize, count: usize) {
        match &mut self.about {
            About::Links(links) => links.cursor.seen(links.entries.len(), height),
            About::Palette(palette) => palette.cursor.seen(palette.found.len(), height),
            About::Filters(menu) => menu.cursor.seen(menu.count(), height),
            _ => self.scroll.seen(height, count),
        }
    }

    /// Selects a line of a list.
    pub(super) fn select(&mut self, line: usize) {
        match &mut self.about {
            About::Links(links) => links.cursor.select(line),
            About::Palette(palette) => palette.cursor.select(line),
            About::Filters(menu) => menu.cursor.select(line),
            _ => {}
        }
    }

    pub(super) fn step(&mut self, step: Step) {
        match &mut self.about {
            About::Links(links) => links.step(step),
            About::Palette(palette) => palette.cursor.step(step, palette.found.len()),
            About::Filters(menu) => menu.cursor.step(step, menu.count()),
            _ => self.scroll.step(step),
        }
    }
}

impl Model {
    /// Opens a pop-up, or closes the one that is about the same.
    pub(super) fn toggle(&mut self, about: About) {
        let is_open = |popup: &Popup| popup.about == about;
        let is_open = self.popup.as_ref().is_some_and(is_open);
        self.popup = (!is_open).then(|| Popup::new(about));
    }

    /// Why the selected release has its sign; `None` where none is selected.
    #[must_use]
    pub fn why(&self) -> Option<[String; 3]> {
        let picked = self.picked().ok()?;
        let release = picked.release?;
        Some(why::explain(picked.product, release, self.viewpoint()))
    }

    pub(super) fn toggle_why(&mut self) {
        match self.why() {
            Some(_) => self.toggle(About::Why),
            None => self.notice = Some(Notice::Failed(NO_RELEASE.to_owned())),
        }
    }

    /// What happens while something lies over the screen.
    pub(super) fn in_popup(&mut self, msg: Msg) -> Option<Effect> {
        let popup = self.popup.as_mut()?;
        match (&mut popup.about, msg) {
            (_, Msg::Move(step)) => popup.step(step),
            (About::Palette(palette), Msg::Back) => {
                self.popup = palette.beneath.take().map(|popup| *popup);
            }
            (_, Msg::Back) => self.popup = None,
            (About::Links(links), Msg::Insert(c)) => {
                let is_chosen = links.typed(c);
                return if is_chosen {
                    self.follow_selected()
                } else {
                    None
                };
            }
            (About::Links(_), Msg::Deeper) => return self.follow_selected(),
            (About::Palette(palette), Msg::Insert(c)) => palette.paste(c.encode_utf8(&mut [0; 4])),
            (About::Palette(palette), Msg::Paste(text)) => palette.paste(&text),
            (About::Palette(palette), Msg::Edit(edit)) => palette.edit(edit),
            (About::Palette(_), Msg::Deeper) => return self.run_selected(),
            (About::Filters(menu), Msg::Insert(c)) => menu.paste(c.encode_utf8(&mut [0; 4])),
            (About::Filters(menu), Msg::Paste(text)) => menu.paste(&text),
            (About::Filters(menu), Msg::Edit(edit)) => menu.edit(edit),
            (About::Filters(_), Msg::Deeper) => self.toggle_filter(),
            _ => {}
        }
        None
    }
}
