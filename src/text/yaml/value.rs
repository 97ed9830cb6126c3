//! How the site's loader (Psych, YAML 1.1) interprets a scalar, and how a finding describes it.

use chrono::NaiveDate;

use crate::text::dates;

use super::{Content, Node};

/// A value as the site interprets it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Value<'a> {
    /// Null.
    Null,
    /// A boolean, in any of its spellings.
    Bool(bool),
    /// A number as written.
    Number(&'a str),
    /// A date.
    Day(NaiveDate),
    /// Text.
    Text(&'a str),
    /// A list.
    List,
    /// A map.
    Map,
}

impl Node {
    /// The site's interpretation.
    pub fn value(&self) -> Value<'_> {
        match self.content() {
            Content::Scalar { text, plain: true } => plain(text),
            Content::Scalar { text, .. } => Value::Text(text),
            Content::List(_) => Value::List,
            Content::Map(_) => Value::Map,
        }
    }

    /// Whether it is null.
    pub fn is_null(&self) -> bool {
        self.is_plain() && self.text().is_some_and(is_null)
    }

    /// The text, unless the site takes it for a number, date or boolean because it is unquoted.
    pub fn string(&self) -> Option<&str> {
        match self.value() {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The date, if it is one.
    pub fn day(&self) -> Option<NaiveDate> {
        match self.value() {
            Value::Day(day) => Some(day),
            _ => None,
        }
    }

    /// Whether Ruby treats the value as true.
    pub fn is_truthy(&self) -> bool {
        !matches!(self.value(), Value::Null | Value::Bool(false))
    }

    /// A description for messages.
    pub fn described(&self) -> String {
        match self.value() {
            Value::Null => "an empty value".to_owned(),
            Value::Bool(_) => format!("the boolean {}", self.text().unwrap_or_default()),
            Value::Number(text) => format!("the number {}", clipped(text)),
            Value::Day(day) => format!("the date {day}"),
            Value::Text(text) => format!("{:?}", clipped(text)),
            Value::List => "a list".to_owned(),
            Value::Map => "a map".to_owned(),
        }
    }
}

fn clipped(text: &str) -> String {
    const MOST: usize = 60;
    match text.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}

fn is_null(text: &str) -> bool {
    text.is_empty() || text == "~" || text.eq_ignore_ascii_case("null")
}

fn plain(text: &str) -> Value<'_> {
    let is = |word: &str| text.eq_ignore_ascii_case(word);
    if is_null(text) {
        Value::Null
    } else if is("true") || is("yes") || is("on") {
        Value::Bool(true)
    } else if is("false") || is("no") || is("off") {
        Value::Bool(false)
    } else if let Some(day) = dates::parse(text) {
        Value::Day(day)
    } else if is_number(text) {
        Value::Number(text)
    } else {
        Value::Text(text)
    }
}

/// Whether a text is a number in YAML 1.1 or 1.2: `007`, `1_000`, `1,000`, `1.10`, `.5`, `1e3`, `0x1f`,
/// `12:30`.
fn is_number(text: &str) -> bool {
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    let all = |digits: &str, radix: u32| {
        !digits.is_empty() && digits.chars().all(|c| c.is_digit(radix) || c == '_')
    };
    if let Some(digits) = unsigned.strip_prefix("0x") {
        return all(digits, 16);
    }
    if let Some(digits) = unsigned.strip_prefix("0b") {
        return all(digits, 2);
    }
    if let Some(digits) = unsigned.strip_prefix("0o") {
        return all(digits, 8);
    }
    let is_word = [".inf", ".nan"]
        .iter()
        .any(|word| unsigned.eq_ignore_ascii_case(word));
    is_word || is_sexagesimal(unsigned) || is_decimal(unsigned)
}

fn is_sexagesimal(text: &str) -> bool {
    let mut parts = text.split(':');
    let first = parts.next().unwrap_or_default();
    let rest: Vec<&str> = parts.collect();
    let is_digits = |part: &str| part.chars().all(|c| c.is_ascii_digit() || c == '_');
    let is_sixtieth = |part: &&str| {
        let whole = part.split('.').next().unwrap_or_default();
        (1..=2).contains(&whole.len()) && part.chars().all(|c| c.is_ascii_digit() || c == '.')
    };
    first.starts_with(|c: char| c.is_ascii_digit())
        && is_digits(first)
        && (1..=2).contains(&rest.len())
        && rest.iter().all(is_sixtieth)
}

fn is_decimal(text: &str) -> bool {
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (text, None),
    };
    let is_exponent = |exponent: &str| {
        let digits = exponent.strip_prefix(['-', '+']).unwrap_or(exponent);
        !digits.is_empty() && digits.chars().all(|c| c.is_ascii_digit())
    };
    let start = mantissa.strip_prefix('.').unwrap_or(mantissa);
    start.starts_with(|c: char| c.is_ascii_digit())
        && mantissa.matches('.').count() <= 1
        && mantissa
            .chars()
            .all(|c| c.is_ascii_digit() || matches!(c, '.' | '_' | ','))
        && exponent.is_none_or(is_exponent)
}

#[cfg(test)]
mod tests {
    use super::{Value, plain};

    #[test]
    fn a_plain_scalar_is_what_the_sites_loader_makes_of_it() {
        let numbers = [
            "1", "007", "-3", "+3", "1.10", "1.", ".5", "1_000", "1,000", "1e3", "1.5E-3", "0x1f",
            "0o17", "0b101", "12:30", "1:30:20", "1:30.5", ".inf", "-.Inf", ".NaN",
        ];
        for text in numbers {
            assert_eq!(plain(text), Value::Number(text), "{text}");
        }
        let texts = [
            "jammy",
            "1.2.3",
            "22-lts",
            "v1",
            "1.x",
            "2024-01",
            "2024-1-2",
            "2024-02-30",
            "e3",
            "1e",
            "a:b",
            ".",
            "-",
            "..",
            "12:345",
            "0x",
            "1:2:3:4",
            "y",
            "n",
        ];
        for text in texts {
            assert_eq!(plain(text), Value::Text(text), "{text}");
        }
        for text in ["", "~", "null", "Null"] {
            assert_eq!(plain(text), Value::Null, "{text}");
        }
        for (text, value) in [("true", true), ("Yes", true), ("off", false), ("NO", false)] {
            assert_eq!(plain(text), Value::Bool(value), "{text}");
        }
        assert!(matches!(plain("2024-02-29"), Value::Day(_)));
    }
}
