//! The lock file of Composer.

use serde::Deserialize;

use super::{Locked, map_of, root};
use crate::text::yaml::Misfit;

/// Composer's file.
pub(super) fn composer(text: &str) -> Result<Locked, Misfit> {
    #[derive(Deserialize)]
    struct File {
        #[serde(default)]
        packages: Vec<Package>,
        #[serde(default, rename = "packages-dev")]
        dev: Vec<Package>,
    }
    #[derive(Deserialize)]
    struct Package {
        name: String,
        version: String,
    }
    let mut locked = Locked::default();
    let file: File = map_of(text)?;
    for package in file.packages.iter().chain(&file.dev) {
        locked.add(&package.name, "", &package.version, None);
    }
    Ok(locked)
}

/// Composer's file, with positions.
pub(super) fn composer_alone(text: &str) -> Result<Locked, Misfit> {
    let mut locked = Locked::default();
    let root = root(text)?;
    for key in ["packages", "packages-dev"] {
        for package in root.items_of(key) {
            if let Some((name, version)) = package.text_of("name").zip(package.get("version")) {
                locked.place(name, "", version);
            }
        }
    }
    Ok(locked)
}
