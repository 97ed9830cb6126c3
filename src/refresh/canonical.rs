//! Writes front matter in the catalog's own style: one order of keys, one way of quoting, no comments, one
//! line per value, so that a diff shows only changed facts.

use std::collections::BTreeMap;
use std::fmt::Write;

use eolens::text::yaml::{Node, Tree, Value};

/// The keys of a product before its lists, in order. Other keys are dropped.
const HEAD: [&str; 19] = [
    "title",
    "addedAt",
    "category",
    "tags",
    "permalink",
    "iconSlug",
    "alternate_urls",
    "versionCommand",
    "releasePolicyLink",
    "changelogTemplate",
    "releaseLabel",
    "LTSLabel",
    "releaseDateColumn",
    "discontinuedColumn",
    "eoasColumn",
    "eolColumn",
    "eoesColumn",
    "latestColumn",
    "staleReleaseThresholdDays",
];

/// The keys of a release, in order; the custom fields follow in the order of the file.
const RELEASE: [&str; 13] = [
    "releaseCycle",
    "releaseLabel",
    "codename",
    "releaseDate",
    "eoas",
    "eol",
    "eoes",
    "discontinued",
    "lts",
    "latest",
    "latestReleaseDate",
    "staleReleaseThresholdDays",
    "link",
];

const FIELD: [&str; 5] = ["name", "display", "label", "description", "link"];

/// Keys whose values are always quoted, even if they could not be mistaken for numbers.
const QUOTED: [&str; 4] = ["releaseCycle", "releaseLabel", "codename", "latest"];

/// Keys of the schema before 2025 that have only been renamed.
const RENAMED: [(&str, &str); 4] = [
    ("activeSupportColumn", "eoasColumn"),
    ("extendedSupportColumn", "eoesColumn"),
    ("releaseColumn", "latestColumn"),
    ("customColumns", "customFields"),
];

/// Information that the file's own keys do not give.
pub struct Beside {
    /// Whether release dates are shown; files of the older schema do not say if they are not.
    pub shows_dates: bool,
    /// Descriptions that replace those of the file, by the custom field's name.
    pub descriptions: BTreeMap<String, String>,
}

/// The front matter without its `---` lines.
pub fn front_matter(tree: &Tree, beside: &Beside) -> String {
    let mut out = String::new();
    head(&mut out, &tree.root, beside.shows_dates);
    let fields = get(&tree.root, "customFields").map_or(&[][..], Node::items);
    section(&mut out, "customFields", fields, |out, field| {
        custom_field(out, field, &beside.descriptions);
    });
    let identifiers = get(&tree.root, "identifiers").map_or(&[][..], Node::items);
    section(&mut out, "identifiers", identifiers, first_pair);
    if let Some(auto) = get(&tree.root, "auto") {
        upkeep(&mut out, auto);
    }
    out.push_str("\nreleases:\n");
    let releases = get(&tree.root, "releases").map_or(&[][..], Node::items);
    for (number, release) in releases.iter().enumerate() {
        if number > 0 {
            out.push('\n');
        }
        map(&mut out, "  - ", &in_order(release, &RELEASE));
    }
    out
}

/// A value under its current or former key.
fn get<'a>(root: &'a Node, name: &str) -> Option<&'a Node> {
    let former = || {
        let (former, _) = RENAMED.iter().find(|(_, present)| *present == name)?;
        root.get(former)
    };
    root.get(name).or_else(former)
}

fn head(out: &mut String, root: &Node, shows_dates: bool) {
    for key in HEAD {
        match get(root, key) {
            Some(node) if !node.items().is_empty() => {
                let _ = writeln!(out, "{key}:");
                for item in node.items() {
                    let _ = writeln!(out, "  - {}", scalar(key, item));
                }
            }
            Some(node) => line(out, key, node),
            None if !shows_dates && key == "releaseDateColumn" => {
                let _ = writeln!(out, "{key}: false");
            }
            None => {}
        }
    }
}

fn line(out: &mut String, key: &str, node: &Node) {
    let _ = writeln!(out, "{key}: {}", scalar(key, node));
}

fn section(out: &mut String, key: &str, items: &[Node], each: impl Fn(&mut String, &Node)) {
    if items.is_empty() {
        return;
    }
    let _ = writeln!(out, "\n{key}:");
    for item in items {
        each(out, item);
    }
}

fn custom_field(out: &mut String, field: &Node, descriptions: &BTreeMap<String, String>) {
    let former = [("name", "property"), ("display", "position")];
    let named = |key: &'static str| {
        let former = former.iter().find(|(present, _)| *present == key);
        let found = field.get(key).or_else(|| field.get(former?.1))?;
        Some((key, found))
    };
    let name = named("name").and_then(|(_, name)| name.text());
    let ours = name.and_then(|name| descriptions.get(name));
    let mut start = "  - ";
    for key in FIELD {
        let Some((key, node)) = named(key) else {
            continue;
        };
        out.push_str(start);
        match ours.filter(|_| key == "description") {
            Some(ours) => {
                let _ = writeln!(out, "{key}: {}", text(ours));
            }
            None => line(out, key, node),
        }
        start = "    ";
    }
}

/// The first pair of an identifier or method, which names it; a method's settings are dropped.
fn first_pair(out: &mut String, item: &Node) {
    map(out, "  - ", item.pairs().get(..1).unwrap_or_default());
}

