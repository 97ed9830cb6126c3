//! Where a text may be cut into a name and its version.

/// The ways to cut a text into a name and a version, the longest name first: at punctuation and
/// blanks, and where digits follow letters.
pub fn splits(text: &str) -> impl Iterator<Item = (&str, &str)> {
    text.char_indices().rev().filter_map(|(at, c)| {
        let (name, version) = text.split_at_checked(at)?;
        let before = name.chars().next_back()?;
        let is_start = if before.is_alphabetic() {
            c.is_ascii_digit()
        } else {
            c.is_alphanumeric() && !before.is_alphanumeric()
        };
        let name = name.trim_end_matches(|c: char| !c.is_alphanumeric());
        (is_start && !name.is_empty()).then_some((name, version))
    })
}

/// Where a version may start: at each number that does not continue another.
pub fn versions(text: &str) -> impl Iterator<Item = usize> {
    text.char_indices().filter_map(|(at, c)| {
        let before = text.get(..at)?;
        let mut chars = before.chars().rev();
        let is_inside = match (chars.next(), chars.next()) {
            (Some(last), _) if last.is_ascii_digit() => true,
            (Some('.' | '_'), Some(last)) => last.is_ascii_digit(),
            _ => false,
        };
        (c.is_ascii_digit() && !is_inside).then_some(at)
    })
}

/// Whether the first word has a point between two numbers.
pub fn is_point(version: &str) -> bool {
    let word = version.split_whitespace().next().unwrap_or_default();
    let after = word.split_once('.').map(|(_, after)| after);
    after.is_some_and(|after| after.starts_with(|c: char| c.is_ascii_digit()))
}

/// What precedes a number, without the `v` between a name and its number: `FortiOSv7.2`.
pub fn unattached(before: &str) -> &str {
    let name = before.strip_suffix(['v', 'V']).unwrap_or(before);
    if name.ends_with(char::is_alphabetic) {
        name
    } else {
        before
    }
}
