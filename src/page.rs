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

/// The text alone, as the file has it. One whose Liquid cannot be rendered is shown as it is, after
/// the reason.
#[must_use]
pub fn body(product: &Product, day: NaiveDate) -> Document {
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
    let mut blocks = vec![Block::List {
        start: None,
        items: named_facts(product, page),
    }];
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

/// List items of a name and what is to be said of it.
fn named_facts(product: &Product, page: &mut Document) -> Vec<Vec<Block>> {
    let address = address(product);
    let policy = product.policy.as_deref();
    let policy = policy.map(|policy| ("Release policy", page.link(policy, policy)));
    let address = ("Product page", page.link(&address, &address));
    let aliases = product.aliases.join(", ");
    let aliases = (!aliases.is_empty()).then(|| ("Also known as", Run::plain(aliases)));
    let tags = ("Tags", Run::plain(product.tags.join(", ")));
    let fields = shown(&product.custom_fields).map(|(name, words)| (name, Run::plain(words)));
    let upkeep = ("Latest versions", Run::plain(upkeep(product.upkeep)));
    let abbreviations = page.abbreviations.iter();
    let abbreviations = abbreviations.map(|(short, long)| (short.as_str(), Run::plain(long)));
    policy
        .into_iter()
        .chain([address])
        .chain(aliases)
        .chain([tags])
        .chain(fields)
        .chain([upkeep])
        .chain(abbreviations)
        .map(|(name, run)| {
            vec![Block::Paragraph(vec![
                Run::strong(name),
                Run::plain(" "),
                run,
            ])]
        })
        .collect()
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
