//! What the fillings and signs of a timeline mean, as far as they occur.

use ratatui::text::{Line, Span};

use super::ink::filling;
use crate::facts::lifecycle::Phase;
use crate::facts::product::{End, Product};
use crate::facts::timeline::bar::Fill;
use crate::facts::timeline::{Row, Timeline};
use crate::facts::why;
use crate::settings::theme::Theme;
use crate::text::width;

/// Something that needs words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Item {
    Phase(Phase),
    GoesOn,
    Unclear,
    Unknown,
    ProductionEnds,
}

/// In the order of the legend.
const ALL: [Item; 7] = [
    Item::Phase(Phase::ActiveSupport),
    Item::Phase(Phase::Security),
    Item::Phase(Phase::ExtendedSupport),
    Item::GoesOn,
    Item::Unclear,
    Item::Unknown,
    Item::ProductionEnds,
];

/// The legend of the first `rows` of a timeline of products: the words of the only product where there
/// is room for them, else a word each; what then does not fit is left out.
pub fn line(
    timeline: &Timeline,
    rows: usize,
    products: &[&Product],
    room: usize,
    theme: &Theme,
) -> Line<'static> {
    let rows = timeline.rows.iter().take(rows);
    let found: Vec<Item> = rows.flat_map(items).collect();
    let found = ALL.iter().filter(|item| found.contains(item));
    let found: Vec<Item> = found.copied().collect();
    let on = timeline.on;
    let day = (
        Span::styled("│", theme.timeline.day),
        on.preferences.dates.written(on.day),
    );
    let with = |words: &dyn Fn(Item) -> String| -> Vec<(Span<'static>, String)> {
        let items = found.iter().map(|item| (sign(*item, theme), words(*item)));
        items.chain([day.clone()]).collect()
    };
    let long = with(&|item| long(item, products));
    let total: usize = long.iter().map(width).sum();
    let items = if total <= room {
        long
    } else {
        with(&|item| short(item).to_owned())
    };
    let mut used = 0;
    let fitting = items.into_iter().take_while(|item| {
        used += width(item);
        used <= room
    });
    let spans = fitting.flat_map(|(sign, words)| {
        let words = Span::styled(format!(" {words} "), theme.dim);
        [Span::raw(" "), sign, words]
    });
    spans.collect()
}

/// Sign and words with a blank before, between and behind them.
fn width((_, words): &(Span<'_>, String)) -> usize {
    width::of(words) + 4
}

fn items(row: &Row) -> impl Iterator<Item = Item> {
    row.spans
        .iter()
        .flat_map(|span| match (span.phase, span.to) {
            (Phase::Production, End::On(_)) => vec![Item::ProductionEnds],
            (Phase::Production, _) => vec![],
            (phase, End::On(_)) => vec![Item::Phase(phase)],
            (phase, End::Open) => vec![Item::Phase(phase), Item::GoesOn],
            (_, End::Over) => vec![Item::Unclear],
            (_, End::Unstated) => vec![Item::Unknown],
        })
}

fn sign(item: Item, theme: &Theme) -> Span<'static> {
    match item {
        Item::Phase(phase) => {
            let filling = filling(Fill::Phase(phase), theme.glyphs);
            Span::styled(filling, theme.phase(phase))
        }
        Item::GoesOn => Span::raw("→"),
        Item::Unclear => Span::styled(filling(Fill::Unclear, theme.glyphs), theme.unknown),
        Item::Unknown => Span::styled("?", theme.unknown),
        Item::ProductionEnds => Span::raw("◆"),
    }
}

fn long(item: Item, products: &[&Product]) -> String {
    let words = match (item, products) {
        (Item::Phase(phase), [product]) => why::label(phase, &product.columns),
        (Item::GoesOn, _) => "no end published",
        (Item::Unclear, _) => "ends or begins here, day unknown",
        (Item::Unknown, _) => "end unknown",
        (Item::ProductionEnds, _) => "production ends",
        (item, _) => short(item),
    };
    words.to_owned()
}

fn short(item: Item) -> &'static str {
    match item {
        Item::Phase(Phase::ActiveSupport) => "active",
        Item::Phase(Phase::Security) => "security",
        Item::Phase(Phase::ExtendedSupport) => "extended",
        Item::Phase(Phase::Production) => "production",
        Item::GoesOn => "open",
        Item::Unclear => "day unknown",
        Item::Unknown => "unknown",
        Item::ProductionEnds => "made until",
    }
}
