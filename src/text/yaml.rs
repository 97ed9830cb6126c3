//! YAML as written: a tree in which every value has its position and style.
//!
//! This is the only YAML reader, because serde keeps neither.

mod builder;
mod lines;
mod value;

use std::rc::Rc;

use compact_str::CompactString;
use saphyr_parser::Parser;

use self::builder::Builder;
use self::lines::Lines;
pub use self::value::Value;

/// Line and column (in characters), both counted from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The line in the file.
    pub line: usize,
    /// The column.
    pub column: usize,
}

impl Place {
    /// Where a text begins.
    pub const START: Self = Self::line(1);

    /// Where a line begins.
    pub const fn line(line: usize) -> Self {
        Self { line, column: 1 }
    }

    /// The position after a text of one line that begins here.
    #[must_use]
    pub fn after(self, text: &str) -> Self {
        self.further(text.chars().count())
    }

    /// The position so many characters later on the line.
    fn further(self, characters: usize) -> Self {
        let column = self.column + characters;
        Self { column, ..self }
    }

    /// The position of a byte in a text whose first line is line `first` of the file.
    pub fn in_text(text: &str, at: usize, first: usize) -> Self {
        let before = text.get(..at).unwrap_or(text);
        let start = before.rfind('\n').map_or(0, |newline| newline + 1);
        Self::line(first + before.matches('\n').count())
            .after(before.get(start..).unwrap_or_default())
    }
}

/// An error and its position.
pub type Misfit = (Place, String);

/// A parsed document.
pub struct Tree {
    /// The map of its keys, or whatever is in its place.
    pub root: Node,
    /// Keys that occur more than once in their map.
    pub repeated: Vec<Repeated>,
}

/// A repeated key.
pub struct Repeated {
    /// The position of the repetition.
    pub at: Place,
    /// The key.
    pub key: String,
}

/// A value and its position. An alias has a position of its own and shares the content it refers to.
#[derive(Clone)]
pub struct Node {
    /// The position.
    pub at: Place,
    /// The position of a scalar's first character.
    inner: Place,
    content: Held,
}

/// The content of an anchor is shared with its aliases.
#[derive(Clone)]
enum Held {
    Own(Content),
    Shared(Rc<Content>),
}

/// The content of a value.
#[derive(Clone)]
enum Content {
    /// Text, a number, a date, a boolean or null.
    Scalar {
        /// The text without quotes. Most are short enough to need no memory of their own.
        text: CompactString,
        /// Whether it has neither quotes nor a tag that makes it text, so that it may be a number.
        plain: bool,
    },
    /// Values in order.
    List(Vec<Node>),
    /// Entries in order.
    Map(Vec<(Node, Node)>),
}

impl Node {
    /// A scalar of another notation; `plain` if it has no quotes.
    pub fn scalar(at: Place, text: impl Into<CompactString>, plain: bool) -> Self {
        let text = text.into();
        Self {
            inner: at.further(usize::from(!plain)),
            ..Self::own(at, Content::Scalar { text, plain })
        }
    }

    /// A list of another notation.
    pub fn list(at: Place, items: Vec<Node>) -> Self {
        Self::own(at, Content::List(items))
    }

    /// A map of another notation.
    pub fn map(at: Place, pairs: Vec<(Node, Node)>) -> Self {
        Self::own(at, Content::Map(pairs))
    }

    fn own(at: Place, content: Content) -> Self {
        Self {
            at,
            inner: at,
            content: Held::Own(content),
        }
    }

    fn shared(at: Place, content: Rc<Content>) -> Self {
        Self {
            at,
            inner: at,
            content: Held::Shared(content),
        }
    }

    /// The position of the scalar's first character, after its anchor, tag and quote if there are any.
    pub fn inner(&self) -> Place {
        self.inner
    }

    fn content(&self) -> &Content {
        match &self.content {
            Held::Own(content) => content,
            Held::Shared(content) => content,
        }
    }

