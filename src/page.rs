//! A product's page as Markdown blocks: description, policy and cadence, then the facts that no
//! text holds.

mod liquid;

use chrono::NaiveDate;

use crate::markdown::{self, Block, Callout, Document, Run};
use crate::product::{CustomField, Product, Upkeep};

/// Where endoflife.date keeps the page of a product.
#[must_use]
pub fn address(product: &Product) -> String {
    format!("https://endoflife.date/{}", product.id)
}

/// The page of a product on a day.
#[must_use]
pub fn compose(product: &Product, day: NaiveDate) -> Document {
    let mut page = body(product, day);
    for link in &mut page.links {
        if link.starts_with('/') {
            link.insert_str(0, "https://endoflife.date");
        }
    }
    // The first quotation is the description; on a page of its own it is no quotation.
    let first = page
        .blocks
        .iter()
        .position(|block| matches!(block, Block::Quote(_)));
    if let Some(at) = first
        && let Block::Quote(description) = page.blocks.remove(at)
    {
        page.blocks.splice(0..0, description);
    }
    let facts = facts(product, &mut page);
    page.blocks
        .push(Block::Heading(2, vec![Run::plain("Facts")]));
    page.blocks.extend(facts);
    page
}

/// The text. One whose Liquid cannot be rendered is shown as it is, after the reason.
fn body(product: &Product, day: NaiveDate) -> Document {
    match liquid::render(product, day) {
        None => markdown::parse(&product.body),
        Some(Ok(rendered)) => markdown::parse(&rendered),
        Some(Err(reason)) => {
            let mut page = markdown::parse(&product.body);
            let title = vec![Run::plain("Parts of this text cannot be rendered")];
            let reason = vec![Block::Paragraph(vec![Run::plain(reason)])];
            page.blocks
                .insert(0, Block::Callout(Callout::Warning, title, reason));
            page
        }
    }
}

fn facts(product: &Product, page: &mut Document) -> Vec<Block> {
    let mut items = Vec::new();
    let mut item = |name: &str, runs: Vec<Run>| {
        let mut line = vec![Run::strong(name), Run::plain(" ")];
        line.extend(runs);
        items.push(vec![Block::Paragraph(line)]);
    };
    if let Some(policy) = &product.policy {
        item("Release policy", vec![page.link(policy, policy)]);
    }
    let address = address(product);
    item("Product page", vec![page.link(&address, &address)]);
    if !product.aliases.is_empty() {
        item(
            "Also known as",
            vec![Run::plain(product.aliases.join(", "))],
        );
    }
    item("Tags", vec![Run::plain(product.tags.join(", "))]);
    for field in shown(&product.custom_fields) {
        let (name, description) = field;
        item(name, vec![Run::plain(description)]);
    }
    item("Latest versions", vec![Run::plain(upkeep(product.upkeep))]);
    for (short, long) in page.abbreviations.clone() {
        item(&short, vec![Run::plain(long)]);
    }
    let mut blocks = vec![Block::List { start: None, items }];
    if let Some(command) = &product.version_command {
        let words = "The version that is installed:";
        blocks.push(Block::Paragraph(vec![Run::plain(words)]));
        blocks.push(Block::Code(command.clone()));
    }
    if !product.identifiers.is_empty() {
        blocks.push(Block::Paragraph(vec![Run::plain("Identifiers:")]));
        let items = product.identifiers.iter().map(|identifier| {
            let kind = Run::plain(format!("{} ", identifier.kind));
            vec![Block::Paragraph(vec![kind, Run::code(&identifier.id)])]
        });
        let (start, items) = (None, items.collect());
        blocks.push(Block::List { start, items });
    }
    blocks
}

/// Labels and descriptions of the fields that say more than their label does.
fn shown(fields: &[CustomField]) -> impl Iterator<Item = (&str, &str)> {
    fields.iter().filter_map(|field| {
        let description = field.description.as_deref()?;
        (description != field.label).then_some((field.label.as_str(), description))
    })
}

fn upkeep(upkeep: Upkeep) -> &'static str {
    match upkeep {
        Upkeep::Automatic => "entered by a program that watches the vendor",
        Upkeep::Manual => "entered by people",
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::compose;
    use crate::markdown::Block;
    use crate::product;

    #[test]
    fn the_description_is_no_quotation_and_site_links_are_whole() {
        let file = b"---\ntitle: X\npermalink: /x\ncategory: os\nreleases: []\n---\n\n\
                     > X is like [Y](/y).\n\nMore.\n";
        let product = product::parse("x.md", file).unwrap().product;
        let page = compose(&product, NaiveDate::default());
        assert!(matches!(page.blocks.first(), Some(Block::Paragraph(_))));
        assert_eq!(page.links[0], "https://endoflife.date/y");
        let quotes = page
            .blocks
            .iter()
            .filter(|block| matches!(block, Block::Quote(_)));
        assert_eq!(quotes.count(), 0);
    }
}
