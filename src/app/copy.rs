//! What is copied to the clipboard.

use super::{Effect, Model, NO_PRODUCT, NO_RELEASE, Notice, Target};

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
            Copied::Changelog => self.browse.address(&self.catalog, Target::Changelog),
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

    fn version(&self) -> Result<String, String> {
        let shown = self.browse.shown.as_ref();
        let product = shown.and_then(|shown| Some((shown, self.catalog.product(shown.index)?)));
        let (shown, product) = product.ok_or(NO_PRODUCT)?;
        let release = shown.release(&product.releases);
        let release = release.ok_or(NO_RELEASE)?;
        let latest = release.latest.clone().filter(|latest| !latest.is_empty());
        latest.ok_or_else(|| format!("{} {} has no version.", product.title, release.label))
    }
}
