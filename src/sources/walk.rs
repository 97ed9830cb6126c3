//! Walks through folders for files that may name versions. Nothing is executed, and symbolic links are not
//! followed.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use anyhow::anyhow;
use ignore::overrides::{Override, OverrideBuilder};
use ignore::{DirEntry, WalkBuilder};

use super::open::{self, Kinds, Refusal};
use crate::stack::{formats, locks};
use crate::text::clean;

/// What a walk skips, and how it reports progress.
pub struct Walk<'a> {
    /// Patterns of paths that are left out.
    pub skip: &'a [String],
    /// Whether to include what `.gitignore` and the list of folders exclude.
    pub is_complete: bool,
    /// Called after every file with the number of files and the current path; returns false to cancel.
    pub goes_on: &'a mut dyn FnMut(usize, &Path) -> bool,
}

/// The result of a walk.
#[derive(Debug, Default)]
pub struct Walked {
    /// The files that may name versions: the path relative to the folder, with `/`, and the path to open.
    pub files: Vec<(String, PathBuf)>,
    /// What could not be read, and why.
    pub faults: Vec<(String, String)>,
    /// The number of skipped folders of test cases.
    pub left_out: usize,
    /// The number of files seen, whether or not they may name versions.
    pub seen: usize,
    /// Whether the walk was canceled.
    pub is_cut: bool,
}

/// Folders of third-party or generated files.
const FOREIGN: [&str; 6] = [
    ".git",
    "node_modules",
    "vendor",
    ".venv",
    "site-packages",
    ".terraform",
];

/// Folders of test cases.
const CASES: [&str; 4] = ["testdata", "fixtures", "__fixtures__", "__snapshots__"];

/// Walks through a folder.
///
/// # Errors
///
/// Fails if a pattern is invalid.
pub fn walk(root: &Path, how: &mut Walk<'_>) -> anyhow::Result<Walked> {
    let mut walked = Walked::default();
    let overrides = overrides(root, how.skip)?;
    let left_out = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&left_out);
    let is_complete = how.is_complete;
    let mut builder = WalkBuilder::new(root);
    builder
        .hidden(false)
        .ignore(false)
        // What is ignored must not depend on the machine.
        .git_global(false)
        .git_ignore(!is_complete)
        .git_exclude(!is_complete)
        .require_git(false)
        .follow_links(false)
        .overrides(overrides)
        .filter_entry(move |entry| {
            let is_wanted = is_complete || is_wanted(entry);
            if !is_wanted && is_in(&CASES, entry) {
                count.fetch_add(1, Ordering::Relaxed);
            }
            is_wanted
        });
    for entry in builder.build() {
        match entry {
            Ok(entry) => {
                let is_folder = entry.file_type().is_none_or(|kind| kind.is_dir());
                if !is_folder {
                    walked.seen += 1;
                    take(&mut walked, root, &entry);
                }
                if !(how.goes_on)(walked.seen, entry.path()) {
                    walked.is_cut = true;
                    break;
                }
            }
            Err(error) => walked
                .faults
                .push((String::new(), clean::line(&error.to_string()))),
        }
    }
    walked.left_out = left_out.load(Ordering::Relaxed);
    walked.files.sort();
    Ok(walked)
}

/// The patterns to skip, in the form that a walk needs.
fn overrides(root: &Path, skip: &[String]) -> anyhow::Result<Override> {
    let mut overrides = OverrideBuilder::new(root);
    for pattern in skip {
        let added = overrides.add(&format!("!{pattern}"));
        added.map_err(|_| {
            anyhow!("the pattern {pattern:?} cannot be read; write one as in .gitignore")
        })?;
    }
    Ok(overrides.build()?)
}

/// Whether a path matches a pattern as in `.gitignore`.
pub fn is_within(pattern: &str, path: &str) -> bool {
    let mut overrides = OverrideBuilder::new("");
    let is_pattern = overrides.add(pattern).is_ok();
    let matched = overrides
        .build()
        .map(|overrides| overrides.matched(path, false).is_whitelist());
    is_pattern && matched.unwrap_or(false)
}

