//! Draws the model. This file is the layout only: which pane is where.
//!
//! ```text
//!  header
//! ╭ list ──────╮╭ releases ────────────╮   from 100 columns; under that the releases and the page
//! │            ││                      │   take turns, under 60 all three do
//! │            │├ page ────────────────┤
//! ╰────────────╯╰──────────────────────╯
//!  footer
//! ```

mod apart;
pub(crate) mod event;
mod filters;
mod find;
mod footer;
mod header;
mod help;
mod input;
mod links;
mod list;
mod months;
mod outlook;
mod page;
mod palette;
pub(crate) mod pane;
mod picker;
mod popup;
mod problems;
mod radar;
mod releases;
pub(crate) mod timeline;
mod verdict;
mod why;

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;

use crate::app::browse::{Pane, Right};
use crate::app::pointer::Spot;
use crate::app::screen::Screen;
use crate::app::timeline::Form;
use crate::app::{About, Drawn, Model, Popup};
use crate::settings::keys::Keys;
use crate::settings::theme::{Glyphs, Theme};

/// The smallest terminal in which there is a screen.
const SMALLEST: (u16, u16) = (40, 10);
/// From this width on there are two panes.
const TWO_PANES: u16 = 60;
/// From this width on there are three.
const THREE_PANES: u16 = 100;

/// Draws one frame, in the theme's signs.
pub fn draw(model: &Model, theme: &Theme, keys: &Keys, frame: &mut Frame<'_>) -> Drawn {
    let drawn = regions(model, theme, keys, frame);
    if theme.glyphs != Glyphs::Unicode {
        let cells = frame.buffer_mut().content.iter_mut();
        for cell in cells.filter(|cell| !cell.symbol().is_ascii()) {
            let shown = theme.glyphs.shown(cell.symbol()).into_owned();
            // A wide character leaves a cell of its own behind it.
            cell.set_symbol(shown.get(..1).unwrap_or(" "));
        }
    }
    drawn
}

fn regions(model: &Model, theme: &Theme, keys: &Keys, frame: &mut Frame<'_>) -> Drawn {
    let mut drawn = Drawn::default();
    let area = frame.area();
    frame.buffer_mut().set_style(area, theme.text);
    if area.width < SMALLEST.0 || area.height < SMALLEST.1 {
        too_small(area, frame);
        return drawn;
    }
    let footer = footer::height(model, area.width);
    let [top, rest] = pane::split_at_row(area, 1);
    let [middle, bottom] = pane::split_at_row(rest, rest.height.saturating_sub(footer));
    header::draw(model, theme, keys, top, frame, &mut drawn);
    match model.screen {
        Screen::Browse => browse(model, theme, keys, middle, frame, &mut drawn),
        Screen::Radar => {
            drawn.radar = Some(radar::draw(model, theme, keys, middle, frame, &mut drawn));
        }
        Screen::Watchlist => {
            drawn.outlook = Some(outlook::draw(model, theme, keys, middle, frame, &mut drawn));
        }
    }
    if let Some(popup) = &model.popup {
        self::popup(model, popup, theme, keys, middle, frame, &mut drawn);
    }
    footer::draw(model, theme, keys, bottom, frame);
    drawn
}

fn popup(
    model: &Model,
    popup: &Popup,
    theme: &Theme,
    keys: &Keys,
    area: Rect,
    frame: &mut Frame<'_>,
    drawn: &mut Drawn,
) {
    let mut text = |content: &_| {
        popup::draw(content, popup.scroll, theme, area, frame, drawn);
    };
    match &popup.about {
        About::Keys => text(&help::content(model, theme, keys, area)),
        About::Problems => text(&problems::content(model, theme, area)),
        About::Why => text(&why::content(model, theme, area)),
        About::Links(links) => links::draw(links, model, theme, area, frame, drawn),
        About::Palette(palette) => palette::draw(palette, theme, area, frame, drawn),
        About::Filters(menu) => {
            drawn.areas.push(pane::area(area, Spot::Beneath));
            filters::draw(menu, model, theme, beside(model, area), frame, drawn);
        }
    }
}

fn browse(
    model: &Model,
    theme: &Theme,
    keys: &Keys,
    area: Rect,
    frame: &mut Frame<'_>,
    drawn: &mut Drawn,
) {
    let panes = Panes::new(model, area);
    if let Some(area) = panes.list {
        list::draw(model, theme, keys, area, frame, drawn);
    }
    if let Some(area) = panes.releases {
        match model.browse.form {
            Form::Table => releases::draw(model, theme, keys, area, frame, drawn),
            Form::Timeline => timeline::draw(model, theme, keys, area, frame, drawn),
        }
    }
    if let Some(area) = panes.page {
        page::draw(model, theme, area, frame, drawn);
    }
}

/// The area in which the query and what it lists stay seen, as far as there is one.
fn beside(model: &Model, area: Rect) -> Rect {
    let (left, top) = match model.screen {
        Screen::Browse => (Panes::new(model, area).list.map_or(0, |list| list.width), 0),
        // Frame and search line.
        Screen::Radar | Screen::Watchlist => (0, 2),
    };
    let left = if left < area.width { left } else { 0 };
    Rect {
        x: area.x + left,
        y: area.y + top,
        width: area.width - left,
        height: area.height.saturating_sub(top),
    }
}

fn too_small(area: Rect, frame: &mut Frame<'_>) {
    let (width, height) = SMALLEST;
    let here = format!("here is {}×{}", area.width, area.height);
    let words = format!("eolens needs {width}×{height}, {here}");
    frame.render_widget(Line::raw(words), area);
}

/// Where each pane is; `None` for those that are not on the screen.
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

/// The table takes what it needs, up to three fifths: the page keeps the rest.
fn releases_height(model: &Model, area: Rect) -> u16 {
    let wanted = match model.browse.form {
        Form::Table => releases::height(model, area.width),
        Form::Timeline => timeline::height(model, area.width),
    };
    wanted.clamp(5, (area.height / 5 * 3).max(5))
}
