//! The filters of Liquid and Jekyll that product files use.

use std::rc::Rc;

use super::Value;
use super::scope::Scope;

/// Applies a filter. The input is paid for here; each filter pays for its output.
pub fn apply(
    name: &str,
    value: &Value,
    arguments: &[Value],
    scope: &mut Scope<'_, '_>,
) -> Result<Value, String> {
    let call = Call { name, arguments };
    let text = || value.to_text();
    let items = value.items();
    match name {
        "append" => scope.joined(&[&text(), &call.text(0)?]),
        "prepend" => scope.joined(&[&call.text(0)?, &text()]),
        "downcase" => scope.joined(&[&text().to_lowercase()]),
        "upcase" => scope.joined(&[&text().to_uppercase()]),
        "strip" => scope.joined(&[text().trim()]),
        "replace" | "remove" => call.replace(&text(), usize::MAX, scope),
        "replace_first" => call.replace(&text(), 1, scope),
        "split" => call.split(&text(), scope),
        "join" => call.join(items, scope),
        "slice" => call.slice(value, scope),
        "plus" | "minus" => call.sum(value),
        "first" => Ok(items.first().cloned().unwrap_or(Value::Nil)),
        "last" => Ok(items.last().cloned().unwrap_or(Value::Nil)),
        "pop" => {
            let kept = items.split_last().map_or(&[][..], |(_, kept)| kept);
            Ok(Value::list(kept.iter().cloned()))
        }
        _ => {
            let made = (scope.site.filter)(name, value, arguments, scope.budget)?;
            made.ok_or_else(|| format!("unknown filter `{name}`"))
        }
    }
}

impl Scope<'_, '_> {
    /// Concatenates parts, and pays before doing so.
    fn joined(&mut self, parts: &[&str]) -> Result<Value, String> {
        self.budget.pay(parts.iter().map(|part| part.len()).sum())?;
        Ok(Value::text(parts.concat()))
    }
}

/// A filter's name and arguments.
struct Call<'a> {
    name: &'a str,
    arguments: &'a [Value],
}

impl Call<'_> {
    fn text(&self, number: usize) -> Result<Rc<str>, String> {
        let argument = self.arguments.get(number).map(Value::to_text);
        argument.ok_or_else(|| {
            let (name, wanted) = (self.name, number + 1);
            format!("`{name}` needs at least {wanted} arguments")
        })
    }

    fn number(&self, number: usize) -> Option<i64> {
        match self.arguments.get(number)?.to_number() {
            Value::Int(number) => Some(number),
            _ => None,
        }
    }

    fn replace(&self, text: &str, most: usize, scope: &mut Scope<'_, '_>) -> Result<Value, String> {
        let old = self.text(0)?;
        let new = match self.name {
            "remove" => "".into(),
            _ => self.text(1)?,
        };
        let count = text.matches(&*old).take(most).count();
        scope.budget.pay(text.len() + count * new.len())?;
        Ok(Value::text(text.replacen(&*old, &new, count)))
    }

    /// Splits a text at a separator; an empty one splits it into characters. Empty parts at the end are
    /// dropped, as in Ruby.
    fn split(&self, text: &str, scope: &mut Scope<'_, '_>) -> Result<Value, String> {
        let between = self.text(0)?;
        let count = match &*between {
            "" => text.chars().count(),
            between => text.matches(between).count() + 1,
        };
        scope.budget.pay(text.len() + count * PART)?;
        let mut parts: Vec<&str> = match &*between {
            "" => text.split_inclusive(|_| true).collect(),
            " " => text.split_whitespace().collect(),
            between => text.split(between).collect(),
        };
        while parts.pop_if(|part| part.is_empty()).is_some() {}
        Ok(Value::list(parts.into_iter().map(Value::text)))
    }

    fn join(&self, items: &[Value], scope: &mut Scope<'_, '_>) -> Result<Value, String> {
        let between = match self.arguments {
            [] => " ".into(),
            _ => self.text(0)?,
        };
        scope.budget.pay(items.len() * between.len())?;
        let texts: Vec<Rc<str>> = items.iter().map(Value::to_text).collect();
        scope.joined(&[&texts.join(&*between)])
    }

    /// A number of characters or items from a position on; a negative position counts from the end.
    fn slice(&self, value: &Value, scope: &mut Scope<'_, '_>) -> Result<Value, String> {
        let text = value.to_text();
        let length = match value {
            Value::List(items) => items.len(),
            _ => text.chars().count(),
        };
        let length = i64::try_from(length).unwrap_or(i64::MAX);
        let start = self
            .number(0)
            .ok_or("`slice` needs a position and a length")?;
        let start = if start < 0 { start + length } else { start };
        let most = self.number(1).unwrap_or(1);
        let (start, most) = match (usize::try_from(start), usize::try_from(most)) {
            (Ok(start), Ok(most)) => (start, most),
            _ => (0, 0),
        };
        match value {
            Value::List(items) => Ok(Value::list(items.iter().skip(start).take(most).cloned())),
            _ => scope.joined(&[&text.chars().skip(start).take(most).collect::<String>()]),
        }
    }

    fn sum(&self, value: &Value) -> Result<Value, String> {
        let other = self.arguments.first().map(Value::to_number);
        let other = other.ok_or_else(|| format!("`{}` needs a number", self.name))?;
        let is_plus = self.name == "plus";
        let value = value.to_number();
        if let (Value::Int(one), Value::Int(other)) = (&value, &other) {
            let sum = if is_plus {
                one.checked_add(*other)
            } else {
                one.checked_sub(*other)
            };
            return sum
                .map(Value::Int)
                .ok_or_else(|| "the number is too large".to_owned());
        }
        let (one, other) = (value.as_float(), other.as_float());
        let (one, other) = (one.unwrap_or_default(), other.unwrap_or_default());
        Ok(Value::Float(if is_plus {
            one + other
        } else {
            one - other
        }))
    }
}

/// Bytes charged per part of a list, in addition to its text.
const PART: usize = 32;
