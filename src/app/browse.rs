//! The browse screen: a list of products, the releases of one, and its page.

pub mod find;
mod rows;

use serde::{Deserialize, Serialize};

use self::find::Find;
pub use self::rows::SortedBy;
use super::cursor::{Cursor, Scroll, Step, Way};
use super::line_edit::LineEdit;
use super::timeline::{self, Form, TimelineState};
use super::{Notice, Place};
use crate::facts::catalog::Catalog;
use crate::facts::lifecycle;
use crate::facts::page;
use crate::facts::product::{Product, Release};
use crate::facts::table::Table;
use crate::facts::table::fit::Widths;
use crate::facts::viewpoint::Viewpoint;
use crate::find::listing::{Listing, Sort};
use crate::find::query::Query;
use crate::text::markdown::Document;
use crate::text::markdown::layout::Line;

/// State of the browse screen.
#[derive(Debug, Default)]
pub struct Browse {
    /// The focused pane.
    pub focus: Pane,
    /// The right pane to show if there is room for only one.
    pub right: Right,
    /// How the releases are shown.
    pub form: Form,
    /// The focused pane has the whole screen.
    pub is_zoomed: bool,
    /// The query.
    pub query: LineEdit,
    /// The parsed query, as of the last listing.
    pub asked: Query,
    /// The order of the list.
    pub sort: Sort,
    /// The indices of the listed products.
    pub hits: Vec<usize>,
    /// Whether nothing matches the query, so that the nearest products are listed.
    pub is_guess: bool,
    /// The selected product among them.
    pub list: Cursor,
    /// The selected product; `None` if the list is empty.
    pub shown: Option<Shown>,
}

/// Messages for the browse screen only.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Msg {
    /// Focus another pane.
    Pane(Way),
    /// Sort the focused list or table by the next key.
    Sort,
    /// Reverse the order.
    Reverse,
    /// Unfold or fold the old releases.
    Fold,
    /// Switch between table and timeline.
    Form,
    /// Change the visible time of the timeline.
    Timeline(timeline::Msg),
    /// Give the focused pane the whole screen, or stop doing so.
    Zoom,
    /// Find a text in the page.
    Find,
    /// Go to another match in the page.
    Match(Way),
}

/// A pane that can have the focus.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Pane {
    /// The product list.
    #[default]
    List,
    /// The search line above it.
    Search,
    /// The release table.
    Releases,
    /// The page.
    Page,
    /// The line below the page for finding text.
    Find,
}

/// The panes on the right.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Right {
    /// The release table.
    #[default]
    Releases,
    /// The page.
    Page,
}

/// The selected product as of the day looked at.
#[derive(Debug)]
pub struct Shown {
    /// Its index in the catalog.
    pub index: usize,
    on: Viewpoint,
    /// Its releases.
    pub table: Table,
    /// The widths of its columns over the visible rows.
    pub widths: Widths,
    /// The selected line of the table.
    pub rows: Cursor,
    /// Whether the old releases are unfolded.
    pub is_unfolded: bool,
    /// The order of the rows; `None` for that of the file.
    pub sort: Option<SortedBy>,
    /// The releases by line of the table, without folded ones.
    order: Vec<usize>,
    /// The number of the newest supported release; `None` if there is none.
    newest_supported: Option<usize>,
    /// The columns that were drawn last; empty before.
    pub(super) seen: Vec<usize>,
    /// Its timeline.
    pub timeline: TimelineState,
    /// Its page.
    pub page: Document,
    /// The number of the page's block with the facts, see [`page::Page::facts`].
    pub facts: usize,
    /// The page as laid out last.
    pub laid_out: Option<LaidOut>,
    /// The facts as laid out last beside the page.
    pub laid_out_facts: Option<LaidOut>,
    /// How far the page is scrolled.
    pub scroll: Scroll,
    /// What is looked for in it.
    pub find: Find,
}

/// Blocks of the page as lines.
#[derive(Debug)]
pub struct LaidOut {
    /// The width that they were laid out for.
    pub width: usize,
    /// Whether the facts are among them.
    pub has_facts: bool,
    /// The lines.
    pub lines: Vec<Line>,
}

/// A line of the release table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TableLine {
    /// A release by its number.
    Release(usize),
    /// The line for the folded releases.
    Fold,
}

