//! Measures, cuts and pads text in terminal columns. Graphemes are never split, and `…` marks a cut.

use std::borrow::Cow;
use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// The columns that a text takes.
pub fn of(text: &str) -> usize {
    if is_plain(text) {
        text.len()
    } else {
        text.width()
    }
}

/// Whether every byte is a character of one column. This is true of most text and avoids looking up widths.
pub fn is_plain(text: &str) -> bool {
    text.bytes().all(|byte| matches!(byte, b' '..=b'~'))
}

/// Whether every character takes one column and is a grapheme of its own: ASCII, and the arrows, lines and shapes that
/// the screen consists of.
pub fn is_simple(text: &str) -> bool {
    let is_simple =
        |c| matches!(c, ' '..='~' | '·' | '–' | '—' | '…' | '✓' | '✗' | '←'..='⇿' | '─'..='◼');
    text.chars().all(is_simple)
}

/// The start of a text that fits into `width`.
pub fn start_of(text: &str, width: usize) -> &str {
    let length = if is_plain(text) {
        width.min(text.len())
    } else {
        fitting(text.graphemes(true), width)
    };
    text.split_at(length).0
}

/// The end of a text that fits into `width`.
pub fn end_of(text: &str, width: usize) -> &str {
    let length = if is_plain(text) {
        width.min(text.len())
    } else {
        fitting(text.graphemes(true).rev(), width)
    };
    text.split_at(text.len() - length).1
}

/// The number of bytes in the graphemes that fit.
fn fitting<'a>(graphemes: impl Iterator<Item = &'a str>, width: usize) -> usize {
    let mut used = 0;
    let fitting = graphemes.take_while(|grapheme| {
        used += of(grapheme);
        used <= width
    });
    fitting.map(str::len).sum()
}

/// A text cut at its end to at most `width` columns.
pub fn cut(text: &str, width: usize) -> Cow<'_, str> {
    if of(text) <= width {
        return text.into();
    }
    match width.checked_sub(1) {
        // Right behind an ellipsis of the text, a second one would read as a slip.
        Some(room) => {
            let start = start_of(text, room);
            let before = start.trim_end().strip_suffix('…').unwrap_or(start);
            format!("{before}…").into()
        }
        None => "".into(),
    }
}

/// A text and its suffix in at most `width` columns; only the text is cut.
pub fn cut_before(text: &str, after: &str, width: usize) -> String {
    let room = width.saturating_sub(of(after));
    format!("{}{after}", start_of(text.trim_end(), room).trim_end())
}

/// A text cut in the middle to at most `width` columns, and the range of characters that `…` replaces.
pub fn cut_within(text: &str, width: usize) -> (Cow<'_, str>, Range<usize>) {
    if of(text) <= width {
        return (text.into(), 0..0);
    }
    let length = text.chars().count();
    let Some(room) = width.checked_sub(1) else {
        return ("".into(), 0..length);
    };
    let before = start_of(text, room.div_ceil(2)).trim_end();
    let after = end_of(text, room / 2).trim_start();
    let gone = before.chars().count()..length - after.chars().count();
    (format!("{before}…{after}").into(), gone)
}

/// Names cut to at most `width` columns: at the end, or in the middle if two of them would look the same.
pub fn cut_distinct<'a>(
    names: impl Iterator<Item = &'a str>,
    width: usize,
) -> Vec<(Cow<'a, str>, Range<usize>)> {
    let cut: Vec<(&str, Cow<'_, str>)> = names.map(|name| (name, cut(name, width))).collect();
    let has_twin = |name: &str, shown: &str| {
        let mut others = cut.iter();
        others.any(|(other, cut)| *other != name && cut == shown)
    };
    let names = cut.iter().map(|(name, shown)| {
        if shown != name && has_twin(name, shown) {
            cut_within(name, width)
        } else {
            (shown.clone(), 0..0)
        }
    });
    names.collect()
}

/// A text cut or padded to exactly `width` columns.
pub fn padded(text: &str, width: usize) -> String {
    let mut text = cut(text, width).into_owned();
    let missing = width.saturating_sub(of(&text));
    text.extend(std::iter::repeat_n(' ', missing));
    text
}

#[cfg(test)]
mod tests {
    use unicode_width::UnicodeWidthStr;

    use unicode_segmentation::UnicodeSegmentation;

    use super::{
        cut, cut_before, cut_distinct, cut_within, end_of, is_simple, of, padded, start_of,
    };

    #[test]
    fn simple_characters_take_a_column_each_and_stay_apart() {
        let simple = ('\0'..=char::MAX).filter(|c| is_simple(c.encode_utf8(&mut [0; 4])));
        let simple: Vec<char> = simple.collect();
        assert!(simple.contains(&'─') && simple.contains(&'●'));
        for c in &simple {
            assert_eq!(c.to_string().width(), 1, "{c:?}");
            for other in &simple {
                let pair = format!("{c}{other}");
                assert_eq!(
                    (pair.width(), pair.graphemes(true).count()),
                    (2, 2),
                    "{pair}"
                );
            }
        }
    }

    #[test]
    fn a_text_that_is_cut_says_so_and_fits() {
        for (text, width, shown) in [
            ("short", 5, "short"),
            ("shorter", 5, "shor…"),
            ("x", 0, ""),
            ("1 … 22", 5, "1 …"),
            ("1 … 22", 4, "1 …"),
            ("xy", 1, "…"),
            ("龙井龙井", 8, "龙井龙井"),
            ("龙井龙井", 6, "龙井…"),
            ("e\u{301}e\u{301}e\u{301}", 2, "e\u{301}…"),
            ("👩‍👩‍👧 family", 4, "👩‍👩‍👧 …"),
        ] {
            assert_eq!(cut(text, width), shown, "{text} in {width}");
            assert_eq!(of(shown), shown.width());
            assert_eq!(of(&padded(text, width)), width, "{text}");
        }
        assert_eq!(cut_before("one two", "… +3", 9), "one t… +3");
        assert_eq!(cut_before("one two", "… +3", 8), "one… +3");
    }

    #[test]
    fn both_ends_of_a_text_can_be_had() {
        assert_eq!((start_of("abc", 2), end_of("abc", 2)), ("ab", "bc"));
        assert_eq!((start_of("龙井茶", 3), end_of("龙井茶", 3)), ("龙", "茶"));
        assert_eq!((start_of("龙", 1), end_of("龙", 1)), ("", ""));
    }

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
            assert_eq!(cut_within(text, width), (cut.into(), gone), "{text}");
        }
    }

    #[test]
    fn names_that_differ_look_different() {
        let names = [
            "Amazon RDS for MySQL",
            "Amazon RDS for MariaDB",
            "Amazon Neptune",
            "Short",
        ];
        let shown: Vec<_> = cut_distinct(names.into_iter(), 12)
            .into_iter()
            .map(|(name, _)| name)
            .collect();
        assert_eq!(
            shown,
            ["Amazon…MySQL", "Amazon…riaDB", "Amazon Nept…", "Short"]
        );
    }
}
