//! Release names in the order of their numbers: `3.9` before `3.10`.

use std::iter::Peekable;
use std::str::Chars;

/// A part of a name: numbers count, words go by the alphabet.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    Number(u64),
    Word(String),
}

/// Whether a name comes after another.
pub fn is_after(name: &str, other: &str) -> bool {
    parts(name) > parts(other)
}

fn parts(name: &str) -> Vec<Part> {
    let mut chars = name.chars().peekable();
    let mut parts = Vec::new();
    while let Some(first) = chars.peek().copied() {
        if first.is_ascii_digit() {
            let digits = run(&mut chars, |c| c.is_ascii_digit());
            parts.push(Part::Number(digits.parse().unwrap_or(u64::MAX)));
        } else if first.is_alphanumeric() {
            let word = run(&mut chars, |c| c.is_alphanumeric() && !c.is_ascii_digit());
            parts.push(Part::Word(word.to_lowercase()));
        } else {
            chars.next();
        }
    }
    parts
}

fn run(chars: &mut Peekable<Chars<'_>>, belongs: impl Fn(char) -> bool) -> String {
    std::iter::from_fn(|| chars.next_if(|c| belongs(*c))).collect()
}

#[cfg(test)]
mod tests {
    use super::is_after;

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
