//! The selection on the current screen: the product and release that keys act on.

use super::screen::Screen;
use super::{GONE, Model, NO_PRODUCT, NO_RELEASE, Target};
use crate::facts::page;
use crate::facts::product::{Product, Release};
use crate::facts::wording;
use crate::find::releases::Listed;

/// The selected product and release.
#[derive(Debug, Clone, Copy)]
pub(super) struct Picked<'a> {
    /// The product's index in the catalog.
    pub(super) index: usize,
    pub(super) product: &'a Product,
    /// The release; `None` for a product without releases, and on the line for folded ones.
    pub(super) release: Option<&'a Release>,
    number: Option<usize>,
}

impl<'a> Picked<'a> {
    /// The release, or why there is none.
    pub(super) fn release(&self) -> Result<&'a Release, &'static str> {
        self.release.ok_or(NO_RELEASE)
    }

    /// The release's number in the product, or why there is none.
    pub(super) fn number(&self) -> Result<usize, &'static str> {
        self.number.ok_or(NO_RELEASE)
    }
}

impl Model {
    /// The release of the selected row on a screen whose rows are releases; `None` if there is none.
    pub(super) fn selected_row(&self) -> Option<Listed> {
        match self.screen {
            Screen::Browse | Screen::Changes => None,
            Screen::Radar => {
                let event = self.radar.selected()?;
                Some((event.product, event.release))
            }
            Screen::Releases => self.release_list.selected(),
            Screen::Comparison => self.comparison.selected(),
            Screen::Watchlist => self.watchlist.selected(),
            Screen::Stack => self.stack.release(),
        }
    }

    /// The selection, or why there is none.
    pub(super) fn picked(&self) -> Result<Picked<'_>, &'static str> {
        match self.screen {
            Screen::Browse => {
                let shown = self.browse.shown.as_ref().ok_or(NO_PRODUCT)?;
                self.pick(shown.index, shown.release()).ok_or(NO_PRODUCT)
            }
            Screen::Stack if self.selected_row().is_none() => {
                let item = self.stack.selected().ok_or(NO_RELEASE)?;
                self.pick(item.product.index, None).ok_or(NO_PRODUCT)
            }
            Screen::Changes => {
                let entry = self.changes.selected().ok_or(NO_PRODUCT)?;
                let (index, release) = self.changed(entry).ok_or(GONE)?;
                self.pick(index, release).ok_or(GONE)
            }
            Screen::Radar
            | Screen::Releases
            | Screen::Comparison
            | Screen::Watchlist
            | Screen::Stack => {
                let (index, release) = self.selected_row().ok_or(NO_RELEASE)?;
                self.pick(index, Some(release)).ok_or(NO_PRODUCT)
            }
        }
    }

    /// A product by its index, and a release by its number.
    fn pick(&self, index: usize, number: Option<usize>) -> Option<Picked<'_>> {
        let product = self.catalog.product(index)?;
        let release = number.and_then(|number| product.releases.get(number));
        Some(Picked {
            index,
            product,
            release,
            number: number.filter(|_| release.is_some()),
        })
    }

    /// The address of a page of the selection, or why there is none.
    pub(super) fn address(&self, target: Target) -> Result<String, String> {
        let picked = self.picked()?;
        let product = picked.product;
        match target {
            Target::Product => Ok(page::address(product)),
            Target::Policy => {
                let none = || format!("{} has no release policy link.", product.title);
                product.policy.clone().ok_or_else(none)
            }
            Target::Changelog => {
                let release = picked.release()?;
                let name = || wording::named(&product.title, &release.label);
                let none = || format!("{} has no changelog link.", name());
                release.link.clone().ok_or_else(none)
            }
        }
    }

    /// The newest version of the selected release, or why there is none.
    pub(super) fn version(&self) -> Result<String, String> {
        let picked = self.picked()?;
        let (product, release) = (picked.product, picked.release()?);
        let latest = release.latest.as_ref().filter(|latest| !latest.is_empty());
        let name = || wording::named(&product.title, &release.label);
        let latest = latest.map(ToString::to_string);
        latest.ok_or_else(|| format!("{} has no version number.", name()))
    }
}
