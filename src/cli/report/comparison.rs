//! Products side by side: as text in columns, as Markdown, a page or a picture, or a record for each product.

use std::io::{self, Write};

use serde::Serialize;

use super::html::{Cell, Page};
use super::paint::paint;
use super::version::Ends;
use super::{Days, Look, Tabular, markdown, write_headline};
use crate::facts::catalog::Catalog;
use crate::facts::viewpoint::Viewpoint;
use crate::facts::wording;
use crate::find::comparison::{self, Answer, Column, Compared, Fitted, Kind};
use crate::text::markdown::escaped;

/// What is to be written.
#[derive(Debug)]
pub struct Report<'a> {
    /// Where the names are.
    pub catalog: &'a Catalog,
    /// The products, in order.
    pub all: Vec<Compared>,
    /// The days it depends on.
    pub days: Days,
}

/// A product for programs. Releases are named, and null if none is supported.
#[derive(Default, Serialize)]
struct Record<'a> {
    product: &'a str,
    /// The release that is supported longest.
    longest: Option<&'a str>,
    /// Its end of life: a day, or false if no end is published.
    longest_eol: Option<Ends>,
    days_left: Option<i64>,
    /// When its extended support ends; null for none.
    longest_extended_support: Option<Ends>,
    newest: Option<&'a str>,
    newest_eol: Option<Ends>,
    newest_lts: Option<&'a str>,
    newest_lts_eol: Option<Ends>,
    oldest: Option<&'a str>,
    oldest_eol: Option<Ends>,
    /// The median of the days between releases, and from a release to its end of life; null if unknown.
    release_every_days: Option<i64>,
    supported_for_days: Option<i64>,
}

impl Tabular for Report<'_> {
    const TITLE: &'static str = "Comparison";

    fn records(&self) -> Vec<impl Serialize + Default> {
        let all = self.all.iter();
        all.filter_map(|compared| self.record(compared))
            .collect::<Vec<_>>()
    }

    fn write_text(&self, out: &mut dyn Write, look: Look<'_>) -> io::Result<()> {
        let on = look.viewpoint(self.days.looked_at);
        write_headline(out, (Self::TITLE, &self.facts(look)), look)?;
        writeln!(out)?;
        let answer = Answer::new(self.catalog, &self.all, on).sentence();
        writeln!(out, "{answer}\n")?;
        let columns = self.columns(on);
        // The sign and a space stand before the columns.
        let room = look.width.map(|width| width.saturating_sub(2));
        let fitted = comparison::fit(&columns, room);
        let heading = look.theme.map(|theme| theme.heading);
        let headings = fitted.iter().map(Fitted::heading);
        let headings: String = headings.collect();
        writeln!(out, "  {}", paint(headings.trim_end(), heading))?;
        for (row, compared) in self.all.iter().enumerate() {
            let health = compared.health(self.catalog, on);
            let tone = look.theme.map(|theme| theme.tone(health.tone()));
            let cells = fitted.iter().map(|own| {
                let style = look.theme.map(|theme| theme.text);
                let is_until = own.column.kind == Kind::Until;
                paint(&own.cell(row), if is_until { tone } else { style })
            });
            let cells: String = cells.collect();
            writeln!(out, "{} {}", paint(health.glyph(), tone), cells.trim_end())?;
        }
        Ok(())
    }

    fn write_markdown(&self, out: &mut dyn Write, look: Look<'_>) -> io::Result<()> {
        let on = look.viewpoint(self.days.looked_at);
        writeln!(out, "# {}\n\n{}\n", Self::TITLE, self.facts(look))?;
        let answer = Answer::new(self.catalog, &self.all, on).sentence();
        writeln!(out, "{}\n", escaped(&answer))?;
        let columns = self.columns(on);
        let headings: Vec<&str> = columns.iter().map(|column| column.kind.heading()).collect();
        markdown::write_head(out, &headings)?;
        for row in 0..self.all.len() {
            let cells = columns.iter().filter_map(|column| column.cells.get(row));
            let cells: Vec<String> = cells.map(|[long, _]| escaped(long)).collect();
            markdown::write_row(out, &cells)?;
        }
        Ok(())
    }

    fn write_page(&self, out: &mut dyn Write, look: Look<'_>) -> io::Result<()> {
        let on = look.viewpoint(self.days.looked_at);
        let mut page = Page::new(Self::TITLE, look);
        page.aside(&self.facts(look));
        let tone = self
            .all
            .first()
            .map(|it| it.health(self.catalog, on).tone());
        let answer = Answer::new(self.catalog, &self.all, on).sentence();
        page.verdict(&answer, tone.unwrap_or_default());
        let columns = self.columns(on);
        let headings: Vec<&str> = columns.iter().map(|column| column.kind.heading()).collect();
        let rows = self.all.iter().enumerate().map(|(row, compared)| {
            let cells = columns.iter().filter_map(|column| {
                let [long, _] = column.cells.get(row)?.clone();
                let mut cell = Cell::from(long);
                if column.kind == Kind::Until {
                    cell.tone = compared.health(self.catalog, on).tone();
                }
                Some(cell)
            });
            cells.collect()
        });
        page.table(Self::TITLE, &headings, rows);
        page.write(out)
    }
}

impl Report<'_> {
    fn columns(&self, on: Viewpoint) -> Vec<Column> {
        comparison::columns(self.catalog, &self.all, on)
    }

    fn record(&self, compared: &Compared) -> Option<Record<'_>> {
        let product = self.catalog.product(compared.product)?;
        let release = |number: Option<usize>| product.releases.get(number?);
        let name = |number| release(number).map(|release| release.name.as_str());
        let eol = |number| release(number).and_then(|release| Ends::new(release.dates.eol));
        let until = compared.until(self.catalog);
        Some(Record {
            product: &product.id,
            longest: name(compared.longest),
            longest_eol: eol(compared.longest),
            days_left: until.map(|until| (until - self.days.looked_at).num_days()),
            longest_extended_support: release(compared.longest)
                .and_then(|release| Ends::new(release.dates.extended_support)),
            newest: name(compared.newest),
            newest_eol: eol(compared.newest),
            newest_lts: name(compared.lts),
            newest_lts_eol: eol(compared.lts),
            oldest: name(compared.oldest),
            oldest_eol: eol(compared.oldest),
            release_every_days: compared.interval.map(|spread| spread.median),
            supported_for_days: compared.support.map(|spread| spread.median),
        })
    }

    /// `3 products · as of 2026-08-22 · data of 2026-08-21`
    fn facts(&self, look: Look<'_>) -> String {
        let products = wording::count(self.all.len(), "product");
        format!("{products} · {}", self.days.words(look))
    }
}
