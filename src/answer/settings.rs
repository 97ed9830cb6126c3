//! What is in force, and what is wrong in the user's files.

use std::io::{self, Write};

use super::Outcome;
use crate::cli::Settings;
use crate::config::DEFAULT_FILE;
use crate::product::{Fault, clean};
use crate::user::{Themes, User};
use crate::wording;

/// Answers `eolens config`: the settings in force, the default file, or a line for each fault.
/// `over` names what the command line has set over the file, and by what.
///
/// # Errors
///
/// Fails where the output does.
pub fn settings(
    out: &mut dyn Write,
    question: &Settings,
    user: &User,
    themes: &Themes,
    over: &[(&str, &str)],
) -> io::Result<Outcome> {
    if question.default {
        out.write_all(DEFAULT_FILE.as_bytes())?;
    } else if question.check {
        return check(out, user, themes);
    } else {
        let file = user.file.as_deref().map(clean::path);
        let is_missing = if user.has_file { "" } else { " is not there" };
        writeln!(
            out,
            "# {}{is_missing}",
            file.as_deref().unwrap_or("No configuration file")
        )?;
        out.write_all(user.config.listing(over).as_bytes())?;
    }
    Ok(Outcome::Answered)
}

fn check(out: &mut dyn Write, user: &User, themes: &Themes) -> io::Result<Outcome> {
    let missing = themes.load(&user.config.settings.theme).err();
    let missing = missing.map(|reason| user.theme_fault(reason));
    let own = themes.faults();
    let faults: Vec<&Fault> = user
        .config
        .faults
        .iter()
        .chain(&missing)
        .chain(&own)
        .collect();
    for fault in &faults {
        writeln!(out, "{fault}")?;
    }
    Ok(match faults.len() {
        0 => Outcome::Answered,
        count => Outcome::Refused(format!(
            "{} in the configuration",
            wording::count(count, "fault")
        )),
    })
}
