//! Runs a command and writes its answer; where there is none, the outcome says why.

pub mod changes;
pub mod check;
mod compare;
mod export;
mod lint;
mod radar;
mod releases;
mod settings;
pub mod update;
mod watch;

use std::io::Write;
use std::path::Path;

use anyhow::Result;
use chrono::NaiveDate;

pub use self::lint::lint;
pub use self::settings::{check_settings, settings};
pub use self::watch::{watch, watched};
use crate::cli::arguments::question::{Named, Question, Show};
use crate::cli::report::{self, Days, Format, Look, Products, Tabular};
use crate::facts::catalog::Catalog;
use crate::facts::lifecycle::Health;
use crate::facts::viewpoint::Viewpoint;
use crate::find::choice::{Chosen, choose, choose_lines};
use crate::find::listing::{Lister, Listing, Sort, Wanted};
use crate::find::query::{Asked, Own, Query};
use crate::find::verdict::{Status, Verdict};
use crate::mine::watchlist::{Watched, Watchlist};
use crate::text::clean;

/// The result of a command, apart from the text it has written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// Everything asked for was found.
    Answered,
    /// Everything was found, and a requested version is past its end of life.
    Ended,
    /// Everything was found, but a requested version matches both supported and ended releases.
    Mixed,
    /// Nothing matches exactly, so the nearest matches were printed; the reason.
    Guessed(String),
    /// There is no complete answer; the reasons, one a line.
    Refused(String),
    /// The question is invalid; what is wrong with it and what is valid.
    Misunderstood(String),
}

/// What an answer depends on besides the question.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// The products.
    pub catalog: &'a Catalog,
    /// How and where the answer is displayed.
    pub look: Look<'a>,
    /// The day that statuses are computed for.
    pub day: NaiveDate,
    /// The watchlist that was asked for, as the user wrote it; `None` for the user's own.
    pub watchlist: Option<&'a Path>,
}

impl Context<'_> {
    fn on(self) -> Viewpoint {
        self.look.viewpoint(self.day)
    }

    fn days(self) -> Days {
        Days {
            looked_at: self.day,
            of_data: self.catalog.day(),
        }
    }
}

/// The names that are unknown or only guessed and the versions without a matching release, one a line; `None`
/// if there are none.
fn refused(chosen: &Chosen<'_>) -> Option<Outcome> {
    let unknown = chosen.unknown.iter().map(ToString::to_string);
    let is_doubtful = |verdict: &&Verdict<'_>| verdict.is_guess() || verdict.numbers().is_empty();
    let doubtful = verdicts(chosen).filter(is_doubtful).map(doubt);
    let lines: Vec<String> = unknown.chain(doubtful).collect();
    (!lines.is_empty()).then(|| Outcome::Refused(lines.join("\n")))
}

fn verdicts<'a, 'v>(chosen: &'a Chosen<'v>) -> impl Iterator<Item = &'a Verdict<'v>> {
    chosen.choices.iter().flat_map(|choice| &choice.verdicts)
}

/// Answers a question about the catalog. `watched` reads the watchlist, if the question needs it.
///
/// # Errors
///
/// Fails if the output cannot be written, or if the watchlist is needed and cannot be read.
pub fn ask(
    out: &mut dyn Write,
    context: Context<'_>,
    watched: &dyn Fn() -> Result<Watchlist>,
    question: &Question,
) -> Result<Outcome> {
    if context.catalog.cards().is_empty() {
        return Ok(Outcome::Refused(NO_PRODUCTS.to_owned()));
    }
    match question {
        Question::List(query) => {
            let sort = Some(query.order());
            found(context, &query.query, sort, watched, |listing, _| {
                list(out, context, listing, query.form.is_json())
            })
        }
        Question::Show(what) => show(out, context, what),
        Question::Releases(what) => found(context, &what.query, None, watched, |listing, own| {
            releases::releases(out, context, (listing, own), what)
        }),
        Question::Compare(what) => compare::compare(out, context, what),
        Question::Radar(what) => found(context, &what.query, None, watched, |listing, _| {
            let list = listed(context, &what.stack, what.watched.then_some(watched))?;
            radar::radar(out, context, listing, list.as_ref(), what)
        }),
        Question::Export(what) => export::export(out, context, watched, what),
    }
}

fn show(out: &mut dyn Write, context: Context<'_>, asked: &Show) -> Result<Outcome> {
    let form = match asked.form() {
        Ok(form) => form,
        Err(reason) => return Ok(Outcome::Misunderstood(reason.to_owned())),
    };
    let chosen = choose(context.catalog, &asked.names, context.on());
    if !chosen.choices.is_empty() {
        let shown = Products {
            choices: &chosen.choices,
            is_whole: asked.all,
            look: context.look,
            days: context.days(),
        };
        report::show(out, shown, form)?;
    }
    Ok(judged(&chosen))
}

/// Judges each line of a text, such as the output of `dpkg -l`. The number returned counts the lines that
/// name no product.
///
/// # Errors
///
/// Fails if the output cannot be written.
pub fn lines(
    out: &mut dyn Write,
    context: Context<'_>,
    text: &str,
    format: Format,
) -> Result<(Outcome, usize)> {
    let (named, others) = choose_lines(context.catalog, text, context.on());
    named.as_slice().write(out, format, context.look)?;
    let outcome = if named.is_empty() {
        Outcome::Refused("no line contains a known version".to_owned())
    } else {
        worst(|| named.iter().map(|named| &named.verdict))
    };
    Ok((outcome, others))
}

