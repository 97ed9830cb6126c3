//! Values as product files write them, each read without losing its spelling.

use std::fmt;

use chrono::NaiveDate;
use serde::Deserialize;
use serde::de::{Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};

use crate::facts::product::{End, Lts};
use crate::text::markup::without_markup;
use crate::text::{clean, dates};

/// Text as written: a bare `1.10` stays `1.10`.
#[derive(Clone, Deserialize)]
pub struct Text(pub String);

impl Text {
    /// The text as the file has it, for templates and comparisons only.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// One clean line.
    pub fn line(self) -> String {
        clean::line(&self.0)
    }
}

/// A day, `YYYY-MM-DD`.
#[derive(Clone, Copy)]
pub struct DateField(NaiveDate);

impl From<DateField> for NaiveDate {
    fn from(field: DateField) -> Self {
        field.0
    }
}

fn day<E: Error>(text: &str) -> Result<NaiveDate, E> {
    dates::parse(text).ok_or_else(|| {
        E::custom(format_args!(
            "{text:?} is not a day; write one that exists as YYYY-MM-DD"
        ))
    })
}

impl<'de> Deserialize<'de> for DateField {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(DateVisitor)
    }
}

/// An error that comes from a visitor has the place of its value.
struct DateVisitor;

impl Visitor<'_> for DateVisitor {
    type Value = DateField;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a day as YYYY-MM-DD")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<DateField, E> {
        day(text).map(DateField)
    }
}

/// `yes` and `no` are booleans in YAML 1.1, which the site's loader speaks.
fn yes_or_no(text: &str) -> Option<bool> {
    match text {
        "yes" | "Yes" | "YES" | "on" | "On" | "ON" => Some(true),
        "no" | "No" | "NO" | "off" | "Off" | "OFF" => Some(false),
        _ => None,
    }
}

/// A day, a yes or a no. `null` says nothing.
#[derive(Clone, Copy)]
pub enum DayOrBool {
    Day(NaiveDate),
    Bool(bool),
    Null,
}

impl DayOrBool {
    /// The end of a phase, where `true` says that it has ended.
    pub fn end(self) -> End {
        match self {
            Self::Day(date) => End::On(date),
            Self::Bool(true) => End::Over,
            Self::Bool(false) => End::Open,
            Self::Null => End::Unstated,
        }
    }

    /// The same from the older schema's `support`, where `true` says that it has not ended.
    pub fn end_of_support(self) -> End {
        match self {
            Self::Bool(supported) => Self::Bool(!supported).end(),
            other => other.end(),
        }
    }

    /// The same from the older schema's `extendedSupport`, where `false` says that there is none.
    pub fn end_of_extended_support(self) -> End {
        match self {
            Self::Bool(false) => End::Unstated,
            other => other.end_of_support(),
        }
    }

    /// As the key `lts` says it.
    pub fn lts(self) -> Lts {
        match self {
            Self::Day(date) => Lts::From(date),
            Self::Bool(true) => Lts::Yes,
            Self::Bool(false) | Self::Null => Lts::No,
        }
    }
}

impl<'de> Deserialize<'de> for DayOrBool {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(DayOrBoolVisitor)
    }
}

struct DayOrBoolVisitor;

impl Visitor<'_> for DayOrBoolVisitor {
    type Value = DayOrBool;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a day as YYYY-MM-DD, true or false")
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<DayOrBool, E> {
        Ok(DayOrBool::Bool(value))
    }

    fn visit_unit<E: Error>(self) -> Result<DayOrBool, E> {
        Ok(DayOrBool::Null)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<DayOrBool, E> {
        if let Some(value) = yes_or_no(text) {
            return Ok(DayOrBool::Bool(value));
        }
        day(text).map(DayOrBool::Day).map_err(|_: E| {
            E::custom(format_args!(
                "{text:?} is neither a day (YYYY-MM-DD, one that exists) nor true or false"
            ))
        })
    }
}

/// A `…Column` key: on, off, or on with a label.
#[derive(Clone)]
pub enum Shown {
    Bool(bool),
    Label(String),
}

