//! Lock files: which version of a package was chosen. Read only for packages that are known products.

mod javascript;
mod php;
mod python;
mod ruby;

use std::collections::{HashMap, HashSet};

use serde::de::DeserializeOwned;

use self::javascript::{bun, bun_alone, npm, npm_alone, pnpm, yarn};
use self::php::{composer, composer_alone};
use self::python::{packages, pipenv, uv_alone};
use self::ruby::{bundler, bundler_alone};
use crate::stack::claim::Lock;
use crate::text::lines::Lines;
use crate::text::yaml::{Misfit, Node, Place};
use crate::text::{json, version};

/// A reader of lock files.
type Read = fn(&str) -> Result<Locked, Misfit>;

/// The files of each kind, in the order in which they are looked for, and whether they also hold for the packages
/// in the folders below: those of a workspace.
const FILES: [(Lock, &str, bool, Read); 14] = [
    (Lock::JavaScript, "package-lock.json", true, npm),
    (Lock::JavaScript, "npm-shrinkwrap.json", true, npm),
    (Lock::JavaScript, "yarn.lock", true, yarn),
    (Lock::JavaScript, "pnpm-lock.yaml", true, pnpm),
    (Lock::JavaScript, "bun.lock", true, bun),
    (Lock::JavaScript, BINARY, true, bun),
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

/// The kind of the files of a name; `None` if it is not one of them.
pub fn kind(name: &str) -> Option<Lock> {
    let found = FILES.iter().find(|(_, own, ..)| *own == name);
    found.map(|(kind, ..)| *kind)
}

/// Bun's lock file before version 1.2, which no other program reads.
const BINARY: &str = "bun.lockb";

/// What to do about a file that cannot be read because of its format; `None` if that is not the reason.
pub fn remedy(name: &str) -> Option<&'static str> {
    let is_binary = name == BINARY;
    is_binary.then_some("binary; `bun install --save-text-lockfile` writes bun.lock")
}

/// Reads a lock file of a known name; one of another name locks nothing.
///
/// # Errors
///
/// Returns the position and the reason of the first part that is not of its format. What such a file states is not
/// known.
pub fn read(name: &str, text: &str) -> Result<Locked, Misfit> {
    checked(name, text, |text| {
        let found = FILES.iter().find(|(_, own, ..)| *own == name);
        found.map_or_else(|| Ok(Locked::default()), |(.., read)| read(text))
    })
}

/// Like [`read`], with the position of every version: what a file without its manifest says. Where the file tells,
/// only the packages that the manifest declares.
///
/// # Errors
///
/// Like [`read`].
pub fn read_alone(name: &str, text: &str) -> Result<Locked, Misfit> {
    match name {
        "package-lock.json" | "npm-shrinkwrap.json" => checked(name, text, npm_alone),
        "composer.lock" => checked(name, text, composer_alone),
        "bun.lock" => checked(name, text, bun_alone),
        "uv.lock" => checked(name, text, uv_alone),
        "Gemfile.lock" | "gems.locked" => checked(name, text, bundler_alone),
        _ => read(name, text),
    }
}

/// Reads a text that is neither empty nor an unfinished merge.
fn checked(
    name: &str,
    text: &str,
    read: impl FnOnce(&str) -> Result<Locked, Misfit>,
) -> Result<Locked, Misfit> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if kind(name).is_some() && text.trim_start().is_empty() {
        return Err((Place::START, "the file is empty".to_owned()));
    }
    let conflicts = memchr::memmem::find_iter(text.as_bytes(), b"<<<<<<< ");
    let mut conflicts = conflicts.filter(|at| {
        let before = at
            .checked_sub(1)
            .and_then(|before| text.as_bytes().get(before));
        before.is_none_or(|before| *before == b'\n')
    });
    if let Some(at) = conflicts.next() {
        let place = Lines::new(text).place(at);
        return Err((place, "an unresolved merge conflict".to_owned()));
    }
    read(text)
}

