//! One version in a requirement.

use crate::text::requirement::Requirement;

/// The numbers of a version, and whether further numbers may follow.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// The given numbers.
    pub numbers: Vec<u32>,
    /// Whether further numbers are arbitrary: `1.x`, `1.*`, `*`.
    pub is_open: bool,
}

/// Placeholders for any number.
const ANY: [&str; 3] = ["x", "X", "*"];

impl Word {
    /// Parses a version: numbers joined by points, with an optional `v` before them, an open end, and an
    /// ignored suffix that starts with `-`, `+` or a letter. `None` if it is not one.
    pub fn read(text: &str) -> Option<Self> {
        let text = text.trim();
        let text = text.strip_prefix(['v', 'V', '=']).unwrap_or(text).trim();
        let main = text.split(['-', '+']).next()?;
        let (mut numbers, mut is_open) = (Vec::new(), false);
        for part in main.split('.') {
            if ANY.contains(&part) {
                is_open = true;
                break;
            }
            let digits = part.bytes().take_while(u8::is_ascii_digit).count();
            let (number, tail) = part.split_at_checked(digits)?;
            if number.is_empty() {
                // `3.8.dev0`, `1.0.RELEASE`: a word after the numbers is a suffix.
                let is_word = tail.bytes().all(|byte| byte.is_ascii_alphanumeric());
                if numbers.is_empty() || tail.is_empty() || !is_word {
                    return None;
                }
                break;
            }
            numbers.push(number.parse().ok()?);
            if !tail.is_empty() {
                let is_tail = tail
                    .bytes()
                    .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
                if !is_tail {
                    return None;
                }
                break;
            }
        }
        (is_open || !numbers.is_empty()).then_some(Self { numbers, is_open })
    }

    /// The versions that it stands for by itself.
    pub fn same(&self) -> Requirement {
        if self.is_open {
            Requirement::beginning(&self.numbers)
        } else {
            Requirement::exactly(&self.numbers)
        }
    }
}

/// Splits off a sign at the start of a text, the first of the list that matches.
pub fn signed<'a, 's>(text: &'a str, signs: &[&'s str]) -> (&'s str, &'a str) {
    let text = text.trim_start();
    let found = signs
        .iter()
        .find_map(|sign| Some((*sign, text.strip_prefix(sign)?)));
    found.unwrap_or(("", text))
}

/// The comparators of a text, separated by spaces, which may also follow a sign: `>= 1.2 <2`.
pub fn comparators(text: &str) -> Vec<String> {
    let mut parts: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        let is_sign = |part: &String| part.chars().all(|c| "<>=^~!".contains(c));
        match parts.last_mut().filter(|last| is_sign(last)) {
            Some(sign) => sign.push_str(word),
            None => parts.push(word.to_owned()),
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::{Word, comparators, signed};

    #[test]
    fn a_version_is_numbers_and_perhaps_an_open_end() {
        for (text, numbers, is_open) in [
            ("1.2.3", &[1, 2, 3][..], false),
            ("v1.2", &[1, 2], false),
            ("1.x", &[1], true),
            ("1.2.*", &[1, 2], true),
            ("*", &[], true),
            ("1.2.3-beta.1+5", &[1, 2, 3], false),
            ("3.8.dev0", &[3, 8], false),
            ("3.13rc1", &[3, 13], false),
            ("2.7.18.RELEASE", &[2, 7, 18], false),
        ] {
            let word = Word::read(text).unwrap();
            assert_eq!(
                (word.numbers.as_slice(), word.is_open),
                (numbers, is_open),
                "{text}"
            );
        }
        for text in ["", "latest", "1..2", "a.1", "${x}", "1.2/3", "99999999999"] {
            assert_eq!(Word::read(text), None, "{text}");
        }
    }

    #[test]
    fn signs_belong_to_what_follows() {
        assert_eq!(comparators(">= 1.2 <2"), [">=1.2", "<2"]);
        assert_eq!(signed(" >=1", &[">=", ">"]), (">=", "1"));
        assert_eq!(signed("1", &[">=", ">"]), ("", "1"));
    }
}
