//! The product list, one line each or as JSON.

use std::io::{self, Write};

use chrono::NaiveDate;
use serde::{Serialize, Serializer};

use super::paint::paint;
use super::{Look, as_json};
use crate::facts::catalog::{Card, Catalog};
use crate::facts::lifecycle::{self, Health};
use crate::facts::viewpoint::Viewpoint;
use crate::find::listing::{self, Listing};
use crate::text::width;

/// A product in the list.
#[derive(Debug, Clone)]
pub struct Entry<'a> {
    catalog: &'a Catalog,
    index: usize,
    card: &'a Card,
    health: Health,
    next_end: Option<Dated>,
    /// Whether the list is sorted by a date.
    is_dated: bool,
    /// The date that it is sorted by.
    place: Option<Dated>,
}

/// A date with the number of the release that it belongs to.
type Dated = (usize, NaiveDate);

/// A date with the name of the release that it belongs to.
#[derive(Debug, Serialize)]
struct Named {
    release: String,
    #[serde(serialize_with = "written")]
    date: NaiveDate,
}

/// As `2026-08-22`.
#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "the signature that serde wants"
)]
fn written<S: Serializer>(date: &NaiveDate, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(date)
}

#[derive(Serialize)]
struct Record<'a> {
    id: &'a str,
    title: &'a str,
    category: &'a str,
    tags: &'a [String],
    aliases: &'a [String],
    status: &'static str,
    /// Null if no end is known.
    next_end: Option<Named>,
}

/// The products of a listing, as of a day.
pub fn entries<'a>(catalog: &'a Catalog, listing: &Listing, on: Viewpoint) -> Vec<Entry<'a>> {
    let entries = listing.hits.iter().filter_map(|index| {
        let dates = catalog.dates(*index);
        let order = listing.sort.by;
        Some(Entry {
            catalog,
            index: *index,
            card: catalog.cards().get(*index)?,
            health: lifecycle::product_health(dates, catalog.day(), on),
            next_end: listing::next_end(dates, on.day),
            is_dated: order.is_dated(),
            place: order.place(dates, on.day),
        })
    });
    entries.collect()
}