    /// The text of a scalar, whatever its type; `None` for a list or map.
    pub fn text(&self) -> Option<&str> {
        match self.content() {
            Content::Scalar { text, .. } => Some(text),
            _ => None,
        }
    }

    /// Whether it is an unquoted scalar.
    pub fn is_plain(&self) -> bool {
        matches!(self.content(), Content::Scalar { plain: true, .. })
    }

    /// The items of a list; empty for other values.
    pub fn items(&self) -> &[Node] {
        match self.content() {
            Content::List(items) => items,
            _ => &[],
        }
    }

    /// The entries of a map; empty for other values.
    pub fn pairs(&self) -> &[(Node, Node)] {
        match self.content() {
            Content::Map(pairs) => pairs,
            _ => &[],
        }
    }

    /// The entry of a key; if it is repeated, the last one.
    pub fn pair(&self, name: &str) -> Option<&(Node, Node)> {
        self.pairs()
            .iter()
            .rfind(|(key, _)| key.text() == Some(name))
    }

    /// The value of a key.
    pub fn get(&self, name: &str) -> Option<&Node> {
        self.pair(name).map(|(_, value)| value)
    }

    /// The entries of the map of a key; empty if there is none.
    pub fn pairs_of(&self, name: &str) -> &[(Node, Node)] {
        self.get(name).map_or(&[], Node::pairs)
    }

    /// The items of the list of a key; empty if there is none.
    pub fn items_of(&self, name: &str) -> &[Node] {
        self.get(name).map_or(&[], Node::items)
    }

    /// The text of a key; `None` if it has none.
    pub fn text_of(&self, name: &str) -> Option<&str> {
        self.get(name)?.text()
    }

    /// The value at the end of a path of keys.
    pub fn find(&self, path: &[&str]) -> Option<&Node> {
        path.iter().try_fold(self, |node, name| node.get(name))
    }

    /// The value itself, and its items if it is a list: for what may be given once or several times.
    pub fn one_or_items(&self) -> impl Iterator<Item = &Node> {
        std::iter::once(self).chain(self.items())
    }

    /// The position of a byte of the scalar's text in the given lines of front matter. Falls back to the
    /// scalar's own position if the line does not contain the text verbatim, for example because of
    /// escapes.
    pub fn place_of(&self, at: usize, lines: &[&str]) -> Place {
        let before = self.text().and_then(|text| text.get(..at));
        let before = before.unwrap_or_default();
        let above = before.matches('\n').count();
        let start = before.rsplit('\n').next().unwrap_or_default();
        let line = self.at.line + above;
        // The scalar's column points to its quote; the following lines of a block are indented.
        let (skipped, marks) = match above {
            0 => (self.at.column - 1, ['"', '\'']),
            _ => (0, [' ', '\t']),
        };
        let written = lines.get(line - FIRST.line).copied().unwrap_or_default();
        let from = written
            .char_indices()
            .nth(skipped)
            .map_or(0, |(from, _)| from);
        let written = written.get(from..).unwrap_or_default();
        let text = written.trim_start_matches(marks);
        if !text.starts_with(start) {
            return self.at;
        }
        let column = skipped + (written.len() - text.len()) + start.chars().count() + 1;
        Place { line, column }
    }
}

/// Parses the text between the `---` lines of a product file.
///
/// # Errors
///
/// Returns the position and the reason if it is not valid YAML.
pub fn read(front: &str) -> Result<Tree, Misfit> {
    let tree = parse(front, 1)?;
    tree.ok_or_else(|| (FIRST, "the front matter is empty".to_owned()))
}

/// Parses a whole file; `None` if it holds nothing but comments.
///
/// # Errors
///
/// Returns the position and the reason if it is not valid YAML.
pub fn read_file(text: &str) -> Result<Option<Tree>, Misfit> {
    parse(text, 0)
}

