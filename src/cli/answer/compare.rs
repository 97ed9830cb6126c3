//! `eolens compare`: products side by side.

use std::io::Write;

use anyhow::Result;

use super::{Context, Outcome, refused};
use crate::cli::arguments::question::Compare;
use crate::cli::report::Tabular;
use crate::cli::report::comparison::Report;
use crate::find::choice::{Chosen, choose};
use crate::find::comparison;

/// Compares the named products.
pub(super) fn compare(
    out: &mut dyn Write,
    context: Context<'_>,
    asked: &Compare,
) -> Result<Outcome> {
    let (catalog, on) = (context.catalog, context.on());
    // Each name is that of a product, never that of a release of the one before.
    let names = asked.names.iter();
    let mut chosen = Chosen::default();
    for one in names.map(|name| choose(catalog, std::slice::from_ref(name), on)) {
        chosen.choices.extend(one.choices);
        chosen.unknown.extend(one.unknown);
    }
    if let Some(refused) = refused(&chosen) {
        return Ok(refused);
    }
    let mut products: Vec<usize> = Vec::new();
    for choice in &chosen.choices {
        let index = catalog.find(&choice.product.id);
        products.extend(index.filter(|index| !products.contains(index)));
    }
    if products.len() < 2 {
        let reason = "compare needs two different products, each in one argument";
        return Ok(Outcome::Misunderstood(reason.to_owned()));
    }
    let report = Report {
        catalog,
        all: comparison::compared(catalog, &products, on),
        days: context.days(),
    };
    report.write(out, asked.format, context.look)?;
    Ok(Outcome::Answered)
}
