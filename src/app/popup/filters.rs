//! The filter menu, which adds filters to the query and removes them.

use super::{About, Popup};
use crate::app::Model;
use crate::app::cursor::Cursor;
use crate::app::line_edit::{Edit, LONGEST, LineEdit};
use crate::find::query::{self, Asked, Offer};

/// The filter menu, narrowed by typing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Menu {
    /// The text that narrows the menu.
    pub line: LineEdit,
    /// The selected row.
    pub cursor: Cursor,
    /// All filters, each with the number of products that it would list.
    offers: Vec<(Offer, usize)>,
    /// The indices of the visible filters.
    rows: Vec<usize>,
    /// The product selected when the menu was opened.
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

    /// The number of filters.
    pub fn offered(&self) -> usize {
        self.offers.len()
    }

    /// A visible filter, with the number of products that it would list; `None` beyond the last.
    pub fn row(&self, row: usize) -> Option<(&Offer, usize)> {
        let (offer, count) = self.offers.get(*self.rows.get(row)?)?;
        Some((offer, *count))
    }

    pub(super) fn edit(&mut self, edit: &Edit) {
        if self.line.edit(edit) {
            self.narrow();
        }
    }

    /// Shows the filters whose text or description contains every typed word.
    fn narrow(&mut self) {
        let typed = self.line.text().to_lowercase();
        let is_shown = |(offer, _): &(Offer, usize)| {
            let mut words = typed.split_whitespace();
            words.all(|word| offer.text.contains(word) || offer.words.contains(word))
        };
        let offers = self.offers.iter().enumerate();
        let shown = offers.filter(|(_, offer)| is_shown(offer));
        self.rows = shown.map(|(number, _)| number).collect();
        self.cursor.resize(self.rows.len());
        self.cursor.select(0);
    }
}

impl Model {
    pub(in crate::app) fn open_menu(&mut self) {
        let offers = query::offers(self.lister.names(&self.catalog));
        let menu = Menu::new(offers, self.browse.shown.as_ref().map(|shown| shown.index));
        self.popup = Some(Popup::new(About::Filters(menu)));
        self.count();
    }

    /// Adds the selected filter to the query, or removes it.
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
        self.write_beside(&text, product);
        self.count();
    }

    /// Counts the products that each filter would list.
    fn count(&mut self) {
        let Some(mut popup) = self.popup.take() else {
            return;
        };
        if let About::Filters(menu) = &mut popup.about {
            let own = |asked: Asked<'_>| self.is_own(asked);
            let wanted = self.wanted(&own);
            let offers = menu.offers.iter().map(|(offer, _)| offer);
            let counts = self.lister.counts(&self.catalog, &wanted, offers);
            for ((_, own), count) in menu.offers.iter_mut().zip(counts) {
                *own = count;
            }
        }
        self.popup = Some(popup);
    }
}
