//! What is copied to the clipboard.

use super::{Effect, Model, Notice, Target};

/// What can be copied.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Copied {
    /// The newest version of the selected release.
    Version,
    /// The address of its changelog.
    Changelog,
    /// The address of the selected link.
    Link,
}

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
        match text {
            Ok(text) => {
                self.notice = Some(Notice::Done(format!("Copied {text}")));
                Some(Effect::Copy(text))
            }
            Err(reason) => {
                self.notice = Some(Notice::Failed(reason));
                None
            }
        }
    }
}
