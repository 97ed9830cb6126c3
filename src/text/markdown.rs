//! kramdown text in, blocks and inline runs out. No terminal in it.
//!
//! Every construct that product files use is shown or refused by decision: raw HTML loses its tags
//! and keeps its text, images show their description.

pub mod layout;
mod reader;
mod source;

/// A parsed text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Document {
    /// The blocks from top to bottom, footnotes last.
    pub blocks: Vec<Block>,
    /// Targets of the links: those of the text by their first use, then those added to it.
    pub links: Vec<String>,
    /// Abbreviations and what they stand for.
    pub abbreviations: Vec<(String, String)>,
}

/// A block of text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// A heading of level 1 to 6.
    Heading(u8, Vec<Run>),
    /// A paragraph.
    Paragraph(Vec<Run>),
    /// A list; `start` is the number of the first item, `None` for bullets.
    List {
        /// Number of the first item.
        start: Option<u64>,
        /// The items.
        items: Vec<Vec<Block>>,
    },
    /// A table.
    Table(Table),
    /// A quotation.
    Quote(Vec<Block>),
    /// A note or a warning, with its title.
    Callout(Callout, Vec<Run>, Vec<Block>),
    /// Code, with its line ends.
    Code(String),
    /// A horizontal rule.
    Rule,
    /// Footnotes with their numbers.
    Footnotes(Vec<(usize, Vec<Block>)>),
}

/// Kinds of callouts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Callout {
    /// Something worth knowing.
    Note,
    /// Something that may hurt.
    Warning,
}

/// A table with one row of headings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// Alignment of each column.
    pub alignments: Vec<Alignment>,
    /// The headings.
    pub head: Vec<Vec<Run>>,
    /// The rows below them.
    pub rows: Vec<Vec<Vec<Run>>>,
}

/// Alignment of a table column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Alignment {
    /// To the left, the default.
    Left,
    /// In the middle.
    Center,
    /// To the right.
    Right,
}

/// A stretch of text in one style. `\n` is a hard line break.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Run {
    /// The text.
    pub text: String,
    /// How it is set.
    pub style: Style,
    /// Number of the link it belongs to, into [`Document::links`].
    pub link: Option<usize>,
}

/// How a run is set; several may hold at once.
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
    /// Struck through.
    pub struck: bool,
}

/// Parses a body.
pub fn parse(text: &str) -> Document {
    let source = source::prepare(text);
    let mut document = reader::read(&source.text);
    document.abbreviations = source.abbreviations;
    document
}

/// Text that no Markdown parser takes for anything else, in a cell of a table too.
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
    /// Text without any style.
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
    /// What each link is called where it stands first: its text, or, where that is only its address,
    /// the text before it. Empty for one that stands nowhere.
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

/// The stretches of inline text in a block, in the order of reading.
fn texts_of(block: &Block) -> Vec<&[Run]> {
    fn all(blocks: &[Block]) -> Vec<&[Run]> {
        blocks.iter().flat_map(texts_of).collect()
    }
    match block {
        Block::Heading(_, runs) | Block::Paragraph(runs) => vec![runs],
        Block::List { items, .. } => items.iter().flat_map(|blocks| all(blocks)).collect(),
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
