//! Lays out blocks in lines of a given width. Each piece has a role, whose look the theme decides.

pub mod find;
mod inline;
mod table;

use self::inline::fill;
use super::{Block, Callout, Document, Run, Style};
use crate::text::width;
use crate::text::wrap::{chopped, wrapped};

/// A line.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Line {
    /// The pieces from left to right.
    pub pieces: Vec<Piece>,
}

/// Text of one role and style on a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// The text, without line ends.
    pub text: String,
    /// What the piece is part of.
    pub role: Role,
    /// The style.
    pub style: Style,
    /// The index of its link.
    pub link: Option<usize>,
}

/// What a piece is part of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    /// Running text.
    Text,
    /// A heading of this level.
    Heading(u8),
    /// A block of code.
    Code,
    /// Bullets, numbers, rules, and the bars of quotes and tables.
    Marker,
    /// The bar and the title of a callout.
    Callout(Callout),
    /// The number after a link, which is not part of the text.
    Number,
}

/// How link numbers are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Numbers {
    /// As superscript digits.
    Raised,
    /// In brackets, for ASCII.
    Bracketed,
}

/// Lays a document out. A width of 0 counts as 1.
pub fn lay_out(document: &Document, width: usize, numbers: Numbers) -> Vec<Line> {
    lay_out_blocks(document.blocks.iter(), width, numbers, None)
}

