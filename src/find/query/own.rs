//! What filters ask about the user's own things: the watchlist, and the stack of a project.

/// A question about a product, by its index.
#[derive(Debug, Clone, Copy)]
pub enum Asked<'a> {
    /// Whether it, or one of its releases, is watched.
    Watched(usize),
    /// Whether a file of the stack names it like this, or that release of it.
    Stack(usize, Option<usize>, &'a InStack),
}

/// Answers such questions.
pub type Own<'a> = &'a (dyn Fn(Asked<'_>) -> bool + Sync);

/// How a file of the stack names a product.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum InStack {
    /// In any way.
    Used,
    /// In a file whose path contains this text, in lower case.
    In(String),
    /// With a version of this kind, one of [`KINDS`].
    Kind(&'static str),
    /// In this role, one of [`ROLES`].
    Role(&'static str),
}

/// The kinds of versions in files.
pub const KINDS: [&str; 4] = ["pin", "set", "floating", "base"];

/// What a version in a file is used for.
pub const ROLES: [&str; 4] = ["run", "build", "ci", "dev"];
