//! The releases nearest to a version that matches none.

use crate::facts::product::Release;
use crate::text::{suggest, version};

/// How many are suggested.
const NEAREST: usize = 3;

/// No name of a release is longer, so that what follows in a text makes none more similar.
const MOST_LETTERS: usize = 40;

/// The indices of the releases next to a version, the newest first: neighbors by number, or, without
/// numbers, the most similar names.
pub fn nearest(releases: &[Release], version: &str) -> Vec<usize> {
    let is_number = |name: &str| name.starts_with(|c: char| c.is_ascii_digit());
    let version = version::without_epoch(version);
    let number = version.strip_prefix(['v', 'V']);
    let version = number.filter(|number| is_number(number)).unwrap_or(version);
    let names = || {
        releases
            .iter()
            .map(|release| release.name.as_str())
            .zip(0..)
    };
    let mut numbers: Vec<(&str, usize)> = names().filter(|(name, _)| is_number(name)).collect();
    if !is_number(version) || numbers.is_empty() {
        let asked: String = version.chars().take(MOST_LETTERS).collect();
        let mut alike: Vec<_> = names()
            .map(|(name, release)| (suggest::distance(&asked, name), release))
            .collect();
        alike.sort_unstable();
        return alike
            .into_iter()
            .take(NEAREST)
            .map(|(_, release)| release)
            .collect();
    }
    numbers.sort_by(|(one, _), (other, _)| version::compare(other, one));
    let is_later = |(name, _): &&(&str, usize)| version::compare(name, version).is_gt();
    let later = numbers.iter().filter(is_later).count();
    let first = later
        .saturating_sub(1)
        .min(numbers.len().saturating_sub(NEAREST));
    let nearest = numbers.into_iter().skip(first).take(NEAREST);
    nearest.map(|(_, release)| release).collect()
}

#[cfg(test)]
mod tests {
    use super::nearest;
    use crate::facts::product;

    #[test]
    fn the_nearest_lie_on_both_sides() {
        let releases = ["3.14", "3.9", "2.7", "lamp", "lamb", "3.10"];
        let items = releases.map(|name| format!("- {{releaseCycle: '{name}', eol: true}}"));
        let file = format!(
            "---\ntitle: X\npermalink: /x\ncategory: os\nreleases:\n{}\n---\n",
            items.join("\n")
        );
        let releases = product::parse("x.md", file.as_bytes())
            .unwrap()
            .product
            .releases;
        for (version, near) in [
            ("4", [0, 5, 1]),
            ("3.11", [0, 5, 1]),
            ("3.9.5", [5, 1, 2]),
            ("v3.9.5", [5, 1, 2]),
            ("0", [5, 1, 2]),
            ("lmap", [3, 4, 0]),
        ] {
            assert_eq!(nearest(&releases, version), near, "{version}");
        }
        assert_eq!(nearest(&releases[..1], "1"), [0]);
        assert!(nearest(&[], "1").is_empty());
    }
}
