//! What an expression is evaluated in: variables, what the site adds, and what rendering may still cost.

use std::collections::HashMap;

use super::value::Value;
use super::{Budget, Site};

/// What an expression is evaluated in.
pub struct Scope<'a, 's> {
    /// The variables by their names.
    pub variables: HashMap<&'a str, Value>,
    /// What the site adds.
    pub site: Site<'s>,
    /// What rendering may still cost.
    pub budget: &'s mut Budget,
}

impl Scope<'_, '_> {
    /// Pays for a step in which these values are read.
    pub fn pay<'v>(&mut self, values: impl IntoIterator<Item = &'v Value>) -> Result<(), String> {
        self.budget.pay(values.into_iter().map(Value::size).sum())
    }
}