/// Reads a JSON file, which must be a map, without positions.
fn map_of<T: DeserializeOwned>(text: &str) -> Result<T, Misfit> {
    // A list would be taken for the fields in their order.
    if !text.trim_start().starts_with('{') {
        return Err((Place::START, "expected a map".to_owned()));
    }
    serde_json::from_str(text).map_err(|error| misfit(text, &error))
}

/// The position, in characters, and the reason of an error, whose text repeats the position in bytes.
fn misfit(text: &str, error: &serde_json::Error) -> Misfit {
    let words = error.to_string();
    let words = words.split(" at line ").next().unwrap_or(&words);
    let line = error.line().max(1);
    let own = text.split('\n').nth(line - 1).unwrap_or_default();
    let before = own
        .char_indices()
        .take_while(|(at, _)| at + 1 < error.column());
    let column = before.count() + 1;
    (Place { line, column }, words.to_owned())
}

/// The root of a JSON file, which must be a map.
fn root(text: &str) -> Result<Node, Misfit> {
    let root = json::read(text)?;
    if root.pairs().is_empty() {
        return Err((root.at, "expected a map with entries".to_owned()));
    }
    Ok(root)
}

/// The versions that a file locks.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Locked {
    versions: HashMap<String, Vec<Entry>>,
}

/// A version of a package.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Entry {
    /// The package, if the name is only an alias for it.
    package: Option<String>,
    /// The range that it was chosen for, or the folder of the package that it was chosen for; empty where it is
    /// everybody's.
    of: String,
    version: String,
    /// The position of the version; `None` if the reader does not keep it.
    at: Option<Place>,
}

impl Locked {
    fn add(&mut self, name: &str, of: &str, version: &str, at: Option<Place>) {
        self.add_alias((name, None), of, version, at);
    }

    /// Adds a version under a name, which may be an alias for a package.
    fn add_alias(
        &mut self,
        (name, package): (&str, Option<&str>),
        of: &str,
        version: &str,
        at: Option<Place>,
    ) {
        let package = package.filter(|package| *package != name);
        let version = version.trim_start_matches(['v', '=']);
        let entry = Entry {
            package: package.map(str::to_owned),
            of: of.to_owned(),
            version: version.to_owned(),
            at,
        };
        self.versions
            .entry(name.to_owned())
            .or_default()
            .push(entry);
    }

    /// Adds a version with its position.
    fn place(&mut self, name: &str, of: &str, version: &Node) {
        let text = version.text().unwrap_or_default();
        self.add(name, of, text, Some(version.inner()));
    }

    /// Only the packages of some names; all of them if none is a package's, as in a file that does not tell.
    fn declared(mut self, names: &HashSet<&str>) -> Self {
        if self
            .versions
            .keys()
            .any(|name| ![RUBY, JRUBY].contains(&name.as_str()) && names.contains(name.as_str()))
        {
            self.versions
                .retain(|name, _| names.contains(name.as_str()));
        }
        self
    }

