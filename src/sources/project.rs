//! Reads the files of a project: folders, single files, text from elsewhere, and the policy. Nothing is judged here.

use std::cell::RefCell;
use std::io;
use std::path::{Component, Path, PathBuf};

use anyhow::{Result, anyhow};

use crate::sources::walk::{self, Walk, Walked};
use crate::stack::claim::{Claim, Findings, Role, Shelf, Source, Subject};
use crate::stack::formats::{self, lock};
use crate::stack::gathered::{Gathered, Gathering};
use crate::stack::locks;
use crate::stack::policy::{self, Policy};
use crate::text::clean;

/// What to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// Folders and files; `-` is stdin.
    pub paths: Vec<PathBuf>,
    /// Whether to read the operating system of this machine too.
    pub has_host: bool,
    /// Patterns of paths to skip, besides those of the policy.
    pub skip: Vec<String>,
    /// Whether to include what `.gitignore` and the list of folders exclude.
    pub is_complete: bool,
    /// Where the policy is.
    pub policy: PolicyFrom,
}

/// Where a policy comes from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum PolicyFrom {
    /// The nearest `.eolens.yaml`: in the first path's folder, or in the first folder above that has one. For stdin,
    /// from the current folder on.
    #[default]
    Nearest,
    /// This file.
    File(PathBuf),
    /// Nowhere; the defaults apply.
    Nowhere,
}

impl Default for Plan {
    /// The current folder.
    fn default() -> Self {
        Self {
            paths: vec![PathBuf::from(".")],
            has_host: false,
            skip: Vec::new(),
            is_complete: false,
            policy: PolicyFrom::default(),
        }
    }
}

/// The input of reading, from outside.
pub struct Outside<'a> {
    /// Reads stdin.
    pub input: &'a mut dyn FnMut() -> io::Result<String>,
    /// Called with the number of files seen and the current path; returns false to cancel.
    pub goes_on: &'a mut dyn FnMut(usize, &Path) -> bool,
}

impl Plan {
    /// Reads the policy.
    ///
    /// # Errors
    ///
    /// Fails if its file cannot be read or is invalid.
    pub fn policy(&self) -> Result<PolicyFile> {
        match &self.policy {
            PolicyFrom::Nearest => {
                let first = self.paths.first().filter(|path| path.as_os_str() != "-");
                PolicyFile::nearest(first.map_or(Path::new("."), PathBuf::as_path))
            }
            PolicyFrom::File(file) => PolicyFile::read(file, walk::named_text),
            PolicyFrom::Nowhere => Ok(PolicyFile::default()),
        }
    }

    /// Reads everything.
    ///
    /// # Errors
    ///
    /// Fails if stdin cannot be read, or if a pattern is invalid.
    pub fn read(&self, file: &PolicyFile, outside: &mut Outside<'_>) -> Result<Project> {
        let mut reader = Reader {
            skip: [&file.policy.skip[..], &self.skip[..]].concat(),
            is_complete: self.is_complete,
            gathering: Gathering::default(),
            shelf: Shelf::default(),
            missing: Vec::new(),
            is_cut: false,
        };
        for path in &self.paths {
            if path.as_os_str() == "-" {
                reader.text(&(outside.input)()?);
            } else {
                reader.path(path, self.paths.len() > 1, outside)?;
            }
        }
        if self.has_host {
            reader.host();
        }
        reader.additions(file);
        Ok(Project {
            gathered: reader.gathering.finish(),
            missing: reader.missing,
            is_cut: reader.is_cut,
        })
    }

    /// What to put before the paths of files so that they lead from the current folder; empty where they do already,
    /// and where only an absolute path would.
    pub fn base(&self) -> String {
        let folder = match self.paths.as_slice() {
            [folder] if folder.is_dir() => folder.components(),
            _ => return String::new(),
        };
        let below: PathBuf = folder.filter(|part| *part != Component::CurDir).collect();
        let mut parts = below.components();
        let is_below = parts.all(|part| matches!(part, Component::Normal(_)));
        if is_below && below != Path::new("") {
            format!("{}/", walk::slashed(&below))
        } else {
            String::new()
        }
    }

    /// The file that is shown by a path.
    pub fn file(&self, shown: &str) -> PathBuf {
        match self.paths.as_slice() {
            [folder] if folder.is_dir() => folder.join(shown),
            _ => PathBuf::from(shown),
        }
    }
}

/// Everything that was read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Project {
    /// What the files say.
    pub gathered: Gathered,
    /// The paths that do not exist.
    pub missing: Vec<String>,
    /// Whether reading was canceled.
    pub is_cut: bool,
}

/// Reads the files of a project, one path after another.
struct Reader {
    skip: Vec<String>,
    is_complete: bool,
    gathering: Gathering,
    shelf: Shelf,
    missing: Vec<String>,
    is_cut: bool,
}

impl Reader {
    /// Reads a folder or a file. The paths of a folder's files are relative to it, unless it is one of many.
    fn path(&mut self, path: &Path, is_one_of_many: bool, outside: &mut Outside<'_>) -> Result<()> {
        if path.is_dir() {
            let mut how = Walk {
                skip: &self.skip,
                is_complete: self.is_complete,
                goes_on: outside.goes_on,
            };
            let walked = walk::walk(path, &mut how)?;
            self.folder(walked, is_one_of_many.then_some(path), outside);
        } else if path.exists() {
            self.file(&walk::slashed(path), path, None);
        } else {
            self.missing.push(clean::path(path));
        }
        Ok(())
    }

    /// Reads the operating system of this machine.
    fn host(&mut self) {
        let files = ["/etc/os-release", "/usr/lib/os-release"];
        match files.into_iter().find(|file| Path::new(file).is_file()) {
            Some(file) => self.file(file, Path::new(file), None),
            None => self.missing.push("/etc/os-release".to_owned()),
        }
    }

