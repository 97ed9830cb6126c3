//! The table of a comparison: a row for each product, and the columns that fit into a width.

use super::Compared;
use crate::facts::cadence::Spread;
use crate::facts::catalog::Catalog;
use crate::facts::product::End;
use crate::facts::row;
use crate::facts::viewpoint::Viewpoint;
use crate::facts::wording;
use crate::text::width;

/// A column of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its heading.
    pub heading: &'static str,
    /// The texts from top to bottom, in full and in short.
    pub cells: Vec<[String; 2]>,
}

/// A column that fits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fitted {
    /// Its number.
    pub column: usize,
    /// Its width, without the gap after it.
    pub width: usize,
    /// Whether its texts are the short ones.
    pub is_short: bool,
}

/// Spaces between two columns.
pub const GAP: usize = 2;
/// The least width of the names of products.
const LEAST_NAME: usize = 10;
/// The number of the column with the date until which a product is supported longest.
pub const UNTIL: usize = 2;
// The numbers of the others.
const PRODUCT: usize = 0;
const LONGEST: usize = 1;
const LEFT: usize = 3;
const EXTENDED: usize = 4;
const NEWEST: usize = 5;
const LTS: usize = 6;
const OLDEST: usize = 7;
const INTERVAL: usize = 8;
const SUPPORT: usize = 9;

/// What a narrow table gives up, in order: first the dates of the other releases, then whole columns. The
/// product, its release that is supported longest and the date are never given up.
const SACRIFICES: [(usize, Gives); 11] = [
    (OLDEST, Gives::Length),
    (NEWEST, Gives::Length),
    (LTS, Gives::Length),
    (LEFT, Gives::Length),
    (INTERVAL, Gives::All),
    (OLDEST, Gives::All),
    (SUPPORT, Gives::All),
    (NEWEST, Gives::All),
    (EXTENDED, Gives::All),
    (LTS, Gives::All),
    (LEFT, Gives::All),
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
    let column = |heading, cell: &dyn Fn(&Compared) -> [String; 2]| Column {
        heading,
        cells: all.iter().map(cell).collect(),
    };
    let same = |text: String| [text.clone(), text];
    let written = |end: End| row::end(end, on.preferences.dates);
    // A release with its end of life: the days stand below one another.
    let dated = |heading, release: &dyn Fn(&Compared) -> Option<usize>| {
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
        Column { heading, cells }
    };
    vec![
        column("Product", &|compared| {
            let card = catalog.cards().get(compared.product);
            same(card.map_or_else(String::new, |card| card.title.clone()))
        }),
        column("Longest", &|compared| {
            same(match compared.longest {
                Some(_) => {
                    let [label, _] = compared.labels(catalog, compared.longest, on);
                    label
                }
                None => compared.health(catalog, on).words().to_owned(),
            })
        }),
        column("Until", &|compared| {
            let end = compared.end(catalog, compared.longest);
            same(end.map_or_else(String::new, written))
        }),
        column("Left", &|compared| {
            let until = compared.until(catalog);
            let left = until.map(|until| (until - on.day).num_days());
            left.map_or_else(Default::default, |days| {
                [wording::left(days), wording::compact(days)]
            })
        }),
        column("Extended", &|compared| {
            let until = compared.extended(catalog, on);
            same(until.map_or("none".to_owned(), |until| written(End::On(until))))
        }),
        dated("Newest", &|compared| compared.newest),
        dated("Newest LTS", &|compared| compared.lts),
        dated("Oldest", &|compared| compared.oldest),
        column("New every", &|compared| {
            same(compared.interval.map_or("?".to_owned(), Spread::brief))
        }),
        column("Lasts", &|compared| {
            same(compared.support.map_or("?".to_owned(), Spread::brief))
        }),
    ]
}

impl Column {
    fn width(&self, is_short: bool) -> usize {
        let cells = self.cells.iter();
        let texts = cells.map(|[long, short]| if is_short { short } else { long });
        let widest = texts.map(|text| width::of(text)).max().unwrap_or(0);
        widest.max(width::of(self.heading))
    }

    /// A cell in the form that fits, padded to the next column; empty for a row that does not exist.
    pub fn cell(&self, row: usize, fitted: &Fitted) -> String {
        let cell = self.cells.get(row);
        let text = cell.map_or(
            "",
            |[long, short]| if fitted.is_short { short } else { long },
        );
        width::padded(&width::cut(text, fitted.width), fitted.width + GAP)
    }
}

/// The columns that fit into a width, from left to right; all of them without a width.
pub fn fit(columns: &[Column], room: Option<usize>) -> Vec<Fitted> {
    let mut fitted: Vec<Fitted> = (columns.iter().enumerate())
        .map(|(number, column)| Fitted {
            column: number,
            width: column.width(false),
            is_short: false,
        })
        .collect();
    let Some(room) = room else { return fitted };
    let over = |fitted: &[Fitted]| {
        let all: usize = fitted.iter().map(|fitted| fitted.width + GAP).sum();
        all.saturating_sub(GAP).saturating_sub(room)
    };
    for (number, gives) in SACRIFICES {
        if over(&fitted) == 0 {
            break;
        }
        match gives {
            Gives::All => fitted.retain(|fitted| fitted.column != number),
            Gives::Length => {
                let own = fitted.iter_mut().find(|fitted| fitted.column == number);
                if let Some((own, column)) = own.zip(columns.get(number)) {
                    (own.is_short, own.width) = (true, column.width(true));
                }
            }
        }
    }
    // At last, names are cut: first those of the products, then those of the releases.
    for (number, least) in [(PRODUCT, LEAST_NAME), (LONGEST, 0)] {
        let missing = over(&fitted);
        if let Some(own) = fitted.iter_mut().find(|fitted| fitted.column == number) {
            own.width = own.width.saturating_sub(missing).max(least.min(own.width));
        }
    }
    fitted
}
