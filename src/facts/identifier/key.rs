//! Identifiers as keys: two spellings of the same identifier are equal.

use std::collections::BTreeMap;

use packageurl::PackageUrl;
use percent_encoding::percent_decode_str;

use crate::facts::product::Identifier;

/// What an identifier names.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Key {
    /// A package, by type, namespace (empty where there is none) and name; see
    /// <https://github.com/package-url/purl-spec>.
    Package(String, String, String),
    /// A platform, by part, vendor and product; see <https://csrc.nist.gov/projects/cpe>.
    Platform(String, String, String),
    /// A project at repology.
    Project(String),
}

/// A name in another system.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// What it names.
    pub key: Key,
    /// The version it names; `None` if it names all versions.
    pub version: Option<String>,
    /// Qualifiers of a package, such as its `repository_url` and its `distro`.
    pub qualifiers: BTreeMap<String, String>,
}

impl Name {
    /// Reads an identifier; `None` if its kind is unknown or it is malformed.
    pub fn of(identifier: &Identifier) -> Option<Self> {
        match identifier.kind.as_str() {
            "purl" => Self::package(&identifier.id),
            "cpe" => Self::platform(&identifier.id),
            "repology" => Self::project(&identifier.id),
            _ => None,
        }
    }

    /// Reads a package URL; `None` if it is malformed. Capitals matter where the package's type says so.
    pub fn package(purl: &str) -> Option<Self> {
        // Some have a trailing slash, which means nothing.
        let purl: PackageUrl<'_> = purl.trim_end_matches('/').parse().ok()?;
        let namespace = purl.namespace().unwrap_or_default();
        let parts = [purl.ty(), namespace, purl.name()].map(str::to_owned);
        let [kind, namespace, mut name] = parts;
        if kind == "pypi" {
            name = python_name(&name);
        }
        let qualifiers = purl.qualifiers().iter();
        let qualifiers = qualifiers.map(|(key, value)| (key.to_string(), value.to_string()));
        Some(Self {
            key: Key::Package(kind, namespace, name),
            version: purl.version().map(str::to_owned),
            qualifiers: qualifiers.collect(),
        })
    }

    /// Reads a CPE, written as a URI (`cpe:/a:…`) or as a formatted string (`cpe:2.3:a:…`); `None` if it is
    /// malformed. Capitals never matter. The update field belongs to the version.
    pub fn platform(cpe: &str) -> Option<Self> {
        let cpe = cpe.to_lowercase();
        let parts = match cpe.strip_prefix("cpe:2.3:") {
            Some(bound) => unquoted(bound),
            None => decoded(cpe.strip_prefix("cpe:/")?),
        };
        let mut parts = parts.into_iter();
        let key = (parts.next()?, parts.next()?, parts.next()?);
        let is_part = matches!(key.0.as_str(), "a" | "o" | "h");
        if !is_part || key.2.is_empty() {
            return None;
        }
        let said = parts.take(2).take_while(|part| is_said(part));
        let version = said.collect::<Vec<_>>().join(" ");
        Some(Self {
            key: Key::Platform(key.0, key.1, key.2),
            version: Some(version).filter(|version| !version.is_empty()),
            qualifiers: BTreeMap::new(),
        })
    }

    /// The repology project of this name; `None` if the name is empty.
    pub fn project(name: &str) -> Option<Self> {
        let name = percent_decode_str(name).decode_utf8_lossy().to_lowercase();
        (!name.is_empty()).then(|| Self {
            key: Key::Project(name),
            version: None,
            qualifiers: BTreeMap::new(),
        })
    }
}

/// The name of a Python package as the index compares it: in lowercase, with `-` for every run of `-`, `_` and `.`; see
/// <https://peps.python.org/pep-0503/#normalized-names>.
pub fn python_name(name: &str) -> String {
    let mut normal = String::with_capacity(name.len());
    for c in name.chars() {
        match c {
            '-' | '_' | '.' if normal.ends_with('-') => {}
            '-' | '_' | '.' => normal.push('-'),
            c => normal.extend(c.to_lowercase()),
        }
    }
    normal
}

/// Neither any (`*`) nor not applicable (`-`).
fn is_said(part: &str) -> bool {
    !matches!(part, "" | "*" | "-")
}

