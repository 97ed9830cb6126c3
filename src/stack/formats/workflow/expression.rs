//! Expressions in workflows whose value is in the same file: `${{ matrix.node }}`, `${{ env.X }}`.

use std::collections::HashSet;

use crate::stack::woven::Woven;
use crate::text::yaml::{Node, Place};

/// The values that an expression can access.
pub struct Scope<'a> {
    /// The nodes whose `env` applies, the nearest first.
    env: Vec<&'a Node>,
    matrix: Option<&'a Node>,
    /// The declared inputs of the workflow or action.
    inputs: Option<&'a Node>,
    given: &'a [Given],
}

/// The name of an input, and the values that a caller gives it.
pub type Given = (String, Vec<Woven>);

impl<'a> Scope<'a> {
    /// The scope of a step, a job or a workflow.
    pub fn of(nodes: &[&'a Node], matrix: Option<&'a Node>) -> Self {
        let env = nodes.iter().filter_map(|node| node.get("env"));
        let root = nodes.last();
        let called = root.and_then(|root| root.find(&["on", "workflow_call", "inputs"]));
        Self {
            env: env.collect(),
            matrix,
            inputs: called.or_else(|| root?.get("inputs")),
            given: &[],
        }
    }

    /// The scope with the inputs that a caller gives.
    pub fn with(self, given: &'a [Given]) -> Self {
        Self { given, ..self }
    }

    /// The values that an input is given; `None` if they are unknown.
    pub fn given(&self, node: &Node) -> Option<Vec<Woven>> {
        let values: Vec<Woven> = match plain(node) {
            Some(value) => vec![value],
            None => self.look_up(whole(node.text()?)?),
        };
        (!values.is_empty()).then_some(values)
    }

    /// The values of a text that may be an expression; unknown values stay as `${…}`.
    pub fn values(&self, text: &str, at: Place) -> Vec<(Place, String)> {
        let all = self.woven(text, at).into_iter();
        all.map(|woven| (woven.place(0).0, woven.text)).collect()
    }

    /// A text with its expressions replaced: one text per value of the matrix.
    pub fn woven(&self, text: &str, at: Place) -> Vec<Woven> {
        let mut all = vec![Woven::default()];
        let (mut rest, mut place) = (text, at);
        while let Some((before, expression, after)) = next(rest) {
            let values = self.look_up(expression);
            let mut more = Vec::new();
            for woven in &all {
                for value in &values {
                    let mut longer = woven.clone();
                    longer.push(before, place);
                    longer.push_value(value);
                    more.push(longer);
                }
                if values.is_empty() {
                    let mut longer = woven.clone();
                    longer.push(before, place);
                    let unknown = format!("${{{{{expression}}}}}");
                    longer.push(&unknown, place.after(before));
                    more.push(longer);
                }
            }
            all = more;
            all.truncate(MOST);
            place = place.after(rest.strip_suffix(after).unwrap_or(rest));
            rest = after;
        }
        let all = all.into_iter().map(|mut woven| {
            woven.push(rest, place);
            woven.within(at)
        });
        all.collect()
    }

    /// Whether a text, or a value in it, loses the zero at its end as a number.
    pub fn loses_zero(&self, node: &Node) -> bool {
        let is_shorter = |node: &Node| number(node).is_some();
        let mut rest = node.text().unwrap_or_default();
        let mut is_any = is_shorter(node);
        while let Some((_, expression, after)) = next(rest) {
            is_any |= self.nodes(expression).into_iter().any(is_shorter);
            rest = after;
        }
        is_any
    }

    /// The values of an expression, of which `a || b` is the first that is known, or both if they are of the matrix.
    fn look_up(&self, expression: &str) -> Vec<Woven> {
        let mut all = Vec::new();
        for part in expression.split("||").map(str::trim) {
            let values = self.look_up_one(part);
            let is_decided = !values.is_empty() && !part.starts_with("matrix.");
            all.extend(values);
            if is_decided {
                break;
            }
        }
        all
    }

    fn look_up_one(&self, expression: &str) -> Vec<Woven> {
        let input = expression.trim().strip_prefix("inputs.");
        if let Some((_, values)) = input.and_then(|input| {
            let mut given = self.given.iter();
            given.find(|(name, _)| name == input)
        }) {
            return values.clone();
        }
        let mut all: Vec<Woven> = self
            .nodes(expression)
            .into_iter()
            .filter_map(plain)
            .collect();
        let mut seen = Vec::new();
        all.retain(|woven| {
            let is_new = !seen.contains(&woven.text);
            seen.push(woven.text.clone());
            is_new
        });
        all
    }

    /// The nodes that an expression may stand for.
    fn nodes(&self, expression: &str) -> Vec<&'a Node> {
        let expression = expression.trim();
        if let Some(name) = expression.strip_prefix("env.") {
            let found = self.env.iter().find_map(|env| env.get(name));
            return found.into_iter().collect();
        }
        if let Some(name) = expression.strip_prefix("inputs.") {
            let input = self.inputs.and_then(|inputs| inputs.get(name));
            return input
                .and_then(|input| input.get("default"))
                .into_iter()
                .collect();
        }
        let Some(path) = expression.strip_prefix("matrix.") else {
            return Vec::new();
        };
        let (name, below) = path.split_once('.').unwrap_or((path, ""));
        let Some(matrix) = self.matrix else {
            return Vec::new();
        };
        let included = matrix.items_of("include").iter();
        let included = included.filter_map(|entry| entry.get(name));
        let listed = matrix.items_of(name).iter();
        let excluded = excluded(matrix, name);
        let listed =
            listed.filter(|node| said(node).is_none_or(|value| !excluded.contains(&value)));
        let all = listed.chain(included);
        let all = all.filter_map(|node| {
            if below.is_empty() {
                Some(node)
            } else {
                node.get(below)
            }
        });
        all.collect()
    }
}

