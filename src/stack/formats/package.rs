//! Manifests of JavaScript packages: engines, package managers and dependencies, see
//! <https://docs.npmjs.com/cli/v11/configuring-npm/package-json>.

mod catalog;

use crate::stack::claim::{Claim, Findings, Kind, Lock, Role, Source, Subject};
use crate::stack::requirement::npm;
use crate::stack::written::bare;
use crate::text::json;
use crate::text::yaml::{Misfit, Node, Place};

/// The names of engines and tools with their products.
const TOOLS: [(&str, &str); 6] = [
    ("node", "nodejs"),
    ("pnpm", "pnpm"),
    ("yarn", "yarn"),
    ("bun", "bun"),
    ("deno", "deno"),
    ("electron", "electron"),
];

/// Reads a `package.json`.
pub fn read(source: &Source<'_>) -> Result<Findings, Misfit> {
    let root = json::read(source.text)?;
    let engines = root.pairs_of("engines").iter();
    let engines = engines.filter_map(|(tool, version)| engine(tool.text()?, version, Role::Run));
    let mut claims: Vec<Claim> = engines.collect();
    claims.extend(root.get("packageManager").and_then(manager));
    for (tool, version) in root.pairs_of("volta") {
        let tool = tool.text().and_then(product).zip(version.text());
        claims.extend(tool.map(|(tool, text)| fixed(version.inner(), tool, text, Role::Run)));
    }
    claims.extend(dev_engines(&root));
    for (key, role) in [
        ("dependencies", Role::Run),
        ("optionalDependencies", Role::Run),
        ("devDependencies", Role::Dev),
    ] {
        let declared = root.pairs_of(key).iter();
        let declared = declared.filter_map(|pair| dependency(source, pair, role));
        claims.extend(declared.map(|claim| claim.locked_by(Lock::JavaScript)));
    }
    let peers = root.pairs_of("peerDependencies").iter();
    let peers = peers.filter_map(|pair| dependency(source, pair, Role::Run));
    claims.extend(peers.map(Claim::without_lock).map(peer));
    Ok(Findings::of(claims))
}

/// The claim of a peer dependency: what the package works with, which those who use it install.
fn peer(claim: Claim) -> Claim {
    let claim = Claim {
        is_of_others: true,
        ..claim.noted("a peer dependency")
    };
    match claim.kind {
        Kind::Pin => {
            let version = claim.version.clone();
            claim.of_all(vec![version])
        }
        _ => claim,
    }
}

fn product(tool: &str) -> Option<Subject> {
    let (_, product) = TOOLS.iter().find(|(own, _)| *own == tool)?;
    Some(Subject::Product(product))
}

/// An engine or a tool with its range.
fn engine(name: &str, version: &Node, role: Role) -> Option<Claim> {
    Some(ranged(
        version.inner(),
        product(name)?,
        version.text()?,
        role,
    ))
}

/// A range; any other text, such as a tag or a placeholder, says nothing about the version.
fn ranged(at: Place, subject: Subject, text: &str, role: Role) -> Claim {
    match npm::read(text) {
        Some(accepts) => Claim::set(at, subject, text, accepts, role),
        None => Claim::floating(at, subject, text, role),
    }
}

/// A version; any other text says nothing about it.
fn fixed(at: Place, subject: Subject, text: &str, role: Role) -> Claim {
    match bare(text) {
        Some(version) => Claim::pin(at, subject, version, role),
        None => Claim::floating(at, subject, text, role),
    }
}

/// Parses `pnpm@8.6.0+sha512.…`.
fn manager(node: &Node) -> Option<Claim> {
    let (tool, version) = node.text()?.split_once('@')?;
    let version = version.split('+').next()?;
    let claim = fixed(node.inner(), product(tool)?, version, Role::Build);
    Some(claim.written(node.text()?))
}

