//! Filters in the search line: the products they list, the menu that writes them, and taking them out.

use super::{About, Popup};
use crate::app::Model;
use crate::app::cursor::Cursor;
use crate::app::line_edit::{Edit, LONGEST, LineEdit};
use crate::find::listing::Wanted;
use crate::find::query::{self, Offer};
use crate::find::search::Evidence;

/// The filter menu: what it offers, narrowed by what is typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Menu {
    /// What the offers are narrowed by.
    pub line: LineEdit,
    /// The selected one among the rows.
    pub cursor: Cursor,
    /// Everything that is offered, and how many products each would list.
    offers: Vec<(Offer, usize)>,
    /// Numbers of the offers that are shown.
    rows: Vec<usize>,
    /// The product that was selected when it was opened; `None` where none was.
    product: Option<usize>,
}

impl Menu {
    fn new(offers: Vec<Offer>, product: Option<usize>) -> Self {
        let mut menu = Self {
            line: LineEdit::default(),
            cursor: Cursor::default(),
            offers: offers.into_iter().map(|offer| (offer, 0)).collect(),
            rows: Vec::new(),
            product,
        };
        menu.narrow();
        menu
    }

    /// How many offers there are.
    #[must_use]
    pub fn offered(&self) -> usize {
        self.offers.len()
    }

    /// How many of them are shown.
    #[must_use]
    pub fn count(&self) -> usize {
        self.rows.len()
    }

    /// The offer of a row, and how many products it would list; `None` below the last.
    #[must_use]
    pub fn row(&self, row: usize) -> Option<(&Offer, usize)> {
        let (offer, count) = self.offers.get(*self.rows.get(row)?)?;
        Some((offer, *count))
    }

    pub(in crate::app) fn paste(&mut self, text: &str) {
        self.line.paste(text);
        self.narrow();
    }

    pub(in crate::app) fn edit(&mut self, edit: Edit) {
        if self.line.edit(edit) {
            self.narrow();
        }
    }

    /// Keeps the offers whose text or meaning holds every word that is typed.
    fn narrow(&mut self) {
        let typed = self.line.text().to_lowercase();
        let is_shown = |(offer, _): &(Offer, usize)| {
            let mut words = typed.split_whitespace();
            words.all(|word| offer.text.contains(word) || offer.words.contains(word))
        };
        let offers = self.offers.iter().enumerate();
        let shown = offers.filter(|(_, offer)| is_shown(offer));
        self.rows = shown.map(|(number, _)| number).collect();
        self.cursor.select(0);
    }
}

impl Model {
    /// Lists the products anew where query, order or day have changed.
    pub(in crate::app) fn list(&mut self) {
        let listed = Some((self.browse.sort, self.day()));
        let is_typed = std::mem::take(&mut self.is_stale);
        if is_typed || self.listed != listed {
            let is_watched = |index| self.watching.watched().share(index).is_some();
            let mut listing = self.lister.list(&self.catalog, &self.wanted(&is_watched));
            self.located = listing.located.take();
            let is_sorted = self
                .listed
                .is_some_and(|(sort, _)| sort != self.browse.sort);
            self.browse.found(listing, is_typed, is_sorted);
            self.listed = listed;
            self.radar.forget();
            self.outlook.forget();
        }
    }

    /// What matched in a card, for its row.
    #[must_use]
    pub fn evidence(&self, index: usize) -> Evidence {
        self.lister
            .evidence(&self.catalog, index, &self.browse.asked)
    }

    /// Has the products listed anew: something else that is true of them has changed.
    pub(in crate::app) fn relist(&mut self) {
        self.listed = None;
    }

    fn wanted<'a>(&'a self, watched: &'a dyn Fn(usize) -> bool) -> Wanted<'a> {
        Wanted {
            text: self.browse.query.text(),
            sort: self.browse.sort,
            on: self.viewpoint(),
            watched,
        }
    }

    pub(in crate::app) fn open_menu(&mut self) {
        let offers = query::offers(self.lister.names(&self.catalog));
        let menu = Menu::new(offers, self.browse.shown.as_ref().map(|shown| shown.index));
        self.popup = Some(Popup::new(About::Filters(menu)));
        self.count();
    }

    /// Writes the selected filter of the menu into the query, or takes it out.
    pub(in crate::app) fn toggle_filter(&mut self) {
        let Some(Popup {
            about: About::Filters(menu),
            ..
        }) = &self.popup
        else {
            return;
        };
        let Some((offer, _)) = menu.row(menu.cursor.selected()) else {
            return;
        };
        let product = menu.product;
        let names = self.lister.names(&self.catalog);
        let text = query::toggled(self.browse.query.text(), names, offer);
        if text.chars().count() > LONGEST {
            self.say_full();
            return;
        }
        self.write(&text);
        if let Some(product) = product {
            self.browse.select(product);
            self.settle();
        }
        self.count();
    }

    /// Takes all filters out of the query, those with mistakes too.
    pub(in crate::app) fn clear_filters(&mut self) {
        let words = self.browse.asked.words.clone();
        self.write(&words);
    }

    /// Puts a text into the search line.
    fn write(&mut self, text: &str) {
        self.browse.query.clear();
        self.browse.query.paste(text);
        self.is_stale = true;
        self.settle();
    }

    /// Counts what each filter of the menu would list.
    fn count(&mut self) {
        let Some(mut popup) = self.popup.take() else {
            return;
        };
        if let About::Filters(menu) = &mut popup.about {
            let is_watched = |index| self.watching.watched().share(index).is_some();
            let wanted = self.wanted(&is_watched);
            let offers = menu.offers.iter().map(|(offer, _)| offer);
            let counts = self.lister.counts(&self.catalog, &wanted, offers);
            for ((_, own), count) in menu.offers.iter_mut().zip(counts) {
                *own = count;
            }
        }
        self.popup = Some(popup);
    }
}
