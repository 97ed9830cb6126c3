//! The values of Helm charts, see <https://helm.sh/docs/chart_best_practices/values/>. Charts are free in how they name
//! what belongs to an image.

use super::{MOST_NODES, given, tagged, take};
use crate::stack::claim::{Findings, Source};
use crate::stack::image::Image;
use crate::stack::woven::Woven;
use crate::text::yaml::{self, Misfit, Node};

/// The keys that hold the name of an image if there is one for its tag beside them; the first counts.
const NAMES: [&str; 3] = ["repository", "repo", "image"];

/// Reads a chart's values: images given as repository and tag, or in one text.
pub fn read(source: &Source<'_>) -> Result<Findings, Misfit> {
    let (roots, fault) = yaml::read_all(source.text);
    let mut reader = Reader {
        left: MOST_NODES,
        findings: Findings::default(),
    };
    for root in &roots {
        reader.value(root, "");
    }
    reader.findings.faults.extend(fault);
    Ok(reader.findings)
}

struct Reader {
    /// The nodes that may still be read.
    left: usize,
    findings: Findings,
}

impl Reader {
    /// Reads the value of a key, or an item of it.
    fn value(&mut self, node: &Node, key: &str) {
        if self.left == 0 {
            return;
        }
        self.left -= 1;
        for item in node.items() {
            self.value(item, key);
        }
        let own = parts(node, key);
        if let Some((_, image)) = &own {
            take(image, &mut self.findings);
        }
        let used = own.map(|(name, _)| name);
        for (key, below) in node.pairs() {
            let is_used = used.is_some_and(|used| std::ptr::eq(used, below));
            if !is_used && let Some(key) = key.text() {
                self.pair(node, key, below);
            }
        }
    }

    /// Reads a key with its value, in a map.
    fn pair(&mut self, map: &Node, key: &str, below: &Node) {
        // `image: redis` and `imageTag: "6.2"` beside it.
        let tag = map.get(&format!("{key}Tag")).filter(|tag| is_scalar(tag));
        if let Some(tag) = tag.filter(|_| is_name(below)) {
            take(&joined(below, None, Some(tag)), &mut self.findings);
            return;
        }
        let text = below.text().filter(|text| text.contains([':', '/']));
        match text.filter(|_| is_image(key)) {
            Some(text) => take(&Woven::plain(text, below.inner()), &mut self.findings),
            None => self.value(below, key),
        }
    }
}

/// Whether a key is said of images.
fn is_image(key: &str) -> bool {
    let key = key.to_ascii_lowercase();
    key.ends_with("image") || key.ends_with("images")
}

/// Whether a node is a text or nothing, as an empty tag is.
fn is_scalar(node: &Node) -> bool {
    node.text().is_some() || node.is_null()
}

/// Whether a node may be the name of an image: no truth value, and no address of sources or charts.
fn is_name(node: &Node) -> bool {
    let text = node.text().filter(|_| !node.is_null()).unwrap_or_default();
    let is_word = node.is_plain() && matches!(text, "true" | "false");
    !text.is_empty()
        && !is_word
        && !text.contains(['@', ' '])
        && text.strip_suffix(".git").is_none()
}

/// The image that a map below a key is, with the node of its name: `{registry, repository, tag}`.
fn parts<'a>(map: &'a Node, key: &str) -> Option<(&'a Node, Woven)> {
    let is_image = is_image(key);
    let scalar = |key| map.get(key).filter(|value| is_scalar(value));
    let tag = scalar("tag").or_else(|| scalar("version").filter(|_| is_image));
    let named = |key: &&str| given(map, key).filter(|value| is_name(value));
    let repository = NAMES.iter().take(2).find_map(named);
    let name = if tag.is_some() {
        let name = NAMES.iter().find_map(named);
        name.or_else(|| named(&"name").filter(|_| is_image))?
    } else {
        // Of an image, the repository is enough: the chart has a tag for it.
        repository.filter(|_| is_image)?
    };
    Some((name, joined(name, Some(map), tag)))
}

