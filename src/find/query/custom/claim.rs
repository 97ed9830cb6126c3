//! Statements of supported versions, as people write them: `8 - 21`, `8.3+`, `17, 21 or 25`.

use std::cmp::Ordering;

use super::super::field::Side;
use super::super::term::Op;
use crate::text::{dates, version};

/// The numbers of a version; missing ones count as 0.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version(Vec<u32>);

/// Ranges of versions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim(Vec<Stretch>);

/// The versions from the first bound up to but excluding the second; `None` for no bound.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Stretch {
    from: Option<Version>,
    to: Option<Version>,
}

/// A version as typed: numbers and points with an optional `v`, or a date.
pub fn typed(text: &str) -> Option<Version> {
    let is_plain = |c: char| c.is_ascii_digit() || c == '.';
    let text = text.strip_prefix(['v', 'V']).unwrap_or(text);
    if text.chars().all(is_plain) {
        version(text)
    } else {
        date(text)
    }
}

/// `2027-01-31` as version 2027.1.31, and `2027-01` as 2027.1.
fn date(text: &str) -> Option<Version> {
    let is_date = dates::parse(text).or_else(|| dates::parse(&format!("{text}-01")));
    version(&text.replace('-', ".")).filter(|_| is_date.is_some())
}

/// A version of numbers and points. A prefix of letters, a final `.x`, and pre-release suffixes such as
/// `-beta` are ignored.
pub fn version(text: &str) -> Option<Version> {
    let text = text.trim_matches(|c: char| c.is_whitespace() || c == '`');
    let numbers = text.trim_start_matches(|c: char| c.is_alphabetic() || ".- ".contains(c));
    let is_number = numbers.starts_with(|c: char| c.is_ascii_digit()) && !numbers.contains("..");
    is_number.then(|| version::Version::new(numbers).numbers().map(Version))?
}

impl Version {
    /// The first version beyond all that start with this one: 8.2 for 8.1.
    fn next(&self) -> Self {
        let mut numbers = self.0.clone();
        if let Some(last) = numbers.last_mut() {
            *last = last.saturating_add(1);
        }
        Self(numbers)
    }

    fn compare(&self, other: &Self) -> Ordering {
        version::compare_numbers(&self.0, &other.0)
    }
}

impl Stretch {
    fn of(op: Op, version: &Version) -> Self {
        let (this, next) = (Some(version.clone()), Some(version.next()));
        let (from, to) = match op {
            Op::Colon | Op::Equal => (this, next),
            Op::Less => (None, this),
            Op::AtMost => (None, next),
            Op::More => (next, None),
            Op::AtLeast => (this, None),
        };
        Self { from, to }
    }

    /// The intersection; `None` if it is empty.
    fn and(&self, other: &Self) -> Option<Self> {
        let pick =
            |one: &Option<Version>, other: &Option<Version>, wins: Ordering| match (one, other) {
                (Some(one), Some(other)) if other.compare(one) == wins => Some(other.clone()),
                (None, other) => other.clone(),
                (one, _) => one.clone(),
            };
        let both = Self {
            from: pick(&self.from, &other.from, Ordering::Greater),
            to: pick(&self.to, &other.to, Ordering::Less),
        };
        let is_empty = match (&both.from, &both.to) {
            (Some(from), Some(to)) => from.compare(to) != Ordering::Less,
            _ => false,
        };
        (!is_empty).then_some(both)
    }
}

impl Claim {
    /// The versions that satisfy a comparison.
    pub fn compared(op: Op, version: &Version) -> Self {
        Self(vec![Stretch::of(op, version)])
    }

    /// Parses a field's value; `None` if it is not a statement of versions, or says more than can be
    /// parsed.
    pub fn read(value: &str) -> Option<Self> {
        if value.starts_with(['<', '>']) {
            return requirement(value);
        }
        let value = without_remark(value)?
            .replace(" or ", ",")
            .replace(" and ", ",");
        let parts = value.split([',', '/', ';']).map(stretch);
        parts.collect::<Option<_>>().map(Self)
    }

    /// The claim if its versions bound only one side.
    pub fn on(self, side: Side) -> Self {
        let stretches = self.0.into_iter().map(|Stretch { from, to }| match side {
            Side::Both => Stretch { from, to },
            Side::Least => Stretch { from, to: None },
            Side::Greatest => Stretch { from: None, to },
        });
        Self(stretches.collect())
    }

    /// The intersection.
    pub fn and(&self, other: &Self) -> Self {
        let pairs = self.0.iter();
        let pairs = pairs.flat_map(|one| other.0.iter().filter_map(|other| one.and(other)));
        Self(pairs.collect())
    }

    /// Whether both contain a common version.
    pub fn meets(&self, other: &Self) -> bool {
        !self.and(other).0.is_empty()
    }
}

