//! The state of the screen, saved as text for the next start.

use serde::{Deserialize, Serialize};

use super::browse::{Pane, Right, TableLine};
use super::comparison::Comparison;
use super::release_list::ReleaseList;
use super::screen::Screen;
use super::{Model, Notice, Place};
use crate::find::listing::Sort;
use crate::find::releases;

/// The state of the screen, by names that a later catalog has too. Missing parts are as on a first start.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Session {
    query: String,
    sort: Sort,
    /// The id of the selected product; empty for none.
    product: String,
    /// The name of the selected release; empty for none.
    release: String,
    is_unfolded: bool,
    pane: Pane,
    right: Right,
    is_zoomed: bool,
    screen: Screen,
    releases: ListedReleases,
    /// The ids of the marked and of the compared products.
    marked: Vec<String>,
    compared: Vec<String>,
}

/// The order of the list of releases, and its selected release by name.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
struct ListedReleases {
    sort: releases::Sort,
    /// Empty for none.
    product: String,
    release: String,
}

impl Session {
    /// Parses the result of [`Self::text`]; `None` if it is damaged or from another version of eolens.
    pub fn parse(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok()
    }

    /// The session as text.
    #[expect(
        clippy::expect_used,
        clippy::missing_panics_doc,
        reason = "writing to a string cannot fail, and all keys are strings"
    )]
    pub fn text(&self) -> String {
        serde_json::to_string(self).expect("a session is plain data")
    }
}

impl Model {
    /// The current state of the screen.
    pub fn session(&self) -> Session {
        let browse = &self.browse;
        let shown = browse.shown.as_ref();
        let product = shown.and_then(|shown| self.catalog.product(shown.index));
        let release = || product?.releases.get(shown?.release()?);
        Session {
            query: browse.query.text().to_owned(),
            sort: browse.sort,
            product: product.map_or(String::new(), |product| product.id.clone()),
            release: release().map_or(String::new(), |release| release.name.to_string()),
            is_unfolded: shown.is_some_and(|shown| shown.is_unfolded),
            // The next start does not begin in an input line.
            pane: match browse.focus {
                Pane::Search => Pane::List,
                Pane::Find => Pane::Page,
                pane => pane,
            },
            right: browse.right,
            is_zoomed: browse.is_zoomed,
            // The next start must not read files unasked, perhaps of another folder.
            screen: match self.screen {
                Screen::Stack => Screen::Browse,
                screen => screen,
            },
            releases: self.listed_releases(),
            marked: self.ids(&self.comparison.marked),
            compared: self.ids(&self.comparison.products),
        }
    }

    fn ids(&self, products: &[usize]) -> Vec<String> {
        let cards = products.iter();
        let cards = cards.filter_map(|index| self.catalog.cards().get(*index));
        cards.map(|card| card.id.to_string()).collect()
    }

    /// The product with an id, if the catalog has it.
    fn with_id(&self, id: &str) -> Option<usize> {
        let mut cards = self.catalog.cards().iter();
        cards.position(|card| card.id == id)
    }

    fn with_ids(&self, ids: &[String]) -> Vec<usize> {
        ids.iter().filter_map(|id| self.with_id(id)).collect()
    }

    fn listed_releases(&self) -> ListedReleases {
        let list = &self.release_list;
        let named = || {
            let (product, release) = self.catalog.release(list.selected()?)?;
            Some((product.id.clone(), release.name.to_string()))
        };
        let (product, release) = named().unwrap_or_default();
        ListedReleases {
            sort: list.sort,
            product,
            release,
        }
    }

    fn restore_comparison(&mut self, session: &Session) {
        self.comparison = Comparison::default();
        self.comparison.marked = self.with_ids(&session.marked);
        self.comparison.take(self.with_ids(&session.compared));
        if self.screen == Screen::Comparison && self.comparison.products.len() < 2 {
            self.screen = Screen::Browse;
        }
    }

    fn restore_listed(&mut self, listed: &ListedReleases) {
        if let Some(product) = self.with_id(&listed.product)
            && let Some(number) = self.catalog.release_named(product, &listed.release)
        {
            self.release_list
                .select(|release| release == (product, number));
        }
    }

    /// Restores a session as far as the catalog allows. The day is always today.
    pub fn restore(&mut self, session: &Session) {
        self.browse.query.paste(&session.query);
        self.browse.sort = session.sort;
        self.is_stale = true;
        self.screen = session.screen;
        self.release_list = ReleaseList::default();
        self.release_list.sort = session.releases.sort;
        self.restore_comparison(session);
        self.settle();
        self.restore_listed(&session.releases);
        let Some(index) = self.with_id(&session.product) else {
            return;
        };
        let release = self.catalog.release_named(index, &session.release);
        self.browse.select(index);
        self.settle();
        let Some(shown) = (self.browse.shown.as_mut()).filter(|shown| shown.index == index) else {
            return;
        };
        if session.is_unfolded && !shown.table.folded.is_empty() {
            shown.is_unfolded = true;
            shown.changed();
        }
        if let Some(number) = release {
            shown.select(TableLine::Release(number));
        }
        self.browse.focus = session.pane;
        self.browse.right = session.right;
        self.browse.is_zoomed = session.is_zoomed;
    }
}

