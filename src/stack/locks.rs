//! Lock files: which version of a package was chosen. Read only for packages that are known products.

use std::collections::{BTreeMap, HashMap};

use serde::Deserialize;

use crate::stack::claim::Lock;
use crate::text::lines::numbered;
use crate::text::yaml::{self, Node};
use crate::text::{json, version};

/// A reader of lock files.
type Read = fn(&str) -> Locked;

/// The files of each kind, in the order in which they are looked for, and whether they also hold for the packages
/// in the folders below: those of a workspace.
const FILES: [(Lock, &str, bool, Read); 13] = [
    (Lock::JavaScript, "package-lock.json", true, npm),
    (Lock::JavaScript, "npm-shrinkwrap.json", true, npm),
    (Lock::JavaScript, "yarn.lock", true, yarn),
    (Lock::JavaScript, "pnpm-lock.yaml", true, pnpm),
    (Lock::JavaScript, "bun.lock", true, bun),
    (Lock::Python, "uv.lock", true, packages),
    (Lock::Python, "poetry.lock", false, packages),
    (Lock::Python, "pdm.lock", false, packages),
    (Lock::Python, "pylock.toml", false, packages),
    (Lock::Python, "Pipfile.lock", false, pipenv),
    (Lock::Php, "composer.lock", false, composer),
    (Lock::Ruby, "Gemfile.lock", false, bundler),
    (Lock::Ruby, "gems.locked", false, bundler),
];

/// The names of the files of a kind, in their order: those that hold for a manifest beside them, or only those that
/// hold for one in a folder below.
pub fn files(kind: Lock, is_below: bool) -> impl Iterator<Item = &'static str> {
    let own = FILES
        .iter()
        .filter(move |(own, _, is_shared, _)| *own == kind && (*is_shared || !is_below));
    own.map(|(_, name, ..)| *name)
}

/// The names of the files of all kinds.
pub fn names() -> impl Iterator<Item = &'static str> {
    FILES.iter().map(|(_, name, ..)| *name)
}

/// Whether a file of this name is one of them.
pub fn is(name: &str) -> bool {
    names().any(|own| own == name)
}

/// Reads a lock file of a known name; one of another name locks nothing.
pub fn read(name: &str, text: &str) -> Locked {
    let found = FILES.iter().find(|(_, own, ..)| *own == name);
    found.map(|(.., read)| read(text)).unwrap_or_default()
}

/// The versions that a file locks.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Locked {
    versions: HashMap<String, Vec<Entry>>,
}

/// A version of a package.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Entry {
    /// The range that it was chosen for, or the folder of the package that it was chosen for; empty where it is
    /// everybody's.
    of: String,
    version: String,
}

impl Locked {
    fn add(&mut self, name: &str, of: &str, version: &str) {
        let version = version.trim_start_matches(['v', '=']);
        let entry = Entry {
            of: of.to_owned(),
            version: version.to_owned(),
        };
        self.versions
            .entry(name.to_owned())
            .or_default()
            .push(entry);
    }

    /// The version of a package that was chosen for a range that a package in a folder declares; `None` where
    /// the file does not say.
    pub fn find(&self, name: &str, range: &str, folder: &str) -> Option<&str> {
        let entries = self.versions.get(name)?;
        let exact = entries
            .iter()
            .find(|entry| !entry.of.is_empty() && (entry.of == range || entry.of == folder));
        let shared = || {
            let shared = entries.iter().filter(|entry| entry.of.is_empty());
            shared.max_by(|one, other| version::compare(&one.version, &other.version))
        };
        exact.or_else(shared).map(|entry| entry.version.as_str())
    }
}

/// npm's files of version 1 to 3.
fn npm(text: &str) -> Locked {
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
    let Ok(file) = serde_json::from_str::<File>(text) else {
        return locked;
    };
    for (path, package) in &file.packages {
        let split = path
            .rsplit_once("node_modules/")
            .filter(|(before, _)| !before.contains("node_modules/"));
        if let Some((folder, name)) = split
            && let Some(version) = &package.version
        {
            locked.add(name, folder.trim_end_matches('/'), version);
        }
    }
    if file.packages.is_empty() {
        for (name, package) in &file.dependencies {
            if let Some(version) = &package.version {
                locked.add(name, "", version);
            }
        }
    }
    locked
}

