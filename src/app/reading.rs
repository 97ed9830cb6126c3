//! Reads the files of the stack, and opens one of them in the user's editor.

use super::screen::Screen;
use super::stack::{Msg, Progress, Project};
use super::{Effect, Model};

impl Model {
    /// Whether the files of the stack are being read, in view of the user.
    pub(super) fn is_reading_stack(&self) -> bool {
        self.screen == Screen::Stack && self.stack.reading.running.is_some()
    }

    /// Shows how far reading has come.
    pub fn stack_progress(&mut self, progress: Progress) {
        if let Some(running) = &mut self.stack.reading.running {
            *running = progress;
        }
    }

    /// Takes what was read; `None` if reading was canceled. The error says why the files could not be read.
    pub fn stack_read(&mut self, read: Result<Option<Box<Project>>, String>) {
        let reading = &mut self.stack.reading;
        reading.running = None;
        match read {
            Ok(Some(project)) => {
                reading.project = Some(project);
                self.stack.forget_products();
                // Other screens mark what is in the stack.
                self.settle_stack();
                self.changes.forget();
                // And filters may ask for it.
                if self.browse.asked.is_about_stack() {
                    self.relist();
                }
            }
            Ok(None) => self.not_read("Reading was canceled.".to_owned()),
            Err(reason) => self.not_read(format!("Not read: {reason}.")),
        }
    }

    fn not_read(&mut self, words: String) {
        self.stack.reading.failure = Some(words.clone());
        self.fail(words);
    }

    pub(super) fn update_stack(&mut self, msg: Msg) -> Option<Effect> {
        match msg {
            Msg::Read => return self.stack.reading.start().then_some(Effect::ReadStack),
            Msg::Edit => {
                let place = self.stack.place_in_file();
                let place = place.ok_or_else(|| "No line of a file is selected.".to_owned());
                let (path, line) = self.or_fail(place)?;
                return Some(Effect::EditFile { path, line });
            }
            msg => self.stack.update(msg),
        }
        None
    }
}
