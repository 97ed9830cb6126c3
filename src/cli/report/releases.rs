//! Releases over many products: as text in columns, as Markdown, or a record for each release.

use std::io::{self, Write};

use serde::Serialize;

use super::html::{Cell, Page};
use super::version::Ends;
use super::{Days, Look, Tabular, markdown, rows, write_headline};
use crate::facts::catalog::Catalog;
use crate::facts::lifecycle::{self, LtsState};
use crate::facts::product::End;
use crate::facts::row::{Part, Row};
use crate::facts::viewpoint::Viewpoint;
use crate::facts::wording;
use crate::find::releases::{self, Listed, Releases};
use crate::text::markdown::escaped;

/// What is to be written.
#[derive(Debug)]
pub struct Report<'a> {
    /// Where the names are.
    pub catalog: &'a Catalog,
    /// The releases.
    pub releases: Releases,
    /// The days it depends on.
    pub days: Days,
}

/// A release for programs.
#[derive(Default, Serialize)]
struct Record<'a> {
    product: &'a str,
    release: &'a str,
    status: &'static str,
    lts: bool,
    released: Option<String>,
    /// When the phase ends: a day, true if it is over, false if no end is published.
    active_support: Option<Ends>,
    eol: Option<Ends>,
    extended_support: Option<Ends>,
    /// Until the end of life; negative after it.
    days_left: Option<i64>,
    latest: Option<&'a str>,
}

/// The columns for people.
const HEADINGS: [&str; 5] = ["Release", "Released", "End of life", "Left", "Then"];

impl Tabular for Report<'_> {
    const TITLE: &'static str = "Releases";

    fn records(&self) -> Vec<impl Serialize + Default> {
        let listed = self.releases.listed.iter();
        listed
            .filter_map(|listed| self.record(*listed))
            .collect::<Vec<_>>()
    }

    fn write_text(&self, out: &mut dyn Write, look: Look<'_>) -> io::Result<()> {
        write_headline(out, (Self::TITLE, &self.facts(look)), look)?;
        writeln!(out)?;
        let on = look.viewpoint(self.days.looked_at);
        let listed = self.releases.listed.iter();
        let all: Vec<Row> = listed
            .map(|listed| releases::row(self.catalog, *listed, on))
            .collect();
        let fit = rows::fit(&releases::PARTS, releases::WIDTHS, all.iter(), look);
        for row in &all {
            let line = rows::line(row, &fit, look, |theme, part| match part {
                Part::Sign | Part::Day => theme.tone(row.tone),
                Part::Life => row.life.map_or(theme.dim, |life| theme.life(life)),
                Part::Released | Part::Unused | Part::Then => theme.dim,
                _ => theme.text,
            });
            writeln!(out, "{line}")?;
        }
        Ok(())
    }

    fn write_markdown(&self, out: &mut dyn Write, look: Look<'_>) -> io::Result<()> {
        writeln!(out, "# {}\n\n{}\n", Self::TITLE, self.facts(look))?;
        markdown::write_head(out, &HEADINGS)?;
        let on = look.viewpoint(self.days.looked_at);
        for listed in &self.releases.listed {
            let row = releases::row(self.catalog, *listed, on);
            let end = format!("{} {}", row.sign, row.day);
            let left = row.left.map_or_else(String::new, wording::left);
            let (name, then) = (row.name.whole(), row.then.whole());
            let cells = [name, row.released, end, left, then];
            markdown::write_row(out, &cells.map(|cell| escaped(&cell)))?;
        }
        Ok(())
    }

    fn write_page(&self, out: &mut dyn Write, look: Look<'_>) -> io::Result<()> {
        let mut page = Page::new(Self::TITLE, look);
        page.aside(&self.facts(look));
        let on = look.viewpoint(self.days.looked_at);
        let rows = self.releases.listed.iter().map(|listed| {
            let row = releases::row(self.catalog, *listed, on);
            let end = Cell::from(row.day).toned(row.tone);
            let left = row.left.map_or_else(String::new, wording::left);
            let (name, released, then) = (row.name.whole(), row.released, row.then.whole());
            vec![name.into(), released.into(), end, left.into(), then.into()]
        });
        page.table(Self::TITLE, &HEADINGS, rows);
        page.write(out)
    }
}

impl Report<'_> {
    fn record(&self, listed: Listed) -> Option<Record<'_>> {
        let (product, release) = self.catalog.release(listed)?;
        let (dates, day) = (&release.dates, self.days.looked_at);
        // Records have the default preferences.
        let on = Viewpoint::with_defaults(day);
        let ends = |end: End| Ends::new(end);
        Some(Record {
            product: &product.id,
            release: &release.name,
            status: lifecycle::release_health(dates, on).words(),
            lts: lifecycle::lts(dates, day) == LtsState::Yes,
            released: dates.released.map(|date| date.to_string()),
            active_support: ends(dates.active_support),
            eol: ends(dates.eol),
            extended_support: ends(dates.extended_support),
            days_left: dates.eol.date().map(|end| (end - day).num_days()),
            latest: release.latest.as_deref(),
        })
    }

    /// `11 of 251 releases · as of 2026-08-22 · data of 2026-08-21`
    fn facts(&self, look: Look<'_>) -> String {
        let Releases { listed, all } = &self.releases;
        let all = wording::count(*all, "release");
        format!("{} of {all} · {}", listed.len(), self.days.words(look))
    }
}