impl Shown {
    /// The label of the column; `None` where it is off.
    pub fn label(self, default: &str) -> Option<String> {
        match self {
            Self::Bool(false) => None,
            Self::Bool(true) => Some(default.to_owned()),
            Self::Label(label) => Some(without_markup(&clean::line(&label))),
        }
    }
}

impl<'de> Deserialize<'de> for Shown {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ShownVisitor)
    }
}

struct ShownVisitor;

impl Visitor<'_> for ShownVisitor {
    type Value = Shown;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("true, false or a column's label")
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Shown, E> {
        Ok(Shown::Bool(value))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Shown, E> {
        Ok(yes_or_no(text).map_or_else(|| Shown::Label(text.to_owned()), Shown::Bool))
    }
}

/// The keys and values of one list item, such as `purl: pkg:npm/express`.
pub struct NamePairs(pub Vec<(String, String)>);

impl<'de> Deserialize<'de> for NamePairs {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(NamePairsVisitor)
    }
}

struct NamePairsVisitor;

impl<'de> Visitor<'de> for NamePairsVisitor {
    type Value = NamePairs;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a name and its value, such as `purl: pkg:npm/express`")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<NamePairs, A::Error> {
        let mut pairs = Vec::new();
        while let Some((kind, id)) = map.next_entry::<Text, Text>()? {
            pairs.push((kind.line(), id.line()));
        }
        Ok(NamePairs(pairs))
    }
}

/// `auto`: a list in the older schema, a map with `methods` today. Its content is for the programs
/// that refresh the data.
pub struct Auto {
    /// Whether it is a list.
    pub is_old: bool,
    /// Whether it names any method.
    pub has_methods: bool,
}

impl<'de> Deserialize<'de> for Auto {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(AutoVisitor)
    }
}

/// Takes anything: whatever stands here costs nobody a date.
struct AutoVisitor;

const NO_METHODS: Auto = Auto {
    is_old: false,
    has_methods: false,
};

impl<'de> Visitor<'de> for AutoVisitor {
    type Value = Auto;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of methods, or a map with `methods`")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Auto, A::Error> {
        let (is_old, mut has_methods) = (true, false);
        while list.next_element::<IgnoredAny>()?.is_some() {
            has_methods = true;
        }
        Ok(Auto {
            is_old,
            has_methods,
        })
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Auto, A::Error> {
        let (is_old, mut has_methods) = (false, false);
        while let Some((Text(key), IgnoredAny)) = map.next_entry()? {
            has_methods |= key == "methods";
        }
        Ok(Auto {
            is_old,
            has_methods,
        })
    }

    fn visit_unit<E: Error>(self) -> Result<Auto, E> {
        Ok(NO_METHODS)
    }

    fn visit_bool<E: Error>(self, _: bool) -> Result<Auto, E> {
        Ok(NO_METHODS)
    }

    fn visit_i64<E: Error>(self, _: i64) -> Result<Auto, E> {
        Ok(NO_METHODS)
    }

    fn visit_u64<E: Error>(self, _: u64) -> Result<Auto, E> {
        Ok(NO_METHODS)
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<Auto, E> {
        Ok(NO_METHODS)
    }

    fn visit_str<E: Error>(self, _: &str) -> Result<Auto, E> {
        Ok(NO_METHODS)
    }
}

/// A custom value read as text: every spelling survives, a list or a map is an error.
pub struct Strict(String);

/// A custom value of any kind: lists and maps are dropped, numbers are spelt anew.
pub struct Loose(String);

impl AsRef<str> for Strict {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl AsRef<str> for Loose {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl<'de> Deserialize<'de> for Strict {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Option::<String>::deserialize(deserializer)?;
        Ok(Self(clean::line(&text.unwrap_or_default())))
    }
}

impl<'de> Deserialize<'de> for Loose {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = serde_yaml::Value::deserialize(deserializer)?;
        Ok(Self(match value {
            serde_yaml::Value::String(text) => clean::line(&text),
            serde_yaml::Value::Bool(value) => value.to_string(),
            serde_yaml::Value::Number(number) => number.to_string(),
            _ => String::new(),
        }))
    }
}
