//! The tables of the resolver in `assets`: their lines, and the sets of words that one of them has.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// Each line is the name of a set, a tab, and words separated by commas; `#` starts a comment.
const WORDS: &str = include_str!("../../../assets/words.tsv");

/// The sets by name. Built once on first use; never changed.
static SETS: LazyLock<HashMap<&str, HashSet<&str>>> = LazyLock::new(|| {
    let sets = lines(WORDS).filter_map(|line| line.split_once('\t'));
    sets.map(|(name, words)| (name, words.split(", ").collect()))
        .collect()
});

/// The lines of a table, without comments.
pub fn lines(table: &'static str) -> impl Iterator<Item = &'static str> {
    table.lines().filter(|line| !line.starts_with('#'))
}

/// The words of a set.
pub fn words(set: &str) -> impl Iterator<Item = &'static str> {
    let found = SETS.get(set);
    debug_assert!(found.is_some(), "there is a set `{set}`");
    found.into_iter().flatten().copied()
}

/// Whether a word is in a set.
pub fn has(set: &str, word: &str) -> bool {
    let found = SETS.get(set);
    debug_assert!(found.is_some(), "there is a set `{set}`");
    found.is_some_and(|words| words.contains(word))
}

#[cfg(test)]
mod tests {
    use super::{has, words};
    use crate::find::resolve::vocabulary;

    #[test]
    fn words_without_meaning_can_occur() {
        let sets = ["fillers", "sentences", "libraries", "java", "microsoft"];
        for word in sets.into_iter().flat_map(words) {
            assert_eq!(vocabulary::words(word).collect::<Vec<_>>(), [word]);
        }
        let mut of_names = words("sentences").chain(words("libraries"));
        assert!(of_names.all(|word| has("fillers", word)));
    }
}
