//! The forms in which people write a product and its version: package URL, CPE, address, container image,
//! or plain words.

use super::line::{file_stem, is_java};
use super::package::{self, Package};
use super::sets;
use crate::facts::identifier::key::Name;

/// What a text refers to, judged by its form alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reference<'a> {
    /// An identifier of another system.
    Name(Name),
    /// A page of endoflife.date.
    Page {
        /// The product's id or alias.
        product: &'a str,
        /// The name of a release.
        release: Option<&'a str>,
    },
    /// A container image, or a name and version in one word: `node:16`, `python@3.9.5`.
    Image(Image<'a>),
    /// A package of a distribution.
    Package(Package<'a>),
    /// Words, the last of which may be a version.
    Words(&'a str),
}

/// A reference of the form `[DOMAIN/]PATH[:TAG][@DIGEST]`, see
/// <https://distribution.github.io/distribution/spec/api/>. Only a small part of it is needed, but
/// `PATH@VERSION` and `PATH/VERSION` are accepted too.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Image<'a> {
    /// The registry; `None` for Docker Hub.
    pub domain: Option<&'a str>,
    /// The repository.
    pub path: &'a str,
    /// The tag or version.
    pub tag: Option<&'a str>,
}

/// Parses a text; `None` if its form cannot refer to a product.
pub fn parse(text: &str) -> Option<Reference<'_>> {
    let text = text.trim();
    let scheme = text
        .split_once(':')
        .map(|(scheme, _)| scheme.to_ascii_lowercase());
    match scheme.as_deref() {
        Some("pkg") => return Name::package(text).map(Reference::Name),
        Some("cpe") => return Name::platform(text).map(Reference::Name),
        Some("repology") => {
            let (_, name) = text.split_once(':')?;
            return Name::project(name.trim()).map(Reference::Name);
        }
        _ => {}
    }
    if let Some((scheme, place)) = text.split_once("://")
        && !scheme.contains(char::is_whitespace)
    {
        return page(place).or_else(|| file(place).map(Reference::Words));
    }
    if text.is_empty() || package::is_absent(text) {
        return None;
    }
    let package = package::parse(text).map(Reference::Package);
    if let Some(package) = package.or_else(|| manifest(text)) {
        return Some(package);
    }
    if let Some(coordinates) = coordinates(text) {
        return Some(coordinates);
    }
    let is_one = !text.contains(|c: char| c.is_whitespace() || "<>~^|".contains(c));
    if !is_one || !text.contains([':', '/', '@']) {
        return Some(Reference::Words(text));
    }
    page(text)
        .or_else(|| scoped(text))
        .or_else(|| image(text).map(Reference::Image))
}

/// Parses `endoflife.date/python`, also with `api` and with releases, and addresses of projects at
/// Repology.
fn page(place: &str) -> Option<Reference<'_>> {
    let path = place.split(['?', '#']).next()?;
    let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
    let page = |product, release| Some(Reference::Page { product, release });
    match parts.as_slice() {
        ["repology.org", "project", name, ..] => Name::project(name).map(Reference::Name),
        ["endoflife.date" | "www.endoflife.date", path @ ..] => match path {
            ["api", "v1", "products", product, "releases", release] => page(product, Some(release)),
            ["api", "v1", "products", product] | [product] => page(product, None),
            ["api", "v1", ..] => None,
            ["api", product, release] => page(product, release.strip_suffix(".json")),
            ["api", product] => page(product.strip_suffix(".json")?, None),
            [product, release] => page(product, Some(release)),
            _ => None,
        },
        _ => None,
    }
}

/// Parses the address of a file whose name bears a version: `code.jquery.com/jquery-2.2.4.min.js`. The name of a Java
/// archive is that of a library, which may be another's client.
fn file(place: &str) -> Option<&str> {
    let path = place.split(['?', '#']).next()?;
    let (_, name) = path.rsplit_once('/')?;
    file_stem(name).filter(|_| !is_java(name))
}

/// `@angular/core ^14.2.0` and `laravel/framework v8.83.27`: names with an owner, and what is required or
/// locked of them, as npm and Composer write it. `composer show` adds a description.
fn manifest(text: &str) -> Option<Reference<'_>> {
    let (name, version) = text
        .split_once(char::is_whitespace)
        .or_else(|| text.rsplit_once('@').filter(|(name, _)| !name.is_empty()))?;
    if !name.contains('/') && text.contains(char::is_whitespace) {
        return None;
    }
    let version = described(name, version).unwrap_or(version);
    let requirement = version.trim_start_matches(|c: char| c.is_whitespace() || "^~=v".contains(c));
    let is_version = requirement.starts_with(|c: char| c.is_ascii_digit())
        && !requirement.contains(|c: char| c.is_whitespace() || "/:|,".contains(c));
    let is_word = |word: &str| {
        word.chars()
            .all(|c| c.is_alphanumeric() || "-_.".contains(c))
    };
    let (owner, own) = name.split_once('/').unwrap_or(("", name));
    let scope = owner.strip_prefix('@');
    let is_name = is_word(own) && is_word(scope.unwrap_or(owner)) && !own.is_empty();
    let kind = match scope {
        Some(_) => "npm",
        None if !owner.is_empty() && text.contains(char::is_whitespace) => "composer",
        None if owner.is_empty() && version.starts_with(['^', '~']) => "npm",
        None => return None,
    };
    let purl = format!("pkg:{kind}/{name}@{requirement}");
    let mut package = (is_version && is_name).then(|| Name::package(&purl))??;
    // The sign is part of the question: `^5.1` also matches 5.4.
    package.version = Some(version.trim().to_owned());
    Some(Reference::Name(package))
}

