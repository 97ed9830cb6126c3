//! Composer's constraints, see <https://getcomposer.org/doc/articles/versions.md>. Unlike in npm, `~1.2`
//! goes up to 2.0.

use super::word::{Word, comparators, signed};
use super::{all_of, any_of, compared};
use crate::text::requirement::{Requirement, caret, pessimistic, stepped};

/// Parses a constraint, of which branches (`dev-main`) among the alternatives say nothing; `None` for anything else.
pub fn read(text: &str) -> Option<Requirement> {
    let alternatives = text
        .split('|')
        .map(str::trim)
        .filter(|part| !part.is_empty() && !part.starts_with("dev-"));
    any_of(alternatives, alternative)
}

fn alternative(text: &str) -> Option<Requirement> {
    if let Some((from, to)) = text.split_once(" - ") {
        let (from, to) = (Word::read(from)?, Word::read(to)?);
        let end = if to.numbers.len() >= 3 {
            Requirement::at_most(&to.numbers)
        } else {
            Requirement::below(&stepped(&to.numbers))
        };
        return Some(Requirement::at_least(&from.numbers).and(&end));
    }
    let parts = comparators(&text.replace(',', " "));
    all_of(parts.iter().map(String::as_str), comparator)
}

fn comparator(text: &str) -> Option<Requirement> {
    // `@stable`, `@dev`: the minimum stability.
    let text = text.split('@').next().unwrap_or(text);
    if text.is_empty() {
        return Some(Requirement::any());
    }
    let signs = [">=", "<=", "!=", "<>", "==", "^", "~", ">", "<", "="];
    let (sign, rest) = signed(text, &signs);
    let word = Word::read(rest)?;
    let numbers = &word.numbers;
    if numbers.is_empty() {
        return Some(Requirement::any());
    }
    Some(match sign {
        "!=" | "<>" => word.same().not(),
        "^" => caret(numbers),
        "~" => pessimistic(numbers),
        sign => compared(sign, numbers).unwrap_or_else(|| word.same()),
    })
}

#[cfg(test)]
mod tests {
    use super::read;
    use crate::stack::requirement::tests::check;

    #[test]
    fn constraints_accept_what_composer_accepts() {
        check(
            read,
            "5.6 7.2 7.3 7.4 8.0 8.1 8.2 8.3 9",
            &[
                ("^7.4", "7.4"),
                ("^7.2", "7.2 7.3 7.4"),
                ("^7.2.5", "7.2 7.3 7.4"),
                ("^8", "8.0 8.1 8.2 8.3"),
                ("^7.4 || ^8.1", "7.4 8.1 8.2 8.3"),
                ("^7.4|^8.1", "7.4 8.1 8.2 8.3"),
                ("^7.4||^8.1", "7.4 8.1 8.2 8.3"),
                ("~7.2", "7.2 7.3 7.4"),
                ("~7.2.0", "7.2"),
                ("~7", "7.2 7.3 7.4"),
                ("~8.1", "8.1 8.2 8.3"),
                (">=7.4", "7.4 8.0 8.1 8.2 8.3 9"),
                (">= 7.4", "7.4 8.0 8.1 8.2 8.3 9"),
                (">7.4", "7.4 8.0 8.1 8.2 8.3 9"),
                ("<7.4", "5.6 7.2 7.3"),
                ("<=7.4", "5.6 7.2 7.3 7.4"),
                (">=7.3 <8.1", "7.3 7.4 8.0"),
                (">=7.3,<8.1", "7.3 7.4 8.0"),
                ("8.1.*", "8.1"),
                ("8.*", "8.0 8.1 8.2 8.3"),
                ("*", "5.6 7.2 7.3 7.4 8.0 8.1 8.2 8.3 9"),
                ("8.1.2", "8.1"),
                ("v8.1.2", "8.1"),
                ("=8.1.2", "8.1"),
                ("7.3 - 8.1", "7.3 7.4 8.0 8.1"),
                ("7.3.0 - 8.1.0", "7.3 7.4 8.0 8.1"),
                ("!=8.0.*", "5.6 7.2 7.3 7.4 8.1 8.2 8.3 9"),
                (">=8.0 !=8.1.* <8.3", "8.0 8.2"),
                ("^8.1@dev", "8.1 8.2 8.3"),
                ("@stable", "5.6 7.2 7.3 7.4 8.0 8.1 8.2 8.3 9"),
                ("^8.2-beta1", "8.2 8.3"),
                ("~7.2.0|~7.4.0", "7.2 7.4"),
                ("^7.2.5 || ^8.0.2", "7.2 7.3 7.4 8.0 8.1 8.2 8.3"),
                ("^8.1 || dev-main", "8.1 8.2 8.3"),
                ("dev-main|^7.4|^8.0", "7.4 8.0 8.1 8.2 8.3"),
                ("8.2.x-dev", "8.2"),
                ("8.x-dev", "8.0 8.1 8.2 8.3"),
                (">=8.0, <8.1 || >=8.2, <8.3", "8.0 8.2"),
                (">= 7.4 < 8.2", "7.4 8.0 8.1"),
                ("~7.4 || ~8.0", "7.4 8.0 8.1 8.2 8.3"),
                ("<>8.0.*", "5.6 7.2 7.3 7.4 8.1 8.2 8.3 9"),
                ("==8.1.2", "8.1"),
                ("^5.6.40 || ^7.4", "5.6 7.4"),
                ("^8.1,!=8.2.*", "8.1 8.3"),
                ("8.1.*@beta", "8.1"),
                ("dev-main", "!"),
                ("dev-main as 8.1.x-dev", "!"),
                ("dev-main#0123abc", "!"),
                ("self.version", "!"),
                ("", "!"),
            ],
        );
    }
}