fn upkeep(out: &mut String, auto: &Node) {
    out.push_str("\nauto:\n");
    for key in ["disabled", "cumulative"] {
        if let Some(node) = auto.get(key) {
            let _ = writeln!(out, "  {key}: {}", scalar(key, node));
        }
    }
    let methods = auto.get("methods").map_or(&[][..], Node::items);
    if !methods.is_empty() {
        out.push_str("  methods:\n");
    }
    for method in methods {
        map(out, "    - ", method.pairs().get(..1).unwrap_or_default());
    }
}

fn in_order(release: &Node, order: &[&str]) -> Vec<(Node, Node)> {
    let mut pairs: Vec<(Node, Node)> = release.pairs().to_vec();
    let rank = |key: Option<&str>| order.iter().position(|name| Some(*name) == key);
    pairs.sort_by_key(|(key, _)| rank(key.text()).unwrap_or(order.len()));
    pairs
}

fn map(out: &mut String, start: &str, pairs: &[(Node, Node)]) {
    let within = " ".repeat(start.len());
    let mut start = start;
    for (key, node) in pairs {
        out.push_str(start);
        line(out, key.text().unwrap_or_default(), node);
        start = &within;
    }
}

fn scalar(key: &str, node: &Node) -> String {
    match node.value() {
        Value::Null => "null".to_owned(),
        Value::Bool(is) => is.to_string(),
        Value::Day(day) => day.to_string(),
        Value::Number(number) if key == "staleReleaseThresholdDays" => number.to_owned(),
        Value::Number(number) => quoted(number),
        // Spaces around a template are trimmed when it is rendered anyway.
        Value::Text(value) if key == "changelogTemplate" => text(value.trim()),
        Value::Text(value) if QUOTED.contains(&key) => quoted(value),
        Value::Text(value) => text(value),
        Value::List => {
            let items = node.items().iter().map(|item| scalar(key, item));
            format!("[{}]", items.collect::<Vec<_>>().join(", "))
        }
        Value::Map => {
            let pairs = node.pairs().iter();
            let pairs = pairs.map(|(name, value)| {
                let name = name.text().unwrap_or_default();
                format!("{name}: {}", scalar(key, value))
            });
            format!("{{{}}}", pairs.collect::<Vec<_>>().join(", "))
        }
    }
}

/// A text, quoted if YAML needs it or if it starts like a number.
fn text(value: &str) -> String {
    let is_odd = value.starts_with(|c: char| "-?:,[]{}#&*!|>'\"%@`0123456789".contains(c))
        || value.ends_with(':')
        || value.trim() != value
        || value.contains(": ")
        || value.contains(" #")
        || value.chars().any(char::is_control);
    if is_odd || !is_text(value) {
        quoted(value)
    } else {
        value.to_owned()
    }
}

fn is_text(value: &str) -> bool {
    let is_same = |value: Value<'_>| matches!(value, Value::Text(_));
    eolens::text::yaml::read(value).is_ok_and(|tree| is_same(tree.root.value()))
}

fn quoted(value: &str) -> String {
    let mut out = String::from("\"");
    for c in value.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            c if c.is_control() => {
                let _ = write!(out, "\\u{:04x}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::{Beside, front_matter};

    fn canonical(front: &str, shows_dates: bool, descriptions: &[(&str, &str)]) -> String {
        let own = |(name, text): &(&str, &str)| ((*name).to_owned(), (*text).to_owned());
        let descriptions: BTreeMap<_, _> = descriptions.iter().map(own).collect();
        let beside = Beside {
            shows_dates,
            descriptions,
        };
        front_matter(&eolens::text::yaml::read(front).unwrap(), &beside)
    }

    #[test]
    fn keys_have_one_order_and_values_one_style() {
        let front = "\
releases:
- latest: 1.10   # kept as it is spelt
  eol: 2030-01-01
  own: 3.10
  releaseCycle: 1
permalink: /x
title:   'X: the #1'
eolColumn: yes
unknown: is dropped
identifiers: [{purl: 'pkg:a/b', more: 1}]
";
        let expected = "\
title: \"X: the #1\"
permalink: /x
eolColumn: true

identifiers:
  - purl: pkg:a/b

releases:
  - releaseCycle: \"1\"
    eol: 2030-01-01
    latest: \"1.10\"
    own: \"3.10\"
";
        assert_eq!(canonical(front, true, &[]), expected);
        assert_eq!(
            canonical(expected, true, &[]),
            expected,
            "a second time changes nothing"
        );
    }

    #[test]
    fn descriptions_are_ours_and_old_names_are_todays() {
        let front = "\
activeSupportColumn: Fixes
customColumns:
- {property: java, position: after-release-column, label: Java, description: Theirs}
- {property: other, position: api-only, label: Other, description: Theirs}
releases: []
";
        let expected = "\
releaseDateColumn: false
eoasColumn: Fixes

customFields:
  - name: java
    display: after-release-column
    label: Java
    description: Ours
  - name: other
    display: api-only
    label: Other
    description: Theirs

releases:
";
        assert_eq!(canonical(front, false, &[("java", "Ours")]), expected);
    }

    #[test]
    fn text_that_yaml_would_misread_is_quoted() {
        for (value, expected) in [
            ("plain words", "plain words"),
            ("a\nb\t\"c\" \\", r#""a\nb\t\"c\" \\""#),
            ("- a", "\"- a\""),
            ("true", "\"true\""),
            ("1.10", "\"1.10\""),
            ("2024-01-01", "\"2024-01-01\""),
            ("a: b", "\"a: b\""),
            ("a #b", "\"a #b\""),
            ("a:", "\"a:\""),
            ("", "\"\""),
        ] {
            assert_eq!(super::text(value), expected);
        }
    }
}
