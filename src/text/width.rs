//! Text cut and filled up to a width in terminal columns.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// Text in at most `width` columns; what is cut ends in `…`.
pub fn cut(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let mut kept = String::new();
    let mut used = 1;
    for grapheme in text.graphemes(true) {
        used += grapheme.width();
        if used > width {
            break;
        }
        kept.push_str(grapheme);
    }
    if width > 0 {
        kept.push('…');
    }
    kept
}

/// Text with more behind it, in at most `width` columns: the text is cut for it.
pub fn end_cut(text: &str, width: usize, more: &str) -> String {
    let graphemes: Vec<&str> = text.trim_end().graphemes(true).collect();
    let kept = fitting(
        graphemes.iter().copied(),
        width.saturating_sub(more.width()),
    );
    let kept = graphemes.get(..kept).unwrap_or_default().concat();
    format!("{}{more}", kept.trim_end())
}

/// Text in at most `width` columns, cut in its middle, and the positions of the characters that
/// `…` stands for.
pub fn cut_within(text: &str, width: usize) -> (String, Range<usize>) {
    if text.width() <= width {
        return (text.to_owned(), 0..0);
    }
    let room = width.saturating_sub(1);
    let graphemes: Vec<&str> = text.graphemes(true).collect();
    let head = fitting(graphemes.iter().copied(), room.div_ceil(2));
    let tail = fitting(graphemes.iter().rev().copied(), room - room.div_ceil(2));
    let (before, rest) = graphemes.split_at(head.min(graphemes.len()));
    let (_, after) = rest.split_at(rest.len().saturating_sub(tail));
    let (before, after) = (before.concat(), after.concat());
    let (before, after) = (before.trim_end(), after.trim_start());
    let start = before.chars().count();
    let end = text.chars().count() - after.chars().count();
    let sign = if width > 0 { "…" } else { "" };
    (format!("{before}{sign}{after}"), start..end)
}

/// How many of the graphemes fit.
fn fitting<'a>(graphemes: impl Iterator<Item = &'a str>, room: usize) -> usize {
    let mut used = 0;
    graphemes
        .take_while(|grapheme| {
            used += grapheme.width();
            used <= room
        })
        .count()
}

/// The end of a text, as much as fits.
pub fn end_of(text: &str, width: usize) -> &str {
    let mut seen = text;
    while seen.width() > width {
        let first = seen.graphemes(true).next().map_or(1, str::len);
        seen = seen.get(first..).unwrap_or_default();
    }
    seen
}

/// Text in exactly `width` columns.
pub fn padded(text: &str, width: usize) -> String {
    let mut text = cut(text, width);
    let missing = width.saturating_sub(text.width());
    text.extend(std::iter::repeat_n(' ', missing));
    text
}

/// A name in its width, and the positions of the characters that are left out of its middle.
pub type Name = (String, Range<usize>);

/// Names cut at their end, or in the middle where that would make one look like another.
pub fn cut_apart<'a>(names: impl Iterator<Item = &'a str>, width: usize) -> Vec<Name> {
    let cut: Vec<(&str, String)> = names.map(|name| (name, cut(name, width))).collect();
    let has_twin = |name: &str, text: &str| {
        let mut others = cut.iter();
        others.any(|(other, cut)| *other != name && cut == text)
    };
    let names = cut.iter().map(|(name, text)| {
        if text != name && has_twin(name, text) {
            cut_within(name, width)
        } else {
            (text.clone(), 0..0)
        }
    });
    names.collect()
}

#[cfg(test)]
mod tests {
    use super::cut_within;

    #[test]
    fn both_ends_of_a_text_are_kept() {
        for (text, width, cut, gone) in [
            ("short", 5, "short", 0..0),
            ("Amazon RDS for MySQL", 14, "Amazon…MySQL", 6..15),
            ("abcdefgh", 6, "abc…gh", 3..6),
            ("abcdefgh", 1, "…", 0..8),
            ("abcdefgh", 0, "", 0..8),
            ("龙井龙井龙井", 8, "龙井…井", 2..5),
        ] {
            assert_eq!(cut_within(text, width), (cut.to_owned(), gone), "{text}");
        }
    }
}
