//! The watchlist with statuses, one entry a line, in the order of the file.

use std::io::{self, Write};

use ratatui::style::Style;
use serde::Serialize;

use super::paint::paint;
use super::version::Ends;
use super::{Look, as_json};
use crate::facts::catalog::Catalog;
use crate::facts::lifecycle::{self, Health, Phase};
use crate::facts::viewpoint::Viewpoint;
use crate::mine::watchlist::state::{self, State};
use crate::mine::watchlist::{Entry, Watchlist};
use crate::settings::theme::Theme;
use crate::text::width;

/// An entry with its status.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    entry: String,
    /// `None` if the catalog does not have the entry.
    health: Option<Health>,
    status: &'static str,
    /// The next end; `None` if none is known.
    state: Option<State>,
    /// The release that ends next, if the entry is a whole product.
    release: Option<String>,
    end: String,
    phase: String,
}

/// An entry as JSON.
#[derive(Serialize)]
struct Record<'a> {
    entry: &'a str,
    status: &'static str,
    /// The release whose phase ends next.
    release: Option<&'a str>,
    phase: Option<&'static str>,
    /// When the phase ends: a date, true if it has ended, false if no end is published.
    ends: Option<Ends>,
    /// The release date of an upcoming release.
    comes: Option<String>,
}

/// Writes a JSON array of objects.
///
/// # Errors
///
/// Fails if the output cannot be written.
pub fn write_json(out: &mut dyn Write, rows: &[Row]) -> io::Result<()> {
    let records: Vec<Record<'_>> = rows.iter().map(Row::record).collect();
    as_json(out, &records)
}

/// The entries of a watchlist with their statuses on a day.
pub fn rows(list: &Watchlist, catalog: &Catalog, on: Viewpoint) -> Vec<Row> {
    let entries = list.entries();
    entries.map(|entry| Row::new(entry, catalog, on)).collect()
}

impl Row {
    fn new(entry: &Entry, catalog: &Catalog, on: Viewpoint) -> Self {
        let Some(index) = entry.product_in(catalog) else {
            return Self::unknown(entry, "not in this catalog");
        };
        if entry.release().is_none() {
            let health = lifecycle::product_health(catalog.dates(index), catalog.day(), on);
            let state = state::first(catalog, index, on);
            let name = state.and_then(|state| name(catalog, &state));
            return Self::known(entry, (health, state), name, catalog, on);
        }
        let number = entry.release_in(catalog, index);
        match number.and_then(|number| State::new(catalog, index, number, on)) {
            Some(state) => Self::known(entry, (state.health, Some(state)), None, catalog, on),
            None => Self::unknown(entry, "no such release"),
        }
    }

    fn known(
        entry: &Entry,
        (health, state): (Health, Option<State>),
        release: Option<&str>,
        catalog: &Catalog,
        on: Viewpoint,
    ) -> Self {
        let words = state.map_or("", |state| state.phase_words(catalog));
        Self {
            entry: entry.to_string(),
            health: Some(health),
            status: health.words(),
            state,
            phase: release.map_or(words.to_owned(), |release| format!("{release} {words}")),
            release: release.or(entry.release()).map(str::to_owned),
            end: state.map_or(String::new(), |state| state.end_words(on)),
        }
    }

    fn record(&self) -> Record<'_> {
        let state = self.state;
        let is_out = |state: &State| state.health != Health::NotYet;
        let coming = state.filter(|state| !is_out(state));
        Record {
            entry: &self.entry,
            status: self.status,
            release: self.release.as_deref(),
            phase: state.and_then(|state| state.phase).map(Phase::words),
            ends: state.filter(is_out).and_then(|state| Ends::new(state.end)),
            comes: coming
                .and_then(|state| state.end.date())
                .map(|day| day.to_string()),
        }
    }

    fn unknown(entry: &Entry, status: &'static str) -> Self {
        Self {
            entry: entry.to_string(),
            health: None,
            status,
            state: None,
            release: entry.release().map(str::to_owned),
            phase: String::new(),
            end: String::new(),
        }
    }

    fn fields(&self, look: Look<'_>) -> [(&str, Option<Style>); 4] {
        let style = |style: fn(&Theme, Option<Health>) -> Style| {
            look.theme.map(|theme| style(theme, self.health))
        };
        let status = |theme: &Theme, health: Option<Health>| {
            health.map_or(theme.unknown, |health| theme.health(health).1)
        };
        [
            (&self.entry, style(|theme, _| theme.title)),
            (self.status, style(status)),
            (&self.phase, None),
            (&self.end, style(|theme, _| theme.dim)),
        ]
    }
}

fn name<'a>(catalog: &'a Catalog, state: &State) -> Option<&'a str> {
    let product = catalog.product(state.product)?;
    Some(&product.releases.get(state.release)?.name)
}

/// Writes entry, status, phase and its end: aligned on a terminal, otherwise separated by tabs.
///
/// # Errors
///
/// Fails if the output cannot be written.
pub fn write(out: &mut dyn Write, rows: &[Row], look: Look<'_>) -> io::Result<()> {
    let mut widths = [0; 4];
    for row in rows {
        for (width, (text, _)) in widths.iter_mut().zip(row.fields(look)) {
            *width = width::of(text).max(*width);
        }
    }
    for row in rows {
        let fields = row.fields(look).into_iter().zip(widths);
        let cells = fields.map(|((text, style), width)| {
            let missing = width.saturating_sub(width::of(text));
            let gap = look.width.map_or(0, |_| missing);
            paint(text, style) + &" ".repeat(gap)
        });
        let gap = if look.width.is_some() { "  " } else { "\t" };
        let line = cells.collect::<Vec<_>>().join(gap);
        writeln!(out, "{}", line.trim_end_matches(' '))?;
    }
    Ok(())
}
