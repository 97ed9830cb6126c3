//! Files in which versions are written down, their locks, images, requirements and policies.

use eolens::stack::claim::{Findings, Role, Shelf, Source};
use eolens::stack::formats::{self, versions};
use eolens::stack::requirement::{cargo, composer, gradle, maven, npm, pep440, ruby, terraform};
use eolens::stack::woven::Woven;
use eolens::stack::written::Notation;
use eolens::stack::{image, locks, policy};
use eolens::text::yaml::Place;

use super::shared::is_clean;

/// The names of the formats, as the names of folders.
pub fn format_names() -> Vec<String> {
    formats::readers().map(|(name, _)| folder(name)).collect()
}

fn folder(name: &str) -> String {
    let name = name.trim_start_matches('.');
    name.to_lowercase().replace(' ', "-")
}

/// The reader of one format: every fault has a position of the text. So has a claim, but for its column where a value
/// spans lines.
pub fn format(name: &str, bytes: &[u8]) {
    let text = &*String::from_utf8_lossy(bytes);
    let mut readers = formats::readers();
    let (_, read) = readers
        .find(|(own, _)| folder(own) == name)
        .expect("the format's name");
    let paths: Vec<&str> = match name {
        "version-file" => versions::names().collect(),
        "lock-file" => locks::names().collect(),
        "requirements" => vec!["requirements.txt", "dev-requirements.txt"],
        _ => vec!["a/file"],
    };
    let beside = |_: &str| Ok(Some(text.to_owned()));
    for path in paths {
        let findings = read(&Source {
            path,
            depth: path.split('/').count(),
            text,
            beside: &beside,
            neighbors: &Vec::new,
            shelf: &Shelf::default(),
        })
        .unwrap_or_else(Findings::fault);
        for (at, _) in findings.faults {
            assert!(is_within(text, at), "{at:?} of {text:?}");
        }
        for claim in findings.claims {
            let (line, column) = (claim.at.line, claim.at.column);
            assert!(
                is_within(text, Place { line, column: 1 }),
                "{:?} of {text:?}",
                claim.at
            );
            assert!(
                (1..=text.len() + 1).contains(&column),
                "{:?} of {text:?}",
                claim.at
            );
        }
    }
}

/// Whether a text has a position, its end included. In YAML a carriage return alone ends a line too.
fn is_within(text: &str, at: Place) -> bool {
    let has = |text: &str| {
        let above = at.line.checked_sub(1);
        let line = above.and_then(|above| text.split('\n').nth(above));
        line.is_some_and(|line| (1..=line.chars().count() + 1).contains(&at.column))
    };
    has(text) || has(&text.replace("\r\n", "\n").replace('\r', "\n"))
}

/// Image references with variables in them.
pub fn image(bytes: &[u8]) {
    let text = &*String::from_utf8_lossy(bytes);
    let at = Place { line: 1, column: 1 };
    let woven = Woven::plain(text, at);
    let names = text.split(|c: char| !(c.is_ascii_alphanumeric() || c == '_'));
    let values = names.map(|name| (name.to_owned(), Woven::plain(name, at)));
    let woven = woven.expanded(&values.collect());
    for claim in image::claims(&woven, Role::Run) {
        assert!(claim.at.column > 0);
    }
}

/// The names of the lock files.
pub fn lock_names() -> Vec<String> {
    locks::names().map(str::to_owned).collect()
}

/// A lock file of one name, which may be asked for any package.
pub fn lock(name: &str, bytes: &[u8]) {
    let text = &*String::from_utf8_lossy(bytes);
    let locked = match locks::read(name, text) {
        Ok(locked) => locked,
        Err((at, _)) => return assert!(is_within(text, at), "{at:?} of {text:?}"),
    };
    for package in ["a", "@x/a", "a/b", "ruby"] {
        let _ = locked.find(package, "^1", "").map(str::len);
    }
}

/// The policy of a repository.
pub fn policy(bytes: &[u8]) {
    let text = &*String::from_utf8_lossy(bytes);
    for (at, reason) in policy::file::read(text).err().into_iter().flatten() {
        assert!(is_within(text, at), "{at:?} of {text:?}");
        assert!(is_clean(&reason), "{reason:?}");
    }
}

/// The notations of requirements.
const NOTATIONS: [(&str, Notation); 8] = [
    ("cargo", cargo::read),
    ("composer", composer::read),
    ("gradle", gradle::read),
    ("maven", maven::read),
    ("npm", npm::read),
    ("pep440", pep440::read),
    ("ruby", ruby::read),
    ("terraform", terraform::read),
];

/// Their names.
pub fn notation_names() -> Vec<String> {
    NOTATIONS.map(|(name, _)| name.to_owned()).to_vec()
}

/// A requirement in one notation: what is accepted can be asked of any release.
pub fn requirement(name: &str, bytes: &[u8]) {
    let mut notations = NOTATIONS.into_iter();
    let (_, read) = notations
        .find(|(own, _)| *own == name)
        .expect("the notation's name");
    if let Some(requirement) = read(&String::from_utf8_lossy(bytes)) {
        let _ = requirement.accepts(&[1, 2]);
        assert!(requirement.and(&requirement.not()).is_empty());
    }
}
