//! What the files of a project say, before it is judged: the claims, with the versions that lock files state.

use std::collections::HashMap;
use std::rc::Rc;

use crate::stack::claim::{Claim, Findings, Kind, Role, Source, Subject};
use crate::stack::formats;
use crate::stack::locks::{self, Locked};
use crate::text::clean;
use crate::text::yaml::Place;

/// The folder of what people develop in, see <https://containers.dev/implementors/spec/>.
const DEV_CONTAINER: &str = ".devcontainer";

/// What files say.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Gathered {
    /// The claims, each with the path of its file.
    pub claims: Vec<(String, Claim)>,
    /// Files or parts of files that could not be read, those of one file together.
    pub unread: Vec<Unread>,
    /// The number of files read.
    pub files: usize,
    /// The number of folders of test cases that were skipped.
    pub left_out: usize,
    /// Whether a text without a format was read, as a list.
    pub has_list: bool,
}

impl Gathered {
    /// The number of files that could not be read completely.
    pub fn unread_files(&self) -> usize {
        self.unread
            .chunk_by(|one, other| one.path == other.path)
            .count()
    }
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

/// Gathers what files say, one after another.
#[derive(Debug, Default)]
pub struct Gathering {
    gathered: Gathered,
    /// Lock files that were read, by their paths; `None` for those that cannot be.
    locks: HashMap<String, Option<Rc<Locked>>>,
}

impl Gathering {
    /// Adds what a file says; returns false if it has no known format.
    pub fn add(&mut self, source: &Source<'_>) -> bool {
        let findings = formats::read(source);
        let is_read = findings.is_some();
        if let Some(findings) = findings {
            self.take(source, findings);
        }
        is_read
    }

    /// Adds what was found in a file.
    pub fn take(&mut self, source: &Source<'_>, findings: Findings) {
        self.gathered.files += 1;
        self.gathered.has_list |= findings.is_list;
        for (at, reason) in findings.faults {
            self.unread(source.path.to_owned(), Some(at), &reason);
        }
        let is_dev = source.path.split('/').any(|part| part == DEV_CONTAINER);
        for claim in findings.claims {
            let claim = self.locked(claim, source);
            let (path, used_in) = match &claim.beside {
                Some(beside) => (
                    clean::line(&source.path_beside(beside)),
                    vec![source.path.to_owned()],
                ),
                None => (source.path.to_owned(), Vec::new()),
            };
            if claim.is_unwritten() {
                continue;
            }
            let claim = Claim {
                used_in,
                role: if is_dev { Role::Dev } else { claim.role },
                written: clean::line(&claim.written),
                version: clean::line(&claim.version),
                ..claim
            };
            self.gathered.claims.push((path, claim));
        }
    }

    /// Whether a manifest has asked for a lock file.
    pub fn has_asked_for(&self, lock: &str) -> bool {
        self.locks.contains_key(lock)
    }

    /// Adds a file that could not be read, from a position on or at all.
    pub fn unread(&mut self, path: String, at: Option<Place>, reason: &str) {
        self.gathered.unread.push(Unread {
            path,
            at,
            reason: clean::line(reason),
        });
    }

    /// Adds folders of test cases that were skipped.
    pub fn leave_out(&mut self, count: usize) {
        self.gathered.left_out += count;
    }

    /// Everything, in the order of the files and of the positions in them.
    pub fn finish(self) -> Gathered {
        let mut gathered = self.gathered;
        gathered
            .unread
            .sort_by(|one, other| (&one.path, one.at).cmp(&(&other.path, other.at)));
        // Of several files that need it, each finds the same.
        gathered.unread.dedup();
        gathered
    }

