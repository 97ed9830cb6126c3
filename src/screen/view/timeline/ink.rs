//! Cells of a timeline as characters: eighths of blocks where Unicode can be shown, whole cells where it
//! cannot. A phase has its own filling; the colour says the same.

use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span};

use super::legend;
use crate::facts::lifecycle::Phase;
use crate::facts::product::Product;
use crate::facts::timeline::axis::{Axis, Tick, Window};
use crate::facts::timeline::bar::{Bar, Cell, Fill, Grain, Sign};
use crate::facts::timeline::{Row, Timeline};
use crate::facts::wording;
use crate::settings::theme::{Glyphs, Theme};
use crate::text::width;

/// A timeline on a line of so many cells, ready to be drawn.
pub struct Chart<'a> {
    timeline: &'a Timeline,
    rows: usize,
    /// Columns of the names.
    labels: usize,
    axis: Axis,
    grain: Grain,
    ticks: Vec<Tick>,
    /// The cell of the day looked at.
    day: Option<usize>,
    theme: &'a Theme,
}

/// Parts of cells need two colours in one, which only a terminal with colours has.
pub fn grain(theme: &Theme) -> Grain {
    let is_coloured = theme.timeline.active.fg.is_some() && theme.timeline.security.fg.is_some();
    match theme.glyphs {
        Glyphs::Unicode if is_coloured => Grain::Eighth,
        _ => Grain::Cell,
    }
}

/// What stands before the bars beside the name: sign, blank, and a blank behind the name.
const BESIDE_NAME: usize = 3;

impl<'a> Chart<'a> {
    /// The first `rows` of a timeline in so many columns: names take what they need, up to a third.
    pub fn new(
        timeline: &'a Timeline,
        rows: usize,
        window: Window,
        grain: Grain,
        room: usize,
        theme: &'a Theme,
    ) -> Self {
        let labels = timeline.label_width(rows).min(room / 3);
        let width = room.saturating_sub(labels + BESIDE_NAME);
        let axis = Axis { window, width };
        Self {
            timeline,
            rows,
            labels,
            axis,
            grain,
            ticks: axis.ticks(),
            day: axis.cell(timeline.on.day),
            theme,
        }
    }

    /// The columns of its lines.
    pub fn width(&self) -> usize {
        self.labels + BESIDE_NAME + self.axis.width
    }

