//! Every reader of outside text, given arbitrary bytes: it ends, does not panic, and its messages are
//! clean. The fuzzer's targets call these, and the program's tests replay findings with them.

mod facts;
mod find;
mod screen;
mod settings;
mod shared;
mod sources;
mod stack;
mod text;

use std::env;
use std::sync::LazyLock;

/// A kind of outside text, by its name, and what reads it.
pub type Target = (&'static str, Read);

/// What reads a kind of text.
#[derive(Clone, Copy)]
pub enum Read {
    /// One reader.
    One(fn(&[u8])),
    /// A reader for each of several forms: their names, and the reader of a name.
    Each(fn() -> Vec<String>, fn(&str, &[u8])),
}

use Read::{Each, One};

/// All of them.
pub const TARGETS: [Target; 24] = [
    ("archive", One(sources::archive)),
    ("cache", One(sources::cache)),
    ("catalog", One(facts::catalog)),
    ("clean", One(text::clean)),
    ("config", One(settings::config)),
    ("decoder", One(screen::decoder)),
    ("formats", Each(stack::format_names, stack::format)),
    ("image", One(stack::image)),
    ("keys", One(settings::keys)),
    ("liquid", One(text::liquid)),
    ("locks", Each(stack::lock_names, stack::lock)),
    ("markdown", One(text::markdown)),
    ("moves", One(facts::moves)),
    ("page", One(facts::page)),
    ("policy", One(stack::policy)),
    ("product", One(facts::product)),
    ("query", One(find::query)),
    (
        "requirement",
        Each(stack::notation_names, stack::requirement),
    ),
    ("resolve", One(find::resolve)),
    ("session", One(screen::session)),
    ("theme", One(settings::theme)),
    ("version", One(text::version)),
    ("watchlist", One(sources::watchlist)),
    ("yaml", One(text::yaml)),
];

/// The only reader of a target's several that gets inputs; all of them where it is not set.
const ONLY: &str = "EOLENS_READER";

/// Passes bytes to a target.
///
/// # Panics
///
/// If a reader panics, or if there is no target of that name.
pub fn run(name: &str, bytes: &[u8]) {
    static CHOSEN: LazyLock<Option<String>> = LazyLock::new(|| env::var(ONLY).ok());
    let target = TARGETS.into_iter().find(|(target, _)| *target == name);
    match target.expect("the target's name").1 {
        One(read) => read(bytes),
        Each(names, read) => match &*CHOSEN {
            Some(chosen) => read(chosen, bytes),
            None => names().iter().for_each(|name| read(name, bytes)),
        },
    }
}
