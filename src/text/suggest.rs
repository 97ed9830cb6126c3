//! Suggestions for unknown names: the only source of "did you mean …?".

use strsim::damerau_levenshtein;

/// The largest number of suggestions.
pub const MOST: usize = 3;

/// The edit distance between two names, ignoring case: letters inserted, deleted, replaced, or swapped with
/// a neighbor.
pub fn distance(one: &str, other: &str) -> usize {
    damerau_levenshtein(&one.to_lowercase(), &other.to_lowercase())
}

/// The names within one edit per three letters typed, the nearest first; ties are sorted alphabetically.
pub fn near<'a>(typed: &str, names: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let most = typed.chars().count().div_ceil(3);
    let mut near: Vec<(usize, &str)> = names
        .map(|name| (distance(typed, name), name))
        .filter(|(distance, _)| *distance <= most)
        .collect();
    near.sort_unstable();
    near.into_iter().map(|(_, name)| name).take(MOST).collect()
}

/// A question such as `did you mean python, pypi or pypy?`; `names` must not be empty.
pub fn question<T: AsRef<str>>(names: &[T]) -> String {
    let mut question = "did you mean ".to_owned();
    for (number, name) in names.iter().enumerate() {
        question.push_str(match number {
            0 => "",
            number if number + 1 == names.len() => " or ",
            _ => ", ",
        });
        question.push_str(name.as_ref());
    }
    question.push('?');
    question
}

#[cfg(test)]
mod tests {
    use super::{near, question};

    #[test]
    fn a_slip_for_every_three_letters_is_near() {
        let names = ["ends", "latest", "released", "tag"];
        for (typed, expected) in [
            ("end", &["ends"][..]),
            ("LATSET", &["latest"]),
            ("realesed", &["released"]),
            ("tga", &["tag"]),
            ("xyz", &[]),
            ("", &[]),
        ] {
            assert_eq!(near(typed, names.into_iter()), expected, "{typed}");
        }
    }

    #[test]
    fn the_last_name_is_joined_by_or() {
        assert_eq!(question(&["a"]), "did you mean a?");
        assert_eq!(question(&["a", "b"]), "did you mean a or b?");
        assert_eq!(question(&["a", "b", "c"]), "did you mean a, b or c?");
    }
}
