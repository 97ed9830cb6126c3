//! Keys typed on a row of the radar, the watchlist and the list of releases act on the row's release.

use chrono::NaiveDate;
use eolens::app::screen::Screen;
use eolens::app::{About, Copied, Effect, Model, Msg, Notice};
use eolens::facts::catalog::Catalog;
use eolens::facts::product;
use eolens::mine::watchlist::Watchlist;

use crate::screens::{screen, watching};
use crate::typed::type_keys;

/// The product selected in Browse has none of the row's properties.
fn model() -> Model {
    let files = [
        "title: Aardvark\npermalink: /aardvark\nreleases:\n- {releaseCycle: '1', eol: true}",
        "title: Apple\npermalink: /apple\nreleasePolicyLink: https://apple.example/policy\n\
         changelogTemplate: https://apple.example/__LATEST__\nreleases:\n\
         - {releaseCycle: '2', releaseDate: 2020-01-01, eol: 2027-01-01, latest: '2.1'}",
    ];
    let files = files.map(|front| {
        let file = format!("---\ncategory: os\n{front}\n---\n\n> See [this](/aardvark).\n");
        product::parse("x.md", file.as_bytes())
    });
    let day = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
    let mut model = Model::new(Catalog::new(files).unwrap(), day);
    model.watch(Watchlist::parse("watchlist", b"apple\n").0);
    model
}

#[test]
fn what_is_copied_and_opened_is_of_the_row() {
    let open = |address: &str| Effect::Open(address.to_owned());
    let copy = |text: &str| Effect::Copy(text.to_owned());
    for screen in ["2", "3", "3<Tab>", "3t", "r", "xjxc"] {
        for (key, effect) in [
            ("y", copy("2.1")),
            ("Y", copy("https://apple.example/2.1")),
            ("o", open("https://apple.example/2.1")),
            ("O", open("https://endoflife.date/apple")),
            ("p", open("https://apple.example/policy")),
            ("uG<Enter>", open("https://apple.example/2.1")),
        ] {
            let keys = format!("{screen}{key}");
            assert_eq!(type_keys(&mut model(), &keys), [effect], "{keys}");
        }
    }
}

#[test]
fn why_is_of_the_row_too() {
    for keys in ["2w", "3w", "3<Tab>w", "3tw", "rw", "xjxcw"] {
        let mut model = model();
        type_keys(&mut model, keys);
        let popup = model.popup.as_ref().map(|popup| &popup.about);
        assert_eq!(popup, Some(&About::Why), "{keys}");
        let first = model.why().unwrap().remove(0);
        assert!(first.starts_with("Apple 2 is in"), "{keys}: {first}");
    }
}

#[test]
fn a_link_of_the_row_leads_to_a_product_and_a_step_back_to_the_row() {
    let mut model = model();
    assert_eq!(type_keys(&mut model, "2u1"), []);
    let shown = model.browse.shown.as_ref().unwrap().index;
    assert_eq!(model.catalog.cards()[shown].title, "Aardvark");
    assert_eq!(model.screen, Screen::Browse);
    type_keys(&mut model, "<Esc>");
    assert_eq!(model.screen, Screen::Radar);
}

#[test]
fn without_a_row_the_keys_say_so() {
    for msg in [Msg::Why, Msg::Copy(Copied::Version)] {
        let mut model = model();
        type_keys(&mut model, "2/aardvark<Enter>");
        model.update(msg);
        let words = Notice::Failed("No release is selected.".to_owned());
        assert_eq!(model.notice, Some(words));
    }
}

#[test]
fn the_keys_act_on_a_release_that_ended_lately_too() {
    let ended = || watching(120, 60).keys("3<End>");
    let lines = ended().lines();
    let has = |line: &String, words: &str| line.contains(words);
    let heading = lines
        .iter()
        .position(|line| has(line, "Ended in the last 90 days"));
    let selected = lines.iter().position(|line| has(line, "▸")).unwrap();
    assert!(heading.is_some_and(|heading| heading < selected));
    let name = "Debian 11";
    assert!(has(&lines[selected], name), "{}", lines[selected]);
    let screen = ended().keys("<Enter>");
    let shown = screen.model.browse.shown.as_ref().unwrap();
    let id = &screen.model.catalog.cards()[shown.index].id;
    assert_eq!(
        (screen.model.screen, id.as_str()),
        (Screen::Browse, "debian")
    );
    let selected = screen.model.catalog.product(shown.index).unwrap();
    let release = &selected.releases[shown.release().unwrap()];
    assert_eq!(release.name, "11");
    let why = ended().keys("w").model.why().unwrap().remove(0);
    assert!(why.starts_with(name), "{why}");
}

#[test]
fn a_pane_of_the_watchlist_takes_the_screen_and_gives_it_back() {
    let has = |keys: &str| {
        let text = watching(80, 24).keys(keys).lines().join("\n");
        [" Watchlist ─", " Timeline ─"].map(|title| text.contains(title))
    };
    for (keys, seen) in [
        ("3", [true, false]),
        ("3t", [true, true]),
        ("3tz", [false, true]),
        ("3tz<Tab>", [true, false]),
        ("3t<Tab>z", [true, false]),
        ("3tzz", [true, true]),
        ("3tz<Esc>", [true, true]),
    ] {
        assert_eq!(has(keys), seen, "{keys}");
    }
}

#[test]
fn an_empty_list_of_actions_says_that_it_is_one() {
    for (keys, words) in [
        (":xyzzy", "No action matches “xyzzy”."),
        (":xyzzy", "Ctrl-u clears the line · Esc closes"),
        ("fxyzzy", "No filter matches “xyzzy”."),
    ] {
        let text = screen(80, 24).keys("2").keys(keys).lines().join("\n");
        assert!(text.contains(words), "{text}");
    }
}

#[test]
fn the_tabs_stay_on_another_day() {
    for (width, tabs) in [
        (140, ["2 Radar", "3 Watchlist 12"]),
        (90, ["2 Radar", "3 Watch "]),
        (64, [" 2 ", " 3 "]),
    ] {
        let line = watching(width, 24).keys("]").lines().swap_remove(0);
        for part in tabs.iter().chain(&["as of 2026-12-22", "data"]) {
            assert!(line.contains(part), "{part}: {line}");
        }
        assert_eq!(line.contains("products"), width == 140, "{line}");
    }
}

#[test]
fn a_zoomed_table_shows_more() {
    let text = |keys| screen(80, 24).keys(keys).lines().join("\n");
    let zoomed = text("/postgres<Tab>z");
    assert!(!zoomed.contains("hidden"), "{zoomed}");
    assert!(!zoomed.contains("Ended"), "words give way first: {zoomed}");
}