    /// The claim with the version that the nearest lock file states, and as it is if none does. Where a lock file
    /// that comes first cannot be read, nobody knows the version.
    fn locked(&mut self, claim: Claim, source: &Source<'_>) -> Claim {
        let Some((kind, (name, range))) = claim.lock.zip(asked(&claim)) else {
            return claim.without_lock();
        };
        let folders: Vec<&str> = source.path.split('/').collect();
        let last = folders.len() - 1;
        // Above the checked folder is another project.
        for up in 0..source.depth.min(folders.len()) {
            let own = folders.get(last - up..last).unwrap_or_default().join("/");
            for file in locks::files(kind, up > 0) {
                let beside = format!("{}{file}", "../".repeat(up));
                let path = source.path_beside(&beside);
                let Some(locked) = self.lock((&path, file), &beside, source) else {
                    return undecided(claim.without_lock(), &name, &path);
                };
                if let Some(version) = locked.find(&name, &range, &own) {
                    let is_unwritten = claim.is_unwritten();
                    let written = if is_unwritten {
                        version
                    } else {
                        &claim.written
                    };
                    return Claim {
                        written: written.to_owned(),
                        kind: Kind::Pin,
                        version: version.to_owned(),
                        accepts: None,
                        resolved_from: Some(path),
                        ..claim
                    };
                }
            }
        }
        claim.without_lock()
    }

    /// The content of a lock file, by its path and name, and its path from the source's folder; nothing is locked if
    /// there is no such file. `None` if it cannot be read, which is told.
    fn lock(
        &mut self,
        (path, name): (&str, &str),
        beside: &str,
        source: &Source<'_>,
    ) -> Option<Rc<Locked>> {
        if let Some(locked) = self.locks.get(path) {
            return locked.clone();
        }
        let read = match (source.beside)(beside) {
            Ok(Some(text)) => locks::read(name, &text).map_err(|(at, reason)| (Some(at), reason)),
            Ok(None) => Ok(Locked::default()),
            Err(reason) => Err((None, locks::remedy(name).map_or(reason, str::to_owned))),
        };
        let locked = match read {
            Ok(locked) => Some(Rc::new(locked)),
            Err((at, reason)) => {
                self.unread(path.to_owned(), at, &reason);
                None
            }
        };
        self.locks.insert(path.to_owned(), locked.clone());
        locked
    }
}

/// The claim of a package whose version is in a lock file that cannot be read. A range still says what has ended
/// whatever the version is.
fn undecided(claim: Claim, name: &str, lock: &str) -> Claim {
    if claim.kind == Kind::Pin {
        return claim;
    }
    let claim = if claim.is_unwritten() {
        claim.written(name)
    } else {
        claim
    };
    Claim {
        is_undecided: true,
        ..claim.noted(format!("{lock} cannot be read"))
    }
}

/// The name and the range of a package, as lock files have them.
fn asked(claim: &Claim) -> Option<(String, String)> {
    let own = || Some((package_name(&claim.subject)?, claim.written.clone()));
    claim.locked_as.clone().or_else(own)
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

#[cfg(test)]
mod tests {
    use super::{Gathered, Gathering};
    use crate::stack::claim::{Claim, Findings, Role, Shelf, Source, Subject};
    use crate::text::yaml::Place;

    /// What a file says that makes one claim.
    fn gathered(path: &str, claim: Claim) -> Gathered {
        let source = Source {
            path,
            depth: 2,
            text: "",
            beside: &|_| Ok(None),
            neighbors: &Vec::new,
            shelf: &Shelf::default(),
        };
        let mut gathering = Gathering::default();
        gathering.take(&source, Findings::of([claim]));
        gathering.finish()
    }

    fn java() -> Claim {
        Claim::pin(Place::START, Subject::Java, "17", Role::Run)
    }

    #[test]
    fn the_path_of_a_file_beside_is_safe_for_a_terminal() {
        let claim = Claim {
            beside: Some("b\u{1b}[31mc\n.tf".to_owned()),
            ..java()
        };
        let gathered = gathered("a/main.tf", claim);
        let [(path, claim)] = &gathered.claims[..] else {
            panic!("one claim");
        };
        assert_eq!(path, "a/bc .tf");
        assert_eq!(claim.used_in, ["a/main.tf"]);
    }

    #[test]
    fn a_dev_container_is_for_development() {
        for (path, expected) in [
            (".devcontainer/Dockerfile", Role::Dev),
            ("a/.devcontainer/b/compose.yaml", Role::Dev),
            ("a/devcontainer/Dockerfile", Role::Run),
        ] {
            let gathered = gathered(path, java());
            assert_eq!(gathered.claims[0].1.role, expected, "{path}");
        }
    }
}
