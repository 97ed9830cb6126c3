//! How many changes of each kind there are, in words.

use std::fmt;

use super::{Change, Kind};

/// Counts of changes, for a summary in words.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Changed end dates of any kind.
    pub ends: usize,
    /// Products that are new.
    pub products_new: usize,
    /// Products that are gone.
    pub products_gone: usize,
    /// Releases that are new.
    pub releases_new: usize,
    /// Releases that are gone.
    pub releases_gone: usize,
    /// Releases with another newest version.
    pub latest: usize,
}

impl Counts {
    /// Counts changes.
    pub fn of<'a>(changes: impl IntoIterator<Item = &'a Change>) -> Self {
        let mut counts = Self::default();
        for change in changes {
            let count = match change.kind {
                Kind::ProductGone => &mut counts.products_gone,
                Kind::ProductNew => &mut counts.products_new,
                Kind::ReleaseGone => &mut counts.releases_gone,
                Kind::ReleaseNew => &mut counts.releases_new,
                Kind::Latest => &mut counts.latest,
                Kind::ProductRenamed | Kind::ReleaseRenamed => continue,
                _ => &mut counts.ends,
            };
            *count += 1;
        }
        counts
    }
}

impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let all = [
            (self.ends, "end date", "changed"),
            (self.products_new, "product", "new"),
            (self.products_gone, "product", "removed"),
            (self.releases_new, "release", "new"),
            (self.releases_gone, "release", "removed"),
            (self.latest, "latest version", "changed"),
        ];
        let some = all.iter().filter(|(count, ..)| *count > 0);
        let some = some.map(|(count, noun, what)| {
            let plural = if *count == 1 { "" } else { "s" };
            format!("{count} {noun}{plural} {what}")
        });
        let words = some.collect::<Vec<_>>().join(", ");
        f.write_str(if words.is_empty() {
            "nothing changed"
        } else {
            &words
        })
    }
}
