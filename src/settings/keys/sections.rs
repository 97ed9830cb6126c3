//! The sections of help and manual page.

use super::{Binding, Keys};
use crate::app::Place;

/// The places with their titles, in the order of the sections.
pub const SECTIONS: [(Place, &str); 17] = [
    (Place::List, "In the product list"),
    (Place::Search, "In the search line"),
    (Place::Releases, "In the release table"),
    (Place::Timeline, "In the timeline, besides the table's keys"),
    (Place::Page, "In the page"),
    (Place::Radar, "In the radar"),
    (Place::ReleaseList, "In the list of releases"),
    (Place::Comparison, "In a comparison of products"),
    (Place::Filters, "In the filter menu"),
    (Place::Find, "In the page's find line"),
    (Place::Links, "In the link list"),
    (Place::Palette, "In the action list"),
    (Place::Watchlist, "In the watchlist"),
    (
        Place::Bars,
        "In the watchlist timeline, besides the watchlist's keys",
    ),
    (Place::Stack, "In the stack"),
    (
        Place::StackBars,
        "In the stack timeline, besides the stack's keys",
    ),
    (Place::Changes, "In the changes"),
];

impl Keys {
    /// The rows of a section. Rows that two places share are listed for one of them only.
    pub fn told(&self, place: Place) -> impl Iterator<Item = &Binding> {
        let elsewhere = match place {
            Place::Find | Place::Palette => Some(Place::Search),
            Place::Links => Some(Place::List),
            Place::Timeline => Some(Place::Releases),
            Place::Bars => Some(Place::Watchlist),
            Place::StackBars => Some(Place::Bars),
            _ => None,
        };
        let own = self.own(place);
        own.filter(move |binding| {
            !elsewhere.is_some_and(|told| binding.places().any(|own| own == told))
        })
    }
}
