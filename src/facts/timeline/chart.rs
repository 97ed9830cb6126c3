//! A timeline in lines of text: the axis, and a name and a bar for each release. Bars use eighth blocks if
//! the terminal can show them; phases differ in filling as well as in color.

use super::axis::{Axis, Tick, Window};
use super::bar::{Bar, Cell, Fill, Grain, Sign, block};
use super::part::{Meaning, Part, push};
use super::{Row, Timeline, legend};
use crate::facts::lifecycle::Phase;
use crate::facts::product::Product;
use crate::facts::wording;
use crate::text::width;

/// The filling that covers its cells, so that a sign over it has its color behind it. In a shaded bar such a cell would
/// look like one of another meaning.
const SOLID: Fill = Fill::Phase(Phase::ActiveSupport);

/// A timeline of a certain width.
#[derive(Debug)]
pub struct Chart<'a> {
    timeline: &'a Timeline,
    rows: usize,
    /// The width of the names.
    labels: usize,
    axis: Axis,
    grain: Grain,
    ticks: Vec<Tick>,
    /// The cell of the day looked at.
    day: Option<usize>,
}

/// The width around the name: sign, space, and a space after the name.
const BESIDE_NAME: usize = 3;

impl<'a> Chart<'a> {
    /// The first `rows` of a timeline in `room` columns: names take what they need, up to a third.
    pub fn new(
        timeline: &'a Timeline,
        rows: usize,
        window: Window,
        grain: Grain,
        room: usize,
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
        }
    }

    /// The width of its lines.
    pub fn width(&self) -> usize {
        self.labels + BESIDE_NAME + self.axis.width
    }

    /// The axis with years or months.
    pub fn head(&self) -> Vec<Part> {
        let mut line = vec![Part::new(
            " ".repeat(self.labels + BESIDE_NAME),
            Meaning::Text,
        )];
        let mut column = 0;
        while column < self.axis.width {
            let tick = self.ticks.iter().find(|tick| tick.cell == column);
            if let Some(Tick { label, .. }) = tick {
                line.push(Part::new(label.clone(), Meaning::Tick));
                column += width::of(label).max(1);
            } else {
                let is_day = self.day == Some(column);
                let (text, meaning) = if is_day {
                    ("▾", Meaning::Day)
                } else {
                    (" ", Meaning::Text)
                };
                push(&mut line, text, meaning);
                column += 1;
            }
        }
        line
    }

    /// The release of a number; `None` if there is none.
    pub fn row(&self, number: usize) -> Option<&'a Row> {
        self.timeline.rows.get(number)
    }

    /// A release's sign, its name, and the space after it.
    pub fn name(&self, row: &Row) -> [Part; 3] {
        let name = wording::release_name(&row.title, &row.labels, self.labels);
        let name = width::padded(&name, self.labels);
        [
            Part::new(row.health.glyph(), Meaning::Health(row.health)),
            Part::new(format!(" {name}"), Meaning::Text),
            Part::new(" ", Meaning::Text),
        ]
    }

    /// The bar of a release.
    pub fn bar(&self, row: &Row) -> Vec<Part> {
        let bar = Bar::new(row, self.timeline.on.day, self.axis, self.grain);
        let mut line = Vec::new();
        for (column, cell) in bar.cells.iter().enumerate() {
            let sign = bar.signs.iter().rfind(|(at, _)| *at == column);
            let (text, meaning) = match sign {
                Some((_, sign)) => self.sign(*sign, *cell),
                None => self.cell(*cell, column),
            };
            push(&mut line, text, meaning);
        }
        line
    }

    /// The meaning of its fillings and signs, in `room` columns.
    pub fn legend(&self, products: &[&Product], room: usize) -> Vec<Part> {
        legend::line(self.timeline, self.rows, products, self.grain, room)
    }

    fn cell(&self, cell: Cell, column: usize) -> (&'static str, Meaning) {
        let is_day = self.day == Some(column);
        match cell {
            Cell::Whole(Some(fill)) if is_day && fill == SOLID => ("│", Meaning::Over(fill)),
            Cell::Whole(_) if is_day => ("│", Meaning::Day),
            Cell::Whole(Some(fill @ Fill::Phase(_))) => {
                (fill.glyph(self.grain), Meaning::Fill(fill))
            }
            Cell::Whole(Some(fill)) => (fill.glyph(self.grain), Meaning::Fill(fill)),
            Cell::Whole(None) if self.ticks.iter().any(|tick| tick.cell == column) => {
                ("┊", Meaning::Aside)
            }
            Cell::Whole(None) => (" ", Meaning::Text),
            Cell::Split(left, right, eighths) => self.split(left, right, eighths, column),
        }
    }

    /// A cell in two parts: the block is the left one, its remainder the right one.
    fn split(
        &self,
        left: Option<Fill>,
        right: Option<Fill>,
        eighths: usize,
        column: usize,
    ) -> (&'static str, Meaning) {
        let larger = if eighths < 4 { right } else { left };
        let meaning = match (left, right) {
            (Some(left), None) => Meaning::Fill(left),
            (None, Some(right)) => Meaning::Over(right),
            (Some(Fill::Phase(Phase::ActiveSupport)), Some(Fill::Phase(Phase::Security))) => {
                Meaning::ActiveThenSecurity
            }
            _ => return self.cell(Cell::Whole(larger), column),
        };
        (block(eighths), meaning)
    }

    fn sign(&self, sign: Sign, below: Cell) -> (&'static str, Meaning) {
        let meaning = match (sign, below) {
            (Sign::GoesOn(phase) | Sign::Fades(phase, _), _) => Meaning::Fill(Fill::Phase(phase)),
            (Sign::Unknown, _) => Meaning::Unknown,
            (Sign::ProductionEnds | Sign::Moved, Cell::Whole(Some(fill))) if fill == SOLID => {
                Meaning::Over(fill)
            }
            (Sign::Moved, Cell::Whole(Some(fill))) => Meaning::Fill(fill),
            (Sign::ProductionEnds, _) => Meaning::Text,
            (Sign::Before | Sign::After | Sign::Moved, _) => Meaning::Aside,
        };
        (sign.glyph(self.grain), meaning)
    }
}
