//! JSON, optionally with comments, as a tree in which every value has its position.

use jsonc_parser::ast::{ObjectProp, ObjectPropName, Value};
use jsonc_parser::common::Ranged;
use jsonc_parser::{CollectOptions, CommentCollectionStrategy, ParseOptions, parse_to_ast};

use crate::text::lines::Lines;
use crate::text::yaml::{Misfit, Node, Place};

/// Parses a file; one that holds nothing but comments is an empty map.
///
/// # Errors
///
/// Returns the position and the reason if it is not valid JSON.
pub fn read(text: &str) -> Result<Node, Misfit> {
    let collected = CollectOptions {
        comments: CommentCollectionStrategy::Off,
        tokens: false,
    };
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let lines = Lines::new(text);
    match parse_to_ast(text, &collected, &ParseOptions::default()) {
        Ok(result) => Ok(result.value.map_or_else(
            || Node::map(Place::START, Vec::new()),
            |value| node(&value, &lines),
        )),
        Err(error) => Err((lines.place(error.range().start), error.kind().to_string())),
    }
}

fn node(value: &Value<'_>, lines: &Lines<'_>) -> Node {
    let at = lines.place(value.start());
    match value {
        Value::StringLit(text) => Node::scalar(at, text.value.as_ref(), false),
        Value::NumberLit(number) => Node::scalar(at, number.value, true),
        Value::BooleanLit(is) => Node::scalar(at, is.value.to_string(), true),
        Value::NullKeyword(_) => Node::scalar(at, "", true),
        Value::Array(array) => {
            let items = array.elements.iter();
            Node::list(at, items.map(|item| node(item, lines)).collect())
        }
        Value::Object(object) => {
            let pairs = object.properties.iter();
            Node::map(at, pairs.map(|pair| entry(pair, lines)).collect())
        }
    }
}

fn entry(pair: &ObjectProp<'_>, lines: &Lines<'_>) -> (Node, Node) {
    let at = lines.place(pair.name.start());
    let (name, is_plain) = match &pair.name {
        ObjectPropName::String(name) => (name.value.as_ref(), false),
        ObjectPropName::Word(name) => (name.value, true),
    };
    (Node::scalar(at, name, is_plain), node(&pair.value, lines))
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn values_have_places() {
        let tree = read("{\n\t// why\n\t\"a\": {\"b\": [1, \"x\"]},\n}").unwrap();
        let items = tree.get("a").and_then(|a| a.get("b")).unwrap().items();
        assert_eq!(items[0].text(), Some("1"));
        assert_eq!((items[1].inner().line, items[1].inner().column), (3, 18));
        assert!(read("").unwrap().pairs().is_empty());
    }

    #[test]
    fn a_byte_order_mark_moves_no_place() {
        let tree = read("\u{feff}{\"a\": 1}").unwrap();
        let at = tree.get("a").unwrap().inner();
        assert_eq!((at.line, at.column), (1, 7));
    }

    #[test]
    fn what_is_no_json_has_a_place_too() {
        let (at, _) = read("{\"a\": \n ]}").err().unwrap();
        assert_eq!(at.line, 2);
        assert!(read(&"[".repeat(100_000)).is_err());
    }
}