/// Yarn's files: `"name@range", name@range2:` above `version "1.2.3"`; since version 2 it is YAML, with `npm:`
/// before ranges.
fn yarn(text: &str) -> Locked {
    let mut locked = Locked::default();
    let mut names: Vec<(&str, &str)> = Vec::new();
    for (_, line) in numbered(text) {
        if line.starts_with('#') || line.trim().is_empty() {
            continue;
        }
        if !line.starts_with(' ') {
            let keys = line
                .trim_end_matches(':')
                .split(',')
                .map(|key| key.trim().trim_matches('"'));
            let split = keys.filter_map(|key| {
                let at = key.rfind('@').filter(|at| *at > 0)?;
                // `x@npm:^1`, `x@npm:other@^1`
                let at = key
                    .get(1..)
                    .and_then(|rest| rest.find('@'))
                    .map_or(at, |first| first + 1);
                let (name, range) = key.split_at_checked(at)?;
                let range = range.trim_start_matches('@');
                Some((name, range.strip_prefix("npm:").unwrap_or(range)))
            });
            names = split.collect();
            continue;
        }
        let said = line.trim();
        let said = said
            .strip_prefix("version:")
            .or_else(|| said.strip_prefix("version "));
        if let Some(version) = said.filter(|_| line.starts_with("  ") && !line.starts_with("   ")) {
            for (name, range) in names.drain(..) {
                locked.add(name, range, version.trim().trim_matches('"'));
            }
        }
    }
    locked
}

/// pnpm's file: what each package of the workspace depends on.
fn pnpm(text: &str) -> Locked {
    let mut locked = Locked::default();
    let head = text.split("\npackages:").next().unwrap_or(text);
    let Ok(Some(tree)) = yaml::read_file(head) else {
        return locked;
    };
    let importers = tree
        .root
        .get("importers")
        .map(Node::pairs)
        .unwrap_or_default();
    let importers = importers
        .iter()
        .map(|(folder, importer)| (folder.text().unwrap_or_default(), importer));
    for (folder, importer) in importers.chain(std::iter::once((".", &tree.root))) {
        let folder = if folder == "." { "" } else { folder };
        for key in ["dependencies", "devDependencies", "optionalDependencies"] {
            for (name, value) in importer.get(key).map(Node::pairs).unwrap_or_default() {
                let version = value.get("version").unwrap_or(value);
                // `18.2.0(react@18)`, `18.2.0_react@18`: what it was chosen with.
                let version = version
                    .text()
                    .and_then(|text| text.split(['(', '_']).next());
                if let Some((name, version)) = name.text().zip(version) {
                    locked.add(name, folder, version);
                }
            }
        }
    }
    locked
}

/// Bun's file: `"name": ["name@1.2.3", …]`.
fn bun(text: &str) -> Locked {
    let mut locked = Locked::default();
    let Ok(Some(root)) = json::read(text) else {
        return locked;
    };
    for (name, entry) in root.get("packages").map(Node::pairs).unwrap_or_default() {
        let chosen = entry.items().first().and_then(Node::text);
        let version = chosen.and_then(|chosen| chosen.rsplit_once('@'));
        if let Some((name, (_, version))) = name.text().zip(version) {
            locked.add(name, "", version);
        }
    }
    locked
}

/// The files of uv, Poetry and PDM: `[[package]]` with a name and a version.
fn packages(text: &str) -> Locked {
    let mut locked = Locked::default();
    let mut name: Option<String> = None;
    for (_, line) in numbered(text) {
        if line.starts_with("[[") {
            name = None;
        }
        let Some((key, value)) = line.split_once(" = ") else {
            continue;
        };
        let value = value.trim().trim_matches('"');
        match key {
            "name" => name = Some(value.to_lowercase().replace(['_', '.'], "-")),
            "version" => {
                if let Some(name) = name.take() {
                    locked.add(&name, "", value);
                }
            }
            _ => {}
        }
    }
    locked
}

/// Pipenv's file.
fn pipenv(text: &str) -> Locked {
    let mut locked = Locked::default();
    let Ok(Some(root)) = json::read(text) else {
        return locked;
    };
    for key in ["default", "develop"] {
        for (name, entry) in root.get(key).map(Node::pairs).unwrap_or_default() {
            let version = entry.get("version").and_then(Node::text);
            if let Some((name, version)) = name.text().zip(version) {
                locked.add(&name.to_lowercase(), "", version.trim_start_matches('='));
            }
        }
    }
    locked
}

/// Composer's file.
fn composer(text: &str) -> Locked {
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
    if let Ok(file) = serde_json::from_str::<File>(text) {
        for package in file.packages.iter().chain(&file.dev) {
            locked.add(&package.name, "", &package.version);
        }
    }
    locked
}

/// Bundler's file: `    rails (6.1.4)` below `specs:`.
fn bundler(text: &str) -> Locked {
    let mut locked = Locked::default();
    let mut is_ruby = false;
    for (_, line) in numbered(text) {
        if !line.starts_with(' ') {
            is_ruby = line.trim_end() == "RUBY VERSION";
        }
        // `ruby 3.2.2p53`: the patch level is no part of the version.
        if let Some(version) = line.trim().strip_prefix("ruby ").filter(|_| is_ruby) {
            locked.add("ruby", "", version.split('p').next().unwrap_or(version));
        }
        let own = line
            .strip_prefix("    ")
            .filter(|own| !own.starts_with(' '));
        let split = own.and_then(|own| own.strip_suffix(')')?.split_once(" ("));
        if let Some((name, version)) = split {
            // `nokogiri (1.15.4-x86_64-linux)`: for a platform.
            locked.add(name, "", version.split('-').next().unwrap_or(version));
        }
    }
    locked
}

