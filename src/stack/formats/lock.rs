//! Lock files without their manifests: every package in one that is a product, as in a bill of materials.

use crate::stack::claim::{Claim, Findings, Lock, Role, Source, Subject};
use crate::stack::locks;
use crate::text::yaml::Misfit;

/// Reads a lock file of a known name.
pub fn read(source: &Source<'_>) -> Result<Findings, Misfit> {
    let Some(kind) = locks::kind(source.name()) else {
        return Ok(Findings::default());
    };
    let locked = locks::read_alone(source.name(), source.text)?;
    let claims = locked.placed().into_iter().map(|(at, name, version)| {
        let subject = match (kind, name) {
            (Lock::Ruby, locks::RUBY) => Subject::Product(locks::RUBY),
            (Lock::Ruby, locks::JRUBY) => Subject::Product(locks::JRUBY),
            _ => Subject::Package(package(kind, name)),
        };
        let claim = Claim::pin(at, subject, version, Role::Run);
        claim.written(format!("{name} {version}"))
    });
    Ok(Findings::of(claims))
}

/// The package URL of a package in a kind of lock files.
fn package(kind: Lock, name: &str) -> String {
    let registry = match kind {
        Lock::JavaScript => "npm",
        Lock::Python => "pypi",
        Lock::Php => "composer",
        Lock::Ruby => "gem",
    };
    format!("pkg:{registry}/{}", name.replacen('@', "%40", 1))
}

/// The manifests that the lock files of a kind belong to: beside one of them, a lock file only states versions.
pub fn manifests(name: &str) -> &'static [&'static str] {
    match locks::kind(name) {
        Some(Lock::JavaScript) => &["package.json"],
        Some(Lock::Python) => &["pyproject.toml", "Pipfile"],
        Some(Lock::Php) => &["composer.json"],
        Some(Lock::Ruby) => &["Gemfile", "gems.rb"],
        None => &[],
    }
}

#[cfg(test)]
mod tests {
    use super::{manifests, read};
    use crate::stack::formats;
    use crate::stack::formats::tests::rows_of;
    use crate::stack::locks;

    #[test]
    fn a_manifest_that_replaces_a_lock_file_has_a_format() {
        for lock in locks::names() {
            assert!(!manifests(lock).is_empty(), "{lock}");
            for manifest in manifests(lock) {
                assert!(formats::of(manifest).is_some(), "{lock}: {manifest}");
            }
        }
    }

