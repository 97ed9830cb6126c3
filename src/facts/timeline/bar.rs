//! The bar of a release: the filling of each cell of the axis, and the signs over it.

use chrono::NaiveDate;

use super::axis::Axis;
use super::{Row, Span};
use crate::facts::lifecycle::Phase;
use crate::facts::product::End;

/// The filling of a cell or a part of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fill {
    /// A phase.
    Phase(Phase),
    /// A phase ends or begins in this time, on an unknown date.
    Unclear,
}

/// A cell with at most two fillings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cell {
    /// One filling, or none, from edge to edge.
    Whole(Option<Fill>),
    /// Two fillings; the left one has this many eighths, from 1 to 7.
    Split(Option<Fill>, Option<Fill>, usize),
}

/// A sign over a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sign {
    /// The phase continues, and no end is published.
    GoesOn(Phase),
    /// The bar fades out before that; this many eighths of the cell are filled.
    Fades(Phase, usize),
    /// The data do not say how it continues.
    Unknown,
    /// Production or sale ends.
    ProductionEnds,
    /// An end date that the data gave before.
    Moved,
    /// The whole release lies to the left.
    Before,
    /// The whole release lies to the right.
    After,
}

/// How finely a line can be filled, and with what characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Grain {
    /// Active and security support fill eighths of cells. Other fillings use lighter characters, which have
    /// no partial forms.
    Eighth,
    /// Whole cells.
    Cell,
    /// Whole cells, in ASCII.
    Ascii,
}

impl Fill {
    /// The character of a full cell.
    pub fn glyph(self, grain: Grain) -> &'static str {
        let (block, ascii) = match self {
            Self::Phase(Phase::ActiveSupport | Phase::Production) => ("█", "#"),
            Self::Phase(Phase::Security) => ("▓", "="),
            Self::Phase(Phase::ExtendedSupport) => ("░", "-"),
            Self::Unclear => ("┄", "."),
        };
        if grain == Grain::Ascii { ascii } else { block }
    }
}

impl Sign {
    /// The character.
    pub fn glyph(self, grain: Grain) -> &'static str {
        match self {
            Self::GoesOn(_) => "→",
            Self::Fades(..) if grain == Grain::Ascii => ">",
            Self::Fades(_, left) => block(left),
            Self::Unknown => "?",
            Self::ProductionEnds => "◆",
            Self::Moved => "╵",
            Self::Before => "‹",
            Self::After => "›",
        }
    }
}

/// A block of this many eighths, from the left.
pub(super) fn block(eighths: usize) -> &'static str {
    match eighths {
        0 => " ",
        1 => "▏",
        2 => "▎",
        3 => "▍",
        4 => "▌",
        5 => "▋",
        6 => "▊",
        7 => "▉",
        _ => "█",
    }
}

/// A release on an axis.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bar {
    /// The filling of each cell.
    pub cells: Vec<Cell>,
    /// Signs and the cells that they cover; later ones hide earlier ones.
    pub signs: Vec<(usize, Sign)>,
}

impl Bar {
    /// Puts a release on an axis. Every phase is visible, however short.
    pub fn new(row: &Row, day: NaiveDate, axis: Axis, grain: Grain) -> Self {
        let mut painter = Painter {
            axis,
            grain,
            day,
            eighths: vec![None; axis.width * 8],
            signs: Vec::new(),
            seen: None,
        };
        for day in &row.moved {
            if let Some(cell) = axis.cell(*day) {
                painter.signs.push((cell, Sign::Moved));
            }
        }
        // An earlier phase is painted over a later one, because its end is the day that counts. Where it
        // has no end, nobody knows when a later one without an end begins.
        let is_open = |span: &Span| span.to == End::Open && span.phase != Phase::Production;
        let first_open = row.spans.iter().position(is_open);
        for (number, span) in row.spans.iter().enumerate().rev() {
            let is_hidden = first_open.is_some_and(|first| first < number) && is_open(span);
            if !is_hidden {
                painter.span(*span);
            }
        }
        painter.finish()
    }
}

struct Painter {
    axis: Axis,
    grain: Grain,
    day: NaiveDate,
    eighths: Vec<Option<Fill>>,
    signs: Vec<(usize, Sign)>,
    /// The first and last eighth of the release, even outside the line.
    seen: Option<(i64, i64)>,
}

impl Painter {
    fn span(&mut self, span: Span) {
        let fill = Fill::Phase(span.phase);
        let start = span.from.map(|from| self.axis.eighth(from));
        match (span.phase, span.to) {
            (Phase::Production, End::On(end)) => {
                self.sign(self.axis.eighth(end), Sign::ProductionEnds);
            }
            (Phase::Production, _) => {}
            (_, End::On(end)) => self.fill(fill, start, self.after(end)),
            (_, End::Open) => {
                let known = span.from.map_or(self.day, |from| from.max(self.day));
                let until = up_to_cell(self.axis.eighth(known) + 1);
                let until = match (self.grain, start) {
                    (Grain::Cell | Grain::Ascii, Some(start)) => until.max(to_cell(start) + 8),
                    _ => until,
                };
                self.fill(fill, start, until);
                self.goes_on(span.phase, until.max(0));
            }
            (_, End::Over) => {
                let until = self.after(self.day);
                self.fill(Fill::Unclear, Some(start.unwrap_or(until - 8)), until);
            }
            (_, End::Unstated) => {
                if let Some(start) = start {
                    self.sign(up_to_cell(start), Sign::Unknown);
                }
            }
        }
    }