    /// Years, or months.
    pub fn head(&self) -> Line<'static> {
        let mut spans = vec![Span::raw(" ".repeat(self.labels + BESIDE_NAME))];
        let mut column = 0;
        while column < self.axis.width {
            let tick = self.ticks.iter().find(|tick| tick.cell == column);
            if let Some(Tick { label, .. }) = tick {
                spans.push(Span::styled(label.clone(), self.theme.heading));
                column += width::of(label).max(1);
            } else {
                let is_day = self.day == Some(column);
                let (text, style) = if is_day {
                    ("▾", self.theme.timeline.day)
                } else {
                    (" ", Style::new())
                };
                push(&mut spans, text, style);
                column += 1;
            }
        }
        Line::from(spans)
    }

    /// The release of this number; `None` where there is none.
    pub fn row(&self, number: usize) -> Option<&'a Row> {
        self.timeline.rows.get(number)
    }

    /// How a release stands, and its name.
    pub fn name(&self, row: &Row) -> Line<'static> {
        let (glyph, style) = self.theme.health(row.health);
        let name = wording::release_name(&row.title, &row.labels, self.labels);
        let name = width::padded(&name, self.labels);
        Line::from(vec![
            Span::styled(glyph, style),
            Span::raw(format!(" {name}")),
            Span::raw(" "),
        ])
    }

    /// The bar of a release.
    pub fn bar(&self, row: &Row) -> Line<'static> {
        let bar = Bar::new(row, self.timeline.on.day, self.axis, self.grain);
        let mut spans = Vec::new();
        for (column, cell) in bar.cells.iter().enumerate() {
            let sign = bar.signs.iter().rfind(|(at, _)| *at == column);
            let (text, style) = match sign {
                Some((_, sign)) => self.sign(*sign, *cell),
                None => self.cell(*cell, column),
            };
            push(&mut spans, text, style);
        }
        Line::from(spans)
    }

    /// What its fillings and signs mean, in so many columns.
    pub fn legend(&self, products: &[&Product], room: usize) -> Line<'static> {
        legend::line(self.timeline, self.rows, products, room, self.theme)
    }

    fn cell(&self, cell: Cell, column: usize) -> (&'static str, Style) {
        match cell {
            Cell::Whole(Some(fill @ Fill::Phase(_))) if self.day == Some(column) => {
                ("│", self.style(fill).add_modifier(Modifier::REVERSED))
            }
            Cell::Whole(Some(fill @ Fill::Phase(_))) => {
                (filling(fill, self.theme.glyphs), self.style(fill))
            }
            Cell::Whole(_) if self.day == Some(column) => ("│", self.theme.timeline.day),
            Cell::Whole(Some(fill)) => (filling(fill, self.theme.glyphs), self.style(fill)),
            Cell::Whole(None) if self.ticks.iter().any(|tick| tick.cell == column) => {
                ("┊", self.theme.dim)
            }
            Cell::Whole(None) => (" ", Style::new()),
            Cell::Split(left, right, eighths) => self.split(left, right, eighths, column),
        }
    }

    /// A cell in two parts: the block is the left one, what it leaves is the right one.
    fn split(
        &self,
        left: Option<Fill>,
        right: Option<Fill>,
        eighths: u8,
        column: usize,
    ) -> (&'static str, Style) {
        let block = block(eighths);
        let larger = if eighths < 4 { right } else { left };
        match (left, right) {
            (Some(left), None) => (block, self.style(left)),
            (None, Some(right)) => (block, self.style(right).add_modifier(Modifier::REVERSED)),
            (Some(Fill::Phase(Phase::ActiveSupport)), Some(Fill::Phase(Phase::Security))) => {
                let bg = self.theme.timeline.security.fg;
                (
                    block,
                    Style {
                        bg,
                        ..self.theme.timeline.active
                    },
                )
            }
            _ => self.cell(Cell::Whole(larger), column),
        }
    }

    fn sign(&self, sign: Sign, below: Cell) -> (&'static str, Style) {
        match (sign, below) {
            (Sign::GoesOn(phase), _) => ("→", self.theme.phase(phase)),
            (Sign::Fades(phase, left), _) => {
                let text = match self.theme.glyphs {
                    Glyphs::Unicode => block(left),
                    Glyphs::Ascii => ">",
                };
                (text, self.theme.phase(phase))
            }
            (Sign::Unknown, _) => ("?", self.theme.unknown),
            (Sign::ProductionEnds, Cell::Whole(Some(fill))) => {
                ("◆", self.style(fill).add_modifier(Modifier::REVERSED))
            }
            (Sign::ProductionEnds, _) => ("◆", Style::new()),
            (Sign::Before, _) => ("‹", self.theme.dim),
            (Sign::After, _) => ("›", self.theme.dim),
        }
    }

    fn style(&self, fill: Fill) -> Style {
        match fill {
            Fill::Phase(phase) => self.theme.phase(phase),
            Fill::Unclear => self.theme.unknown,
        }
    }
}

/// A filling of whole cells.
pub fn filling(fill: Fill, glyphs: Glyphs) -> &'static str {
    let (unicode, ascii) = match fill {
        Fill::Phase(Phase::ActiveSupport | Phase::Production) => ("█", "#"),
        Fill::Phase(Phase::Security) => ("▓", "="),
        Fill::Phase(Phase::ExtendedSupport) => ("░", "-"),
        Fill::Unclear => ("┄", "."),
    };
    match glyphs {
        Glyphs::Unicode => unicode,
        Glyphs::Ascii => ascii,
    }
}

/// A block of so many eighths from the left.
fn block(eighths: u8) -> &'static str {
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

/// Adds text, to the span before it where that looks the same.
fn push(spans: &mut Vec<Span<'static>>, text: &'static str, style: Style) {
    match spans.last_mut() {
        Some(last) if last.style == style => last.content.to_mut().push_str(text),
        _ => spans.push(Span::styled(text, style)),
    }
}
