//! Runs a command and writes its answer; where there is none, the outcome says why.

pub mod changes;
pub mod check;
mod compare;
mod settings;
pub mod update;
mod watch;

use std::collections::HashMap;
use std::io::Write;
use std::path::Path;

use anyhow::{Result, anyhow};
use chrono::NaiveDate;

pub use self::settings::{check_settings, settings};
pub use self::watch::{watch, watched};
use crate::cli::arguments::{Calendar, Export, Question, Radar, Releases};
use crate::cli::lint;
use crate::cli::report::{self, Days, Look, ProductFormat, Products, Tabular, api, cells, moves};
use crate::facts::agenda::{Agenda, Event, Window, ends};
use crate::facts::catalog::Catalog;
use crate::facts::lifecycle::Health;
use crate::facts::product::{self, Fault};
use crate::facts::viewpoint::Viewpoint;
use crate::facts::wording;
use crate::find;
use crate::find::calendar::Feed;
use crate::find::choice::{Choice, Chosen, choose, choose_lines};
use crate::find::listing::{Lister, Listing, Sort, Wanted};
use crate::find::query::{Query, Subject};
use crate::find::verdict::{Status, Verdict};
use crate::mine::watchlist::{Watched, Watchlist, state};
use crate::sources::source;
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
    let (catalog, on) = (context.catalog, context.on());
    match question {
        Question::List(query) => {
            match products(catalog, &query.query, Some(query.order()), watched, on)? {
                Answered::Listing(listing) => list(out, context, &listing, query.form.is_json()),
                Answered::Misunderstood(reason) => Ok(Outcome::Misunderstood(reason)),
            }
        }
        Question::Show(show) => {
            let form = match show.form() {
                Ok(form) => form,
                Err(reason) => return Ok(Outcome::Misunderstood(reason.to_owned())),
            };
            let chosen = choose(catalog, &show.names, on);
            if !chosen.choices.is_empty() {
                let shown = Products {
                    choices: &chosen.choices,
                    is_whole: show.all,
                    look: context.look,
                    days: context.days(),
                };
                report::show(out, shown, form)?;
            }
            Ok(judged(&chosen))
        }
        Question::Releases(what) => releases(out, context, watched, what),
        Question::Compare(what) => compare::compare(out, context, what),
        Question::Radar(what) => match products(catalog, &what.query, None, watched, on)? {
            Answered::Listing(listing) => {
                let list = match &what.stack {
                    Some(folder) => Some(check::named_in(context, folder)?),
                    None => what.watched.then(watched).transpose()?,
                };
                radar(out, context, &listing, list.as_ref(), what)
            }
            Answered::Misunderstood(reason) => Ok(Outcome::Misunderstood(reason)),
        },
        Question::Export(what) => {
            let list = || match what {
                Export::Ical(Calendar {
                    stack: Some(folder),
                    ..
                }) => check::named_in(context, folder),
                _ => watched(),
            };
            export(out, catalog, &list, what, context.day)
        }
    }
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
    form: ProductFormat,
) -> Result<(Outcome, usize)> {
    let (named, others) = choose_lines(context.catalog, text, context.on());
    report::lines::write(out, &named, form, context.look)?;
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
        return format!("{product} {version} is a guess: nothing has exactly the name given");
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

fn radar(
    out: &mut dyn Write,
    context: Context<'_>,
    listing: &Listing,
    list: Option<&Watchlist>,
    asked: &Radar,
) -> Result<Outcome> {
    let Context { catalog, look, day } = context;
    let window = Window {
        ahead: asked.within.days_ahead(day),
        back: asked.ended.days_back(day),
    };
    let watched = list.map(|list| Watched::new(list, catalog));
    let (products, events) = listed(context, listing, watched.as_ref());
    let radar = report::radar::Radar {
        catalog,
        products,
        agenda: Agenda::new(events.into_iter(), window, day),
        window,
        days: context.days(),
        watched,
    };
    // Without any product there is no table to read; JSON and records are written even when empty.
    let is_read = asked.format.is_read();
    if !(is_read && products == 0) {
        radar.write(out, asked.format, look)?;
    }
    if products == 0 && !listing.hits.is_empty() {
        return Ok(nothing(asked.stack.is_some()));
    }
    Ok(outcome(listing))
}

/// The outcome if nothing is watched, or if no file of the stack names a release.
fn nothing(is_of_stack: bool) -> Outcome {
    if is_of_stack {
        Outcome::Refused("the files name no release of a known product".to_owned())
    } else {
        watch::nothing()
    }
}

/// The number of products and those of their ends that the filters accept. If asked for what is watched,
/// nothing else counts.
fn listed(
    context: Context<'_>,
    listing: &Listing,
    watched: Option<&Watched>,
) -> (usize, Vec<Event>) {
    let Context { catalog, day, .. } = context;
    let (mut products, mut events) = (0, Vec::new());
    for index in &listing.hits {
        let own: Vec<Event> = match watched {
            None => ends(catalog, *index, day).collect(),
            Some(watched) => match watched.share(*index) {
                Some(share) => state::ends(catalog, (*index, share), day).collect(),
                None => continue,
            },
        };
        products += 1;
        // Filters for watched products have chosen among the products already.
        let subject = Subject::new(catalog, *index, context.on(), &|_| true);
        events.extend(own.into_iter().filter(|event| {
            let mut filters = listing.query.filters.iter();
            filters.all(|filter| filter.is_of_product() || filter.accepts_end(&subject, event))
        }));
    }
    (products, events)
}

fn releases(
    out: &mut dyn Write,
    context: Context<'_>,
    list: &dyn Fn() -> Result<Watchlist>,
    asked: &Releases,
) -> Result<Outcome> {
    let (catalog, on) = (context.catalog, context.on());
    let (lister, text) = (Lister::default(), asked.query.join(" "));
    let query = lister.query(catalog, &text);
    if let Some(reasons) = wrong_with(&query) {
        return Ok(Outcome::Misunderstood(reasons));
    }
    let watched = watched_for(&query, catalog, list)?;
    let is_watched = |index| watched.share(index).is_some();
    let wanted = Wanted {
        text: &text,
        sort: Sort::default(),
        on,
        watched: &is_watched,
    };
    let listing = lister.list_for_rows(catalog, &wanted);
    let releases = find::releases::Releases::new(catalog, &listing, on, &is_watched);
    let report = report::releases::Report {
        catalog,
        releases: releases.sorted(catalog, asked.order()),
        days: context.days(),
    };
    let is_read = asked.format.is_read();
    let is_empty = report.releases.listed.is_empty();
    if !(is_read && is_empty) {
        report.write(out, asked.format, context.look)?;
    }
    if is_empty && !listing.hits.is_empty() {
        let all = wording::count(report.releases.all, "release");
        return Ok(Outcome::Refused(format!("none of {all} matches")));
    }
    Ok(outcome(&listing))
}

/// What is wrong with a query; `None` if it is valid.
fn wrong_with(query: &Query) -> Option<String> {
    let reasons = query.faults.iter().map(|fault| fault.reason.as_str());
    Some(reasons.collect::<Vec<_>>().join("; ")).filter(|reasons| !reasons.is_empty())
}

/// What is watched; nothing if a query does not ask for that.
fn watched_for(
    query: &Query,
    catalog: &Catalog,
    list: &dyn Fn() -> Result<Watchlist>,
) -> Result<Watched> {
    if query.is_about_watched() {
        Ok(Watched::new(&list()?, catalog))
    } else {
        Ok(Watched::default())
    }
}

/// The products that match a query, or why the query is invalid.
enum Answered {
    Listing(Listing),
    Misunderstood(String),
}

/// The products that a query lists, in an order, or for rows without one.
fn products(
    catalog: &Catalog,
    words: &[String],
    sort: Option<Sort>,
    list: &dyn Fn() -> Result<Watchlist>,
    on: Viewpoint,
) -> Result<Answered> {
    let (lister, text) = (Lister::default(), words.join(" "));
    let query = lister.query(catalog, &text);
    if let Some(reasons) = wrong_with(&query) {
        return Ok(Answered::Misunderstood(reasons));
    }
    let watched = watched_for(&query, catalog, list)?;
    let wanted = Wanted {
        text: &text,
        sort: sort.unwrap_or_default(),
        on,
        watched: &|index| watched.share(index).is_some(),
    };
    let listing = match sort {
        Some(_) => lister.list(catalog, &wanted),
        None => lister.list_for_rows(catalog, &wanted),
    };
    Ok(Answered::Listing(listing))
}

/// A query without any match counts as refused.
fn outcome(listing: &Listing) -> Outcome {
    if listing.hits.is_empty() {
        Outcome::Refused("no product matches; `eolens list` lists all products".to_owned())
    } else if listing.is_guess {
        let words = &listing.query.words;
        Outcome::Guessed(format!("no exact match for {words:?}; closest matches:"))
    } else {
        Outcome::Answered
    }
}

fn export(
    out: &mut dyn Write,
    catalog: &Catalog,
    list: &dyn Fn() -> Result<Watchlist>,
    what: &Export,
    day: NaiveDate,
) -> Result<Outcome> {
    match what {
        Export::ApiV1 => api::write_all(out, catalog, day)?,
        Export::Cells => cells::write(out, catalog, day)?,
        Export::Moves => moves::write(out, catalog)?,
        Export::Ical(asked) => return calendar(out, catalog, list, asked, day),
    }
    Ok(Outcome::Answered)
}

/// The calendar feed of the named products and releases, of the watchlist, or of everything.
fn calendar(
    out: &mut dyn Write,
    catalog: &Catalog,
    list: &dyn Fn() -> Result<Watchlist>,
    asked: &Calendar,
    day: NaiveDate,
) -> Result<Outcome> {
    let chosen = choose(catalog, &asked.names, Viewpoint::with_defaults(day));
    if let Some(refused) = refused(&chosen) {
        return Ok(refused);
    }
    let is_listed = asked.watched || asked.stack.is_some();
    let watched = is_listed.then(list).transpose()?;
    if watched.as_ref().is_some_and(Watchlist::is_empty) {
        return Ok(nothing(asked.stack.is_some()));
    }
    let choices = match &watched {
        Some(list) => watch::choices(catalog, list),
        None if asked.names.is_empty() => {
            let all = 0..catalog.cards().len();
            all.filter_map(|index| catalog.product(index).map(Choice::whole))
                .collect()
        }
        None => chosen.choices,
    };
    let watched = watched.map(|list| Watched::new(&list, catalog));
    let remarks = |product: &str, release: &str| {
        let share = watched.as_ref()?.share(catalog.find(product)?)?;
        Some(share.remark(release).words()).filter(|words| !words.is_empty())
    };
    let feed = Feed::new(choices, (!asked.past).then_some(day)).remarked(&remarks);
    if feed.is_empty() {
        let reason = if asked.past {
            "nothing to export: the data has no dates for it".to_owned()
        } else {
            format!("nothing to export: no dates on or after {day}; `--past` adds earlier ones")
        };
        return Ok(Outcome::Refused(reason));
    }
    feed.write(out, catalog.day().unwrap_or(day))?;
    Ok(Outcome::Answered)
}

/// Checks a product file, or every file of a folder, and prints one line per finding.
///
/// # Errors
///
/// Fails if the folder cannot be read or the output cannot be written.
pub fn lint(out: &mut dyn Write, path: &Path, day: NaiveDate) -> Result<Outcome> {
    let files = if path.is_dir() {
        source::product_files(path)?
    } else if path.exists() {
        vec![path.to_owned()]
    } else {
        let path = clean::path(path);
        return Err(anyhow!("no such file or folder: {path}"));
    };
    let mut count = 0;
    let mut taken: HashMap<String, String> = HashMap::new();
    for file in &files {
        let name = clean::path(file);
        let unreadable = |reason| format!("{name}:1:1: {}: {reason}", lint::Rule::Unreadable);
        let findings: Vec<String> = match source::bytes(file) {
            Ok(bytes) => {
                let id = product::parse(&name, &bytes).map(|parsed| parsed.product.id);
                let other = id.ok().and_then(|id| taken.insert(id, name.clone()));
                let other = other.map(|other| format!("its permalink is already used by {other}"));
                let findings = lint::lint(&name, &bytes, day).into_iter();
                let findings = findings.map(|finding| finding.to_string());
                findings.chain(other.map(unreadable)).collect()
            }
            Err(Fault { reason, .. }) => vec![unreadable(reason)],
        };
        count += findings.len();
        for finding in findings {
            writeln!(out, "{finding}")?;
        }
    }
    if count == 0 {
        return Ok(Outcome::Answered);
    }
    let (findings, files) = (
        wording::count(count, "finding"),
        wording::count(files.len(), "file"),
    );
    Ok(Outcome::Refused(format!("{findings} in {files}")))
}
