//! Claims: what one file says about versions, each with its position.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use crate::text::requirement::Requirement;
use crate::text::yaml::{Misfit, Place};

/// A statement in a file that something has a version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    /// The position of the text that one would edit.
    pub at: Place,
    /// The file of that position, if it is not the one that was read.
    pub beside: Option<String>,
    /// The files that use what is written there, if they are others.
    pub used_in: Vec<String>,
    /// What has the version.
    pub subject: Subject,
    /// The text as written, with variables expanded.
    pub written: String,
    /// The version: of a pin, the version asked for; of a set, the requirement; empty if floating.
    pub version: String,
    /// How many versions it allows.
    pub kind: Kind,
    /// What a set accepts; `None` for other kinds.
    pub accepts: Option<Accepts>,
    /// What it is used for.
    pub role: Role,
    /// A remark: why it floats, or what was assumed.
    pub note: Option<String>,
    /// The kind of lock file that may state the exact version.
    pub lock: Option<Lock>,
    /// The name and the range under which lock files have it; `None` if they are its own.
    pub locked_as: Option<(String, String)>,
    /// What is claimed if no lock file states the version; `None` if that is the same.
    pub unlocked: Option<Box<Claim>>,
    /// The path of the lock file that states the version; `None` if the version is the claim's own.
    pub resolved_from: Option<String>,
    /// Whether a lock file that states the version cannot be read; the note then says so.
    pub is_undecided: bool,
    /// Whether it is about what others install. Such a claim is reported, and fails no check.
    pub is_of_others: bool,
}

/// What has a version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Subject {
    /// A container image, without tag and digest: `registry.example/owner/name`.
    Image(String),
    /// A package in a registry, as a package URL without version.
    Package(String),
    /// A platform in a software bill of materials.
    Platform(String),
    /// A product, by its id.
    Product(&'static str),
    /// A Java without a named vendor.
    Java,
    /// A name in the user's own list: an id, alias or title.
    Named(String),
    /// Something that is not known to be a product, and that is counted so that it is not silent.
    Unknown(String),
    /// A line of a list: what it names is found as by `eolens show -`.
    Line(String),
}

impl Subject {
    /// What the file calls it: an image, a package URL or a line of a list; `None` where the place alone says what has
    /// the version.
    pub fn name(&self) -> Option<&str> {
        match self {
            Self::Image(name)
            | Self::Package(name)
            | Self::Platform(name)
            | Self::Named(name)
            | Self::Unknown(name)
            | Self::Line(name) => Some(name),
            Self::Product(_) | Self::Java => None,
        }
    }
}

/// How many versions a claim allows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// One version, or one release line.
    Pin,
    /// A requirement or list that accepts several.
    Set,
    /// No version.
    Floating,
    /// The operating system in an image.
    Base,
}

impl Kind {
    /// The word in records.
    pub fn word(self) -> &'static str {
        match self {
            Self::Pin => "pin",
            Self::Set => "set",
            Self::Floating => "floating",
            Self::Base => "base",
        }
    }
}

/// What a set accepts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Accepts {
    /// Versions within ranges.
    Spans(Requirement),
    /// Individual versions.
    List(Vec<String>),
}

/// What a version is used for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// Running in production.
    Run,
    /// Building.
    Build,
    /// Testing and delivery.
    Ci,
    /// Development only.
    Dev,
}

impl Role {
    /// All roles.
    pub const ALL: [Self; 4] = [Self::Run, Self::Build, Self::Ci, Self::Dev];

    /// The word in options and records.
    pub fn word(self) -> &'static str {
        match self {
            Self::Run => "run",
            Self::Build => "build",
            Self::Ci => "ci",
            Self::Dev => "dev",
        }
    }
}

/// The kinds of lock files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Lock {
    /// npm, Yarn, pnpm, Bun.
    JavaScript,
    /// uv, Poetry, PDM, Pipenv.
    Python,
    /// Composer.
    Php,
    /// Bundler.
    Ruby,
}

/// Everything that one file says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Findings {
    /// The claims, in the order of the file.
    pub claims: Vec<Claim>,
    /// The parts that could not be read.
    pub faults: Vec<Misfit>,
    /// Whether it is a text without a format: each line names something, or it is no list at all.
    pub is_list: bool,
}

/// A file to read.
#[derive(Clone, Copy)]
pub struct Source<'a> {
    /// Its path as shown, with `/`.
    pub path: &'a str,
    /// How many parts its path has below the checked folder, its name included; 1 if it was named itself.
    pub depth: usize,
    /// Its text.
    pub text: &'a str,
    /// Reads another file, by its path relative to this one's folder; `None` if there is none, and the reason if it
    /// cannot be read.
    pub beside: &'a dyn Fn(&str) -> Result<Option<String>, String>,
    /// Lists the names of the files in this one's folder, in their order.
    pub neighbors: &'a dyn Fn() -> Vec<String>,
    /// What the files read so far define.
    pub shelf: &'a Shelf,
}

/// What files define for others, kept from one file to the next: many files may refer to many.
#[derive(Debug, Default)]
pub struct Shelf {
    definitions: RefCell<HashMap<String, Rc<Definitions>>>,
}

