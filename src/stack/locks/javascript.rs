//! The lock files of npm, Yarn, pnpm and Bun.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::{Locked, map_of, root};
use crate::text::lines::{numbered, place_in};
use crate::text::yaml::{self, Misfit, Node, Place};

/// What a package of JavaScript may declare.
const DEPENDENCIES: [&str; 3] = ["dependencies", "devDependencies", "optionalDependencies"];

/// npm's files of version 1 to 3.
pub(super) fn npm(text: &str) -> Result<Locked, Misfit> {
    #[derive(Deserialize)]
    struct File {
        #[serde(default)]
        packages: BTreeMap<String, Package>,
        #[serde(default)]
        dependencies: BTreeMap<String, Package>,
    }
    #[derive(Deserialize)]
    struct Package {
        version: Option<String>,
    }
    let mut locked = Locked::default();
    let file: File = map_of(text)?;
    for (path, package) in &file.packages {
        if let Some((folder, name)) = installed(path)
            && let Some(version) = &package.version
        {
            locked.add(name, folder, version, None);
        }
    }
    if file.packages.is_empty() {
        for (name, package) in &file.dependencies {
            if let Some(version) = &package.version {
                locked.add(name, "", chosen(version).1, None);
            }
        }
    }
    Ok(locked)
}

/// The package, if it is named, and the version of what is chosen for a name: `1.2.3`, and for an alias
/// `npm:other@1.2.3`, `other@1.2.3`, `/other@1.2.3` or `/other/1.2.3`.
fn chosen(text: &str) -> (Option<&str>, &str) {
    let path = text.strip_prefix('/');
    let whole = path.or_else(|| text.strip_prefix("npm:")).unwrap_or(text);
    let parts = whole.rsplit_once('@').filter(|(name, _)| !name.is_empty());
    let parts = parts.or_else(|| path?.rsplit_once('/'));
    let is_alias = |(name, version): &(&str, &str)| {
        !name.contains(':') && version.starts_with(|c: char| c.is_ascii_digit())
    };
    let alias = parts.filter(is_alias);
    alias.map_or((None, text), |(name, version)| (Some(name), version))
}

/// The folder and the name of a package that npm installs for a package of the project, by its path.
fn installed(path: &str) -> Option<(&str, &str)> {
    let (folder, name) = path.rsplit_once("node_modules/")?;
    let is_own = !folder.contains("node_modules/");
    is_own.then(|| (folder.trim_end_matches('/'), name))
}

/// npm's files, with positions.
pub(super) fn npm_alone(text: &str) -> Result<Locked, Misfit> {
    let root = root(text)?;
    let mut locked = Locked::default();
    let packages = root.pairs_of("packages");
    let own = packages.iter().find(|(path, _)| path.text() == Some(""));
    let declared = |name: &str| {
        own.is_none_or(|(_, own)| {
            let mut kinds = DEPENDENCIES.iter().filter_map(|kind| own.get(kind));
            kinds.any(|kind| kind.get(name).is_some())
        })
    };
    for (path, package) in packages {
        let named = path.text().and_then(installed);
        if let Some((folder, name)) =
            named.filter(|(folder, name)| !folder.is_empty() || declared(name))
            && let Some(version) = package.get("version")
        {
            locked.place(package.text_of("name").unwrap_or(name), folder, version);
        }
    }
    if packages.is_empty() {
        for (name, package) in root.pairs_of("dependencies") {
            if let Some((name, version)) = name.text().zip(package.get("version")) {
                let (package, number) = chosen(version.text().unwrap_or_default());
                locked.add_alias((name, package), "", number, Some(version.inner()));
            }
        }
    }
    Ok(locked)
}

/// The name, the package if that is another, and the range of `x@^1`, `@x/y@^1`, `x@npm:^1` and `x@npm:other@^1`.
fn asked(key: &str) -> Option<((&str, Option<&str>), &str)> {
    // A scope begins with the same sign.
    let at = key.get(1..)?.find('@')? + 1;
    let (name, range) = key.split_at_checked(at)?;
    let range = range.trim_start_matches('@');
    let Some(range) = range.strip_prefix("npm:") else {
        return Some(((name, None), range));
    };
    let package = range.rsplit_once('@').map(|(package, _)| package);
    Some(((name, package.filter(|it| !it.is_empty())), range))
}

