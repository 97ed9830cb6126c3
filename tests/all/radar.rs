//! Keys typed at the radar, and traveling in time.

use chrono::NaiveDate;
use eolens::app::browse::TableLine;
use eolens::app::screen::Screen;
use eolens::app::{Model, Notice, Place};
use eolens::facts::catalog::Catalog;
use eolens::facts::product;

use crate::typed::type_keys;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// Two products with ends before and after the day of the tests, and with folded releases.
fn model() -> Model {
    let old = ["6", "5", "4", "3", "2", "1"];
    let old = old.map(|cycle| format!("- {{releaseCycle: old{cycle}, eol: 2026-11-1{cycle}}}\n"));
    let old = old.concat();
    let files = [
        format!(
            "title: Anteater\npermalink: /ant\neoasColumn: true\nreleases:\n\
             - {{releaseCycle: '2', eoas: 2026-12-01, eol: 2027-06-01}}\n{old}"
        ),
        "title: Beetle\npermalink: /beetle\nreleases:\n- {releaseCycle: '1', eol: 2026-11-22}\n\
         - {releaseCycle: '0', eol: true}"
            .to_owned(),
    ];
    let files = files.map(|front| {
        let file = format!("---\ncategory: os\n{front}\n---\n\n> Text.\n");
        product::parse("x.md", file.as_bytes())
    });
    Model::new(Catalog::new(files).unwrap(), day("2026-11-22"))
}

/// The model after these keys, which have no effect outside.
fn after(keys: &str) -> Model {
    let mut model = model();
    assert_eq!(type_keys(&mut model, keys), [], "{keys}");
    model
}

/// The product, release and days of the selected event.
fn selected(model: &Model) -> Option<(&str, &str, i64)> {
    let event = model.radar.selected()?;
    let product = model.catalog.product(event.product)?;
    let release = &product.releases[event.release];
    Some((&product.id, &release.name, event.days))
}

#[test]
fn a_digit_leads_to_a_screen() {
    for (keys, screen, place) in [
        ("", Screen::Browse, Place::List),
        ("2", Screen::Radar, Place::Radar),
        ("22", Screen::Radar, Place::Radar),
        ("21", Screen::Browse, Place::List),
        ("l21", Screen::Browse, Place::Releases),
        ("2<Esc>", Screen::Browse, Place::List),
        ("2?", Screen::Radar, Place::Help),
        ("2?1q", Screen::Radar, Place::Radar),
        ("2/", Screen::Radar, Place::Search),
        ("2/<Enter>", Screen::Radar, Place::Radar),
        ("2/<Tab>", Screen::Radar, Place::Radar),
        ("2/<Esc>", Screen::Radar, Place::Radar),
        ("2/1", Screen::Radar, Place::Search),
        ("/2", Screen::Browse, Place::Search),
    ] {
        let model = after(keys);
        assert_eq!((model.screen, model.place()), (screen, place), "{keys}");
    }
}

#[test]
fn moving_steps_over_the_headings_and_stops_at_both_ends() {
    for (keys, event) in [
        ("2", ("beetle", "1", 0)),
        ("2k", ("beetle", "1", 0)),
        ("2j", ("ant", "2", 9)),
        ("2jj", ("ant", "2", 191)),
        ("2jjj", ("ant", "old6", -6)),
        ("2jjjk", ("ant", "2", 191)),
        ("2G", ("ant", "old1", -11)),
        ("2Gj", ("ant", "old1", -11)),
        ("2Gg", ("beetle", "1", 0)),
    ] {
        assert_eq!(selected(&after(keys)), Some(event), "{keys}");
    }
}

#[test]
fn the_query_holds_for_every_screen() {
    for (keys, query, event) in [
        ("/ant<Enter>2", "ant", Some(("ant", "2", 9))),
        ("2/ant", "ant", Some(("ant", "2", 9))),
        ("2/ant<Down>", "ant", Some(("ant", "2", 191))),
        ("2/ant<Enter>j", "ant", Some(("ant", "2", 191))),
        ("2/ant<Esc>", "", Some(("beetle", "1", 0))),
        ("2/ant<Down><Esc>", "", Some(("ant", "2", 191))),
        ("2/ant<Enter>j<Esc>", "", Some(("ant", "2", 191))),
        ("2/qqq", "qqq", None),
        ("2/qqq<C-u>", "", Some(("beetle", "1", 0))),
        ("2/qqq<Enter>jG<Enter>", "qqq", None),
    ] {
        let model = after(keys);
        assert_eq!(model.browse.query.text(), query, "{keys}");
        assert_eq!(selected(&model), event, "{keys}");
        assert_eq!(model.screen, Screen::Radar, "{keys}");
    }
}

