//! Completion of the filter at the cursor of the search line.

use super::cursor::Way;
use super::{Model, Place};
use crate::find::query::{self, Completion};

/// The last completion inserted; the next key continues from it.
#[derive(Debug)]
pub(super) struct Completed {
    completion: Completion,
    /// Which of the terms is inserted.
    turn: usize,
    /// The text as typed.
    typed: String,
}

/// What the completion key does in the search line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Completing {
    /// It completes the filter before the cursor.
    Completes,
    /// Nothing, because the filter before the cursor has no completion.
    Stays,
    /// It focuses the next pane, because there is no filter before the cursor.
    Leaves,
}

impl Model {
    /// What the completion key does now.
    pub fn completing(&self) -> Completing {
        let is_cycling = self.completed.as_ref().is_some_and(Completed::has_next);
        if is_cycling || self.completion().is_some() {
            return Completing::Completes;
        }
        if self.is_in_filter() {
            Completing::Stays
        } else {
            Completing::Leaves
        }
    }

    /// Inserts the next or previous completion of the filter before the cursor. Without a filter, leaves
    /// the search line.
    pub(super) fn complete(&mut self, way: Way) {
        if self.place() != Place::Search {
            return;
        }
        let is_completed = match way {
            Way::Next => self.complete_next(),
            Way::Previous => self.complete_previous(),
        };
        if !is_completed {
            self.leave_search(way);
        }
    }

    fn complete_next(&mut self) -> bool {
        let next = match self.completed.take().filter(Completed::has_next) {
            Some(completed) => Some(Completed {
                turn: (completed.turn + 1) % completed.completion.terms.len(),
                ..completed
            }),
            None => self.completion().map(|completion| Completed {
                typed: self.begun(&completion),
                completion,
                turn: 0,
            }),
        };
        match next {
            Some(next) => self.write_completed(next),
            None if self.is_in_filter() => self.done("Nothing to complete here."),
            None => return false,
        }
        true
    }

    /// Goes back from the first completion to the typed text.
    fn complete_previous(&mut self) -> bool {
        let Some(completed) = self.completed.take() else {
            return false;
        };
        if let Some(turn) = completed.turn.checked_sub(1) {
            self.write_completed(Completed { turn, ..completed });
        } else {
            let start = completed.completion.start;
            self.browse.query.complete(start, &completed.typed);
            self.is_stale = true;
        }
        true
    }

    fn write_completed(&mut self, completed: Completed) {
        let term = completed.completion.terms.get(completed.turn);
        if let Some(term) = term {
            self.browse.query.complete(completed.completion.start, term);
        }
        self.is_stale = true;
        self.completed = Some(completed);
    }

    /// Completions for the filter before the cursor; `None` if there are none or the cursor is inside a
    /// word.
    fn completion(&self) -> Option<Completion> {
        let (before, after) = self.browse.query.halves();
        let is_inside = after.starts_with(|c: char| !c.is_whitespace());
        let names = || self.lister.names(&self.catalog);
        (!is_inside).then(|| query::complete(before, names()))?
    }

    fn is_in_filter(&self) -> bool {
        let (before, after) = self.browse.query.halves();
        query::is_filter(before, after)
    }

    fn begun(&self, completion: &Completion) -> String {
        let (before, _) = self.browse.query.halves();
        let typed = before.get(completion.start..);
        debug_assert!(typed.is_some(), "a completion begins before the cursor");
        typed.unwrap_or_default().to_owned()
    }
}

impl Completed {
    fn has_next(&self) -> bool {
        self.completion.terms.len() > 1
    }
}
