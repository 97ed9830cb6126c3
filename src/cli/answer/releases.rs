//! Lists the releases of the products that a query finds.

use std::io::Write;

use anyhow::Result;

use super::{Context, Outcome, is_own, outcome, watched_for, wrong_with};
use crate::cli::arguments::question::Releases;
use crate::cli::report::{self, Tabular};
use crate::find;
use crate::find::listing::{Lister, Sort, Wanted};
use crate::find::query::Asked;
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
    let own = |asked: Asked<'_>| is_own(&watched, asked);
    let wanted = Wanted {
        text: &text,
        sort: Sort::default(),
        on,
        own: &own,
    };
    let listing = lister.list_for_rows(catalog, &wanted);
    let releases = find::releases::Releases::new(catalog, &listing, on, &own);
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
        let all = report.releases.all;
        return Ok(Outcome::Refused(format!(
            "no release matches all filters ({all} checked)"
        )));
    }
    Ok(outcome(&listing))
}
