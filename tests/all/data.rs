//! Answers against the reference answers, where those lie beside the project.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use chrono::{Days, NaiveDate};
use eolens::catalog::Catalog;
use eolens::lifecycle::Phase;
use eolens::markdown::layout::lay_out;
use eolens::markdown::{Block, Document, Run};
use eolens::product::Product;
use eolens::table::{Column, Table, Tone};
use eolens::{page, source, wording};
use unicode_width::UnicodeWidthStr;

/// The day on which the reference answers were given.
fn day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 8, 22).unwrap()
}

/// The folder of that name with reference data; `None`, with a printed line, where it is absent.
fn reference(name: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../shared")
        .join(name);
    if !path.exists() {
        println!("skipped: no reference data at {}", path.display());
        return None;
    }
    Some(path)
}

fn products(catalog: &Catalog) -> impl Iterator<Item = &Product> {
    (0..catalog.cards().len()).filter_map(|place| catalog.product(place))
}

#[test]
fn every_reference_product_is_read() {
    let Some(corpus) = reference("corpus") else {
        return;
    };
    let catalog = source::folder(&corpus).unwrap();
    assert_eq!(catalog.faults(), []);
    assert_eq!(catalog.cards().len(), 464);
    let releases: usize = products(&catalog)
        .map(|product| product.releases.len())
        .sum();
    assert_eq!(releases, 8351);
}

#[test]
fn every_cell_is_the_references() {
    let Some(cells) = reference("oracle/cells.tsv") else {
        return;
    };
    let Some(corpus) = reference("corpus") else {
        return;
    };
    let catalog = source::folder(&corpus).unwrap();
    let expected = fs::read_to_string(cells).unwrap();
    let mut expected = expected.lines().skip(1);
    let mut count = 0;
    for product in products(&catalog) {
        for line in cell_lines(product) {
            assert_eq!(Some(line.as_str()), expected.next());
            count += 1;
        }
    }
    assert_eq!(expected.next(), None);
    assert_eq!(count, 36_185);
}

/// product, release, column, class, hidden, text, link
fn cell_lines(product: &Product) -> Vec<String> {
    let table = Table::new(product, day());
    let mut lines = Vec::new();
    for (number, row) in table.rows.iter().enumerate() {
        let hidden = u8::from(table.folded.contains(&number));
        for (cell, heading) in row.cells.iter().zip(&table.columns) {
            let column = column_key(heading.column, product);
            let class = match cell.tone {
                Tone::Good => "bg-green-000",
                Tone::Soon => "bg-yellow-200",
                Tone::Ended => "bg-red-000",
                Tone::Unavailable => "bg-grey-lt-100",
                Tone::Plain if cell.struck => "txt-linethrough",
                Tone::Plain | Tone::Unknown => "",
            };
            let id = &product.id;
            let release = product.releases[number].name.replace('/', "-");
            // What the site's HTML makes of an address and of a no-break space.
            let link = cell.link.as_deref().unwrap_or_default().replace('$', "%24");
            let text = cell.full().replace('\u{a0}', " ");
            lines.push(format!(
                "{id}\t{release}\t{column}\t{class}\t{hidden}\t{text}\t{link}"
            ));
        }
    }
    lines
}

fn column_key(column: Column, product: &Product) -> &str {
    match column {
        Column::Release => "release",
        Column::Custom(number) => &product.custom_fields[number].name,
        Column::Released => "releaseDateColumn",
        Column::Phase(Phase::Production) => "discontinuedColumn",
        Column::Phase(Phase::ActiveSupport) => "eoasColumn",
        Column::Phase(Phase::Security) => "eolColumn",
        Column::Phase(Phase::ExtendedSupport) => "eoesColumn",
        Column::Latest => "latestColumn",
    }
}