/// Reads `devEngines: {runtime: {name, version}, packageManager: …}`, each of which may be a list.
fn dev_engines(root: &Node) -> Vec<Claim> {
    let Some(engines) = root.get("devEngines") else {
        return Vec::new();
    };
    let kinds = ["runtime", "packageManager"]
        .into_iter()
        .filter_map(|kind| engines.get(kind));
    let all = kinds.flat_map(Node::one_or_items);
    let claims = all.filter_map(|own| engine(own.text_of("name")?, own.get("version")?, Role::Dev));
    claims.collect()
}

/// A dependency: what the manifest says, or the catalog that it refers to.
fn dependency(source: &Source<'_>, pair: &(Node, Node), role: Role) -> Option<Claim> {
    let (name, text, at) = (pair.0.text()?, pair.1.text()?, pair.1.inner());
    let Some(catalog) = text.strip_prefix("catalog:") else {
        return declared(name, text, at, role);
    };
    let own = Claim::floating(at, Subject::Package(purl(name)), text, role);
    let found = catalog::entry(source, catalog, name).and_then(|(file, entry)| {
        let claim = declared(name, &entry.text, entry.at, role)?;
        Some(Claim {
            beside: (file != source.name()).then_some(file),
            ..claim
        })
    });
    let Some(found) = found else {
        let unlocked = own.clone().noted("no catalog states its version");
        return Some(Claim {
            unlocked: Some(Box::new(unlocked)),
            ..own
        });
    };
    let range = || (name.to_owned(), found.written.clone());
    Some(Claim {
        subject: found.subject.clone(),
        locked_as: Some(found.locked_as.clone().unwrap_or_else(range)),
        unlocked: Some(Box::new(found)),
        ..own
    })
}

/// An exact version, a range, or `npm:other@^1.2`, which is one of another package under this name.
fn declared(name: &str, text: &str, at: Place, role: Role) -> Option<Claim> {
    let Some(alias) = text.strip_prefix("npm:") else {
        return versioned(name, text, at, role);
    };
    let split = alias.rfind('@').filter(|split| *split > 0)?;
    let (other, range) = alias.split_at_checked(split)?;
    let at = at.after("npm:").after(other).after("@");
    let claim = versioned(other, range.strip_prefix('@')?, at, role)?;
    Some(Claim {
        locked_as: Some((name.to_owned(), alias.to_owned())),
        ..claim
    })
}

/// A package with an exact version or a range; `None` if it is not one of the registry.
fn versioned(name: &str, range: &str, at: Place, role: Role) -> Option<Claim> {
    if is_elsewhere(range) {
        return None;
    }
    let subject = Subject::Package(purl(name));
    let exact = range.strip_prefix(['=', 'v']).unwrap_or(range);
    let number = exact.split(['-', '+']).next()?;
    let is_exact = number.split('.').count() == 3 && bare(exact).is_some_and(|bare| bare == exact);
    Some(if is_exact {
        Claim::pin(at, subject, exact, role).written(range)
    } else {
        ranged(at, subject, range, role)
    })
}

/// Whether a text says where a package comes from: an address, a folder or a repository. What a placeholder stands
/// for is not known, so that only what is before it counts.
fn is_elsewhere(text: &str) -> bool {
    let known = text.split(['{', '<', '$', '%']).next().unwrap_or(text);
    known.contains([':', '/']) || known.starts_with('.')
}

/// The package URL of a name, which may have a scope.
pub fn purl(name: &str) -> String {
    format!(
        "pkg:npm/{}",
        name.replacen('@', "%40", usize::from(name.starts_with('@')))
    )
}

#[cfg(test)]
mod tests {
    use super::read;
    use crate::stack::formats::tests::rows;

