//! Version catalogs of Gradle: the file itself, and its versions in scripts, see
//! <https://docs.gradle.org/current/userguide/version_catalogs.html>.

use super::claim;
use crate::stack::claim::{Claim, Definition, Definitions, Findings, Role, Source};
use crate::stack::woven::Woven;
use crate::text::toml;
use crate::text::yaml::{Misfit, Node};

/// Reads a version catalog, `libs.versions.toml`.
pub fn read(source: &Source<'_>) -> Result<Findings, Misfit> {
    let root = toml::read(source.text)?;
    let libraries = root.pairs_of("libraries").iter();
    let libraries = libraries.filter_map(|(_, entry)| library(&root, entry));
    let plugins = root.pairs_of("plugins").iter();
    let plugins = plugins.filter_map(|(_, entry)| plugin(&root, entry));
    Ok(Findings::of(libraries.chain(plugins)))
}

/// `"group:name:version"`, `{ module = "group:name", version = "1" }`, `{ group = "group", name = "name", … }`.
fn library(root: &Node, entry: &Node) -> Option<Claim> {
    let said = |key: &str| entry.text_of(key);
    let (group, name, version) = match (entry.text(), said("module")) {
        (Some(text), _) => {
            let (group, rest) = text.split_once(':')?;
            let (name, version) = rest.split_once(':')?;
            (group, name, ending(entry, version))
        }
        (None, Some(module)) => {
            let (group, name) = module.split_once(':')?;
            (group, name, referred(root, entry)?)
        }
        (None, None) => (said("group")?, said("name")?, referred(root, entry)?),
    };
    claim(format!("pkg:maven/{group}/{name}"), &version, Role::Run)
}

/// `"id:version"`, `{ id = "id", version = "1" }`.
fn plugin(root: &Node, entry: &Node) -> Option<Claim> {
    let (id, version) = match entry.text() {
        Some(text) => {
            let (id, version) = text.split_once(':')?;
            (id, ending(entry, version))
        }
        None => (entry.text_of("id")?, referred(root, entry)?),
    };
    claim(format!("pkg:gradle/{id}"), &version, Role::Build)
}

/// The version that the text of an entry ends with.
fn ending(entry: &Node, version: &str) -> Woven {
    let before = entry.text().and_then(|text| text.strip_suffix(version));
    Woven::plain(version, entry.inner().after(before.unwrap_or_default()))
}

/// The version of an entry: its own, or the one that it refers to.
fn referred(root: &Node, entry: &Node) -> Option<Woven> {
    let version = entry.get("version")?;
    let node = match version.get("ref") {
        Some(name) => root.get("versions")?.get(name.text()?)?,
        None => version,
    };
    // A number is no version.
    let node = Some(version_of(node)).filter(|node| !node.is_plain())?;
    Some(Woven::plain(node.text()?, node.inner()))
}

/// The version itself where it is a rich one: `{ strictly = "1.2" }`.
fn version_of(node: &Node) -> &Node {
    let parts = ["strictly", "require", "prefer"];
    let part = parts.into_iter().find_map(|key| node.get(key));
    part.unwrap_or(node)
}

/// What stands before the name of a version of the catalog in a script, and after it.
const ACCESSOR: (&str, &str) = ("libs.versions.", ".get()");

/// The version catalog of a build, from its root folder.
const FILE: &str = "gradle/libs.versions.toml";

/// The versions in the version catalog of the build, by the variables that stand for them.
pub fn versions(source: &Source<'_>) -> Vec<(String, Woven)> {
    if !source.text.contains(ACCESSOR.0) {
        return Vec::new();
    }
    let found = (0..source.depth).find_map(|up| {
        let file = format!("{}{FILE}", "../".repeat(up));
        let path = source.path_beside(&file);
        let found = source.shelf.of(&path, || defined(source, &file));
        (!found.is_empty()).then_some((file, found))
    });
    let versions = found.iter().flat_map(|(file, found)| {
        let value = move |it: &Definition| Woven::beside(&it.text, it.at, file);
        found
            .iter()
            .map(move |(name, it)| (name.clone(), value(it)))
    });
    versions.collect()
}

