//! Products, one a line or as JSON.

use std::io::{self, Write};

use serde::Serialize;
use unicode_width::UnicodeWidthStr;

use super::Look;
use super::paint::paint;
use crate::catalog::{Card, Catalog};
use crate::lifecycle::{self, Health};
use crate::view::pane;
use crate::viewpoint::Viewpoint;

/// A product of the list.
#[derive(Debug, Clone, Copy)]
pub struct Entry<'a> {
    card: &'a Card,
    health: Health,
}

#[derive(Serialize)]
struct Record<'a> {
    id: &'a str,
    title: &'a str,
    category: &'a str,
    tags: &'a [String],
    aliases: &'a [String],
    status: &'static str,
}

/// Products by their indices, as they are on a day.
#[must_use]
pub fn entries<'a>(
    catalog: &'a Catalog,
    indices: &[usize],
    on: impl Into<Viewpoint>,
) -> Vec<Entry<'a>> {
    let on = on.into();
    let entries = indices.iter().filter_map(|index| {
        let card = catalog.cards().get(*index)?;
        let health = lifecycle::health(catalog.dates(*index), on);
        Some(Entry { card, health })
    });
    entries.collect()
}

/// A JSON array of objects.
///
/// # Errors
///
/// Fails where the output does.
pub fn write_json(out: &mut dyn Write, entries: &[Entry<'_>]) -> io::Result<()> {
    let records = entries.iter().map(|Entry { card, health }| Record {
        id: &card.id,
        title: &card.title,
        category: &card.category,
        tags: &card.tags,
        aliases: &card.aliases,
        status: health.words(),
    });
    serde_json::to_writer_pretty(&mut *out, &records.collect::<Vec<_>>())?;
    out.write_all(b"\n")
}

/// Lines of id, title, category and status: aligned on a terminal, else separated by tabs.
///
/// # Errors
///
/// Fails where the output does.
pub fn write(out: &mut dyn Write, entries: &[Entry<'_>], look: Look<'_>) -> io::Result<()> {
    let Some(room) = look.width else {
        return entries.iter().try_for_each(|entry| {
            let line = entry.fields().map(|field| paint_field(entry, field, look));
            writeln!(out, "{}", line.join("\t"))
        });
    };
    let widths = widths(entries, room);
    for entry in entries {
        let fields = entry.fields().into_iter().zip(widths);
        let cells = fields.map(|((number, text), width)| {
            let text = pane::cut(text, width);
            let gap = " ".repeat(width.saturating_sub(text.width()));
            let gap = if number == STATUS { "" } else { &gap };
            paint_field(entry, (number, &text), look) + gap
        });
        writeln!(out, "{}", cells.collect::<Vec<_>>().join(GAP))?;
    }
    Ok(())
}

const GAP: &str = "  ";
const TITLE: usize = 1;
const STATUS: usize = 3;

impl<'a> Entry<'a> {
    fn fields(&self) -> [(usize, &'a str); 4] {
        let card = self.card;
        [
            (0, &card.id),
            (TITLE, &card.title),
            (2, &card.category),
            (STATUS, self.health.words()),
        ]
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

/// The widths of the columns. Where there is no room for all, the titles give way.
fn widths(entries: &[Entry<'_>], room: usize) -> [usize; 4] {
    let mut widths = [0; 4];
    for entry in entries {
        for (width, (_, text)) in widths.iter_mut().zip(entry.fields()) {
            *width = text.width().max(*width);
        }
    }
    let total = widths.iter().sum::<usize>() + 3 * GAP.len();
    let [id, title, category, status] = widths;
    let least = title.min(8);
    let title = title.saturating_sub(total.saturating_sub(room)).max(least);
    [id, title, category, status]
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::{entries, write, write_json};
    use crate::catalog::Catalog;
    use crate::product;
    use crate::report::Look;

    fn written(width: Option<usize>) -> String {
        let file = |title: &str, eol: bool| {
            let file = format!(
                "---\ntitle: {title}\npermalink: /{}\ncategory: os\nreleases:\n\
                 - {{releaseCycle: '1', eol: {eol}}}\n---\n",
                title.to_lowercase()
            );
            product::parse("x.md", file.as_bytes())
        };
        let files = [file("Windows", true), file("Debian", false)];
        let catalog = Catalog::new(files).unwrap();
        let entries = entries(&catalog, catalog.by_title(), NaiveDate::default());
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
        assert_eq!(written(Some(80)), lines);
        let lines = "debian\tDebian\tos\tsupported\nwindows\tWindows\tos\tended\n";
        assert_eq!(written(None), lines);
    }

    #[test]
    fn json_is_an_array_of_objects() {
        let text: String = written(Some(0)).split_whitespace().collect();
        let first = r#"[{"id":"debian","title":"Debian","category":"os","tags":["os"],"#.to_owned()
            + r#""aliases":[],"status":"supported"},{"#;
        assert!(text.starts_with(&first), "{text}");
    }
}
