//! The requirements of `RubyGems`, see <https://guides.rubygems.org/patterns/#semantic-versioning>.

use super::word::{Word, signed};
use super::{all_of, compared};
use crate::text::requirement::{Requirement, pessimistic};

/// Parses a requirement whose parts are separated by commas; `None` if it is invalid.
pub fn read(text: &str) -> Option<Requirement> {
    let parts = text.split(',').filter(|part| !part.trim().is_empty());
    let mut parts = parts.peekable();
    parts.peek()?;
    all_of(parts, comparator)
}

/// One part, whose version is complete: `~> 7.0`.
pub(super) fn comparator(text: &str) -> Option<Requirement> {
    let (sign, rest) = signed(text, &["~>", ">=", "<=", "!=", ">", "<", "="]);
    let word = Word::read(rest).filter(|word| !word.is_open)?;
    let numbers = &word.numbers;
    Some(match sign {
        "~>" => pessimistic(numbers),
        "!=" => Requirement::except(numbers),
        sign => compared(sign, numbers).unwrap_or_else(|| Requirement::exactly(numbers)),
    })
}

#[cfg(test)]
mod tests {
    use super::read;
    use crate::stack::requirement::tests::check;

    #[test]
    fn requirements_accept_what_rubygems_accepts() {
        check(
            read,
            "2.7 3.0 3.1 3.2 5.2 6.0 6.1 7.0 7.1 7.2 8.0",
            &[
                ("~> 7.0", "7.0 7.1 7.2"),
                ("~>7.0", "7.0 7.1 7.2"),
                ("~> 7.0.1", "7.0"),
                ("~> 7.1.3.4", "7.1"),
                ("~> 7", "7.0 7.1 7.2"),
                ("~> 6.1", "6.1"),
                ("~> 6.0.0", "6.0"),
                ("~> 3.1", "3.1 3.2"),
                (">= 6.1", "6.1 7.0 7.1 7.2 8.0"),
                (">=6.1", "6.1 7.0 7.1 7.2 8.0"),
                ("> 7.1", "7.1 7.2 8.0"),
                ("< 3.1", "2.7 3.0"),
                ("<= 3.1", "2.7 3.0 3.1"),
                ("= 7.0.8", "7.0"),
                ("7.0.8", "7.0"),
                ("7.0.8.1", "7.0"),
                ("!= 7.0", "2.7 3.0 3.1 3.2 5.2 6.0 6.1 7.0 7.1 7.2 8.0"),
                (">= 5.2, < 7.1", "5.2 6.0 6.1 7.0"),
                (">= 5.2,< 7.1", "5.2 6.0 6.1 7.0"),
                ("~> 6.0, >= 6.0.3", "6.0 6.1"),
                ("~> 6.0, >= 6.1", "6.1"),
                (">= 2.7", "2.7 3.0 3.1 3.2 5.2 6.0 6.1 7.0 7.1 7.2 8.0"),
                (">= 3.0.0", "3.0 3.1 3.2 5.2 6.0 6.1 7.0 7.1 7.2 8.0"),
                ("~> 3.2.0", "3.2"),
                ("~> 8.0.0.rc1", "8.0"),
                (">= 3.0, < 4", "3.0 3.1 3.2"),
                ("< 3", "2.7"),
                ("> 7, < 7.1", "7.0"),
                (">= 9", ""),
                ("= 3.2", "3.2"),
                ("!= 7.0.1", "2.7 3.0 3.1 3.2 5.2 6.0 6.1 7.0 7.1 7.2 8.0"),
                ("~> 7.0, != 7.1.0", "7.0 7.1 7.2"),
                ("~> 7.0.0.beta1", "7.0"),
                ("~> 2.7.0", "2.7"),
                ("~> 3", "3.0 3.1 3.2"),
                ("> 3.1.0, < 3.2", "3.1"),
                (">= 3.0.0.rc1, < 3.2", "3.0 3.1"),
                ("", "!"),
                ("x", "!"),
                ("~>", "!"),
            ],
        );
    }
}
