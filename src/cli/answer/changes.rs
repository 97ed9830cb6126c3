//! The answer of `changes`: what an update changed.

use std::io::Write;

use anyhow::Result;
use chrono::NaiveDate;

use super::{Context, Outcome, check, refused};
use crate::cli::arguments::Changes;
use crate::cli::report::{changes as report, readable};
use crate::facts::catalog::Catalog;
use crate::facts::changes::{self, Change, Changed};
use crate::facts::moves::Row;
use crate::find::choice::{Chosen, choose};
use crate::mine::watchlist::{Watched, Watchlist};
use crate::sources::cache::{Cache, Origin};
use crate::sources::source;
use crate::sources::update::InForce;
use crate::text::dates;

/// Prints what the last update changed, or what has changed since a day or a commit.
///
/// # Errors
///
/// Fails if the output cannot be written or the updated data cannot be read.
pub fn changes(
    out: &mut dyn Write,
    context: Context<'_>,
    cache: Option<&Cache>,
    list: &dyn Fn() -> Result<Watchlist>,
    asked: &Changes,
) -> Result<Outcome> {
    let (catalog, look, day) = (context.catalog, context.look, context.day);
    let changed = match compared(catalog, cache, asked.since.as_deref())? {
        Compared::Changed(changed) => changed,
        Compared::Not(outcome) => return Ok(outcome),
    };
    let chosen = choose(catalog, &asked.names, look.viewpoint(day));
    if let Some(outcome) = refused(&chosen) {
        return Ok(outcome);
    }
    let mut found = changed.changes;
    if let Some(folder) = &asked.stack.folder {
        let named = Watched::new(&check::named_in(context, folder)?, catalog);
        let concerns = |change: &Change| {
            let product = catalog.find(&change.product);
            named.concerns(product, (&change.product, change.release.as_deref()))
        };
        found.retain(concerns);
    }
    let watched = Watched::new(&list()?, catalog);
    let (told, hidden) = told(catalog, found, (&chosen, &watched), asked);
    let report = report::Report {
        changes: told,
        since: changed.since,
        hidden,
        of_data: catalog.day().unwrap_or(day),
    };
    if asked.format.is_read() {
        readable(out, look, |out| report.write(out, asked.format, look))?;
    } else {
        report.write(out, asked.format, look)?;
    }
    Ok(Outcome::Answered)
}

/// The changes that are asked for, those of watched products and releases first, and how many new versions are
/// left out.
fn told(
    catalog: &Catalog,
    found: Vec<Change>,
    (chosen, watched): (&Chosen<'_>, &Watched),
    asked: &Changes,
) -> (Vec<report::Told>, usize) {
    let (mut first, mut rest, mut hidden) = (Vec::new(), Vec::new(), 0);
    for change in found {
        let product = catalog.find(&change.product);
        let is_watched = watched.concerns(product, (&change.product, change.release.as_deref()));
        let is_asked = asked.names.is_empty() || is_of(&change, chosen);
        if !is_asked || asked.watched && !is_watched {
            continue;
        }
        if change.kind == changes::Kind::Latest && !asked.all {
            hidden += 1;
            continue;
        }
        let told = report::Told {
            is_watched,
            moved: times_moved(catalog, product, &change),
            change,
        };
        let list = if is_watched { &mut first } else { &mut rest };
        list.push(told);
    }
    first.append(&mut rest);
    (first, hidden)
}

/// Whether a change is one of a chosen product or release.
fn is_of(change: &Change, chosen: &Chosen<'_>) -> bool {
    let mut choices = chosen
        .choices
        .iter()
        .filter(|choice| choice.product.id == change.product);
    choices.any(|choice| {
        let mut releases = choice.releases().map(|release| Some(release.name.as_str()));
        !choice.is_part() || releases.any(|name| name == change.release.as_deref())
    })
}

/// How often the end date of a change has moved in the data.
fn times_moved(catalog: &Catalog, product: Option<usize>, change: &Change) -> usize {
    let times = || {
        let (index, phase) = (product?, change.phase()?);
        let release = catalog.release_named(index, change.release.as_deref()?)?;
        Some(catalog.times_moved((index, release), phase))
    };
    times().unwrap_or_default()
}

/// What a comparison found.
enum Compared {
    /// The changes; there may be none.
    Changed(Changed),
    /// There is nothing to compare with.
    Not(Outcome),
}

/// The changes since a day or a commit, or those of the last update.
fn compared(catalog: &Catalog, cache: Option<&Cache>, since: Option<&str>) -> Result<Compared> {
    let Some(since) = since else {
        return last(catalog, cache);
    };
    if let Some(day) = dates::parse(since) {
        return Ok(Compared::Changed(Changed {
            since: Some(day),
            commit: None,
            changes: moved_since(catalog, day),
        }));
    }
    since_commit(catalog, cache, since)
}

/// The changes since a commit, of which the data must be there: the built-in ones, those in use, and those that the
/// last update replaced.
fn since_commit(catalog: &Catalog, cache: Option<&Cache>, since: &str) -> Result<Compared> {
    let is_meant = |commit: Option<&str>| {
        since.len() >= 7 && commit.is_some_and(|commit| commit.starts_with(since))
    };
    let in_use = cache.map(InForce::of).transpose()?;
    let in_use = in_use.map(|in_use| in_use.origin);
    if is_meant(in_use.as_ref().and_then(|origin| origin.commit.as_deref())) {
        return Ok(Compared::Changed(Changed::default()));
    }
    let inside = Origin::inside().commit;
    if is_meant(inside.as_deref()) {
        let changed = Changed::between(&source::embedded()?, catalog);
        return Ok(Compared::Changed(changed));
    }
    let is_updated = in_use.is_some_and(|origin| origin.updated > 0);
    let last = cache.filter(|_| is_updated).map(Cache::changes);
    let last = last.transpose()?.flatten().unwrap_or_default();
    if is_meant(last.commit.as_deref()) {
        return Ok(Compared::Changed(last));
    }
    let replaced = last.commit.filter(|commit| inside.as_ref() != Some(commit));
    let replaced = replaced.map_or_else(String::new, |commit| {
        format!(" or {commit} (the data before the last update)")
    });
    let reason = format!(
        "--since needs a date (YYYY-MM-DD) or a commit: {} (the built-in data){replaced}",
        inside.unwrap_or_default()
    );
    Ok(Compared::Not(Outcome::Misunderstood(reason)))
}

/// What the last update changed; for a folder, how it differs from the embedded data.
fn last(catalog: &Catalog, cache: Option<&Cache>) -> Result<Compared> {
    let Some(cache) = cache else {
        let changed = Changed::between(&source::embedded()?, catalog);
        return Ok(Compared::Changed(changed));
    };
    if InForce::of(cache)?.origin.updated > 0 {
        return Ok(Compared::Changed(cache.changes()?.unwrap_or_default()));
    }
    let reason = "the data has not been updated yet; `eolens changes --since DATE` lists the end dates changed since a date";
    Ok(Compared::Not(Outcome::Refused(reason.to_owned())))
}

/// The end dates that moved on or after a day, the worst news first.
fn moved_since(catalog: &Catalog, day: NaiveDate) -> Vec<Change> {
    let mut found = Vec::new();
    for (index, card) in catalog.cards().iter().enumerate() {
        let moves = catalog.moves(index).into_iter();
        for moved in moves.filter(|moved| moved.changed >= day) {
            if let Some((_, release)) = catalog.release((index, moved.release)) {
                let row = Row::of(&card.id, &release.name, &moved);
                found.push(Change::of_row(&row, &card.title));
            }
        }
    }
    changes::sort(&mut found);
    found
}
