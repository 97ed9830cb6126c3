//! Matches a query against short lists of names.

use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;

/// A matching name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// Its index among the names.
    pub index: usize,
    /// The positions of the matched characters, in order.
    pub matched: Vec<usize>,
}

/// The names that match every word of a query, the best first; among equals, those that start with the
/// query come first, then their own order decides. An empty query matches all.
pub fn ranked<'a>(names: impl Iterator<Item = &'a str>, query: &str) -> Vec<Named> {
    let fuzzy = SkimMatcherV2::default().ignore_case();
    let words: Vec<&str> = query.split_whitespace().collect();
    let scored = names.enumerate().filter_map(|(index, name)| {
        let mut matched = Vec::new();
        let is_start = name.starts_with(query.trim());
        let mut score = 0;
        for word in &words {
            let (more, positions) = fuzzy.fuzzy_indices(name, word)?;
            score -= more;
            matched.extend(positions);
        }
        matched.sort_unstable();
        matched.dedup();
        Some(((score, !is_start), Named { index, matched }))
    });
    let mut scored: Vec<((i64, bool), Named)> = scored.collect();
    scored.sort_by_key(|(score, _)| *score);
    scored.into_iter().map(|(_, named)| named).collect()
}

#[cfg(test)]
mod tests {
    use super::ranked;

    #[test]
    fn every_word_matches_and_the_best_comes_first() {
        let names = [
            "open the changelog of the release",
            "close",
            "give this pane the screen",
            "copy the changelog link",
            "close what is open, else quit",
            "quit",
        ];
        for (query, expected) in [
            ("", &[0, 1, 2, 3, 4, 5][..]),
            ("clos", &[1, 4, 0]),
            ("quit", &[5, 4]),
            ("COPY", &[3]),
            ("link chlog", &[3]),
            ("chlog", &[0, 3]),
            ("xyz", &[]),
        ] {
            let found = ranked(names.into_iter(), query);
            let found: Vec<usize> = found.iter().map(|named| named.index).collect();
            assert_eq!(found, expected, "{query:?}");
        }
        let found = ranked(names.into_iter(), "pane");
        assert_eq!(found[0].matched, [10, 11, 12, 13]);
    }
}
