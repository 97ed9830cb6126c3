//! Makes text from outside safe for a terminal.

/// Text of one or more lines without escape sequences, control characters, direction overrides and other
/// invisible characters. Tabs become spaces, line ends become
/// `\n`.
pub fn text(raw: &str) -> String {
    let is_plain = |byte: u8| matches!(byte, b' '..=b'~' | b'\n');
    // Without stopping at the first byte that is not, which takes longer: nearly all are.
    let are_plain = |bytes: &[u8]| bytes.iter().fold(true, |all, byte| all & is_plain(*byte));
    if are_plain(raw.as_bytes()) || !raw.chars().any(is_unsafe) {
        return raw.to_owned();
    }
    let mut clean = String::with_capacity(raw.len());
    let mut rest = raw.chars();
    while let Some(c) = rest.next() {
        match c {
            '\r' if rest.clone().next() == Some('\n') => {}
            '\n' | '\r' | '\u{2028}' | '\u{2029}' => clean.push('\n'),
            '\t' => clean.push(' '),
            '\u{1b}' => skip_escape(&mut rest),
            '\u{9b}' => skip_until_final(&mut rest),
            '\u{90}' | '\u{98}' | '\u{9d}'..='\u{9f}' => skip_string(&mut rest),
            c if is_unsafe(c) => {}
            c => clean.push(c),
        }
    }
    clean
}

/// The text of a JSON document with escapes for what [`text`] removes; such characters stand only in its strings.
pub fn json(document: &str) -> String {
    let mut clean = String::with_capacity(document.len());
    for c in document.chars() {
        if is_unsafe(c) {
            let mut units = [0; 2];
            let units = c.encode_utf16(&mut units).iter();
            clean.extend(units.map(|unit| format!("\\u{unit:04x}")));
        } else {
            clean.push(c);
        }
    }
    clean
}

/// Like [`text`], but on one line: line ends become spaces.
pub fn line(raw: &str) -> String {
    let clean = text(raw);
    if clean.contains('\n') {
        clean.replace('\n', " ")
    } else {
        clean
    }
}

/// A path for display, on one line.
pub fn path(path: &std::path::Path) -> String {
    line(&path.display().to_string())
}

/// Whether a text is the address of a page on the web, which alone is opened or linked.
pub fn is_web(address: &str) -> bool {
    let is_plain = !address.contains(|c: char| c.is_whitespace() || c.is_control());
    is_plain && has_web_scheme(address)
}

/// Whether a text begins as the address of a page on the web does.
pub fn has_web_scheme(text: &str) -> bool {
    text.split_once("://").is_some_and(|(scheme, _)| {
        ["http", "https"]
            .iter()
            .any(|web| scheme.eq_ignore_ascii_case(web))
    })
}

/// Invisible characters besides control characters: direction marks, embeddings and isolates, deprecated
/// format characters, line separators, annotations, and tag characters, which can hide text.
fn is_unsafe(c: char) -> bool {
    (c.is_control() && c != '\n')
        || matches!(
            c,
            '\u{61c}'
                | '\u{200e}'
                | '\u{200f}'
                | '\u{2028}'..='\u{202e}'
                | '\u{2066}'..='\u{206f}'
                | '\u{fff9}'..='\u{fffb}'
                | '\u{e0000}'..='\u{e007f}'
        )
}

/// Skips what follows an ESC (ECMA-48): a control sequence, a control string, or a short sequence.
fn skip_escape(rest: &mut std::str::Chars<'_>) {
    match rest.clone().next() {
        Some('[') => {
            rest.next();
            skip_until_final(rest);
        }
        Some(']' | 'P' | 'X' | '^' | '_') => skip_string(rest),
        Some(' '..='/') => skip_until(rest, |c| matches!(c, '0'..='~')),
        Some('0'..='~') => drop(rest.next()),
        _ => {}
    }
}

fn skip_until_final(rest: &mut std::str::Chars<'_>) {
    skip_until(rest, |c| matches!(c, '@'..='~'));
}

/// Skips a control string up to BEL or ST; an unterminated one swallows the rest of its line.
fn skip_string(rest: &mut std::str::Chars<'_>) {
    while let Some(c) = rest.clone().next() {
        if c == '\n' {
            return;
        }
        if c == '\u{1b}' {
            // ST, or the start of another sequence.
            let mut ahead = rest.clone();
            if (ahead.next(), ahead.next()) == (Some('\u{1b}'), Some('\\')) {
                *rest = ahead;
            }
            return;
        }
        rest.next();
        if matches!(c, '\u{7}' | '\u{9c}') {
            return;
        }
    }
}

/// Skips a sequence up to its last character, or up to one that cannot be part of it.
fn skip_until(rest: &mut std::str::Chars<'_>, is_last: impl Fn(char) -> bool) {
    while let Some(c) = rest.clone().next() {
        if !matches!(c, ' '..='~') {
            return;
        }
        rest.next();
        if is_last(c) {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{is_unsafe, json, line, text};

    #[test]
    fn escape_sequences_leave_nothing_behind() {
        for (raw, clean) in [
            ("plain — text ✓", "plain — text ✓"),
            ("a\u{1b}[31mred\u{1b}[0m", "ared"),
            ("\u{1b}]0;title\u{7}rest", "rest"),
            ("\u{1b}]8;;http://x\u{1b}\\link", "link"),
            ("\u{1b}Pq#0\u{1b}\\rest", "rest"),
            ("\u{1b}(Bx\u{1b}cy\u{1b}7z", "xyz"),
            ("\u{9b}2Jx\u{9d}0;t\u{9c}y", "xy"),
            ("never ends \u{1b}]0;oops\nnext", "never ends \nnext"),
            ("\u{1b}é\u{1b}[é", "éé"),
            (
                "bell\u{7} back\u{8}space\u{7f} nul\u{0}",
                "bell backspace nul",
            ),
            ("over\u{202e}ride", "override"),
            ("tag\u{e0001}\u{e0041}\u{e007f}ged\u{fff9}", "tagged"),
            ("one\u{2028}two\u{2029}three", "one\ntwo\nthree"),
            ("tab\tcr\rlf\r\n", "tab cr\nlf\n"),
            ("a\u{1b}]0;b\u{1b}]0;c\u{7}d", "ad"),
        ] {
            assert_eq!(text(raw), clean, "{raw:?}");
        }
    }

    #[test]
    fn json_escapes_what_a_terminal_would_obey() {
        for raw in ["a\u{9b}31m\u{7f}", "\u{202e}b\u{e0041}", "é\n\"\t"] {
            let clean = json(&serde_json::to_string(raw).unwrap());
            assert!(!clean.contains(is_unsafe), "{clean}");
            assert_eq!(serde_json::from_str::<String>(&clean).unwrap(), raw);
        }
    }

    #[test]
    fn one_line_stays_one_line() {
        assert_eq!(line("a\nb\r\nc\u{2028}d"), "a b c d");
    }
}
