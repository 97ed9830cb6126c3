//! The calendar feed of what the current screen lists.

use super::browse::Pane;
use super::screen::Screen;
use super::{Effect, Model, NO_PRODUCT, NO_RELEASE, NOTHING_LISTED};
use crate::find::calendar::Feed;
use crate::find::choice::Choice;
use crate::find::releases::Listed;

impl Model {
    /// Writes the upcoming dates of the listed releases to a file.
    pub(super) fn export(&mut self) -> Option<Effect> {
        let feed = self.feed();
        let (file, text) = self.or_fail(feed)?;
        Some(Effect::Calendar { file, text })
    }

    /// Why there is nothing to export; `None` if there may be something.
    pub(super) fn lacks_dates(&self) -> Option<&'static str> {
        let none = match self.screen {
            Screen::Browse => NO_PRODUCT,
            Screen::Changes => NO_RELEASE,
            _ => NOTHING_LISTED,
        };
        self.announced().is_empty().then_some(none)
    }

    /// The name of the file and its content.
    fn feed(&self) -> Result<(String, String), String> {
        let day = self.day();
        let choices = Choice::grouped(&self.catalog, self.announced());
        let remarks = |product: &str, release: &str| {
            let share = self.watching.watched().share(self.catalog.find(product)?)?;
            let words = share.remark(release).words();
            Some(words).filter(|words| !words.is_empty())
        };
        let feed = Feed::new(choices, Some(day)).remarked(&remarks);
        if feed.is_empty() {
            let day = self.preferences.dates.written(day);
            return Err(format!(
                "Nothing to export: no dates on or after {day} are listed here."
            ));
        }
        let text = feed.text(self.catalog.day().unwrap_or(day));
        Ok((format!("eolens-{}.ics", self.subject()), text))
    }

    /// The releases whose dates are announced: in Browse those of the selected product or the selected release,
    /// in the changes the selected one, elsewhere all that are listed.
    fn announced(&self) -> Vec<Listed> {
        match self.screen {
            Screen::Browse => self.announced_in_browse(),
            Screen::Radar => {
                let events = self.radar.agenda.events.iter();
                events.map(|event| (event.product, event.release)).collect()
            }
            Screen::Releases => self.release_list.releases.listed.clone(),
            Screen::Comparison => self.comparison.releases(),
            Screen::Watchlist => self.watchlist.releases(),
            Screen::Stack => self.stack.releases(),
            Screen::Changes => {
                let picked = self.picked().ok();
                let number = picked.and_then(|picked| Some((picked.index, picked.number().ok()?)));
                number.into_iter().collect()
            }
        }
    }

    fn announced_in_browse(&self) -> Vec<Listed> {
        let Ok(picked) = self.picked() else {
            return Vec::new();
        };
        let all = 0..picked.product.releases.len();
        let own = match self.browse.focus {
            Pane::Releases => picked.number().ok(),
            _ => None,
        };
        let chosen = own.map_or(all, |number| number..number + 1);
        chosen.map(|number| (picked.index, number)).collect()
    }

    /// What the feed is about, as a part of a file's name.
    fn subject(&self) -> String {
        match (self.screen, self.picked()) {
            (Screen::Browse | Screen::Changes, Ok(picked)) => {
                let plain = |c: char| if c.is_ascii_alphanumeric() { c } else { '-' };
                picked.product.id.chars().map(plain).collect()
            }
            (screen, _) => screen.title().to_lowercase(),
        }
    }
}
