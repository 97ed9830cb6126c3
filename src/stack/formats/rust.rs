//! Rust: a folder's toolchain, and a package's minimum supported version.

use crate::stack::claim::{Claim, Findings, Role, Source, Subject};
use crate::stack::requirement::cargo;
use crate::stack::written;
use crate::text::lines::{numbered, place_in};
use crate::text::requirement::Requirement;
use crate::text::toml;
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
    // `[project]` is what `[package]` was called at first.
    let packages = [&["package"][..], &["project"], &["workspace", "package"]];
    let claims = packages.into_iter().filter_map(|path| {
        let node = root.find(path)?.get("rust-version")?;
        let text = node.text().filter(|_| !node.is_plain())?;
        let accepts = minimum(text)?;
        Some(Claim::set(
            node.inner(),
            Subject::Product("rust"),
            text,
            accepts,
            Role::Build,
        ))
    });
    Ok(Findings::of(claims))
}

/// The versions from a minimum on, which has one to three numbers and nothing else, see
/// <https://doc.rust-lang.org/cargo/reference/rust-version.html>; `None` for what Cargo refuses.
fn minimum(text: &str) -> Option<Requirement> {
    let number = |part: &str| {
        let is_number = part.bytes().all(|byte| byte.is_ascii_digit());
        part.parse().ok().filter(|_| is_number)
    };
    let numbers: Vec<u32> = text.split('.').map(number).collect::<Option<_>>()?;
    (numbers.len() <= 3).then(|| Requirement::at_least(&numbers))
}

#[cfg(test)]
mod tests {
    use super::{manifest, minimum, toolchain};
    use crate::stack::formats::tests::{rows, rows_of};
    use crate::stack::requirement::tests::check;

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
                "[package]\nrust-version = '1.70.0' # why",
                "2:17 rust set 1.70.0 build",
            ),
            (
                "\u{feff}[package]\r\nname = \"x\"\r\nrust-version = \"1.70\"\r\n",
                "3:17 rust set 1.70 build",
            ),
            (
                "package.rust-version = \"1.70\"",
                "1:25 rust set 1.70 build",
            ),
            (
                "package = { name = \"x\", rust-version = \"1.70\" }",
                "1:41 rust set 1.70 build",
            ),
            (
                "[project]\nrust-version = \"1.70\"",
                "2:17 rust set 1.70 build",
            ),
            (
                "[workspace.package]\nrust-version = \"1.70\"",
                "2:17 rust set 1.70 build",
            ),
            (
                "[package]\nrust-version = \"1.72\"\n[workspace.package]\nrust-version = \"1.70\"",
                "2:17 rust set 1.72 build | 4:17 rust set 1.70 build",
            ),
            ("[package]\nrust-version.workspace = true", ""),
            ("[package]\nrust-version = { workspace = true }", ""),
            ("[package]\nrust-version = 1.70", ""),
            ("[package]\n# rust-version = \"1.70\"", ""),
            ("[package.metadata]\nrust-version = \"1.70\"", ""),
            ("[workspace]\nrust-version = \"1.70\"", ""),
            ("rust-version = \"1.70\"", ""),
            (
                "[package]\nedition = \"2021\"\n[dependencies]\nserde = \"1\"",
                "",
            ),
            ("[package]\nrust-version = \"1.70", "fault"),
        ] {
            assert_eq!(rows(manifest, text), expected, "{text}");
        }
    }

    #[test]
    fn a_lowest_version_accepts_what_is_newer() {
        check(
            minimum,
            "1.0 1.31 1.56 1.65 1.70 1.70.1 1.85 2",
            &[
                ("1.56", "1.56 1.65 1.70 1.70.1 1.85 2"),
                ("1.56.0", "1.56 1.65 1.70 1.70.1 1.85 2"),
                ("1.56.1", "1.56 1.65 1.70 1.70.1 1.85 2"),
                ("1.57", "1.65 1.70 1.70.1 1.85 2"),
                ("1.64.99", "1.65 1.70 1.70.1 1.85 2"),
                ("1.70", "1.70 1.70.1 1.85 2"),
                ("1.70.0", "1.70 1.70.1 1.85 2"),
                ("1.70.1", "1.70 1.70.1 1.85 2"),
                ("1.70.2", "1.70 1.85 2"),
                ("1.85", "1.85 2"),
                ("1.85.1", "1.85 2"),
                ("1.86", "2"),
                ("1.100", "2"),
                ("1", "1.0 1.31 1.56 1.65 1.70 1.70.1 1.85 2"),
                ("1.0", "1.0 1.31 1.56 1.65 1.70 1.70.1 1.85 2"),
                ("1.0.0", "1.0 1.31 1.56 1.65 1.70 1.70.1 1.85 2"),
                ("1.31", "1.31 1.56 1.65 1.70 1.70.1 1.85 2"),
                ("0.13", "1.0 1.31 1.56 1.65 1.70 1.70.1 1.85 2"),
                ("2", "2"),
                ("2.1", "2"),
                ("3", ""),
                ("", "!"),
                (".", "!"),
                ("1.", "!"),
                ("1..2", "!"),
                ("1.56.0.1", "!"),
                ("^1.56", "!"),
                ("~1.56", "!"),
                (">=1.56", "!"),
                ("=1.56", "!"),
                ("1.*", "!"),
                ("*", "!"),
                ("+1.56", "!"),
                ("v1.56", "!"),
                (" 1.56", "!"),
                ("1.56-nightly", "!"),
                ("1.56.0-beta.1", "!"),
                ("1.56.0+2021", "!"),
                ("stable", "!"),
                ("1.99999999999", "!"),
            ],
        );
    }
}
