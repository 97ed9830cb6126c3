//! A version, a release's name or its label as the pieces that are compared: numbers and words.

use std::cmp::Ordering;

use crate::text::version::is_unfinished;

/// Pieces of a text, in their order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version<'a>(pub Vec<Piece<'a>>);

/// A number or a word.
#[derive(Debug, Clone, Copy)]
pub struct Piece<'a> {
    /// A number without leading zeros, or a word as it is written.
    text: &'a str,
    /// What stands before it.
    pub gap: Gap,
}

/// What stands between two pieces.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gap {
    /// Nothing: a word follows a number at once, as in `1.1.1w`, or the other way round.
    None,
    /// White space.
    Blank,
    /// Punctuation.
    Mark(char),
}

/// Letters between two numbers that say the same as `alpha` or `rc`: `3.14.0b2`.
const UNFINISHED_LETTERS: [&str; 4] = ["a", "b", "c", "m"];
/// Words between two numbers that name a later step: `2.0.0p648`, `8u342`.
const STEPS: [&str; 8] = ["build", "cu", "f", "p", "r", "sp", "u", "update"];

/// Equal pieces stand for the same: `04` for `4`, `SP1` for `sp1`.
impl PartialEq for Piece<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.text.eq_ignore_ascii_case(other.text)
            || (!self.text.is_ascii() && self.text.to_lowercase() == other.text.to_lowercase())
    }
}

impl Eq for Piece<'_> {}

impl<'a> Piece<'a> {
    fn new(text: &'a str, gap: Gap) -> Self {
        let digits = text.trim_start_matches('0');
        let is_zero = digits.is_empty() && !text.is_empty();
        let is_number = text.starts_with(|c: char| c.is_ascii_digit());
        let text = match (is_number, is_zero) {
            (true, true) => "0",
            (true, false) => digits,
            (false, _) => text,
        };
        Self { text, gap }
    }

    /// Whether it is no part of the segment before it. A plus is none: `S22+` goes on after `S22`.
    fn is_apart(&self) -> bool {
        self.gap != Gap::None || self.text == "+"
    }

    /// Whether it is a number.
    #[must_use]
    pub fn is_number(&self) -> bool {
        self.text.starts_with(|c: char| c.is_ascii_digit())
    }

    /// Whether it is one of these words, which are in lower case.
    #[must_use]
    pub fn is_one_of(&self, words: &[&str]) -> bool {
        words
            .iter()
            .any(|word| self.text.eq_ignore_ascii_case(word))
    }

    /// `9` before `10`, `y` before `za`; `b` before `rc`, and `beta` too. `None` where one is a number and
    /// the other a word.
    fn compare(&self, other: &Self) -> Option<Ordering> {
        let length = |piece: &Self| {
            let is_short = is_unfinished(piece.text);
            if is_short { 1 } else { piece.text.len() }
        };
        let lower = |piece: &Self| piece.text.to_lowercase();
        let order = length(self).cmp(&length(other));
        let are_alike = self.is_number() == other.is_number();
        are_alike.then(|| order.then_with(|| lower(self).cmp(&lower(other))))
    }
}

/// What a character is to a version.
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
    /// The pieces of a text. A plus after which nothing follows is a word: a `3+` is no `3`.
    #[must_use]
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
                pieces.push(Piece::new(run, gap));
                gap = Gap::None;
            } else if first.is_whitespace() {
                gap = Gap::Blank;
            } else if gap == Gap::None {
                gap = Gap::Mark(first);
            }
        }
        Self(pieces)
    }

    /// What is left of it after the pieces of another; `None` where it does not begin with them.
    #[must_use]
    pub fn after(&self, start: &Self) -> Option<&[Piece<'a>]> {
        self.0.strip_prefix(start.0.as_slice())
    }

    /// Whether it goes on after the pieces of another, at the end of one of its own segments: `9.6` after
    /// `9`, and not `9a`.
    #[must_use]
    pub fn goes_on_after(&self, start: &Self) -> bool {
        let rest = self.after(start).and_then(<[Piece<'_>]>::first);
        rest.is_some_and(Piece::is_apart)
    }

    /// Whether it holds the pieces of another somewhere, as whole segments.
    #[must_use]
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

    /// Which of the two is the later; `None` where that cannot be said, because one of them is less
    /// exact than the other.
    #[must_use]
    pub fn compare(&self, other: &Self) -> Option<Ordering> {
        if self.0.is_empty() || other.0.is_empty() {
            return None;
        }
        for (one, other) in self.0.iter().zip(&other.0) {
            if one != other {
                return one.compare(other);
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

/// How a version that goes on with these pieces stands to the one that ends before them. What packagers
/// add after a dash changes nothing; a point more says more than the other does.
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

/// Whether a word stands between two numbers and joins them.
fn is_between(rest: &[Piece<'_>]) -> bool {
    let [word, number, ..] = rest else {
        return false;
    };
    [word.gap, number.gap] == [Gap::None; 2] && number.is_number()
}

/// Whether what follows a release's name in a version is a part of that version, and does not make
/// another name of it: `3.12` and `.4-slim`, `1.1.1` and `w`, not `15` and `r`.
///
/// `count` is the number of pieces before. Words behind a blank are a part where `is_noise` says so.
#[must_use]
pub fn is_tail(rest: &[Piece<'_>], count: usize, is_noise: &dyn Fn(&Piece<'_>) -> bool) -> bool {
    let Some(first) = rest.first() else {
        return true;
    };
    let is_step = is_before(rest) || (is_between(rest) && first.is_one_of(&STEPS));
    // OpenSSL counted with letters from its third number on: `1.0.2a` to `1.0.2zh`.
    let is_letter = count >= 3
        && first.text.len() <= 2
        && first.text.bytes().all(|byte| byte.is_ascii_alphabetic());
    let is_joined = first.gap == Gap::None;
    if is_joined && (first.is_number() || !(is_step || is_letter)) {
        return false;
    }
    let mut apart = rest.iter().filter(|piece| piece.gap == Gap::Blank);
    apart.all(is_noise)
}

#[cfg(test)]
mod tests {
    use std::cmp::Ordering::{Equal, Greater, Less};

    use super::{Version, is_tail};

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
            ("3+", "3", false),
            ("17.0.9+9", "17", true),
            ("3.9 lts", "3.9", true),
            ("3.9 pro", "3.9", false),
            ("3.9-pro", "3.9", true),
            ("3.9.1 pro", "3.9", false),
        ] {
            let (version, name) = (Version::new(version), Version::new(name));
            let is_noise = |piece: &super::Piece<'_>| piece.is_one_of(&["lts"]);
            let rest = version.after(&name);
            let is = rest.is_some_and(|rest| is_tail(rest, name.0.len(), &is_noise));
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
        for (one, other) in [("a26+", "a26"), ("1.10", "1.1"), ("1.0", "1")] {
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
}