/// An image of a name, with the registry or digest that a map has, and the tag.
fn joined(name: &Node, map: Option<&Node>, tag: Option<&Node>) -> Woven {
    let said = |key| given(map?, key)?.text();
    let text = name.text().unwrap_or_default();
    let registry = said("registry").map(|registry| registry.trim_end_matches('/'));
    let full = registry.map_or_else(|| text.to_owned(), |registry| format!("{registry}/{text}"));
    let has_tag = Image::read(text).is_some_and(|image| !image.tag.0.is_empty());
    let is_given = |tag: &&Node| !tag.is_null() && tag.text().is_some_and(|text| !text.is_empty());
    match (tag.filter(is_given), said("digest")) {
        (Some(tag), _) if !has_tag => tagged(&full, name.inner(), tag),
        (None, Some(digest)) => Woven::plain(&format!("{full}@{digest}"), name.inner()),
        _ => Woven::plain(&full, name.inner()),
    }
}

#[cfg(test)]
mod tests {
    use super::read;
    use crate::stack::formats::tests::rows;

    #[test]
    fn values_have_images() {
        for (text, expected) in [
            (
                "image:\n  repository: redis\n  tag: 6.2",
                "3:8 redis pin 6.2 run",
            ),
            (
                "image:\n  registry: docker.io\n  repository: bitnami/redis\n  tag: \"7.0.5-debian-11-r7\"",
                "4:9 docker.io/bitnami/redis pin 7.0.5 run | 4:15 debian base 11 run",
            ),
            ("a:\n  image: redis:6.2", "2:10 redis pin 6.2 run"),
            (
                "image: acme/redis\nimageTag: \"6.2\"",
                "2:12 acme/redis pin 6.2 run",
            ),
            (
                "image:\n  registry: null\n  repository: redis\n  tag: \"6.2\"",
                "4:9 redis pin 6.2 run",
            ),
            ("image: true", ""),
            ("images: {x: redis:6.2}", ""),
        ] {
            assert_eq!(rows(read, text), expected, "{text}");
        }
    }

    #[test]
    fn a_name_and_a_tag_are_an_image_wherever_they_stand() {
        for (text, expected) in [
            (
                "a: {repo: postgres, tag: \"11\"}",
                "1:27 postgres pin 11 run",
            ),
            (
                "{repository: quay.io/acme/redis, tag: '6'}",
                "1:40 quay.io/acme/redis pin 6 run",
            ),
            (
                "image: {busybox: {registry: docker.io/, repository: python, tag: \"3.8\"}}",
                "1:67 docker.io/python pin 3.8 run",
            ),
            ("a: {image: redis, tag: \"6.0\"}", "1:25 redis pin 6.0 run"),
            (
                "a: {image: \"redis:6.0\", tag: \"7\"}",
                "1:13 redis pin 6.0 run",
            ),
            (
                "image: {name: mysql, tag: \"5.7\"}",
                "1:28 mysql pin 5.7 run",
            ),
            (
                "image: {name: mysql, version: \"5.7\"}",
                "1:32 mysql pin 5.7 run",
            ),
            (
                "images: [{name: x, repository: python, tag: \"3.8\"}]",
                "1:46 python pin 3.8 run",
            ),
            (
                "repository: redis\ntag: '6'\na: {image: python:3.8}",
                "2:7 redis pin 6 run | 3:12 python pin 3.8 run",
            ),
            ("a: {name: x, tag: '1'}", ""),
            ("a: {repo: 'https://x.y/z', tag: v1}", ""),
            ("a: {repo: 'git@x.y:z/a', tag: v1}", ""),
            ("a: {repository: x, version: '1'}", ""),
            ("a: {repository: x}", ""),
            ("a: {image: true, tag: '1'}", ""),
        ] {
            assert_eq!(rows(read, text), expected, "{text}");
        }
    }

    #[test]
    fn an_image_without_a_tag_floats() {
        for (text, expected) in [
            (
                "a: {repository: quay.io/prometheus/prometheus, tag: \"\"}",
                "1:17 quay.io/prometheus/prometheus floating  run",
            ),
            (
                "a:\n  initImage:\n    repository: busybox\n    tag: \"\"",
                "3:17 busybox floating  run",
            ),
            ("image:\n  repository: redis", "2:15 redis floating  run"),
            (
                "image:\n  repository: redis\n  tag: null",
                "2:15 redis floating  run",
            ),
            (
                "image:\n  repository: redis\n  tag: ~",
                "2:15 redis floating  run",
            ),
            (
                "image: {repository: redis, digest: 'sha256:ab'}",
                "1:21 redis floating  run",
            ),
            ("image: redis\nimageTag: ''", "1:8 redis floating  run"),
            ("image:\n  repository: null\n  tag: '6.2'", ""),
        ] {
            assert_eq!(rows(read, text), expected, "{text}");
        }
    }
}