/// Lays some blocks of a document out. `names` is the width of a column for the names of
/// [`Block::Terms`]; without it, they are list items.
pub fn lay_out_blocks<'a>(
    blocks: impl Iterator<Item = &'a Block>,
    width: usize,
    numbers: Numbers,
    names: Option<usize>,
) -> Vec<Line> {
    let mut writer = Writer {
        lines: Vec::new(),
        width: width.max(1),
        numbers,
        names,
        first: None,
        rest: Vec::new(),
    };
    writer.blocks(blocks, Spacing::Loose);
    writer.lines
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Spacing {
    /// With a blank line between blocks.
    Loose,
    /// Without blank lines.
    Tight,
}

struct Writer {
    lines: Vec<Line>,
    width: usize,
    numbers: Numbers,
    /// The width of the column for the names of terms; `None` for no such column.
    names: Option<usize>,
    /// The prefix of the next line, if it differs from `rest`.
    first: Option<Vec<Piece>>,
    /// The prefix of every line.
    rest: Vec<Piece>,
}

impl Writer {
    fn blocks<'a>(&mut self, blocks: impl IntoIterator<Item = &'a Block>, spacing: Spacing) {
        for (number, block) in blocks.into_iter().enumerate() {
            if number > 0 && spacing == Spacing::Loose {
                self.line(Vec::new());
            }
            self.block(block);
        }
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Heading(level, runs) => self.text(runs, Role::Heading(*level)),
            Block::Paragraph(runs) => self.text(runs, Role::Text),
            Block::List { start, items } => self.list(*start, items),
            Block::Terms(terms) => terms.iter().for_each(|term| self.term(term)),
            Block::Table(table) => self.table(table),
            Block::Quote(blocks) => {
                self.within(marker("│ "), marker("│ "), |writer| {
                    writer.blocks(blocks, Spacing::Loose);
                });
            }
            Block::Callout(kind, title, blocks) => self.callout(*kind, title, blocks),
            Block::Code(code) => self.code(code),
            Block::Rule => {
                let rule = "─".repeat(self.room().min(24));
                self.line(vec![marker(&rule)]);
            }
            Block::Footnotes(notes) => {
                for (number, blocks) in notes {
                    self.item(&format!("[{number}] "), blocks);
                }
            }
        }
    }

    fn list(&mut self, start: Option<u64>, items: &[Vec<Block>]) {
        let last = start.map(|start| start + items.len() as u64 - 1);
        let digits = last.map_or(0, |last| last.to_string().len());
        for (number, blocks) in (start.unwrap_or(0)..).zip(items) {
            let bullet = match start {
                Some(_) => format!("{number:>digits$}. "),
                None => "• ".to_owned(),
            };
            self.item(&bullet, blocks);
        }
    }

    /// A name with its text beside it, or as a list item.
    fn term(&mut self, runs: &[Run]) {
        let (Some(names), Some((name, text))) = (self.names, runs.split_first()) else {
            let bullet = "• ";
            let indent = " ".repeat(width::of(bullet));
            return self.within(marker(bullet), marker(&indent), |writer| {
                writer.text(runs, Role::Text);
            });
        };
        let name = wrapped(&name.text, names.saturating_sub(1));
        let text = fill(
            text,
            Role::Text,
            self.room().saturating_sub(names),
            self.numbers,
        );
        for number in 0..name.len().max(text.len()) {
            let name = name.get(number).map_or("", String::as_str);
            let mut line = vec![marker(&width::padded(name, names))];
            line.extend(text.get(number).cloned().unwrap_or_default());
            self.line(line);
        }
    }

    fn item(&mut self, bullet: &str, blocks: &[Block]) {
        let is_short = blocks
            .iter()
            .skip(1)
            .all(|block| matches!(block, Block::List { .. }));
        let spacing = if is_short {
            Spacing::Tight
        } else {
            Spacing::Loose
        };
        let indent = " ".repeat(width::of(bullet));
        self.within(marker(bullet), marker(&indent), |writer| {
            writer.blocks(blocks, spacing);
        });
    }

    fn callout(&mut self, kind: Callout, title: &[Run], blocks: &[Block]) {
        let bar = || Piece {
            role: Role::Callout(kind),
            ..marker("┃ ")
        };
        let sign = match kind {
            Callout::Note => "i ",
            Callout::Warning => "! ",
        };
        self.within(bar(), bar(), |writer| {
            let mut runs = vec![Run::plain(sign)];
            runs.extend_from_slice(title);
            writer.text(&runs, Role::Callout(kind));
            writer.blocks(blocks, Spacing::Loose);
        });
    }

    fn code(&mut self, code: &str) {
        self.within(marker("  "), marker("  "), |writer| {
            for line in code.trim_end_matches('\n').split('\n') {
                let parts = chopped(line, writer.room());
                if parts.is_empty() {
                    writer.line(Vec::new());
                }
                for part in parts {
                    writer.line(vec![piece(part, Role::Code)]);
                }
            }
        });
    }

    /// Wraps inline text to the remaining width.
    fn text(&mut self, runs: &[Run], role: Role) {
        for line in fill(runs, role, self.room(), self.numbers) {
            self.line(line);
        }
    }

    /// Writes with an additional prefix: one piece on the first line, another on the rest.
    fn within(&mut self, first: Piece, rest: Piece, write: impl FnOnce(&mut Self)) {
        let mut opening = self.first.take().unwrap_or_else(|| self.rest.clone());
        opening.push(first);
        self.first = Some(opening);
        self.rest.push(rest);
        let before = self.lines.len();
        write(self);
        if self.lines.len() == before {
            self.line(Vec::new());
        }
        self.rest.pop();
        self.first = None;
    }

    /// The columns that remain beside the prefix.
    fn room(&self) -> usize {
        let before: usize = self.rest.iter().map(|piece| width::of(&piece.text)).sum();
        self.width.saturating_sub(before).max(1)
    }

    fn line(&mut self, pieces: Vec<Piece>) {
        let mut line = self.first.take().unwrap_or_else(|| self.rest.clone());
        line.extend(pieces);
        self.lines.push(Line { pieces: line });
    }
}

fn marker(text: &str) -> Piece {
    piece(text, Role::Marker)
}

fn piece(text: &str, role: Role) -> Piece {
    Piece {
        text: text.to_owned(),
        role,
        style: Style::default(),
        link: None,
    }
}
