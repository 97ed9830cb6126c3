//! What is watched, an entry a line, in the order of the file.

use std::io::{self, Write};

use ratatui::style::Style;
use unicode_width::UnicodeWidthStr;

use super::Look;
use super::paint::paint;
use crate::catalog::Catalog;
use crate::lifecycle::{self, Health};
use crate::theme::Theme;
use crate::viewpoint::Viewpoint;
use crate::watchlist::state::{self, State};
use crate::watchlist::{Entry, Watchlist};

/// An entry and how it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    entry: String,
    /// `None` where the catalogue does not have it.
    health: Option<Health>,
    status: &'static str,
    /// The phase that ends next, and of which release.
    phase: String,
    end: String,
}

/// The entries of a watchlist as they stand on a day.
#[must_use]
pub fn rows(list: &Watchlist, catalog: &Catalog, on: impl Into<Viewpoint>) -> Vec<Row> {
    let on = on.into();
    let entries = list.entries();
    entries.map(|entry| Row::new(entry, catalog, on)).collect()
}

impl Row {
    fn new(entry: &Entry, catalog: &Catalog, on: Viewpoint) -> Self {
        let Some(index) = entry.product_in(catalog) else {
            return Self::unknown(entry, "not in this catalogue");
        };
        if entry.release().is_none() {
            let health = lifecycle::health(catalog.dates(index), on);
            let state = state::first(catalog, index, on);
            let phase = state.map(|state| {
                let name = name(catalog, &state).unwrap_or_default();
                format!("{name} {}", state.phase_words())
            });
            let phase = phase.unwrap_or_default();
            return Self::known(entry, health, phase, state.map(|state| state.end_words(on)));
        }
        let number = entry.release_in(catalog, index);
        match number.and_then(|number| State::new(catalog, index, number, on)) {
            Some(state) => {
                let phase = state.phase_words().to_owned();
                Self::known(entry, state.health, phase, Some(state.end_words(on)))
            }
            None => Self::unknown(entry, "no such release"),
        }
    }

    fn known(entry: &Entry, health: Health, phase: String, end: Option<String>) -> Self {
        Self {
            entry: entry.to_string(),
            health: Some(health),
            status: health.words(),
            phase,
            end: end.unwrap_or_default(),
        }
    }

    fn unknown(entry: &Entry, status: &'static str) -> Self {
        Self {
            entry: entry.to_string(),
            health: None,
            status,
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

/// Lines of entry, status, phase and its end: aligned on a terminal, else separated by tabs.
///
/// # Errors
///
/// Fails where the output does.
pub fn write(out: &mut dyn Write, rows: &[Row], look: Look<'_>) -> io::Result<()> {
    let mut widths = [0; 4];
    for row in rows {
        for (width, (text, _)) in widths.iter_mut().zip(row.fields(look)) {
            *width = text.width().max(*width);
        }
    }
    for row in rows {
        let fields = row.fields(look).into_iter().zip(widths);
        let cells = fields.map(|((text, style), width)| {
            let missing = width.saturating_sub(text.width());
            let gap = look.width.map_or(0, |_| missing);
            paint(text, style) + &" ".repeat(gap)
        });
        let gap = if look.width.is_some() { "  " } else { "\t" };
        let line = cells.collect::<Vec<_>>().join(gap);
        writeln!(out, "{}", line.trim_end_matches(' '))?;
    }
    Ok(())
}
