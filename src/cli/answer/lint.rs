//! Checks product files.

use std::collections::HashMap;
use std::io::Write;
use std::path::Path;

use anyhow::{Result, anyhow};
use chrono::NaiveDate;

use super::Outcome;
use crate::cli::lint;
use crate::facts::product::{self, Fault};
use crate::facts::wording;
use crate::sources::source;
use crate::text::clean;

/// Checks a product file, or every file of a folder, and prints one line per finding.
///
/// # Errors
///
/// Fails if the folder cannot be read or the output cannot be written.
pub fn lint(out: &mut dyn Write, path: &Path, day: NaiveDate) -> Result<Outcome> {
    let files = if path.is_dir() {
        source::product_files(path)?
    } else if path.exists() {
        vec![path.to_owned()]
    } else {
        let path = clean::path(path);
        return Err(anyhow!("no such file or folder: {path}"));
    };
    let mut count = 0;
    let mut taken: HashMap<String, String> = HashMap::new();
    for file in &files {
        let name = clean::path(file);
        let unreadable = |reason| format!("{name}:1:1: {}: {reason}", lint::Rule::Unreadable);
        let findings: Vec<String> = match source::bytes(file) {
            Ok(bytes) => {
                let id = product::parse(&name, &bytes).map(|parsed| parsed.product.id);
                let other = id.ok().and_then(|id| taken.insert(id, name.clone()));
                let other = other.map(|other| format!("its permalink is already used by {other}"));
                let findings = lint::lint(&name, &bytes, day).into_iter();
                let findings = findings.map(|finding| finding.to_string());
                findings.chain(other.map(unreadable)).collect()
            }
            Err(Fault { reason, .. }) => vec![unreadable(reason)],
        };
        count += findings.len();
        for finding in findings {
            writeln!(out, "{finding}")?;
        }
    }
    if count == 0 {
        return Ok(Outcome::Answered);
    }
    let findings = wording::count(count, "finding");
    let files = wording::count(files.len(), "file");
    Ok(Outcome::Refused(format!("{findings} in {files}")))
}