    const MANIFESTS: &[(&str, &str)] = &[
        (
            r#"{"engines": {"node": ">=16"}}"#,
            "1:23 nodejs set >=16 run",
        ),
        (r#"{"engines": {"npm": ">=8", "vscode": "^1.2"}}"#, ""),
        (
            r#"{"packageManager": "pnpm@8.6.0+sha512.ab"}"#,
            "1:21 pnpm pin 8.6.0 build",
        ),
        (r#"{"packageManager": "npm@8.6.0"}"#, ""),
        (
            r#"{"volta": {"node": "16.20.2", "extends": "../x"}}"#,
            "1:21 nodejs pin 16.20.2 run",
        ),
        (
            r#"{"devEngines": {"runtime": {"name": "node", "version": "^20"}}}"#,
            "1:57 nodejs set ^20 dev",
        ),
        (
            r#"{"dependencies": {"express": "^4.18.2"}}"#,
            "1:31 pkg:npm/express set ^4.18.2 run",
        ),
        (
            r#"{"dependencies": {"express": "4.18.2"}}"#,
            "1:31 pkg:npm/express pin 4.18.2 run",
        ),
        (
            r#"{"dependencies": {"@angular/core": "~13.0.0"}}"#,
            "1:37 pkg:npm/%40angular/core set ~13.0.0 run",
        ),
        (
            r#"{"devDependencies": {"eslint": "7"}}"#,
            "1:33 pkg:npm/eslint set 7 dev",
        ),
        (
            r#"{"dependencies": {"x": "npm:react@^16.8"}}"#,
            "1:35 pkg:npm/react set ^16.8 run",
        ),
        (
            r#"{"dependencies": {"x": "npm:@angular/core@9.0.0"}}"#,
            "1:43 pkg:npm/%40angular/core pin 9.0.0 run",
        ),
        (
            r#"{"dependencies": {"react": "latest"}}"#,
            "1:29 pkg:npm/react floating  run",
        ),
        (
            r#"{"dependencies": {"react": "workspace:*", "vue": "file:../x"}}"#,
            "",
        ),
        (
            r#"{"dependencies": {"react": "git+https://x.y/z.git", "vue": "u/r"}}"#,
            "",
        ),
        (r#"{"dependencies": {"react": "https://x.y/z.tgz"}}"#, ""),
        (
            r#"{"dependencies": {"react": "^16.8.0 || ^17.0.0 || ^18.0.0"}}"#,
            "1:29 pkg:npm/react set ^16.8.0 || ^17.0.0 || ^18.0.0 run",
        ),
        (
            r#"{"dependencies": {"react": "18"}}"#,
            "1:29 pkg:npm/react set 18 run",
        ),
        (
            r#"{"dependencies": {"react": "18.x"}}"#,
            "1:29 pkg:npm/react set 18.x run",
        ),
        (
            r#"{"dependencies": {"react": "*"}}"#,
            "1:29 pkg:npm/react set * run",
        ),
        (
            r#"{"dependencies": {"react": ""}}"#,
            "1:29 pkg:npm/react set  run",
        ),
        (
            r#"{"dependencies": {"react": "~18.2"}}"#,
            "1:29 pkg:npm/react set ~18.2 run",
        ),
        (
            r#"{"dependencies": {"react": "=18.2.0"}}"#,
            "1:29 pkg:npm/react pin 18.2.0 run",
        ),
        (
            r#"{"dependencies": {"react": "v18.2.0"}}"#,
            "1:29 pkg:npm/react pin 18.2.0 run",
        ),
        (
            r#"{"dependencies": {"react": "18.2.0-rc.1"}}"#,
            "1:29 pkg:npm/react pin 18.2.0-rc.1 run",
        ),
        (
            r#"{"dependencies": {"react": "18.2.0+build.1"}}"#,
            "1:29 pkg:npm/react pin 18.2.0+build.1 run",
        ),
        (
            r#"{"dependencies": {"react": ">=16.8 <19"}}"#,
            "1:29 pkg:npm/react set >=16.8 <19 run",
        ),
        (
            r#"{"dependencies": {"react": "16.8.0 - 18.2.0"}}"#,
            "1:29 pkg:npm/react set 16.8.0 - 18.2.0 run",
        ),
        (
            r#"{"dependencies": {"react": "next"}}"#,
            "1:29 pkg:npm/react floating  run",
        ),
        (
            r#"{"dependencies": {"react": "beta"}}"#,
            "1:29 pkg:npm/react floating  run",
        ),
        (
            r#"{"dependencies": {"react": "experimental"}}"#,
            "1:29 pkg:npm/react floating  run",
        ),
        (
            r#"{"dependencies": {"react": "release-18"}}"#,
            "1:29 pkg:npm/react floating  run",
        ),
        (r#"{"dependencies": {"react": "link:../x"}}"#, ""),
        (r#"{"dependencies": {"react": "portal:../x"}}"#, ""),
        (
            r#"{"dependencies": {"react": "patch:react@npm%3A18.2.0#./x.patch"}}"#,
            "",
        ),
        (
            r#"{"dependencies": {"react": "catalog:"}}"#,
            "1:29 pkg:npm/react floating  run",
        ),
        (
            r#"{"dependencies": {"react": "{{v}}", "vue": "<%= v/w %>", "eslint": "__V__"}}"#,
            "1:29 pkg:npm/react floating  run | 1:45 pkg:npm/vue floating  run | 1:69 pkg:npm/eslint floating  run",
        ),
        (
            r#"{"dependencies": {"react": "^{{v}}", "vue": "npm:vue@${v}", "a": "git+ssh://${host}/x"}}"#,
            "1:29 pkg:npm/react floating  run | 1:54 pkg:npm/vue floating  run",
        ),
        (
            r#"{"engines": {"node": "{{n}}"}, "volta": {"node": "@N@"}, "packageManager": "pnpm@%%P%%"}"#,
            "1:23 nodejs floating  run | 1:77 pnpm floating  build | 1:51 nodejs floating  run",
        ),
        (r#"{"dependencies": {"react": "github:x/y#v18"}}"#, ""),
        (
            r#"{"dependencies": {"react": "git@github.com:x/y.git"}}"#,
            "",
        ),
        (r#"{"dependencies": {"react": "http://x.y/z.tgz"}}"#, ""),
        (r#"{"dependencies": {"react": "./x"}}"#, ""),
        (r#"{"dependencies": {"react": "~/x"}}"#, ""),
        (r#"{"dependencies": {"react": "../x"}}"#, ""),
        (
            r#"{"dependencies": {"x": "npm:react@latest"}}"#,
            "1:35 pkg:npm/react floating  run",
        ),
        (r#"{"dependencies": {"x": "npm:react"}}"#, ""),
        (
            r#"{"engines": {"node": "18 || 20"}}"#,
            "1:23 nodejs set 18 || 20 run",
        ),
        (
            r#"{"engines": {"node": ">=18 <21", "yarn": "^1.22"}}"#,
            "1:23 nodejs set >=18 <21 run | 1:43 yarn set ^1.22 run",
        ),
        (
            r#"{"packageManager": "yarn@4.0.2"}"#,
            "1:21 yarn pin 4.0.2 build",
        ),
        (
            r#"{"volta": {"node": "20.1.0", "yarn": "1.22.19"}}"#,
            "1:21 nodejs pin 20.1.0 run | 1:39 yarn pin 1.22.19 run",
        ),
        (
            r#"{"peerDependencies": {"react": ">=16"}}"#,
            "1:33 pkg:npm/react set >=16 run",
        ),
        (
            r#"{"peerDependencies": {"react": "16.8.0"}}"#,
            "1:33 pkg:npm/react set 16.8.0 run",
        ),
        (
            r#"{"overrides": {"react": "16"}, "resolutions": {"vue": "2"}}"#,
            "",
        ),
        (r#"{"dependencies": ["x"], "engines": "node"}"#, ""),
        (
            "{\n\t\"engines\": {\n\t\t\"node\": \"18\"\n\t}\n}",
            "3:12 nodejs set 18 run",
        ),
        ("{", "fault"),
        ("", ""),
    ];

    #[test]
    fn manifests_name_engines_and_dependencies() {
        for (text, expected) in MANIFESTS {
            assert_eq!(rows(read, text), *expected, "{text}");
        }
    }
}
