//! The settings in force, and the faults in the user's files.

use std::io::{self, Write};

use super::Outcome;
use crate::cli::arguments::Settings;
use crate::facts::catalog::Catalog;
use crate::facts::product::Fault;
use crate::facts::wording;
use crate::find::listing::Lister;
use crate::settings::config::DEFAULT_FILE;
use crate::settings::user::{Themes, User};
use crate::text::clean;

/// Answers `eolens config`: prints the settings in force, or the default file. `over` lists the settings
/// that something else overrides, each with the name of what overrides it.
///
/// # Errors
///
/// Fails if the output cannot be written.
pub fn settings(
    out: &mut dyn Write,
    question: &Settings,
    user: &User,
    over: &[(&str, &str)],
) -> io::Result<Outcome> {
    if question.default {
        out.write_all(DEFAULT_FILE.as_bytes())?;
        return Ok(Outcome::Answered);
    }
    let file = user.file.as_deref().map(clean::path);
    let file = match file {
        Some(file) if user.has_file => file,
        Some(file) => format!("{file} does not exist; all values are defaults"),
        None => "No configuration file; all values are defaults".to_owned(),
    };
    writeln!(out, "# {file}")?;
    out.write_all(user.config.listing(over).as_bytes())?;
    Ok(Outcome::Answered)
}

/// Answers `eolens config --check`: prints one line per fault. The catalog is needed to know which names a
/// query may use.
///
/// # Errors
///
/// Fails if the output cannot be written.
pub fn check_settings(
    out: &mut dyn Write,
    user: &User,
    themes: &Themes,
    catalog: &Catalog,
) -> io::Result<Outcome> {
    let missing = themes.load(&user.config.settings.theme).err();
    let missing = missing.map(|reason| user.fault("theme", reason));
    let mut faults = user.config.faults.clone();
    faults.extend(missing);
    faults.extend(themes.faults());
    faults.extend(misread(user, catalog));
    for fault in &faults {
        writeln!(out, "{fault}")?;
    }
    Ok(match faults.len() {
        0 => Outcome::Answered,
        count => Outcome::Refused(format!(
            "{} in the configuration",
            wording::count(count, "problem")
        )),
    })
}

/// Invalid filters in the configured queries.
fn misread(user: &User, catalog: &Catalog) -> Vec<Fault> {
    let lister = Lister::default();
    let settings = &user.config.settings;
    let first = std::iter::once(("query".to_owned(), &settings.query));
    let others = settings.queries.iter();
    let others = others.map(|query| (format!("queries.{}", query.name), &query.text));
    let queries = first.chain(others);
    let faults = queries.flat_map(|(setting, text)| {
        let faults = lister.query(catalog, text).faults.into_iter();
        faults.map(move |fault| user.fault(&setting, format!("{setting}: {}", fault.reason)))
    });
    faults.collect()
}
