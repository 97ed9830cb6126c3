//! Versions in places where one is expected: version files, inputs of actions.

use crate::stack::claim::{Accepts, Claim, Kind, Role, Subject};
use crate::text::requirement::Requirement;
use crate::text::yaml::Place;

/// A file's notation for requirements.
pub type Notation = fn(&str) -> Option<Requirement>;

/// What a text says about a version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Written {
    /// One version or release line.
    Pin(String),
    /// Several.
    Set(Requirement),
    /// None.
    Floating,
}

/// Words for the newest version, or the one installed.
const FLOATING: [&str; 26] = [
    "latest",
    "stable",
    "lts",
    "lts/*",
    "lts/-1",
    "current",
    "node",
    "system",
    "nightly",
    "beta",
    "edge",
    "iojs",
    "rc",
    "canary",
    "head",
    "oldstable",
    "canonical",
    "default",
    "unstable",
    "lowest",
    "highest",
    "pre-installed",
    "min-required",
    "latest-allowed",
    "main",
    "master",
];

/// Those that need not mean the newest version.
const ANY: [&str; 7] = [
    "system",
    "iojs",
    "oldstable",
    "default",
    "lowest",
    "pre-installed",
    "min-required",
];

/// Whether a word means the newest version, or one that is newer still.
pub fn is_newest(word: &str) -> bool {
    let word = word.to_ascii_lowercase();
    FLOATING.contains(&word.as_str()) && !ANY.contains(&word.as_str())
}

/// What stands before the beginning of a version whose newest is meant: in tfenv, and in the tags of pnpm.
const NEWEST: [&str; 3] = ["latest:", "latest-", "next-"];

/// The long-term releases of Node.js by their code names, see <https://github.com/nodejs/Release>.
const NODE: [(&str, &str); 11] = [
    ("argon", "4"),
    ("boron", "6"),
    ("carbon", "8"),
    ("dubnium", "10"),
    ("erbium", "12"),
    ("fermium", "14"),
    ("gallium", "16"),
    ("hydrogen", "18"),
    ("iron", "20"),
    ("jod", "22"),
    ("krypton", "24"),
];

/// The release of Node.js of a code name; `None` where there is none.
pub fn node_line(name: &str) -> Option<&'static str> {
    let found = NODE.iter().find(|(own, _)| own.eq_ignore_ascii_case(name));
    found.map(|(_, version)| *version)
}

/// Said of a placeholder.
pub const PLACEHOLDER: &str = "a placeholder";

/// Whether a text is filled in later, so that it is no version: `${x}`, `{{ x }}`, `<%= x %>`, `@x@`, `%x%`, `<x>`.
pub fn is_placeholder(text: &str) -> bool {
    let text = text.trim();
    let is_part = |c: char| c.is_ascii_alphanumeric() || "._-".contains(c);
    let is_name = |name: &str| {
        name.starts_with(|c: char| c.is_ascii_alphabetic()) && name.chars().all(is_part)
    };
    let enclosed = [('@', '@'), ('%', '%'), ('<', '>')];
    let mut names = enclosed
        .iter()
        .filter_map(|(start, end)| text.strip_prefix(*start)?.strip_suffix(*end));
    ["${", "{{", "<%"].iter().any(|start| text.contains(start)) || names.any(is_name)
}

/// Reads a text in which one version is meant: `16.20.2`, `v16`, `16.x`, `^16`, `latest`. `None` where it says
/// nothing about versions.
pub fn read(text: &str, notation: Notation) -> Option<Written> {
    let text = text.trim().trim_matches(['"', '\'']).trim();
    if text.is_empty() {
        return None;
    }
    if FLOATING.contains(&text.to_ascii_lowercase().as_str()) || is_placeholder(text) {
        return Some(Written::Floating);
    }
    let line = text
        .strip_prefix("lts/")
        .or_else(|| text.strip_prefix("lts-"));
    if let Some(name) = line {
        let line = node_line(name).map(str::to_owned);
        return Some(line.map_or(Written::Floating, Written::Pin));
    }
    // The newest that begins so: `latest:^1.5`, `latest-8`.
    let begun = NEWEST.iter().find_map(|start| text.strip_prefix(start));
    let text = begun.map_or(text, |begun| begun.trim_start_matches([' ', '^']));
    if let Some(version) = bare(text) {
        return Some(Written::Pin(version));
    }
    notation(text).map(Written::Set)
}