/// Reads all documents of a file, up to the first place where it is no YAML, and what is wrong there. What was
/// read before that place counts.
pub fn read_all(text: &str) -> (Vec<Node>, Option<Misfit>) {
    if let Some(at) = control(text) {
        let reason = "control characters are not allowed".to_owned();
        return (Vec::new(), Some((Place::in_text(text, at, 1), reason)));
    }
    let lines = Lines::plain(text, 0);
    match all(text, &lines) {
        // Many parsers, and so many files, let brackets close where their key begins.
        (_, Some(_)) if text.lines().any(is_closing) => {
            let moved = |line: &str| if is_closing(line) { FURTHER.len() } else { 0 };
            all(&indented(&untabbed(text)), &Lines::of(text, 0, moved))
        }
        (_, Some(_)) if text.contains(TABBED) => all(&untabbed(text), &lines),
        read => read,
    }
}

/// A tab between a key and its value.
const TABBED: &str = ":\t";

/// The text with spaces for such tabs, which YAML allows and the parser rejects before plain scalars. No value
/// moves.
fn untabbed(text: &str) -> String {
    text.replace(TABBED, ": ")
}

/// Whether a line only closes lists and maps.
fn is_closing(line: &str) -> bool {
    let line = line.trim();
    !line.is_empty() && line.chars().all(|c| "]},".contains(c))
}

/// How far such a line is moved.
const FURTHER: &str = "  ";

/// The text with the lines that only close something further in: no value moves.
fn indented(text: &str) -> String {
    let lines = text.lines().map(|line| {
        let more = if is_closing(line) { FURTHER } else { "" };
        format!("{more}{line}\n")
    });
    lines.collect()
}

fn all(text: &str, lines: &Lines) -> (Vec<Node>, Option<Misfit>) {
    let mut roots = Vec::new();
    let mut builder = Builder::default();
    let built = build(text, lines, &mut builder, |builder| {
        roots.extend(builder.root.take());
        false
    });
    while !builder.open.is_empty() {
        builder.close();
    }
    roots.extend(builder.root.take());
    (roots, built.err())
}

/// Passes what a text holds to a builder, until its end or until that is enough.
fn build(
    text: &str,
    lines: &Lines,
    builder: &mut Builder,
    mut is_enough: impl FnMut(&mut Builder) -> bool,
) -> Result<(), Misfit> {
    for event in Parser::new_from_str(text) {
        let (event, span) = event.map_err(|error| {
            let at = lines.place(*error.marker());
            (at, error.info().to_owned())
        })?;
        let at = lines.place(span.start);
        if builder.open.len() > DEEPEST {
            return Err((at, format!("more than {DEEPEST} lists or maps are open")));
        }
        builder.take(event, at, lines.place(span.end));
        if is_enough(builder) {
            break;
        }
    }
    Ok(())
}

/// Reads the first document of a text that has so many lines above it.
fn parse(text: &str, above: usize) -> Result<Option<Tree>, Misfit> {
    match parse_as_written(text, above) {
        Err(_) if text.contains(TABBED) => parse_as_written(&untabbed(text), above),
        read => read,
    }
}

fn parse_as_written(text: &str, above: usize) -> Result<Option<Tree>, Misfit> {
    if let Some(at) = control(text) {
        let reason = "control characters are not allowed; remove it";
        return Err((Place::in_text(text, at, above + 1), reason.to_owned()));
    }
    let lines = Lines::plain(text, above);
    let mut builder = Builder::default();
    build(text, &lines, &mut builder, |builder| builder.root.is_some())?;
    let Builder { root, repeated, .. } = builder;
    Ok(root.map(|root| Tree { root, repeated }))
}

