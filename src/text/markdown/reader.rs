//! Turns the parser's events into blocks. The match in [`Reader::block`] lists what is supported.

use std::collections::HashMap;
use std::iter::Peekable;

use pulldown_cmark::{self as cmark, CowStr, Event, Options, Parser, Tag, TagEnd, TextMergeStream};

use super::source::{NEXT, PREVIOUS};
use crate::text::clean;
use crate::text::markup::without_markup;

use super::{Alignment, Block, Callout, Document, Run, Style, Table};

/// Parses a text prepared by [`super::source::prepare`].
pub fn read(text: &str) -> Document {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_SMART_PUNCTUATION;
    let mut reader = Reader {
        events: TextMergeStream::new(Parser::new_ext(text, options)).peekable(),
        document: Document::default(),
        references: HashMap::new(),
        footnotes: Vec::new(),
        links: HashMap::new(),
        depth: 0,
    };
    let mut blocks = reader.blocks();
    blocks.extend(reader.footnotes());
    reader.document.blocks = blocks;
    reader.document
}

struct Reader<'a> {
    events: Peekable<TextMergeStream<'a, Parser<'a>>>,
    document: Document,
    /// The numbers of footnotes by label, in the order of their first reference.
    references: HashMap<CowStr<'a>, usize>,
    footnotes: Vec<(CowStr<'a>, Vec<Block>)>,
    /// The indices of links by target.
    links: HashMap<CowStr<'a>, usize>,
    /// How many blocks and styles are open.
    depth: usize,
}

/// Deeper nesting is reduced to plain text. No real text comes close.
const DEEPEST: usize = 40;

impl<'a> Reader<'a> {
    /// Reads blocks up to the end of their container. The text of a tight list item has no paragraph of its
    /// own, so it becomes one here.
    fn blocks(&mut self) -> Vec<Block> {
        let mut blocks = Vec::new();
        let mut runs = Vec::new();
        while let Some(event) = self.events.next_if(|event| !matches!(event, Event::End(_))) {
            match event {
                Event::Start(tag) if is_block(&tag) => {
                    flush(&mut runs, &mut blocks);
                    blocks.extend(self.block(tag));
                }
                Event::Rule => {
                    flush(&mut runs, &mut blocks);
                    blocks.push(Block::Rule);
                }
                event => self.inline(event, &Run::default(), &mut runs),
            }
        }
        self.events.next();
        flush(&mut runs, &mut blocks);
        with_callouts(blocks)
    }

    fn block(&mut self, tag: Tag<'a>) -> Option<Block> {
        if self.depth == DEEPEST {
            return Some(Block::Paragraph(vec![Run::plain(self.flat())]));
        }
        self.depth += 1;
        let block = self.shallow_block(tag);
        self.depth -= 1;
        block
    }

    fn shallow_block(&mut self, tag: Tag<'a>) -> Option<Block> {
        Some(match tag {
            Tag::Heading { level, .. } => Block::Heading(level as u8, self.runs(&Run::default())),
            Tag::BlockQuote(_) => Block::Quote(self.blocks()),
            Tag::CodeBlock(_) => Block::Code(self.text()),
            Tag::List(start) => self.list(start),
            Tag::Table(alignments) => self.table(&alignments),
            Tag::FootnoteDefinition(label) => {
                let blocks = self.blocks();
                self.footnotes.push((label, blocks));
                return None;
            }
            Tag::HtmlBlock => {
                let text = without_markup(&self.text());
                return html_text(text.trim()).map(Block::Paragraph);
            }
            _ => Block::Paragraph(self.runs(&Run::default())),
        })
    }

    fn list(&mut self, start: Option<u64>) -> Block {
        let mut items = Vec::new();
        while let Some(Event::Start(_)) = self.events.next() {
            items.push(self.blocks());
        }
        Block::List { start, items }
    }

    fn table(&mut self, alignments: &[cmark::Alignment]) -> Block {
        let mut rows = Vec::new();
        // The children of a table are its heading row and its rows, whose children are cells.
        while let Some(Event::Start(_)) = self.events.next() {
            let mut row = Vec::new();
            while let Some(Event::Start(_)) = self.events.next() {
                row.push(self.runs(&Run::default()));
            }
            rows.push(row);
        }
        let head = if rows.is_empty() {
            Vec::new()
        } else {
            rows.remove(0)
        };
        let alignments = alignments.iter().map(|alignment| match alignment {
            cmark::Alignment::Center => Alignment::Center,
            cmark::Alignment::Right => Alignment::Right,
            cmark::Alignment::Left | cmark::Alignment::None => Alignment::Left,
        });
        Block::Table(Table {
            alignments: alignments.collect(),
            head,
            rows,
        })
    }

    /// Reads the text of a code or HTML block.
    fn text(&mut self) -> String {
        let mut text = String::new();
        while let Some(event) = self.events.next_if(|event| !matches!(event, Event::End(_))) {
            if let Event::Text(part) | Event::Html(part) = event {
                text.push_str(&part);
            }
        }
        self.events.next();
        text
    }

    /// Reads inline runs in a style, up to the end of their container.
    fn runs(&mut self, outer: &Run) -> Vec<Run> {
        let mut runs = Vec::new();
        while let Some(event) = self.events.next_if(|event| !matches!(event, Event::End(_))) {
            self.inline(event, outer, &mut runs);
        }
        self.events.next();
        runs
    }

