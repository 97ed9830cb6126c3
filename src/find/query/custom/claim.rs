//! Statements of supported versions, as people write them: `8 - 21`, `8.3+`, `17, 21 or 25`.

use super::super::term::Op;
use crate::text::dates;
use crate::text::requirement::{Requirement, stepped};
use crate::text::version::Version;

/// The numbers of a version as typed: numbers and points with an optional `v`, or a date.
pub fn typed(text: &str) -> Option<Vec<u32>> {
    let is_plain = |c: char| c.is_ascii_digit() || c == '.';
    let text = text.strip_prefix(['v', 'V']).unwrap_or(text);
    if text.chars().all(is_plain) {
        version(text)
    } else {
        date(text)
    }
}

/// `2027-01-31` as version 2027.1.31, and `2027-01` as 2027.1.
fn date(text: &str) -> Option<Vec<u32>> {
    let is_date = dates::parse(text).or_else(|| dates::parse(&format!("{text}-01")));
    version(&text.replace('-', ".")).filter(|_| is_date.is_some())
}

/// A version of numbers and points. A prefix of letters, a final `.x`, and pre-release suffixes such as
/// `-beta` are ignored.
fn version(text: &str) -> Option<Vec<u32>> {
    let text = text.trim_matches(|c: char| c.is_whitespace() || c == '`');
    let numbers = text.trim_start_matches(|c: char| c.is_alphabetic() || ".- ".contains(c));
    let is_number = numbers.starts_with(|c: char| c.is_ascii_digit()) && !numbers.contains("..");
    is_number.then(|| Version::new(numbers).numbers())?
}

/// The versions that satisfy a comparison.
pub fn compared(op: Op, version: &[u32]) -> Requirement {
    match op {
        Op::Colon | Op::Equal => Requirement::beginning(version),
        Op::Less => Requirement::below(version),
        Op::AtMost => Requirement::below(&stepped(version)),
        Op::More => Requirement::at_least(&stepped(version)),
        Op::AtLeast => Requirement::at_least(version),
    }
}

/// The versions that a field's value states; `None` if it is not a statement of versions, or says more than can be
/// parsed.
pub fn read(value: &str) -> Option<Requirement> {
    if value.starts_with(['<', '>']) {
        return requirement(value);
    }
    let value = without_remark(value)?
        .replace(" or ", ",")
        .replace(" and ", ",");
    let mut parts = value.split([',', '/', ';']).map(stretch);
    let first = parts.next()??;
    parts.try_fold(first, |all, part| Some(all.or(part?)))
}

/// `>=7.4, <8.6`: all parts must hold.
fn requirement(value: &str) -> Option<Requirement> {
    value.split(',').try_fold(Requirement::any(), |all, part| {
        let part = part.trim();
        let signs = [
            ("<=", Op::AtMost),
            (">=", Op::AtLeast),
            ("<", Op::Less),
            (">", Op::More),
        ];
        let mut signs = signs.into_iter();
        let (rest, op) = signs.find_map(|(sign, op)| Some((part.strip_prefix(sign)?, op)))?;
        Some(all.and(&compared(op, &version(rest)?)))
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
fn stretch(part: &str) -> Option<Requirement> {
    let part = part.trim();
    if let Some(least) = part.strip_suffix('+') {
        return Some(Requirement::at_least(&version(least)?));
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
        _ if date(part).is_some() => Some(Requirement::beginning(&date(part)?)),
        Some((first, last)) => {
            let first = Requirement::at_least(&version(first)?);
            let both = first.and(&Requirement::below(&stepped(&version(last)?)));
            (!both.is_empty()).then_some(both)
        }
        None => Some(Requirement::beginning(&version(part)?)),
    }
}

#[cfg(test)]
mod tests {
    use super::{Op, compared, read, typed};
    use crate::find::query::field::Side;

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
            let claim = read(value).unwrap();
            let meets = |text: &str| claim.meets(&compared(Op::Equal, &typed(text).unwrap()));
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
            assert_eq!(read(value), None, "{value}");
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
