//! Lists the releases of the products that a query finds.

use std::io::Write;

use anyhow::Result;

use super::{Context, Outcome, outcome};
use crate::cli::arguments::question::Releases;
use crate::cli::report::{self, Tabular};
use crate::find;
use crate::find::listing::Listing;
use crate::find::query::Own;

pub(super) fn releases(
    out: &mut dyn Write,
    context: Context<'_>,
    (listing, own): (&Listing, Own<'_>),
    asked: &Releases,
) -> Result<Outcome> {
    let (catalog, on) = (context.catalog, context.on());
    let releases = find::releases::Releases::new(catalog, listing, on, own);
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
    Ok(outcome(listing))
}
