//! Container images in files: name, tag, and the operating system inside.

mod below;

use self::below::{below, distroless, own_version};
use crate::stack::claim::{Claim, Kind, Role, Subject};
use crate::stack::woven::Woven;

/// The parts of `[REGISTRY/]PATH[:TAG][@DIGEST]`, see <https://distribution.github.io/distribution/spec/api/>.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Image<'a> {
    /// The registry and path.
    pub name: &'a str,
    /// The tag, empty if there is none, and its byte offset in the text.
    pub tag: (&'a str, usize),
    /// Whether a digest follows.
    pub is_fixed: bool,
}

impl<'a> Image<'a> {
    /// Parses a reference; `None` if it is not one. It may contain unknown variables.
    pub fn read(text: &'a str) -> Option<Self> {
        let image = Self::parted(text)?;
        let (name, tag) = (image.name, image.tag.0);
        let is_name = |c: char| c.is_ascii_alphanumeric() || "._-/:".contains(c);
        let is_path = name.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '$')
            && outside_variables(name).all(is_name);
        let is_empty = name.split('/').any(str::is_empty);
        let is_tag = |c: char| is_name(c) || "+?<>%!@ ".contains(c);
        let is_image =
            is_path && !is_empty && outside_variables(tag).all(is_tag) && name.len() <= 255;
        is_image.then_some(image)
    }

    /// The parts of a text, whether it is a reference or not.
    pub fn parted(text: &'a str) -> Option<Self> {
        let (mut end, mut colon) = (text.len(), None);
        for (at, mark) in marks(text) {
            match mark {
                // The colon before it is that of the registry's port.
                '/' => colon = None,
                ':' => colon = colon.or(Some(at)),
                _ => {
                    end = at;
                    break;
                }
            }
        }
        let (rest, digest) = text.split_at_checked(end)?;
        let is_fixed = digest.contains(':') || digest.starts_with("@$");
        let (name, tag) = match colon {
            Some(colon) => (rest.get(..colon)?, (rest.get(colon + 1..)?, colon + 1)),
            None => (rest, ("", rest.len())),
        };
        Some(Self {
            name,
            tag,
            is_fixed,
        })
    }
}

/// The marks that part a reference, with their offsets: those outside variables.
fn marks(text: &str) -> impl Iterator<Item = (usize, char)> {
    let mut depth = 0_usize;
    text.char_indices().filter(move |(_, c)| {
        match c {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            '/' | ':' | '@' => return depth == 0,
            _ => {}
        }
        false
    })
}

/// The characters of a text that belong to no variable (`$NAME`, `${NAME:-x}`, `${{ name }}`).
fn outside_variables(text: &str) -> impl Iterator<Item = char> {
    let mut depth = 0_usize;
    text.chars().filter(move |c| {
        match c {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            '$' => {}
            _ => return depth == 0,
        }
        false
    })
}

/// Whether what identifies an image, the last part of its name, is or contains a variable.
pub fn is_variable(name: &str) -> bool {
    let slashes = marks(name).filter(|(_, mark)| *mark == '/');
    let last = slashes
        .last()
        .map_or(Some(name), |(at, _)| name.get(at + 1..));
    last.is_some_and(|last| last.contains('$') || last.contains("{{"))
}

/// The language of a dev container; `None` for other images. Its name alone does not make it one of the language's.
pub fn dev_container(name: &str) -> Option<&str> {
    const REGISTRIES: [&str; 2] = [
        "mcr.microsoft.com/devcontainers/",
        "mcr.microsoft.com/vscode/devcontainers/",
    ];
    REGISTRIES.iter().find_map(|start| name.strip_prefix(start))
}

/// The version of the language in the tag of a dev container. A number before it, as in `1-3.12`, is the version of the
/// image's definition, see <https://github.com/devcontainers/images>.
pub fn dev_version(tag: &str) -> Option<&str> {
    let is_number = |part: &&str| part.starts_with(|c: char| c.is_ascii_digit());
    tag.split('-').take(2).take_while(is_number).last()
}

