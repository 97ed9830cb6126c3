//! Composer, see <https://getcomposer.org/doc/04-schema.md>.

use crate::stack::claim::{Claim, Findings, Lock, Role, Source, Subject};
use crate::stack::requirement::composer;
use crate::stack::written::bare;
use crate::text::json;
use crate::text::yaml::{Misfit, Node};

/// Reads a `composer.json`: the version of PHP, and the packages.
pub fn read(source: &Source<'_>) -> Result<Findings, Misfit> {
    let root = json::read(source.text)?;
    let platform = root.find(&["config", "platform", "php"]);
    let fixed = platform.and_then(|node| {
        let (php, version) = (Subject::Product("php"), bare(node.text()?)?);
        Some(Claim::pin(node.inner(), php, version, Role::Run))
    });
    let mut claims = Vec::new();
    for (key, role) in [("require", Role::Run), ("require-dev", Role::Dev)] {
        for (name, version) in root.pairs_of(key) {
            let is_php = matches!(name.text(), Some("php" | "php-64bit"));
            match &fixed {
                // A configured platform version takes precedence over the requirement.
                Some(fixed) if is_php => claims.push(fixed.clone()),
                _ => claims.extend(required(name, version, role)),
            }
        }
    }
    if let Some(fixed) = fixed.filter(|fixed| !claims.contains(fixed)) {
        claims.push(fixed);
    }
    Ok(Findings::of(claims))
}

fn required(name: &Node, version: &Node, role: Role) -> Option<Claim> {
    let (name, text) = (name.text()?, version.text()?);
    let subject = match name {
        "php" | "php-64bit" => Subject::Product("php"),
        name if name.contains('/') => Subject::Package(format!("pkg:composer/{name}")),
        _ => return None,
    };
    // `1.2@beta` also accepts less stable versions of 1.2.
    let exact = text.split('@').next().unwrap_or(text).trim();
    let exact = exact.trim_start_matches('=').trim_start_matches('v');
    let is_exact = bare(exact).is_some_and(|bare| bare == exact);
    let claim = if is_exact {
        Claim::pin(version.inner(), subject, exact, role).written(text)
    } else {
        Claim::set(version.inner(), subject, text, composer::read(text)?, role)
    };
    Some(claim.locked_by(Lock::Php))
}

#[cfg(test)]
mod tests {
    use super::read;
    use crate::stack::formats::tests::rows;

