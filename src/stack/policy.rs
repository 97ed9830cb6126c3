//! What fails a check: conditions, and the exceptions that are accepted.

pub mod file;

use std::fmt;

use chrono::NaiveDate;

use crate::facts::lifecycle::{self, Phase};
use crate::facts::wording;
use crate::find::query::When;
use crate::stack::claim::Kind;
use crate::stack::item::{Item, Status};
use crate::stack::names::OwnNames;

/// A condition that fails a check.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Condition {
    /// The release is past its end of life.
    Ended,
    /// The end of life comes by then, or has come already.
    Within(When),
    /// Active support has ended.
    Security,
    /// A set also accepts an ended release.
    AcceptsEnded,
    /// It names no version.
    Floating,
    /// The data do not have the release.
    Unknown,
    /// An exact version is not the newest of its release.
    Behind,
    /// A file could not be read.
    Unread,
    /// The data are older than this many days.
    Data(u32),
}

/// The conditions without a number, by name.
const WORDS: [(&str, Condition); 7] = [
    ("ended", Condition::Ended),
    ("security", Condition::Security),
    ("accepts-ended", Condition::AcceptsEnded),
    ("floating", Condition::Floating),
    ("unknown", Condition::Unknown),
    ("behind", Condition::Behind),
    ("unread", Condition::Unread),
];

impl Condition {
    /// Parses a condition.
    ///
    /// # Errors
    ///
    /// Returns what is valid.
    pub fn read(text: &str) -> Result<Self, String> {
        if let Some((_, condition)) = WORDS.iter().find(|(word, _)| *word == text) {
            return Ok(*condition);
        }
        let timed = text.split_once(':').and_then(|(word, time)| match word {
            "within" => When::parse(time).map(Self::Within),
            "data" => wording::parse_span(time).map(Self::Data),
            _ => None,
        });
        timed.ok_or_else(|| {
            format!(
                "invalid condition {text:?}; use none, or any of ended, within:90d (or a date: within:2027, 2027-Q1, \
                 2027-01, 2027-01-31), security, accepts-ended, floating, unknown, behind, unread, data:60d"
            )
        })
    }

    /// Parses a list of conditions separated by commas; `none` alone is an empty list.
    ///
    /// # Errors
    ///
    /// Returns what is valid.
    pub fn read_all(text: &str) -> Result<Vec<Self>, String> {
        if text.trim() == "none" {
            return Ok(Vec::new());
        }
        text.split(',')
            .map(|part| Self::read(part.trim()))
            .collect()
    }
}

impl fmt::Display for Condition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Within(when) => write!(f, "within:{when}"),
            Self::Data(days) => write!(f, "data:{days}d"),
            own => {
                let word = WORDS.iter().find(|(_, condition)| condition == own);
                f.write_str(word.map_or("", |(word, _)| word))
            }
        }
    }
}

/// What fails, and what is exempt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Policy {
    /// The conditions that fail.
    pub fail_on: Vec<Condition>,
    /// The ids of products with paid extended support.
    pub extended: Vec<String>,
    /// The user's own names.
    pub names: OwnNames,
    /// Patterns of paths to skip.
    pub skip: Vec<String>,
    /// Exceptions.
    pub accept: Vec<Exception>,
    /// Versions that no file states.
    pub add: Vec<Addition>,
}

impl Default for Policy {
    /// By default, ended releases fail.
    fn default() -> Self {
        Self {
            fail_on: vec![Condition::Ended],
            extended: Vec::new(),
            names: OwnNames::default(),
            skip: Vec::new(),
            accept: Vec::new(),
            add: Vec::new(),
        }
    }
}

/// A failure that is accepted until a date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exception {
    /// The product's id.
    pub product: String,
    /// The release's name; `None` for all releases.
    pub release: Option<String>,
    /// A pattern of paths; `None` for all paths.
    pub path: Option<String>,
    /// The last day on which it is accepted.
    pub until: NaiveDate,
    /// The reason.
    pub reason: String,
    /// The line of the exception in the policy.
    pub line: usize,
}

impl Exception {
    /// Whether it is about an item.
    fn is_of(&self, item: &Item, is_within: &dyn Fn(&str, &str) -> bool) -> bool {
        let release = self.release.as_ref();
        let path = self.path.as_ref();
        self.product == item.product.id
            && release.is_none_or(|release| *release == item.identity().2)
            && path.is_none_or(|pattern| is_within(pattern, &item.path))
    }
}

/// A product and a version that run, and that no file says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Addition {
    /// The product's id or name.
    pub product: String,
    /// The version.
    pub version: String,
    /// What it is used for.
    pub note: Option<String>,
    /// The position in the policy.
    pub at: crate::text::yaml::Place,
}

/// The ruling on an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ruling {
    /// It passes.
    Passes,
    /// It fails by a condition.
    Fails(Condition),
    /// It would fail by a condition but is accepted: the reason, and until when.
    Accepted(Condition, String, NaiveDate),
    /// It would fail by a condition, and did already in an earlier report.
    Known(Condition),
    /// It was accepted until a day that has passed, and fails again.
    Lapsed(Condition, NaiveDate),
}

impl Ruling {
    /// The condition that it meets; `None` if it passes.
    pub fn condition(&self) -> Option<Condition> {
        match self {
            Self::Passes => None,
            Self::Fails(condition)
            | Self::Accepted(condition, ..)
            | Self::Known(condition)
            | Self::Lapsed(condition, _) => Some(*condition),
        }
    }

