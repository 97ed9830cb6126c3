//! The ranges of Maven and `NuGet`, see
//! <https://maven.apache.org/enforcer/enforcer-rules/versionRanges.html>. A bare version is a pin.

use super::word::Word;
use crate::text::requirement::Requirement;

/// Parses ranges such as `[1.0,2.0)` and `(,1.0],[1.2,)`; `None` for anything else.
pub fn read(text: &str) -> Option<Requirement> {
    let mut rest = text.trim();
    let mut any: Option<Requirement> = None;
    while !rest.is_empty() {
        let end = rest.find([')', ']'])?;
        let (own, after) = rest.split_at_checked(end + 1)?;
        let own = range(own)?;
        any = Some(any.map_or(own.clone(), |any| any.or(own)));
        rest = after.trim_start().trim_start_matches(',').trim_start();
    }
    any
}

/// Whether a text has the form of a range.
pub fn is_range(text: &str) -> bool {
    text.trim().starts_with(['[', '('])
}

fn range(text: &str) -> Option<Requirement> {
    let open = text.chars().next().filter(|c| "[(".contains(*c))?;
    let inner = text.get(1..text.len() - 1)?;
    let is_closed = text.ends_with(']');
    let Some((from, to)) = inner.split_once(',') else {
        let word = Word::read(inner).filter(|_| open == '[' && is_closed)?;
        return Some(Requirement::exactly(&word.numbers));
    };
    let numbers = |text: &str| match text.trim() {
        "" => Some(None),
        text => Some(Some(Word::read(text)?.numbers)),
    };
    let from = match (numbers(from)?, open) {
        (None, _) => Requirement::any(),
        (Some(from), '[') => Requirement::at_least(&from),
        (Some(from), _) => Requirement::after(&from),
    };
    let to = match (numbers(to)?, is_closed) {
        (None, _) => Requirement::any(),
        (Some(to), true) => Requirement::at_most(&to),
        (Some(to), false) => Requirement::below(&to),
    };
    Some(from.and(&to))
}

#[cfg(test)]
mod tests {
    use super::{is_range, read};
    use crate::stack::requirement::tests::check;

    #[test]
    fn ranges_accept_what_maven_accepts() {
        check(
            read,
            "1.0 1.1 1.2 1.5 2.0 2.7 3.0 3.1",
            &[
                ("[1.0,2.0)", "1.0 1.1 1.2 1.5"),
                ("[1.0, 2.0)", "1.0 1.1 1.2 1.5"),
                ("[1.0,2.0]", "1.0 1.1 1.2 1.5 2.0"),
                ("(1.0,2.0)", "1.0 1.1 1.2 1.5"),
                ("(1.0.0,2.0)", "1.0 1.1 1.2 1.5"),
                ("[2.7,)", "2.7 3.0 3.1"),
                ("(2.7,)", "2.7 3.0 3.1"),
                ("(,1.1]", "1.0 1.1"),
                ("(,1.1)", "1.0"),
                ("[,1.1]", "1.0 1.1"),
                ("[1.2]", "1.2"),
                ("[ 1.2 ]", "1.2"),
                ("[1.2.3]", "1.2"),
                ("(,1.0],[1.2,)", "1.0 1.2 1.5 2.0 2.7 3.0 3.1"),
                ("(,1.1),(1.1,)", "1.0 1.1 1.2 1.5 2.0 2.7 3.0 3.1"),
                ("[1.0,1.1),[3.0,3.1)", "1.0 3.0"),
                ("[1.0,1.1) , [3.0,3.1)", "1.0 3.0"),
                ("[2,3)", "2.0 2.7"),
                ("[2.7.0,3.0.0)", "2.7"),
                ("[2.7.18.RELEASE,3)", "2.7"),
                ("[3.1,3.0]", ""),
                ("(,)", "1.0 1.1 1.2 1.5 2.0 2.7 3.0 3.1"),
                ("[1.5,1.5]", "1.5"),
                ("[0,99)", "1.0 1.1 1.2 1.5 2.0 2.7 3.0 3.1"),
                ("[1,2),[3,4)", "1.0 1.1 1.2 1.5 3.0 3.1"),
                ("[1.0,1.2),(1.2,2.0]", "1.0 1.1 1.2 1.5 2.0"),
                ("[1.8,)", "2.0 2.7 3.0 3.1"),
                ("[2.7.0.Final,3.0.0.Alpha)", "2.7"),
                ("[1.0-SNAPSHOT,1.2-SNAPSHOT)", "1.0 1.1"),
                ("[1.2,1.2.99]", "1.2"),
                ("1.0", "!"),
                ("(1.0)", "!"),
                ("[1.0,2.0", "!"),
                ("1.0,2.0]", "!"),
                ("", "!"),
                ("[a,b]", "!"),
                ("${version}", "!"),
            ],
        );
        assert!(is_range(" [1,2)") && !is_range("1.0"));
    }
}
