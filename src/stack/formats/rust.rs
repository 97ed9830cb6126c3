//! Rust: a folder's toolchain, and a package's minimum supported version.

use crate::stack::claim::{Claim, Findings, Role, Source, Subject};
use crate::stack::requirement::cargo;
use crate::stack::written::{self, bare};
use crate::text::lines::{numbered, place_in};
use crate::text::requirement::Requirement;
use crate::text::toml;
use crate::text::yaml::{Node, Place};

/// Reads `rust-toolchain.toml`, or the older `rust-toolchain`, which may be one line.
pub fn toolchain(source: &Source<'_>) -> Findings {
    if !source.text.contains('[') {
        let mut lines = numbered(source.text).filter(|(_, line)| !line.trim().is_empty());
        let claim = lines
            .next()
            .and_then(|(number, line)| channel(place_in(number, line, line.trim()), line.trim()));
        return Findings::of(claim.into_iter().collect());
    }
    match toml::read(source.text) {
        Ok(root) => {
            let node = root
                .get("toolchain")
                .and_then(|toolchain| toolchain.get("channel"));
            let claim = node.and_then(|node| channel(node.inner(), node.text()?));
            Findings::of(claim.into_iter().collect())
        }
        Err((at, reason)) => Findings::fault(at, reason),
    }
}

/// `1.70.0`, `1.70.0-x86_64-unknown-linux-gnu`, `stable`, `nightly-2024-01-01`.
fn channel(at: Place, text: &str) -> Option<Claim> {
    let word = text.split('-').next()?;
    let claim = written::claim(at, Subject::Product("rust"), word, cargo::read, Role::Build)?;
    Some(claim.written(text))
}

/// Reads `Cargo.toml`: the minimum version of Rust.
pub fn manifest(source: &Source<'_>) -> Findings {
    let root = match toml::read(source.text) {
        Ok(root) => root,
        Err((at, reason)) => return Findings::fault(at, reason),
    };
    let workspace = root
        .get("workspace")
        .and_then(|workspace| workspace.get("package"));
    let packages = [root.get("package"), workspace];
    let claims = packages.into_iter().flatten().filter_map(|package| {
        let node = package.get("rust-version")?;
        let version = bare(node.text()?)?;
        let numbers = crate::text::version::Version::new(&version).numbers()?;
        let accepts = Requirement::at_least(&numbers);
        Some(Claim::set(
            node.inner(),
            Subject::Product("rust"),
            Node::text(node)?,
            accepts,
            Role::Build,
        ))
    });
    Findings::of(claims.collect())
}

#[cfg(test)]
mod tests {
    use super::{manifest, toolchain};
    use crate::stack::formats::tests::rows;

    #[test]
    fn toolchains_have_channels() {
        for (text, expected) in [
            (
                "[toolchain]\nchannel = \"1.70.0\"",
                "2:12 rust pin 1.70.0 build",
            ),
            ("1.70.0\n", "1:1 rust pin 1.70.0 build"),
            ("stable", "1:1 rust floating  build"),
            (
                "[toolchain]\nchannel = \"nightly-2024-01-01\"",
                "2:12 rust floating  build",
            ),
            ("1.70-x86_64-unknown-linux-gnu", "1:1 rust pin 1.70 build"),
            ("[toolchain]\ncomponents = [\"clippy\"]", ""),
            ("[toolchain", "fault"),
            ("", ""),
        ] {
            assert_eq!(rows(toolchain, text), expected, "{text}");
        }
    }

    #[test]
    fn packages_have_a_lowest_version() {
        for (text, expected) in [
            (
                "[package]\nrust-version = \"1.70\"",
                "2:17 rust set 1.70 build",
            ),
            (
                "[workspace.package]\nrust-version = \"1.70\"",
                "2:17 rust set 1.70 build",
            ),
            ("[package]\nrust-version.workspace = true", ""),
            (
                "[package]\nedition = \"2021\"\n[dependencies]\nserde = \"1\"",
                "",
            ),
        ] {
            assert_eq!(rows(manifest, text), expected, "{text}");
        }
    }
}