    /// All packages with their versions, in the order of their positions; none without a position.
    pub fn placed(&self) -> Vec<(Place, &str, &str)> {
        let packages = self.versions.iter().flat_map(|(name, entries)| {
            let entries = entries.iter();
            entries.filter_map(|entry| {
                let package = entry.package.as_deref().unwrap_or(name);
                Some((entry.at?, package, entry.version.as_str()))
            })
        });
        let mut placed: Vec<_> = packages.collect();
        placed.sort_unstable();
        placed.dedup();
        placed
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

/// The name under which Bundler locks Ruby itself.
pub const RUBY: &str = "ruby";

/// The name under which Bundler locks `JRuby`, where that runs the project.
pub const JRUBY: &str = "jruby";

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
            "package-lock.json",
            r#"{"dependencies": {"b": {"version": "npm:@x/a@1.2.3"}}}"#,
            "b",
            "@x/a@^1",
            "",
            Some("1.2.3"),
        ),
        (
            "yarn.lock",
            "\"b@npm:a@^1\":\n  version \"1.2.3\"\n",
            "b",
            "a@^1",
            "",
            Some("1.2.3"),
        ),
        (
            "pnpm-lock.yaml",
            "importers:\n  .:\n    dependencies:\n      b: {specifier: 'npm:@x/a@^1', version: '@x/a@1.2.3(c@2)'}\n",
            "b",
            "@x/a@^1",
            "",
            Some("1.2.3"),
        ),
        (
            "pnpm-lock.yaml",
            "dependencies:\n  b: /a/1.2.3_c@2\n",
            "b",
            "a@^1",
            "",
            Some("1.2.3"),
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
            let found = read(file, text).unwrap();
            assert_eq!(found.find(name, range, folder), *expected, "{file}: {text}");
        }
    }

    #[test]
    fn what_is_no_lock_file_locks_nothing_and_says_where() {
        let conflict = "an unresolved merge conflict";
        for (file, text, place, reason) in [
            ("package-lock.json", "{", "1:1", "EOF"),
            (
                "package-lock.json",
                "{\n\"packages\": é}",
                "2:1",
                "expected value",
            ),
            ("package-lock.json", "[]", "1:1", "a map"),
            ("package-lock.json", " \n", "1:1", "empty"),
            ("package-lock.json", "{\n<<<<<<< HEAD\n}", "2:1", conflict),
            ("npm-shrinkwrap.json", "<<<<<<< HEAD\n{}", "1:1", conflict),
            (
                "yarn.lock",
                "a@^1:\n  version \"1\"\n<<<<<<< HEAD\n",
                "3:1",
                conflict,
            ),
            ("yarn.lock", "<html>\n", "1:1", "colon"),
            ("pnpm-lock.yaml", "a: [\n", "", ""),
            ("pnpm-lock.yaml", "- a\n", "1:1", "a map"),
            ("bun.lock", "{\"packages\":\n", "", ""),
            ("bun.lock", "{}", "1:1", "a map"),
            ("Pipfile.lock", "{\"default\": {]}", "1:1", ""),
            (
                "composer.lock",
                "{\"packages\": [{}]}",
                "1:1",
                "missing field",
            ),
            (
                "poetry.lock",
                "<<<<<<< HEAD\n[[package]]\n",
                "1:1",
                conflict,
            ),
            ("poetry.lock", "[[package]]\nname = \"a\n", "2", ""),
            ("uv.lock", "[[package]]\nname = \"a\"\nwheels = [\n", "", ""),
            ("pdm.lock", "[[package\n", "", ""),
            ("pylock.toml", "<html>\n", "1:", ""),
            (
                "Gemfile.lock",
                "GEM\n  specs:\n<<<<<<< HEAD\n",
                "3:1",
                conflict,
            ),
            ("gems.locked", "GEM\nhello\n", "2:1", "a section"),
        ] {
            let (at, words) = read(file, text).unwrap_err();
            let at = format!("{}:{}", at.line, at.column);
            assert!(at.starts_with(place), "{file} {text:?}: {at} {words}");
            assert!(words.contains(reason), "{file} {text:?}: {words}");
        }
    }

    #[test]
    fn a_lock_file_that_is_written_otherwise_is_read() {
        for (file, text, name) in [
            (
                "yarn.lock",
                "__metadata:\n  version: 8\n\n? \"a@npm:^1, a@npm:^2\"\n:\n  version: 1.2.3\n",
                "a",
            ),
            (
                "poetry.lock",
                "# x\n[[package]]\nname = \"a\"\nversion = \"1.2.3\"\nfiles = [\n    {file = \"x = [\"},\n]\nwheels = [\n  \"b\" ]\n",
                "a",
            ),
            (
                "composer.lock",
                "\u{feff}{\"packages\": [{\"name\": \"a\", \"version\": \"1.2.3\"}]}",
                "a",
            ),
        ] {
            let locked = read(file, text).unwrap();
            assert_eq!(locked.find(name, "^1", ""), Some("1.2.3"), "{file}: {text}");
        }
    }
}
