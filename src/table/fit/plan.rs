//! What a table tries to show, best first.

use super::Form;
use crate::lifecycle::Phase;
use crate::table::Column;

/// What a table shows in one attempt to fit.
#[derive(Debug, Clone, Copy)]
pub struct Plan {
    /// The form of phases and custom columns.
    pub form: Form,
    label: Form,
    /// Custom columns that stay, from the left.
    customs: usize,
    released: Option<Form>,
    has_early_phases: bool,
    latest: Option<Form>,
}

const FULL: Plan = Plan {
    form: Form::Full,
    label: Form::Full,
    customs: usize::MAX,
    released: Some(Form::Full),
    has_early_phases: true,
    latest: Some(Form::Full),
};

/// The plans for a table with so many custom columns.
///
/// Order of sacrifice: absolute dates beside relative ones, custom columns, the release date, the
/// date of the latest version, the relative wording. Bare dates may leave room for some of the
/// others again; after them go the code name, the early phases, and the latest version.
pub fn plans(customs: usize) -> impl Iterator<Item = Plan> {
    let released = Some(Form::Short);
    let dated = Plan { released, ..FULL };
    let worded = Plan {
        form: Form::Words,
        released: Some(Form::Words),
        ..FULL
    };
    [FULL, dated, worded]
        .into_iter()
        .chain(sacrifices(Form::Words, customs))
        .chain(sacrifices(Form::Short, customs))
        .chain(last_resorts())
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

fn last_resorts() -> [Plan; 3] {
    let bare = Plan {
        form: Form::Short,
        label: Form::Short,
        customs: 0,
        released: None,
        latest: Some(Form::Short),
        ..FULL
    };
    let late = Plan {
        has_early_phases: false,
        ..bare
    };
    let latest = None;
    [bare, late, Plan { latest, ..late }]
}

impl Plan {
    /// The form of a column; `None` leaves it out. `custom` counts the custom columns before it.
    pub fn form_of(&self, column: Column, custom: usize) -> Option<Form> {
        match column {
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