#[test]
fn enter_goes_to_the_release_and_esc_back_to_the_row() {
    for (keys, id, line) in [
        ("2<Enter>", "beetle", 0),
        ("2jl", "ant", 0),
        ("2G<Right>", "ant", 6),
        ("2/ant<Enter>jj<Enter>", "ant", 1),
    ] {
        let mut model = after(keys);
        assert_eq!(
            (model.screen, model.place()),
            (Screen::Browse, Place::Releases)
        );
        let shown = model.browse.shown.as_ref().unwrap();
        assert_eq!(model.catalog.cards()[shown.index].id, id, "{keys}");
        assert_eq!(shown.selected(), Some(TableLine::Release(line)), "{keys}");
        let event = selected(&model).map(|(id, name, days)| (id.to_owned(), name.to_owned(), days));
        type_keys(&mut model, "lzhh<Esc>");
        assert_eq!(model.place(), Place::Radar, "{keys}");
        let now = selected(&model).map(|(id, name, days)| (id.to_owned(), name.to_owned(), days));
        assert_eq!(now, event, "{keys}");
    }
}

#[test]
fn the_way_back_ends_where_the_list_has_the_keys() {
    for (keys, place) in [
        ("2<Enter><S-Tab>", Place::List),
        ("2<Enter><S-Tab>l<Esc>", Place::List),
        ("2<Enter>/<Enter>l<Esc>", Place::List),
        ("2<Enter>1<Esc>", Place::List),
        ("2<Enter>2", Place::Radar),
        ("2<Enter><Esc>1", Place::Releases),
        ("2<Enter><Esc>1<Esc>", Place::List),
        ("2<Enter><Tab><Esc><Esc>", Place::Radar),
    ] {
        assert_eq!(after(keys).place(), place, "{keys}");
    }
}

#[test]
fn the_day_moves_by_months_and_years_and_back() {
    for (keys, as_of) in [
        ("[", Some("2026-10-22")),
        ("]", Some("2026-12-22")),
        ("{", Some("2025-11-22")),
        ("}", Some("2027-11-22")),
        ("][", None),
        ("}]]{", Some("2027-01-22")),
        ("}]\\", None),
        ("\\", None),
        ("l]", Some("2026-12-22")),
        ("ll]", Some("2026-12-22")),
        ("2]", Some("2026-12-22")),
        ("lw]", Some("2026-12-22")),
        ("/]", None),
        ("?]", None),
    ] {
        assert_eq!(after(keys).as_of, as_of.map(day), "{keys}");
    }
}

#[test]
fn no_day_is_out_of_reach_of_its_bounds() {
    for (key, bound) in [("}", "2099-12-31"), ("{", "1970-01-01")] {
        let model = after(&key.repeat(200));
        assert_eq!(model.day(), day(bound));
        assert!(
            matches!(model.notice, Some(Notice::Failed(_))),
            "it says so"
        );
        let back = format!("{}\\", key.repeat(200));
        assert_eq!((after(&back).as_of, after(&back).notice), (None, None));
    }
}

#[test]
fn every_view_follows_the_day() {
    let model = after("2]");
    assert_eq!(
        selected(&model),
        Some(("ant", "2", 161)),
        "the top stays the top"
    );
    assert_eq!(model.radar.agenda.months[0].first, day("2026-12-01"));
    let model = after("2j]");
    assert_eq!(
        selected(&model),
        Some(("ant", "2", -21)),
        "what was picked stays"
    );
    let table = |model: &Model| model.browse.shown.as_ref().unwrap().table.clone();
    assert_ne!(table(&after("2]1")), table(&after("1")));
    let why = |model: &Model| model.why().unwrap();
    assert_ne!(why(&after("lw}")), why(&after("lw")));
}

