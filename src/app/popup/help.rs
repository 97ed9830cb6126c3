//! The help: a text with a line that narrows it.

use super::{About, Popup};
use crate::app::line_edit::LineEdit;
use crate::app::{Model, Place};

/// The help while it is open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Help {
    /// The place where it was opened; its keys come first.
    pub here: Place,
    /// The text that narrows it.
    pub line: LineEdit,
    /// Whether the line has the focus.
    pub is_typing: bool,
    /// The pop-up that it was opened over.
    beneath: Option<Box<Popup>>,
}

impl Help {
    /// Whether its line is open or narrows it.
    pub fn is_narrowed(&self) -> bool {
        self.is_typing || !self.line.text().is_empty()
    }

    /// Clears the text that narrows it, and leaves the line. Returns false if there was neither.
    fn clear(&mut self) -> bool {
        let is_narrowed = self.is_narrowed();
        self.line.clear();
        self.is_typing = false;
        is_narrowed
    }

    /// One step back: all of the help, then what it was opened over.
    pub(super) fn back(mut self) -> Option<Popup> {
        if self.clear() {
            Some(Popup::new(About::Help(self)))
        } else {
            self.beneath.map(|popup| *popup)
        }
    }
}

impl Model {
    /// Opens the help of the current place, or closes it.
    pub(in crate::app) fn toggle_help(&mut self) {
        let here = self.place();
        let beneath = self.popup.take();
        self.popup = match beneath {
            Some(Popup {
                about: About::Help(help),
                ..
            }) => help.beneath.map(|popup| *popup),
            beneath => Some(Popup::new(About::Help(Help {
                here,
                line: LineEdit::default(),
                is_typing: false,
                beneath: beneath.map(Box::new),
            }))),
        };
    }

    /// Focuses the line of the help; other pop-ups have no such line, or it has the focus already.
    pub(in crate::app) fn search_popup(&mut self) {
        if let Some(Popup {
            about: About::Help(help),
            ..
        }) = &mut self.popup
        {
            help.is_typing = true;
        }
    }
}
