//! kramdown's own constructs, brought into a form that a `CommonMark` parser keeps: attribute lines
//! become marker paragraphs, abbreviation definitions are taken out.

/// The mark of a paragraph that holds the classes of the next block.
pub const NEXT: char = '\u{e000}';
/// The mark of a paragraph that holds the classes of the block before it.
pub const PREVIOUS: char = '\u{e001}';

/// A text ready for the parser.
pub struct Source {
    pub text: String,
    pub abbreviations: Vec<(String, String)>,
}

pub fn prepare(text: &str) -> Source {
    let mut prepared = String::with_capacity(text.len());
    let mut abbreviations = Vec::new();
    let mut after_blank = true;
    for line in text.lines() {
        let (quote, content) = split_quote(line);
        if let Some(definition) = abbreviation(content) {
            abbreviations.push(definition);
            continue;
        }
        if let Some(classes) = attributes(content) {
            let mark = if after_blank { NEXT } else { PREVIOUS };
            for part in [String::new(), format!("{mark}{classes}"), String::new()] {
                prepared.push_str(quote);
                prepared.push_str(&part);
                prepared.push('\n');
            }
            continue;
        }
        after_blank = content.trim().is_empty();
        prepared.push_str(quote);
        match separator(content) {
            Some(row) => prepared.push_str(&row),
            None => prepared.extend(content.chars().filter(|c| !matches!(*c, NEXT | PREVIOUS))),
        }
        prepared.push('\n');
    }
    Source {
        text: prepared,
        abbreviations,
    }
}

/// The `> > ` before a line, and the rest of it.
fn split_quote(line: &str) -> (&str, &str) {
    let end = line.find(|c| !matches!(c, '>' | ' ')).unwrap_or(line.len());
    let prefix = line.get(..end).unwrap_or_default();
    let end = prefix.rfind('>').map_or(0, |at| at + 1);
    line.split_at_checked(end).unwrap_or(("", line))
}

/// `*[LTS]: Long Term Support`
fn abbreviation(line: &str) -> Option<(String, String)> {
    let (short, long) = line.trim_start().strip_prefix("*[")?.split_once("]:")?;
    Some((short.to_owned(), long.trim().to_owned()))
}

/// The classes of `{: .warning }`.
fn attributes(line: &str) -> Option<String> {
    let inside = line.trim().strip_prefix("{:")?.strip_suffix('}')?;
    let words = inside.split_whitespace();
    let classes: Vec<&str> = words.filter_map(|word| word.strip_prefix('.')).collect();
    Some(classes.join(" "))
}

/// The row under a table's headings. kramdown takes spaces between its dashes, GFM does not.
fn separator(line: &str) -> Option<String> {
    let is_row = line.contains('|')
        && line.contains("--")
        && line.chars().all(|c| matches!(c, '|' | '-' | ':' | ' '));
    is_row.then(|| line.replace(' ', ""))
}
