//! Completes a filter's key or value.

use super::names::Names;
use super::term::{self, Key};

/// The completions of a term.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Completion {
    /// Byte offset of the term.
    pub start: usize,
    /// The complete terms, the most likely first, without the text as it is.
    pub terms: Vec<String>,
}

/// Times to suggest.
const SPANS: [&str; 4] = ["30d", "90d", "180d", "1y"];

/// Completions for the term at the end of a text; `None` if there is nothing to complete.
pub fn complete(before: &str, names: Names<'_>) -> Option<Completion> {
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

/// Whether the word at the cursor has the form of a filter.
pub fn is_filter(before: &str, after: &str) -> bool {
    let start = before.rsplit(char::is_whitespace).next();
    let end = after.split(char::is_whitespace).next();
    let mut parts = start.into_iter().chain(end);
    parts.any(|part| part.contains(term::SIGNS))
}

/// Suggests keys from two letters on, because one letter starts too many words; custom fields, of which
/// there are many, from three on.
fn keys(minus: &str, typed: &str, names: Names<'_>) -> Vec<String> {
    let typed = typed.to_lowercase();
    let keys = Key::ALL.into_iter().filter(|key| {
        let is_begun = key.name().starts_with(&typed);
        is_begun && (typed.len() > 1 || !minus.is_empty()) && !typed.is_empty()
    });
    let builtin = keys.map(|key| format!("{minus}{}{}", key.name(), key.usual_sign()));
    let fields = if typed.chars().count() > 2 {
        names.fields_of(&typed)
    } else {
        Vec::new()
    };
    let fields = fields.iter().map(|field| format!("{minus}{field}>="));
    builtin.chain(fields).collect()
}

/// Values that start with the text after the sign or the last comma, then those with a later word that
/// does.
fn values(word: &str, names: Names<'_>) -> Vec<String> {
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
