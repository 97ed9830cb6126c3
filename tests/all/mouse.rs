//! The mouse: clicks and the wheel.

use eolens::app::browse::TableLine;
use eolens::app::cursor::Step;
use eolens::app::pointer::Point;
use eolens::app::watchlist::Pane;
use eolens::app::{Effect, Msg, Place};
use unicode_width::UnicodeWidthStr;

use crate::screens::{Screen, screen, watching};

impl Screen {
    /// The position of words on the screen.
    fn find(&self, words: &str) -> Point {
        let lines = self.lines();
        let mut found = lines.iter().enumerate();
        let found = found.find_map(|(row, line)| {
            let (before, _) = line.split_once(words)?;
            Some((row, before.width()))
        });
        let Some((row, column)) = found else {
            panic!("{words:?} is not on the screen:\n{}", lines.join("\n"));
        };
        let [column, row] = [column, row].map(|cells| u16::try_from(cells).unwrap());
        Point { column, row }
    }

    pub fn click(&mut self, words: &str) -> Option<Effect> {
        self.click_at(self.find(words))
    }

    fn click_at(&mut self, point: Point) -> Option<Effect> {
        let effect = self.model.update(Msg::Click(point));
        self.draw();
        effect
    }

    pub fn wheel(&mut self, words: &str, step: Step) {
        let point = self.find(words);
        self.model.update(Msg::Wheel(point, step));
        self.draw();
    }

    fn product(&self) -> &str {
        let index = self.model.browse.shown.as_ref().unwrap().index;
        &self.model.catalog.cards()[index].title
    }

    /// The selected line of the release table.
    fn line(&self) -> usize {
        self.model.browse.shown.as_ref().unwrap().rows.selected()
    }

    fn top(&self) -> usize {
        self.model.browse.shown.as_ref().unwrap().scroll.top()
    }
}

#[test]
fn a_click_selects_the_line_and_its_pane_has_the_keys() {
    let mut screen = screen(120, 40);
    for (words, place) in [
        ("Kubernetes", Place::List),
        ("1.35  ", Place::Releases),
        ("Facts", Place::Page),
        ("/ to search", Place::Search),
        ("╭ Products", Place::List),
    ] {
        assert_eq!(screen.click(words), None, "{words}");
        assert_eq!(screen.model.place(), place, "{words}");
        assert_eq!(screen.product(), "Kubernetes", "{words}");
    }
    assert_eq!(screen.line(), 1);
}

#[test]
fn a_click_on_the_fold_unfolds() {
    let mut screen = screen(120, 40).keys("/python<Enter>");
    let before = screen.model.browse.shown.as_ref().unwrap().lines();
    screen.click("older, all ended");
    let after = screen.model.browse.shown.as_ref().unwrap().lines();
    assert!(after > before, "{before} {after}");
    assert_eq!(screen.model.place(), Place::Releases);
}

#[test]
fn a_click_on_a_link_follows_it() {
    let mut screen = screen(120, 40).keys("/flux<Enter>");
    let opened = screen.click("Flux¹");
    assert_eq!(opened, Some(Effect::Open("https://fluxcd.io".to_owned())));
    let opened = screen.click("² ");
    let address = "https://fluxcd.io/flux/releases/#release-cadence";
    assert_eq!(opened, Some(Effect::Open(address.to_owned())));
    assert_eq!(screen.click("holds"), None, "text is no link");
    assert_eq!(screen.click("Kubernetes³"), None);
    assert_eq!(
        (screen.product(), screen.model.place()),
        ("Kubernetes", Place::Page)
    );
}

#[test]
fn a_click_on_a_heading_sorts_by_it_and_another_turns_it_round() {
    let mut screen = screen(120, 40).keys("/python<Enter>l");
    let first = |screen: &Screen| {
        let shown = screen.model.browse.shown.as_ref().unwrap();
        let Some(TableLine::Release(number)) = shown.line(0) else {
            panic!("no release is first");
        };
        screen.model.catalog.product(shown.index).unwrap().releases[number]
            .name
            .clone()
    };
    let newest = first(&screen);
    let oldest = "3.10";
    for (clicked, marked, expected) in [
        ("Released", "Released▲", oldest),
        ("Released▲", "Released▼", newest.as_str()),
        ("Security", "Support▲", oldest),
        ("Latest", "Latest▲", oldest),
        ("Latest▲", "Latest▼", newest.as_str()),
        ("Release ", "Release▲", oldest),
    ] {
        assert_eq!(screen.click(clicked), None);
        assert_eq!(first(&screen), expected, "{clicked}");
        assert!(screen.lines().concat().contains(marked), "{marked}");
        assert_eq!(screen.model.place(), Place::Releases);
    }
}

