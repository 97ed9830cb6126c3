//! Go modules, see <https://go.dev/ref/mod#go-mod-file>.

use std::collections::HashMap;

use crate::stack::claim::{Claim, Findings, Role, Source, Subject};
use crate::stack::requirement::npm;
use crate::text::lines::{numbered, place_in};
use crate::text::requirement::Requirement;
use crate::text::yaml::Place;

/// Reads `go.mod`: the minimum version of Go, and the required modules, or those that replace them.
pub fn read(source: &Source<'_>) -> Findings {
    let mut claims = Vec::new();
    let replaced = replaced(source.text);
    let mut block = None;
    for (number, line) in numbered(source.text) {
        let (said, comment) = line.split_once("//").unwrap_or((line, ""));
        let words: Vec<&str> = said.split_whitespace().collect();
        match (block, words.as_slice()) {
            (None, [directive, "("]) => block = Some(*directive),
            (Some(_), [")"]) => block = None,
            (None, ["go", version]) => {
                if let Some(accepts) = npm::read(&format!(">={version}")) {
                    let at = place_in(number, line, version);
                    claims.push(Claim::set(
                        at,
                        Subject::Product("go"),
                        version,
                        accepts,
                        Role::Build,
                    ));
                }
            }
            (None, ["toolchain", toolchain]) => {
                let at = place_in(number, line, toolchain);
                let version = toolchain.strip_prefix("go").unwrap_or_default();
                if let Some(accepts) = numbers(version) {
                    claims.push(Claim::set(
                        at,
                        Subject::Product("go"),
                        toolchain,
                        accepts,
                        Role::Build,
                    ));
                }
            }
            (Some("require"), [module, version]) | (None, ["require", module, version])
                if !comment.trim().starts_with("indirect") =>
            {
                let written = (*module, *version, place_in(number, line, version));
                let replacement = replaced
                    .get(&(*module, Some(*version)))
                    .or_else(|| replaced.get(&(*module, None)));
                let used = replacement.map_or(Some(written), |by| *by);
                claims.extend(used.map(|(module, version, at)| required(module, version, at)));
            }
            _ => {}
        }
    }
    Findings::of(claims)
}

fn required(module: &str, version: &str, at: Place) -> Claim {
    let subject = Subject::Package(format!("pkg:golang/{module}"));
    let version = version.strip_suffix("+incompatible").unwrap_or(version);
    Claim::pin(at, subject, version, Role::Run)
}

/// The modules that a file replaces, each with its only version that is replaced or `None` for all; and the module that
/// is used, its version, and where that is written, or `None` for a folder, whose version is unknown.
type Replaced<'a> = HashMap<(&'a str, Option<&'a str>), Option<(&'a str, &'a str, Place)>>;

/// Reads `replace a/b v1.2.3 => c/d v1.4.5` and `replace a/b => ../b`, see
/// <https://go.dev/ref/mod#go-mod-file-replace>.
fn replaced(text: &str) -> Replaced<'_> {
    let mut all = Replaced::new();
    let mut is_block = false;
    for (number, line) in numbered(text) {
        let said = line.split("//").next().unwrap_or(line);
        let mut words: Vec<&str> = said.split_whitespace().collect();
        match words.as_slice() {
            ["replace", "("] => is_block = true,
            [")"] => is_block = false,
            ["replace", ..] => drop(words.remove(0)),
            _ if is_block => {}
            _ => continue,
        }
        let Some(arrow) = words.iter().position(|word| *word == "=>") else {
            continue;
        };
        let (from, to) = words.split_at(arrow);
        let by = match to {
            [_, module, version] => Some((*module, *version, place_in(number, line, version))),
            _ => None,
        };
        if let [module, only @ ..] = from {
            all.entry((*module, only.first().copied())).or_insert(by);
        }
    }
    all
}

/// Parses a version of Go; a toolchain is also a minimum.
fn numbers(version: &str) -> Option<Requirement> {
    npm::read(&format!(">={version}")).filter(|_| !version.is_empty())
}

#[cfg(test)]
mod tests {
    use super::read;
    use crate::stack::formats::tests::rows;

    #[test]
    fn modules_require_versions() {
        for (text, expected) in [
            ("module x\n\ngo 1.18\n", "3:4 go set 1.18 build"),
            (
                "go 1.21.0\ntoolchain go1.21.3",
                "1:4 go set 1.21.0 build | 2:11 go set go1.21.3 build",
            ),
            ("toolchain default", ""),
            (
                "require github.com/gorilla/mux v1.8.0",
                "1:32 pkg:golang/github.com/gorilla/mux pin v1.8.0 run",
            ),
            (
                "require (\n\tgithub.com/a/b v1.2.3\n\tgithub.com/c/d v1.0.0 // indirect\n)",
                "2:17 pkg:golang/github.com/a/b pin v1.2.3 run",
            ),
            ("replace (\n\ta/b v1 => c/d v2\n)\nexclude a/b v1", ""),
            ("require a/b v1.2.3\nreplace a/b => ../b", ""),
            (
                "require a/b v1.2.3\nreplace a/b => c/d v1.4.5",
                "2:20 pkg:golang/c/d pin v1.4.5 run",
            ),
            (
                "require (\n\ta/b v1.2.3\n)\nreplace (\n\ta/b v1.2.0 => ../b\n\ta/b v1.2.3 => a/b v1.2.4 // why\n)",
                "6:20 pkg:golang/a/b pin v1.2.4 run",
            ),
            (
                "require a/b v1.2.3\nreplace a/b => ../b\nreplace a/b v1.2.3 => a/b v1.2.4",
                "3:27 pkg:golang/a/b pin v1.2.4 run",
            ),
            (
                "require a/b v1.2.3\nreplace a/b v1.2.0 => ../b",
                "1:13 pkg:golang/a/b pin v1.2.3 run",
            ),
            (
                "require a/b v2.0.0+incompatible",
                "1:13 pkg:golang/a/b pin v2.0.0 run",
            ),
            ("// go 1.18", ""),
        ] {
            assert_eq!(rows(read, text), expected, "{text}");
        }
    }
}
