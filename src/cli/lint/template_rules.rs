//! The templates of labels and links, each rendered for the releases it holds for.

use super::{Found, Rule};
use crate::facts::product::template::{Link, Placeholders, Templates};
use crate::text::clean;
use crate::text::yaml::{Node, Value};

/// Checks all templates; one of the product's own is a finding once, not in every release.
pub fn check(root: &Node, found: &mut Found) {
    let (label, changelog) = (
        written(root, "releaseLabel"),
        written(root, "changelogTemplate"),
    );
    let templates = Templates::new(label.and_then(Node::text), changelog.and_then(Node::text));
    let mut told = Vec::new();
    for release in root.get("releases").map_or(&[][..], Node::items) {
        let name = release
            .get("releaseCycle")
            .and_then(Node::text)
            .unwrap_or_default();
        let values = placeholders(release, name);
        let mut tell = |own: Option<&Node>, reason: String| {
            let at = own.map_or(root.at, |node| node.at);
            if !told.contains(&at) {
                told.push(at);
                found.add(at, Rule::Template, format!("for release {name}, {reason}"));
            }
        };
        let own = written(release, "releaseLabel");
        if let Err(reason) = templates.label(own.and_then(Node::text), &values) {
            tell(own.or(label), reason);
        }
        let (own, at) = link(release);
        if let Err(reason) = templates.link(own, &values) {
            tell(at.or(changelog), reason);
        }
    }
}

/// The value of that key, unless it is null.
fn written<'a>(map: &'a Node, key: &str) -> Option<&'a Node> {
    map.get(key).filter(|value| value.value() != Value::Null)
}

fn link(release: &Node) -> (Link<&str>, Option<&Node>) {
    let own = written(release, "link");
    match (release.get("link"), own.and_then(Node::text)) {
        (None, _) => (Link::Template, None),
        (Some(_), None) => (Link::None, None),
        (Some(_), Some(link)) => (Link::Own(link), own),
    }
}

fn placeholders<'a>(release: &Node, name: &'a str) -> Placeholders<'a> {
    let line = |key: &str| written(release, key).and_then(Node::text).map(clean::line);
    let day = |key: &str| release.get(key).and_then(Node::day);
    Placeholders {
        cycle: name,
        codename: line("codename"),
        released: day("releaseDate"),
        latest: line("latest"),
        latest_released: day("latestReleaseDate"),
    }
}
