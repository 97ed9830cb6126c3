//! Python's version specifiers, see
//! <https://packaging.python.org/en/latest/specifications/version-specifiers/>, and Poetry's `^` and `~`.

use super::word::{Word, comparators, signed};
use super::{all_of, any_of, compared};
use crate::text::requirement::{Requirement, caret, pessimistic, stepped_at};

/// The signs, longer ones first.
const SIGNS: [&str; 10] = ["===", "==", "~=", "!=", ">=", "<=", ">", "<", "^", "~"];

/// Parses specifiers; markers after a semicolon are ignored. `None` if they are invalid.
pub fn read(text: &str) -> Option<Requirement> {
    let text = text.split(';').next()?.trim();
    let text = text
        .strip_prefix('(')
        .and_then(|text| text.strip_suffix(')'))
        .unwrap_or(text);
    any_of(text.split("||"), conjunction)
}

fn conjunction(text: &str) -> Option<Requirement> {
    // Poetry also takes blanks for commas.
    let parts = comparators(&text.replace(',', " "));
    all_of(parts.iter().map(String::as_str), specifier)
}

fn specifier(text: &str) -> Option<Requirement> {
    let (sign, rest) = signed(text, &SIGNS);
    let rest = rest.trim();
    let rest = rest.split_once('!').map_or(rest, |(_, rest)| rest);
    let word = Word::read(rest)?;
    let numbers = &word.numbers;
    Some(match sign {
        "!=" => word.same().not(),
        "~=" if numbers.len() > 1 => pessimistic(numbers),
        "~=" => return None,
        "^" => caret(numbers),
        "~" => Requirement::between(numbers.clone(), Some(stepped_at(numbers, 2))),
        sign => compared(sign, numbers).unwrap_or_else(|| word.same()),
    })
}

#[cfg(test)]
mod tests {
    use super::read;
    use crate::stack::requirement::tests::check;

    #[test]
    fn specifiers_accept_what_python_accepts() {
        check(
            read,
            "2.7 3.6 3.7 3.8 3.9 3.10 3.11 3.12 4.2 5",
            &[
                (">=3.8", "3.8 3.9 3.10 3.11 3.12 4.2 5"),
                (">= 3.8", "3.8 3.9 3.10 3.11 3.12 4.2 5"),
                (">=3.8,<3.10", "3.8 3.9"),
                (">=3.8, <3.10", "3.8 3.9"),
                (">3.8", "3.8 3.9 3.10 3.11 3.12 4.2 5"),
                ("<3.8", "2.7 3.6 3.7"),
                ("<=3.8", "2.7 3.6 3.7 3.8"),
                ("==3.12.*", "3.12"),
                ("==3.*", "3.6 3.7 3.8 3.9 3.10 3.11 3.12"),
                ("==3.12", "3.12"),
                ("==3.12.4", "3.12"),
                ("===3.12.4", "3.12"),
                ("!=3.9.*,>=3.8,<3.11", "3.8 3.10"),
                ("!=3.9.1,>=3.8,<3.11", "3.8 3.9 3.10"),
                ("~=3.8", "3.8 3.9 3.10 3.11 3.12"),
                ("~=3.8.1", "3.8"),
                ("~=3.8.1, >=3.8.5", "3.8"),
                ("^3.8", "3.8 3.9 3.10 3.11 3.12"),
                ("^3.8.1", "3.8 3.9 3.10 3.11 3.12"),
                ("~3.8", "3.8"),
                ("~3.8.2", "3.8"),
                ("~3", "3.6 3.7 3.8 3.9 3.10 3.11 3.12"),
                ("3.8.*", "3.8"),
                ("3.8", "3.8"),
                ("*", "2.7 3.6 3.7 3.8 3.9 3.10 3.11 3.12 4.2 5"),
                (">=2.7, !=3.6.*, !=3.7.*, <3.9", "2.7 3.8"),
                (">=3.8;python_version<'4'", "3.8 3.9 3.10 3.11 3.12 4.2 5"),
                ("(>=4)", "4.2 5"),
                ("^2.7 || ^3.11", "2.7 3.11 3.12"),
                (">=3.12.0rc1,<4", "3.12"),
                ("==4.2.11", "4.2"),
                ("==1!4.2", "4.2"),
                (">=4.2,<4", ""),
                ("", "2.7 3.6 3.7 3.8 3.9 3.10 3.11 3.12 4.2 5"),
                (">=3.8 <3.11", "3.8 3.9 3.10"),
                (">= 3.8 , < 3.11", "3.8 3.9 3.10"),
                (">=3.9 <3.12 || ^2.7", "2.7 3.9 3.10 3.11"),
                (">=3.6.*", "3.6 3.7 3.8 3.9 3.10 3.11 3.12 4.2 5"),
                ("<4.*,>=3.11", "3.11 3.12"),
                (">3.8,<3.9", "3.8"),
                ("<=3.9", "2.7 3.6 3.7 3.8 3.9"),
                (
                    ">=2.7,!=3.0.*,!=3.1.*,<4",
                    "2.7 3.6 3.7 3.8 3.9 3.10 3.11 3.12",
                ),
                ("~=3.10.0,!=3.10.1", "3.10"),
                (">=3.8,<4.0,!=3.9.7", "3.8 3.9 3.10 3.11 3.12"),
                ("==3.12.post1", "3.12"),
                ("==4.2.dev0", "4.2"),
                ("==4.2+local.1", "4.2"),
                ("~=3", "!"),
                (">=", "!"),
                ("@ https://example.org/x.whl", "!"),
            ],
        );
    }
}
