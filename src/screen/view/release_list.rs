//! The list of releases: the search line, the headings, and a row for each release.

use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::Line;

use super::canvas::Canvas;
use super::{empty, list, pane, row as row_line};
use crate::app::pointer::Spot;
use crate::app::release_list::ReleaseList;
use crate::facts::lifecycle::{self, Health};
use crate::facts::row::{Fit, Part, Widths};
use crate::find::releases::{self, Listed, Order};

/// The star of watched releases.
const MARK: usize = 1;
/// In narrower panes, the title says only how many releases there are.
const WITH_ORDER: u16 = 70;

/// Draws the list and records its rows below the headings.
pub fn draw(canvas: &mut Canvas<'_>, area: Rect) {
    let list = &canvas.model.release_list;
    canvas.spot(area, Spot::Ends);
    let inside = canvas.frame("Releases", &counted(list, area.width), true, area);
    let rest = list::searched(canvas, inside);
    let [head, rows] = pane::split_at_row(rest, 1);
    let height = usize::from(rows.height);
    canvas.drawn.panes = Some([height, 0]);
    if list.rows.count() == 0 {
        empty::unmatched(canvas, "release", rest);
        return;
    }
    let widths = Widths {
        mark: MARK,
        left: canvas.model.preferences.left,
        ..releases::WIDTHS
    };
    let fit = Fit::new(&releases::PARTS, widths, row_line::room(rows.width));
    row_line::headings(canvas, &fit, &HEADINGS, head);
    let window = list.rows.window(height);
    canvas.thumb(window.clone(), list.rows.count(), true, area);
    for (row, number) in window.enumerate() {
        let Some(listed) = list.releases.listed.get(number) else {
            continue;
        };
        let place = pane::row_of(rows, row);
        let selected = (number == list.rows.selected()).then_some(true);
        let line = release_line(canvas, *listed, &fit, (selected, rows.width));
        canvas.put(&line, 0, place);
        canvas.spot(place, Spot::Event(number));
    }
    canvas.foot("", rows, area);
}

/// `11 of 251 · by end of life ▼`
fn counted(list: &ReleaseList, width: u16) -> String {
    let (listed, all) = (list.rows.count(), list.releases.all);
    let (words, is_rising) = list.sort.words();
    let count = if listed == all {
        all.to_string()
    } else {
        format!("{listed} of {all}")
    };
    if width < WITH_ORDER {
        return count;
    }
    format!("{count} · by {words} {}", pane::direction(is_rising))
}

/// The columns with a heading, and what a click on it sorts by.
const HEADINGS: [row_line::Heading; 5] = [
    (Part::Name, "Release", Some(Spot::Order(Order::Product))),
    (
        Part::Released,
        "Released",
        Some(Spot::Order(Order::Released)),
    ),
    (Part::Sign, "End of life", Some(Spot::Order(Order::End))),
    (Part::Life, "Life", None),
    (Part::Then, "Then", None),
];

/// A release. Sign and day have the color of its status; the name of an ended one is struck through.
fn release_line(
    canvas: &Canvas<'_>,
    listed: Listed,
    fit: &Fit,
    place: (Option<bool>, u16),
) -> Line<'static> {
    let (model, theme) = (canvas.model, canvas.theme);
    let (catalog, on) = (&model.catalog, model.viewpoint());
    let mut row = releases::row(catalog, listed, on);
    if model.is_watched(listed) {
        "★".clone_into(&mut row.mark);
    }
    let dates = catalog.dates(listed.0).get(listed.1);
    let health = dates.map(|dates| lifecycle::release_health(dates, on));
    let is_over = health == Some(Health::Ended);
    let style = |part| match part {
        Part::Mark => theme.watched,
        Part::Name if is_over => theme.struck,
        Part::Sign | Part::Day | Part::Left => row_line::told(theme, &row, part, health),
        Part::Life => row.life.map_or(theme.dim, |life| theme.life(life)),
        Part::Released | Part::Unused | Part::Then => theme.dim,
        _ => Style::new(),
    };
    row_line::line(canvas, &row, fit, style, place)
}
