//! Lists the releases of the products that a query finds.

use std::io::Write;

use anyhow::Result;

use super::{Context, Outcome, outcome, watched_for, wrong_with};
use crate::cli::arguments::question::Releases;
use crate::cli::report::{self, Tabular};
use crate::facts::wording;
use crate::find;
use crate::find::listing::{Lister, Sort, Wanted};
use crate::mine::watchlist::Watchlist;

pub(super) fn releases(
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
