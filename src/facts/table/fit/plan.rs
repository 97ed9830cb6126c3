//! The plans for fitting a table to a width, the best first.

use super::Form;
use crate::facts::lifecycle::Phase;
use crate::facts::table::Column;
use crate::facts::viewpoint::{DropFirst, Droppable};

/// What a table shows in one attempt to fit a width.
#[derive(Debug, Clone, Copy)]
pub struct Plan {
    /// The form of phases and custom columns.
    form: Form,
    /// The form of the end of life, if it differs.
    eol: Option<Form>,
    /// Whether the rows end in lines of lives.
    has_lives: bool,
    label: Form,
    /// How many custom columns are kept, from the left.
    customs: usize,
    released: Option<Form>,
    latest: Option<Form>,
    /// Whether long versions are cut.
    is_version_cut: bool,
    name: Name,
    /// How many of [`PHASES`] are dropped.
    phases_gone: usize,
    /// The columns dropped so far because the reader drops them first.
    gone: DropFirst,
}

/// How much of the labels is shown.
#[derive(Debug, Clone, Copy)]
enum Name {
    /// All of it, unless it is very long.
    Whole,
    /// Enough for labels cut at their ends to differ.
    Apart,
    /// The least that helps to distinguish them.
    Least,
}

/// Labels up to this width stay whole while anything else can be dropped.
const LABEL: usize = 30;
/// The least that is left of a cut label.
pub const LEAST_NAME: usize = 8;
/// What is left of a label cut at its end, while something else can be dropped.
const CUT_LABEL: usize = 18;
/// The width of a label that shows what distinguishes it.
const TELLING_NAME: usize = 10;
/// What is left of a cut version.
const CUT_VERSION: usize = 16;

const FULL: Plan = Plan {
    form: Form::Full,
    eol: None,
    has_lives: false,
    label: Form::Full,
    customs: usize::MAX,
    released: Some(Form::Full),
    latest: Some(Form::Full),
    is_version_cut: false,
    name: Name::Whole,
    phases_gone: 0,
    gone: DropFirst::NONE,
};

/// The plans for a table with a number of custom columns: all columns first, then without those that the
/// reader drops first, one after another, then without others.
///
/// Order of dropping: the words beside the release date, custom columns, the release date, the date of the
/// latest version, the words beside the ends. With bare dates, some of the others may fit again. Then come
/// the code name, the ends of long versions, the words of ends without a date, the latest version, and
/// parts of the labels. Columns with end dates are dropped last, and a date is never cut.
pub fn plans(customs: usize, first: DropFirst) -> impl Iterator<Item = Plan> {
    let others = sacrifices(Form::Full, customs)
        .chain(sacrifices(Form::Short, customs))
        .chain(last_resorts());
    dropping(first, FULL, others)
}

/// A plan without the columns that the reader drops first, one after another, then other plans without all of them.
fn dropping(
    first: DropFirst,
    whole: Plan,
    others: impl Iterator<Item = Plan>,
) -> impl Iterator<Item = Plan> {
    let fewer = (0..=first.iter().count()).map(move |count| Plan {
        gone: first.iter().take(count).collect(),
        ..whole
    });
    fewer.chain(others.map(move |plan| Plan {
        gone: first,
        ..plan
    }))
}

/// The forms of aligned dates, from long to short, for phases and for the end of life.
const ALIGNED: [(Form, Form); 2] = [(Form::Left, Form::Left), (Form::Day, Form::Left)];

/// The plan with all columns and aligned dates.
const ALIGNED_FULL: Plan = Plan {
    form: Form::Left,
    has_lives: true,
    released: Some(Form::Left),
    latest: Some(Form::Left),
    ..FULL
};

/// The plans for a table with aligned dates: with all columns, then without those that the reader drops
/// first, then the others.
///
/// Order of dropping: the age of the release, custom columns, the times beside all ends except the end of
/// life, the date of the latest version, the release date, the lines of lives, the code name, the time beside the
/// end of life, and then as in [`plans`].
pub fn aligned(customs: usize, first: DropFirst) -> impl Iterator<Item = Plan> {
    let forms = ALIGNED.into_iter().flat_map(move |(form, eol)| {
        (0..=customs).rev().map(move |customs| Plan {
            form,
            eol: Some(eol),
            customs,
            released: Some(Form::Short),
            ..ALIGNED_FULL
        })
    });
    let others = forms.chain(aligned_without()).chain(last_resorts());
    dropping(first, ALIGNED_FULL, others)
}

/// The plans for a zoomed table with aligned dates: words and lines are dropped before columns.
pub fn aligned_columns(customs: usize, first: DropFirst) -> impl Iterator<Item = Plan> {
    let forms = ALIGNED.into_iter().map(|(form, eol)| Plan {
        form,
        eol: Some(eol),
        released: Some(Form::Short),
        ..ALIGNED_FULL
    });
    let bare = Plan {
        form: Form::Day,
        eol: Some(Form::Day),
        has_lives: false,
        released: Some(Form::Short),
        latest: Some(Form::Short),
        ..ALIGNED_FULL
    };
    let customs = (0..=customs).rev();
    let customs = customs.map(move |customs| Plan { customs, ..bare });
    let others = dropping(first, bare, customs.chain(last_resorts()));
    std::iter::once(ALIGNED_FULL).chain(forms).chain(others)
}

