//! Rust: a folder's toolchain, and a package's minimum supported version.

use crate::stack::claim::{Claim, Findings, Role, Source, Subject};
use crate::stack::requirement::cargo;
use crate::stack::written::{self, bare};
use crate::text::lines::{numbered, place_in};
use crate::text::requirement::Requirement;
use crate::text::toml;
use crate::text::version::Version;
use crate::text::yaml::{Misfit, Place};

/// Reads `rust-toolchain.toml`, or the older `rust-toolchain`, which may be one line, see
/// <https://rust-lang.github.io/rustup/overrides.html#the-toolchain-file>.
pub fn toolchain(source: &Source<'_>) -> Result<Findings, Misfit> {
    let mut lines = numbered(source.text).filter(|(_, line)| !line.trim().is_empty());
    let (first, second) = (lines.next(), lines.next());
    if source.name() != "rust-toolchain.toml" && second.is_none() {
        let claim = first
            .and_then(|(number, line)| channel(place_in(number, line, line.trim()), line.trim()));
        return Ok(Findings::of(claim));
    }
    let root = toml::read(source.text)?;
    let node = root.find(&["toolchain", "channel"]);
    let claim = node.and_then(|node| channel(node.inner(), node.text()?));
    Ok(Findings::of(claim))
}

/// `1.70.0`, `1.70.0-x86_64-unknown-linux-gnu`, `stable`, `nightly-2024-01-01`.
fn channel(at: Place, text: &str) -> Option<Claim> {
    let word = text.split('-').next()?;
    let claim = written::claim(at, Subject::Product("rust"), word, cargo::read, Role::Build)?;
    Some(claim.written(text))
}

/// Reads `Cargo.toml`: the minimum version of Rust.
pub fn manifest(source: &Source<'_>) -> Result<Findings, Misfit> {
    let root = toml::read(source.text)?;
    let packages = [&["package"][..], &["workspace", "package"]].into_iter();
    let claims = packages.filter_map(|path| {
        let node = root.find(path)?.get("rust-version")?;
        let (text, subject) = (node.text()?, Subject::Product("rust"));
        let numbers = Version::new(&bare(text)?).numbers()?;
        let accepts = Requirement::at_least(&numbers);
        Some(Claim::set(
            node.inner(),
            subject,
            text,
            accepts,
            Role::Build,
        ))
    });
    Ok(Findings::of(claims))
}

#[cfg(test)]
mod tests {
    use super::{manifest, toolchain};
    use crate::stack::formats::tests::{rows, rows_of};

    const CHANNELS: &[(&str, &str, &str)] = &[
        (
            "rust-toolchain.toml",
            "[toolchain]\nchannel = \"1.70.0\"",
            "2:12 rust pin 1.70.0 build",
        ),
        (
            "rust-toolchain.toml",
            "[toolchain]\nchannel = \"1.70\"",
            "2:12 rust pin 1.70 build",
        ),
        (
            "rust-toolchain.toml",
            "[toolchain]\nchannel = \"1\"",
            "2:12 rust pin 1 build",
        ),
        (
            "rust-toolchain.toml",
            "[toolchain]\nchannel = \"stable\"",
            "2:12 rust floating  build",
        ),
        (
            "rust-toolchain.toml",
            "[toolchain]\nchannel = \"beta\"",
            "2:12 rust floating  build",
        ),
        (
            "rust-toolchain.toml",
            "[toolchain]\nchannel = \"nightly\"",
            "2:12 rust floating  build",
        ),
        (
            "rust-toolchain.toml",
            "[toolchain]\nchannel = \"nightly-2024-01-01\"",
            "2:12 rust floating  build",
        ),
        (
            "rust-toolchain.toml",
            "[toolchain]\nchannel = \"beta-2024-05-01\"",
            "2:12 rust floating  build",
        ),
        (
            "rust-toolchain.toml",
            "[toolchain]\nchannel = \"stable-2023-01-01\"",
            "2:12 rust floating  build",
        ),
        (
            "rust-toolchain.toml",
            "[toolchain]\nchannel = \"1.70.0-x86_64-unknown-linux-gnu\"",
            "2:12 rust pin 1.70.0 build",
        ),
        (
            "rust-toolchain.toml",
            "[toolchain]\nchannel = \"stable-x86_64-pc-windows-msvc\"",
            "2:12 rust floating  build",
        ),
        (
            "rust-toolchain.toml",
            "[toolchain]\nchannel = \"nightly-2024-05-01-aarch64-apple-darwin\"",
            "2:12 rust floating  build",
        ),
        (
            "rust-toolchain.toml",
            "[toolchain]\nchannel = \"1.56.0-beta.2\"",
            "2:12 rust pin 1.56.0 build",
        ),
        (
            "rust-toolchain.toml",
            "[toolchain]\nchannel = \"1.77.0-nightly\"",
            "2:12 rust pin 1.77.0 build",
        ),
        ("rust-toolchain.toml", "[toolchain]\nchannel = \"esp\"", ""),
        (
            "rust-toolchain.toml",
            "[toolchain]\nchannel = \"my-own\"",
            "",
        ),
        (
            "rust-toolchain.toml",
            "[toolchain]\nchannel = '1.70'",
            "2:12 rust pin 1.70 build",
        ),
        (
            "rust-toolchain.toml",
            "toolchain.channel = \"1.70\"",
            "1:22 rust pin 1.70 build",
        ),
        (
            "rust-toolchain.toml",
            "toolchain = { channel = \"1.70\" }",
            "1:26 rust pin 1.70 build",
        ),
        (
            "rust-toolchain.toml",
            "# channel = \"1.60\"\n[toolchain]\nchannel = \"1.70\" # why",
            "3:12 rust pin 1.70 build",
        ),
        (
            "rust-toolchain.toml",
            "[toolchain]\r\nchannel = \"1.70\"\r\n",
            "2:12 rust pin 1.70 build",
        ),
        (
            "rust-toolchain.toml",
            "[toolchain]\npath = \"/opt/rust\"",
            "",
        ),
        (
            "rust-toolchain.toml",
            "[toolchain]\ncomponents = [\"clippy\"]",
            "",
        ),
        ("rust-toolchain.toml", "[toolchain", "fault"),
        ("rust-toolchain.toml", "", ""),
        ("rust-toolchain", "1.70.0\n", "1:1 rust pin 1.70.0 build"),
        ("rust-toolchain", "1.70.0\r\n", "1:1 rust pin 1.70.0 build"),
        ("rust-toolchain", "  1.70.0  ", "1:3 rust pin 1.70.0 build"),
        (
            "rust-toolchain",
            "1.70-x86_64-unknown-linux-gnu",
            "1:1 rust pin 1.70 build",
        ),
        ("rust-toolchain", "stable", "1:1 rust floating  build"),
        (
            "rust-toolchain",
            "nightly-2024-01-01",
            "1:1 rust floating  build",
        ),
        ("rust-toolchain", "my-own", ""),
        (
            "rust-toolchain",
            "[toolchain]\nchannel = \"1.70.0\"",
            "2:12 rust pin 1.70.0 build",
        ),
        ("rust-toolchain", "", ""),
    ];

    #[test]
    fn toolchains_have_channels() {
        for (file, text, expected) in CHANNELS {
            assert_eq!(rows_of(toolchain, file, text), *expected, "{file}: {text}");
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