/// A version without a sign and without an open end; `None` if it is not one.
pub fn bare(text: &str) -> Option<String> {
    let number = text.strip_prefix(['v', 'V']).unwrap_or(text);
    let is_part = |c: char| c.is_ascii_alphanumeric() || "._+-~".contains(c);
    let is_number = number.starts_with(|c: char| c.is_ascii_digit()) && number.chars().all(is_part);
    let mut version = number;
    while let Some(shorter) = [".x", ".X"]
        .iter()
        .find_map(|open| version.strip_suffix(open))
    {
        version = shorter;
    }
    is_number.then(|| version.to_owned())
}

/// The claim of a text that names one version; `None` if it says nothing about versions.
pub fn claim(
    at: Place,
    subject: Subject,
    text: &str,
    notation: Notation,
    role: Role,
) -> Option<Claim> {
    let claim = match read(text, notation)? {
        Written::Pin(version) => Claim::pin(at, subject, version, role),
        Written::Set(accepts) => Claim::set(at, subject, text, accepts, role),
        Written::Floating => Claim::floating(at, subject, text, role),
    };
    Some(claim.written(text.trim()))
}

/// The claim of several texts that apply together; a single one is kept as it is. `None` if none says
/// anything about versions.
pub fn list(
    parts: &[(Place, &str)],
    subject: &Subject,
    notation: Notation,
    role: Role,
) -> Option<Claim> {
    let said = |(at, text): &(Place, &str)| claim(*at, subject.clone(), text, notation, role);
    let claims: Vec<Claim> = parts.iter().filter_map(said).collect();
    let (first, rest) = claims.split_first()?;
    if rest.is_empty() {
        return Some(first.clone());
    }
    let is_fixed = |claim: &&Claim| claim.kind == Kind::Pin;
    let pins = claims.iter().filter(is_fixed);
    let pins: Vec<String> = pins.map(|claim| claim.version.clone()).collect();
    let others = claims.iter().filter(|claim| !is_fixed(claim));
    if let Some(floating) = others.clone().find(|claim| claim.kind == Kind::Floating)
        && pins.is_empty()
    {
        return Some(floating.clone());
    }
    let written: Vec<&str> = claims.iter().map(|claim| claim.written.as_str()).collect();
    let sets = others.filter_map(|claim| match &claim.accepts {
        Some(Accepts::Spans(spans)) => Some(spans.clone()),
        _ => None,
    });
    let accepts = if let Some(sets) = sets.reduce(Requirement::or) {
        let pins = pins.iter().filter_map(|pin| notation(pin));
        Accepts::Spans(pins.fold(sets, Requirement::or))
    } else {
        let said = |claim: &Claim| match claim.kind {
            Kind::Floating => claim.written.clone(),
            _ => claim.version.clone(),
        };
        Accepts::List(claims.iter().map(said).collect())
    };
    Some(Claim {
        kind: Kind::Set,
        version: written.join(", "),
        written: written.join(", "),
        accepts: Some(accepts),
        ..first.clone()
    })
}

#[cfg(test)]
mod tests {
    use super::{Written, is_placeholder, read};
    use crate::stack::requirement::npm;

    #[test]
    fn a_placeholder_is_no_version() {
        for text in [
            "${v}",
            "{{ v }}",
            "1.{{ v }}",
            "<%= v %>",
            "@v.x@",
            "%v%",
            "<v>",
        ] {
            assert!(is_placeholder(text), "{text}");
        }
        for text in ["", "1.2", "@1@", "@@", "<1.2>", "~> 1", "x@y"] {
            assert!(!is_placeholder(text), "{text}");
        }
    }

    #[test]
    fn one_version_is_meant() {
        for (text, expected) in [
            ("16.20.2", Some("16.20.2")),
            ("v18", Some("18")),
            ("18.x", Some("18")),
            ("18.x.x", Some("18")),
            ("\"3.9\"", Some("3.9")),
            ("3.13.0-rc.1", Some("3.13.0-rc.1")),
            ("17.0.9+9", Some("17.0.9+9")),
            ("lts/*", None),
            ("latest", None),
            ("${V}", None),
        ] {
            let expected = expected.map_or(Written::Floating, |version| {
                Written::Pin(version.to_owned())
            });
            assert_eq!(read(text, npm::read), Some(expected), "{text}");
        }
        assert!(matches!(read(">=18", npm::read), Some(Written::Set(_))));
        assert!(matches!(read("*", npm::read), Some(Written::Set(_))));
        for text in ["", " ", "./path", "whatever"] {
            assert_eq!(read(text, npm::read), None, "{text}");
        }
    }
}
