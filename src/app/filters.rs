//! Filters in the search line: the menu that writes them, their completion, and taking them out.

use super::cursor::{Cursor, Step};
use super::line_edit::{Edit, LONGEST, LineEdit};
use super::{About, Model, Msg, Notice};
use crate::listing::Wanted;
use crate::query::{self, Completion, Offer};

/// The filter menu: what it offers, narrowed by what is typed.
#[derive(Debug, Default)]
pub struct Menu {
    /// What the offers are narrowed by.
    pub line: LineEdit,
    /// The selected one among the rows.
    pub cursor: Cursor,
    /// Everything that is offered, and how many products each would list.
    offers: Vec<(Offer, usize)>,
    /// Numbers of the offers that are shown.
    rows: Vec<usize>,
}

/// What `Tab` has completed, for the next `Tab` to go on with.
#[derive(Debug)]
pub(super) struct Completed {
    completion: Completion,
    turn: usize,
}

impl Menu {
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
    }

    fn typed(&mut self, change: impl FnOnce(&mut LineEdit)) {
        change(&mut self.line);
        self.narrow();
        self.cursor.step(Step::First, self.rows.len());
    }
}

impl Model {
    /// Lists the products anew where query, order or day have changed.
    pub(super) fn list(&mut self) {
        let listed = (self.browse.sort, self.day());
        let is_typed = std::mem::take(&mut self.is_stale);
        if is_typed || self.listed != listed {
            let listing = self.lister.list(&self.catalog, &self.wanted());
            self.browse.found(listing, is_typed);
            self.radar.forget();
            self.listed = listed;
        }
    }

    fn wanted(&self) -> Wanted<'_> {
        Wanted {
            text: self.browse.query.text(),
            sort: self.browse.sort,
            day: self.day(),
            watched: &|_| false,
        }
    }

    /// Opens or closes the filter menu.
    pub(super) fn toggle_menu(&mut self) {
        self.toggle(About::Filters);
        let names = self.lister.names(&self.catalog);
        self.menu = Menu {
            offers: query::offers(names)
                .into_iter()
                .map(|own| (own, 0))
                .collect(),
            ..Menu::default()
        };
        self.menu.narrow();
        self.count();
    }

    /// What a message does to the open menu.
    pub(super) fn menu(&mut self, msg: &Msg) {
        let menu = &mut self.menu;
        match msg {
            Msg::Insert(c) => menu.typed(|line| line.paste(c.encode_utf8(&mut [0; 4]))),
            Msg::Paste(text) => menu.typed(|line| line.paste(text)),
            Msg::Edit(edit @ (Edit::Left | Edit::Right | Edit::Start | Edit::End)) => {
                menu.line.edit(*edit);
            }
            Msg::Edit(edit) => menu.typed(|line| _ = line.edit(*edit)),
            Msg::Move(step) => menu.cursor.step(*step, menu.rows.len()),
            Msg::Toggle => self.toggle_filter(),
            _ => {}
        }
    }

    /// Writes the selected filter into the query, or takes it out.
    fn toggle_filter(&mut self) {
        let Some((offer, _)) = self.menu.row(self.menu.cursor.selected()) else {
            return;
        };
        let names = self.lister.names(&self.catalog);
        let text = query::toggled(self.browse.query.text(), names, offer);
        if text.chars().count() > LONGEST {
            let words = format!("The search line holds {LONGEST} characters and no more.");
            self.notice = Some(Notice::Failed(words));
            return;
        }
        self.write(&text);
        self.count();
    }

    /// Takes all filters out of the query, those with mistakes too.
    pub(super) fn clear_filters(&mut self) {
        let words = self.browse.asked.words.clone();
        self.write(&words);
    }

    /// Completes the filter before the cursor, or goes on to its next completion. False where there
    /// is nothing to complete.
    pub(super) fn complete(&mut self) -> bool {
        let (before, after) = self.browse.query.halves();
        let is_inside = after.starts_with(|c: char| !c.is_whitespace());
        let names = self.lister.names(&self.catalog);
        let next = match self.completed.take() {
            Some(Completed { completion, turn }) if completion.terms.len() > 1 => Some(Completed {
                turn: (turn + 1) % completion.terms.len(),
                completion,
            }),
            Some(_) => None,
            None if is_inside => None,
            None => query::complete(before, names).map(|completion| Completed {
                completion,
                turn: 0,
            }),
        };
        let Some(next) = next else { return false };
        let Some(term) = next.completion.terms.get(next.turn) else {
            return false;
        };
        self.browse.query.complete(next.completion.start, term);
        self.is_stale = true;
        self.completed = Some(next);
        true
    }

    /// Puts a text into the search line.
    fn write(&mut self, text: &str) {
        self.browse.query.clear();
        self.browse.query.paste(text);
        self.is_stale = true;
        self.settle();
    }

    fn count(&mut self) {
        let offers = self.menu.offers.iter().map(|(offer, _)| offer);
        let counts = self.lister.counts(&self.catalog, &self.wanted(), offers);
        let offers = self.menu.offers.iter_mut();
        offers
            .zip(counts)
            .for_each(|((_, own), count)| *own = count);
    }
}
