//! A product's page as Markdown blocks: description, policy and cadence, then the facts that are not in the
//! text.

mod liquid;

use std::collections::HashMap;

use crate::facts::cadence;
use crate::facts::catalog::Beside;
use crate::facts::identifier;
use crate::facts::product::{CustomField, Product, Upkeep};
use crate::facts::viewpoint::Viewpoint;
use crate::text::markdown::{self, Block, Callout, Document, Run};
use crate::text::yaml::{Misfit, Place};

const SITE: &str = "https://endoflife.date";

/// The address of a product's page on endoflife.date.
pub fn address(product: &Product) -> String {
    format!("{SITE}/{}", product.id)
}

/// The id of the product whose page has this address; `None` for any other address.
pub fn id(address: &str) -> Option<&str> {
    let path = address.strip_prefix(SITE)?.strip_prefix('/')?;
    let id = path.split(['#', '?']).next()?.trim_end_matches('/');
    (!id.is_empty()).then_some(id)
}

/// A product's page on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// The text, then the facts.
    pub document: Document,
    /// The number of the block with the facts that have names. The block before it is their heading.
    pub facts: usize,
}

/// The page of a product on a day. `beside` is what is known beyond its file.
pub fn compose(product: &Product, beside: &Beside, on: Viewpoint) -> Page {
    let mut page = body(product, on);
    for link in &mut page.links {
        if link.starts_with('/') {
            link.insert_str(0, SITE);
        }
    }
    // The first block quote is the description; here it is shown as plain text.
    let first = page
        .blocks
        .iter()
        .position(|block| matches!(block, Block::Quote(_)));
    if let Some(at) = first
        && let Block::Quote(description) = page.blocks.remove(at)
    {
        page.blocks.splice(0..0, description);
    }
    let facts = fact_blocks(product, beside, on, &mut page);
    page.blocks
        .push(Block::Heading(2, vec![Run::plain("Facts")]));
    let number = page.blocks.len();
    page.blocks.extend(facts);
    Page {
        document: page,
        facts: number,
    }
}

/// The text alone, as in the file. If its Liquid cannot be rendered, the reason comes first and the text
/// follows as written.
pub fn body(product: &Product, on: Viewpoint) -> Document {
    match liquid::render(product, on) {
        Ok(rendered) => markdown::parse(&rendered),
        Err(fault) => {
            let mut page = markdown::parse(&product.body);
            let title = vec![Run::plain("Parts of this text cannot be rendered")];
            let Place { line, .. } = Place::in_text(&product.body, fault.at, 1);
            let reason = format!("Line {line} of the text: {}", fault.reason);
            let reason = vec![Block::Paragraph(vec![Run::plain(reason)])];
            page.blocks
                .insert(0, Block::Callout(Callout::Warning, title, reason));
            page
        }
    }
}

/// Why parts of the text cannot be rendered, and where; `None` if all can.
pub fn fault(product: &Product, on: Viewpoint) -> Option<Misfit> {
    let fault = liquid::render(product, on).err()?;
    Some((Place::in_text(&product.body, fault.at, 1), fault.reason))
}

/// One thing to know about a product.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// Its name.
    pub name: String,
    /// Its text.
    pub text: String,
    /// Its link.
    pub link: Option<String>,
}

impl Fact {
    fn new(name: &str, text: impl Into<String>) -> Self {
        let (name, text, link) = (name.to_owned(), text.into(), None);
        Self { name, text, link }
    }

    /// A fact that is an address, linked to itself.
    pub fn address(name: &str, address: &str) -> Self {
        let link = Some(address.to_owned());
        Self {
            link,
            ..Self::new(name, address)
        }
    }
}

/// The facts that are neither in the text nor in the table, except command and identifiers: the other keys of
/// the file, and what the dates and their moves show on a day.
pub fn facts(product: &Product, beside: &Beside, on: Viewpoint) -> Vec<Fact> {
    let policy = product.policy.as_deref();
    let policy = policy.map(|policy| Fact::address("Release policy", policy));
    let page = Fact::address("Product page", &address(product));
    let aliases = product.aliases.join(", ");
    let aliases = (!aliases.is_empty()).then(|| Fact::new("Also known as", aliases));
    let tags = Fact::new("Tags", product.tags.join(", "));
    let fields = shown(&product.custom_fields);
    // That a program keeps them up to date is what readers expect.
    let upkeep = (product.upkeep == Upkeep::Manual).then(|| {
        let text = "entered by hand; they may lag behind the vendor";
        Fact::new("Latest versions", text)
    });
    let text = beside.text.map(|(author, day)| {
        let day = on.written(day);
        Fact::new(
            "Text",
            format!("written by {}; data of {day}", author.name()),
        )
    });
    let cadence = cadence::sentences(product, on)
        .into_iter()
        .chain(cadence::moved(product, &beside.moves));
    policy
        .into_iter()
        .chain([page])
        .chain(aliases)
        .chain([tags])
        .chain(fields.map(|(label, description)| Fact::new(label, description)))
        .chain(upkeep)
        .chain(text)
        .chain(cadence.map(|(name, text)| Fact::new(name, text)))
        .collect()
}