    /// Reads a text that is in no file.
    fn text(&mut self, text: &str) {
        let source = alone("-", text, &self.shelf);
        self.gathering.take(&source, formats::piped(&source));
    }

    /// Adds the versions that a policy names.
    fn additions(&mut self, file: &PolicyFile) {
        let claims = file.policy.add.iter().map(|add| {
            let subject = Subject::Named(add.product.clone());
            let claim = Claim::pin(add.at, subject, add.version.as_str(), Role::Run);
            match &add.note {
                Some(note) => claim.noted(note.as_str()),
                None => claim,
            }
        });
        let findings = Findings::of(claims);
        if !findings.claims.is_empty() {
            let source = alone(&file.name, "", &self.shelf);
            self.gathering.take(&source, findings);
        }
    }

    /// Reads the files of a folder, shown with their paths below `prefix`.
    fn folder(&mut self, walked: Walked, prefix: Option<&Path>, outside: &mut Outside<'_>) {
        self.gathering.leave_out(walked.left_out);
        self.is_cut |= walked.is_cut;
        for (path, reason) in walked.faults {
            self.gathering.unread(path, None, &reason);
        }
        // Lock files come last: which of them belong to a manifest is known by then.
        let is_lock = |(below, _): &(String, PathBuf)| locks::is(last(below));
        let (own, others) = walked.files.into_iter().partition::<Vec<_>, _>(is_lock);
        for (below, path) in others.into_iter().chain(own) {
            if self.is_cut {
                break;
            }
            let depth = below.split('/').count();
            let shown = match prefix {
                Some(prefix) => format!("{}/{below}", walk::slashed(prefix)),
                None => below,
            };
            self.file(&shown, &path, Some(depth));
            self.is_cut = !(outside.goes_on)(walked.seen, &path);
        }
    }

    /// Reads a file, with its depth in the folder that the user named; `None` if the user named the file itself,
    /// which is then reported if it has no known format.
    fn file(&mut self, shown: &str, path: &Path, depth: Option<usize>) {
        let is_named = depth.is_none();
        let folder = path.parent().unwrap_or(Path::new(""));
        let name = last(shown);
        let mut manifests = lock::manifests(name).iter();
        let mut has_manifest = || manifests.any(|manifest| folder.join(manifest).exists());
        if !is_named && (self.gathering.has_asked_for(shown) || has_manifest()) {
            return;
        }
        // A file of no known name says something or not by its content; many of them are large.
        let is_known = formats::of(shown).is_some();
        let most = if is_known && !locks::is(name) {
            walk::MOST_WRITTEN
        } else {
            walk::MOST
        };
        let text = match walk::text(path, most) {
            Ok(text) => text,
            Err(reason) => {
                if is_known || is_named {
                    self.gathering.unread(shown.to_owned(), None, &reason);
                }
                return;
            }
        };
        let unread = RefCell::new(Vec::new());
        let source = Source {
            path: shown,
            depth: depth.unwrap_or(1),
            text: &text,
            beside: &|name| {
                let read = walk::text_if_any(&folder.join(name), walk::MOST);
                if let Err(reason) = &read {
                    unread.borrow_mut().push((name.to_owned(), reason.clone()));
                }
                read
            },
            neighbors: &|| walk::names(folder),
            shelf: &self.shelf,
        };
        if !self.gathering.add(&source) && is_named {
            let reason = "its format is not one that eolens reads";
            self.gathering.unread(shown.to_owned(), None, reason);
        }
        // A lock file is told by who needs it, with what to do about it.
        let others = unread.borrow();
        for (name, reason) in others.iter().filter(|(name, _)| !locks::is(last(name))) {
            self.gathering
                .unread(source.path_beside(name), None, reason);
        }
    }
}

/// The name of a file, without the folders before it.
fn last(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// A text without files beside it.
fn alone<'a>(path: &'a str, text: &'a str, shelf: &'a Shelf) -> Source<'a> {
    Source {
        path,
        depth: 1,
        text,
        beside: &|_| Ok(None),
        neighbors: &Vec::new,
        shelf,
    }
}

/// A policy, and the file that it was read from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PolicyFile {
    /// The policy.
    pub policy: Policy,
    /// The file's name without folders; empty if there is none.
    pub name: String,
}

/// Reads the text of a file up to a size.
type ReadText = fn(&Path, u64) -> std::result::Result<String, String>;

impl PolicyFile {
    /// The policy nearest to a path: in its folder, or in the first folder above that has one.
    fn nearest(path: &Path) -> Result<Self> {
        let Ok(path) = path.canonicalize() else {
            return Ok(Self::default());
        };
        let mut files = path.ancestors().map(|folder| folder.join(".eolens.yaml"));
        // A folder of that name or a broken link is told, not passed over: somebody relies on it.
        let file = files.find(|file| file.symlink_metadata().is_ok());
        file.map_or_else(|| Ok(Self::default()), |file| Self::read(&file, walk::text))
    }

    /// The policy in a file.
    fn read(file: &Path, text: ReadText) -> Result<Self> {
        let path = clean::path(file);
        let text = text(file, walk::MOST_WRITTEN).map_err(|reason| anyhow!("{path}: {reason}"))?;
        let policy = policy::file::read(&text).map_err(|faults| {
            let faults = faults
                .iter()
                .map(|(at, reason)| format!("{path}:{}:{}: {reason}", at.line, at.column));
            anyhow!(faults.collect::<Vec<_>>().join("\n"))
        })?;
        let name = file.file_name().map(PathBuf::from).unwrap_or_default();
        Ok(Self {
            policy,
            name: clean::path(&name),
        })
    }
}