/// `>=7.4, <8.6`: all parts must hold.
fn requirement(value: &str) -> Option<Claim> {
    let everything = Claim(vec![Stretch {
        from: None,
        to: None,
    }]);
    value.split(',').try_fold(everything, |claim, part| {
        let part = part.trim();
        let signs = [
            ("<=", Op::AtMost),
            (">=", Op::AtLeast),
            ("<", Op::Less),
            (">", Op::More),
        ];
        let mut signs = signs.into_iter();
        let (rest, op) = signs.find_map(|(sign, op)| Some((part.strip_prefix(sign)?, op)))?;
        Some(claim.and(&Claim::compared(op, &version(rest)?)))
    })
}

/// The value without a remark in parentheses; `None` if the remark restricts it.
fn without_remark(value: &str) -> Option<String> {
    match value.split_once('(') {
        Some((_, remark)) if remark.contains("not ") => None,
        Some((before, remark)) => {
            let after = remark.split_once(')').map_or("", |(_, after)| after);
            Some(format!("{before}{after}"))
        }
        None => Some(value.to_owned()),
    }
}

/// Parses `8.1`, `8.1+`, `8.1 - 8.4`, `8.1-8.4`, and `14 > 15 > 16` for a device that was updated.
fn stretch(part: &str) -> Option<Stretch> {
    let part = part.trim();
    if let Some(least) = part.strip_suffix('+') {
        return Some(Stretch::of(Op::AtLeast, &version(least)?));
    }
    let dashed = part.split_once(" - ").or_else(|| part.split_once("` - `"));
    let bare = part.split_once('-');
    let bare = bare.filter(|(_, last)| last.starts_with(|c: char| c.is_ascii_digit()));
    let updated = part.split_once('>');
    let updated = updated.map(|(first, rest)| match rest.rsplit_once('>') {
        Some((_, last)) => (first, last),
        None => (first, rest),
    });
    match dashed.or(updated).or(bare) {
        _ if date(part).is_some() => Some(Stretch::of(Op::Equal, &date(part)?)),
        Some((first, last)) => {
            let first = Stretch::of(Op::AtLeast, &version(first)?);
            first.and(&Stretch::of(Op::AtMost, &version(last)?))
        }
        None => Some(Stretch::of(Op::Equal, &version(part)?)),
    }
}

#[cfg(test)]
mod tests {
    use super::{Claim, Op, Side, typed};

    #[test]
    fn versions_are_claimed_in_many_ways() {
        for (value, yes, no) in [
            ("17", "17 17.0.1", "16 18 1"),
            ("8.1 - 8.4", "8 8.1 8.4 8.4.9", "8.0 8.5 7 9"),
            ("8 - 21", "8 17 21.3", "7 22"),
            ("8.3-8.5", "8.3 8.5", "8.2 8.6"),
            ("8.3+", "8.3 9 80", "8.2 7"),
            ("17, 21 or 25", "17 21 25", "18 26"),
            ("2.7 / 3.6 - 3.12", "2.7 3.9", "2.6 3.13"),
            ("17, 21, 23, 25 or 26", "26 23", "24"),
            ("3.10 - 3.14 (added in 5.2.8)", "3.14", "5.2 3.9"),
            (">=7.4, <8.6", "7.4 8.5", "7.3 8.6"),
            (">=7.2.5,<8.6", "7.2.5 7.2", "7.2.4"),
            ("v18+", "18 22", "17"),
            ("v22.x", "22 22.9", "21 23"),
            ("M150", "150", "149"),
            (".NET 10.0", "10", "9 11"),
            ("14\u{a0}> 15\u{a0}> 16", "14 15 16", "13 17"),
            ("1.18` - `1.21", "1.18 1.20", "1.17 1.22"),
            ("2.0.0 - 2.4.20-Beta1", "2.4 2.0.0", "1.9 2.5"),
            ("4.0.x, 3.5.x", "4.0.1 3.5", "3.4 4.1"),
            ("2027-01-31", "2027 2027-01 2027-01-31", "2027-02 2026"),
        ] {
            let claim = Claim::read(value).unwrap();
            let meets =
                |text: &str| claim.meets(&Claim::compared(Op::Equal, &typed(text).unwrap()));
            for text in yes.split(' ') {
                assert!(meets(text), "{value}: {text}");
            }
            for text in no.split(' ') {
                assert!(!meets(text), "{value}: {text}");
            }
        }
    }

    #[test]
    fn what_is_not_plain_is_no_claim() {
        for value in [
            "N/A",
            "",
            "7.1+ (not 8)",
            "HeroDevs",
            "8u9",
            "21 - 8",
            "1..2",
            "-",
        ] {
            assert_eq!(Claim::read(value), None, "{value}");
        }
    }

    #[test]
    fn a_bound_is_open_on_its_other_side() {
        for (name, label, side) in [
            ("minJavaVersion", "Java", Side::Least),
            ("javaVersion", "Required Java", Side::Least),
            ("highestSNSVersion", "Highest", Side::Greatest),
            ("administrator", "Admin", Side::Both),
        ] {
            assert_eq!(Side::of(name, label), side, "{name}");
        }
    }
}
