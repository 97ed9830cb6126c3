//! What only drawing knows, and what is kept of it until the next key.

use super::Model;
use super::pointer::Area;
use crate::text::markdown::layout::Line;

/// What only drawing knows.
#[derive(Debug, Default)]
pub struct Drawn {
    /// Rows of the product list.
    pub list: Option<usize>,
    /// Rows of the release table.
    pub releases: Option<usize>,
    /// The columns of the release table that fit, by their numbers.
    pub columns: Option<Vec<usize>>,
    /// Rows of the page, and its lines.
    pub page: Option<(usize, usize)>,
    /// Rows of the radar.
    pub radar: Option<usize>,
    /// Rows of the two panes of the watchlist.
    pub outlook: Option<[usize; 2]>,
    /// The page laid out anew, with its width.
    pub laid_out: Option<(usize, Vec<Line>)>,
    /// Rows of the pop-up, and its lines.
    pub popup: Option<(usize, usize)>,
    /// What can be pointed at; what lies above comes later.
    pub areas: Vec<Area>,
}

impl Model {
    /// Whether what has the keys has never been drawn, so that nobody knows how much of it is seen.
    #[must_use]
    pub fn is_unseen(&self) -> bool {
        match &self.popup {
            Some(popup) => popup.is_unseen(),
            None => self.is_screen_unseen(),
        }
    }

    /// Keeps what drawing found out.
    pub fn drawn(&mut self, mut drawn: Drawn) {
        if let (Some(popup), Some((height, lines))) = (&mut self.popup, drawn.popup) {
            popup.seen(height, lines);
        }
        self.areas = std::mem::take(&mut drawn.areas);
        self.screen_drawn(drawn);
    }
}
