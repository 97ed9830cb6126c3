//! The table of a comparison: a row for each product, and the columns that fit into a width.

use super::Compared;
use crate::facts::cadence::Spread;
use crate::facts::catalog::Catalog;
use crate::facts::product::End;
use crate::facts::row;
use crate::facts::viewpoint::{Left, Viewpoint};
use crate::facts::wording;
use crate::text::width;

/// What a column tells about each product.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Its title.
    Product,
    /// The release that is supported longest, otherwise its status.
    Longest,
    /// The date until which this release is supported.
    Until,
    /// The time left until that date.
    Left,
    /// Until when this release has extended support.
    Extended,
    /// Its newest supported release.
    Newest,
    /// Its newest supported release with long-term support.
    Lts,
    /// Its oldest supported release.
    Oldest,
    /// How often releases come.
    Interval,
    /// How long a release is supported.
    Support,
}

/// A column of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// What it tells.
    pub kind: Kind,
    /// The texts from top to bottom, in full and in short.
    pub cells: Vec<[String; 2]>,
}

/// A column that fits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fitted<'a> {
    /// The column.
    pub column: &'a Column,
    /// Its width, without the gap after it.
    pub width: usize,
    /// Whether its texts are the short ones.
    is_short: bool,
}

/// Spaces between two columns.
pub const GAP: usize = 2;
/// The least width of the names of products.
const LEAST_NAME: usize = 10;

/// What a narrow table gives up, in order: first the dates of the other releases, then whole columns. The
/// product, its release that is supported longest and the date are never given up.
const SACRIFICES: [(Kind, Gives); 12] = [
    (Kind::Oldest, Gives::Length),
    (Kind::Newest, Gives::Length),
    (Kind::Lts, Gives::Length),
    (Kind::Left, Gives::Length),
    (Kind::Interval, Gives::All),
    (Kind::Oldest, Gives::All),
    (Kind::Support, Gives::All),
    (Kind::Newest, Gives::All),
    (Kind::Extended, Gives::All),
    (Kind::Lts, Gives::All),
    (Kind::Longest, Gives::Length),
    (Kind::Left, Gives::All),
];

/// What a column gives up.
#[derive(Clone, Copy)]
enum Gives {
    /// Its texts become short.
    Length,
    All,
}

/// All columns of a comparison on a day.
pub fn columns(catalog: &Catalog, all: &[Compared], on: Viewpoint) -> Vec<Column> {
    let column = |kind, cell: &dyn Fn(&Compared) -> [String; 2]| Column {
        kind,
        cells: all.iter().map(cell).collect(),
    };
    let same = |text: String| [text.clone(), text];
    let written = |end: End| row::end(end, on.preferences.dates);
    // A release with its end of life: the days stand below one another.
    let dated = |kind, release: &dyn Fn(&Compared) -> Option<usize>| {
        let labels = all.iter().map(|it| it.labels(catalog, release(it), on));
        let labels: Vec<[String; 2]> = labels.collect();
        let widest = labels.iter().map(|[label, _]| width::of(label)).max();
        let cells = all.iter().zip(labels).map(|(compared, [label, bare])| {
            match compared.end(catalog, release(compared)) {
                Some(end) => {
                    let label = width::padded(&label, widest.unwrap_or(0));
                    [format!("{label}  {}", written(end)), bare]
                }
                None => same("none".to_owned()),
            }
        });
        let cells = cells.collect();
        Column { kind, cells }
    };
    vec![
        column(Kind::Product, &|compared| {
            let card = catalog.cards().get(compared.product);
            same(card.map_or_else(String::new, |card| card.title.to_string()))
        }),
        column(Kind::Longest, &|compared| match compared.longest {
            Some(_) => compared.labels(catalog, compared.longest, on),
            None => same(compared.health(catalog, on).words().to_owned()),
        }),
        column(Kind::Until, &|compared| {
            let end = compared.end(catalog, compared.longest);
            same(end.map_or_else(String::new, written))
        }),
        column(Kind::Left, &|compared| {
            let until = compared.until(catalog);
            let left = until.map(|until| (until - on.day).num_days());
            left.map_or_else(Default::default, |days| {
                let long = match on.preferences.left {
                    Left::Short => wording::left(days),
                    Left::Words => wording::in_words(days),
                };
                [long, wording::left(days)]
            })
        }),
        column(Kind::Extended, &|compared| {
            let until = compared.extended(catalog, on);
            same(until.map_or("none".to_owned(), |until| written(End::On(until))))
        }),
        dated(Kind::Newest, &|compared| compared.newest),
        dated(Kind::Lts, &|compared| compared.lts),
        dated(Kind::Oldest, &|compared| compared.oldest),
        column(Kind::Interval, &|compared| {
            same(compared.interval.map_or("?".to_owned(), Spread::brief))
        }),
        column(Kind::Support, &|compared| {
            same(compared.support.map_or("?".to_owned(), Spread::brief))
        }),
    ]
}

