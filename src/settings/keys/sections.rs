//! The sections of help and manual page.

use super::{Binding, Keys};
use crate::app::{Msg, Place, Places};

/// The places with their titles, in the order of the sections.
pub const SECTIONS: [(Place, &str); 21] = [
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
    (Place::Why, "In the explanation of a status"),
    (Place::Problems, "In the problems list"),
    (Place::Help, "In the help"),
    (Place::HelpLine, "In the search line of the help"),
];

/// A part of the help: its title, and its rows.
pub type Section<'a> = (&'static str, Vec<&'a Binding>);

/// The help in its order. Each row of the key table is in one section.
#[derive(Debug)]
pub struct Contents<'a> {
    /// The keys of the place itself; `None` if all of them work everywhere or move.
    pub here: Option<Section<'a>>,
    /// The keys that mean the same on every screen.
    pub everywhere: Section<'a>,
    /// The keys of other places.
    pub others: Vec<Section<'a>>,
    /// The keys for moving.
    pub moving: Section<'a>,
}

impl Keys {
    /// The help as seen from a place. Actions that the user has unbound are in it too.
    pub fn contents(&self, here: Place) -> Contents<'_> {
        let all = self.all().iter();
        let (moving, rest): (Vec<_>, Vec<_>) = all.partition(|binding| binding.is_moving());
        let (everywhere, mut rest): (Vec<_>, Vec<_>) =
            rest.into_iter().partition(|binding| binding.is_general());
        let mut section = |place: Place, title| {
            let is_own = |binding: &&Binding| binding.places().contains(place);
            let (own, others) = rest.drain(..).partition::<Vec<_>, _>(is_own);
            rest = others;
            (!own.is_empty()).then_some((title, own))
        };
        let mut sections = SECTIONS.into_iter();
        let own = sections.find(|(place, _)| *place == here);
        Contents {
            here: own.and_then(|(place, title)| section(place, title)),
            everywhere: ("Everywhere", everywhere),
            others: SECTIONS
                .into_iter()
                .filter_map(|(place, title)| section(place, title))
                .collect(),
            moving: ("Moving", moving),
        }
    }
}

/// Where an action is available: `in the radar`; empty for everywhere.
pub fn whereabouts(places: Places) -> String {
    let section = SECTIONS.iter().find(|(place, _)| places.contains(*place));
    let title = section.map_or("", |(_, title)| title.split(',').next().unwrap_or(title));
    title.replacen("In ", "in ", 1)
}

impl Binding {
    /// Whether it moves in every pane.
    fn is_moving(&self) -> bool {
        matches!(self.msg(Place::List), Some(Msg::Move(_)))
    }

    /// Whether it does the same on every screen, whatever is selected there.
    fn is_general(&self) -> bool {
        let is_general = |msg: &Msg| {
            matches!(
                msg,
                Msg::Screen(_) | Msg::Day(_) | Msg::Filters | Msg::ClearFilters | Msg::Problems
            )
        };
        self.is_everywhere() || self.meanings.iter().all(|(_, msg)| is_general(msg))
    }
}

#[cfg(test)]
mod tests {
    use super::SECTIONS;
    use crate::app::Place;
    use crate::settings::keys::Keys;

    #[test]
    fn every_row_is_told_once_wherever_the_help_is_opened() {
        let keys = Keys::default();
        for (here, title) in SECTIONS {
            let contents = keys.contents(here);
            let first = contents.here.into_iter();
            let sections = first
                .chain([contents.everywhere])
                .chain(contents.others)
                .chain([contents.moving]);
            let sections: Vec<_> = sections.collect();
            let mut names: Vec<&str> = sections
                .iter()
                .flat_map(|(_, rows)| rows.iter().map(|row| row.name))
                .collect();
            assert_eq!(names.len(), keys.all().len(), "{title}");
            names.sort_unstable();
            names.dedup();
            assert_eq!(names.len(), keys.all().len(), "{title}");
            assert_eq!(sections[0].0, title);
        }
    }

    #[test]
    fn what_a_place_has_of_its_own_comes_first() {
        let keys = Keys::default();
        let (_, rows) = keys.contents(Place::Radar).here.unwrap();
        let names: Vec<&str> = rows.iter().map(|row| row.name).collect();
        for name in ["to-event", "watch-release", "changelog", "why"] {
            assert!(names.contains(&name), "{name}: {names:?}");
        }
        assert!(!names.contains(&"down") && !names.contains(&"radar"));
    }
}