/// The version between a package's name and its description: `symfony/console  v2.8.4  Symfony Console
/// Component`.
fn described<'a>(name: &str, rest: &'a str) -> Option<&'a str> {
    let is_part = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "-_./".contains(c);
    let own = name.split_once('/').map(|(_, own)| own)?;
    let is_name = name.chars().all(is_part) && own.starts_with(|c: char| c.is_ascii_lowercase());
    let (version, _) = rest.trim_start().split_once(char::is_whitespace)?;
    let number = version.trim_start_matches('v');
    let is_version = number.starts_with(|c: char| c.is_ascii_digit()) && number.contains('.');
    (is_name && is_version).then_some(version)
}

/// Parses `@angular/core@17`: names with a scope belong to npm.
fn scoped(text: &str) -> Option<Reference<'_>> {
    let is_scoped = text.starts_with('@') && text.contains('/');
    let name = is_scoped.then(|| Name::package(&format!("pkg:npm/{text}")));
    name.flatten().map(Reference::Name)
}

/// Parses coordinates of Maven and Gradle, whose version may stand apart: `org.example.lamp:lamp-core:1.2`,
/// `org.example.lamp:lamp-core 1.2`.
fn coordinates(text: &str) -> Option<Reference<'_>> {
    let (group, rest) = text.split_once(':')?;
    let (artifact, version) = rest.split_once([':', ' ']).unwrap_or((rest, ""));
    let is_apart = rest.contains(' ');
    let version = version.trim_start();
    let is_word = |word: &str| {
        let is_end = |c: char| c.is_whitespace() || "/@<>~^|".contains(c);
        !word.contains(is_end)
    };
    let is_group = group.contains('.') && is_word(group);
    let is_artifact = artifact.starts_with(|c: char| c.is_ascii_alphabetic()) && is_word(artifact);
    let is_version = version.starts_with(|c: char| c.is_ascii_digit()) || !is_apart;
    if !(is_group && is_artifact && is_version && is_word(version)) {
        return None;
    }
    let at = if version.is_empty() { "" } else { "@" };
    Name::package(&format!("pkg:maven/{group}/{artifact}{at}{version}")).map(Reference::Name)
}

fn image(text: &str) -> Option<Image<'_>> {
    let (name, after) = text.split_once('@').unwrap_or((text, ""));
    let is_digest = after.contains(':');
    let (domain, path) = match name.split_once('/') {
        Some((domain, path)) if domain.contains(['.', ':']) || domain == "localhost" => {
            (Some(domain), path)
        }
        _ => (None, name),
    };
    let version = Some(after).filter(|_| !is_digest);
    let (path, tag) = match (path.split_once(':'), path.rsplit_once('/')) {
        (Some((path, tag)), _) => (path, Some(tag)),
        (None, Some((path, version))) if version.starts_with(|c: char| c.is_ascii_digit()) => {
            (path, Some(version))
        }
        _ => (path, version),
    };
    let hub = ["docker.io", "index.docker.io", "registry-1.docker.io"];
    let tag = tag.filter(|tag| !tag.is_empty());
    path.contains(char::is_alphanumeric).then_some(Image {
        domain: domain.filter(|domain| !hub.contains(domain)),
        path,
        tag,
    })
}

impl Image<'_> {
    /// Its names in other systems, the most specific first.
    pub fn names(&self) -> Vec<Name> {
        let (namespace, name) = self.path.rsplit_once('/').unwrap_or(("", self.path));
        let purl = match self.domain {
            None if namespace.is_empty() => format!("pkg:docker/library/{name}"),
            None => format!("pkg:docker/{namespace}/{name}"),
            Some(domain) => {
                let place = format!("{domain}/{namespace}");
                format!(
                    "pkg:oci/{name}?repository_url={}",
                    place.trim_end_matches('/')
                )
            }
        };
        let purls = [purl, format!("pkg:docker/{}", self.path)];
        purls
            .iter()
            .filter_map(|purl| Name::package(purl))
            .collect()
    }

    /// Whether it is an official image of Docker Hub or a mirror of one.
    pub fn is_official(&self) -> bool {
        let library = self
            .path
            .strip_prefix("docker/library/")
            .or(self.path.strip_prefix("library/"));
        library.is_some_and(|name| !name.contains('/')) || !self.path.contains('/')
    }

    /// Whether its registry has no particular owner, so that any path may be a mirror.
    pub fn is_mirrored(&self) -> bool {
        let is_public = |domain: &str| sets::words("registries").any(|it| domain.ends_with(it));
        self.domain.is_some_and(|domain| !is_public(domain))
    }
}