/// Writes a JSON array of objects.
///
/// # Errors
///
/// Fails if the output cannot be written.
pub fn write_json(out: &mut dyn Write, entries: &[Entry<'_>]) -> io::Result<()> {
    let records = entries.iter().map(|entry| {
        let keywords = entry.catalog.keywords(entry.index);
        Record {
            id: &entry.card.id,
            title: &entry.card.title,
            category: &entry.card.category,
            tags: keywords.map_or(&[], |keywords| &keywords.tags),
            aliases: keywords.map_or(&[], |keywords| &keywords.aliases),
            status: entry.health.words(),
            next_end: entry.next_end.and_then(|end| entry.named(end)),
        }
    });
    as_json(out, &records.collect::<Vec<_>>())
}

/// Writes id, title, category, status, and the date that the list is sorted by with its release: aligned on
/// a terminal, otherwise separated by tabs.
///
/// # Errors
///
/// Fails if the output cannot be written.
pub fn write(out: &mut dyn Write, entries: &[Entry<'_>], look: Look<'_>) -> io::Result<()> {
    let lines: Vec<_> = entries
        .iter()
        .map(|entry| (entry, entry.fields()))
        .collect();
    let widths = look.width.map(|room| widths(&lines, room));
    for (entry, fields) in lines {
        let last = fields.len().saturating_sub(1);
        let cells = fields.iter().enumerate().map(|(number, field)| {
            let width = widths.as_ref().and_then(|widths| widths.get(number));
            let text = width.map_or(field.as_str().into(), |width| width::cut(field, *width));
            let gap = width.map_or(0, |width| width.saturating_sub(width::of(&text)));
            let gap = if number == last { 0 } else { gap };
            paint_field(entry, (number, &text), look) + &" ".repeat(gap)
        });
        let gap = if widths.is_some() { GAP } else { "\t" };
        let line = cells.collect::<Vec<_>>().join(gap);
        writeln!(
            out,
            "{}",
            if widths.is_some() {
                line.trim_end()
            } else {
                &line
            }
        )?;
    }
    Ok(())
}

const GAP: &str = "  ";
const TITLE: usize = 1;
const STATUS: usize = 3;

impl Entry<'_> {
    /// The date with the release's name, which is read only when it is printed.
    fn named(&self, (release, date): Dated) -> Option<Named> {
        let release = self.catalog.release_name(self.index, release)?;
        Some(Named { release, date })
    }

    fn fields(&self) -> Vec<String> {
        let card = self.card;
        let status = self.health.words().to_owned();
        let own = [
            card.id.clone(),
            card.title.clone(),
            card.category.clone(),
            status,
        ];
        let place = self.place.and_then(|place| self.named(place));
        let (date, release) = place.map_or_else(Default::default, |place| {
            (place.date.to_string(), place.release)
        });
        let dated = self.is_dated.then_some([date, release]);
        let dated = dated.into_iter().flatten();
        own.into_iter().chain(dated).collect()
    }
}

fn paint_field(entry: &Entry<'_>, (number, text): (usize, &str), look: Look<'_>) -> String {
    let style = look.theme.and_then(|theme| match number {
        0 => Some(theme.title),
        2 => Some(theme.dim),
        STATUS => Some(theme.health(entry.health).1),
        _ => None,
    });
    paint(text, style)
}

/// The column widths. Titles shrink if the terminal is too narrow.
fn widths(lines: &[(&Entry<'_>, Vec<String>)], room: usize) -> Vec<usize> {
    let mut widths = Vec::new();
    for (_, fields) in lines {
        widths.resize(fields.len(), 0);
        for (width, text) in widths.iter_mut().zip(fields) {
            *width = width::of(text).max(*width);
        }
    }
    let gaps = GAP.len() * widths.len().saturating_sub(1);
    let excess = (widths.iter().sum::<usize>() + gaps).saturating_sub(room);
    if let Some(title) = widths.get_mut(TITLE) {
        let least = (*title).min(8);
        *title = title.saturating_sub(excess).max(least);
    }
    widths
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::{entries, write, write_json};
    use crate::cli::report::Look;
    use crate::facts::catalog::Catalog;
    use crate::facts::product;
    use crate::facts::viewpoint::Viewpoint;
    use crate::find::listing::{Listing, Order, Sort};

    fn written(width: Option<usize>, by: Order) -> String {
        let file = |title: &str, eol: &str| {
            let file = format!(
                "---\ntitle: {title}\npermalink: /{}\ncategory: os\nreleases:\n\
                 - {{releaseCycle: '1', eol: {eol}}}\n---\n",
                title.to_lowercase()
            );
            product::parse("x.md", file.as_bytes())
        };
        let files = [file("Windows", "true"), file("Debian", "1971-02-03")];
        let catalog = Catalog::new(files).unwrap();
        let listing = Listing {
            hits: catalog.by_title().to_vec(),
            sort: Sort {
                by,
                is_reversed: false,
            },
            ..Listing::default()
        };
        let entries = entries(
            &catalog,
            &listing,
            Viewpoint::with_defaults(NaiveDate::default()),
        );
        let mut out = Vec::new();
        match width {
            Some(0) => write_json(&mut out, &entries).unwrap(),
            width => write(
                &mut out,
                &entries,
                Look {
                    width,
                    ..Look::default()
                },
            )
            .unwrap(),
        }
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn columns_are_aligned_on_a_terminal_only() {
        let lines = "debian   Debian   os  supported\nwindows  Windows  os  ended\n";
        assert_eq!(written(Some(80), Order::Name), lines);
        let lines = "debian\tDebian\tos\tsupported\nwindows\tWindows\tos\tended\n";
        assert_eq!(written(None, Order::Name), lines);
    }

    #[test]
    fn a_list_in_the_order_of_ends_tells_them() {
        let lines = "debian   Debian   os  supported  1971-02-03  1\nwindows  Windows  os  ended\n";
        assert_eq!(written(Some(80), Order::End), lines);
        let lines =
            "debian\tDebian\tos\tsupported\t1971-02-03\t1\nwindows\tWindows\tos\tended\t\t\n";
        assert_eq!(written(None, Order::End), lines);
    }

    #[test]
    fn json_is_an_array_of_objects() {
        let text: String = written(Some(0), Order::Name).split_whitespace().collect();
        let first = r#"[{"id":"debian","title":"Debian","category":"os","tags":["os"],"#.to_owned()
            + r#""aliases":[],"status":"supported","#
            + r#""next_end":{"release":"1","date":"1971-02-03"}},{"#;
        assert!(text.starts_with(&first), "{text}");
        assert!(text.ends_with(r#""next_end":null}]"#), "{text}");
    }
}
