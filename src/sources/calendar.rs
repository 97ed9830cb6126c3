//! Writes calendar feeds into a folder of the user.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};

use super::store;
use crate::find::calendar;
use crate::text::clean::path as shown;

/// Writes a feed to a file of this name, in place of an earlier feed; returns the path.
///
/// # Errors
///
/// Fails if the file cannot be written, or if it exists and is no feed that eolens has written.
pub fn write(folder: &Path, name: &str, text: &str) -> Result<PathBuf> {
    let path = folder.join(name);
    let before = store::start(&path, calendar::START_LENGTH).with_context(|| shown(&path))?;
    let is_own = before.is_none_or(|before| calendar::is_feed(&before));
    ensure!(
        is_own,
        "{} was not written by eolens; rename it first",
        shown(&path)
    );
    store::replace(&path, text.as_bytes()).with_context(|| shown(&path))?;
    Ok(path)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::write;

    const FEED: &str = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//eolens//eolens//EN\r\n";

    #[test]
    fn only_a_feed_of_its_own_is_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let path = write(folder.path(), "a.ics", FEED).unwrap();
        // A feed of everything has more bytes than any other file that is kept.
        let longer = format!("{FEED}{}END:VCALENDAR\r\n", "X:X\r\n".repeat(1 << 18));
        write(folder.path(), "a.ics", &longer).unwrap();
        write(folder.path(), "a.ics", &longer).unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), longer);
        fs::write(&path, "BEGIN:VCALENDAR\r\nPRODID:other\r\n").unwrap();
        let error = write(folder.path(), "a.ics", FEED).unwrap_err().to_string();
        assert!(error.contains("a.ics was not written by eolens"), "{error}");
        assert!(fs::read_to_string(&path).unwrap().contains("other"));
    }
}
