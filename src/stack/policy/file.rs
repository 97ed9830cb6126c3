//! Reads a repository's policy, `.eolens.yaml`. Each fault has its position, and only an unreadable file is
//! an error.

use chrono::NaiveDate;

use super::{Addition, Condition, Exception, Policy};
use crate::text::suggest;
use crate::text::yaml::{self, Misfit, Node, Place};

/// The keys of a policy.
const KEYS: [&str; 8] = [
    "accept", "add", "extended", "fail-on", "java", "mirrors", "names", "skip",
];

/// Parses a policy.
///
/// # Errors
///
/// Returns all faults with their positions.
pub fn read(text: &str) -> Result<Policy, Vec<Misfit>> {
    let root = match yaml::read_file(text) {
        Ok(Some(tree)) => tree.root,
        Ok(None) => return Ok(Policy::default()),
        Err(misfit) => return Err(vec![misfit]),
    };
    let mut reader = Reader {
        policy: Policy::default(),
        faults: Vec::new(),
    };
    if root.pairs().is_empty() {
        reader.wrong(&root, "the policy must be a map");
    }
    for (key, value) in root.pairs() {
        reader.take(key, value);
    }
    let Reader { policy, faults } = reader;
    if faults.is_empty() {
        Ok(policy)
    } else {
        Err(faults)
    }
}

struct Reader {
    policy: Policy,
    faults: Vec<Misfit>,
}

impl Reader {
    fn wrong(&mut self, node: &Node, reason: impl Into<String>) {
        self.faults.push((node.at, reason.into()));
    }

    fn take(&mut self, key: &Node, value: &Node) {
        match key.text().unwrap_or_default() {
            "fail-on" => self.fail_on(value),
            "extended" => self.policy.extended = self.texts(value),
            "skip" => self.policy.skip = self.texts(value),
            "java" => match value.text() {
                Some(product) => self.policy.names.java = Some(product.to_owned()),
                None => self.wrong(value, "`java` must be the id of one product"),
            },
            "mirrors" => self.policy.names.mirrors = self.pairs(value),
            "names" => self.policy.names.names = self.pairs(value),
            "accept" => {
                for entry in value.items() {
                    self.accept(entry);
                }
            }
            "add" => {
                for entry in value.items() {
                    self.add(entry);
                }
            }
            other => {
                let near = suggest::near(other, KEYS.into_iter());
                let question = if near.is_empty() {
                    String::new()
                } else {
                    format!("; {}", suggest::question(&near))
                };
                self.wrong(key, format!("unknown key {other:?}{question}"));
            }
        }
    }

    fn fail_on(&mut self, value: &Node) {
        let one = std::iter::once(value).filter(|node| node.text().is_some());
        let nodes: Vec<&Node> = one.chain(value.items()).collect();
        let mut all = Vec::new();
        for node in nodes {
            match Condition::read_all(node.text().unwrap_or_default()) {
                Ok(conditions) => all.extend(conditions),
                Err(reason) => self.wrong(node, reason),
            }
        }
        self.policy.fail_on = all;
    }

    fn texts(&mut self, value: &Node) -> Vec<String> {
        let mut texts = Vec::new();
        for item in value.items() {
            match item.text() {
                Some(text) => texts.push(text.to_owned()),
                None => self.wrong(item, "expected a list of texts"),
            }
        }
        if value.items().is_empty() && value.text() != Some("") {
            self.wrong(value, "expected a list");
        }
        texts
    }

    fn pairs(&mut self, value: &Node) -> Vec<(String, String)> {
        let mut pairs = Vec::new();
        for (key, value) in value.pairs() {
            match key.text().zip(value.text()) {
                Some((key, value)) => pairs.push((key.to_owned(), value.to_owned())),
                None => self.wrong(value, "expected text"),
            }
        }
        pairs
    }

    /// The text of an entry's key; a fault if it is missing but needed.
    fn said(&mut self, entry: &Node, key: &str, is_needed: bool) -> Option<String> {
        let text = entry
            .get(key)
            .and_then(Node::text)
            .filter(|text| !text.trim().is_empty());
        if text.is_none() && is_needed {
            self.wrong(entry, format!("this entry needs `{key}`"));
        }
        text.map(str::to_owned)
    }