    const PACKAGES: &[(&str, &str)] = &[
        (r#"{"require": {"php": "^7.4"}}"#, "1:22 php set ^7.4 run"),
        (
            r#"{"require": {"php": "^7.4", "ext-json": "*", "lib-icu": "*"}}"#,
            "1:22 php set ^7.4 run",
        ),
        (
            r#"{"require": {"laravel/framework": "^8.0"}}"#,
            "1:36 pkg:composer/laravel/framework set ^8.0 run",
        ),
        (
            r#"{"require": {"a/b": "v1.2.3"}}"#,
            "1:22 pkg:composer/a/b pin 1.2.3 run",
        ),
        (
            r#"{"require": {"a/b": "6.5.5@stable"}}"#,
            "1:22 pkg:composer/a/b pin 6.5.5 run",
        ),
        (r#"{"require": {"php": "8.1"}}"#, "1:22 php pin 8.1 run"),
        (r#"{"require": {"php": "8.1.*"}}"#, "1:22 php set 8.1.* run"),
        (
            r#"{"require-dev": {"a/b": "~1.2"}}"#,
            "1:26 pkg:composer/a/b set ~1.2 dev",
        ),
        (
            r#"{"require": {"php": ">=8.1 <8.4"}}"#,
            "1:22 php set >=8.1 <8.4 run",
        ),
        (
            r#"{"require": {"php": "~8.1.0 || ~8.2.0"}}"#,
            "1:22 php set ~8.1.0 || ~8.2.0 run",
        ),
        (
            r#"{"require": {"php": "^8.1|^8.2"}}"#,
            "1:22 php set ^8.1|^8.2 run",
        ),
        (
            r#"{"require": {"php": "8.1 - 8.3"}}"#,
            "1:22 php set 8.1 - 8.3 run",
        ),
        (r#"{"require": {"php": "*"}}"#, "1:22 php set * run"),
        (
            r#"{"require": {"php": "8.1.99"}}"#,
            "1:22 php pin 8.1.99 run",
        ),
        (
            r#"{"require": {"php-64bit": "^8.1"}}"#,
            "1:28 php set ^8.1 run",
        ),
        (r#"{"require": {"hhvm": "^3.30"}}"#, ""),
        (r#"{"require": {"composer-runtime-api": "^2.0"}}"#, ""),
        (
            r#"{"require": {"a/b": "=6.4.1"}}"#,
            "1:22 pkg:composer/a/b pin 6.4.1 run",
        ),
        (
            r#"{"require": {"a/b": "==6.4.1"}}"#,
            "1:22 pkg:composer/a/b pin 6.4.1 run",
        ),
        (
            r#"{"require": {"a/b": "6.4"}}"#,
            "1:22 pkg:composer/a/b pin 6.4 run",
        ),
        (
            r#"{"require": {"a/b": "6.4.*"}}"#,
            "1:22 pkg:composer/a/b set 6.4.* run",
        ),
        (
            r#"{"require": {"a/b": "v6.4.1-beta2"}}"#,
            "1:22 pkg:composer/a/b pin 6.4.1-beta2 run",
        ),
        (
            r#"{"require": {"a/b": "6.4.1-RC1"}}"#,
            "1:22 pkg:composer/a/b pin 6.4.1-RC1 run",
        ),
        (
            r#"{"require": {"a/b": "^6.4@beta"}}"#,
            "1:22 pkg:composer/a/b set ^6.4@beta run",
        ),
        (
            r#"{"require": {"a/b": "@dev"}}"#,
            "1:22 pkg:composer/a/b set @dev run",
        ),
        (
            r#"{"require": {"a/b": "6.4.x-dev"}}"#,
            "1:22 pkg:composer/a/b pin 6.4.x-dev run",
        ),
        (
            r#"{"require": {"a/b": "^6.4 || dev-main"}}"#,
            "1:22 pkg:composer/a/b set ^6.4 || dev-main run",
        ),
        (r#"{"require": {"a/b": "dev-main as 6.4.x-dev"}}"#, ""),
        (
            r#"{"require": {"a/b": "!=6.4.1"}}"#,
            "1:22 pkg:composer/a/b set !=6.4.1 run",
        ),
        (
            r#"{"require": {"a/b": "~1.2,>=1.2.3"}}"#,
            "1:22 pkg:composer/a/b set ~1.2,>=1.2.3 run",
        ),
        (r#"{"require": {"a/b": ""}}"#, ""),
        (r#"{"require": {"a/b": "${VERSION}"}}"#, ""),
        (r#"{"require": {"a/b": "dev-main"}}"#, ""),
        (r#"{"require": {"a/b": "self.version"}}"#, ""),
        (
            r#"{"require": {"php": ">=7"}, "config": {"platform": {"php": "7.4.3"}}}"#,
            "1:61 php pin 7.4.3 run",
        ),
        (
            r#"{"config": {"platform": {"php": "8.1"}}}"#,
            "1:34 php pin 8.1 run",
        ),
        (
            r#"{"conflict": {"a/b": "<1"}, "replace": {"c/d": "*"}}"#,
            "",
        ),
        (r#"{"require": []}"#, ""),
        ("{", "fault"),
    ];

    #[test]
    fn packages_are_required() {
        for (text, expected) in PACKAGES {
            assert_eq!(rows(read, text), *expected, "{text}");
        }
    }
}
