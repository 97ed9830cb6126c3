//! The changes screen: what the last update changed, watched items first, then the worst news.

use std::cmp::Reverse;
use std::collections::HashMap;

use super::headed::{self, Headed};
use super::{GONE, Model};
use crate::facts::changes::{Change, Changed, Kind};
use crate::facts::moves::Said;

/// The state of the changes screen.
#[derive(Debug, Default)]
pub struct ChangesScreen {
    /// The changes of the last update; `None` until they have been read, and if there was no update.
    pub changed: Option<Changed>,
    /// The listed changes, in order.
    pub entries: Vec<Entry>,
    /// The entries under their headings.
    pub rows: Headed<Line>,
    /// The sort order of the entries.
    pub order: Order,
    /// Whether the order is reversed.
    pub is_reversed: bool,
    /// Whether changes of latest versions are listed too.
    pub has_versions: bool,
    /// Whether the lines reflect the current changes, query and order.
    is_listed: bool,
}

/// Messages for the changes screen only.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Msg {
    /// Sort the changes by the next key.
    Sort,
    /// Reverse the order.
    Reverse,
    /// List changes of latest versions, or only count them.
    Versions,
}

/// The sort orders of changes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Order {
    /// The worst news first.
    #[default]
    Worst,
    /// Product, then release.
    Product,
    /// The new date, the nearest first; changes without one come last.
    Day,
}

/// A listed change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    /// Its index among all changes.
    pub change: usize,
    /// The product's index; `None` if the product is gone.
    pub product: Option<usize>,
    /// Whether the product or release is watched.
    pub is_watched: bool,
    /// Whether it is in the stack that was read last.
    pub is_in_stack: bool,
}

impl Entry {
    /// Whether it comes first, because it is the user's own.
    fn is_own(self) -> bool {
        self.is_watched || self.is_in_stack
    }
}

/// A line of the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Line {
    /// A heading, with the number of entries below it. It cannot be selected.
    Heading(&'static str, usize),
    /// An entry by its index.
    Entry(usize),
    /// The number of unlisted changes of latest versions. It cannot be selected.
    Hidden(usize),
}

impl headed::Line for Line {
    fn is_heading(self) -> bool {
        matches!(self, Self::Heading(..))
    }

    fn is_selectable(self) -> bool {
        matches!(self, Self::Entry(_))
    }
}

impl Order {
    /// Its name.
    pub fn words(self) -> &'static str {
        match self {
            Self::Worst => "most important first",
            Self::Product => "by product",
            Self::Day => "by date",
        }
    }

    fn next(self) -> Self {
        match self {
            Self::Worst => Self::Product,
            Self::Product => Self::Day,
            Self::Day => Self::Worst,
        }
    }
}

impl ChangesScreen {
    /// Marks the lines as outdated.
    pub(super) fn forget(&mut self) {
        self.is_listed = false;
    }

    /// The number of the selected entry; `None` if there is none.
    pub fn position(&self) -> Option<usize> {
        match self.rows.line()? {
            Line::Entry(entry) => Some(entry),
            Line::Heading(..) | Line::Hidden(_) => None,
        }
    }

    /// The selected entry; `None` if there is none.
    pub fn selected(&self) -> Option<Entry> {
        self.entries.get(self.position()?).copied()
    }

    /// The change of an entry.
    pub fn change(&self, entry: Entry) -> Option<&Change> {
        self.changed.as_ref()?.changes.get(entry.change)
    }

    pub(super) fn update(&mut self, msg: Msg) {
        match msg {
            Msg::Sort => (self.order, self.is_reversed) = (self.order.next(), false),
            Msg::Reverse => self.is_reversed = !self.is_reversed,
            Msg::Versions => self.has_versions = !self.has_versions,
        }
        self.rows.select(0);
        self.forget();
    }

