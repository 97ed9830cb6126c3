//! How each screen and pop-up handles the messages common to all, and the ways between screens.

use super::browse::Pane;
use super::cursor::{Rows, Step, Way};
use super::line_edit::Edit;
use super::obstacle::COVERED;
use super::screen::Screen;
use super::timeline::{self, Form};
use super::{Effect, Model, Place};

impl Model {
    /// The place that receives keys when no pop-up is open.
    pub fn place_below(&self) -> Place {
        match self.screen {
            _ if self.is_in_search() => Place::Search,
            Screen::Browse => self.browse.place(),
            Screen::Radar => Place::Radar,
            Screen::Releases => Place::ReleaseList,
            Screen::Comparison => Place::Comparison,
            Screen::Watchlist => self.watchlist.place(),
            Screen::Stack => self.stack.place(),
            Screen::Changes => Place::Changes,
        }
    }

    /// Brings the current screen up to date.
    pub(super) fn settle_screen(&mut self) {
        match self.screen {
            // From these panes, a step back goes nowhere else.
            Screen::Browse if matches!(self.browse.focus, Pane::List | Pane::Search) => {
                self.came_from = None;
            }
            Screen::Browse => {}
            Screen::Radar => self.settle_radar(),
            Screen::Releases => self.settle_release_list(),
            Screen::Comparison => self.settle_comparison(),
            Screen::Watchlist => self.settle_watchlist(),
            Screen::Stack => self.settle_stack(),
            Screen::Changes => self.settle_changes(),
        }
    }

    /// The list that keys move in on the current screen; `None` in Browse, which has panes of its own.
    pub(super) fn rows(&mut self) -> Option<&mut dyn Rows> {
        match self.screen {
            Screen::Browse => None,
            Screen::Radar => Some(&mut self.radar.rows),
            Screen::Releases => Some(&mut self.release_list.rows),
            Screen::Comparison => Some(&mut self.comparison.rows),
            Screen::Watchlist => Some(self.watchlist.focused()),
            Screen::Stack => Some(self.stack.focused()),
            Screen::Changes => Some(&mut self.changes.rows),
        }
    }

    /// Whether the focused pane of the current screen has never been drawn.
    pub(super) fn is_screen_unseen(&mut self) -> bool {
        match self.rows() {
            Some(rows) => rows.is_unseen(),
            None => self.browse.is_unseen(),
        }
    }

    /// Stores the number of rows drawn in the panes of the current screen; Browse stores its own.
    pub(super) fn screen_drawn(&mut self, heights: [usize; 2]) {
        let [height, _] = heights;
        if self.screen == Screen::Watchlist {
            self.watchlist.drawn(heights);
        } else if let Some(rows) = self.rows() {
            rows.seen(height);
        }
    }

    pub(super) fn step(&mut self, step: Step) {
        match &mut self.popup {
            Some(popup) => popup.step(step),
            None => self.step_screen(step),
        }
    }

    /// Moves in the focused pane of the current screen.
    pub(super) fn step_screen(&mut self, step: Step) {
        match self.rows() {
            Some(rows) => rows.step(step),
            None => self.browse.step(self.browse.focus, step),
        }
    }

    /// Goes to another group of the current list.
    pub(super) fn jump(&mut self, way: Way) {
        if let Some(rows) = self.rows() {
            rows.jump(way);
        }
    }

    /// Changes the visible time of the current timeline.
    pub(super) fn zoom(&mut self, msg: timeline::Msg) {
        let shown = self.browse.shown.as_mut();
        let timeline = match self.screen {
            Screen::Browse => shown.map(|shown| &mut shown.timeline),
            Screen::Comparison => Some(&mut self.comparison.timeline),
            Screen::Watchlist => Some(&mut self.watchlist.timeline),
            Screen::Stack => Some(&mut self.stack.timeline),
            Screen::Radar | Screen::Releases | Screen::Changes => None,
        };
        if let Some(timeline) = timeline {
            timeline.update(msg);
        }
    }

    /// Shows the selected release on a time axis in Browse.
    pub(super) fn chart(&mut self) {
        if self.popup.is_some() {
            return self.fail(COVERED);
        }
        let selected = self.picked();
        let selected = selected.map(|picked| (picked.index, picked.number().ok()));
        let selected = selected.map_err(str::to_owned);
        let Some((product, release)) = self.or_fail(selected) else {
            return;
        };
        match release {
            Some(release) => self.visit(product, release),
            None => self.visit_product(product),
        }
        self.browse.form = Form::Timeline;
    }

    pub(super) fn deeper(&mut self) -> Option<Effect> {
        if self.popup.is_some() {
            return self.choose();
        }
        if self.is_in_search() {
            self.is_searching = false;
            return None;
        }
        match self.screen {
            Screen::Browse if self.is_pointed() => self.browse.focus_on(Pane::Releases),
            Screen::Browse => self.browse.deeper(),
            Screen::Stack => self.stack_deeper(),
            Screen::Changes => self.changes_deeper(),
            Screen::Radar | Screen::Releases | Screen::Comparison | Screen::Watchlist => {
                if let Some((product, release)) = self.selected_row() {
                    self.visit(product, release);
                }
            }
        }
        None
    }

