//! Versions as people write them: one tokenizer into numbers and words, one comparison of two pieces, and
//! the orders built on it, each a function with its own rules.

use std::cmp::Ordering;

/// Pre-releases, which come before the version that they lead to.
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

/// Whether a word marks a pre-release, ignoring case.
pub fn is_unfinished(word: &str) -> bool {
    UNFINISHED
        .iter()
        .any(|other| word.eq_ignore_ascii_case(other))
}

/// The order that decides what is newest: `3.9` before `3.12`, `2.0-rc1` before `2.0` before `2.0 R2`
/// before `2.0.1`. Numbers compare by value and words ignore case; punctuation and leading zeros do not
/// count.
pub fn compare(one: &str, other: &str) -> Ordering {
    in_order(one, other, |piece| match piece {
        Some(piece) if is_unfinished(piece.text) => 0,
        None => 1,
        Some(piece) if !piece.is_number() => 2,
        Some(_) => 3,
    })
}

/// The order for cadences: whether a release's name comes after another's. Words compare alphabetically and
/// come after numbers: `lmde6` after `22`, `noetic` after `melodic`.
pub fn is_after(name: &str, other: &str) -> bool {
    let order = in_order(name, other, |piece| match piece {
        None => 0,
        Some(piece) if piece.is_number() => 1,
        Some(_) => 2,
    });
    order.is_gt()
}

/// The order for filters: compares numbers, and missing ones count as 0.
pub fn compare_numbers(one: &[u32], other: &[u32]) -> Ordering {
    let count = one.len().max(other.len());
    let filled = |numbers: &[u32]| {
        let zeros = std::iter::repeat(0);
        let numbers: Vec<u32> = numbers.iter().copied().chain(zeros).take(count).collect();
        numbers
    };
    filled(one).cmp(&filled(other))
}

/// Compares two texts piece by piece. Pieces of the same rank compare by value, others by rank; the end of
/// a text has a rank too (`None`).
fn in_order(one: &str, other: &str, rank: fn(Option<&Piece<'_>>) -> u8) -> Ordering {
    let (ones, others) = (Version::new(one).0, Version::new(other).0);
    let count = ones.len().max(others.len());
    let orders = (0..count).map(|place| {
        let (one, other) = (ones.get(place), others.get(place));
        let values = || match (one, other) {
            (Some(one), Some(other)) => one.by_value(other),
            _ => Ordering::Equal,
        };
        rank(one).cmp(&rank(other)).then_with(values)
    });
    orders
        .into_iter()
        .find(|order| order.is_ne())
        .unwrap_or(Ordering::Equal)
}

/// A version without the epoch that a package puts before it: `2:1.19`.
pub fn without_epoch(version: &str) -> &str {
    let parts = version.split_once(':');
    let epoch = parts.filter(|(epoch, _)| epoch.parse::<u32>().is_ok());
    epoch.map_or(version, |(_, version)| version)
}

/// The pieces of a version, in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version<'a>(pub Vec<Piece<'a>>);

/// A number or a word.
#[derive(Debug, Clone, Copy)]
pub struct Piece<'a> {
    /// The number or word as written.
    text: &'a str,
    /// What precedes it.
    pub gap: Gap,
}

/// What separates two pieces.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gap {
    /// Nothing: a word directly follows a number, as in `1.1.1w`, or a number a word.
    None,
    /// Whitespace.
    Blank,
    /// Punctuation.
    Mark(char),
}

/// Letters between two numbers that mark a pre-release, like `alpha` or `rc`: `3.14.0b2`.
const UNFINISHED_LETTERS: [&str; 4] = ["a", "b", "c", "m"];
/// Words between two numbers that name a later step, as in `2.0.0p648` or `8u342`.
const STEPS: [&str; 14] = [
    "b", "beta", "build", "cu", "f", "p", "patch", "post", "r", "rc", "sp", "u", "update", "v",
];

/// Equal pieces mean the same: `04` and `4`, `SP1` and `sp1`.
impl PartialEq for Piece<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.text.eq_ignore_ascii_case(other.text)
            || (!self.text.is_ascii() && self.text.to_lowercase() == other.text.to_lowercase())
    }
}

impl Eq for Piece<'_> {}

impl<'a> Piece<'a> {
    /// Leading zeros count only if the number is attached to a word: `A05` differs from `A5`.
    fn new(text: &'a str, gap: Gap, is_glued: bool) -> Self {
        let digits = if is_glued {
            text
        } else {
            text.trim_start_matches('0')
        };
        let is_zero = digits.is_empty() && !text.is_empty();
        let is_number = text.starts_with(|c: char| c.is_ascii_digit());
        let text = match (is_number, is_zero) {
            (true, true) => "0",
            (true, false) => digits,
            (false, _) => text,
        };
        Self { text, gap }
    }