/// The offset of the first character that YAML forbids but the parser accepts.
fn control(text: &str) -> Option<usize> {
    let is_control =
        |byte: u8| byte < b' ' && !matches!(byte, b'\t' | b'\n' | b'\r') || byte == 0x7f;
    // Hardly any text has one, so a single pass rules them out before any is searched for.
    if text.is_ascii() && !text.bytes().fold(false, |any, byte| any | is_control(byte)) {
        return None;
    }
    text.find(|c: char| c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{85}'))
}

/// The deepest nesting of lists and maps.
const DEEPEST: usize = 200;

/// The position where front matter begins.
const FIRST: Place = Place::line(2);

#[cfg(test)]
mod tests {
    use super::{Node, Place, read_all, read_file};

    #[test]
    fn a_bracket_that_closes_nothing_is_wrong_where_it_stands() {
        let (_, misfit) = read_all("a: {b: 1}\n}\nc: 1\n");
        let (at, _) = misfit.unwrap();
        assert_eq!((at.line, at.column), (2, 1));
    }

    #[test]
    fn a_control_character_is_wrong_where_it_stands() {
        let (_, misfit) = read_all("a: {b: 1\n }\u{b}\n");
        let (at, _) = misfit.unwrap();
        assert_eq!((at.line, at.column), (2, 3));
    }

    #[test]
    fn the_text_of_a_scalar_begins_after_its_quote_if_it_has_one() {
        for (text, line, column) in [
            ("a: 'x'", 1, 5),
            ("a: \"x\\n\"", 1, 5),
            ("a: !!str 'x'", 1, 11),
            ("a: x", 1, 4),
            ("a: !!str 1.10", 1, 10),
            ("a: &b 'x'", 1, 8),
            ("a: >-\n  x\n", 2, 3),
            ("a: |-\n  x\n", 2, 3),
            ("a: |\n  x\n", 2, 3),
            ("b: &b 'x'\na: *b", 2, 4),
        ] {
            let root = read_file(text).ok().flatten().unwrap().root;
            let at = root.get("a").unwrap().inner();
            assert_eq!((at.line, at.column), (line, column), "{text:?}");
        }
    }

    /// Every text of so many of the characters.
    fn texts(characters: &str, length: usize) -> Vec<String> {
        (0..length).fold(vec![String::new()], |texts, _| {
            let longer = |text: &String| characters.chars().map(|c| format!("{text}{c}")).collect();
            texts.iter().flat_map::<Vec<String>, _>(longer).collect()
        })
    }

    fn places(node: &Node, all: &mut Vec<Place>) {
        all.push(node.at);
        for item in node.items() {
            places(item, all);
        }
        for (key, value) in node.pairs() {
            places(key, all);
            places(value, all);
        }
    }

    #[test]
    fn every_place_lies_in_the_text() {
        for text in (1..=4).flat_map(|length| texts("?:- a\n[]{},\"|#&\r", length)) {
            let (mut all, mut faults) = (Vec::new(), Vec::new());
            let (roots, misfit) = read_all(&text);
            faults.extend(misfit);
            match read_file(&text) {
                Ok(tree) => all.extend(tree.map(|tree| tree.root.at)),
                Err(misfit) => faults.push(misfit),
            }
            for root in &roots {
                places(root, &mut all);
            }
            all.extend(faults.into_iter().map(|(at, _)| at));
            let lines = text.replace("\r\n", "\n").replace('\r', "\n");
            let lines: Vec<&str> = lines.split('\n').collect();
            for at in all {
                let line = lines.get(at.line - 1);
                let end = line.map_or(0, |line| line.chars().count() + 1);
                assert!((1..=end).contains(&at.column), "{at:?} of {text:?}");
            }
        }
    }

    #[test]
    fn a_text_that_ends_too_early_is_wrong_at_its_end() {
        for (text, line, column) in [
            ("a: 1\nb", 2, 2),
            ("a: [x", 1, 6),
            ("a: [x\n", 2, 1),
            ("a: ]\nb: 1\n", 1, 4),
        ] {
            let (at, _) = read_file(text).err().unwrap();
            assert_eq!((at.line, at.column), (line, column), "{text:?}");
        }
    }
}
