//! The links of the selected product: those of its page, numbered as there, then others. A link to another
//! product shows it; any other link opens in the browser.

use super::{About, Popup};
use crate::app::browse::Pane;
use crate::app::cursor::Cursor;
use crate::app::line_edit::Edit;
use crate::app::picked::Picked;
use crate::app::screen::Screen;
use crate::app::{Effect, Model, NO_PRODUCT};
use crate::facts::catalog::Catalog;
use crate::facts::page;
use crate::text::clean;
use crate::text::markdown::Document;

/// The list of links; never empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Links {
    /// The links, numbered from 1.
    pub entries: Vec<Link>,
    /// The selected link.
    pub cursor: Cursor,
    /// The number typed so far, as long as it can be continued.
    pub typed: Option<usize>,
}

/// A link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// Its text.
    pub text: String,
    /// Its address.
    pub address: String,
    /// The index of the product that it leads to, if it is one of the catalog.
    pub product: Option<usize>,
}

impl Links {
    /// Selects by number, digit by digit. Returns whether the number is complete because no longer one
    /// starts with it.
    pub(super) fn edit(&mut self, edit: &Edit) -> bool {
        let digit = match edit {
            Edit::Insert(c) => c.to_digit(10).map(|digit| digit as usize),
            _ => None,
        };
        let longer = self
            .typed
            .zip(digit)
            .map(|(typed, digit)| typed * 10 + digit);
        let is_there = |number: &usize| (1..=self.entries.len()).contains(number);
        let number = longer.filter(is_there).or(digit.filter(is_there));
        let is_whole = |number: &usize| number * 10 > self.entries.len();
        self.typed = number.filter(|number| !is_whole(number));
        if let Some(number) = number {
            self.cursor.select(number - 1);
        }
        number.is_some_and(|number| is_whole(&number))
    }
}

impl Model {
    /// Opens or closes the list of links.
    pub(in crate::app) fn toggle_links(&mut self) {
        if matches!(&self.popup, Some(popup) if matches!(popup.about, About::Links(_))) {
            self.popup = None;
            return;
        }
        let entries = self.links();
        if entries.is_empty() {
            self.fail(NO_PRODUCT);
            return;
        }
        let mut cursor = Cursor::default();
        cursor.resize(entries.len());
        self.popup = Some(Popup::new(About::Links(Links {
            entries,
            cursor,
            typed: None,
        })));
    }

    fn links(&self) -> Vec<Link> {
        let Ok(picked) = self.picked() else {
            return Vec::new();
        };
        match &self.browse.shown {
            Some(shown) if shown.index == picked.index => links(&self.catalog, &shown.page, picked),
            _ => {
                let beside = self.catalog.beside(picked.index);
                let page = page::compose(picked.product, &beside, self.viewpoint());
                links(&self.catalog, &page.document, picked)
            }
        }
    }

    /// Follows the selected link.
    pub(in crate::app) fn follow_selected(&mut self) -> Option<Effect> {
        let link = self.selected_link()?.clone();
        self.popup = None;
        self.follow(&link)
    }

    /// Follows a link of the page.
    pub(in crate::app) fn follow_link(&mut self, index: usize) -> Option<Effect> {
        let link = self.links().into_iter().nth(index)?;
        self.follow(&link)
    }

    pub(in crate::app) fn selected_link(&self) -> Option<&Link> {
        match &self.popup.as_ref()?.about {
            About::Links(links) => links.entries.get(links.cursor.selected()),
            _ => None,
        }
    }

    fn follow(&mut self, link: &Link) -> Option<Effect> {
        match link.product {
            Some(index) => {
                self.show_product(index);
                self.came_from = None;
                if self.screen != Screen::Browse {
                    self.came_from = Some(self.screen);
                    self.screen = Screen::Browse;
                    self.browse.focus_on(Pane::Releases);
                }
                None
            }
            None => self.open(Ok(link.address.clone())),
        }
    }

    /// Opens an address in the browser, or says why not.
    pub(in crate::app) fn open(&mut self, address: Result<String, String>) -> Option<Effect> {
        let address = self.or_fail(address)?;
        if !clean::is_web(&address) {
            let refused = "Not opened: not an http or https link";
            self.fail(format!("{refused}: {address}"));
            return None;
        }
        self.done(format!("Opening {address}"));
        Some(Effect::Open(address))
    }
}

fn links(catalog: &Catalog, text: &Document, picked: Picked<'_>) -> Vec<Link> {
    let product = picked.product;
    let texts = text.link_texts().into_iter();
    let of_page = texts.zip(text.links.iter().cloned());
    let of_fields = product.custom_fields.iter().filter_map(|field| {
        let address = field.link.clone()?;
        Some((field.label.clone(), address))
    });
    let of_release = picked.release.and_then(|release| {
        let address = release.link.clone()?;
        Some((format!("Changelog of {}", release.label), address))
    });
    let own = page::address(product);
    let all = of_page.chain(of_fields).chain(of_release);
    let links = all.map(|(text, address)| Link {
        product: page::id(&address)
            .filter(|_| address != own)
            .and_then(|id| catalog.find(id)),
        text,
        address,
    });
    links.collect()
}
