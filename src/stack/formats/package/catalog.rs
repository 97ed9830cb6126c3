//! Catalogs: the versions that a workspace of JavaScript packages states once for all of them, see
//! <https://pnpm.io/catalogs>, <https://yarnpkg.com/features/catalogs> and <https://bun.com/docs/pm/catalogs>.

use crate::stack::claim::{Definition, Definitions, Source};
use crate::text::json;
use crate::text::yaml::{self, Node};

/// The files that may have catalogs, in the folder of a package or above it.
const FILES: [&str; 3] = ["pnpm-workspace.yaml", ".yarnrc.yml", "package.json"];

/// The name of the catalog without a name.
const DEFAULT: &str = "default";

/// What a catalog says of a package, and the path of its file from the source's folder; `None` if there is none. The
/// nearest folder counts.
pub fn entry(source: &Source<'_>, catalog: &str, package: &str) -> Option<(String, Definition)> {
    let catalog = if catalog.is_empty() { DEFAULT } else { catalog };
    let key = key(catalog, package);
    let folders = 0..source.depth.min(source.path.split('/').count());
    let files = folders.flat_map(|up| FILES.map(|file| format!("{}{file}", "../".repeat(up))));
    let mut found = files.filter_map(|file| {
        let path = source.path_beside(&file);
        let collect = || definitions(source, &file).unwrap_or_default();
        let definition = source.shelf.of(&path, collect).get(&key).cloned()?;
        Some((file, definition))
    });
    found.next()
}

/// The key of a package in a catalog.
fn key(catalog: &str, package: &str) -> String {
    format!("{catalog} {package}")
}

/// All entries of the catalogs in a file; `None` if it cannot be read.
fn definitions(source: &Source<'_>, file: &str) -> Option<Definitions> {
    let text = source.text_beside(file)?;
    let root = if file.ends_with("package.json") {
        json::read(&text).ok()?
    } else {
        yaml::read_file(&text).ok()??.root
    };
    let mut definitions = Definitions::new();
    for holder in [Some(&root), root.get("workspaces")].into_iter().flatten() {
        let named = holder.pairs_of("catalogs").iter();
        let named = named.filter_map(|(name, entries)| Some((name.text()?, entries.pairs())));
        for (catalog, entries) in named.chain([(DEFAULT, holder.pairs_of("catalog"))]) {
            let entries = entries.iter();
            definitions.extend(entries.filter_map(|entry| defined(catalog, entry, file)));
        }
    }
    Some(definitions)
}

fn defined(
    catalog: &str,
    (name, value): &(Node, Node),
    file: &str,
) -> Option<(String, Definition)> {
    let definition = Definition {
        text: value.text()?.to_owned(),
        file: file.to_owned(),
        at: value.inner(),
    };
    Some((key(catalog, name.text()?), definition))
}
