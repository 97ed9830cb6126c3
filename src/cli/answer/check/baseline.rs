//! An earlier report: what was known then does not fail now. An item is known by path, product, release and kind,
//! not by line, so that moved lines change nothing.

use std::collections::HashSet;
use std::path::Path;

use anyhow::{Context, Result, anyhow};
use serde::Deserialize;

use crate::cli::report::Look;
use crate::cli::report::check::{Form, Report};
use crate::sources::walk;
use crate::stack::item::Item;
use crate::text::clean;

/// What an earlier report has.
#[derive(Debug, Default)]
pub struct Known(HashSet<(String, String, String, String)>);

#[derive(Deserialize)]
struct Document {
    items: Vec<Record>,
}

#[derive(Deserialize)]
struct Record {
    path: String,
    product: String,
    release: Option<String>,
    version: Option<String>,
    kind: String,
    failed: bool,
}

impl Known {
    /// Whether an item failed in the earlier report.
    pub fn has(&self, item: &Item) -> bool {
        let (path, product, release, kind) = item.identity();
        let owned = [path, product, release, kind].map(str::to_owned);
        let [path, product, release, kind] = owned;
        self.0.contains(&(path, product, release, kind))
    }
}

/// Reads a report in JSON.
///
/// # Errors
///
/// Fails where it cannot be read.
pub fn read(file: &Path) -> Result<Known> {
    let name = clean::path(file);
    let text = walk::named_text(file, walk::MOST).map_err(|reason| anyhow!("{name}: {reason}"))?;
    let document: Document = serde_json::from_str(&text).with_context(|| {
        format!("{name} is not a JSON report of `eolens check`; create one with --write-baseline")
    })?;
    let failed = document.items.into_iter().filter(|record| record.failed);
    let known = failed.map(|record| {
        let release = record.release.or(record.version).unwrap_or_default();
        (record.path, record.product, release, record.kind)
    });
    Ok(Known(known.collect()))
}

/// Writes a report that [`read`] reads.
///
/// # Errors
///
/// Fails where the file cannot be written.
pub fn write(file: &Path, report: &Report<'_>) -> Result<()> {
    let mut text = Vec::new();
    report.write(&mut text, Form::Json, Look::default())?;
    std::fs::write(file, text)
        .with_context(|| format!("the baseline {} cannot be written", clean::path(file)))
}
