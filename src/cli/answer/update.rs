//! The answer of `update`: updates the data, or prints which data are in force.

use std::fs;
use std::io::{self, Write, stderr};
use std::path::Path;

use anyhow::{Context, Result, anyhow, ensure};
use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;

use super::Outcome;
use crate::cli::arguments::Update;
use crate::cli::report::as_json;
use crate::facts::changes::Counts;
use crate::facts::wording;
use crate::settings::config::Updates;
use crate::sources::cache::{Cache, Origin, Packed};
use crate::sources::update::{self, Done, InForce};
use crate::text::clean;

/// Updates the data, or prints which data are in force.
///
/// # Errors
///
/// Fails if the output cannot be written.
pub fn update(
    out: &mut dyn Write,
    asked: &Update,
    settings: &Updates,
    cache: &Cache,
    day: NaiveDate,
) -> Result<Outcome> {
    let mut said = Vec::new();
    let answered = if asked.status {
        let in_force = InForce::repacked(cache);
        in_force.and_then(|it| write_status(&mut said, asked.is_json(), it, (cache, day)))
    } else if asked.reset {
        reset(&mut said, cache)
    } else if asked.check {
        check(&mut said, asked, settings, cache)
    } else {
        replace(&mut said, asked, settings, cache)
    };
    out.write_all(&said)?;
    // A failed update leaves the data as they were, so it is refused (code 1) rather than failed (code 2).
    Ok(answered.unwrap_or_else(|error| Outcome::Refused(format!("not updated: {error:#}"))))
}

/// What is said about newer data whose time cannot be right.
const AHEAD: &str = "its timestamp is more than a day ahead of the system clock";

const NO_ARCHIVE: &str = "there is no archive to save: the data comes from a folder or is built in";

fn sources(asked: &Update, settings: &Updates) -> Vec<String> {
    asked
        .from
        .clone()
        .map_or_else(|| settings.from.clone(), |from| vec![from])
}

fn replace(
    out: &mut dyn Write,
    asked: &Update,
    settings: &Updates,
    cache: &Cache,
) -> Result<Outcome> {
    let sources = sources(asked, settings);
    let access = settings.access();
    let done = update::run(cache, asked.force, &mut |_| true, |in_force, progress| {
        let bundle = update::bundle(&sources, &access, in_force, progress)?;
        let has_archive = bundle
            .as_ref()
            .is_none_or(|bundle| bundle.archive.is_some());
        ensure!(asked.save.is_none() || has_archive, NO_ARCHIVE);
        Ok(bundle)
    })?;
    if let Some(packed) = &done.after {
        for fault in &packed.origin.faults {
            let fault = clean::line(&fault.to_string());
            let _ = writeln!(stderr(), "eolens: warning: {fault}");
        }
    }
    let saved = match &asked.save {
        Some(file) => save(out, file, &done, cache),
        None => Ok(()),
    };
    done.kept?;
    match done.after {
        Some(packed) => tell(out, &packed)?,
        None => writeln!(out, "already up to date: data of {}", done.before.when())?,
    }
    Ok(unsaved(saved))
}

/// Says which data has come, and what it changes.
fn tell(out: &mut dyn Write, packed: &Packed) -> io::Result<()> {
    let origin = &packed.origin;
    let (when, counts) = (origin.when(), Counts::of(&packed.changed.changes));
    writeln!(out, "updated to the data of {when}: {}", named(origin))?;
    if counts == Counts::default() {
        writeln!(out, "{counts}")?;
    } else {
        writeln!(out, "{counts}; `eolens changes` lists them")?;
    }
    if origin.is_ahead() {
        writeln!(out, "{AHEAD}")?;
    }
    Ok(())
}

/// The outcome of an update whose archive may not have been saved.
fn unsaved(saved: Result<()>) -> Outcome {
    match saved {
        Ok(()) => Outcome::Answered,
        Err(error) => Outcome::Refused(format!("not saved: {error:#}")),
    }
}

fn save(out: &mut dyn Write, file: &Path, done: &Done, cache: &Cache) -> Result<()> {
    let newer = done.after.as_ref().map(|packed| &packed.archive);
    let fetched = newer.unwrap_or(&done.archive).clone();
    let kept = fetched.map_or_else(|| cache.archive(), |archive| Ok(Some(archive)));
    let archive = kept?.context(NO_ARCHIVE)?;
    let name = clean::path(file);
    fs::write(file, archive).map_err(|error| anyhow!("{name} cannot be written: {error}"))?;
    writeln!(out, "saved as {name}")?;
    Ok(())
}

