//! All items of a project, and what could not be judged or read.

use std::collections::HashMap;
use std::rc::Rc;

use crate::stack::claim::{Claim, Findings, Kind, Source, Subject};
use crate::stack::formats;
use crate::stack::item::{Item, Judge};
use crate::stack::locks::{self, Locked};
use crate::text::clean;
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
    /// Lock files that were read, by their paths.
    locks: HashMap<String, Rc<Locked>>,
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
        if let Some(findings) = formats::read(source) {
            self.take(judge, source, findings);
        }
    }

    /// Adds what was found in a file.
    pub fn take(&mut self, judge: &Judge<'_>, source: &Source<'_>, findings: Findings) {
        self.files += 1;
        let path = source.path;
        for (at, reason) in findings.faults {
            self.unread.push(Unread {
                path: path.to_owned(),
                at: Some(at),
                reason: clean::line(&reason),
            });
        }
        let folder = path.rsplit_once('/').map(|(folder, _)| folder);
        for claim in findings.claims {
            let claim = Claim {
                written: clean::line(&claim.written),
                version: clean::line(&claim.version),
                ..claim
            };
            let path = match (&claim.beside, folder) {
                (Some(beside), Some(folder)) => format!("{folder}/{beside}"),
                (Some(beside), None) => beside.clone(),
                (None, _) => path.to_owned(),
            };
            let (at, written) = (claim.at, claim.written.clone());
            let is_known =
                claim.lock.is_some() && judge.names.find(&claim.subject, &written).is_some();
            let (claim, from) = if is_known {
                self.locked(claim, source)
            } else {
                (claim, None)
            };
            match judge.judge(&path, claim) {
                Some(item) => self.items.push(Item {
                    resolved_from: from,
                    ..item
                }),
                None => self.unmatched.push(Unmatched { path, at, written }),
            }
        }
    }

    /// The claim as the nearest lock file says it, and that file; as it is where none says anything.
    fn locked(&mut self, claim: Claim, source: &Source<'_>) -> (Claim, Option<String>) {
        let Some((kind, name)) = claim.lock.zip(package_name(&claim.subject)) else {
            return (claim, None);
        };
        let folders: Vec<&str> = source.path.split('/').collect();
        let depth = folders.len() - 1;
        for up in 0..=depth {
            let own = folders.get(depth - up..depth).unwrap_or_default().join("/");
            for file in locks::files(kind) {
                let above = folders.get(..depth - up).unwrap_or_default();
                let path = above
                    .iter()
                    .chain(std::iter::once(&file))
                    .copied()
                    .collect::<Vec<_>>()
                    .join("/");
                let beside = format!("{}{file}", "../".repeat(up));
                let locked = self.lock(&path, file, &beside, source);
                if let Some(version) = locked.find(&name, &claim.written, &own) {
                    let locked = Claim {
                        kind: Kind::Pin,
                        version: version.to_owned(),
                        accepts: None,
                        ..claim
                    };
                    return (locked, Some(path));
                }
            }
        }
        (claim, None)
    }

    fn lock(&mut self, path: &str, file: &str, beside: &str, source: &Source<'_>) -> Rc<Locked> {
        if let Some(locked) = self.locks.get(path) {
            return Rc::clone(locked);
        }
        let text = (source.beside)(beside);
        let locked = Rc::new(
            text.map(|text| locks::read(file, &text))
                .unwrap_or_default(),
        );
        self.locks.insert(path.to_owned(), Rc::clone(&locked));
        locked
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

/// The name of a package, as lock files have it.
fn package_name(subject: &Subject) -> Option<String> {
    let purl = match subject {
        Subject::Package(purl) => purl,
        Subject::Product("ruby") => return Some("ruby".to_owned()),
        _ => return None,
    };
    let (_, name) = purl.split_once('/')?;
    Some(name.replacen("%40", "@", 1))
}
