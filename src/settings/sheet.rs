//! A settings file: a YAML map whose faults are collected with their positions, while the rest of the file
//! is used.

use crate::facts::product::Fault;
use crate::text::yaml::{self, Node, Place, Value};
use crate::text::{clean, suggest};

/// Reads a settings file and collects its faults.
#[derive(Debug)]
pub struct Sheet {
    file: String,
    /// The faults, in the order in which they were found.
    pub faults: Vec<Fault>,
}

impl Sheet {
    /// A reader for the file of that name.
    pub fn new(file: &str) -> Self {
        Self {
            file: clean::line(file),
            faults: Vec::new(),
        }
    }

    /// The entries of the file's map; empty if the file is not a map.
    pub fn read(&mut self, text: &str) -> Vec<(Node, Node)> {
        let tree = match yaml::read_file(text) {
            Ok(Some(tree)) => tree,
            Ok(None) => return Vec::new(),
            Err((at, reason)) => {
                self.add(at, &format!("invalid YAML: {reason}"));
                return Vec::new();
            }
        };
        for repeated in &tree.repeated {
            let reason = format!("duplicate key {:?}; keep one of the two", repeated.key);
            self.add(repeated.at, &reason);
        }
        self.pairs(&tree.root).to_vec()
    }

    /// The entries of a map; anything else is a fault.
    pub fn pairs<'a>(&mut self, node: &'a Node) -> &'a [(Node, Node)] {
        match node.value() {
            Value::Map | Value::Null => {}
            _ => self.add(
                node.at,
                &format!("expected a map (name: value), found {}", node.described()),
            ),
        }
        node.pairs()
    }

    /// The value; on an error, adds a fault and returns `None`.
    pub fn take<T>(&mut self, at: Place, value: Result<T, String>) -> Option<T> {
        value.map_err(|reason| self.add(at, &reason)).ok()
    }

    /// Adds a fault.
    pub fn add(&mut self, at: Place, reason: &str) {
        let fault = Fault::at(&self.file, (at, reason.to_owned()));
        self.faults.push(fault);
    }
}

/// The text of a key or value.
///
/// # Errors
///
/// Returns what was found and what was expected.
pub fn text<'a>(node: &'a Node, wanted: &str) -> Result<&'a str, String> {
    let text = node.text().filter(|_| !node.is_null());
    text.ok_or_else(|| wrong(node, wanted))
}

/// A message that names what was found and what was expected. An empty value may come from an unquoted `#`,
/// which starts a comment.
pub fn wrong(node: &Node, wanted: &str) -> String {
    let hint = match node.value() {
        Value::Null => " (a value that contains # needs quotes)",
        _ => "",
    };
    format!("expected {wanted}, found {}{hint}", node.described())
}

/// A message for an unknown name, with the most similar known one.
pub fn unknown<'a>(kind: &str, name: &str, known: impl Iterator<Item = &'a str> + Clone) -> String {
    let typed = name.replace('_', "-");
    if let Some(near) = suggest::near(&typed, known.clone()).first() {
        let question = suggest::question(&[format!("{near:?}")]);
        return format!("unknown {kind} {name:?}; {question}");
    }
    let known: Vec<&str> = known.collect();
    let known = known.join(", ");
    format!("unknown {kind} {name:?}; expected one of {known}")
}

#[cfg(test)]
mod tests {
    use super::{Sheet, unknown};

    fn faults(text: &str) -> Vec<String> {
        let mut sheet = Sheet::new("x.yaml");
        sheet.read(text);
        sheet.faults.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn what_is_no_map_is_told_with_its_place() {
        for (text, fault) in [
            ("", ""),
            ("# nothing\n", ""),
            ("a: 1\n", ""),
            (
                "- a\n",
                "x.yaml:1:1: expected a map (name: value), found a list",
            ),
            (
                "\nhello\n",
                "x.yaml:2:1: expected a map (name: value), found \"hello\"",
            ),
            (
                "a: 1\nb: 2\na: 3\n",
                "x.yaml:3:1: duplicate key \"a\"; keep one of the two",
            ),
        ] {
            assert_eq!(faults(text).join("\n"), fault, "{text:?}");
        }
        let broken = faults("a: [1\nb: 2\n");
        assert!(broken[0].starts_with("x.yaml:2:"), "{broken:?}");
        assert!(broken[0].contains("invalid YAML: "), "{broken:?}");
    }

    #[test]
    fn the_nearest_name_is_suggested() {
        let known = ["theme", "browser", "date-format"];
        for (name, reason) in [
            ("thme", "unknown setting \"thme\"; did you mean \"theme\"?"),
            (
                "Date_Format",
                "unknown setting \"Date_Format\"; did you mean \"date-format\"?",
            ),
            (
                "xyz",
                "unknown setting \"xyz\"; expected one of theme, browser, date-format",
            ),
        ] {
            assert_eq!(unknown("setting", name, known.into_iter()), reason);
        }
    }
}
