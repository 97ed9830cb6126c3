//! Sizes and areas known only after drawing, and what the model keeps of them.

use std::mem;

use super::Model;
use super::browse::LaidOut;
use super::cursor::Rows;
use super::pointer::Area;

/// Results of drawing; `None` for what was not drawn.
#[derive(Debug, Default)]
pub struct Drawn {
    /// Rows of the product list.
    pub list: Option<usize>,
    /// Rows of the release table.
    pub releases: Option<usize>,
    /// The numbers of the release table's visible columns.
    pub columns: Option<Vec<usize>>,
    /// Rows of the page, and its lines.
    pub page: Option<(usize, usize)>,
    /// Rows of the panes of any other screen, the upper one first; 0 for a pane that it lacks.
    pub panes: Option<[usize; 2]>,
    /// The page if it was laid out again.
    pub laid_out: Option<LaidOut>,
    /// The facts beside it if they were laid out again.
    pub laid_out_facts: Option<LaidOut>,
    /// Rows of the pop-up, and its lines.
    pub popup: Option<(usize, usize)>,
    /// Clickable areas; upper layers come later.
    pub areas: Vec<Area>,
}

impl Model {
    /// Whether the focused pane or pop-up has never been drawn, so that its height is unknown.
    pub fn is_unseen(&mut self) -> bool {
        match &mut self.popup {
            Some(popup) => popup.is_unseen(),
            None => self.is_screen_unseen(),
        }
    }

    /// Stores the results of drawing.
    pub fn drawn(&mut self, drawn: Drawn) {
        if let (Some(popup), Some((height, lines))) = (&mut self.popup, drawn.popup) {
            popup.seen(height, lines);
        }
        if let Some(heights) = drawn.panes {
            self.screen_drawn(heights);
        }
        let browse = &mut self.browse;
        if let Some(height) = drawn.list {
            browse.list.seen(height);
        }
        self.areas = drawn.areas;
        let Some(shown) = &mut browse.shown else {
            return;
        };
        if let Some(height) = drawn.releases {
            shown.rows.seen(height);
        }
        if let Some(columns) = drawn.columns {
            shown.seen = columns;
        }
        if let Some((height, lines)) = drawn.page {
            shown.scroll.seen(height, lines);
        }
        if let Some(page) = drawn.laid_out {
            shown.find = mem::take(&mut shown.find).within(&page.lines);
            shown.laid_out = Some(page);
        }
        if let Some(facts) = drawn.laid_out_facts {
            shown.laid_out_facts = Some(facts);
        }
    }
}
