//! Cargo's requirements, in which a bare version is a caret, see
//! <https://doc.rust-lang.org/cargo/reference/specifying-dependencies.html>.

use super::all_of;
use super::word::{Word, signed};
use crate::text::requirement::{Requirement, caret, stepped, stepped_at};

/// Parses a requirement; `None` if it is invalid.
pub fn read(text: &str) -> Option<Requirement> {
    all_of(text.split(',').map(str::trim), comparator)
}

fn comparator(text: &str) -> Option<Requirement> {
    let (sign, rest) = signed(text, &[">=", "<=", "^", "~", ">", "<", "="]);
    let word = Word::read(rest)?;
    let numbers = &word.numbers;
    if numbers.is_empty() {
        return Some(Requirement::any());
    }
    let is_whole = numbers.len() >= 3 && !word.is_open;
    Some(match sign {
        ">=" => Requirement::at_least(numbers),
        "<=" if is_whole => Requirement::at_most(numbers),
        "<=" => Requirement::below(&stepped(numbers)),
        ">" if is_whole => Requirement::after(numbers),
        ">" => Requirement::at_least(&stepped(numbers)),
        "<" => Requirement::below(numbers),
        "~" => Requirement::between(numbers.clone(), Some(stepped_at(numbers, 2))),
        "=" if is_whole => Requirement::exactly(numbers),
        "=" => Requirement::beginning(numbers),
        _ if word.is_open => Requirement::beginning(numbers),
        _ => caret(numbers),
    })
}

#[cfg(test)]
mod tests {
    use super::read;
    use crate::stack::requirement::tests::check;

    #[test]
    fn requirements_accept_what_cargo_accepts() {
        check(
            read,
            "0.1 0.2 0.2.5 1.0 1.1 1.2 1.56 1.85 2 3",
            &[
                ("1.1", "1.1 1.2 1.56 1.85"),
                ("1", "1.0 1.1 1.2 1.56 1.85"),
                ("1.1.3", "1.1 1.2 1.56 1.85"),
                ("0.2", "0.2 0.2.5"),
                ("0.2.5", "0.2 0.2.5"),
                ("0", "0.1 0.2 0.2.5"),
                ("^1.1", "1.1 1.2 1.56 1.85"),
                ("^0.1", "0.1"),
                ("^ 2", "2"),
                ("~1.1", "1.1"),
                ("~1.1.2", "1.1"),
                ("~1", "1.0 1.1 1.2 1.56 1.85"),
                ("=1.1.2", "1.1"),
                ("=1.1", "1.1"),
                ("= 2", "2"),
                (">=1.56", "1.56 1.85 2 3"),
                (">= 1.56", "1.56 1.85 2 3"),
                (">1.56", "1.85 2 3"),
                (">1.56.0", "1.56 1.85 2 3"),
                ("<1.1", "0.1 0.2 0.2.5 1.0"),
                ("<=1.1", "0.1 0.2 0.2.5 1.0 1.1"),
                ("<=1.1.0", "0.1 0.2 0.2.5 1.0 1.1"),
                (">=1.1, <1.56", "1.1 1.2"),
                (">=1.1,<2", "1.1 1.2 1.56 1.85"),
                ("1.*", "1.0 1.1 1.2 1.56 1.85"),
                ("1.1.*", "1.1"),
                ("*", "0.1 0.2 0.2.5 1.0 1.1 1.2 1.56 1.85 2 3"),
                ("1.85.0-beta.1", "1.85"),
                ("2.0", "2"),
                (">=2, <2", ""),
                ("~0", "0.1 0.2 0.2.5"),
                ("0.0.3", ""),
                ("^0", "0.1 0.2 0.2.5"),
                ("0.2.*", "0.2 0.2.5"),
                ("1.*.*", "1.0 1.1 1.2 1.56 1.85"),
                (">=1.1.5, <1.2", "1.1"),
                ("=1.56.0, <2", "1.56"),
                ("1.1, <1.2", "1.1"),
                ("", "!"),
                (">=1.2 <2", "!"),
                ("latest", "!"),
                ("1.1 1.2", "!"),
            ],
        );
    }
}
