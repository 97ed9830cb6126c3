//! The shape of `geol check`: a component for each item, days as text.

use std::io::{self, Write};

use serde_json::json;

use super::Report;
use crate::cli::report::as_json;
use crate::stack::item::Status;

/// Writes it.
///
/// # Errors
///
/// Fails where the output does.
pub fn write(out: &mut dyn Write, report: &Report<'_>) -> io::Result<()> {
    let day = report.days.looked_at;
    let components = report.rows().map(|(item, ruling)| {
        let status = match item.status {
            _ if ruling.fails() => "EOL",
            Status::Soon => "WARN",
            Status::Supported => "OK",
            _ => "INFO",
        };
        let release = item.release.as_ref();
        let is_newest = release.is_some() && item.upgrade.is_none();
        json!({
            "name": item.product.title,
            "id_eol": item.product.id,
            "version": item.claim.version,
            "release": item.release_name(),
            "eol_date": item.eol().map(|day| day.to_string()).unwrap_or_default(),
            "status": status,
            "days": item.days_left(day).map(|days| days.to_string()).unwrap_or_default(),
            "is_latest": is_newest && item.status == Status::Supported,
            "latest_version": release.and_then(|release| release.latest.as_deref()).unwrap_or_default(),
        })
    });
    let document = json!({ "software_components": components.collect::<Vec<_>>() });
    as_json(out, &document)
}