impl Browse {
    /// Takes the products of a query. After typing or sorting, the first one is selected; otherwise the
    /// selection stays.
    pub fn found(&mut self, listing: Listing, is_typed: bool, is_sorted: bool) {
        let kept = self.hits.get(self.list.selected()).copied();
        let is_search = is_typed && !self.query.text().is_empty();
        let kept = kept.filter(|_| !is_search && !is_sorted);
        self.asked = listing.query;
        (self.hits, self.is_guess) = (listing.hits, listing.is_guess);
        let line = kept.and_then(|index| self.hits.iter().position(|hit| *hit == index));
        self.list.select(line.unwrap_or(0));
    }

    /// Selects a product by its index in the catalog.
    pub fn select(&mut self, index: usize) {
        if let Some(line) = self.hits.iter().position(|hit| *hit == index) {
            self.list.select(line);
        }
    }

    /// Selects a release of the shown product, unfolding old ones if needed.
    pub fn select_release(&mut self, release: usize) {
        if let Some(shown) = &mut self.shown {
            shown.is_unfolded |= shown.table.folded.contains(&release);
            shown.changed();
            shown.select(TableLine::Release(release));
        }
    }

    /// The index of the product selected in the list.
    fn selected(&self) -> Option<usize> {
        self.hits.get(self.list.selected()).copied()
    }

    /// Whether the panes show the product selected in the list, if not necessarily as of the day looked at.
    pub(super) fn is_selected_shown(&self) -> bool {
        self.shown.as_ref().map(|shown| shown.index) == self.selected()
    }

    fn show_selected(&mut self, catalog: &Catalog, on: Viewpoint) {
        if self.is_selected_shown() && self.shown.as_ref().is_some_and(|shown| shown.on == on) {
            return;
        }
        let index = self.selected();
        let before = self.shown.take();
        self.shown = index.and_then(|index| Shown::new(catalog, index, on));
        // On another day, the selection and scroll position stay.
        if let (Some(before), Some(shown)) = (before, &mut self.shown)
            && before.index == shown.index
        {
            (shown.rows, shown.scroll) = (before.rows, before.scroll);
            (shown.is_unfolded, shown.find) = (before.is_unfolded, before.find);
            shown.sort = before.sort;
            shown.timeline.zoomed = before.timeline.zoomed;
            shown.changed();
        }
        if self.shown.is_none() && !matches!(self.focus, Pane::List | Pane::Search) {
            self.focus = Pane::List;
        }
    }

    pub(super) fn is_unseen(&self) -> bool {
        let shown = self.shown.as_ref();
        match self.focus {
            Pane::Releases => shown.is_some_and(|shown| shown.rows.is_unseen()),
            Pane::Page | Pane::Find => shown.is_some_and(|shown| shown.scroll.is_unseen()),
            Pane::List | Pane::Search => self.list.is_unseen(),
        }
    }

    /// Returns a notice for the user, if any.
    pub(super) fn update(&mut self, msg: Msg) -> Option<Notice> {
        match msg {
            Msg::Pane(way) => self.go(way),
            Msg::Sort => self.sort(),
            Msg::Reverse => self.reverse(),
            Msg::Fold => self.fold(),
            Msg::Form => self.reform(),
            Msg::Timeline(msg) => self.timeline(msg),
            Msg::Zoom => self.is_zoomed = !self.is_zoomed,
            Msg::Find => self.find(),
            Msg::Match(way) => return self.go_to_match(way),
        }
        None
    }

    /// Moves within a pane.
    pub(super) fn step(&mut self, pane: Pane, step: Step) {
        match (pane, &mut self.shown) {
            (Pane::Releases, Some(shown)) => {
                let count = shown.lines();
                shown.rows.step(step, count);
            }
            (Pane::Page | Pane::Find, Some(shown)) => shown.scroll.step(step),
            (Pane::List | Pane::Search, _) | (_, None) => self.list.step(step, self.hits.len()),
        }
    }

    /// Focuses the next or previous pane; the first follows the last.
    pub(super) fn go(&mut self, way: Way) {
        let (before, after) = match self.focus {
            Pane::List | Pane::Search => (Pane::Page, Pane::Releases),
            Pane::Releases => (Pane::List, Pane::Page),
            Pane::Page | Pane::Find => (Pane::Releases, Pane::List),
        };
        self.focus_on(match way {
            Way::Next => after,
            Way::Previous => before,
        });
    }

