//! Translates kramdown's extensions into what a `CommonMark` parser preserves: attribute lines become
//! marker paragraphs, and abbreviation definitions are removed.

/// Marks a paragraph that holds the classes of the next block.
pub const NEXT: char = '\u{e000}';
/// Marks a paragraph that holds the classes of the previous block.
pub const PREVIOUS: char = '\u{e001}';

/// A text prepared for the parser.
pub struct Source {
    /// `CommonMark` with marker paragraphs.
    pub text: String,
    /// Abbreviations with their meanings.
    pub abbreviations: Vec<(String, String)>,
}

/// Prepares the body of a file.
pub fn prepare(text: &str) -> Source {
    // Marks in the original text would be mistaken for ours.
    let text = text.replace([NEXT, PREVIOUS], "");
    let mut prepared = String::with_capacity(text.len());
    let mut abbreviations = Vec::new();
    let mut after_blank = true;
    let mut fence = None;
    for line in text.lines() {
        let (quote, content) = split_quote(line);
        fence = fence_after(fence, content);
        if fence.is_some() {
            push_line(&mut prepared, &[line]);
            continue;
        }
        if let Some(definition) = abbreviation(content) {
            abbreviations.push(definition);
            continue;
        }
        if let Some((indent, classes)) = attributes(content) {
            let mark = if after_blank { NEXT } else { PREVIOUS };
            push_line(&mut prepared, &[quote]);
            push_line(
                &mut prepared,
                &[quote, indent, mark.encode_utf8(&mut [0; 4]), &classes],
            );
            push_line(&mut prepared, &[quote]);
            continue;
        }
        after_blank = content.trim().is_empty();
        push_line(&mut prepared, &[quote, &without_span_attributes(content)]);
    }
    Source {
        text: prepared,
        abbreviations,
    }
}

fn push_line(prepared: &mut String, parts: &[&str]) {
    for part in parts {
        prepared.push_str(part);
    }
    prepared.push('\n');
}

/// The open fence after a line: its mark, which only a line of that mark closes.
fn fence_after(fence: Option<char>, line: &str) -> Option<char> {
    let line = line.trim_start();
    let mark = line.chars().next().filter(|c| matches!(*c, '`' | '~'));
    let mark = mark.filter(|mark| line.chars().take_while(|c| c == mark).count() >= 3);
    match (fence, mark) {
        (Some(open), Some(mark)) if open == mark && line.trim_end().chars().all(|c| c == mark) => {
            None
        }
        (None, mark) => mark,
        (open, _) => open,
    }
}

/// Removes attributes after a link or span, such as `[a](x){:target="_blank"}`: they are for browsers.
fn without_span_attributes(line: &str) -> String {
    let mut kept = String::with_capacity(line.len());
    let mut rest = line;
    while let Some((before, after)) = rest.split_once("{:") {
        let is_behind_span = before.ends_with([')', ']', '*', '_', '`']);
        kept.push_str(before);
        let attributes = after.split_once('}').filter(|_| is_behind_span);
        rest = attributes.map_or(after, |(_, behind)| behind);
        if attributes.is_none() {
            kept.push_str("{:");
        }
    }
    kept.push_str(rest);
    kept
}

/// Splits a line into its `> > ` prefix and the rest.
fn split_quote(line: &str) -> (&str, &str) {
    let end = line.find(|c| !matches!(c, '>' | ' ')).unwrap_or(line.len());
    let prefix = line.get(..end).unwrap_or_default();
    let end = prefix.rfind('>').map_or(0, |at| at + 1);
    line.split_at_checked(end).unwrap_or(("", line))
}

/// Parses `*[LTS]: Long Term Support`.
fn abbreviation(line: &str) -> Option<(String, String)> {
    let (short, long) = line.trim_start().strip_prefix("*[")?.split_once("]:")?;
    Some((short.to_owned(), long.trim().to_owned()))
}

/// The indentation and classes of a line such as `{: .warning }`.
fn attributes(line: &str) -> Option<(&str, String)> {
    let (indent, attributes) = line.split_at_checked(line.len() - line.trim_start().len())?;
    let inside = attributes
        .trim_end()
        .strip_prefix("{:")?
        .strip_suffix('}')?;
    let words = inside.split_whitespace();
    let classes: Vec<&str> = words.filter_map(|word| word.strip_prefix('.')).collect();
    Some((indent, classes.join(" ")))
}
