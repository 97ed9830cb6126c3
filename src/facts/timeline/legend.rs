//! The meaning of the fillings and signs that occur in a timeline.

use super::bar::{Fill, Grain, Sign};
use super::part::{Meaning, Part};
use super::{Row, Timeline};
use crate::facts::lifecycle::Phase;
use crate::facts::product::{End, Product};
use crate::facts::why;
use crate::text::width;

/// A filling or sign to explain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Item {
    Phase(Phase),
    GoesOn,
    Unclear,
    Unknown,
    ProductionEnds,
    Moved,
}

/// In the order of the legend.
const ALL: [Item; 8] = [
    Item::Phase(Phase::ActiveSupport),
    Item::Phase(Phase::Security),
    Item::Phase(Phase::ExtendedSupport),
    Item::GoesOn,
    Item::Unclear,
    Item::Unknown,
    Item::ProductionEnds,
    Item::Moved,
];

/// The legend of the first `rows` of a timeline: with the product's own names if there is only one product
/// and they fit, otherwise with one word each; what does not fit is left out.
pub fn line<'a>(
    timeline: &Timeline,
    rows: usize,
    products: &[&'a Product],
    grain: Grain,
    room: usize,
) -> Vec<Part> {
    let rows = timeline.rows.iter().take(rows);
    let found: Vec<Item> = rows.flat_map(items).collect();
    let found: Vec<Item> = ALL
        .into_iter()
        .filter(|item| found.contains(item))
        .collect();
    let on = timeline.on;
    let day = (Part::new("│", Meaning::Day), on.written(on.day));
    let with = |words: &dyn Fn(Item) -> &'a str| -> Vec<(Part, String)> {
        let items = found
            .iter()
            .map(|item| (sign(*item, grain), words(*item).to_owned()));
        items.chain([day.clone()]).collect()
    };
    let mut items = with(&|item| long(item, products));
    if items.iter().map(width).sum::<usize>() > room {
        items = with(&|item| short(item));
    }
    let mut used = 0;
    let fitting = items.into_iter().take_while(|item| {
        used += width(item);
        used <= room
    });
    let parts = fitting.flat_map(|(sign, words)| {
        let words = Part::new(format!(" {words} "), Meaning::Aside);
        [Part::new(" ", Meaning::Text), sign, words]
    });
    parts.collect()
}

/// The width of sign and words, with spaces before, between and after them.
fn width((_, words): &(Part, String)) -> usize {
    width::of(words) + 4
}

fn items(row: &Row) -> impl Iterator<Item = Item> {
    let spans = row.spans.iter();
    let spans = spans.flat_map(|span| match (span.phase, span.to) {
        (Phase::Production, End::On(_)) => vec![Item::ProductionEnds],
        (Phase::Production, _) => vec![],
        (phase, End::On(_)) => vec![Item::Phase(phase)],
        (phase, End::Open) => vec![Item::Phase(phase), Item::GoesOn],
        (_, End::Over) => vec![Item::Unclear],
        (_, End::Unstated) => vec![Item::Unknown],
    });
    spans.chain((!row.moved.is_empty()).then_some(Item::Moved))
}

fn sign(item: Item, grain: Grain) -> Part {
    let fill = |fill: Fill| Part::new(fill.glyph(grain), Meaning::Fill(fill));
    let sign = |sign: Sign, meaning| Part::new(sign.glyph(grain), meaning);
    match item {
        Item::Phase(phase) => fill(Fill::Phase(phase)),
        Item::Unclear => fill(Fill::Unclear),
        Item::GoesOn => Part::new("→", Meaning::Text),
        Item::Unknown => sign(Sign::Unknown, Meaning::Unknown),
        Item::ProductionEnds => sign(Sign::ProductionEnds, Meaning::Text),
        Item::Moved => sign(Sign::Moved, Meaning::Aside),
    }
}

fn long<'a>(item: Item, products: &[&'a Product]) -> &'a str {
    match (item, products) {
        (Item::Phase(phase), [product]) => why::label(phase, &product.columns),
        (Item::GoesOn, _) => "no end date published",
        (Item::Unclear, _) => "ends or begins in this range, date unknown",
        (Item::Unknown, _) => "end unknown",
        (Item::ProductionEnds, _) => "production ends",
        (Item::Moved, _) => "earlier end date",
        (item, _) => short(item),
    }
}

fn short(item: Item) -> &'static str {
    match item {
        Item::Phase(Phase::ActiveSupport) => "active",
        Item::Phase(Phase::Security) => "security",
        Item::Phase(Phase::ExtendedSupport) => "extended",
        Item::Phase(Phase::Production) => "production",
        Item::GoesOn => "open",
        Item::Unclear => "date unknown",
        Item::Unknown => "unknown",
        Item::ProductionEnds => "produced until",
        Item::Moved => "moved",
    }
}
