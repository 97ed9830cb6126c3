//! The browse screen: a list of products, the releases of one, and its page.

pub mod find;
mod shown;

use serde::{Deserialize, Serialize};

pub use self::shown::{LaidOut, Shown, SortedBy, TableLine};
use super::cursor::{Cursor, Rows, Step, Way};
use super::line_edit::LineEdit;
use super::timeline::Form;
use super::{Notice, Place};
use crate::facts::catalog::Catalog;
use crate::facts::viewpoint::Viewpoint;
use crate::find::listing::{Listing, Sort};
use crate::find::query::Query;

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

impl Browse {
    /// Takes the products of a query. After typing or sorting, the first one is selected; otherwise the
    /// selection stays.
    pub fn found(&mut self, listing: Listing, is_typed: bool, is_sorted: bool) {
        let kept = self.hits.get(self.list.selected()).copied();
        let is_search = is_typed && !self.query.text().is_empty();
        let kept = kept.filter(|_| !is_search && !is_sorted);
        self.asked = listing.query;
        (self.hits, self.is_guess) = (listing.hits, listing.is_guess);
        self.list.resize(self.hits.len());
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
            Msg::Zoom => self.is_zoomed = !self.is_zoomed,
            Msg::Find => self.find(),
            Msg::Match(way) => return self.go_to_match(way),
        }
        None
    }

    /// Moves within a pane.
    pub(super) fn step(&mut self, pane: Pane, step: Step) {
        match (pane, &mut self.shown) {
            (Pane::Releases, Some(shown)) => shown.rows.step(step),
            (Pane::Page | Pane::Find, Some(shown)) => shown.scroll.step(step),
            (Pane::List | Pane::Search, _) | (_, None) => self.list.step(step),
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

    /// Sorts the focused table, or the list, by the next key.
    fn sort(&mut self) {
        match &mut self.shown {
            Some(shown) if self.focus == Pane::Releases => shown.sort(),
            _ => self.sort = self.sort.next(self.has_words()),
        }
    }

    fn reverse(&mut self) {
        match &mut self.shown {
            Some(shown) if self.focus == Pane::Releases => shown.reverse(),
            _ => self.sort = self.sort.reversed(),
        }
    }

    /// Switches between table and timeline, and focuses the releases.
    fn reform(&mut self) {
        self.form = self.form.other();
        if self.shown.is_some() {
            (self.focus, self.right) = (Pane::Releases, Right::Releases);
        }
    }

    /// Whether the query contains words, so that products match better or worse.
    pub fn has_words(&self) -> bool {
        !self.asked.words.trim().is_empty()
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