/// The values of which a matrix excludes every combination: those that an entry of `exclude` names alone. What is
/// included is added afterwards, see
/// <https://docs.github.com/actions/how-tos/write-workflows/choose-what-workflows-do/run-job-variations>.
fn excluded(matrix: &Node, name: &str) -> HashSet<String> {
    let entries = matrix.items_of("exclude").iter();
    let alone = entries.filter(|entry| entry.pairs().len() == 1);
    alone.filter_map(|entry| said(entry.get(name)?)).collect()
}

/// The text of a value, or its number.
fn said(node: &Node) -> Option<String> {
    number(node).or_else(|| node.text().map(str::to_owned))
}

/// The most values of a matrix: GitHub runs at most 256 jobs.
const MOST: usize = 256;

/// A value that is not an expression.
fn plain(node: &Node) -> Option<Woven> {
    let text = node.text().filter(|text| !text.contains("${{"))?;
    let number = number(node);
    Some(Woven::plain(
        number.as_deref().unwrap_or(text),
        node.inner(),
    ))
}

/// The number that YAML reads for a value without quotes, such as 3.1 for `3.10`; `None` if nothing is lost.
pub fn number(node: &Node) -> Option<String> {
    let (whole, fraction) = node.text().filter(|_| node.is_plain())?.split_once('.')?;
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let shorter = fraction.trim_end_matches('0');
    if !is_number(whole) || !is_number(fraction) || shorter.len() == fraction.len() {
        return None;
    }
    Some(match shorter {
        "" => whole.to_owned(),
        _ => format!("{whole}.{shorter}"),
    })
}

/// The expression that a text consists of.
fn whole(text: &str) -> Option<&str> {
    let (before, expression, after) = next(text.trim())?;
    (before.is_empty() && after.is_empty()).then_some(expression)
}

/// The text before the next expression, the expression, and the text after it.
fn next(text: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = text.split_once("${{")?;
    let (expression, after) = rest.split_once("}}")?;
    Some((before, expression, after))
}