/// The offset of the version in the tag of an image, or of its name's last character if it has none.
fn version_at(image: Image<'_>) -> usize {
    let (tag, from) = image.tag;
    if tag.is_empty() {
        return image.name.len().saturating_sub(1);
    }
    let version = dev_container(image.name).and_then(|_| dev_version(tag));
    let before = version.map_or(0, |version| {
        (version.as_ptr() as usize).saturating_sub(tag.as_ptr() as usize)
    });
    let is_marked = tag.starts_with('v') && tag.len() > 1;
    from + before.max(usize::from(is_marked))
}

/// The claims of an image in a text: its own, and its operating system's. Empty if the text is not an image
/// or its name is unknown.
pub fn claims(text: &Woven, role: Role) -> Vec<Claim> {
    let Some(image) = Image::read(&text.text) else {
        return Vec::new();
    };
    if image.name == "scratch" {
        return Vec::new();
    }
    let tag = image.tag.0;
    let version = own_version(image.name, tag).or_else(|| tag.split('-').next());
    let version = version.unwrap_or_default();
    let number = version.strip_prefix('v').unwrap_or(version);
    let is_version = number.starts_with(|c: char| c.is_ascii_digit()) && !version.contains('$');
    let (kind, note) = match () {
        () if is_version => (Kind::Pin, None),
        () if version.contains('$') => (
            Kind::Floating,
            Some("this file gives the variable no literal value"),
        ),
        () if tag.is_empty() && image.is_fixed => (Kind::Floating, Some("a digest without a tag")),
        () if tag.is_empty() => (Kind::Floating, Some("no tag")),
        () => (Kind::Floating, None),
    };
    let (place, beside) = text.edited(version_at(image));
    let own = Claim {
        kind,
        beside: beside.map(str::to_owned),
        note: note.map(str::to_owned),
        version: if is_version || !version.contains('$') {
            version.to_owned()
        } else {
            String::new()
        },
        ..Claim::pin(place, Subject::Image(image.name.to_owned()), "", role)
            .written(text.text.as_str())
    };
    let below = below(text, image, role).or_else(|| distroless(text, image, role));
    std::iter::once(own).chain(below).collect()
}

#[cfg(test)]
mod tests {
    use super::{Image, claims};
    use crate::stack::claim::Role;
    use crate::stack::woven::Woven;
    use crate::text::yaml::Place;

    #[test]
    fn references_are_name_and_tag() {
        for (text, name, tag, is_fixed) in [
            ("node", "node", "", false),
            ("node:16-alpine", "node", "16-alpine", false),
            ("localhost:5000/node", "localhost:5000/node", "", false),
            ("a.b/c/d:1@sha256:ab", "a.b/c/d", "1", true),
            ("node@sha256:ab", "node", "", true),
            ("node:${V}", "node", "${V}", false),
            ("${R}/node:16", "${R}/node", "16", false),
            ("${R:-a/b:c}/node:16@${D}", "${R:-a/b:c}/node", "16", true),
            ("$R/node", "$R/node", "", false),
            ("a/${{ x.y || 'b' }}:1", "a/${{ x.y || 'b' }}", "1", false),
            ("${X}", "${X}", "", false),
            ("${X}:1", "${X}", "1", false),
        ] {
            let image = Image::read(text).unwrap();
            assert_eq!(
                (image.name, image.tag.0, image.is_fixed),
                (name, tag, is_fixed),
                "{text}"
            );
        }
        for text in [
            "",
            "<image>",
            "a//b",
            "{{ x }}",
            "%%BASE%%:1",
            "-x",
            "node 16",
        ] {
            assert_eq!(Image::read(text), None, "{text}");
        }
    }

