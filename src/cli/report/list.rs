//! The product list, one line each or as JSON.

use std::io::{self, Write};

use chrono::NaiveDate;
use ratatui::style::Style;
use serde::Serialize;

use super::rows::{self, Field};
use super::{Look, as_json};
use crate::facts::catalog::{Card, Catalog};
use crate::facts::lifecycle::{self, Health};
use crate::facts::viewpoint::Viewpoint;
use crate::find::listing::{self, Listing};
use crate::settings::theme::Theme;

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
#[derive(Debug, Default, Serialize)]
struct Named {
    release: String,
    date: String,
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
    let rows: Vec<Vec<Field>> = entries.iter().map(|entry| entry.fields(look)).collect();
    rows::write(out, &rows, Some(TITLE), look)
}

/// The number of the column of titles.
const TITLE: usize = 1;

impl Entry<'_> {
    /// The date with the release's name, which is read only when it is printed.
    fn named(&self, (release, date): Dated) -> Option<Named> {
        Some(Named {
            release: self.catalog.release_name(self.index, release)?.into(),
            date: date.to_string(),
        })
    }

    fn fields(&self, look: Look<'_>) -> Vec<Field> {
        let card = self.card;
        let style =
            |style: fn(&Theme, Health) -> Style| look.theme.map(|theme| style(theme, self.health));
        let status = self.health.words().to_owned();
        let mut fields = vec![
            (card.id.to_string(), style(|theme, _| theme.title)),
            (card.title.to_string(), None),
            (card.category.to_string(), style(|theme, _| theme.dim)),
            (status, style(|theme, health| theme.health(health).1)),
        ];
        if self.is_dated {
            let place = self.place.and_then(|place| self.named(place));
            let Named { release, date } = place.unwrap_or_default();
            fields.extend([(date, None), (release, None)]);
        }
        fields
    }
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
