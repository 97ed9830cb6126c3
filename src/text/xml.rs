//! XML with the positions of its values. Custom entities are rejected, so that none can expand without
//! bounds. And text for XML and HTML.

use roxmltree::{Document, Node, ParsingOptions};

use crate::text::clean;
use crate::text::lines::Lines;
use crate::text::yaml::{Misfit, Place};

/// Reads a file.
///
/// # Errors
///
/// Returns the position and the reason if it is not valid XML.
pub fn read(text: &str) -> Result<Document<'_>, Misfit> {
    let options = ParsingOptions {
        allow_dtd: false,
        nodes_limit: MOST_NODES,
        ..ParsingOptions::default()
    };
    Document::parse_with_options(text, options).map_err(|error| {
        let at = error.pos();
        let place = Place {
            line: at.row as usize,
            column: at.col as usize,
        };
        (place, error.to_string())
    })
}

/// The most nodes; no file written by people has more.
const MOST_NODES: u32 = 1 << 20;

/// The child element of a name, in any namespace.
pub fn child<'a, 'i>(node: Node<'a, 'i>, name: &str) -> Option<Node<'a, 'i>> {
    node.children()
        .find(|child| child.is_element() && child.tag_name().name() == name)
}

/// All child elements of a name.
pub fn children<'a, 'i>(
    node: Node<'a, 'i>,
    name: &'static str,
) -> impl Iterator<Item = Node<'a, 'i>> {
    node.children()
        .filter(move |child| child.is_element() && child.tag_name().name() == name)
}

/// The text of an element, trimmed, and its position; `None` if there is none.
pub fn value<'a>(node: Node<'a, '_>, lines: &Lines<'_>) -> Option<(&'a str, Place)> {
    let text = node.children().find(|child| {
        child.is_text() && child.text().is_some_and(|text| !text.trim().is_empty())
    })?;
    let whole = text.text()?;
    let before = whole.len() - whole.trim_start().len();
    Some((whole.trim(), lines.place(text.range().start + before)))
}

/// The value of an attribute and its position; `None` if there is none.
pub fn attribute<'a>(
    node: Node<'a, '_>,
    name: &str,
    lines: &Lines<'_>,
) -> Option<(&'a str, Place)> {
    let own = node.attributes().find(|own| own.name() == name)?;
    Some((own.value(), lines.place(own.range_value().start)))
}

/// A line of text as XML and HTML write it, in an element or an attribute: what has a meaning there is
/// escaped, and what no XML may contain is left out.
pub fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in clean::line(text).chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\u{fffe}' | '\u{ffff}' => {}
            c => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::{attribute, child, escaped, read, value};
    use crate::text::lines::Lines;

    #[test]
    fn values_have_places() {
        let text = "<a xmlns='x'>\n  <b c=\"1\"> 2 </b></a>";
        let lines = Lines::new(text);
        let document = read(text).unwrap();
        let b = child(document.root_element(), "b").unwrap();
        let (two, at) = value(b, &lines).unwrap();
        assert_eq!((two, at.line, at.column), ("2", 2, 13));
        let (one, at) = attribute(b, "c", &lines).unwrap();
        assert_eq!((one, at.line, at.column), ("1", 2, 9));
    }

    #[test]
    fn text_says_the_same_in_an_element_and_in_an_attribute() {
        let text = "a<b> \"&amp;\" ]]>";
        let xml = format!("<a b=\"{0}\">{0}</a>", escaped(text));
        let document = read(&xml).unwrap();
        let root = document.root_element();
        assert_eq!((root.text(), root.attribute("b")), (Some(text), Some(text)));
        assert_eq!(escaped("a\u{1b}[31mb\u{ffff}\0"), "ab");
    }

    #[test]
    fn entities_are_refused() {
        let bomb = "<!DOCTYPE a [<!ENTITY x \"xx\"><!ENTITY y \"&x;&x;\">]><a>&y;</a>";
        assert!(read(bomb).is_err());
        let (at, _) = read("<a>\n</b>").err().unwrap();
        assert_eq!(at.line, 2);
    }
}
