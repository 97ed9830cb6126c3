//! The operating system in an image, by its tag or its name.

use crate::stack::claim::{Claim, Kind, Role, Subject};
use crate::stack::image::Image;
use crate::stack::woven::Woven;

/// The Debian release in the name of a distroless image by Google.
pub fn distroless(text: &Woven, image: Image<'_>, role: Role) -> Option<Claim> {
    let own = image.name.strip_prefix("gcr.io/distroless/")?;
    let (_, system) = own.rsplit_once('-')?;
    let version = system
        .strip_prefix("debian")
        .filter(|version| !version.is_empty())?;
    let (place, beside) = text.place(image.name.len() - system.len());
    Some(Claim {
        kind: Kind::Base,
        beside: beside.map(str::to_owned),
        ..Claim::pin(place, Subject::Product("debian"), version, role).written(system)
    })
}

/// The operating system of an image, if its tag has a variant that names a release.
pub fn below(text: &Woven, image: Image<'_>, role: Role) -> Option<Claim> {
    let (tag, from) = image.tag;
    let mut at = from;
    let mut parts = Vec::new();
    for part in tag.split('-') {
        parts.push((part, at));
        at += part.len() + 1;
    }
    let named = parts.iter().enumerate().find_map(|(number, (part, at))| {
        // `debian-11` is one variant in two parts.
        let next = parts.get(number + 1).map(|(next, _)| *next);
        let whole = next.and_then(|next| {
            let version = system(&format!("{part}{next}")).filter(|_| is_family(part))?;
            Some((
                version,
                tag.get(at - from..at - from + part.len() + 1 + next.len())?,
                *at,
            ))
        });
        let (found, part, at) = whole.or_else(|| Some((system(part)?, *part, *at)))?;
        // `node:bookworm` has no version, but names a system; `debian:bookworm` is one.
        (number > 0 || !is_system(image.name)).then_some((found, part, at))
    });
    let ((product, version), part, at) = named?;
    let number = part.find(|c: char| c.is_ascii_digit()).unwrap_or_default();
    let (place, beside) = if text.is_one(at, at + number) {
        text.place(at)
    } else {
        text.edited(at + number)
    };
    Some(Claim {
        kind: Kind::Base,
        beside: beside.map(str::to_owned),
        ..Claim::pin(place, Subject::Product(product), version, role).written(part)
    })
}

/// Code names of Debian and Ubuntu releases used in tags, see <https://www.debian.org/releases/> and
/// <https://wiki.ubuntu.com/Releases>.
const CODE_NAMES: [(&str, &[&str]); 2] = [
    (
        "debian",
        &[
            "wheezy", "jessie", "stretch", "buster", "bullseye", "bookworm", "trixie", "forky",
        ],
    ),
    (
        "ubuntu",
        &[
            "trusty", "xenial", "bionic", "focal", "jammy", "noble", "resolute", "plucky",
            "questing", "mantic", "lunar", "kinetic", "impish", "hirsute", "eoan", "oracular",
        ],
    ),
];

/// What stands before the number of a system in tags, and its product.
const NUMBERED: [(&str, &str); 10] = [
    ("alpine", "alpine-linux"),
    ("amazonlinux", "amazon-linux"),
    ("centos", "centos"),
    ("debian", "debian"),
    ("fedora", "fedora"),
    ("ltsc", "windows-server-core"),
    ("oraclelinux", "oracle-linux"),
    ("rockylinux", "rocky-linux"),
    ("ubi", "rhel"),
    ("ubuntu", "ubuntu"),
];

/// Whether a word is the name of a system.
fn is_family(word: &str) -> bool {
    NUMBERED.iter().any(|(name, _)| *name == word)
}

/// The images of Windows, whose tags begin with what names the system in the tags of others.
const WINDOWS: &str = "mcr.microsoft.com/windows/";

/// Whether an image is a system itself.
fn is_system(image: &str) -> bool {
    let name = image.rsplit('/').next().unwrap_or(image);
    is_family(name) || image.starts_with(WINDOWS)
}

/// The version in a tag of an image that is a system itself: `ltsc2022` is 2022; `None` where it is the tag as it is.
pub fn own_version<'a>(image: &str, tag: &'a str) -> Option<&'a str> {
    let version = tag.split('-').next()?.strip_prefix("ltsc")?;
    let is_year = !version.is_empty() && version.bytes().all(|byte| byte.is_ascii_digit());
    (image.starts_with(WINDOWS) && is_year).then_some(version)
}

/// The product and version of the system in a variant: `bookworm`, `alpine3.18`, `ubi9`, `ltsc2022` after
/// `windowsservercore`.
fn system(variant: &str) -> Option<(&'static str, String)> {
    let named = CODE_NAMES
        .iter()
        .find(|(_, names)| names.contains(&variant));
    if let Some((product, _)) = named {
        return Some((product, variant.to_owned()));
    }
    let is_version = |text: &str| {
        text.starts_with(|c: char| c.is_ascii_digit())
            && text.chars().all(|c| c.is_ascii_digit() || c == '.')
    };
    NUMBERED.into_iter().find_map(|(prefix, product)| {
        let version = variant
            .strip_prefix(prefix)
            .filter(|version| is_version(version))?;
        Some((product, version.to_owned()))
    })
}
