//! Gradle's dynamic versions and ranges, see <https://docs.gradle.org/current/userguide/dependency_versions.html>.

use super::maven;
use super::word::Word;
use crate::text::requirement::Requirement;

/// Parses a prefix (`1.2.+`) or a range (`[1,2[`); `None` for a bare version, which is a pin, and for
/// floating versions (`latest.release`, `+`).
pub fn read(text: &str) -> Option<Requirement> {
    let text = text.trim();
    // `[1.0,2.0]!!1.5`: strictly this range, but preferably that version.
    let text = text.split("!!").next().unwrap_or(text);
    if let Some(begun) = text.strip_suffix('+') {
        return match begun.strip_suffix('.') {
            Some(begun) => Some(Requirement::beginning(&Word::read(begun)?.numbers)),
            None => Some(begun_with(&Word::read(begun)?.numbers)),
        };
    }
    let (first, last) = (text.chars().next()?, text.chars().next_back()?);
    let is_range = "[](".contains(first) && "[])".contains(last) && text.len() > 2;
    if !is_range {
        return None;
    }
    // A reversed bracket excludes its bound.
    let inner = text.get(1..text.len() - 1)?;
    let open = if first == '[' { '[' } else { '(' };
    let close = if last == ']' { ']' } else { ')' };
    maven::read(&format!("{open}{inner}{close}"))
}

/// The versions whose text begins so, since Gradle compares letters there: `2+` is 2, 20 to 29, 200 and so on.
fn begun_with(numbers: &[u32]) -> Requirement {
    let Some((last, before)) = numbers.split_last() else {
        return Requirement::default();
    };
    let from = |last: u32| before.iter().copied().chain([last]).collect::<Vec<u32>>();
    let spans = [1, 10, 100, 1000].map(|scale| {
        let first = last.saturating_mul(scale);
        Requirement::between(from(first), Some(from(first.saturating_add(scale))))
    });
    spans
        .into_iter()
        .reduce(Requirement::or)
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::read;
    use crate::stack::requirement::tests::check;

    #[test]
    fn dynamic_versions_accept_what_gradle_accepts() {
        check(
            read,
            "1.0 1.1 1.2 1.5 2.0 2.7 3.0 3.1",
            &[
                ("1.+", "1.0 1.1 1.2 1.5"),
                ("1.2.+", "1.2"),
                ("2.+", "2.0 2.7"),
                ("2.7.+", "2.7"),
                ("3.1.+", "3.1"),
                ("9.+", ""),
                ("3+", "3.0 3.1"),
                ("1.1+", "1.1"),
                ("2+", "2.0 2.7"),
                ("1.0.+", "1.0"),
                ("[1.2,1.5]", "1.2 1.5"),
                ("[2,)!!2.7", "2.0 2.7 3.0 3.1"),
                ("1.+!!1.5", "1.0 1.1 1.2 1.5"),
                ("[1.0,2.0)", "1.0 1.1 1.2 1.5"),
                ("[1.0,2.0]", "1.0 1.1 1.2 1.5 2.0"),
                ("[1.0,2.0[", "1.0 1.1 1.2 1.5"),
                ("[1,2[", "1.0 1.1 1.2 1.5"),
                ("]1.0,2.0[", "1.0 1.1 1.2 1.5"),
                ("]1.0,2.0]", "1.0 1.1 1.2 1.5 2.0"),
                ("(1.0,2.0]", "1.0 1.1 1.2 1.5 2.0"),
                ("[2.7,)", "2.7 3.0 3.1"),
                ("[2.7,[", "2.7 3.0 3.1"),
                ("(,1.1]", "1.0 1.1"),
                ("],1.1]", "1.0 1.1"),
                ("(,1.1)", "1.0"),
                ("],1.1[", "1.0"),
                ("[1.2]", "1.2"),
                ("[1.0, 2.0[", "1.0 1.1 1.2 1.5"),
                ("[1.0,2.0[!!1.5", "1.0 1.1 1.2 1.5"),
                ("[3.0,4[", "3.0 3.1"),
                ("[3.1,3.0[", ""),
                ("1.0", "!"),
                ("1.0-SNAPSHOT", "!"),
                ("+", "!"),
                ("latest.release", "!"),
                ("latest.integration", "!"),
                ("", "!"),
                ("[", "!"),
                ("[a,b[", "!"),
                ("$version", "!"),
            ],
        );
    }
}