fn check(
    out: &mut dyn Write,
    asked: &Update,
    settings: &Updates,
    cache: &Cache,
) -> Result<Outcome> {
    let in_force = InForce::checked(cache)?;
    let sources = sources(asked, settings);
    let access = settings.access();
    let found = update::bundle(&sources, &access, &in_force.origin, &mut |_| true)?;
    let newer = match found {
        Some(found) => update::newer(&found, &in_force)?,
        None => None,
    };
    let in_force = in_force.origin;
    if let Some(newer) = newer {
        writeln!(
            out,
            "newer data is available: data of {}, {}",
            newer.when(),
            named(&newer)
        )?;
        writeln!(out, "in use: data of {}", in_force.when())?;
        return Ok(Outcome::Ended);
    }
    writeln!(out, "already up to date: data of {}", in_force.when())?;
    Ok(Outcome::Answered)
}

/// `commit a70eca337600 from https://…`
fn named(origin: &Origin) -> String {
    let commit = origin.commit.as_deref().and_then(|commit| commit.get(..12));
    let commit = commit.map_or_else(String::new, |commit| format!("commit {commit} "));
    format!("{commit}from {}", origin.from)
}

fn reset(out: &mut dyn Write, cache: &Cache) -> Result<Outcome> {
    cache.lock()?.reset()?;
    let inside = InForce::inside()?.origin;
    writeln!(out, "returned to the built-in data of {}", inside.when())?;
    Ok(Outcome::Answered)
}

/// The data in force, as JSON.
#[derive(Serialize)]
struct Status {
    day: Option<String>,
    commit: Option<String>,
    time: Option<String>,
    source: String,
    age_days: Option<i64>,
    updated: Option<String>,
    path: Option<String>,
    size: Option<u64>,
    sha256: Option<String>,
    forced: bool,
    products: usize,
    faults: usize,
}

/// Prints which data are in use while they come from a folder of the user's own.
///
/// # Errors
///
/// Fails if the folder cannot be read, or if the output cannot be written.
pub fn folder_status(
    out: &mut dyn Write,
    asked: &Update,
    folder: &Path,
    day: NaiveDate,
) -> Result<Outcome> {
    let in_use = InForce::in_folder(folder)?;
    write_status(out, asked.is_json(), in_use, (&Cache::default(), day))
}

fn write_status(
    out: &mut dyn Write,
    is_json: bool,
    InForce { catalog, origin }: InForce,
    (cache, day): (&Cache, NaiveDate),
) -> Result<Outcome> {
    let path = cache.path().filter(|_| origin.updated > 0);
    let moment = |time: i64| {
        let time = DateTime::<Utc>::from_timestamp(time, 0);
        time.map(|time| time.format("%Y-%m-%dT%H:%M:%SZ").to_string())
    };
    let status = Status {
        day: catalog.day().map(|day| day.to_string()),
        time: origin.time.and_then(moment),
        age_days: catalog.day().map(|of_data| (day - of_data).num_days()),
        updated: Some(origin.updated)
            .filter(|updated| *updated > 0)
            .and_then(moment),
        size: path
            .as_ref()
            .and_then(|path| Some(fs::metadata(path).ok()?.len())),
        path: path.map(|path| clean::path(&path)),
        commit: origin.commit,
        source: origin.from,
        sha256: origin.sha256,
        forced: origin.is_forced,
        products: catalog.cards().len(),
        faults: catalog.faults().len(),
    };
    if is_json {
        as_json(out, &status)?;
    } else {
        for (name, value) in status.lines() {
            writeln!(out, "{name:<9} {value}")?;
        }
        for fault in catalog.faults() {
            writeln!(out, "{:<9} {}", "problem", clean::line(&fault.to_string()))?;
        }
    }
    Ok(Outcome::Answered)
}

impl Status {
    fn lines(&self) -> Vec<(&'static str, String)> {
        let age = self.age_days.and_then(|days| usize::try_from(days).ok());
        let day = self.day.as_ref().map(|day| {
            let age = age.map_or_else(String::new, |days| {
                format!(", {} old", wording::count(days, "day"))
            });
            format!("{day}{age}")
        });
        let lines = [
            ("day", day),
            ("commit", self.commit.clone()),
            ("time", self.time.clone()),
            ("source", Some(self.source.clone())),
            ("updated", self.updated.clone()),
            ("path", self.path.clone()),
            ("size", self.size.map(|size| format!("{size} bytes"))),
            ("sha256", self.sha256.clone()),
            (
                "forced",
                self.forced.then(|| "yes, until the next update".to_owned()),
            ),
            ("products", Some(self.products.to_string())),
        ];
        let lines = lines.into_iter();
        lines
            .filter_map(|(name, value)| Some((name, value?)))
            .collect()
    }
}