    /// Whether it starts a new segment. A plus does not: `S22+` is one segment.
    fn is_apart(&self) -> bool {
        self.gap != Gap::None || self.text == "+"
    }

    /// Whether a point precedes it, or the underscore that identifiers use instead: `5_7` is `5.7`.
    pub fn is_at_point(&self) -> bool {
        matches!(self.gap, Gap::Mark('.' | '_'))
    }

    /// The piece as if preceded by a point.
    #[must_use]
    pub fn at_point(mut self) -> Self {
        self.gap = Gap::Mark('.');
        self
    }

    /// The text as written, without the leading zeros of a number.
    pub fn text(&self) -> &'a str {
        self.text
    }

    /// Whether it is a number.
    pub fn is_number(&self) -> bool {
        self.text.starts_with(|c: char| c.is_ascii_digit())
    }

    /// Whether it is one of some words, which must be in lower case.
    pub fn is_one_of(&self, words: &[&str]) -> bool {
        words
            .iter()
            .any(|word| self.text.eq_ignore_ascii_case(word))
    }

    /// The number without leading zeros; a word unchanged.
    fn digits(&self) -> &'a str {
        self.text.trim_start_matches('0')
    }

    /// Compares numbers by value and words alphabetically.
    fn by_value(&self, other: &Self) -> Ordering {
        if self.is_number() && other.is_number() {
            let (own, other) = (self.digits(), other.digits());
            return own.len().cmp(&other.len()).then_with(|| own.cmp(other));
        }
        self.text.to_lowercase().cmp(&other.text.to_lowercase())
    }

    /// Compares by length first: `9` before `10`, `y` before `za`, `b` before `rc`; but `beta` is also
    /// before `rc`. `None` if one is a number and the other a word.
    fn by_length(&self, other: &Self) -> Option<Ordering> {
        let length = |piece: &Self| {
            let is_short = is_unfinished(piece.text);
            if is_short { 1 } else { piece.digits().len() }
        };
        let order = length(self).cmp(&length(other));
        let are_alike = self.is_number() == other.is_number();
        are_alike.then(|| order.then_with(|| self.by_value(other)))
    }
}

/// The role of a character in a version.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Digit,
    Letter,
    Other,
}

fn kind(c: char) -> Kind {
    match c {
        c if c.is_ascii_digit() => Kind::Digit,
        c if c.is_alphanumeric() => Kind::Letter,
        _ => Kind::Other,
    }
}

impl<'a> Version<'a> {
    /// Splits a text into pieces. A plus at the end is a piece of its own: `3+` is not `3`.
    pub fn new(text: &'a str) -> Self {
        let mut pieces: Vec<Piece<'a>> = Vec::new();
        let mut gap = Gap::None;
        let mut rest = text;
        while let Some(first) = rest.chars().next() {
            let own = kind(first);
            let length = match own {
                Kind::Other => first.len_utf8(),
                own => rest.find(|c| kind(c) != own).unwrap_or(rest.len()),
            };
            let Some((run, after)) = rest.split_at_checked(length) else {
                break;
            };
            rest = after;
            let is_last = !after.starts_with(|c| kind(c) != Kind::Other);
            if own != Kind::Other || (first == '+' && is_last && !pieces.is_empty()) {
                let is_glued = gap == Gap::None && !pieces.is_empty();
                pieces.push(Piece::new(run, gap, is_glued));
                gap = Gap::None;
            } else if first.is_whitespace() {
                gap = Gap::Blank;
            } else if gap == Gap::None {
                gap = Gap::Mark(first);
            }
        }
        Self(pieces)
    }

    /// The pieces that remain after those of another version; `None` if it does not start with them. A
    /// point between two numbers must be in both: `3 9` is not `3.9`.
    pub fn after(&self, start: &Self) -> Option<&[Piece<'a>]> {
        let rest = self.0.strip_prefix(start.0.as_slice())?;
        let pairs = self.0.windows(2).zip(start.0.windows(2));
        let mut pairs =
            pairs.filter_map(|(own, other)| Some((own.last()?, own.first()?, other.last()?)));
        pairs
            .all(|(own, before, other)| {
                let are_numbers = own.is_number() && before.is_number();
                !are_numbers || own.is_at_point() == other.is_at_point()
            })
            .then_some(rest)
    }

