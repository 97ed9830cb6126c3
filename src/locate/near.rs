//! The releases nearest to a version that is of none.

use super::version::{Piece, Version};

/// How many are named.
const NEAREST: usize = 3;

/// The releases with these names that come next to a version, by their indices, the latest first: in the
/// order of numbers, or, where there is none, written most alike.
#[must_use]
pub fn nearest(names: &[Version<'_>], asked: &Version<'_>) -> Vec<usize> {
    let is_number = |version: &Version<'_>| version.0.first().is_some_and(Piece::is_number);
    let names = || names.iter().enumerate();
    let mut numbers: Vec<_> = names().filter(|(_, name)| is_number(name)).collect();
    if !is_number(asked) || numbers.is_empty() {
        let text = asked.to_string();
        let distance = |name: &Version<'_>| strsim::damerau_levenshtein(&text, &name.to_string());
        let mut alike: Vec<_> = names()
            .map(|(release, name)| (distance(name), release))
            .collect();
        alike.sort_unstable();
        return alike
            .into_iter()
            .take(NEAREST)
            .map(|(_, release)| release)
            .collect();
    }
    numbers.sort_by(|(_, one), (_, other)| other.order(one));
    let later = numbers.iter().filter(|(_, name)| name.order(asked).is_gt());
    let first = later.count().saturating_sub(1);
    let first = first.min(numbers.len().saturating_sub(NEAREST));
    let nearest = numbers.into_iter().skip(first).take(NEAREST);
    nearest.map(|(release, _)| release).collect()
}

#[cfg(test)]
mod tests {
    use super::nearest;
    use crate::locate::version::Version;

    #[test]
    fn the_nearest_lie_on_both_sides() {
        const NAMES: [&str; 6] = ["3.14", "3.9", "2.7", "lamp", "lamb", "3.10"];
        let names = NAMES.map(Version::new);
        for (version, near) in [
            ("4", [0, 5, 1]),
            ("3.11", [0, 5, 1]),
            ("3.9.5", [5, 1, 2]),
            ("0", [5, 1, 2]),
            ("lmap", [3, 4, 0]),
        ] {
            assert_eq!(nearest(&names, &Version::new(version)), near, "{version}");
        }
        assert_eq!(nearest(&names[..1], &Version::new("1")), [0]);
        assert!(nearest(&[], &Version::new("1")).is_empty());
    }
}