    /// Whether the current screen has rows below a search line. What is compared does not depend on the query, and
    /// the search line of Browse is one of its panes.
    fn has_search(&self) -> bool {
        !matches!(self.screen, Screen::Browse | Screen::Comparison)
    }

    /// Whether the search line above the rows of the current screen has the focus.
    fn is_in_search(&self) -> bool {
        self.is_searching && self.has_search()
    }

    /// Whether the search line points at one thing, whose releases are the next step: a release, or the only
    /// product that is left.
    pub fn is_pointed(&self) -> bool {
        let is_only = self.browse.hits.len() == 1 && !self.browse.query.text().is_empty();
        self.is_release_named()
            || (self.place() == Place::Search && self.screen == Screen::Browse && is_only)
    }

    /// Whether the query in the search line names a release of the product that is shown.
    pub(super) fn is_release_named(&self) -> bool {
        let is_named = self.reading.as_ref().is_some_and(|reading| {
            let shown = self.browse.shown.as_ref();
            let is_shown = shown.is_some_and(|shown| shown.index == reading.product);
            is_shown && !reading.fit.releases().is_empty()
        });
        self.place() == Place::Search && self.screen == Screen::Browse && is_named
    }

    pub(super) fn back(&mut self) {
        match (self.popup.take(), self.screen) {
            (Some(popup), _) => self.popup = popup.back(),
            (None, Screen::Browse) => self.browse_back(),
            (None, Screen::Comparison) => self.screen = Screen::Browse,
            // The query stays for the products.
            (None, Screen::Releases) if !self.is_searching => self.screen = Screen::Browse,
            (None, Screen::Watchlist) if self.watchlist.is_zoomed && !self.is_searching => {
                self.watchlist.is_zoomed = false;
            }
            (None, _) => self.rows_back(),
        }
    }

    /// Clears the query, then leaves the search line, then the screen.
    fn rows_back(&mut self) {
        if !self.browse.query.text().is_empty() {
            return self.write("");
        }
        if self.is_searching {
            self.is_searching = false;
        } else {
            self.screen = Screen::Browse;
        }
    }

    pub(super) fn edit(&mut self, edit: &Edit) -> Option<Effect> {
        if let Some(popup) = &mut self.popup {
            let is_chosen = popup.edit(edit);
            return is_chosen.then(|| self.choose())?;
        }
        if self.place_below() == Place::Find {
            self.browse.edit_find(edit);
            return None;
        }
        let is_in_search = self.place_below() == Place::Search;
        if *edit == Edit::Insert(':') && is_in_search && self.browse.query.text().is_empty() {
            // No query begins with a colon, which introduces an action instead.
            self.deeper();
            self.open_palette();
            return None;
        }
        let is_text = matches!(edit, Edit::Insert(_) | Edit::Paste(_));
        if is_text {
            self.search();
        }
        self.is_stale |= self.browse.query.edit(edit);
        if is_text && self.browse.query.is_full() {
            self.say_full();
        }
        None
    }

    /// Focuses the search line. All screens share its query.
    pub(super) fn search(&mut self) {
        if self.has_search() {
            self.is_searching = true;
        } else {
            self.screen = Screen::Browse;
            self.browse.focus = Pane::Search;
        }
    }

    /// Leaves the search line for a neighboring pane.
    pub(super) fn leave_search(&mut self, way: Way) {
        if self.has_search() {
            self.is_searching = false;
        } else {
            self.browse.go(way);
        }
    }

    pub(super) fn go(&mut self, screen: Screen) -> Option<Effect> {
        (self.screen, self.came_from, self.is_searching) = (screen, None, false);
        if screen == Screen::Releases {
            self.settle_release_list();
            self.select_named();
        }
        self.need()
    }

    fn browse_back(&mut self) {
        let browse = &mut self.browse;
        let is_leaving = browse.focus == Pane::Releases && !browse.is_zoomed;
        match self.came_from.take_if(|_| is_leaving) {
            Some(screen) => self.screen = screen,
            None => self.is_stale |= browse.back(),
        }
    }

    /// Shows a product, whatever the query.
    pub(super) fn show_product(&mut self, index: usize) {
        if !self.browse.hits.contains(&index) {
            self.write("");
        }
        self.browse.select(index);
        self.browse.show(&self.catalog, self.viewpoint());
    }

    /// Shows a release in Browse; a step back returns to this screen.
    pub(super) fn visit(&mut self, product: usize, release: usize) {
        self.visit_product(product);
        self.browse.select_release(release);
    }

    /// Shows a product in Browse with its releases focused; a step back returns to this screen.
    pub(super) fn visit_product(&mut self, product: usize) {
        self.show_product(product);
        self.browse.focus_on(Pane::Releases);
        self.came_from = Some(self.screen);
        self.screen = Screen::Browse;
    }
}
