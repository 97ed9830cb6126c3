//! Exports data for other programs.

use std::io::Write;

use anyhow::Result;

use super::{Context, Outcome, listed, nothing, refused, watch};
use crate::cli::arguments::question::{Calendar, Export};
use crate::cli::report::{api, cells, moves};
use crate::facts::viewpoint::Viewpoint;
use crate::find::calendar::Feed;
use crate::find::choice::{Choice, choose};
use crate::mine::watchlist::{Watched, Watchlist};

pub(super) fn export(
    out: &mut dyn Write,
    context: Context<'_>,
    watched: &dyn Fn() -> Result<Watchlist>,
    what: &Export,
) -> Result<Outcome> {
    let Context { catalog, day, .. } = context;
    match what {
        Export::ApiV1 => api::write_all(out, catalog, day)?,
        Export::Cells => cells::write(out, catalog, day)?,
        Export::Moves => moves::write(out, catalog)?,
        Export::Ical(asked) => return calendar(out, context, watched, asked),
    }
    Ok(Outcome::Answered)
}

/// The calendar feed of the named products and releases, of the watchlist, or of everything.
fn calendar(
    out: &mut dyn Write,
    context: Context<'_>,
    watched: &dyn Fn() -> Result<Watchlist>,
    asked: &Calendar,
) -> Result<Outcome> {
    let Context { catalog, day, .. } = context;
    let chosen = choose(catalog, &asked.names, Viewpoint::with_defaults(day));
    if let Some(refused) = refused(&chosen) {
        return Ok(refused);
    }
    let watched = listed(context, &asked.stack, asked.watched.then_some(watched))?;
    if watched.as_ref().is_some_and(Watchlist::is_empty) {
        return Ok(nothing(context, &asked.stack));
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
