//! The watchlist with statuses, owners and notes, one entry a line, in the order of the file.

use std::io::{self, Write};

use ratatui::style::Style;
use serde::Serialize;

use super::html::{Cell, Page};
use super::rows::{self, Field};
use super::version::Ends;
use super::{Look, Tabular, markdown};
use crate::facts::catalog::Catalog;
use crate::facts::lifecycle::{self, Health, Phase};
use crate::facts::table::Tone;
use crate::facts::viewpoint::Viewpoint;
use crate::mine::watchlist::state::{self, State};
use crate::mine::watchlist::{Entry, Remark, Watchlist};
use crate::settings::theme::Theme;
use crate::text::markdown::escaped;

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
    remark: Remark,
}

/// An entry as JSON.
#[derive(Default, Serialize)]
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
    owner: Option<&'a str>,
    note: Option<&'a str>,
}

/// The entries of a watchlist with their statuses on a day.
pub fn rows(list: &Watchlist, catalog: &Catalog, on: Viewpoint) -> Vec<Row> {
    let entries = list.remarked();
    let rows = entries.map(|(entry, remark)| Row {
        remark,
        ..Row::new(entry, catalog, on)
    });
    rows.collect()
}

impl Row {
    fn new(entry: &Entry, catalog: &Catalog, on: Viewpoint) -> Self {
        let Some(index) = entry.product_in(catalog) else {
            return Self::unknown(entry, "not in the data");
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
            health: Some(health),
            state,
            phase: release.map_or(words.to_owned(), |release| format!("{release} {words}")),
            release: release.or(entry.release()).map(str::to_owned),
            end: state.map_or(String::new(), |state| state.end_words(on)),
            ..Self::unknown(entry, health.words())
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
            owner: self.remark.owner.as_deref(),
            note: self.remark.note.as_deref(),
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
            remark: Remark::default(),
        }
    }

    fn fields(&self, look: Look<'_>) -> [Field; 5] {
        let style = |style: fn(&Theme, Option<Health>) -> Style| {
            look.theme.map(|theme| style(theme, self.health))
        };
        let status = |theme: &Theme, health: Option<Health>| {
            health.map_or(theme.unknown, |health| theme.health(health).1)
        };
        [
            (self.entry.clone(), style(|theme, _| theme.title)),
            (self.status.to_owned(), style(status)),
            (self.phase.clone(), None),
            (self.end.clone(), style(|theme, _| theme.dim)),
            (self.remark.words(), None),
        ]
    }
}

fn name<'a>(catalog: &'a Catalog, state: &State) -> Option<&'a str> {
    let (_, release) = catalog.release((state.product, state.release))?;
    Some(&release.name)
}

impl Tabular for [Row] {
    const TITLE: &'static str = "Watchlist";
    const WIDTH: Option<usize> = Some(120);

    fn records(&self) -> Vec<impl Serialize + Default> {
        self.iter().map(Row::record).collect::<Vec<_>>()
    }

    /// Writes entry, status, phase, its end and, if there are any, remarks: aligned on a terminal, otherwise
    /// separated by tabs.
    fn write_text(&self, out: &mut dyn Write, look: Look<'_>) -> io::Result<()> {
        let has_remarks = self.iter().any(|row| !row.remark.is_empty());
        let count = if has_remarks { 5 } else { 4 };
        let fields = self
            .iter()
            .map(|row| row.fields(look).into_iter().take(count));
        rows::write(
            out,
            &fields.map(Iterator::collect).collect::<Vec<_>>(),
            None,
            look,
        )
    }

    fn write_markdown(&self, out: &mut dyn Write, _: Look<'_>) -> io::Result<()> {
        markdown::write_head(out, &HEADINGS)?;
        self.iter()
            .try_for_each(|row| markdown::write_row(out, &row.cells().map(escaped)))
    }

    fn write_page(&self, out: &mut dyn Write, look: Look<'_>) -> io::Result<()> {
        let mut page = Page::new(Self::TITLE, look);
        let rows = self.iter().map(|row| {
            let mut cells = row.cells().map(Cell::from).to_vec();
            if let Some(status) = cells.get_mut(1) {
                status.tone = row.health.map_or(Tone::Unknown, Health::tone);
            }
            cells
        });
        page.table("Watched products and releases", &HEADINGS, rows);
        page.write(out)
    }
}

/// The columns for people.
const HEADINGS: [&str; 6] = ["Entry", "Status", "Phase", "End", "Owner", "Note"];

impl Row {
    fn cells(&self) -> [&str; 6] {
        let Remark { owner, note } = &self.remark;
        [
            &self.entry,
            self.status,
            &self.phase,
            &self.end,
            owner.as_deref().unwrap_or_default(),
            note.as_deref().unwrap_or_default(),
        ]
    }
}
