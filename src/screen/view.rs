//! Draws the model. This file only lays out the panes.
//!
//! ```text
//!  header
//! ╭ list ──────╮╭ releases ────────────╮   from 100 columns; under that the releases and the page
//! │            ││                      │   take turns, under 60 all three do
//! │            │├ page ────────────────┤
//! ╰────────────╯╰──────────────────────╯
//!  footer
//! ```

mod canvas;
mod changes;
mod event;
mod filters;
mod find;
mod footer;
mod header;
mod help;
mod input;
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
mod releases;
mod timeline;
mod verdict;
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
        canvas.put(&too_small(area), 0, area);
        return;
    }
    let footer = footer::height(canvas.model, area.width);
    let [top, rest] = pane::split_at_row(area, 1);
    let [middle, bottom] = pane::split_at_row(rest, rest.height.saturating_sub(footer));
    header::draw(canvas, top);
    match canvas.model.screen {
        Screen::Browse => browse(canvas, middle),
        Screen::Radar => radar::draw(canvas, middle),
        Screen::Watchlist => watchlist::draw(canvas, middle),
        Screen::Changes => changes::draw(canvas, middle),
    }
    if let Some(popup) = &canvas.model.popup {
        self::popup(canvas, popup, middle);
    }
    footer::draw(canvas, bottom);
}

fn popup(canvas: &mut Canvas<'_>, popup: &Popup, area: Rect) {
    let content = match &popup.about {
        About::Keys => help::content(canvas, area),
        About::Problems => problems::content(canvas, area),
        About::Why => why::content(canvas, area),
        About::Links(links) => return links::draw(canvas, links, area),
        About::Palette(palette) => return palette::draw(canvas, palette, area),
        About::Filters(menu) => {
            canvas.spot(area, Spot::Beneath);
            return filters::draw(canvas, menu, beside(canvas.model, area));
        }
    };
    popup::draw(canvas, &content, popup.scroll, area);
}

fn browse(canvas: &mut Canvas<'_>, area: Rect) {
    let panes = Panes::new(canvas.model, area);
    if let Some(area) = panes.list {
        list::draw(canvas, area);
    }
    if let Some(area) = panes.releases {
        match canvas.model.browse.form {
            Form::Table => releases::draw(canvas, area),
            Form::Timeline => timeline::draw(canvas, area),
        }
    }
    if let Some(area) = panes.page {
        page::draw(canvas, area);
    }
}

/// The area beside the query and its list, so that a menu covers neither; the whole area if there is no
/// such area.
fn beside(model: &Model, area: Rect) -> Rect {
    let (left, top) = match model.screen {
        Screen::Browse => (Panes::new(model, area).list.map_or(0, |list| list.width), 0),
        // The frame and the search line stay.
        Screen::Radar | Screen::Watchlist | Screen::Changes => (0, 2),
    };
    let left = if left < area.width { left } else { 0 };
    Rect {
        x: area.x + left,
        y: area.y + top,
        width: area.width - left,
        height: area.height.saturating_sub(top),
    }
}

fn too_small(area: Rect) -> Line<'static> {
    let (width, height) = SMALLEST;
    let here = format!("here is {}×{}", area.width, area.height);
    Line::raw(format!("eolens needs {width}×{height}, {here}"))
}

/// The area of each pane; `None` if it is not visible.
#[derive(Default)]
struct Panes {
    list: Option<Rect>,
    releases: Option<Rect>,
    page: Option<Rect>,
}

impl Panes {
    fn new(model: &Model, area: Rect) -> Self {
        let browse = &model.browse;
        if browse.is_zoomed || area.width < TWO_PANES {
            return match browse.focus {
                Pane::Releases => Self::default().with_releases(area),
                Pane::Page | Pane::Find => Self::default().with_page(area),
                _ => Self::default().with_list(area),
            };
        }
        let width = match area.width {
            ..THREE_PANES => area.width * 3 / 10,
            width => (width / 4).clamp(28, 44),
        };
        let [left, right] = pane::split_at_column(area, width);
        let panes = Self::default().with_list(left);
        if area.width < THREE_PANES {
            return match browse.right {
                Right::Releases => panes.with_releases(right),
                Right::Page => panes.with_page(right),
            };
        }
        let [above, below] = pane::split_at_row(right, releases_height(model, right));
        panes.with_releases(above).with_page(below)
    }

    fn with_list(self, area: Rect) -> Self {
        let list = Some(area);
        Self { list, ..self }
    }

    fn with_releases(self, area: Rect) -> Self {
        let releases = Some(area);
        Self { releases, ..self }
    }

    fn with_page(self, area: Rect) -> Self {
        let page = Some(area);
        Self { page, ..self }
    }
}

/// The table takes the rows it needs, up to three fifths; the page has the rest.
fn releases_height(model: &Model, area: Rect) -> u16 {
    let wanted = match model.browse.form {
        Form::Table => releases::height(model, area.width),
        Form::Timeline => timeline::height(model, area.width),
    };
    wanted.clamp(5, (area.height / 5 * 3).max(5))
}