#[test]
fn every_span_is_worded_as_the_references() {
    let Some(path) = reference("oracle/timeago.json") else {
        return;
    };
    let runs: Vec<(i64, i64, String)> =
        serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    let mut count = 0;
    for (first, last, words) in runs {
        for offset in first..=last {
            let span = Days::new(offset.unsigned_abs());
            let date = if offset < 0 {
                day() - span
            } else {
                day() + span
            };
            assert_eq!(wording::relative(date, day()), words, "{offset} days");
            count += 1;
        }
    }
    assert_eq!(count, 60_001);
}

#[test]
fn every_reference_body_fits_its_width() {
    let Some(corpus) = reference("corpus") else {
        return;
    };
    let catalog = source::folder(&corpus).unwrap();
    let mut count = 0;
    for product in products(&catalog) {
        let document = page::body(product, day());
        assert!(!lay_out(&document, 1).is_empty(), "{}", product.id);
        for width in [20, 52, 100] {
            for line in lay_out(&document, width) {
                let text: String = line.pieces.into_iter().map(|piece| piece.text).collect();
                assert!(text.width() <= width, "{} at {width}: {text:?}", product.id);
            }
        }
        count += 1;
    }
    assert_eq!(count, 464);
}

/// What the reference answers tell of a body.
#[derive(serde::Deserialize)]
struct Body {
    blocks: Vec<serde_json::Value>,
    links: Vec<serde_json::Value>,
}

#[test]
fn every_body_reads_as_the_references() {
    let (Some(bodies), Some(corpus)) = (reference("oracle/bodies.json"), reference("corpus"))
    else {
        return;
    };
    let bodies = fs::read_to_string(bodies).unwrap();
    let bodies: BTreeMap<String, Body> = serde_json::from_str(&bodies).unwrap();
    let catalog = source::folder(&corpus).unwrap();
    let mut total = (0, 0, 0);
    for product in products(&catalog) {
        let expected = &bodies[&product.id];
        let document = page::body(product, day());
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
    assert_eq!(total, (464, 2616, 1437), "bodies, lines, links");
}

/// One deviation: where a table asks for the label of a release that has none of its own, the site
/// leaves the cell empty, and nobody can tell which release the row is about. Here it has its name.
fn name_rows(lines: &mut [String], product: &Product) {
    let rows = lines.iter_mut().filter(|line| line.starts_with("row "));
    for (row, release) in rows.skip(1).zip(&product.releases) {
        if let Some(rest) = row.strip_prefix("row  |") {
            *row = format!("row {} |{rest}", release.name);
        }
    }
}

/// A body as the reference answers tell it: `h2 …`, `p …`, `li …`, a line for each table row,
/// and before a callout its kind.
#[derive(Default)]
struct Outline {
    lines: Vec<String>,
    /// Text and target, in the order of the text.
    links: Vec<(String, String)>,
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
            Block::List { items, .. } => {
                for item in items {
                    self.item(item, document);
                }
            }
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
                for (_, blocks) in notes {
                    self.item(blocks, document);
                }
            }
            Block::Code(code) => self.lines.push(format!("code {code}")),
            Block::Rule => self.lines.push("hr".to_owned()),
        }
    }

    /// The item's own text in one line, then what is nested in it.
    fn item(&mut self, blocks: &[Block], document: &Document) {
        let own = blocks.iter().filter_map(|block| match block {
            Block::Paragraph(runs) => Some(self.text(runs, document)),
            _ => None,
        });
        let own: Vec<String> = own.collect();
        self.lines.push(format!("li {}", own.join(" ")));
        for block in blocks {
            if !matches!(block, Block::Paragraph(_)) {
                self.block(block, document);
            }
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

/// Text with single spaces; the site shows `[1]` of a footnote as a raised `1`.
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
            "li" => lines.push(format!("li {}", text.split(" ↩").next().unwrap())),
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

/// The links of the text; those to and from footnotes are the site's.
fn expected_links(body: &Body) -> Vec<(String, String)> {
    let word = |link: &serde_json::Value, key: &str| link[key].as_str().unwrap().to_owned();
    let links = body.links.iter();
    links
        .map(|link| (one_spaced(&word(link, "text")), word(link, "href")))
        .filter(|(_, href)| !href.starts_with("#fn"))
        .collect()
}