#[test]
fn the_rows_of_the_timelines_can_be_clicked() {
    let mut screen = screen(120, 40).keys("/python<Enter>t");
    screen.click("3.12 ");
    assert_eq!((screen.line(), screen.model.place()), (2, Place::Timeline));
    let mut screen = watching(120, 40).keys("3");
    assert_eq!(screen.click("╭ Watchlist"), None);
    let pane = screen.model.watchlist.pane;
    assert_eq!(pane, Pane::States, "a title is no row");
    let screen = screen.keys("t");
    assert_eq!(screen.model.place(), Place::Bars);
    let mut screen = screen.keys("<Tab>");
    assert_eq!(screen.model.place(), Place::Watchlist);
    screen.wheel("├ Timeline", Step::Down);
    assert_eq!(screen.model.watchlist.bars.selected(), 3);
    assert_eq!(screen.model.place(), Place::Watchlist, "the keys stay");
    let is_bar = |line: &String| line.contains("Debian 12") && line.contains(['█', '▓', '░']);
    let mut screen = screen.keys("/");
    assert_eq!(screen.model.place(), Place::Search);
    let row = screen.lines().iter().position(is_bar).unwrap();
    screen.click_at(Point {
        column: 10,
        row: u16::try_from(row).unwrap(),
    });
    assert_eq!(screen.model.place(), Place::Bars);
    let watchlist = &screen.model.watchlist;
    let selected = &watchlist.timeline.rows()[watchlist.bars.selected()];
    assert_eq!(selected.name(), "Debian 12 (Bookworm)");
}

#[test]
fn the_rows_of_the_watchlist_can_be_clicked() {
    let mut screen = watching(120, 40).keys("3/");
    let lines = screen.lines().into_iter().enumerate();
    let rows = lines.filter(|(_, line)| line.contains('●'));
    let rows: Vec<usize> = rows.map(|(row, _)| row).collect();
    assert_eq!(screen.model.place(), Place::Search);
    for row in [rows[1], rows[3]] {
        let pane = Pane::States;
        let line = screen.lines()[row].clone();
        screen.click_at(Point {
            column: 30,
            row: u16::try_from(row).unwrap(),
        });
        assert_eq!(screen.model.watchlist.pane, pane);
        assert_eq!(screen.model.place(), Place::Watchlist);
        assert!(screen.lines()[row].contains('▸'), "{line}");
        let (product, _) = screen.model.watchlist.selected().unwrap();
        let title = &screen.model.catalog.product(product).unwrap().title;
        assert!(line.contains(title.as_str()), "{title}: {line}");
    }
}

#[test]
fn a_click_beside_a_popup_closes_it_whichever_it_is() {
    for keys in ["!", "lw", "u", ":", "f"] {
        let mut screen = screen(120, 40).keys("/flux<Enter>").keys(keys);
        assert!(screen.model.popup.is_some(), "{keys}");
        screen.click_at(Point { column: 0, row: 38 });
        assert!(screen.model.popup.is_none(), "{keys}");
    }
}

#[test]
fn a_click_on_the_mark_of_a_changelog_opens_it() {
    let mut screen = screen(120, 40).keys("/flux<Enter>");
    let Point { column, row } = screen.find("↗");
    let address = "https://github.com/fluxcd/flux2/releases/tag/v2.9.4";
    let opened = screen.click_at(Point { column, row });
    assert_eq!(opened, Some(Effect::Open(address.to_owned())));
    for column in [column - 2, column + 1] {
        assert_eq!(screen.click_at(Point { column, row }), None, "{column}");
    }
    let next = Point {
        column,
        row: row + 1,
    };
    assert!(matches!(screen.click_at(next), Some(Effect::Open(_))));
    assert_eq!(
        screen.line(),
        1,
        "it is the changelog of the line that was clicked"
    );
}

