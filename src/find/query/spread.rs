//! Detects filters typed with spaces: `ends < 90d`.

use std::ops::Range;

use super::FilterFault;
use super::term::{Key, SIGNS};

/// A word with its byte range.
type Word<'a> = (Range<usize>, &'a str);

/// The fault of a filter with spaces at the start of the words, and the words after it; `None` if they do
/// not start with one.
pub fn read<'a, 'b>(words: &'b [Word<'a>]) -> Option<(FilterFault, &'b [Word<'a>])> {
    let ((first, word), rest) = words.split_first()?;
    let bare = word.strip_prefix('-').unwrap_or(word);
    let is_key = |key: &str| Key::find(key).is_some_and(Key::is_time);
    let has_sign = bare.ends_with(COMPARED) && is_key(bare.trim_end_matches(SIGNS));
    let parts = match rest {
        [(_, value), ..] if has_sign && is_time(value) => 1,
        [(_, sign), (_, value), ..] if is_key(bare) && is_sign(sign) && is_time(value) => 2,
        [(_, value), ..] if is_key(bare) => {
            let is_torn = value.starts_with(COMPARED) && is_time(value.trim_start_matches(SIGNS));
            usize::from(is_torn)
        }
        _ => 0,
    };
    let (torn, left) = rest.split_at_checked(parts)?;
    let (last, _) = torn.last()?;
    let joined: String = torn.iter().map(|(_, part)| *part).collect();
    let fault = FilterFault {
        at: first.start..last.end,
        reason: format!("write {word}{joined} without spaces"),
    };
    Some((fault, left))
}

const COMPARED: [char; 3] = ['<', '>', '='];

fn is_sign(text: &str) -> bool {
    text.starts_with(COMPARED) && text.chars().all(|c| SIGNS.contains(&c))
}

fn is_time(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_digit())
}
