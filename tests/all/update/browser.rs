//! Updates in the browser, in a real terminal.

use std::fs;
use std::thread;
use std::time::{Duration, Instant};

use super::Home;
use super::archive::Repository;
use super::server::{Answer, Server};
use crate::pty::{self, PATIENCE, Session};

/// An archive in which an end date has moved and a watched product is gone.
fn newer() -> Vec<u8> {
    let newer = Repository::inside().without("zerto.md");
    let moved = newer.edit("python.md", "eol: 2027-10-31", "eol: 2027-09-30");
    moved.archive()
}

/// The browser with this home, updating from an address.
fn browser(home: &Home, address: &str) -> Session {
    let config = home.path("config.yaml");
    fs::write(&config, format!("update: {{from: '{address}'}}\n")).unwrap();
    start(
        home,
        config.to_str().unwrap(),
        home.path("cache").to_str().unwrap(),
    )
}

fn start(home: &Home, config: &str, cache: &str) -> Session {
    let session = begin(home, config, cache);
    session.until("a full frame", Session::is_full);
    session
}

fn begin(home: &Home, config: &str, cache: &str) -> Session {
    let start = pty::program(pty::EOLENS, &[]).env("EOLENS_CONFIG", config);
    let start = start.env("XDG_STATE_HOME", home.path("state").to_str().unwrap());
    start.env("XDG_CACHE_HOME", cache).size(100, 24).start()
}

/// Waits for something slower than any key: all data are parsed, packed and compared.
fn comes(session: &Session, text: &str) {
    let start = Instant::now();
    while !session.text().contains(text) {
        let waited = start.elapsed();
        assert!(
            waited < 6 * PATIENCE,
            "never came: {text}\n{}",
            session.text()
        );
        thread::sleep(Duration::from_millis(20));
    }
}

#[test]
fn an_update_is_shown_in_place_of_what_was_there() {
    let archive = newer();
    let server = Server::start(move |_| Answer::ok(&archive));
    let home = Home::new();
    assert_eq!(home.run(&["watch", "add", "zerto"]).0, 0);
    let session = browser(&home, &server.http("a.tar.gz"));
    session.keys("5");
    session.shows("No update yet, so there is nothing to compare.");
    session.keys("R");
    comes(
        &session,
        "1 end date changed, 1 product removed · 5 shows them.",
    );
    session.shows("Watched but not in the data: zerto.");
    session.shows("timestamp");
    session.shows("Changes since ");
    session.shows("★ HPE Zerto");
    session.keys("/python\r\r");
    session.shows("2027-09-30");
    session.keys("R");
    comes(&session, "Already up to date");
    assert_eq!(server.asked.lock().unwrap().len(), 2);

    drop(session);
    let config = home.path("config.yaml");
    let session = begin(
        &home,
        config.to_str().unwrap(),
        home.path("cache").to_str().unwrap(),
    );
    session.shows("Watched but not in the data: zerto.");
    session.keys("5");
    session.shows("Changes since ");
}

#[test]
fn an_update_is_told_while_it_comes_and_can_be_canceled() {
    let archive = newer();
    let (first, rest) = archive.split_at(200_000);
    let mut answer = Answer::ok(first);
    answer.dribble = Some((rest.to_vec(), Duration::from_millis(50)));
    let server = Server::start(move |_| answer.clone());
    let home = Home::new();
    let session = browser(&home, &server.http("a.tar.gz"));
    session.keys("R");
    session.shows("Updating: fetch 1");
    session.shows("Esc cancels");
    session.keys("2");
    session.shows("Within 30 days");
    session.shows("Updating: fetch 1");
    session.keys("\u{1b}");
    session.shows("Not updated: canceled.");
    assert_eq!(home.catalog(), None);
}

#[test]
fn what_cannot_be_kept_is_shown_until_the_end_and_said() {
    let archive = newer();
    let server = Server::start(move |_| Answer::ok(&archive));
    let home = Home::new();
    let config = home.path("config.yaml");
    let from = format!("update: {{from: '{}'}}\n", server.http("a.tar.gz"));
    fs::write(&config, from).unwrap();
    // Not even root can create a folder below a file.
    let session = start(&home, config.to_str().unwrap(), config.to_str().unwrap());
    session.keys("R");
    comes(
        &session,
        "Updated for this session only: 1 end date changed",
    );
    session.shows("XDG_CACHE_HOME");
    session.keys("/python 3.11\r");
    session.shows("2027-09-30");
}

#[test]
fn updated_data_that_are_damaged_where_no_start_looks_are_not_shown() {
    let home = Home::new();
    assert_eq!(home.update(&newer(), &[]).0, 0);
    let mut bytes = home.catalog().unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(home.catalog_path().unwrap(), bytes).unwrap();
    let archive = newer();
    let server = Server::start(move |_| Answer::ok(&archive));
    let session = browser(&home, &server.http("a.tar.gz"));
    comes(
        &session,
        "The updated data is damaged; the built-in data is shown.",
    );
    session.shows("! 1 problem");
    session.keys("R");
    comes(
        &session,
        "1 end date changed, 1 product removed · 5 shows them.",
    );
}

#[test]
fn what_another_version_has_kept_is_shown_again() {
    let home = Home::new();
    assert_eq!(home.update(&newer(), &[]).0, 0);
    home.upgrade();
    let session = browser(&home, "http://127.0.0.1:9/");
    comes(&session, "The data of the last update is shown again.");
    assert!(home.catalog().is_some());
}
