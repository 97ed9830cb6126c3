//! Why a key would do nothing now, for footer and palette.

use super::browse::find::NOTHING_TO_FIND;
use super::browse::{self, Pane};
use super::screen::Screen;
use super::timeline::{self, Form};
use super::travel::Travel;
use super::{
    Copied, Model, Msg, NO_PRODUCT, NO_RELEASE, NOTHING_LISTED, Place, Target, changes, stack,
    watchlist,
};
use crate::facts::changes::{Change, Kind};

/// Why no timeline is shown under a pop-up.
pub(super) const COVERED: &str = "Close this first to see a timeline.";
const ONE_LIST: &str = "There is only one watchlist; `watchlists` in the configuration adds more.";

impl Model {
    /// Why a message would do nothing now; `None` if it does something, or if nothing is known to prevent it.
    pub fn obstacle(&self, msg: &Msg) -> Option<String> {
        let reason = match msg {
            Msg::Deeper if self.popup.is_none() && self.place() != Place::Search => {
                self.is_empty_here()?
            }
            Msg::Back if self.is_outermost() => "There is nothing to go back to.",
            Msg::Watch => self.marked().err()?,
            Msg::Calendar => self.lacks_dates()?,
            Msg::NextList if self.lists().len() < 2 => ONE_LIST,
            Msg::Open(target) => return self.address(*target).err(),
            Msg::Copy(Copied::Version) => return self.version().err(),
            Msg::Copy(Copied::Changelog) => return self.address(Target::Changelog).err(),
            Msg::Chart if self.popup.is_some() => COVERED,
            Msg::Links | Msg::Chart => self.picked().err()?,
            Msg::Why if self.why_in_stack().is_some() => return None,
            Msg::Why => self.picked().and_then(|picked| picked.release()).err()?,
            Msg::FoldEnds if self.radar.is_one_by_one() => "No end dates can be grouped.",
            Msg::Browse(msg) => self.browse.obstacle(*msg)?,
            Msg::Watchlist(msg) => self.watchlist.obstacle(*msg)?,
            Msg::Stack(msg) => self.stack.obstacle(*msg)?,
            Msg::Changes(msg) => self.changes.obstacle(*msg)?,
            Msg::Timeline(msg) => self.keeps_time(*msg)?,
            Msg::ReleaseList(_) if self.release_list.rows.count() == 0 => NOTHING_LISTED,
            Msg::Day(Travel::Today) if self.as_of.is_none() => "The as-of date is today.",
            Msg::ClearFilters if !self.has_filters() => "There is no filter.",
            Msg::Problems if self.problems().next().is_none() => "There are no problems.",
            Msg::Screen(screen) if *screen == self.screen => "This is the current screen.",
            _ => return None,
        };
        Some(reason.to_owned())
    }

    /// Whether a step back would do nothing: in the whole list.
    fn is_outermost(&self) -> bool {
        let browse = &self.browse;
        self.place() == Place::List && browse.query.text().is_empty() && !browse.is_zoomed
    }

    /// Why the visible time of the current timeline would stay as it is; `None` if it changes.
    fn keeps_time(&self, msg: timeline::Msg) -> Option<&'static str> {
        let stack = &self.stack;
        match (self.screen, &self.browse.shown) {
            (Screen::Browse, None) => Some(NO_PRODUCT),
            (Screen::Browse, Some(shown)) => shown.timeline.obstacle(msg),
            (Screen::Watchlist, _) if self.watchlist.states.is_empty() => Some(NO_RELEASE),
            (Screen::Watchlist, _) => self.watchlist.timeline.obstacle(msg),
            (Screen::Stack, _) if msg == timeline::Msg::All => stack.timeline.obstacle(msg),
            (Screen::Stack, _) => stack.survey.items.is_empty().then_some(NOTHING_LISTED),
            _ => self.comparison.timeline.obstacle(msg),
        }
    }

    /// Whether the query has filters.
    pub fn has_filters(&self) -> bool {
        let asked = &self.browse.asked;
        !asked.filters.is_empty() || !asked.faults.is_empty()
    }

    /// Why there is nothing to step into on the current screen; `None` if there is.
    fn is_empty_here(&self) -> Option<&'static str> {
        let (is_empty, words) = match self.screen {
            Screen::Browse => (self.browse.shown.is_none(), NO_PRODUCT),
            Screen::Changes => (self.changes.selected().is_none(), NOTHING_LISTED),
            _ => (self.selected_row().is_none(), NO_RELEASE),
        };
        is_empty.then_some(words)
    }
}

impl browse::Browse {
    fn obstacle(&self, msg: browse::Msg) -> Option<&'static str> {
        let Some(shown) = &self.shown else {
            return match msg {
                browse::Msg::Pane(_) | browse::Msg::Zoom => None,
                _ => Some(NO_PRODUCT),
            };
        };
        match msg {
            browse::Msg::Fold if shown.table.folded.is_empty() => Some("No releases are hidden."),
            browse::Msg::Sort | browse::Msg::Reverse => (self.focus == Pane::Releases
                && shown.table.rows.is_empty())
            .then_some("No releases are in the data."),
            browse::Msg::Match(_) if !self.is_finding() => Some(NOTHING_TO_FIND),
            _ => None,
        }
    }
}

impl timeline::TimelineState {
    fn obstacle(&self, msg: timeline::Msg) -> Option<&'static str> {
        let is_whole = msg == timeline::Msg::All && self.zoomed.is_none();
        is_whole.then_some("The whole time range is shown.")
    }
}

impl watchlist::WatchlistScreen {
    fn obstacle(&self, msg: watchlist::Msg) -> Option<&'static str> {
        match msg {
            watchlist::Msg::Zoom => None,
            watchlist::Msg::Pane if self.form == Form::Table => {
                Some("There is no other pane without the timeline.")
            }
            _ if self.states.is_empty() => Some(NO_RELEASE),
            _ => None,
        }
    }
}

impl stack::StackScreen {
    fn obstacle(&self, msg: stack::Msg) -> Option<&'static str> {
        match msg {
            stack::Msg::Read => None,
            stack::Msg::Edit => {
                let is_nowhere = self.place_in_file().is_none();
                is_nowhere.then_some(NOTHING_LISTED)
            }
            _ => self.survey.items.is_empty().then_some(NOTHING_LISTED),
        }
    }
}

impl changes::ChangesScreen {
    fn obstacle(&self, msg: changes::Msg) -> Option<&'static str> {
        let is_latest = |change: &Change| change.kind == Kind::Latest;
        let mut all = self.changed.iter().flat_map(|changed| &changed.changes);
        match msg {
            changes::Msg::Sort | changes::Msg::Reverse => {
                self.entries.is_empty().then_some(NOTHING_LISTED)
            }
            changes::Msg::Versions => {
                let has_versions = all.any(is_latest);
                (!has_versions).then_some("No latest version has changed.")
            }
        }
    }
}