/// All facts as blocks, with the command, the identifiers and the abbreviations of the text.
fn fact_blocks(
    product: &Product,
    beside: &Beside,
    on: Viewpoint,
    page: &mut Document,
) -> Vec<Block> {
    let abbreviations = page.abbreviations.clone().into_iter();
    let abbreviations = abbreviations.map(|(short, long)| Fact::new(&short, long));
    let facts = facts(product, beside, on).into_iter().chain(abbreviations);
    let mut numbers = page.links.iter().cloned().zip(0..).collect();
    let terms = facts.map(|fact| {
        let mut text = Run::plain(fact.text);
        text.link = fact
            .link
            .map(|target| link(&mut page.links, &mut numbers, target));
        vec![Run::strong(fact.name), Run::plain(" "), text]
    });
    let mut blocks = vec![Block::Terms(terms.collect())];
    if let Some(command) = &product.version_command {
        let words = "To find out which version is installed:";
        blocks.push(Block::Paragraph(vec![Run::plain(words)]));
        blocks.push(Block::Code(command.trim().to_owned()));
    }
    if !product.identifiers.is_empty() {
        blocks.push(Block::Paragraph(vec![Run::plain("Identifiers:")]));
        let items = product.identifiers.iter().map(|name| {
            let kind = Run::plain(format!("{} ", name.kind));
            let mut id = Run::code(&name.id);
            let url = identifier::url(name);
            id.link = url.map(|url| link(&mut page.links, &mut numbers, url));
            vec![Block::Paragraph(vec![kind, id])]
        });
        let (start, items) = (None, items.collect());
        blocks.push(Block::List { start, items });
    }
    blocks
}

/// The number of a link; an address that the page has already keeps its number.
fn link(links: &mut Vec<String>, numbers: &mut HashMap<String, usize>, target: String) -> usize {
    let next = links.len();
    *numbers.entry(target).or_insert_with_key(|target| {
        links.push(target.clone());
        next
    })
}

/// Labels and descriptions of custom fields whose description says more than the label.
fn shown(fields: &[CustomField]) -> impl Iterator<Item = (&str, &str)> {
    fields.iter().filter_map(|field| {
        let description = field.description.as_deref()?;
        (description != field.label).then_some((field.label.as_str(), description))
    })
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::{compose, id};
    use crate::facts::catalog::Beside;
    use crate::facts::product;
    use crate::facts::viewpoint::Viewpoint;
    use crate::text::markdown::Block;

    #[test]
    fn identifiers_lead_to_their_pages_where_they_have_one() {
        let file = b"---\ntitle: X\npermalink: /x\ncategory: os\nidentifiers:\n- repology: x\n\
                     - cpe: cpe:/a:x:x\nreleases: []\n---\n";
        let product = product::parse("x.md", file).unwrap().product;
        let page = compose(
            &product,
            &Beside::default(),
            Viewpoint::with_defaults(NaiveDate::default()),
        )
        .document;
        let Some(Block::List { items, .. }) = page.blocks.last() else {
            panic!("the identifiers are a list");
        };
        let links = items.iter().map(|item| match item.as_slice() {
            [Block::Paragraph(runs)] => runs[1].link.map(|link| page.links[link].as_str()),
            _ => panic!("an identifier is a line"),
        });
        let links: Vec<Option<&str>> = links.collect();
        assert_eq!(links, [Some("https://repology.org/project/x"), None]);
    }

    #[test]
    fn an_address_at_the_site_names_a_product() {
        for (address, expected) in [
            ("https://endoflife.date/nodejs", Some("nodejs")),
            ("https://endoflife.date/nodejs/", Some("nodejs")),
            (
                "https://endoflife.date/windows-server#channels",
                Some("windows-server"),
            ),
            ("https://endoflife.date/", None),
            ("https://endoflife.date.example/nodejs", None),
            ("https://nodejs.org", None),
        ] {
            assert_eq!(id(address), expected, "{address}");
        }
    }

    #[test]
    fn the_description_is_no_quotation_and_site_links_are_whole() {
        let file = b"---\ntitle: X\npermalink: /x\ncategory: os\nreleases: []\n---\n\n\
                     > X is like [Y](/y).\n\nMore.\n";
        let product = product::parse("x.md", file).unwrap().product;
        let page = compose(
            &product,
            &Beside::default(),
            Viewpoint::with_defaults(NaiveDate::default()),
        )
        .document;
        assert!(matches!(page.blocks.first(), Some(Block::Paragraph(_))));
        assert_eq!(page.links[0], "https://endoflife.date/y");
        let quotes = page
            .blocks
            .iter()
            .filter(|block| matches!(block, Block::Quote(_)));
        assert_eq!(quotes.count(), 0);
    }
}
