//! The content of tags: values with filters, and conditions.

use std::collections::HashMap;

use super::scope::Scope;
use super::value::{Value, number};
use super::{LiquidFault, fault, filters};

/// Parses the code of a tag from left to right.
pub struct Reader<'a> {
    code: &'a str,
    /// How many bytes have been read.
    read: usize,
    /// Offset of the code in the text.
    start: usize,
}

impl<'a> Reader<'a> {
    /// A reader for code at an offset of the text.
    pub fn new(code: &'a str, start: usize) -> Self {
        let read = 0;
        Self { code, read, start }
    }

    /// The remaining code without leading whitespace.
    fn rest(&mut self) -> &'a str {
        let rest = self.code.get(self.read..).unwrap_or_default();
        let trimmed = rest.trim_start();
        self.read += rest.len() - trimmed.len();
        trimmed
    }

    /// The offset of the remaining code in the text.
    pub fn at(&mut self) -> usize {
        self.rest();
        self.start + self.read
    }

    /// Whether no code remains.
    pub fn is_at_end(&mut self) -> bool {
        self.rest().is_empty()
    }

    /// Fails if code remains.
    pub fn end(&mut self) -> Result<(), LiquidFault> {
        let at = self.at();
        match self.rest().split_whitespace().next() {
            None => Ok(()),
            Some(word) => Err(fault(at, format!("unexpected `{word}`"))),
        }
    }

    /// Reads a sign if it comes next.
    fn take(&mut self, sign: &str) -> bool {
        let is_next = self.rest().starts_with(sign);
        if is_next {
            self.read += sign.len();
        }
        is_next
    }

    /// Reads a sign, or fails.
    pub fn expect(&mut self, sign: &str) -> Result<(), LiquidFault> {
        if self.take(sign) {
            return Ok(());
        }
        Err(fault(self.at(), format!("`{sign}` is missing")))
    }

    /// Reads a name if one comes next.
    pub fn word(&mut self) -> Option<&'a str> {
        let rest = self.rest();
        let is_part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '?');
        let end = rest.find(|c| !is_part(c)).unwrap_or(rest.len());
        let starts = rest.starts_with(|c: char| c.is_alphabetic() || c == '_');
        let word = rest.get(..end).filter(|_| starts)?;
        self.read += end;
        Some(word)
    }

    /// Reads a word if it comes next.
    fn take_word(&mut self, wanted: &str) -> bool {
        let before = self.read;
        let is_next = self.word() == Some(wanted);
        if !is_next {
            self.read = before;
        }
        is_next
    }

    /// Reads up to the next whitespace.
    pub fn until_space(&mut self) -> &'a str {
        let word = self.rest().split_whitespace().next().unwrap_or_default();
        self.read += word.len();
        word
    }

    /// Reads a literal or a variable: text in quotes, a number, or a name with a path.
    pub fn operand(&mut self) -> Result<Operand<'a>, LiquidFault> {
        let (at, rest) = (self.at(), self.rest());
        if let Some(quote) = rest.chars().next().filter(|c| matches!(c, '"' | '\'')) {
            let inside = rest.get(1..).unwrap_or_default();
            let Some((text, behind)) = inside.split_once(quote) else {
                return Err(fault(at, "the quotation mark is never closed"));
            };
            // A doubled quote is ignored, as on the site.
            let is_doubled = behind.starts_with(quote);
            self.read += text.len() + 2 + usize::from(is_doubled);
            return Ok(Operand::Known(Value::text(text)));
        }
        if rest.starts_with(|c: char| c.is_ascii_digit() || c == '-') {
            return self.number().map(Operand::Known);
        }
        let Some(name) = self.word() else {
            let reason = match rest.split_whitespace().next() {
                Some(word) => format!("`{word}` is not a value"),
                None => "a value is missing".to_owned(),
            };
            return Err(fault(at, reason));
        };
        let value = match name {
            "true" | "false" => Value::Bool(name == "true"),
            "nil" | "null" => Value::Nil,
            "empty" | "blank" => Value::text(""),
            _ => return self.path(name),
        };
        Ok(Operand::Known(value))
    }

    fn path(&mut self, name: &'a str) -> Result<Operand<'a>, LiquidFault> {
        let mut path = Vec::new();
        while self.take(".") {
            let at = self.at();
            let part = self.word().ok_or_else(|| fault(at, "a name is missing"))?;
            path.push(part);
        }
        Ok(Operand::Variable(name, path))
    }

    fn number(&mut self) -> Result<Value, LiquidFault> {
        let (at, rest) = (self.at(), self.rest());
        let is_part = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '_');
        let end = rest.find(|c| !is_part(c)).unwrap_or(rest.len());
        let text = rest.get(..end).unwrap_or_default();
        self.read += end;
        number(text).ok_or_else(|| fault(at, format!("`{text}` is not a number")))
    }
}

/// A literal or a variable.
pub enum Operand<'a> {
    Known(Value),
    /// A variable and the path into it.
    Variable(&'a str, Vec<&'a str>),
}

impl Operand<'_> {
    /// Its value; a missing variable is nil.
    pub fn value(&self, scope: &Scope<'_, '_>) -> Value {
        match self {
            Self::Known(value) => value.clone(),
            Self::Variable(name, path) => {
                let value = scope.variables.get(name).cloned().unwrap_or(Value::Nil);
                path.iter().fold(value, |value, name| value.get(name))
            }
        }
    }
}

/// A value and the filters applied to it.
pub struct Expression<'a> {
    first: Operand<'a>,
    filters: Vec<Filter<'a>>,
}

struct Filter<'a> {
    at: usize,
    name: &'a str,
    arguments: Vec<Operand<'a>>,
}

