//! npm's ranges, also used by Deno and Bun, see <https://docs.npmjs.com/cli/v11/using-npm/semver>.

use super::word::{Word, comparators, signed};
use super::{all_of, any_of};
use crate::text::requirement::{Requirement, caret, stepped, stepped_at};

/// Parses a range; `None` for anything else, such as a tag, address or folder.
pub fn read(text: &str) -> Option<Requirement> {
    any_of(text.split("||"), alternative)
}

fn alternative(text: &str) -> Option<Requirement> {
    let text = text.trim();
    if let Some((from, to)) = text.split_once(" - ") {
        let (from, to) = (Word::read(from)?, Word::read(to)?);
        let end = if is_whole(&to) {
            Requirement::at_most(&to.numbers)
        } else {
            Requirement::beginning(&to.numbers).or(Requirement::below(&to.numbers))
        };
        return Some(Requirement::at_least(&from.numbers).and(&end));
    }
    let parts = comparators(&text.replace(',', " "));
    all_of(parts.iter().map(String::as_str), comparator)
}

/// Whether a version has all three numbers.
fn is_whole(word: &Word) -> bool {
    word.numbers.len() >= 3 && !word.is_open
}

fn comparator(text: &str) -> Option<Requirement> {
    let (sign, rest) = signed(text, &[">=", "<=", "^", "~>", "~", ">", "<", "="]);
    let word = Word::read(rest)?;
    let numbers = &word.numbers;
    if numbers.is_empty() {
        return Some(Requirement::any());
    }
    Some(match sign {
        ">=" => Requirement::at_least(numbers),
        "<=" if is_whole(&word) => Requirement::at_most(numbers),
        "<=" => Requirement::below(&stepped(numbers)),
        ">" if is_whole(&word) => Requirement::after(numbers),
        ">" => Requirement::at_least(&stepped(numbers)),
        "<" => Requirement::below(numbers),
        "^" => caret(numbers),
        "~" | "~>" => Requirement::between(numbers.clone(), Some(stepped_at(numbers, 2))),
        _ if is_whole(&word) => Requirement::exactly(numbers),
        _ => Requirement::beginning(numbers),
    })
}

#[cfg(test)]
mod tests {
    use super::read;
    use crate::stack::requirement::tests::check;

    #[test]
    fn ranges_accept_what_npm_accepts() {
        check(
            read,
            "0.1 0.2 1.1 1.2 1.2.3 1.3 2 3 18.17 18.18 20",
            &[
                ("^1.2", "1.2 1.2.3 1.3"),
                ("^1.2.3", "1.2 1.2.3 1.3"),
                ("^0.1", "0.1"),
                ("^0.1.2", "0.1"),
                ("^0", "0.1 0.2"),
                ("^0.0.3", ""),
                ("~1.2", "1.2 1.2.3"),
                ("~1.2.3", "1.2 1.2.3"),
                ("~1", "1.1 1.2 1.2.3 1.3"),
                ("~0", "0.1 0.2"),
                ("~> 1.2", "1.2 1.2.3"),
                ("1.2", "1.2 1.2.3"),
                ("1.2.3", "1.2 1.2.3"),
                ("=1.2.3", "1.2 1.2.3"),
                ("v2.0.0", "2"),
                ("1.x", "1.1 1.2 1.2.3 1.3"),
                ("1.2.x", "1.2 1.2.3"),
                ("1.*", "1.1 1.2 1.2.3 1.3"),
                ("*", "0.1 0.2 1.1 1.2 1.2.3 1.3 2 3 18.17 18.18 20"),
                ("", "0.1 0.2 1.1 1.2 1.2.3 1.3 2 3 18.17 18.18 20"),
                ("x", "0.1 0.2 1.1 1.2 1.2.3 1.3 2 3 18.17 18.18 20"),
                (">=2", "2 3 18.17 18.18 20"),
                (">= 2", "2 3 18.17 18.18 20"),
                (">2", "3 18.17 18.18 20"),
                (">2.0.0", "2 3 18.17 18.18 20"),
                ("<1.2", "0.1 0.2 1.1"),
                ("<=1.2", "0.1 0.2 1.1 1.2 1.2.3"),
                ("<=1.2.3", "0.1 0.2 1.1 1.2 1.2.3"),
                (">=1.2 <2", "1.2 1.2.3 1.3"),
                (">=1.2, <2", "1.2 1.2.3 1.3"),
                ("1.1 - 1.2", "1.1 1.2 1.2.3"),
                ("1.2.3 - 2.0.0", "1.2 1.2.3 1.3 2"),
                ("^18.18.0 || ^20 || >=21", "18.18 20"),
                ("^1.2||^2", "1.2 1.2.3 1.3 2"),
                ("~1.2.0-beta.3", "1.2 1.2.3"),
                (">=1.2 <1", ""),
                ("||", "0.1 0.2 1.1 1.2 1.2.3 1.3 2 3 18.17 18.18 20"),
                ("^1.x", "1.1 1.2 1.2.3 1.3"),
                ("^0.x", "0.1 0.2"),
                ("~1.2.x", "1.2 1.2.3"),
                (">=1.3.x", "1.3 2 3 18.17 18.18 20"),
                ("<2.x", "0.1 0.2 1.1 1.2 1.2.3 1.3"),
                (">1.x", "2 3 18.17 18.18 20"),
                ("<=2.x", "0.1 0.2 1.1 1.2 1.2.3 1.3 2"),
                ("1 - 2", "1.1 1.2 1.2.3 1.3 2"),
                ("1.2.x - 2.x", "1.2 1.2.3 1.3 2"),
                ("18 || 20", "18.17 18.18 20"),
                ("^18.18.0 ||>= 20", "18.18 20"),
                (">=18.0.0 <18.18.0 || >18.18", "18.17 20"),
                ("^2.0.0-rc.1", "2"),
                ("1.2.3+build.5", "1.2 1.2.3"),
                ("18 | 20", "!"),
                ("latest", "!"),
                ("workspace:*", "!"),
                ("file:../x", "!"),
                ("git+https://example.org/x.git", "!"),
                ("user/repository", "!"),
            ],
        );
    }
}
