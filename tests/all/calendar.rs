//! The key that writes a calendar, in a real terminal: the file, a second press, and what stays as it is.

use std::fs;
use std::path::Path;

use tempfile::TempDir;

use crate::pty::{Session, eolens};
use crate::terminal::awake;

/// The products of the tests on 22 November 2026, started in a folder.
fn within(folder: &Path) -> Session {
    awake(eolens(&["--as-of", "2026-11-22"]).within(folder))
}

/// The same in an empty folder.
fn alone() -> (TempDir, Session) {
    let folder = tempfile::tempdir().unwrap();
    let session = within(folder.path());
    (folder, session)
}

fn feed(folder: &TempDir, name: &str) -> String {
    fs::read_to_string(folder.path().join(name)).unwrap()
}

#[test]
fn the_key_writes_what_is_listed_and_a_second_press_replaces_it() {
    let (folder, session) = alone();
    session.keys("/postgres 15\r");
    session.shows("▸15");
    session.keys("C");
    session.shows("Upcoming dates written to ");
    let release = feed(&folder, "eolens-postgresql.ics");
    assert!(release.starts_with("BEGIN:VCALENDAR\r\n"), "{release}");
    assert!(release.ends_with("END:VCALENDAR\r\n"), "{release}");
    assert!(release.contains("SUMMARY:PostgreSQL 15: end of life\r\n"));
    assert_eq!(release.matches("BEGIN:VEVENT").count(), 1, "{release}");
    // From the list of products on, all releases of the product.
    session.keys("\x1b");
    session.shows("Enter releases");
    session.keys("C");
    session.until("a longer file", |_| {
        feed(&folder, "eolens-postgresql.ics").len() > release.len()
    });
    session.keys("/\x15\r");
    session.shows("/ to search");
    session.keys("r");
    session.shows("by end of life");
    session.keys("C");
    session.shows("eolens-releases.ics");
    let files = fs::read_dir(&folder).unwrap();
    assert_eq!(files.count(), 2, "nothing else is left there");
}

#[test]
fn a_file_of_others_stays_as_it_is() {
    const FOREIGN: &str = "BEGIN:VCALENDAR\r\nPRODID:-//other//EN\r\nEND:VCALENDAR\r\n";
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("eolens-radar.ics");
    fs::write(&path, FOREIGN).unwrap();
    let session = within(folder.path());
    session.keys("2C");
    session.shows("eolens-radar.ics was not written by eolens");
    assert_eq!(feed(&folder, "eolens-radar.ics"), FOREIGN);
    fs::remove_file(&path).unwrap();
    fs::create_dir(&path).unwrap();
    session.keys("C");
    session.shows("not a regular file");
    assert!(path.is_dir());
}

#[test]
fn a_folder_that_takes_no_file_is_told() {
    let (folder, session) = alone();
    folder.close().unwrap();
    session.keys("2C");
    session.shows("Not written: the current folder no longer exists");
    // Nobody can create a file here, not even root.
    #[cfg(target_os = "linux")]
    {
        let session = within(Path::new("/proc"));
        session.keys("2C");
        session.shows("Not written: /proc/eolens-radar.ics: ");
    }
}

#[test]
fn nothing_to_write_is_told_and_writes_nothing() {
    let (folder, session) = alone();
    session.keys("3C");
    session.shows("Nothing to export: no dates on or after 22 Nov 2026 are listed here.");
    session.keys("1/python 2.7\r");
    session.shows("▸2.7");
    session.keys("C");
    session.shows("Nothing to export: no dates on or after 22 Nov 2026 are listed here.");
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 0);
}
