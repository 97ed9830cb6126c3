//! The list of releases: its keys, and that it shows what the command line prints.

use std::path::Path;
use std::process::Command;

use eolens::app::browse::TableLine;
use eolens::app::cursor::Step;
use eolens::app::screen::Screen;
use eolens::app::timeline::Form;
use eolens::app::{Effect, Model, Notice, Place};
use eolens::facts::viewpoint::Viewpoint;
use eolens::find::releases;
use eolens::sources::source;

use crate::program;
use crate::screens::{self, screen};
use crate::typed::type_keys;

const PRODUCTS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/products");

fn after(keys: &str) -> Model {
    let folder = source::folder(Path::new(PRODUCTS)).unwrap();
    let mut model = Model::new(folder, screens::day());
    assert_eq!(type_keys(&mut model, keys), [], "{keys}");
    model
}

/// The name of the selected release; empty for none.
fn selected(model: &Model) -> String {
    let on = Viewpoint::with_defaults(model.day());
    let listed = model.release_list.selected();
    let row = listed.map(|listed| releases::row(&model.catalog, listed, on));
    row.map_or_else(String::new, |row| row.name.whole())
}

/// What the command line prints below its title, without the spaces between columns.
fn printed(query: &str, options: &[&str]) -> Vec<String> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_eolens"));
    command.arg("releases").args(query.split(' ')).args(options);
    command.args(["--as-of", &screens::day().to_string()]);
    command
        .env("EOLENS_PRODUCTS", PRODUCTS)
        .env("EOLENS_CONFIG", program::CONFIG);
    let text = String::from_utf8(command.output().unwrap().stdout).unwrap();
    text.lines().skip(2).map(words).collect()
}

