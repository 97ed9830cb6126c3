//! The text of every product against the reference answers.

use std::collections::BTreeMap;
use std::fs;

use eolens::facts::page;
use eolens::facts::product::Product;
use eolens::facts::viewpoint::Viewpoint;
use eolens::sources::source;
use eolens::text::markdown::layout::{Numbers, lay_out};
use eolens::text::markdown::{Block, Document, Run};
use unicode_width::UnicodeWidthStr;

use crate::data::{day, figure, products, reference};

#[test]
#[cfg_attr(not(reference), ignore = "no reference data in ../shared")]
fn every_reference_body_fits_its_width() {
    let corpus = reference("corpus");
    let catalog = source::folder(&corpus).unwrap();
    let mut count = 0;
    for product in products(&catalog) {
        let document = page::body(product, Viewpoint::with_defaults(day()));
        assert!(
            !lay_out(&document, 1, Numbers::Raised).is_empty(),
            "{}",
            product.id
        );
        for width in [20, 52, 100] {
            for line in lay_out(&document, width, Numbers::Raised) {
                let text: String = line.pieces.into_iter().map(|piece| piece.text).collect();
                assert!(text.width() <= width, "{} at {width}: {text:?}", product.id);
            }
        }
        count += 1;
    }
    figure("bodies that fit their width", count, 464);
}

/// A body in the reference answers.
#[derive(serde::Deserialize)]
struct Body {
    blocks: Vec<serde_json::Value>,
    links: Vec<serde_json::Value>,
}

#[test]
#[cfg_attr(not(reference), ignore = "no reference data in ../shared")]
fn every_body_reads_as_the_references() {
    let (bodies, corpus) = (reference("oracle/bodies.json"), reference("corpus"));
    let bodies = fs::read_to_string(bodies).unwrap();
    let bodies: BTreeMap<String, Body> = serde_json::from_str(&bodies).unwrap();
    let catalog = source::folder(&corpus).unwrap();
    let mut total = (0, 0, 0);
    for product in products(&catalog) {
        let expected = &bodies[&product.id];
        let document = page::body(product, Viewpoint::with_defaults(day()));
        let mut outline = Outline::default();
        outline.blocks(&document.blocks, &document);
        let mut lines = expected_lines(expected);
        if product.id == "amazon-glue" {
            name_rows(&mut lines, product);
        }
        assert_eq!(outline.lines, lines, "{}", product.id);
        assert_eq!(outline.links, expected_links(expected), "{}", product.id);
        total.0 += 1;
        total.1 += outline.lines.len();
        total.2 += outline.links.len();
    }
    figure("bodies", total.0, 464);
    figure("lines of the bodies", total.1, 2616);
    figure("links of the bodies", total.2, 1437);
}

/// One deviation: if a table asks for the label of a release without one, the site leaves the cell empty,
/// so that nobody can tell which release the row is about. Here, the row has the release's name.
fn name_rows(lines: &mut [String], product: &Product) {
    let rows = lines.iter_mut().filter(|line| line.starts_with("row "));
    for (row, release) in rows.skip(1).zip(&product.releases) {
        if let Some(rest) = row.strip_prefix("row  |") {
            *row = format!("row {} |{rest}", release.name);
        }
    }
}

/// A body in the form of the reference answers: `h2 …`, `p …`, `li …`, a line per table row, and its kind
/// before a callout.
#[derive(Default)]
struct Outline {
    lines: Vec<String>,
    /// Text and target, in the order of the text.
    links: Vec<(String, String)>,
    /// How many lists are open.
    depth: usize,
}

impl Outline {
    fn blocks(&mut self, blocks: &[Block], document: &Document) {
        for block in blocks {
            self.block(block, document);
        }
    }

