//! An item in words: its title, its status, and the reasons for it.

use super::{Item, Status};
use crate::facts::viewpoint::Viewpoint;
use crate::facts::wording;
use crate::stack::claim::{Kind, Subject};
use crate::stack::names::By;

impl Item {
    /// A title such as `Node.js 16`, or that of the product if the release is unknown.
    pub fn title(&self) -> String {
        let title = &self.product.title;
        match &self.release {
            Some(release) => wording::named(title, &release.label),
            None if self.claim.version.is_empty() || self.claim.kind == Kind::Set => title.clone(),
            None => format!("{title} {}", self.claim.version),
        }
    }

    /// The status in words: `ended 10 months ago`.
    pub fn state(&self, on: Viewpoint) -> String {
        let when = self.eol().map(|eol| wording::relative(eol, on.day));
        match (self.status, when) {
            (Status::Ended, Some(when)) => format!("ended {when}"),
            (Status::Ended, None) => "ended".to_owned(),
            (Status::Older, _) => "ended, older than every release in the data".to_owned(),
            (Status::Extended, when) => self.extended(when, on),
            (Status::Soon, Some(when)) => {
                format!("{} ends {when}", self.last_phase().unwrap_or("support"))
            }
            (Status::Soon, None) => "support ends soon".to_owned(),
            (Status::Unknown, _) if self.release.is_some() => {
                "unknown: the data states no end date".to_owned()
            }
            (Status::Unknown, _) => "unknown: the data has no such release".to_owned(),
            (Status::Floating, _) => {
                match (self.claim.note.as_deref(), self.claim.written.as_str()) {
                    (Some(note), _) => format!("no fixed version: {note}"),
                    (None, "") => "no fixed version".to_owned(),
                    (None, written) => format!("no fixed version: `{written}`"),
                }
            }
            (Status::Supported, Some(when)) => match self.last_phase() {
                Some(phase) => format!("supported, {phase} ends {when}"),
                None => format!("supported, ends {when}"),
            },
            (Status::Supported, None) => "supported, no end date published".to_owned(),
        }
    }

    /// The product's own name for the phase that ends with the end of life, if an earlier one has ended.
    fn last_phase(&self) -> Option<&str> {
        self.release.as_ref()?.last_phase.as_deref()
    }

    /// `ended 2 years ago, extended support until 2028-04-30`
    fn extended(&self, when: Option<String>, on: Viewpoint) -> String {
        let ended = when.map_or("ended".to_owned(), |when| format!("ended {when}"));
        let release = self.release.as_ref();
        let name = release.map_or("extended support", |release| &release.extended_name);
        match release.and_then(|release| release.extended) {
            Some(end) => {
                let end = on.written(end);
                format!("{ended}, {name} until {end}")
            }
            None => format!("{ended}, {name} available"),
        }
    }

    /// The longest supported release that a set accepts, if the one whose status it takes ends soon: `also accepts 25
    /// (LTS), supported until 2031-09-30: no change needed`.
    pub fn lasting(&self, on: Viewpoint) -> Option<String> {
        let lasting = self.lasting.as_ref()?;
        let until = lasting
            .eol
            .map_or("without a published end".to_owned(), |eol| {
                format!("until {}", on.written(eol))
            });
        let label = &lasting.label;
        Some(format!(
            "also accepts {label}, supported {until}: no change needed"
        ))
    }

    /// Why a file that does not name the product or the release means it, in a few words; `None` if the file names both.
    pub fn assumption(&self) -> Option<String> {
        let is_set = self.claim.kind == Kind::Set && self.release.is_some();
        let newest = match self.claim.subject {
            Subject::Java => format!(
                "judged by the newest of Java {} or later",
                self.claim.written
            ),
            _ => "judged by the newest that it accepts".to_owned(),
        };
        let vendor = (self.product.by == By::AssumedVendor).then(|| "vendor assumed".to_owned());
        let words = [is_set.then_some(newest), self.missing(), vendor];
        let words: Vec<String> = words.into_iter().flatten().collect();
        (!words.is_empty()).then(|| words.join(", "))
    }