    /// The ruling if an earlier report has the same failure.
    #[must_use]
    pub fn known(self) -> Self {
        match self {
            Self::Fails(condition) | Self::Lapsed(condition, _) => Self::Known(condition),
            other => other,
        }
    }

    /// Why an item fails or is exempt, in words; `None` if it passes.
    pub fn reason(&self) -> Option<String> {
        match self {
            Self::Passes => None,
            Self::Fails(condition) => Some(format!("fails the condition `{condition}`")),
            Self::Accepted(_, reason, until) => Some(format!("accepted until {until}: {reason}")),
            Self::Known(_) => Some("already in the baseline".to_owned()),
            Self::Lapsed(condition, until) => Some(format!(
                "fails the condition `{condition}`; was accepted until {until}"
            )),
        }
    }

    /// The reason, unless the end of an item's support is all that it says.
    pub fn remark(&self) -> Option<String> {
        match self {
            Self::Fails(Condition::Ended | Condition::Within(_)) => None,
            _ => self.reason(),
        }
    }

    /// Whether somebody should look at an item that it rules: it fails, is exempt, or says something.
    pub fn needs_attention(&self, item: &Item) -> bool {
        *self != Self::Passes || item.is_finding()
    }

    /// Whether it fails.
    pub fn fails(&self) -> bool {
        matches!(self, Self::Fails(_) | Self::Lapsed(..))
    }
}

impl Policy {
    /// The number of days before an end that count as soon on a day; `None` if no condition sets it.
    pub fn soon(&self, day: NaiveDate) -> Option<i64> {
        let spans = self.fail_on.iter().filter_map(|condition| match condition {
            Condition::Within(when) => Some(when.days_ahead(day)),
            _ => None,
        });
        spans.max()
    }

    /// The exceptions that none of these items needs: they may go.
    pub fn idle(&self, items: &[Item], is_within: &dyn Fn(&str, &str) -> bool) -> Vec<&Exception> {
        let is_needed = |accept: &Exception| items.iter().any(|item| accept.is_of(item, is_within));
        self.accept
            .iter()
            .filter(|accept| !is_needed(accept))
            .collect()
    }

    /// How an item stands on a day; `is_within` says whether a path is of a pattern.
    pub fn rule(
        &self,
        item: &Item,
        day: NaiveDate,
        is_within: &dyn Fn(&str, &str) -> bool,
    ) -> Ruling {
        let Some(condition) = self
            .fail_on
            .iter()
            .find(|condition| self.is_met(**condition, item, day))
        else {
            return Ruling::Passes;
        };
        let accepted = self
            .accept
            .iter()
            .filter(|accept| accept.is_of(item, is_within))
            .max_by_key(|accept| accept.until);
        match accepted {
            Some(accept) if day <= accept.until => {
                Ruling::Accepted(*condition, accept.reason.clone(), accept.until)
            }
            Some(accept) => Ruling::Lapsed(*condition, accept.until),
            None => Ruling::Fails(*condition),
        }
    }

    /// Whether an item's release is past its end of life, and nobody pays for longer support.
    fn has_ended(&self, item: &Item) -> bool {
        match item.status {
            Status::Ended | Status::Older => true,
            Status::Extended => !self.extended.contains(&item.product.id),
            _ => false,
        }
    }

    fn is_met(&self, condition: Condition, item: &Item, day: NaiveDate) -> bool {
        match condition {
            _ if item.claim.is_of_others => false,
            Condition::Ended => self.has_ended(item),
            Condition::Within(when) => {
                let is_alive = matches!(item.status, Status::Soon | Status::Supported);
                let is_near = |eol| lifecycle::ends_within(eol, when.days_ahead(day), day);
                // A set fails only if nothing that it accepts lasts longer.
                let is_lasting = item
                    .lasting
                    .as_ref()
                    .is_some_and(|lasting| !lasting.eol.is_some_and(is_near));
                let is_soon = is_alive && item.eol().is_some_and(is_near) && !is_lasting;
                is_soon || self.has_ended(item)
            }
            Condition::Security => {
                let phase = item.release.as_ref().and_then(|release| release.phase);
                matches!(phase, Some(Phase::Security | Phase::ExtendedSupport))
            }
            Condition::AcceptsEnded => item.oldest.is_some(),
            Condition::Floating => item.claim.kind == Kind::Floating,
            Condition::Unknown => item.status == Status::Unknown || !item.missing.is_empty(),
            Condition::Behind => {
                let release = item.release.as_ref();
                release.and_then(|release| release.is_behind) == Some(true)
            }
            Condition::Unread | Condition::Data(_) => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Condition, When};

    #[test]
    fn conditions_are_words_and_times() {
        for text in [
            "ended",
            "within:90d",
            "within:2026-12-31",
            "within:2026-12",
            "within:2026-Q4",
            "within:2026",
            "accepts-ended",
            "data:60d",
            "behind",
        ] {
            assert_eq!(Condition::read(text).unwrap().to_string(), text);
        }
        assert_eq!(
            Condition::read_all("ended, within:6w").unwrap(),
            [Condition::Ended, Condition::Within(When::Span(42))]
        );
        assert_eq!(Condition::read_all("none").unwrap(), []);
        for text in [
            "",
            "end",
            "within",
            "within:x",
            "within:2026-13",
            "within:2026-Q5",
            "data:2026",
            "ended,none",
        ] {
            assert!(Condition::read_all(text).is_err(), "{text}");
        }
    }
}