#[test]
fn the_wheel_moves_what_is_under_the_pointer_and_the_keys_stay() {
    let mut screen = screen(120, 24).keys("/python<Enter>");
    screen.wheel("high-level", Step::Down);
    assert_eq!((screen.top(), screen.line()), (3, 0));
    screen.wheel("Release  Released", Step::Down);
    assert_eq!((screen.top(), screen.line()), (3, 3));
    screen.wheel("Release  Released", Step::Up);
    assert_eq!(screen.line(), 0);
    assert_eq!(screen.model.place(), Place::List);
    let mut screen = self::screen(120, 24);
    screen.wheel("╭ Products", Step::Down);
    assert_eq!(screen.model.browse.list.selected(), 3);
}

#[test]
fn the_tabs_and_the_rows_of_the_radar_can_be_clicked() {
    let mut screen = screen(120, 40);
    screen.click("Radar");
    assert_eq!(screen.model.place(), Place::Radar);
    assert_eq!(screen.model.radar.position(), Some(0));
    screen.wheel("╭ Radar", Step::Down);
    let moved = screen.model.radar.position();
    assert!(moved >= Some(2), "{moved:?}");
    let third = screen
        .lines()
        .into_iter()
        .filter(|line| line.contains("end of life") || line.contains(" support "))
        .nth(2);
    screen.click(third.unwrap().trim_start_matches('│'));
    assert_eq!(screen.model.radar.position(), Some(2));
    screen.click("/ to search");
    assert_eq!(screen.model.place(), Place::Search);
    screen.click("Browse");
    assert_eq!(screen.model.place(), Place::List);
}

#[test]
fn a_popup_takes_the_mouse_and_a_click_beside_it_closes_it() {
    let mut screen = screen(80, 24).keys("?");
    screen.wheel("╭ Help", Step::Down);
    assert!(!screen.lines().concat().contains("In the product list"));
    screen.click("╭ Help");
    assert_eq!(screen.model.place(), Place::Help);
    let mut screen = self::screen(120, 40).keys("!");
    screen.click_at(Point { column: 0, row: 12 });
    assert_eq!(screen.model.place(), Place::List);
    assert_eq!(
        screen.model.browse.list.selected(),
        0,
        "what lies beneath is not clicked"
    );
}

#[test]
fn a_click_on_a_line_of_a_list_chooses_it() {
    let mut screen = screen(80, 24).keys("/flux<Enter>u");
    let opened = screen.click("https://fluxcd.io");
    assert_eq!(opened, Some(Effect::Open("https://fluxcd.io".to_owned())));
    let mut screen = screen.keys(":");
    assert_eq!(
        screen.click("open the changelog"),
        Some(Effect::Open(
            "https://github.com/fluxcd/flux2/releases/tag/v2.9.4".to_owned(),
        ))
    );
}

#[test]
fn m_takes_the_mouse_and_leaves_it() {
    let mut screen = screen(80, 24);
    for (is_on, words) in [(true, "Shift"), (false, "Mouse off.")] {
        assert_eq!(screen.model.update(Msg::Mouse), Some(Effect::Mouse(is_on)));
        screen.draw();
        assert!(screen.lines().concat().contains(words));
    }
}

#[test]
fn no_click_anywhere_breaks_anything() {
    for keys in [
        "",
        "l",
        "ll",
        "ll/a",
        "u",
        ":",
        "?",
        "w",
        "/nosuchthing",
        "z",
        "lz",
    ] {
        for (width, height) in [(120, 40), (80, 24), (40, 10), (20, 5)] {
            let mut screen = screen(width, height).keys("/flux<Enter>").keys(keys);
            for row in (0..height + 2).step_by(2) {
                for column in (0..width + 2).step_by(7) {
                    let point = Point { column, row };
                    screen.model.update(Msg::Wheel(point, Step::Down));
                    screen.model.update(Msg::Click(point));
                }
            }
            screen.draw();
        }
    }
}

#[test]
fn a_tab_with_a_number_can_be_clicked_too() {
    let mut screen = crate::screens::watching(140, 24);
    screen.click("Watchlist 12");
    assert_eq!(screen.model.screen, eolens::app::screen::Screen::Watchlist);
}
