//! Builds a tree from the events of the parser.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use compact_str::CompactString;
use saphyr_parser::{Event, ScalarStyle};

use super::{Content, Node, Place, Repeated};

#[derive(Default)]
pub(super) struct Builder {
    pub(super) open: Vec<Open>,
    anchors: HashMap<usize, Rc<Content>>,
    pub(super) repeated: Vec<Repeated>,
    pub(super) root: Option<Node>,
}

/// An unfinished list or map.
pub(super) struct Open {
    at: Place,
    anchor: usize,
    content: Filling,
}

enum Filling {
    List(Vec<Node>),
    Map {
        /// A key that waits for its value.
        key: Option<Node>,
        pairs: Vec<(Node, Node)>,
    },
}

impl Builder {
    /// Adds what begins and ends at two positions.
    pub(super) fn take(&mut self, event: Event<'_>, at: Place, end: Place) {
        match event {
            Event::Scalar(text, style, anchor, tag) => {
                let is_marked = anchor > 0 || tag.is_some();
                let is_tagged =
                    tag.is_some_and(|tag| tag.is_yaml_core_schema() && tag.suffix == "str");
                let plain = style == ScalarStyle::Plain && !is_tagged;
                let text = CompactString::from(text);
                let inner = inner(&text, style, is_marked.then_some(end), at);
                let node = self.define(at, anchor, Content::Scalar { text, plain });
                self.put(Node { inner, ..node });
            }
            Event::SequenceStart(anchor, _) => {
                let content = Filling::List(Vec::new());
                self.open.push(Open {
                    at,
                    anchor,
                    content,
                });
            }
            Event::MappingStart(anchor, _) => {
                let (key, pairs) = (None, Vec::new());
                let content = Filling::Map { key, pairs };
                self.open.push(Open {
                    at,
                    anchor,
                    content,
                });
            }
            Event::SequenceEnd | Event::MappingEnd => self.close(),
            Event::Alias(anchor) => self.refer(at, anchor),
            Event::Nothing
            | Event::StreamStart
            | Event::StreamEnd
            | Event::DocumentStart(_)
            | Event::DocumentEnd => {}
        }
    }

    pub(super) fn close(&mut self) {
        let Some(Open {
            at,
            anchor,
            content,
        }) = self.open.pop()
        else {
            debug_assert!(false, "the parser ends only what it has begun");
            return;
        };
        let content = match content {
            Filling::List(items) => Content::List(items),
            Filling::Map { pairs, .. } => {
                self.repeated.extend(repeated(&pairs));
                Content::Map(pairs)
            }
        };
        let node = self.define(at, anchor, content);
        self.put(node);
    }

    /// A value, whose content the aliases of its anchor share.
    fn define(&mut self, at: Place, anchor: usize, content: Content) -> Node {
        if anchor == 0 {
            return Node::own(at, content);
        }
        let content = Rc::new(content);
        self.anchors.insert(anchor, Rc::clone(&content));
        Node::shared(at, content)
    }

    /// Resolves an alias; inside the content that it refers to, it is null.
    fn refer(&mut self, at: Place, anchor: usize) {
        let node = match self.anchors.get(&anchor) {
            Some(content) => Node::shared(at, Rc::clone(content)),
            None => Node::scalar(at, "", true),
        };
        self.put(node);
    }

    fn put(&mut self, node: Node) {
        match self.open.last_mut().map(|open| &mut open.content) {
            Some(Filling::List(items)) => items.push(node),
            Some(Filling::Map { key, pairs }) => match key.take() {
                Some(key) => pairs.push((key, node)),
                None => *key = Some(node),
            },
            None => self.root = Some(node),
        }
    }
}

/// The position of a scalar's first character. Where an anchor or tag stands before it, only the end says where it
/// begins.
fn inner(text: &str, style: ScalarStyle, marked: Option<Place>, at: Place) -> Place {
    let quote = match style {
        ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted => 1,
        ScalarStyle::Plain => 0,
        ScalarStyle::Literal | ScalarStyle::Folded => return at,
    };
    let column = marked
        .filter(|end| end.line == at.line)
        .and_then(|end| end.column.checked_sub(text.chars().count() + quote))
        .filter(|column| *column > at.column);
    match column {
        Some(column) => Place { column, ..at },
        None => at.further(quote),
    }
}

/// The keys that occur more than once in a map.
fn repeated(pairs: &[(Node, Node)]) -> Vec<Repeated> {
    let mut repeated = Vec::new();
    let mut seen = HashSet::new();
    for (number, (key, _)) in pairs.iter().enumerate() {
        let Some(text) = key.text() else {
            continue;
        };
        // Comparing a few keys is faster than hashing them.
        let mut above = pairs.iter().take(number);
        let is_repeated = if pairs.len() > FEW {
            !seen.insert(text)
        } else {
            above.any(|(other, _)| other.text() == Some(text))
        };
        if is_repeated {
            let (at, key) = (key.at, text.to_owned());
            repeated.push(Repeated { at, key });
        }
    }
    repeated
}

/// Maps with more keys use hashing.
const FEW: usize = 32;