    /// The offset where the next day starts.
    fn after(&self, day: NaiveDate) -> i64 {
        self.axis.eighth(day.succ_opt().unwrap_or(day))
    }

    /// A phase without a known beginning is unclear except in its last cell.
    fn fill(&mut self, fill: Fill, from: Option<i64>, to: i64) {
        if let Some(from) = from {
            self.stretch(fill, from, to);
        } else {
            self.stretch(Fill::Unclear, to - 24, to);
            self.stretch(fill, to - 8, to);
        }
    }

    fn stretch(&mut self, fill: Fill, from: i64, to: i64) {
        let is_light = matches!(fill, Fill::Phase(Phase::ExtendedSupport) | Fill::Unclear);
        let (from, to) = match self.grain {
            Grain::Eighth if !is_light => (from, to.max(from + 1)),
            _ => {
                let (from, to) = (to_cell(from), to_cell(to));
                (from, to.max(from + 8))
            }
        };
        self.see(from, to);
        let clipped = |eighth: i64| usize::try_from(eighth.clamp(0, self.axis.eighths()));
        let (Ok(from), Ok(to)) = (clipped(from), clipped(to)) else {
            return;
        };
        if let Some(eighths) = self.eighths.get_mut(from..to) {
            eighths.fill(Some(fill));
        }
    }

    fn sign(&mut self, eighth: i64, sign: Sign) {
        self.see(eighth, eighth + 1);
        let cell = usize::try_from(eighth.div_euclid(8));
        if let Some(cell) = cell.ok().filter(|cell| *cell < self.axis.width) {
            self.signs.push((cell, sign));
        }
    }

    /// Fades out if there is room.
    fn goes_on(&mut self, phase: Phase, from: i64) {
        const FADING: [usize; 2] = [4, 2];
        let end = from + 8 * 3;
        let range = usize::try_from(from).ok().zip(usize::try_from(end).ok());
        let cells = range.and_then(|(from, to)| self.eighths.get(from..to));
        let has_room = cells.is_some_and(|cells| cells.iter().all(Option::is_none));
        let mut at = from;
        for left in FADING.into_iter().filter(|_| has_room) {
            self.sign(at, Sign::Fades(phase, left));
            at += 8;
        }
        self.sign(at, Sign::GoesOn(phase));
    }

    fn see(&mut self, from: i64, to: i64) {
        let (first, last) = self.seen.unwrap_or((from, to));
        self.seen = Some((first.min(from), last.max(to)));
    }

    fn finish(mut self) -> Bar {
        let last = self.axis.width.saturating_sub(1);
        match self.seen {
            _ if self.axis.width == 0 => {}
            Some((_, to)) if to <= 0 => self.signs.push((0, Sign::Before)),
            Some((from, _)) if from >= self.axis.eighths() => self.signs.push((last, Sign::After)),
            _ => {}
        }
        let cells = self.eighths.chunks(8).map(cell);
        let cells = cells.collect();
        let signs = self.signs;
        Bar { cells, signs }
    }
}

/// The nearest edge of a cell.
fn to_cell(eighth: i64) -> i64 {
    (eighth + 4).div_euclid(8) * 8
}

/// The next edge of a cell.
fn up_to_cell(eighth: i64) -> i64 {
    (eighth + 7).div_euclid(8) * 8
}

/// Combines eight eighths into a cell. If there are more than two parts, the shortest are merged into their
/// neighbors, empty ones first, and the last filled one never.
fn cell(eighths: &[Option<Fill>]) -> Cell {
    let parts = eighths.chunk_by(|one, other| one == other);
    let mut parts: Vec<(Option<Fill>, usize)> = parts
        .filter_map(|part| Some((*part.first()?, part.len())))
        .collect();
    while parts.len() > 2 {
        let filled = parts.iter().filter(|(fill, _)| fill.is_some()).count();
        let numbered = parts.iter().enumerate();
        let spare = numbered.filter(|(_, (fill, _))| fill.is_none() || filled > 1);
        let weight = |(_, (fill, length)): &(usize, &(Option<Fill>, usize))| match fill {
            Some(_) => (2 * length, true),
            None => (*length, false),
        };
        let Some((number, _)) = spare.min_by_key(weight) else {
            break;
        };
        let (_, length) = parts.remove(number);
        if let Some((_, neighbour)) = parts.get_mut(number.saturating_sub(1)) {
            *neighbour += length;
        }
    }
    match parts.as_slice() {
        [(left, length), (right, _)] if left != right => Cell::Split(*left, *right, *length),
        [(fill, _), ..] => Cell::Whole(*fill),
        [] => Cell::Whole(None),
    }
}

#[cfg(test)]
mod tests;
