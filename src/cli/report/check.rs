//! The result of a check in every format: for people, for programs, and for the places where pipelines show
//! findings.

mod geol;
mod json;
mod pipelines;
mod sarif;
mod tables;
mod text;

use std::collections::HashMap;
use std::io::{self, Write};

use clap::ValueEnum;
use sha2::{Digest, Sha256};

use super::{Days, Look, Products, readable, timeline};
use crate::facts::catalog::Catalog;
use crate::facts::viewpoint::Viewpoint;
use crate::facts::wording;
use crate::find::calendar::Feed;
use crate::find::choice::Choice;
use crate::stack::claim::Kind;
use crate::stack::gathered::{Gathered, Unread};
use crate::stack::item::{Item, Status};
use crate::stack::policy::{Condition, Policy, Ruling};
use crate::stack::survey::Survey;
use crate::text::clean;

/// A finished check.
pub struct Report<'a> {
    /// The products.
    pub catalog: &'a Catalog,
    /// The items.
    pub survey: &'a Survey,
    /// What they were found in.
    pub gathered: &'a Gathered,
    /// The ruling on each item, in order.
    pub rulings: Vec<Ruling>,
    /// The policy.
    pub policy: &'a Policy,
    /// The days that the result depends on.
    pub days: Days,
    /// Whether supported items are shown too.
    pub is_whole: bool,
    /// Minor faults of the policy, and its entries that match nothing.
    pub notes: Vec<String>,
    /// What leads from the current folder to the checked one; see [`Plan::base`](crate::sources::project::Plan::base).
    pub base: String,
}

/// The version of the program.
const VERSION: &str = env!("CARGO_PKG_VERSION");

/// The forms of a report.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum Form {
    /// Plain text, by file
    #[default]
    Text,
    /// JSON
    Json,
    /// Markdown, for the summary of a pipeline
    Markdown,
    /// Comma-separated records
    Csv,
    /// Tab-separated records
    Tsv,
    /// SARIF 2.1.0, for code scanning
    Sarif,
    /// JUnit XML, for test reports
    Junit,
    /// GitLab Code Quality report
    Gitlab,
    /// GitHub Actions annotations
    Github,
    /// Bars on a shared time axis
    Timeline,
    /// A calendar feed of upcoming dates
    Ical,
    /// JSON as `geol check` prints it
    GeolJson,
}

/// The counts of a check.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize)]
pub struct Counts {
    /// Files read.
    pub files: usize,
    /// Items.
    pub items: usize,
    /// Items that fail the check.
    pub failed: usize,
    /// Items that the policy accepts.
    pub accepted: usize,
    /// Items whose end is near, and which accept nothing that lasts.
    pub soon: usize,
    /// Requirements that also accept an ended release.
    pub accepts_ended: usize,
    /// Items without a version.
    pub floating: usize,
    /// Items that are not in the data.
    pub unknown: usize,
    /// Versions of something that is not surely a product.
    pub unmatched: usize,
    /// Files that could not be read completely.
    pub unread: usize,
    /// Folders of test cases that were skipped.
    pub left_out: usize,
}

