//! Draws the model. This file only lays out the panes.
//!
//! ```text
//!  header
//! ╭ list ──────┬ releases ────────────╮   under 100 columns the list folds into the title of the releases
//! │            │                      │   once these have the focus, under 60 one pane has all the room;
//! │            ├ page ────────────────┤   from 160 on, the inspector stands at the right
//! ╰────────────┴──────────────────────╯
//!  footer
//! ```

mod bars;
mod canvas;
mod changes;
mod comparison;
mod empty;
mod filters;
mod find;
mod footer;
mod header;
mod help;
mod input;
mod inspector;
mod links;
mod list;
mod months;
mod page;
mod palette;
mod pane;
mod picker;
mod popup;
mod problems;
mod radar;
mod release_list;
mod releases;
mod row;
mod stack;
mod summary;
mod timeline;
mod watchlist;
mod why;

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;

use self::canvas::Canvas;
use crate::app::browse::{Pane, Right};
use crate::app::pointer::Spot;
use crate::app::screen::Screen;
use crate::app::timeline::Form;
use crate::app::{About, Drawn, Model, Popup};
use crate::settings::keys::Keys;
use crate::settings::theme::{Glyphs, Theme};

/// On smaller terminals, only the required size is shown.
const SMALLEST: (u16, u16) = (40, 10);
/// The least width for two panes side by side.
const TWO_PANES: u16 = 60;
/// The least width for three panes.
const THREE_PANES: u16 = 100;
/// The least width for the inspector beside them.
const INSPECTED: u16 = 160;
/// The least rows of the releases and of the page, each with its frame, if both are shown.
const LEAST_TABLE: u16 = 9;
const LEAST_PAGE: u16 = 7;

/// Draws one frame, with the theme's characters.
pub fn draw(model: &Model, theme: &Theme, keys: &Keys, frame: &mut Frame<'_>) -> Drawn {
    let area = frame.area();
    let mut canvas = Canvas::new(model, theme, keys, frame.buffer_mut());
    regions(&mut canvas, area);
    let Canvas { drawn, cursor, .. } = canvas;
    if let Some(cursor) = cursor {
        frame.set_cursor_position(cursor);
    }
    if theme.glyphs != Glyphs::Unicode {
        let cells = frame.buffer_mut().content.iter_mut();
        for cell in cells.filter(|cell| !cell.symbol().is_ascii()) {
            let shown = theme.glyphs.shown(cell.symbol()).into_owned();
            // The cell after a wide character is empty already, so one letter suffices.
            cell.set_symbol(shown.get(..1).unwrap_or(" "));
        }
    }
    drawn
}

fn regions(canvas: &mut Canvas<'_>, area: Rect) {
    canvas.fill(area);
    if area.width < SMALLEST.0 || area.height < SMALLEST.1 {
        canvas.put_all(&too_small(area), area);
        return;
    }
    let footer = footer::height(canvas.model, area.width);
    let [top, rest] = pane::split_at_row(area, 1);
    let [middle, bottom] = pane::split_at_row(rest, rest.height.saturating_sub(footer));
    header::draw(canvas, top);
    match canvas.model.screen {
        Screen::Browse => browse(canvas, middle),
        Screen::Radar => radar::draw(canvas, middle),
        Screen::Releases => release_list::draw(canvas, middle),
        Screen::Comparison => comparison::draw(canvas, middle),
        Screen::Watchlist => watchlist::draw(canvas, middle),
        Screen::Stack => stack::draw(canvas, middle),
        Screen::Changes => changes::draw(canvas, middle),
    }
    canvas.finish_frames();
    if let Some(popup) = &canvas.model.popup {
        self::popup(canvas, popup, middle);
        canvas.finish_frames();
    }
    footer::draw(canvas, bottom);
}

fn popup(canvas: &mut Canvas<'_>, popup: &Popup, area: Rect) {
    let content = match &popup.about {
        About::Help(help) => return help::draw(canvas, help, popup.scroll, area),
        About::Problems => problems::content(canvas, area),
        About::Why => why::content(canvas, area),
        About::Links(links) => return links::draw(canvas, links, area),
        About::Palette(palette) => return palette::draw(canvas, palette, area),
        About::Filters(menu) => {
            canvas.spot(area, Spot::Beneath);
            let beside = beside(canvas.model, area);
            filters::draw(canvas, menu, beside);
            if canvas.is_narrow() {
                canvas.join(beside, area);
            }
            return;
        }
    };
    popup::draw(canvas, &content, popup.scroll, area);
}

