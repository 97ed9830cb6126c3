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
