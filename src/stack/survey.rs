//! All items of a project, and what could not be judged or read.

use crate::stack::claim::Source;
use crate::stack::formats;
use crate::stack::item::{Item, Judge};
use crate::text::yaml::Place;

/// What files say, judged on a day.
#[derive(Debug, Clone, Default)]
pub struct Survey {
    /// The items, by file and position.
    pub items: Vec<Item>,
    /// Versions of things that are not certain to be a product.
    pub unmatched: Vec<Unmatched>,
    /// Files or parts of files that could not be read.
    pub unread: Vec<Unread>,
    /// The number of files read.
    pub files: usize,
    /// The number of folders and files skipped because they hold test cases.
    pub left_out: usize,
}

/// A version of something that is not certain to be a product.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unmatched {
    /// The file.
    pub path: String,
    /// The position.
    pub at: Place,
    /// The text as written.
    pub written: String,
}

/// A file that could not be read, at least from a position on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unread {
    /// The file.
    pub path: String,
    /// The position; `None` if nothing could be read.
    pub at: Option<Place>,
    /// The reason.
    pub reason: String,
}

impl Survey {
    /// Adds the claims of a file.
    pub fn add(&mut self, judge: &Judge<'_>, source: &Source<'_>) {
        let Some(findings) = formats::read(source) else {
            return;
        };
        self.files += 1;
        let path = source.path;
        for (at, reason) in findings.faults {
            self.unread.push(Unread {
                path: path.to_owned(),
                at: Some(at),
                reason,
            });
        }
        let folder = path.rsplit_once('/').map(|(folder, _)| folder);
        for claim in findings.claims {
            let path = match (&claim.beside, folder) {
                (Some(beside), Some(folder)) => format!("{folder}/{beside}"),
                (Some(beside), None) => beside.clone(),
                (None, _) => path.to_owned(),
            };
            let (at, written) = (claim.at, claim.written.clone());
            match judge.judge(&path, claim) {
                Some(item) => self.items.push(item),
                None => self.unmatched.push(Unmatched { path, at, written }),
            }
        }
    }

    /// Puts everything in order: by file, then by place. What several files say of one place is said once.
    pub fn sort(&mut self) {
        let key = |item: &Item| {
            (
                item.path.clone(),
                item.claim.at,
                item.claim.kind,
                item.names.0.clone(),
            )
        };
        self.items.sort_by_cached_key(key);
        self.items.dedup_by(|one, other| {
            let is_same = key(one) == key(other) && one.claim.version == other.claim.version;
            if is_same {
                other.claim.role = other.claim.role.min(one.claim.role);
            }
            is_same
        });
        self.unmatched
            .sort_by(|one, other| (&one.path, one.at).cmp(&(&other.path, other.at)));
        self.unmatched.dedup();
        self.unread
            .sort_by(|one, other| (&one.path, one.at).cmp(&(&other.path, other.at)));
    }
}