    fn known(&mut self, entry: &Node, keys: &[&str]) {
        for (key, _) in entry.pairs() {
            let text = key.text().unwrap_or_default();
            if !keys.contains(&text) {
                self.wrong(
                    key,
                    format!("unknown key {text:?}; use {}", keys.join(", ")),
                );
            }
        }
    }

    fn accept(&mut self, entry: &Node) {
        self.known(entry, &["product", "release", "path", "until", "reason"]);
        let product = self.said(entry, "product", true);
        let reason = self.said(entry, "reason", true);
        let until = self.until(entry);
        let (release, path) = (
            self.said(entry, "release", false),
            self.said(entry, "path", false),
        );
        if let (Some(product), Some(reason), Some(until)) = (product, reason, until) {
            self.policy.accept.push(Exception {
                product,
                release,
                path,
                until,
                reason,
                line: entry.at.line,
            });
        }
    }

    fn until(&mut self, entry: &Node) -> Option<NaiveDate> {
        let Some(node) = entry.get("until") else {
            self.wrong(
                entry,
                "this entry needs `until`, the date on which the exception ends",
            );
            return None;
        };
        if node.day().is_none() {
            self.wrong(node, "`until` must be a date, as YYYY-MM-DD");
        }
        node.day()
    }

    fn add(&mut self, entry: &Node) {
        self.known(entry, &["product", "version", "note"]);
        let product = self.said(entry, "product", true);
        let version = self.said(entry, "version", true);
        let note = self.said(entry, "note", false);
        let at: Place = entry.get("version").map_or(entry.at, Node::inner);
        if let (Some(product), Some(version)) = (product, version) {
            self.policy.add.push(Addition {
                product,
                version,
                note,
                at,
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::read;
    use crate::find::query::When;
    use crate::stack::policy::Condition;

    #[test]
    fn a_policy_has_its_keys() {
        let text = "fail-on: [ended, within:60d]\nextended: [ubuntu]\njava: amazon-corretto\n\
                    mirrors: { reg.corp/hub: docker.io/library }\nnames: { corp/base: \"debian 12\" }\n\
                    skip: [\"legacy/**\"]\naccept:\n  - { product: python, release: \"3.8\", path: \"tools/**\", \
                    until: 2027-01-31, reason: old }\nadd:\n  - { product: oracle-database, version: \"19\" }\n";
        let policy = read(text).unwrap();
        assert_eq!(
            policy.fail_on,
            [Condition::Ended, Condition::Within(When::Span(60))]
        );
        assert_eq!(policy.names.java.as_deref(), Some("amazon-corretto"));
        assert_eq!(policy.names.mirrors.len() + policy.names.names.len(), 2);
        assert_eq!(
            (policy.accept[0].line, policy.accept[0].release.as_deref()),
            (8, Some("3.8"))
        );
        assert_eq!(
            (policy.add[0].at.line, policy.add[0].version.as_str()),
            (10, "19")
        );
        assert_eq!(read("fail-on: none").unwrap().fail_on, []);
        assert!(read("# nothing\n").is_ok());
    }

    #[test]
    fn a_fault_at_the_end_lies_in_the_text() {
        let (at, reason) = read("? ").err().unwrap().swap_remove(0);
        assert_eq!((at.line, at.column), (1, 3), "{reason}");
    }

    #[test]
    fn faults_have_places() {
        for (text, line, reason) in [
            ("fail-onn: [ended]", 1, "did you mean fail-on?"),
            ("fail-on: [soon]", 1, "invalid condition"),
            ("accept:\n  - { product: x, reason: y }", 2, "needs `until`"),
            (
                "accept:\n  - { product: x, until: 2027-01-01 }",
                2,
                "needs `reason`",
            ),
            (
                "accept:\n  - { product: x, until: soon, reason: y }",
                2,
                "a date",
            ),
            (
                "accept:\n  - { product: x, until: 2027-01-01, reason: y, why: z }",
                2,
                "unknown key \"why\"",
            ),
            ("extended: ubuntu", 1, "a list"),
            ("skip: [", 1, ""),
            ("- x", 1, "a map"),
        ] {
            let faults = read(text).unwrap_err();
            assert!(
                faults[0].0.line >= line && faults[0].1.contains(reason),
                "{text}: {faults:?}"
            );
        }
    }
}
