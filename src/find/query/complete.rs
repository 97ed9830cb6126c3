//! What a key or a value that has been begun can become.

use super::names::Names;
use super::term::{self, Key};

/// What a term that has been begun can become.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Completion {
    /// Where the term begins, in bytes.
    pub start: usize,
    /// The whole terms that it can become, the most likely first; never what it is already.
    pub terms: Vec<String>,
}

/// Times that are worth a suggestion.
const SPANS: [&str; 4] = ["30d", "90d", "180d", "1y"];

/// The completions of the term at the end of a text; `None` where there is nothing to complete, or it
/// is complete already.
pub fn complete(before: &str, names: &Names) -> Option<Completion> {
    let (at, word) = term::words(before).last()?;
    if at.end < before.len() {
        return None;
    }
    let bare = word.strip_prefix('-').unwrap_or(word);
    let terms = if bare.contains(term::SIGNS) {
        values(word, names)
    } else {
        let minus = word.strip_suffix(bare)?;
        keys(minus, bare, names)
    };
    let is_done = terms.is_empty() || terms.iter().any(|term| term == word);
    (!is_done).then_some(Completion {
        start: at.start,
        terms,
    })
}

/// Whether the word that a cursor stands in or behind has the form of a filter.
pub fn is_filter(before: &str, after: &str) -> bool {
    let start = before.rsplit(char::is_whitespace).next();
    let end = after.split(char::is_whitespace).next();
    let mut parts = start.into_iter().chain(end);
    parts.any(|part| part.contains(term::SIGNS))
}

/// Keys from two letters on: one letter is the start of too many words. The products' own fields, of
/// which there are many, from three on.
fn keys(minus: &str, typed: &str, names: &Names) -> Vec<String> {
    let typed = typed.to_lowercase();
    let keys = Key::ALL.into_iter().filter(|key| {
        let is_begun = key.name().starts_with(&typed);
        is_begun && (typed.len() > 1 || !minus.is_empty()) && !typed.is_empty()
    });
    let builtin = keys.map(|key| format!("{minus}{}", key.opening()));
    let fields = if typed.chars().count() > 2 {
        names.fields_of(&typed)
    } else {
        Vec::new()
    };
    let fields = fields.iter().map(|field| format!("{minus}{field}>="));
    builtin.chain(fields).collect()
}

/// Values that begin with what stands behind the sign, or behind its last comma; those of which a
/// later word does come after them.
fn values(word: &str, names: &Names) -> Vec<String> {
    let Some((term, key)) = term::read(word).and_then(|term| Some((term, Key::find(term.key)?)))
    else {
        return Vec::new();
    };
    let all = match key {
        key if key.is_time() => SPANS.to_vec(),
        key => key.values(names),
    };
    let typed = term.value.rsplit(',').next().unwrap_or_default();
    let kept = word.strip_suffix(typed).unwrap_or(word);
    let typed = typed.to_lowercase();
    let inner = format!("-{typed}");
    let (first, other): (Vec<_>, Vec<_>) =
        all.into_iter().partition(|name| name.starts_with(&typed));
    let other = other.into_iter().filter(|name| name.contains(&inner));
    let found = first.into_iter().chain(other);
    found.map(|name| format!("{kept}{name}")).collect()
}
