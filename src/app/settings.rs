//! The user's preferences, and the faults in the user's files.

use super::Model;
use super::line_edit::LONGEST;
use crate::facts::product::Fault;
use crate::facts::viewpoint::Viewpoint;
use crate::facts::wording;

impl Model {
    /// The day looked at, with the reader's preferences.
    pub fn viewpoint(&self) -> Viewpoint {
        let (day, preferences) = (self.day(), self.preferences);
        Viewpoint { day, preferences }
    }

    pub(super) fn say_full(&mut self) {
        self.fail(format!(
            "The search line is limited to {LONGEST} characters."
        ));
    }

    /// All faults: in settings first, then in product files.
    pub fn problems(&self) -> impl Iterator<Item = &Fault> {
        self.own_faults.iter().chain(self.catalog.faults())
    }

    /// Stores the faults in the user's files, and shows a warning. `key` opens the list of problems.
    pub fn warn_of(&mut self, own_faults: Vec<Fault>, key: Option<String>) {
        let mut files: Vec<&str> = own_faults.iter().map(|fault| fault.file.as_str()).collect();
        files.dedup();
        if !files.is_empty() {
            let faults = wording::count(own_faults.len(), "problem");
            let files = files.join(" and ");
            let list = key.map_or_else(String::new, |key| format!("; press {key} for details"));
            self.fail(format!("{faults} in {files}{list}."));
        }
        self.own_faults = own_faults;
    }
}