/// Suffixes that distributions append to the names of packages.
const PARTS: [&str; 9] = [
    "-bin", "-client", "-common", "-core", "-daemon", "-dev", "-devel", "-libs", "-server",
];

/// A package's name, and shorter forms without suffixes and numbers: `mariadb-server-10.5`,
/// `mariadb-server`, `mariadb`.
pub fn package_names(package: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(package), |name| {
        let part = PARTS.iter().find_map(|part| name.strip_suffix(part));
        let number = || name.trim_end_matches(|c: char| c.is_ascii_digit() || "-.".contains(c));
        let shorter = part.unwrap_or_else(number);
        (shorter.len() > 1 && shorter.len() < name.len()).then_some(shorter)
    })
}

#[cfg(test)]
mod tests {
    use super::{Image, Reference, parse};
    use crate::facts::identifier::key::Key;

    #[test]
    fn images_are_domain_path_and_tag() {
        for (text, domain, path, tag) in [
            ("node:16-alpine", None, "node", Some("16-alpine")),
            ("lib/redis", None, "lib/redis", None),
            (
                "reg.example/lib/redis:7.2@sha256:ab",
                Some("reg.example"),
                "lib/redis",
                Some("7.2"),
            ),
            (
                "localhost:5000/redis:7",
                Some("localhost:5000"),
                "redis",
                Some("7"),
            ),
            (
                "docker.io/library/redis@sha256:ab",
                None,
                "library/redis",
                None,
            ),
            ("python@3.9.5", None, "python", Some("3.9.5")),
            ("github.com/x/y@v1", Some("github.com"), "x/y", Some("v1")),
            ("nginx/1.18.0", None, "nginx", Some("1.18.0")),
            ("python:", None, "python", None),
        ] {
            let image = Image { domain, path, tag };
            assert_eq!(parse(text), Some(Reference::Image(image)), "{text}");
        }
    }

    #[test]
    fn pages_name_a_product_and_perhaps_a_release() {
        for (text, product, release) in [
            ("https://endoflife.date/python", "python", None),
            ("http://www.endoflife.date/python/?x#y", "python", None),
            ("endoflife.date/python", "python", None),
            ("https://endoflife.date/api/python.json", "python", None),
            (
                "https://endoflife.date/api/python/3.12.json",
                "python",
                Some("3.12"),
            ),
            (
                "https://endoflife.date/api/v1/products/python/",
                "python",
                None,
            ),
            (
                "https://endoflife.date/api/v1/products/python/releases/3.12/",
                "python",
                Some("3.12"),
            ),
        ] {
            assert_eq!(
                parse(text),
                Some(Reference::Page { product, release }),
                "{text}"
            );
        }
    }

    #[test]
    fn what_is_of_no_form_refers_to_nothing() {
        for text in [
            "https://endoflife.date",
            "https://endoflife.date/api/v1/categories",
            "https://example.org/python",
            "https://example.org/python-3.9.jar",
            "pkg:npm",
            "cpe:2.3:a:x",
            "repology:",
            ":1",
            "/",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }

    #[test]
    fn names_in_other_systems_are_keys() {
        let key = |text| match parse(text) {
            Some(Reference::Name(name)) => name.key,
            other => panic!("{text}: {other:?}"),
        };
        for text in ["@angular/core@17", "@angular/core ^17.0"] {
            assert_eq!(key(text), key("pkg:npm/%40angular/core"));
        }
        for text in ["a/b v3.1", "a/b  v3.1.2  Breathes 1 or 2 lamps"] {
            assert_eq!(key(text), key("pkg:composer/a/b"));
        }
        assert_eq!(key("react@^16.1"), key("pkg:npm/react"));
        for text in ["org.x:lamp:3.1", "org.x:lamp 3.1", "org.x:lamp: 3.1"] {
            assert_eq!(key(text), key("pkg:maven/org.x/lamp"));
        }
        for text in ["repology:x", "https://repology.org/project/x/versions"] {
            assert_eq!(key(text), Key::Project("x".into()));
        }
    }

    #[test]
    fn the_address_of_a_file_is_its_name() {
        for (text, words) in [
            ("https://example.org/x/lamp-3.1.2.min.js", "lamp-3.1.2"),
            ("https://example.org/lamp-3.1.tar.gz?raw=1", "lamp-3.1"),
        ] {
            assert_eq!(parse(text), Some(Reference::Words(words)));
        }
    }

    #[test]
    fn the_rest_is_words() {
        for text in [
            "python 3.9",
            "python",
            "openssl-1.1.1w",
            "python >3",
            "python==3.9",
            "a/3 3.1 of it",
            "GNU/Lamp 3.1 (noon)",
        ] {
            assert_eq!(parse(text), Some(Reference::Words(text)));
        }
    }
}