    /// What there is to know beside the status, in a few words each: how the file is understood, what else it accepts,
    /// and where its version comes from.
    pub fn remarks(&self, on: Viewpoint) -> Vec<String> {
        let oldest = self.oldest.as_ref();
        let oldest = oldest.map(|it| format!("also accepts {}, which has ended", it.name));
        let from = self.claim.resolved_from.as_ref();
        let from = from.map(|from| format!("version from {from}"));
        let note = self.note_beside_state().map(str::to_owned);
        let used = self.used_in();
        let remarks = [
            self.assumption(),
            self.lasting(on),
            oldest,
            note,
            from,
            used,
        ];
        remarks.into_iter().flatten().collect()
    }

    /// The files that use a value of another one: `used in compose.yaml and 2 more files`.
    fn used_in(&self) -> Option<String> {
        let (first, more) = self.claim.used_in.split_first()?;
        Some(match more {
            [] => format!("used in {first}"),
            _ => format!(
                "used in {first} and {}",
                wording::count(more.len(), "more file")
            ),
        })
    }

    /// The note, which the status of an item without a version already says.
    fn note_beside_state(&self) -> Option<&str> {
        let note = self.claim.note.as_deref();
        note.filter(|_| self.status != Status::Floating)
    }

    /// What a list has and the data have not: `the data has no 99.04`.
    fn missing(&self) -> Option<String> {
        let missing = self.missing.join(", ");
        (!missing.is_empty()).then(|| format!("the data has no {missing}"))
    }

    /// The reasons for the status, in one sentence or a few.
    pub fn why(&self, on: Viewpoint) -> String {
        self.reasons(on).join(" ")
    }

    /// The reasons for the status, a sentence each.
    pub fn reasons(&self, on: Viewpoint) -> Vec<String> {
        let mut reasons = vec![format!("{}: {}.", self.title(), self.state(on))];
        if let (Kind::Set, Some(release)) = (self.claim.kind, &self.release) {
            let is_over = matches!(
                self.status,
                Status::Ended | Status::Older | Status::Extended
            );
            let newest = if is_over {
                "newest"
            } else {
                "newest supported"
            };
            let is_number = self.claim.written.starts_with(|c: char| c.is_ascii_digit());
            let written = &self.claim.written;
            let written = match self.claim.subject {
                Subject::Java => format!("Java {written} or later"),
                _ if is_number && self.is_open_ended() => format!("`{written}` or later"),
                _ => format!("`{written}`"),
            };
            reasons.push(format!(
                "{written} is judged by the {newest} release that it accepts, {}.",
                release.name
            ));
        }
        reasons.extend(
            self.lasting(on)
                .map(|lasting| wording::sentence(&format!("it {lasting}"))),
        );
        if let Some(oldest) = &self.oldest {
            let ended = oldest
                .eol
                .map(|day| format!("ended on {}", on.written(day)));
            reasons.push(format!(
                "It also accepts {}, which {}.",
                oldest.name,
                ended.unwrap_or("has ended".to_owned())
            ));
        }
        reasons.extend(self.missing().map(|missing| wording::sentence(&missing)));
        match self.product.by {
            By::ImageName => reasons.push("Matched by image name only.".to_owned()),
            By::AssumedVendor => reasons.push("No vendor given; this one is assumed.".to_owned()),
            By::Distribution => reasons.push("It maintains this package and others.".to_owned()),
            By::Image | By::Identifier | By::File | By::Name => {}
        }
        reasons.extend(self.note_beside_state().map(wording::sentence));
        let from = self.claim.resolved_from.as_ref();
        reasons.extend(from.map(|from| format!("The version comes from {from}.")));
        reasons.extend(self.used_in().map(|used| wording::sentence(&used)));
        reasons
    }
}
