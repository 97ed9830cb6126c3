//! The stack screen: the versions that the files of a folder name, grouped, with those that need attention first.

mod lines;
mod passing;
mod reading;

use std::collections::HashMap;

use chrono::NaiveDate;

pub use self::lines::{Group, Line, Order};
use self::lines::{Lines, Listed};
pub use self::reading::{Progress, Project, Reading};
use super::cursor::{Cursor, Rows};
use super::headed::Headed;
use super::screen::Screen;
use super::timeline::{Form, TimelineState, Unfolded};
use super::{Model, NO_RELEASE, Place};
use crate::facts::catalog::Catalog;
use crate::facts::viewpoint::Viewpoint;
use crate::facts::wording;
use crate::sources::walk;
use crate::stack::item::{Item, Judge};
use crate::stack::names::{Found, Names};
use crate::stack::policy::Ruling;
use crate::stack::survey::{self, Survey};
use crate::text::yaml;

/// The state of the stack screen.
#[derive(Debug, Default)]
pub struct StackScreen {
    /// Whether and what was read.
    pub reading: Reading,
    /// The products of the claims; `None` until they were looked up in the current catalog.
    products: Option<Vec<Option<Found>>>,
    /// What was read, judged on the day looked at.
    pub survey: Survey,
    /// The ruling on each item, in order.
    rulings: Vec<Ruling>,
    /// The numbers of each product's items, by its id: the indices of products are those of another catalog until
    /// the stack is judged again.
    by_product: HashMap<String, Vec<usize>>,
    /// What the rows were made from.
    lines: Lines,
    /// The listed lines under their headings.
    pub rows: Headed<Line>,
    /// How the items are grouped.
    pub order: Order,
    /// Whether items that need no attention are listed too.
    pub is_unfolded: bool,
    /// Whether the items are listed, or their releases are shown on a timeline.
    pub form: Form,
    /// That timeline.
    pub timeline: TimelineState,
    /// Its selected row.
    pub bars: Cursor,
    /// The day of the survey; `None` if it is outdated.
    day: Option<NaiveDate>,
    /// Whether the lines show the current survey, query and order.
    is_listed: bool,
    /// Whether the timeline shows the current lines.
    is_charted: bool,
}

/// Messages for the stack screen only.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Msg {
    /// Group the items by the next key.
    Sort,
    /// List items that need no attention, or only count them.
    Fold,
    /// Read the files again.
    Read,
    /// Open the file of the selected line in the user's editor.
    Edit,
    /// Switch between list and timeline.
    Form,
}

impl StackScreen {
    /// Marks the lines as outdated.
    pub(super) fn forget(&mut self) {
        self.is_listed = false;
    }

    /// Marks everything as outdated that depends on the catalog or on the files.
    pub(super) fn forget_products(&mut self) {
        self.products = None;
        self.day = None;
    }

    /// The place that receives keys, apart from the search line.
    pub(super) fn place(&self) -> Place {
        match self.form {
            Form::Table => Place::Stack,
            Form::Timeline => Place::StackBars,
        }
    }

    /// The list that keys move in.
    pub(super) fn focused(&mut self) -> &mut dyn Rows {
        match self.form {
            Form::Table => &mut self.rows,
            Form::Timeline => &mut self.bars,
        }
    }

    /// The group of a heading.
    pub fn group(&self, number: usize) -> Option<&Group> {
        self.lines.groups.get(number)
    }

    /// An item with its ruling.
    pub fn item(&self, number: usize) -> Option<(&Item, &Ruling)> {
        self.survey.items.get(number).zip(self.rulings.get(number))
    }

    /// How many items of each status pass the query: `2 ended`, `1 soon`.
    pub fn counts(&self) -> &[String] {
        &self.lines.counts
    }

    /// Those of them that are not listed: `28 supported in 9 files`; empty if all are.
    pub fn folded(&self) -> &str {
        &self.lines.folded
    }

    /// The items that pass the query.
    pub fn items(&self) -> impl Iterator<Item = &Item> {
        let numbers = self.lines.passing.iter();
        numbers.filter_map(|number| self.survey.items.get(*number))
    }

    /// The releases of the items that pass the query, by the indices of their products and their numbers.
    pub(super) fn releases(&self) -> Vec<(usize, usize)> {
        let items = self.items();
        let releases =
            items.filter_map(|item| Some((item.product.index, item.release.as_ref()?.number)));
        releases.collect()
    }

    /// The selected item; `None` if another line is selected, or none.
    pub fn selected(&self) -> Option<&Item> {
        match self.rows.line()? {
            Line::Item(number) => self.survey.items.get(number),
            _ => None,
        }
    }

    /// The product index and release number of the selection; `None` if there is none, or if it has no release.
    pub(super) fn release(&self) -> Option<(usize, usize)> {
        match self.form {
            Form::Table => {
                let item = self.selected()?;
                Some((item.product.index, item.release.as_ref()?.number))
            }
            Form::Timeline => self.timeline.release(self.bars.selected()),
        }
    }

    /// The file and the line number of the selected line; `None` if it has none.
    pub(super) fn place_in_file(&self) -> Option<(String, usize)> {
        let gathered = &self.reading.project.as_ref()?.gathered;
        let (path, line) = match self.rows.line()? {
            Line::Item(number) => {
                let item = self.survey.items.get(number)?;
                (&item.path, item.claim.at.line)
            }
            Line::Unmatched(number) => {
                let unmatched = self.survey.unmatched.get(number)?;
                (&unmatched.path, unmatched.at.line)
            }
            Line::Unread(number) => {
                let unread = gathered.unread.get(number)?;
                (&unread.path, unread.at.map_or(1, |at| at.line))
            }
            Line::Heading(_) | Line::Folded => return None,
        };
        Some((path.clone(), line))
    }