    #[test]
    fn a_tag_has_a_version_and_perhaps_a_system() {
        for (text, expected) in [
            ("node:16", "pin 16"),
            ("node", "floating "),
            ("node:latest", "floating latest"),
            ("node:lts-buster-slim", "floating lts, base debian buster"),
            ("node:bookworm", "floating bookworm, base debian bookworm"),
            ("debian:bookworm-slim", "floating bookworm"),
            (
                "node:16.20.2-alpine3.18",
                "pin 16.20.2, base alpine-linux 3.18",
            ),
            ("node:16-alpine", "pin 16"),
            ("x:v1.2-ubi9", "pin v1.2, base rhel 9"),
            ("maven:3.8.5-eclipse-temurin-17", "pin 3.8.5"),
            ("x:ubuntu-22.04", "floating ubuntu, base ubuntu 22.04"),
            ("x:1-ubuntu-22.04-slim", "pin 1, base ubuntu 22.04"),
            ("x:12.2.0-base-ubuntu22.04", "pin 12.2.0, base ubuntu 22.04"),
            ("x:7.0.5-debian-11-r5", "pin 7.0.5, base debian 11"),
            ("x:8.0-oraclelinux9", "pin 8.0, base oracle-linux 9"),
            ("x:1.2-debian", "pin 1.2"),
            ("mcr.microsoft.com/windows/servercore:ltsc2016", "pin 2016"),
            (
                "mcr.microsoft.com/windows/nanoserver:ltsc2022-amd64",
                "pin 2022",
            ),
            ("mcr.microsoft.com/windows/nanoserver:1809", "pin 1809"),
            ("x:1.2-r5", "pin 1.2"),
            ("ubuntu:ubuntu-22.04", "floating ubuntu"),
            (
                "x:1-windowsservercore-ltsc2022",
                "pin 1, base windows-server-core 2022",
            ),
            (
                "elixir:1.2-erlang-28.4-debian-bullseye-20260610",
                "pin 1.2, base debian bullseye",
            ),
            ("python:3.9-${VARIANT}", "pin 3.9"),
            ("python:${V}-bookworm", "floating , base debian bookworm"),
            ("scratch", ""),
            (
                "python:3.13.0-slim-trixie",
                "pin 3.13.0, base debian trixie",
            ),
            ("python:3.12-alpine3.20", "pin 3.12, base alpine-linux 3.20"),
            ("python:3-slim", "pin 3"),
            ("python:3.14-rc-slim", "pin 3.14"),
            ("python:3.14.0rc2-alpine", "pin 3.14.0rc2"),
            ("ruby:2.7-buster", "pin 2.7, base debian buster"),
            ("php:7.4-fpm-alpine3.16", "pin 7.4, base alpine-linux 3.16"),
            ("golang:1.22-bookworm", "pin 1.22, base debian bookworm"),
            ("rust:1-slim-bookworm", "pin 1, base debian bookworm"),
            ("mariadb:10.5-focal", "pin 10.5, base ubuntu focal"),
            (
                "postgres:15.3-alpine3.18",
                "pin 15.3, base alpine-linux 3.18",
            ),
            ("debian:11.7-slim", "pin 11.7"),
            ("debian:bullseye-20230612-slim", "floating bullseye"),
            ("ubuntu:jammy-20230624", "floating jammy"),
            ("ubuntu:22.04", "pin 22.04"),
            ("alpine:3.19", "pin 3.19"),
            ("alpine:edge", "floating edge"),
            ("eclipse-temurin:17-jre-jammy", "pin 17, base ubuntu jammy"),
            ("eclipse-temurin:17.0.9_9-jdk", "pin 17.0.9_9"),
            (
                "tomcat:9.0-jdk11-temurin-focal",
                "pin 9.0, base ubuntu focal",
            ),
            ("traefik:v2.10", "pin v2.10"),
            ("x:20230901", "pin 20230901"),
            ("x:sha-0123abc", "floating sha"),
            ("x:main", "floating main"),
            ("x:main-bookworm", "floating main, base debian bookworm"),
            ("x:nightly-alpine", "floating nightly"),
            ("x:ubi8", "floating ubi8, base rhel 8"),
            ("node:20@sha256:ab", "pin 20"),
            ("node@sha256:ab", "floating "),
            ("localhost:5000/node:16", "pin 16"),
            ("localhost:5000/node", "floating "),
        ] {
            let claims = claims(&Woven::plain(text, Place { line: 1, column: 1 }), Role::Run);
            let words = claims.iter().map(|claim| match &claim.subject {
                super::Subject::Product(product) => format!("base {product} {}", claim.version),
                _ => format!("{} {}", claim.kind.word(), claim.version),
            });
            assert_eq!(words.collect::<Vec<_>>().join(", "), expected, "{text}");
        }
    }
}