impl Model {
    /// Says that a query from the last session hides products, with the key that clears it in the list.
    pub fn say_restored(&mut self, key: Option<String>) {
        let query = self.browse.query.text();
        if query.is_empty() {
            return;
        }
        let shown = self.browse.shown.as_ref();
        let card = shown.and_then(|shown| self.catalog.cards().get(shown.index));
        let title = card.map_or_else(String::new, |card| format!(", {}", card.title));
        let all = self.catalog.cards().len();
        let key = key.filter(|_| self.place() == Place::List);
        let way = key.map_or_else(String::new, |key| format!(" · {key} shows all {all}"));
        self.notice = Some(Notice::Note(format!(
            "Where you left off: “{query}”{title}{way}"
        )));
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::Session;
    use crate::app::Model;
    use crate::app::browse::{self, Pane, Right};
    use crate::app::cursor::{Step, Way};
    use crate::app::line_edit::Edit;
    use crate::app::screen::Screen;
    use crate::app::{Msg, Notice, Place};
    use crate::app::{comparison, release_list};
    use crate::facts::catalog::Catalog;
    use crate::facts::product;

    fn model(ids: &[&str]) -> Model {
        let files = ids.iter().map(|id| {
            let old = (1..=9)
                .rev()
                .map(|number| format!("- {{releaseCycle: '{number}', eol: true}}\n"));
            let old: String = old.collect();
            let head = format!("title: {id}\npermalink: /{id}\ncategory: os");
            let file = format!("---\n{head}\nreleases:\n{old}---\n");
            product::parse("x.md", file.as_bytes())
        });
        Model::new(Catalog::new(files).unwrap(), NaiveDate::default())
    }

    fn left(msgs: impl IntoIterator<Item = Msg>) -> Session {
        let mut model = model(&["ant", "bee", "beetle"]);
        for msg in msgs {
            model.update(msg);
            model.settle();
        }
        let text = model.session().text();
        Session::parse(&text).unwrap()
    }

    #[test]
    fn the_next_start_begins_where_the_last_has_ended() {
        let deep = [
            Msg::Edit(Edit::Paste("bee".to_owned())),
            Msg::Deeper,
            Msg::Move(Step::Down),
            Msg::Deeper,
            Msg::Browse(browse::Msg::Fold),
            Msg::Move(Step::Last),
            Msg::Browse(browse::Msg::Zoom),
        ];
        for msgs in [
            vec![],
            vec![Msg::Move(Step::Last)],
            vec![Msg::Edit(Edit::Paste("nothing".to_owned()))],
            deep[..2].to_vec(),
            deep.to_vec(),
            [&deep[..], &[Msg::Deeper]].concat(),
            vec![Msg::Deeper, Msg::Deeper, Msg::Browse(browse::Msg::Find)],
            vec![
                Msg::Browse(browse::Msg::Sort),
                Msg::Browse(browse::Msg::Reverse),
                Msg::Move(Step::Last),
            ],
            vec![Msg::Screen(Screen::Radar)],
            vec![Msg::Screen(Screen::Watchlist)],
            vec![
                Msg::Comparison(comparison::Msg::Mark),
                Msg::Move(Step::Last),
                Msg::Comparison(comparison::Msg::Mark),
                Msg::Comparison(comparison::Msg::Compare),
            ],
            vec![
                Msg::Screen(Screen::Releases),
                Msg::ReleaseList(release_list::Msg::Sort),
                Msg::ReleaseList(release_list::Msg::Reverse),
                Msg::Move(Step::Down),
                Msg::Move(Step::Down),
            ],
        ] {
            let session = left(msgs.clone());
            let mut model = model(&["ant", "bee", "beetle"]);
            model.restore(&session);
            assert_eq!(model.session(), session, "{msgs:?}");
            assert_ne!(model.place(), Place::Find, "{msgs:?}");
            assert_eq!(model.notice, None);
        }
        let session = left(deep);
        assert_eq!(
            (session.product.as_str(), session.release.as_str()),
            ("beetle", "1")
        );
    }

    #[test]
    fn a_query_that_is_restored_is_told() {
        let search = Msg::Edit(Edit::Paste("bee".to_owned()));
        for (msgs, words) in [
            (vec![], None),
            (vec![Msg::Move(Step::Down)], None),
            (
                vec![search.clone()],
                Some("Where you left off: “bee”, bee · Esc shows all 3"),
            ),
            (
                vec![search, Msg::Browse(browse::Msg::Pane(Way::Next))],
                Some("Where you left off: “bee”, bee"),
            ),
        ] {
            let mut model = model(&["ant", "bee", "beetle"]);
            model.restore(&left(msgs));
            model.say_restored(Some("Esc".to_owned()));
            let told = words.map(|words| Notice::Note(words.to_owned()));
            assert_eq!(model.notice, told);
        }
    }

    #[test]
    fn what_the_catalogue_has_no_more_is_left_out() {
        let session = Session {
            product: "gone".to_owned(),
            pane: Pane::Page,
            ..Session::default()
        };
        let mut model = model(&["ant", "bee"]);
        model.restore(&session);
        assert_eq!((model.place(), model.browse.hits.len()), (Place::List, 2));
        let session = Session {
            product: "bee".to_owned(),
            release: "77".to_owned(),
            pane: Pane::Releases,
            right: Right::Releases,
            ..Session::default()
        };
        model.restore(&session);
        assert_eq!(model.place(), Place::Releases);
        assert_eq!(model.session().release, "9");
    }

    #[test]
    fn what_is_no_session_is_none() {
        for text in ["", "{", "null", r#"{"pane":"Sofa"}"#, r#"{"query":7}"#] {
            assert_eq!(Session::parse(text), None, "{text:?}");
        }
        let text = r#"{"product":"bee","from_the_future":[1,2]}"#;
        assert_eq!(Session::parse(text).unwrap().product, "bee");
        let text = "{\"query\":\"be\\u001b[2Je\\n\"}";
        let mut model = model(&["ant"]);
        model.restore(&Session::parse(text).unwrap());
        assert!(!model.browse.query.text().contains(['\u{1b}', '\n']));
    }
}
