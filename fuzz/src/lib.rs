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

/// A reader with its name.
pub type Target = (&'static str, fn(&[u8]));

/// All of them.
pub const TARGETS: [Target; 23] = [
    ("archive", sources::archive),
    ("cache", sources::cache),
    ("catalog", facts::catalog),
    ("clean", text::clean),
    ("config", settings::config),
    ("decoder", screen::decoder),
    ("formats", stack::formats),
    ("image", stack::image),
    ("keys", settings::keys),
    ("liquid", text::liquid),
    ("locks", stack::locks),
    ("markdown", text::markdown),
    ("moves", facts::moves),
    ("page", facts::page),
    ("product", facts::product),
    ("query", find::query),
    ("requirement", stack::requirement),
    ("resolve", find::resolve),
    ("session", screen::session),
    ("theme", settings::theme),
    ("version", text::version),
    ("watchlist", sources::watchlist),
    ("yaml", text::yaml),
];

/// Passes bytes to a reader.
///
/// # Panics
///
/// If the reader panics, or if there is none of that name.
pub fn run(name: &str, bytes: &[u8]) {
    let (_, target) = TARGETS
        .into_iter()
        .find(|(target, _)| *target == name)
        .expect("the target's name");
    target(bytes);
}
