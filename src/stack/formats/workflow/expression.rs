//! Expressions in workflows whose value is in the same file: `${{ matrix.node }}`, `${{ env.X }}`.

use crate::stack::woven::Woven;
use crate::text::yaml::{Node, Place};

/// The values that an expression can access.
pub struct Scope<'a> {
    /// The nodes whose `env` applies, the nearest first.
    env: Vec<&'a Node>,
    matrix: Option<&'a Node>,
}

impl<'a> Scope<'a> {
    /// The scope of a step, a job or a workflow.
    pub fn of(nodes: &[Option<&'a Node>], matrix: Option<&'a Node>) -> Self {
        let env = nodes.iter().flatten().filter_map(|node| node.get("env"));
        Self {
            env: env.collect(),
            matrix,
        }
    }

    /// The values of a text that may be an expression; unknown values stay as `${…}`.
    pub fn values(&self, text: &str, at: Place) -> Vec<(Place, String)> {
        let all = self.woven(text, at).into_iter();
        let all = all.map(|woven| {
            let start = woven.value_at(0).map_or(at, |_| woven.place(0).0);
            (start, woven.text)
        });
        all.collect()
    }

    /// A text with its expressions replaced: one text per value of the matrix.
    pub fn woven(&self, text: &str, at: Place) -> Vec<Woven> {
        let mut all = vec![Woven::default()];
        let (mut rest, mut column) = (text, at.column);
        while let Some((before, expression, after)) = next(rest) {
            let values = self.look_up(expression);
            let place = Place { column, ..at };
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
                    longer.push("${expression}", place);
                    more.push(longer);
                }
            }
            all = more;
            all.truncate(MOST);
            column += rest.chars().count() - after.chars().count();
            rest = after;
        }
        for woven in &mut all {
            woven.push(rest, Place { column, ..at });
        }
        all
    }

    fn look_up(&self, expression: &str) -> Vec<Woven> {
        let expression = expression.trim();
        if let Some(name) = expression.strip_prefix("env.") {
            let found = self.env.iter().find_map(|env| env.get(name));
            let value = found.and_then(plain);
            return value.into_iter().collect();
        }
        let Some(path) = expression.strip_prefix("matrix.") else {
            return Vec::new();
        };
        let (name, below) = path.split_once('.').unwrap_or((path, ""));
        let Some(matrix) = self.matrix else {
            return Vec::new();
        };
        let values = matrix.get(name).map(Node::items).unwrap_or_default();
        let included = matrix.get("include").map(Node::items).unwrap_or_default();
        let included = included.iter().filter_map(|entry| entry.get(name));
        let all = values.iter().chain(included);
        let all = all.filter_map(|node| {
            if below.is_empty() {
                Some(node)
            } else {
                node.get(below)
            }
        });
        let mut all: Vec<Woven> = all.filter_map(plain).collect();
        let mut seen = Vec::new();
        all.retain(|woven| {
            let is_new = !seen.contains(&woven.text);
            seen.push(woven.text.clone());
            is_new
        });
        all
    }
}

/// The most values of a matrix: GitHub runs at most 256 jobs.
const MOST: usize = 256;

/// A value that is not an expression.
fn plain(node: &Node) -> Option<Woven> {
    let text = node.text().filter(|text| !text.contains("${{"))?;
    Some(Woven::plain(text, node.inner()))
}

/// The text before the next expression, the expression, and the text after it.
fn next(text: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = text.split_once("${{")?;
    let (expression, after) = rest.split_once("}}")?;
    Some((before, expression, after))
}
