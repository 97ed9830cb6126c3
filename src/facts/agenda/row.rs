//! The ends of one product and day as a row of a list: what ends, of what, and what follows.

use super::Event;
use crate::facts::catalog::Catalog;
use crate::facts::lifecycle::{Phase, Standing};
use crate::facts::product::{End, Product};
use crate::facts::row::{self, Name, Part, Row, Then, Widths};
use crate::facts::table::Tone;
use crate::facts::timeline::bar::{Fill, Grain};
use crate::facts::upgrade;
use crate::facts::viewpoint::{Left, Viewpoint};

/// The columns of a list of ends.
pub const PARTS: [Part; 7] = [
    Part::Left,
    Part::Day,
    Part::Sign,
    Part::Phase,
    Part::Name,
    Part::Note,
    Part::Then,
];

/// `Amazon RDS for PostgreSQL 14`: of many products of a maker, every word of the name counts.
const LEAST_NAME: usize = 28;

/// Their widths. Longer names are truncated, so that what follows stays near.
pub const WIDTHS: Widths = Widths {
    mark: 0,
    name: 44,
    least_name: LEAST_NAME,
    day: row::DAY,
    phase: row::PHASE,
    note: 12,
    left: Left::Short,
    then: (30, 12),
};

/// Of more releases than this, the first and the last are named.
const MOST_NAMED: usize = 3;

/// The row of the ends of one product, day and phase.
pub fn of(catalog: &Catalog, events: &[Event], on: Viewpoint, grain: Grain) -> Row {
    let Some(first) = events.first() else {
        return Row::default();
    };
    let card = catalog.cards().get(first.product);
    let product = catalog.product(first.product);
    let follows = product.and_then(|product| follows(product, first, on));
    let then = match events.len() {
        0 | 1 => follows.unwrap_or_default(),
        count => counted(follows, count),
    };
    Row {
        sign: Fill::Phase(first.phase).glyph(grain),
        tone: tone(catalog, first, on),
        name: name(catalog, events, on),
        phase: row::end_words(first.phase, product),
        day: row::day(first.date, on.preferences.dates),
        has_moved: has_moved(catalog, events),
        left: Some(first.days),
        note: card.map_or_else(String::new, |card| card.category.to_string()),
        then,
        ..Row::default()
    }
}

/// What follows, with the number of rows of the table that end.
fn counted(then: Option<Then>, count: usize) -> Then {
    let rows = format!("{count} rows");
    match then {
        Some(then) => Then {
            named: then.named.map(|named| format!("{named} · {rows}")),
            long: format!("{} · {rows}", then.long),
            // The names of the releases tell how many there are.
            short: then.short,
            shortest: then.shortest,
        },
        None => Then::from((rows, count.to_string())),
    }
}

fn has_moved(catalog: &Catalog, events: &[Event]) -> bool {
    let mut events = events.iter();
    events.any(|event| catalog.times_moved((event.product, event.release), event.phase) > 0)
}

/// Days before its end from which on an end stands out.
const URGENT: i64 = 7;

/// Whether an end is near and for good: not that of active support, after which the release stays supported.
pub fn is_urgent(event: &Event) -> bool {
    event.phase != Phase::ActiveSupport && (0..=URGENT).contains(&event.days)
}

/// The sign and the color of an event.
pub fn tone(catalog: &Catalog, event: &Event, on: Viewpoint) -> Tone {
    let dates = catalog.dates(event.product).get(event.release);
    dates
        .map_or(Standing::Unknown, |dates| event.phase.stands(dates, on))
        .into()
}

/// `CakePHP 4.3 … 4.6`, and with little room `CakePHP 4.3 +3`.
fn name(catalog: &Catalog, events: &[Event], on: Viewpoint) -> Name {
    let names = events.iter().rev();
    let names = names.map(|event| Name::of(catalog, (event.product, event.release), on.day));
    let names: Vec<Name> = names.collect();
    let [first, .., last] = names.as_slice() else {
        return names.into_iter().next().unwrap_or_default();
    };
    let brief = |name: &Name| {
        let brief = name.labels.get(1).or(name.labels.first());
        brief.cloned().unwrap_or_default()
    };
    let ends = format!("{} … {}", brief(first), brief(last));
    let counted = format!("{} +{}", brief(first), names.len() - 1);
    let all: Vec<String> = names.iter().map(brief).collect();
    let all = (names.len() <= MOST_NAMED).then(|| all.join(", "));
    Name {
        title: first.title.clone(),
        labels: all.into_iter().chain([ends, counted]).collect(),
    }
}

/// Until when the release stays supported, or where to move. `None` if there is neither.
fn follows(product: &Product, event: &Event, on: Viewpoint) -> Option<Then> {
    let release = product.releases.get(event.release)?;
    let written = |date| row::day(date, on.preferences.dates);
    let continues = match event.phase {
        Phase::ActiveSupport => Some(Phase::Security),
        Phase::Security => Some(Phase::ExtendedSupport),
        Phase::ExtendedSupport | Phase::Production => None,
    };
    let continues = continues.and_then(|phase| match phase.end(&release.dates) {
        End::On(date) if date > event.date => Some(Then::goes_on(phase, product, &written(date))),
        _ => None,
    });
    continues.or_else(|| Some(upgrade::arrow(product, event.release, on)?.into()))
}