/// The outcome by the precedence that [`SEVERAL`](crate::cli::codes::SEVERAL) states. Extended support
/// counts as ended, because it is usually paid.
fn judged(chosen: &Chosen<'_>) -> Outcome {
    let is_uncertain = !chosen.unknown.is_empty() || verdicts(chosen).any(Verdict::is_guess);
    let refused = is_uncertain.then(|| refused(chosen)).flatten();
    refused.unwrap_or_else(|| worst(|| verdicts(chosen)))
}

/// The worst status of several verdicts.
fn worst<'a, 'v: 'a, I: Iterator<Item = &'a Verdict<'v>>>(verdicts: impl Fn() -> I) -> Outcome {
    let is_ended = |status| matches!(status, Status::Same(Health::Ended | Health::Extended));
    let is_supported = |status| matches!(status, Status::Same(health) if health.is_supported());
    if verdicts().any(|verdict| is_ended(verdict.status())) {
        return Outcome::Ended;
    }
    if verdicts().any(|verdict| verdict.status() == Status::Mixed) {
        return Outcome::Mixed;
    }
    let unknown = verdicts().filter(|verdict| !is_supported(verdict.status()));
    let unknown: Vec<String> = unknown.map(doubt).collect();
    if unknown.is_empty() {
        Outcome::Answered
    } else {
        Outcome::Refused(unknown.join("\n"))
    }
}

/// `kubernetes 1.99: newer than the data`
fn doubt(verdict: &Verdict<'_>) -> String {
    let version = verdict.located.version.as_deref().unwrap_or_default();
    let product = &verdict.product.id;
    if verdict.is_guess() {
        return format!("no exact match for the name; closest match: {product} {version}");
    }
    format!("{product} {version}: {}", verdict.status().words())
}

fn list(
    out: &mut dyn Write,
    context: Context<'_>,
    listing: &Listing,
    is_json: bool,
) -> Result<Outcome> {
    let look = context.look;
    let found = report::list::entries(context.catalog, listing, context.on());
    if is_json {
        report::list::write_json(out, &found)?;
    } else {
        report::readable(out, look, |out| report::list::write(out, &found, look))?;
    }
    Ok(outcome(listing))
}

/// The only products and releases that count: those that the files of a folder name, or those of the watchlist;
/// `None` if neither is asked for.
fn listed(
    context: Context<'_>,
    files: &Named,
    watched: Option<&dyn Fn() -> Result<Watchlist>>,
) -> Result<Option<Watchlist>> {
    match (&files.folder, watched) {
        (Some(folder), _) => check::named_in(context, folder).map(Some),
        (None, Some(watched)) => watched().map(Some),
        (None, None) => Ok(None),
    }
}

/// The outcome if nothing is watched, or if no file of the stack names a release.
fn nothing(context: Context<'_>, files: &Named) -> Outcome {
    match &files.folder {
        Some(folder) => {
            let folder = clean::path(folder);
            Outcome::Refused(format!("no known release found in the files of {folder}"))
        }
        None => watch::nothing(context.watchlist),
    }
}

/// The answer to every question where no product file could be read.
const NO_PRODUCTS: &str =
    "there are no products, because no product file could be read; `eolens lint` explains each";

/// The reason why a query about the stack is refused.
const IN_BROWSER: &str = "is:stack, in:, kind: and role: work only in the browser; on the command line, use \
                          `eolens check`, or --stack with radar, changes and export ical";

/// What is wrong with a query; `None` if it is valid.
fn wrong_with(query: &Query) -> Option<String> {
    if query.is_about_stack() {
        return Some(IN_BROWSER.to_owned());
    }
    let reasons = query.faults.iter().map(|fault| fault.reason.as_str());
    Some(reasons.collect::<Vec<_>>().join("; ")).filter(|reasons| !reasons.is_empty())
}

/// Answers from what a query finds, in an order, or for rows without one; an invalid query has no other answer. The
/// stack is asked about by options, not by filters.
fn found(
    context: Context<'_>,
    words: &[String],
    sort: Option<Sort>,
    list: &dyn Fn() -> Result<Watchlist>,
    answer: impl FnOnce(&Listing, Own<'_>) -> Result<Outcome>,
) -> Result<Outcome> {
    let (catalog, on) = (context.catalog, context.on());
    let (lister, text) = (Lister::default(), words.join(" "));
    let query = lister.query(catalog, &text);
    if let Some(reasons) = wrong_with(&query) {
        return Ok(Outcome::Misunderstood(reasons));
    }
    let watched = if query.is_about_watched() {
        Watched::new(&list()?, catalog)
    } else {
        Watched::default()
    };
    let own = |asked: Asked<'_>| match asked {
        Asked::Watched(product) => watched.share(product).is_some(),
        Asked::Stack(..) => false,
    };
    let wanted = Wanted {
        text: &text,
        sort: sort.unwrap_or_default(),
        on,
        own: &own,
    };
    let listing = match sort {
        Some(_) => lister.list(catalog, &wanted),
        None => lister.list_for_rows(catalog, &wanted),
    };
    answer(&listing, &own)
}

/// A query without any match counts as refused.
fn outcome(listing: &Listing) -> Outcome {
    if listing.hits.is_empty() {
        let doubt = listing.query.doubt();
        let doubt = doubt.unwrap_or_else(|| "`eolens list` lists all products".to_owned());
        Outcome::Refused(format!("no product matches; {doubt}"))
    } else if listing.is_guess {
        let words = &listing.query.words;
        Outcome::Guessed(format!("no exact match for {words:?}; closest matches:"))
    } else {
        Outcome::Answered
    }
}
