//! What is copied to the clipboard.

use super::{Copied, Effect, Model, Target};

impl Model {
    pub(super) fn copy(&mut self, what: Copied) -> Option<Effect> {
        let text = match what {
            Copied::Version => self.version(),
            Copied::Changelog => self.address(Target::Changelog),
            Copied::Link => {
                let address = self.selected_link().map(|link| link.address.clone());
                address.ok_or_else(|| "No link is selected.".to_owned())
            }
        };
        let text = self.or_fail(text)?;
        self.done(format!("Copied {text}"));
        Some(Effect::Copy(text))
    }
}