impl<'a> Expression<'a> {
    /// Parses a value and its filters.
    pub fn read(reader: &mut Reader<'a>) -> Result<Self, LiquidFault> {
        let first = reader.operand()?;
        let mut filters = Vec::new();
        while reader.take("|") {
            let at = reader.at();
            let Some(name) = reader.word() else {
                return Err(fault(at, "the name of a filter is missing"));
            };
            let mut arguments = Vec::new();
            if reader.take(":") {
                arguments.push(reader.operand()?);
                // The site accepts a colon in place of a comma.
                while reader.take(",") || reader.take(":") {
                    arguments.push(reader.operand()?);
                }
            }
            filters.push(Filter {
                at,
                name,
                arguments,
            });
        }
        Ok(Self { first, filters })
    }

    /// The value after all filters.
    pub fn evaluate(&self, scope: &mut Scope<'a, '_>) -> Result<Value, LiquidFault> {
        let mut value = self.first.value(scope);
        for filter in &self.filters {
            let arguments = filter.arguments.iter();
            let arguments: Vec<Value> = arguments.map(|operand| operand.value(scope)).collect();
            let paid = scope.pay(arguments.iter().chain([&value]));
            let filtered = paid.and_then(|()| match filter.name {
                "where_exp" => where_exp(&value, &arguments, scope),
                name => filters::apply(name, &value, &arguments, scope),
            });
            value = filtered.map_err(|reason| fault(filter.at, reason))?;
        }
        Ok(value)
    }
}

/// Jekyll's filter `where_exp`: the items that meet a condition, in which the item has the given name.
fn where_exp(
    value: &Value,
    arguments: &[Value],
    scope: &mut Scope<'_, '_>,
) -> Result<Value, String> {
    let [name, condition] = arguments else {
        return Err("`where_exp` takes a name and a condition".to_owned());
    };
    let (name, condition) = (name.to_text(), condition.to_text());
    let mut reader = Reader::new(&condition, 0);
    let told = |fault: LiquidFault| format!("in the condition {condition:?}, {}", fault.reason);
    let condition = Condition::read(&mut reader).map_err(told)?;
    reader.end().map_err(told)?;
    let mut inner = Scope {
        variables: HashMap::new(),
        site: scope.site,
        budget: scope.budget,
    };
    let mut kept = Vec::new();
    for item in value.items() {
        inner.variables.insert(&name, item.clone());
        if condition.holds(&mut inner).map_err(told)? {
            kept.push(item.clone());
        }
    }
    Ok(Value::list(kept))
}

/// Comparisons joined by `and` and `or`.
pub struct Condition<'a> {
    /// Each comparison with the word before it; the first has none.
    terms: Vec<(Joint, Comparison<'a>)>,
}

#[derive(Clone, Copy, PartialEq)]
enum Joint {
    And,
    Or,
}

struct Comparison<'a> {
    at: usize,
    left: Operand<'a>,
    right: Option<(&'static str, Operand<'a>)>,
}

/// Longer ones come first, so that they match first.
const OPERATORS: [&str; 7] = ["==", "!=", "<>", "<=", ">=", "<", ">"];

impl<'a> Condition<'a> {
    /// Parses comparisons as far as they go.
    pub fn read(reader: &mut Reader<'a>) -> Result<Self, LiquidFault> {
        let mut terms = Vec::new();
        let mut joint = Joint::And;
        loop {
            let (at, left) = (reader.at(), reader.operand()?);
            let operator = OPERATORS.into_iter().find(|sign| reader.take(sign));
            let operator = operator.or_else(|| reader.take_word("contains").then_some("contains"));
            let right = match operator {
                Some(operator) => Some((operator, reader.operand()?)),
                None => None,
            };
            terms.push((joint, Comparison { at, left, right }));
            joint = if reader.take_word("and") {
                Joint::And
            } else if reader.take_word("or") {
                Joint::Or
            } else {
                return Ok(Self { terms });
            };
        }
    }

    /// Whether the condition is true. As in Liquid, the last comparison is joined first.
    pub fn holds(&self, scope: &mut Scope<'_, '_>) -> Result<bool, LiquidFault> {
        let mut holds = None;
        for (number, (_, comparison)) in self.terms.iter().enumerate().rev() {
            let own = comparison.holds(scope)?;
            let joint = self.terms.get(number + 1).map(|(joint, _)| *joint);
            holds = Some(match (joint, holds) {
                (Some(Joint::And), Some(others)) => own && others,
                (Some(Joint::Or), Some(others)) => own || others,
                _ => own,
            });
        }
        Ok(holds.unwrap_or(false))
    }
}

impl Comparison<'_> {
    fn holds(&self, scope: &mut Scope<'_, '_>) -> Result<bool, LiquidFault> {
        let left = self.left.value(scope);
        let right = self.right.as_ref();
        let right = right.map(|(operator, right)| (*operator, right.value(scope)));
        let read = right.iter().map(|(_, right)| right).chain([&left]);
        let paid = scope.pay(read);
        paid.map_err(|reason| fault(self.at, reason))?;
        let Some((operator, right)) = right else {
            return Ok(left.is_truthy());
        };
        Ok(match operator {
            "==" => left.is_same(&right),
            "!=" | "<>" => !left.is_same(&right),
            "contains" => left.contains(&right),
            // Nil is neither less nor greater than anything.
            _ if matches!((&left, &right), (Value::Nil, _) | (_, Value::Nil)) => false,
            operator => {
                let Some(order) = left.order(&right) else {
                    let reason = "only two numbers or two texts can be compared";
                    return Err(fault(self.at, reason));
                };
                match operator {
                    "<=" => order.is_le(),
                    ">=" => order.is_ge(),
                    "<" => order.is_lt(),
                    _ => order.is_gt(),
                }
            }
        })
    }
}
