//! Go modules, see <https://go.dev/ref/mod#go-mod-file>.

use std::collections::HashMap;

use crate::stack::claim::{Claim, Findings, Role, Source, Subject};
use crate::stack::requirement::npm;
use crate::stack::written::bare;
use crate::text::lines::{numbered, place_in};
use crate::text::yaml::{Misfit, Place};

/// Reads `go.mod` and `go.work`: the minimum version of Go, and the required modules, or those that replace them.
pub fn read(source: &Source<'_>) -> Result<Findings, Misfit> {
    let mut claims = Vec::new();
    let replaced = replaced(source.text);
    let mut block = None;
    for (number, line) in numbered(source.text) {
        let (said, comment) = line.split_once("//").unwrap_or((line, ""));
        let words = words(said);
        match (block, words.as_slice()) {
            (None, [directive, "("]) => block = Some(*directive),
            (Some(_), [")"]) => block = None,
            (None, ["go", version]) => {
                claims.extend(minimum(place_in(number, line, version), version, version));
            }
            (None, ["toolchain", toolchain]) => {
                let version = toolchain.strip_prefix("go").unwrap_or_default();
                claims.extend(minimum(
                    place_in(number, line, toolchain),
                    toolchain,
                    version,
                ));
            }
            (Some("require"), [module, version]) | (None, ["require", module, version])
                if !is_indirect(comment) =>
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
    Ok(Findings::of(claims))
}

/// The words of a line without their quotes; a parenthesis is a word of its own even without a blank before it.
fn words(said: &str) -> Vec<&str> {
    let words = said.split_whitespace().flat_map(|word| match word {
        "(" => ["(", ""],
        _ => match word.strip_suffix('(') {
            Some(directive) => [directive, "("],
            None => [word, ""],
        },
    });
    let words = words.filter(|word| !word.is_empty());
    words.map(|word| word.trim_matches(['"', '`'])).collect()
}

/// Whether the comment of a required module says that only other modules need it, see
/// <https://go.dev/ref/mod#go-mod-file-require>.
fn is_indirect(comment: &str) -> bool {
    let mut words = comment.split_whitespace();
    match words.next() {
        Some("indirect") => words.next().is_none(),
        first => first == Some("indirect;"),
    }
}

fn required(module: &str, version: &str, at: Place) -> Claim {
    let subject = Subject::Package(format!("pkg:golang/{module}"));
    // Until `go mod tidy` has run, a branch may stand there.
    if bare(version).is_none() || is_of_commit(version) {
        return Claim::floating(at, subject, version, Role::Run);
    }
    let version = version.strip_suffix("+incompatible").unwrap_or(version);
    Claim::pin(at, subject, version, Role::Run)
}

/// Whether a version stands for a commit, not for a release: `v0.0.0-20210921155107-089bfa567519`, see
/// <https://go.dev/ref/mod#pseudo-versions>.
fn is_of_commit(version: &str) -> bool {
    let version = version.strip_suffix("+incompatible").unwrap_or(version);
    let mut parts = version.rsplit('-');
    let (commit, before) = (parts.next(), parts.next());
    let time = before.map(|before| before.rsplit('.').next().unwrap_or(before));
    let is_commit = |part: &str| part.len() == 12 && part.bytes().all(|b| b.is_ascii_hexdigit());
    let is_time = |part: &str| part.len() == 14 && part.bytes().all(|b| b.is_ascii_digit());
    commit.is_some_and(is_commit) && time.is_some_and(is_time)
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
        let mut words = words(said);
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

/// The claim of a version of Go; a toolchain is also a minimum. `None` if there is no version.
fn minimum(at: Place, written: &str, version: &str) -> Option<Claim> {
    let accepts = npm::read(&format!(">={version}")).filter(|_| !version.is_empty())?;
    let subject = Subject::Product("go");
    Some(Claim::set(at, subject, written, accepts, Role::Build))
}

#[cfg(test)]
mod tests {
    use super::read;
    use crate::stack::formats::tests::rows;

    const MODULES: &[(&str, &str)] = &[
        ("module x\n\ngo 1.18\n", "3:4 go set 1.18 build"),
        ("go 1.21rc2", "1:4 go set 1.21rc2 build"),
        (
            "go 1.20 // the oldest that is tested",
            "1:4 go set 1.20 build",
        ),
        ("  go\t1.19", "1:6 go set 1.19 build"),
        ("\u{feff}go 1.22", "1:4 go set 1.22 build"),
        (
            "go 1.22\r\n\r\nrequire a/b v1.2.3\r\n",
            "1:4 go set 1.22 build | 3:13 pkg:golang/a/b pin v1.2.3 run",
        ),
        ("go", ""),
        ("// go 1.18", ""),
        (
            "go 1.21.0\ntoolchain go1.21.3",
            "1:4 go set 1.21.0 build | 2:11 go set go1.21.3 build",
        ),
        (
            "toolchain go1.22.0-custom",
            "1:11 go set go1.22.0-custom build",
        ),
        ("toolchain go1.23rc1", "1:11 go set go1.23rc1 build"),
        ("toolchain default", ""),
        ("toolchain none", ""),
        // A workspace.
        (
            "go 1.22\n\nuse (\n\t./a\n\t./b\n)\nuse ./c",
            "1:4 go set 1.22 build",
        ),
        ("godebug default=go1.21\ngodebug (\n\tpanicnil=1\n)", ""),
        ("tool golang.org/x/tools/cmd/stringer\ntool (\n\ta/b\n)", ""),
        ("ignore ./node_modules", ""),
        (
            "require github.com/gorilla/mux v1.8.0",
            "1:32 pkg:golang/github.com/gorilla/mux pin v1.8.0 run",
        ),
        (
            "require (\n\tgithub.com/a/b v1.2.3\n\tgithub.com/c/d v1.0.0 // indirect\n)",
            "2:17 pkg:golang/github.com/a/b pin v1.2.3 run",
        ),
        (
            "require (\n\ta/b v1.2.3\n)\n\nrequire (\n\tc/d v1.0.0 // indirect\n)",
            "2:6 pkg:golang/a/b pin v1.2.3 run",
        ),
        ("require a/b v1.2.3 // indirect; kept for tests", ""),
        ("require a/b v1.2.3 //indirect", ""),
        (
            "require a/b v1.2.3 // indirectly tested",
            "1:13 pkg:golang/a/b pin v1.2.3 run",
        ),
        (
            "require(\n\ta/b v1.2.3\n)",
            "2:6 pkg:golang/a/b pin v1.2.3 run",
        ),
        (
            "require \"a/b\" v1.2.3",
            "1:15 pkg:golang/a/b pin v1.2.3 run",
        ),
        (
            "require a/b/v5 v5.1.0",
            "1:16 pkg:golang/a/b/v5 pin v5.1.0 run",
        ),
        (
            "require gopkg.in/yaml.v3 v3.0.1",
            "1:26 pkg:golang/gopkg.in/yaml.v3 pin v3.0.1 run",
        ),
        (
            "require a/b v0.0.0-20210921155107-089bfa567519",
            "1:13 pkg:golang/a/b floating  run",
        ),
        (
            "require a/b v1.8.2-0.20200107122003-4708915ac6ef+incompatible",
            "1:13 pkg:golang/a/b floating  run",
        ),
        (
            "require a/b v0.5.0-alpha.5.0.20200910180754-dd1b699fc489",
            "1:13 pkg:golang/a/b floating  run",
        ),
        (
            "require a/b v1.2.3-rc1",
            "1:13 pkg:golang/a/b pin v1.2.3-rc1 run",
        ),
        ("require a/b master", "1:13 pkg:golang/a/b floating  run"),
        (
            "exclude a/b v1.2.0\nexclude (\n\ta/b v1.2.1\n)\nretract v1.0.0\nretract (\n\tv1.0.1\n\t[v1.1.0, v1.1.9]\n)",
            "",
        ),
        ("require a/b v1.2.3\nreplace a/b => \"../b\"", ""),
        (
            "require a/b v1.2.3 // indirect\nreplace a/b => a/b v1.2.4",
            "",
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
    ];

    #[test]
    fn modules_require_versions() {
        for (text, expected) in MODULES {
            assert_eq!(rows(read, text), *expected, "{text}");
        }
    }
}
