//! All items of a project, and what could not be judged or read.

use crate::stack::claim::Source;
use crate::stack::formats;
use crate::stack::item::{Item, Judge};
use crate::text::yaml::Place;

/// What files say, judged on a day.
#[derive(Debug, Clone, Default)]
pub struct Survey {
    /// The items, by their files and places.
    pub items: Vec<Item>,
    /// Versions of something that is not surely a product.
    pub unmatched: Vec<Unmatched>,
    /// Files, or parts of them, that could not be read.
    pub unread: Vec<Unread>,
    /// How many files were read.
    pub files: usize,
    /// How many folders and files were left out because they hold cases for tests.
    pub left_out: usize,
}

/// A version of something that is not surely a product.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unmatched {
    /// The file.
    pub path: String,
    /// Where in it.
    pub at: Place,
    /// As it is written.
    pub written: String,
}

/// A file that could not be read, or not from a place on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unread {
    /// The file.
    pub path: String,
    /// From where on; `None` where nothing could be read.
    pub at: Option<Place>,
    /// Why.
    pub reason: String,
}

impl Survey {
    /// Adds what a file says.
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
