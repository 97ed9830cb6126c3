//! Values of product files, read without losing their spelling.

use chrono::NaiveDate;

use crate::facts::product::{End, Lts};
use crate::text::markup::without_markup;
use crate::text::yaml::{Misfit, Node, Value};
use crate::text::{clean, dates};

/// The value of a key, unless it is null.
pub fn present<'a>(map: &'a Node, key: &str) -> Option<&'a Node> {
    map.get(key).filter(|value| !value.is_null())
}

/// The fault of a value that does not suit its key.
pub fn misfit(node: &Node, key: &str, wanted: &str) -> Misfit {
    let here = node.described();
    (node.at, format!("`{key}` must be {wanted}; found {here}"))
}

/// Text as written: a bare `1.10` stays `1.10`.
pub fn text<'a>(node: &'a Node, key: &str) -> Result<&'a str, Misfit> {
    node.text().ok_or_else(|| misfit(node, key, "text"))
}

/// One clean line of text.
pub fn line(node: &Node, key: &str) -> Result<String, Misfit> {
    text(node, key).map(clean::line)
}

/// A line of text under a key of a map; `None` if the key is absent.
pub fn line_of(map: &Node, key: &str) -> Result<Option<String>, Misfit> {
    present(map, key).map(|node| line(node, key)).transpose()
}

/// The items of a list under a key of a map; empty if the key is absent.
pub fn items_of<'a>(map: &'a Node, key: &str) -> Result<&'a [Node], Misfit> {
    match present(map, key) {
        None => Ok(&[]),
        Some(node) if node.value() == Value::List => Ok(node.items()),
        Some(node) => Err(misfit(node, key, "a list")),
    }
}

/// A map.
pub fn map<'a>(node: &'a Node, key: &str, wanted: &str) -> Result<&'a [(Node, Node)], Misfit> {
    match node.value() {
        Value::Map => Ok(node.pairs()),
        _ => Err(misfit(node, key, wanted)),
    }
}

/// A date. One that is not written in full is accepted, and what is no date counts as absent; both with a fault.
pub fn day(node: &Node, key: &str, told: &mut Vec<Misfit>) -> Option<NaiveDate> {
    let day = written_day(node, key, told);
    if day.is_none() {
        told.push(ignored(misfit(node, key, "a valid date, as YYYY-MM-DD")));
    }
    day
}

/// The fault of a value that counts as absent.
fn ignored((at, reason): Misfit) -> Misfit {
    (at, format!("{reason}, which is ignored"))
}

fn written_day(node: &Node, key: &str, told: &mut Vec<Misfit>) -> Option<NaiveDate> {
    let text = node.text()?;
    dates::parse(text).or_else(|| {
        let day = dates::parse_short(text)?;
        let reason = format!("`{key}` must be a date as YYYY-MM-DD; {text:?} is read as {day}");
        told.push((node.at, reason));
        Some(day)
    })
}

/// A date or a boolean; `null` counts as absent.
#[derive(Clone, Copy)]
pub enum DayOrBool {
    Day(NaiveDate),
    Bool(bool),
    Null,
}

impl DayOrBool {
    /// The value of a key.
    pub fn read(node: &Node, key: &str, told: &mut Vec<Misfit>) -> Result<Self, Misfit> {
        const WANTED: &str = "a valid date, as YYYY-MM-DD, or true or false";
        match node.value() {
            Value::Bool(is) => Ok(Self::Bool(is)),
            Value::Null => Ok(Self::Null),
            _ => written_day(node, key, told)
                .map(Self::Day)
                .ok_or_else(|| misfit(node, key, WANTED)),
        }
    }

    /// The meaning of the key `lts`. What is neither a date nor a boolean counts as absent, with a fault.
    pub fn read_lts(node: &Node, told: &mut Vec<Misfit>) -> Lts {
        let read = Self::read(node, "lts", told);
        let read = read.map_err(|misfit| told.push(ignored(misfit)));
        read.map_or(Lts::No, Self::lts)
    }

    /// The end of a phase; `true` means that it has ended.
    pub fn end(self) -> End {
        match self {
            Self::Day(date) => End::On(date),
            Self::Bool(true) => End::Over,
            Self::Bool(false) => End::Open,
            Self::Null => End::Unstated,
        }
    }

    /// The end of a phase from the older schema's `support`; `true` means that it has not ended.
    pub fn end_of_support(self) -> End {
        match self {
            Self::Bool(supported) => Self::Bool(!supported).end(),
            other => other.end(),
        }
    }

    /// The end of a phase from the older schema's `extendedSupport`; `false` means that none is offered.
    pub fn end_of_extended_support(self) -> End {
        match self {
            Self::Bool(false) => End::Unstated,
            other => other.end_of_support(),
        }
    }

    fn lts(self) -> Lts {
        match self {
            Self::Day(date) => Lts::From(date),
            Self::Bool(true) => Lts::Yes,
            Self::Bool(false) | Self::Null => Lts::No,
        }
    }
}

/// A `…Column` key: on, off, or on with a label.
pub enum Shown<'a> {
    Bool(bool),
    Label(&'a str),
}

impl<'a> Shown<'a> {
    /// The value of a key of a map; `None` if the key is absent.
    pub fn of(map: &'a Node, key: &str) -> Result<Option<Self>, Misfit> {
        let Some(node) = present(map, key) else {
            return Ok(None);
        };
        match node.value() {
            Value::Bool(is) => Ok(Some(Self::Bool(is))),
            Value::Text(label) => Ok(Some(Self::Label(label))),
            _ => Err(misfit(node, key, "true, false or a column's label")),
        }
    }

    /// The label of the column; `None` where it is off.
    pub fn label(self, default: &str) -> Option<String> {
        match self {
            Self::Bool(false) => None,
            Self::Bool(true) => Some(default.to_owned()),
            Self::Label(label) => Some(without_markup(&clean::line(label))),
        }
    }
}
