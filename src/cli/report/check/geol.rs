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
        json!({
            "name": item.names.1,
            "id_eol": item.names.0,
            "version": item.claim.version,
            "release": item.labels.0,
            "eol_date": item.eol.map(|day| day.to_string()).unwrap_or_default(),
            "status": status,
            "days": item.days_left(day).map(|days| days.to_string()).unwrap_or_default(),
            "is_latest": item.upgrade.is_none() && item.status == Status::Supported,
            "latest_version": item.latest.clone().unwrap_or_default(),
        })
    });
    let document = json!({ "software_components": components.collect::<Vec<_>>() });
    as_json(out, &document)
}
