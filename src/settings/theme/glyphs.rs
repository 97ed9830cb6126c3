//! The characters on the screen, in Unicode and in ASCII.

use std::borrow::Cow;

use deunicode::deunicode_char;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// Which characters are drawn.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Glyphs {
    /// All of Unicode.
    #[default]
    Unicode,
    /// ASCII only; everything else is replaced by a substitute of the same width.
    Ascii,
}

impl Glyphs {
    /// The characters that a locale supports, from the values of `LC_ALL`, `LC_CTYPE` and `LANG`; the first
    /// that is not empty counts. ASCII for `C`, `POSIX`, or an encoding other than UTF-8; Unicode if no
    /// encoding or no locale is named.
    pub fn of_locale([all, ctype, lang]: [&str; 3]) -> Self {
        let locale = [all, ctype, lang]
            .into_iter()
            .find(|value| !value.is_empty());
        let (locale, _modifier) = split(locale.unwrap_or_default(), '@');
        let encoding = match split(locale, '.') {
            ("C" | "POSIX", "") => "ASCII",
            (_, encoding) => encoding,
        };
        let letters = encoding.chars().filter(char::is_ascii_alphanumeric);
        let is_utf8 = letters.collect::<String>().eq_ignore_ascii_case("utf8");
        if encoding.is_empty() || is_utf8 {
            Self::Unicode
        } else {
            Self::Ascii
        }
    }

    /// A text as it is drawn. The whole screen passes through here, so that views need not care.
    pub fn shown(self, text: &str) -> Cow<'_, str> {
        if self == Self::Unicode || text.is_ascii() {
            return Cow::Borrowed(text);
        }
        let mut shown = String::with_capacity(text.len());
        for grapheme in text.graphemes(true) {
            if grapheme.is_ascii() {
                shown.push_str(grapheme);
            } else {
                shown.push(stand_in(grapheme));
                shown.extend(std::iter::repeat_n(' ', grapheme.width().saturating_sub(1)));
            }
        }
        Cow::Owned(shown)
    }

    /// The names of keys. In ASCII, arrows become words, because their substitutes are keys themselves.
    pub fn key_names(self, names: String) -> String {
        const ARROWS: [(&str, &str); 4] =
            [("←", "Left"), ("→", "Right"), ("↑", "Up"), ("↓", "Down")];
        match self {
            Self::Unicode => names,
            Self::Ascii => ARROWS
                .iter()
                .fold(names, |names, (arrow, word)| names.replace(arrow, word)),
        }
    }
}

/// The text before and after a sign; if the sign is missing, all text is before it.
fn split(text: &str, sign: char) -> (&str, &str) {
    text.split_once(sign).unwrap_or((text, ""))
}

/// One ASCII character for a grapheme.
fn stand_in(grapheme: &str) -> char {
    match grapheme.chars().next() {
        None => ' ',
        Some(c) if c.is_ascii() => c,
        Some(c) => sign(c).or_else(|| letter(c)).unwrap_or('?'),
    }
}

/// The substitutes of signs. Signs that occur in the same place have different ones.
fn sign(c: char) -> Option<char> {
    Some(match c {
        '╭' | '╮' | '╰' | '╯' | '┌' | '┐' | '└' | '┘' | '├' | '┤' | '┬' | '┴' | '┼' | '✓' => {
            '+'
        }
        '━' => '=',
        '─' | '•' | '╾' => '-',
        '┄' => '.',
        '▐' | '▓' | '▣' => '#',
        '░' => ',',
        '│' | '┃' => '|',
        '┊' => ':',
        '╵' => '\'',
        '⇄' => '"',
        '·' => ';',
        '●' => '@',
        '◐' => '$',
        '○' => 'o',
        '★' => '*',
        '☆' => '%',
        '✗' | '×' => 'x',
        '◆' => '&',
        '▸' | '→' => '>',
        '←' => '<',
        '‹' => '(',
        '›' => ')',
        '▾' | '↓' => 'v',
        '↗' | '↑' => '^',
        '▲' => '/',
        '▼' => '\\',
        '…' => '~',
        '▁' => '1',
        '▂' => '2',
        '▃' => '3',
        '▄' => '4',
        '▅' => '5',
        '▆' => '6',
        '▇' => '7',
        '█' => '8',
        _ => return None,
    })
}

fn letter(c: char) -> Option<char> {
    deunicode_char(c)?.chars().next()
}

#[cfg(test)]
mod tests {
    use super::Glyphs;

    #[test]
    fn a_locale_of_another_encoding_has_ascii_signs() {
        for (values, glyphs) in [
            (["", "", ""], Glyphs::Unicode),
            (["", "", "en_US.UTF-8"], Glyphs::Unicode),
            (["", "", "de_DE"], Glyphs::Unicode),
            (["C.utf8", "C", "C"], Glyphs::Unicode),
            (["", "UTF-8", ""], Glyphs::Unicode),
            (["C", "en_US.UTF-8", "en_US.UTF-8"], Glyphs::Ascii),
            (["", "", "POSIX"], Glyphs::Ascii),
            (["", "", "de_DE.ISO-8859-15@euro"], Glyphs::Ascii),
            (["", "ja_JP.eucJP", "C.UTF-8"], Glyphs::Ascii),
        ] {
            assert_eq!(Glyphs::of_locale(values), glyphs, "{values:?}");
        }
    }

    #[test]
    fn every_sign_has_a_stand_in_as_wide_as_itself() {
        for (text, shown) in [
            ("plain", "plain"),
            ("╭─ Ünïcode ─╮", "+- Unicode -+"),
            ("▸● 3.12 ✓ ↗ …", ">@ 3.12 + ^ ~"),
            ("✗ Ended – 2 × ‘a’ · ≥ 3", "x Ended - 2 x 'a' ; > 3"),
            ("龙井", "L J "),
            ("e\u{301}\u{a0}👩‍👩‍👧", "e w "),
            ("▁▃█", "138"),
        ] {
            assert_eq!(Glyphs::Ascii.shown(text), shown);
            assert_eq!(Glyphs::Unicode.shown(text), text);
        }
    }

    /// The signs in a row of a list, a table or the radar, and those in a row of a timeline. The mark of
    /// the selected row has a column of its own.
    #[test]
    fn no_two_signs_of_a_row_share_a_stand_in() {
        const PLACES: [&[&str]; 2] = [
            &[
                "●", "✓", "!", "◐", "✗", "–", "○", "?", "★", "☆", "↗", "▾", "▲", "▼", "·", "…",
                "│", "→", "⇄",
            ],
            &[
                "●", "!", "◐", "✗", "○", "?", "★", "☆", "→", "◆", "‹", "›", "▾", "│", "┊", "…",
                "╵", "#", "=", "-", ".",
            ],
        ];
        for signs in PLACES {
            let shown: Vec<_> = signs.iter().map(|sign| Glyphs::Ascii.shown(sign)).collect();
            for (number, one) in shown.iter().enumerate() {
                let same = shown.iter().position(|other| one == other);
                assert_eq!(same, Some(number), "{} is {one}", signs[number]);
            }
        }
    }
}
