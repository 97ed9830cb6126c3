//! Comparing products: those that are marked, or the few that the query finds, with their releases on one
//! time axis.

use chrono::NaiveDate;

use super::cursor::Cursor;
use super::screen::Screen;
use super::timeline::{TimelineState, Unfolded};
use super::{Model, NO_PRODUCT};
use crate::find::comparison::{self, Compared};
use crate::find::releases::Listed;

/// The state of the comparison.
#[derive(Debug, Default)]
pub struct Comparison {
    /// The indices of the marked products, in the order in which they were marked.
    pub marked: Vec<usize>,
    /// The indices of the compared products.
    pub products: Vec<usize>,
    /// The compared products as of the day looked at, in order.
    pub compared: Vec<Compared>,
    /// Their releases on one time axis.
    pub timeline: TimelineState,
    /// The selected release.
    pub rows: Cursor,
    /// The day of all this; `None` if it is outdated.
    day: Option<NaiveDate>,
}

/// Messages for comparing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Msg {
    /// Mark the selected product, or unmark it. In the comparison, leave it out.
    Mark,
    /// Compare the marked products, or those that the query finds.
    Compare,
}

/// Of more products than this, a query is too wide to be compared.
const MOST: usize = 12;

impl Comparison {
    /// The selected release; `None` if there is none.
    pub fn selected(&self) -> Option<Listed> {
        self.timeline.release(self.rows.selected())
    }

    /// The compared releases.
    pub(super) fn releases(&self) -> Vec<Listed> {
        let rows = self.timeline.rows().iter();
        rows.map(|row| (row.product, row.release)).collect()
    }

    /// Whether a product is marked, by its index.
    pub fn is_marked(&self, index: usize) -> bool {
        self.marked.contains(&index)
    }

    /// Compares some products.
    pub(super) fn take(&mut self, products: Vec<usize>) {
        self.products = products;
        self.rows.select(0);
        self.timeline.zoomed = None;
        self.day = None;
    }

    /// Marks a product, or unmarks it; returns whether it is marked now.
    fn toggle(&mut self, index: usize) -> bool {
        let before = self.marked.len();
        self.marked.retain(|marked| *marked != index);
        let is_new = self.marked.len() == before;
        if is_new {
            self.marked.push(index);
        }
        is_new
    }
}

impl Model {
    /// Brings the comparison up to date. The selection follows its release.
    pub(super) fn settle_comparison(&mut self) {
        let (catalog, on) = (&self.catalog, self.viewpoint());
        let comparison = &mut self.comparison;
        if comparison.day == Some(on.day) {
            return;
        }
        let picked = comparison.selected();
        comparison.compared = comparison::compared(catalog, &comparison.products, on);
        let releases = comparison::releases(catalog, &comparison.compared, on);
        let line = releases.iter().position(|release| Some(*release) == picked);
        comparison.timeline.unfolded = Some(Unfolded::of(catalog, &releases, on));
        let count = comparison.timeline.rows().len();
        comparison.rows.resize(count);
        comparison.rows.select(line.unwrap_or(0));
        comparison.day = Some(on.day);
    }

    pub(super) fn update_comparison(&mut self, msg: Msg) {
        match msg {
            Msg::Mark if self.screen == Screen::Comparison => self.leave_out(),
            Msg::Mark => self.mark(),
            Msg::Compare => self.compare(),
        }
    }

    fn mark(&mut self) {
        let Ok(picked) = self.picked() else {
            self.fail(NO_PRODUCT);
            return;
        };
        let (index, title) = (picked.index, picked.product.title.clone());
        let is_marked = self.comparison.toggle(index);
        let others = match (is_marked, self.comparison.marked.len()) {
            (false, _) => "no longer marked".to_owned(),
            (true, 1) => "marked; mark another product to compare them".to_owned(),
            (true, count) => format!(
                "marked; {} compares all {count}",
                self.keys_of(Msg::Compare)
            ),
        };
        self.done(format!("{title} is {others}."));
    }

    /// Leaves the product of the selected release out of the comparison.
    fn leave_out(&mut self) {
        let Some((product, _)) = self.comparison.selected() else {
            return;
        };
        let mut products = self.comparison.products.clone();
        products.retain(|index| *index != product);
        self.comparison.marked.retain(|index| *index != product);
        if products.len() < 2 {
            self.screen = Screen::Browse;
        }
        self.comparison.take(products);
    }

    /// Compares the marked products and, if it is only one, the selected product with it; without any, those
    /// that the query finds.
    fn compare(&mut self) {
        let mut products = self.comparison.marked.clone();
        if let ([one], Ok(picked)) = (products.as_slice(), self.picked())
            && *one != picked.index
        {
            products.push(picked.index);
        }
        let browse = &self.browse;
        let is_few = (2..=MOST).contains(&browse.hits.len()) && !browse.is_guess;
        if products.is_empty() && is_few && !browse.query.text().is_empty() {
            products.clone_from(&browse.hits);
        }
        if products.len() < 2 {
            let (mark, compare) = (self.keys_of(Msg::Mark), self.keys_of(Msg::Compare));
            self.fail(format!(
                "To compare, mark at least two products with {mark} and press {compare}, or search for 2 to {MOST} \
                 products, such as of:ubuntu,debian."
            ));
            return;
        }
        self.comparison.take(products);
        (self.screen, self.came_from) = (Screen::Comparison, None);
    }
}
