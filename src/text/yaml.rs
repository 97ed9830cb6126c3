//! YAML as it is written: a tree in which every value knows its place and its style.
//!
//! The only code beside `product` that knows YAML: serde, which that uses, keeps neither.

mod value;

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use saphyr_parser::{Event, Marker, Parser, ScalarStyle};

pub use self::value::Value;

/// Line and column, in characters, both from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Line of the file.
    pub line: usize,
    /// Column in it.
    pub column: usize,
}

impl Place {
    /// The place of a mark in a text that has so many lines above it.
    fn of(mark: Marker, above: usize) -> Self {
        Self {
            line: mark.line() + above,
            column: mark.col() + 1,
        }
    }
}

/// A document as written.
pub struct Tree {
    /// The map of its keys, or whatever stands in its place.
    pub root: Node,
    /// Keys that their map has already.
    pub repeated: Vec<Repeated>,
}

/// A key at its second place.
pub struct Repeated {
    /// The second place.
    pub at: Place,
    /// The key.
    pub key: String,
    /// Where the map begins.
    pub map: Place,
}

/// A value at its place. An alias stands at its own place and shares what it names.
#[derive(Clone)]
pub struct Node {
    /// Where it stands.
    pub at: Place,
    /// What it is.
    pub content: Rc<Content>,
}

/// What a value is made of.
pub enum Content {
    /// Text, a number, a day, a boolean or nothing.
    Scalar {
        /// Without its quotes.
        text: String,
        /// Written without quotes and not tagged as text, so that it may be a number.
        plain: bool,
    },
    /// Values in their order.
    List(Vec<Node>),
    /// Keys with their values in their order.
    Map(Vec<(Node, Node)>),
}

impl Node {
    /// The text of a scalar, however it is meant; `None` of a list or a map.
    pub fn text(&self) -> Option<&str> {
        match &*self.content {
            Content::Scalar { text, .. } => Some(text),
            Content::List(_) | Content::Map(_) => None,
        }
    }

    /// The items of a list; none of anything else.
    pub fn items(&self) -> &[Node] {
        match &*self.content {
            Content::List(items) => items,
            Content::Scalar { .. } | Content::Map(_) => &[],
        }
    }

    /// Keys and values of a map; none of anything else.
    pub fn pairs(&self) -> &[(Node, Node)] {
        match &*self.content {
            Content::Map(pairs) => pairs,
            Content::Scalar { .. } | Content::List(_) => &[],
        }
    }

    /// The key and the value of that name.
    pub fn pair(&self, name: &str) -> Option<&(Node, Node)> {
        self.pairs()
            .iter()
            .find(|(key, _)| key.text() == Some(name))
    }

    /// The value of that name.
    pub fn get(&self, name: &str) -> Option<&Node> {
        self.pair(name).map(|(_, value)| value)
    }
}

/// Reads the text between the `---` lines of a product file.
///
/// # Errors
///
/// Returns the place and the reason where it is not YAML.
pub fn read(front: &str) -> Result<Tree, (Place, String)> {
    let tree = parse(front, 1)?;
    tree.ok_or_else(|| (FIRST, "the front matter is empty".to_owned()))
}

/// Reads a whole file; `None` where nothing is in it but comments.
///
/// # Errors
///
/// Returns the place and the reason where it is not YAML.
pub fn read_file(text: &str) -> Result<Option<Tree>, (Place, String)> {
    parse(text, 0)
}

/// Reads the first document of a text that has so many lines above it.
fn parse(text: &str, above: usize) -> Result<Option<Tree>, (Place, String)> {
    let mut builder = Builder::default();
    for event in Parser::new_from_str(text) {
        let (event, span) = event.map_err(|error| {
            let at = Place::of(*error.marker(), above);
            (at, error.info().to_owned())
        })?;
        let at = Place::of(span.start, above);
        if builder.open.len() > DEEPEST {
            return Err((at, format!("more than {DEEPEST} lists or maps are open")));
        }
        builder.take(event, at);
        if builder.root.is_some() {
            break;
        }
    }
    let Builder { root, repeated, .. } = builder;
    Ok(root.map(|root| Tree { root, repeated }))
}

/// Lists and maps that may be open at once; the reader of products takes fewer.
const DEEPEST: usize = 200;

/// Where front matter begins.
const FIRST: Place = Place { line: 2, column: 1 };

#[derive(Default)]
struct Builder {
    open: Vec<Open>,
    anchors: HashMap<usize, Rc<Content>>,
    repeated: Vec<Repeated>,
    root: Option<Node>,
}

/// A list, or a map with its keys and values in turn.
struct Open {
    at: Place,
    anchor: usize,
    is_map: bool,
    nodes: Vec<Node>,
}

impl Builder {
    fn take(&mut self, event: Event<'_>, at: Place) {
        match event {
            Event::Scalar(text, style, anchor, tag) => {
                let is_tagged =
                    tag.is_some_and(|tag| tag.is_yaml_core_schema() && tag.suffix == "str");
                let plain = style == ScalarStyle::Plain && !is_tagged;
                let text = text.into_owned();
                self.define(at, anchor, Content::Scalar { text, plain });
            }
            Event::SequenceStart(anchor, _) => self.open(at, anchor, false),
            Event::MappingStart(anchor, _) => self.open(at, anchor, true),
            Event::SequenceEnd | Event::MappingEnd => self.close(),
            Event::Alias(anchor) => self.refer(at, anchor),
            Event::Nothing
            | Event::StreamStart
            | Event::StreamEnd
            | Event::DocumentStart(_)
            | Event::DocumentEnd => {}
        }
    }

    fn open(&mut self, at: Place, anchor: usize, is_map: bool) {
        self.open.push(Open {
            at,
            anchor,
            is_map,
            nodes: Vec::new(),
        });
    }

    fn close(&mut self) {
        let Some(open) = self.open.pop() else {
            return;
        };
        let content = if open.is_map {
            Content::Map(self.pairs(open.at, open.nodes))
        } else {
            Content::List(open.nodes)
        };
        self.define(open.at, open.anchor, content);
    }

    fn pairs(&mut self, map: Place, nodes: Vec<Node>) -> Vec<(Node, Node)> {
        let mut nodes = nodes.into_iter();
        let (mut pairs, mut seen) = (Vec::new(), HashSet::new());
        while let (Some(key), Some(value)) = (nodes.next(), nodes.next()) {
            if let Some(text) = key.text()
                && !seen.insert(text.to_owned())
            {
                let (at, key) = (key.at, text.to_owned());
                self.repeated.push(Repeated { at, key, map });
            }
            pairs.push((key, value));
        }
        pairs
    }

    fn define(&mut self, at: Place, anchor: usize, content: Content) {
        let content = Rc::new(content);
        if anchor != 0 {
            self.anchors.insert(anchor, Rc::clone(&content));
        }
        self.put(Node { at, content });
    }

    /// An alias within what it names says nothing.
    fn refer(&mut self, at: Place, anchor: usize) {
        let nothing = || {
            let (text, plain) = (String::new(), true);
            Rc::new(Content::Scalar { text, plain })
        };
        let content = self.anchors.get(&anchor).cloned().unwrap_or_else(nothing);
        self.put(Node { at, content });
    }

    fn put(&mut self, node: Node) {
        match self.open.last_mut() {
            Some(open) => open.nodes.push(node),
            None => self.root = Some(node),
        }
    }
}