fn is_wanted(entry: &DirEntry) -> bool {
    let is_folder = entry.file_type().is_some_and(|kind| kind.is_dir());
    let is_left_out = is_in(&FOREIGN, entry) || is_in(&CASES, entry);
    !(is_folder && entry.depth() > 0 && is_left_out)
}

/// Whether an entry has one of some names.
fn is_in(names: &[&str], entry: &DirEntry) -> bool {
    let name = entry.file_name().to_str();
    name.is_some_and(|name| names.contains(&name))
}

fn take(walked: &mut Walked, root: &Path, entry: &DirEntry) {
    let path = entry.path();
    let below = path.strip_prefix(root).unwrap_or(path);
    let below = slashed(below);
    if !formats::may_say(&below) {
        return;
    }
    if entry.path_is_symlink() {
        // A lock file is followed by who needs it.
        let is_lock = entry.file_name().to_str().is_some_and(locks::is);
        if formats::of(&below).is_some() && !is_lock {
            walked
                .faults
                .push((below, "a symbolic link, which is not followed".to_owned()));
        }
        return;
    }
    walked.files.push((below, path.to_owned()));
}

/// A path with `/` as separator, safe for a terminal.
pub fn slashed(path: &Path) -> String {
    let parts = path
        .components()
        .map(|part| part.as_os_str().to_string_lossy());
    let joined = parts.collect::<Vec<_>>().join("/");
    // The root is a part of its own, and a slash.
    let is_absolute = joined.starts_with("//");
    clean::line(joined.get(usize::from(is_absolute)..).unwrap_or_default())
}

/// The names of the files in a folder, in their order; none if it cannot be read.
pub fn names(folder: &Path) -> Vec<String> {
    let here = Path::new(".");
    let folder = if folder.as_os_str().is_empty() {
        here
    } else {
        folder
    };
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut names: Vec<String> = entries
        .filter_map(|entry| entry.file_name().into_string().ok())
        .collect();
    names.sort();
    names
}

/// The largest lock file or bill of materials that is read, in bytes.
pub const MOST: u64 = 16 << 20;

/// The largest other file, in bytes.
pub const MOST_WRITTEN: u64 = 1 << 20;

/// The text of a file as by [`text`]; `None` if there is none.
///
/// # Errors
///
/// As for [`text`]. A broken link is a file that cannot be read.
pub fn text_if_any(path: &Path, most: u64) -> Result<Option<String>, String> {
    match path.symlink_metadata() {
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
            Ok(None)
        }
        _ => text(path, most).map(Some),
    }
}

/// The text of a regular file; invalid UTF-8 is replaced.
///
/// # Errors
///
/// Returns why the file is not read: it is not a regular file, too large, binary, or cannot be opened.
pub fn text(path: &Path, most: u64) -> Result<String, String> {
    text_of(path, most, Kinds::Regular)
}

/// The text of a file that the user names, which may also be a pipe.
///
/// # Errors
///
/// As for [`text`].
pub fn named_text(path: &Path, most: u64) -> Result<String, String> {
    text_of(path, most, Kinds::Streams)
}

fn text_of(path: &Path, most: u64, kinds: Kinds) -> Result<String, String> {
    let bytes = open::bytes(path, most, kinds).map_err(|refusal| match refusal {
        Refusal::Large(_) => format!("larger than {} MiB", most >> 20),
        Refusal::Failed(error) => match error.kind() {
            ErrorKind::PermissionDenied => "permission denied".to_owned(),
            ErrorKind::NotFound if path.is_symlink() => "a broken symbolic link".to_owned(),
            ErrorKind::NotFound => "no such file or folder".to_owned(),
            _ => clean::line(&error.to_string()),
        },
        other => other.to_string(),
    })?;
    if memchr::memchr(0, &bytes).is_some() {
        return Err("binary".to_owned());
    }
    Ok(String::from_utf8(bytes)
        .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned()))
}