/// Yarn's files: `"name@range", name@range2:` above `version "1.2.3"`; since version 2 it is YAML, with `npm:`
/// before ranges.
pub(super) fn yarn(text: &str) -> Result<Locked, Misfit> {
    let mut locked = Locked::default();
    let mut names = Vec::new();
    for (number, line) in numbered(text) {
        // A key of more than 1024 characters is on a line of its own, before one with a colon.
        if line.starts_with('#') || line.trim().is_empty() || line.trim_end() == ":" {
            continue;
        }
        if !line.starts_with(' ') {
            let key = line
                .trim_end()
                .strip_suffix(':')
                .or_else(|| line.strip_prefix("? "));
            let Some(key) = key else {
                let reason = "expected the name of a package, then a colon";
                return Err((Place::line(number), reason.to_owned()));
            };
            let keys = key.split(',').map(|key| key.trim().trim_matches('"'));
            names = keys.filter_map(asked).collect();
            continue;
        }
        let said = line.trim();
        let said = said
            .strip_prefix("version:")
            .or_else(|| said.strip_prefix("version "));
        if let Some(version) = said.filter(|_| line.starts_with("  ") && !line.starts_with("   ")) {
            let version = version.trim().trim_matches('"');
            let at = place_in(number, line, version);
            for (name, range) in names.drain(..) {
                locked.add_alias(name, range, version, Some(at));
            }
        }
    }
    Ok(locked)
}

/// pnpm's file: what each package of the workspace depends on.
pub(super) fn pnpm(text: &str) -> Result<Locked, Misfit> {
    let mut locked = Locked::default();
    let head = text.split("\npackages:").next().unwrap_or(text);
    let tree = yaml::read_file(head)?.ok_or((Place::START, "the file is empty".to_owned()))?;
    if tree.root.pairs().is_empty() {
        return Err((tree.root.at, "expected a map with entries".to_owned()));
    }
    let importers = tree.root.pairs_of("importers").iter();
    let importers =
        importers.map(|(folder, importer)| (folder.text().unwrap_or_default(), importer));
    for (folder, importer) in importers.chain(std::iter::once((".", &tree.root))) {
        let folder = if folder == "." { "" } else { folder };
        for key in DEPENDENCIES {
            for (name, value) in importer.pairs_of(key) {
                let version = value.get("version").unwrap_or(value);
                let at = version.inner();
                // `18.2.0(react@18)`, `18.2.0_react@18`: what it was chosen with.
                let version = version
                    .text()
                    .and_then(|text| text.split(['(', '_']).next());
                if let Some((name, version)) = name.text().zip(version) {
                    let (package, version) = chosen(version);
                    locked.add_alias((name, package), folder, version, Some(at));
                }
            }
        }
    }
    Ok(locked)
}

/// Bun's file: `"name": ["name@1.2.3", …]`.
pub(super) fn bun(text: &str) -> Result<Locked, Misfit> {
    let mut locked = Locked::default();
    let root = root(text)?;
    for (name, entry) in root.pairs_of("packages") {
        let entry = entry.items().first();
        let said = entry.and_then(Node::text);
        let said = said.and_then(|said| said.rsplit_once('@'));
        if let Some((name, (package, version))) = name.text().zip(said) {
            let at = entry.map(Node::inner);
            locked.add_alias((name, Some(package)), "", version, at);
        }
    }
    Ok(locked)
}

/// Bun's file, of which only what the packages of the project depend on is declared.
pub(super) fn bun_alone(text: &str) -> Result<Locked, Misfit> {
    let root = root(text)?;
    let projects = root.pairs_of("workspaces").iter();
    let kinds = projects.flat_map(|(_, project)| DEPENDENCIES.map(|kind| project.pairs_of(kind)));
    let names = kinds.flatten().filter_map(|(name, _)| name.text());
    Ok(bun(text)?.declared(&names.collect()))
}