    /// Handles a message that needs nothing but the screen.
    pub(super) fn update(&mut self, msg: Msg) {
        match msg {
            Msg::Sort => self.order = self.order.next(),
            Msg::Fold => self.is_unfolded = !self.is_unfolded,
            Msg::Form => self.form = self.form.other(),
            Msg::Read | Msg::Edit => {}
        }
        if matches!(msg, Msg::Sort | Msg::Fold) {
            self.forget();
        }
    }

    /// What lasts of the selected item.
    fn picked(&self) -> Option<Lasting> {
        let item = self.selected()?;
        Some((item.path.clone(), item.claim.at, item.product.id.clone()))
    }

    /// Lists the items of these numbers, and selects the one that was picked.
    fn list(&mut self, passing: Vec<usize>, is_all: bool, picked: Option<Lasting>) {
        let unread = self.reading.project.as_ref();
        let unread = unread.map_or(0, |project| project.gathered.unread.len());
        let needs_attention = |number: &usize| {
            let item = self.item(*number);
            item.is_some_and(|(item, ruling)| ruling.needs_attention(item))
        };
        // A query is answered even if nothing that it asks for needs attention.
        let is_answer = !is_all && !passing.iter().any(needs_attention);
        let listed = Listed {
            survey: &self.survey,
            rulings: &self.rulings,
            unread: if is_all { unread } else { 0 },
            is_unfolded: self.is_unfolded || is_answer,
            has_unmatched: self.is_unfolded && is_all,
        };
        let (rows, lines) = Lines::new(&listed, self.order, passing);
        self.rows.replace(rows);
        self.lines = lines;
        let number = picked.and_then(|(path, at, product)| {
            let mut items = self.survey.items.iter();
            items.position(|item| {
                (&item.path, item.claim.at, &item.product.id) == (&path, at, &product)
            })
        });
        let line = number.and_then(|number| self.rows.number_of(Line::Item(number)));
        let line = line.unwrap_or(self.rows.selected());
        self.rows.select_near(line);
        (self.is_listed, self.is_charted) = (true, false);
    }

    /// Creates the timeline of the listed releases.
    fn chart(&mut self, catalog: &Catalog, on: Viewpoint) {
        let unfolded = Unfolded::of_releases(catalog, self.releases(), on);
        self.timeline.show(unfolded, &mut self.bars);
        self.is_charted = true;
    }
}

/// What of an item stays when it is judged anew: its file, its place there, and the id of its product.
type Lasting = (String, yaml::Place, String);

impl Model {
    /// Brings the stack screen up to date.
    pub(super) fn settle_stack(&mut self) {
        let (on, day) = (self.viewpoint(), self.day());
        let stack = &mut self.stack;
        let Some(project) = &stack.reading.project else {
            return;
        };
        let is_outdated = stack.day != Some(day) || !stack.is_listed;
        let picked = is_outdated.then(|| stack.picked()).flatten();
        if stack.day != Some(day) {
            let (gathered, policy) = (&project.gathered, &project.policy);
            let catalog = &self.catalog;
            let products = stack.products.get_or_insert_with(|| {
                survey::products(gathered, &Names::new(catalog, &policy.names))
            });
            let judge = Judge {
                catalog,
                on,
                soon: policy.soon(day),
            };
            stack.survey = Survey::new(gathered, products, judge);
            stack.by_product = HashMap::new();
            for (number, item) in stack.survey.items.iter().enumerate() {
                let numbers = stack.by_product.entry(item.product.id.clone());
                numbers.or_default().push(number);
            }
            let items = stack.survey.items.iter();
            let rulings = items.map(|item| policy.rule(item, day, &walk::is_within));
            stack.rulings = rulings.collect();
            stack.day = Some(day);
            stack.is_listed = false;
        }
        if !self.stack.is_listed {
            let is_all = self.browse.query.text().is_empty();
            self.stack.list(self.passing(), is_all, picked);
        }
        if self.stack.form == Form::Timeline && !self.stack.is_charted {
            self.stack.chart(&self.catalog, on);
        }
    }

    /// Why the selected item of the stack has its status, and what the policy says; `None` if none is selected.
    pub(super) fn why_in_stack(&self) -> Option<Vec<String>> {
        let stack = &self.stack;
        let is_shown = self.screen == Screen::Stack && stack.form == Form::Table;
        let Line::Item(number) = stack.rows.line().filter(|_| is_shown)? else {
            return None;
        };
        let (item, ruling) = stack.item(number)?;
        let ruling = ruling.reason().map(|reason| wording::sentence(&reason));
        let at = item.claim.at;
        let place = format!(
            "{}:{}:{}: {}",
            item.path, at.line, at.column, item.claim.written
        );
        let reasons = item.reasons(self.viewpoint()).into_iter();
        Some(
            std::iter::once(place)
                .chain(reasons)
                .chain(ruling)
                .collect(),
        )
    }

    /// Goes from a row to its release, or to its product if the release is unknown.
    pub(super) fn stack_deeper(&mut self) {
        if let Some((product, release)) = self.stack.release() {
            self.visit(product, release);
        } else if let Some(item) = self.stack.selected() {
            self.visit_product(item.product.index);
        } else {
            self.fail(NO_RELEASE);
        }
    }
}

#[cfg(test)]
mod tests;
