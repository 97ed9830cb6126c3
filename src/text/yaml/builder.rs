//! Builds a tree from the events of the parser.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use saphyr_parser::{Event, ScalarStyle};

use super::{Content, Held, Node, Place, Repeated};

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
    pub(super) fn take(&mut self, event: Event<'_>, at: Place) {
        match event {
            Event::Scalar(text, style, anchor, tag) => {
                let is_tagged =
                    tag.is_some_and(|tag| tag.is_yaml_core_schema() && tag.suffix == "str");
                let plain = style == ScalarStyle::Plain && !is_tagged;
                let text = text.into_owned();
                self.define(at, anchor, Content::Scalar { text, plain });
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
        self.define(at, anchor, content);
    }

    fn define(&mut self, at: Place, anchor: usize, content: Content) {
        let content = if anchor == 0 {
            Held::Own(content)
        } else {
            let content = Rc::new(content);
            self.anchors.insert(anchor, Rc::clone(&content));
            Held::Shared(content)
        };
        self.put(Node { at, content });
    }

    /// Resolves an alias; inside the content that it refers to, it is null.
    fn refer(&mut self, at: Place, anchor: usize) {
        let content = match self.anchors.get(&anchor) {
            Some(content) => Held::Shared(Rc::clone(content)),
            None => Held::Own(Content::Scalar {
                text: String::new(),
                plain: true,
            }),
        };
        self.put(Node { at, content });
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
