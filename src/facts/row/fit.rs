//! The columns of a row that fit into a width, and what a list gives up for them.

use super::Part;
use crate::facts::viewpoint::Left;
use crate::facts::wording;

/// The columns that fit into a width.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Fit {
    /// From left to right, each with its width.
    pub(super) columns: Vec<(Part, usize)>,
    pub(super) left: Left,
    /// Whether the time left is without `left` and `ago`: the sign or the group says it.
    pub(super) is_bare: bool,
    pub(super) has_phase_words: bool,
}

/// The widths of columns whose content only the list knows; 0 for columns that it does not have.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Widths {
    /// The longest mark.
    pub mark: usize,
    /// The longest name; longer ones are cut.
    pub name: usize,
    /// The width of a name that other columns make room for.
    pub least_name: usize,
    /// The longest day.
    pub day: usize,
    /// The longest words of a phase.
    pub phase: usize,
    /// The longest note.
    pub note: usize,
    /// How the time left is told if there is room for it.
    pub left: Left,
    /// The longest text of [`Part::Then`], and its longest short form.
    pub then: (usize, usize),
}

/// Spaces between two columns.
pub(super) const GAP: usize = 2;
/// `2026-09-05`.
pub const DAY: usize = 10;
/// `99d left`, `11m left`, and without the word, `today`.
const COUNTDOWN: (usize, usize) = (8, 5);
/// `11y 11m`.
const BARE: usize = 7;
/// The longest usual name of a phase, `extended support`.
pub const PHASE: usize = 16;
/// `end of life`, the phase that most rows are about.
const END_OF_LIFE: usize = 11;
/// The longest short form of one.
const SHORT_PHASE: usize = 8;
/// `Expanded Security Maintenance until 2030-04-02`.
const NAMED_THEN: usize = 46;
/// The greatest and the least length of the line of a life.
const LIFE: (usize, usize) = (20, 10);
/// The usual width of a name that other columns make room for.
pub const NAME: usize = 20;
/// For names of this width, the time left is omitted: it can be told from the date.
const NARROW_NAME: usize = 18;
/// The least width of a name.
const LEAST_NAME: usize = 10;

/// What a list gives up to fit a narrow width, in order.
const SACRIFICES: [fn(&mut Fit, Widths); 13] = [
    |fit, _| fit.set(Part::Life, 0),
    |fit, _| fit.set(Part::Note, 0),
    |fit, widths| fit.set(Part::Then, widths.then.1),
    |fit, _| fit.tell_left(Left::Short),
    |fit, _| fit.set(Part::Phase, END_OF_LIFE),
    |fit, _| fit.set(Part::Released, 0),
    |fit, _| {
        fit.is_bare = true;
        fit.set(Part::Left, BARE);
        fit.set(Part::Countdown, COUNTDOWN.1);
    },
    |fit, _| {
        fit.has_phase_words = false;
        fit.set(Part::Phase, SHORT_PHASE);
    },
    |fit, _| fit.set(Part::Then, 0),
    |fit, _| fit.set(Part::Name, NARROW_NAME),
    |fit, _| fit.set(Part::Left, 0),
    |fit, _| fit.set(Part::Name, LEAST_NAME),
    |fit, _| fit.set(Part::Countdown, 0),
];

impl Left {
    /// The width of the column.
    fn width(self) -> usize {
        match self {
            Self::Short => "11y 11m left".len(),
            Self::Words => "11 years and 11 months ago".len(),
        }
    }

    /// A number of days until a date, negative after it.
    pub(super) fn written(self, days: i64) -> String {
        match self {
            Self::Short => wording::left(days),
            Self::Words => wording::in_words(days),
        }
    }
}

impl Fit {
    /// Distributes a width over the columns. Spare room goes to names, then to the lines of lives, then to
    /// the last column.
    pub fn new(parts: &[Part], widths: Widths, room: usize) -> Self {
        let left = widths.left;
        let width = |part: &Part| match part {
            Part::Sign => 1,
            Part::Mark => widths.mark,
            Part::Name => widths.name.min(widths.least_name),
            Part::Phase => widths.phase,
            Part::Day | Part::Released => widths.day,
            Part::Left => left.width(),
            Part::Countdown if left == Left::Words => left.width(),
            Part::Countdown => COUNTDOWN.0,
            Part::Life => LIFE.1,
            Part::Unused | Part::Before => 0,
            Part::Note => widths.note,
            Part::Then => widths.then.0,
        };
        let mut fit = Self {
            columns: parts.iter().map(|part| (*part, width(part))).collect(),
            left,
            is_bare: false,
            has_phase_words: true,
        };
        for sacrifice in SACRIFICES {
            if fit.total() <= room {
                break;
            }
            sacrifice(&mut fit, widths);
        }
        fit.columns.retain(|(_, width)| *width > 0);
        fit.grow(Part::Name, widths.name, room);
        fit.grow(Part::Life, LIFE.0, room);
        fit.grow(Part::Then, widths.then.0, room);
        let then = fit.column(Part::Then).map_or(0, |(_, width)| width);
        if then == widths.then.0 && widths.then.0 > widths.then.1 {
            fit.grow(Part::Then, NAMED_THEN, room);
        }
        fit
    }

    /// The start and width of a column, without the gap after it; `None` if it is omitted.
    pub fn column(&self, part: Part) -> Option<(usize, usize)> {
        let place = self.columns.iter().position(|(own, _)| *own == part)?;
        let before = self.columns.iter().take(place);
        let start = before.map(|(part, width)| width + gap(*part, *width)).sum();
        let (_, width) = self.columns.get(place)?;
        Some((start, *width))
    }

    fn set(&mut self, part: Part, width: usize) {
        let own = self.columns.iter_mut().find(|(own, _)| *own == part);
        if let Some((_, own)) = own {
            *own = width.min(*own);
        }
    }

    /// Tells the time left in a shorter form.
    fn tell_left(&mut self, form: Left) {
        self.left = self.left.min(form);
        self.set(Part::Left, self.left.width());
        self.set(Part::Countdown, COUNTDOWN.0);
    }

    fn grow(&mut self, part: Part, most: usize, room: usize) {
        let spare = room.saturating_sub(self.total());
        let own = self.columns.iter_mut().find(|(own, _)| *own == part);
        if let Some((_, own)) = own {
            *own = own.saturating_add(spare).min(most.max(*own));
        }
    }

    fn total(&self) -> usize {
        let shown = self.columns.iter().filter(|(_, width)| *width > 0);
        let all: usize = shown.map(|(part, width)| width + gap(*part, *width)).sum();
        // The last column has no gap after it.
        all.saturating_sub(GAP)
    }
}

/// Spaces after a column of a width: one after a single character that marks the row.
pub(super) fn gap(part: Part, width: usize) -> usize {
    match part {
        Part::Sign => 1,
        Part::Mark if width == 1 => 1,
        _ => GAP,
    }
}