    /// Lists entries; `hidden` counts the changes left out. The selection follows its change.
    fn list(&mut self, mut entries: Vec<Entry>, hidden: usize) {
        let picked = self.selected().filter(|_| self.rows.selected() > 0);
        let has_stack = entries.iter().any(|entry| entry.is_in_stack);
        self.sort(&mut entries);
        let mut lines = Headed::default();
        let mut rest = entries.as_slice();
        while let Some(first) = rest.first() {
            let words = self.heading(*first, has_stack);
            let count = rest
                .iter()
                .take_while(|entry| self.heading(**entry, has_stack) == words)
                .count();
            let start = entries.len() - rest.len();
            let entries = (start..start + count).map(Line::Entry);
            lines.add(Line::Heading(words, count), entries);
            rest = rest.get(count..).unwrap_or_default();
        }
        if hidden > 0 {
            if lines.is_empty() {
                let heading = Line::Heading(Kind::Latest.heading(), hidden);
                lines.add(heading, [Line::Hidden(hidden)]);
            } else {
                lines.push(Line::Hidden(hidden));
            }
        }
        self.rows.replace(lines);
        let place = picked.and_then(|picked| {
            entries
                .iter()
                .position(|entry| entry.change == picked.change)
        });
        let line = place.and_then(|entry| self.rows.number_of(Line::Entry(entry)));
        self.rows.select(line.unwrap_or(0));
        self.entries = entries;
        self.is_listed = true;
    }

    fn sort(&self, entries: &mut [Entry]) {
        let name = |entry: &Entry| {
            let change = self.change(*entry);
            change.map(|change| (change.title.to_lowercase(), change.release.clone()))
        };
        let day = |entry: &Entry| {
            let to = self.change(*entry)?.to.as_deref()?;
            Said::parse(to)?.date()
        };
        match self.order {
            Order::Worst => entries.sort_by_key(|entry| entry.change),
            Order::Product => entries.sort_by_key(name),
            Order::Day => entries.sort_by_key(|entry| (day(entry).is_none(), day(entry))),
        }
        if self.is_reversed {
            entries.reverse();
        }
        entries.sort_by_key(|entry| Reverse(entry.is_own()));
    }

    /// The heading above an entry of this kind; `has_stack` is whether any entry is in the stack.
    fn heading(&self, entry: Entry, has_stack: bool) -> &'static str {
        match (self.order, self.change(entry)) {
            _ if entry.is_own() && has_stack => "Watched and in the stack",
            _ if entry.is_own() => "Watched",
            (Order::Worst, Some(change)) => change.kind.heading(),
            _ if has_stack => "Others",
            (Order::Product | Order::Day, _) | (Order::Worst, None) => "Not watched",
        }
    }
}

impl Model {
    /// Takes the changes of the last update; `None` if there was none.
    pub fn show_changes(&mut self, changed: Option<Changed>) {
        self.changes.changed = changed;
        self.changes.forget();
    }

    /// Brings the changes screen up to date.
    pub(super) fn settle_changes(&mut self) {
        if self.changes.is_listed {
            return;
        }
        let cards = self.catalog.cards().iter().zip(0..);
        let ids: HashMap<&str, usize> = cards.map(|(card, index)| (&*card.id, index)).collect();
        let changes = self
            .changes
            .changed
            .iter()
            .flat_map(|changed| &changed.changes);
        let watched = self.watching.watched();
        let used = self.stack.used();
        let (mut entries, mut hidden) = (Vec::new(), 0);
        for (number, change) in changes.enumerate() {
            let product = ids.get(&*change.product).copied();
            if !self.passes(change, product) {
                continue;
            }
            if change.kind == Kind::Latest && !self.changes.has_versions {
                hidden += 1;
                continue;
            }
            entries.push(Entry {
                change: number,
                product,
                is_watched: watched.concerns(product, (&change.product, change.release.as_deref())),
                is_in_stack: used.get(&*change.product).is_some_and(|releases| {
                    let release = change.release.as_deref();
                    release.is_none_or(|release| releases.contains(release))
                }),
            });
        }
        self.changes.list(entries, hidden);
    }