#[cfg(test)]
mod tests {
    use super::read;

    /// The file, its text, a package, the range and the folder of who asks, and the version.
    type Row = (
        &'static str,
        &'static str,
        &'static str,
        &'static str,
        &'static str,
        Option<&'static str>,
    );

    const ROWS: &[Row] = &[
        (
            "package-lock.json",
            r#"{"packages": {"": {}, "node_modules/a": {"version": "1.2.3"}}}"#,
            "a",
            "^1",
            "",
            Some("1.2.3"),
        ),
        (
            "package-lock.json",
            r#"{"packages": {"node_modules/a": {"version": "1.0.0"}, "w/node_modules/a": {"version": "2.0.0"}}}"#,
            "a",
            "^2",
            "w",
            Some("2.0.0"),
        ),
        (
            "package-lock.json",
            r#"{"packages": {"node_modules/b/node_modules/a": {"version": "1.0.0"}}}"#,
            "a",
            "^1",
            "",
            None,
        ),
        (
            "package-lock.json",
            r#"{"dependencies": {"@x/a": {"version": "1.0.0"}}}"#,
            "@x/a",
            "^1",
            "",
            Some("1.0.0"),
        ),
        ("package-lock.json", "{", "a", "^1", "", None),
        (
            "yarn.lock",
            "# x\n\na@^1.0, a@^1.2:\n  version \"1.2.3\"\n  dependencies:\n    b \"^1\"\n\na@^2:\n  version \"2.0.0\"\n",
            "a",
            "^1.2",
            "",
            Some("1.2.3"),
        ),
        (
            "yarn.lock",
            "\"@x/a@^1.0\":\n  version \"1.2.3\"\n",
            "@x/a",
            "^1.0",
            "",
            Some("1.2.3"),
        ),
        (
            "yarn.lock",
            "\"a@npm:^1.0, a@npm:^1.1\":\n  version: 1.2.3\n",
            "a",
            "^1.1",
            "",
            Some("1.2.3"),
        ),
        (
            "yarn.lock",
            "a@^1:\n  version \"1.2.3\"\n",
            "a",
            "^3",
            "",
            None,
        ),
        (
            "pnpm-lock.yaml",
            "lockfileVersion: 6.0\ndependencies:\n  a:\n    specifier: ^1\n    version: 1.2.3(b@2)\npackages:\n  /a: {}\n",
            "a",
            "^1",
            "",
            Some("1.2.3"),
        ),
        (
            "pnpm-lock.yaml",
            "dependencies:\n  a: 1.2.3_b@2\n",
            "a",
            "^1",
            "",
            Some("1.2.3"),
        ),
        (
            "pnpm-lock.yaml",
            "importers:\n  .:\n    dependencies:\n      a: {version: 1.0.0}\n  w/x:\n    devDependencies:\n      a: {version: 2.0.0}\n",
            "a",
            "^2",
            "w/x",
            Some("2.0.0"),
        ),
        (
            "bun.lock",
            "{\"packages\": {\"a\": [\"a@1.2.3\", \"\", {}],}}",
            "a",
            "^1",
            "",
            Some("1.2.3"),
        ),
        (
            "uv.lock",
            "[[package]]\nname = \"a\"\nversion = \"1.2.3\"\n[[package]]\nname = \"b\"\nversion = \"2\"\n",
            "a",
            ">=1",
            "",
            Some("1.2.3"),
        ),
        (
            "poetry.lock",
            "[[package]]\nname = \"a\"\nversion = \"1.9\"\n\n[[package]]\nname = \"A\"\nversion = \"1.10\"\n",
            "a",
            "^1",
            "",
            Some("1.10"),
        ),
        (
            "Pipfile.lock",
            r#"{"default": {"a": {"version": "==1.2.3"}}}"#,
            "a",
            "*",
            "",
            Some("1.2.3"),
        ),
        (
            "composer.lock",
            r#"{"packages": [{"name": "a/b", "version": "v1.2.3"}], "packages-dev": []}"#,
            "a/b",
            "^1",
            "",
            Some("1.2.3"),
        ),
        (
            "Gemfile.lock",
            "RUBY VERSION\n   ruby 3.2.2p53\n",
            "ruby",
            "~> 3.2",
            "",
            Some("3.2.2"),
        ),
        (
            "Gemfile.lock",
            "PLATFORMS\n  ruby\n\nRUBY VERSION\n  ruby 3.4.9\n",
            "ruby",
            ">= 3.2",
            "",
            Some("3.4.9"),
        ),
        (
            "Gemfile.lock",
            "GEM\n  specs:\n    a (1.2.3)\n      b (>= 1)\n    b (2.0-x86_64-linux)\n\nDEPENDENCIES\n  a\n",
            "b",
            "",
            "",
            Some("2.0"),
        ),
    ];

    #[test]
    fn files_lock_versions() {
        for (file, text, name, range, folder, expected) in ROWS {
            let found = read(file, text);
            assert_eq!(found.find(name, range, folder), *expected, "{file}: {text}");
        }
    }
}
