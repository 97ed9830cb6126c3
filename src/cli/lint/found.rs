//! The collected findings, and the checks that products and releases share.

use crate::facts::product::Fault;
use crate::text::yaml::{Node, Place, Value};
use crate::text::{clean, dates};

use super::{Finding, Rule};

/// The findings collected so far.
#[derive(Default)]
pub struct Found(Vec<(Place, Rule, String)>);

impl Found {
    /// Adds a finding.
    pub fn add(&mut self, at: Place, rule: Rule, message: impl Into<String>) {
        self.0.push((at, rule, message.into()));
    }

    /// Adds a fault found by the parser.
    pub fn add_fault(&mut self, fault: Fault, rule: Rule) {
        let (line, column) = (fault.line.unwrap_or(1), fault.column.unwrap_or(1));
        self.add(Place { line, column }, rule, fault.reason);
    }

    /// Whether there is already a finding at a fault's position.
    pub fn is_at(&self, fault: &Fault) -> bool {
        let mut places = self.0.iter();
        places.any(|(at, ..)| fault.line == Some(at.line) && fault.column == Some(at.column))
    }

    /// Whether there is already a finding on a fault's line.
    pub fn is_on_line_of(&self, fault: &Fault) -> bool {
        self.0.iter().any(|(at, ..)| fault.line == Some(at.line))
    }

    /// All findings, in the order of the file.
    pub fn into_findings(mut self, file: &str) -> Vec<Finding> {
        self.0.sort_by_key(|(at, rule, _)| (*at, *rule));
        let file = clean::line(file);
        let finding = |(at, rule, message): (Place, Rule, String)| Finding {
            file: file.clone(),
            line: at.line,
            column: at.column,
            rule,
            message: clean::line(&message),
        };
        self.0.into_iter().map(finding).collect()
    }
}

/// Whether a text is not empty and contains only lowercase ASCII letters, digits and the given other
/// characters.
pub fn is_made_of(text: &str, others: &str) -> bool {
    let is_known = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || others.contains(c);
    !text.is_empty() && text.chars().all(is_known)
}

/// Checks that a key's value, if present, is text.
pub fn text(map: &Node, key: &str, found: &mut Found) {
    if let Some(value) = map.get(key).filter(|value| value.string().is_none()) {
        let what = format!("`{key}` must be text, in quotes");
        misfit(map, Some(value), Rule::NotText, &what, found);
    }
}

/// Checks that a key's value, if present, is a web address.
pub fn link(map: &Node, key: &str, found: &mut Found) {
    if let Some(value) = map.get(key).filter(|value| !is_link(value)) {
        let what = format!("`{key}` must begin with http:// or https://");
        misfit(map, Some(value), Rule::Url, &what, found);
    }
}

fn is_link(value: &Node) -> bool {
    let text = value.string().unwrap_or_default().trim();
    let mut schemes = ["http://", "https://"].into_iter();
    schemes.any(|scheme| {
        text.strip_prefix(scheme)
            .is_some_and(|rest| !rest.is_empty())
    })
}

/// Whether a value is not null and not a date as YYYY-MM-DD, with or without quotes.
pub fn is_no_day(value: &Node) -> bool {
    match value.value() {
        Value::Null | Value::Day(_) => false,
        Value::Text(text) => dates::parse(text).is_none(),
        _ => true,
    }
}

/// Reports a misfit at the value, or at the start of its map if the value is missing.
pub fn misfit(map: &Node, value: Option<&Node>, rule: Rule, what: &str, found: &mut Found) {
    if let Some(value) = value {
        let message = format!("{what}; found {}", value.described());
        found.add(value.at, rule, message);
        return;
    }
    let missing = what.split_once(" must ").map_or_else(
        || format!("{what}; it is missing"),
        |(key, rest)| format!("{key} is missing; it must {rest}"),
    );
    found.add(map.at, rule, missing);
}
