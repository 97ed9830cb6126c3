//! Lists upcoming ends.

use std::io::Write;

use anyhow::Result;

use super::{Context, Outcome, nothing, outcome};
use crate::cli::arguments::question::Radar;
use crate::cli::report::{self, Tabular};
use crate::facts::agenda::{Agenda, Event, Window, ends};
use crate::find::listing::Listing;
use crate::find::query::Subject;
use crate::mine::watchlist::{Watched, Watchlist, state};

pub(super) fn radar(
    out: &mut dyn Write,
    context: Context<'_>,
    listing: &Listing,
    list: Option<&Watchlist>,
    asked: &Radar,
) -> Result<Outcome> {
    let (catalog, look, day) = (context.catalog, context.look, context.day);
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
        return Ok(nothing(context, &asked.stack));
    }
    Ok(outcome(listing))
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
