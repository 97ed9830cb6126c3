//! Where newer data come from, and how old data may get before a reminder.

use std::path::PathBuf;
use std::time::Duration;

use super::{Reader, line, one_or_many, within};
use crate::settings::sheet::{text, unknown, wrong};
use crate::sources::net::{ADDRESS, Access};
use crate::text::yaml::Node;

/// How data are updated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Updates {
    /// Addresses, files or folders; the first one that has an archive is used.
    pub from: Vec<String>,
    /// A file of certificates to trust besides the system's; empty for none.
    pub ca_file: PathBuf,
    /// Seconds that a request may take.
    pub timeout: u32,
    /// Age of the data, in days, from which a warning is shown.
    pub remind: u32,
}

impl Default for Updates {
    fn default() -> Self {
        Self {
            from: vec![ADDRESS.to_owned()],
            ca_file: PathBuf::new(),
            timeout: 60,
            remind: 60,
        }
    }
}

impl Updates {
    /// How to reach servers.
    pub fn access(&self) -> Access {
        let ca_file = Some(self.ca_file.clone()).filter(|file| !file.as_os_str().is_empty());
        let timeout = Duration::from_secs(self.timeout.into());
        Access { timeout, ca_file }
    }
}

/// The names of all settings for updates.
const NAMES: [&str; 4] = ["from", "ca-file", "timeout", "remind"];
const LONGEST_TIMEOUT: u32 = 3_600;
const LONGEST_REMIND: u32 = 36_500;

impl Reader {
    pub(super) fn updates(&mut self, value: &Node) {
        for (key, value) in self.sheet.pairs(value) {
            let Some(name) = self.sheet.take(key.at, text(key, "the name of a setting")) else {
                continue;
            };
            let updates = &mut self.config.settings.update;
            let taken = match name {
                "from" => sources(value).map(|from| updates.from = from),
                "ca-file" => line(value, "a file").map(|file| updates.ca_file = file.into()),
                "timeout" => seconds(value).map(|timeout| updates.timeout = timeout),
                "remind" => days(value).map(|remind| updates.remind = remind),
                _ => {
                    let reason = unknown("setting of update", name, NAMES.into_iter());
                    self.sheet.add(key.at, &reason);
                    continue;
                }
            };
            if self.sheet.take(value.at, taken).is_some() {
                self.config.set.push((format!("update.{name}"), key.at));
            }
        }
    }
}

fn sources(value: &Node) -> Result<Vec<String>, String> {
    let sources = one_or_many(value).iter();
    let sources = sources.map(|source| line(source, "a URL, a file or a folder"));
    let sources: Vec<String> = sources.collect::<Result<_, _>>()?;
    if sources.iter().any(String::is_empty) || sources.is_empty() {
        return Err(wrong(value, "a URL, a file or a folder"));
    }
    Ok(sources)
}

fn seconds(node: &Node) -> Result<u32, String> {
    let wanted = format!("a number from 1 to {LONGEST_TIMEOUT}");
    within(1..=LONGEST_TIMEOUT, node.text()).ok_or_else(|| wrong(node, &wanted))
}

/// A number of days, such as `60d` or `60`.
fn days(node: &Node) -> Result<u32, String> {
    let text = node.text();
    let number = text.map(|text| text.strip_suffix('d').unwrap_or(text));
    let wanted = format!("a number of days from 1 to {LONGEST_REMIND}, such as 60d");
    within(1..=LONGEST_REMIND, number).ok_or_else(|| wrong(node, &wanted))
}
