//! What a table tries to show, best first.

use super::Form;
use crate::lifecycle::Phase;
use crate::table::Column;
use crate::viewpoint::{DropFirst, Droppable};

/// What a table shows in one attempt to fit.
#[derive(Debug, Clone, Copy)]
pub struct Plan {
    /// The form of phases and custom columns.
    form: Form,
    label: Form,
    /// Custom columns that stay, from the left.
    customs: usize,
    released: Option<Form>,
    has_early_phases: bool,
    latest: Option<Form>,
    /// Long labels and versions are cut.
    is_cut: bool,
    /// Columns that the reader gives up first, and that are gone.
    gone: DropFirst,
}

/// Labels of up to this width are whole as long as anything else is left to give up.
const LABEL: usize = 30;
/// Where labels are cut, this much of them stays.
const CUT_LABEL: usize = 18;
/// Where versions are cut, this much of them stays.
const CUT_VERSION: usize = 16;

const FULL: Plan = Plan {
    form: Form::Full,
    label: Form::Full,
    customs: usize::MAX,
    released: Some(Form::Full),
    has_early_phases: true,
    latest: Some(Form::Full),
    is_cut: false,
    gone: DropFirst::NONE,
};

/// The plans for a table with so many custom columns: one with all, then without those that the
/// reader gives up first, one after the other, then the others.
///
/// Order of sacrifice: the wording of the release date, custom columns, the release date, the date
/// of the latest version, the wording of the ends; never the day of an end. With bare dates there
/// may be room for some of the others again. After them go the code name, the ends of long labels
/// and versions, the early phases, and the latest version.
pub fn plans(customs: usize, first: DropFirst) -> impl Iterator<Item = Plan> {
    let fewer = (0..=first.iter().count()).map(move |count| Plan {
        gone: first.iter().take(count).collect(),
        ..FULL
    });
    let others = sacrifices(Form::Full, customs)
        .chain(sacrifices(Form::Short, customs))
        .chain(last_resorts());
    fewer.chain(others.map(move |plan| Plan {
        gone: first,
        ..plan
    }))
}

/// The plans for a table that has been given the screen: as above, but words give way before columns
/// and before the date of the latest version.
pub fn plans_of_columns(customs: usize, first: DropFirst) -> impl Iterator<Item = Plan> {
    let released = Some(Form::Short);
    let wordy = Plan { released, ..FULL };
    let form = Form::Short;
    let bare = Plan { form, ..wordy };
    let latest = Some(Form::Short);
    let whole = [FULL, wordy, bare, Plan { latest, ..bare }];
    let fewer = (1..=first.iter().count()).map(move |count| Plan {
        gone: first.iter().take(count).collect(),
        ..bare
    });
    let others = sacrifices(form, customs).chain(last_resorts());
    let others = others.map(move |plan| Plan {
        gone: first,
        ..plan
    });
    whole.into_iter().chain(fewer).chain(others)
}

/// One column less after the other, in one wording.
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

fn last_resorts() -> [Plan; 4] {
    let bare = Plan {
        form: Form::Short,
        label: Form::Short,
        customs: 0,
        released: None,
        latest: Some(Form::Short),
        ..FULL
    };
    let cut = Plan {
        is_cut: true,
        ..bare
    };
    let late = Plan {
        has_early_phases: false,
        ..cut
    };
    let latest = None;
    [bare, cut, late, Plan { latest, ..late }]
}

impl Plan {
    /// The width beyond which a column is cut in a table of this width.
    pub fn limit_of(&self, column: Column, room: usize) -> usize {
        match column {
            Column::Release if self.is_cut => CUT_LABEL,
            Column::Release => LABEL.max(room * 2 / 5),
            Column::Latest if self.is_cut => CUT_VERSION,
            _ => usize::MAX,
        }
    }

    /// The form of a column; `None` leaves it out. `custom` counts the custom columns before it.
    pub fn form_of(&self, column: Column, custom: usize) -> Option<Form> {
        match column {
            _ if droppable(column).is_some_and(|column| self.gone.contains(column)) => None,
            Column::Release => Some(self.label),
            Column::Custom(_) => (custom < self.customs).then_some(self.form),
            Column::Released => self.released,
            Column::Phase(Phase::Production | Phase::ActiveSupport) => {
                self.has_early_phases.then_some(self.form)
            }
            Column::Phase(Phase::Security | Phase::ExtendedSupport) => Some(self.form),
            Column::Latest => self.latest,
        }
    }
}

/// The column as readers name those that they can do without.
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
