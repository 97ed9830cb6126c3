//! The environment of an expression: variables, the site's extensions, and the remaining budget.

use std::collections::HashMap;

use super::value::Value;
use super::{Budget, Site};

/// The environment in which expressions are evaluated.
pub struct Scope<'a, 's> {
    /// The variables by name.
    pub variables: HashMap<&'a str, Value>,
    /// The site's extensions.
    pub site: Site<'s>,
    /// The remaining budget.
    pub budget: &'s mut Budget,
}

impl Scope<'_, '_> {
    /// Pays for a step that reads values.
    pub fn pay<'v>(&mut self, values: impl IntoIterator<Item = &'v Value>) -> Result<(), String> {
        self.budget.pay(values.into_iter().map(Value::size).sum())
    }
}