    #[test]
    fn a_lock_file_alone_is_a_list_of_packages() {
        for (file, text, expected) in [
            (
                "package-lock.json",
                "{\"packages\": {\"\": {\"dependencies\": {\"@a/vue\": \"^2\"}},\n\"node_modules/@a/vue\": {\"version\": \"2.6.14\"},\n\"node_modules/b\": {\"version\": \"1.0.0\"}}}",
                "2:37 pkg:npm/%40a/vue pin 2.6.14 run",
            ),
            (
                "package-lock.json",
                "{\"dependencies\": {\"vue\": {\"version\": \"2.6.14\"}}}",
                "1:39 pkg:npm/vue pin 2.6.14 run",
            ),
            (
                "composer.lock",
                "{\"packages\": [{\"name\": \"a/b\",\n\"version\": \"v1.2.3\"}]}",
                "2:13 pkg:composer/a/b pin 1.2.3 run",
            ),
            (
                "poetry.lock",
                "[[package]]\nname = \"django\"\nversion = \"3.2.1\"\n",
                "3:12 pkg:pypi/django pin 3.2.1 run",
            ),
            (
                "Gemfile.lock",
                "GEM\n  specs:\n    rails (6.1.4)\nRUBY VERSION\n   ruby 3.2.2p53\n",
                "3:12 pkg:gem/rails pin 6.1.4 run | 5:9 ruby pin 3.2.2 run",
            ),
            (
                "yarn.lock",
                "\"vue@^2\":\n  version \"2.6.14\"\n",
                "2:12 pkg:npm/vue pin 2.6.14 run",
            ),
            ("poetry.lock", "[[package]]\nname = \"dj", "fault"),
            // Only what is declared, where the file tells.
            (
                "Gemfile.lock",
                "GEM\n  specs:\n    jekyll (3.9.0)\n      rails (>= 0)\n    rails (6.1.4)\n\nPLATFORMS\n  ruby\n\nDEPENDENCIES\n  jekyll (~> 3.9)\n\nRUBY VERSION\n   ruby 2.7.2p137\n",
                "3:13 pkg:gem/jekyll pin 3.9.0 run | 14:9 ruby pin 2.7.2 run",
            ),
            (
                "gems.locked",
                "GIT\n  remote: https://x\n  specs:\n    rails (6.1.4)\nGEM\n  specs:\n    a (1)\n\nDEPENDENCIES\n  rails!\n",
                "4:12 pkg:gem/rails pin 6.1.4 run",
            ),
            (
                "Gemfile.lock",
                "GEM\n  specs:\n    a (1)\n\nDEPENDENCIES\n",
                "3:8 pkg:gem/a pin 1 run",
            ),
            (
                "bun.lock",
                "{\"workspaces\": {\"\": {\"dependencies\": {\"vue\": \"^2\"}}, \"w\": {\"devDependencies\": {\"a\": \"1\"}}},\n\"packages\": {\n\"a\": [\"a@1.0.0\"],\n\"b\": [\"b@1.0.0\"],\n\"vue\": [\"vue@2.6.14\"],}}",
                "3:8 pkg:npm/a pin 1.0.0 run | 5:10 pkg:npm/vue pin 2.6.14 run",
            ),
            (
                "bun.lock",
                "{\"packages\": {\"vue\": [\"vue@2.6.14\"]}}",
                "1:24 pkg:npm/vue pin 2.6.14 run",
            ),
            (
                "uv.lock",
                "[[package]]\nname = \"django\"\nversion = \"4.2.1\"\ndependencies = [\n    { name = \"b\" },\n]\n\n[[package]]\nname = \"b\"\nversion = \"1\"\n\n[[package]]\nname = \"shop\"\nversion = \"0.1.0\"\nsource = { virtual = \".\" }\ndependencies = [\n    { name = \"django\" },\n]\n",
                "3:12 pkg:pypi/django pin 4.2.1 run",
            ),
            (
                "uv.lock",
                "[[package]]\nname = \"pytest\"\nversion = \"8\"\n\n[[package]]\nname = \"c\"\nversion = \"1\"\n\n[[package]]\nname = \"shop\"\nversion = \"0.1.0\"\nsource = { editable = \".\" }\n\n[package.dev-dependencies]\ndev = [\n    { name = \"pytest\" },\n]\n",
                "3:12 pkg:pypi/pytest pin 8 run",
            ),
        ] {
            assert_eq!(rows_of(read, file, text), expected, "{file}: {text}");
        }
    }

    #[test]
    fn a_python_package_has_one_spelling() {
        for (file, text, expected) in [
            (
                "poetry.lock",
                "[[package]]\nname = \"products-cmfplone\"\nversion = \"5.2.1\"\n",
                "3:12 pkg:pypi/products-cmfplone pin 5.2.1 run",
            ),
            (
                "Pipfile.lock",
                "{\"default\": {\"Products.CMFPlone\": {\"version\": \"==5.2.1\"},\n\"zope._x\": {\"version\": \"==1.0\"}}}",
                "1:48 pkg:pypi/products-cmfplone pin 5.2.1 run | 2:25 pkg:pypi/zope-x pin 1.0 run",
            ),
            (
                "uv.lock",
                "[[package]]\nname = \"products-cmfplone\"\nversion = \"5.2.1\"\n\n[[package]]\nname = \"b\"\nversion = \"1\"\n\n[[package]]\nname = \"shop\"\nversion = \"0.1.0\"\nsource = { virtual = \".\" }\ndependencies = [\n    { name = \"Products.CMFPlone\" },\n]\n",
                "3:12 pkg:pypi/products-cmfplone pin 5.2.1 run",
            ),
        ] {
            assert_eq!(rows_of(read, file, text), expected, "{file}: {text}");
        }
    }

    #[test]
    fn a_lock_file_names_the_ruby_that_runs_it() {
        for (file, text, expected) in [
            (
                "Gemfile.lock",
                "RUBY VERSION\n   ruby 3.1.4p0 (jruby 9.4.5.0)\n",
                "2:24 jruby pin 9.4.5.0 run",
            ),
            (
                "Gemfile.lock",
                "RUBY VERSION\n   ruby 3.1.3p0 (truffleruby 22.3.1)\n",
                "",
            ),
            (
                "Gemfile.lock",
                "RUBY VERSION\n   ruby 3.3.0.preview1\n",
                "2:9 ruby pin 3.3.0.preview1 run",
            ),
            (
                "Gemfile.lock",
                "RUBY VERSION\n   ruby 3.3.0.preview1p-1\n",
                "2:9 ruby pin 3.3.0.preview1 run",
            ),
        ] {
            assert_eq!(rows_of(read, file, text), expected, "{file}: {text}");
        }
    }
}