    /// Product and release of an entry by their numbers, as far as the data have them.
    pub fn changed(&self, entry: Entry) -> Option<(usize, Option<usize>)> {
        let index = entry.product?;
        let name = self.changes.change(entry)?.release.as_deref();
        let release = name.and_then(|name| self.catalog.release_named(index, name));
        Some((index, release))
    }

    /// Whether the query matches a change. A product that is gone is matched by its own name.
    fn passes(&self, change: &Change, product: Option<usize>) -> bool {
        let browse = &self.browse;
        if browse.query.text().is_empty() {
            return true;
        }
        product.map_or_else(
            || {
                let name = format!("{} {}", change.product, change.title).to_lowercase();
                let words = browse.asked.words.to_lowercase();
                let mut words = words.split_whitespace().peekable();
                browse.asked.filters.is_empty()
                    && words.peek().is_some()
                    && words.all(|word| name.contains(word))
            },
            |index| browse.hits.contains(&index),
        )
    }

    /// Goes from a row to its release or product.
    pub(super) fn changes_deeper(&mut self) {
        let Some(entry) = self.changes.selected() else {
            return;
        };
        match self.changed(entry) {
            Some((product, Some(release))) => self.visit(product, release),
            Some((product, None)) => self.visit_product(product),
            None => self.fail(GONE),
        }
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::{Line, Msg as Own, Order};
    use crate::app::cursor::{Rows, Step};
    use crate::app::line_edit::Edit;
    use crate::app::screen::Screen;
    use crate::app::{Effect, Model, Msg, Notice, Place};
    use crate::facts::catalog::Catalog;
    use crate::facts::changes::Changed;
    use crate::facts::product;
    use crate::mine::watchlist::Watchlist;

    /// Products with one release each: its name, its end, its latest version.
    fn catalog(products: &[(&str, &str, &str)]) -> Catalog {
        let files = products.iter().map(|(id, end, latest)| {
            let file = format!(
                "---\ntitle: {id}\npermalink: /{id}\ncategory: os\nreleases:\n- {{releaseCycle: '1', \
                 releaseDate: 2020-01-01, eol: {end}, latest: '{latest}'}}\n---\n"
            );
            product::parse("x.md", file.as_bytes())
        });
        Catalog::new(files).unwrap()
    }

    /// Ant ends earlier, bee later, cow has a date now, dog is gone, elk is new, and fox has a new version.
    fn model() -> Model {
        let old = [
            ("ant", "2027-01-01", "1"),
            ("bee", "2027-01-01", "1"),
            ("cow", "false", "1"),
            ("dog", "false", "1"),
            ("fox", "false", "1"),
        ];
        let new = [
            ("ant", "2026-06-01", "1"),
            ("bee", "2028-01-01", "1"),
            ("cow", "2026-03-01", "1"),
            ("elk", "false", "1"),
            ("fox", "false", "2"),
        ];
        let (old, new) = (catalog(&old), catalog(&new));
        let changed = Changed::between(&old, &new);
        let mut model = Model::new(new, NaiveDate::from_ymd_opt(2026, 1, 1).unwrap());
        model.watch(Watchlist::parse("watchlist", b"bee 1\n").0);
        assert_eq!(
            model.update(Msg::Screen(Screen::Changes)),
            Some(Effect::Changes)
        );
        model.show_changes(Some(changed));
        model.settle();
        model
    }

    fn lines(model: &Model) -> Vec<String> {
        let line = |number: usize| match model.changes.rows.get(number) {
            None => None,
            Some(Line::Heading(words, count)) => Some(format!("{words} {count}")),
            Some(Line::Hidden(count)) => Some(format!("hidden {count}")),
            Some(Line::Entry(entry)) => {
                let entry = model.changes.entries[entry];
                Some(model.changes.change(entry).unwrap().product.clone())
            }
        };
        let Some(Line::Heading(words, count)) = model.changes.rows.heading_above(0) else {
            return Vec::new();
        };
        let rest = (0..=model.changes.rows.count()).map_while(line);
        std::iter::once(format!("{words} {count}"))
            .chain(rest)
            .collect()
    }

    #[test]
    fn watched_items_come_first_then_the_worst_news() {
        let mut model = model();
        let worst = [
            "Watched 1",
            "bee",
            "End dates moved earlier 1",
            "ant",
            "Products removed 1",
            "dog",
            "End dates announced 1",
            "cow",
            "New products 1",
            "elk",
            "hidden 1",
        ];
        assert_eq!(lines(&model), worst);
        model.update(Msg::Changes(Own::Versions));
        model.settle();
        assert_eq!(lines(&model)[10..], ["Latest versions 1", "fox"]);
        model.update(Msg::Changes(Own::Versions));
        for (order, msg, expected) in [
            (Order::Product, Own::Sort, ["ant", "cow", "dog", "elk"]),
            (Order::Product, Own::Reverse, ["elk", "dog", "cow", "ant"]),
            (Order::Day, Own::Sort, ["cow", "ant", "dog", "elk"]),
        ] {
            model.update(Msg::Changes(msg));
            model.settle();
            assert_eq!(model.changes.order, order);
            let lines = lines(&model);
            assert_eq!(lines[..3], ["Watched 1", "bee", "Not watched 4"]);
            assert_eq!(lines[3..7], expected, "{order:?}");
        }
    }

    #[test]
    fn steps_pass_over_headings_and_deeper_leads_to_the_release() {
        let mut model = model();
        model.changes.rows.seen(20);
        let mut walk = Vec::new();
        for _ in 0..6 {
            let entry = model.changes.selected().unwrap();
            walk.push(model.changes.change(entry).unwrap().product.clone());
            model.update(Msg::Move(Step::Down));
        }
        assert_eq!(walk, ["bee", "ant", "dog", "cow", "elk", "elk"]);
        model.update(Msg::Deeper);
        let id = |model: &Model| {
            model.catalog.cards()[model.browse.shown.as_ref().unwrap().index]
                .id
                .clone()
        };
        assert_eq!(
            (model.screen, model.place(), id(&model)),
            (Screen::Browse, Place::Releases, "elk".into())
        );
        model.update(Msg::Back);
        assert_eq!(
            model.screen,
            Screen::Changes,
            "one step back leads here again"
        );
        model.update(Msg::Move(Step::First));
        model.update(Msg::Move(Step::Down));
        model.update(Msg::Move(Step::Down));
        model.update(Msg::Deeper);
        assert_eq!(model.notice, Some(Notice::Failed(super::GONE.to_owned())));
        assert_eq!(model.screen, Screen::Changes);
    }

    #[test]
    fn the_query_lists_changes_and_what_is_gone_by_its_name() {
        for (query, expected) in [
            ("ant", &["End dates moved earlier 1", "ant"][..]),
            ("dog", &["Products removed 1", "dog"]),
            (
                "cat:os",
                &[
                    "Watched 1",
                    "bee",
                    "End dates moved earlier 1",
                    "ant",
                    "End dates announced 1",
                    "cow",
                    "New products 1",
                    "elk",
                    "hidden 1",
                ],
            ),
            ("fox", &["Latest versions 1", "hidden 1"]),
            ("xyzzy", &[]),
        ] {
            let mut model = model();
            model.update(Msg::Edit(Edit::Paste(query.to_owned())));
            model.settle();
            assert_eq!(model.place(), Place::Search);
            assert_eq!(lines(&model), expected, "{query}");
        }
    }

    #[test]
    fn what_was_watched_here_is_on_top_at_once() {
        let mut model = model();
        model.update(Msg::Move(Step::Last));
        assert!(matches!(model.update(Msg::Watch), Some(Effect::Watch(_))));
        model.settle();
        assert_eq!(lines(&model)[..3], ["Watched 2", "bee", "elk"]);
        let entry = model.changes.selected().unwrap();
        assert_eq!(
            model.changes.change(entry).unwrap().product,
            "elk",
            "it stays selected"
        );
    }
}