impl Kind {
    /// The heading of the column.
    pub fn heading(self) -> &'static str {
        match self {
            Self::Product => "Product",
            Self::Longest => "Longest",
            Self::Until => "Until",
            Self::Left => "Left",
            Self::Extended => "Extended",
            Self::Newest => "Newest",
            Self::Lts => "Newest LTS",
            Self::Oldest => "Oldest",
            Self::Interval => "Cadence",
            Self::Support => "Support",
        }
    }
}

impl Column {
    fn width(&self, is_short: bool) -> usize {
        let cells = self.cells.iter();
        let texts = cells.map(|[long, short]| if is_short { short } else { long });
        let widest = texts.map(|text| width::of(text)).max().unwrap_or(0);
        widest.max(width::of(self.kind.heading()))
    }
}

impl Fitted<'_> {
    /// The heading, padded to the next column.
    pub fn heading(&self) -> String {
        let heading = width::cut(self.column.kind.heading(), self.width);
        width::padded(&heading, self.width + GAP)
    }

    /// The text of a row in the form that fits, padded to the next column; empty for a row that does not exist.
    pub fn cell(&self, row: usize) -> String {
        let cell = self.column.cells.get(row);
        let text = cell.map_or("", |[long, short]| if self.is_short { short } else { long });
        let text = match self.column.kind {
            Kind::Product => wording::title(text, self.width),
            _ => width::cut(text, self.width).into_owned(),
        };
        width::padded(&text, self.width + GAP)
    }
}

/// The columns that fit into a width, from left to right; all of them without a width.
pub fn fit(columns: &[Column], room: Option<usize>) -> Vec<Fitted<'_>> {
    let mut fitted: Vec<Fitted<'_>> = (columns.iter())
        .map(|column| Fitted {
            column,
            width: column.width(false),
            is_short: false,
        })
        .collect();
    let Some(room) = room else { return fitted };
    let over = |fitted: &[Fitted<'_>]| {
        let all: usize = fitted.iter().map(|fitted| fitted.width + GAP).sum();
        all.saturating_sub(GAP).saturating_sub(room)
    };
    for (kind, gives) in SACRIFICES {
        if over(&fitted) == 0 {
            break;
        }
        match gives {
            Gives::All => fitted.retain(|fitted| fitted.column.kind != kind),
            Gives::Length => {
                let own = fitted.iter_mut().find(|own| own.column.kind == kind);
                if let Some(own) = own {
                    (own.is_short, own.width) = (true, own.column.width(true));
                }
            }
        }
    }
    // At last, names are cut: first those of the products, then those of the releases.
    for (kind, least) in [(Kind::Product, LEAST_NAME), (Kind::Longest, 0)] {
        let missing = over(&fitted);
        if let Some(own) = fitted.iter_mut().find(|own| own.column.kind == kind) {
            own.width = own.width.saturating_sub(missing).max(least.min(own.width));
        }
    }
    fitted
}
