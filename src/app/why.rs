//! The explanation of the selected release's status.

use super::{About, Model, NO_RELEASE};
use crate::facts::{upgrade, why, wording};
use crate::find::resolve::Reading;

/// What there is to say about a release, in sentences.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Why {
    /// Its phase.
    pub phase: String,
    /// The dates that the data state.
    pub dates: String,
    /// Its sign, and the rule that leads to it.
    pub rule: String,
    /// What to upgrade to; `None` if nothing needs to be done.
    pub advice: Option<String>,
    /// How its ends have moved in the data: a sentence for each phase.
    pub moves: Vec<String>,
    /// How the query was read, if it names this release.
    pub reading: Option<String>,
    /// The owner and note of its entry in the watchlist.
    pub remark: Option<String>,
}

impl Why {
    /// All sentences in their order.
    fn sentences(self) -> Vec<String> {
        [self.phase, self.dates, self.rule]
            .into_iter()
            .chain(self.advice)
            .chain(self.moves)
            .chain(self.reading)
            .chain(self.remark)
            .collect()
    }
}

impl Model {
    /// Why the selected item of the stack is judged as it is, and why the selected release has its status;
    /// `None` if nothing is selected.
    pub fn why(&self) -> Option<Vec<String>> {
        let release = self.why_of_release().map(Why::sentences);
        match self.why_in_stack() {
            Some(item) => Some([item, release.unwrap_or_default()].concat()),
            None => release,
        }
    }

    /// Why the selected release has its status; `None` if none is selected.
    pub fn why_of_release(&self) -> Option<Why> {
        let picked = self.picked().ok()?;
        let (product, release) = (picked.product, picked.release?);
        let (number, on) = (picked.number().ok()?, self.viewpoint());
        let advice = upgrade::advice(product, number, self.catalog.day(), on);
        let moves = self.catalog.moves(picked.index);
        let reading = self.reading.as_ref().filter(|reading| {
            let releases = reading.fit.releases();
            reading.product == picked.index && releases.contains(&number)
        });
        let remark = self.remark(picked.index, number);
        let remark = remark.filter(|remark| !remark.is_empty());
        let [phase, dates, rule] = why::explain(product, release, on);
        Some(Why {
            phase,
            dates,
            rule,
            advice: advice.map(|advice| wording::sentence(&advice)),
            moves: why::moved(product, number, &moves, on.preferences.dates),
            reading: reading.map(Reading::how),
            remark: remark.map(|remark| format!("In the watchlist: {}.", remark.words())),
        })
    }

    pub(super) fn toggle_why(&mut self) {
        match self.why() {
            Some(_) => self.toggle(About::Why),
            None => self.fail(NO_RELEASE),
        }
    }
}
