//! `collapse_cycles`, the site's own filter, and `where_exp`, which is Jekyll's.

use std::cmp::Ordering;

use liquid::model::Object;
use liquid_core::{
    Display_filter, Expression, Filter, FilterParameters, FilterReflection, FromFilterParameters,
    ParseFilter, Result, Runtime, Value, ValueView,
};

#[derive(Debug, FilterParameters)]
struct CollapseArgs {
    #[parameter(description = "The field to group by.", arg_type = "str")]
    field: Expression,
    #[parameter(description = "What stands between two cycles.", arg_type = "str")]
    separator: Expression,
}

/// `releases | collapse_cycles: field, separator`.
#[derive(Clone, ParseFilter, FilterReflection)]
#[filter(
    name = "collapse_cycles",
    description = "One row for all releases with the same value of a field.",
    parameters(CollapseArgs),
    parsed(CollapseCyclesFilter)
)]
pub struct CollapseCycles;

#[derive(Debug, FromFilterParameters, Display_filter)]
#[name = "collapse_cycles"]
struct CollapseCyclesFilter {
    #[parameters]
    args: CollapseArgs,
}

impl Filter for CollapseCyclesFilter {
    /// Groups come in the order of their first release, wherever the others stand; a release
    /// without the field is in the group of those without it.
    fn evaluate(&self, input: &dyn ValueView, runtime: &dyn Runtime) -> Result<Value> {
        let args = self.args.evaluate(runtime)?;
        let mut groups: Vec<(String, Vec<String>)> = Vec::new();
        for release in input
            .as_array()
            .iter()
            .flat_map(|releases| releases.values())
        {
            let value = text(release, &args.field);
            let cycle = text(release, "releaseCycle");
            match groups.iter_mut().find(|(other, _)| *other == value) {
                Some((_, cycles)) => cycles.push(cycle),
                None => groups.push((value, vec![cycle])),
            }
        }
        let rows = groups.into_iter().map(|(value, mut cycles)| {
            cycles.sort_by(|one, other| by_version(one, other));
            let cycles = match (cycles.first(), cycles.last()) {
                (Some(lowest), Some(highest)) if lowest != highest => {
                    format!("{lowest}{}{highest}", args.separator)
                }
                (lowest, _) => lowest.cloned().unwrap_or_default(),
            };
            let mut row = Object::new();
            row.insert("releaseCycle".into(), Value::scalar(cycles));
            row.insert(args.field.to_string().into(), Value::scalar(value));
            Value::Object(row)
        });
        Ok(Value::Array(rows.collect()))
    }
}

fn text(release: &dyn ValueView, field: &str) -> String {
    let value = release.as_object().and_then(|fields| fields.get(field));
    value
        .map(|value| value.to_kstr().into_string())
        .unwrap_or_default()
}

/// The order of Ruby's `Gem::Version`: numbers by value, and a word, which marks a version before
/// the release, below any number.
fn by_version(one: &str, other: &str) -> Ordering {
    let (one, other) = (segments(one), segments(other));
    let length = one.len().max(other.len());
    let segment = |list: &[Segment], at: usize| list.get(at).cloned().unwrap_or(Segment::Number(0));
    let mut pairs = (0..length).map(|at| segment(&one, at).cmp(&segment(&other, at)));
    pairs.find(|order| order.is_ne()).unwrap_or(Ordering::Equal)
}

#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Segment {
    Word(String),
    Number(u64),
}

fn segments(version: &str) -> Vec<Segment> {
    let mut segments = Vec::new();
    for part in version.split(|c: char| !c.is_ascii_alphanumeric()) {
        let bytes = part.as_bytes();
        for run in bytes.chunk_by(|one, other| one.is_ascii_digit() == other.is_ascii_digit()) {
            let run = String::from_utf8_lossy(run).into_owned();
            segments.push(run.parse().map_or(Segment::Word(run), Segment::Number));
        }
    }
    segments
}

#[derive(Debug, FilterParameters)]
struct WhereExpArgs {
    #[parameter(
        description = "The name of an item in the condition.",
        arg_type = "str"
    )]
    name: Expression,
    #[parameter(description = "The condition.", arg_type = "str")]
    condition: Expression,
}

/// `items | where_exp: name, condition`.
#[derive(Clone, ParseFilter, FilterReflection)]
#[filter(
    name = "where_exp",
    description = "The items for which a condition holds.",
    parameters(WhereExpArgs),
    parsed(WhereExpFilter)
)]
pub struct WhereExp;

#[derive(Debug, FromFilterParameters, Display_filter)]
#[name = "where_exp"]
struct WhereExpFilter {
    #[parameters]
    args: WhereExpArgs,
}

impl Filter for WhereExpFilter {
    fn evaluate(&self, input: &dyn ValueView, runtime: &dyn Runtime) -> Result<Value> {
        let args = self.args.evaluate(runtime)?;
        let test = format!("{{% if {} %}}x{{% endif %}}", args.condition);
        let test = super::PARSER.parse(&test)?;
        let mut kept = Vec::new();
        for item in input.as_array().iter().flat_map(|items| items.values()) {
            let mut scope = Object::new();
            scope.insert(args.name.to_string().into(), item.to_value());
            if !test.render(&scope)?.is_empty() {
                kept.push(item.to_value());
            }
        }
        Ok(Value::Array(kept))
    }
}
