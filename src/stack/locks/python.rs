//! The lock files of uv, Poetry, PDM and Pipenv.

use super::{Locked, root};
use crate::facts::identifier::key::python_name;
use crate::text::lines::{numbered, place_in};
use crate::text::toml;
use crate::text::yaml::{Misfit, Node};

/// The files of uv, Poetry and PDM: `[[package]]` with a name and a version. Read by lines, because they are large; only
/// if a line is not as these programs write it, all of the file is checked.
pub(super) fn packages(text: &str) -> Result<Locked, Misfit> {
    let mut locked = Locked::default();
    let mut name: Option<String> = None;
    // Whether a list goes over several lines, and whether a line is unusual.
    let (mut is_open, mut is_odd) = (false, false);
    for (number, line) in numbered(text) {
        let said = line.trim();
        if is_open {
            is_open = !said.starts_with(']') && !said.ends_with(" ]");
            continue;
        }
        if said.starts_with('[') {
            is_odd |= !said.ends_with(']');
            if said.starts_with("[[") {
                name = None;
            }
            continue;
        }
        let Some((key, value)) = line.split_once(" = ") else {
            is_odd |= !said.is_empty() && !said.starts_with('#');
            continue;
        };
        let value = value.trim();
        is_open = value.ends_with('[');
        let quoted = value
            .strip_prefix('"')
            .and_then(|value| value.strip_suffix('"'));
        match key {
            "name" => name = quoted.map(python_name),
            "version" => {
                if let Some((name, version)) = name.take().zip(quoted) {
                    locked.add(&name, "", version, Some(place_in(number, line, version)));
                }
            }
            _ => {}
        }
        is_odd |= value.starts_with('"') && quoted.is_none();
    }
    if is_odd || is_open {
        toml::read(text)?;
    }
    Ok(locked)
}

/// uv's file, of which only what the packages of the project depend on is declared: those that come from a folder.
pub(super) fn uv_alone(text: &str) -> Result<Locked, Misfit> {
    let root = toml::read(text)?;
    let packages = root.items_of("package").iter();
    let is_own = |package: &&Node| {
        let source = package.get("source");
        let mut folders = ["virtual", "editable", "directory"].iter();
        source.is_some_and(|source| folders.any(|folder| source.get(folder).is_some()))
    };
    let lists = packages.filter(is_own).flat_map(|package| {
        let keys = ["optional-dependencies", "dev-dependencies"];
        let groups = keys.into_iter().flat_map(|key| package.pairs_of(key));
        let grouped = groups.map(|(_, list)| list);
        package.get("dependencies").into_iter().chain(grouped)
    });
    let names = lists.flat_map(|list| list.items().iter().filter_map(|it| it.text_of("name")));
    let names: Vec<String> = names.map(python_name).collect();
    let names = names.iter().map(String::as_str).collect();
    Ok(self::packages(text)?.declared(&names))
}

/// Pipenv's file.
pub(super) fn pipenv(text: &str) -> Result<Locked, Misfit> {
    let mut locked = Locked::default();
    let root = root(text)?;
    for key in ["default", "develop"] {
        for (name, entry) in root.pairs_of(key) {
            if let Some((name, version)) = name.text().zip(entry.get("version")) {
                locked.place(&python_name(name), "", version);
            }
        }
    }
    Ok(locked)
}