    fn block(&mut self, block: &Block, document: &Document) {
        match block {
            Block::Heading(level, runs) => self.line(&format!("h{level}"), runs, document),
            Block::Paragraph(runs) => self.line("p", runs, document),
            Block::List { start, items } => self.list(start.is_some(), items, document),
            Block::Terms(_) => panic!("no text has terms"),
            Block::Table(table) => {
                for row in std::iter::once(&table.head).chain(&table.rows) {
                    let cells = row.iter().map(|cell| self.text(cell, document));
                    let cells: Vec<String> = cells.collect();
                    self.lines.push(format!("row {}", cells.join(" | ")));
                }
            }
            Block::Quote(blocks) => self.blocks(blocks, document),
            Block::Callout(kind, title, blocks) => {
                self.lines.push(format!("{kind:?}").to_lowercase());
                if !matches!(text(title).as_str(), "Note" | "Warning") {
                    self.line("p", title, document);
                }
                self.blocks(blocks, document);
            }
            Block::Footnotes(notes) => {
                let items: Vec<_> = notes.iter().map(|(_, blocks)| blocks.clone()).collect();
                self.list(true, &items, document);
            }
            Block::Code(code) => self.lines.push(format!("code {code}")),
            Block::Rule => self.lines.push("hr".to_owned()),
        }
    }

    /// Each item with its depth, kind and number: its own text in one line, then nested blocks.
    fn list(&mut self, is_ordered: bool, items: &[Vec<Block>], document: &Document) {
        for (number, blocks) in (1..).zip(items) {
            let own = blocks.iter().filter_map(|block| match block {
                Block::Paragraph(runs) => Some(self.text(runs, document)),
                _ => None,
            });
            let text = own.collect::<Vec<_>>().join(" ");
            let depth = self.depth;
            self.lines
                .push(format!("li {depth} {is_ordered} {number} {text}"));
            self.depth += 1;
            for block in blocks {
                if !matches!(block, Block::Paragraph(_)) {
                    self.block(block, document);
                }
            }
            self.depth -= 1;
        }
    }

    fn line(&mut self, kind: &str, runs: &[Run], document: &Document) {
        let text = self.text(runs, document);
        self.lines.push(format!("{kind} {text}"));
    }

    fn text(&mut self, runs: &[Run], document: &Document) -> String {
        for linked in runs.chunk_by(|one, other| one.link == other.link) {
            if let Some(number) = linked[0].link {
                let target = document.links[number].clone();
                self.links.push((text(linked), target));
            }
        }
        text(runs)
    }
}

/// Text with single spaces; the site shows a footnote's `[1]` as a superscript `1`.
fn text(runs: &[Run]) -> String {
    let parts = runs.iter().map(|run| {
        let number = run
            .text
            .strip_prefix('[')
            .and_then(|text| text.strip_suffix(']'));
        let number = number.filter(|number| number.parse::<usize>().is_ok());
        number.unwrap_or(&run.text)
    });
    one_spaced(&parts.collect::<String>())
}

fn one_spaced(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn expected_lines(body: &Body) -> Vec<String> {
    let mut lines = Vec::new();
    for block in &body.blocks {
        let text = one_spaced(block["text"].as_str().unwrap_or_default());
        let class = block["class"].as_str();
        lines.extend(class.map(|class| class.trim_end_matches("-title").to_owned()));
        match block["t"].as_str().unwrap() {
            "blockquote" => {}
            "h" => lines.push(format!("h{} {text}", block["level"])),
            "li" => {
                let (depth, ordered, number) = (&block["depth"], &block["ordered"], &block["n"]);
                let text = text.split(" ↩").next().unwrap();
                lines.push(format!("li {depth} {ordered} {number} {text}"));
            }
            "table" => {
                for rows in [&block["header"], &block["rows"]] {
                    let rows: Vec<Vec<String>> = serde_json::from_value(rows.clone()).unwrap();
                    lines.extend(rows.iter().map(|row| format!("row {}", row.join(" | "))));
                }
            }
            "hr" => lines.push("hr".to_owned()),
            kind => lines.push(format!("{kind} {text}")),
        }
    }
    lines
}

/// The links of the text, without those to and from footnotes, which the site adds.
fn expected_links(body: &Body) -> Vec<(String, String)> {
    let word = |link: &serde_json::Value, key: &str| link[key].as_str().unwrap().to_owned();
    let links = body.links.iter();
    links
        .map(|link| (one_spaced(&word(link, "text")), word(link, "href")))
        .filter(|(_, href)| !href.starts_with("#fn"))
        .collect()
}
