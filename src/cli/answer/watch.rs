//! Prints and edits the watchlist. An edit is saved before it is reported.

use std::io::Write;
use std::path::Path;

use anyhow::Result;
use chrono::NaiveDate;

use super::{Context, Outcome, refused};
use crate::cli::arguments::Watch;
use crate::cli::report::{Format, Tabular, watched};
use crate::facts::catalog::Catalog;
use crate::facts::viewpoint::Viewpoint;
use crate::find::choice::{self, Choice};
use crate::mine::watchlist::{Change, Entry, Watched, Watchlist, state};
use crate::sources::store::Store;
use crate::text::clean;

/// Prints the watchlist.
///
/// # Errors
///
/// Fails if the output cannot be written.
pub fn watched(
    out: &mut dyn Write,
    context: Context<'_>,
    list: &Watchlist,
    format: Format,
) -> Result<Outcome> {
    let rows = watched::rows(list, context.catalog, context.on());
    // An empty list has no table to read; records are written even when there are none.
    if !(format.is_read() && rows.is_empty()) {
        rows.write(out, format, context.look)?;
    }
    if rows.is_empty() {
        return Ok(nothing(context.watchlist));
    }
    Ok(Outcome::Answered)
}

/// The outcome for an empty watchlist, which is the user's own unless it is named.
pub(super) fn nothing(list: Option<&Path>) -> Outcome {
    let option = list.map_or_else(String::new, |list| {
        format!(" --watchlist {}", clean::path(list))
    });
    Outcome::Refused(format!(
        "the watchlist is empty; `eolens{option} watch add PRODUCT` adds a product"
    ))
}

/// Edits the watchlist. `list` is its content as read a moment ago, to resolve names against.
///
/// # Errors
///
/// Fails if the watchlist cannot be read or saved, or the output cannot be written.
pub fn watch(
    out: &mut dyn Write,
    Context { catalog, day, .. }: Context<'_>,
    list: &Watchlist,
    change: &Watch,
    store: &Store,
) -> Result<Outcome> {
    let (Watch::Add { names } | Watch::Remove { names }) = change;
    let is_watched = matches!(change, Watch::Add { .. });
    let asked = match asked(names, is_watched, catalog, list, day) {
        Ok(asked) => asked,
        Err(refused) => return Ok(refused),
    };
    let changes = asked.iter().flat_map(|(_, changes)| changes);
    let written = store.change(&changes.cloned().collect::<Vec<_>>())?;
    let mut refusals = Vec::new();
    for (name, changes) in asked {
        match (is_watched, changes.is_empty()) {
            (true, false) => writeln!(out, "{name} is now watched")?,
            (true, true) => writeln!(out, "{name} was already watched")?,
            (false, false) => writeln!(out, "{name} is no longer watched")?,
            (false, true) => refusals.push(format!("{name} is not watched")),
        }
    }
    if let Some(warning) = written.warning() {
        writeln!(out, "{warning}")?;
    }
    if refusals.is_empty() {
        return Ok(Outcome::Answered);
    }
    Ok(Outcome::Refused(refusals.join("; ")))
}

/// The watched products, each with its watched releases.
pub(super) fn choices<'a>(catalog: &'a Catalog, list: &Watchlist) -> Vec<Choice<'a>> {
    let watched = Watched::new(list, catalog);
    let choices = watched.shares().filter_map(|(index, share)| {
        let product = catalog.product(index)?;
        if share.is_whole() {
            return Some(Choice::whole(product));
        }
        let releases = product.releases.iter().enumerate();
        let numbers = releases.filter(|(_, release)| share.names(&release.name));
        let numbers: Vec<usize> = numbers.map(|(number, _)| number).collect();
        (!numbers.is_empty()).then(|| Choice::part(product, numbers))
    });
    choices.collect()
}

/// Each resolved name with its edits; no edits where it is already as requested.
type Asked = Vec<(String, Vec<Change>)>;

fn asked(
    names: &[String],
    is_watched: bool,
    catalog: &Catalog,
    list: &Watchlist,
    day: NaiveDate,
) -> Result<Asked, Outcome> {
    let watched = Watched::new(list, catalog);
    let mut asked = Vec::new();
    let mut known = Vec::new();
    for name in names {
        // An entry that the catalog does not have can be removed but not added.
        match stranger(name, catalog, list).filter(|_| !is_watched) {
            Some(entry) => {
                let comment = String::new();
                let change = Change {
                    entry,
                    is_watched,
                    comment,
                };
                asked.push((change.entry.to_string(), vec![change]));
            }
            None => known.push(name.clone()),
        }
    }
    for (index, release) in places(&known, catalog, day)? {
        let entry = catalog.cards().get(index).map(|card| card.id.as_str());
        let entry = entry.into_iter().chain(release);
        let name = entry.collect::<Vec<_>>().join(" ");
        let Some(changes) = watched.changes(catalog, (index, release), is_watched) else {
            let words = format!("the watchlist cannot contain a name such as {name:?}");
            return Err(Outcome::Refused(words));
        };
        asked.push((name, changes));
    }
    Ok(asked)
}

/// The products and releases that names stand for: a product's index, and a release's name, or `None` for
/// the whole product.
fn places<'a>(
    names: &[String],
    catalog: &'a Catalog,
    day: NaiveDate,
) -> Result<Vec<(usize, Option<&'a str>)>, Outcome> {
    let mut places = Vec::new();
    // A name with a space, such as `ubuntu 22.04`, is complete by itself; single words are resolved
    // together with their neighbors.
    for run in names.chunk_by(|_, name| !name.contains(' ')) {
        let chosen = choice::choose(catalog, run, Viewpoint::with_defaults(day));
        if let Some(refused) = refused(&chosen) {
            return Err(unchanged(run, refused));
        }
        for choice in chosen.choices {
            let index = catalog.find(&choice.product.id).unwrap_or(usize::MAX);
            if choice.is_part() {
                let releases = choice.releases();
                places.extend(releases.map(|release| (index, Some(release.name.as_str()))));
            } else {
                places.push((index, None));
            }
        }
    }
    Ok(places)
}

/// A refusal of an edit, which names what was typed and says that nothing else was edited either.
fn unchanged(names: &[String], refused: Outcome) -> Outcome {
    let Outcome::Refused(reason) = refused else {
        return refused;
    };
    let typed = names.join(" ");
    let is_named =
        reason.starts_with(&format!("{typed}:")) || reason.contains(&format!("\"{typed}\""));
    let told = if is_named {
        reason
    } else {
        format!("{typed}: {reason}")
    };
    Outcome::Refused(format!("{told}; the watchlist is unchanged"))
}

/// The watchlist entry written exactly like this, if the catalog does not have it.
fn stranger(name: &str, catalog: &Catalog, list: &Watchlist) -> Option<Entry> {
    let mut unresolved = state::unresolved(list, catalog).into_iter();
    unresolved.find(|entry| entry.to_string() == name)
}
