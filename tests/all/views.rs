//! Every view in every look, as text; styles are in the snapshots of `screens`.

use std::fmt::Write;

use eolens::settings::config;
use eolens::settings::theme::{self, Theme};
use insta::assert_snapshot;
use ratatui::style::Color;

use crate::screens::{Screen, watching};

/// A view, and the keys that lead there.
pub const VIEWS: [(&str, &str); 25] = [
    ("browse", "/ubuntu<Tab>"),
    ("search", "/py"),
    ("guess", "/postgrse"),
    ("verdict", "/python 3.8.1<Enter>"),
    ("timeline", "/rhel<Enter>t"),
    ("radar", "2jjj"),
    (
        "comparison",
        "/rhel<Enter>x/<C-u>ubuntu<Enter>x/<C-u>debian<Enter>xcj",
    ),
    ("release_list", "r/is:lts<Enter>j"),
    ("watchlist", "3j"),
    ("watched_timeline", "3tjj"),
    ("stack", "4j"),
    ("stack_timeline", "4tj"),
    ("changes", "5j"),
    ("palette", ":co"),
    ("help", "?"),
    ("filters", "f<Down><Enter>"),
    ("links", "/flux<Tab>lu"),
    ("why", "/postgres<Tab>w"),
    ("problems", "!"),
    ("page", "/flux<Tab>l"),
    ("newer", "/python 3.99<Enter>"),
    ("nothing_found", "/qzxw"),
    ("nothing_ends", "2/qzxw<Enter>"),
    ("nothing_listed", "r/python is:lts<Enter>"),
    ("nothing_watched", "3/rhel<Enter>"),
];

/// A look: its name, size, and how it is applied to a screen.
type Look = (&'static str, (u16, u16), fn(Screen) -> Screen);
const LOOKS: [Look; 7] = [
    ("40×10", (40, 10), |screen| screen),
    ("60×20", (60, 20), |screen| screen),
    ("80×24", (80, 24), |screen| screen),
    ("120×40", (120, 40), |screen| screen),
    ("200×60", (200, 60), |screen| screen),
    ("without colour", (80, 24), Screen::without_colour),
    ("ASCII", (80, 24), Screen::in_ascii),
];

fn view((width, height): (u16, u16), look: fn(Screen) -> Screen, keys: &str) -> Screen {
    let mut screen = watching(width, height);
    let config = config::read("config.yaml", "mouse: maybe\nkeys: {zom: z}\n");
    screen.model.warn_of(config.faults, Some("!".to_owned()));
    look(screen).keys(keys)
}

#[test]
fn every_view_in_every_look() {
    for (name, keys) in VIEWS {
        let mut shown = String::new();
        let mut before = Vec::new();
        for (words, size, look) in LOOKS {
            // The header has a snapshot of its own.
            let lines = view(size, look, keys).lines().split_off(1);
            // Without color, most views are the same text, because color alone carries no meaning.
            let text = if lines == before {
                "the same".to_owned()
            } else {
                lines.join("\n").trim_end().to_owned()
            };
            let _ = writeln!(shown, "── {words}\n{text}\n");
            if size == (80, 24) {
                before = lines;
            }
        }
        assert_snapshot!(format!("view_{name}"), shown);
    }
}

#[test]
fn every_view_has_a_header_in_every_look() {
    let mut shown = String::new();
    for (words, size, look) in LOOKS {
        let _ = writeln!(shown, "── {words}");
        for (name, keys) in VIEWS {
            let header = view(size, look, keys).lines().swap_remove(0);
            let _ = writeln!(shown, "{name:<16} {header}");
        }
    }
    let name = "header";
    assert_snapshot!(format!("view_{name}"), shown);
}

/// What the snapshots show holds in every theme, and no cell is left to the terminal.
#[test]
fn every_view_says_the_same_in_every_theme() {
    for (name, keys) in VIEWS {
        let mut screen = view((80, 24), |screen| screen, keys);
        let lines = screen.lines();
        for (theme, _) in theme::FILES {
            screen = screen.themed(Theme::named(theme).unwrap());
            assert_eq!(screen.lines(), lines, "{name} in {theme}");
            let mut cells = screen.buffer().content.iter();
            let bare = cells.find(|cell| cell.fg == Color::Reset || cell.bg == Color::Reset);
            assert_eq!(bare, None, "{name} in {theme}");
        }
    }
}

/// On the edges of the frame around it.
#[test]
fn every_mark_of_a_row_is_explained() {
    const MARKS: [(&str, &str); 4] = [
        ("★", "watched"),
        ("☆", "partly watched"),
        ("▣", "in the stack"),
        ("⇄", "end date moved"),
    ];
    let lists = [("list", " "), ("partly", "/python<Enter>l ")];
    let mut seen = Vec::new();
    for (name, keys) in VIEWS.into_iter().chain(lists) {
        for (words, size, look) in LOOKS {
            let screen = view(size, look, keys);
            let lines = screen.lines();
            let is_covered = screen.model.popup.is_some();
            for (mark, meaning) in MARKS {
                // Of two stars, a narrow list has room for one.
                let is_other = mark == "☆" && lines.concat().contains("★ watched");
                let explained = format!("{mark} {meaning}");
                if !is_covered && !is_other && lines.iter().any(|line| line.contains(mark)) {
                    let is_explained = lines.iter().any(|line| line.contains(&explained));
                    assert!(is_explained, "{mark} in {name} {words}: {lines:#?}");
                    seen.push(mark);
                }
            }
        }
    }
    assert!(seen.contains(&"★") && seen.contains(&"☆"), "{seen:?}");
}

/// The last line of a heading's group would be out of sight, and the heading would stand above another one.
#[test]
fn no_heading_stands_above_another_while_a_list_scrolls() {
    for place in ["2", "3", "4.", "5."] {
        let mut screen = view((80, 10), |screen| screen, place);
        for _ in 0..60 {
            screen = screen.keys("j");
            let lines = screen.lines();
            // A row has its sign, a number or spaces where the words of a heading begin.
            let is_heading = |line: &String| {
                let first = line.chars().nth(2);
                let is_word = |first: char| first.is_alphanumeric() || "./~".contains(first);
                first.is_some_and(is_word) && line.contains(" · ")
            };
            assert!(is_heading(&lines[3]), "{place}: {lines:#?}");
            assert!(!is_heading(&lines[4]), "{place}: {lines:#?}");
        }
    }
}

#[test]
fn every_view_names_the_way_to_help() {
    for (name, keys) in VIEWS {
        for (words, size, look) in LOOKS {
            let screen = view(size, look, keys);
            let last = screen.lines().pop().unwrap();
            assert!(last.contains("keys"), "{name}, {words}: {last}");
        }
    }
}

#[test]
fn a_view_stays_whole_at_any_size_there_is() {
    for (name, keys) in VIEWS {
        let mut screen = view((80, 24), |screen| screen, keys);
        for (width, height) in [(40, 10), (41, 11), (59, 13), (60, 12), (99, 10), (100, 30)] {
            screen = screen.resized(width, height);
            let lines = screen.lines();
            let corners = |left, right| {
                let is_side = |line: &String| line.starts_with(left) && line.ends_with(right);
                lines.iter().filter(|line| is_side(line)).count()
            };
            assert_eq!(
                corners('╭', '╮'),
                corners('╰', '╯'),
                "{name} at {width}×{height}"
            );
        }
        let small = screen.resized(39, 10);
        assert_eq!(
            small.lines()[..2],
            ["too small: 39×10", "eolens needs 40×10"],
            "{name}"
        );
    }
}