impl Report<'_> {
    /// Writes it in a form.
    ///
    /// # Errors
    ///
    /// Fails if the output cannot be written.
    pub fn write(&self, out: &mut dyn Write, form: Form, look: Look<'_>) -> io::Result<()> {
        match form {
            Form::Text => readable(out, look, |out| text::write(out, self, look)),
            Form::Markdown => readable(out, look, |out| tables::markdown(out, self, look)),
            Form::Json => json::write(out, self),
            Form::Csv => tables::records(out, self, b','),
            Form::Tsv => tables::records(out, self, b'\t'),
            Form::Sarif => sarif::write(out, self),
            Form::Junit => pipelines::junit(out, self),
            Form::Gitlab => pipelines::gitlab(out, self),
            Form::Github => pipelines::github(out, self),
            Form::GeolJson => geol::write(out, self),
            Form::Ical => {
                let Days { looked_at, of_data } = self.days;
                let feed = Feed::new(self.choices(|item| !item.is_open_ended()), Some(looked_at));
                feed.write(out, of_data.unwrap_or(looked_at))
            }
            Form::Timeline => {
                let products = Products {
                    choices: &self.choices(|_| true),
                    is_whole: true,
                    look,
                    days: self.days,
                };
                readable(out, look, |out| timeline::write(out, products))
            }
        }
    }

    /// The products and releases of some items, each once.
    fn choices(&self, is_held: impl Fn(&&Item) -> bool) -> Vec<Choice<'_>> {
        let items = self.survey.items.iter().filter(is_held);
        let releases =
            items.filter_map(|item| Some((item.product.index, item.release.as_ref()?.number)));
        Choice::grouped(self.catalog, releases)
    }

    /// How much was found.
    pub fn counts(&self) -> Counts {
        let count = |test: &dyn Fn(&Item, &Ruling) -> bool| {
            self.rows()
                .filter(|(item, ruling)| test(item, ruling))
                .count()
        };
        Counts {
            files: self.gathered.files,
            items: self.survey.items.len(),
            failed: count(&|_, ruling| ruling.fails()),
            accepted: count(&|_, ruling| matches!(ruling, Ruling::Accepted(..))),
            soon: count(&|item, ruling| {
                item.status == Status::Soon && ruling.needs_attention(item)
            }),
            accepts_ended: count(&|item, _| item.oldest.is_some()),
            floating: count(&|item, _| item.claim.kind == Kind::Floating),
            unknown: count(&|item, _| item.status == Status::Unknown),
            unmatched: self.survey.unmatched.len(),
            unread: self.gathered.unread_files(),
            left_out: self.gathered.left_out,
        }
    }

    /// Why an item has its status, and why it fails or is exempt.
    fn why(&self, item: &Item, ruling: &Ruling) -> String {
        let reason = ruling.reason().map(|reason| wording::sentence(&reason));
        let parts = [Some(item.why(self.without_preferences())), reason];
        parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
    }

    /// The files that could not be read, if that fails the check, each place with a fingerprint.
    fn unreadable(&self) -> Vec<(&Unread, String)> {
        if !self.policy.fail_on.contains(&Condition::Unread) {
            return Vec::new();
        }
        let mut seen = HashMap::new();
        let unread = self.gathered.unread.iter().map(|unread| {
            let (path, reason) = (unread.path.as_str(), unread.reason.as_str());
            let count = seen.entry((path, reason)).or_insert(0_usize);
            *count += 1;
            let words = [path, sarif::UNREAD, reason, &count.to_string()];
            (unread, fingerprint(&words))
        });
        unread.collect()
    }

    /// Whether the check fails.
    pub fn fails(&self) -> bool {
        self.rulings.iter().any(Ruling::fails) || !self.failures().is_empty()
    }

    /// Why the check fails as a whole, whatever the items say: old data, files that could not be read.
    pub fn failures(&self) -> Vec<String> {
        let count = self.gathered.unread_files();
        let is_failed = count > 0 && self.policy.fail_on.contains(&Condition::Unread);
        let unread = is_failed.then(|| {
            let files = wording::count(count, "file");
            format!("{files} could not be read; --all lists them (unread)")
        });
        self.outdated().into_iter().chain(unread).collect()
    }

    /// Why the data are too old for the policy.
    fn outdated(&self) -> Option<String> {
        let data = self.days.of_data?;
        let age = (self.days.looked_at - data).num_days();
        let most = self.policy.fail_on.iter().find(
            |condition| matches!(condition, Condition::Data(most) if age > i64::from(*most)),
        )?;
        Some(format!(
            "the data of {data} is {age} days old; `eolens update` gets newer data ({most})"
        ))
    }

    /// The path of a file from the current folder, which is where pipelines look for it.
    fn located(&self, path: &str) -> String {
        let base = if path == "-" { "" } else { &self.base };
        format!("{base}{path}")
    }

    /// The items with their rulings.
    pub fn rows(&self) -> impl Iterator<Item = (&Item, &Ruling)> + Clone {
        self.survey.items.iter().zip(&self.rulings)
    }

    /// An item with its ruling.
    fn row(&self, number: usize) -> Option<(&Item, &Ruling)> {
        self.survey.items.get(number).zip(self.rulings.get(number))
    }

    /// The items to show: all, or those with a finding.
    pub fn shown(&self) -> impl Iterator<Item = (&Item, &Ruling)> + Clone {
        self.rows().filter(|row| self.shows(*row))
    }

    /// Whether it shows an item.
    fn shows(&self, (item, ruling): (&Item, &Ruling)) -> bool {
        self.is_whole || ruling.needs_attention(item)
    }

    /// What makes the result: `as of 2026-08-22 · data of 2026-08-21 (a70eca337600) · eolens 1.2.3`, with dates in the
    /// reader's style.
    fn origin(&self, look: Look<'_>) -> String {
        format!(
            "{}{} · eolens {VERSION}",
            self.days.words(look),
            self.commit_in_words()
        )
    }

    /// The commit of the data; `None` if it is unknown.
    fn commit(&self) -> Option<&str> {
        self.catalog.provenance().commit.as_deref()
    }

    /// Enough of the commit to tell it from others, in brackets.
    fn commit_in_words(&self) -> String {
        let commit = self.commit().and_then(|commit| commit.get(..12));
        commit.map_or_else(String::new, |commit| format!(" ({})", clean::line(commit)))
    }

    /// The same in a sentence, with dates as programs write them.
    fn origin_in_words(&self) -> String {
        let Days { looked_at, of_data } = self.days;
        let of_data = of_data.map_or("an unknown date".to_owned(), |day| day.to_string());
        let commit = self.commit_in_words();
        format!("As of {looked_at}, by the data of {of_data}{commit} and eolens {VERSION}.")
    }

    fn on(&self, look: Look<'_>) -> Viewpoint {
        look.viewpoint(self.days.looked_at)
    }

    /// The day, for reports that programs read.
    fn without_preferences(&self) -> Viewpoint {
        Viewpoint::with_defaults(self.days.looked_at)
    }

    /// A fingerprint for each item, unique and stable between reports: items of the same file, product,
    /// release and kind are numbered.
    pub fn fingerprints(&self) -> Vec<String> {
        let mut seen = HashMap::new();
        let marks = self.survey.items.iter().map(|item| {
            let identity = item.identity();
            let count = seen
                .entry(identity)
                .and_modify(|count| *count += 1)
                .or_insert(0_usize);
            let (path, product, release, kind) = identity;
            fingerprint(&[path, product, release, kind, &count.to_string()])
        });
        marks.collect()
    }
}

/// The fingerprint of some words together.
fn fingerprint(words: &[&str]) -> String {
    let digest = Sha256::digest(words.join("\n").as_bytes());
    let bytes = digest.iter().take(16);
    bytes.fold(String::new(), |mark, byte| mark + &format!("{byte:02x}"))
}