#[test]
fn midnight_moves_the_radar_too() {
    let mut model = after("2jj");
    model.wake(day("2026-11-23"));
    model.settle();
    assert_eq!(selected(&model), Some(("ant", "2", 190)));
}

#[test]
fn a_search_that_is_a_guess_says_so_on_every_screen() {
    for keys in ["/postgrse", "2/postgrse", "3/postgrse"] {
        for (width, height) in [(40, 10), (80, 24), (120, 40)] {
            let screen = crate::screens::watching(width, height).keys(keys);
            let text = screen.lines().join(" ");
            let words: Vec<&str> = text
                .split([' ', '│'])
                .filter(|word| !word.is_empty())
                .collect();
            let words = words.join(" ");
            assert!(
                words.contains("no match; did you"),
                "{keys} at {width}×{height}: {words}"
            );
        }
    }
    let screen = crate::screens::watching(80, 24).keys("2/postgres");
    assert!(!screen.lines().concat().contains("no match"));
}

/// The names in the rows of the timeline, and the selected product and release.
fn charted(screen: &crate::screens::Screen) -> (Vec<String>, Option<String>) {
    let watchlist = &screen.model.watchlist;
    let rows = watchlist.timeline.rows().iter();
    let names: Vec<_> = rows.map(eolens::facts::timeline::Row::name).collect();
    let selected = names.get(watchlist.bars.selected()).cloned();
    (names, selected)
}

#[test]
fn what_is_watched_is_on_one_time_axis() {
    use crate::screens::watching;
    let screen = watching(120, 40).keys("3t");
    assert_eq!(screen.model.place(), Place::Bars);
    let (names, selected) = charted(&screen);
    let states = &screen.model.watchlist.states;
    assert_eq!(names.len(), states.len());
    assert_eq!(selected.as_ref(), names.first());
    let text = screen.lines().concat();
    for name in ["AngularJS 1.8", "Debian 13 (Trixie)", "Kubernetes 1.36"] {
        assert!(text.contains(name), "{name}");
    }
    // It narrows with the search, follows the day, and keeps the selected release.
    let screen = screen.keys("/python<Enter>");
    assert_eq!(screen.model.place(), Place::Bars);
    let (names, _) = charted(&screen);
    assert!(
        names.iter().all(|name| name.starts_with("Python ")),
        "{names:?}"
    );
    let screen = screen.keys("jj");
    let (_, picked) = charted(&screen);
    let screen = screen.keys("]<Esc>");
    assert_eq!(charted(&screen).1, picked);
    // Zooming in and out works as in a product's timeline.
    let whole = screen.model.watchlist.timeline.seen().unwrap().1;
    let screen = screen.keys("++");
    let closer = screen.model.watchlist.timeline.seen().unwrap().1;
    assert!(closer.days() * 3 < whole.days());
    let screen = screen.keys("<lt><lt>>0");
    assert_eq!(screen.model.watchlist.timeline.seen().unwrap().1, whole);
    // One level deeper is the release, one level back the row.
    let screen = screen.keys("<Enter>");
    assert_eq!(screen.model.place(), Place::Releases);
    let screen = screen.keys("<Esc>");
    assert_eq!(
        (screen.model.place(), charted(&screen).1),
        (Place::Bars, picked)
    );
    let screen = screen.keys("t");
    assert_eq!(screen.model.place(), Place::Watchlist);
    assert!(!screen.lines().concat().contains("Timeline ─"));
}

#[test]
fn what_is_watched_no_more_leaves_the_timeline() {
    let mut screen = crate::screens::watching(120, 40).keys("3t");
    let (before, selected) = charted(&screen);
    let gone = selected.unwrap();
    crate::typed::type_keys(&mut screen.model, " ");
    screen.draw();
    let (after, _) = charted(&screen);
    assert!(
        after.len() < before.len() && !after.contains(&gone),
        "{after:?}"
    );
    let screen = crate::screens::screen(80, 24).keys("3t+-0jkG");
    assert_eq!(charted(&screen), (Vec::new(), None));
}
