//! The requirements of `RubyGems`, see <https://guides.rubygems.org/patterns/#semantic-versioning>.

use super::word::{Word, signed};
use super::{Requirement, stepped_at};

/// Parses a requirement whose parts are separated by commas; `None` if it is invalid.
pub fn read(text: &str) -> Option<Requirement> {
    let mut all = Requirement::any();
    let parts = text.split(',').map(str::trim);
    let mut is_said = false;
    for part in parts.filter(|part| !part.is_empty()) {
        all = all.and(&comparator(part)?);
        is_said = true;
    }
    is_said.then_some(all)
}

fn comparator(text: &str) -> Option<Requirement> {
    let (sign, rest) = signed(text, &["~>", ">=", "<=", "!=", ">", "<", "="]);
    let word = Word::read(rest).filter(|word| !word.is_open)?;
    let numbers = &word.numbers;
    Some(match sign {
        "~>" => {
            let below = stepped_at(numbers, numbers.len().saturating_sub(1));
            Requirement::between(numbers.clone(), Some(below))
        }
        ">=" => Requirement::at_least(numbers),
        "<=" => Requirement::at_most(numbers),
        ">" => Requirement::after(numbers),
        "<" => Requirement::below(numbers),
        "!=" => Requirement::except(numbers),
        _ => Requirement::exactly(numbers),
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
                ("", "!"),
                ("x", "!"),
                ("~>", "!"),
            ],
        );
    }
}