/// The definitions of a folder or a file, by name.
pub type Definitions = HashMap<String, Definition>;

/// A value that a file defines for others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Definition {
    /// The value.
    pub text: String,
    /// The path of the file in its folder or build.
    pub file: String,
    /// The position of the value in it.
    pub at: Place,
}

impl Shelf {
    /// The definitions of the folder or file with a path, which are collected on the first call.
    pub fn of(&self, path: &str, collect: impl FnOnce() -> Definitions) -> Rc<Definitions> {
        if let Some(kept) = self.definitions.borrow().get(path) {
            return Rc::clone(kept);
        }
        let collected = Rc::new(collect());
        let mut all = self.definitions.borrow_mut();
        all.insert(path.to_owned(), Rc::clone(&collected));
        collected
    }
}

impl Source<'_> {
    /// The text of another file, by its path relative to this one's folder; `None` if it cannot be read.
    pub fn text_beside(&self, file: &str) -> Option<String> {
        (self.beside)(file).ok().flatten()
    }

    /// The path of its folder; empty for the checked one.
    pub fn folder(&self) -> &str {
        self.path.rsplit_once('/').map_or("", |(folder, _)| folder)
    }

    /// The path of a file from its folder, of which `../` is the one above.
    pub fn path_beside(&self, file: &str) -> String {
        let mut folders: Vec<&str> = self.path.split('/').collect();
        folders.pop();
        let mut file = file;
        while let Some(rest) = file.strip_prefix("../") {
            folders.pop();
            file = rest;
        }
        folders.push(file);
        folders.join("/")
    }

    /// The file's name without folders.
    pub fn name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or(self.path)
    }
}

impl Claim {
    /// A claim of one version.
    pub fn pin(at: Place, subject: Subject, version: impl Into<String>, role: Role) -> Self {
        let version = version.into();
        Self {
            at,
            beside: None,
            used_in: Vec::new(),
            subject,
            written: version.clone(),
            version,
            kind: Kind::Pin,
            accepts: None,
            role,
            note: None,
            lock: None,
            locked_as: None,
            unlocked: None,
            resolved_from: None,
            is_undecided: false,
            is_of_others: false,
        }
    }

    /// A claim without a version, with the reason.
    pub fn floating(at: Place, subject: Subject, written: &str, role: Role) -> Self {
        Self {
            written: written.to_owned(),
            version: String::new(),
            kind: Kind::Floating,
            ..Self::pin(at, subject, "", role)
        }
    }

    /// A claim that says nothing by itself: the name of a package whose version only a lock file states.
    pub fn unwritten(at: Place, subject: Subject, lock: Lock, role: Role) -> Self {
        Self::floating(at, subject, "", role).locked_by(lock)
    }

    /// Whether it says nothing.
    pub fn is_unwritten(&self) -> bool {
        self.kind == Kind::Floating && self.written.is_empty()
    }

    /// A claim of all versions that a requirement accepts.
    pub fn set(
        at: Place,
        subject: Subject,
        written: &str,
        accepts: Requirement,
        role: Role,
    ) -> Self {
        Self {
            kind: Kind::Set,
            accepts: Some(Accepts::Spans(accepts)),
            ..Self::pin(at, subject, written, role)
        }
    }

    /// A claim of one version, or of a set of several.
    pub fn one_or_list(at: Place, subject: Subject, versions: Vec<String>, role: Role) -> Self {
        let claim = Self::pin(at, subject, versions.join(", "), role);
        if versions.len() > 1 {
            claim.of_all(versions)
        } else {
            claim
        }
    }

    /// The claim, of a set of individual versions.
    #[must_use]
    pub fn of_all(self, versions: Vec<String>) -> Self {
        Self {
            kind: Kind::Set,
            version: versions.join(", "),
            accepts: Some(Accepts::List(versions)),
            ..self
        }
    }

    /// The claim with a different written text.
    #[must_use]
    pub fn written(self, written: impl Into<String>) -> Self {
        Self {
            written: written.into(),
            ..self
        }
    }

    /// The claim with a note.
    #[must_use]
    pub fn noted(self, note: impl Into<String>) -> Self {
        Self {
            note: Some(note.into()),
            ..self
        }
    }

    /// What is claimed where no lock file states the version.
    #[must_use]
    pub fn without_lock(mut self) -> Self {
        self.unlocked.take().map_or(self, |unlocked| *unlocked)
    }

    /// The claim, with the kind of lock file that may state its version.
    #[must_use]
    pub fn locked_by(self, lock: Lock) -> Self {
        Self {
            lock: Some(lock),
            ..self
        }
    }
}

impl Findings {
    /// Findings that consist of claims only.
    pub fn of(claims: impl IntoIterator<Item = Claim>) -> Self {
        Self {
            claims: claims.into_iter().collect(),
            ..Self::default()
        }
    }

    /// A fault: the file could not be read.
    pub fn fault(fault: Misfit) -> Self {
        Self {
            faults: vec![fault],
            ..Self::default()
        }
    }
}
