//! Files in which versions are written down, their locks, images and requirements.

use eolens::stack::claim::{Lock, Role, Source};
use eolens::stack::requirement::{cargo, composer, gradle, maven, npm, pep440, ruby, terraform};
use eolens::stack::woven::Woven;
use eolens::stack::{formats, image, locks, policy};
use eolens::text::yaml::Place;

/// Every reader of a file in which versions are written down.
pub fn formats(bytes: &[u8]) {
    let text = &*String::from_utf8_lossy(bytes);
    let beside = |_: &str| Some(text.to_owned());
    for path in [
        "a/.nvmrc",
        "a/.java-version",
        "runtime.txt",
        "requirements.txt",
    ] {
        let source = Source {
            path,
            depth: path.split('/').count(),
            text,
            beside: &beside,
            neighbors: &Vec::new,
        };
        let _ = formats::read(&source);
        for findings in formats::read_by_all(&source) {
            for claim in findings.claims {
                assert!(claim.at.line > 0 && claim.at.column > 0);
            }
        }
    }
}

/// Image references with variables in them.
pub fn image(bytes: &[u8]) {
    let text = &*String::from_utf8_lossy(bytes);
    let at = Place { line: 1, column: 1 };
    let woven = Woven::plain(text, at);
    let woven = woven.expanded(&|name| Some(Woven::plain(name, at)));
    for claim in image::claims(&woven, Role::Run) {
        assert!(claim.at.column > 0);
    }
}

/// Lock files, and the policy of a repository.
pub fn locks(bytes: &[u8]) {
    let text = &*String::from_utf8_lossy(bytes);
    for kind in [Lock::JavaScript, Lock::Python, Lock::Php, Lock::Ruby] {
        for file in locks::files(kind, false) {
            let _ = locks::read(file, text).find("a", "^1", "");
        }
    }
    let _ = policy::file::read(text);
}

/// Every notation of requirements: what is accepted can be asked of any release.
pub fn requirement(bytes: &[u8]) {
    let text = &*String::from_utf8_lossy(bytes);
    for read in [
        cargo::read,
        composer::read,
        gradle::read,
        maven::read,
        npm::read,
        pep440::read,
        ruby::read,
        terraform::read,
    ] {
        if let Some(requirement) = read(text) {
            let _ = requirement.accepts(&[1, 2]);
            assert!(requirement.and(&requirement.not()).is_empty());
        }
    }
}