    /// Whether it starts with the pieces of another version and continues with a new segment: `9.6`
    /// continues `9`, but `9a` does not.
    pub fn goes_on_after(&self, start: &Self) -> bool {
        let rest = self.after(start).and_then(<[Piece<'_>]>::first);
        rest.is_some_and(Piece::is_apart)
    }

    /// Whether it contains the pieces of another version as whole segments.
    pub fn holds(&self, part: &Self) -> bool {
        let starts = 0..self.0.len();
        starts.into_iter().any(|start| {
            let tail = self.0.get(start..).unwrap_or_default();
            let is_start = start == 0 || tail.first().is_some_and(|piece| piece.gap != Gap::None);
            let rest = tail.strip_prefix(part.0.as_slice());
            let is_end = |rest: &[Piece<'_>]| rest.first().is_none_or(Piece::is_apart);
            is_start && rest.is_some_and(is_end)
        })
    }

    /// The leading numbers joined by points; words before them and a final `.x` are skipped: 8 and 1 for
    /// `PHP 8.1.x`. `None` if there are none, or if anything but a pre-release suffix follows: `8u9`.
    pub fn numbers(&self) -> Option<Vec<u32>> {
        let start = self.0.iter().position(Piece::is_number)?;
        let mut rest = self.0.get(start..)?.iter().peekable();
        let mut numbers = Vec::new();
        while let Some(piece) = rest.next_if(|piece| {
            let is_joined = numbers.is_empty() || piece.gap == Gap::Mark('.');
            piece.is_number() && is_joined
        }) {
            numbers.push(piece.text.parse().ok()?);
        }
        let is_end = match rest.next() {
            None => true,
            Some(last) if last.gap == Gap::Mark('.') => {
                last.is_one_of(&["x"]) && rest.next().is_none()
            }
            Some(next) => next.gap == Gap::Mark('-') && !next.is_number(),
        };
        is_end.then_some(numbers)
    }

    /// The order that decides whether a version is behind another; `None` if one of them is less exact than
    /// the other.
    pub fn compare(&self, other: &Self) -> Option<Ordering> {
        if self.0.is_empty() || other.0.is_empty() {
            return None;
        }
        for (one, other) in self.0.iter().zip(&other.0) {
            if one != other {
                return one.by_length(other);
            }
        }
        match self.0.len().cmp(&other.0.len()) {
            Ordering::Equal => Some(Ordering::Equal),
            Ordering::Greater => beyond(self.0.get(other.0.len()..)?),
            Ordering::Less => match beyond(other.0.get(self.0.len()..)?) {
                Some(Ordering::Equal) | None => None,
                order => order.map(Ordering::reverse),
            },
        }
    }
}

/// How a version with these additional pieces compares to the version without them. A packager's suffix
/// after a dash makes no difference; another point makes it more exact.
fn beyond(rest: &[Piece<'_>]) -> Option<Ordering> {
    match rest.first()?.gap {
        _ if is_before(rest) => Some(Ordering::Less),
        Gap::None => Some(Ordering::Greater),
        Gap::Mark('.') | Gap::Blank => None,
        Gap::Mark(_) => Some(Ordering::Equal),
    }
}

fn is_before(rest: &[Piece<'_>]) -> bool {
    let word = rest.first();
    word.is_some_and(|word| is_unfinished(word.text))
        || (is_between(rest) && word.is_some_and(|word| word.is_one_of(&UNFINISHED_LETTERS)))
}

/// Whether a word joins two numbers.
fn is_between(rest: &[Piece<'_>]) -> bool {
    let [word, number, ..] = rest else {
        return false;
    };
    [word.gap, number.gap] == [Gap::None; 2] && number.is_number()
}

/// Whether what follows a release's name still belongs to that release: `.4-slim` after `3.12`, `w` after
/// `1.1.1`, or `(Sage Margay)` after `9`, but not `r` after `15`. `count` is the number of pieces in the
/// name.
pub fn is_tail(rest: &[Piece<'_>], count: usize) -> bool {
    let Some(first) = rest.first() else {
        return true;
    };
    if first.gap != Gap::None {
        return true;
    }
    let is_step = is_before(rest) || (is_between(rest) && first.is_one_of(&STEPS));
    // OpenSSL counts with letters after the third number: `1.0.2a` to `1.0.2zh`.
    let is_letter = count >= 3
        && first.text.len() <= 2
        && first.text.bytes().all(|byte| byte.is_ascii_alphabetic());
    !first.is_number() && (is_step || is_letter || first.is_one_of(&["+"]))
}

#[cfg(test)]
mod tests {
    use std::cmp::Ordering::{Equal, Greater, Less};

    use super::{Version, compare, is_after, is_tail};

    #[test]
    fn a_name_ends_where_a_segment_ends() {
        for (version, name, tail) in [
            ("3.12.4", "3.12", true),
            ("1.36", "1.3", false),
            ("16-alpine3.18", "16", true),
            ("1.1.1w", "1.1.1", true),
            ("0.9.8zh", "0.9.8", true),
            ("8u342-b07", "8", true),
            ("3.13.0rc1", "3.13", true),
            ("3.13rc1", "3.13", true),
            ("3.14.0b2", "3.14.0", true),
            ("3.14b", "3.14", false),
            ("2.0.0p648", "2.0.0", true),
            ("15r", "15", false),
            ("9a", "9", false),
            ("4.4w", "4.4", false),
            ("1.0.2ultra", "1.0.2", false),
            ("3+", "3", true),
            ("17.0.9+9", "17", true),
            ("2022.1patch4", "2022.1", true),
            ("9.6 (Sage Margay)", "9", true),
            ("3.9 pro", "3.9", true),
            ("3 9", "3.9", false),
            ("5_7", "5.7", true),
        ] {
            let (version, name) = (Version::new(version), Version::new(name));
            let rest = version.after(&name);
            let is = rest.is_some_and(|rest| is_tail(rest, name.0.len()));
            assert_eq!(is, tail, "{version:?} {name:?}");
        }
    }

    #[test]
    fn pieces_are_equal_however_they_are_joined() {
        for (one, other) in [
            ("10.0_u7", "10.0 U7"),
            ("20H2", "20h2"),
            ("24.04", "24.4"),
            ("13.0-sp3", "13.0 SP3"),
            ("a26+", "A 26+"),
            ("  x. 1", "X-1"),
            ("É0", "é 00"),
        ] {
            assert_eq!(Version::new(one), Version::new(other));
        }
        for (one, other) in [
            ("a26+", "a26"),
            ("1.10", "1.1"),
            ("1.0", "1"),
            ("a05", "a5"),
        ] {
            assert_ne!(Version::new(one), Version::new(other));
        }
    }

    #[test]
    fn part_of_a_name_is_whole_segments() {
        let of = |name, part| {
            let (name, part) = (Version::new(name), Version::new(part));
            (name.goes_on_after(&part), name.holds(&part))
        };
        for (name, part, starts, holds) in [
            ("9.6", "9", true, true),
            ("9a", "9", false, false),
            ("11-24h2-w", "24h2", false, true),
            ("11-24h2-w", "11", true, true),
            ("11-24h2-w", "24", false, false),
            ("11-24h2-w", "2-w", false, false),
            ("1.36", "1.3", false, false),
        ] {
            assert_eq!(of(name, part), (starts, holds), "{part} in {name}");
        }
    }

    #[test]
    fn the_later_is_told_where_it_can_be() {
        for (one, other, order) in [
            ("3.9.5", "3.9.25", Some(Less)),
            ("3.9.25", "3.9.25", Some(Equal)),
            ("3.9.26", "3.9.25", Some(Greater)),
            ("3.9", "3.9.25", None),
            ("16-alpine", "16.20.2", None),
            ("1.1.1k", "1.1.1w", Some(Less)),
            ("0.9.8zh", "0.9.8y", Some(Greater)),
            ("1.1.1w-0+deb11u1", "1.1.1w", Some(Equal)),
            ("1.1.1", "1.1.1w", Some(Less)),
            ("3.14.0rc1", "3.14.0", Some(Less)),
            ("3.14.0", "3.14.0-rc2", Some(Greater)),
            ("3.14.0rc1", "3.14.0b4", Some(Greater)),
            ("10.0.26100.4061", "10.0.26100", None),
            ("8u342", "8u504+1", Some(Less)),
            ("8u502", "8u502-b07", None),
            ("1.1.1b", "1.1.1w", Some(Less)),
            ("99999999999999999999999", "1", Some(Greater)),
            ("", "1", None),
        ] {
            let (one, other) = (Version::new(one), Version::new(other));
            assert_eq!(one.compare(&other), order, "{one:?} {other:?}");
        }
    }

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
                assert_eq!(compare(one, other), Less, "{one} {other}");
                assert_eq!(compare(other, one), Greater, "{one} {other}");
            }
        }
        for (one, other) in [("1.0", "1-0"), ("18.04", "18.4"), ("V2", "v2"), ("", "-.")] {
            assert_eq!(compare(one, other), Equal, "{one} {other}");
        }
    }

    #[test]
    fn numbers_count_and_words_go_by_the_alphabet() {
        for (name, other) in [
            ("3.10", "3.9"),
            ("3.9.1", "3.9"),
            ("R2024b", "r2024a"),
            ("2022-sp1", "2022"),
            ("noetic", "melodic"),
            ("lmde6", "22"),
        ] {
            assert!(is_after(name, other), "{name} {other}");
            assert!(!is_after(other, name), "{other} {name}");
        }
        assert!(
            !is_after("7", "7.")
                && !is_after("99999999999999999999999", "999999999999999999999999")
        );
    }
}