fn words(line: &str) -> String {
    line.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The rows on a screen of a size that holds them all, as they are printed.
fn shown(keys: &str) -> Vec<String> {
    let lines = screen(200, 120).keys(keys).lines();
    let rows = lines.iter().skip(4).map(|line| {
        let line = line.trim_matches(['│', '▐']).replace('▸', " ");
        words(&line)
    });
    rows.take_while(|row| !row.is_empty()).collect()
}

#[test]
fn the_screen_shows_what_the_command_line_prints() {
    for (query, keys, options) in [
        ("is:lts", "", &[][..]),
        ("is:lts ends>1y", "s", &["--sort", "released"]),
        ("cat:database", "ss", &["--sort", "latest"]),
        ("cat:database -is:ended", "sss", &["--sort", "product"]),
        ("released<1y", "S", &["--reverse"]),
        (
            "phase:extended",
            "sssS",
            &["--sort", "product", "--reverse"],
        ),
        ("python is:ended", "ssss", &[]),
        ("postgres 14", "", &[]),
    ] {
        let typed = query.replace('<', "<lt>");
        let shown = shown(&format!("r/{typed}<Enter>{keys}"));
        assert!(shown.len() > 3, "{query}: {shown:?}");
        assert_eq!(shown, printed(query, options), "{query}");
    }
}

#[test]
fn the_list_is_a_view_of_browse_and_both_ways_lead_back() {
    for (keys, screen, place) in [
        ("r", Screen::Releases, Place::ReleaseList),
        ("rr", Screen::Browse, Place::List),
        ("r<Esc>", Screen::Browse, Place::List),
        ("lr", Screen::Releases, Place::ReleaseList),
        ("lrr", Screen::Browse, Place::Releases),
        ("llrr", Screen::Browse, Place::Page),
        ("2r", Screen::Releases, Place::ReleaseList),
        ("2rr", Screen::Browse, Place::List),
        ("r1", Screen::Browse, Place::List),
        ("r2", Screen::Radar, Place::Radar),
        ("/r", Screen::Browse, Place::Search),
        ("r/r", Screen::Releases, Place::Search),
        ("r/py<Enter>", Screen::Releases, Place::ReleaseList),
        ("r/py<Enter>r", Screen::Browse, Place::List),
        ("r/py<Esc>", Screen::Releases, Place::Search),
        ("r/<Esc>", Screen::Releases, Place::ReleaseList),
        ("r<Enter>", Screen::Browse, Place::Releases),
        ("r<Enter><Esc>", Screen::Releases, Place::ReleaseList),
        ("r?", Screen::Releases, Place::Help),
        (":releases<Enter>", Screen::Releases, Place::ReleaseList),
        ("/:releases<Enter>", Screen::Releases, Place::ReleaseList),
        ("2/:releases<Enter>", Screen::Releases, Place::ReleaseList),
    ] {
        let model = after(keys);
        assert_eq!((model.screen, model.place()), (screen, place), "{keys}");
    }
}

#[test]
fn the_query_is_kept_on_the_way_back() {
    for keys in ["r/py<Enter><Esc>", "r/py<Enter>r", "/py<Enter>rr"] {
        let model = after(keys);
        assert_eq!(model.browse.query.text(), "py", "{keys}");
    }
}

#[test]
fn the_selection_follows_its_release_and_goes_with_enter() {
    let model = after("r/postgres<Enter>jj");
    assert_eq!(selected(&model), "PostgreSQL 16");
    for (more, name) in [
        ("]", "PostgreSQL 16"),
        ("/ is:supported<Enter>", "PostgreSQL 16"),
        ("/ is:ended<Enter>", "PostgreSQL 14"),
        ("s", "PostgreSQL 18"),
        ("S", "PostgreSQL 6.3"),
        ("G", "PostgreSQL 6.3"),
        ("Gj", "PostgreSQL 6.3"),
    ] {
        let model = after(&format!("r/postgres<Enter>jj{more}"));
        assert_eq!(selected(&model), name, "{more}");
    }
    let model = after("r/postgres<Enter>jj<Enter>");
    let shown = model.browse.shown.as_ref().unwrap();
    assert_eq!(model.catalog.cards()[shown.index].id, "postgresql");
    assert_eq!(shown.selected(), Some(TableLine::Release(2)));
}

#[test]
fn a_version_in_the_query_is_selected() {
    for keys in [
        "r/postgres 14",
        "r/postgres 14<Enter>",
        "/postgres 14<Enter>r",
    ] {
        assert_eq!(selected(&after(keys)), "PostgreSQL 14", "{keys}");
    }
}

#[test]
fn a_row_is_watched_and_stays_selected() {
    let mut model = after("/postgres<Enter>rjj");
    let effects = type_keys(&mut model, " ");
    assert!(
        matches!(effects.as_slice(), [Effect::Watch(_)]),
        "{effects:?}"
    );
    assert_eq!(selected(&model), "PostgreSQL 16");
    let words = "PostgreSQL 16 is now watched.".to_owned();
    assert_eq!(model.notice, Some(Notice::Done(words)));
    let lines = screen(120, 30).keys("/postgres<Enter>rjj j").lines();
    let row = lines.iter().find(|line| line.contains("PostgreSQL 16"));
    assert!(row.unwrap().contains("★ PostgreSQL 16"), "{row:?}");
}

#[test]
fn the_timeline_shows_the_release_and_a_step_back_leads_to_its_row() {
    let mut model = after("/postgres<Enter>rjjt");
    let shown = model.browse.shown.as_ref().unwrap();
    assert_eq!(shown.selected(), Some(TableLine::Release(2)));
    assert_eq!(
        (model.screen, model.browse.form, model.place()),
        (Screen::Browse, Form::Timeline, Place::Timeline)
    );
    type_keys(&mut model, "<Esc>");
    assert_eq!(model.place(), Place::ReleaseList);
    assert_eq!(selected(&model), "PostgreSQL 16");
}

#[test]
fn without_a_release_the_list_says_what_to_do() {
    for (keys, words) in [
        ("r/qzxwv<Enter>", "Nothing is called “qzxwv”."),
        ("r/postgres is:lts<Enter>", "matches “postgres is:lts”."),
    ] {
        for (width, height) in [(40, 10), (80, 24), (200, 60)] {
            let lines = screen(width, height).keys(keys).lines().join("\n");
            assert!(lines.contains(words), "{keys} at {width}: {lines}");
        }
    }
}

#[test]
fn the_title_counts_and_names_the_order() {
    for (keys, title) in [
        (
            "/postgres is:supported<Enter>r",
            "4 of 29 · by end of life ▼",
        ),
        (
            "/postgres is:supported<Enter>rS",
            "4 of 29 · by end of life ▲",
        ),
        ("/postgres<Enter>rs", " 29 · by release date ▼"),
        ("/postgres<Enter>rsss", " 29 · by product ▲"),
    ] {
        let lines = screen(120, 30).keys(keys).lines();
        assert!(lines[1].contains(title), "{keys}: {}", lines[1]);
    }
}

#[test]
fn the_list_at_several_sizes() {
    for (width, height) in [(40, 10), (60, 20), (80, 24), (120, 40), (200, 60)] {
        let screen = screen(width, height).keys("/is:lts<Enter>rj");
        let lines = screen.lines();
        let selected = lines.iter().find(|line| line.contains('▸')).unwrap();
        assert!(
            selected.contains("20"),
            "its day is there at {width}: {selected}"
        );
        let rows = lines.iter().filter(|line| line.contains(" 20")).count();
        assert!(rows >= 3, "{width}×{height}");
    }
}

#[test]
fn the_mouse_sorts_and_selects() {
    let mut screen = screen(120, 30).keys("/postgres<Enter>r");
    screen.click("Released");
    assert_eq!(
        screen.model.release_list.sort.words(),
        ("release date", false)
    );
    screen.click("Released");
    assert_eq!(
        screen.model.release_list.sort.words(),
        ("release date", true)
    );
    screen.click("End of life");
    assert_eq!(
        screen.model.release_list.sort.words(),
        ("end of life", false)
    );
    screen.click("PostgreSQL 15");
    assert_eq!(selected(&screen.model), "PostgreSQL 15");
    screen.wheel("PostgreSQL 15", Step::Down);
    assert_eq!(selected(&screen.model), "PostgreSQL 12");
    screen.click("/ postgres");
    assert_eq!(screen.model.place(), Place::Search);
}