/// The fields of a formatted string; a backslash escapes the next character.
fn unquoted(text: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        let c = match c {
            ':' => {
                parts.push(String::new());
                continue;
            }
            '\\' => chars.next().unwrap_or(c),
            c => c,
        };
        if let Some(part) = parts.last_mut() {
            part.push(c);
        }
    }
    parts
}

fn decoded(uri: &str) -> Vec<String> {
    let parts = uri.split(':').map(percent_decode_str);
    parts.map(|part| part.decode_utf8_lossy().into()).collect()
}

#[cfg(test)]
mod tests {
    use super::{Key, Name};

    fn same(parse: fn(&str) -> Option<Name>, names: &[&str]) {
        let keys: Vec<Key> = names.iter().map(|name| parse(name).unwrap().key).collect();
        assert!(keys.windows(2).all(|pair| pair[0] == pair[1]), "{keys:?}");
    }

    #[test]
    fn a_package_is_the_same_however_it_is_written() {
        for names in [
            &[
                "pkg:npm/express",
                "pkg:npm/Express@4.18.2",
                "pkg:npm/express/",
            ][..],
            &[
                "pkg:npm/%40angular/core",
                "pkg:npm/@angular/core@17.0.1#src",
            ],
            &[
                "pkg:pypi/a-b",
                "pkg:pypi/A_B",
                "pkg://pypi/a-b",
                "pkg:pypi/a.b",
                "pkg:pypi/A-_.b",
            ],
            &["pkg:github/x/y", "pkg:GitHub/X/Y@1"],
            &[
                "pkg:deb/debian/x",
                "pkg:deb/Debian/X@1:2-3?distro=sid&arch=all",
            ],
        ] {
            same(Name::package, names);
        }
    }

    #[test]
    fn capitals_of_a_package_matter_where_its_type_says_so() {
        let [one, other] = ["pkg:maven/org.x/Y", "pkg:maven/org.x/y"].map(Name::package);
        assert_ne!(one.unwrap().key, other.unwrap().key);
    }

    #[test]
    fn a_platform_is_the_same_in_both_forms() {
        for names in [
            &[
                "cpe:/a:erlang:erlang%2fotp",
                "cpe:2.3:a:erlang:erlang\\/otp:*",
            ][..],
            &[
                "cpe:/o:X:Y_Z:1",
                "cpe:2.3:o:x:y_z:2:*:*:*:*:*:*:*",
                "CPE:2.3:O:X:Y_Z",
            ],
            &["cpe:2.3:a:x:a-b", "cpe:2.3:a:x:a\\-b"],
        ] {
            same(Name::platform, names);
        }
    }

    #[test]
    fn the_version_is_what_is_neither_any_nor_not_applicable() {
        let version = |name: &str| {
            let name = Name::platform(name).or_else(|| Name::package(name));
            name.unwrap().version
        };
        for (name, expected) in [
            ("cpe:2.3:a:x:y:1.2:*:*", Some("1.2")),
            ("cpe:2.3:o:x:y:2012:r2:*", Some("2012 r2")),
            ("cpe:2.3:a:x:y:-:sp1", None),
            ("cpe:2.3:a:x:y:*", None),
            ("cpe:/a:x:y", None),
            ("cpe:/a:x:y:1%2b2", Some("1+2")),
            ("cpe:2.3:a:x:y:1\\:2", Some("1:2")),
            ("pkg:deb/debian/x@1%3A2-3?distro=sid", Some("1:2-3")),
            ("pkg:npm/x", None),
        ] {
            assert_eq!(version(name).as_deref(), expected, "{name}");
        }
    }

    #[test]
    fn what_is_not_well_formed_names_nothing() {
        for name in [
            "",
            "x",
            "pkg:",
            "pkg:npm",
            "pkg:npm/",
            "cpe:",
            "cpe:/",
            "cpe:/x:y:z",
        ] {
            assert_eq!(Name::package(name), None, "{name}");
            assert_eq!(Name::platform(name), None, "{name}");
        }
        for name in [
            "cpe:2.3:a:x",
            "cpe:2.3:a:x:",
            "cpe:2.3:q:x:y",
            "cpe:2.3:a:x:\\",
        ] {
            let parsed = Name::platform(name).map(|name| name.key);
            let backslash = Key::Platform("a".into(), "x".into(), "\\".into());
            assert!(parsed.is_none() || parsed == Some(backslash), "{name}");
        }
    }
}
