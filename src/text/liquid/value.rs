//! Liquid's values, and how they convert to text, numbers and conditions.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::rc::Rc;

/// A value. Cloning is cheap.
#[derive(Debug, Clone)]
pub enum Value {
    /// Nil.
    Nil,
    /// A boolean.
    Bool(bool),
    /// An integer.
    Int(i64),
    /// A floating-point number.
    Float(f64),
    /// Text.
    Text(Rc<str>),
    /// A list of values.
    List(Rc<[Value]>),
    /// Values by name.
    Record(Rc<BTreeMap<String, Value>>),
}

/// Parses a number: digits with an optional sign and decimal point.
pub fn number(text: &str) -> Option<Value> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let is_number = digits.starts_with(|c: char| c.is_ascii_digit())
        && digits.chars().all(|c| c.is_ascii_digit() || c == '.');
    let whole = || text.parse().ok().map(Value::Int);
    let float = || text.parse().ok().map(Value::Float);
    match (is_number, digits.contains('.')) {
        (false, _) => None,
        (true, false) => whole(),
        (true, true) => float(),
    }
}

impl Value {
    /// A text as a value.
    pub fn text(text: impl Into<Rc<str>>) -> Self {
        Self::Text(text.into())
    }

    /// A list as a value.
    pub fn list(values: impl IntoIterator<Item = Self>) -> Self {
        Self::List(values.into_iter().collect())
    }

    /// A record as a value.
    pub fn record(fields: BTreeMap<String, Self>) -> Self {
        Self::Record(Rc::new(fields))
    }

    /// The items of a list; empty for other values.
    pub fn items(&self) -> &[Self] {
        match self {
            Self::List(items) => items,
            _ => &[],
        }
    }

    /// The field of that name; nil if there is none.
    #[must_use]
    pub fn get(&self, name: &str) -> Self {
        match self {
            Self::Record(fields) => fields.get(name).cloned().unwrap_or(Self::Nil),
            _ => Self::Nil,
        }
    }

    /// Everything except nil and `false` is true.
    pub fn is_truthy(&self) -> bool {
        !matches!(self, Self::Nil | Self::Bool(false))
    }

    /// The printed form. Records print nothing, and lists are flattened.
    pub fn to_text(&self) -> Rc<str> {
        match self {
            Self::Text(text) => Rc::clone(text),
            Self::Nil | Self::Record(_) => "".into(),
            Self::Bool(is) => is.to_string().into(),
            Self::Int(number) => number.to_string().into(),
            // `{:?}` prints 2.0 with its decimal point.
            Self::Float(number) => format!("{number:?}").into(),
            Self::List(items) => {
                let mut text = String::new();
                for item in items.iter().filter(|item| !matches!(item, Self::List(_))) {
                    text.push_str(&item.to_text());
                }
                text.into()
            }
        }
    }

    /// Converts to a number; zero if it is not one.
    #[must_use]
    pub fn to_number(&self) -> Self {
        match self {
            Self::Int(_) | Self::Float(_) => self.clone(),
            Self::Text(text) => number(text.trim()).unwrap_or(Self::Int(0)),
            _ => Self::Int(0),
        }
    }

    /// An integer or float; `None` for other values.
    pub fn as_float(&self) -> Option<f64> {
        match self {
            #[expect(
                clippy::cast_precision_loss,
                reason = "versions and counts have few digits"
            )]
            Self::Int(number) => Some(*number as f64),
            Self::Float(number) => Some(*number),
            _ => None,
        }
    }

    /// Whether two values are equal; integers and floats are compared numerically.
    pub fn is_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Nil, Self::Nil) => true,
            (Self::Bool(one), Self::Bool(other)) => one == other,
            (Self::Text(one), Self::Text(other)) => one == other,
            (Self::List(one), Self::List(other)) => Rc::ptr_eq(one, other),
            (Self::Record(one), Self::Record(other)) => Rc::ptr_eq(one, other),
            _ => self.order(other) == Some(Ordering::Equal),
        }
    }

    /// The order of two numbers or two texts; `None` for other values.
    pub fn order(&self, other: &Self) -> Option<Ordering> {
        match (self, other) {
            (Self::Int(one), Self::Int(other)) => Some(one.cmp(other)),
            (Self::Text(one), Self::Text(other)) => Some(one.cmp(other)),
            _ => self.as_float()?.partial_cmp(&other.as_float()?),
        }
    }

    /// Whether a list contains a value, or a text another text.
    pub fn contains(&self, other: &Self) -> bool {
        match self {
            Self::List(items) => items.iter().any(|item| item.is_same(other)),
            Self::Text(text) => text.contains(&*other.to_text()),
            _ => false,
        }
    }

    /// About how many bytes must be read to convert it to text.
    pub fn size(&self) -> usize {
        match self {
            Self::Text(text) => text.len(),
            Self::List(items) => items.iter().map(|item| item.text_length() + ITEM).sum(),
            _ => 0,
        }
    }

    fn text_length(&self) -> usize {
        match self {
            Self::Text(text) => text.len(),
            _ => 0,
        }
    }
}

/// Bytes charged per item of a list, in addition to its text.
const ITEM: usize = 16;
