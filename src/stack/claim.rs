//! What one file says: claims about versions, each with its place.

use crate::stack::requirement::Requirement;
use crate::text::yaml::Place;

/// What a file says that something has a version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    /// The text that a person would change.
    pub at: Place,
    /// The file that it stands in, beside the one that was read; `None` where it is that one.
    pub beside: Option<String>,
    /// What has the version.
    pub subject: Subject,
    /// As it is written, with variables replaced.
    pub written: String,
    /// The version: what is asked for in a pin, the requirement in a set, nothing where it floats.
    pub version: String,
    /// How many versions that is.
    pub kind: Kind,
    /// What a set accepts; `None` for all other kinds.
    pub accepts: Option<Accepts>,
    /// What it is for.
    pub role: Role,
    /// What there is to say beside it: why it floats, what was assumed.
    pub note: Option<String>,
    /// Whether a lock file may say which version it is.
    pub lock: Option<Lock>,
}

/// What has a version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Subject {
    /// A container image, without tag and digest: `registry.example/owner/name`.
    Image(String),
    /// A package in a registry, as a package URL without its version.
    Package(String),
    /// A platform in a software bill of materials.
    Platform(String),
    /// A product by its id.
    Product(&'static str),
    /// A Java of which no vendor is named.
    Java,
    /// A name of somebody's own list: an id, an alias or a title.
    Named(String),
}

/// How many versions a claim means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// One version, or one line of versions.
    Pin,
    /// A requirement or a list that accepts several.
    Set,
    /// No version.
    Floating,
    /// The system below an image.
    Base,
}

impl Kind {
    /// The word for records.
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
    /// Versions within spans.
    Spans(Requirement),
    /// Versions one by one.
    List(Vec<String>),
}

/// What a version is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// It runs in production.
    Run,
    /// It builds.
    Build,
    /// It checks and delivers.
    Ci,
    /// It serves development alone.
    Dev,
}

impl Role {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Run, Self::Build, Self::Ci, Self::Dev];

    /// The word for options and records.
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

/// All that one file says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Findings {
    /// The claims in the file's order.
    pub claims: Vec<Claim>,
    /// What in it could not be read.
    pub faults: Vec<(Place, String)>,
    /// Versions that could not be judged, because it is not known what has them.
    pub unmatched: usize,
}

/// A file to be read.
#[derive(Clone, Copy)]
pub struct Source<'a> {
    /// Its path below the folder that is checked, with `/`.
    pub path: &'a str,
    /// Its text.
    pub text: &'a str,
    /// The text of another file, by its path from this one's folder; `None` where it cannot be read.
    pub beside: &'a dyn Fn(&str) -> Option<String>,
}

impl Source<'_> {
    /// The file's own name.
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
            subject,
            written: version.clone(),
            version,
            kind: Kind::Pin,
            accepts: None,
            role,
            note: None,
            lock: None,
        }
    }

    /// A claim without a version, and why.
    pub fn floating(at: Place, subject: Subject, written: &str, role: Role) -> Self {
        Self {
            written: written.to_owned(),
            version: String::new(),
            kind: Kind::Floating,
            ..Self::pin(at, subject, "", role)
        }
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

    /// The same with other words for what is written.
    #[must_use]
    pub fn written(self, written: impl Into<String>) -> Self {
        Self {
            written: written.into(),
            ..self
        }
    }

    /// The same with a note.
    #[must_use]
    pub fn noted(self, note: impl Into<String>) -> Self {
        Self {
            note: Some(note.into()),
            ..self
        }
    }

    /// The same, of which a lock file may say more.
    #[must_use]
    pub fn locked_by(self, lock: Lock) -> Self {
        Self {
            lock: Some(lock),
            ..self
        }
    }
}

impl Findings {
    /// Findings of claims alone.
    pub fn of(claims: Vec<Claim>) -> Self {
        Self {
            claims,
            ..Self::default()
        }
    }

    /// That a file could not be read from a place on.
    pub fn fault(at: Place, reason: impl Into<String>) -> Self {
        Self {
            faults: vec![(at, reason.into())],
            ..Self::default()
        }
    }
}
