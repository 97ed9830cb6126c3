//! Parses kramdown into blocks and inline runs, independent of any terminal.
//!
//! Every construct that product files use is supported or deliberately reduced: raw HTML loses its tags but
//! keeps its text, and images become their description.

pub mod layout;
mod reader;
mod source;

/// A parsed body.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Document {
    /// The blocks in order, footnotes last.
    pub blocks: Vec<Block>,
    /// Link targets: those of the text in order of first use, then those that were added.
    pub links: Vec<String>,
    /// Abbreviations with their meanings.
    pub abbreviations: Vec<(String, String)>,
}

/// A block-level element.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// A heading of level 1 to 6.
    Heading(u8, Vec<Run>),
    /// A paragraph.
    Paragraph(Vec<Run>),
    /// A list; `start` is the number of the first item, `None` for bullets.
    List {
        /// The number of the first item.
        start: Option<u64>,
        /// The items.
        items: Vec<Vec<Block>>,
    },
    /// Names, each with its text: the first run is the name. Markdown has no such block; pages add it.
    Terms(Vec<Vec<Run>>),
    /// A table.
    Table(Table),
    /// A block quote.
    Quote(Vec<Block>),
    /// A note or a warning with its title.
    Callout(Callout, Vec<Run>, Vec<Block>),
    /// A code block, with line ends.
    Code(String),
    /// A horizontal rule.
    Rule,
    /// Footnotes with their numbers.
    Footnotes(Vec<(usize, Vec<Block>)>),
}

/// Kinds of callouts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Callout {
    /// Something to know.
    Note,
    /// Something to beware of.
    Warning,
}

/// A table with one heading row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// The alignment of each column.
    pub alignments: Vec<Alignment>,
    /// The headings.
    pub head: Vec<Vec<Run>>,
    /// The rows below them.
    pub rows: Vec<Vec<Vec<Run>>>,
}

/// Alignment of a table column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Alignment {
    /// Left, the default.
    Left,
    /// Centered.
    Center,
    /// Right.
    Right,
}

/// Text in one style. `\n` is a hard line break.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Run {
    /// The text.
    pub text: String,
    /// The style.
    pub style: Style,
    /// The index of its link in [`Document::links`].
    pub link: Option<usize>,
}

/// The style of a run; several flags may be set.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "they are independent of one another"
)]
pub struct Style {
    /// Strong emphasis.
    pub strong: bool,
    /// Emphasis.
    pub emphasis: bool,
    /// Code.
    pub code: bool,
    /// Strikethrough.
    pub struck: bool,
}

/// Parses a body.
pub fn parse(text: &str) -> Document {
    let source = source::prepare(text);
    let mut document = reader::read(&source.text);
    document.abbreviations = source.abbreviations;
    document
}

/// Text escaped so that Markdown takes it literally, also in a table cell.
pub fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(
            c,
            '\\' | '|' | '*' | '_' | '`' | '[' | ']' | '<' | '>' | '&' | '~'
        ) {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}

impl Run {
    /// Text without a style.
    pub fn plain(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            ..Self::default()
        }
    }

    /// Strong text.
    pub fn strong(text: impl Into<String>) -> Self {
        let mut run = Self::plain(text);
        run.style.strong = true;
        run
    }

    /// Code.
    pub fn code(text: impl Into<String>) -> Self {
        let mut run = Self::plain(text);
        run.style.code = true;
        run
    }
}

impl Document {
    /// A text for each link: that of its first occurrence, or, if that is only the address, the text before
    /// it. Empty for links that do not occur in the text.
    pub fn link_texts(&self) -> Vec<String> {
        let mut texts = vec![String::new(); self.links.len()];
        for runs in self.blocks.iter().flat_map(texts_of) {
            let mut before = String::new();
            for linked in runs.chunk_by(|one, other| one.link == other.link) {
                let own: String = linked.iter().map(|run| run.text.as_str()).collect();
                let link = linked.first().and_then(|run| run.link);
                let target = link.and_then(|link| self.links.get(link));
                let text = link.and_then(|link| texts.get_mut(link));
                if let Some(text) = text.filter(|text| text.is_empty()) {
                    let is_bare = Some(&own) == target && !before.trim().is_empty();
                    let name = if is_bare { &before } else { &own };
                    name.trim().clone_into(text);
                }
                before = own;
            }
        }
        texts
    }
}

/// The inline texts of a block, in reading order.
fn texts_of(block: &Block) -> Vec<&[Run]> {
    fn all(blocks: &[Block]) -> Vec<&[Run]> {
        blocks.iter().flat_map(texts_of).collect()
    }
    match block {
        Block::Heading(_, runs) | Block::Paragraph(runs) => vec![runs],
        Block::List { items, .. } => items.iter().flat_map(|blocks| all(blocks)).collect(),
        Block::Terms(terms) => terms.iter().map(Vec::as_slice).collect(),
        Block::Table(table) => {
            let rows = std::iter::once(&table.head).chain(&table.rows);
            rows.flatten().map(Vec::as_slice).collect()
        }
        Block::Quote(blocks) => all(blocks),
        Block::Callout(_, title, blocks) => {
            let title = std::iter::once(title.as_slice());
            title.chain(all(blocks)).collect()
        }
        Block::Code(_) | Block::Rule => Vec::new(),
        Block::Footnotes(notes) => notes.iter().flat_map(|(_, blocks)| all(blocks)).collect(),
    }
}

#[cfg(test)]
mod tests;
