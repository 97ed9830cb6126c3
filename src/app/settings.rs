//! The user's own settings, and what is wrong with them.

use super::Model;
use super::line_edit::LONGEST;
use crate::facts::product::Fault;
use crate::facts::viewpoint::{Habits, Viewpoint};
use crate::facts::wording;

impl Model {
    /// The day looked at with the reader's habits.
    pub fn viewpoint(&self) -> Viewpoint {
        let (day, habits) = (self.day(), self.habits);
        Viewpoint { day, habits }
    }

    /// Takes the reader's habits.
    pub fn adopt(&mut self, habits: Habits) {
        self.habits = habits;
        self.settle();
    }

    pub(super) fn say_full(&mut self) {
        self.fail(format!(
            "The search line holds {LONGEST} characters and no more."
        ));
    }

    /// What could not be read: settings first, then product files.
    pub fn problems(&self) -> impl Iterator<Item = &Fault> {
        self.misfits.iter().chain(self.catalog.faults())
    }

    /// Takes what is wrong with the user's own files, and says so; the key shows the list.
    pub fn warn_of(&mut self, misfits: Vec<Fault>, key: Option<String>) {
        let mut files: Vec<&str> = misfits.iter().map(|fault| fault.file.as_str()).collect();
        files.dedup();
        if !files.is_empty() {
            let faults = wording::count(misfits.len(), "fault");
            let files = files.join(" and ");
            let list = key.map_or_else(String::new, |key| format!("; {key} lists what is wrong"));
            self.fail(format!("{faults} in {files}{list}."));
        }
        self.misfits = misfits;
    }
}
