//! TOML as a tree in which every value has its position.

use std::ops::Range;

use toml_edit::{Document, Item, Key, Table, TableLike, Value};

use crate::text::lines::Lines;
use crate::text::yaml::{Misfit, Node, Place};

/// Reads a file.
///
/// # Errors
///
/// Returns the position and the reason if it is not valid TOML.
pub fn read(text: &str) -> Result<Node, Misfit> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let lines = Lines::new(text);
    let document = Document::parse(text).map_err(|error| {
        let at = error.span().map_or(0, |span| span.start);
        (lines.place(at), error.message().to_owned())
    })?;
    Ok(table(document.as_table(), &lines))
}

fn place(span: Option<Range<usize>>, lines: &Lines<'_>) -> Place {
    lines.place(span.map_or(0, |span| span.start))
}

fn table(table: &Table, lines: &Lines<'_>) -> Node {
    Node::map(place(table.span(), lines), pairs(table, lines))
}

fn pairs(table: &dyn TableLike, lines: &Lines<'_>) -> Vec<(Node, Node)> {
    let pair = |(name, value): (&str, &Item)| {
        let at = table.key(name).and_then(Key::span);
        let key = Node::scalar(place(at, lines), name, true);
        Some((key, item(value, lines)?))
    };
    table.iter().filter_map(pair).collect()
}

fn item(item: &Item, lines: &Lines<'_>) -> Option<Node> {
    match item {
        Item::None => None,
        Item::Value(own) => Some(value(own, lines)),
        Item::Table(own) => Some(table(own, lines)),
        Item::ArrayOfTables(own) => {
            let tables = own.iter().map(|own| table(own, lines));
            Some(Node::list(place(own.span(), lines), tables.collect()))
        }
    }
}

fn value(value: &Value, lines: &Lines<'_>) -> Node {
    let at = place(value.span(), lines);
    match value {
        Value::String(text) => Node::scalar(at, text.value().as_str(), false),
        Value::Integer(number) => Node::scalar(at, number.value().to_string(), true),
        Value::Float(number) => Node::scalar(at, number.value().to_string(), true),
        Value::Boolean(is) => Node::scalar(at, is.value().to_string(), true),
        Value::Datetime(day) => Node::scalar(at, day.value().to_string(), true),
        Value::Array(items) => {
            let items = items.iter();
            Node::list(at, items.map(|item| self::value(item, lines)).collect())
        }
        Value::InlineTable(own) => Node::map(at, pairs(own, lines)),
    }
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn values_have_places() {
        let text = "[a]\nb = { version = \"1.2\" }\nc.d = [\n  \"x>=1\",\n]\n[[e]]\nf = 1\n";
        let tree = read(text).unwrap();
        let a = tree.get("a").unwrap();
        let version = a.get("b").and_then(|b| b.get("version")).unwrap();
        assert_eq!((version.inner().line, version.inner().column), (2, 18));
        let listed = &a.get("c").and_then(|c| c.get("d")).unwrap().items()[0];
        assert_eq!((listed.text(), listed.inner().line), (Some("x>=1"), 4));
        assert_eq!(
            tree.get("e").unwrap().items()[0].get("f").unwrap().text(),
            Some("1")
        );
    }

    #[test]
    fn what_is_no_toml_has_a_place_too() {
        let (at, _) = read("a = 1\nb = \n").err().unwrap();
        assert_eq!(at.line, 2);
    }
}