/// The versions in a version catalog beside a script, by their variables; none if there is no such file.
fn defined(source: &Source<'_>, file: &str) -> Definitions {
    let root = source
        .text_beside(file)
        .and_then(|text| toml::read(&text).ok());
    let versions = root.iter().flat_map(|root| root.pairs_of("versions"));
    let defined = versions.filter_map(|(name, version)| {
        let version = version_of(version);
        let definition = Definition {
            text: version.text()?.to_owned(),
            file: FILE.to_owned(),
            at: version.inner(),
        };
        Some((variable(name.text()?), definition))
    });
    defined.collect()
}

/// The variable of a version in the catalog: `-`, `_` and `.` in its name are the same in a script, see
/// <https://docs.gradle.org/current/userguide/version_catalogs.html>.
fn variable(name: &str) -> String {
    format!("libs_versions_{}", name.replace(['-', '.'], "_"))
}

/// The variable of the version that a text begins with as `libs.versions.x.get()`, and what follows it.
pub fn naming(text: &str) -> Option<(String, &str)> {
    let (start, end) = ACCESSOR;
    let inner = text.strip_prefix(start)?;
    let is_name = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '.';
    let name = inner.split(|c| !is_name(c)).next()?;
    let name = name.strip_suffix(".get").unwrap_or(name);
    let rest = inner.strip_prefix(name)?;
    Some((variable(name), rest.strip_prefix(end).unwrap_or(rest)))
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::{read, versions};
    use crate::stack::claim::{Shelf, Source};
    use crate::stack::formats::tests::rows;

    #[test]
    fn the_scripts_of_a_build_share_one_reading_of_its_catalog() {
        let (shelf, read) = (Shelf::default(), Cell::new(0));
        for (path, depth, file) in [
            ("a/build.gradle", 2, "../gradle/libs.versions.toml"),
            ("build.gradle", 1, "gradle/libs.versions.toml"),
            ("a/b/build.gradle", 3, "../../gradle/libs.versions.toml"),
        ] {
            let beside = |name: &str| {
                Ok((name == file).then(|| {
                    read.set(read.get() + 1);
                    "[versions]\nv = \"1.2\"\n".to_owned()
                }))
            };
            let found = versions(&Source {
                path,
                depth,
                text: "libs.versions.v.get()",
                beside: &beside,
                neighbors: &Vec::new,
                shelf: &shelf,
            });
            let [(name, value)] = &found[..] else {
                panic!("{path}: {found:?}");
            };
            assert_eq!((&**name, &*value.text), ("libs_versions_v", "1.2"));
            assert_eq!(value.place(0).1, Some(file));
        }
        assert_eq!(read.get(), 1);
    }

    /// A version of the catalog, and what a library that refers to it says.
    const VERSIONS: &[(&str, &str)] = &[
        ("\"1.2\"", "2:6 pin 1.2"),
        ("'1.2.3'", "2:6 pin 1.2.3"),
        ("\"v1.2\"", "2:6 pin 1.2"),
        ("\"31.1-jre\"", "2:6 pin 31.1-jre"),
        ("\"2.7.0.RELEASE\"", "2:6 pin 2.7.0.RELEASE"),
        ("\"1.0-SNAPSHOT\"", "2:6 pin 1.0-SNAPSHOT"),
        ("\"1.+\"", "2:6 set 1.+"),
        ("\"1.2.+\"", "2:6 set 1.2.+"),
        ("\"+\"", "2:6 floating"),
        ("\"latest.release\"", "2:6 floating"),
        ("\"latest.integration\"", "2:6 floating"),
        ("\"[1.0,2.0[\"", "2:6 set [1.0,2.0["),
        ("\"[1.0, 2.0)\"", "2:6 set [1.0, 2.0)"),
        ("\"1.7.15!!\"", "2:6 pin 1.7.15"),
        ("\"[1.7, 1.8[!!1.7.25\"", "2:6 set [1.7, 1.8[!!1.7.25"),
        ("{ strictly = \"1.2\" }", "2:19 pin 1.2"),
        ("{ strictly = \"[1.0,2.0[\" }", "2:19 set [1.0,2.0["),
        (
            "{ strictly = \"[1.0,2.0[\", prefer = \"1.5\" }",
            "2:19 set [1.0,2.0[",
        ),
        (
            "{ prefer = \"1.5\", strictly = \"[1.0,2.0[\" }",
            "2:35 set [1.0,2.0[",
        ),
        ("{ require = \"1.2\" }", "2:18 pin 1.2"),
        (
            "{ require = \"1.2\", reject = [\"1.2.1\"] }",
            "2:18 pin 1.2",
        ),
        ("{ require = \"1.2\", prefer = \"1.3\" }", "2:18 pin 1.2"),
        ("{ prefer = \"1.5\" }", "2:17 pin 1.5"),
        ("{ require = \"latest.release\" }", "2:18 floating"),
        ("{ reject = [\"1.2\"] }", ""),
        ("{ rejectAll = true }", ""),
        ("{ }", ""),
        ("\"\"", ""),
        ("\"$kotlin\"", "2:6 floating"),
        ("\"1.2\" # why", "2:6 pin 1.2"),
        ("1.2", ""),
        ("true", ""),
    ];

    #[test]
    fn versions_are_plain_or_rich() {
        for (version, expected) in VERSIONS {
            let text = format!(
                "[versions]\nv = {version}\n[libraries]\nx = {{ module = \"a:b\", version.ref = \"v\" }}"
            );
            let found = rows(read, &text).replace("pkg:maven/a/b ", "");
            let found = found.trim_end_matches("run").trim_end();
            assert_eq!(found, *expected, "{version}");
        }
    }

    #[test]
    fn catalogs_refer_to_versions() {
        for (text, expected) in [
            (
                "[versions]\nv = \"1.2\"\n[libraries]\nx = { module = \"a.b:c\", version.ref = \"v\" }",
                "2:6 pkg:maven/a.b/c pin 1.2 run",
            ),
            (
                "[libraries]\nx = { group = \"a.b\", name = \"c\", version = \"1.2\" }",
                "2:45 pkg:maven/a.b/c pin 1.2 run",
            ),
            (
                "[libraries]\nx = \"a.b:c:1.2\"",
                "2:12 pkg:maven/a.b/c pin 1.2 run",
            ),
            (
                "[plugins]\nx = { id = \"a.b\", version = \"1.2\" }",
                "2:30 pkg:gradle/a.b pin 1.2 build",
            ),
            (
                "[plugins]\nx = \"a.b:1.2\"",
                "2:10 pkg:gradle/a.b pin 1.2 build",
            ),
            ("[libraries]\nx = { module = \"a.b:c\" }", ""),
            (
                "[versions]\na-b = \"1.2\"\n[plugins]\nx = { id = \"a.b\", version.ref = \"a-b\" }",
                "2:8 pkg:gradle/a.b pin 1.2 build",
            ),
            (
                "[versions.v]\nstrictly = \"1.2\"\n[libraries]\nx = { module = \"a.b:c\", version = { ref = \"v\" } }",
                "2:13 pkg:maven/a.b/c pin 1.2 run",
            ),
            (
                "[libraries]\nx = { module = \"a.b:c\", version = { require = \"1.2\" } }",
                "2:48 pkg:maven/a.b/c pin 1.2 run",
            ),
            (
                "[libraries.x]\nmodule = \"a.b:c\"\nversion.strictly = \"1.2\"",
                "3:21 pkg:maven/a.b/c pin 1.2 run",
            ),
            (
                "[libraries]\nx = { module = \"a.b:c\", version.ref = \"other\" }",
                "",
            ),
            ("[libraries]\nx = \"a.b:c\"", ""),
            ("[bundles]\nx = [\"a\", \"b\"]", ""),
            ("[versions]\nv = \"1.2\"", ""),
            ("[libraries", "fault"),
        ] {
            assert_eq!(rows(read, text), expected, "{text}");
        }
    }
}