/// Draws the panes; the focused one comes last, so that its frame is complete.
fn browse(canvas: &mut Canvas<'_>, area: Rect) {
    let panes = Panes::new(canvas.model, area);
    // The page has the facts that the inspector has no room for.
    let inspected = panes.inspector.map(|area| inspector::draw(canvas, area));
    let has_facts = inspected != Some(true);
    let focus = canvas.model.browse.focus;
    let is_focused = |pane: Pane| match pane {
        Pane::List | Pane::Search => matches!(focus, Pane::List | Pane::Search),
        Pane::Releases => focus == Pane::Releases,
        Pane::Page | Pane::Find => matches!(focus, Pane::Page | Pane::Find),
    };
    for is_last in [false, true] {
        let areas = [
            (Pane::List, panes.list),
            (Pane::Releases, panes.releases),
            (Pane::Page, panes.page),
        ];
        for (pane, area) in areas {
            let Some(area) = area.filter(|_| is_focused(pane) == is_last) else {
                continue;
            };
            match pane {
                Pane::List | Pane::Search => list::draw(canvas, area),
                Pane::Releases => releases_or_timeline(canvas, area),
                Pane::Page | Pane::Find => page::draw(canvas, has_facts, area),
            }
        }
    }
}

fn releases_or_timeline(canvas: &mut Canvas<'_>, area: Rect) {
    match canvas.model.browse.form {
        Form::Table => releases::draw(canvas, area),
        Form::Timeline => timeline::draw(canvas, area),
    }
}

/// The area beside the query and its list, so that a menu covers neither; the whole area if there is no
/// such area. They share an edge.
fn beside(model: &Model, area: Rect) -> Rect {
    let (left, top) = match model.screen {
        Screen::Browse => {
            let list = Panes::new(model, area)
                .list
                .filter(|list| list.width < area.width);
            (list.map_or(0, |list| list.width.saturating_sub(1)), 0)
        }
        // The frame and the search line stay.
        Screen::Radar
        | Screen::Releases
        | Screen::Comparison
        | Screen::Watchlist
        | Screen::Stack
        | Screen::Changes => (0, 2),
    };
    Rect {
        x: area.x + left,
        y: area.y + top,
        width: area.width - left,
        height: area.height.saturating_sub(top),
    }
}

fn too_small(area: Rect) -> [Line<'static>; 2] {
    let (width, height) = SMALLEST;
    [
        Line::raw(format!("too small: {}×{}", area.width, area.height)),
        Line::raw(format!("eolens needs {width}×{height}")),
    ]
}

/// The area of each pane; `None` if it is not visible.
#[derive(Default)]
struct Panes {
    list: Option<Rect>,
    releases: Option<Rect>,
    page: Option<Rect>,
    inspector: Option<Rect>,
}

impl Panes {
    fn new(model: &Model, area: Rect) -> Self {
        let (mut panes, browse) = (Self::default(), &model.browse);
        if browse.is_zoomed || area.width < TWO_PANES {
            let alone = match browse.focus {
                Pane::Releases => &mut panes.releases,
                Pane::Page | Pane::Find => &mut panes.page,
                Pane::List | Pane::Search => &mut panes.list,
            };
            *alone = Some(area);
            return panes;
        }
        let is_list = matches!(browse.focus, Pane::List | Pane::Search);
        // A menu opens beside the list.
        if is_list && browse.shown.is_none() && model.popup.is_none() {
            panes.list = Some(area);
            return panes;
        }
        if area.width < THREE_PANES && !is_list {
            panes.stack(model, area);
            return panes;
        }
        let width = match area.width {
            0..THREE_PANES => area.width * 28 / 100,
            THREE_PANES..INSPECTED => (area.width / 4).clamp(29, 44),
            _ => (area.width * 18 / 100).clamp(30, 40),
        };
        let [left, _] = pane::split_at_column(area, width);
        panes.list = Some(left);
        let mut right = pane::from_column(area, width.saturating_sub(1));
        if area.width >= INSPECTED {
            let inspector = (area.width * 27 / 100).clamp(42, 64);
            let [table, _] = pane::split_at_column(right, right.width - inspector);
            let inspector = pane::from_column(right, table.width.saturating_sub(1));
            panes.inspector = Some(inspector);
            right = table;
        }
        panes.stack(model, right);
        panes
    }

    /// The releases above the page, with a shared edge; if there is no room for both, the one that was
    /// focused last.
    fn stack(&mut self, model: &Model, area: Rect) {
        if area.height < LEAST_TABLE + LEAST_PAGE {
            let alone = match model.browse.right {
                Right::Releases => &mut self.releases,
                Right::Page => &mut self.page,
            };
            *alone = Some(area);
            return;
        }
        let [above, _] = pane::split_at_row(area, releases_height(model, area));
        self.releases = Some(above);
        self.page = Some(pane::from_row(area, above.height.saturating_sub(1)));
    }
}

/// The table gets the rows that it needs: with the focus, all except the least that the page needs,
/// otherwise a little more than half.
fn releases_height(model: &Model, area: Rect) -> u16 {
    let wanted = match model.browse.form {
        Form::Table => releases::height(model, area.width),
        Form::Timeline => timeline::height(model),
    };
    let most = match model.browse.focus {
        Pane::Releases => area.height.saturating_sub(LEAST_PAGE - 1),
        _ => area.height / 5 * 3,
    };
    wanted.clamp(LEAST_TABLE.min(most), most)
}
