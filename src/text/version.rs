//! Which of two versions is the later, as people count: `3.9` before `3.12`, `2.0-rc1` before `2.0`.

use std::cmp::Ordering;
use std::iter::Peekable;
use std::str::CharIndices;

/// What is not finished yet comes before the version that it is to become.
const UNFINISHED: [&str; 11] = [
    "alpha",
    "beta",
    "canary",
    "dev",
    "ea",
    "nightly",
    "pre",
    "preview",
    "prerelease",
    "rc",
    "snapshot",
];

/// Compares two versions, or other names that hold numbers, part by part: numbers as numbers, words
/// without regard to capitals. Punctuation only parts; leading zeros do not count.
#[must_use]
pub fn compare(one: &str, other: &str) -> Ordering {
    let (mut ones, mut others) = (parts(one), parts(other));
    loop {
        let (one, other) = (ones.next(), others.next());
        let order = match (one, other) {
            (None, None) => return Ordering::Equal,
            (Some(Part::Number(one)), Some(Part::Number(other))) => {
                one.len().cmp(&other.len()).then_with(|| one.cmp(other))
            }
            (Some(Part::Word(one)), Some(Part::Word(other))) => {
                let words = || one.to_lowercase().cmp(&other.to_lowercase());
                is_unfinished(other)
                    .cmp(&is_unfinished(one))
                    .then_with(words)
            }
            (one, other) => rank(one).cmp(&rank(other)),
        };
        if order != Ordering::Equal {
            return order;
        }
    }
}

#[derive(Clone, Copy)]
enum Part<'a> {
    /// Digits without leading zeros.
    Number(&'a str),
    Word(&'a str),
}

/// `2.0-rc1`, `2.0`, `2.0 R2`, `2.0.1`: so they follow.
fn rank(part: Option<Part<'_>>) -> u8 {
    match part {
        Some(Part::Word(word)) if is_unfinished(word) => 0,
        None => 1,
        Some(Part::Word(_)) => 2,
        Some(Part::Number(_)) => 3,
    }
}

/// Whether a word says that a version is not finished yet; capitals do not matter.
#[must_use]
pub fn is_unfinished(word: &str) -> bool {
    UNFINISHED
        .iter()
        .any(|other| word.eq_ignore_ascii_case(other))
}

fn parts(text: &str) -> impl Iterator<Item = Part<'_>> {
    let mut chars = text.char_indices().peekable();
    std::iter::from_fn(move || {
        let is_part = |c: char| c.is_alphanumeric();
        while chars.next_if(|(_, c)| !is_part(*c)).is_some() {}
        let is_number = chars.peek()?.1.is_ascii_digit();
        let of_its_kind = |c: char| is_part(c) && c.is_ascii_digit() == is_number;
        let part = text.get(taken(&mut chars, of_its_kind))?;
        Some(if is_number {
            Part::Number(part.trim_start_matches('0'))
        } else {
            Part::Word(part)
        })
    })
}

/// Where the characters are that are of a kind.
fn taken(
    chars: &mut Peekable<CharIndices<'_>>,
    is_it: impl Fn(char) -> bool,
) -> std::ops::Range<usize> {
    let start = chars.peek().map_or(0, |(at, _)| *at);
    let mut end = start;
    while let Some((at, c)) = chars.next_if(|(_, c)| is_it(*c)) {
        end = at + c.len_utf8();
    }
    start..end
}

#[cfg(test)]
mod tests {
    use std::cmp::Ordering;

    use super::compare;

    #[test]
    fn versions_follow_each_other_as_people_count() {
        for versions in [
            &["2.7", "3.9", "3.12", "3.12.1", "10"][..],
            &[
                "2.0-alpha2",
                "2.0-beta",
                "2.0-RC1",
                "2.0-rc2",
                "2.0",
                "2.0.1",
            ],
            &["8", "2012", "2012 R2", "2012 R2 SP1", "2016"],
            &["1.1.1", "1.1.1a", "1.1.1w", "3.0"],
            &["22.04 'Jammy' (LTS)", "22.10", "24.04 (LTS)"],
            &["10 (LTS)", "10.1", "11"],
            &["10-1507", "10-1607", "11-21h2", "11-24h2-e", "11-24h2-w"],
            &[
                "",
                "Zebra",
                "99999999999999999999998",
                "99999999999999999999999",
            ],
            &["M9", "M10", "m150"],
        ] {
            for pair in versions.windows(2) {
                let (one, other) = (pair[0], pair[1]);
                assert_eq!(compare(one, other), Ordering::Less, "{one} {other}");
                assert_eq!(compare(other, one), Ordering::Greater, "{one} {other}");
            }
        }
        for (one, other) in [("1.0", "1-0"), ("18.04", "18.4"), ("V2", "v2"), ("", "-.")] {
            assert_eq!(compare(one, other), Ordering::Equal, "{one} {other}");
        }
    }
}