    pub(super) fn focus_on(&mut self, pane: Pane) {
        match pane {
            Pane::List | Pane::Search => {}
            _ if self.shown.is_none() => return,
            Pane::Releases => self.right = Right::Releases,
            Pane::Page | Pane::Find => self.right = Right::Page,
        }
        self.focus = pane;
    }

    pub(super) fn deeper(&mut self) {
        match self.focus {
            Pane::Search => self.focus_on(Pane::List),
            Pane::Releases => {
                let line = self.shown.as_ref().and_then(Shown::selected);
                if line == Some(TableLine::Fold) {
                    self.fold();
                } else {
                    self.focus_on(Pane::Page);
                }
            }
            Pane::List => self.focus_on(Pane::Releases),
            Pane::Find => self.focus_on(Pane::Page),
            Pane::Page => {}
        }
    }

    /// Steps back; returns whether the query has changed.
    pub(super) fn back(&mut self) -> bool {
        let has_query = !self.query.text().is_empty();
        match self.focus {
            Pane::Find => self.end_find(),
            Pane::Page if self.is_finding() => self.end_find(),
            Pane::List | Pane::Releases | Pane::Page if self.is_zoomed => self.is_zoomed = false,
            Pane::Page => self.focus_on(Pane::Releases),
            Pane::List | Pane::Search if has_query => {
                self.query.clear();
                return true;
            }
            Pane::List | Pane::Search | Pane::Releases => self.focus_on(Pane::List),
        }
        false
    }

    pub(super) fn fold(&mut self) {
        if let Some(shown) = &mut self.shown
            && !shown.table.folded.is_empty()
        {
            shown.is_unfolded = !shown.is_unfolded;
            shown.changed();
        }
    }

    /// Selects and focuses a release of the shown product.
    pub(super) fn go_to(&mut self, release: usize) {
        self.select_release(release);
        self.focus_on(Pane::Releases);
    }

    /// Shows the selected product as it is on a day.
    pub fn show(&mut self, catalog: &Catalog, on: Viewpoint) {
        self.show_selected(catalog, on);
        if let (Form::Timeline, Some(shown)) = (self.form, &mut self.shown) {
            shown.chart(catalog, on);
        }
    }

    /// The place that receives keys.
    pub fn place(&self) -> Place {
        match (self.focus, self.form) {
            (Pane::List, _) => Place::List,
            (Pane::Search, _) => Place::Search,
            (Pane::Releases, Form::Table) => Place::Releases,
            (Pane::Releases, Form::Timeline) => Place::Timeline,
            (Pane::Page, _) => Place::Page,
            (Pane::Find, _) => Place::Find,
        }
    }
}

fn newest_supported(product: &Product, on: Viewpoint) -> Option<usize> {
    let mut dates = product.dates();
    dates.position(|dates| lifecycle::release_health(dates, on).is_supported())
}

impl Shown {
    fn new(catalog: &Catalog, index: usize, on: Viewpoint) -> Option<Self> {
        let product = catalog.product(index)?;
        let page = page::compose(product, &catalog.beside(index), on);
        let mut shown = Self {
            index,
            on,
            table: Table::new(product, on),
            widths: Widths::default(),
            rows: Cursor::default(),
            is_unfolded: false,
            sort: None,
            order: Vec::new(),
            newest_supported: newest_supported(product, on),
            seen: Vec::new(),
            timeline: TimelineState::default(),
            page: page.document,
            facts: page.facts,
            laid_out: None,
            laid_out_facts: None,
            scroll: Scroll::default(),
            find: Find::default(),
        };
        shown.changed();
        Some(shown)
    }

    /// Updates everything that depends on the rows and their order.
    pub(super) fn changed(&mut self) {
        self.order = self.ordered();
        let lines = self.lines();
        self.widths = self.table.widths(lines);
        let last = lines.saturating_sub(1);
        self.rows.select(self.rows.selected().min(last));
    }

    /// The selected line; `None` if there are no releases.
    pub fn selected(&self) -> Option<TableLine> {
        self.line(self.rows.selected())
    }

    /// The selected release.
    pub fn release<'a>(&self, releases: &'a [Release]) -> Option<&'a Release> {
        match self.selected()? {
            TableLine::Release(number) => releases.get(number),
            TableLine::Fold => None,
        }
    }
}
