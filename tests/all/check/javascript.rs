//! Manifests of JavaScript with what belongs to them: peers, catalogs, aliases and lock files.

use super::{check, report, rows, tree};

#[test]
fn a_peer_dependency_fails_no_check() {
    for range in ["~1.7", "1.7.9"] {
        let manifest = format!("{{\"peerDependencies\": {{\"angular\": \"{range}\"}}}}");
        let folder = tree(&[("package.json", &manifest)]);
        let found = report(folder.path(), &[]);
        assert_eq!(rows(&found), ["package.json:1:35 angularjs 1.7 set ended"]);
        for condition in ["ended", "within:9999d", "security", "accepts-ended,behind"] {
            let output = check(folder.path(), &["--fail-on", condition]);
            assert_eq!(output.status.code(), Some(0), "{range} {condition}");
        }
    }
}

/// A package that takes both products from the catalogs of its workspace.
const MEMBER: (&str, &str) = (
    "web/package.json",
    "{\"dependencies\": {\"angular\": \"catalog:\", \"ng\": \"catalog:old\"}}",
);

const CATALOGS: &str =
    "catalog:\n  angular: ^1.8.0\ncatalogs:\n  old:\n    ng: npm:angular@~1.7.0\n";

#[test]
fn a_catalog_states_the_version_of_a_package() {
    let folder = tree(&[MEMBER, ("pnpm-workspace.yaml", CATALOGS)]);
    let found = report(folder.path(), &[]);
    assert_eq!(
        rows(&found),
        [
            "pnpm-workspace.yaml:2:12 angularjs 1.8 set extended",
            "pnpm-workspace.yaml:5:21 angularjs 1.7 set ended",
        ]
    );
    let lock = "lockfileVersion: '9.0'\nimporters:\n  web:\n    dependencies:\n      angular: {specifier: 'catalog:', version: 1.8.2}\n      \
         ng: {specifier: 'catalog:old', version: angular@1.7.9}\n";
    let folder = tree(&[
        MEMBER,
        ("pnpm-workspace.yaml", CATALOGS),
        ("pnpm-lock.yaml", lock),
    ]);
    let found = report(folder.path(), &[]);
    assert_eq!(
        rows(&found),
        [
            "web/package.json:1:31 angularjs 1.8 pin extended",
            "web/package.json:1:49 angularjs 1.7 pin ended",
        ]
    );
    assert_eq!(found["items"][1]["version"], "1.7.9");
    let folder = tree(&[MEMBER]);
    let found = report(folder.path(), &[]);
    assert_eq!(
        rows(&found),
        ["web/package.json:1:31 angularjs - floating -"]
    );
    assert_eq!(found["unmatched"].as_array().unwrap().len(), 1);
}

#[test]
fn an_alias_has_the_version_of_the_lock_file() {
    let manifest = (
        "package.json",
        "{\"dependencies\": {\"ng\": \"npm:angular@>=1.7\"}}",
    );
    for (lock, text) in [
        (
            "package-lock.json",
            "{\"packages\": {\"node_modules/ng\": {\"name\": \"angular\", \"version\": \"1.7.9\"}}}",
        ),
        (
            "yarn.lock",
            "\"ng@npm:angular@>=1.7\":\n  version \"1.7.9\"\n",
        ),
        (
            "pnpm-lock.yaml",
            "dependencies:\n  ng:\n    specifier: npm:angular@>=1.7\n    version: /angular@1.7.9\n",
        ),
        (
            "bun.lock",
            "{\"packages\": {\"ng\": [\"angular@1.7.9\", \"\"]}}",
        ),
    ] {
        let folder = tree(&[manifest, (lock, text)]);
        let found = rows(&report(folder.path(), &[]));
        assert_eq!(
            found,
            ["package.json:1:38 angularjs 1.7 pin ended"],
            "{lock}"
        );
        // Without the manifest, it is the package as well.
        let folder = tree(&[(lock, text)]);
        let found = report(folder.path(), &[]);
        assert_eq!(found["items"][0]["product"], "angularjs", "{lock}");
    }
}
