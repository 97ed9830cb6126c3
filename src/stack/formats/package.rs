//! Manifests of JavaScript packages: engines, package managers and dependencies, see
//! <https://docs.npmjs.com/cli/v11/configuring-npm/package-json>.

use crate::stack::claim::{Claim, Findings, Kind, Lock, Role, Source, Subject};
use crate::stack::requirement::npm;
use crate::stack::written::bare;
use crate::text::json;
use crate::text::yaml::{Misfit, Node};

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
    let mut claims = engines(&root);
    claims.extend(root.get("packageManager").and_then(manager));
    for (tool, version) in root.pairs_of("volta") {
        let claim = tool
            .text()
            .and_then(product)
            .zip(version.text().and_then(bare));
        claims.extend(
            claim.map(|(product, bare)| Claim::pin(version.inner(), product, bare, Role::Run)),
        );
    }
    claims.extend(dev_engines(&root));
    for (key, role) in [
        ("dependencies", Role::Run),
        ("optionalDependencies", Role::Run),
        ("devDependencies", Role::Dev),
    ] {
        for (name, version) in root.pairs_of(key) {
            claims.extend(
                dependency(name, version, role).map(|claim| claim.locked_by(Lock::JavaScript)),
            );
        }
    }
    for (name, version) in root.pairs_of("peerDependencies") {
        claims.extend(dependency(name, version, Role::Run).map(peer));
    }
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

fn engines(root: &Node) -> Vec<Claim> {
    let engines = root.pairs_of("engines").iter();
    let claims = engines.filter_map(|(tool, version)| {
        let text = version.text()?;
        Some(Claim::set(
            version.inner(),
            product(tool.text()?)?,
            text,
            npm::read(text)?,
            Role::Run,
        ))
    });
    claims.collect()
}

/// Parses `pnpm@8.6.0+sha512.…`.
fn manager(node: &Node) -> Option<Claim> {
    let (tool, version) = node.text()?.split_once('@')?;
    let version = version.split('+').next()?;
    let claim = Claim::pin(node.inner(), product(tool)?, bare(version)?, Role::Build);
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
    let claims = all.filter_map(|engine| {
        let (name, version) = (engine.text_of("name")?, engine.get("version")?);
        let text = version.text()?;
        Some(Claim::set(
            version.inner(),
            product(name)?,
            text,
            npm::read(text)?,
            Role::Dev,
        ))
    });
    claims.collect()
}

/// A dependency: an exact version, a range, or something without a version, such as a folder or an address.
fn dependency(name: &Node, version: &Node, role: Role) -> Option<Claim> {
    let (name, text, at) = (name.text()?, version.text()?, version.inner());
    let (name, range, at) = match text.strip_prefix("npm:") {
        // `npm:other@^1.2`: an alias for another package.
        Some(alias) => {
            let split = alias.rfind('@').filter(|split| *split > 0)?;
            let (name, range) = alias.split_at_checked(split)?;
            let at = at.after("npm:").after(name).after("@");
            (name, range.strip_prefix('@')?, at)
        }
        None => (name, text, at),
    };
    let subject = Subject::Package(purl(name));
    if is_tag(range) {
        return Some(Claim::floating(at, subject, range, role));
    }
    let exact = range.strip_prefix(['=', 'v']).unwrap_or(range);
    if exact.split(['-', '+']).next()?.split('.').count() == 3
        && bare(exact).is_some_and(|bare| bare == exact)
    {
        return Some(Claim::pin(at, subject, exact, role).written(range));
    }
    Some(Claim::set(at, subject, range, npm::read(range)?, role))
}

/// Whether a text is the name of a tag, such as `latest`: a word that is not a range like `x` or `v18`.
fn is_tag(text: &str) -> bool {
    let is_part = |c: char| c.is_ascii_alphanumeric() || "-_.".contains(c);
    let is_word = text.starts_with(|c: char| c.is_ascii_alphabetic()) && text.chars().all(is_part);
    is_word && npm::read(text).is_none()
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
        (r#"{"dependencies": {"react": "catalog:"}}"#, ""),
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
