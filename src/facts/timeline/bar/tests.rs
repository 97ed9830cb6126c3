use chrono::NaiveDate;

use super::{Bar, Cell, Fill, Grain, Sign};
use crate::facts::lifecycle::Phase;
use crate::facts::product;
use crate::facts::timeline::Timeline;
use crate::facts::timeline::axis::{Axis, Window};
use crate::facts::viewpoint::Viewpoint;

fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// A release on an axis from 2020 to 2030 with a cell per year, as of 2026.
fn bar(facts: &str, grain: Grain) -> Bar {
    let file = format!(
        "---\ntitle: X\npermalink: /x\ncategory: os\nreleases:\n- {{releaseCycle: '1', {facts}}}\n---\n"
    );
    let product = product::parse("x.md", file.as_bytes()).unwrap().product;
    let day = date("2026-01-01");
    let timeline = Timeline::new(&[&product], Viewpoint::with_defaults(day));
    // Twelve years, the last of which is the room after them.
    let window = Window::around(date("2020-01-01"), date("2030-12-31"));
    let axis = Axis { window, width: 12 };
    Bar::new(&timeline.rows[0], day, axis, grain)
}

fn letter(fill: Option<Fill>) -> char {
    match fill {
        None => '.',
        Some(Fill::Unclear) => 'u',
        Some(Fill::Phase(Phase::ActiveSupport)) => 'a',
        Some(Fill::Phase(Phase::Security)) => 's',
        Some(Fill::Phase(Phase::ExtendedSupport)) => 'e',
        Some(Fill::Phase(Phase::Production)) => 'p',
    }
}

/// A letter per cell, or two with the eighths of the first between them; with signs over them.
fn words(bar: &Bar) -> String {
    let cells = bar.cells.iter().enumerate().map(|(number, cell)| {
        let sign = bar.signs.iter().rfind(|(at, _)| *at == number);
        match (sign, cell) {
            (Some((_, Sign::GoesOn(_))), _) => ">".to_owned(),
            (Some((_, Sign::Fades(_, left))), _) => format!("-{left}"),
            (Some((_, Sign::Unknown)), _) => "?".to_owned(),
            (Some((_, Sign::ProductionEnds)), _) => "x".to_owned(),
            (Some((_, Sign::Moved)), _) => "m".to_owned(),
            (Some((_, Sign::Before)), _) => "(".to_owned(),
            (Some((_, Sign::After)), _) => ")".to_owned(),
            (None, Cell::Whole(fill)) => letter(*fill).to_string(),
            (None, Cell::Split(left, right, eighths)) => {
                format!("{}{eighths}{}", letter(*left), letter(*right))
            }
        }
    });
    cells.collect::<Vec<_>>().join(" ")
}

#[test]
fn a_release_fills_the_cells_of_its_phases() {
    for (facts, expected) in [
        (
            "releaseDate: 2021-01-01, eol: 2022-12-31",
            ". s s . . . . . . . . .",
        ),
        (
            "releaseDate: 2021-07-02, eol: 2022-03-31",
            ". .4s s2. . . . . . . . . .",
        ),
        (
            "releaseDate: 2021-01-01, eoas: 2022-06-30, eol: 2023-12-31, eoes: 2024-12-31",
            ". a a4s s e . . . . . . .",
        ),
        (
            "releaseDate: 2024-01-01, eol: false",
            ". . . . s s s -4 -2 > . .",
        ),
        (
            "releaseDate: 2027-01-01, eol: false",
            ". . . . . . . s -4 -2 > .",
        ),
        (
            "releaseDate: 2029-01-01, eol: false",
            ". . . . . . . . . s > .",
        ),
        (
            "releaseDate: 2024-01-01, eol: true",
            ". . . . u u . . . . . .",
        ),
        ("releaseDate: 2024-07-02", ". . . . . ? . . . . . ."),
        ("eol: 2023-12-31", ". u u s . . . . . . . ."),
        ("eol: true", ". . . . . u . . . . . ."),
        (
            "releaseDate: 2024-01-01, eoas: false, eol: 2028-12-31",
            ". . . . a a a > s . . .",
        ),
        (
            "releaseDate: 2021-01-01, eol: 2024-12-31, discontinued: 2022-06-01",
            ". s x s s . . . . . . .",
        ),
        (
            "releaseDate: 2001-01-01, eol: 2003-01-01",
            "( . . . . . . . . . . .",
        ),
        (
            "releaseDate: 2041-01-01, eol: 2043-01-01",
            ". . . . . . . . . . . )",
        ),
        (
            "releaseDate: 2001-01-01, eol: 2040-01-01",
            "s s s s s s s s s s s s",
        ),
    ] {
        assert_eq!(words(&bar(facts, Grain::Eighth)), expected, "{facts}");
    }
}

#[test]
fn whatever_there_is_is_seen_however_short() {
    for (facts, expected) in [
        (
            "releaseDate: 2021-03-01, eol: 2021-03-01",
            ". s2. . . . . . . . . . .",
        ),
        (
            "releaseDate: 2021-10-01, eol: 2021-10-02",
            ". .6s . . . . . . . . . .",
        ),
        (
            "releaseDate: 2021-01-01, eol: 2021-01-01",
            ". s1. . . . . . . . . . .",
        ),
        (
            "releaseDate: 2021-04-01, eoas: 2021-06-01, eol: 2021-12-31",
            ". a3s . . . . . . . . . .",
        ),
    ] {
        assert_eq!(words(&bar(facts, Grain::Eighth)), expected, "{facts}");
    }
    for (facts, expected) in [
        (
            "releaseDate: 2021-03-01, eol: 2021-03-01",
            ". s . . . . . . . . . .",
        ),
        (
            "releaseDate: 2021-10-01, eol: 2021-10-02",
            ". . s . . . . . . . . .",
        ),
        (
            "releaseDate: 2021-07-03, eol: 2023-04-01",
            ". . s . . . . . . . . .",
        ),
        (
            "releaseDate: 2027-09-01, eol: false",
            ". . . . . . . . s -4 -2 >",
        ),
        (
            "releaseDate: 2021-01-01, eoas: 2022-03-31, eol: 2023-12-31",
            ". a s s . . . . . . . .",
        ),
    ] {
        assert_eq!(words(&bar(facts, Grain::Cell)), expected, "{facts}");
    }
}

#[test]
fn two_phases_that_go_on_fade_out_once() {
    for grain in [Grain::Eighth, Grain::Cell] {
        for released in ["2025-06-01", "2025-12-20"] {
            let facts = format!("releaseDate: {released}, eoas: false, eol: false");
            let bar = bar(&facts, grain);
            let signs = bar.signs.iter().map(|(_, sign)| *sign).collect::<Vec<_>>();
            let phase = Phase::ActiveSupport;
            let once = [
                Sign::Fades(phase, 4),
                Sign::Fades(phase, 2),
                Sign::GoesOn(phase),
            ];
            assert_eq!(signs, once, "{facts}");
        }
    }
}
