//! What is watched, printed and changed. A change is on the disk before it is told.

use std::io::Write;

use anyhow::Result;
use chrono::NaiveDate;

use super::{Outcome, refused};
use crate::catalog::Catalog;
use crate::cli::Watch;
use crate::product::clean;
use crate::report::choice::{self, Choice, Unknown};
use crate::report::{Look, readable, watched};
use crate::store::Store;
use crate::watchlist::{Change, Entry, Watched, Watchlist, state};

/// Prints what is watched.
///
/// # Errors
///
/// Fails where the output does.
pub fn watched(
    out: &mut dyn Write,
    catalog: &Catalog,
    list: &Watchlist,
    look: Look<'_>,
    day: NaiveDate,
) -> Result<Outcome> {
    let rows = watched::rows(list, catalog, look.viewpoint(day));
    readable(out, look, |out| watched::write(out, &rows, look))?;
    if rows.is_empty() {
        let nothing = "nothing is watched; `eolens watch add PRODUCT` watches a product";
        return Ok(Outcome::Refused(nothing.to_owned()));
    }
    Ok(Outcome::Answered)
}

/// Changes what is watched, of which `list` is what there was a moment ago.
///
/// # Errors
///
/// Fails where the watchlist cannot be read or written, or where the output fails.
pub fn watch(
    out: &mut dyn Write,
    catalog: &Catalog,
    list: &Watchlist,
    change: &Watch,
    day: NaiveDate,
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
            (true, false) => writeln!(out, "{name} is watched")?,
            (true, true) => writeln!(out, "{name} is watched already")?,
            (false, false) => writeln!(out, "{name} is watched no more")?,
            (false, true) => refusals.push(format!("{name} is not watched")),
        }
    }
    if let Some(aside) = written.aside {
        let aside = clean::line(&aside.display().to_string());
        writeln!(
            out,
            "the watchlist was damaged; as it was it is kept as {aside}"
        )?;
    }
    if refusals.is_empty() {
        return Ok(Outcome::Answered);
    }
    Ok(Outcome::Refused(refusals.join("; ")))
}

/// The products that are watched, or those of their releases that are.
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

/// What each name means, and what is to be changed for it: nothing where it is so already.
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
        // What the catalogue does not have can be watched no more, but not anew.
        match stranger(name, catalog, list).filter(|_| !is_watched) {
            Some(entry) => asked.push((entry.to_string(), vec![Change { entry, is_watched }])),
            None => known.extend(choice::apart(catalog, name)),
        }
    }
    let choices = choice::choose(catalog, &known, day);
    for choice in choices.map_err(|unknown: Unknown| refused(&unknown))? {
        let releases = choice.releases().map(|release| Some(&*release.name));
        let part = releases.filter(|_| choice.is_part());
        let whole = (!choice.is_part()).then_some(None);
        for release in part.chain(whole) {
            let id = &choice.product.id;
            let name = release.map_or(id.clone(), |release| format!("{id} {release}"));
            let index = catalog.find(id).unwrap_or(usize::MAX);
            let Some(changes) = watched.changes(catalog, (index, release), is_watched) else {
                let words = format!("a watchlist cannot hold a name such as {name:?}");
                return Err(Outcome::Refused(words));
            };
            asked.push((name, changes));
        }
    }
    Ok(asked)
}

/// The entry of these very words, where the catalogue does not have what it names.
fn stranger(name: &str, catalog: &Catalog, list: &Watchlist) -> Option<Entry> {
    let mut strangers = state::strangers(list, catalog).into_iter();
    strangers.find(|entry| entry.to_string() == name)
}