    fn inline(&mut self, event: Event<'a>, outer: &Run, runs: &mut Vec<Run>) {
        let Style { code, .. } = outer.style;
        // Character references such as `&#27;` are decoded only now, so the text is cleaned only now.
        let mut push = |text: &str, code: bool| {
            let mut run = outer.clone();
            run.text = clean::text(text);
            run.style.code = code;
            runs.push(run);
        };
        match event {
            Event::Text(text) => push(&text, code),
            Event::Code(text) => push(&text, true),
            Event::SoftBreak => push(" ", code),
            Event::HardBreak => push("\n", code),
            Event::FootnoteReference(label) => {
                push(&format!("[{}]", self.footnote_number(label)), code);
            }
            Event::Start(_) if self.depth == DEEPEST => push(&self.flat(), code),
            Event::Start(tag) => {
                self.depth += 1;
                let inner = self.styled(tag, outer);
                runs.extend(self.runs(&inner));
                self.depth -= 1;
            }
            Event::InlineHtml(tag) if tag.to_ascii_lowercase().starts_with("<br") => {
                push("\n", code);
            }
            // Inline HTML: tags are dropped; the text between them arrives as text.
            _ => {}
        }
    }

    /// Reads the plain text up to the end of its container, at any depth.
    fn flat(&mut self) -> String {
        let mut text = String::new();
        let mut open = 1_usize;
        while open > 0
            && let Some(event) = self.events.next()
        {
            match event {
                Event::Start(_) => open += 1,
                Event::End(_) => open -= 1,
                Event::Text(part) | Event::Code(part) => text.push_str(&part),
                Event::SoftBreak | Event::HardBreak => text.push(' '),
                _ => {}
            }
        }
        clean::text(&text)
    }

    fn styled(&mut self, tag: Tag<'a>, outer: &Run) -> Run {
        let mut run = outer.clone();
        match tag {
            Tag::Emphasis => run.style.emphasis = true,
            Tag::Strong => run.style.strong = true,
            Tag::Strikethrough => run.style.struck = true,
            Tag::Link { dest_url, .. } => run.link = Some(self.link_number(dest_url)),
            _ => {}
        }
        run
    }

    fn link_number(&mut self, target: CowStr<'a>) -> usize {
        let next = self.links.len();
        let links = &mut self.document.links;
        let number = self.links.entry(target);
        *number.or_insert_with_key(|target| {
            links.push(clean::line(target));
            next
        })
    }

    fn footnote_number(&mut self, label: CowStr<'a>) -> usize {
        let next = self.references.len() + 1;
        *self.references.entry(label).or_insert(next)
    }

    /// The footnotes by number; unreferenced ones come last.
    fn footnotes(&mut self) -> Option<Block> {
        let definitions = std::mem::take(&mut self.footnotes);
        let mut notes: Vec<(usize, Vec<Block>)> = definitions
            .into_iter()
            .map(|(label, blocks)| (self.footnote_number(label), blocks))
            .collect();
        notes.sort_by_key(|(number, _)| *number);
        (!notes.is_empty()).then_some(Block::Footnotes(notes))
    }
}

fn is_block(tag: &Tag<'_>) -> bool {
    !matches!(
        tag.to_end(),
        TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Image
    )
}

fn flush(runs: &mut Vec<Run>, blocks: &mut Vec<Block>) {
    if !runs.is_empty() {
        blocks.push(Block::Paragraph(std::mem::take(runs)));
    }
}

/// Removes marker paragraphs and turns the blocks that they mark into callouts.
fn with_callouts(blocks: Vec<Block>) -> Vec<Block> {
    let mut made: Vec<Block> = Vec::with_capacity(blocks.len());
    let mut pending = None;
    for block in blocks {
        match marker(&block) {
            Some((NEXT, classes)) => pending = Some(classes),
            Some((_, classes)) => {
                let previous = made.pop();
                made.extend(previous.map(|block| callout(&classes, block)));
            }
            None => made.push(match pending.take() {
                Some(classes) => callout(&classes, block),
                None => block,
            }),
        }
    }
    made
}

fn marker(block: &Block) -> Option<(char, String)> {
    let Block::Paragraph(runs) = block else {
        return None;
    };
    let text: String = runs.iter().map(|run| run.text.as_str()).collect();
    let mark = text
        .chars()
        .next()
        .filter(|c| matches!(*c, NEXT | PREVIOUS))?;
    Some((mark, text.trim_start_matches(mark).to_owned()))
}

/// The classes of just-the-docs: `warning`, `note`, and `…-title`, whose first paragraph is the title.
fn callout(classes: &str, block: Block) -> Block {
    let mut classes = classes.split(' ');
    let known = classes.find_map(|class| {
        let titled = class.strip_suffix("-title");
        let kind = match titled.unwrap_or(class) {
            "warning" => Callout::Warning,
            "note" => Callout::Note,
            _ => return None,
        };
        Some((kind, titled.is_some()))
    });
    let Some((kind, is_titled)) = known else {
        return block;
    };
    let mut blocks = match block {
        Block::Quote(blocks) => blocks,
        block => vec![block],
    };
    let title = match blocks.first() {
        Some(Block::Paragraph(runs)) if is_titled => {
            let title = runs.clone();
            blocks.remove(0);
            title
        }
        _ => vec![Run::plain(match kind {
            Callout::Note => "Note",
            Callout::Warning => "Warning",
        })],
    };
    Block::Callout(kind, title, blocks)
}

/// The text of an HTML block, with its entities decoded as in Markdown; `None` if it has none.
fn html_text(text: &str) -> Option<Vec<Run>> {
    let mut runs = Vec::new();
    for event in TextMergeStream::new(Parser::new(text)) {
        match event {
            Event::Text(part) => runs.push(Run::plain(clean::text(&part))),
            Event::SoftBreak | Event::HardBreak => runs.push(Run::plain(" ")),
            _ => {}
        }
    }
    (!runs.is_empty()).then_some(runs)
}