/// Aligned dates without custom columns, dropping one thing after another.
fn aligned_without() -> impl Iterator<Item = Plan> {
    let no_date = Plan {
        form: Form::Day,
        eol: Some(Form::Left),
        customs: 0,
        released: Some(Form::Short),
        latest: Some(Form::Short),
        ..ALIGNED_FULL
    };
    let no_release = Plan {
        released: None,
        ..no_date
    };
    let no_lives = Plan {
        has_lives: false,
        ..no_release
    };
    let no_codename = Plan {
        label: Form::Short,
        ..no_lives
    };
    let no_time = Plan {
        eol: Some(Form::Day),
        ..no_codename
    };
    [no_date, no_release, no_lives, no_codename, no_time].into_iter()
}

/// One column less after another, in one form.
fn sacrifices(form: Form, customs: usize) -> impl Iterator<Item = Plan> {
    let released = Some(Form::Short);
    let start = Plan {
        form,
        released,
        ..FULL
    };
    let fewer = (0..=customs).rev();
    let fewer = fewer.map(move |customs| Plan { customs, ..start });
    let bare = Plan {
        customs: 0,
        released: None,
        ..start
    };
    let latest = Some(Form::Short);
    fewer.chain([bare, Plan { latest, ..bare }])
}

/// Phases in the order in which they are dropped; security support never is.
const PHASES: [Phase; 3] = [
    Phase::Production,
    Phase::ActiveSupport,
    Phase::ExtendedSupport,
];

fn last_resorts() -> impl Iterator<Item = Plan> {
    let bare = Plan {
        form: Form::Short,
        label: Form::Short,
        customs: 0,
        released: None,
        latest: Some(Form::Short),
        ..FULL
    };
    let cut = Plan {
        is_version_cut: true,
        ..bare
    };
    let forms = |plan: Plan| [Form::Short, Form::Bare].map(|form| Plan { form, ..plan });
    let apart = Plan {
        name: Name::Apart,
        ..cut
    };
    let late = Plan {
        latest: None,
        ..bare
    };
    let short = Plan {
        form: Form::Bare,
        name: Name::Least,
        ..late
    };
    let fewer = (0..=PHASES.len()).map(move |phases_gone| Plan {
        phases_gone,
        ..short
    });
    let whole = forms(cut).into_iter().chain(forms(apart));
    let whole = whole.chain(forms(late));
    std::iter::once(bare).chain(whole).chain(fewer)
}

impl Plan {
    /// The width beyond which a column is cut, for a table of this width. Labels cut at their ends differ
    /// from a width of `apart`.
    pub fn limit_of(&self, column: Column, room: usize, apart: usize) -> usize {
        match column {
            Column::Release => match self.name {
                Name::Whole => LABEL.max(room * 2 / 5),
                Name::Apart => CUT_LABEL.max(apart),
                Name::Least => apart.clamp(LEAST_NAME, TELLING_NAME),
            },
            Column::Latest if self.is_version_cut => CUT_VERSION,
            Column::Custom(_) | Column::Released | Column::Phase(_) | Column::Latest => usize::MAX,
        }
    }

    /// Whether the rows end in lines of lives.
    pub fn has_lives(&self) -> bool {
        self.has_lives
    }

    /// The form of a column; `None` to omit it. `custom` counts the custom columns before it.
    pub fn form_of(&self, column: Column, custom: usize) -> Option<Form> {
        match column {
            _ if droppable(column).is_some_and(|column| self.gone.contains(column)) => None,
            Column::Release => Some(self.label),
            Column::Custom(_) => (custom < self.customs).then_some(self.form),
            Column::Released => self.released,
            Column::Phase(Phase::Security) => Some(self.eol.unwrap_or(self.form)),
            Column::Phase(phase) => {
                let mut gone = PHASES.into_iter().take(self.phases_gone);
                (!gone.any(|gone| gone == phase)).then_some(self.form)
            }
            Column::Latest => self.latest,
        }
    }
}

/// The column as named in the configuration; `None` for columns that always stay.
fn droppable(column: Column) -> Option<Droppable> {
    match column {
        Column::Release | Column::Phase(Phase::Security) => None,
        Column::Custom(_) => Some(Droppable::Custom),
        Column::Released => Some(Droppable::Released),
        Column::Phase(Phase::Production) => Some(Droppable::Discontinued),
        Column::Phase(Phase::ActiveSupport) => Some(Droppable::ActiveSupport),
        Column::Phase(Phase::ExtendedSupport) => Some(Droppable::ExtendedSupport),
        Column::Latest => Some(Droppable::Latest),
    }
}
